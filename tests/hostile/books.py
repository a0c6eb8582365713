"""Workbooks and texts made to do harm, each by what it tries; built by hand where no library would write them."""

# ruff: noqa: E501 - the list of files is a table

import io
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from tests.hostile.quine import quine
from tests.intake.workbooks import delimited, encrypted, ods, with_part, xls, xlsx

TABLE = [
    ["Línea de acción", "Estatus", "Fecha de corte", "Avance", "Meta", "Descripción"],
    ["1.1.a", "En proceso", "31/03/2024", 45, 100, "Capacitación"],
]
SECRET = "canario-que-nadie-debe-leer"
READ = "se lee"
OOXML = "http://schemas.openxmlformats.org"
MAIN = f"{OOXML}/spreadsheetml/2006/main"
RELATIONS = f"{OOXML}/officeDocument/2006/relationships"
BOOK = "xl/workbook.xml"
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
MILLION = 1_000_000


@dataclass(frozen=True)
class Hostile:
    """A file by what it is called, what it tries, how it is made, and what has to be answered: READ, or a code."""

    name: str
    tries: str
    build: Callable[[], bytes]
    answer: str


def zipped(parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method, compresslevel=1) as package:
        for name, content in parts.items() if isinstance(parts, Mapping) else parts:
            package.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def sheet(data: bytes) -> bytes:
    return b'<worksheet xmlns="' + MAIN.encode() + b'"><sheetData>' + data + b"</sheetData></worksheet>"


def book(data: bytes, **more: bytes) -> bytes:
    """Write a book of one sheet with these rows."""
    return zipped(parts(xlsx(TABLE)) | {SHEET: sheet(data)} | more)


def strings(items: bytes) -> bytes:
    return b'<sst xmlns="' + MAIN.encode() + b'">' + items + b"</sst>"


def declared(declarations: str, body: str) -> bytes:
    root = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{body}</t></is></c></row>'
    return f"<!DOCTYPE worksheet [{declarations}]>{root}</sheetData></worksheet>".encode()


def laughs() -> bytes:
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return with_part(xlsx(TABLE), SHEET, declared(f'<!ENTITY l0 "ja">{lol}', "&l9;"))


def quadratic() -> bytes:
    return with_part(xlsx(TABLE), SHEET, declared(f'<!ENTITY a "{"a" * 100_000}">', "&a;" * 100_000))


def outside_entity(where: str) -> bytes:
    return with_part(xlsx(TABLE), SHEET, declared(f'<!ENTITY x SYSTEM "{where}">', "&x;"))


def outside_entity_ods() -> bytes:
    content = parts(ods(TABLE))["content.xml"].decode()
    root = content.index("<office:document-content")
    inside = content[root:].replace("Capacitación", "&x;")
    doctype = '<!DOCTYPE office:document-content [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    return with_part(ods(TABLE), "content.xml", (doctype + inside).encode())


def nested(levels: int) -> bytes:
    """Zips in zips, sixteen of each in the next; the innermost holds 100 MB of nothing."""
    inner = zipped({"0": bytes(100 * MILLION)})
    for _ in range(levels):
        inner = zipped({f"{n}.zip": inner for n in range(16)})
    return inner


def overlapping(entries: int) -> bytes:
    """One part that is listed under many names."""
    single = zipped({"xl/worksheets/sheet1.xml": bytes(10 * MILLION)})
    directory = single.index(b"PK\x01\x02")
    record = single[directory : single.index(b"PK\x05\x06")]
    end = struct.pack("<HHHHIIH", 0, 0, entries, entries, len(record) * entries, directory, 0)
    return single[:directory] + record * entries + b"PK\x05\x06" + end


def lying() -> bytes:
    """A part that says it holds 1,000 bytes, and holds 100 MB."""
    honest = zipped({BOOK: bytes(100 * MILLION)})
    return honest.replace(struct.pack("<I", 100 * MILLION), struct.pack("<I", 1_000))


