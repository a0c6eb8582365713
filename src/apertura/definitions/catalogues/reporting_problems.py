"""The catalogues of bodies, aliases and periods to what in them no Table Schema can say."""

from collections.abc import Iterator

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.read_sheet import Record
from apertura.model.text import fold


def reporting_problems(catalogues: Catalogues) -> Iterator[str]:
    """Say which aliases, once folded, are of two bodies, and which validities and periods end before they start."""
    yield from _alias_problems(catalogues)
    for record in catalogues.records("organismo"):
        yield from _order_problems(record, "vigente_desde", "vigente_hasta")
    for record in catalogues.records("periodo"):
        yield from _order_problems(record, "fecha_inicio", "fecha_termino")


def _alias_problems(catalogues: Catalogues) -> Iterator[str]:
    owners: dict[str, Record] = {}
    for record in catalogues.records("organismo_alias"):
        alias, body = record.cells["alias"], record.cells["organismo_id"]
        owner = owners.setdefault(fold(alias), record)
        if owner.cells["organismo_id"] != body:
            first = f"{owner.path}:{owner.line}"
            yield record.problem(f"el alias «{alias}» ya es de «{owner.cells['organismo_id']}» en {first}")


def _order_problems(record: Record, start: str, end: str) -> Iterator[str]:
    # ISO dates are in order as text; what is not a date is told elsewhere
    if record.cells[end] and record.cells[end] < record.cells[start]:
        yield record.problem(f"«{end}» ({record.cells[end]}) es anterior a «{start}» ({record.cells[start]})")
