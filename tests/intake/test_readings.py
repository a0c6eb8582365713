"""Each reading: what it reads and as what; all else it leaves as written."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apertura.intake.readings import READINGS, Reference
from apertura.intake.spellings import bodies, periods
from apertura.model.definition import Definitions
from apertura.model.table import Kind

EPOCHS = (date(1899, 12, 30), date(1904, 1, 1))

READ = {
    "texto": [("  ya limpio", "  ya limpio"), ("1,234", "1,234")],
    "entero": [("12", "12"), ("-3", "-3"), ("1,234", "1234"), ("12,345,678", "12345678")],
    "numero": [
        ("12.50", "12.50"),
        ("$ 1,234.50", "1234.50"),
        ("$1,234.50", "1234.50"),
        ("1,234", "1234"),
        ("-0.5", "-0.5"),
    ],
    "porcentaje": [("45 %", "45"), ("45%", "45"), ("12.5 %", "12.5"), ("45", "45"), ("0.45", "0.45")],
    "fecha": [
        ("2024-03-15", "2024-03-15"),
        ("15/03/2024", "2024-03-15"),
        ("5/3/2024", "2024-03-05"),
        ("15-03-2024", "2024-03-15"),
        ("03/04/2024", "2024-04-03"),
        ("29/02/2024", "2024-02-29"),
        ("15/03/24", "2024-03-15"),
        ("5/3/95", "1995-03-05"),
        ("31.12.2024", "2024-12-31"),
        ("2024/3/5", "2024-03-05"),
        ("15-mar-2024", "2024-03-15"),
        ("15/Sept/24", "2024-09-15"),
        ("15 marzo 2024", "2024-03-15"),
        ("Viernes, 15 de marzo de 2024", "2024-03-15"),
        ("primero de enero de 2025", "2025-01-01"),
        ("1ro. de enero de 2025", "2025-01-01"),
        ("15 de marzo del año 2024", "2024-03-15"),
        ("2024-03-15T00:00:00", "2024-03-15"),
        ("15/03/2024 00:00", "2024-03-15"),
        ("15 de marzo de 2024", "2024-03-15"),
        ("15 DE MARZO DE 2024", "2024-03-15"),
        ("1 de  Septiembre del 2024", "2024-09-01"),
        ("1º de enero de 2025", "2025-01-01"),
    ],
    "fecha_hora": [
        ("30/01/2015 9:00 Horas", "2015-01-30T09:00:00"),
        ("30/01/2015 09:00:05", "2015-01-30T09:00:05"),
        ("2015-01-30T14:45:00", "2015-01-30T14:45:00"),
        ("15 de marzo de 2024 16:30 hrs.", "2024-03-15T16:30:00"),
        ("30/01/2015", "2015-01-30"),
        ("30/01/2015 9:00 p.m.", "2015-01-30T21:00:00"),
        ("30/01/2015, 12:05 AM", "2015-01-30T00:05:00"),
        ("30/01/2015 a las 9:00 hrs", "2015-01-30T09:00:00"),
    ],
    "fraccion": [
        ("0.45", "45"),
        ("0.07", "7"),
        ("1", "100"),
        ("0", "0"),
        ("0.125", "12.5"),
        ("45 %", "45"),
        ("0.5", "50"),
    ],
    "dinero": [
        ("$1,234.50", "1234.50"),
        ("$ 1,234.50 M.N.", "1234.50"),
        ("MXN 1234.5", "1234.5"),
        ("1,234 pesos", "1234"),
        ("-$50", "-50"),
        ("($1,200.00)", "-1200.00"),
        ("1234.50", "1234.50"),
    ],
    "entero_con_unidad": [
        ("17 días", "17"),
        ("1 dia", "1"),
        ("10 días hábiles", "10"),
        ("1,200 personas", "1200"),
        ("8", "8"),
    ],
    "catalogo": [("EN PROCESO", "en_proceso"), ("en_proceso", "en_proceso")],
    "lista": [("a; b ;c", "a; b; c"), ("a;;b;", "a; b"), ("a\nb", "a; b"), ("a, b", "a, b")],
    "clave_con_ceros": [("1", "01"), ("09", "09"), ("123", "123")],
    "si_no": [
        ("X", "true"),
        ("s", "true"),
        ("1", "true"),
        ("0", "false"),
        ("N", "false"),
        ("Sí", "true"),
        ("SI", "true"),
        ("no", "false"),
        ("Verdadero", "true"),
        ("FALSO", "false"),
    ],
    "clave": [
        ("1.1 a)", "1.1.a"),
        ("1.1.A", "1.1.a"),
        ("1.1.a", "1.1.a"),
        ("1.1a", "1.1.a"),
        ("4.1 - c).", "4.1.c"),
        ("1.1", "1.1"),
    ],
    "organismo": [("OG-03", "OG-03"), ("og-03", "OG-03"), ("ITAI  bcs", "OG-03")],
    "periodo": [
        ("2024-T1", "2024-T1"),
        ("T1 2024", "2024-T1"),
        ("1er trimestre 2024", "2024-T1"),
        ("1er. trimestre 2024", "1er. trimestre 2024"),
        ("Primer trimestre de 2024", "2024-T1"),
        ("TERCER  TRIMESTRE DEL 2024", "2024-T3"),
        ("4º trimestre de 2024", "2024-T4"),
    ],
}

LEFT = {
    "entero": ["12.5", "1,23", "0,450", "doce", "12 días", "1.234,5"],
    "numero": ["45,3", "1,23", "0,450", "012,345.6", "12 días", "1.234,50", "12,34,567", "$", "--5", "1e3"],
    "porcentaje": ["45,5 %", "0,450", "0,450 %", "% 45", "cuarenta", "%"],
    "fecha": [
        "31/06/2024",
        "29/02/2023",
        "32/12/2018",
        "12/31/2024",
        "01//01/2022",
        "15/03/20244",
        "2024-13-01",
        "15 de marzo",
        "13 DE DICIEMBRE",
        "15/03/2024 09:30",
        "15/03-2024",
        "2012-16-02T14:45:00",
        "15 de brumario de 2024",
        "2024",
        "41689",
        "15/03/2024 y 16/03/2024",
    ],
    "fecha_hora": [
        "30/01/2015 25:00",
        "30/01/2015 9:60",
        "31/06/2015 9:00",
        "07/29/13 09:00 AM",
        "30/01/2015 13:00 p.m.",
        "NO HUBO",
        "30/01/2015 (Parcial)",
    ],
    "si_no": ["quizá", "2", ""],
    "fraccion": ["45", "1.5", "-0.5", "1,5", "cuarenta"],
    "dinero": ["USD 100", "1.234,50", "45,3", "0,450", "$ 0,450", "012,345", "$", "mil pesos", "(-5)", "12,34.5"],
    "entero_con_unidad": ["0,450 días", "diez días", "12.5 días", "días", "12 a 15 días"],
    "catalogo": ["en marcha", "1"],
    "clave_con_ceros": ["1a", "01.5", ""],
    "clave": ["1.1.a y 1.1.b", "a)", "línea 1.1.a", "1,1 a"],
    "organismo": ["OG-3", "3", "instituto"],
    "periodo": ["T5 2024", "trimestre 2024", "1er trimestre", "T1 1824", "primer trimestre de 2024 (parcial)"],
}


@pytest.fixture(scope="module")
def reference(definitions: Definitions) -> Reference:
    fields = definitions.datasets["avance_linea_accion"].schema.field("estatus")
    known = Reference(EPOCHS[0], bodies(definitions), periods(definitions)).of(fields, definitions)
    return replace(known, digits=2)


def read(name: str, text: str | None, reference: Reference, kind: Kind = Kind.TEXT) -> str | None:
    frame = pl.DataFrame({"text": [text], "kind": [kind]}, schema={"text": pl.String, "kind": pl.UInt8})
    return frame.select(READINGS[name](pl.col("text"), pl.col("kind"), reference)).item()


def test_every_reading_is_listed_here() -> None:
    assert READ.keys() == READINGS.keys()


@pytest.mark.parametrize(("name", "written", "meant"), [(n, *pair) for n, pairs in READ.items() for pair in pairs])
def test_a_reading_reads(name: str, written: str, meant: str, reference: Reference) -> None:
    assert read(name, written, reference) == meant


@pytest.mark.parametrize(("name", "written"), [(name, text) for name, texts in LEFT.items() for text in texts])
def test_what_a_reading_cannot_read_stays_as_written(name: str, written: str, reference: Reference) -> None:
    assert read(name, written, reference) == written


@pytest.mark.parametrize("name", sorted(READINGS))
def test_a_missing_value_stays_missing(name: str, reference: Reference) -> None:
    assert read(name, None, reference) is None


@pytest.mark.parametrize(("name", "written"), [(name, pair[0]) for name, pairs in READ.items() for pair in pairs])
def test_reading_twice_is_reading_once(name: str, written: str, reference: Reference) -> None:
    once = read(name, written, reference)
    assert read(name, once, reference) == once


def test_every_alias_of_the_catalogue_names_its_body(definitions: Definitions, reference: Reference) -> None:
    assert {read("organismo", alias.upper(), reference) for alias in definitions.aliases} == set(
        definitions.aliases.values()
    )


def test_every_period_of_the_calendar_is_read_by_its_own_id(definitions: Definitions, reference: Reference) -> None:
    assert [read("periodo", id_, reference) for id_ in definitions.periods] == list(definitions.periods)


@given(day=st.dates(date(1990, 1, 1), date(2100, 12, 31)), epoch=st.sampled_from(EPOCHS))
@pytest.mark.parametrize("name", ["fecha", "fecha_hora"])
def test_a_serial_number_reads_back_as_the_day_it_stands_for(name: str, day: date, epoch: date) -> None:
    serial = str((day - epoch) // timedelta(days=1))
    assert read(name, serial, Reference(epoch, {}, {}), Kind.NUMBER) == day.isoformat()


@pytest.mark.parametrize("serial", ["32873", "73416", "41689.5", "2024", "-1", "0"])
def test_a_number_that_is_no_plausible_day_stays_a_number(serial: str) -> None:
    assert read("fecha", serial, Reference(EPOCHS[0], {}, {}), Kind.NUMBER) == serial


@given(day=st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_every_way_of_writing_a_day_gives_that_day(day: date) -> None:
    months = [
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ]
    ways = [
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day:%d.%m.%Y}",
        f"{day.day} {months[day.month - 1]} {day.year}",
        f"{day.day}-{months[day.month - 1][:3]}-{day.year}",
        f"{day.day} de {months[day.month - 1].title()} de {day.year}",
    ]
    assert {read("fecha", way, Reference(EPOCHS[0], {}, {})) for way in ways} == {day.isoformat()}


@given(day=st.dates(date(1990, 1, 1), date(2089, 12, 31)))
def test_a_year_of_two_digits_is_one_from_1990_to_2089(day: date) -> None:
    assert read("fecha", f"{day:%d/%m/%y}", Reference(EPOCHS[0], {}, {})) == day.isoformat()


@given(day=st.dates(date(1990, 1, 1), date(2089, 12, 31)), cut=st.integers(0, 9))
def test_no_other_text_made_of_a_date_is_another_date(day: date, cut: int) -> None:
    text = f"{day:%d/%m/%Y}"
    shorter = text[:cut] + text[cut + 1 :]
    given_back = read("fecha", shorter, Reference(EPOCHS[0], {}, {}))
    if given_back != shorter:
        day_, month, year = (int(part) for part in shorter.split("/"))
        assert (day_, month) == (int(given_back[8:]), int(given_back[5:7]))
        assert year in (int(given_back[:4]), int(given_back[2:4]))


@given(percent=st.integers(0, 10_000))
def test_a_fraction_is_its_percentage_digit_by_digit(percent: int) -> None:
    fraction, meant = Decimal(percent) / 10_000, Decimal(percent) / 100
    assert Decimal(read("fraccion", f"{fraction:f}", Reference(EPOCHS[0], {}, {}))) == meant


@given(amount=st.decimals(-(10**12), 10**12, places=2, allow_nan=False), sign=st.sampled_from(["$", "", "MXN ", "$ "]))
def test_an_amount_written_as_excel_shows_it_keeps_its_value(amount: Decimal, sign: str) -> None:
    shown = f"{'-' if amount < 0 else ''}{sign}{abs(amount):,.2f}"
    assert Decimal(read("dinero", shown, Reference(EPOCHS[0], {}, {}))) == amount


@given(number=st.integers(0, 10**9), unit=st.sampled_from(["días", "personas", "h", "días hábiles", "Hrs."]))
def test_a_number_with_its_unit_is_the_number(number: int, unit: str) -> None:
    assert read("entero_con_unidad", f"{number:,} {unit}", Reference(EPOCHS[0], {}, {})) == str(number)


def test_two_units_in_one_column_are_left_as_written() -> None:
    texts = ["17 días", "2 meses", "1 día"]
    frame = pl.DataFrame({"text": texts, "kind": [Kind.TEXT] * 3}, schema={"text": pl.String, "kind": pl.UInt8})
    reference = Reference(EPOCHS[0], {}, {})
    assert (
        frame.select(READINGS["entero_con_unidad"](pl.col("text"), pl.col("kind"), reference))["text"].to_list()
        == texts
    )


@given(items=st.lists(st.text("abc ", min_size=1).filter(str.strip), max_size=5))
def test_a_list_keeps_its_items_in_order(items: list[str]) -> None:
    given_back = read("lista", ";".join(items) or None, Reference(EPOCHS[0], {}, {}))
    assert (given_back.split("; ") if given_back else []) == [item.strip() for item in items]
