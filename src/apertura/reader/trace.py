"""A row of a published table to the file, sheet and cells it came from; of a computed one, to the rows it rests on."""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from apertura.errors import UnknownRowError, UsageError
from apertura.reader.origin import Origin, Version, find
from apertura.release.files import COLUMNS, LINEAGE, SCHEMA

_SOURCE = "fuente"


@dataclass(frozen=True, slots=True)
class Procedencia:
    """Where a published row came from.

    Of a row that was handed in: the SHA-256 of the file, ``hoja`` its sheet (None in a csv), ``fila`` its row counted
    from 1, the body and the period it was handed in for, and ``celdas``, in which cell of that sheet the value of each
    field stands (``F12``): none of a field that the submission gave, nor of what was published before they were kept.
    Of a computed one: ``fuentes``, the rows it was computed from.
    """

    conjunto: str
    version: str
    clave: Mapping[str, str]
    archivo_sha256: str | None
    hoja: str | None
    fila: int | None
    organismo: str | None
    periodo: str | None
    fuentes: tuple["Procedencia", ...] = ()
    celdas: Mapping[str, str] = field(default_factory=dict)


def rastrear(
    conjunto: str,
    clave: Mapping[str, object] | Sequence[object] | str,
    version: str | None = None,
    *,
    origen: Origin | None = None,
    cache: Path | None = None,
) -> Procedencia:
    """Say where the row with this key came from, down to file, sheet and cells; of a computed row, all it rests on.

    ``clave`` gives each field of the primary key its value, by name or in the key's order; of a key of one field, the
    value alone will do. ``version``, ``origen`` and ``cache`` are those of ``abrir``. Raises UnknownRowError where no
    row has the key, UsageError where the key is not of the table's fields, and what ``abrir`` raises.
    """
    trace = _Trace(origen, cache)
    place = find(conjunto, version, origen, cache)
    return trace.of(place, _key(place, clave))


@dataclass(frozen=True, slots=True)
class _Lineage:
    """Rows of a lineage by key, each a row per source; ``names`` is the key, in order.

    ``columns`` gives the column of each field in a file and a sheet of it.
    """

    names: tuple[str, ...]
    rows: Mapping[tuple[str, ...], list[dict[str, str]]]
    columns: Mapping[tuple[str, str | None], Mapping[str, str]]


class _Trace:
    """Follows rows through versions, reading each lineage once."""

    def __init__(self, origin: Origin | None, cache: Path | None) -> None:
        self._origin = origin
        self._cache = cache
        self._read: dict[tuple[str, str], _Lineage] = {}

    def of(self, place: Version, key: Mapping[str, str]) -> Procedencia:
        lineage = self._lineage(place)
        rows = lineage.rows.get(tuple(key[name] for name in lineage.names))
        if rows is None:
            said = ", ".join(f"{name}={value}" for name, value in key.items())
            raise UnknownRowError(f"En {place.dataset} {place.number} no hay una fila con {said}.")
        if _SOURCE not in rows[0]:
            return _received(place, key, rows[0], lineage)
        sources = tuple(self._source(row) for row in rows)
        return Procedencia(place.dataset, place.number, key, None, None, None, None, None, sources)

    def _source(self, row: Mapping[str, str]) -> Procedencia:
        place = find(row[_SOURCE], row["fuente_version"], self._origin, self._cache)
        return self.of(place, json.loads(row["fuente_clave"]))

    def _lineage(self, place: Version) -> _Lineage:
        known = (place.dataset, place.number)
        if known not in self._read:
            self._read[known] = _lineage(place)
        return self._read[known]


def _received(place: Version, key: Mapping[str, str], row: Mapping[str, str], lineage: _Lineage) -> Procedencia:
    columns = lineage.columns.get((row["archivo_sha256"], row["hoja"]), {})
    return Procedencia(
        place.dataset,
        place.number,
        key,
        row["archivo_sha256"],
        row["hoja"],
        int(row["fila"]),
        row["entrega_garante"],
        row["entrega_periodo"],
        celdas={name: f"{column}{row['fila']}" for name, column in columns.items()},
    )


def _lineage(place: Version) -> _Lineage:
    frame = pl.read_csv(io.BytesIO(place.read(LINEAGE)), infer_schema=False)
    names = tuple(name for name in frame.columns if name in _key_names(place))
    rows: dict[tuple[str, ...], list[dict[str, str]]] = {}
    for row in frame.iter_rows(named=True):
        rows.setdefault(tuple(row[name] for name in names), []).append(row)
    return _Lineage(names, rows, _columns(place))


def _columns(place: Version) -> Mapping[tuple[str, str | None], Mapping[str, str]]:
    found: dict[tuple[str, str | None], dict[str, str]] = {}
    if place.has(COLUMNS):
        for sha256, sheet, name, column in pl.read_csv(place.read(COLUMNS), infer_schema=False).iter_rows():
            found.setdefault((sha256, sheet), {})[name] = column
    return found


def _key_names(place: Version) -> list[str]:
    names: list[str] = json.loads(place.read(SCHEMA))["primaryKey"]
    return names


def _key(place: Version, key: Mapping[str, object] | Sequence[object] | str) -> Mapping[str, str]:
    names = _key_names(place)
    if isinstance(key, Mapping):
        told: Mapping[str, object] = key
    else:
        values = [key] if isinstance(key, str) else list(key)
        told = dict(zip(names, values, strict=False)) if len(values) == len(names) else {}
    if set(told) != set(names):
        raise UsageError(f"La llave de {place.dataset} es {', '.join(names)}: dé un valor para cada campo.")
    return {name: str(told[name]) for name in names}
