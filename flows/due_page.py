"""A version that is due to a page in Markdown: why, for each body how many rows, and the cells that differ."""

from collections.abc import Iterator, Sequence

from apertura.cli.clock import now
from apertura.consent import told
from apertura.model.definition import Definitions
from apertura.tonight import Due


def due_page(due: Due, definitions: Definitions) -> str:
    """Write the page."""
    return "".join(f"{line}\n" for line in _lines(due, definitions))


def _lines(due: Due, definitions: Definitions) -> Iterator[str]:
    yield f"# {definitions.publishable[due.dataset].title}: {due.base or 'nada publicado'} → {due.version}\n"
    if due.approval is not None:
        yield f"{told(due.approval, now())}\n"
        yield f"Huella: `{due.approval.subject.digest}`\n"
    yield from (f"- {reason}" for reason in due.reasons)
    yield "\n## Filas por organismo\n"
    moved = [
        (_body(each.garante, definitions), each.added, each.changed, each.removed) for each in due.difference.moved
    ]
    yield from _table(("Organismo", "Nuevas", "Cambiadas", "Retiradas"), moved)
    states = [(state, before, after) for state, (before, after) in due.difference.coverage.items()]
    if states:
        yield "\n## Cobertura, en tablas\n"
        yield from _table(("Estado", "Antes", "Después"), states)
    yield f"\n## Celdas que cambian: {due.difference.total:,}\n"
    cells = [(" / ".join(cell.key), cell.field, cell.before, cell.after) for cell in due.difference.cells]
    yield from _table(("Fila", "Campo", "Antes", "Después"), cells)
    if len(cells) < due.difference.total:
        yield f"\n… y {due.difference.total - len(cells):,} más."
    yield "\n## Archivos\n"
    yield from _table(("Archivo", "Qué pasa"), [(name, action) for action, name in due.files])


def _table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> Iterator[str]:
    yield f"| {' | '.join(header)} |"
    yield f"| {' | '.join('---' for _ in header)} |"
    yield from (f"| {' | '.join(_plain(cell) for cell in row)} |" for row in rows)


def _plain(cell: object) -> str:
    text = "" if cell is None else f"{cell:,}" if isinstance(cell, int) else str(cell)
    return " ".join(text.split()).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`")


def _body(garante: str | None, definitions: Definitions) -> str:
    return "En todo" if garante is None else f"{garante} {definitions.garantes[garante].acronym}"
