"""The files of a version, read by those who are not us."""

import csv
import hashlib
import io
import json
import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.model.version import DatasetVersion
from apertura.release.assemble import assemble
from apertura.release.canonical_csv import read_csv, write_csv
from apertura.release.parquet import ROW_GROUP, write_table
from tests.release.builders import acceptance, definition, definitions, row
from tests.release.data_package import unlike_the_profile

AVANCES = definition()
LONG = pa.schema(
    {"organismo_id": pa.dictionary(pa.int32(), pa.string()), "folio": pa.string(), "n": pa.int64()},
)
ODD = [
    row("OG-02", "2024-T1", 1, clave='Peña, «x» "y"\nz', avance=Decimal("-0.05"), corte=None, publico=False),
    row("OG-02", "2024-T1", 2, clave=None, avance=None, estatus=None, publico=None, anio=None),
]


@pytest.fixture(scope="module")
def version() -> DatasetVersion:
    made = assemble(
        AVANCES, definitions(AVANCES), [acceptance("OG-01", "2024-T1"), acceptance("OG-02", "2024-T1", ODD)], None
    )
    assert made is not None
    return made


@pytest.fixture
def folder(version: DatasetVersion, tmp_path: Path) -> Path:
    for resource in version.resources:
        (tmp_path / resource.name).write_bytes(resource.content)
    return tmp_path


def frictionless(folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict:
    from frictionless import validate

    # it refuses absolute paths
    monkeypatch.chdir(folder)
    return validate("datapackage.json").to_descriptor()


def errors(report: dict) -> list[str]:
    return [error["type"] for task in report["tasks"] for error in task["errors"]] + [
        e["type"] for e in report["errors"]
    ]


def test_frictionless_finds_the_package_valid_and_every_table_in_it_was_checked(folder: Path) -> None:
    command = [Path(sys.executable).with_name("frictionless"), "validate", "datapackage.json", "--json"]
    report = json.loads(subprocess.run(command, cwd=folder, capture_output=True, check=False).stdout)
    assert report["valid"], errors(report)
    rows = {task["name"]: task["stats"].get("rows") for task in report["tasks"]}
    assert rows == {
        "avances": 4,
        "avances_parquet": 4,
        "cambios": None,
        "cobertura": 6,
        "diccionario": 9,
        "entidad": 3,
        "esquema": None,
        "linaje": 4,
        "organismo": 3,
        "periodo": 3,
    }


def test_the_published_profile_finds_the_descriptor_valid(folder: Path) -> None:
    assert unlike_the_profile(folder / "datapackage.json") == []


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"resources": []}, "$.resources"),
        ({"licenses": [{"title": "sin nombre"}]}, "$.licenses[0]"),
        ({"keywords": "avance"}, "$.keywords"),
        ({"created": 2024}, "$.created"),
    ],
)
def test_the_published_profile_finds_what_is_broken_in_the_descriptor(folder: Path, change, place) -> None:
    told = json.loads((folder / "datapackage.json").read_bytes())
    (folder / "datapackage.json").write_text(json.dumps({**told, **change}), encoding="utf-8")
    assert unlike_the_profile(folder / "datapackage.json") == [place]


@pytest.mark.parametrize(
    ("file", "before", "after", "error"),
    [
        ("organismo.csv", b'"OG-02"', b'"OG-09"', "foreign-key"),
        ("entidad.csv", b'"02"', b'"99"', "foreign-key"),
        ("avances.csv", b"12.50", b"doce!", "type-error"),
        ("avances.csv", b'"OG-01","2024-T1",2', b'"OG-01","2024-T1",1', "primary-key"),
        ("cobertura.csv", b'"aceptada"', b'"quizas!!"', "constraint-error"),
    ],
)
def test_frictionless_finds_what_is_broken_in_the_package(
    folder: Path, monkeypatch, file, before, after, error
) -> None:
    content = (folder / file).read_bytes()
    assert before in content
    (folder / file).write_bytes(content.replace(before, after, 1))
    report = frictionless(folder, monkeypatch)
    assert not report["valid"]
    assert error in errors(report)


def test_frictionless_compares_the_bytes_with_their_hash(folder: Path, monkeypatch) -> None:
    content = (folder / "avances.csv").read_bytes()
    (folder / "avances.csv").write_bytes(content.replace(b"12.50", b"12.51", 1))
    assert errors(frictionless(folder, monkeypatch)) == ["hash-count"]


