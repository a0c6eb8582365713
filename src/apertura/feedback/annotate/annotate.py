"""Bytes of a submission and its verdicts to the same workbook, marked: see each module beside this one for a part."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from apertura.feedback.annotate.book import add_sheet, is_review, sheets
from apertura.feedback.annotate.edit_book import edit_book
from apertura.feedback.annotate.marks import Marks, marks
from apertura.feedback.annotate.outline import outline
from apertura.feedback.annotate.package import BOOK, Package
from apertura.feedback.annotate.page import mark
from apertura.feedback.annotate.review import review
from apertura.feedback.annotate.styles import add_styles
from apertura.feedback.echo import echo
from apertura.feedback.phrases import Phrases, phrases
from apertura.intake.read import Read, read
from apertura.model.definition import Definitions
from apertura.model.submission import Verdict
from apertura.validation.personal_data.conceal import quiet_label


@dataclass(frozen=True, slots=True)
class Annotated:
    """The marked workbook, an xlsx; ``converted`` where what was received is none, or could not be added to."""

    content: bytes
    converted: bool


def annotate(
    content: bytes, verdicts: Sequence[Verdict], definitions: Definitions, *, read: Read = read, language: str = "es"
) -> Annotated | None:
    """Mark the workbook that the verdicts are about; None where it could not be read, or answered in.

    Every part it had is in it still, its cells untouched. Each range that an issue names is filled by severity, and its
    first cell carries a note; the causes are in a first sheet, with links. What an earlier answer left in it is
    replaced. The same file and verdicts give the same bytes. ``read`` is what read the file to judge it: what it
    refused is not opened here.
    """
    if not any(verdict.dataset or _without_table(verdict) for verdict in verdicts):
        return None
    said = _words(language)
    filename = verdicts[0].submission.filename

    def edit(book: bytes, converted: bool) -> Annotated:  # noqa: FBT001
        notes = [said.say("about.converted", format=echo(filename.rpartition(".")[2]))] if converted else []
        return Annotated(_marked(book, verdicts, definitions, said, notes), converted)

    return edit_book(content, verdicts, definitions, read, said.say("sheet.data"), edit)


def _without_table(verdict: Verdict) -> bool:
    return any(issue.type.code == "sin-tabla" for issue in verdict.issues)


def _marked(
    content: bytes, verdicts: Sequence[Verdict], definitions: Definitions, said: Phrases, notes: Sequence[str]
) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        package = Package(archive)
        names = dict(sheets(package))
        ours = next((names.pop(name) for name, part in [*names.items()] if is_review(package, name, part)), None)
        places = _places(names, definitions)
        found = marks(verdicts, definitions, said)
        formats, fills = add_styles(package)
        for name, part in names.items():
            mine = [found[said_as] for said_as, place in places.items() if place == name and said_as in found]
            mark(package, part, mine[0] if mine else Marks(), fills, verdicts[0].submission.received)
        lines = (*notes, *_left_out(found, said))
        inside = review(verdicts, definitions, said, formats, places, lines)
        space = outline(package.read(BOOK), 0).namespace
        page = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{space}">{inside}</worksheet>'
        )
        if ours is not None:
            package.put(ours, page.encode())
        else:
            add_sheet(package, said.say("sheet.name"), page.encode())
        return package.written()


def _places(names: Mapping[str, str], definitions: Definitions) -> Mapping[str | None, str]:
    """Give the sheet of the workbook that each name in an issue means; None is the only one of a csv file."""
    quiet: dict[str | None, str] = {quiet_label(name, definitions.personal_lists): name for name in names}
    places = quiet | {name: name for name in names}
    return places | ({None: next(iter(names))} if len(names) == 1 else {})


def _words(language: str) -> Phrases:
    letter, book = phrases(language), phrases(language, "libro")
    return replace(letter, texts={**letter.texts, **book.texts})


def _left_out(found: Mapping[str | None, Marks], said: Phrases) -> Sequence[str]:
    unsaid, unmarked = (sum(getattr(each, name) for each in found.values()) for name in ("unsaid", "unmarked"))
    lines = [said.say("about.unsaid", n=unsaid)] if unsaid else []
    return [*lines, said.say("about.unmarked", n=unmarked)] if unmarked else lines
