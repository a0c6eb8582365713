"""Published values to what people write for them."""

from collections.abc import Mapping
from random import Random

from apertura.demo.value import Scalar
from apertura.model.definition import DatasetDefinition, Field

_PLAINLY = 0.7


def spellings(definition: DatasetDefinition, garante: str) -> Mapping[tuple[str, str], str]:
    """Choose how a body writes each code of each field, among those ``source/`` knows: most often the first."""
    known: dict[tuple[str, str], list[str]] = {}
    for meaning in definition.meanings:
        if meaning.garante is None and meaning.since is None and meaning.meant not in (None, meaning.written):
            known.setdefault((meaning.field, str(meaning.meant)), []).append(meaning.written)
    random = Random(f"{definition.name} as {garante} writes it")
    return {key: words[0] if random.random() < _PLAINLY else random.choice(words) for key, words in known.items()}


def headings(definition: DatasetDefinition, garante: str) -> Mapping[str, str]:
    """Choose what a body writes above each field: most often the schema's title, else a heading of ``source/``."""
    fed: dict[str, list[str | None]] = {}
    for column in definition.columns:
        if column.garante is None and column.since is None:
            fed.setdefault(column.heading.casefold(), []).append(column.field)
    random = Random(f"{definition.name} as {garante} heads it")
    chosen: dict[str, str] = {}
    for field in definition.schema.fields:
        other = [column.heading for column in definition.columns if fed.get(column.heading.casefold()) == [field.name]]
        plain = [heading for heading in other if "_" not in heading]
        chosen[field.name] = random.choice(plain) if plain and random.random() > _PLAINLY else field.title
    return chosen


def spell(value: Scalar, field: Field, spelt: Mapping[tuple[str, str], str]) -> Scalar:
    """Write a value as people do; yes and no in words, and what is text as text, though it be a year."""
    if isinstance(value, bool):
        return "Sí" if value else "No"
    if value is None or (field.type != "string" and not isinstance(value, str)):
        return value
    return spelt.get((field.name, str(value)), str(value))
