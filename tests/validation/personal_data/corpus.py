"""Made-up cells, each with the personal data that are in it: several thousand, the same ones each time.

Written from the published rules and from nothing in ``src/``. Nobody is in it: births are of 1900 to 1915,
telephones of series that are not assigned (000), addresses of domains kept for examples (RFC 2606), the rest drawn.
"""

import csv
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

BY_HAND = Path(__file__).with_name("a_mano.csv")
SEED = 20240617
EACH = 320
"""Cells of each kind of personal data; near misses have half as many of each sort."""

FREE = "Nota"
CONSONANTS = "BCDFGHJKLMNPQRSTVWXYZ"
STATES = "AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TS TL VZ YN ZS NE".split()  # noqa: SIM905 - a list of words reads better than thirty-four quotes
# codes of institutions in the SPEI, as Banco de México lists them
BANKS = ("002", "012", "014", "021", "030", "036", "044", "058", "072", "127", "137", "166", "646")
AREAS = ("55", "33", "81", "614", "656", "667", "222", "442", "999", "961", "951", "228", "444", "477", "449", "664")
GIVEN = ("Ejemplina", "Modesto", "Prudencia", "Ficticio", "Muestra", "Inventado", "María Prueba", "José Ensayo")
SURNAMES = ("Supuesto", "Imaginaria", "Quimera", "Del Ejemplo", "De la Prueba", "Hipótesis", "Conjetura", "Ñandú")
STREETS = ("Calle Imaginaria", "Av. de los Ejemplos", "Avenida Supuesta", "Privada del Ensayo", "Blvd. Ficticio")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text, the title of its column, what is in it (kinds as in the code of the issue), and what sort it is."""

    text: str
    title: str
    kinds: frozenset[str]
    sort: str


def corpus() -> tuple[Cell, ...]:
    """Return every cell: drawn ones, and those written by hand."""
    draw = random.Random(SEED)
    positives = (
        Cell(text, title, frozenset({kind}), kind)
        for kind, make in POSITIVES.items()
        for text, title in (make(draw) for _ in range(EACH))
    )
    negatives = (
        Cell(text, title, frozenset(), sort)
        for sort, make in NEGATIVES.items()
        for text, title in (make(draw) for _ in range(EACH // 2))
    )
    return (*positives, *negatives, *_by_hand())


def _by_hand() -> Iterator[Cell]:
    with BY_HAND.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield Cell(row["texto"], row["columna"] or FREE, frozenset(row["datos"].split()), "a mano")


# --- The rules, as published


def birth(draw: random.Random) -> str:
    return f"{draw.randint(0, 15):02}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"


def curp(draw: random.Random, shift: int = 0) -> str:
    """Instructivo normativo de la CURP: each character by its place from 18 down, over the alphabet with Ñ."""
    initials = draw.choice(string.ascii_uppercase) + draw.choice("AEIOU") + letters(draw, 2, string.ascii_uppercase)
    body = (
        initials
        + birth(draw)
        + draw.choice("HMHMHMX")
        + draw.choice(STATES)
        + letters(draw, 3)
        + draw.choice("0123456789")
    )
    if initials in {"CACA", "PENE", "PUTA", "PEDO", "CACO", "MEAR", "MOCO", "LOCA", "LOCO", "VACA", "COLA", "SENO"}:
        return curp(draw, shift)
    values = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
    total = sum(values.index(letter) * (18 - place) for place, letter in enumerate(body))
    return f"{body}{(10 - total % 10 + shift) % 10}"


def rfc(draw: random.Random, *, letters_: int = 4, wrong: bool = False) -> str:
    """Annex of the SAT: values 0 to 38, weights 13 down to 2, modulo 11; 10 is A and 11 is 0."""
    initials = draw.choice(CONSONANTS) + draw.choice("AEIOU") + letters(draw, letters_ - 2, CONSONANTS)
    body = initials + birth(draw) + draw.choice("123456789ABCDEFGHIJ") + draw.choice("123456789ABCDEFGHJK")
    values = {each: place for place, each in enumerate("0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ")}
    rest = 11 - sum(values[each] * (13 - place) for place, each in enumerate(body.rjust(12))) % 11
    digit = {10: "A", 11: "0"}.get(rest, str(rest))
    return body + (draw.choice([each for each in "0123456789A" if each != digit]) if wrong else digit)


def nss(draw: random.Random) -> str:
    """Ten digits and Luhn's: from the right, every second one doubled."""
    body = f"00{draw.randint(0, 99):02}{draw.randint(0, 15):02}{draw.randint(1, 9999):04}"
    doubled = (int(each) * (2 if place % 2 == 0 else 1) for place, each in enumerate(reversed(body)))
    return f"{body}{-sum(each // 10 + each % 10 for each in doubled) % 10}"


