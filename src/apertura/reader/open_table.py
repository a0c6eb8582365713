"""A published table, proven by its hash, to pandas, polars or Arrow, with its types and what each field means."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, overload

import pyarrow as pa
import pyarrow.parquet as pq

from apertura.errors import UsageError
from apertura.reader.origin import Origin, find
from apertura.release.files import parquet_file

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl


@overload
def abrir(
    conjunto: str, version: str | None = None, *, origen: Origin | None = None, cache: Path | None = None
) -> "pd.DataFrame": ...
@overload
def abrir(
    conjunto: str,
    version: str | None = None,
    *,
    como: Literal["pandas"],
    origen: Origin | None = None,
    cache: Path | None = None,
) -> "pd.DataFrame": ...
@overload
def abrir(
    conjunto: str,
    version: str | None = None,
    *,
    como: Literal["polars"],
    origen: Origin | None = None,
    cache: Path | None = None,
) -> "pl.DataFrame": ...
@overload
def abrir(
    conjunto: str,
    version: str | None = None,
    *,
    como: Literal["arrow"],
    origen: Origin | None = None,
    cache: Path | None = None,
) -> pa.Table: ...


def abrir(
    conjunto: str,
    version: str | None = None,
    *,
    como: Literal["pandas", "polars", "arrow"] = "pandas",
    origen: Origin | None = None,
    cache: Path | None = None,
) -> "pd.DataFrame | pl.DataFrame | pa.Table":
    """Open a published table: one row per key, sorted by it.

    ``version`` is a number such as ``2.1.0``, or None for the latest. ``origen`` is a folder or an address with
    ``<conjunto>/<version>/`` (of None: what ``APERTURA_ORIGEN`` says, or ``data/published``); what comes from an
    address is kept in ``cache`` and not asked for again. The bytes are those published, or there is no answer.

    In pandas, text is ``string``, options ``category``, whole numbers ``Int64``, decimals ``Float64``, yes or no
    ``boolean``, and days ``datetime64``; nothing is lost to a missing value. ``attrs["campos"]`` says the title, the
    description and the unit of each field, and ``attrs`` the title, version and licence of the table. Arrow has the
    exact types, decimals too, and the same words in the metadata of its schema. polars has no place for them.

    Raises UnknownDatasetError where there is no such dataset, version or file, BrokenPublicationError where a file is
    not what was published, UnreachableOriginError where a server does not answer, UsageError where it is not said from
    where, or pandas is not installed.
    """
    content = find(conjunto, version, origen, cache).read(parquet_file(conjunto))
    table = pq.read_table(pa.BufferReader(content))
    readers: Mapping[str, Callable[[pa.Table], Any]] = {"pandas": _pandas, "polars": _polars, "arrow": _arrow}
    if como not in readers:
        raise UsageError(f"«{como}» no es una forma de abrir una tabla; las hay así: {', '.join(readers)}.")
    return readers[como](table)


def _arrow(table: pa.Table) -> pa.Table:
    return table


def _polars(table: pa.Table) -> "pl.DataFrame":
    import polars as pl

    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - a table makes a frame; a column alone makes a series
    return frame


def _pandas(table: pa.Table) -> "pd.DataFrame":
    try:
        import pandas as pd
    except ImportError as error:
        raise UsageError('Falta pandas; instálelo, o abra con como="polars" o como="arrow".') from error
    kinds = {pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    exact = [place for place, field in enumerate(table.schema) if pa.types.is_decimal(field.type)]
    for place in exact:
        field = table.schema.field(place)
        table = table.set_column(place, field.with_type(pa.float64()), table.column(place).cast(pa.float64()))
    frame: pd.DataFrame = table.to_pandas(
        types_mapper={**kinds, pa.float64(): pd.Float64Dtype()}.get, date_as_object=False
    )
    frame.attrs |= _words(table.schema.metadata)
    frame.attrs["campos"] = {field.name: _words(field.metadata) for field in table.schema}
    return frame


def _words(metadata: Mapping[bytes, bytes] | None) -> dict[str, str]:
    told = {key.decode(): value.decode() for key, value in (metadata or {}).items()}
    names = {
        "title": "titulo",
        "description": "descripcion",
        "unit": "unidad",
        "version": "version",
        "license": "licencia",
    }
    return {spanish: told[name] for name, spanish in names.items() if name in told}
