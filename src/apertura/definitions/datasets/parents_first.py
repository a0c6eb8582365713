"""Datasets to their names in the order they are taken in and published: what is named before what names it."""

from collections.abc import Mapping
from graphlib import TopologicalSorter

from apertura.model.definition import DatasetDefinition


def parents_first(datasets: Mapping[str, DatasetDefinition]) -> tuple[str, ...]:
    """Order the names, each after those its foreign keys name, otherwise by name; CycleError where none comes first."""
    sorter = TopologicalSorter(
        {
            name: [key.resource for key in definition.schema.foreign_keys if key.resource in datasets]
            for name, definition in datasets.items()
        }
    )
    sorter.prepare()
    order: list[str] = []
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return tuple(order)
