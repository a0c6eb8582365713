"""What a researcher gets from Python: the table as published, what its fields mean, and where each row came from."""

import csv
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

import apertura
from apertura.errors import (
    BrokenPublicationError,
    UnknownDatasetError,
    UnknownRowError,
    UnreachableOriginError,
    UsageError,
)
from apertura.model.table import letters
from apertura.site.serve import serve

REPO = Path(__file__).parents[2]
EXAMPLE = REPO / "schemas/avance_linea_accion/examples/valido.csv"
DATASET = "avance_linea_accion"
KEY = ("OG-19", "1.1.a", "2024-T2")


def run(*arguments: str | Path) -> None:
    program = Path(sys.executable).parent / "apertura"
    environment = {**os.environ, "APERTURA_ESQUEMAS": str(REPO / "schemas")}
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two versions of a table, of which the second corrects a note, and what is computed from them."""
    root = tmp_path_factory.mktemp("lectura") / "datos"
    with EXAMPLE.open(encoding="utf-8", newline="") as file:
        header, first, *rest = csv.reader(file)
    corrected = [*first[: header.index("nota")], "Corregida", *first[header.index("nota") + 1 :]]
    with (root.parent / "corregido.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, corrected, *rest])
    for path in (EXAMPLE, root.parent / "corregido.csv"):
        run("recibir", path, "--garante", "OG-19", "--periodo", "2024-T2", "--datos", root)
        run("publicar", "--datos", root)
    return root / "published"


@pytest.fixture
def address(published: Path) -> Iterator[str]:
    with serve(published, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def text(frame: pd.DataFrame) -> list[list[str]]:
    return [["" if pd.isna(cell) else str(cell) for cell in row] for row in frame.itertuples(index=False)]


def test_the_table_is_the_published_one_cell_by_cell(published: Path) -> None:
    with (published / DATASET / "latest" / f"{DATASET}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    frame = apertura.abrir(DATASET, origen=published)
    assert list(frame.columns) == header
    for name, column in frame.items():
        written = [row[header.index(str(name))] for row in rows]
        if column.dtype == "Float64":
            assert [None if pd.isna(cell) else Decimal(str(cell)) for cell in column] == [
                Decimal(cell) if cell else None for cell in written
            ]
        elif column.dtype.kind == "M":
            assert ["" if pd.isna(cell) else cell.date().isoformat() for cell in column] == written
        else:
            assert ["" if pd.isna(cell) else str(cell) for cell in column] == written


def test_each_field_has_its_type_and_says_what_it_means(published: Path) -> None:
    frame = apertura.abrir(DATASET, origen=published)
    assert [str(frame[name].dtype) for name in ("organismo_id", "estatus", "avance_porcentaje", "nota")] == [
        "string",
        "category",
        "Float64",
        "string",
    ]
    assert frame["fecha_corte"].dtype.kind == "M"
    assert frame.attrs["version"] == "1.0.1"
    assert frame.attrs["titulo"].startswith("Avance de las líneas de acción")
    assert frame.attrs["campos"]["avance_porcentaje"]["titulo"] == "Avance (%)"
    assert set(frame.attrs["campos"]) == set(frame.columns)
    computed = apertura.abrir("cumplimiento_garante", origen=published)
    assert str(computed["informes_esperados"].dtype) == "Int64"


def test_polars_and_arrow_have_the_same_rows_and_arrow_the_exact_numbers(published: Path) -> None:
    arrow = apertura.abrir(DATASET, como="arrow", origen=published)
    assert str(arrow.schema.field("avance_porcentaje").type).startswith("decimal")
    assert arrow.schema.field("avance_porcentaje").metadata[b"title"].decode() == "Avance (%)"
    assert apertura.abrir(DATASET, como="polars", origen=published).equals(pl.from_arrow(arrow))


def test_an_earlier_version_stays_what_it_was(published: Path) -> None:
    first, last = (apertura.abrir(DATASET, version, origen=published) for version in ("1.0.0", None))
    assert first.attrs["version"] == "1.0.0"
    assert ("Corregida" in set(first["nota"].dropna()), "Corregida" in set(last["nota"].dropna())) == (False, True)


def test_from_an_address_it_is_the_same_and_a_second_time_the_network_is_not_needed(
    published: Path, address: str, tmp_path: Path
) -> None:
    here = apertura.abrir(DATASET, "1.0.1", origen=published)
    there = apertura.abrir(DATASET, origen=address, cache=tmp_path)
    assert text(there) == text(here)
    assert apertura.rastrear(DATASET, KEY, origen=address, cache=tmp_path).fila is not None


def test_what_is_in_the_cache_is_read_when_nobody_answers(published: Path, tmp_path: Path) -> None:
    with serve(published, 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        first = apertura.abrir(DATASET, "1.0.1", origen=address, cache=tmp_path)
        server.shutdown()
    assert text(apertura.abrir(DATASET, "1.0.1", origen=address, cache=tmp_path)) == text(first)
    with pytest.raises(UnreachableOriginError, match="el servidor no contestó"):
        apertura.abrir(DATASET, "1.0.0", origen=address, cache=tmp_path)


def test_a_spoiled_file_of_the_cache_is_fetched_again(address: str, tmp_path: Path) -> None:
    first = apertura.abrir(DATASET, origen=address, cache=tmp_path)
    (kept,) = tmp_path.rglob("*.parquet")
    kept.write_bytes(kept.read_bytes()[:-9])
    assert text(apertura.abrir(DATASET, origen=address, cache=tmp_path)) == text(first)


def test_an_altered_file_gives_no_table(published: Path, tmp_path: Path) -> None:
    version = tmp_path / DATASET / "1.0.1"
    version.mkdir(parents=True)
    for path in (published / DATASET / "1.0.1").iterdir():
        (version / path.name).write_bytes(path.read_bytes())
    table = version / f"{DATASET}.parquet"
    table.write_bytes(table.read_bytes().replace(b"OG-19", b"OG-91"))
    with pytest.raises(BrokenPublicationError, match="no es lo que se publicó"):
        apertura.abrir(DATASET, "1.0.1", origen=tmp_path)


def test_a_row_is_followed_to_the_row_of_the_sheet_that_was_handed_in(published: Path) -> None:
    found = apertura.rastrear(DATASET, KEY, origen=published)
    named = dict(zip(("organismo_id", "linea_accion_id", "periodo_id"), KEY, strict=True))
    assert found == apertura.rastrear(DATASET, named, origen=published)
    archive = published.parent / "raw/archive" / found.archivo_sha256[:2] / found.archivo_sha256
    lines = list(csv.reader((archive / "contenido").read_text(encoding="utf-8").splitlines()))
    assert lines[found.fila - 1][lines[0].index("nota")] == "Corregida"
    assert (found.organismo, found.periodo) == ("OG-19", "2024-T2")
    # a file without sheets has the letters of its places
    assert found.celdas == {name: f"{letters(place)}{found.fila}" for place, name in enumerate(lines[0], 1)}


def test_of_what_was_published_before_columns_were_kept_the_row_is_told(published: Path, tmp_path: Path) -> None:
    version = tmp_path / DATASET / "1.0.1"
    shutil.copytree(published / DATASET / "1.0.1", version)
    version.chmod(0o755)
    sums = (version / "SHA256SUMS").read_text().splitlines(keepends=True)
    (version / "SHA256SUMS").unlink()
    (version / "SHA256SUMS").write_text("".join(line for line in sums if "columnas.csv" not in line))
    found = apertura.rastrear(DATASET, KEY, "1.0.1", origen=tmp_path)
    assert (found.fila, found.celdas) == (2, {})


def test_a_computed_row_is_followed_through_what_it_was_computed_from(published: Path) -> None:
    found = apertura.rastrear("cumplimiento_garante", ("OG-19", "2024-T2"), origen=published)
    assert found.archivo_sha256 is None
    rows = apertura.abrir(DATASET, origen=published)
    assert len(found.fuentes) == len(rows)
    assert {source.fila for source in found.fuentes} == set(range(2, len(rows) + 2))
    assert {source.version for source in found.fuentes} == {"1.0.0"}, "the correction of a note changed no figure"


def test_a_question_without_answer_is_answered_with_a_sentence(
    published: Path, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnknownDatasetError, match=r"no hay tal versión de avance_linea_accion ahí"):
        apertura.abrir(DATASET, "9.9.9", origen=published)
    with pytest.raises(UnknownDatasetError, match="no hay tal versión de nada ahí"):
        apertura.abrir("nada", origen=address, cache=tmp_path)
    with pytest.raises(UnknownRowError, match="no hay una fila con organismo_id=OG-00"):
        apertura.rastrear(
            DATASET, {"organismo_id": "OG-00", "linea_accion_id": "x", "periodo_id": "y"}, origen=published
        )
    with pytest.raises(
        UsageError, match="La llave de avance_linea_accion es organismo_id, linea_accion_id, periodo_id"
    ):
        apertura.rastrear(DATASET, "OG-19", origen=published)
    with pytest.raises(UsageError, match="no es una forma de abrir una tabla"):
        apertura.abrir(DATASET, como="excel", origen=published)  # type: ignore[call-overload]
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("APERTURA_ORIGEN", raising=False)
    with pytest.raises(UsageError, match="No se dijo de dónde leer"):
        apertura.abrir(DATASET)
    monkeypatch.setenv("APERTURA_ORIGEN", str(published))
    assert len(apertura.abrir(DATASET)) > 0


def test_importing_it_brings_nothing_heavy() -> None:
    heavy = "('pandas', 'polars', 'pyarrow', 'requests')"
    code = f"import sys, apertura; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert {"abrir", "rastrear"} <= set(dir(apertura))


def test_the_page_about_it_runs_as_it_is_written(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (REPO / "docs/lectura.md").read_text(encoding="utf-8")
    code = [block.split("```", 1)[0] for block in page.split("```python\n")[1:]]
    assert len(code) >= 3
    monkeypatch.setenv("APERTURA_ORIGEN", str(published))
    names: dict[str, object] = {}
    for block in code:
        exec(block, names)
    assert names["origen"].fila == 2  # type: ignore[attr-defined]