def clabe(draw: random.Random, bank: str | None = None, shift: int = 0) -> str:
    """Banco de México: bank, place, account; weights 3, 7, 1, each product modulo 10."""
    body = (bank or draw.choice(BANKS)) + "".join(draw.choice(string.digits) for _ in range(14))
    total = sum((int(each) * (3, 7, 1)[place % 3]) % 10 for place, each in enumerate(body)) % 10
    return f"{body}{(10 - total + shift) % 10}"


def elector(draw: random.Random, *, state: str | None = None, month: int | None = None) -> str:
    initials = "".join(draw.choice(string.ascii_uppercase) + draw.choice(CONSONANTS) for _ in range(3))
    born = birth(draw) if month is None else f"10{month}15"
    return f"{initials}{born}{state or f'{draw.randint(1, 32):02}'}{draw.choice('HM')}{draw.randint(0, 999):03}"


def machine_line(draw: random.Random) -> str:
    """ICAO 9303: weights 7, 3, 1 over the nine digits of the CIC."""
    cic = f"{draw.randint(0, 999_999_999):09}"
    check = sum(int(each) * (7, 3, 1)[place % 3] for place, each in enumerate(cic)) % 10
    return f"IDMEX{cic}{check}<<{draw.randint(0, 10**13 - 1):013}"


def letters(draw: random.Random, n: int, among: str = CONSONANTS) -> str:
    return "".join(draw.choice(among) for _ in range(n))


def telephone(draw: random.Random) -> tuple[str, str]:
    area = draw.choice(AREAS)
    return area, f"000{draw.randint(0, 9999):04}".rjust(10 - len(area), "0")


def apart(draw: random.Random) -> str:
    area, local = telephone(draw)
    left, right = local[:-4], local[-4:]
    return draw.choice(
        [
            f"{area} {left} {right}",
            f"({area}) {left} {right}",
            f"{area}-{left}-{right}",
            f"{area}.{left}.{right}",
            f"{area} {left} {right[:2]} {right[2:]}",
            f"+52 {area} {left} {right}",
            f"+52 1 {area} {left} {right}",
            f"044 {area} {left} {right}",
        ]
    )


def person(draw: random.Random) -> str:
    return f"{draw.choice(GIVEN)} {draw.choice(SURNAMES)} {draw.choice(SURNAMES)}"


def mail(draw: random.Random) -> str:
    user = draw.choice(["ejemplina.supuesto", "modesto_q", "prueba+listas", "m-ensayo", "Ficticio.01", "nadie"])
    domain = draw.choice(["example.com", "correo.example", "mail.example.net", "example.org"])
    return f"{user}{draw.randint(1, 999)}@{domain}"


# --- What people write


Drawn = tuple[str, str]


def said(draw: random.Random, value: str, *frames: str) -> Drawn:
    return draw.choice(frames).format(value), FREE


def _curp(draw: random.Random) -> Drawn:
    value = curp(draw)
    value = draw.choice(
        [value, value.lower(), f"{value[:4]} {value[4:10]} {value[10:]}", f"{value[:10]}-{value[10:]}", value]
    )
    return said(
        draw, value, "{}", "CURP: {}", "Presentó la solicitud con CURP {}.", "Se anexa ({}) al acta", "folio {}"
    )


