"""What is downloaded from a site proves itself, offline and with nothing else; what is damaged is seen, and mended."""

import io
import json
import os
import shutil
import subprocess
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import duckdb
import polars as pl
import pytest

from apertura.release.canonical_csv import read_csv, write_csv
from apertura.release.files import digest
from apertura.site.verify import verify
from tests.acceptance.trees import contents
from tests.site.conftest import WITH_CHANGES, Site, apertura

DATABASE = "todo/apertura.duckdb"


def copy(site: Site, place: Path) -> Path:
    """A site that shares its files with another: what changes one takes its place, and never writes into it."""
    shutil.copytree(site.folder, place, copy_function=lambda one, other: Path(other).hardlink_to(one))
    return place


def put(site: Path, name: str, content: bytes) -> None:
    (site / name).unlink(missing_ok=True)
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).write_bytes(content)


def promise(site: Path) -> None:
    """Say of every file that is there that it is what it should be, as who forges a site would."""
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    told = (f"{digest((site / name).read_bytes())}  {name}\n" for name in names if name not in {".sitio", "SHA256SUMS"})
    put(site, "SHA256SUMS", "".join(told).encode())


def test_all_that_is_downloaded_from_a_server_proves_itself(site: Site, tmp_path: Path) -> None:
    with urllib.request.urlopen(f"{site.url}SHA256SUMS") as answer:
        promised = answer.read().decode()
    put(tmp_path, "SHA256SUMS", promised.encode())
    names = [line.split("  ", 1)[1] for line in promised.splitlines()]
    for name in names:
        with urllib.request.urlopen(site.url + quote(name)) as answer:
            put(tmp_path, name, answer.read())
    with_a_tool_of_everybody = subprocess.run(
        ["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False
    )
    assert with_a_tool_of_everybody.returncode == 0
    found = apertura("verificar", "--sitio", tmp_path, "--datos", tmp_path / "no-hay")
    assert (found.returncode, found.stderr) == (0, "")
    versions = len(list((site.data / "published").glob("*/[0-9]*")))
    told = f"íntegro: {len(names):,} archivos, {versions - 1} conjuntos, {versions} versiones.\n"
    assert found.stdout == f"Todo lo que ofrece el sitio está {told}"


def test_the_site_of_this_machine_is_the_one_that_is_checked_where_no_folder_is_said(site: Site) -> None:
    assert apertura("verificar", "--sitio", "--datos", site.data).returncode == 0


def test_where_there_is_no_site_it_is_said(tmp_path: Path) -> None:
    found = apertura("verificar", "--sitio", tmp_path)
    assert (found.returncode, found.stdout) == (2, "")
    assert f"En {tmp_path} no hay un sitio: falta SHA256SUMS" in found.stderr


@pytest.mark.parametrize(
    "name",
    [
        "index.html",
        DATABASE,
        "todo/apertura.zip",
        f"cambios/{WITH_CHANGES}/1.1.0.parquet",
        f"datos/{WITH_CHANGES}/1.0.0/{WITH_CHANGES}.csv",
        f"datos/{WITH_CHANGES}/latest/linaje.csv",
        "datos/catalog.json",
    ],
)
def test_each_file_that_is_other_or_missing_or_too_many_is_named(site: Site, tmp_path: Path, name: str) -> None:
    place = copy(site, tmp_path / "sitio")
    name = name.replace("1.1.0", site.published(WITH_CHANGES).resolve().name)
    content = (place / name).read_bytes()
    put(place, name, content[:-1] + bytes([content[-1] ^ 1]))
    put(place, "datos/otro.csv", b"a\r\n")
    assert verify(place) == (
        f"{name}: el archivo ya no es el que se publicó, su SHA-256 no coincide.",
        "datos/otro.csv: el archivo no es parte del sitio.",
    )
    (place / name).unlink()
    assert verify(place)[0] == f"{name}: falta el archivo."


def one_row_less(site: Path, version: str) -> str:
    with duckdb.connect() as memory:
        memory.execute(f"ATTACH '{site / DATABASE}' AS whole (READ_ONLY)")
        memory.execute(f"ATTACH '{site / 'otra.duckdb'}' AS otra")
        memory.execute("COPY FROM DATABASE whole TO otra")
        memory.execute(
            "DELETE FROM otra.cumplimiento_eje WHERE eje_id = (SELECT min(eje_id) FROM otra.cumplimiento_eje)"
        )
    put(site, DATABASE, (site / "otra.duckdb").read_bytes())
    (site / "otra.duckdb").unlink()
    return f"{DATABASE} (cumplimiento_eje): no tiene lo mismo que las últimas versiones."


def another_value_in_the_zip(site: Path, version: str) -> str:
    sink = io.BytesIO()
    with zipfile.ZipFile(site / "todo/apertura.zip") as old, zipfile.ZipFile(sink, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"completado", b"cancelado"))
    put(site, "todo/apertura.zip", sink.getvalue())
    return "todo/apertura.zip: no tiene lo mismo que las últimas versiones."


