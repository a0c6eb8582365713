"""`apertura mapear`: what is asked once is kept as a row that loads, or nothing is."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from apertura.cli import main
from tests.intake.workbooks import xlsx

DATASET = "avance_linea_accion"


@pytest.fixture
def schemas(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = tmp_path / "schemas"
    shutil.copytree(repo / "schemas", copy)
    monkeypatch.setenv("APERTURA_ESQUEMAS", str(copy))
    return copy


@pytest.fixture
def messy(repo: Path, tmp_path: Path) -> Path:
    """A submission with one heading misspelt, one that is nobody's, and a status that no list has, twice."""
    with (repo / "schemas" / DATASET / "examples/valido.csv").open(encoding="utf-8", newline="") as lines:
        rows = [dict(row) for row in csv.DictReader(lines)][:3]
    for row in rows:
        row["organismo_id"], row["periodo_id"] = "OG-01", "2024-T1"
        row["fecha de corrte"] = row.pop("fecha_corte")
        row["semáforo"] = "verde"
    rows[0]["estatus"] = rows[1]["estatus"] = "en prosceso"
    rows[2]["estatus"] = "a medio camino"
    path = tmp_path / "entrega.xlsx"
    path.write_bytes(xlsx([list(rows[0]), *(list(row.values()) for row in rows)]))
    return path


def source(schemas: Path, name: str) -> list[dict[str, str]]:
    text = (schemas / DATASET / "source" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def incidents(path: Path, capsys: pytest.CaptureFixture[str]) -> list[tuple[str, str | None, str | None, int | None]]:
    capsys.readouterr()
    main(["validar", str(path), "--garante", "OG-01", "--periodo", "2024-T1", "--formato", "json"])
    [table] = json.loads(capsys.readouterr().out)["tablas"]
    return [(each["tipo"], each["valor"], each["sugerencia"], each["confianza"]) for each in table["incidencias"]]


def test_a_heading_that_is_given_a_field_is_a_row_at_the_end(schemas: Path, capsys) -> None:
    before = (schemas / DATASET / "source/columns.csv").read_bytes()
    order = ["mapear", "--conjunto", DATASET, "--encabezado", "Corte al, día", "--campo", "fecha_corte"]
    assert main([*order, "--garante", "OG-03", "--desde", "2024-T2"]) == 0
    assert (schemas / DATASET / "source/columns.csv").read_bytes() == (
        before + 'OG-03,2024-T2,"Corte al, día",fecha_corte,fecha,\n'.encode()
    )
    assert "git diff" in capsys.readouterr().out


def test_a_value_that_is_given_a_meaning_a_missing_one_and_a_column_set_aside_are_rows(schemas: Path) -> None:
    at = ["mapear", "--conjunto", DATASET]
    assert main([*at, "--valor", "a medio camino", "--campo", "estatus", "--significa", "en_proceso"]) == 0
    assert main([*at, "--valor", "quién sabe", "--campo", "estatus", "--ignorar"]) == 0
    assert main([*at, "--encabezado", "Semáforo", "--ignorar"]) == 0
    assert [row["meant"] for row in source(schemas, "values.csv")[-2:]] == ["en_proceso", ""]
    assert source(schemas, "columns.csv")[-1]["reading"] == "ignore"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--encabezado", "X", "--campo", "no_hay"], "no_hay"),
        (["--encabezado", "X", "--campo", "estatus", "--lectura", "adivinar"], "adivinar"),
        (["--encabezado", "X", "--campo", "estatus", "--garante", "OG-99"], "OG-99"),
        (["--encabezado", "X", "--campo", "estatus", "--desde", "1900-T1"], "1900-T1"),
        (["--valor", "X", "--campo", "estatus", "--significa", "quién sabe"], "quién sabe"),
        (["--valor", "Sin avance", "--campo", "estatus", "--significa", "completado"], "Sin avance"),
        (["--encabezado", "X"], "--campo"),
        (["--valor", "X", "--campo", "estatus"], "--significa"),
        (["--valor", "X"], "--campo"),
        ([], "--encabezado"),
    ],
)
def test_what_does_not_load_is_told_and_nothing_is_kept(schemas: Path, capsys, arguments: list[str], word: str) -> None:
    before = {path: path.read_bytes() for path in schemas.rglob("*.csv")}
    assert main(["mapear", "--conjunto", DATASET, *arguments]) == 2
    assert word in capsys.readouterr().err
    assert {path: path.read_bytes() for path in schemas.rglob("*.csv")} == before


