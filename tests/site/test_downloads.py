"""What is downloaded whole, and what a spreadsheet opens: the published values, and nothing that computes."""

import csv
import io
import re
import subprocess
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl
import polars as pl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.release.canonical_csv import read_csv, write_csv
from apertura.site.spreadsheet import harmless_csv, workbook
from tests.acceptance.trees import contents
from tests.site.conftest import WITH_CHANGES, Site

DANGEROUS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    '=HYPERLINK("https://x.mx";"ver")',
    "=cmd|' /C calc'!A0",
]
HEADER = ["texto", "numero", "dia", "si"]
ROWS = [(text, Decimal("-1.50"), date(2024, 1, 31), True) for text in DANGEROUS]
ABOUT = [("Título", "=1+1")]


def converted(folder: Path, name: str, content: bytes, to: str) -> str:
    """Open a file in LibreOffice and save it as something else, as text."""
    (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'perfil').as_uri()}"
    options = [] if name.endswith("xlsx") else ["--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,false,true"]
    done = subprocess.run(
        ["soffice", profile, "--headless", *options, "--convert-to", to, "--outdir", folder / "out", folder / name],
        capture_output=True,
        text=True,
        check=False,
    )
    (made,) = (folder / "out").iterdir()
    assert done.returncode == 0, done.stderr
    return made.read_text(encoding="utf-8")


def test_in_a_workbook_nothing_is_a_formula_and_every_text_is_as_published(tmp_path: Path) -> None:
    content = workbook(HEADER, ROWS, [["campo"], ["=1+1"]], ABOUT)
    shown = converted(tmp_path, "datos.xlsx", content, "fods")
    # LibreOffice writes a yes or no as a function without arguments
    assert set(re.findall(r'table:formula="([^"]*)"', shown)) <= {"of:=TRUE()", "of:=FALSE()"}
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Datos"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s"] * len(DANGEROUS)
    assert [cell.value.replace("_x000D_", "\r") for cell in cells] == DANGEROUS
    assert (sheet["B2"].value, sheet["C2"].value.date(), sheet["D2"].value) == (-1.5, date(2024, 1, 31), True)


def test_in_the_csv_for_spreadsheets_nothing_is_a_formula(tmp_path: Path) -> None:
    content = harmless_csv(HEADER, ROWS)
    shown = converted(tmp_path, "hojas.csv", content, "fods")
    assert "table:formula" not in shown
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["texto"] for row in rows] == [f"'{text}" for text in DANGEROUS]
    assert {row["numero"] for row in rows} == {"-1.50"}


@given(st.lists(st.one_of(st.none(), st.sampled_from(DANGEROUS), st.text(st.characters(codec="utf-8")).filter(bool))))
def test_the_canonical_csv_gives_every_text_back_whatever_it_begins_with(texts: list[str | None]) -> None:
    frame = pl.DataFrame(
        {"llave": [str(place) for place in range(len(texts))], "texto": texts}, schema_overrides={"texto": pl.String}
    )
    written = write_csv(frame)
    rows = list(csv.DictReader(io.StringIO(written.decode(), newline="")))
    assert [row["texto"] for row in rows] == [text or "" for text in texts]
    if texts:
        assert read_csv(written).equals(frame)


