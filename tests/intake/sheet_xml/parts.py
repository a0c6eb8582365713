"""Small sheets of an xlsx, each with one habit of writing XML; and workbooks that hold them."""

import zipfile
from datetime import date, datetime
from functools import cache
from io import BytesIO

import openpyxl
import xlsxwriter

PART = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(rows: str, *, before: str = "", after: str = "", declared: str = "") -> bytes:
    return f"{declared}<worksheet {NAMESPACE}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>".encode()


def row(*cells: str, at: int = 1, more: str = "") -> str:
    placed = (cell.replace("@", f"{letter}{at}") for letter, cell in zip("ABCDEFGH", cells, strict=False))
    return f'<row r="{at}"{more}>{"".join(placed)}</row>'


def number(*values: str, style: str = "") -> bytes:
    return sheet(row(*(f'<c r="@"{style}><v>{value}</v></c>' for value in values)))


def inline(text: str, of_text: str = "") -> bytes:
    return sheet(row(f'<c r="@" t="inlineStr"><is><t{of_text}>{text}</t></is></c>', '<c r="@"><v>1</v></c>'))


def cell(type_: str, inside: str) -> bytes:
    return sheet(row(f'<c r="@" t="{type_}">{inside}</c>', '<c r="@"><v>1</v></c>'))


ONE = row('<c r="@"><v>1</v></c>')
DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'

APART = {
    "enteros": number("0", "7", "-12", "-0", "007", "999999999999999"),
    "enteros-largos": number("1234567890123456", "123456789012345678", "1E+20", "-1e22", "1e100"),
    "decimales": number("1.50", "0.1", "-0.25", "00.5", "1.000000000000000", "0.00001", "12345.678901234"),
    "decimales-largos": number("0.14285714285714285", "0.30000000000000004", "-0.9999999999999998"),
    "exponentes": number("1e5", "1.5E-3", "1E-10", "-2.5e-7", "1.23456789012345678E-5", "1e-300"),
    "casi-enteros": number("999999999999999.9", "0.99999999999999999", "1.0000000000000001", "99999999999999.95"),
    "fechas": number("61", "45000", "45000.0", "2958465", "36526", style=' s="1"'),
    "fechas-con-hora": number("45000.25", "45000.123456789", "45000.99999999999", "45000.000001", style=' s="2"'),
    "formato-general": number("45000", "1.5", style=' s="0"'),
    "formato-que-no-hay": number("5", style=' s="99"'),
    "tipo-n": sheet(row('<c r="@" t="n"><v>5</v></c>', '<c r="@" t="n"><v></v></c>', '<c r="@" t="n"><v/></c>')),
    "booleanos": sheet(row('<c r="@" t="b"><v>1</v></c>', '<c r="@" t="b"><v>0</v></c>')),
    "errores": sheet(row(*(f'<c r="@" t="e"><v>{each}</v></c>' for each in ("#DIV/0!", "#N/A", "#NAME?", "#REF!")))),
    "mas-errores": sheet(row(*(f'<c r="@" t="e"><v>{each}</v></c>' for each in ("#NULL!", "#NUM!", "#VALUE!")))),
    "compartidos": sheet(row(*(f'<c r="@" t="s"><v>{each}</v></c>' for each in (0, 3, 2, 1)))),
    "de-formula": cell("str", "<f>A2&amp;B2</f><v>ñ &amp; &lt;b&gt; &quot;c&quot; &apos;d&apos;</v>"),
    "de-formula-vacio": cell("str", "<f>A2</f><v></v>"),
    "de-formula-con-blancos": cell("str", "<v> a </v>"),
    "sin-calcular": sheet(row('<c r="@"><f>1+1</f></c>', '<c r="@"><f>2+2</f><v></v></c>', '<c r="@"><v>3</v></c>')),
    "formula-compartida": sheet(row('<c r="@"><f t="shared" si="0"/><v>4</v></c>', '<c r="@"><v>1</v></c>')),
    "en-linea": inline("Año ñandú €🎉"),
    "referencias": inline("&#241;&#xF1;&#128512;&#x1F600;&#10;&#9;x"),
    "dos-lineas": inline("una\ndos"),
    "blancos-que-cuentan": inline("  a  ", ' xml:space="preserve"'),
    "solo-blancos": inline("   ", ' xml:space="preserve"'),
    "guiones-bajos": inline("a_b __x _X0041_"),
    "corchetes": inline("a]] &gt; ]"),
    "comillas-simples": sheet("<row r='1'><c r='A1' t='str'><v>a</v></c></row>"),
    "espacios-en-etiquetas": sheet('<row  r = "1" ><c\n r="A1" ><v >5</v ></c ></row >'),
    "entre-etiquetas": sheet('\r\n <row r="1">\n\t<c r="A1"> <v>5</v> </c>\n</row>\r\n'),
    "declarada": sheet(row('<c r="@"><v>5</v></c>'), declared=DECLARED),
    "huecos": sheet(row('<c r="@"><v>5</v></c>', at=3) + '<row r="7"><c r="D7"><v>8</v></c></row>'),
    "celdas-vacias": sheet(row('<c r="@" s="1"/>', '<c r="@"></c>', '<c r="@"><v>1</v></c>') + row('<c r="@"/>', at=9)),
    "cola-en-blanco": sheet(row('<c r="@"><v>1</v></c>') + row('<c r="@" t="str"><v> \n</v></c>', at=2)),
    "cola-de-blancos-duros": sheet(row('<c r="@"><v>1</v></c>') + row('<c r="@" t="str"><v>\u00a0</v></c>', at=2)),
    "vacia": b"<worksheet " + NAMESPACE.encode() + b"><sheetData/></worksheet>",
    "sin-filas": sheet(""),
    "combinadas": sheet(ONE, after='<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells>'),
    "fila-oculta": sheet(row('<c r="@"><v>1</v></c>', more=' hidden="1"')),
    "columnas-ocultas": sheet(ONE, before='<cols><col min="2" max="3" hidden="1"/></cols>'),
    "dimension": sheet(ONE, before='<dimension ref="A1:XFD1048576"/>'),
    "con-extensiones": sheet(
        ONE,
        after='<extLst><ext xmlns:x14="urn:a" uri="{b}"><x14:c r="ZZ99">&amp; texto</x14:c></ext></extLst>',
    ),
}  # fmt: skip
"""What is read apart."""

