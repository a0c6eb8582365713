"""Verdicts to the sheet that comes first: the causes of the letter, a row and a link for each of a few cases."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import quoteattr

from apertura.feedback.addresses import ranges
from apertura.feedback.annotate.splice import text
from apertura.feedback.causes import Cause, alike, causes
from apertura.feedback.echo import echo
from apertura.feedback.example import example
from apertura.feedback.explain import explain
from apertura.feedback.outcome import outcome
from apertura.feedback.phrases import Phrases
from apertura.feedback.place import FEW, how_many, short_place
from apertura.model.definition import Definitions, Field
from apertura.model.issue import Issue
from apertura.model.review import REVIEW_TITLES
from apertura.model.submission import Verdict

SHOWN = 5
"""Cases of a cause that have a row and a link; the last row counts the others."""

_WIDTHS = (6, 16, 34, 12, 38, 52, 58, 24)
_HEADERS = ("number", "severity", "what", "count", "where", "found", "fix", "example")


class _Rows:
    """Rows of the sheet as they are written, and the links of its cells."""

    def __init__(self, formats: Mapping[str, int]) -> None:
        self.formats = formats
        self.rows: list[str] = []
        self.links: list[str] = []
        self.merged: list[str] = []

    def add(self, *cells: tuple[str, str], tall: int | None = None, wide: bool = False) -> None:
        number = len(self.rows) + 1
        written = "".join(
            f'<c r="{chr(65 + place)}{number}" s="{self.formats[format_]}" t="inlineStr">'
            f'<is><t xml:space="preserve">{text(said)}</t></is></c>'
            if said
            else f'<c r="{chr(65 + place)}{number}" s="{self.formats[format_]}"/>'
            for place, (said, format_) in enumerate(cells)
        )
        # not every program fits the height of a row to its text when it opens a workbook
        height = tall or 3 + 15 * max(map(_lines, (said for said, _ in cells), _WIDTHS))
        self.rows.append(f'<row r="{number}" ht="{min(height, 409)}" customHeight="1">{written}</row>')
        if wide:
            self.merged.append(f"A{number}:H{number}")

    def link(self, column: str, sheet: str, cell: str) -> None:
        location = "'" + sheet.replace("'", "''") + f"'!{cell}"
        self.links.append(f'<hyperlink ref="{column}{len(self.rows)}" location={quoteattr(location)}/>')


def review(
    verdicts: Sequence[Verdict],
    definitions: Definitions,
    said: Phrases,
    formats: Mapping[str, int],
    places: Mapping[str | None, str],
    notes: Sequence[str],
) -> str:
    """Write what is inside the worksheet element.

    ``places`` gives the name in the workbook of the sheet that an issue names; ``notes`` are said above the causes.
    """
    rows = _Rows(formats)
    rows.add((REVIEW_TITLES[said.language], "title"), tall=26, wide=True)
    for line in (*_opening(verdicts, definitions, said), *notes):
        rows.add((line, "text"), tall=16 * (1 + len(line) // 190), wide=True)
    number = 0
    for verdict in verdicts:
        fields = {}
        if verdict.dataset:
            definition = definitions.datasets[verdict.dataset]
            fields = {field.name: field for field in definition.schema.fields}
            became = "accepted" if verdict.accepted else "returned"
            rows.add(("", "text"))
            title = said.say(f"table.{became}", title=definition.title)
            if verdict.sheet:
                title = said.say("table.sheet.of", title=title, sheet=echo(verdict.sheet))
            rows.add((title, "bold"), tall=20, wide=True)
        if found := causes(verdict.issues):
            rows.add(*((said.say(f"column.{name}"), "header") for name in _HEADERS), tall=20)
        for cause in found:
            number += 1
            _cause(rows, cause, number, fields, said, places, verdict.sheet)
    return _page(rows)


def _opening(verdicts: Sequence[Verdict], definitions: Definitions, said: Phrases) -> Iterator[str]:
    submission = verdicts[0].submission
    yield said.say("about.file", file=echo(submission.filename), hash=submission.sha256[:12])
    if submission.garante:
        name = definitions.garantes[submission.garante].name
        yield said.say("about.body", name=name, period=submission.period)
    yield said.say(f"verdict.{outcome(verdicts)}")
    yield said.say("about.colours")
    yield said.say("about.sheet")


def _cause(
    rows: _Rows,
    cause: Cause,
    number: int,
    fields: Mapping[str, Field],
    said: Phrases,
    places: Mapping[str | None, str],
    sheet: str | None,
) -> None:
    severity, field = cause.type.severity, fields.get(cause.field or "")
    words = explain(cause.issues[0], said, field.title if field else None)
    title = said.say("point.title", title=words.title, field=field.title) if field else words.title
    shown = list(_cases(cause, said))
    for place, group in enumerate(shown[:SHOWN]):
        mine = fields.get(group[0].field or "")
        told = explain(group[0], said, mine.title if mine else None)
        hint = f" {said.say('found.suggestion', suggestion=told.suggestion)}" if told.suggestion else ""
        last = place == SHOWN - 1 and len(shown) > SHOWN
        more = f"\n{said.say('cases.more', n=len(shown) - SHOWN)}" if last else ""
        where = _where(group, said, sheet)
        rows.add(
            *(
                (
                    (str(number), "cell"),
                    (said.say(f"severity.{severity}"), severity.value),
                    (title, "strong"),
                    (how_many(cause.issues, said), "cell"),
                )
                if place == 0
                else (("", "cell"), ("", severity.value), ("", "cell"), ("", "cell"))
            ),
            (where, "link" if _first(group) and group[0].sheet in places else "cell"),
            (f"{told.message}{hint}{more}", "cell"),
            (words.remedy if place == 0 else "", "cell"),
            (example(group[0], mine) or "", "cell"),
        )
        if (cell := _first(group)) and group[0].sheet in places:
            rows.link("E", places[group[0].sheet], cell)


def _lines(said: str, width: int) -> int:
    return len([part for line in said.split("\n") for part in textwrap.wrap(line, int(width * 0.85)) or [""]])


def _cases(cause: Cause, said: Phrases) -> Iterator[tuple[Issue, ...]]:
    """Split a cause by sheet and by what is said; one place of all is split by cell, so that each has its link."""
    groups = [
        tuple(issue for issue in group if issue.sheet == sheet)
        for group in alike(cause, said.language)
        for sheet in dict.fromkeys(issue.sheet for issue in group)
    ]
    yield from groups if len(groups) > 1 or len(groups[0]) > SHOWN else ((issue,) for issue in groups[0])


def _where(group: Sequence[Issue], said: Phrases, own: str | None) -> str:
    """Say where, in what fits in one line of the column: a link is not wrapped by every program."""
    sheet, width = group[0].sheet, _WIDTHS[4]
    places = [short_place(group, said, few) or how_many(group, said) for few in range(FEW, 0, -1)]
    if sheet is not None and sheet != own:
        places = [said.say("where.sheet", sheet=echo(sheet), place=place) for place in places]
    return next((place for place in places if len(place) <= width), echo(places[-1], width))


def _first(group: Sequence[Issue]) -> str | None:
    issue = group[0]
    found = ranges([issue.cell] if issue.cell else [])
    if found:
        return f"{found[0].left[1]}{found[0].top}"
    return f"A{issue.row}" if issue.row else None


def _page(rows: _Rows) -> str:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(_WIDTHS, 1)
    )
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in rows.merged)
    links = f"<hyperlinks>{''.join(rows.links)}</hyperlinks>" if rows.links else ""
    return (
        '<sheetPr><tabColor rgb="FF404040"/><pageSetUpPr fitToPage="1"/></sheetPr>'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>{"".join(rows.rows)}</sheetData>'
        f'<mergeCells count="{len(rows.merged)}">{merged}</mergeCells>{links}'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup orientation="landscape" fitToHeight="0"/>'
    )
