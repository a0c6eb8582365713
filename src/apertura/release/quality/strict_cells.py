"""CSV as published to its cells, read by another reader than the one that wrote them."""

import csv
import io

import polars as pl
import pyarrow as pa
from pyarrow import csv as pc


def strict_cells(content: bytes) -> pl.DataFrame | None:
    """Read a CSV file with every cell as text: nothing between two commas is null, ``""`` is empty text.

    None where it is not UTF-8 throughout, or a row has more or fewer cells than the header.
    """
    try:
        header = next(csv.reader(io.TextIOWrapper(io.BytesIO(content), "utf-8", newline="")), [])
        table = pc.read_csv(
            io.BytesIO(content),
            parse_options=pc.ParseOptions(newlines_in_values=True),
            convert_options=pc.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()),
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
            ),
        )
    except (UnicodeDecodeError, pa.ArrowInvalid):
        return None
    return pl.DataFrame(table) if len(set(header)) == len(header) else None