def many_sheets(number: int) -> bytes:
    names = "".join(f'<sheet name="h{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, number + 1))
    targets = "".join(
        f'<Relationship Id="rId{n}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        for n in range(1, number + 1)
    )
    package = f"{OOXML}/package/2006/relationships"
    return zipped(
        parts(xlsx(TABLE))
        | {
            BOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{names}</sheets></workbook>'.encode(),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}">{targets}</Relationships>'.encode(),
        }
    )


def many_sheet_parts(number: int) -> bytes:
    small = sheet(b"")
    more = {f"xl/worksheets/sheet{n}.xml": small for n in range(2, number + 1)}
    return zipped(parts(xlsx(TABLE)) | more, zipfile.ZIP_STORED)


def many_tables(number: int) -> bytes:
    content = parts(ods(TABLE))["content.xml"]
    end = content.index(b"</office:spreadsheet>")
    empty = b"".join(b'<table:table table:name="t%d"></table:table>' % n for n in range(number))
    return with_part(ods(TABLE), "content.xml", content[:end] + empty + content[end:])


def million_texts(number: int, *, alike: bool) -> bytes:
    text = b"<si><t>a</t></si>"
    items = text * number if alike else b"".join(b"<si><t>%x</t></si>" % each for each in range(number))
    return with_part(xlsx(TABLE), STRINGS, strings(items))


def cyclic(length: int) -> bytes:
    rows = b"".join(
        b'<row r="%d"><c r="A%d"><f>A%d+1</f></c></row>' % (n, n, n + 1 if n < length else 1)
        for n in range(1, length + 1)
    )
    return book(rows)


def deep(levels: int) -> bytes:
    inside = b"<b>" * levels + b"</b>" * levels
    return book(b'<row r="1"><c r="A1" t="inlineStr"><is><t>a</t>' + inside + b"</is></c></row>")


def deep_strings(levels: int) -> bytes:
    return with_part(xlsx(TABLE), STRINGS, strings(b"<si>" + b"<r>" * levels + b"</r>" * levels + b"</si>"))


def deep_ods(levels: int) -> bytes:
    content = parts(ods(TABLE))["content.xml"]
    nest = b"<text:span>" * levels + b"x" + b"</text:span>" * levels
    return with_part(ods(TABLE), "content.xml", content.replace("Capacitación".encode(), nest))


def attributes(number: int) -> bytes:
    many = b" ".join(b'a%d="1"' % n for n in range(number))
    return book(b'<row r="1"><c r="A1" ' + many + b"><v>1</v></c></row>")


def traversing() -> bytes:
    names = ("../../../../tmp/fuga.xml", "/tmp/fuga.xml", "..\\..\\fuga.xml", "C:\\fuga.xml", "xl/../../fuga.rels")
    return zipped([*parts(xlsx(TABLE)).items(), *((name, b"<fuga/>") for name in names)])


def linked(target: str) -> bytes:
    """A book whose cell is a formula over another book, with links that open by themselves."""
    package = f"{OOXML}/package/2006/relationships"
    relation = f'<Relationship Id="rId1" Type="{RELATIONS}/externalLinkPath" Target="{target}" TargetMode="External"/>'
    link = f'<externalLink xmlns="{MAIN}"><externalBook xmlns:r="{RELATIONS}" r:id="rId1"/></externalLink>'
    dde = f'<externalLink xmlns="{MAIN}"><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    return zipped(
        parts(xlsx(TABLE))
        | {
            "xl/externalLinks/externalLink1.xml": link.encode(),
            "xl/externalLinks/externalLink2.xml": dde.encode(),
            "xl/externalLinks/_rels/externalLink1.xml.rels": (
                f'<Relationships xmlns="{package}">{relation}</Relationships>'.encode()
            ),
            "xl/worksheets/_rels/sheet1.xml.rels": (
                f'<Relationships xmlns="{package}">{relation}</Relationships>'.encode()
            ),
            "xl/connections.xml": (
                f'<connections xmlns="{MAIN}"><connection id="1" refreshOnLoad="1"><webPr url="{target}"/>'
                "</connection></connections>"
            ).encode(),
        }
    )


def linked_ods(target: str) -> bytes:
    content = parts(ods(TABLE))["content.xml"].decode()
    source = f'<table:table-source xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="{target}"/>'
    at = content.index("<table:table-row")
    return with_part(ods(TABLE), "content.xml", (content[:at] + source + content[at:]).encode())


def with_macros() -> bytes:
    return zipped(parts(xlsx(TABLE)) | {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)})


def with_embedded_bomb() -> bytes:
    return zipped(parts(xlsx(TABLE)) | {"xl/embeddings/oleObject1.bin": zipped({"0": bytes(10 * MILLION)})})


def both_books() -> bytes:
    return zipped(parts(ods(TABLE)) | parts(xlsx(TABLE)))


