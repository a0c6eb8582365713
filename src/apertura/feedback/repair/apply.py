"""Bytes of a submission and accepted Repairs to a corrected copy: the steward's own workbook, its layout intact."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from apertura.feedback.annotate.book import sheets
from apertura.feedback.annotate.edit_book import edit_book
from apertura.feedback.annotate.package import Package
from apertura.feedback.repair.cells import change_cells
from apertura.intake.read import Read, read
from apertura.model.definition import Definitions
from apertura.model.repair import Repair
from apertura.model.submission import Verdict
from apertura.validation.personal_data.conceal import quiet_label

_SHEET = "Datos"


@dataclass(frozen=True, slots=True)
class Corrected:
    """The corrected copy, an xlsx, and which repairs are in it; ``converted`` where what was received is none."""

    content: bytes
    done: tuple[Repair, ...]
    converted: bool


def apply(
    content: bytes,
    verdicts: Sequence[Verdict],
    repairs: Sequence[Repair],
    definitions: Definitions,
    *,
    read: Read = read,
) -> Corrected | None:
    """Write accepted repairs of what the verdicts say into a copy; None where there is no workbook to write them in.

    Every other part of an xlsx, and every other cell, is in the copy byte for byte. A csv, xls or ods becomes an xlsx
    with the same data in the same cells. A formula is not replaced: its repair is not among those ``done``.
    """

    def edit(book: bytes, converted: bool) -> Corrected:  # noqa: FBT001
        return _corrected(book, repairs, definitions, converted=converted)

    return edit_book(content, verdicts, definitions, read, _SHEET, edit)


def _corrected(content: bytes, repairs: Sequence[Repair], definitions: Definitions, *, converted: bool) -> Corrected:
    done: list[Repair] = []
    with zipfile.ZipFile(BytesIO(content)) as archive:
        package = Package(archive)
        for name, part in sheets(package).items():
            mine = {repair.cell: repair for repair in repairs if _is_of(repair, name, definitions)}
            if mine:
                changed, addresses = change_cells(package.read(part), mine)
                package.put(part, changed)
                done += [repair for cell, repair in mine.items() if cell in addresses]
        return Corrected(package.written(), tuple(done), converted=converted)


def _is_of(repair: Repair, name: str, definitions: Definitions) -> bool:
    # a csv has one sheet without a name; the name of any other may have been hidden in an answer
    return repair.sheet in (None, name, quiet_label(name, definitions.personal_lists))
