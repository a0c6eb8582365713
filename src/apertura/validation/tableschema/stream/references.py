"""Foreign keys to the records that name what the referenced table does not have."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from apertura.model.definition import ForeignKey
from apertura.validation.tableschema.scan.batch import Batch, Table
from apertura.validation.tableschema.stream.cells import Reader, readers
from apertura.validation.tableschema.stream.expected import Expected
from apertura.validation.tableschema.stream.key_texts import KeyColumn, identity_column, key_column, read_keys
from apertura.validation.tableschema.stream.report import Cause, Found
from apertura.validation.tableschema.stream.scratch import Database, Scratch


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: the columns that name, and the keys that there are, in memory or in a database.

    ``across`` compares fields of unlike types.
    """

    key: ForeignKey
    fields: tuple[Expected, ...]
    known: pl.DataFrame
    across: bool
    database: Database | None = None

    def lost(self, rows: pl.Series, batch: Batch, answers: pl.DataFrame, read: Mapping[str, Reader]) -> Iterator[Found]:
        """Find the records of a batch that name something unknown; one that names nothing at all is well."""
        keys = _keys(self.fields, batch, answers, read, across=self.across)
        few = len(keys) == 1 and 0 < self.known.height <= len(rows)
        if few and keys[0].texts.is_in(self.known.to_series().implode()).all():
            return
        named = _texts(keys).with_columns(rows.alias("row"))
        full = named.filter(~pl.all_horizontal(pl.exclude("row").is_null()))
        if self.database is not None:
            self.database.add("named", full)
            return
        lost = full.join(self.known, on=self.known.columns, how="anti", nulls_equal=True, maintain_order="left")
        if lost.height:
            values = lost.select(pl.concat_str(pl.exclude("row").fill_null(""), separator=", ")).to_series()
            yield Found(self._cause, lost["row"], values)

    @property
    def _cause(self) -> Cause:
        return Cause("foreign-key", constraint=f"{', '.join(self.key.fields)} → {_target(self.key)}")

    def found(self) -> Iterator[Found]:
        """Find what only the database can tell, once all batches have passed."""
        if self.database is None:
            return
        names = self.known.columns
        same = " AND ".join(f'named."{name}" IS NOT DISTINCT FROM known."{name}"' for name in names)
        values = " || ', ' || ".join(f"coalesce(named.\"{name}\", '')" for name in names)
        query = f"SELECT row, {values} AS value FROM named ANTI JOIN known ON {same} ORDER BY row"  # noqa: S608
        for lost in self.database.rows(query):
            yield Found(self._cause, lost["row"], lost["value"])


def reference(
    key: ForeignKey,
    fields: Sequence[Expected],
    target: Table,
    columns: Sequence[Expected],
    scratch: Scratch | None = None,
) -> Reference:
    """Read the keys that a foreign key may name from a table whose columns are ``columns``.

    Their distinct values are held in memory, unless they are more than ``scratch`` lets it hold. A field that the table
    does not have leaves nothing to name.
    """
    by_name = {column.field.name: column for column in columns}
    there = [by_name[name] for name in key.reference if name in by_name]
    names = [str(at) for at in range(len(fields))]
    none = pl.DataFrame(schema=dict.fromkeys(names, pl.String()))
    if len(there) < len(fields):
        return Reference(key, tuple(fields), none, across=False)
    across = any(column.field.type != own.field.type for own, column in zip(fields, there, strict=True))
    read, known, later, database = readers(there), none, [none], None
    for batch, answers in read_keys(target, columns, key.reference):
        keys = _keys(there, batch, answers, read, across=across)
        whole = _texts(keys).filter(~_unequal(keys)).filter(~pl.all_horizontal(pl.all().is_null()))
        if database is not None:
            database.add("known", whole.unique())
            continue
        later.append(whole.unique())
        # as many new ones as old ones before they are put together: each is gone through a few times and no more
        if sum(frame.height for frame in later) > known.height:
            known, later = pl.concat([known, *later]).unique(), [none]
        if scratch is not None and known.height > scratch.keys:
            database = scratch.database()
            database.add("known", pl.concat([known, *later]))
            database.add("named", none.with_columns(pl.lit(None, pl.UInt64()).alias("row")))
            known, later = none, [none]
    return Reference(key, tuple(fields), pl.concat([known, *later]).unique(), across, database)


def _keys(
    fields: Sequence[Expected], batch: Batch, answers: pl.DataFrame, read: Mapping[str, Reader], *, across: bool
) -> list[KeyColumn]:
    if across:
        return [identity_column(column, batch, read[column.field.name]) for column in fields]
    return [key_column(column, batch, answers, read[column.field.name]) for column in fields]


def _texts(keys: Sequence[KeyColumn]) -> pl.DataFrame:
    return pl.DataFrame([column.texts.alias(str(at)) for at, column in enumerate(keys)])


def _unequal(keys: Sequence[KeyColumn]) -> pl.Expr:
    marks = [pl.lit(column.unequal) for column in keys if column.unequal is not None]
    return pl.any_horizontal(*marks, pl.lit(value=False))


def _target(key: ForeignKey) -> str:
    return f"{key.resource or 'esta misma tabla'} ({', '.join(key.reference)})"
