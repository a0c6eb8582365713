"""What an open data policy asks, as values: characteristics, rules, and the checks that a machine can make of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from apertura.model.issue import Severity


class Outcome(StrEnum):
    """What became of a check, or of all checks of a criterion."""

    MET = "cumple"
    UNMET = "no_cumple"
    UNKNOWN = "no_comprobable"


class Parameter(StrEnum):
    """What a parameter of a check may be."""

    INTEGER = "un número entero"
    TEXT = "un texto"
    TEXTS = "una lista de textos"
    LICENCES = "una lista de claves del catálogo «licencia»"
    PATTERNS = "una lista de expresiones regulares"
    TITLES = "un grupo de claves con su nombre"
    PATTERN_BY_FIELD = "un grupo de campos con su expresión regular"


CHECKS: Mapping[str, Mapping[str, Parameter]] = MappingProxyType(
    {
        "descarga-anonima": {},
        "nombres-de-archivo": {},
        "licencia-admitida": {"licencias": Parameter.LICENCES},
        "metadatos-presentes": {"propiedades": Parameter.TITLES},
        "campos-descritos": {},
        "diccionario-completo": {},
        "nombres-de-columna": {"minimo_caracteres": Parameter.INTEGER},
        "cobertura": {"minimo_porcentaje": Parameter.INTEGER},
        "periodos-con-datos": {},
        "actualidad": {"campo_de_corte": Parameter.TEXT, "holgura_dias": Parameter.INTEGER},
        "historia-completa": {},
        "nada-se-retira": {},
        "archivos-con-huella": {},
        "llave-distingue": {},
        "sin-totales": {"palabras": Parameter.TEXTS},
        "origen-de-cada-fila": {},
        "formatos-abiertos": {"formatos": Parameter.TITLES},
        "csv-utf8-coma": {},
        "esquema-publicado": {},
        "un-tipo-por-columna": {},
        "fechas-iso8601": {"otras_formas": Parameter.PATTERNS},
        "unidades-fuera-de-las-celdas": {"formas": Parameter.PATTERNS},
        "vacio-es-faltante": {"palabras": Parameter.TEXTS},
        "claves-geograficas": {"campos": Parameter.PATTERN_BY_FIELD},
    }
)
"""Checks that a policy may name, with their parameters; ``release.quality`` has one function for each."""


@dataclass(frozen=True, slots=True)
class PolicyCheck:
    """A check (*comprobación*) as a policy asks it. ``source`` says who asks, written out."""

    name: str
    title: str
    severity: Severity
    source: str
    parameters: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A characteristic or a rule; ``not_checked`` says what of it no machine can tell, and why."""

    key: str
    title: str
    definition: str
    sources: tuple[str, ...]
    checks: tuple[PolicyCheck, ...]
    not_checked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy profile (*política*), a file of ``politica/``. Valid from and until, both inclusive; None: not known."""

    name: str
    title: str
    summary: str
    valid_from: date | None
    valid_until: date | None
    notes: tuple[str, ...]
    characteristics: tuple[Criterion, ...]
    rules: tuple[Criterion, ...]
