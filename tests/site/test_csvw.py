"""CSVW, read and judged by the csvw package: from the address of a CSV alone, every cell and every key."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from apertura.site.csvw import csvw_file
from tests.site.conftest import WITH_CHANGES, Site
from tests.site.csvw_venv import python_with_csvw

# a key that names nothing is allowed: a column that is not required may be empty
JUDGE = """
import json, sys
from csvw import CSVW

def judge(place):
    try:
        read = CSVW(place, validate=True, strict=False)
        valid = read.is_valid
    except Exception as error:
        return {"found": [f"{type(error).__name__}: {error}"]}
    if not valid:
        return {"found": [str(each.message) for each in read.warnings]}
    tables = {str(table.url): sum(1 for _ in table) for table in read.tables}
    return {"found": [], "title": read.common_props.get("dc:title"), "rows": tables}

print(json.dumps({place: judge(place) for place in sys.argv[1:]}))
"""


def judged(*places: str | Path) -> dict[str, dict[str, Any]]:
    done = subprocess.run(
        [python_with_csvw(), "-c", JUDGE, *map(str, places)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


def test_every_version_is_as_its_csvw_says_with_every_cell_and_every_key(site: Site) -> None:
    described = sorted(site.folder.glob("datos/*/*/*-metadata.json"))
    versions = [path for path in (site.data / "published").glob("*/*") if path.is_dir()]
    assert len(described) == len(versions) > 80
    for path, verdict in zip(described, judged(*described).values(), strict=True):
        assert verdict["found"] == [], path
        rows = {file: pl.read_csv(path.parent / file, infer_schema=False).height for file in verdict["rows"]}
        assert verdict["rows"] == rows
        tables = json.loads((path.parent / "datapackage.json").read_bytes())["resources"]
        assert sorted(rows) == sorted(each["path"] for each in tables if each["format"] == "csv")


def test_the_address_of_a_csv_is_enough_to_find_what_it_means(site: Site) -> None:
    for version in ("1.0.0", "latest"):
        address = f"{site.url}datos/{WITH_CHANGES}/{version}/{WITH_CHANGES}.csv"
        verdict = judged(address)[address]
        assert verdict["found"] == []
        assert verdict["title"]["@value"].startswith("Avance de las líneas de acción")


def test_the_page_of_a_dataset_names_what_describes_it(site: Site) -> None:
    for language in ("", "en/"):
        page = (site.folder / language / f"conjuntos/{WITH_CHANGES}/index.html").read_text(encoding="utf-8")
        version = site.published(WITH_CHANGES).resolve().name
        place = f"datos/{WITH_CHANGES}/{version}/{csvw_file(WITH_CHANGES)}"
        root = "../../../" if language else "../../"
        assert f'<link rel="describedby" type="application/csvm+json" href="{root}{place}">' in page
        assert (site.folder / place).is_file()


def column(described: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        each for each in described["tables"][0]["tableSchema"]["columns"] if each["name"] == name
    )
    return found


def key(described: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = described["tables"][0]["tableSchema"]
    return found


@pytest.mark.parametrize(
    "breach",
    [
        lambda told: column(told, "estatus").update(datatype={"base": "entero"}),
        lambda told: column(told, "estatus").update(datatype={"base": "integer"}),
        lambda told: column(told, "estatus")["datatype"].update(format="^(en_proceso)$"),
        lambda told: column(told, "avance_porcentaje")["datatype"].update(maximum="50.00"),
        lambda told: column(told, "avance_porcentaje")["datatype"].update(format="0.0"),
        lambda told: column(told, "fecha_corte")["datatype"].update(format="dd/MM/yyyy"),
        lambda told: column(told, "avance_porcentaje").update(required=True),
        lambda told: column(told, "estatus").update(name="otro", titles="otro"),
        lambda told: key(told).update(primaryKey=["organismo_id"]),
        lambda told: key(told)["foreignKeys"][0]["reference"].update(columnReference=["cve_ent"]),
    ],
    ids=["unknown type", "type", "options", "limit", "decimals", "date", "required", "heading", "key", "foreign key"],
)
def test_what_is_said_wrong_of_a_table_is_seen(
    site: Site, tmp_path: Path, breach: Callable[[dict[str, Any]], None]
) -> None:
    shutil.copytree(site.folder / f"datos/{WITH_CHANGES}/1.0.0", tmp_path, dirs_exist_ok=True)
    path = tmp_path / csvw_file(WITH_CHANGES)
    described = json.loads(path.read_bytes())
    breach(described)
    path.write_text(json.dumps(described), encoding="utf-8")
    assert judged(path)[str(path)]["found"] != []
