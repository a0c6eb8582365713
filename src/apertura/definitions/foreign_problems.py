"""Records to those whose foreign key points to no row of its catalogue."""

from collections.abc import Iterator, Sequence

from apertura.definitions.catalogues import Catalogues
from apertura.definitions.read_sheet import Record
from apertura.model.definition import ForeignKey


def foreign_problems(foreign: ForeignKey, records: Sequence[Record], catalogues: Catalogues) -> Iterator[str]:
    """Say which records have values that the catalogue lacks; a blank key points nowhere on purpose."""
    target = catalogues.shelved.get(foreign.catalogue)
    if target is None or not target.names.issuperset(foreign.reference):
        return
    known = {tuple(record.cells[field] for field in foreign.reference) for record in target.records}
    for record in records:
        values = tuple(record.cells[field] for field in foreign.fields)
        if any(values) and values not in known:
            yield record.problem(f"«{', '.join(values)}» no está en el catálogo «{foreign.catalogue}»")
