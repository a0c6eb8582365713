"""A folder of ``schemas/`` with ``derivado.sql`` to its DatasetDefinition."""

from collections.abc import Collection, Iterator
from functools import partial
from pathlib import Path

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.datasets.condition import examine
from apertura.definitions.datasets.dataset_name import check_name
from apertura.definitions.datasets.dataset_problems import description_problems, twice
from apertura.definitions.datasets.parts import approval, contract, licence, rules
from apertura.definitions.datasets.read_schema import read_schema
from apertura.definitions.datasets.rule_problems import rule_problems
from apertura.definitions.derived.derived_shape import DerivedShape
from apertura.definitions.derived.relations import RELATIONS
from apertura.definitions.documents.attempt import attempt
from apertura.definitions.documents.check_shape import check_shape
from apertura.definitions.documents.read_document import Document, read_document
from apertura.definitions.documents.read_text import read_text
from apertura.errors import DefinitionError
from apertura.model.definition import DatasetDefinition, Rule, TableSchema
from apertura.model.derivation import Derivation

QUERY = "derivado.sql"
"""File that makes a folder that of a derived dataset."""


def read_derived(
    root: Path, name: str, catalogues: Catalogues, taken: Collection[str], datasets: Collection[str]
) -> DatasetDefinition:
    """Read ``root / name``; DefinitionError with all that is wrong but the query, which ``lint`` has examined.

    ``taken`` are the codes of general issue types, ``datasets`` all that a query may name. Keys name catalogues alone.
    """
    check_name(name, catalogues)
    schema, schema_problems = attempt(partial(read_schema, root, f"{name}/table.schema.json", catalogues, ()))
    sheet, sheet_problems = attempt(partial(_sheet, root, f"{name}/dataset.yaml", schema, catalogues, taken, datasets))
    query, query_problems = attempt(partial(read_text, root, f"{name}/{QUERY}"))
    problems = (*schema_problems, *sheet_problems, *query_problems, *_intake_problems(root, name))
    # a licence in doubt is a catalogue that could not be read: whoever read it says so
    if problems or schema is None or sheet is None or query is None or catalogues.in_doubt("licencia"):
        raise DefinitionError(problems)
    shape, ruled = sheet
    return DatasetDefinition(
        name=name,
        title=shape.title,
        summary=shape.summary,
        plan_lines=(),
        licence=licence(shape.licence, catalogues),
        cadence=shape.cadence,
        themes=tuple(shape.themes),
        keywords=tuple(shape.keywords),
        context={},
        expected_kinds=(),
        expected_periods=(),
        notes=tuple(shape.notes),
        schema=schema,
        rules=ruled,
        columns=(),
        meanings=(),
        layouts=(),
        contract=contract(schema, shape.rules, query=query),
        derivation=Derivation(query, tuple(shape.sources), shape.revised),
        approval=approval(shape.approval),
    )


def _sheet(
    root: Path,
    path: str,
    schema: TableSchema | None,
    catalogues: Catalogues,
    taken: Collection[str],
    datasets: Collection[str],
) -> tuple[DerivedShape, tuple[Rule, ...]]:
    document = read_document(root, path)
    shape = check_shape(document, DerivedShape)
    examined = None if schema is None else examine([rule.condition for rule in shape.rules], schema)
    problems = (
        *description_problems(document, shape, catalogues),
        *_source_problems(document, shape, catalogues, datasets),
        *rule_problems(document, shape.rules, examined, taken),
    )
    if problems:
        raise DefinitionError(problems)
    return shape, rules(shape.rules, examined or ())


def _source_problems(
    document: Document, shape: DerivedShape, catalogues: Catalogues, datasets: Collection[str]
) -> Iterator[str]:
    yield from twice(document, ("sources",), shape.sources)
    for index, name in enumerate(shape.sources):
        if name not in datasets and name not in RELATIONS and not _is_catalogue(name, catalogues):
            yield document.problem(("sources", index), f"la fuente no existe: «{name}»; {_WANTED}")
    dated = any(name in datasets for name in shape.sources)
    if dated and shape.revised:
        yield document.problem(("revised",), "«revised» sobra: la fecha la dan los conjuntos que son sus fuentes")
    if not dated and not shape.revised:
        yield document.problem(
            ("sources",), "falta la clave «revised»: ninguna fuente es un conjunto, que daría la fecha"
        )


def _is_catalogue(name: str, catalogues: Catalogues) -> bool:
    return name in catalogues.shelved or catalogues.in_doubt(name)


def _intake_problems(root: Path, name: str) -> Iterator[str]:
    if (root / name / "source").exists():
        yield f"{name}/source:1: la carpeta sobra: un conjunto derivado se calcula, nadie lo entrega"


_WANTED = f"puede ser un conjunto, un catálogo o una de estas relaciones: {', '.join(RELATIONS)}"
