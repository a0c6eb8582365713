"""``datos_personales/*.csv`` to PersonalLists."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.attempt import attempt
from apertura.definitions.documents.read_sheet import Record, read_sheet
from apertura.definitions.documents.repeated import repeated
from apertura.errors import DefinitionError
from apertura.model.personal_data import PersonalKind, PersonalLists
from apertura.model.text import fold

_WORDS, _PUBLIC = "datos_personales/palabras.csv", "datos_personales/publicos.csv"
_BANKS = "datos_personales/bancos.csv"
_ROLES = ("otro", "presentacion", "oficina", "vialidad", "institucion")
_SHAPES: Mapping[str, str] = {
    "correo": r"[a-z0-9-]+(?:\.[a-z0-9-]+)+",
    "rfc": r"[A-ZÑ&]{4}[0-9]{6}[A-Z0-9]{3}",
    "telefono": r"[0-9]{10}",
}


def read_personal_lists(root: Path, catalogues: Catalogues) -> PersonalLists:
    """Read the three lists; DefinitionError with all that is wrong.

    The domains of the bodies' own web sites, which their catalogue has, are public without being listed again.
    """
    words, word_problems = attempt(partial(_words, root))
    public, public_problems = attempt(partial(_public, root))
    banks, bank_problems = attempt(partial(_banks, root))
    if words is None or public is None or banks is None:
        raise DefinitionError((*word_problems, *public_problems, *bank_problems))
    return PersonalLists(
        labels={kind: words[kind.value] for kind in PersonalKind if kind.value in words},
        others=words.get("otro", ()),
        introductions=words.get("presentacion", ()),
        offices=words.get("oficina", ()),
        streets=words.get("vialidad", ()),
        institutions=words.get("institucion", ()),
        domains=frozenset((*public["correo"], *_web_sites(catalogues))),
        telephones=frozenset(public["telefono"]),
        generic_rfcs=frozenset(public["rfc"]),
        banks=banks,
    )


def _words(root: Path) -> Mapping[str, tuple[str, ...]]:
    records = read_sheet(root, _WORDS, ("tipo", "palabra"))
    roles = (*(kind.value for kind in PersonalKind), *_ROLES)
    problems = [
        *_unknown(records, roles),
        *(record.problem("falta la palabra") for record in records if not fold(record.cells["palabra"])),
        *_twice(records, "palabra"),
    ]
    if problems:
        raise DefinitionError(tuple(problems))
    return _by_kind(records, "palabra", fold)


def _public(root: Path) -> Mapping[str, tuple[str, ...]]:
    records = read_sheet(root, _PUBLIC, ("tipo", "valor", "de_quien", "fuente"))
    problems = [*_unknown(records, tuple(_SHAPES)), *_twice(records, "valor")]
    for record in records:
        kind, value = record.cells["tipo"], record.cells["valor"]
        if kind in _SHAPES and not re.fullmatch(_SHAPES[kind], value):
            problems.append(record.problem(f"«{value}» no tiene la forma de un valor de tipo «{kind}»"))
        problems += [record.problem(f"falta «{name}»") for name in ("de_quien", "fuente") if not record.cells[name]]
    if problems:
        raise DefinitionError(tuple(problems))
    return dict.fromkeys(_SHAPES, ()) | _by_kind(records, "valor", str)


def _banks(root: Path) -> frozenset[str]:
    records = read_sheet(root, _BANKS, ("clave", "nombre", "fuente"))
    problems = []
    for record in records:
        if not re.fullmatch(r"[0-9]{3}", record.cells["clave"]):
            problems.append(record.problem(f"«{record.cells['clave']}» no es una clave de banco, de tres cifras"))
        problems += [record.problem(f"falta «{name}»") for name in ("nombre", "fuente") if not record.cells[name]]
    for record, first in repeated(records, lambda record: record.cells["clave"]):
        problems.append(record.problem(f"«{record.cells['clave']}» ya está en la línea {first.line}"))
    if problems:
        raise DefinitionError(tuple(problems))
    return frozenset(record.cells["clave"] for record in records)


def _unknown(records: Iterable[Record], kinds: Sequence[str]) -> Iterator[str]:
    for record in records:
        if record.cells["tipo"] not in kinds:
            yield record.problem(f"tipo desconocido «{record.cells['tipo']}»; los que hay son: {', '.join(kinds)}")


def _twice(records: Sequence[Record], column: str) -> Iterator[str]:
    for record, first in repeated(records, lambda record: (record.cells["tipo"], fold(record.cells[column]))):
        yield record.problem(f"«{record.cells[column]}» ya está en la línea {first.line}")


def _by_kind(records: Iterable[Record], column: str, read: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for record in records:
        found[record.cells["tipo"]] = (*found.get(record.cells["tipo"], ()), read(record.cells[column]))
    return found


def _web_sites(catalogues: Catalogues) -> Iterator[str]:
    for record in catalogues.records("organismo"):
        # not every catalogue of bodies has the column, and not every body a site
        if host := urlsplit(record.cells.get("sitio_web", "")).hostname:
            yield host.removeprefix("www.")
