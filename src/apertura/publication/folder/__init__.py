"""The folder catalogue, a destination: ``<dataset>/<version>/``, never written again, and ``latest``."""

from apertura.publication.folder.apply import apply, upkeep
from apertura.publication.folder.published_rows import published_rows
from apertura.publication.folder.read_state import read_state
from apertura.publication.folder.rehearse import rehearse
from apertura.publication.folder.repair import repair
from apertura.publication.folder.verify import verify

__all__ = ["apply", "published_rows", "read_state", "rehearse", "repair", "upkeep", "verify"]
