"""Keys of one batch after another to the records that repeat one, in eight bytes per record."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from apertura.validation.tableschema.stream.expected import Expected
from apertura.validation.tableschema.stream.key_texts import WHOLE_NUMBERS, KeyColumn
from apertura.validation.tableschema.stream.report import Cause, Found

NULL = "nota"
EMPTY_KEY = 'cells composing the primary keys are all "None"'

Texts = Callable[[Sequence[str], pl.Series], pl.DataFrame]
"""Reads again the key texts of some fields in some records: a column ``row``, and one per field."""


@dataclass(frozen=True, slots=True)
class Key:
    """Fields whose values together must not repeat, and what it is called where they do.

    ``null`` says what a missing value does: in a primary key it is one more value, elsewhere it cannot repeat.
    """

    fields: tuple[Expected, ...]
    cause: Cause
    null: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the fields."""
        return tuple(column.field.name for column in self.fields)

    @property
    def exact(self) -> bool:
        """Whether eight bytes hold the value itself, and not a hash of it."""
        return len(self.fields) == 1 and self.fields[0].field.type in WHOLE_NUMBERS


@dataclass(slots=True)
class Repeats:
    """What is kept of a key: a value or a hash per record (null where it cannot repeat), and the odd values apart."""

    key: Key
    digests: list[pl.Series] = field(default_factory=list)
    odd: dict[str, int] = field(default_factory=dict)

    def add(self, rows: pl.Series, values: Mapping[str, KeyColumn]) -> Iterator[Found]:
        """Take in a batch; the empty primary keys in it, and the repeated odd values, are found at once."""
        columns = [values[name] for name in self.key.names]
        texts = pl.DataFrame([pl.Series(str(at), column.texts) for at, column in enumerate(columns)])
        empty = texts.select(pl.all_horizontal(pl.all().is_null())).to_series()
        if self.key.null and empty.any():
            yield Found(Cause("primary-key", note=EMPTY_KEY), rows.filter(empty))
        if self.key.exact:
            self.digests.append(columns[0].stored.to_physical().cast(pl.Int64))
            yield from self._odd(rows, columns[0])
            return
        out = empty if self.key.null else texts.select(pl.any_horizontal(pl.all().is_null())).to_series()
        for column in columns:
            out = out if column.unequal is None else out | column.unequal
        hashes = texts.hash_rows(seed=0)
        self.digests.append(hashes.zip_with(~out, pl.Series([None], dtype=pl.UInt64())) if out.any() else hashes)

    def _odd(self, rows: pl.Series, column: KeyColumn) -> Iterator[Found]:
        if column.beyond is None:
            return
        held = column.beyond.is_not_null()
        for row, text in zip(rows.filter(held), column.beyond.filter(held), strict=True):
            if text in self.odd:
                yield _repeat(self.key, pl.DataFrame({"row": [row], "previous": [self.odd[text]]}))
            self.odd[text] = row

    def found(self, texts: Texts) -> Iterator[Found]:
        """Find the repeats of everything taken in; what shares a hash is read again, by ``texts``, and compared."""
        if not self.digests:
            return
        digests = pl.concat(self.digests)
        ordered = digests.drop_nulls().sort()
        shared = ordered.filter(ordered == ordered.shift(1)).unique()
        if not len(shared):
            return
        held = (
            pl.DataFrame({"digest": digests}).with_row_index("row", 2).filter(pl.col("digest").is_in(shared.implode()))
        )
        if self.key.exact:
            by, kept = ["digest"], held
        else:
            by, kept = [str(at) for at in range(len(self.key.fields))], texts(self.key.names, held["row"])
        previous = pl.col("row").shift(1).over(by).alias("previous")
        repeats = kept.with_columns(previous).drop_nulls("previous").select("row", "previous").sort("row")
        if repeats.height:
            yield _repeat(self.key, repeats)


def _repeat(key: Key, repeats: pl.DataFrame) -> Found:
    columns = repeats.cast(pl.UInt64)
    return Found(key.cause, columns["row"], previous=columns["previous"])
