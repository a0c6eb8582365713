"""The lines that each dataset page gives are run as they are printed, against the site served."""

import html
import re
import subprocess
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from fsspec.spec import AbstractBufferedFile, AbstractFileSystem

from tests.acceptance.trees import contents
from tests.site.conftest import REPO, Site

DATASETS = sorted(path.parent.name for path in (REPO / "schemas").glob("*/dataset.yaml"))


class Part(AbstractBufferedFile):
    def _fetch_range(self, start: int, end: int) -> bytes:
        asked = urllib.request.Request(self.path, headers={"Range": f"bytes={start}-{end - 1}"})
        with urllib.request.urlopen(asked) as answer:
            return bytes(answer.read())


class Http(AbstractFileSystem):
    """What DuckDB's httpfs does; the extension itself is downloaded on first use, from where no test reaches."""

    protocol = "http"

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        with urllib.request.urlopen(urllib.request.Request(path, method="HEAD")) as answer:
            return {"name": path, "size": int(answer.headers["Content-Length"]), "type": "file"}

    def _open(self, path: str, mode: str = "rb", **_: Any) -> Part:
        return Part(self, path, mode, block_size=2**16, cache_type="readahead")

    def _strip_protocol(self, path: str) -> str:
        return path

    def modified(self, path: str) -> datetime:
        return datetime(2024, 1, 1, tzinfo=UTC)


def printed(page: Path) -> dict[str, str]:
    found = re.findall(r'<code data-snippet="([^"]+)">(.*?)</code>', page.read_text(encoding="utf-8"), re.DOTALL)
    return {name: html.unescape(code) for name, code in found}


def snippets(site: Site, dataset: str) -> dict[str, str]:
    return printed(site.folder / "conjuntos" / dataset / "index.html")


def rows(site: Site, dataset: str) -> pl.DataFrame:
    return pl.read_csv((site.published(dataset) / f"{dataset}.csv").read_bytes(), infer_schema=False)


@pytest.mark.parametrize("dataset", DATASETS)
def test_the_lines_of_pandas_polars_and_duckdb_read_the_table(site: Site, dataset: str) -> None:
    code, published = snippets(site, dataset), rows(site, dataset)
    for name in ("pandas", "polars"):
        names: dict[str, Any] = {}
        exec(code[name], names)
        assert names["datos"].shape == published.shape
        assert list(names["datos"].columns) == published.columns
    connection = duckdb.connect()
    connection.register_filesystem(Http())
    assert len(connection.sql(code["DuckDB"]).fetchall()) == min(10, published.height)


def test_the_lines_of_curl_download_the_table_and_check_its_hash(site: Site, tmp_path: Path) -> None:
    for dataset in DATASETS:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", snippets(site, dataset)["curl"]],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
            check=False,
        )
        assert (done.returncode, done.stdout) == (0, f"{dataset}.csv: OK\n"), done.stderr


def test_the_lines_of_curl_download_the_whole_catalogue_by_body_and_period(site: Site, tmp_path: Path) -> None:
    for language in ("", "en/"):
        code = printed(site.folder / language / "conjuntos/index.html")["todo"]
        place = tmp_path / f"todo-{language.strip('/')}"
        place.mkdir()
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", code], cwd=place, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        assert contents(place / "todo/parquet") == contents(site.folder / "todo/parquet")
    glob = f"{place}/todo/parquet/avance_linea_accion/*/*/*.parquet"
    counted = duckdb.sql(f"SELECT count(*) FROM read_parquet('{glob}') WHERE organismo_id = 'OG-19'").fetchall()
    assert counted == [(rows(site, "avance_linea_accion").filter(pl.col("organismo_id") == "OG-19").height,)]


def test_the_lines_of_r_read_every_table_with_its_keys_whole(site: Site, tmp_path: Path) -> None:
    script = tmp_path / "todos.R"
    lines = [
        f'{snippets(site, dataset)["R"]}cat("{dataset}", nrow(datos), ncol(datos), class(datos[[1]]), "\\n")'
        for dataset in DATASETS
    ]
    script.write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(["Rscript", "--vanilla", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = {name: (int(height), int(width)) for name, height, width, _ in map(str.split, done.stdout.splitlines())}
    assert told == {dataset: rows(site, dataset).shape for dataset in DATASETS}
    assert f"avance_linea_accion {rows(site, 'avance_linea_accion').height} 18 character" in done.stdout
