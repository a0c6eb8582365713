"""Definitions and verdicts by hand, as intake and validation hand them over; run it to write the golden letters."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa

from apertura import feedback
from apertura.definitions.issue_types.read_reasons import read_reasons
from apertura.model.definition import DatasetDefinition, Definitions, Field, Licence, TableSchema
from apertura.model.issue import Issue, IssueType, IssueTypes, Responsibility, Severity
from apertura.model.reporting import Garante, Period
from apertura.model.submission import Submission, Verdict
from apertura.model.table import CanonicalTable, CellAccount

GOLDEN = Path(__file__).parent / "golden"
ISSUE_TYPES_CSV = Path(__file__).parents[2] / "schemas" / "issue_types.csv"
FORMS = {"texto": "txt", "markdown": "md"}
TEXTS = ("title_es", "message_es", "remedy_es", "title_en", "message_en", "remedy_en")


def issue_types() -> IssueTypes:
    with ISSUE_TYPES_CSV.open(encoding="utf-8", newline="") as lines:
        return {
            row["code"]: IssueType(
                code=row["code"],
                severity=Severity(row["severity"]),
                responsibility=Responsibility(row["responsibility"]),
                **{name: row[name] for name in TEXTS},
            )
            for row in csv.DictReader(lines)
        }


TYPES = issue_types()
RULE = IssueType(
    code="logrado-mayor-que-meta",
    severity=Severity.ADVERTENCIA,
    responsibility=Responsibility.ENLACE,
    title_es="Lo logrado supera la meta",
    message_es="Lo logrado ({logrado}) es mayor que la meta ({meta}).",
    remedy_es="Si la meta se superó, no haga nada. Si alguna de las dos cantidades está mal escrita, corríjala.",
    title_en="More achieved than the target",
    message_en="What was achieved ({logrado}) is greater than the target ({meta}).",
    remedy_en="If the target was exceeded, do nothing. If either quantity is mistyped, correct it.",
)


def field(name: str, title: str, type_: str, example: str | None) -> Field:
    return Field(name, title, f"{title}.", type_, example, {}, None, {})


def dataset(name: str, title: str, fields: tuple[Field, ...]) -> DatasetDefinition:
    return DatasetDefinition(
        name=name,
        title=title,
        summary=f"{title}.",
        plan_lines=(),
        licence=Licence("CC-BY-4.0", "CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        cadence="trimestral",
        themes=(),
        keywords=(),
        context={},
        expected_kinds=(),
        expected_periods=(),
        notes=(),
        schema=TableSchema(fields, (), (), {}),
        rules=(),
        columns=(),
        meanings=(),
        layouts=(),
        contract="0" * 64,
    )


AVANCE = dataset(
    "avance",
    "Avance de las líneas de acción",
    (
        field("linea_accion_id", "Línea de acción", "string", "1.1.a"),
        field("estatus", "Estatus", "string", "en_proceso"),
        field("avance_porcentaje", "Avance (%)", "number", "60"),
        field("fecha_corte", "Fecha de corte", "date", "2024-06-30"),
        field("meta", "Meta", "number", "12"),
        field("logrado", "Logrado", "number", "9"),
        field("nota", "Nota", "string", None),
    ),
)
TALLERES = dataset("talleres", "Talleres impartidos", (field("asistentes", "Asistentes", "integer", "25"),))
DEFINITIONS = Definitions(
    plans=(),
    catalogues={},
    garantes={
        "OG-98": Garante("OG-98", "Instituto de Transparencia de Aztlán", "ITA", "Aztlán", "organo_garante", None, None)
    },
    aliases={},
    periods={"2024-T1": Period("2024-T1", 2024, "trimestre", date(2024, 1, 1), date(2024, 3, 31))},
    issue_types=TYPES,
    datasets={"avance": AVANCE, "talleres": TALLERES},
    reasons=read_reasons(ISSUE_TYPES_CSV.parent),
)


def submission(filename: str = "avance 1er trimestre.xlsx", channel: str = "buzon") -> Submission:
    return Submission(
        garante="OG-98",
        period="2024-T1",
        filename=filename,
        sha256="3f2a9c0d1b2e" + "7" * 52,
        size=48_211,
        received=datetime(2024, 4, 16, 0, 30, tzinfo=UTC),
        channel=channel,
    )


def issue(code: str, cell: str | None = None, **said: Any) -> Issue:
    details = said.pop("details", {})
    row = said.pop("row", int("".join(c for c in cell.split(":")[0].split(",")[0] if c.isdigit())) if cell else None)
    type_ = RULE if code == RULE.code else TYPES[code]
    sheet = said.pop("sheet", "Avance")
    return Issue(type_, cell=cell, row=row, sheet=sheet, details=details, **said)


def verdict(*issues: Issue, name: str | None = "avance", rows: int = 112, **other: Any) -> Verdict:
    returned = any(found.type.severity.returns for found in issues)
    empty = pa.table({})
    given = {
        "submission": submission(),
        "dataset": name,
        "sheet": "Avance",
        "header_row": 7,
        "header_reason": "fila 7: 7 de 8 encabezados coinciden",
        "cells": CellAccount(used=771, ignored=12, reported=len(issues)),
    }
    table = None if returned or name is None else CanonicalTable(name, "Avance", empty, empty)
    return Verdict(rows=rows, issues=issues, table=table, **{**given, **other})


def fileless(*issues: Issue, **other: Any) -> Verdict:
    return verdict(*issues, name=None, rows=0, sheet=None, header_row=None, header_reason=None, cells=None, **other)


NOTES = (
    issue("hoja-no-leida", sheet="Portada", details={"razon": "no tiene los encabezados de ninguna tabla"}),
    issue("hoja-no-leida", sheet="Listas", details={"razon": "está oculta"}),
    issue("serie-convertida", "E8:E119", field="fecha_corte", value="45382", count=112),
    issue("valor-convertido", "C9, C14:C16", field="avance_porcentaje", value="N/A", details={"leido": ""}, count=4),
    issue("valor-convertido", "D20", field="estatus", value="Concluida", details={"leido": "completado"}),
    issue("fila-en-blanco", "A60:G61", count=2),
)
WARNINGS = (
    issue("columna-no-reconocida", "H8:H119", details={"encabezado": "Observaciones internas"}, count=87),
    issue("logrado-mayor-que-meta", "G30, F30", field="logrado", value="15", details={"logrado": "15", "meta": "12"}),
)
OPTIONS = {"opciones": "sin_iniciar, en_proceso, completado, retrasado, cancelado, no_aplica"}
STATUSES = ("Concluída", "en porceso", "?", "pendiente", "ok", "listo", "casi", "casi")
MANY = (
    *(
        issue("encabezado-faltante", row=7, field=name, details={"encabezado": title})
        for name, title in (("meta", "Meta"), ("nota", "Nota"))
    ),
    *(issue("constraint-enum", f"D{row}", field="estatus", value="terminada", details=OPTIONS) for row in range(8, 38)),
    *(
        issue(
            "constraint-enum",
            f"D{40 + 2 * n}",
            field="estatus",
            value=value,
            suggestion={"Concluída": "completado", "en porceso": "en_proceso"}.get(value),
            details=OPTIONS,
        )
        for n, value in enumerate(STATUSES)
    ),
    *(issue("constraint-required", f"B{row}", field="linea_accion_id") for row in (12, 15, 16, 17, 90)),
    issue("type-error-date", "E12", field="fecha_corte", value="31/02/2024"),
    *(
        issue(
            "primary-key",
            f"A{row}, B{row}, C{row}",
            value="OG-98, 1.1.a, 2024-T1",
            details={"otra_fila": "8", "clave": "Organismo garante, Línea de acción, Periodo"},
        )
        for row in (100, 101)
    ),
)
LETTERS = {
    "aceptada": (verdict(),),
    "aceptada_con_notas": (verdict(*WARNINGS, *NOTES),),
    "devuelta": (verdict(*MANY, *WARNINGS, *NOTES),),
    "ilegible": (fileless(issue("archivo-ilegible", sheet=None, details={"formato": "xlsx"})),),
    "dos_tablas": (
        verdict(),
        verdict(
            issue("type-error-integer", "C9", field="asistentes", value="como 30", sheet="Talleres"),
            name="talleres",
            rows=1,
            sheet="Talleres",
            header_row=8,
            header_reason="fila 8: 1 de 1 encabezados coinciden",
            cells=CellAccount(used=0, ignored=1, reported=1),
        ),
    ),
    "falla_nuestra": (fileless(issue("error-interno", sheet=None)),),
    "solo_revision": (verdict(*WARNINGS[:1], submission=submission(channel="validar")),),
}


def write_golden() -> None:
    for name, verdicts in LETTERS.items():
        for form, suffix in FORMS.items():
            text = feedback.letter(verdicts, DEFINITIONS, form=form)
            (GOLDEN / f"{name}.{suffix}").write_text(text, encoding="utf-8")
    english = feedback.letter(LETTERS["devuelta"], DEFINITIONS, language="en")
    (GOLDEN / "devuelta.en.txt").write_text(english, encoding="utf-8")


if __name__ == "__main__":
    write_golden()
