"""One checker, or the bare reading that any of them needs, over one table: what benchmarks/validation.py times.

usage: checkers.py NAME FOLDER      (a folder that benchmarks/tables.py wrote)

Prints the errors found. Only ours and frictionless' are the same errors; pandera and jsonschema-rs are given the schema
of the progress table by hand, as near as they go, and count failing cells.
"""

import csv
import json
import sys
from pathlib import Path

MANY = 10**9
NUMBER = r"^-?[0-9]{1,11}(?:\.[0-9]{1,4})?$"
EMAIL = r"^[A-Za-z0-9_]+(?:[.+-][A-Za-z0-9_]+)*@(?:[A-Za-z0-9]+[.-])*[A-Za-z0-9]+\.[A-Za-z]{2,20}$"
URI = r"^[A-Za-z][A-Za-z0-9+.-]*:"


def descriptor(folder: Path) -> dict:
    return json.loads((folder / "schema.json").read_text(encoding="utf-8"))


def header(folder: Path) -> list[str]:
    return [each["name"] for each in descriptor(folder)["fields"]]


def codes(folder: Path) -> list[str]:
    with (folder / "lineas.csv").open(encoding="utf-8", newline="") as lines:
        return [row["codigo"] for row in csv.DictReader(lines)]


def bodies(folder: Path) -> list[str]:
    return next(each for each in descriptor(folder)["fields"] if each["name"] == "organismo")["constraints"]["enum"]


def begin() -> None:
    """Begin as any command of Apertura does."""
    from apertura.process import without_idle_threads

    without_idle_threads()


def apertura(folder: Path) -> int:
    begin()
    from apertura.validation.tableschema import check

    return check(folder / "data.csv", descriptor(folder), tables={"lineas": folder / "lineas.csv"}).errors


def apertura_canonical(folder: Path) -> int:
    begin()
    from apertura.validation.tableschema import canonical

    tables, written = {"lineas": folder / "lineas.csv"}, (folder / "canonical.csv", folder / "canonical.parquet")
    csv_file, parquet = written
    told = canonical(folder / "data.csv", descriptor(folder), tables=tables, csv=csv_file, parquet=parquet)
    return told.errors


def frictionless(folder: Path) -> int:
    from frictionless import Package

    dialect = {"csv": {"delimiter": ",", "quoteChar": '"', "lineTerminator": "\n", "skipInitialSpace": False}}
    named = [{"name": "codigo", "type": "string"}, {"name": "nombre", "type": "string"}]
    package = Package.from_descriptor(
        {
            "name": "measured",
            "resources": [
                {
                    "name": "data",
                    "path": "data.csv",
                    "encoding": "utf-8",
                    "dialect": dialect,
                    "schema": descriptor(folder),
                },
                {"name": "lineas", "path": "lineas.csv", "encoding": "utf-8", "schema": {"fields": named}},
            ],
        },
        basepath=str(folder),
    )
    return len(package.get_resource("data").validate(limit_errors=MANY).tasks[0].errors)


def pandera_pandas(folder: Path) -> int:
    import pandas as pd
    import pandera.pandas as pa

    def number(low: float, high: float, clean=lambda cells: cells) -> pa.Check:
        return pa.Check(lambda cells: pd.to_numeric(clean(cells), errors="coerce").between(low, high))

    def date(pattern: str, low: str, high: str) -> pa.Check:
        return pa.Check(lambda cells: pd.to_datetime(cells, format=pattern, errors="coerce").between(low, high))

    def percent(cells: pd.Series) -> pd.Series:
        return cells.str.rstrip(" %").str.replace(",", ".", regex=False)

    def money(cells: pd.Series) -> pd.Series:
        return cells.str.replace(",", "", regex=False)

    is_in, matches, length = pa.Check.isin, pa.Check.str_matches, pa.Check.str_length
    schema = pa.DataFrameSchema({
        "id_avance": pa.Column(str, matches(r"^AV-\d{7}$"), unique=True),
        "folio": pa.Column(str, number(1, 2**62), unique=True),
        "organismo": pa.Column(str, is_in(bodies(folder))),
        "linea_accion": pa.Column(str, [matches(r"^LA-\d{2}\.\d{2}$"), is_in(codes(folder))]),
        "fecha_corte": pa.Column(str, date("%Y-%m-%d", "2019-01-01", "2030-12-31")),
        "fecha_reporte": pa.Column(str, date("%d/%m/%Y", "0001-01-01", "9999-12-31"), nullable=True),
        "anio": pa.Column(str, [length(4, 4), number(2019, 2030)]),
        "avance_pct": pa.Column(str, number(0, 100, percent), nullable=True),
        "beneficiarios": pa.Column(str, [matches(r"^[+-]?[0-9]{1,18}$"), number(0, 10**7)], nullable=True),
        "presupuesto": pa.Column(str, number(0, 1e300, money), nullable=True),
        "cumplido": pa.Column(str, is_in(["Sí", "SÍ", "Si", "No", "NO"])),
        "descripcion": pa.Column(str, length(5, 400)),
        "url_evidencia": pa.Column(str, matches(URI), nullable=True),
        "correo": pa.Column(str, matches(EMAIL)),
    })  # fmt: skip
    missing = descriptor(folder)["missingValues"]
    table = pd.read_csv(folder / "data.csv", dtype=str, keep_default_na=False, na_values=missing)
    return failures(lambda: schema.validate(table, lazy=True), pa.errors.SchemaErrors)


