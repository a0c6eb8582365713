"""Text of a value, as a table keeps it, to what a spreadsheet's cell holds of it."""

from datetime import date, datetime

from apertura.feedback.template.offered import Offered
from apertura.model.definition import Field

Scalar = str | float | date | datetime

_YES_NO = {"true": "Sí", "false": "No"}


def cell_value(field: Field, offer: Offered | None, text: str) -> Scalar:
    """Give the word of an option, a date, a number, yes or no; a text that is none of what its field asks, as it is."""
    if offer is not None:
        word = offer.words.get(text, text)
        return int(word) if offer.numbers and word.isdigit() else word
    try:
        return _typed(field, text)
    except ValueError:
        return text


def _typed(field: Field, text: str) -> Scalar:
    match field.type:
        case "date":
            return date.fromisoformat(text)
        case "datetime":
            return datetime.fromisoformat(text)
        case "integer" | "year":
            return int(text)
        case "number":
            return float(text)
        case "boolean":
            return _YES_NO.get(text, text)
        case _:
            return text
