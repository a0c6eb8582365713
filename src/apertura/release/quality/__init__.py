"""A version being built to how well it keeps each open data policy, as JSON and as a page."""

from apertura.release.quality.page import page
from apertura.release.quality.report import report
from apertura.release.quality.subject import subject

__all__ = ["page", "report", "subject"]
