"""Dataset and period to the columns of its sheet: heading, comment, width, and what their cells offer."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from apertura.definitions.catalogues.options import label_of
from apertura.feedback.phrases import Phrases
from apertura.feedback.template.cell_value import cell_value
from apertura.feedback.template.offered import Offered, offered
from apertura.model.definition import DatasetDefinition, Definitions, Field
from apertura.model.reporting import Period

_LONG_TEXT = 300
_WIDTHS = {"date": 13, "datetime": 17, "boolean": 10, "year": 10, "integer": 13, "number": 13}


@dataclass(frozen=True)
class TemplateColumn:
    """A column; ``field`` None: the guide beside the key of the rows owed, which is read only. Width in characters."""

    field: Field | None
    heading: str
    comment: str
    width: float
    offer: Offered | None


def columns(
    definition: DatasetDefinition, definitions: Definitions, period: Period, said: Phrases
) -> tuple[TemplateColumn, ...]:
    """Lay out the columns in the schema's order, without those that the submission itself fills."""
    return tuple(_columns(definition, definitions, period, said))


def guides(definition: DatasetDefinition, definitions: Definitions) -> dict[str, str]:
    """Give the words beside each key of the rows that a table owes, where its catalogue has some."""
    owed = definition.owed_rows
    if owed is None:
        return {}
    rows = definitions.catalogues[owed.catalogue].rows
    return {row[owed.key]: label_of(row) for row in rows if label_of(row)}


def _columns(
    definition: DatasetDefinition, definitions: Definitions, period: Period, said: Phrases
) -> Iterator[TemplateColumn]:
    guided = definition.owed_rows.field if guides(definition, definitions) and definition.owed_rows else None
    for field in definition.schema.fields:
        if field.name not in definition.context:
            offer = offered(field, definition, definitions, period)
            comment = _comment(field, offer, said)
            yield TemplateColumn(field, field.title, comment, _width(field, offer), offer)
        if field.name == guided:
            heading = said.say("guide.heading", title=field.title)
            yield TemplateColumn(None, heading, said.say("guide.comment"), 44, None)


def _comment(field: Field, offer: Offered | None, said: Phrases) -> str:
    lines = [
        field.description,
        said.say("comment.required" if field.required else "comment.optional"),
        said.say("comment.type", type=said.say("type.options" if offer else f"type.{field.type}")),
    ]
    if field.example is not None:
        lines.append(said.say("comment.example", example=_shown(cell_value(field, offer, field.example))))
    return "\n".join(lines)


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"{value:.15g}" if isinstance(value, float) else str(value)


def _width(field: Field, offer: Offered | None) -> float:
    if offer is not None:
        longest = max((len(word) for word, _, _ in offer.rows), default=0)
        width = min(max(12, longest + 4), 36)
    elif field.type == "string":
        limit = field.constraints.get("maxLength")
        width = 40 if isinstance(limit, int) and limit > _LONG_TEXT else 26
    else:
        width = _WIDTHS.get(field.type, 16)
    # a heading is wrapped, but no word of it is cut
    return max(width, 1.3 * max(map(len, field.title.split())) + 2, math.ceil(len(field.title) / 3) + 2)
