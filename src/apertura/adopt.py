"""Accepted mappings to rows of ``source/``, kept only where the definitions still load with them."""

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

from apertura.definitions import load
from apertura.durable import write_file
from apertura.model.source import IGNORE, Column, Meaning

Accepted: TypeAlias = Column | Meaning


def adopt(schemas: Path, dataset: str, accepted: Sequence[Accepted], *, keep: bool = True) -> Mapping[str, str]:
    """Add a row for each accepted mapping to ``columns.csv`` or ``values.csv`` of a dataset: file to the lines added.

    Paths are relative to ``schemas``. Each file is written whole, after everything was loaded with it from a copy; not
    ``keep``, nothing is written.

    Raises:
        DefinitionError: the definitions do not load with these rows; nothing was written.

    """
    added = {
        f"{dataset}/source/{name}": [row for row in accepted if isinstance(row, kind)]
        for name, kind in (("columns.csv", Column), ("values.csv", Meaning))
    }
    lines = {path: _lines(_header(schemas / path), rows) for path, rows in added.items() if rows}
    files = {path: _ended((schemas / path).read_text(encoding="utf-8")) + more for path, more in lines.items()}
    _load_with(schemas, files)
    for path, text in files.items() if keep else ():
        write_file(schemas / path, text.encode())
    return lines


def _load_with(schemas: Path, files: Mapping[str, str]) -> None:
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "schemas"
        shutil.copytree(schemas, copy)
        for path, text in files.items():
            (copy / path).write_text(text, encoding="utf-8")
        load(copy)


def _header(path: Path) -> Sequence[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return next(csv.reader(lines))


def _lines(header: Sequence[str], rows: Sequence[Accepted]) -> str:
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, header, lineterminator="\n", restval="")
    writer.writerows(_cells(row) for row in rows)
    return buffer.getvalue()


def _cells(row: Accepted) -> Mapping[str, str]:
    scope = {"garante": row.garante or "", "since": row.since or ""}
    if isinstance(row, Column):
        reading = row.reading if row.field else IGNORE
        return {**scope, "heading": row.heading, "field": row.field or "", "reading": reading}
    return {**scope, "field": row.field, "written": row.written, "meant": row.meant or ""}


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"