def _rfc(draw: random.Random) -> Drawn:
    # about 1.5 % of those in use do not check (python-stdnum, mx.rfc)
    value = rfc(draw, wrong=draw.random() < 0.015)
    value = draw.choice(
        [value, value.lower(), f"{value[:4]}-{value[4:10]}-{value[10:]}", f"{value[:4]} {value[4:10]} {value[10:]}"]
    )
    if draw.random() < 0.1:
        return said(draw, rfc(draw)[:10], "RFC {}", "su RFC es {}.", "R.F.C.: {}")
    return said(draw, value, "{}", "RFC: {}", "con R.F.C. {}, a su nombre", "Se pagó a {} en marzo")


def _nss(draw: random.Random) -> Drawn:
    value = nss(draw)
    spaced = f"{value[:2]} {value[2:4]} {value[4:6]} {value[6:10]} {value[10]}"
    value = draw.choice([value, spaced, spaced.replace(" ", "-"), f"{value[:10]}-{value[10]}"])
    if draw.random() < 0.4:
        # in a column of them, nothing needs to announce them
        return nss(draw), draw.choice(["Número de seguridad social", "Clave de registro"])
    return said(
        draw, value, "NSS {}", "NSS: {}", "número de seguridad social {}", "con afiliación al IMSS {} desde 2019"
    )


def _clabe(draw: random.Random) -> Drawn:
    value = clabe(draw)
    value = draw.choice(
        [
            value,
            value,
            f"{value[:3]} {value[3:6]} {value[6:17]} {value[17]}",
            f"{value[:4]} {value[4:8]} {value[8:12]} {value[12:16]} {value[16:]}",
        ]
    )
    return said(draw, value, "{}", "CLABE {}", "Depositar a {} a más tardar el lunes", "cuenta clabe: {}")


def _elector(draw: random.Random) -> Drawn:
    return said(draw, elector(draw), "{}", "clave de elector {}", "Se identificó con credencial ({}).", "elector: {}")


def _credential(draw: random.Random) -> Drawn:
    cic, ocr = f"{draw.randint(10**8, 10**9 - 1)}", f"{draw.randint(10**12, 10**13 - 1)}"
    if draw.random() < 0.25:
        return said(draw, machine_line(draw), "{}", "credencial {}")
    if draw.random() < 0.2:
        return draw.choice([cic, ocr]), draw.choice(["CIC", "OCR de la credencial"])
    return said(
        draw,
        draw.choice([cic, ocr]),
        "CIC {}",
        "OCR: {}",
        "credencial para votar número {}",
        "credencial de elector {}",
    )


def _telephone(draw: random.Random) -> Drawn:
    if draw.random() < 0.5:
        return said(
            draw, apart(draw), "{}", "Tel. {}", "Llamar al {} por la tarde", "su celular es {}", "Contacto: {}."
        )
    bare = "".join(telephone(draw))
    if draw.random() < 0.3:
        return bare, "Teléfono de contacto"
    return said(draw, bare, "Tel. {}", "cel {}", "WhatsApp: {}", "teléfono {}", "mi número de teléfono es {}", "+52{}")


def _mail(draw: random.Random) -> Drawn:
    return said(
        draw, mail(draw), "{}", "Escribir a {}.", "<{}>", "correo:{}", "El resultado se envió a {}, sin respuesta"
    )


def _home(draw: random.Random) -> Drawn:
    place = f"{draw.choice(STREETS)} {draw.choice(['', 'No. ', 'número ', '#'])}{draw.randint(1, 999)}"
    if draw.random() < 0.2:
        return place, "Domicilio particular"
    return said(
        draw,
        place,
        "con domicilio particular en {}, colonia Centro",
        "Vive en {}, C.P. 00000",
        "Señalo mi domicilio: {}",
        "domicilio para oír y recibir notificaciones: {}",
        "El domicilio del recurrente es {}",
    )


