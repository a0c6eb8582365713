"""Each compiled check broken on purpose, and the comparison with frictionless seen to notice."""

import json
import operator
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from apertura.validation.tableschema import compile as compile_module
from apertura.validation.tableschema import masks
from apertura.validation.tableschema.mask import Mask
from apertura.validation.tableschema.scan import csv_file, quick
from apertura.validation.tableschema.stream import cells, check, columns, findings, key_texts, references, repeats
from apertura.validation.tableschema.stream.key_texts import KeyColumn
from tests.validation.oracle.battery import battery
from tests.validation.oracle.hostile import SPELLINGS
from tests.validation.oracle.verdicts import ours, theirs

Case = tuple[dict[str, Any], bytes]
Break = Callable[[pytest.MonkeyPatch], None]

CORPUS = sorted((Path(__file__).parents[1] / "validation" / "corpus").glob("*.csv"))
YES = pl.lit(True)


def careless(mask: Callable[..., Mask]) -> Callable[..., Mask]:
    """A mask that takes every text for sure."""
    return lambda field, text: replace(mask(field, text), shaped=text.is_not_null())


def item(mapping: Any, key: str, value: object) -> Break:
    return lambda patch: patch.setitem(mapping, key, value)


def name(module: Any, attribute: str, value: object) -> Break:
    return lambda patch: patch.setattr(module, attribute, value)


def wrapped(module: Any, attribute: str, around: Callable[[Any], Any]) -> Break:
    return name(module, attribute, around(getattr(module, attribute)))


def blind(own: Callable[[Any], pl.Expr]) -> Callable[[Any], pl.Expr]:
    return lambda column: own(replace(column, missing=()))


def literal(own: Callable[..., Any]) -> Callable[..., Any]:
    return lambda field, text, value: replace(own(field, text, value), stored=None, key=text)


MASKS = {
    f"mask of {type_}": (type_, item(masks.MASKS, type_, careless(mask)))
    for type_, mask in masks.MASKS.items()
    # every text is one of these
    if type_ not in ("any", "string")
}
CONSTRAINTS = {
    "enum": ("string", item(compile_module.CONSTRAINTS, "enum", lambda *_: YES)),
    "pattern": ("string", item(compile_module.CONSTRAINTS, "pattern", lambda *_: YES)),
    "pattern without its end": (
        "string",
        wrapped(compile_module, "translate", lambda own: lambda text: (own(text) or "$").removesuffix("$)") + ")"),
    ),
    "minLength": ("string", item(compile_module.CONSTRAINTS, "minLength", lambda *_: YES)),
    "maxLength": ("string", item(compile_module.CONSTRAINTS, "maxLength", lambda *_: YES)),
    "length of a list": ("list", item(compile_module.CONSTRAINTS, "minLength", lambda *_: YES)),
    "an option that no expression reads": ("boolean", name(compile_module, "UNSURE", YES)),
    "a bound that no expression reads": ("integer", name(compile_module, "UNSURE", YES)),
    **{
        f"{bound} of {type_}": (type_, item(compile_module.BOUNDS, bound, lambda *_: YES))
        for bound in compile_module.BOUNDS
        for type_ in ("integer", "number", "date", "year", "yearmonth", "datetime", "time")
    },
    "exclusiveMinimum taken for minimum": (
        "integer", item(compile_module.BOUNDS, "exclusiveMinimum", operator.ge)),
    "exclusiveMaximum taken for maximum": (
        "integer", item(compile_module.BOUNDS, "exclusiveMaximum", operator.le)),
}  # fmt: skip
FORMATS = {
    f"format {format_}": ("string", item(masks.STRING_SHAPES, format_, ".")) for format_ in masks.STRING_SHAPES
} | {
    "the day in its month": ("date", name(masks, "ISO_DAY", "[0-9]{4}-[0-9]{2}-[0-9]{2}")),
    "the day first in its month": ("date", name(masks, "DAY_FIRST", "^[0-9]{2}/[0-9]{2}/[0-9]{4}$")),
    "the leap years": ("date", name(masks, "ISO_DAY", f"(?:{masks.ISO_DAY}|[0-9]{{4}}-02-29)")),
    "the hours of a day": ("time", name(masks, "CLOCK", "[0-9]{2}:[0-9]{2}:[0-9]{2}")),
    "the points of the globe": ("geopoint", name(masks, "POINT", "^-?[0-9.]+,-?[0-9.]+$")),
    "the kinds of duration": ("duration", name(masks, "DURATION", "^P?[0-9A-Z]*$")),
    "the items of a list": ("list", item(masks.ITEMS, "integer", "[^,]*")),
    "the words for true": ("boolean", name(masks, "TRUE_VALUES", (*masks.TRUE_VALUES, "tRUE"))),
    "missing words": ("any", wrapped(columns, "is_missing", blind)),
    "missing words, all of them": ("any", wrapped(columns, "is_missing", lambda own: lambda column: own(column) | YES)),
    "unique over texts": ("number", wrapped(
        key_texts, "fit", literal)),
    "unique over NaN": ("number", name(key_texts, "UNEQUAL", "")),
}  # fmt: skip


