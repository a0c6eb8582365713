"""Report on a file and a Table Schema to the small JSON that a program reads, described in docs/validacion.md."""

from collections.abc import Sequence

from apertura import __version__
from apertura.feedback.echo import echo
from apertura.feedback.phrases import phrases
from apertura.feedback.table_letter import wording
from apertura.model.definition import Field
from apertura.validation.tableschema.stream.report import Count, Report

VERSION = 1
"""Version of the shape; a new one for any change that is not an addition."""


def table_report(report: Report, file: str, fields: Sequence[Field], *, language: str = "es") -> dict[str, object]:
    """Write the report, ready for JSON: every error counted, a few of each cause shown."""
    words, by_name = phrases(language, "tabla"), {field.name: field for field in fields}
    return {
        "version_informe": VERSION,
        "generado_por": {"programa": "apertura", "version": __version__},
        "archivo": echo(file),
        "valida": report.valid,
        "filas": report.rows,
        "errores": report.errors,
        "causas": [_count(count, wording(count.cause, by_name, words)) for count in report.counts],
    }


def _count(count: Count, message: str) -> dict[str, object]:
    cause = count.cause
    return {
        "tipo": cause.type,
        "campo": cause.field,
        "columna": cause.number,
        "restriccion": cause.constraint,
        "mensaje": message,
        "errores": count.errors,
        "ejemplos": [
            {
                "fila": sample.row,
                "valor": None if sample.value is None else echo(sample.value),
                "igual_que": sample.previous,
            }
            for sample in count.samples
        ],
    }