def test_every_dataset_has_its_workbook_with_dictionary_and_citation(site: Site) -> None:
    books = sorted((site.folder / "hojas").glob("*.xlsx"))
    assert len(books) == len(list((site.data / "published").glob("*/latest")))
    book = openpyxl.load_workbook(
        next(path for path in books if path.name.startswith(f"{WITH_CHANGES}-")), read_only=True
    )
    assert book.sheetnames == ["Datos", "Diccionario", "Cómo citar"]
    with (site.published(WITH_CHANGES) / f"{WITH_CHANGES}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    read = list(book["Datos"].iter_rows(values_only=True))
    assert list(read[0]) == header
    assert len(read) == len(rows) + 1
    assert [row[0] for row in book["Diccionario"].iter_rows(values_only=True)] == ["campo", *header]
    assert f"datos/{WITH_CHANGES}/" in dict(book["Cómo citar"].iter_rows(values_only=True))["Cómo citar"]


def test_the_zip_holds_every_table_as_published(site: Site, tmp_path: Path) -> None:
    with zipfile.ZipFile(site.folder / "todo/apertura.zip") as pack:
        pack.extractall(tmp_path)
    for latest in (site.data / "published").glob("*/latest"):
        mine = contents(tmp_path / latest.parent.name / latest.resolve().name)
        theirs = contents(latest.resolve())
        assert {f"{latest.parent.name}.csv", "diccionario.csv", "SHA256SUMS"} <= mine.keys()
        assert mine.items() <= theirs.items()


def test_the_database_holds_every_table_and_says_what_it_means(site: Site, tmp_path: Path) -> None:
    with duckdb.connect(str(site.folder / "todo/apertura.duckdb"), read_only=True) as base:
        tables = [name for (name,) in base.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
        assert sorted(tables) == sorted(path.parent.name for path in (site.data / "published").glob("*/latest"))
        for name in tables:
            parquet = str(site.published(name) / f"{name}.parquet")
            file = f"read_parquet('{parquet}')"
            lost, extra = f"FROM {name} EXCEPT ALL FROM {file}", f"FROM {file} EXCEPT ALL FROM {name}"
            differing = f"({lost}) UNION ALL ({extra})"
            assert base.execute(f"SELECT count(*) FROM ({differing})").fetchone() == (0,)
        silent = base.execute("SELECT count(*) FROM duckdb_columns() WHERE NOT internal AND comment IS NULL").fetchone()
    assert silent == (0,)


def test_the_partitioned_parquet_is_the_same_table_and_one_body_is_one_folder(site: Site) -> None:
    place = site.folder / "todo/parquet" / WITH_CHANGES
    whole = pl.read_parquet(site.published(WITH_CHANGES) / f"{WITH_CHANGES}.parquet")
    parts = pl.read_parquet(
        place / "**/*.parquet", hive_partitioning=True, hive_schema={"organismo_id": pl.String, "periodo_id": pl.String}
    )
    key = ["organismo_id", "linea_accion_id", "periodo_id"]
    text = [pl.all().cast(pl.String)]
    assert parts.select(whole.columns).select(text).sort(key).equals(whole.select(text).sort(key))
    assert (
        len(list((place / "organismo_id=OG-19").glob("periodo_id=*/datos.parquet")))
        == whole.filter(pl.col("organismo_id").cast(pl.String) == "OG-19")["periodo_id"].n_unique()
    )


def test_every_parquet_is_in_the_order_that_it_says(site: Site) -> None:
    files = [*(site.data / "published").glob("*/latest/*.parquet"), *site.folder.glob("todo/parquet/**/*.parquet")]
    assert len(files) > 100
    for file in files:
        parquet = pq.ParquetFile(file)
        (order,) = {parquet.metadata.row_group(group).sorting_columns for group in range(parquet.num_row_groups)}
        said = [parquet.schema_arrow.names[each.column_index] for each in order]
        rows = pl.read_parquet(file, columns=said).with_columns(pl.col(pl.Categorical, pl.Enum).cast(pl.String))
        assert said or parquet.metadata.num_rows == 1
        assert rows.equals(rows.sort(said, nulls_last=False)), file


def test_the_changes_of_a_version_take_the_earlier_table_to_the_later_one(site: Site) -> None:
    first, last = sorted(path.name for path in (site.data / "published" / WITH_CHANGES).glob("[0-9]*"))
    changes = pl.read_parquet(site.folder / "cambios" / WITH_CHANGES / f"{last}.parquet")
    as_csv = read_csv((site.folder / "cambios" / WITH_CHANGES / f"{last}.csv").read_bytes())
    assert as_csv.equals(changes)
    key = ["organismo_id", "linea_accion_id", "periodo_id"]

    def cells(version: str) -> dict[tuple[str, ...], str]:
        frame = read_csv((site.published(WITH_CHANGES, version) / f"{WITH_CHANGES}.csv").read_bytes())
        long = frame.unpivot([name for name in frame.columns if name not in key], index=key).drop_nulls("value")
        return {row[:4]: row[4] for row in long.iter_rows()}

    before = cells(first)
    for *names, _, field, old, new, reason in changes.iter_rows():
        place = (*names, field)
        assert before.get(place) == old
        assert "OG-19" in reason
        before.pop(place, None)
        if new is not None:
            before[place] = new
    assert before == cells(last)
    assert {"corregida", "retirada"} <= set(changes["cambio"])


@pytest.mark.parametrize("language", ["", "en/"])
def test_the_page_of_a_version_says_in_a_paragraph_what_changed(site: Site, language: str) -> None:
    last = site.published(WITH_CHANGES).resolve().name
    page = (site.folder / language / f"conjuntos/{WITH_CHANGES}/versiones/{last}.html").read_text(encoding="utf-8")
    changes = pl.read_parquet(site.folder / "cambios" / WITH_CHANGES / f"{last}.parquet")
    assert f"{changes.height:,}" in page
    assert ("cambiaron" if not language else "cells changed") in page


def test_every_value_of_the_demonstration_leads_to_a_cell_that_is_not_empty(site: Site) -> None:
    archive = {path.parent.name: path for path in (site.data / "raw/archive").glob("*/*/contenido")}
    books: dict[str, openpyxl.Workbook] = {}
    followed, alike = 0, 0
    for latest in (site.data / "published").glob("*/latest"):
        if not (latest / "columnas.csv").exists():
            continue
        table, lineage, columns = (
            read_csv((latest / name).read_bytes())
            for name in (f"{latest.parent.name}.csv", "linaje.csv", "columnas.csv")
        )
        for row, origin in zip(table.head(60).to_dicts(), lineage.head(60).to_dicts(), strict=True):
            sha = origin["archivo_sha256"]
            if not archive[sha].read_bytes().startswith(b"PK"):
                continue
            if sha not in books:
                books[sha] = openpyxl.load_workbook(io.BytesIO(archive[sha].read_bytes()), data_only=True)
            of_file = columns.filter(pl.col("archivo_sha256") == sha, pl.col("hoja") == origin["hoja"])
            for field, column in of_file.select("campo", "columna").iter_rows():
                value = books[sha][origin["hoja"]][f"{column}{origin['fila']}"].value
                if row[field] is not None:
                    assert value is not None, (latest.parent.name, field, origin)
                    followed += 1
                    alike += str(value).strip() == row[field]
    assert followed > 5000
    # numbers, dates and options are written in another way; what people write is as they wrote it
    assert alike > followed / 2
