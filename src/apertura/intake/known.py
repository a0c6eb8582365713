"""Dataset and submission to the headings, meanings and layout that hold for it."""

from collections.abc import Mapping
from dataclasses import dataclass

from apertura.intake.folding import folding
from apertura.intake.specificity import most_specific
from apertura.model.definition import Column, DatasetDefinition, Definitions, Field, Layout, Meaning
from apertura.model.submission import Submission

IGNORE = "ignore"

_BY_TYPE = {
    "integer": "entero",
    "year": "entero",
    "number": "numero",
    "date": "fecha",
    "datetime": "fecha_hora",
    "boolean": "si_no",
}
_BY_CONTEXT = {"garante": "organismo", "period": "periodo"}


@dataclass(frozen=True, slots=True)
class Known:
    """What holds for one dataset and submission.

    ``columns`` are by folded heading, ``meanings`` by field and folded writing; ``fields`` and ``required`` name the
    schema's fields that only the file can fill.
    """

    columns: Mapping[str, tuple[Column, ...]]
    meanings: Mapping[str, Mapping[str, Meaning]]
    layout: Layout | None
    fields: frozenset[str]
    required: frozenset[str]


def known(definition: DatasetDefinition, submission: Submission, definitions: Definitions) -> Known:
    """Choose the rows of ``source/`` that hold; names and titles of the schema are headings unless a row says else."""
    periods = definitions.periods_in_order
    columns = most_specific(definition.columns, lambda column: folding(column.heading), submission, periods)
    meanings = most_specific(
        definition.meanings, lambda meaning: (meaning.field, folding(meaning.written)), submission, periods
    )
    layouts = most_specific(definition.layouts, lambda _: None, submission, periods)
    own = [field for field in definition.schema.fields if field.name not in definition.context]
    return Known(
        columns={**_implicit(definition), **columns},
        meanings=_by_field({key: rows[0] for key, rows in meanings.items()}),
        layout=layouts[None][0] if layouts else None,
        fields=frozenset(field.name for field in own),
        required=frozenset(field.name for field in own if field.required),
    )


def _implicit(definition: DatasetDefinition) -> dict[str, tuple[Column, ...]]:
    return {
        folding(heading): (Column(None, None, heading, field.name, _reading(field, definition)),)
        for field in definition.schema.fields
        for heading in (field.title, field.name)
    }


def _reading(field: Field, definition: DatasetDefinition) -> str:
    if field.name in definition.context:
        return _BY_CONTEXT[definition.context[field.name]]
    return _BY_TYPE.get(field.type, "texto")


def _by_field(meanings: Mapping[tuple[str, str], Meaning]) -> Mapping[str, Mapping[str, Meaning]]:
    fields: dict[str, dict[str, Meaning]] = {}
    for (field, written), meaning in meanings.items():
        fields.setdefault(field, {})[written] = meaning
    return fields
