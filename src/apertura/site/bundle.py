"""Latest versions to downloads of the whole catalogue: a zip, Parquet by body and period, a DuckDB database."""

import io
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from apertura.release.files import DICTIONARY, data_file, digest, parquet_file
from apertura.release.parquet import write_table
from apertura.site.published import Dataset, Published

FOLDER = "todo"
CONTENTS = f"{FOLDER}/contenido.csv"
ZIP = f"{FOLDER}/apertura.zip"
DATABASE = f"{FOLDER}/apertura.duckdb"

_INSIDE = (DICTIONARY, "datapackage.json", "cobertura.csv", "linaje.csv", "columnas.csv", "SHA256SUMS")
_PARTS = ("organismo_id", "periodo_id")
_NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def contents(published: Published) -> bytes:
    """List what the downloads hold: each dataset, its version, and the SHA-256 of its Parquet."""
    lines = ["conjunto,version,parquet_sha256"]
    for name, dataset in sorted(published.datasets.items()):
        lines.append(f"{name},{dataset.version},{digest((dataset.folder / parquet_file(name)).read_bytes())}")
    return "".join(f"{line}\r\n" for line in lines).encode()


def archive(published: Published) -> bytes:
    """Put the table, dictionary, descriptor, coverage, lineage and checksums of every dataset in one zip."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as pack:
        for name, dataset in sorted(published.datasets.items()):
            for path in (dataset.folder / each for each in (data_file(name), *_INSIDE)):
                if path.exists():
                    # the time of a file would make other bytes of the same content
                    pack.writestr(_entry(f"{name}/{dataset.version}/{path.name}"), path.read_bytes())
    return sink.getvalue()


def partitions(dataset: Dataset) -> Iterator[tuple[str, bytes]]:
    """Write the table as Parquet in folders ``organismo_id=…/periodo_id=…`` (Hive's way), as far as it has them.

    A column that a folder tells is not in its files, as readers of such folders expect.
    """
    table = pq.read_table(dataset.folder / parquet_file(dataset.name))
    parts = [name for name in _PARTS if name in table.column_names]
    key = [name for name in dataset.key if name not in parts]
    yield from _split(table, parts, key, f"{FOLDER}/parquet/{dataset.name}")


def database(published: Published) -> bytes:
    """Put every table in a DuckDB database, with what each table and column means as its comment."""
    import duckdb

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "apertura.duckdb"
        with duckdb.connect(str(place)) as connection:
            for name, dataset in sorted(published.datasets.items()):
                path = dataset.folder / parquet_file(name)
                connection.sql("SELECT * FROM read_parquet(?)", params=[str(path)]).create(name)
                connection.execute(f"COMMENT ON TABLE {name} IS {text(dataset.descriptor['description'])}")
                for row in dataset.dictionary:
                    connection.execute(f"COMMENT ON COLUMN {name}.{row['campo']} IS {text(row['descripcion'])}")
        return place.read_bytes()


def text(value: str) -> str:
    """Write a text as SQL does."""
    return "'" + value.replace("'", "''") + "'"


def _split(table: pa.Table, names: list[str], key: list[str], place: str) -> Iterator[tuple[str, bytes]]:
    if not names:
        sink = pa.BufferOutputStream()
        write_table(table, sink, key)
        yield f"{place}/datos.parquet", sink.getvalue().to_pybytes()
        return
    name, *rest = names
    column: Any = table.column(name).cast(pa.string())
    column = column.fill_null(_NO_VALUE)
    for value in sorted(str(each) for each in pc.unique(column).to_pylist()):
        rows = table.filter(pc.equal(column, pa.scalar(value))).drop_columns([name])
        yield from _split(rows, rest, key, f"{place}/{name}={quote(value, safe='')}")


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry
