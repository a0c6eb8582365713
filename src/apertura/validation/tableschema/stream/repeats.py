"""Keys of one batch after another to the records that repeat one: eight bytes per record, none while they only rise."""

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

import polars as pl

from apertura.validation.tableschema.stream.expected import Expected
from apertura.validation.tableschema.stream.key_texts import WHOLE_NUMBERS, KeyColumn
from apertura.validation.tableschema.stream.report import Cause, Found
from apertura.validation.tableschema.stream.scratch import Database, Scratch

PART = 1 << 20
"""Digests that are ordered at once, more or less."""

EMPTY_KEY = 'cells composing the primary keys are all "None"'

Again = Callable[[Sequence[str]], Iterator[tuple[pl.Series, Mapping[str, KeyColumn]]]]
"""Reads the file again for the key values of some fields: numbers of records, and their values by field."""

REPEATS = """
SELECT row, previous
FROM (
    SELECT row, lag(row) OVER (PARTITION BY {texts} ORDER BY row) AS previous
    FROM keys
    WHERE digest IN (SELECT digest FROM keys GROUP BY digest HAVING count(*) > 1)
)
WHERE previous IS NOT NULL
ORDER BY row
"""


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

    def empty(self, values: Mapping[str, KeyColumn]) -> pl.Series:
        """Which records have no value in any of the fields."""
        return reduce(operator.and_, (values[name].empty for name in self.names))

    def texts(self, values: Mapping[str, KeyColumn]) -> pl.DataFrame:
        """Texts that are equal where the values are, a column per field; those of ``Repeats.odd`` left out."""
        columns = [values[name] for name in self.names]
        texts = [column.stored.cast(pl.String) if self.exact else column.texts for column in columns]
        return pl.DataFrame([text.alias(str(at)) for at, text in enumerate(texts)])

    def digests(self, values: Mapping[str, KeyColumn]) -> pl.Series:
        """Eight bytes for each record, null where it repeats nothing: the value itself, or a hash of the texts."""
        if self.exact:
            return values[self.names[0]].stored.to_physical().cast(pl.Int64)
        hashes, apart = self.texts(values).hash_rows(seed=0), self.apart(values)
        return hashes.zip_with(~apart, pl.Series([None], dtype=pl.UInt64())) if apart.any() else hashes

    def apart(self, values: Mapping[str, KeyColumn]) -> pl.Series:
        """Which records repeat nothing, whatever the others are."""
        columns = [values[name] for name in self.names]
        if self.exact:
            return columns[0].stored.is_null()
        apart = self.empty(values) if self.null else reduce(operator.or_, (column.empty for column in columns))
        return reduce(operator.or_, (column.unequal for column in columns if column.unequal is not None), apart)


@dataclass(slots=True)
class Repeats:
    """What is kept of a key: a value or a hash per record (null where it cannot repeat), and the odd values apart.

    While each key is above all before it nothing is kept; nor of more records than ``scratch`` lets memory hold. If
    what was not kept is wanted after all, the file is read again for it.
    """

    key: Key
    scratch: Scratch | None = None
    digests: list[pl.Series] = field(default_factory=list)
    odd: dict[str, int] = field(default_factory=dict)
    records: int = 0
    last: int | str | None = None
    rising: bool = True

    @property
    def full(self) -> bool:
        """Whether there are more records than memory should hold."""
        return self.scratch is not None and self.records > self.scratch.keys

    def add(self, rows: pl.Series, values: Mapping[str, KeyColumn]) -> Iterator[Found]:
        """Take in a batch; the empty primary keys in it, and the repeated odd values, are found at once."""
        empty = self.key.empty(values)
        if self.key.null and empty.any():
            yield Found(Cause("primary-key", note=EMPTY_KEY), rows.filter(empty))
        self.rising = self.rising and self._rises(values)
        self.records += len(rows)
        if self.full:
            self.digests.clear()
        elif not self.rising:
            self.digests.append(self.key.digests(values))
        if self.key.exact:
            yield from self._odd(rows, values[self.key.names[0]])

    def _rises(self, values: Mapping[str, KeyColumn]) -> bool:
        if self.key.exact:
            return self._above(self.key.digests(values).drop_nulls())
        texts = self.key.texts(values)
        return texts.width == 1 and not self.key.apart(values).any() and self._above(texts.to_series())

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

    def found(self, again: Again) -> Iterator[Found]:
        """Find the repeats of everything taken in; what shares a hash is read again and compared."""
        # what only rises does not repeat
        if self.rising:
            return
        if self.scratch is not None and self.full:
            yield from self._spilled(self.scratch.database(), again)
        else:
            if sum(map(len, self.digests)) < self.records:
                self.digests = [self.key.digests(values) for _, values in again(self.key.names)]
            yield from self._held(again)

    def _spilled(self, database: Database, again: Again) -> Iterator[Found]:
        for rows, values in again(self.key.names):
            texts = self.key.texts(values)
            hashes = texts.hash_rows(seed=0).alias("digest")
            database.add("keys", texts.with_columns(rows.alias("row"), hashes).filter(~self.key.apart(values)))
        texts_of_key = ", ".join(f'"{at}"' for at in range(len(self.key.fields)))
        for repeats in database.rows(REPEATS.format(texts=texts_of_key)):
            yield _repeat(self.key, repeats)

    def _held(self, again: Again) -> Iterator[Found]:
        digests = pl.concat(self.digests, rechunk=False)
        self.digests.clear()
        shared = _shared(digests)
        if shared.is_empty():
            return
        kept = (
            pl.DataFrame({"digest": digests}).with_row_index("row", 2).filter(pl.col("digest").is_in(shared.implode()))
        )
        by = ["digest"]
        if not self.key.exact:
            wanted = kept["row"].cast(pl.UInt64).implode()
            frames = (
                self.key.texts(values).with_columns(rows.alias("row")).filter(pl.col("row").is_in(wanted))
                for rows, values in again(self.key.names)
            )
            kept = pl.concat(frames)
            by = [name for name in kept.columns if name != "row"]
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
