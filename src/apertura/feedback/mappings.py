"""Verdicts of a file to what could be mapped in it: headings nobody knows, values no list has."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from apertura.intake.known import IGNORE, reading_of
from apertura.model.definition import DatasetDefinition, Definitions, Field
from apertura.model.issue import Issue
from apertura.model.personal_data import HIDDEN
from apertura.model.source import Column, Meaning
from apertura.model.submission import Verdict
from apertura.validation.personal_data.hide import hide

_VALUE = ("constraint-enum", "foreign-key")
_ABSENT = ("encabezado-faltante", "columna-opcional-ausente")


@dataclass(frozen=True, slots=True)
class Question:
    """A text of a file that means nothing yet; ``options`` are what it may mean, with how that is shown.

    ``field`` is None for a heading. ``suggested`` is the likeliest option, with its confidence from 0 to 100.
    """

    dataset: str
    field: str | None
    written: str
    options: Mapping[str, str]
    suggested: str | None
    confidence: int

    def accepted(self, option: str | None, garante: str | None, definition: DatasetDefinition) -> Column | Meaning:
        """Make the row that says what was meant; None is a column to set aside, or a value that is missing."""
        if self.field is not None:
            return Meaning(garante, None, self.field, self.written, option)
        reading = IGNORE if option is None else reading_of(definition.schema.field(option), definition)
        return Column(garante, None, self.written, option, reading)


def mappings(verdicts: Sequence[Verdict], definitions: Definitions) -> Iterator[Question]:
    """Ask about each text once, headings first; never about what may be personal data."""
    for verdict in verdicts:
        if verdict.dataset is not None:
            definition = definitions.datasets[verdict.dataset]
            found = (*_headings(verdict.issues, definition), *_values(verdict.issues, definition, definitions))
            yield from (each for each in found if hide(each.written) == each.written)


def _headings(issues: Sequence[Issue], definition: DatasetDefinition) -> Iterator[Question]:
    absent = [issue.field for issue in issues if issue.type.code in _ABSENT]
    fields = {field.name: field.title for field in definition.schema.fields if field.name in absent}
    named = {title: name for name, title in fields.items()}
    for issue in issues:
        written = issue.details.get("encabezado", "")
        if issue.type.code == "columna-no-reconocida" and written != HIDDEN:
            suggested = named.get(issue.suggestion or "")
            yield Question(definition.name, None, written, fields, suggested, issue.confidence or 0)


def _values(issues: Sequence[Issue], definition: DatasetDefinition, definitions: Definitions) -> Iterator[Question]:
    asked = set()
    for issue in issues:
        about = issue.field, issue.value
        if issue.type.code in _VALUE and issue.field and issue.value not in (None, HIDDEN) and about not in asked:
            asked.add(about)
            options = _options(definition.schema.field(issue.field), definition, definitions)
            suggested = issue.suggestion if issue.suggestion in options else None
            yield Question(definition.name, issue.field, issue.value or "", options, suggested, issue.confidence or 0)


def _options(field: Field, definition: DatasetDefinition, definitions: Definitions) -> Mapping[str, str]:
    for key in definition.schema.foreign_keys:
        if key.fields == (field.name,) and key.resource in definitions.catalogues:
            catalogue = definitions.catalogues[key.resource]
            return {row[key.reference[0]]: " · ".join(list(row.values())[:2]) for row in catalogue.rows}
    enum = field.constraints.get("enum")
    return {str(option): str(option) for option in enum} if isinstance(enum, list | tuple) else {}
