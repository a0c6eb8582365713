"""The comparisons of a ``dataset.yaml`` to what in them cannot be asked or said."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from apertura.definitions.datasets.dataset_shape import ComparisonShape
from apertura.definitions.documents.read_document import Document
from apertura.definitions.issue_types.template_problems import TEXTS, template_problems
from apertura.model.comparison import ComparisonKind
from apertura.model.definition import TableSchema

ASKED: Mapping[ComparisonKind, tuple[str, ...]] = {
    ComparisonKind.FALL: ("field", "tolerance"),
    ComparisonKind.JUMP: ("field", "factor", "at_least"),
    ComparisonKind.MISSING: (),
    ComparisonKind.CONSTANT: ("field", "rows"),
    ComparisonKind.COPY: ("apart", "rows"),
}
"""The keys that each kind asks for, apart from those of all."""

_BOTH = ("antes", "ahora")
_NUMERIC = frozenset({"integer", "number", "year"})


def comparison_problems(
    document: Document,
    shapes: Sequence[ComparisonShape],
    schema: TableSchema | None,
    context: Mapping[str, str],
    taken: Collection[str],
) -> Iterator[str]:
    """Say which comparisons cannot be made, or could not be told.

    Those with a code already ``taken``, with keys that their kind does not ask for or without one that it does, on
    fields that are not there or cannot be compared, and with messages that do not say both values. Without a schema,
    whose own file is wrong, what is said of its fields waits.
    """
    codes = [shape.code for shape in shapes]
    for index, shape in enumerate(shapes):
        problems = [*_code(shape, {*taken, *codes[:index]}), *_keys(shape), *_texts(shape)]
        if schema is not None:
            problems += [*_fields(shape, schema), *_grain(shape, schema, context)]
        for key, sentence in problems:
            yield document.problem(("comparisons", index, key), f"comparación «{shape.code}»: {sentence}")


def _code(shape: ComparisonShape, taken: Collection[str]) -> Iterator[tuple[str, str]]:
    if shape.code in taken:
        yield "code", f"el código «{shape.code}» ya existe"


def _keys(shape: ComparisonShape) -> Iterator[tuple[str, str]]:
    asked = ASKED[shape.kind]
    for name in asked:
        if name not in shape.model_fields_set:
            yield "kind", f"falta la clave «{name}», que «{shape.kind}» pide"
    for name in dict.fromkeys(name for names in ASKED.values() for name in names):
        if name in shape.model_fields_set and name not in asked:
            yield name, f"«{name}» no va con «{shape.kind}»"


def _texts(shape: ComparisonShape) -> Iterator[tuple[str, str]]:
    texts = shape.model_dump(include=set(TEXTS))
    listed = ("faltan",) if shape.kind is ComparisonKind.MISSING else ()
    yield from template_problems(texts, (*_BOTH, "periodo_anterior", *listed))
    for name in ("message_es", "message_en"):
        for place in (place for place in _BOTH if f"{{{place}}}" not in texts[name]):
            yield name, f"«{name}» no dice {{{place}}}: se dicen siempre los dos datos, el de antes y el de ahora"


def _fields(shape: ComparisonShape, schema: TableSchema) -> Iterator[tuple[str, str]]:
    types = {field.name: field.type for field in schema.fields}
    named = [("field", shape.field), ("justification", shape.justification), *(("apart", name) for name in shape.apart)]
    for key, name in named:
        if name and name not in types:
            yield key, f"nombra un campo que no existe: «{name}»"
    if shape.kind in (ComparisonKind.FALL, ComparisonKind.JUMP) and types.get(shape.field, "number") not in _NUMERIC:
        yield "field", f"«{shape.field}» es de tipo {types[shape.field]}, y solo se comparan números"
    if types.get(shape.justification, "string") != "string":
        sentence = f"«{shape.justification}» es de tipo {types[shape.justification]}, y se explica con texto"
        yield "justification", sentence


def _grain(shape: ComparisonShape, schema: TableSchema, context: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    dated = any(context.get(name) == "period" for name in schema.primary_key)
    if all(context.get(name) == "period" for name in schema.primary_key):
        yield "kind", "sin el periodo, la clave primaria no distingue ninguna fila de otra, y no hay qué comparar"
    if shape.kind is ComparisonKind.MISSING and not dated:
        yield "kind", "«missing» no va con un registro, cuya clave primaria no lleva el periodo: ahí nada se repite"
