import random
import re
from collections.abc import Mapping
from decimal import Decimal

import polars as pl
import pytest
from frictionless import Schema
from frictionless.schema import Field as FrictionlessField

from apertura.validation.tableschema.compile import compile_field
from apertura.validation.tableschema.pattern import translate
from tests.validation.tabling import field

SPELLINGS = 3000

# Descriptor, the characters (or pieces) its texts are made of, and the least share of valid texts the mask must keep:
# a mask that never says yes is sound and useless.
FIELDS: list[tuple[dict[str, object], str | list[str], float]] = [
    ({"type": "integer", "constraints": {"minimum": -5, "maximum": "50"}}, "0123456789+-_ .e,٣", 0.3),
    ({"type": "integer", "constraints": {"enum": [1, "12", 50]}}, "0125+- ", 0.3),
    ({"type": "integer", "constraints": {"exclusiveMinimum": 4, "exclusiveMaximum": 70}}, "0123456789+-_\n", 0.3),
    ({"type": "number", "constraints": {"minimum": "0", "maximum": 100}}, "0123456789+-_.eE nainfNAIN,", 0.3),
    ({"type": "number", "apertura:decimales": 2, "constraints": {"exclusiveMinimum": 0.05}}, "0123456789.-", 0.3),
    ({"type": "number", "apertura:decimales": 0, "constraints": {"enum": [1, "20"]}}, "012.-", 0.2),
    ({"type": "number", "decimalChar": ",", "bareNumber": False}, "0123456789,.%-+ $e", 0.05),
    ({"type": "number", "groupChar": ",", "constraints": {"minimum": 1}}, "0123456789,.-+ e_", 0.2),
    ({"type": "number", "groupChar": ".", "decimalChar": ","}, "0123456789,.-+ e_", 0.2),
    ({"type": "number", "groupChar": "-"}, "0123456789.-", 0.0),
    ({"type": "number", "floatNumber": True}, "0123456789.-e", 0.0),
    ({"type": "year", "constraints": {"minimum": "2019", "exclusiveMaximum": 2030}}, "0123 +-٣", 0.3),
    ({"type": "boolean", "trueValues": ["Sí", "Si"], "falseValues": ["No", "Si"]},
     ["Sí", "Si", "No", "si", "Sí ", " No", "Si\u0301", "1", "true"], 0.9),
    ({"type": "boolean"}, ["true", "TRUE", "True", "1", "0", "false", "tRUE", " 1"], 0.9),
    ({"type": "string", "constraints": {"pattern": r"AV-\d{3}"}}, "AV-0123\n٣ ", 0.1),
    ({"type": "string", "constraints": {"pattern": r"a|^b[^\s]+$"}}, "ab \n\x1c\u00a0", 0.5),
    ({"type": "string", "constraints": {"pattern": r"[A-Za-z\s]+(-\w)?.?"}}, "aÑ -_\n\x1f", 0.1),
    ({"type": "string", "constraints": {"pattern": r"(?P<x>a)\b"}}, "ab ", 0.0),
    ({"type": "string", "constraints": {"minLength": 2, "maxLength": 4}}, "añ\u0303 \nb", 0.9),
    ({"type": "string", "constraints": {"enum": ["SE", "SRE"]}}, "SER -", 0.9),
    ({"type": "string", "format": "uuid"}, "0a-", 0.0),
]  # fmt: skip
DATES: list[tuple[dict[str, object], str]] = [
    ({"type": "date", "constraints": {"minimum": "2019-01-01", "maximum": "2030-12-31"}}, "{y}-{m}-{d}"),
    ({"type": "date", "format": "%Y-%m-%d", "constraints": {"enum": ["2024-01-30", "2024-12-01"]}}, "{y}-{m}-{d}"),
    ({"type": "date", "format": "%d/%m/%Y", "constraints": {"exclusiveMaximum": "30/01/2024"}}, "{d}/{m}/{y}"),
    ({"type": "date", "format": "%y%m%d"}, "{y}{m}{d}"),
    ({"type": "yearmonth", "constraints": {"minimum": "2019-02", "exclusiveMaximum": "2024-12"}}, "{y}-{m}"),
]


@pytest.mark.parametrize(("descriptor", "alphabet", "kept"), FIELDS)
def test_what_a_mask_calls_sure_frictionless_reads_alike(
    descriptor: dict[str, object], alphabet: str | list[str], kept: float
) -> None:
    chance = random.Random(7)
    pieces = [*alphabet, ""] if isinstance(alphabet, list) else list(alphabet)
    length = 2 if isinstance(alphabet, list) else 6
    texts = {"".join(chance.choices(pieces, k=chance.randint(1, length))) for _ in range(SPELLINGS)}
    valid, sure = _assert_sound(descriptor, sorted(texts))
    assert sure >= kept * valid


