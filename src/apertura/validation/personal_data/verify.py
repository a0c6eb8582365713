"""A candidate of each kind to whether its digits, date, state, bank and check digit can be those of a real one."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from apertura.model.personal_data import PersonalKind, PersonalLists

_STATES = {f"{number:02}" for number in range(1, 33)} | {"87", "88"}
_CLABE_WEIGHTS = (3, 7, 1) * 5 + (3, 7)
_MRZ_WEIGHTS = (7, 3, 1) * 3
_NEITHER = re.compile(r"[^\w&<]|_")
_DIALLED = frozenset({"", "52", "521", "01", "044", "045"})


def compact(text: str) -> str:
    """Letters and digits alone, in capitals."""
    return _NEITHER.sub("", text.upper())


def whole(kind: PersonalKind, text: str, lists: PersonalLists) -> bool:
    """Whether the candidate passes all that can be checked of its kind, its check digit included."""
    return _WHOLE[kind](compact(text), lists)


def plausible(kind: PersonalKind, text: str, lists: PersonalLists) -> bool:
    """Whether a candidate that words announce may be it: a wrong check digit is then a slip, not another number."""
    return (_PLAUSIBLE[kind] if kind in _PLAUSIBLE else _WHOLE[kind])(compact(text), lists)


def _curp(text: str, lists: PersonalLists) -> bool:
    from stdnum.mx import curp

    return _curp_shaped(text, lists) and text[17] == curp.calc_check_digit(text)


def _curp_shaped(text: str, _: PersonalLists) -> bool:
    from stdnum.mx import curp

    # the library does not know the sex X yet
    return bool(curp.is_valid(f"{text[:10]}H{text[11:]}", validate_check_digits=False))


def _rfc(text: str, _: PersonalLists) -> bool:
    from stdnum.mx import rfc

    return len(text) == 13 and bool(rfc.is_valid(text, validate_check_digits=True))


def _rfc_shaped(text: str, lists: PersonalLists) -> bool:
    from stdnum.mx import rfc

    return text not in lists.generic_rfcs and bool(rfc.is_valid(text))


def _clave_elector(text: str, _: PersonalLists) -> bool:
    """Check initials, each with its consonant, date of birth and state; nothing public checks the last three digits."""
    initials_then_consonants = not set(text[1:6:2]) & set("AEIOU")
    return initials_then_consonants and _is_date(text[6:12]) and text[12:14] in _STATES


def _clabe(text: str, lists: PersonalLists) -> bool:
    """Check that the bank exists, and the control digit (Circular 3/2012 of Banxico)."""
    return text[:3] in lists.banks and _clabe_digit(text)


def _clabe_digit(text: str) -> bool:
    """Check the last digit: each of the others by 3, 7 or 1, modulo 10, and what their sum lacks to the next ten."""
    total = sum(int(digit) * weight % 10 for digit, weight in zip(text, _CLABE_WEIGHTS, strict=False))
    return (10 - total % 10) % 10 == int(text[17])


def _nss(text: str, lists: PersonalLists) -> bool:
    """Check by Luhn's rule (ISO/IEC 7812-1), which is the IMSS's."""
    from stdnum import luhn

    return _no_filler(text, lists) and bool(luhn.is_valid(text))


def _credencial(text: str, _: PersonalLists) -> bool:
    """Check the digit of the line for machines, over the CIC: weights 7, 3, 1 modulo 10 (ICAO Doc 9303-3, 4.9)."""
    if not text.startswith("IDMEX"):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text[5:14], _MRZ_WEIGHTS, strict=True))
    return total % 10 == int(text[14])


def _no_filler(text: str, _: PersonalLists) -> bool:
    return len(set(text)) > 1


def _telephone(text: str, lists: PersonalLists) -> bool:
    """Check that the numbering plan gives it to a line, neither to a service nor to a listed office."""
    import phonenumbers

    if not _telephone_shaped(text, lists):
        return False
    number = phonenumbers.PhoneNumber(country_code=52, national_number=int(text[-10:]))
    kinds = phonenumbers.PhoneNumberType
    return phonenumbers.number_type(number) in {kinds.FIXED_LINE, kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE}


def _telephone_shaped(text: str, lists: PersonalLists) -> bool:
    dialled, national = text[:-10], text[-10:]
    # 800 and 900 are services, and no area begins with 0 or 1
    assigned = len(national) == 10 and national[0] not in "01" and national[:3] not in {"800", "900"}
    return assigned and dialled in _DIALLED and national not in lists.telephones


def _is_date(digits: str) -> bool:
    try:
        # a year of two digits is of either century, and 2000 was a leap year
        return bool(date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:6])))
    except ValueError:
        return False


_WHOLE: Mapping[PersonalKind, Callable[[str, PersonalLists], bool]] = {
    PersonalKind.CURP: _curp,
    PersonalKind.RFC: _rfc,
    PersonalKind.CLAVE_ELECTOR: _clave_elector,
    PersonalKind.CLABE: _clabe,
    PersonalKind.NSS: _nss,
    PersonalKind.CREDENCIAL: _credencial,
    PersonalKind.TELEFONO: _telephone,
}
_PLAUSIBLE: Mapping[PersonalKind, Callable[[str, PersonalLists], bool]] = {
    PersonalKind.CURP: _curp_shaped,
    PersonalKind.RFC: _rfc_shaped,
    PersonalKind.CLABE: _no_filler,
    PersonalKind.NSS: _no_filler,
    PersonalKind.CREDENCIAL: _no_filler,
    PersonalKind.TELEFONO: _telephone_shaped,
}
