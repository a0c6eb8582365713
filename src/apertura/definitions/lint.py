"""``schemas/`` to everything that is wrong with it, in the opinion of Frictionless and DuckDB too."""

from collections.abc import Iterator
from pathlib import Path

from apertura.definitions.catalogues.read_catalogues import read_catalogues
from apertura.definitions.derived.query_problems import query_problems
from apertura.definitions.examples.example_problems import example_problems, frictionless_problems
from apertura.definitions.examples.invalid_example_problems import invalid_example_problems
from apertura.definitions.load import load
from apertura.errors import DefinitionError


def lint(root: Path) -> tuple[str, ...]:
    """Say all that is wrong with ``root``, each ``file:line: sentence`` in Spanish; nothing where all is in order.

    First what ``load`` refuses. Where it refuses nothing, Frictionless, whose word on Table Schema is final, is asked
    about every catalogue, every field's example, and the files of each dataset's ``examples/``: ``valido.csv`` must
    have no error, ``invalido.csv`` those that ``invalido.issues.csv`` says. What one ``valido.csv`` names of another
    dataset must be in that one's. DuckDB is asked about the queries of derived datasets, on empty sources.
    """
    try:
        return tuple(_second_opinion(root))
    except DefinitionError as error:
        return error.problems


def _second_opinion(root: Path) -> Iterator[str]:
    definitions = load(root)
    catalogues, _ = read_catalogues(root)
    for shelved in catalogues.shelved.values():
        yield from frictionless_problems(shelved.schema.descriptor, shelved.records)
    schemas = {name: dataset.schema for name, dataset in definitions.publishable.items()}
    for name in schemas:
        yield from example_problems(root, name, schemas, catalogues)
        yield from invalid_example_problems(root, definitions.publishable[name], definitions.issue_types)
    for dataset in definitions.derived.values():
        yield from query_problems(dataset, definitions)