@pytest.mark.parametrize(("descriptor", "shape"), DATES)
def test_what_a_mask_calls_sure_of_a_date_frictionless_reads_alike(descriptor: dict[str, object], shape: str) -> None:
    chance = random.Random(7)
    years = ["2024", "2019", "2018", "2031", "24", "0000", "0001", "9999", "+2024", " 2024", "20240", "٢٠٢٤"]
    months = ["01", "1", "13", "02", "12", "00", " 1", "2"]
    days = ["01", "1", "30", "31", "29", "32", "00", " 5", "5 "]
    ends = ["", "", "", " ", "\n", "T00:00"]
    texts = {
        shape.format(y=chance.choice(years), m=chance.choice(months), d=chance.choice(days)) + chance.choice(ends)
        for _ in range(SPELLINGS)
    }
    _assert_sound(descriptor, sorted(texts))


@pytest.mark.parametrize("format_", ["email", "uri"])
def test_what_a_mask_calls_sure_of_an_address_frictionless_reads_alike(format_: str) -> None:
    chance = random.Random(7)
    beginnings = ["", "http://", "https://", "http:", "www.", "ftp://", "a@", "a.b+c@", "ñ@", "a@@", '"a b"@', ".a@"]
    middles = ["a", "á", "a b", "[", "]", "%", "#", "?", ":80", "/", "..", "-", "_", "a.b", "\x1c", "\n", "\u00a0"]
    ends = ["", ".mx", ".m", ".MX ", ".1x", ".museum", "/x?y=1#z", ".x-y", "@b.mx"]
    texts = {
        chance.choice(beginnings) + "".join(chance.choices(middles, k=chance.randint(0, 3))) + chance.choice(ends)
        for _ in range(SPELLINGS)
    }
    valid, sure = _assert_sound({"type": "string", "format": format_}, sorted(texts - {""}))
    assert sure > 0.02 * valid


@pytest.mark.parametrize(
    "pattern",
    ["a++", "a*?", "(?i)a", r"\bx", "[^\\d]", "a{,3}", "[a&&b]", "(?=a)a", r"(a)\1", "[[:alpha:]]", "x{1}{2}", "a)(b"],
)
def test_a_pattern_that_the_two_engines_may_read_differently_is_not_translated(pattern: str) -> None:
    assert translate(pattern) is None


def test_translated_patterns_match_only_what_python_matches() -> None:
    chance = random.Random(7)
    pieces = ["a", "b", ".", r"\d", r"\s", r"\S", r"\w", "[ab]", "[^a]", r"[^\s]", "(", "(?:", ")", "|", "^", "$", "*",
              "+", "?", "{2}", "{0,2}", "-", r"\.", "[a-c0-9]", " "]  # fmt: skip
    texts = ["".join(chance.choices("ab. 1٣-\n\x1c_", k=chance.randint(0, 5))) for _ in range(200)]
    tried = 0
    for _ in range(1500):
        pattern = "".join(chance.choices(pieces, k=chance.randint(1, 6)))
        ours = translate(pattern)
        matched = pl.Series(texts).str.contains(ours, strict=False) if ours is not None else None
        if matched is None or matched.null_count():
            continue
        theirs = re.compile(f"^{pattern}$")
        tried += 1
        assert [text for text in pl.Series(texts).filter(matched) if not theirs.match(text)] == [], pattern
    assert tried > 300


def _assert_sound(descriptor: Mapping[str, object], texts: list[str]) -> tuple[int, int]:
    """Check that each sure text reads without a note, as the same value; count valid and sure texts."""
    named = {"name": "campo", **descriptor}
    compiled = compile_field(field(named))
    frame = pl.DataFrame({"campo": texts}).select("campo", sure=compiled.sure, typed=compiled.typed)
    assert frame["sure"].null_count() == 0
    reader = _frictionless(named).create_cell_reader()
    valid = 0
    for text, sure, typed in frame.iter_rows():
        value, notes = reader(text)
        valid += not notes
        if sure:
            assert not notes, text
            assert typed == _as_stored(value), text
        else:
            assert typed is None
    return valid, frame["sure"].sum()


def _frictionless(descriptor: Mapping[str, object]) -> FrictionlessField:
    v2 = "https://datapackage.org/profiles/2.0/tableschema.json"
    return Schema.from_descriptor({"$schema": v2, "fields": [dict(descriptor)], "missingValues": []}).fields[0]


def _as_stored(value: object) -> object:
    match value:
        case tuple((int(year), int(month))):
            return f"{year:04}-{month:02}"
        case float():
            return Decimal(str(value))
        case _:
            return value
