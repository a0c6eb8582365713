"""A query to what in it may not be: more than a SELECT, tables not its sources, what chance or the clock says."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from apertura.definitions.derived.sealed_database import ask, open_database

if TYPE_CHECKING:
    import duckdb

_TABLE_FUNCTIONS = frozenset({"generate_series", "range", "unnest"})
_FROM = frozenset({"BASE_TABLE", "CTE", "EMPTY", "EXPRESSION_LIST", "JOIN", "SUBQUERY", "TABLE_FUNCTION"})
# SQL has these without parentheses, so that they look like columns
_OF_THE_MOMENT = frozenset(
    {
        "current_catalog",
        "current_database",
        "current_date",
        "current_role",
        "current_schema",
        "current_time",
        "current_timestamp",
        "current_user",
        "localtime",
        "localtimestamp",
        "session_user",
        "user",
    }
)
_FUNCTIONS = """
    SELECT function_name, bool_and(function_type IN ('scalar', 'aggregate', 'window') AND stability = 'CONSISTENT'),
        list(macro_definition) FILTER (function_type = 'macro')
    FROM duckdb_functions() GROUP BY function_name
"""


@dataclass(frozen=True, slots=True)
class Unsound:
    """One thing that a query may not do, and its line, counted from 1."""

    line: int
    sentence: str


def unsound(database: "duckdb.DuckDBPyConnection", query: str, sources: Collection[str]) -> tuple[Unsound, ...]:
    """Say what a query does that would make it reach beyond ``sources``, or differ from one day to the next.

    The query is parsed, not run: DuckDB writes its own syntax tree, and says of each function whether the same
    arguments always give the same answer; of one that stands for an expression (NULLIF), the expression is looked at.
    """
    tree = _parse(database, query)
    if tree["error"]:
        return (Unsound(_line(query, tree.get("position")), _refusal(tree)),)
    if len(tree["statements"]) != 1:
        return (Unsound(1, "debe ser una sola consulta SELECT"),)
    nodes = list(_nodes(tree["statements"][0]))
    doubtful = _doubtful(database, nodes)
    tables = {*sources, *(entry["key"] for node in nodes for entry in node.get("cte_map", {}).get("map", []))}
    found = (
        Unsound(_line(query, node.get("query_location")), sentence)
        for node in nodes
        for sentence in _faults(node, tables, doubtful)
    )
    return tuple(dict.fromkeys(found))


def _parse(database: "duckdb.DuckDBPyConnection", query: str) -> dict[str, Any]:
    ((text,),) = ask(database, "SELECT json_serialize_sql(?)", [query])
    tree: dict[str, Any] = json.loads(text)
    return tree


def _doubtful(database: "duckdb.DuckDBPyConnection", nodes: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Name the functions, of all there are, that may answer differently, but for macros of ``nodes`` that do not."""
    functions = _functions()
    doubtful = frozenset(name for name, (consistent, _) in functions.items() if not consistent) - _TABLE_FUNCTIONS
    called = {str(node["function_name"]).lower() for node in nodes if "function_name" in node} & doubtful
    return doubtful - {name for name in called if _is_plain(database, functions[name][1], doubtful)}


def _is_plain(database: "duckdb.DuckDBPyConnection", macros: Sequence[str], doubtful: Collection[str]) -> bool:
    trees = [_parse(database, f"SELECT {macro}") for macro in macros]
    parsed = bool(trees) and not any(tree["error"] for tree in trees)
    return parsed and not any(list(_faults(node, (), doubtful)) for tree in trees for node in _nodes(tree))


@cache
def _functions() -> Mapping[str, tuple[bool, Sequence[str]]]:
    """By function of DuckDB, whether it always answers the same, and what it stands for where it is a macro."""
    with open_database() as database:
        return {name: (consistent is True, macros or ()) for name, consistent, macros in ask(database, _FUNCTIONS)}


def _refusal(tree: Mapping[str, Any]) -> str:
    if tree["error_type"] == "not implemented":
        return "debe ser una consulta SELECT, y nada más"
    return f"la consulta no se entiende como SQL ({tree['error_message']})"


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield each
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each


def _faults(node: Mapping[str, Any], tables: Collection[str], doubtful: Collection[str]) -> Iterator[str]:
    if node.get("sample"):
        yield "toma una muestra al azar"
    if "alias" in node and "sample" in node:
        yield from _from_faults(node, tables)
    elif "function_name" in node and str(node["function_name"]).lower() in doubtful:
        yield f"llama a «{node['function_name']}», que no siempre responde lo mismo o mira fuera de la consulta"
    names = [str(name).lower() for name in node.get("column_names", [])]
    if len(names) == 1 and names[0] in _OF_THE_MOMENT:
        yield f"usa «{names[0]}», que depende de cuándo y quién la corre"


def _from_faults(node: Mapping[str, Any], tables: Collection[str]) -> Iterator[str]:
    if node["type"] not in _FROM:
        yield f"usa una forma de FROM que no se admite ({node['type']})"
    if node["type"] == "BASE_TABLE":
        path = node["qualified_name"]["path"]
        if len(path) != 1 or path[0] not in tables:
            yield f"lee «{'.'.join(path)}», que no está en «sources»"
    if node["type"] == "TABLE_FUNCTION" and node["function"]["function_name"].lower() not in _TABLE_FUNCTIONS:
        yield f"lee de «{node['function']['function_name']}», y solo puede leer de sus fuentes"


def _line(query: str, position: object) -> int:
    """Line of a byte of the query; what has no place in it is put in the first."""
    content = query.encode()
    place = int(str(position)) if position is not None else 0
    return content[:place].count(b"\n") + 1 if place <= len(content) else 1
