"""CanonicalTable to the bytes of a Parquet file, and back with the same Arrow types."""

import json

import pyarrow as pa
import pyarrow.parquet as pq

from apertura.model.table import ROW, CanonicalTable
from apertura.validation.as_table import as_table

_SHEET, _MORE_SHEETS, _COLUMNS = b"apertura:hoja", b"apertura:mas_hojas", b"apertura:columnas"


def write_table(table: CanonicalTable) -> bytes:
    """Write the typed columns, and the numbers of their rows in the last one, named ROW."""
    data, rows = as_table(table.data), as_table(table.rows).column(ROW)
    sheet = {} if table.sheet is None else {_SHEET: table.sheet.encode()}
    if table.more_sheets:
        sheet[_MORE_SHEETS] = json.dumps(table.more_sheets, ensure_ascii=False).encode()
    if table.columns:
        sheet[_COLUMNS] = json.dumps(dict(table.columns), sort_keys=True).encode()
    sink = pa.BufferOutputStream()
    pq.write_table(
        data.append_column(ROW, rows).replace_schema_metadata(sheet), sink, compression="zstd", compression_level=3
    )
    return sink.getvalue().to_pybytes()


def read_table(content: bytes, dataset: str) -> CanonicalTable:
    """Read what ``write_table`` wrote."""
    table = pq.ParquetFile(pa.BufferReader(content)).read()
    metadata = table.schema.metadata or {}
    sheet = metadata.get(_SHEET)
    return CanonicalTable(
        dataset=dataset,
        sheet=None if sheet is None else sheet.decode(),
        data=table.drop_columns([ROW]).replace_schema_metadata(None),
        rows=table.select([ROW]).replace_schema_metadata(None),
        more_sheets=tuple(json.loads(metadata.get(_MORE_SHEETS, b"[]"))),
        columns=json.loads(metadata.get(_COLUMNS, b"{}")),
    )