FOR_OTHERS = {
    "sin-direccion": sheet("<row><c><v>5</v></c></row>"),
    "celda-sin-direccion": sheet('<row r="1"><c><v>5</v></c></row>'),
    "en-desorden": sheet('<row r="1"><c r="B1"><v>5</v></c><c r="A1"><v>6</v></c></row>'),
    "filas-en-desorden": sheet(row('<c r="@"><v>1</v></c>', at=2) + row('<c r="@"><v>2</v></c>', at=1)),
    "dos-veces": sheet('<row r="1"><c r="A1"><v>5</v></c><c r="A1"><v>6</v></c></row>'),
    "de-otra-fila": sheet('<row r="1"><c r="A3"><v>5</v></c></row>'),
    "minusculas": sheet('<row r="1"><c r="a1"><v>5</v></c></row>'),
    "fila-con-ceros": sheet('<row r="01"><c r="A01"><v>5</v></c></row>'),
    "duracion": number("1.5", style=' s="3"'),
    "hora": number("0.5", style=' s="2"'),
    "marzo-de-1900": number("60", style=' s="1"'),
    "fecha-negativa": number("-5", style=' s="1"'),
    "formato-imposible": number("5", style=' s="2000000000"'),
    "formato-mal-escrito": number("5", style=' s="x"'),
    "infinito": number("1e999"),
    "no-es-numero": number("doce"),
    "sin-entero": number(".5"),
    "con-signo": number("+5"),
    "hexadecimal": number("0x10"),
    "nan": number("nan"),
    "con-blanco": number(" 5"),
    "numero-larguisimo": number("1" * 80),
    "booleano-dos": cell("b", "<v>2</v>"),
    "booleano-en-palabra": cell("b", "<v>true</v>"),
    "error-de-otros": cell("e", "<v>#GETTING_DATA</v>"),
    "error-que-no-hay": cell("e", "<v>#MAL!</v>"),
    "fecha-iso": cell("d", "<v>2024-05-01</v>"),
    "tipo-que-no-hay": cell("x", "<v>1</v>"),
    "tipo-con-referencia": sheet(row('<c r="@" t="&#115;"><v>0</v></c>')),
    "texto-que-no-hay": cell("s", "<v>999</v>"),
    "texto-imposible": cell("s", "<v>2000000000</v>"),
    "texto-mal-contado": cell("s", "<v>01</v>"),
    "texto-en-v": cell("inlineStr", "<v>a</v>"),
    "is-en-numero": sheet(row('<c r="@"><is><t>a</t></is></c>')),
    "blancos-que-no-cuentan": inline("  a  "),
    "blancos-mal-dichos": inline(" a", ' xml:space="default"'),
    "con-retorno": inline("una\r\ndos"),
    "retorno-por-referencia": inline("una&#13;dos"),
    "escape-del-formato": inline("una_x000D_dos"),
    "escape-por-referencia": inline("una&#95;x000D_dos"),
    "con-formatos": cell("inlineStr", "<is><r><t>a</t></r><r><t>b</t></r></is>"),
    "dos-textos": cell("inlineStr", "<is><t>a</t><t>b</t></is>"),
    "dos-valores": cell("str", "<v>a</v><v>b</v>"),
    "formula-despues": cell("str", "<v>a</v><f>A1</f>"),
    "otro-en-la-celda": cell("str", "<v>a</v><extLst/>"),
    "texto-suelto": sheet('<row r="1">x<c r="A1"><v>5</v></c></row>'),
    "con-prefijo": b'<x:worksheet xmlns:x="urn:x"><x:sheetData/></x:worksheet>',
    "comentario": sheet(row('<c r="@"><v>5<!-- --></v></c>')),
    "seccion": cell("str", "<v><![CDATA[a]]></v>"),
    "instruccion": sheet("<?a b?>" + row('<c r="@"><v>5</v></c>')),
    "otra-codificacion": sheet(
        row('<c r="@"><v>5</v></c>'), declared='<?xml version="1.0" encoding="ISO-8859-1"?>'
    ),
    "con-marca-de-orden": b"\xef\xbb\xbf" + sheet(row('<c r="@"><v>5</v></c>')),
    "dos-hojas-de-datos": sheet(row('<c r="@"><v>5</v></c>'), after="<sheetData/>"),
    "datos-anidados": sheet(ONE, before="<a><sheetData>" + ONE.replace("1<", "2<") + "</sheetData></a>"),
    "combinada-mal-dicha": sheet(ONE, after='<mergeCells><mergeCell ref="A1:/C"/></mergeCells>'),
    "dimension-mal-dicha": sheet(ONE, before="<dimension/>"),
    "columna-de-mas": sheet('<row r="1"><c r="XFE1"><v>5</v></c></row>'),
    "fila-de-mas": sheet(ONE + '<row r="1048577"><c r="A1048577"><v>5</v></c></row>'),
}  # fmt: skip
"""What is left for the library that reads any, or for it to refuse."""

