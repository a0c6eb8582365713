"""Tables drawn at random for a schema, as the bytes of a CSV file: hostile cells, uneven records, odd headers."""

import codecs
import csv
import io
from typing import Any

from hypothesis import strategies as st

from tests.validation.oracle.hostile import ANYWHERE, SPELLINGS

Row = list[str]


@st.composite
def tables(draw: st.DrawFn, schema: dict[str, Any]) -> bytes:
    fields = schema["fields"]
    cells = [st.sampled_from(pool(field)) for field in fields]
    rows = draw(st.lists(st.tuples(*cells).map(list), max_size=6))
    if rows and draw(st.integers(0, 3)) == 0:
        rows.append(list(draw(st.sampled_from(rows))))
    for row in rows:
        if draw(st.integers(0, 7)) == 0:
            draw(st.sampled_from([cut, lengthen, blank, nothing, words]))(row)
    labels = [field["name"] for field in fields]
    if draw(st.integers(0, 3)) == 0:
        draw(st.sampled_from([cut, lengthen, swap, blank_first, repeat, pad, nothing]))(labels)
    return draw(written([labels, *rows]))


def pool(field: dict[str, Any]) -> list[str]:
    options = [str(option) for option in field.get("constraints", {}).get("enum", [])]
    return [*SPELLINGS[field["type"]] * 2, *options * 5, *field.get("trueValues", []), *field.get("falseValues", []),
            *ANYWHERE]  # fmt: skip


@st.composite
def written(draw: st.DrawFn, records: list[Row]) -> bytes:
    buffer = io.StringIO()
    quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    writer = csv.writer(buffer, lineterminator=draw(st.sampled_from(["\n", "\r\n"])), quoting=quoting)
    writer.writerows(records)
    text = buffer.getvalue()
    match draw(st.integers(0, 19)):
        case 0:
            text = text.rstrip("\r\n")
        case 1:
            text = text + "\n"
        case 2:
            at = draw(st.integers(0, len(text)))
            text = text[:at] + draw(st.sampled_from(['"', "\r", "\n", ",", " "])) + text[at:]
        case 3:
            return codecs.BOM_UTF8 + text.encode()
    return text.encode()


def cut(row: Row) -> None:
    del row[len(row) // 2 :]


def lengthen(row: Row) -> None:
    row += ["de más", ""]


def blank(row: Row) -> None:
    row[:] = [""] * len(row)


def blank_first(row: Row) -> None:
    row[0] = ""


def nothing(row: Row) -> None:
    row.clear()


def words(row: Row) -> None:
    row[:] = ["NA"] * len(row)


def swap(row: Row) -> None:
    row.reverse()


def repeat(row: Row) -> None:
    row[-1] = row[0]


def pad(row: Row) -> None:
    row[0] = f" {row[0]}\t"
