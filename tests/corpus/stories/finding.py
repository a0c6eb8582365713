"""Where the table stands, and files in which there is none."""

import unicodedata
from datetime import date
from io import BytesIO
from struct import pack
from zlib import compress, crc32

from xlsxwriter import Workbook

from apertura.model.source import Layout
from tests.corpus.build import SHEET, A, B, C, H, book, cached, surgery
from tests.corpus.story import story, tell

TABLE = [H, A, B]
TITLES = [["Informe trimestral"], ["Instituto de Transparencia", None, "1er trimestre"], []]
REGISTER = [
    ["No.", "Expediente", "Comisionado", "Fecha de turno", "Sentido", "Observaciones"],
    [1, "RR/001/2015", "Ponencia 1", date(2015, 1, 7), "Modifica", "x"],
    [2, "RR/002/2015", "Ponencia 2", date(2015, 1, 8), "Revoca", "x"],
]
REVIEWS = [
    ["Folio del RR", "Fecha de recepción", "A-P-D", "Motivo", "Comisionado", "Siglas", "Cumplimiento"],
    ["RR 1/2024", "02/01/2024", "A", "Falta de respuesta", "Ponencia 1", "SEP", "05/02/2024"],
]

tell("tabla-sencilla", "Encabezados en la primera fila y datos debajo.", lambda: book(TABLE))
tell("titulos-arriba", "El título y el organismo ocupan las filas de arriba.", lambda: book([*TITLES, *TABLE]))
tell("filas-vacias-arriba", "La tabla empieza en la fila 6 de una hoja en blanco.", lambda: book([[]] * 5 + TABLE))
tell(
    "columnas-vacias-antes",
    "La tabla empieza en la columna D.",
    lambda: book([[None] * 3 + row for row in TABLE]),
)
tell(
    "titulo-en-la-columna-o",
    "El nombre del instituto está en la columna O, fuera de la tabla.",
    lambda: book(
        [[None] * 14 + ["Instituto Nacional de Transparencia"], [None] * 14 + ["Entidad"], ["Rcursos"], *TABLE]
    ),
)
tell(
    "numero-suelto-en-el-titulo",
    "Quedó una suma suelta en la fila del título.",
    lambda: book([["Avance", None, None, None, None, None, 8673.3], *TABLE]),
)
tell(
    "encabezado-en-la-fila-60",
    "Sesenta filas de instrucciones antes de la tabla.",
    lambda: book([[f"Instrucción {number}"] for number in range(1, 60)] + TABLE),
)
tell(
    "encabezado-despues-de-la-fila-100",
    "Ciento nueve filas de instrucciones antes de la tabla.",
    lambda: book([[f"Instrucción {number}"] for number in range(1, 110)] + TABLE),
)
tell(
    "encabezados-sin-acentos-en-mayusculas",
    "Los encabezados van en mayúsculas y sin acentos.",
    lambda: book([["LINEA DE ACCION", "ESTATUS", "AVANCE (%)", "FECHA DE CORTE", "DESCRIPCION"], A, B]),
)
tell(
    "encabezados-con-espacios",
    "Los encabezados traen espacios de más, saltos de línea, espacios duros y uno de ancho cero.",
    lambda: book([[" Línea  de\nacción ", "Estatus\u200b", "Avance\u00a0(%)", "Fecha de corte ", "DESCRIPCIÓN"], A, B]),
)
tell(
    "encabezados-con-acentos-sueltos",
    "Una Mac guardó los acentos de los encabezados como signos aparte (NFD).",
    lambda: book([[unicodedata.normalize("NFD", heading) for heading in H], A, B]),
)
tell(
    "columnas-en-otro-orden",
    "Las columnas vienen al revés.",
    lambda: book([row[::-1] for row in TABLE]),
)
tell(
    "columna-de-mas",
    "El organismo agregó una columna propia.",
    lambda: book([[*H, "Expediente"], [*A, "E-1"], [*B, None], [*C, "E-3"]]),
)
tell("datos-sin-encabezado", "Hay anotaciones al margen, sin encabezado.", lambda: book([H, [*A, None, "ojo"], B]))
tell(
    "columna-numerada",
    "La primera columna numera las filas.",
    lambda: book([["No.", *H], [1, *A], [2, *B]]),
)
tell(
    "dos-columnas-para-lo-mismo",
    "El avance viene en dos columnas que no dicen lo mismo.",
    lambda: book([[*H, "% de avance"], [*A, 50], [*B, 0]]),
)
tell(
    "falta-una-columna-obligatoria",
    "No está la columna de la fecha de corte.",
    lambda: book([[*row[:3], *row[4:]] for row in TABLE]),
)
tell(
    "encabezado-mal-escrito",
    "«Estatus» se escribió «Estatuz».",
    lambda: book([["Línea de acción", "Estatuz", *H[2:]], A, B]),
)
tell("solo-encabezados", "La tabla no tiene ninguna fila.", lambda: book([["Informe"], H]))
tell("libro-en-blanco", "El libro no tiene nada escrito.", lambda: book([]))
tell("una-sola-celda", "El libro dice solamente «Sin información».", lambda: book([["Sin información"]]))
tell("libro-ajeno", "En lugar del formato llegó el registro interno de turnos.", lambda: book(REGISTER, sheet="TURNOS"))
tell(
    "libro-ajeno-con-encabezados-parecidos",
    "Un libro propio en el que coinciden dos encabezados.",
    lambda: book([["Línea", "Acción", "Nota", "Quién", "Cuándo"], ["a", "b", "c", "d", "e"]], sheet="Seguimiento"),
)
tell(
    "libro-ajeno-de-varias-hojas",
    "Un libro propio con hojas de turnos, sesiones y un año; ninguna es el formato.",
    lambda: book(
        REGISTER,
        sheet="TURNOS",
        more=[("FECHAS DE SESIONES PÚBLICAS", [["ENERO"], [date(2015, 1, 7), 13]]), ("2014", [["a", "b"], [1, 2]])],
    ),
)
tell(
    "tabla-de-otro-conjunto",
    "Llegó el registro de recursos de revisión.",
    lambda: book(REVIEWS),
    dataset="recurso_revision",
)
tell(
    "dos-conjuntos-en-dos-hojas",
    "El avance en una hoja y los recursos en otra.",
    lambda: book(TABLE, sheet="Avance", more=[("Recursos", REVIEWS)]),
)
tell(
    "disposicion-fijada",
    "La disposición del organismo dice en qué hoja y fila están los encabezados.",
    lambda: book(TABLE, sheet="Otra", more=[("Informe", [H, ["x"], *TABLE, ["FIN", None, 45], ["pie"]])]),
    layouts=(Layout("OG-01", None, "Informe", 3, "fin"),),
)
tell(
    "disposicion-de-otro-organismo",
    "La disposición es de otro organismo y no cuenta.",
    lambda: book(TABLE),
    layouts=(Layout("OG-02", None, "Informe", 3, "fin"),),
)