def a_body_less(site: Path, version: str) -> str:
    shutil.rmtree(site / f"todo/parquet/{WITH_CHANGES}/organismo_id=OG-09")
    return f"todo/parquet/{WITH_CHANGES}: no tiene lo mismo que las últimas versiones."


def a_part_of_another_body(site: Path, version: str) -> str:
    parts = site / f"todo/parquet/{WITH_CHANGES}"
    other = (parts / "organismo_id=OG-10/periodo_id=2024-T2/datos.parquet").read_bytes()
    put(parts, "organismo_id=OG-09/periodo_id=2024-T2/datos.parquet", other)
    return f"todo/parquet/{WITH_CHANGES}: no tiene lo mismo que las últimas versiones."


def a_change_less(site: Path, version: str) -> str:
    name = f"cambios/{WITH_CHANGES}/{version}.csv"
    put(site, name, write_csv(read_csv((site / name).read_bytes()).slice(1)))
    return f"{name}: no es lo que cambió desde la versión anterior."


def a_change_that_was_not(site: Path, version: str) -> str:
    name = f"cambios/{WITH_CHANGES}/{version}.parquet"
    sink = io.BytesIO()
    pl.read_parquet(site / name).with_columns(antes=pl.lit("100.00")).write_parquet(sink)
    put(site, name, sink.getvalue())
    return f"{name}: no es lo que cambió desde la versión anterior."


def changes_of_a_first_version(site: Path, version: str) -> str:
    name = f"cambios/{WITH_CHANGES}/1.0.0.csv"
    put(site, name, b"cambio\r\n")
    return f"{name}: no es lo que cambió desde la versión anterior."


def the_first_version_as_the_latest(site: Path, version: str) -> str:
    folder = site / f"datos/{WITH_CHANGES}"
    shutil.rmtree(folder / "latest")
    shutil.copytree(folder / "1.0.0", folder / "latest")
    return f"datos/{WITH_CHANGES}/latest: no es la última versión."


def a_table_that_its_version_does_not_promise(site: Path, version: str) -> str:
    name = f"datos/{WITH_CHANGES}/1.0.0/{WITH_CHANGES}.csv"
    put(site, name, (site / name).read_bytes().replace(b"completado", b"cancelado"))
    return f"{name}: el archivo ya no es el que se publicó, su SHA-256 no coincide."


def a_file_that_its_version_does_not_promise(site: Path, version: str) -> str:
    put(site, f"datos/{WITH_CHANGES}/1.0.0/otro.csv", b"a\r\n")
    return f"datos/{WITH_CHANGES}/1.0.0/otro.csv: el archivo no es parte de la versión."


def a_description_of_something_else(site: Path, version: str) -> str:
    name = f"datos/{WITH_CHANGES}/1.0.0/{WITH_CHANGES}.csv-metadata.json"
    put(site, name, (site / name).read_bytes().replace(b'"required": true', b'"required": false'))
    return f"{name}: no es lo que dice el descriptor de la versión."


