"""Definitions to a drawn model: Markdown with one Mermaid diagram per strategy, keys and foreign keys alone."""

from collections.abc import Iterator, Mapping, Sequence

from apertura.definitions.plans.plan_coverage import plan_coverage
from apertura.model.definition import DatasetDefinition, Definitions, ForeignKey

EVERYTHING, NOTHING = "Todas las líneas de acción", "Fuera del plan"
_WHO_AND_WHEN = frozenset({"organismo", "periodo"})
DERIVED = "Conjuntos derivados, que se calculan de los demás"


def entity_diagram(definitions: Definitions) -> str:
    """Draw every dataset with the fields of its keys, and what they name; a dataset stands where its first line does.

    Derived ones stand apart, a broken line from each dataset that they are computed from.

    Keys by which a submission itself says who and when (``context``) go to the same two catalogues everywhere, and are
    not drawn.
    """
    groups = _groups(definitions)
    return "\n".join(line for title, names in groups.items() for line in _group(title, names, definitions))


def _groups(definitions: Definitions) -> Mapping[str, Sequence[str]]:
    general = {name for coverage in plan_coverage(definitions) for name in coverage.general}
    strategies = {row["estrategia_id"]: _title(row) for row in definitions.catalogues["estrategia"].rows}
    lines = {linea.id: strategies[linea.estrategia] for plan in definitions.plans for linea in plan.lineas}
    groups: dict[str, list[str]] = {title: [] for title in (EVERYTHING, *strategies.values(), NOTHING)}
    for name, definition in definitions.datasets.items():
        ids = definition.plan_lines
        title = lines[ids[0]] if ids else NOTHING
        groups[EVERYTHING if name in general else title].append(name)
    groups[DERIVED] = list(definitions.derived)
    return {title: names for title, names in groups.items() if names}


def _title(strategy: Mapping[str, str]) -> str:
    return f"{strategy['estrategia_id']}. {strategy['titulo']}"


def _group(title: str, names: Sequence[str], definitions: Definitions) -> Iterator[str]:
    yield from (f"### {title}", "", "```mermaid", "erDiagram")
    for name in names:
        yield from _entity(definitions.publishable[name])
    for name in names:
        definition = definitions.publishable[name]
        yield from (_relation(definition, key) for key in _drawn(definition))
        if definition.derivation:
            yield from (f'    {source} }}o..o{{ {name} : "alimenta"' for source in definitions.precursors(name))
    yield from ("```", "")


def _entity(definition: DatasetDefinition) -> Iterator[str]:
    schema = definition.schema
    foreign = {name for key in schema.foreign_keys for name in key.fields}
    yield f"    {definition.name} {{"
    for field in schema.fields:
        marks = [mark for mark, names in (("PK", schema.primary_key), ("FK", foreign)) if field.name in names]
        if marks:
            yield f"        {field.type} {field.name} {', '.join(marks)}"
    yield "    }"


def _drawn(definition: DatasetDefinition) -> Iterator[ForeignKey]:
    keys = definition.schema.foreign_keys
    if definition.derivation:
        return (key for key in keys if key.resource not in _WHO_AND_WHEN)
    return (key for key in keys if not definition.context.keys() >= set(key.fields))


def _relation(definition: DatasetDefinition, key: ForeignKey) -> str:
    schema = definition.schema
    one = "||" if all(schema.field(name).required for name in key.fields) else "|o"
    many = "o|" if set(key.fields) >= set(schema.primary_key) else "o{"
    own = [name for name in key.fields if name not in definition.context]
    return f'    {key.resource} {one}--{many} {definition.name} : "{", ".join(own)}"'