def test_a_plan_keeps_nothing(schemas: Path, capsys) -> None:
    before = source(schemas, "columns.csv")
    assert main(["mapear", "--conjunto", DATASET, "--encabezado", "X", "--campo", "estatus", "--plan"]) == 0
    assert "Se añadiría" in capsys.readouterr().out
    assert source(schemas, "columns.csv") == before


def test_what_is_likely_enough_is_accepted_without_asking_and_what_is_not_stays(
    schemas: Path, messy: Path, capsys
) -> None:
    found = incidents(messy, capsys)
    assert ("columna-no-reconocida", None, "Fecha de corte", 97) in found
    at = ["mapear", str(messy), "--garante", "OG-01", "--periodo", "2024-T1"]
    assert main([*at, "--aceptar", "80"]) == 0
    assert source(schemas, "columns.csv")[-1]["heading"] == "fecha de corrte"
    assert source(schemas, "columns.csv")[-1]["garante"] == "OG-01"
    values = source(schemas, "values.csv")[-1]
    assert [values[name] for name in ("garante", "field", "written", "meant")] == [
        "OG-01", "estatus", "en prosceso", "en_proceso",
    ]  # fmt: skip
    left = incidents(messy, capsys)
    assert [kind for kind, *_ in left].count("columna-no-reconocida") == 1
    assert {kind for kind, value, *_ in left if value == "en prosceso"} == {"valor-convertido"}
    assert {kind for kind, value, *_ in left if value == "a medio camino"} & {"constraint-enum", "foreign-key"}
    capsys.readouterr()
    assert main([*at, "--aceptar", "80"]) == 0
    assert "nada que mapear" in capsys.readouterr().out


def test_each_thing_is_asked_once_and_each_answer_is_a_row(schemas: Path, messy: Path, capsys, monkeypatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n-\nqué\n1\nen_proceso\n"))
    assert main(["mapear", str(messy), "--garante", "OG-01", "--periodo", "2024-T1", "--para-todos"]) == 0
    asked = capsys.readouterr().out
    assert asked.count("«en prosceso»") == 1
    assert "(confianza: 97 de 100)" in asked
    assert "Esa no es una de las opciones." in asked
    new = source(schemas, "columns.csv")[-2:]
    assert [(row["garante"], row["heading"], row["field"], row["reading"]) for row in new] == [
        ("", "fecha de corrte", "fecha_corte", "fecha"),
        ("", "semáforo", "", "ignore"),
    ]
    assert [row["meant"] for row in source(schemas, "values.csv")[-2:]] == ["en_proceso", "en_proceso"]
    left = {kind for kind, *_ in incidents(messy, capsys)}
    assert not left & {"columna-no-reconocida", "encabezado-faltante", "constraint-enum", "foreign-key"}


def test_answers_that_end_before_the_questions_keep_nothing(schemas: Path, messy: Path, capsys, monkeypatch) -> None:
    before = source(schemas, "columns.csv")
    monkeypatch.setattr("sys.stdin", io.StringIO("1\n"))
    assert main(["mapear", str(messy), "--garante", "OG-01", "--periodo", "2024-T1"]) == 2
    assert "no se guardó nada" in capsys.readouterr().err
    assert source(schemas, "columns.csv") == before