def first_letters(values: Mapping[str, KeyColumn]) -> dict[str, KeyColumn]:
    return {name: KeyColumn(column.texts.str.head(1)) for name, column in values.items()}


def uncompiled(plant: Callable[[pytest.MonkeyPatch], None]) -> Callable[[pytest.MonkeyPatch], None]:
    """Plant in what cuts records where no compiler was found."""

    def planted(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(csv_file, "cut", lambda *_: None)
        plant(monkeypatch)

    return planted


FILES = {
    "records cut without an account": uncompiled(
        name(csv_file, "quick", lambda block, _, *how: quick.parse(block, *how))
    ),
    "a blank line of one column": uncompiled(name(quick, "_blank_line", lambda _: False)),
    "records as wide as expected": name(csv_file, "_uneven", lambda *_: None),
    "keys that only rise": name(repeats.Repeats, "_above", lambda *_: True),
    "what is sure and means no value": wrapped(
        columns, "_apart", lambda own: lambda *of: dict.fromkeys(own(*of), True)
    ),
    "records too short": wrapped(cells, "_uneven", lambda own: lambda *_: iter(())),
    "records without a value": wrapped(
        findings, "faults", lambda own: lambda *of: (it for it in own(*of) if it.cause.type != "blank-row")
    ),
    "labels": wrapped(check, "read_header", lambda own: lambda *of: replace(own(*of), found=())),
    "repeats": name(repeats.Repeats, "found", lambda *_: iter(())),
    "a missing value in a primary key": wrapped(
        findings, "Key", lambda own: lambda fields, cause, null=False: own(fields, cause)
    ),
    "references": name(references.Reference, "lost", lambda *_: iter(())),
    "references missing in part": wrapped(references, "_texts", lambda own: lambda keys: own(keys).fill_null("")),
    "what is compared again": wrapped(
        findings, "_again", lambda own: lambda *of: ((rows, first_letters(values)) for rows, values in own(*of))
    ),
}


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str | None], list[tuple[Case, object]]]:
    """What frictionless says of the battery of a type, or of the corpus; asked once."""
    known: dict[str | None, list[tuple[Case, object]]] = {}
    folder = tmp_path_factory.mktemp("theirs")

    def ask(type_: str | None) -> list[tuple[Case, object]]:
        if type_ not in known:
            known[type_] = [(case, theirs(case[1], case[0], folder)) for case in cases(type_)]
        return known[type_]

    return ask


def cases(type_: str | None) -> Iterator[Case]:
    if type_ is not None:
        yield from battery(type_)
        return
    for path in CORPUS:
        yield json.loads(path.with_suffix(".json").read_text(encoding="utf-8")), path.read_bytes()


def noticed(judged: list[tuple[Case, object]], folder: Path) -> bool:
    return any(ours(data, schema, folder) != verdict for (schema, data), verdict in judged)


@pytest.mark.parametrize("type_", SPELLINGS)
def test_nothing_is_noticed_where_nothing_is_broken(type_: str, verdicts: Any, tmp_path: Path) -> None:
    assert not noticed(verdicts(type_), tmp_path)


@pytest.mark.parametrize("broken", [*MASKS, *CONSTRAINTS, *FORMATS])
def test_a_broken_check_of_cells_is_noticed(
    broken: str, verdicts: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_, plant = {**MASKS, **CONSTRAINTS, **FORMATS}[broken]
    judged = verdicts(type_)
    plant(monkeypatch)
    assert noticed(judged, tmp_path)


@pytest.mark.parametrize("broken", FILES)
def test_a_broken_check_of_files_is_noticed(
    broken: str, verdicts: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged = verdicts(None)
    assert not noticed(judged, tmp_path)
    FILES[broken](monkeypatch)
    assert noticed(judged, tmp_path)