def _name(draw: random.Random) -> Drawn:
    name = person(draw)
    if draw.random() < 0.3:
        return draw.choice([name, name.upper()]), draw.choice(["Nombre completo", "Nombre del solicitante"])
    return said(
        draw, name, "Mi nombre es {} y pido", "me llamo {}", "Nombre del solicitante: {}",
        "Nombre de la recurrente: {}.", "Nombre completo: {}",
    )  # fmt: skip


POSITIVES: dict[str, Callable[[random.Random], Drawn]] = {
    "curp": _curp,
    "rfc": _rfc,
    "nss": _nss,
    "clabe": _clabe,
    "clave-elector": _elector,
    "credencial": _credential,
    "telefono": _telephone,
    "correo": _mail,
    "domicilio": _home,
    "nombre": _name,
}


# --- What only looks like it


def number(draw: random.Random, n: int) -> str:
    return "".join([draw.choice("123456789"), *(draw.choice(string.digits) for _ in range(n - 1))])


def _folio_like_curp(draw: random.Random) -> Drawn:
    value = draw.choice(
        [
            curp(draw, shift=draw.randint(1, 9)),
            f"{letters(draw, 4)}{birth(draw)}H{letters(draw, 5)}{number(draw, 2)}"[:17] + "X",
        ]
    )
    return said(draw, value, "{}", "Folio {}", "expediente {}", "Se registró con {}.")


def _date_that_is_none(draw: random.Random) -> Drawn:
    value = draw.choice(
        [
            f"{letters(draw, 4)}1013{number(draw, 2)}{draw.choice('HM')}DF{letters(draw, 3)}0{draw.randint(0, 9)}",
            elector(draw, month=13),
            elector(draw, state="45"),
            f"{letters(draw, 4)}103245{letters(draw, 3)}",
        ]
    )
    return said(draw, value, "{}", "clave interna {}", "registro {}")


def _legal_person(draw: random.Random) -> Drawn:
    value = rfc(draw, letters_=3)
    return said(draw, value, "{}", "RFC {}", "Proveedora de Ensayos, S.A. de C.V. (RFC: {})", "RFC del proveedor: {}")


def _generic(draw: random.Random) -> Drawn:
    return said(draw, draw.choice(["XAXX010101000", "XEXX010101000"]), "{}", "RFC {}", "Público en general, RFC: {}")


def _folio_like_rfc(draw: random.Random) -> Drawn:
    value = draw.choice([rfc(draw, wrong=True), f"EXPE{birth(draw)}{number(draw, 3)}"])
    return said(draw, value, "folio {}", "Expediente {}", "oficio {} de la unidad", "recurso {}")


def _eighteen(draw: random.Random) -> Drawn:
    value = draw.choice(
        [clabe(draw, shift=draw.randint(1, 9)), clabe(draw, bank=draw.choice(["003", "500", "777", "899"]))]
    )
    return said(draw, value, "{}", "folio {}", "número de serie {}", "clave presupuestal {}")


def _eighteen_announced(draw: random.Random) -> Drawn:
    return said(draw, clabe(draw), "folio {}", "Expediente {}", "referencia {}", "contrato {}")


def _eleven(draw: random.Random) -> Drawn:
    return said(draw, draw.choice([nss(draw), number(draw, 11)]), "{}", "folio {}", "registro {}", "Consta en {}.")


def _folio(draw: random.Random) -> Drawn:
    return said(
        draw,
        number(draw, draw.choice([8, 9, 12, 13, 14, 15, 16, 20])),
        "{}",
        "folio {}",
        "Solicitud {}",
        "se dio respuesta a {}",
    )


def _ten(draw: random.Random) -> Drawn:
    return said(draw, "".join(telephone(draw)), "{}", "folio {}", "recurso {}", "oficio {} de ayer")


def _in_column(draw: random.Random) -> Drawn:
    if draw.random() < 0.3:
        return number(draw, 11), "Número consecutivo"
    value = draw.choice(
        [number(draw, 10), nss(draw), clabe(draw), rfc(draw), f"{number(draw, 3)}-{number(draw, 3)}-{number(draw, 4)}"]
    )
    return value, draw.choice(["Folio del recurso", "Expediente", "Folio de la solicitud"])


