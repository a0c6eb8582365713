"""Columns of text to faults: candidates by one expression per column, each distinct text looked at once."""

import dataclasses
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from apertura.model.definition import DatasetDefinition
from apertura.model.issue import IssueType, IssueTypes, Severity
from apertura.model.personal_data import Permission, PersonalKind, PersonalLists
from apertura.model.table import NormalisedTable
from apertura.validation.personal_data.candidates import candidates
from apertura.validation.personal_data.conceal import PERSONAL
from apertura.validation.personal_data.find import Found, digits, find
from apertura.validation.personal_data.verify import whole
from apertura.validation.personal_data.words import OTHER, Words, words
from apertura.validation.tableschema.cells import Cells
from apertura.validation.tableschema.fault import Fault

ADMITTED = f"{PERSONAL}-admitido"
IN_SHEET = f"{PERSONAL}-en-hoja"

EVIDENCE, SHARE, SOME = 6, 0.95, 200
"""Distinct numbers of eleven digits that a column needs, and how many of them must pass Luhn's rule, to be NSSs.

One number in ten passes by chance, six distinct ones in a million columns.
"""


def search(
    table: NormalisedTable,
    definition: DatasetDefinition,
    lists: PersonalLists,
    texts: pl.DataFrame,
    cells: Mapping[str, Cells],
) -> Iterator[Fault]:
    """Look for personal data in the name of the sheet, in every text column, and in what no other column can read.

    What a permission of the dataset leaves aside is not told; what one tolerates has the code of that permission
    (see ``personal_types``). One fault for each cell and kind.
    """
    compiled = words(lists)
    named = (table.sheet or "", *table.more_sheets)
    if any(found.sure for sheet in named for found in find(sheet, compiled, None)):
        yield Fault(None, (), IN_SHEET)
    permissions = {(each.field, each.kind): each for each in definition.permissions}
    read = pl.DataFrame(list(_columns(definition, texts, cells)))
    announced = {
        field.name: compiled.announced(f"{field.name.replace('_', ' ')} {field.title}")
        for field in definition.schema.fields
        if field.name in read.columns
    }
    for name, suspects in candidates(read, compiled, announced).items():
        for kind, indexes in _column(read[name], suspects, compiled, announced[name]):
            permission = permissions.get((name, kind))
            if permission is None or permission.severity is not None:
                code = f"{PERSONAL}-{kind}" if permission is None else code_of(permission)
                yield from (Fault(index, (name,), code, _details(permission)) for index in indexes)


def _columns(definition: DatasetDefinition, texts: pl.DataFrame, cells: Mapping[str, Cells]) -> Iterator[pl.Series]:
    for field in definition.schema.fields:
        if field.type == "string":
            yield texts[field.name]
        elif cells[field.name].unknown.any():
            yield texts[field.name].set(~cells[field.name].unknown, None)


def personal_types(types: IssueTypes, permissions: Sequence[Permission]) -> IssueTypes:
    """Make the type of each permission with a severity: what it tolerates is told as such, under its kind's title."""
    return {code_of(each): _type(types, each.kind, each.severity) for each in permissions if each.severity is not None}


def _type(types: IssueTypes, kind: PersonalKind, severity: Severity) -> IssueType:
    own = types[f"{PERSONAL}-{kind}"]
    if severity.returns:
        return dataclasses.replace(own, severity=severity)
    return dataclasses.replace(types[ADMITTED], severity=severity, title_es=own.title_es, title_en=own.title_en)


def code_of(permission: Permission) -> str:
    """Name the type of what a permission speaks of."""
    return f"{PERSONAL}-{permission.kind}:{permission.field}"


def _details(permission: Permission | None) -> Mapping[str, str]:
    return {} if permission is None else {"razon": permission.reason.rstrip(".")}


def _column(
    text: pl.Series, suspects: Sequence[str], compiled: Words, column: str | None
) -> Iterator[tuple[PersonalKind, Sequence[int]]]:
    suspected = _worth_reading(suspects, compiled, column)
    found = {each: kinds for each in suspected if (kinds := find(each, compiled, column))}
    kept = _kept(found)
    for kind in PersonalKind:
        holding = [each for each, kinds in found.items() if any(one.kind is kind and one in kept for one in kinds)]
        if holding:
            yield kind, text.is_in(holding).fill_null(value=False).arg_true().to_list()


def _worth_reading(suspects: Sequence[str], compiled: Words, column: str | None) -> Sequence[str]:
    """Leave out bare numbers of eleven digits where a first few show that the column is not made of NSSs."""
    if column not in (None, OTHER):
        return suspects
    bare = {each for each in suspects if len(digits(each)) == 11}
    some = sorted(bare)[:SOME]
    passing = sum(whole(PersonalKind.NSS, digits(each), compiled.lists) for each in some)
    return [each for each in suspects if each not in bare] if passing < SHARE * len(some) else suspects


def _kept(found: Mapping[str, frozenset[Found]]) -> frozenset[Found]:
    """Every sure finding, and the unsure ones where the column has enough of them."""
    counts = Counter(one for kinds in found.values() for one in kinds)
    return frozenset(one for one, count in counts.items() if one.sure or count >= EVIDENCE)
