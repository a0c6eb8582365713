"""Named ways of reading a cell, as column expressions; what a reading cannot read it leaves as written."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import polars as pl

from apertura.intake.dates import read_date, read_instant, read_serial
from apertura.intake.folding import folding
from apertura.intake.known import DIGITS
from apertura.intake.quantities import read_money, read_share, read_units
from apertura.model.definition import Catalogue, Definitions, Field
from apertura.model.text import fold

_INTEGER = r"^[-+]?[0-9]+$"
_NUMBER = r"^[-+]?[0-9]+(?:\.[0-9]+)?$"
# after a zero a comma parts no thousands: 0,450 is less than one
_GROUPED_INTEGER = r"^[-+]?[1-9][0-9]{0,2}(?:,[0-9]{3})+$"
_GROUPED = r"^[-+]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?$"
_KEY = re.compile(r"(\d+(?:\.\d+)*)[\s.\-]*([a-z])[\s).]*", re.ASCII | re.IGNORECASE)
_YES = ("si", "s", "x", "1", "verdadero", "v", "true", "yes")
_NO = ("no", "n", "0", "falso", "f", "false")
_YES_NO = dict.fromkeys(_YES, "true") | dict.fromkeys(_NO, "false")
_ITEMS = re.compile(r"\s*(?:;|\r?\n)\s*")


@dataclass(frozen=True, slots=True)
class Reference:
    """What readings look up: the workbook's epoch; bodies, periods and a field's options by their folded spellings.

    ``digits`` is how many a field's code has; None where it is no code of so many digits.
    """

    epoch: date
    bodies: Mapping[str, str]
    periods: Mapping[str, str]
    options: Mapping[str, str] = field(default_factory=dict)
    digits: int | None = None

    def of(self, target: Field, definitions: Definitions) -> "Reference":
        """Give what to look up for one field: its catalogue by key and label, its number of digits."""
        options = {} if target.vocabulary is None else _options(definitions.catalogues[target.vocabulary])
        digits = _digits(target.constraints.get("pattern"))
        return Reference(self.epoch, self.bodies, self.periods, options, digits)


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


def _fraccion(text: pl.Expr, _kind: pl.Expr, _reference: Reference) -> pl.Expr:
    return _each(text, read_share)


def _dinero(text: pl.Expr, _kind: pl.Expr, _reference: Reference) -> pl.Expr:
    return _each(text, read_money)


def _entero_con_unidad(text: pl.Expr, _kind: pl.Expr, reference: Reference) -> pl.Expr:
    return _entero(_all(text, read_units), _kind, reference)


def _fecha(text: pl.Expr, kind: pl.Expr, reference: Reference) -> pl.Expr:
    return pl.coalesce(read_serial(text, kind, reference.epoch), _each(text, read_date))


def _fecha_hora(text: pl.Expr, kind: pl.Expr, reference: Reference) -> pl.Expr:
    return pl.coalesce(read_serial(text, kind, reference.epoch), _each(text, read_instant))


def _si_no(text: pl.Expr, _kind: pl.Expr, _reference: Reference) -> pl.Expr:
    return _looked_up(text, _YES_NO)


def _catalogo(text: pl.Expr, _kind: pl.Expr, reference: Reference) -> pl.Expr:
    return _looked_up(text, reference.options)


def _clave_con_ceros(text: pl.Expr, _kind: pl.Expr, reference: Reference) -> pl.Expr:
    if reference.digits is None:
        return text
    return pl.when(text.str.contains(r"^[0-9]+$")).then(text.str.zfill(reference.digits)).otherwise(text)


def _lista(text: pl.Expr, _kind: pl.Expr, _reference: Reference) -> pl.Expr:
    return _each(text, lambda written: "; ".join(item for item in _ITEMS.split(written.strip()) if item))


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


@lru_cache(maxsize=1024)
def _digits(pattern: object) -> int | None:
    found = DIGITS.fullmatch(pattern) if isinstance(pattern, str) else None
    return int(found[1]) if found else None


@lru_cache(maxsize=256)
def _options(catalogue: Catalogue) -> Mapping[str, str]:
    key, label, *_ = catalogue.rows[0]
    return {folding(row[name]): row[key] for name in (label, key) for row in catalogue.rows}


def _each(text: pl.Expr, read: Callable[[str], str | None]) -> pl.Expr:
    """Read each distinct text of a column once; what ``read`` answers None to stays as it is."""

    def of_texts(texts: Sequence[str]) -> dict[str, str]:
        return {one: answer for one in texts if (answer := read(one)) is not None}

    return _all(text, of_texts)


def _all(text: pl.Expr, read: Callable[[Sequence[str]], Mapping[str, str]]) -> pl.Expr:
    """Read the distinct texts of a column together; what ``read`` does not answer stays as it is."""

    def of_column(texts: pl.Series) -> pl.Series:
        written: list[str | None] = texts.to_list()
        answers = read([one for one in dict.fromkeys(written) if one is not None])
        read_as = [None if one is None else answers.get(one) or one for one in written]
        return pl.Series(texts.name, read_as, dtype=pl.String)

    return text.map_batches(of_column, return_dtype=pl.String)


READINGS: Mapping[str, Reading] = {
    "texto": _texto,
    "entero": _entero,
    "numero": _numero,
    "porcentaje": _porcentaje,
    "fraccion": _fraccion,
    "dinero": _dinero,
    "entero_con_unidad": _entero_con_unidad,
    "fecha": _fecha,
    "fecha_hora": _fecha_hora,
    "si_no": _si_no,
    "catalogo": _catalogo,
    "lista": _lista,
    "clave": _clave,
    "clave_con_ceros": _clave_con_ceros,
    "organismo": _organismo,
    "periodo": _periodo,
}
