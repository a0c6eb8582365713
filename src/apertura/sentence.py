"""What went wrong to one sentence in Spanish, for the operator."""

import errno

from apertura.errors import AperturaError

_SYSTEM = {
    errno.EACCES: "no hay permiso",
    errno.EDQUOT: "se acabó la cuota de disco",
    errno.EEXIST: "ya hay otra cosa en su lugar",
    errno.EFBIG: "no se permite un archivo tan grande",
    errno.EIO: "el disco falla",
    errno.EISDIR: "es una carpeta",
    errno.ENOENT: "no existe",
    errno.ENOSPC: "el disco está lleno",
    errno.ENOTDIR: "hay un archivo donde debe haber una carpeta",
    errno.EPERM: "no está permitido",
    errno.EROFS: "el disco es de solo lectura",
}
"""What the system says, as an operator reads it."""


def sentence(error: AperturaError | OSError) -> str:
    """Say what went wrong with our machine, or what the system says of it."""
    if isinstance(error, AperturaError):
        return str(error)
    said = _SYSTEM.get(error.errno or 0, error.strerror or type(error).__name__)
    where = f" «{error.filename}»" if error.filename else ""
    return f"No se pudo leer o escribir{where}: {said}."
