"""Made-up tables to measure checkers on: a progress table of 14 columns and a contracts table of 40, with seeds.

usage: tables.py progress|contracts ROWS valid|rows|cells|every FOLDER

Writes FOLDER/data.csv, FOLDER/schema.json and FOLDER/lineas.csv, the table that the foreign key names. ``valid`` has no
wrong cell; ``rows`` one wrong cell in 1 % of the rows; ``cells`` has 1 % of all cells wrong; ``every`` one in each row.
"""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

SEED = 20260701
CHUNK = 500_000
WORDS = [
    *("población", "atención", "educación", "área", "niñez", "programa", "apoyo", "jóvenes", "salud", "público"),
    *("indígena", "región", "capacitación", "evaluación", "México", "año", "señalización", "vivienda", "construcción"),
    *("agua", "energía", "económico", "trámite", "género", "participación", "difusión", "gestión"),
]
DOMAINS = ["gob.mx", "ejemplo.org", "dependencia.gob.mx", "escuela.edu.mx", "salud.gob.mx"]
BODIES = [f"ORG-{number:02d}" for number in range(1, 34)]
LINES = [f"LA-{axis:02d}.{line:02d}" for axis in range(1, 13) for line in range(1, 11)]

Field = dict[str, Any]


def field(name: str, kind: str = "string", constraints: Field | None = None, **properties: Any) -> Field:
    return {"name": name, "type": kind, **properties, **({"constraints": constraints} if constraints else {})}


PROGRESS = {
    "fields": [
        field("id_avance", constraints={"required": True, "pattern": r"AV-\d{7}"}),
        field("folio", "integer", {"required": True, "unique": True, "minimum": 1}),
        field("organismo", constraints={"required": True, "enum": BODIES}),
        field("linea_accion", constraints={"required": True, "pattern": r"LA-\d{2}\.\d{2}"}),
        field("fecha_corte", "date", {"required": True, "minimum": "2019-01-01", "maximum": "2030-12-31"}),
        field("fecha_reporte", "date", format="%d/%m/%Y"),
        field("anio", "year", {"required": True, "minimum": "2019", "maximum": "2030"}),
        field("avance_pct", "number", {"minimum": "0", "maximum": "100"}, decimalChar=",", bareNumber=False),
        field("beneficiarios", "integer", {"minimum": 0, "maximum": 10_000_000}),
        field("presupuesto", "number", {"minimum": "0"}, groupChar=","),
        field("cumplido", "boolean", {"required": True}, trueValues=["Sí", "SÍ", "Si"], falseValues=["No", "NO"]),
        field("descripcion", constraints={"required": True, "minLength": 5, "maxLength": 400}),
        field("url_evidencia", format="uri"),
        field("correo", format="email", constraints={"required": True}),
    ],
    "missingValues": ["", "NA", "N/D", "-"],
    "primaryKey": ["id_avance"],
    "foreignKeys": [{"fields": ["linea_accion"], "reference": {"resource": "lineas", "fields": ["codigo"]}}],
}
DATES = ["tender_start", "tender_end", "award_date", "contract_start", "contract_end", "date_signed", "published"]
AMOUNTS = ["tender_amount", "award_amount", "contract_amount", "amount_net", "paid", "guarantee"]
NUMBERS = ["n_tenderers", "n_items", "n_amendments", "lead_days", "n_lots"]
CODES = ["currency", "status", "method", "category", "award_status", "level"]
FLAGS = ["is_framework", "is_multiyear", "has_guarantee", "is_national"]
TEXTS = ["buyer_name", "supplier_name", "title", "object"]
CONTRACTS = {
    "fields": [
        field("ocid", constraints={"required": True, "pattern": r"ocds-[a-z0-9]{6}-\d{8}"}),
        field("contract_id", "integer", {"required": True, "unique": True}),
        *(field(name, "date") for name in DATES),
        *(field(name, "number", {"minimum": 0}) for name in AMOUNTS),
        *(field(name, "integer", {"minimum": 0, "maximum": 5000}) for name in NUMBERS),
        *(field(name, constraints={"enum": [f"{name}_{number}" for number in range(8)]}) for name in CODES),
        *(field(name, "boolean") for name in FLAGS),
        *(field(name, constraints={"minLength": 3, "maxLength": 500}) for name in TEXTS),
        field("buyer_id", constraints={"pattern": r"MX-\d{4}"}),
        field("supplier_rfc", constraints={"pattern": r"[A-Z]{3,4}\d{6}[A-Z0-9]{3}"}),
        field("url", format="uri"),
        field("email", format="email"),
        field("unit", constraints={"pattern": r"\d{2}"}),
        field("state_code", constraints={"pattern": r"\d{2}"}),
    ],
    "missingValues": [""],
    "primaryKey": ["ocid"],
}
WRONG = {
    "id_avance": ["AV-12", "", "av-0000001", "AV-0000001"],
    "folio": ["12x", "0", "10", "3.5", ""],
    "organismo": ["XX", "", " ORG-01", "org-01"],
    "linea_accion": ["LA-99.99", "LA99", ""],
    "fecha_corte": ["2024-13-01", "31/12/2024", "2015-01-01", "2024-02-30", "", "45657", "2031-01-01"],
    "fecha_reporte": ["2024-05-01", "31/02/2024", "05/03/24"],
    "anio": ["24", "20x4", "1999", "2040", ""],
    "avance_pct": ["101,5%", "abc", "-3%"],
    "beneficiarios": ["1.5", "-4", "n/a", "10000001", "1,000"],
    "presupuesto": ["12.3.4", "-5", "1.234.567,89"],
    "cumplido": ["Verdadero", "1", "SIP", ""],
    "descripcion": ["abc", "x" * 500, ""],
    "url_evidencia": ["no es url", "www.gob.mx", "/avances/1"],
    "correo": ["correo@", "a@@b.mx", "", "a@b"],
}