def test_sha256sum_agrees_with_every_checksum(folder: Path) -> None:
    ran = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder, capture_output=True, check=False
    )
    assert ran.returncode == 0
    checked = {line.split(": ")[0] for line in ran.stdout.decode().splitlines()}
    assert checked == {path.name for path in folder.iterdir()} - {"SHA256SUMS"}


def test_the_csv_is_what_rfc_4180_says_and_quotes_text_alone(folder: Path) -> None:
    content = (folder / "avances.csv").read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    lines = content.split(b"\r\n")
    assert lines[0] == b"organismo_id,periodo_id,numero,avance,estatus,corte,publico,anio,clave"
    assert lines[1] == b'"OG-01","2024-T1",1,12.50,"abierto",2024-03-31,true,2024,"007"'
    assert lines[-2:] == [b'"OG-02","2024-T1",2,,,2024-03-31,,,', b""]
    read = list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))
    assert read[3][-1] == 'Peña, «x» "y"\nz'
    assert {len(cells) for cells in read} == {9}


def test_parquet_has_the_types_of_the_schema_for_every_reader(folder: Path) -> None:
    path = folder / "avances.parquet"
    assert pq.read_schema(path).types == [
        pa.string(),
        pa.string(),
        pa.int64(),
        pa.decimal128(38, 2),
        pa.dictionary(pa.int32(), pa.string()),
        pa.date32(),
        pa.bool_(),
        pa.int32(),
        pa.string(),
    ]
    assert list(pl.read_parquet_schema(path).values()) == [
        *[pl.String, pl.String, pl.Int64, pl.Decimal(38, 2)],
        *[pl.Categorical, pl.Date, pl.Boolean, pl.Int32, pl.String],
    ]
    described = duckdb.sql(f"describe select * from '{path}'").fetchall()
    assert [column[1] for column in described] == [
        *["VARCHAR", "VARCHAR", "BIGINT", "DECIMAL(38,2)", "VARCHAR", "DATE", "BOOLEAN", "INTEGER", "VARCHAR"]
    ]
    frame = pd.read_parquet(path)
    assert frame["avance"][0] == Decimal("12.50")
    assert frame["corte"][0] == date(2024, 3, 31)
    assert str(frame["estatus"].dtype) == "category"


def test_parquet_and_csv_hold_the_same_values(folder: Path) -> None:
    unlike = f"""
        from '{folder}/avances.parquet' p full join read_csv('{folder}/avances.csv', all_varchar = true) c
        on p.organismo_id = c.organismo_id and p.periodo_id = c.periodo_id and p.numero = c.numero::bigint
        where p.avance is distinct from c.avance::decimal(38, 2) or p.estatus is distinct from c.estatus
        or p.corte is distinct from c.corte::date or p.publico is distinct from c.publico::boolean
        or p.anio is distinct from c.anio::integer or p.clave is distinct from c.clave
    """
    assert duckdb.sql(f"select count(*) from '{folder}/avances.parquet'").fetchall() == [(4,)]
    assert duckdb.sql(f"select count(*) {unlike}").fetchall() == [(0,)]


def test_parquet_describes_itself(folder: Path) -> None:
    schema = pq.read_schema(folder / "avances.parquet")
    assert schema.field("avance").metadata[b"title"] == b"Avance"
    assert schema.field("avance").metadata[b"description"] == "Qué es avance.".encode()
    assert schema.field("avance").metadata[b"unit"] == b"%"
    about = {name: schema.metadata[name] for name in (b"title", b"version", b"license")}
    assert about == {b"title": b"Avances de prueba", b"version": b"1.0.0", b"license": b"CC-BY-4.0"}
    assert pq.ParquetFile(folder / "avances.parquet").metadata.row_group(0).column(0).compression == "ZSTD"


@pytest.fixture(scope="module")
def long_table() -> pl.DataFrame:
    """Rows of four bodies, each with as many files as fill a group, named as by chance."""
    folios = [hashlib.sha256(str(n).encode()).hexdigest()[:12] for n in range(4 * ROW_GROUP)]
    bodies = [f"OG-0{1 + n % 4}" for n in range(len(folios))]
    return pl.DataFrame({"organismo_id": bodies, "folio": folios, "n": range(len(folios))}).sort(
        "organismo_id", "folio", nulls_last=False
    )


