"""Personal data (*dato personal*): the kinds that are looked for, and what is known about telling them apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from apertura.model.issue import Severity

HIDDEN = "[dato personal]"
"""What stands in an answer where personal data stood in the file."""


class PersonalKind(StrEnum):
    """What identifies, reaches or locates a person."""

    CURP = "curp"
    RFC = "rfc"
    NSS = "nss"
    CLABE = "clabe"
    CLAVE_ELECTOR = "clave-elector"
    CREDENCIAL = "credencial"
    TELEFONO = "telefono"
    CORREO = "correo"
    DOMICILIO = "domicilio"
    NOMBRE = "nombre"


@dataclass(frozen=True, slots=True)
class Permission:
    """What one field of a dataset may hold, and why.

    Without ``severity`` the kind is not looked for in the field; with one, each cell that holds it is told with it.
    """

    field: str
    kind: PersonalKind
    severity: Severity | None
    reason: str


@dataclass(frozen=True)
class PersonalLists:
    """What ``schemas/datos_personales/`` says.

    ``labels`` are the words that announce each kind, ``others`` those that announce another number (*folio*,
    *expediente*…), ``introductions`` those with which somebody says a name, ``offices`` those that a switchboard has
    beside it, ``streets`` the kinds of streets and ``institutions`` the words no person's name begins with.
    ``domains`` are those of public bodies, without ``@``; ``telephones`` their numbers, ten digits; ``generic_rfcs``
    stand for nobody; ``banks`` are the first three digits of a CLABE.
    """

    labels: Mapping[PersonalKind, tuple[str, ...]] = field(default_factory=dict)
    others: tuple[str, ...] = ()
    introductions: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    streets: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    domains: frozenset[str] = frozenset()
    telephones: frozenset[str] = frozenset()
    generic_rfcs: frozenset[str] = frozenset()
    banks: frozenset[str] = frozenset()

    def __hash__(self) -> int:
        # labels are a mapping, which has no hash; the rest tells lists apart
        return hash((self.others, self.streets, self.domains))
