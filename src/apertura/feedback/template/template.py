"""Datasets, body and period to the bytes of a template workbook."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from io import BytesIO

import xlsxwriter

from apertura.definitions.datasets.template_version import template_version
from apertura.feedback.phrases import Phrases, phrases
from apertura.feedback.template.columns import columns, guides
from apertura.feedback.template.instructions import write_instructions
from apertura.feedback.template.lists import write_lists
from apertura.feedback.template.sheet_names import sheet_names
from apertura.feedback.template.styles import styles
from apertura.feedback.template.table_sheet import Page, table_sheet
from apertura.model.definition import Definitions
from apertura.model.template import INSTRUCTIONS, LISTS, TemplateMark

FEW = 4
"""Sheets of data up to which a book opens at once whatever each of them asks of the printer."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A dataset that a template has a sheet for, and the rows it already brings, as text by field."""

    dataset: str
    rows: Sequence[Mapping[str, str | None]] = ()


def template(fillings: Sequence[Filling], garante: str, period: str, definitions: Definitions) -> bytes:
    """Write the workbook: instructions, a sheet for each dataset, and the lists that their columns offer.

    The same arguments give the same bytes. The mark of its version stands on each sheet, and in the property
    ``apertura:plantilla`` of the file.
    """
    said = phrases("es", "plantilla")
    pages = tuple(_pages(fillings, garante, period, definitions, said))
    target = BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    version = hashlib.sha256("".join(page.mark.version for page in pages).encode()).hexdigest()[:12]
    first, last = (TemplateMark(garante, period, part, version) for part in (INSTRUCTIONS, LISTS))
    _describe(book, first, definitions, said)
    names = said.say("sheet.instructions"), said.say("sheet.lists")
    looks = styles(book)
    write_instructions(book, names, _whose(garante, period, definitions, said), pages, first, looks, said)
    for page in pages:
        table_sheet(book, page, looks, said, alone=len(pages) <= FEW)
    offers = [column.offer for page in pages for column in page.columns if column.offer is not None]
    write_lists(book, names[1], offers, last, looks, said)
    book.get_worksheet_by_name(pages[0].name).activate()
    book.close()
    return target.getvalue()


def _describe(book: xlsxwriter.Workbook, mark: TemplateMark, definitions: Definitions, said: Phrases) -> None:
    # the day it was made would make other bytes of the same template: the first day it can be filled for stands instead
    made = datetime.combine(definitions.periods[mark.period].start, time(), UTC).replace(tzinfo=None)
    title = said.say("property.title", garante=definitions.garantes[mark.garante].name, period=mark.period)
    book.set_properties({"title": title, "author": "Apertura", "comments": str(mark), "created": made})
    book.set_custom_property("apertura:plantilla", str(mark))


def _pages(
    fillings: Sequence[Filling], garante: str, period: str, definitions: Definitions, said: Phrases
) -> Iterator[Page]:
    wanted = [definitions.datasets[filling.dataset] for filling in fillings]
    own = said.say("sheet.instructions"), said.say("sheet.lists")
    names = sheet_names([definition.title for definition in wanted], own)
    whose = _whose(garante, period, definitions, said)
    for filling, definition, name in zip(fillings, wanted, names, strict=True):
        version = template_version(definition, definitions, period)
        yield Page(
            name=name,
            title=definition.title,
            lines=(whose, said.say("sheet.help")),
            mark=TemplateMark(garante, period, definition.name, version),
            columns=columns(definition, definitions, definitions.periods[period], said),
            key=tuple(field for field in definition.schema.primary_key if field not in definition.context),
            rows=tuple(filling.rows),
            guides=guides(definition, definitions),
        )


def _whose(garante: str, period: str, definitions: Definitions, said: Phrases) -> str:
    body, when = definitions.garantes[garante], definitions.periods[period]
    return said.say(
        "whose", name=body.name, id=body.id, period=when.id, start=said.day(when.start), end=said.day(when.end)
    )
