"""Each reading: what it reads and as what; all else it leaves as written."""

from datetime import date, timedelta

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
    ],
    "si_no": [("Sí", "true"), ("SI", "true"), ("no", "false"), ("Verdadero", "true"), ("FALSO", "false")],
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
    "entero": ["12.5", "1,23", "doce", "12 días", "1.234,5"],
    "numero": ["45,3", "1,23", "12 días", "1.234,50", "12,34,567", "$", "--5", "1e3"],
    "porcentaje": ["45,5 %", "% 45", "cuarenta", "%"],
    "fecha": [
        "31/06/2024",
        "29/02/2023",
        "32/12/2018",
        "12/31/2024",
        "01//01/2022",
        "15/03/24",
        "15/03/20244",
        "2024-13-01",
        "15 de marzo",
        "15 de brumario de 2024",
        "2024",
        "41689",
        "15/03/2024 y 16/03/2024",
    ],
    "fecha_hora": ["30/01/2015 25:00", "30/01/2015 9:60", "31/06/2015 9:00", "NO HUBO", "30/01/2015 (Parcial)"],
    "si_no": ["X", "quizá", "1", ""],
    "clave": ["1.1.a y 1.1.b", "a)", "línea 1.1.a", "1,1 a"],
    "organismo": ["OG-3", "3", "instituto"],
    "periodo": ["T5 2024", "trimestre 2024", "1er trimestre", "T1 1824", "primer trimestre de 2024 (parcial)"],
}


@pytest.fixture(scope="module")
def reference(definitions: Definitions) -> Reference:
    return Reference(EPOCHS[0], bodies(definitions), periods(definitions))


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
        f"{day.day} de {months[day.month - 1].title()} de {day.year}",
    ]
    assert {read("fecha", way, Reference(EPOCHS[0], {}, {})) for way in ways} == {day.isoformat()}
