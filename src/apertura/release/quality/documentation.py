"""Whether the table is explained: fields, dictionary, schema, names of columns."""

import json
import re

from apertura.release.files import DICTIONARY, SCHEMA
from apertura.release.phrases import say
from apertura.release.quality.finding import Finding, Parameters, met, unmet
from apertura.release.quality.strict_cells import strict_cells
from apertura.release.quality.subject import Subject
from apertura.release.quality.words import named

_SIMPLE = re.compile(r"[a-z][a-z0-9_]*")


def described_fields(subject: Subject, _asked: Parameters) -> Finding:
    """Whether every field has a title and a description."""
    fields = subject.schema["fields"]
    bare = [field["name"] for field in fields if not (field.get("title") and field.get("description"))]
    total = say("quality.fields", len(fields))
    if bare:
        return unmet(say("quality.described.not", len(bare), fields=total, names=named(bare)))
    return met(say("quality.described.all", len(fields)))


def whole_dictionary(subject: Subject, _asked: Parameters) -> Finding:
    """Whether the dictionary, a CSV file, has one row for each field, in their order."""
    content = subject.content(DICTIONARY)
    cells = strict_cells(content) if content is not None else None
    if cells is None or "campo" not in cells.columns:
        return unmet(say("quality.dictionary.none", file=DICTIONARY))
    names = [field["name"] for field in subject.schema["fields"]]
    explained = cells["campo"].to_list()
    missing = [name for name in names if name not in explained]
    if missing:
        return unmet(say("quality.dictionary.lacks", len(missing), file=DICTIONARY, names=named(missing)))
    return met(say("quality.dictionary.whole", len(names), file=DICTIONARY))


def published_schema(subject: Subject, _asked: Parameters) -> Finding:
    """Whether the schema travels with the table, and names its columns as the table does."""
    content = subject.content(SCHEMA)
    if content is None:
        return unmet(say("quality.schema.none", file=SCHEMA))
    described = [field["name"] for field in json.loads(content)["fields"]]
    if subject.cells is None or described != subject.cells.columns:
        return unmet(say("quality.schema.other", file=SCHEMA))
    return met(say("quality.schema.same", len(described), file=SCHEMA))


def telling_names(subject: Subject, asked: Parameters) -> Finding:
    """Whether names of columns are simple (lower case, ASCII, no blanks) and of ``minimo_caracteres`` at least."""
    least = asked["minimo_caracteres"]
    names = [field["name"] for field in subject.schema["fields"]]
    odd = [name for name in names if len(name) < least or not _SIMPLE.fullmatch(name)]
    if odd:
        return unmet(say("quality.names.odd", len(odd), least=least, names=named(odd)))
    return met(say("quality.names.telling", len(names), least=least))
