"""Each way of reading broken on purpose, one at a time, and a story of the corpus seen to notice."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from apertura.intake import (
    apart,
    cells,
    checks,
    columns,
    context,
    dates,
    delimited,
    encoding,
    find,
    levels,
    normalise,
    quantities,
    readings,
    remarks,
    workbook,
)
from apertura.intake.sheet import NO_MARKS
from apertura.model.definition import Definitions
from tests.corpus.judged import judged
from tests.corpus.stories import STORIES

# the room's public function has its module's name
intake_module, read_module = (import_module(f"apertura.intake.{name}") for name in ("intake", "read"))

EXPECTED = Path(__file__).parent / "expected"
Break = Callable[[pytest.MonkeyPatch], None]


def reading(name: str, broken: Callable[..., pl.Expr]) -> Break:
    return lambda patch: patch.setitem(readings.READINGS, name, broken)


def name(module: Any, attribute: str, value: object) -> Break:
    return lambda patch: patch.setattr(module, attribute, value)


def as_written(text: pl.Expr, _kind: pl.Expr, _reference: object) -> pl.Expr:
    return text


def each(read: Callable[[str], str | None]) -> Callable[..., pl.Expr]:
    return lambda text, _kind, _reference: readings._each(text, read)


def month_first(text: str) -> str | None:
    both = dates.both_ways(text)
    return both[1] if both else dates.read_date(text)


def shifted(text: pl.Expr, kind: pl.Expr, reference: Any) -> pl.Expr:
    return pl.coalesce(
        dates.read_serial(text, kind, reference.epoch + timedelta(days=1)), readings._each(text, dates.read_date)
    )


def nothing(*_: object, **__: object) -> tuple[()]:
    return ()


def whole_day(text: str) -> str | None:
    instant = dates.read_instant(text)
    return instant[:10] if instant else None


def any_unit(texts: Any) -> dict[str, str]:
    found = {text: quantities._WITH_UNIT.fullmatch(text) for text in texts}
    return {text: match["number"].replace(",", "") for text, match in found.items() if match}


def no_marks(field: str) -> Break:
    def broken(admitted: Any) -> Any:
        from dataclasses import replace

        from apertura.intake.marks import marks

        return [replace(one, **{field: getattr(NO_MARKS, field)}) for one in marks(admitted)]

    return name(workbook, "marks", broken)


READ: dict[str, tuple[str, Break]] = {
    "texto in capitals": ("espacios", reading("texto", lambda text, _k, _r: text.str.to_uppercase())),
    "entero keeps its commas": ("asistentes-con-miles", reading("entero", as_written)),
    "numero keeps its sign of money": ("dinero-como", reading("numero", as_written)),
    "numero takes a comma for a point": (
        "horas", reading("numero", lambda text, _k, _r: text.str.replace(",", ".", literal=True))),
    "porcentaje keeps its sign": ("porcentaje-con-signo", reading("porcentaje", as_written)),
    "porcentaje guesses fractions": (
        "porcentaje-como", name(checks, "_fractions", lambda feed, number: pl.lit(value=False))),
    "fraccion is left": ("fraccion", reading("fraccion", as_written)),
    "fraccion in binary": (
        "fraccion", reading("fraccion", each(lambda text: str(float(text) * 100) if "%" not in text else text))),
    "fraccion takes 45 for 45 %": ("fraccion-que", name(checks, "_shares", nothing)),
    "dinero loses what is below zero": ("dinero-entre", reading("dinero", each(
        lambda text: (quantities.read_money(text) or text).lstrip("-")))),
    "dinero takes any currency": ("dinero-en-dol", reading("dinero", each(
        lambda text: quantities.read_money(text.replace("USD", "").replace("US", ""))))),
    "dinero tells nothing": ("dinero-con", name(normalise, "changes", nothing)),
    "entero_con_unidad mixes units": ("entero-con-dos", name(readings, "read_units", any_unit)),
    "entero_con_unidad keeps its units": ("entero-con-unidad", name(readings, "read_units", lambda texts: {})),
    "fecha with the month first": ("fecha-", reading("fecha", each(month_first))),
    "fecha counts days from the day after": ("fecha-serie", reading("fecha", shifted)),
    "fecha knows one calendar": ("fecha-calendario", reading("fecha", lambda text, kind, reference: readings._fecha(
        text, kind, readings.Reference(dates.date(1899, 12, 30), {}, {})))),
    "fecha loses its hour": ("fecha-con-hora", reading("fecha", each(whole_day))),
    "fecha takes two digits for years of this century": ("fecha-dos-cifras", name(dates, "_PIVOT", 100)),
    "fecha tells nobody of two digits": ("fecha-dos-cifras", name(checks, "SHORT_YEAR", "^$")),
    "fecha does not ask": ("fechas-ambiguas", name(checks, "both_ways", lambda text: None)),
    "fecha knows no months": ("fecha-larga", name(dates, "month_numbers", dict)),
    "fecha_hora loses its hour": ("audiencia", reading("fecha_hora", each(whole_day))),
    "si_no takes X for no": ("si-no", name(readings, "_YES_NO", readings._YES_NO | {"x": "false"})),
    "si_no is left": ("si-no", reading("si_no", as_written)),
    "catalogo is left": ("catalogo-declarado", reading("catalogo", as_written)),
    "lista splits commas too": ("lista-con-punto", name(readings, "_ITEMS", readings.re.compile(r"\s*[;,\n]\s*"))),
    "clave is left": ("linea-con", reading("clave", as_written)),
    "clave_con_ceros is left": ("clave-con", reading("clave_con_ceros", as_written)),
    "clave_con_ceros puts too many": ("clave-con", reading(
        "clave_con_ceros", lambda text, _k, reference: text.str.zfill(7))),
    "organismo is left": ("organismo", reading("organismo", as_written)),
    "periodo is left": ("organismo-y", reading("periodo", as_written)),
    "organismo tells another thing": ("organismo-dis", name(
        context, "_CODES", dict.fromkeys(("garante", "period"), "periodo-distinto"))),
}  # fmt: skip
FOUND: dict[str, tuple[str, Break]] = {
    "errors are texts": ("error-", name(columns, "_ERROR", readings.re.compile("(?!)"))),
    "odd blanks stay": ("espacio-duro", name(cells, "_ODD_BLANK", "(?:\u3000)")),
    "invisible signs stay": ("signos-invisibles", name(cells, "_plain", lambda text: text.str.strip_chars())),
    "hidden rows are not told": ("filas-ocultas", no_marks("hidden_rows")),
    "hidden columns are not told": ("columna-oculta", no_marks("hidden_columns")),
    "merged cells are one": ("estatus-combinado", no_marks("merged")),
    "formulas without a result are blank": ("formula-sin", no_marks("uncomputed")),
    "merged numbers are spread": ("avance-combinado", name(cells, "_NUMERIC", frozenset())),
    "headings are one row": ("dos-niveles", name(find, "_wider", nothing)),
    "headings are never cut": ("encabezado-partido", name(find, "_cut", nothing)),
    "corners are headings": ("titulo-en-la-columna", name(find, "_within", lambda over, row: over)),
    "a blank over a text is blank": ("dos-niveles-decl", name(levels, "_lean_left", nothing)),
    "other tables are rows": ("otra-tabla-conocida", name(find, "_others", nothing)),
    "blocks apart are rows": ("otra-tabla-debajo", name(normalise, "strangers", nothing)),
    "repeated headings are rows": ("encabezados-repetidos", name(
        apart, "_repeated", lambda clean, headings: pl.repeat(value=False, n=clean.height, eager=True))),
    "titles of sections are rows": ("meses", name(apart, "_is_section", lambda *_, **__: False)),
    "any lone text is a title": ("texto-solo", name(
        apart, "_is_section", lambda texts, merged: sum(text is not None for text in texts) == 1)),
    "totals are rows": ("total-al-pie", name(apart, "_marked", nothing)),
    "examples are rows": ("fila-de-ejemplo", name(apart, "_is_example", lambda texts: False)),
    "what is aside is not told": ("notas-al-pie", name(remarks.Remarks, "all", nothing)),
    "macros are not told": ("libro-con-macros", name(read_module, "macros", lambda admitted: False)),
    "ragged rows are not told": ("csv-celdas", name(intake_module, "ragged", nothing)),
    "commas alone divide": ("csv-punto", name(delimited, "_DELIMITERS", ",")),
    "accents read twice stay": ("csv-acentos-dos", name(delimited, "mend", lambda text: text)),
    "Macintosh letters are Windows'": ("csv-mac", name(
        encoding, "_one_byte", lambda content: encoding._sound(content, "cp1252", "cp1252"))),
    "lost letters pass": ("csv-acentos-a-medias", name(encoding, "_LOST", readings.re.compile("(?!)"))),
    "two encodings are not told apart": ("csv-mezclado", name(encoding, "_mixed", lambda content: None)),
    "UTF-16 needs a mark": ("csv-utf16-sin", name(encoding, "wide", lambda content: None)),
    "lines are rows": ("csv-celdas-de-menos-tras", name(
        delimited, "_records", partial(lambda own, *args: (lambda rows, lines: (rows, list(range(1, len(rows) + 1))))(
            *own(*args)), delimited._records))),
}  # fmt: skip


@pytest.fixture
def remembering_nothing() -> Iterator[None]:
    """What is worked out once for a layout is worked out again, before and after something is broken."""
    checks.reading_checks.cache_clear()
    yield
    checks.reading_checks.cache_clear()


@pytest.mark.usefixtures("remembering_nothing")
@pytest.mark.parametrize("broken", [*READ, *FOUND])
def test_a_story_notices(broken: str, definitions: Definitions, monkeypatch: pytest.MonkeyPatch) -> None:
    beginning, break_it = (READ | FOUND)[broken]
    stories = [story for name_, story in sorted(STORIES.items()) if name_.startswith(beginning)]
    files = [(story, story.make()) for story in stories]
    break_it(monkeypatch)
    noticed = []
    for story, content in files:
        expected = (EXPECTED / f"{story.name}.txt").read_text(encoding="utf-8")
        try:
            told = judged(story, content, definitions)
        except Exception as error:  # noqa: BLE001 - a reading that no longer works is noticed too
            told = repr(error)
        if told != expected:
            noticed.append(story.name)
            break
    assert noticed


def test_every_reading_is_broken_here() -> None:
    assert {broken.split()[0] for broken in READ} == set(readings.READINGS)
