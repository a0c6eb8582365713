"""Typed columns to the canonical CSV, and back to its text."""

import io
from collections.abc import Collection

import polars as pl

_QUOTE = pl.lit('"')


def write_csv(frame: pl.DataFrame, *, bare: Collection[str] = ()) -> bytes:
    """Write a table as CSV: the same table is the same bytes.

    RFC 4180 in UTF-8 without byte-order mark, lines ended by CRLF. Text is always quoted and nothing else is, so that
    a spreadsheet told that quoted fields are text keeps leading zeros and reads dates as dates; null is nothing between
    two commas. Dates are ISO 8601, booleans true and false, decimals as many digits as their type has, no exponent.
    ``bare`` names text columns that hold such values already written, and are not quoted.
    """
    sink = io.BytesIO()
    columns = [_bare(name, type_) if name in bare else _written(name, type_) for name, type_ in frame.schema.items()]
    frame.select(columns).write_csv(sink, quote_style="never", line_terminator="\r\n")
    return sink.getvalue()


def read_csv(content: bytes) -> pl.DataFrame:
    """Read back what ``write_csv`` wrote, every column as the text in the file."""
    return pl.read_csv(content, infer_schema=False)


def _written(name: str, type_: pl.DataType) -> pl.Expr:
    if not isinstance(type_, pl.String):
        return _bare(name, type_)
    return (_QUOTE + pl.col(name).str.replace_all('"', '""', literal=True) + _QUOTE).alias(name)


def _bare(name: str, type_: pl.DataType) -> pl.Expr:
    column = pl.col(name)
    return column.dt.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(type_, pl.Datetime) else column.cast(pl.String)
