"""What a whole workspace is: real, or a demonstration that must never pass for it."""

from pathlib import Path

from apertura.durable import write_file
from apertura.errors import NotADemoError
from apertura.model.submission import DEMO_CHANNEL

MARK = "DEMOSTRACION"


def channel(root: Path, otherwise: str = "buzon") -> str:
    """Return the channel a submission comes by: the demonstration's in a workspace marked as one."""
    return DEMO_CHANNEL if is_demo(root) else otherwise


def is_demo(root: Path) -> bool:
    """Whether a workspace is marked as a demonstration."""
    return (root / MARK).exists()


def mark_demo(root: Path) -> None:
    """Mark a workspace as a demonstration, for ever.

    Raises NotADemoError where it already holds submissions that are not.
    """
    if (root / MARK).exists():
        return
    if any((root / "raw" / "archive").glob("*/*")) or any((root / "raw" / "inbox").glob("*/*/*")):
        raise NotADemoError(
            f"La carpeta {root} ya tiene entregas que no son de demostración; diga otra con --datos CARPETA."
        )
    write_file(root / MARK, "Datos de demostración: nada de esta carpeta es información oficial.\n".encode())