def main(kind: str, rows: int, state: str, folder: Path) -> None:
    schema, chunk = {"progress": (PROGRESS, progress), "contracts": (CONTRACTS, contracts)}[kind]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "schema.json").write_text(json.dumps(schema, ensure_ascii=False), encoding="utf-8")
    pl.DataFrame({"codigo": LINES, "nombre": [f"Línea {code}" for code in LINES]}).write_csv(folder / "lineas.csv")
    with (folder / "data.csv").open("wb") as file:
        for number, part in enumerate(chunks(rows, chunk, state)):
            part.write_csv(file, include_header=number == 0)


def chunks(rows: int, chunk: Callable[[int, int], pl.DataFrame], state: str) -> Iterator[pl.DataFrame]:
    for start in range(0, rows, CHUNK):
        yield spoil(chunk(start, min(CHUNK, rows - start)), start, state)


def spoil(table: pl.DataFrame, start: int, state: str) -> pl.DataFrame:
    """Put wrong cells into a table; those of a ``contracts`` table are «??»."""
    draw = np.random.default_rng([SEED, 77, start])
    rows, width = table.shape
    spoiled = np.zeros((rows, width), dtype=bool)
    if state == "cells":
        spoiled = draw.random((rows, width)) < 0.01
    elif state in {"rows", "every"}:
        chosen = np.flatnonzero(draw.random(rows) < (0.01 if state == "rows" else 1))
        spoiled[chosen, draw.integers(0, width, len(chosen))] = True
    return table.with_columns(
        pl.when(pl.Series(spoiled[:, number])).then(pick(draw, wrong(name), rows)).otherwise(pl.col(name)).alias(name)
        for number, name in enumerate(table.columns)
    )


def wrong(name: str) -> list[str]:
    short = {name: ["?"] for name in TEXTS}
    return WRONG.get(name) or short.get(name, ["??"])


