"""The demonstration, made once, and the commands an operator types over it."""

import csv
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl

from tests.ckan.conftest import Ckan
from tests.ckan.instances import REPO

PROGRAM = "import sys; from apertura.cli import main; sys.exit(main())"


def run(*arguments: str | Path, **more: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "PYTHONPATH": str(REPO / "src"), "APERTURA_ESQUEMAS": str(REPO / "schemas"), **more}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, arguments)],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done


def datasets(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "published").iterdir() if path.is_dir())


def workspace(demonstration: Path, place: Path, *only: str) -> Path:
    """A workspace of the demonstration; of ``only`` some datasets, published anew."""
    root = place / "datos"
    shutil.copytree(demonstration, root, symlinks=True)
    for folder in (*(root / "accepted").iterdir(), *(root / "published").iterdir()) if only else ():
        if folder.is_dir() and folder.name not in only:
            shutil.rmtree(folder)
    if only:
        # what it tells of is not there any more
        shutil.rmtree(root / "bitacora", ignore_errors=True)
        (root / "published" / "bitacora.json").unlink(missing_ok=True)
    assert run("publicar", "--datos", root).returncode == 0
    return root


def clear(ckan: Ckan, names: list[str]) -> None:
    """Have a portal without some datasets."""
    for name in names:
        if ckan.seen_by_anybody("package_show", id=name).ok:
            ckan.act("dataset_purge", id=name)


def hand_in_with_another_cell(root: Path, dataset: str, field: str) -> None:
    """Have a garante hand in a workbook again with one cell changed: the ``field`` of the dataset's first row."""
    table = root / "published" / dataset / "latest" / f"{dataset}.csv"
    with table.open(encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    garante, period = row["organismo_id"], row["periodo_id"]
    for receipt in (root / "raw" / "archive").rglob(f"{garante}_{period}.json"):
        book = openpyxl.load_workbook(io.BytesIO((receipt.parents[1] / "contenido").read_bytes()))
        cells = (cell for sheet in book for line in sheet.iter_rows() for cell in line)
        found = next((cell for cell in cells if cell.value == row[field]), None)
        if found is not None:
            found.value = f"{row[field]} (corregido)"
            book.save(root / "raw" / "inbox" / garante / period / "corregido.xlsx")
            return
    raise AssertionError(f"nobody handed in {row[field]}")