NOT_XML = {
    "sin-cerrar": sheet("")[:-5],
    "cruzadas": sheet('<row r="1"><c r="A1"></row></c>'),
    "de-mas": sheet("") + b"<a/>",
    "dos-raices": sheet("") + b"<worksheet/>",
    "texto-despues": sheet("") + b"x",
    "atributo-dos-veces": sheet('<row r="1" r="1"></row>'),
    "sin-comillas": sheet("<row r=1></row>"),
    "juntos": sheet('<row r="1"ht="3"></row>'),
    "menor-en-atributo": sheet('<row r="1" a="<"></row>'),
    "referencia-que-no-hay": inline("&nbsp;"),
    "referencia-cortada": inline("&amp"),
    "referencia-a-nada": inline("&#0;"),
    "referencia-a-medio-caracter": inline("&#xD800;"),
    "referencia-en-atributo": sheet('<row r="1" a="&x;"></row>'),
    "control": inline("a\x01b"),
    "fin-de-seccion": inline("a]]>b"),
    "latin-1": sheet("").replace(b"<sheetData>", b"<sheetData a='\xf1'>"),
    "sobrelargo": inline("a").replace(b">a<", b">\xc0\x80<"),
    "sustituto": inline("a").replace(b">a<", b">\xed\xa0\x80<"),
    "mas-alla": inline("a").replace(b">a<", b">\xf4\x90\x80\x80<"),
    "a-medias": inline("a").replace(b">a<", b">\xe2\x82<"),
    "fffe": inline("\ufffe"),
    "solo-texto": b"hola",
    "nada": b"",
    "declaracion-tarde": b" <?xml version='1.0'?>" + sheet(""),
}
"""What no reader of XML takes."""