@story("La hoja declara que llega hasta DA65534 y solo tiene tres filas.")
def rango_declarado_enorme() -> bytes:
    return surgery(book(TABLE), SHEET, lambda xml: xml.replace('ref="A1:E3"', 'ref="A1:DA65534"'))


@story("Las filas de abajo tienen formato y ningún dato.")
def filas_con_formato_y_sin_datos() -> bytes:
    def paint(page):
        for row in range(4, 200):
            for column in range(1, 30):
                page.cell(row, column).number_format = "0.00"

    return book(TABLE, paint)


@story("Hay una celda con un espacio en la fila 5000.")
def espacio_suelto_muy_abajo() -> bytes:
    return book(TABLE, lambda page: page.cell(5000, 3, " "))


@story("Quedó una palabra suelta en la fila 3000, lejos de la tabla.")
def palabra_suelta_muy_abajo() -> bytes:
    return book(TABLE, lambda page: page.cell(3000, 2, "fin"))


@story("El logotipo es una imagen sobre las primeras filas.")
def logotipo() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))

    png = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", compress(b"\0\0\0\0"))
        + chunk(b"IEND", b"")
    )
    buffer = BytesIO()
    made = Workbook(buffer)
    page = made.add_worksheet("Hoja1")
    page.insert_image("A1", "logo.png", {"image_data": BytesIO(png)})
    day = made.add_format({"num_format": "dd/mm/yyyy"})
    for number, row in enumerate(TABLE, 2):
        for column, value in enumerate(row):
            page.write(number, column, value, *([day] if isinstance(value, date) else []))
    made.close()
    return buffer.getvalue()


@story("Los encabezados son fórmulas que los traen del diccionario, como en la plantilla federal.")
def encabezados_con_formula() -> bytes:
    formulas = [f"='Diccionario de datos'!A{row}" for row in range(2, 7)]
    content = book([formulas, A, B], more=[("Diccionario de datos", [["Variable"], *([heading] for heading in H)])])
    return cached(content, {f"{letter}1": heading for letter, heading in zip("ABCDE", H, strict=True)})


@story("Los encabezados son fórmulas que ningún programa calculó.")
def encabezados_con_formula_sin_calcular() -> bytes:
    formulas = [f"='Diccionario de datos'!A{row}" for row in range(2, 7)]
    return book([formulas, A, B], more=[("Diccionario de datos", [["Variable"], *([heading] for heading in H)])])
