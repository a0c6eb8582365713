"""A Document to an instance of the pydantic model of its shape, or to sentences in Spanish."""

from collections.abc import Mapping
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from apertura.definitions.documents.read_document import Document
from apertura.errors import DefinitionError

STRICT = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)
"""What every model of a file shares: nothing unknown, nothing converted, nothing changed afterwards."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that says something; folded YAML ends in a line break that is not part of it."""

_SENTENCES: Mapping[str, str] = {
    "missing": "falta la clave «{key}»",
    "extra_forbidden": "clave desconocida «{key}»",
    "string_type": "«{key}» debe ser texto (entre comillas, si parece otra cosa)",
    "string_too_short": "«{key}» no puede estar vacío",
    "string_pattern_mismatch": "«{key}» debe tener la forma {pattern}",
    "too_short": "«{key}» no puede estar vacío",
    "list_type": "«{key}» debe ser una lista",
    "dict_type": "«{key}» debe ser un grupo de claves",
    "model_type": "«{key}» debe ser un grupo de claves",
    "bool_type": "«{key}» debe ser true o false",
    "int_type": "«{key}» debe ser un número entero",
    "float_type": "«{key}» debe ser un número",
    "date_type": "«{key}» debe ser una fecha sin comillas, como 2024-01-31",
    "enum": "«{key}» debe ser {expected}",
    "literal_error": "«{key}» debe ser {expected}",
    "greater_than": "«{key}» debe ser mayor que {gt}",
    "greater_than_equal": "«{key}» debe ser {ge} o más",
    "less_than_equal": "«{key}» debe ser {le} o menos",
    "value_error": "«{key}» {error}",
}

_OF_THE_KEY = "[key]"
"""What pydantic ends the place of a problem with, where it is the key itself that is wrong."""

Shape = TypeVar("Shape", bound=BaseModel)


def check_shape(document: Document, model: type[Shape]) -> Shape:
    """Read the document's value as ``model``; DefinitionError with one sentence per problem, at its line."""
    try:
        return model.model_validate(document.value)
    except ValidationError as error:
        problems = tuple(document.problem(found["loc"], _sentence(found)) for found in error.errors())
        raise DefinitionError(problems) from None


def _sentence(found: ErrorDetails) -> str:
    named = (part for part in reversed(found["loc"]) if isinstance(part, str) and part != _OF_THE_KEY)
    key = next(named, "el archivo")
    template = _SENTENCES.get(found["type"])
    if template is None:
        return f"«{key}» no es válido ({found['type']})"
    context = {name: str(value).replace(" or ", " o ") for name, value in found.get("ctx", {}).items()}
    return template.format(key=key, **context)
