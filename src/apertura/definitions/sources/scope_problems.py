"""A record of ``source/`` to what is wrong with whom and when it is for."""

from collections.abc import Iterator

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.read_sheet import Record


def scope_problems(record: Record, catalogues: Catalogues) -> Iterator[str]:
    """Say whether ``garante`` and ``since`` are neither blank nor in a catalogue."""
    garante, since = record.cells["garante"], record.cells["since"]
    if garante and not catalogues.has("organismo", "organismo_id", garante):
        yield record.problem(f"garante desconocido: «{garante}»")
    if since and not catalogues.has("periodo", "periodo_id", since):
        yield record.problem(f"periodo desconocido: «{since}»")
