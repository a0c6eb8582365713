"""A folder of ``schemas/`` to its DatasetDefinition."""

from collections.abc import Collection
from functools import partial
from pathlib import Path

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.datasets.comparison_problems import comparison_problems
from apertura.definitions.datasets.comparisons import comparisons, owed_rows
from apertura.definitions.datasets.condition import examine
from apertura.definitions.datasets.dataset_name import check_name
from apertura.definitions.datasets.dataset_problems import dataset_problems
from apertura.definitions.datasets.dataset_shape import DatasetShape
from apertura.definitions.datasets.owed_rows_problems import owed_rows_problems
from apertura.definitions.datasets.parts import approval, contract, licence, permissions, rules
from apertura.definitions.datasets.permission_problems import permission_problems
from apertura.definitions.datasets.read_schema import read_schema
from apertura.definitions.datasets.rule_problems import rule_problems
from apertura.definitions.datasets.template_problems import template_problems
from apertura.definitions.documents.attempt import attempt
from apertura.definitions.documents.check_shape import check_shape
from apertura.definitions.documents.read_document import read_document
from apertura.definitions.sources.read_columns import read_columns
from apertura.definitions.sources.read_layouts import read_layouts
from apertura.definitions.sources.read_meanings import read_meanings
from apertura.errors import DefinitionError
from apertura.model.definition import DatasetDefinition, Rule, TableSchema
from apertura.model.source import Column, Layout, Meaning


def read_dataset(
    root: Path, name: str, catalogues: Catalogues, taken: Collection[str], datasets: Collection[str]
) -> DatasetDefinition:
    """Read ``root / name``; DefinitionError with all that is wrong.

    ``taken`` are the codes of general issue types, ``datasets`` the names that foreign keys may name too.
    """
    check_name(name, catalogues)
    schema, schema_problems = attempt(partial(read_schema, root, f"{name}/table.schema.json", catalogues, datasets))
    read, sheet_problems = attempt(partial(_sheet, root, f"{name}/dataset.yaml", schema, catalogues, taken))
    sources, source_problems = _sources(root, f"{name}/source", schema, catalogues)
    problems = (*schema_problems, *sheet_problems, *source_problems)
    if problems or schema is None or read is None or catalogues.in_doubt("licencia"):  # whoever read it says why
        raise DefinitionError(problems)
    sheet, ruled = read
    return DatasetDefinition(
        name=name,
        title=sheet.title,
        summary=sheet.summary,
        plan_lines=tuple(sheet.plan_lines),
        licence=licence(sheet.licence, catalogues),
        cadence=sheet.cadence,
        themes=tuple(sheet.themes),
        keywords=tuple(sheet.keywords),
        context=sheet.context,
        expected_kinds=tuple(sheet.expected.kinds),
        expected_periods=tuple(sheet.expected.periods),
        notes=(*sheet.notes, *(f"«{each.field}»: {each.reason}" for each in sheet.personal_data)),
        schema=schema,
        rules=ruled,
        columns=sources[0],
        meanings=sources[1],
        layouts=sources[2],
        contract=_contract(schema, sheet),
        comparisons=comparisons(sheet.comparisons),
        owed_rows=owed_rows(sheet.expected.rows),
        permissions=permissions(sheet.personal_data),
        carried=() if sheet.template is None else tuple(sheet.template.carried),
        approval=approval(sheet.approval),
    )


def _sources(
    root: Path, path: str, schema: TableSchema | None, catalogues: Catalogues
) -> tuple[tuple[tuple[Column, ...], tuple[Meaning, ...], tuple[Layout, ...]], tuple[str, ...]]:
    columns, column_problems = attempt(partial(read_columns, root, f"{path}/columns.csv", schema, catalogues))
    meanings, meaning_problems = attempt(partial(read_meanings, root, f"{path}/values.csv", schema, catalogues))
    layouts, layout_problems = attempt(partial(read_layouts, root, f"{path}/layout.csv", catalogues))
    problems = (*column_problems, *meaning_problems, *layout_problems)
    return (columns or (), meanings or (), layouts or ()), problems


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
        *template_problems(document, shape, schema),
    )
    if problems:
        raise DefinitionError(problems)
    return shape, rules(shape.rules, examined or ())


def _contract(schema: TableSchema, sheet: DatasetShape) -> str:
    """Hash what decides whether a table is accepted: rows owed and personal data admitted too, where that is said."""
    more: dict[str, object] = {}
    if sheet.expected.rows is not None:
        more["rows"] = sheet.expected.rows.model_dump(mode="json")
    if sheet.personal_data:
        more["personal_data"] = [each.model_dump(mode="json", exclude={"reason"}) for each in sheet.personal_data]
    return contract(schema, sheet.rules, **more)
