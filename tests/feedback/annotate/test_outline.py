"""Parts of workbooks to their upper elements, wherever the cells seem to end: expat's tree is what the library says."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest

from apertura.feedback.annotate.outline import Element, NotEditableError, outline

PARTS = {
    "cells between two others": b"<w><a/><sheetData><row><c/></row></sheetData><b>x</b></w>",
    "no cells": b"<w><a><b/></a></w>",
    "cells in one tag": b"<w><sheetData/><a><b/></a></w>",
    "cells in one tag, and a comment that seems to end them": b"<w><sheetData/><a/><!-- </sheetData> --></w>",
    "cells twice": b"<w><sheetData/><a/><sheetData><row/></sheetData></w>",
    "a comment before them": b"<w><!-- </sheetData> --><sheetData><row/></sheetData><a/></w>",
    "a comment among them": b"<w><sheetData><!-- </sheetData> --><row/></sheetData><a/></w>",
    "a comment in a row": b"<w><sheetData><row><!-- </sheetData> --></row></sheetData><a/></w>",
    "a comment after them": b"<w><sheetData><row/></sheetData><a/><!-- </sheetData> --><b/></w>",
    "a text among them": b"<w><sheetData><row><![CDATA[</sheetData>]]></row><row/></sheetData><a><b/></a></w>",
    "names with a prefix": b'<x:w xmlns:x="u"><x:sheetData><x:row>a</x:row></x:sheetData ><x:a>e</x:a></x:w>',
    "letters of several bytes": "<w><sheetData><row>ñandú</row></sheetData><a>ñ</a></w>".encode(),
}


def without_rows(tree: ET.Element) -> ET.Element:
    for cells in tree.iter():
        if cells.tag.rpartition("}")[2] == "sheetData":
            cells[:], cells.text = [], None
    return tree


def names(element: Element) -> list[object]:
    return [element.name, *(names(child) for child in element.children)]


def expected(tree: ET.Element) -> list[object]:
    return [tree.tag.rpartition("}")[2], *(expected(child) for child in tree)]


def every(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from every(child)


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_every_element_is_where_the_library_has_it(part: bytes) -> None:
    root = outline(part, 5)
    assert names(root) == expected(without_rows(ET.fromstring(part)))
    for element in every(root):
        [alone] = ET.fromstring(b'<x:w xmlns:x="u">' + part[element.start : element.after] + b"</x:w>")
        assert names(element) == expected(without_rows(alone))
        assert element.empty or part[element.end :].startswith(b"</" + element.tag)


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS.keys())
def test_what_stands_before_the_cells_is_the_same_without_reading_them(part: bytes) -> None:
    whole = [child.name for child in outline(part, 2).children]
    before = [child.name for child in outline(part, 2, to_cells=True).children]
    assert before == (whole[: whole.index("sheetData")] if "sheetData" in whole else whole)


@pytest.mark.parametrize(
    "part", [b"<w><sheetData><row></sheetData><a/></w>", b"<w><sheetData><row/></sheetData>", b"<w><a></w>"]
)
def test_a_part_that_is_not_well_formed_is_not_edited(part: bytes) -> None:
    with pytest.raises(NotEditableError):
        outline(part)
