"""A field to the options that people choose from: keys, the words for them, and which are in force."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from apertura.model.definition import Catalogue, DatasetDefinition, Definitions, Field
from apertura.model.reporting import Period
from apertura.model.text import fold

_KEY, _LABEL = "clave", "etiqueta"
_PLAN = "plan_id"
_SINCE, _UNTIL = "vigente_desde", "vigente_hasta"


@dataclass(frozen=True)
class Options:
    """The catalogue that a field's values come from, and which of its columns (``key``) has them."""

    catalogue: Catalogue
    key: str

    @property
    def labels(self) -> Mapping[str, str]:
        """Words for each key: the catalogue's own, but where they would also be those of another; then the key."""
        labels = {row[self.key]: row.get(_LABEL, "") for row in self.catalogue.rows} if self.key == _KEY else {}
        owners = Counter(word for key, label in labels.items() for word in {fold(key), fold(label)})
        keys = (row[self.key] for row in self.catalogue.rows)
        return {key: labels[key] if labels.get(key) and owners[fold(labels[key])] == 1 else key for key in keys}

    def in_force(self, period: Period, definitions: Definitions) -> tuple[Mapping[str, str], ...]:
        """Rows of the catalogue that are in force on some day of a period, in its order."""
        plans = {plan.id for plan in definitions.plans if plan.in_force(period.start, period.end)}
        return tuple(
            row for row in self.catalogue.rows if _in_force(row, period) and row.get(_PLAN, "") in {"", *plans}
        )


def options(field: Field, definition: DatasetDefinition, definitions: Definitions) -> Options | None:
    """Find the options of a field: the vocabulary it names, or the catalogue that a key of it alone leads to."""
    if field.vocabulary is not None:
        return Options(definitions.catalogues[field.vocabulary], _KEY)
    for key in definition.schema.foreign_keys:
        if key.fields == (field.name,) and key.resource in definitions.catalogues:
            return Options(definitions.catalogues[key.resource], key.reference[0])
    return None


def label_of(row: Mapping[str, str]) -> str:
    """Words that a catalogue has for a row; empty where it has none."""
    return row.get(_LABEL, "")


def _in_force(row: Mapping[str, str], period: Period) -> bool:
    # ISO dates are in order as text
    since, until = row.get(_SINCE, ""), row.get(_UNTIL, "")
    return since <= period.end.isoformat() and (not until or until >= period.start.isoformat())
