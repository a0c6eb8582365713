"""The bitácora: every reception, verdict, approval and publication, each event holding the hash of the one before."""

from apertura.chronicle.note import note
from apertura.chronicle.verify import verify

__all__ = ["note", "verify"]
