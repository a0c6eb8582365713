"""A file as a browser sent it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was sent: its name is text of a stranger's, and never a path."""

    name: str
    content: bytes