def locked_zip() -> bytes:
    content = bytearray(xlsx(TABLE))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def locked_xls() -> bytes:
    """An xls whose stream says, where records may say it, that the rest is ciphered."""
    content = xls(TABLE)
    at = content.index(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    length = struct.unpack_from("<H", content, at + 2)[0]
    after = at + 4 + length
    kind = struct.pack("<H", 0x002F)
    return content[:after] + kind + content[after + 2 :]


def looping_xls() -> bytes:
    """An xls whose table of sectors leads each sector to itself."""
    content = bytearray(xls(TABLE))
    first = struct.unpack_from("<I", content, 76)[0]
    start = (first + 1) * 512
    for entry in range(128):
        struct.pack_into("<I", content, start + 4 * entry, entry)
    return bytes(content)


def boastful_xls() -> bytes:
    """An xls that counts four thousand million texts."""
    content = xls(TABLE)
    at = content.index(b"\xfc\x00")
    return content[: at + 8] + b"\xff\xff\xff\xff" + content[at + 12 :]


def far_xls() -> bytes:
    """An xls that says its only sheet has 4,294,967,295 rows."""
    content = xls(TABLE)
    at = content.index(b"\x00\x02\x0e\x00")
    return content[: at + 8] + b"\xff\xff\xff\xff" + content[at + 12 :]


def csv(text: str) -> bytes:
    return text.encode()


def stray() -> bytes:
    """A book of 5 KB with a cell in the last row there is."""
    return book(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>')


def farthest() -> bytes:
    return book(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def last_rows(column: str = "A") -> bytes:
    """More cells in the last rows there are than may be there by a slip of the hand."""
    rows = b"".join(
        b'<row r="%d"><c r="%s%d"><v>1</v></c></row>' % (row, column.encode(), row) for row in range(1048550, 1048577)
    )
    return book(b'<row r="1"><c r="A1"><v>1</v></c></row>' + rows)


def beyond() -> bytes:
    return book(b'<row r="99999999999999"><c r="ZZZZZZZ99999999999999"><v>1</v></c></row>')


def big_text() -> bytes:
    return book(b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + b"a" * (15 * MILLION) + b"</t></is></c></row>")


def bomb(name: str, millions: int) -> bytes:
    return zipped(parts(xlsx(TABLE)) | {name: bytes(millions * MILLION)})


def hostile_files(link: str) -> tuple[Hostile, ...]:
    """List them all; ``link`` is an address where somebody would notice a visit."""
    unread, other, large = "archivo-ilegible", "contenido-no-corresponde", "archivo-demasiado-comprimido"
    locked, cells, sheets = "archivo-con-contrasena", "libro-con-demasiadas-celdas", "libro-con-demasiadas-hojas"
    formula = "=cmd|' /C calc'!A0,=HYPERLINK(\"" + link + '"),@SUM(1),-2+3,+1\n'
    return (
        Hostile("bomba-plana.xlsx", "610 MB de nada en la hoja", partial(bomb, SHEET, 610), large),
        Hostile("bomba-en-imagen.xlsx", "100 MB de nada en una imagen", partial(bomb, "xl/media/a.png", 100), large),
        Hostile("bomba-anidada.xlsx", "zips dentro de zips: 105 TB", partial(nested, 5), other),
        Hostile("bomba-incrustada.xlsx", "una bomba como objeto incrustado", with_embedded_bomb, READ),
        Hostile("quine.xlsx", "un zip que se contiene a sí mismo", quine, other),
        Hostile("bomba-solapada.xlsx", "una parte con 4,000 nombres", partial(overlapping, 4_000), large),
        Hostile("mentirosa.xlsx", "dice 1,000 bytes y trae 100 MB", lying, unread),
        Hostile("mil-millones-de-risas.xlsx", "entidades que se multiplican por diez nueve veces", laughs, unread),
        Hostile("cuadratica.xlsx", "una entidad larga, cien mil veces", quadratic, unread),
        Hostile("entidad-archivo.xlsx", "leer /etc/hostname", partial(outside_entity, "file:///etc/hostname"), unread),
        Hostile("entidad-red.xlsx", "visitar una dirección", partial(outside_entity, link), unread),
        Hostile("entidad.ods", "leer /etc/hostname", outside_entity_ods, unread),
        Hostile("ultima-fila.xlsx", "una celda en la fila 1,048,576", stray, READ),
        Hostile("ultima-celda.xlsx", "una celda en XFD1048576", farthest, READ),
        Hostile("ultimas-celdas.xlsx", "27 celdas que acaban en XFD1048576", partial(last_rows, "XFD"), cells),
        Hostile("mas-alla.xlsx", "una celda más allá de la última que hay", beyond, cells),
        Hostile("cien-mil-hojas.xlsx", "100,000 hojas de una misma parte", partial(many_sheets, 100_000), sheets),
        Hostile("mil-hojas-llenas.xlsx", "900 veces las últimas filas", partial(repeated_stray, 900), cells),
        Hostile("cien-mil-partes.xlsx", "100,000 hojas, cada una en su parte", partial(many_sheet_parts, 100_000), sheets),
        Hostile("cien-mil-tablas.ods", "100,000 hojas", partial(many_tables, 100_000), sheets),
        Hostile("textos-iguales.xlsx", "10,000,000 de textos iguales", partial(million_texts, 10 * MILLION, alike=True), large),
        Hostile("textos.xlsx", "10,000,000 de textos", partial(million_texts, 10 * MILLION, alike=False), "libro-con-demasiados-textos"),
        Hostile("ciclo.xlsx", "100,000 fórmulas, cada una sobre la siguiente, en círculo", partial(cyclic, 100_000), READ),
        Hostile("texto-enorme.xlsx", "una celda de 15 MB", big_text, READ),
        Hostile("honda.xlsx", "300,000 etiquetas una dentro de otra, en la hoja", partial(deep, 300_000), READ),
        Hostile("honda-textos.xlsx", "300,000 etiquetas una dentro de otra, en los textos", partial(deep_strings, 300_000), READ),
        Hostile("honda.ods", "300,000 etiquetas una dentro de otra", partial(deep_ods, 300_000), READ),
        Hostile("atributos.xlsx", "una celda con 300,000 atributos", partial(attributes, 300_000), READ),
        Hostile("rutas.xlsx", "partes llamadas ../../../../tmp/fuga.xml, C:\\fuga.xml…", traversing, READ),
        Hostile("vinculos.xlsx", "vínculos a otro libro, DDE y una consulta que se abre sola", partial(linked, link), READ),
        Hostile("vinculos-archivo.xlsx", "vínculos a /etc/hostname", partial(linked, "file:///etc/hostname"), READ),
        Hostile("vinculos.ods", "una hoja que se trae de una dirección", partial(linked_ods, link), READ),
        Hostile("macros.xlsm", "un programa que corre al abrir", with_macros, READ),
        Hostile("formulas.csv", "fórmulas y DDE en un csv", partial(csv, formula), READ),
        Hostile("contraseña.xlsx", "cifrado", partial(encrypted, xlsx(TABLE)), locked),
        Hostile("contraseña.zip.xlsx", "cifrado como zip", locked_zip, locked),
        Hostile("contraseña.xls", "cifrado", locked_xls, locked),
        Hostile("lzma.xlsx", "partes comprimidas de otro modo", lambda: zipped(parts(xlsx(TABLE)), zipfile.ZIP_LZMA), unread),
        Hostile("circular.xls", "sectores que llevan a sí mismos", looping_xls, unread),
        Hostile("jactancioso.xls", "dice que trae 4,294,967,295 textos", boastful_xls, unread),
        Hostile("lejano.xls", "dice que trae 4,294,967,295 filas", far_xls, unread),
        Hostile("pdf-y-libro.pdf", "PDF y libro a la vez", lambda: b"%PDF-1.7\n" + xlsx(TABLE), "formato-no-admitido"),
        Hostile("programa-y-libro.xlsx", "programa y libro a la vez", lambda: b"MZ" + bytes(62) + xlsx(TABLE), other),
        Hostile("imagen-y-libro.xlsx", "imagen y libro a la vez", lambda: b"\x89PNG\r\n\x1a\n\x00" + xlsx(TABLE), other),
        Hostile("dos-libros.xlsx", "xlsx y ods a la vez", both_books, other),
        Hostile("pagina.xls", "una página web", lambda: b"<html><table><tr><td>1</td></tr></table></html>", other),
        Hostile("libro.csv", "un xlsx con otro nombre", partial(xlsx, TABLE), READ),
        Hostile("libro.xls", "un ods con otro nombre", partial(ods, TABLE), READ),
        Hostile("tabla.xlsx", "un csv con otro nombre", partial(delimited, TABLE), other),
        Hostile("comas.csv", "30 MB de comas", lambda: b"," * (30 * MILLION), unread),
        Hostile("una-fila-ancha.csv", "16,000 columnas en una fila, 100,000 filas de una", wide_csv, cells),
        Hostile("comillas.csv", "unas comillas que nadie cierra, 30 MB", lambda: b'a,"' + b"b\n" * (15 * MILLION), unread),
        Hostile("separador.csv", "dice que las comillas separan las celdas", lambda: b'sep="\na"b\n', READ),
        Hostile("nulos.csv", "bytes nulos entre las letras", lambda: b"a,b\n1\x00,2\n", other),
    )  # fmt: skip


def repeated_stray(number: int) -> bytes:
    return zipped(parts(many_sheets(number)) | {SHEET: parts(last_rows())[SHEET]})


def wide_csv() -> bytes:
    return b"," * 16_000 + b"\n" + b"1\n" * 100_000


RECEIVED = datetime(2024, 4, 15, 12, tzinfo=UTC)
