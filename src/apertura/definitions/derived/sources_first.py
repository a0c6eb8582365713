"""Derived datasets to their names in the order they are computed, or to what is wrong between them."""

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from apertura.definitions.documents.read_document import read_document
from apertura.model.definition import DatasetDefinition


def sources_first(derived: Mapping[str, DatasetDefinition]) -> tuple[str, ...]:
    """Order the names, each after the derived ones that are its sources; CycleError where none comes first."""
    return tuple(TopologicalSorter({name: _sources(derived, name) for name in sorted(derived)}).static_order())


def circle_problems(root: Path, derived: Mapping[str, DatasetDefinition]) -> Iterator[str]:
    """Say which dataset is computed, by however many steps, from itself."""
    try:
        sources_first(derived)
    except CycleError as error:
        # each name of the circle is a source of the next
        *_, source, name = circle = error.args[1]
        derivation = derived[name].derivation
        index = derivation.sources.index(source) if derivation else 0
        way = " → ".join(f"«{each}»" for each in reversed(circle))
        document = read_document(root, f"{name}/dataset.yaml")
        yield document.problem(("sources", index), f"las fuentes dan la vuelta: {way}")


def _sources(derived: Mapping[str, DatasetDefinition], name: str) -> list[str]:
    derivation = derived[name].derivation
    return sorted(source for source in derivation.sources if source in derived) if derivation else []
