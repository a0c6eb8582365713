"""Records to those whose foreign key points to no row of what it names."""

from collections.abc import Iterator, Sequence

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.read_sheet import Record
from apertura.model.definition import ForeignKey


def foreign_problems(foreign: ForeignKey, records: Sequence[Record], catalogues: Catalogues) -> Iterator[str]:
    """Say which records have values that the catalogue lacks; a blank key points nowhere on purpose."""
    target = catalogues.shelved.get(foreign.resource)
    if target is not None and target.names.issuperset(foreign.reference):
        yield from dangling_problems(foreign, records, target.records, f"el catálogo «{foreign.resource}»")


def dangling_problems(
    foreign: ForeignKey, records: Sequence[Record], named: Sequence[Record], where: str
) -> Iterator[str]:
    """Say which records have values that no record of ``named`` has; ``where`` is how a reader knows these."""
    known = {tuple(record.cells[field] for field in foreign.reference) for record in named}
    for record in records:
        values = tuple(record.cells[field] for field in foreign.fields)
        if any(values) and values not in known:
            yield record.problem(f"«{', '.join(values)}» no está en {where}")