def _file(draw: random.Random) -> Drawn:
    n, year = draw.randint(1, 9999), draw.randint(2013, 2024)
    return said(
        draw, f"{n:04}", f"RR/{{}}/{year}", f"RRA {{}}/{year % 100}", f"ITAIMICH/REVISIÓN/{{}}/{year}",
        f"DG-{{}}-{year}",
        f"UIFGE-I-{{}}-{year} 00{n}{year}", f"INE/CG{{}}/{year}", f"ACT-PUB/12/06/{year}.{{}}", f"RR00{{}}{year}",
    )  # fmt: skip


def _contract(draw: random.Random) -> Drawn:
    return said(
        draw,
        number(draw, 3),
        "LA-006E00001-E{}-2024",
        "IA-{}-E00-2023",
        "SO-LIC-{}-2024",
        "AA-50-GYR-050GYR{}-N-12-2024",
        "ocds-a1b2c3-LPN-{}-2024",
    )


def _groups(draw: random.Random) -> Drawn:
    """Ten digits in groups whose first three are of no area."""
    area = draw.choice(["205", "230", "290", "305", "320", "340", "400", "430", "500", "510", "630", "700", "940"])
    n = number(draw, 7)
    return said(draw, f"{area} {n[:3]} {n[3:]}", "{}", "partidas {}", "de {} a más", "modelo {}")


def _date(draw: random.Random) -> Drawn:
    day = f"{draw.randint(1, 28):02}/{draw.randint(1, 12):02}/{draw.randint(2013, 2024)}"
    iso = f"{draw.randint(2013, 2024)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
    return draw.choice(
        [
            day,
            iso,
            f"{iso}T09:00:00",
            f"{iso} 18:30",
            f"del {day} al {day}",
            f"{iso} {iso}",
            f"{iso}/{iso}",
            f"{day}   {day}",
            iso.replace("-", ""),
            "2015 2016 2017 2018",
            "2018-2019-2020",
            f"{day} 10:15 {iso}",
        ]
    ), FREE


def _amount(draw: random.Random) -> Drawn:
    n = draw.randint(10**6, 10**10)
    return draw.choice(
        [
            f"{n:,}",
            f"$ {n:,}.50",
            f"{n}.00",
            f"{n:,} pesos".replace(",", " "),
            f"monto {n}",
            f"{n:,}".replace(",", " "),
            f"importe de {n}",
        ]
    ), FREE


def _link(draw: random.Random) -> Drawn:
    path = draw.choice(
        [
            number(draw, 10),
            number(draw, 18),
            clabe(draw),
            apart(draw).replace(" ", "-"),
            nss(draw),
            "@ejemplo",
            f"@19.43{number(draw, 4)},-99.13,15z",
        ]
    )
    return said(
        draw,
        path,
        "https://www.ejemplo.org.mx/archivos/{}",
        "http://datos.example.org/doc?id={}",
        "www.example.org/{}/acta.pdf",
        "Véase https://example.org/{}.",
    )


def _standard_number(draw: random.Random) -> Drawn:
    return draw.choice(
        [
            f"978-607-30-{number(draw, 4)}-{draw.randint(0, 9)}",
            f"ISBN 978607{number(draw, 7)}",
            f"ISSN {number(draw, 4)}-{number(draw, 4)}",
            f"10.{number(draw, 4)}/{number(draw, 10)}",
            f"0000-0002-{number(draw, 4)}-{number(draw, 4)}",
            "192.168.10.25",
            f"19.{number(draw, 6)}, -99.{number(draw, 6)}",
            "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            f"MLA{number(draw, 9)}",
            f"GTIN {number(draw, 13)}",
            f"{number(draw, 2)}.{number(draw, 3)}.{number(draw, 4)}.{number(draw, 2)}",
        ]
    ), FREE


