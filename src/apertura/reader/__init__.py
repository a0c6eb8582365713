"""A published catalogue, in a folder or at an address, to tables and to where each row came from."""

from apertura.reader.open_table import abrir
from apertura.reader.trace import Procedencia, rastrear

__all__ = ["Procedencia", "abrir", "rastrear"]
