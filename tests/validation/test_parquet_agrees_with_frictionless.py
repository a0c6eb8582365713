"""Typed columns of a Parquet file: the verdicts frictionless gives of the same Python values."""

import copy
import tempfile
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from frictionless import Schema
from frictionless.resources import TableResource
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apertura.errors import UnreadableTableError
from apertura.validation.tableschema import check, errors
from tests.validation.oracle.schemas import BOUNDS, READABLE

V2 = "https://datapackage.org/profiles/2.0/tableschema.json"
KINDS: dict[str, tuple[pl.DataType, list[object]]] = {
    "whole": (pl.Int64(), [0, 1, 7, -1, 50, 2024, 10000, 2**62, None]),
    "small": (pl.Int8(), [0, 1, 7, -1, None]),
    "large": (pl.UInt64(), [0, 1, 2**64 - 1, None]),
    "real": (pl.Float64(), [0.0, 1.0, 0.1, -0.0, 1e300, 2024.0, float("inf"), 100.5, None]),
    "decimal": (pl.Decimal(20, 2), [Decimal("0.00"), Decimal("1.00"), Decimal("100.50"), Decimal("-3.25"), None]),
    "truth": (pl.Boolean(), [True, False, None]),
    "day": (pl.Date(), [date(2024, 1, 5), date(2018, 1, 1), date(9999, 12, 31), date(1, 1, 1), None]),
    "instant": (pl.Datetime("us"), [datetime(2024, 1, 5, 10), datetime(2024, 1, 5), datetime(2018, 1, 1), None]),
    "clock": (pl.Time(), [time(10, 0), time(0, 0), time(23, 59, 59), None]),
    "text": (pl.String(), ["1", "2024-01-05", "x", "", "NA", "true", None]),
}
TYPES = ("string", "integer", "number", "boolean", "date", "datetime", "time", "year", "yearmonth", "any", "geopoint")


@st.composite
def typed_tables(draw: st.DrawFn) -> tuple[dict[str, Any], pl.DataFrame]:
    fields, columns = [], []
    height = draw(st.integers(1, 6))
    for name in ("a", "b", "c")[: draw(st.integers(1, 3))]:
        kind, values = KINDS[draw(st.sampled_from(sorted(KINDS)))]
        field: dict[str, Any] = {"name": name, "type": draw(st.sampled_from(TYPES)), "constraints": {}}
        if field["type"] in READABLE and field["type"] not in ("datetime", "time") and draw(st.booleans()):
            bound = draw(st.sampled_from(BOUNDS[:2]))
            field["constraints"][bound] = draw(st.sampled_from(READABLE[field["type"]]))
        field["constraints"] |= draw(st.sampled_from([{}, {}, {"required": True}, {"unique": True}]))
        fields.append(field)
        columns.append(pl.Series(name, [draw(st.sampled_from(values)) for _ in range(height)], dtype=kind))
    schema = {"$schema": V2, "fields": fields, "missingValues": draw(st.sampled_from([[""], ["", "NA"], ["1", "NA"]]))}
    if draw(st.booleans()):
        schema["primaryKey"] = draw(st.lists(st.sampled_from([f["name"] for f in fields]), min_size=1, unique=True))
    return schema, pl.DataFrame(columns)


@settings(max_examples=150, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(drawn=typed_tables())
def test_any_typed_table_gets_the_verdict_of_frictionless(drawn: tuple[dict[str, Any], pl.DataFrame]) -> None:
    schema, frame = drawn
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.parquet"
        frame.write_parquet(path)
        own = sorted((sample.row or 0, cause.number or 0, cause.type) for cause, sample in errors(path, schema))
    assert own == theirs(schema, frame)


def theirs(schema: dict[str, Any], frame: pl.DataFrame) -> Sequence[tuple[int, int, str]]:
    rows = [frame.columns, *map(list, frame.rows())]
    resource = TableResource(data=rows, schema=Schema.from_descriptor(copy.deepcopy(schema)))
    report = resource.validate(limit_errors=10**9)
    return sorted(
        (getattr(error, "row_number", 0) or 0, getattr(error, "field_number", 0) or 0, error.type)
        for error in report.tasks[0].errors
    )


def test_a_parquet_file_is_known_by_its_bytes_and_counted_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "sin_extension"
    pl.DataFrame({"a": range(200_000), "b": ["x", "y"] * 100_000}).write_parquet(path)
    told: list[tuple[int, int]] = []
    fields = [{"name": "a", "type": "integer", "constraints": {"maximum": 9}}, {"name": "b"}]
    report = check(path, {"fields": fields}, progress=lambda done, total: told.append((done, total)))
    [count] = report.counts
    assert (report.rows, count.errors, count.samples[0].row) == (200_000, 199_990, 12)
    assert told[-1] == (200_000, 200_000)


def test_a_column_of_lists_or_a_damaged_file_is_told(tmp_path: Path) -> None:
    lists, damaged = tmp_path / "listas.parquet", tmp_path / "roto.parquet"
    pl.DataFrame({"a": [[1, 2]]}).write_parquet(lists)
    damaged.write_bytes(lists.read_bytes()[:50])
    with pytest.raises(UnreadableTableError, match="La columna «a»"):
        check(lists, {"fields": [{"name": "a"}]})
    with pytest.raises(UnreadableTableError, match="dañado"):
        check(damaged, {"fields": [{"name": "a"}]})
