"""A folder of ``schemas/`` to its DatasetDefinition."""

import hashlib
import json
import re
from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.datasets.comparison_problems import comparison_problems
from apertura.definitions.datasets.comparisons import comparisons, owed_rows
from apertura.definitions.datasets.condition import examine
from apertura.definitions.datasets.dataset_problems import dataset_problems
from apertura.definitions.datasets.dataset_shape import DatasetShape, RuleShape
from apertura.definitions.datasets.heading_problems import heading_problems
from apertura.definitions.datasets.owed_rows_problems import owed_rows_problems
from apertura.definitions.datasets.permission_problems import permission_problems
from apertura.definitions.datasets.reference_problems import reference_problems
from apertura.definitions.datasets.rule_problems import rule_problems
from apertura.definitions.datasets.table_schema import table_problems, table_schema
from apertura.definitions.datasets.table_shape import TableShape
from apertura.definitions.datasets.vocabulary_problems import vocabulary_problems
from apertura.definitions.documents.attempt import attempt
from apertura.definitions.documents.check_shape import check_shape
from apertura.definitions.documents.read_document import Document, read_document
from apertura.definitions.documents.read_text import refused
from apertura.definitions.sources.read_columns import read_columns
from apertura.definitions.sources.read_layouts import read_layouts
from apertura.definitions.sources.read_meanings import read_meanings
from apertura.errors import DefinitionError
from apertura.model.definition import DatasetDefinition, Licence, Rule, TableSchema
from apertura.model.issue import IssueType, Responsibility
from apertura.model.personal_data import Permission


def read_dataset(
    root: Path, name: str, catalogues: Catalogues, taken: Collection[str], datasets: Collection[str]
) -> DatasetDefinition:
    """Read ``root / name``; DefinitionError with all that is wrong.

    ``taken`` are the codes of general issue types, ``datasets`` the names that foreign keys may name too.
    """
    _check_name(name, catalogues)
    schema, schema_problems = attempt(partial(_schema, root, f"{name}/table.schema.json", catalogues, datasets))
    read, sheet_problems = attempt(partial(_sheet, root, f"{name}/dataset.yaml", schema, catalogues, taken))
    columns, column_problems = attempt(partial(read_columns, root, f"{name}/source/columns.csv", schema, catalogues))
    meanings, meaning_problems = attempt(partial(read_meanings, root, f"{name}/source/values.csv", schema, catalogues))
    layouts, layout_problems = attempt(partial(read_layouts, root, f"{name}/source/layout.csv", catalogues))
    problems = (*schema_problems, *sheet_problems, *column_problems, *meaning_problems, *layout_problems)
    # a licence in doubt is a catalogue that could not be read: whoever read it says so
    if problems or schema is None or read is None or catalogues.in_doubt("licencia"):
        raise DefinitionError(problems)
    sheet, rules = read
    return DatasetDefinition(
        name=name,
        title=sheet.title,
        summary=sheet.summary,
        plan_lines=tuple(sheet.plan_lines),
        licence=_licence(sheet.licence, catalogues),
        cadence=sheet.cadence,
        themes=tuple(sheet.themes),
        keywords=tuple(sheet.keywords),
        context=sheet.context,
        expected_kinds=tuple(sheet.expected.kinds),
        expected_periods=tuple(sheet.expected.periods),
        notes=(*sheet.notes, *(f"«{each.field}»: {each.reason}" for each in sheet.personal_data)),
        schema=schema,
        rules=rules,
        columns=columns or (),
        meanings=meanings or (),
        layouts=layouts or (),
        contract=_contract(schema, sheet),
        comparisons=comparisons(sheet.comparisons),
        owed_rows=owed_rows(sheet.expected.rows),
        permissions=tuple(_permissions(sheet)),
    )


def _check_name(name: str, catalogues: Catalogues) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise refused(name, 1, "el nombre del conjunto lleva solo minúsculas sin acento, cifras y guion bajo")
    if name in catalogues.shelved:
        raise refused(name, 1, "el conjunto se llama como un catálogo, y una clave foránea no sabría a cuál apunta")


def _schema(root: Path, path: str, catalogues: Catalogues, datasets: Collection[str]) -> TableSchema:
    document = read_document(root, path)
    shape = check_shape(document, TableShape)
    descriptor: Any = document.value
    schema = table_schema(descriptor, shape)
    problems = (
        *table_problems(document, (), schema),
        *_missing_examples(document, schema),
        *heading_problems(document, schema),
        *vocabulary_problems(document, schema, catalogues),
        *reference_problems(document, (), shape, catalogues, datasets),
    )
    if problems:
        raise DefinitionError(problems)
    return schema


def _missing_examples(document: Document, schema: TableSchema) -> Iterator[str]:
    for index, field in enumerate(schema.fields):
        if field.example is None:
            yield document.problem(("fields", index), f"campo «{field.name}»: falta la clave «example»")


def _sheet(
    root: Path, path: str, schema: TableSchema | None, catalogues: Catalogues, taken: Collection[str]
) -> tuple[DatasetShape, tuple[Rule, ...]]:
    document = read_document(root, path)
    shape = check_shape(document, DatasetShape)
    examined = None if schema is None else examine([rule.condition for rule in shape.rules], schema)
    problems = (
        *dataset_problems(document, shape, schema, catalogues),
        *permission_problems(document, shape.personal_data, schema),
        *rule_problems(document, shape.rules, examined, taken),
        *comparison_problems(
            document, shape.comparisons, schema, shape.context, {*taken, *(rule.code for rule in shape.rules)}
        ),
        *owed_rows_problems(document, shape.expected.rows, schema, catalogues),
    )
    if problems:
        raise DefinitionError(problems)
    return shape, tuple(_rule(rule, fields) for rule, (fields, _) in zip(shape.rules, examined or (), strict=False))


def _rule(shape: RuleShape, fields: tuple[str, ...]) -> Rule:
    issue_type = IssueType(responsibility=Responsibility.ENLACE, **shape.model_dump(exclude={"condition"}))
    return Rule(shape.condition, fields, issue_type)


def _permissions(sheet: DatasetShape) -> Iterator[Permission]:
    for shape in sheet.personal_data:
        yield from (Permission(shape.field, kind, shape.severity, shape.reason) for kind in shape.kinds)


def _licence(key: str, catalogues: Catalogues) -> Licence:
    record = next(record for record in catalogues.records("licencia") if record.cells["clave"] == key)
    return Licence(key, record.cells["titulo"], record.cells["url"])


def _contract(schema: TableSchema, sheet: DatasetShape) -> str:
    """Hash what decides whether a table is accepted.

    The schema; code, severity and condition of each rule; which rows are owed and what personal data each field may
    hold, where that is said.
    """
    rules = [rule.model_dump(mode="json", include={"code", "severity", "condition"}) for rule in sheet.rules]
    contract: dict[str, object] = {"rules": rules, "schema": schema.descriptor}
    if sheet.expected.rows is not None:
        contract["rows"] = sheet.expected.rows.model_dump(mode="json")
    if sheet.personal_data:
        contract["personal_data"] = [each.model_dump(mode="json", exclude={"reason"}) for each in sheet.personal_data]
    canonical = json.dumps(contract, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(canonical.encode()).hexdigest()
