"""A dataset and a period to the version of its template: what would make it another sheet makes it another version."""

import hashlib
import json

from apertura.definitions.catalogues.options import Options, options
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.reporting import Period


def template_version(definition: DatasetDefinition, definitions: Definitions, period: str) -> str:
    """Hash, to 12 hexadecimal digits, the contract, the words of each column and the options in force in a period."""
    when = definitions.periods[period]
    found = {field.name: options(field, definition, definitions) for field in definition.schema.fields}
    offered = {name: _offered(each, when, definitions) for name, each in found.items() if each is not None}
    shaped = [definition.title, definition.contract, offered, definition.carried]
    return hashlib.sha256(json.dumps(shaped, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:12]


def _offered(chosen: Options, when: Period, definitions: Definitions) -> list[tuple[str, str]]:
    labels = chosen.labels
    return [(row[chosen.key], labels[row[chosen.key]]) for row in chosen.in_force(when, definitions)]
