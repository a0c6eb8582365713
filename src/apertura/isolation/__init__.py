"""Files read in a process of their own, with so much memory and so many seconds, that may die of them."""

from apertura.isolation.isolated import isolated

__all__ = ["isolated"]
