"""`apertura validar --esquema`: any CSV or Parquet file, any Table Schema, nothing of ours."""

import io
import json
import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from frictionless import Field
from hypothesis import given, settings
from hypothesis import strategies as st

from apertura.cli import main
from apertura.cli.progress import percent
from apertura.validation.tableschema import canonical

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


TYPED = {
    "fields": [
        {"name": "clave", "type": "integer", "constraints": {"required": True, "unique": True}},
        {"name": "nombre"},
        {"name": "monto", "type": "number", "groupChar": ","},
        {"name": "fecha", "type": "date", "format": "%d/%m/%Y"},
        {"name": "hecho", "type": "boolean", "trueValues": ["Sí"], "falseValues": ["No"]},
        {"name": "hora", "type": "time"},
        {"name": "vigencia", "type": "duration"},
    ],
    "missingValues": ["", "ND"],
}
# the second row is written as no column expression surely reads it, and as frictionless does
WRITTEN = (
    "clave,nombre,monto,fecha,hecho,hora,vigencia\r\n"
    '1,"Ana ""N"", y\notra","1,250.50",05/03/2024,Sí,10:00:00,P1Y\r\n'
    ' +02 ,ND,1e2,5/3/2024,No,ND,"P1Y2M"\r\n'
    "3,x,ND,,ND,23:59:59,\r\n"
)


def test_a_file_that_conforms_is_written_as_canonical_csv_and_typed_parquet(tmp_path: Path) -> None:
    assert validar(tmp_path, WRITTEN, TYPED, "--canonico", str(tmp_path / "salida" / "canonica")) == 0
    folder = tmp_path / "salida" / "canonica"
    assert sorted(path.name for path in folder.iterdir()) == ["datos.csv", "datos.parquet"]
    assert (folder / "datos.csv").read_text(encoding="utf-8") == (
        "clave,nombre,monto,fecha,hecho,hora,vigencia\n"
        '1,"Ana ""N"", y\notra",1250.5,2024-03-05,true,10:00:00,P1Y\n'
        "2,,100,2024-03-05,false,,P1Y2M\n"
        "3,x,,,,23:59:59,\n"
    )
    table = pl.read_parquet(folder / "datos.parquet")
    assert table.schema == {
        "clave": pl.Int64, "nombre": pl.String, "monto": pl.Decimal(38, 9), "fecha": pl.Date, "hecho": pl.Boolean,
        "hora": pl.String, "vigencia": pl.String,
    }  # fmt: skip
    assert table.rows()[1] == (2, None, Decimal(100), date(2024, 3, 5), False, None, "P1Y2M")


@pytest.mark.long
@given(data=st.data())
@settings(max_examples=60, derandomize=True, deadline=None)
def test_what_is_written_holds_the_values_that_frictionless_reads(data: st.DataObject) -> None:
    options = {
        "clave": st.from_regex(r"(?: |\+0)?[1-9][0-9]{0,9}", fullmatch=True, alphabet=st.characters(codec="ascii")),
        "nombre": st.text(st.characters(exclude_categories=("C",)), max_size=6),
        "monto": st.sampled_from(["1", "-2.50", "1,000", "1e3", ".5", "5.", "0.000000001", "ND", ""]),
        "fecha": st.dates(date(1900, 1, 1)).map(lambda day: f"{day.day}/{day.month}/{day.year}"),
        "hecho": st.sampled_from(["Sí", "No", "", "ND"]),
        "hora": st.sampled_from(["00:00:00", "23:59:59", ""]),
        "vigencia": st.sampled_from(["P1Y", "PT36H", "P1Y2M3DT4H", ""]),
    }  # fmt: skip
    rows = [{name: data.draw(drawn) for name, drawn in options.items()} for _ in range(data.draw(st.integers(1, 5)))]
    schema = {**TYPED, "fields": [{**field, "constraints": {}} for field in TYPED["fields"]]}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pl.DataFrame(rows).write_csv(folder / "datos.csv")
        report = canonical(folder / "datos.csv", schema, csv=folder / "c.csv", parquet=folder / "c.parquet")
        assert report.valid
        held = pl.read_parquet(folder / "c.parquet").rows()
        again = canonical(folder / "c.csv", plain(schema), csv=folder / "d.csv", parquet=folder / "d.parquet")
        assert again.valid
        assert pl.read_parquet(folder / "d.parquet").rows() == held, "the canonical CSV says the same"
        assert (folder / "d.csv").read_bytes() == (folder / "c.csv").read_bytes(), "and is canonical itself"
    readers = [
        Field.from_descriptor({**field, "missingValues": ["", "ND"]}).create_cell_reader() for field in schema["fields"]
    ]
    read = [
        [reader(row[field["name"]])[0] for reader, field in zip(readers, schema["fields"], strict=True)] for row in rows
    ]
    assert [row[:5] for row in held] == [tuple(row[:5]) for row in read]


def plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Give the schema of what is written: no format of its own, nothing between commas for no value."""
    return {"fields": [{"name": field["name"], "type": field.get("type", "string")} for field in schema["fields"]]}


@pytest.mark.parametrize(
    ("rows", "schema", "ends"),
    [
        ("1,a,1,,,,\n1,a,1,,,,\n", TYPED, 1),
        ("1,a,x,,,,\n", TYPED, 1),
        ("1,a,NaN,,,,\n", TYPED, 2),
        ("1,a,0.0000000001,,,,\n", TYPED, 2),
        ("1\n", {"fields": [{"name": "otra"}]}, 1),
    ],
    ids=["repeated", "wrong", "not a number", "too many decimals", "another header"],
)
def test_of_a_file_that_does_not_conform_or_does_not_fit_nothing_is_written(
    rows: str, schema: dict[str, Any], ends: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    header = WRITTEN.partition("\r\n")[0]
    assert validar(tmp_path, f"{header}\n{rows}", schema, "--canonico", str(tmp_path / "salida")) == ends
    assert list((tmp_path / "salida").iterdir()) == []
    assert ends == 1 or "«monto» cumple el esquema, pero no cabe" in capsys.readouterr().err


def test_what_is_written_is_of_a_schema_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validar", str(EXAMPLES / "estaciones.csv"), "--canonico", str(tmp_path)]) == 2
    assert "diga cuál con --esquema" in capsys.readouterr().err


def test_a_file_is_never_written_over_itself(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert validar(tmp_path, WRITTEN, TYPED, "--canonico", str(tmp_path)) == 2
    assert "diga otra carpeta" in capsys.readouterr().err
    assert (tmp_path / "datos.csv").read_text(encoding="utf-8") == WRITTEN.replace("\r\n", "\n")


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
