"""Title to a name for addresses: lower case, ASCII, hyphens."""

import re
import unicodedata


def slug(title: str) -> str:
    """``Acceso a la Información`` to ``acceso-a-la-informacion``; CKAN takes 2 to 100 of ``a-z0-9-_``."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:100]