@pytest.fixture(scope="module")
def long_parquet(long_table: pl.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("larga") / "larga.parquet"
    write_table(long_table.to_arrow(compat_level=pl.CompatLevel.oldest()).cast(LONG), path, ["organismo_id", "folio"])
    return path


def test_parquet_says_its_order_and_the_extremes_of_its_pages(folder: Path, long_parquet: Path) -> None:
    for path, key in ((folder / "avances.parquet", [0, 1, 2]), (long_parquet, [0, 1])):
        about = pq.ParquetFile(path).metadata
        for number in range(about.num_row_groups):
            group = about.row_group(number)
            assert [each.column_index for each in group.sorting_columns] == key
            assert not any(each.descending for each in group.sorting_columns)
            columns = [group.column(place) for place in range(group.num_columns)]
            assert all(column.has_offset_index and column.has_column_index for column in columns)


def test_a_scattered_column_of_the_key_has_a_filter_and_no_other(folder: Path, long_parquet: Path) -> None:
    def filtered(path: Path) -> set[str]:
        asked = "select path_in_schema from parquet_metadata(?) where bloom_filter_length is not null"
        return {name for (name,) in duckdb.execute(asked, [str(path)]).fetchall()}

    assert filtered(long_parquet) == {"folio"}
    assert filtered(folder / "avances.parquet") == set(), "one group is read whole"


def test_the_filter_keeps_a_reader_out_of_groups_without_the_value(
    long_table: pl.DataFrame, long_parquet: Path
) -> None:
    probe = "select row_group_id, bloom_filter_excludes from parquet_bloom_probe(?, 'folio', ?)"
    kept_out = 0
    for place in range(0, long_table.height, 4001):
        folio = long_table["folio"][place]
        groups = dict(duckdb.execute(probe, [str(long_parquet), folio]).fetchall())
        assert not groups[place // ROW_GROUP]
        kept_out += sum(groups.values())
        found = duckdb.execute("select n from read_parquet(?) where folio = ?", [str(long_parquet), folio]).fetchall()
        assert found == [(long_table["n"][place],)]
    looked = len(range(0, long_table.height, 4001))
    assert kept_out > 0.9 * 3 * looked


def test_a_table_of_several_groups_is_the_same_to_every_reader(long_table: pl.DataFrame, long_parquet: Path) -> None:
    assert pl.read_parquet(long_parquet).cast({"organismo_id": pl.String}).equals(long_table)
    frame = pd.read_parquet(long_parquet)
    assert list(frame["folio"]) == long_table["folio"].to_list()
    assert list(frame["organismo_id"].astype(str)) == long_table["organismo_id"].to_list()
    assert duckdb.execute("select * from read_parquet(?)", [str(long_parquet)]).fetchall() == long_table.rows()


@pytest.mark.long
def test_the_same_input_is_the_same_bytes_in_another_process(version: DatasetVersion) -> None:
    script = (
        "from apertura.release.assemble import assemble\n"
        "from tests.release.builders import *\n"
        "from tests.release.test_files import ODD\n"
        "accepted = [acceptance('OG-02', '2024-T1', ODD), acceptance('OG-01', '2024-T1')]\n"
        "version = assemble(definition(), definitions(), accepted, None)\n"
        "print(*(f'{each.name} {each.sha256}' for each in version.resources), sep='\\n')\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONPATH": ".", "PYTHONHASHSEED": "7"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.splitlines() == [f"{each.name} {each.sha256}" for each in version.resources]


def test_the_dictionary_says_every_field_in_words(folder: Path) -> None:
    with (folder / "diccionario.csv").open(encoding="utf-8", newline="") as file:
        words = {entry["campo"]: entry for entry in csv.DictReader(file)}
    assert list(words) == [field.name for field in AVANCES.schema.fields]
    assert words["avance"]["tipo"] == "número con 2 decimales"
    assert words["avance"]["unidad"] == "%"
    assert words["estatus"]["restricciones"] == "una de estas opciones: abierto | cerrado"
    assert words["organismo_id"]["catalogo"] == "organismo.csv"
    assert words["numero"]["obligatorio"] == "sí"


CELLS = st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@settings(deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, st.none() | st.integers(-(2**63), 2**63 - 1)), min_size=1))
def test_text_to_csv_and_back_is_the_same_text(rows) -> None:
    frame = pl.DataFrame([("x", *cells) for cells in rows], schema=["k", "a", "b", "n"], orient="row").cast(
        {"k": pl.String, "a": pl.String, "b": pl.String, "n": pl.Int64}
    )
    content = write_csv(frame)
    back = read_csv(content).with_columns(pl.col("n").cast(pl.Int64))
    assert back.equals(frame)
    assert write_csv(back) == content
    found = list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))[1:]
    assert found == [["" if cell is None else str(cell) for cell in cells] for cells in frame.rows()]
