"""What a cell may hold."""

import unicodedata
from datetime import date, datetime, time

import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from tests.corpus.build import CUT, NOTE, A, B, H, book, cached, old_book, open_book, with_value
from tests.corpus.story import tell

STATUS, SHARE, DAY, LINE = 1, 2, 3, 0


def notes(name: str, told: str, *values: object) -> None:
    tell(name, told, lambda: book(with_value(NOTE, *values)))


notes("espacios-alrededor", "Los textos traen espacios al principio y al final.", "  uno ", "dos   ", "\ttres")
notes("espacio-duro", "Hay espacios duros, de los que copia la web.", "uno\u00a0dos", "\u00a0tres", "cuatro\u202fcinco")
notes("signos-invisibles", "Hay signos que no se ven.", "uno\u200b", "\ufeffdos", "tr\u00ades", "\u200ecuatro")
notes("acentos-sueltos", "Los acentos vienen como signos aparte (NFD).", unicodedata.normalize("NFD", "Sesión del Año"))
notes("varias-lineas", "Una celda tiene varias líneas.", "Primera\nsegunda\n\ntercera", "uno\n")
notes("espacios-en-medio", "Los espacios repetidos dentro de un texto no se tocan.", "uno  dos   tres")
notes(
    "signos-raros",
    "Emojis, comillas y signos que no son de este idioma.",
    "👍 «bien» “sí” — 50 % ½ €",
    "日本 & <b>no</b>",
)
notes("solo-espacios", "Una celda solo tiene espacios: está vacía.", "   ", "\u00a0")
notes("numero-en-columna-de-texto", "Un folio se guardó como número: pudo perder ceros.", 36072013, "0036072013", 3.5)
notes(
    "palabras-de-vacio",
    "«N/A», «ND», «S/D» y un guion ocupan el lugar de una nota.",
    "N/A",
    "ND",
    "S/D",
    "-",
    "Ninguna",
)
notes("marca-interna", "Una marca interna dentro de la columna se queda como está.", "HASTA AKI REGISTRO EN SISTEMA")
notes("texto-larguisimo", "La nota pasa de 4000 caracteres.", "a" * 4001)
notes(
    "lista-con-comas",
    "Varios folios en una celda, separados por comas, se quedan como están.",
    "12/2024, 13/2024; 14/2024",
)
notes("apostrofo", "Un apóstrofo al principio, escrito como texto.", "'uno")
notes("mayusculas-y-acentos", "Mayúsculas y acentos no se tocan en un texto.", "REUNIÓN CON EL AYUNTAMIENTO DE MÉRIDA")
notes("verdadero-en-un-texto", "Una nota guardada como valor lógico.", True, False)
notes("fecha-en-un-texto", "Una nota guardada como fecha.", date(2024, 2, 1), datetime(2024, 2, 1, 13, 30), time(9, 5))

for name, told, column, value in (
    ("error-ref", "La nota es #REF!.", NOTE, "#REF!"),
    ("error-na", "El estatus es #N/A.", STATUS, "#N/A"),
    ("error-div", "El avance es #DIV/0!.", SHARE, "#DIV/0!"),
    ("error-valor", "La fecha es #VALUE!.", DAY, "#VALUE!"),
    ("error-nombre", "La línea es #NAME?.", LINE, "#NAME?"),
    ("error-num", "El avance es #NUM!.", SHARE, "#NUM!"),
    ("error-nulo", "La nota es #NULL!.", NOTE, "#NULL!"),
):
    tell(
        name,
        told,
        lambda column=column, value=value: book(
            with_value(column, value, "otra" if column == NOTE else [*A[:1], "En proceso", 3, CUT][column])
        ),
    )
notes("error-escrito-en-espanol", "El error se copió como texto, en español.", "#¡REF!", "#¿NOMBRE?", "#¡DIV/0!")
notes("numeral-que-no-es-error", "Un numeral al principio no es un error.", "#1 del plan", "#GobiernoAbierto")
tell(
    "error-de-libreoffice",
    "Un ods con «Err:502».",
    lambda: open_book(with_value(NOTE, "Err:502", "Errores: 2")),
    "entrega.ods",
)
tell(
    "error-en-columna-ajena",
    "El error está en una columna que no es del formato.",
    lambda: book([[*H, "Otra"], [*A, "#REF!"], [*B, 1]]),
)
tell(
    "formula-con-valor",
    "El avance es una fórmula con su resultado guardado.",
    lambda: cached(book([*with_value(SHARE, "=9*5", 3)]), {"C2": 45}),
)
tell(
    "formula-de-texto-con-valor",
    "La nota es una fórmula que da un texto, y otra que da un texto vacío.",
    lambda: cached(book([*with_value(NOTE, '="a"&"b"', '=""')]), {"F2": "ab", "F3": ""}),
)
tell(
    "formula-sin-valor",
    "El avance es una fórmula que ningún programa calculó.",
    lambda: book(with_value(SHARE, "=9*5", 3)),
)
tell(
    "formula-sin-valor-ods",
    "En un ods, el avance es una fórmula sin resultado.",
    lambda: open_book(with_value(SHARE, None, 3), formulas={(2, 3): "of:=9*5"}),
    "entrega.ods",
)


def _xls_formula(result: bytes) -> bytes:
    made = old_book(with_value(SHARE, xlwt.Formula("9*5"), 3))
    # xlwt writes an empty text, and does not ask for it to be computed
    return made.replace(b"\3\0\0\0\0\0\xff\xff\0\0", result + b"\2\0")