PARTS = APART | FOR_OTHERS | NOT_XML


def book(part: bytes) -> bytes:
    """Put a sheet in a workbook that has four shared texts, and formats of dates, of dates with time, and of hours."""
    return put(_template(), part)


def put(content: bytes, part: bytes, name: str = PART) -> bytes:
    """Put something else in the place of a part."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as archive, zipfile.ZipFile(made, "w") as changed:
        for each in archive.namelist():
            changed.writestr(each, part if each == name else archive.read(each))
    return made.getvalue()


@cache
def _template() -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as written:
        page = written.add_worksheet("Hoja1")
        page.write_row(0, 0, ["uno", "dos & <tres>", " con blancos ", "ñandú\n🎉"])
        for at, format_ in enumerate(("dd/mm/yyyy", "dd/mm/yyyy hh:mm", "[h]:mm")):
            page.write_number(1, at, 5, written.add_format({"num_format": format_}))
    return made.getvalue()


def seeds() -> list[bytes]:
    """Write workbooks as two libraries do: texts shared and not, formulas, something hidden and something merged."""
    return [_shared(), _inline(), _by_openpyxl()]


def _shared() -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as written:
        page = written.add_worksheet("uno")
        day, moment = (written.add_format({"num_format": one}) for one in ("dd/mm/yyyy", "dd/mm/yyyy hh:mm"))
        page.write_row(0, 0, ["Título", "ñ", "x & <y>", " dos "])
        for at in range(1, 6):
            page.write(at, 0, at * 1.5)
            page.write_datetime(at, 1, date(2024, 1, at), day)
            page.write_datetime(at, 2, datetime(2024, 1, at, 10, 20, 30), moment)
            page.write_boolean(at, 3, at % 2)
            page.write_formula(at, 4, "=A2", None, "t&1")
            page.write(at, 5, f"texto {at % 2}")
        page.write_formula(7, 0, "=1/0", None, "#DIV/0!")
        page.merge_range(8, 0, 8, 2, "m")
        page.set_row(3, None, None, {"hidden": True})
    return made.getvalue()


def _inline() -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"constant_memory": True}) as written:
        page = written.add_worksheet("uno")
        for at in range(4):
            page.write_row(at, 0, ["a<b", " ", 12, at / 7, 1e20, "línea\nuna"])
    return made.getvalue()


def _by_openpyxl() -> bytes:
    made, written = BytesIO(), openpyxl.Workbook()
    for at in range(4):
        written.active.append(
            [at, "t", datetime(2024, 5, at + 1, 3, 4, 5), date(2024, 5, at + 1), None, True, "=A1", at / 3]
        )
    written.save(made)
    return made.getvalue()
