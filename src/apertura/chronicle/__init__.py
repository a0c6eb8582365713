"""The bitácora: every reception, verdict, approval and publication, each event holding the hash of the one before."""

from apertura.chronicle.note import note
from apertura.chronicle.open_data import open_data
from apertura.chronicle.verify import verify, verify_open

__all__ = ["note", "open_data", "verify", "verify_open"]
