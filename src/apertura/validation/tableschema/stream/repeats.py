"""Keys of one batch after another to the records that repeat one, in eight bytes per record."""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

import polars as pl

from apertura.validation.tableschema.stream.expected import Expected
from apertura.validation.tableschema.stream.key_texts import WHOLE_NUMBERS, KeyColumn
from apertura.validation.tableschema.stream.report import Cause, Found
from apertura.validation.tableschema.stream.steps import Steps, pack, unpack

PART = 1 << 20
"""Digests that are ordered at once, more or less."""

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
    digests: list[pl.Series | Steps] = field(default_factory=list)
    odd: dict[str, int] = field(default_factory=dict)
    last: int | str | None = None
    rising: bool = True

    def add(self, rows: pl.Series, values: Mapping[str, KeyColumn]) -> Iterator[Found]:
        """Take in a batch; the empty primary keys in it, and the repeated odd values, are found at once."""
        columns = [values[name] for name in self.key.names]
        empty = reduce(operator.and_, (column.empty for column in columns))
        if self.key.null and empty.any():
            yield Found(Cause("primary-key", note=EMPTY_KEY), rows.filter(empty))
        if self.key.exact:
            self._keep(columns[0].stored.to_physical().cast(pl.Int64))
            yield from self._odd(rows, columns[0])
            return
        texts = pl.DataFrame([column.texts.alias(str(at)) for at, column in enumerate(columns)])
        out = empty if self.key.null else reduce(operator.or_, (column.empty for column in columns))
        for column in columns:
            out = out if column.unequal is None else out | column.unequal
        self.rising = self.rising and len(columns) == 1 and not out.any() and self._above(texts.to_series())
        hashes = texts.hash_rows(seed=0)
        self.digests.append(hashes.zip_with(~out, pl.Series([None], dtype=pl.UInt64())) if out.any() else hashes)

    def _keep(self, digests: pl.Series) -> None:
        self.rising = self.rising and self._above(digests.drop_nulls())
        self.digests.append(pack(digests))

    def _above(self, values: pl.Series) -> bool:
        """Whether each of these is above all before it."""
        if values.is_empty():
            return True
        rises = (self.last is None or values[0] > self.last) and (values > values.shift(1)).all()
        self.last = values[-1]
        return bool(rises)

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
        # what only rises does not repeat
        if self.rising or not self.digests:
            return
        digests = pl.concat(map(unpack, self.digests), rechunk=False)
        self.digests.clear()
        shared = _shared(digests)
        if shared.is_empty():
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


def _shared(digests: pl.Series) -> pl.Series:
    """Find the digests that there are more than once, a part of them after another, so that few are ordered at once."""
    parts = 1 + len(digests) // PART
    found = []
    for part in range(parts):
        ordered = digests.filter(digests % parts == part).sort() if parts > 1 else digests.drop_nulls().sort()
        found.append(ordered.filter(ordered == ordered.shift(1)).unique())
    return pl.concat(found)


def _repeat(key: Key, repeats: pl.DataFrame) -> Found:
    columns = repeats.cast(pl.UInt64)
    return Found(key.cause, columns["row"], previous=columns["previous"])