def pandera_polars(folder: Path) -> int:
    import pandera.polars as pa
    import polars as pl

    def true(expression) -> pa.Check:
        return pa.Check(lambda data: data.lazyframe.select(expression(pl.col(data.key)).fill_null(value=True)))

    def number(low: float, high: float, clean=lambda cells: cells) -> pa.Check:
        def within(cells: pl.Expr) -> pl.Expr:
            return cells.is_null() | clean(cells).cast(pl.Float64, strict=False).is_between(low, high).fill_null(
                value=False
            )

        return true(within)

    def date(pattern: str) -> pa.Check:
        return true(lambda cells: cells.is_null() | cells.str.to_date(pattern, strict=False).is_not_null())

    def matches(pattern: str) -> pa.Check:
        return true(lambda cells: cells.str.contains(pattern))

    def percent(cells: pl.Expr) -> pl.Expr:
        return cells.str.strip_chars_end(" %").str.replace(",", ".", literal=True)

    def money(cells: pl.Expr) -> pl.Expr:
        return cells.str.replace_all(",", "", literal=True)

    is_in = pa.Check.isin
    schema = pa.DataFrameSchema({
        "id_avance": pa.Column(str, matches(r"^AV-\d{7}$"), unique=True),
        "folio": pa.Column(str, number(1, 2**62), unique=True),
        "organismo": pa.Column(str, is_in(bodies(folder))),
        "linea_accion": pa.Column(str, [matches(r"^LA-\d{2}\.\d{2}$"), is_in(codes(folder))]),
        "fecha_corte": pa.Column(str, date("%Y-%m-%d")),
        "fecha_reporte": pa.Column(str, date("%d/%m/%Y"), nullable=True),
        "anio": pa.Column(str, number(2019, 2030)),
        "avance_pct": pa.Column(str, number(0, 100, percent), nullable=True),
        "beneficiarios": pa.Column(str, number(0, 10**7), nullable=True),
        "presupuesto": pa.Column(str, number(0, 1e300, money), nullable=True),
        "cumplido": pa.Column(str, is_in(["Sí", "SÍ", "Si", "No", "NO"])),
        "descripcion": pa.Column(str, true(lambda cells: cells.str.len_chars().is_between(5, 400))),
        "url_evidencia": pa.Column(str, matches(URI), nullable=True),
        "correo": pa.Column(str, matches(EMAIL)),
    })  # fmt: skip
    table = pl.read_csv(folder / "data.csv", infer_schema=False, null_values=descriptor(folder)["missingValues"])
    return failures(lambda: schema.validate(table, lazy=True), pa.errors.SchemaErrors)


def failures(validate, kind: type[Exception]) -> int:
    try:
        validate()
    except kind as error:
        return len(error.failure_cases)
    return 0


