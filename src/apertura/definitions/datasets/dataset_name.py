"""The name of a folder of ``schemas/`` to a refusal where no dataset may be called so."""

import re

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.read_text import refused


def check_name(name: str, catalogues: Catalogues) -> None:
    """Raise DefinitionError for a name that is no public name, or is that of a catalogue."""
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise refused(name, 1, "el nombre del conjunto lleva solo minúsculas sin acento, cifras y guion bajo")
    if name in catalogues.shelved:
        raise refused(name, 1, "el conjunto se llama como un catálogo, y una clave foránea no sabría a cuál apunta")
