"""`apertura validar --esquema`: any CSV or Parquet file, any Table Schema, nothing of ours."""

import io
import json
from pathlib import Path

import polars as pl
import pytest

from apertura.cli import main
from apertura.cli.progress import percent

EXAMPLES = Path(__file__).parents[2] / "docs" / "ejemplos"
STATIONS = ["validar", str(EXAMPLES / "estaciones.csv"), "--esquema", str(EXAMPLES / "estaciones.schema.json")]
TOWNS = ["--tabla", f"municipios={EXAMPLES / 'municipios.csv'}"]


def validar(folder: Path, data: str, schema: object, *options: str) -> int:
    (folder / "datos.csv").write_text(data, encoding="utf-8")
    (folder / "esquema.json").write_text(json.dumps(schema), encoding="utf-8")
    return main(["validar", str(folder / "datos.csv"), "--esquema", str(folder / "esquema.json"), *options])


def test_a_file_with_errors_is_told_cause_by_cause_and_ends_in_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*STATIONS, *TOWNS]) == 1
    told = capsys.readouterr()
    assert told.err == ""
    assert "«estaciones.csv» no cumple el esquema.\n6 filas revisadas: 10 errores, de 10 causas." in told.out
    assert "Columna 4, «inicio»: no se lee como una fecha\n   1 error: fila 3: «2019-02-30»." in told.out
    assert "Filas: la clave primaria se repite\n   1 error: fila 5, igual que la 3." in told.out


def test_a_file_without_errors_is_told_in_two_lines_and_ends_in_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert validar(tmp_path, "a;b\n1;x\n", {"fields": [{"name": "a", "type": "integer"}, {"name": "b"}]}) == 0
    assert capsys.readouterr().out == "«datos.csv» cumple el esquema.\n1 fila revisada: 0 errores.\n"


def test_the_same_in_english_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*STATIONS, *TOWNS, "--idioma", "en"]) == 1
    assert "6 rows checked: 10 errors, of 10 causes." in capsys.readouterr().out
    assert main([*STATIONS, *TOWNS, "--formato", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert (report["version_informe"], report["valida"], report["filas"], report["errores"]) == (1, False, 6, 10)
    assert report["causas"][7] == {
        "tipo": "constraint-error",
        "campo": "lluvia_mm",
        "columna": 5,
        "restriccion": "minimum",
        "mensaje": "es menor que el mínimo, 0",
        "errores": 1,
        "ejemplos": [{"fila": 5, "valor": "-3", "igual_que": None}],
    }


def test_a_parquet_file_is_checked_alike(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pl.DataFrame({"a": [1, 2, 2]}).write_parquet(tmp_path / "datos.parquet")
    schema = {"fields": [{"name": "a", "type": "integer", "constraints": {"unique": True}}]}
    (tmp_path / "esquema.json").write_text(json.dumps(schema))
    assert main(["validar", str(tmp_path / "datos.parquet"), "--esquema", str(tmp_path / "esquema.json")]) == 1
    assert "fila 4, igual que la 3" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("data", "schema", "options", "said"),
    [
        ("a\n1\n", {"fields": [{"name": "a", "type": "nada"}]}, (), "no es un Table Schema válido"),
        ("a\n1\n", {"campos": []}, (), "no tiene una lista «fields»"),
        ("a\n1\n", {"fields": [{"name": "a"}]}, ("--codificacion", "klingon"), "No hay una codificación «klingon»"),
        ("a\n1\n", {"fields": [{"name": "a"}]}, ("--separador", "||"), "El separador es un solo carácter"),
        ("a\n1\n", {"fields": [{"name": "a"}]}, ("--tabla", "x"), "Escriba --tabla como NOMBRE=ARCHIVO"),
        ("PK\x03\x04zip", {"fields": [{"name": "a"}]}, (), "guárdelo como CSV UTF-8"),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_ends_in_2(
    data: str, schema: object, options: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert validar(tmp_path, data, schema, *options) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert said in told.err


def test_a_schema_that_is_not_json_is_told_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validar", str(EXAMPLES / "municipios.csv"), "--esquema", str(EXAMPLES / "municipios.csv")]) == 2
    assert "«municipios.csv» no es JSON: deja de serlo en renglón 1, columna 1." in capsys.readouterr().err


def test_a_million_errors_make_a_short_answer_with_exact_totals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [f"c{number}" for number in range(10)]
    data = ",".join(names) + "\n" + (",".join("x" * 10) + "\n") * 100_000
    assert validar(tmp_path, data, {"fields": [{"name": name, "type": "integer"} for name in names]}) == 1
    told = capsys.readouterr().out
    assert "100,000 filas revisadas: 1,000,000 errores, de 10 causas." in told
    assert "100,000 errores: fila 2: «x»; fila 3: «x»; fila 4: «x»; …" in told
    assert len(told) < 2000


def test_causes_without_end_are_counted_and_not_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert validar(tmp_path, "a\n" + "1" + ",x" * 5000 + "\n", {"fields": [{"name": "a"}]}) == 1
    told = capsys.readouterr().out
    assert "5,000 errores, de 5,000 causas" in told
    assert told.endswith("… y 4,940 causas más.\n")
    assert len(told) < 6000


def test_what_cannot_be_seen_in_a_value_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schema = {"fields": [{"name": "a", "constraints": {"enum": ["SRE"]}}, {"name": "b"}]}
    assert validar(tmp_path, "a,b\n SRE,x\nana@gob.mx,x\n", schema) == 1
    told = capsys.readouterr().out
    assert "«␠SRE»" in told
    assert "ana@gob.mx" not in told


def test_progress_is_told_to_a_terminal_and_to_nothing_else() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    terminal, pipe = Terminal(), io.StringIO()
    for stream in (terminal, pipe):
        tell = percent("datos.csv", stream)
        for done in (1, 2, 50, 100):
            tell(done, 100)
    assert terminal.getvalue().split("\r") == [
        "", "\x1b[Kdatos.csv: 1 %", "\x1b[Kdatos.csv: 2 %", "\x1b[Kdatos.csv: 50 %", "\x1b[K",
    ]  # fmt: skip
    assert pipe.getvalue() == ""