def jsonschema_rs(folder: Path) -> int:
    from jsonschema_rs import validator_for

    validator = validator_for(json_schema(folder), validate_formats=True)
    ids, folios, found = set(), set(), 0
    with (folder / "data.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for name, reader in READERS.items():
                row[name] = converted(row[name], reader)
            if not validator.is_valid(row):
                found += sum(1 for _ in validator.iter_errors(row))
            found += (row["id_avance"] in ids) + (row["folio"] in folios)
            ids.add(row["id_avance"])
            folios.add(row["folio"])
    return found


def json_schema(folder: Path) -> dict:
    missing = {"enum": descriptor(folder)["missingValues"]}
    properties = {
        "id_avance": {"type": "string", "pattern": r"^AV-\d{7}$"},
        "folio": {"type": "integer", "minimum": 1},
        "organismo": {"enum": bodies(folder)},
        "linea_accion": {"allOf": [{"type": "string", "pattern": r"^LA-\d{2}\.\d{2}$"}, {"enum": codes(folder)}]},
        "fecha_corte": {"type": "string", "format": "date"},
        "fecha_reporte": {"anyOf": [missing, {"type": "string", "pattern": r"^[0-9]{2}/[0-9]{2}/[0-9]{4}$"}]},
        "anio": {"type": "integer", "minimum": 2019, "maximum": 2030},
        "avance_pct": {"anyOf": [missing, {"type": "number", "minimum": 0, "maximum": 100}]},
        "beneficiarios": {"anyOf": [missing, {"type": "integer", "minimum": 0, "maximum": 10**7}]},
        "presupuesto": {"anyOf": [missing, {"type": "number", "minimum": 0}]},
        "cumplido": {"enum": ["Sí", "SÍ", "Si", "No", "NO"]},
        "descripcion": {"type": "string", "minLength": 5, "maxLength": 400},
        "url_evidencia": {"anyOf": [missing, {"type": "string", "format": "uri"}]},
        "correo": {"type": "string", "format": "email"},
    }
    return {"type": "object", "properties": properties, "required": header(folder)}


READERS = {
    "folio": int,
    "anio": int,
    "beneficiarios": int,
    "avance_pct": lambda cell: float(cell.rstrip(" %").replace(",", ".")),
    "presupuesto": lambda cell: float(cell.replace(",", "")),
}


def converted(cell: str, reader) -> object:
    try:
        return reader(cell)
    except ValueError:
        return cell


def polars_parse(folder: Path) -> None:
    import polars as pl

    table = pl.scan_csv(folder / "data.csv", infer_schema=False, empty_string_is_null=False)
    table.select(pl.all().str.len_bytes().sum()).collect(engine="streaming")


def polars_parquet(folder: Path) -> None:
    import polars as pl

    table = pl.scan_csv(folder / "data.csv", infer_schema=False, empty_string_is_null=False)
    table.sink_parquet(folder / "polars.parquet", compression="zstd", compression_level=3)


def pyarrow_parse(folder: Path) -> None:
    for _ in arrow_batches(folder):
        pass


def pyarrow_parquet(folder: Path) -> None:
    import pyarrow.parquet as pq

    batches = arrow_batches(folder)
    with pq.ParquetWriter(folder / "pyarrow.parquet", batches.schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)


def arrow_batches(folder: Path):
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    return arrow_csv.open_csv(
        folder / "data.csv",
        arrow_csv.ReadOptions(block_size=4 << 20),
        arrow_csv.ParseOptions(newlines_in_values=True, ignore_empty_lines=False),
        arrow_csv.ConvertOptions(column_types=dict.fromkeys(header(folder), pa.string()), strings_can_be_null=False),
    )


def duckdb_parse(folder: Path) -> None:
    lengths = ", ".join(f"sum(strlen({name}))" for name in header(folder))
    duckdb_run(f"SELECT {lengths} FROM {duckdb_table(folder)}")


def duckdb_parquet(folder: Path) -> None:
    target = folder / "duckdb.parquet"
    duckdb_run(f"COPY (SELECT * FROM {duckdb_table(folder)}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")


def duckdb_table(folder: Path) -> str:
    columns = ", ".join(f"'{name}': 'VARCHAR'" for name in header(folder))
    given = f"auto_detect=false, header=true, delim=',', quote='\"', escape='\"', columns={{{columns}}}"
    return f"read_csv('{folder / 'data.csv'}', {given})"


def duckdb_run(query: str) -> None:
    import duckdb

    duckdb.connect().execute(query).fetchall()


CHECKERS = {
    "apertura": apertura,
    "apertura + CSV y Parquet": apertura_canonical,
    "frictionless": frictionless,
    "pandera (pandas)": pandera_pandas,
    "pandera (polars)": pandera_polars,
    "jsonschema-rs": jsonschema_rs,
}
READINGS = {
    "leer, polars": polars_parse,
    "leer, pyarrow": pyarrow_parse,
    "leer, DuckDB": duckdb_parse,
    "leer + Parquet, polars": polars_parquet,
    "leer + Parquet, pyarrow": pyarrow_parquet,
    "leer + Parquet, DuckDB": duckdb_parquet,
}

if __name__ == "__main__":
    print((CHECKERS | READINGS)[sys.argv[1]](Path(sys.argv[2])))
