"""Changed cells and the lineages of both versions to why each changed: the hand-in or the sources it comes from."""

from collections.abc import Mapping, Sequence

import polars as pl

from apertura.release.cell_changes import ACTION, ADDED, CORRECTED, REMOVED
from apertura.release.phrases import listing, say

REASON = "motivo"
_DIGITS = 12
"""Digits of a SHA-256 that name a file among those of a catalogue; the lineage has all."""

Key = tuple[str | None, ...]


def with_reasons(cells: pl.DataFrame, before: pl.DataFrame, after: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """Add ``motivo`` to the table of ``cell_changes``: a Spanish sentence with body, period and file, or the sources.

    Of a row removed it says whose it was; ``before`` and ``after`` are the lineages of the two versions, as text.
    """
    wanted = set(cells.select(key).iter_rows())
    old, new = _origins(before, key, wanted), _origins(after, key, wanted)
    said = [
        _said(action, (old if action == REMOVED else new)[tuple(values)])
        for *values, action in cells.select(*key, ACTION).iter_rows()
    ]
    return cells.with_columns(pl.Series(REASON, said, dtype=pl.String))


def _origins(lineage: pl.DataFrame, key: Sequence[str], wanted: set[Key]) -> Mapping[Key, list[dict[str, str]]]:
    found: dict[Key, list[dict[str, str]]] = {}
    for row in lineage.iter_rows(named=True):
        values = tuple(row[name] for name in key)
        if values in wanted:
            found.setdefault(values, []).append(row)
    return found


def _said(action: str, origins: Sequence[Mapping[str, str]]) -> str:
    first = origins[0]
    if "fuente" in first:
        sources = dict.fromkeys(f"{each['fuente']} {each['fuente_version']}" for each in origins)
        return say("cell.computed", sources=listing(list(sources)))
    phrase = {ADDED: "cell.added", CORRECTED: "cell.corrected", REMOVED: "cell.removed"}[action]
    file = first["archivo_sha256"][:_DIGITS]
    return say(phrase, body=first["entrega_garante"], period=first["entrega_periodo"], file=file)
