"""A folder as values: what is in it, to compare two of them or one with itself later."""

import hashlib
from pathlib import Path

SCRATCH = (".apertura.lock", ".recepcion.lock")


def contents(root: Path) -> dict[str, str]:
    """SHA-256 of every file, target of every link, by path."""
    return {
        str(path.relative_to(root)): f"-> {path.readlink()}" if path.is_symlink() else _sha256(path)
        for path in sorted(root.rglob("*"))
        if (path.is_symlink() or path.is_file()) and path.name not in SCRATCH
    }


def touched(root: Path) -> dict[str, int]:
    """Modification time, in nanoseconds, of every file, folder and link."""
    return {
        str(path.relative_to(root)): path.lstat().st_mtime_ns for path in root.rglob("*") if path.name not in SCRATCH
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
