"""Published datasets to what the query page needs to find and read their tables."""

from collections.abc import Mapping
from typing import Any

from apertura.release.files import parquet_file
from apertura.site.cite import DATA
from apertura.site.published import Published


def tables_index(published: Published) -> Mapping[str, Mapping[str, Any]]:
    """Give each table its file, size in bytes, rows, and its columns with their type in the Table Schema."""
    return {
        name: {
            "u": f"{DATA}/{name}/{dataset.version}/{parquet_file(name)}",
            "b": (dataset.folder / parquet_file(name)).stat().st_size,
            "n": dataset.table.height,
            "c": {field["name"]: field["type"] for field in dataset.schema["fields"]},
        }
        for name, dataset in published.datasets.items()
    }
