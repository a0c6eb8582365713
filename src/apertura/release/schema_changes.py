"""Two published Table Schemas to the reasons their difference gives."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from apertura.release.demand import demands_more
from apertura.release.phrases import listing, say
from apertura.release.reason import Level, Reason

Schema = Mapping[str, Any]

_STORED = ("type", "format", "apertura:decimales", "apertura:unidad")


def schema_changes(before: Schema, after: Schema) -> tuple[Reason, ...]:
    """Tell what changed: MAJOR for what breaks a reader or demands more, MINOR for what is added, PATCH for words.

    MAJOR: field removed, renamed, retyped, inserted or moved; more demanded of a field (``demands_more``); key changed;
    reference to a catalogue added. MINOR: field added at the end; less demanded, which may bring values never seen
    before; reference dropped. PATCH: titles, descriptions, examples, the rest.
    """
    reasons = (*_fields(before, after), *_keys(before, after))
    if not reasons and _canonical(before) != _canonical(after):
        return (Reason(Level.PATCH, say("schema.described")),)
    return reasons


def _fields(before: Schema, after: Schema) -> Iterator[Reason]:
    old = {field["name"]: field for field in before["fields"]}
    new = {field["name"]: field for field in after["fields"]}
    renamed = dict(_renamed(old, new))
    for name in (name for name in old if name not in new and name not in renamed.values()):
        yield Reason(Level.MAJOR, say("field.removed", field=name))
    for name, was in renamed.items():
        yield Reason(Level.MAJOR, say("field.renamed", field=name, before=was))
    yield from _added([name for name in new if name not in old and name not in renamed], list(new))
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        yield Reason(Level.MAJOR, say("fields.reordered"))
    for name in kept:
        yield from _field(name, old[name], new[name])


def _renamed(old: Mapping[str, Schema], new: Mapping[str, Schema]) -> Iterator[tuple[str, str]]:
    places = dict(zip(old, new, strict=False))
    for was, name in places.items():
        same = {**old[was], "name": ""} == {**new[name], "name": ""}
        if same and was not in new and name not in old:
            yield name, was


def _added(added: list[str], names: list[str]) -> Iterator[Reason]:
    last = names[len(names) - len(added) :]
    for name in added:
        if name in last and set(last) == set(added):
            yield Reason(Level.MINOR, say("field.added", field=name))
        else:
            yield Reason(Level.MAJOR, say("field.inserted", field=name))


def _field(name: str, before: Schema, after: Schema) -> Iterator[Reason]:
    old, new = before.get("constraints") or {}, after.get("constraints") or {}
    if any(before.get(part) != after.get(part) for part in _STORED):
        yield Reason(Level.MAJOR, say("field.retyped", field=name))
    if demands_more(old, new):
        yield Reason(Level.MAJOR, say("field.tightened", field=name))
    elif demands_more(new, old):
        yield Reason(Level.MINOR, say("field.loosened", field=name))
    silent = (*_STORED, "constraints")
    if {k: v for k, v in before.items() if k not in silent} != {k: v for k, v in after.items() if k not in silent}:
        yield Reason(Level.PATCH, say("field.described", field=name))


def _keys(before: Schema, after: Schema) -> Iterator[Reason]:
    if key(before) != key(after):
        yield Reason(Level.MAJOR, say("key.changed"))
    old, new = _references(before), _references(after)
    for fields, catalogue in (new[text] for text in new if text not in old):
        yield Reason(Level.MAJOR, say("reference.added", fields=fields, catalogue=catalogue))
    for fields, catalogue in (old[text] for text in old if text not in new):
        yield Reason(Level.MINOR, say("reference.removed", fields=fields, catalogue=catalogue))


def key(schema: Schema) -> list[str]:
    """Names of the fields of the primary key; none where the schema has no key."""
    named = schema.get("primaryKey") or []
    return [named] if isinstance(named, str) else list(named)


def _references(schema: Schema) -> dict[str, tuple[str, str]]:
    found = {}
    for reference in schema.get("foreignKeys") or []:
        fields = reference["fields"]
        names = [fields] if isinstance(fields, str) else fields
        found[_canonical(reference)] = listing(names), reference["reference"]["resource"]
    return found


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
