"""A profile's scenario to what it says that cannot be."""

from collections.abc import Iterator, Mapping

from apertura.definitions.documents.read_document import Document, Keys
from apertura.demo.value import Choice, DaysFrom, Mean, Quarterly, Scalar, Sum, Value
from apertura.demo.words import named
from apertura.model.definition import DatasetDefinition


def scenario_problems(
    document: Document, keys: Keys, values: Mapping[str, Value], definition: DatasetDefinition, words: frozenset[str]
) -> Iterator[str]:
    """Say what a scenario names that does not exist: fields, options, words; ``keys`` say where it stands."""
    fields = {field.name: field for field in definition.schema.fields}
    for name, value in values.items():
        place = (*keys, "valores", name) if (*keys, "valores", name) in document.lines else ("comunes", name)
        if name not in fields:
            yield document.problem(place, f"no hay un campo «{name}»")
            continue
        yield from (
            document.problem(place, f"no hay un campo «{other}»")
            for other in _worked_out_from(value)
            if other not in words
        )
        for text in (option for option in _options(value) if isinstance(option, str)):
            yield from (document.problem(place, sentence) for sentence in _about_text(text, name, definition, words))


def _about_text(text: str, field: str, definition: DatasetDefinition, words: frozenset[str]) -> Iterator[str]:
    try:
        names = named(text)
    except ValueError:
        yield f"«{text}» abre o cierra una llave de más"
        return
    yield from (f"no hay una palabra «{{{name}}}»" for name in names if name not in words)
    options = definition.schema.field(field).constraints.get("enum")
    if isinstance(options, list) and not names and text.casefold() not in _written(definition, field, options):
        yield f"«{text}» no es una opción de «{field}»"


def _written(definition: DatasetDefinition, field: str, options: list[str]) -> set[str]:
    written = [meaning.written for meaning in definition.meanings if meaning.field == field]
    return {word.casefold() for word in (*options, *written)}


def _worked_out_from(value: Value) -> tuple[str, ...]:
    match value:
        case Sum(fields) | Mean(fields):
            return fields
        case DaysFrom(start):
            return (start,)
        case _:
            return ()


def _options(value: Value) -> tuple[Scalar, ...]:
    match value:
        case Choice(options) | Quarterly(options):
            return options
        case str():
            return (value,)
        case _:
            return ()
