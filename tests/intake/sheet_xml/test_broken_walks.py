"""walk.c with one rule broken, in turn: some sheet is then read otherwise, or taken where it should not be."""

import faulthandler
import os
import subprocess
from multiprocessing import get_context
from pathlib import Path

import pytest

from apertura.intake.sheet_xml import compiled, look
from apertura.model.definition import Definitions
from apertura.model.issue import IssueTypes
from tests.intake.sheet_xml.both_ways import apart
from tests.intake.sheet_xml.parts import APART, FOR_OTHERS, NOT_XML, book

pytestmark = pytest.mark.long

SOURCES = compiled.LIBRARY.parent
BROKEN = {
    "attributes may come twice": ("xml.h", "if (are_same(xml->attributes[i].name, made->name)) return 0;", ""),
    "any reference is one": ("xml.h", "else if (*at == '&') length = reference(at, end, &character_);", ""),
    "a control is a character": ("xml.h", "(*at < ' ' && !is_space(*at))", "0"),
    "three bytes may be overlong": ("xml.h", "first < 0xC2 ? 0", "first < 0xC0 ? 0"),
    "surrogates are characters": ("xml.h", "first == 0xED ? 0x9F", "first == 0xED ? 0xBF"),
    "the last of a plane is a character": ("xml.h", "byte[2] >= 0xBE", "0"),
    "a surrogate may be referred to": ("xml.h", "number >= 0xD800 && number < 0xE000", "0"),
    "sections may end anywhere": ("xml.h", "*at == ']' && mark", "0 && mark"),
    "references are ASCII": ("xml.h", "if (character < 0x800) {", "if (character < 0x80) {"),
    "tags may cross": ("walk.c", "if (!are_same(open, walk->xml.name)) return 0;", ""),
    "two roots": ("walk.c", "(!walk->depth && begun) || ", ""),
    "texts may stand after the root": ("walk.c", "if (!walk->depth) return is_blank(found.start, found.length);", ""),
    "rows in any order": ("walk.c", "if (row <= walk->row) return 0;", "if (row < 1) return 0;"),
    "cells in any order": ("walk.c", "if (column <= walk->column) return 0;", "if (column < 1) return 0;"),
    "cells of other rows": ("walk.c", "LAST_ROW) != walk->row) return 0;", "LAST_ROW) < 1) return 0;"),
    "columns without end": ("walk.c", "> LAST_COLUMN) return 0;\n  if (column", "> 99999) return 0;\n  if (column"),
    "two values": ("walk.c", "if (walk->has_value || !(", "if (!("),
    "a formula after the value": ("walk.c", "return !walk->has_value;", "return 1;"),
    "two texts in one": ("walk.c", "return !walk->has_text++;", "return 1;"),
    "blanks always count": ("walk.c", "(walk->keeps_blanks || !has_edge(walk->value)) && ", ""),
    "returns stay": ("walk.c", "if (*at == '\\r' || is_escape(at, end)) given = 0;", ""),
    "escapes of the format stay": ("walk.c", "|| is_escape(at, end)", ""),
    "returns by reference stay": ("walk.c", "character_ == '\\r' || ", ""),
    "references are not resolved": ("walk.c", "if (*at != '&') {", "if (1) {"),
    "inline texts of any type": ("walk.c", 'is(type, "inlineStr") &&', ""),
    "formats that are not there": ("walk.c", "walk->format.start ? OTHER : PLAIN", "PLAIN"),
    "any boolean": ("walk.c", 'is(walk->value, "0") &&', ""),
    "any merged range": ("walk.c", "(merges || ", "("),
    "any dimension": ("walk.c", ' || ends_with(walk->xml.name, "dimension")', ""),
    "a second place for cells": ("walk.c", 'return !ends_with(walk->xml.name, "sheetData");', "return 1;"),
    "loose texts": ("walk.c", "if (!is_space(found.start[i])) return 0;", ""),
    "dates are numbers": ("numbers.h", "return format == DATED ? day(read, shown)", "return 0 ? day(read, shown)"),
    "1900 had no 29th of February": ("numbers.h", "serial > FIRST_MARCH_1900", "serial > 0"),
    "dates have no time": ("numbers.h", "if (moment % ((int64_t)DAY * THOUSAND) == 0) return", "return"),
    "instants are cut, not rounded": ("numbers.h", "* THOUSAND + 0.5)", "* THOUSAND)"),
    "idle zeros before": ("numbers.h", "*before.start == '0') before.start++", "0) before.start++"),
    "idle zeros after": ("numbers.h", "after.start[after.length - 1] == '0'", "0"),
    "nothing is negative": ("numbers.h", "*at++ = '-';", ""),
    "zero may be negative": ("numbers.h", "if (number.negative && (", "if (number.negative || 0 * ("),
    "any number has few digits": ("numbers.h", "<= SURE_DIGITS)", "<= 99)"),
    "seventeen digits": ("numbers.h", '"%.15g"', '"%.17g"'),
    "exponents stay": ("numbers.h", "if (strchr(printed, 'e')) return expanded(printed, shown);", ""),
    "the point of what is expanded": ("numbers.h", "int point = 1 + atoi", "int point = atoi"),
    "numbers without end": ("numbers.h", "if (!(number > -1e300 && number < 1e300)) return 0;", ""),
    "cells without rows between": ("grid.h", "missing = row - 1 - column->rows", "missing = 0"),
    "kinds are texts": ("grid.h", "column->kinds[row - 1] = (uint8_t)kind;", "column->kinds[row - 1] = TEXT;"),
}  # fmt: skip


@pytest.fixture(scope="module")
def whole(definitions: Definitions) -> list[tuple[object, bool]]:
    return read_apart(definitions.issue_types)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_noticed(
    name: str, definitions: Definitions, whole: list[tuple[object, bool]], tmp_path: Path
) -> None:
    library = broken(tmp_path / "broken", *BROKEN[name])
    # what is broken may bring its process down
    found = get_context("fork").Process(target=end_as_told, args=(library, definitions.issue_types, whole))
    found.start()
    found.join()
    assert found.exitcode != 0


def end_as_told(library: Path, issue_types: IssueTypes, whole: list[tuple[object, bool]]) -> None:
    faulthandler.disable()
    compiled.LIBRARY = library
    compiled._library.cache_clear()
    os._exit(any(look(part) is not None for part in NOT_XML.values()) or read_apart(issue_types) != whole)


def read_apart(issue_types: IssueTypes) -> list[tuple[object, bool]]:
    return [apart(book(part), issue_types) for part in (APART | FOR_OTHERS).values()]


def broken(folder: Path, source: str, old: str, new: str) -> Path:
    folder.mkdir()
    for path in (*SOURCES.glob("*.h"), *SOURCES.glob("*.c")):
        text = path.read_text(encoding="utf-8")
        if path.name == source:
            assert old in text, (source, old)
            text = text.replace(old, new)
        (folder / path.name).write_text(text, encoding="utf-8")
    library = folder / "walk.so"
    command = ["cc", "-std=c11", "-O0", "-shared", "-fPIC", "-o", library, folder / "walk.c"]
    subprocess.run(command, check=True, capture_output=True)
    return library
