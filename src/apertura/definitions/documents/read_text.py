"""A file of ``schemas/`` to its text."""

from pathlib import Path

from apertura.errors import DefinitionError


def read_text(root: Path, path: str) -> str:
    """Read ``root / path`` as UTF-8 without byte order mark; DefinitionError where it is missing, empty or neither."""
    try:
        content = (root / path).read_bytes()
    except FileNotFoundError:
        raise refused(path, 1, "falta el archivo") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise refused(path, 1, f"el archivo no se puede leer ({reason})") from None
    if content.startswith(b"\xef\xbb\xbf"):
        raise refused(path, 1, "el archivo empieza con una marca de orden de bytes; guárdelo como UTF-8 sin ella")
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refused(path, line, "el archivo no está en UTF-8") from None
    if not text.strip():
        raise refused(path, 1, "el archivo está vacío")
    return text


def refused(path: str, line: int, sentence: str) -> DefinitionError:
    """Make the error of one problem."""
    return DefinitionError((f"{path}:{line}: {sentence}",))
