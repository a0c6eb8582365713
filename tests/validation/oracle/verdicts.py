"""The same file and schema through frictionless and through ours: every error as (record, column, type, note)."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from frictionless import Package

from apertura.validation.tableschema.scan.dialect import Dialect as OurDialect
from apertura.validation.tableschema.stream.check import errors

if TYPE_CHECKING:
    from pathlib import Path

    from apertura.validation.tableschema.stream.report import Cause, Sample

Verdict = list[tuple[int, int, str, str]]
LISTED = b"clave,texto\n1,x\n02,y\n3,\n2024-01-05,a\n"
LISTED_SCHEMA = {"fields": [{"name": "clave", "type": "string"}, {"name": "texto", "type": "string"}]}
V2 = "https://datapackage.org/profiles/2.0/datapackage.json"


class FrictionlessFailsError(Exception):
    """It raised something that is not a verdict."""


def assert_alike(data: bytes, schema: dict[str, Any], folder: Path) -> bool:
    """Check that both give the same verdict; say whether frictionless gave one at all.

    Where fields are matched by name and labels repeat, its verdict is one error without a place, and ours names them.
    """
    own = ours(data, schema, folder)
    try:
        verdict = theirs(data, schema, folder)
    except FrictionlessFailsError:
        return False
    if [found[2] for found in verdict] == ["error"] and "requires unique labels" in verdict[0][3]:
        assert {found[2] for found in own} == {"duplicate-label"}
        return True
    assert own == verdict
    return True


def theirs(data: bytes, schema: dict[str, Any], folder: Path, listed: dict[str, Any] = LISTED_SCHEMA) -> Verdict:
    """Every error frictionless finds in the bytes of a CSV file whose separator and header are stated."""
    resources = [_resource(folder, "t", data, schema), _resource(folder, "lista", LISTED, listed)]
    package = Package.from_descriptor({"$schema": V2, "resources": resources}, basepath=str(folder))
    try:
        report = package.get_resource("t").validate(limit_errors=10**9)
    except Exception as error:
        raise FrictionlessFailsError(repr(error)) from error
    found = report.tasks[0].errors if report.tasks else report.errors
    return sorted(
        (getattr(error, "row_number", 0) or 0, getattr(error, "field_number", 0) or 0, error.type, _note(error))
        for error in found
    )


def ours(data: bytes, schema: dict[str, Any], folder: Path, listed: dict[str, Any] = LISTED_SCHEMA) -> Verdict:
    """Every error we find in the same bytes."""
    (folder / "t.csv").write_bytes(data)
    (folder / "lista.csv").write_bytes(LISTED)
    found = errors(folder / "t.csv", schema, tables={"lista": (folder / "lista.csv", listed)}, dialect=OurDialect(","))
    return sorted((sample.row or 0, cause.number or 0, cause.type, _words(cause, sample)) for cause, sample in found)


def _words(cause: Cause, sample: Sample) -> str:
    return f"the same as in the row at position {sample.previous}" if sample.previous else cause.note


def _note(error: Any) -> str:
    return "" if error.type in ("foreign-key", "duplicate-label") else error.note


def _resource(folder: Path, name: str, data: bytes, schema: dict[str, Any]) -> dict[str, Any]:
    (folder / f"{name}.csv").write_bytes(data)
    control = {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "skipInitialSpace": False}
    dialect = {"headerRows": [1], "csv": control}
    return {
        "name": name,
        "path": f"{name}.csv",
        "encoding": "utf-8",
        "dialect": dialect,
        "schema": copy.deepcopy(schema),
    }
