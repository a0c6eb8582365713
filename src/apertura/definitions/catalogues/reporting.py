"""Sound catalogues of bodies, aliases and periods to who reports, how they are also called, and when."""

from collections.abc import Mapping
from datetime import date

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.read_sheet import Record
from apertura.model.reporting import Garante, Period
from apertura.model.text import fold


def garantes(catalogues: Catalogues) -> Mapping[str, Garante]:
    """All bodies that report, by id, in the catalogue's order."""
    return {record.cells["organismo_id"]: _garante(record) for record in catalogues.records("organismo")}


def periods(catalogues: Catalogues) -> Mapping[str, Period]:
    """All periods, by id, in the catalogue's order."""
    return {record.cells["periodo_id"]: _period(record) for record in catalogues.records("periodo")}


def aliases(catalogues: Catalogues) -> Mapping[str, str]:
    """Ids of bodies by folded alias."""
    return {
        fold(record.cells["alias"]): record.cells["organismo_id"] for record in catalogues.records("organismo_alias")
    }


def _garante(record: Record) -> Garante:
    cells = record.cells
    return Garante(
        id=cells["organismo_id"],
        name=cells["nombre_oficial"],
        acronym=cells["acronimo"],
        entity=cells["entidad"],
        kind=cells["tipo"],
        valid_from=_day(cells["vigente_desde"]),
        valid_until=_day(cells["vigente_hasta"]),
        successor=cells.get("sucesor_nombre") or None,
    )


def _period(record: Record) -> Period:
    cells = record.cells
    return Period(
        id=cells["periodo_id"],
        year=int(cells["ejercicio"]),
        kind=cells["tipo"],
        start=date.fromisoformat(cells["fecha_inicio"]),
        end=date.fromisoformat(cells["fecha_termino"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