def _office_telephone(draw: random.Random) -> Drawn:
    area, local = telephone(draw)
    shown = f"{area} {local[:-4]} {local[-4:]}"
    return said(
        draw,
        shown,
        "Conmutador: {}",
        "Tel. {} ext. 2205",
        "{} extensión 101",
        "oficina: {}",
        "Teléfono de la Unidad de Transparencia: {}",
        "800 835 4324",
        "Tel. 55 5004 2400",
        "TEL-INAI 800 835 43 24 y 5550042400",
    )


def _office_mail(draw: random.Random) -> Drawn:
    user = draw.choice(["transparencia", "unidad.enlace", "maria.prueba", "contacto"])
    domain = draw.choice(
        [
            "ejemplo.gob.mx",
            "salud.ejemplo.gob.mx",
            "inai.org.mx",
            "infocdmx.org.mx",
            "itei.org.mx",
            "cotai.org.mx",
            "ine.mx",
            "INAI.ORG.MX",
        ]
    )
    return said(draw, f"{user}@{domain}", "{}", "Escriba a {}.", "correo: {}")


def _office_address(draw: random.Random) -> Drawn:
    place = f"{draw.choice(STREETS)} {draw.randint(1, 3999)}, Col. Centro, C.P. 0{number(draw, 4)}"
    return said(
        draw,
        place,
        "{}",
        "Oficinas en {}",
        "El taller se dio en {}",
        "Auditorio del instituto, {}",
        "Clínica 6 con domicilio en {}",
        "domicilio fiscal de la institución: {}",
        "bache de {}",
    )


def _words_alone(draw: random.Random) -> Drawn:
    return draw.choice(
        [
            "No se pide la CURP ni el RFC de nadie.",
            "Falta el nombre del solicitante",
            "numeros de serie de la licencia, nombre del paciente, unidad administrativa, dependencia",
            "NOMBRE DEL PACIENTE UNIDAD ADMINISTRATIVA QUE LO ATIENDE",
            "Nombre del titular: Secretaría de Salud del Estado",
            "Nombre completo: Instituto de Ejemplos Públicos",
            "Se omite el domicilio particular y el teléfono",
            "Nombre del recurrente: no se proporciona",
            "señala el nombre del puesto y la cantidad total",
            "Comisionada Ejemplina Supuesto Quimera",
            "Programa Nacional Modesto Imaginaria",
            "Vive en el municipio 19039 desde 2019",
            "calle, número, colonia y código postal",
            "Mi domicilio queda lejos; acudí 3 veces",
            "el domicilio del recurrente no se publica (artículo 116)",
            "Se enviaron 12 correos a 24 enlaces @ 9:00",
            "@ejemplo y @snt_mx en redes",
            f"{draw.randint(1, 999)} municipios, 12 talleres y {draw.randint(1000, 9999)} asistentes",
        ]
    ), FREE


def _organisation(draw: random.Random) -> Drawn:
    return draw.choice(
        ["Universidad de los Ejemplos", "Fundación Prueba y Ensayo", "N/A", "12", "Sí", "Instituto Imaginario"]
    ), "Nombre completo"


NEGATIVES: dict[str, Callable[[random.Random], Drawn]] = {
    "folio con forma de CURP": _folio_like_curp,
    "clave con fecha o entidad que no existen": _date_that_is_none,
    "RFC de persona moral": _legal_person,
    "RFC genérico": _generic,
    "folio con forma de RFC": _folio_like_rfc,
    "18 cifras que no son CLABE": _eighteen,
    "18 cifras anunciadas como folio": _eighteen_announced,
    "11 cifras sin anunciar": _eleven,
    "folio de solicitud": _folio,
    "10 cifras que no son teléfono": _ten,
    "columna de folios": _in_column,
    "expediente": _file,
    "procedimiento de contratación": _contract,
    "cifras en grupos": _groups,
    "fecha": _date,
    "cantidad": _amount,
    "dirección de la Web": _link,
    "ISBN, ISSN, DOI, coordenadas": _standard_number,
    "teléfono de oficina": _office_telephone,
    "correo institucional": _office_mail,
    "dirección de oficina": _office_address,
    "palabras sin el dato": _words_alone,
    "institución en columna de nombres": _organisation,
}
