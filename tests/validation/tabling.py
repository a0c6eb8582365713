"""Small datasets and tables, built by hand, for the tests of validation."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl

from apertura.model.definition import (
    Catalogue,
    DatasetDefinition,
    Definitions,
    Field,
    ForeignKey,
    Licence,
    Rule,
    TableSchema,
)
from apertura.model.issue import Issue, IssueType, Responsibility, Severity
from apertura.model.table import ROW, CanonicalTable, CellAccount, NormalisedTable
from apertura.validation.validate import validate

ISSUE_TYPES = Path(__file__).parents[2] / "schemas" / "issue_types.csv"
HEADER_ROW = 7


def issue_type(code: str, severity: str = "grave") -> IssueType:
    return IssueType(code, Severity(severity), Responsibility.ENLACE, *[""] * 6)


def issue_types() -> dict[str, IssueType]:
    with ISSUE_TYPES.open(encoding="utf-8", newline="") as file:
        return {row["code"]: issue_type(row["code"], row["severity"]) for row in csv.DictReader(file)}


def field(descriptor: Mapping[str, object]) -> Field:
    name = str(descriptor["name"])
    decimals = descriptor.get("apertura:decimales")
    return Field(
        name=name,
        title=str(descriptor.get("title", name.capitalize())),
        description="",
        type=str(descriptor.get("type", "string")),
        example=str(descriptor["example"]) if "example" in descriptor else None,
        constraints=dict(descriptor.get("constraints", {})),
        decimals=decimals if isinstance(decimals, int) else None,
        descriptor=descriptor,
    )


def schema(fields: Sequence[Mapping[str, object]], **properties: object) -> TableSchema:
    keys = properties.get("primaryKey", [])
    return TableSchema(
        fields=tuple(field(descriptor) for descriptor in fields),
        primary_key=(keys,) if isinstance(keys, str) else tuple(keys),
        foreign_keys=tuple(
            ForeignKey(tuple(key["fields"]), key["reference"]["resource"], tuple(key["reference"]["fields"]))
            for key in properties.get("foreignKeys", [])
        ),
        descriptor={"fields": list(fields), **properties},
    )


def rule(code: str, condition: str, *fields: str, severity: str = "grave") -> Rule:
    return Rule(condition, fields, issue_type(code, severity))


def definition(table_schema: TableSchema, rules: Iterable[Rule] = ()) -> DatasetDefinition:
    return DatasetDefinition(
        name="prueba", title="Prueba", summary="", plan_lines=(), licence=Licence("", "", ""), cadence="", themes=(),
        keywords=(), context={}, expected_kinds=(), expected_periods=(), notes=(), schema=table_schema,
        rules=tuple(rules), columns=(), meanings=(), layouts=(), contract="",
    )  # fmt: skip


def catalogue(name: str, rows: Sequence[Mapping[str, str]]) -> Catalogue:
    return Catalogue(name, f"Catálogo {name}", "", {}, tuple(rows))


def definitions(catalogues: Iterable[Catalogue] = ()) -> Definitions:
    return Definitions(
        plans=(), catalogues={each.name: each for each in catalogues}, garantes={}, aliases={}, periods={},
        issue_types=issue_types(), datasets={},
    )  # fmt: skip


def table(
    names: Sequence[str], rows: Sequence[Sequence[str | None]], columns: Mapping[str, int] | None = None
) -> NormalisedTable:
    """Table whose first row stands in row 8 of the sheet, and whose fields stand in columns C, D, E…"""
    values = pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
    numbers = pl.int_range(HEADER_ROW + 1, HEADER_ROW + 1 + len(values), dtype=pl.UInt32, eager=True).alias(ROW)
    return NormalisedTable(
        dataset="prueba", sheet="Informe", header_row=HEADER_ROW, header_reason="",
        columns={name: at for at, name in enumerate(names, start=3)} if columns is None else columns,
        values=values.insert_column(0, numbers), cells=CellAccount(0, 0, 0),
    )  # fmt: skip


def check(
    fields: Sequence[Mapping[str, object]],
    rows: Sequence[Sequence[str | None]],
    *,
    rules: Iterable[Rule] = (),
    catalogues: Iterable[Catalogue] = (),
    columns: Mapping[str, int] | None = None,
    **properties: object,
) -> tuple[CanonicalTable | None, tuple[Issue, ...]]:
    table_schema = schema(fields, **properties)
    names = [each.name for each in table_schema.fields]
    return validate(table(names, rows, columns), definition(table_schema, rules), definitions(catalogues))


def check_column(descriptor: Mapping[str, object], texts: Sequence[str | None]) -> tuple[Issue, ...]:
    return check([{"name": "campo", **descriptor}], [[text] for text in texts])[1]


def flatten(issues: Iterable[Issue]) -> list[tuple[str, int | None, str | None]]:
    return [(issue.type.code, issue.row, issue.field) for issue in issues]


def as_csv(names: Sequence[str], rows: Sequence[Sequence[str | None]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
    return text.getvalue().encode()
