"""Verdicts of one file to the report a machine reads: the letter's content, as ``informe.schema.json`` describes it."""

from collections.abc import Mapping, Sequence

from apertura import __version__
from apertura.feedback.causes import Cause, causes
from apertura.feedback.echo import LISTED, echo
from apertura.feedback.explain import explain
from apertura.feedback.fine_rows import fine_rows
from apertura.feedback.phrases import Phrases, phrases
from apertura.feedback.place import located, place, total
from apertura.feedback.point import Told, example_of
from apertura.feedback.reason import reason, section
from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.submission import Submission, Verdict
from apertura.model.table import CellAccount

VERSION = 1
"""Version of the report's format; a new one for any change that is not an addition."""


def report(verdicts: Sequence[Verdict], definitions: Definitions) -> dict[str, object]:
    """Write the report of one file, of which there is at least one verdict, ready for JSON; messages in Spanish."""
    return {
        "version_informe": VERSION,
        "generado_por": {"programa": "apertura", "version": __version__},
        "entrega": _submission(verdicts[0].submission),
        "aceptada": all(verdict.accepted for verdict in verdicts),
        "tablas": [_table(verdict, definitions) for verdict in verdicts],
    }


def _submission(submission: Submission) -> dict[str, object]:
    return {
        "garante": submission.garante or None,
        "periodo": submission.period or None,
        "archivo": echo(submission.filename, LISTED),
        "sha256": submission.sha256,
        "bytes": submission.size,
        "recibida": submission.received.isoformat(),
    }


def _table(verdict: Verdict, definitions: Definitions) -> dict[str, object]:
    definition = definitions.datasets[verdict.dataset] if verdict.dataset else None
    told = Told(definitions, definition, phrases("es"))
    titles = {name: field.title for name, field in told.fields.items()}
    return {
        "conjunto": verdict.dataset,
        "hoja": _shown(verdict.sheet),
        "fila_encabezado": verdict.header_row,
        "razon_encabezado": _shown(verdict.header_reason),
        "aceptada": verdict.accepted,
        "filas": verdict.rows,
        "filas_sin_incidencias": fine_rows(verdict),
        "celdas": _cells(verdict.cells),
        "conteos": {severity.value: n for severity, n in verdict.counts.items()},
        "causas": [_cause(cause, told) for cause in causes(verdict.issues)],
        "incidencias": [_issue(issue, titles, told.phrases) for issue in verdict.issues],
    }


def _cause(cause: Cause, told: Told) -> dict[str, object]:
    field = told.fields.get(cause.field or "")
    words = explain(cause.issues[0], told.phrases, field.title if field else None)
    dataset = told.definition.name if told.definition else None
    return {
        "tipo": cause.type.code,
        "severidad": cause.type.severity.value,
        "campo": cause.field,
        "titulo": words.title,
        "cuantas": total(cause.issues),
        "donde": place(cause.issues, told.phrases) if located(cause.issues) else None,
        "motivo": reason(cause.type, told.definitions, told.definition, field, told.phrases),
        "correccion": words.remedy,
        "ejemplo": example_of(cause, field),
        "ayuda": section(cause.type, told.definitions, dataset, "es"),
    }


def _cells(cells: CellAccount | None) -> dict[str, int] | None:
    if cells is None:
        return None
    return {"total": cells.total, "usadas": cells.used, "ignoradas": cells.ignored, "reportadas": cells.reported}


def _issue(issue: Issue, titles: Mapping[str, str], said: Phrases) -> dict[str, object]:
    return {
        "tipo": issue.type.code,
        "severidad": issue.type.severity.value,
        "responsable": issue.type.responsibility.value,
        "hoja": _shown(issue.sheet),
        "celda": issue.cell,
        "fila": issue.row,
        "campo": issue.field,
        "valor": _shown(issue.value),
        "mensaje": explain(issue, said, titles.get(issue.field or "")).message,
        "sugerencia": _shown(issue.suggestion),
        "confianza": issue.confidence,
        "cuantas": issue.count,
    }


def _shown(text: str | None) -> str | None:
    return None if text is None else echo(text, LISTED)