tell(
    "formula-sin-valor-xls",
    "En un xls, el avance es una fórmula que ningún programa calculó: trae un texto vacío.",
    lambda: _xls_formula(b"\3\0\0\0\0\0\xff\xff"),
    "entrega.xls",
)
tell(
    "formula-sin-valor-xls-en-cero",
    "En un xls, el avance es una fórmula que ningún programa calculó: trae un cero, que no es su resultado.",
    lambda: _xls_formula(bytes(8)),
    "entrega.xls",
)
tell(
    "formula-sin-valor-fuera",
    "La fórmula sin resultado está en una columna que no es del formato.",
    lambda: book([[*H, "Otra"], [*A, "=1+1"], [*B, 1]]),
)
tell(
    "formula-sin-valor-obligatoria",
    "La fecha de corte, obligatoria, es una fórmula sin resultado.",
    lambda: book(with_value(DAY, "=HOY()", CUT)),
)


def merged(name: str, told: str, column: int, value: object, area: str) -> None:
    rows = [list(row) for row in with_value(column, value, None, None)]
    tell(name, told, lambda: book(rows, lambda page: page.merge_cells(area)))


merged(
    "estatus-combinado",
    "El estatus está combinado sobre tres filas: se lee en las tres.",
    STATUS,
    "En proceso",
    "B2:B4",
)
merged("fecha-combinada", "La fecha de corte está combinada sobre tres filas.", DAY, CUT, "D2:D4")
merged(
    "avance-combinado",
    "El avance, un número, está combinado sobre tres filas: no se sabe de quién es.",
    SHARE,
    45,
    "C2:C4",
)
tell(
    "combinadas-en-horizontal",
    "Estatus y avance están combinados en una fila: el valor es del primero.",
    lambda: book(with_value(SHARE, None, 3), lambda page: page.merge_cells("B2:C2")),
)


def _xls_merge(page):
    page.merge(1, 3, 1, 1)


tell(
    "estatus-combinado-xls",
    "Lo mismo en un xls.",
    lambda: old_book(with_value(STATUS, "En proceso", None, None), _xls_merge),
    "entrega.xls",
)
tell(
    "estatus-combinado-ods",
    "Lo mismo en un ods.",
    lambda: open_book(with_value(STATUS, "En proceso", None, None), merged={(2, 2): (3, 1)}),
    "entrega.ods",
)
tell(
    "comentario-en-la-celda",
    "La celda lleva un comentario, que no es parte de los datos.",
    lambda: book(with_value(NOTE, "x"), lambda page: setattr(page["F2"], "comment", Comment("¿seguro?", "Alguien"))),
)
tell(
    "hipervinculo",
    "La nota es un hipervínculo: se lee lo que se ve.",
    lambda: book(with_value(NOTE, "Minuta"), lambda page: setattr(page["F2"], "hyperlink", "https://example.org/a")),
)
tell(
    "texto-con-formatos",
    "Parte del texto está en negritas.",
    lambda: book(with_value(NOTE, CellRichText("Se ", TextBlock(InlineFont(b=True), "firmó"), " ayer"))),
)
tell(
    "texto-dentro-de-la-celda",
    "Los textos están dentro de cada celda (inlineStr), como los escriben algunos programas.",
    lambda: book(with_value(NOTE, "en la celda")),
)
notes("retorno-de-carro", "El texto trae un retorno de carro de Windows.", "uno\r\ndos")
tell(
    "avance-como-texto",
    "Los números vienen guardados como texto.",
    lambda: book(with_value(SHARE, "45", " 7 ", "12.50")),
)
tell(
    "avance-con-coma-decimal", "El avance trae coma decimal: no se adivina.", lambda: book(with_value(SHARE, "45,5", 3))
)
tell("avance-negativo", "El avance es negativo.", lambda: book(with_value(SHARE, -5, 3)))
tell("avance-mayor-que-cien", "El avance pasa de 100.", lambda: book(with_value(SHARE, 140, 3)))
tell(
    "avance-con-muchos-decimales",
    "El avance trae decimales de una división.",
    lambda: book(with_value(SHARE, 100 / 3, 3)),
)
tell("avance-con-cola-binaria", "0.1 + 0.2 no deja rastro.", lambda: book(with_value(SHARE, 30 + (0.1 + 0.2), 3)))
tell("avance-logico", "El avance se guardó como VERDADERO.", lambda: book(with_value(SHARE, True, 3)))
tell("avance-vacio", "El avance, opcional, está vacío.", lambda: book(with_value(SHARE, None, 3)))
tell("estatus-vacio", "El estatus, obligatorio, está vacío.", lambda: book(with_value(STATUS, None, "En proceso")))
tell("meta-enorme", "La meta tiene 16 cifras.", lambda: book([[*H, "Meta"], [*A, 1234567890123456], [*B, 1e-7]]))
tell(
    "clave-con-ceros-perdidos",
    "La clave del municipio perdió su cero al principio: se repone y se dice.",
    lambda: book(
        [
            [
                "Línea de acción",
                "Clave del evento",
                "Nombre del evento",
                "Tipo de evento",
                "Estatus del evento",
                "Modalidad",
                "Entidad",
                "Clave del municipio",
            ],
            ["1.3.a", "E-1", "Foro", "Foro", "Propuesto", "Presencial", 1, 1001],
            ["1.3.a", "E-2", "Foro", "Foro", "Propuesto", "Presencial", "01", "01001"],
            ["1.3.a", "E-3", "Foro", "Foro", "Propuesto", "Presencial", "Aguascalientes", "1001"],
        ]
    ),
    dataset="evento",
)
