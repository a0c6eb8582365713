"""The night as one would write it in an afternoon: pandas with openpyxl, frictionless, to_csv, to_parquet.

It is given what Apertura finds by itself (sheet, header row, heading → field) and checks cells against the schema,
no more: it knows no spellings, so it refuses most of what people write; no foreign keys, no rules between columns, no
archive, no letters, no lineage, no durable writes.

usage: obvious_night.py INBOX SCHEMA DESTINATION
"""

import json
import sys
from pathlib import Path

import pandas as pd
from frictionless import Resource, Schema


def main(inbox: Path, schema: Path, destination: Path) -> None:
    descriptor = json.loads(schema.read_text(encoding="utf-8"))
    descriptor.pop("foreignKeys")
    names = [field["name"] for field in descriptor["fields"]]
    accepted = []
    for path in sorted(inbox.glob("*/*/*.xlsx")):
        table = read(path, len(names)).iloc[:, : len(names)]
        table.columns = names[: table.shape[1]]
        rows = [list(table.columns), *table.fillna("").astype(str).to_numpy().tolist()]
        report = Resource(data=rows, schema=Schema.from_descriptor(descriptor)).validate(limit_errors=1_000_000)
        if report.valid:
            accepted.append(table)
    national = pd.concat(accepted or [pd.DataFrame(columns=names)]).astype(str)
    national.to_csv(destination / "national.csv", index=False)
    national.to_parquet(destination / "national.parquet")


def read(path: Path, width: int) -> pd.DataFrame:
    found = pd.read_excel(path, sheet_name=0, header=None, dtype=object, engine="openpyxl")
    header = int(found.notna().sum(axis=1).gt(width // 2).idxmax())
    return found.iloc[header + 1 :].dropna(how="all")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
