"""Named ways of reading a cell, as column expressions; what a reading cannot read it leaves as written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from apertura.intake.dates import read_date, read_instant, read_serial
from apertura.model.text import fold

_INTEGER = r"^[-+]?[0-9]+$"
_NUMBER = r"^[-+]?[0-9]+(?:\.[0-9]+)?$"
_GROUPED_INTEGER = r"^[-+]?[0-9]{1,3}(?:,[0-9]{3})+$"
_GROUPED = r"^[-+]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?$"
_KEY = re.compile(r"(\d+(?:\.\d+)*)[\s.\-]*([a-z])[\s).]*", re.ASCII | re.IGNORECASE)
_YES_NO = {"si": "true", "verdadero": "true", "true": "true", "no": "false", "falso": "false", "false": "false"}


@dataclass(frozen=True, slots=True)
class Reference:
    """What readings look up: the workbook's epoch; bodies and periods by their folded spellings."""

    epoch: date
    bodies: Mapping[str, str]
    periods: Mapping[str, str]


Reading = Callable[[pl.Expr, pl.Expr, Reference], pl.Expr]
"""Text and Kind of a column to its text as read."""


def _texto(text: pl.Expr, _kind: pl.Expr, _reference: Reference) -> pl.Expr:
    return text


def _entero(text: pl.Expr, _kind: pl.Expr, _reference: Reference) -> pl.Expr:
    return _numeral(text, text, _INTEGER, _GROUPED_INTEGER)


def _numero(text: pl.Expr, _kind: pl.Expr, _reference: Reference) -> pl.Expr:
    return _numeral(text, text.str.strip_prefix("$").str.strip_chars(), _NUMBER, _GROUPED)


def _porcentaje(text: pl.Expr, _kind: pl.Expr, _reference: Reference) -> pl.Expr:
    return _numeral(text, text.str.strip_suffix("%").str.strip_chars(), _NUMBER, _GROUPED)


def _numeral(text: pl.Expr, bare: pl.Expr, plain: str, grouped: str) -> pl.Expr:
    return (
        pl.when(bare.str.contains(plain))
        .then(bare)
        .when(bare.str.contains(grouped))
        .then(bare.str.replace_all(",", "", literal=True))
        .otherwise(text)
    )


def _fecha(text: pl.Expr, kind: pl.Expr, reference: Reference) -> pl.Expr:
    return pl.coalesce(read_serial(text, kind, reference.epoch), _each(text, read_date))


def _fecha_hora(text: pl.Expr, kind: pl.Expr, reference: Reference) -> pl.Expr:
    return pl.coalesce(read_serial(text, kind, reference.epoch), _each(text, read_instant))


def _si_no(text: pl.Expr, _kind: pl.Expr, _reference: Reference) -> pl.Expr:
    return _looked_up(text, _YES_NO)


def _clave(text: pl.Expr, _kind: pl.Expr, _reference: Reference) -> pl.Expr:
    return _each(text, _key)


def _key(text: str) -> str | None:
    found = _KEY.fullmatch(text)
    return f"{found[1]}.{found[2].lower()}" if found else None


def _organismo(text: pl.Expr, _kind: pl.Expr, reference: Reference) -> pl.Expr:
    return _looked_up(text, reference.bodies)


def _periodo(text: pl.Expr, _kind: pl.Expr, reference: Reference) -> pl.Expr:
    return _looked_up(text, reference.periods)


def _looked_up(text: pl.Expr, spellings: Mapping[str, str]) -> pl.Expr:
    return _each(text, lambda written: spellings.get(fold(written)))


def _each(text: pl.Expr, read: Callable[[str], str | None]) -> pl.Expr:
    """Read each distinct text of a column once; what ``read`` answers None to stays as it is."""

    def of_column(texts: pl.Series) -> pl.Series:
        written: list[str | None] = texts.to_list()
        answers: dict[str | None, str | None] = {one: read(one) or one for one in set(written) if one is not None}
        return pl.Series(texts.name, [answers.get(one) for one in written], dtype=pl.String)

    return text.map_batches(of_column, return_dtype=pl.String)


READINGS: Mapping[str, Reading] = {
    "texto": _texto,
    "entero": _entero,
    "numero": _numero,
    "porcentaje": _porcentaje,
    "fecha": _fecha,
    "fecha_hora": _fecha_hora,
    "si_no": _si_no,
    "clave": _clave,
    "organismo": _organismo,
    "periodo": _periodo,
}
