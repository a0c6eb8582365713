"""Two tables side by side to what their steward wrote to explain the difference."""

import re
from collections.abc import Mapping, Sequence

import polars as pl

from apertura.model.text import fold
from apertura.validation.lay_beside import BEFORE, INDEX, Beside

ENOUGH = 200
"""Missing rows, and texts, that are looked at to tell whether a text names a row."""


def newly_written(field: str | None) -> pl.Expr:
    """Take what a row says in a field, where it did not say the same before; null where it says nothing new."""
    if field is None:
        return pl.lit(None, pl.String).alias(":explicación")
    text = pl.col(field)
    before = pl.col(f"{field}{BEFORE}").cast(pl.String)
    return pl.when(text.ne_missing(before)).then(text).alias(":explicación")


def explanation(beside: Beside, field: str | None, where: pl.Expr | None = None) -> str | None:
    """Find the first text of a field that its row, or one of some rows, did not have before; None if there is none."""
    return next(iter(_texts(beside, field, where)), None)


def naming(beside: Beside, field: str | None, keys: Sequence[tuple[str, ...]]) -> Mapping[tuple[str, ...], str]:
    """Map each of the keys that a newly written text names, all of its parts, to the first such text."""
    texts = {text: fold(text) for text in _texts(beside, field)[:ENOUGH]} if keys else {}
    found = {}
    for key in keys[:ENOUGH]:
        parts = [re.compile(rf"(?<!\w){re.escape(fold(part))}(?!\w)") for part in key]
        said = next((text for text, folded in texts.items() if all(part.search(folded) for part in parts)), None)
        if said is not None:
            found[key] = said
    return found


def _texts(beside: Beside, field: str | None, where: pl.Expr | None = None) -> Sequence[str]:
    if field is None:
        return ()
    asked = pl.lit(value=True) if where is None else where
    paired = beside.both.filter(asked).select(INDEX, newly_written(field))
    unpaired = beside.now.filter(asked).join(beside.both, on=INDEX, how="anti")
    alone = unpaired.select(INDEX, pl.col(field).alias(":explicación"))
    written = pl.concat([paired, alone]).sort(INDEX)[":explicación"]
    return written.drop_nulls().unique(maintain_order=True).to_list()