def progress(start: int, rows: int) -> pl.DataFrame:
    draw = np.random.default_rng([SEED, start])
    numbers = np.arange(start + 1, start + rows + 1)
    day = np.datetime64("2019-01-01") + draw.integers(0, 365 * 7, rows).astype("timedelta64[D]")
    reported = day + draw.integers(1, 40, rows).astype("timedelta64[D]")
    tenths = draw.integers(0, 1001, rows)
    table = pl.DataFrame({
        "id_avance": "AV-" + text(numbers).str.zfill(7),
        "folio": text(numbers * 3 + 7),
        "organismo": pick(draw, BODIES, rows),
        "linea_accion": pick(draw, LINES, rows),
        "fecha_corte": written(day, "%Y-%m-%d"),
        "fecha_reporte": written(reported, "%d/%m/%Y"),
        "anio": written(day, "%Y"),
        "avance_pct": text(tenths // 10) + "," + text(tenths % 10) + "%",
        "beneficiarios": text(draw.integers(0, 500_000, rows)),
        "presupuesto": grouped(draw.integers(10_000, 999_999_999, rows)),
        "cumplido": pick(draw, ["Sí", "No"], rows),
        "descripcion": sentences(draw, rows),
        "url_evidencia": "https://www." + pick(draw, DOMAINS, rows) + "/avances/" + text(draw.integers(1, 10**7, rows)),
        "correo": "enlace." + text(draw.integers(1, 5000, rows)) + "@" + pick(draw, DOMAINS, rows),
    })  # fmt: skip
    unknown, unsaid = pl.Series(draw.random(rows) < 0.1), pl.Series(draw.random(rows) < 0.3)
    return table.with_columns(
        pl.when(unknown).then(pl.lit("N/D")).otherwise(pl.col("fecha_reporte")).alias("fecha_reporte"),
        pl.when(unsaid).then(pl.lit("")).otherwise(pl.col("url_evidencia")).alias("url_evidencia"),
    )


def contracts(start: int, rows: int) -> pl.DataFrame:
    draw = np.random.default_rng([SEED, 9, start])
    numbers = np.arange(start + 1, start + rows + 1)
    first = np.datetime64("2018-01-01")
    columns = {"ocid": "ocds-0ud2q6-" + text(numbers).str.zfill(8), "contract_id": text(numbers + 999)}
    for name in DATES:
        columns[name] = written(first + draw.integers(0, 3000, rows).astype("timedelta64[D]"), "%Y-%m-%d")
    for name in AMOUNTS:
        cents = draw.integers(100_000, 10**10, rows)
        columns[name] = text(cents // 100) + "." + text(cents % 100).str.zfill(2)
    columns |= {name: text(draw.integers(0, 3000, rows)) for name in NUMBERS}
    columns |= {name: pick(draw, [f"{name}_{number}" for number in range(8)], rows) for name in CODES}
    columns |= {name: pick(draw, ["true", "false"], rows) for name in FLAGS}
    columns |= {name: sentences(draw, rows) for name in TEXTS}
    columns["buyer_id"] = "MX-" + text(draw.integers(1, 900, rows)).str.zfill(4)
    columns["supplier_rfc"] = "ABC" + text(draw.integers(0, 999_999, rows)).str.zfill(6) + "XY1"
    columns["url"] = "https://compras.gob.mx/contrato/" + columns["contract_id"]
    columns["email"] = "c" + columns["contract_id"] + "@gob.mx"
    columns |= {name: text(draw.integers(1, 33, rows)).str.zfill(2) for name in ("unit", "state_code")}
    return pl.DataFrame(columns)


def text(numbers: np.ndarray) -> pl.Series:
    return pl.Series(numbers).cast(pl.String)


def pick(draw: np.random.Generator, values: list[str], rows: int) -> pl.Series:
    return pl.Series(values).gather(draw.integers(0, len(values), rows))


def written(days: np.ndarray, pattern: str) -> pl.Series:
    return pl.Series(days.astype("datetime64[ms]")).dt.strftime(pattern)


def grouped(cents: np.ndarray) -> pl.Series:
    """1234567 cents as «12,345.67»."""
    digits = text(cents).str.replace(r"^(\d+)(\d\d)$", "${1}.${2}").str.replace(r"^(\d+)(\d{3})\.", "${1},${2}.")
    return digits.str.replace(r"^(\d+)(\d{3}),", "${1},${2},")


def sentences(draw: np.random.Generator, rows: int) -> pl.Series:
    """Sentences of 4 to 21 words out of a pool of 20,000; some with commas, quotes, line breaks."""
    lengths, words = draw.integers(4, 22, 20_000), draw.integers(0, len(WORDS), (20_000, 22))
    pool = []
    for number, length in enumerate(lengths):
        sentence = [WORDS[word] for word in words[number, :length]]
        if number % 5 == 0:
            sentence[1] += ","
        if number % 37 == 0:
            sentence[2] = f'"{sentence[2]}"'
        if number % 211 == 0:
            sentence[3] += "\n"
        pool.append(" ".join(sentence).capitalize())
    return pick(draw, pool, rows)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
