"""Records to those that say again what an earlier one said."""

from collections.abc import Callable, Hashable, Iterator, Sequence

from apertura.definitions.documents.read_sheet import Record


def repeated(records: Sequence[Record], key: Callable[[Record], Hashable | None]) -> Iterator[tuple[Record, Record]]:
    """Yield each record whose key an earlier one has, with that first one; a key None repeats nothing."""
    seen: dict[Hashable, Record] = {}
    for record in records:
        if (own := key(record)) is None:
            continue
        first = seen.setdefault(own, record)
        if first is not record:
            yield record, first
