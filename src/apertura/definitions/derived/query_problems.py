"""A derived dataset to what is wrong with its query, tried on empty sources."""

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from apertura.definitions.derived.columns import ORIGIN, ROW, source_columns, table_columns
from apertura.definitions.derived.read_derived import QUERY
from apertura.definitions.derived.sealed_database import ask, open_database, quoted
from apertura.definitions.derived.sound_query import unsound
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.derivation import Derivation

if TYPE_CHECKING:
    import duckdb

_INTEGERS = r"U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?"


def query_problems(definition: DatasetDefinition, definitions: Definitions) -> Iterator[str]:
    """Say, each at its line, why the query of a derived dataset does not make its table: unsound, or other columns.

    The columns are those of the schema, of its types and in its order, and then ``_filas_<source>``, a list of row
    numbers, for each source that is a dataset, and for any other that the rows are traced to; one at least.
    """
    if definition.derivation is None:
        return
    path = f"{definition.name}/{QUERY}"
    with open_database() as database:
        for line, sentence in _problems(database, definition, definition.derivation, definitions):
            yield f"{path}:{line}: {sentence}"


def _problems(
    database: "duckdb.DuckDBPyConnection",
    definition: DatasetDefinition,
    derivation: Derivation,
    definitions: Definitions,
) -> Iterator[tuple[int, str]]:
    import duckdb

    if found := unsound(database, derivation.query, derivation.sources):
        yield from ((each.line, each.sentence) for each in found)
        return
    for name in derivation.sources:
        columns = {ROW: "BIGINT", **source_columns(name, definitions)}
        described = ", ".join(f"{quoted(column)} {type_}" for column, type_ in columns.items())
        ask(database, f"CREATE TABLE {quoted(name)} ({described})")
    try:
        made = {row[0]: row[1] for row in ask(database, f"DESCRIBE {derivation.query}")}
    except duckdb.Error as error:
        yield _place(error), f"la consulta no se puede calcular ({str(error).partition(chr(10))[0]})"
        return
    yield from ((1, sentence) for sentence in _column_problems(made, definition, derivation, definitions))


def _column_problems(
    made: Mapping[str, str], definition: DatasetDefinition, derivation: Derivation, definitions: Definitions
) -> Iterator[str]:
    wanted = table_columns(definition.schema)
    own = [name for name in made if not name.startswith(ORIGIN)]
    if own != list(wanted):
        yield f"debe dar exactamente los campos del esquema ({', '.join(wanted)}), y da {', '.join(own)}"
        return
    for name, type_ in wanted.items():
        if not _fits(made[name], type_):
            yield f"«{name}» es {made[name]} en la consulta y debe ser {type_}"
    yield from _origin_problems(made, derivation, definitions)


def _origin_problems(made: Mapping[str, str], derivation: Derivation, definitions: Definitions) -> Iterator[str]:
    origins = {name.removeprefix(ORIGIN): type_ for name, type_ in made.items() if name.startswith(ORIGIN)}
    needed = [name for name in derivation.sources if name in definitions.publishable]
    for name in (name for name in needed if name not in origins):
        yield f"falta la columna «{ORIGIN}{name}»: las filas de «{name}» de que sale cada una, list({ROW})"
    if not origins and not needed:
        yield f"falta decir de qué filas sale cada una: una columna «{ORIGIN}<fuente>», list({ROW})"
    for name, type_ in origins.items():
        if name not in derivation.sources:
            yield f"«{ORIGIN}{name}» no es de ninguna fuente"
        elif type_ != "BIGINT[]":
            yield f"«{ORIGIN}{name}» es {type_} y debe ser BIGINT[], list({ROW})"


def _fits(made: str, wanted: str) -> bool:
    if wanted.startswith("DECIMAL"):
        found = re.fullmatch(r"DECIMAL\(\d+,(\d+)\)", made)
        return found is not None and int(found[1]) <= int(wanted.rstrip(")").rpartition(", ")[2])
    if wanted in ("BIGINT", "INTEGER"):
        return re.fullmatch(_INTEGERS, made) is not None
    return made == wanted


def _place(error: Exception) -> int:
    found = re.search(r"^LINE (\d+):", str(error), re.MULTILINE)
    return int(found[1]) if found else 1
