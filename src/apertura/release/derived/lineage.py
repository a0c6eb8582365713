"""Computed rows to their lineage: from which rows of which version of which source each was made."""

from collections.abc import Mapping, Sequence

import polars as pl

from apertura.release.derived.source_tables import SourceTable

# no field begins so
_ORDER, _PLACE = "_orden", "_lugar"


def lineage(keys: pl.DataFrame, origins: Mapping[str, pl.Series], sources: Sequence[SourceTable]) -> pl.DataFrame:
    """Write one row for each computed row and each row it was made of, in the order of both.

    ``keys`` are the primary keys of the computed rows. Columns: those of the key, ``fuente``, ``fuente_version`` (null
    where the source has none) and ``fuente_clave``, the primary key of the source's row as a JSON object of texts; null
    where the row was made of no row of that source: it tells that there is none.
    """
    parts = [_part(keys, origins[source.name], source) for source in sources if source.name in origins]
    return pl.concat(parts).sort(_ORDER, maintain_order=True).drop(_ORDER)


def _part(keys: pl.DataFrame, origins: pl.Series, source: SourceTable) -> pl.DataFrame:
    named = source.rows.select(pl.struct(source.key).struct.json_encode().alias("fuente_clave"))
    places = named.with_row_index(_PLACE, offset=1).with_columns(pl.col(_PLACE).cast(pl.Int64))
    version = None if source.version is None else str(source.version)
    return (
        keys.with_row_index(_ORDER)
        .with_columns(origins.alias(_PLACE))
        .explode(_PLACE, empty_as_null=True)
        .join(places, on=_PLACE, how="left", maintain_order="left")
        .select(
            _ORDER,
            *keys.columns,
            pl.lit(source.name).alias("fuente"),
            pl.lit(version, pl.String).alias("fuente_version"),
            "fuente_clave",
        )
    )