def a_catalogue_of_before(site: Path, version: str) -> str:
    told = json.loads((site / "datos/catalog.json").read_bytes())
    told["conjuntos"] = told["conjuntos"][1:]
    put(site, "datos/catalog.json", json.dumps(told).encode())
    return "datos/catalog.json: no dice lo que hay en las carpetas."


def no_database(site: Path, version: str) -> str:
    (site / DATABASE).unlink()
    return f"{DATABASE}: falta el archivo."


@pytest.mark.parametrize(
    "forge",
    [
        one_row_less,
        another_value_in_the_zip,
        a_body_less,
        a_part_of_another_body,
        a_change_less,
        a_change_that_was_not,
        changes_of_a_first_version,
        the_first_version_as_the_latest,
        a_table_that_its_version_does_not_promise,
        a_file_that_its_version_does_not_promise,
        a_description_of_something_else,
        a_catalogue_of_before,
        no_database,
    ],
    ids=lambda forge: forge.__name__,
)
def test_what_is_forged_together_with_its_sum_does_not_go_with_the_rest(
    site: Site, tmp_path: Path, forge: Callable[[Path, str], str]
) -> None:
    place = copy(site, tmp_path / "sitio")
    wanted = forge(place, site.published(WITH_CHANGES).resolve().name)
    promise(place)
    assert wanted in verify(place)


@pytest.mark.parametrize("link", ["organismos/OG-99.html", f"conjuntos/{WITH_CHANGES}/index.html#nada", "#nada", "../"])
def test_a_link_that_leads_nowhere_is_named_with_its_page(site: Site, tmp_path: Path, link: str) -> None:
    place = copy(site, tmp_path / "sitio")
    page = (place / "index.html").read_text(encoding="utf-8")
    put(place, "index.html", page.replace("</main>", f'<p><a class="x"\n href="{link}">aquí</a></p></main>').encode())
    promise(place)
    assert verify(place) == (f"index.html: el enlace «{link}» no lleva a ninguna parte.",)


DAMAGED = [
    DATABASE,
    "todo/apertura.zip",
    f"todo/parquet/{WITH_CHANGES}/organismo_id=OG-09/periodo_id=2024-T2/datos.parquet",
    f"datos/{WITH_CHANGES}/1.0.0/{WITH_CHANGES}.parquet",
    "graficas/*.svg",
]


@pytest.mark.parametrize("kinds", [DAMAGED, ["SHA256SUMS"]], ids=["files", "sums"])
def test_what_was_damaged_is_made_again_by_the_next_build_and_nothing_else_is_touched(
    site: Site, tmp_path: Path, kinds: list[str]
) -> None:
    place = copy(site, tmp_path / "sitio")
    names = [next(place.glob(kind)).relative_to(place).as_posix() for kind in kinds]
    whole = contents(place)
    for name in names:
        content, time = (place / name).read_bytes(), (place / name).stat().st_mtime_ns
        put(place, name, content[:100] + bytes(100) + content[200:])
        # of the same size and time: only its bytes tell
        os.utime(place / name, ns=(time, time))
    made = apertura("sitio", "--datos", site.data, "--url", site.url, "--salida", place)
    assert made.returncode == 0, made.stderr
    again = contents(place)
    assert {name for name in again if again[name] != whole[name]} <= {DATABASE, "SHA256SUMS"}
    assert verify(place) == ()


def test_a_database_made_twice_is_never_the_same_bytes_and_always_the_same_tables(site: Site, tmp_path: Path) -> None:
    place = copy(site, tmp_path / "sitio")
    old = (place / DATABASE).read_bytes()
    (place / DATABASE).unlink()
    assert apertura("sitio", "--datos", site.data, "--url", site.url, "--salida", place).returncode == 0
    assert (place / DATABASE).read_bytes() != old
    assert verify(place) == ()
