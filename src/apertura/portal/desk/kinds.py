"""Documents of an answer, by name, and the media type of each."""

from collections.abc import Mapping
from types import MappingProxyType

from apertura.ingest import ANNOTATED
from apertura.portal.desk.work import LETTER

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

PUBLICATION = ("acuse_publicacion.pdf", "acuse_publicacion.json")
"""Documents that say where the rows of a submission are published, made when they are asked for."""

KINDS: Mapping[str, str] = MappingProxyType(
    {
        ANNOTATED: WORKBOOK,
        LETTER: "application/pdf",
        "acuse.pdf": "application/pdf",
        "acuse.json": "application/json",
        "acuse_publicacion.pdf": "application/pdf",
        "acuse_publicacion.json": "application/json",
        "informe.json": "application/json",
        "carta.txt": "text/plain; charset=utf-8",
    }
)
