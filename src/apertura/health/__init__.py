"""How a workspace is: what waits, since when, when it was last worked on, and what needs somebody."""

from apertura.health.findings import Finding, findings
from apertura.health.measure import Health, measure

__all__ = ["Finding", "Health", "findings", "measure"]
