r"""How each kind of personal data is written, as expressions of ``re``; what matches is a candidate and no more.

CURP: Instructivo normativo para la asignación de la CURP (DOF, 18/10/2021); X is the sex that is not binary. RFC:
Código Fiscal de la Federación, article 27, with the homoclave left out at times. NSS: Reglamento de la Ley del Seguro
Social en materia de afiliación, 10 digits and one to check. CLABE: Circular 3/2012 of Banxico. Clave de elector,
CIC and OCR: as printed on the credencial para votar. Telephones: ten digits, Plan Técnico Fundamental de Numeración
(DOF, 11/05/2018), with what was dialled before them until 2019.
"""

import re
from collections.abc import Mapping

from apertura.model.personal_data import PersonalKind

_START, _END = r"(?<![0-9a-zñÑ&])", r"(?![0-9a-zñÑ&])"
_FIRST, _LAST = r"(?<![0-9a-z])(?<![0-9][./,-])", r"(?![./,-]?[0-9a-z])"
_PREFIX = r"(?:\+?52[ .-]{0,2}(?:1[ .-]{1,2})?|01[ .-]{1,2}|04[45][ .-]{1,2})?"
_AREA = r"(?:\(\d{2,3}\)|\d{2,3})[ .-]{0,2}"
_JOINED = _AREA + r"(?:\d{4}[ .-]?\d{4}|\d{3}[ .-]?\d{4}|\d{4}[ .]\d{2}[ .]\d{2}|\d{3}[ .-]\d{2}[ .-]\d{2})"
# in groups this small, what comes before must stand apart: 2018-04-11 18:30 is a date
_AREA_APART = r"(?:\(\d{2,3}\)[ .-]{0,2}|\d{2,3}[ .-]{1,2})"
_APART = _AREA_APART + r"(?:\d{2}[ .-]\d{2}[ .-]\d{2}[ .-]\d{2}|\d{2}[ .-]\d{2}[ .-]\d{3}|\d{3}[ .-]\d{3}[ .-]\d{2})"
_ELEVEN = r"\d{11}|\d{10}-\d|\d{2}[ -]\d{2}[ -]\d{2}[ -]\d{4}[ -]\d|\d{4}[ -]\d{2}[ -]\d{4}[ -]\d"
_CARD = r"\d{9,10}|\d{12,13}"


def _written(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE | re.ASCII)


SHAPES: Mapping[PersonalKind, re.Pattern[str]] = {
    PersonalKind.CURP: _written(rf"{_START}[A-Z]{{4}}[ -]?\d{{6}}[ -]?[HMX][A-Z]{{5}}[ -]?[A-Z0-9]\d{_END}"),
    PersonalKind.RFC: _written(rf"{_START}[A-ZÑñ&]{{4}}[ -]?\d{{6}}(?:[ -]?[A-Z0-9]{{3}})?{_END}"),
    PersonalKind.CLAVE_ELECTOR: _written(rf"{_START}[A-Z]{{6}}[ -]?\d{{8}}[ -]?[HM][ -]?\d{{3}}{_END}"),
    PersonalKind.CLABE: _written(
        rf"{_FIRST}(?:\d{{18}}|\d{{3}}[ -]\d{{3}}[ -]\d{{11}}[ -]\d|(?:\d{{4}}[ -]){{4}}\d{{2}}){_LAST}"
    ),
    PersonalKind.NSS: _written(rf"{_FIRST}(?<!\d[ ])(?:{_ELEVEN}){_LAST}(?![ ]\d)"),
    PersonalKind.CREDENCIAL: _written(rf"{_START}IDMEX\d{{10}}<<\d{{12,13}}|{_FIRST}(?:{_CARD}){_LAST}"),
    PersonalKind.TELEFONO: _written(
        rf"(?<![0-9a-z+(])(?<![0-9][ ./,-]){_PREFIX}(?:{_JOINED}|{_APART}){_LAST}(?![ :]\d)"
    ),
    PersonalKind.CORREO: re.compile(r"[\w.%+'-]+@(?:[\w-]+\.)+[^\W\d_]{2,}", re.IGNORECASE),
}
"""Kinds with a shape of their own. A home address and a name have none: words announce them."""

LINK = re.compile(r"(?:https?://|www\.)[^\s@]+", re.IGNORECASE)
"""An address on the Web, in which a number is part of a path."""
