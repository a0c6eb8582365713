"""Dataset and submission to the headings, meanings and layout that hold for it."""

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from apertura.definitions.catalogues.options import options
from apertura.intake.folding import folding
from apertura.intake.specificity import most_specific
from apertura.model.definition import DatasetDefinition, Definitions, Field
from apertura.model.source import Column, Layout, Meaning
from apertura.model.submission import Submission
from apertura.model.template import CODE, GUIDE

IGNORE = "ignore"
DIGITS = re.compile(r"\^\\d\{(\d+)\}\$")
"""Pattern of a code of so many digits."""

_BY_TYPE = {
    "integer": "entero",
    "year": "entero",
    "number": "numero",
    "date": "fecha",
    "datetime": "fecha_hora",
    "boolean": "si_no",
}
_BY_CONTEXT = {"garante": "organismo", "period": "periodo"}


@dataclass(frozen=True)
class Known:
    """What holds for one dataset and submission.

    ``columns`` are by folded heading; ``fields`` and ``required`` name the schema's fields that only the file can fill.
    ``labels`` give, by field and folded word, the key that our own template offers that word for.
    """

    definition: DatasetDefinition
    submission: Submission
    periods: Sequence[str]
    columns: Mapping[str, tuple[Column, ...]]
    layouts: tuple[Layout, ...]
    fields: frozenset[str]
    required: frozenset[str]
    labels: Mapping[str, Mapping[str, str]] = dataclasses.field(default_factory=dict)

    @cached_property
    def end_markers(self) -> tuple[str, ...]:
        """Folded words that stand first in the rows of totals and notes below a table."""
        return tuple(dict.fromkeys(folding(row.end_marker) for row in self.layouts if row.end_marker))

    @cached_property
    def meanings(self) -> Mapping[str, Mapping[str, Meaning]]:
        """Meanings by field and folded writing; chosen when asked for, as most datasets are not the one found."""
        found = most_specific(self.definition.meanings, _written, self.submission, self.periods)
        fields: dict[str, dict[str, Meaning]] = {}
        for (field, written), rows in found.items():
            fields.setdefault(field, {})[written] = rows[0]
        return fields


def known(definition: DatasetDefinition, submission: Submission, definitions: Definitions) -> Known:
    """Choose the rows of ``source/`` that hold; names and titles of the schema are headings unless a row says else."""
    periods = definitions.periods_in_order
    scoped = any(row.garante or row.since for row in definition.layouts)
    chosen = most_specific(definition.layouts, lambda _: None, submission, periods) if scoped else {}
    return Known(
        definition=definition,
        submission=submission,
        periods=periods,
        columns=_columns(definition, submission, periods),
        layouts=chosen.get(None, ()) if scoped else definition.layouts,
        fields=frozenset(field.name for field in _own(definition)),
        required=frozenset(field.name for field in _own(definition) if field.required),
    )


def known_of_template(known: Known, definitions: Definitions) -> Known:
    """Add what a sheet of our own template says: the codes of its columns, and the words of its lists."""
    fields = known.definition.schema.fields
    guide = Column(None, None, GUIDE, None, IGNORE)
    codes = {folding(f"{CODE}{each.name}"): (_coded(each, known),) for each in fields}
    found = {each.name: options(each, known.definition, definitions) for each in fields}
    labels = {
        name: {folding(label): key for key, label in chosen.labels.items()}
        for name, chosen in found.items()
        if chosen is not None
    }
    return replace(known, columns={**known.columns, **codes, folding(GUIDE): (guide,)}, labels=labels)


def _coded(field: Field, known: Known) -> Column:
    """Give the column of a code: that of the field's title, where a row of data reads the title as this very field."""
    titled = known.columns.get(folding(field.title), ())
    own = Column(None, None, field.title, field.name, reading_of(field, known.definition))
    return next((column for column in titled if column.field == field.name), own)


def _columns(
    definition: DatasetDefinition, submission: Submission, periods: Sequence[str]
) -> Mapping[str, tuple[Column, ...]]:
    if not _scoped(definition):
        return _columns_of_all(definition)
    rows = most_specific(definition.columns, lambda column: folding(column.heading), submission, periods)
    return {**_implicit(definition), **rows}


@lru_cache(maxsize=256)
def _scoped(definition: DatasetDefinition) -> bool:
    return any(column.garante or column.since for column in definition.columns)


@lru_cache(maxsize=256)
def _columns_of_all(definition: DatasetDefinition) -> Mapping[str, tuple[Column, ...]]:
    rows: dict[str, tuple[Column, ...]] = {}
    for column in definition.columns:
        heading = folding(column.heading)
        rows[heading] = (*rows.get(heading, ()), column)
    return {**_implicit(definition), **rows}


@lru_cache(maxsize=256)
def _own(definition: DatasetDefinition) -> tuple[Field, ...]:
    return tuple(field for field in definition.schema.fields if field.name not in definition.context)


def _implicit(definition: DatasetDefinition) -> dict[str, tuple[Column, ...]]:
    return {
        folding(heading): (Column(None, None, heading, field.name, reading_of(field, definition)),)
        for field in definition.schema.fields
        for heading in (field.title, field.name)
    }


def reading_of(field: Field, definition: DatasetDefinition) -> str:
    """Give the reading of a field's own name and title."""
    if field.name in definition.context:
        return _BY_CONTEXT[definition.context[field.name]]
    pattern = field.constraints.get("pattern")
    digits = isinstance(pattern, str) and DIGITS.fullmatch(pattern) is not None
    return _BY_TYPE.get(field.type, "clave_con_ceros" if digits else "texto")


def _written(meaning: Meaning) -> tuple[str, str]:
    return meaning.field, folding(meaning.written)
