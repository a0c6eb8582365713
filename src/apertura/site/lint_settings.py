"""``schemas/sitio/sitio.yaml`` to everything that is wrong with it."""

from collections.abc import Iterator
from pathlib import Path

from apertura.definitions.documents.read_document import Document, read_document
from apertura.definitions.site_address import FILE
from apertura.errors import DefinitionError
from apertura.model.definition import Definitions
from apertura.site.settings import Indicator, read_settings


def lint_settings(schemas: Path, definitions: Definitions) -> tuple[str, ...]:
    """Say all that is wrong with the site's settings, each ``file:line: sentence`` in Spanish; there may be none."""
    if not (schemas / FILE).exists():
        return ()
    try:
        settings = read_settings(schemas)
    except DefinitionError as error:
        return error.problems
    document = read_document(schemas, FILE)
    unknown = (name for name in settings.dois if name not in definitions.publishable)
    return (
        *(document.problem(("dois", name), f"no hay un conjunto de datos «{name}»") for name in unknown),
        *(
            problem
            for place, indicator in enumerate(settings.indicators)
            for problem in _problems(document, place, indicator, definitions)
        ),
    )


def _problems(document: Document, place: int, indicator: Indicator, definitions: Definitions) -> Iterator[str]:
    definition = definitions.publishable.get(indicator.dataset)
    if definition is None:
        yield document.problem(("indicators", place, "dataset"), f"no hay un conjunto de datos «{indicator.dataset}»")
        return
    fields = {field.name for field in definition.schema.fields}
    named = {"key": [indicator.key], "period": [indicator.period], "measures": indicator.measures,
             "counts": indicator.counts}  # fmt: skip
    for part, names in named.items():
        for name in names:
            if name not in fields:
                yield document.problem(
                    ("indicators", place, part), f"el conjunto «{indicator.dataset}» no tiene un campo «{name}»"
                )
