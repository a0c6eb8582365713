"""Kinds of file: the same table in each, and files that are not what their name says."""

import io
import zipfile
from collections.abc import Sequence

import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile

from tests.corpus.build import CUT, DONE, SHEET, A, B, C, H, book, old_book, open_book, surgery, text
from tests.corpus.story import story, tell

SAME: dict[str, tuple[str, Sequence[Sequence[object]]]] = {
    "sencilla": ("La misma tabla en cada formato.", [H, A, B, C]),
    "con-titulos": ("Con títulos y una fila en blanco.", [["Informe"], ["Instituto", None, 2024], [], H, A, [], B]),
    "con-errores": (
        "Con una opción equivocada, un avance imposible, una fecha que no existe y una clave repetida.",
        [
            H,
            ["1.1.a", "Regular", 45, CUT, DONE],
            ["1.1.b", "En proceso", 140, "31/06/2024", DONE],
            ["1.1.b", None, 3, CUT, "#REF!"],
        ],
    ),
    "con-fechas": (
        "Con fechas escritas de varias maneras.",
        [
            H,
            ["1.1.a", "En proceso", 45, "31 de marzo de 2024", DONE],
            ["1.1.b", "En proceso", 5, "31-mar-24", DONE],
            ["1.1.c", "En proceso", 5, "31/03/2024", DONE],
        ],
    ),
    "con-pie": (
        "Con meses que titulan, encabezados repetidos, subtotal, total y nota.",
        [
            H,
            ["ENERO"],
            A,
            ["Subtotal", None, "45"],
            H,
            ["FEBRERO"],
            B,
            C,
            ["Total", None, "145"],
            [],
            ["Nota: preliminar"],
        ],
    ),
}
for name, (told, rows) in SAME.items():
    tell(f"igual-{name}-xlsx", told, lambda rows=rows: book(rows))
    tell(f"igual-{name}-xls", told, lambda rows=rows: old_book(rows), "entrega.xls")
    tell(f"igual-{name}-ods", told, lambda rows=rows: open_book(rows), "entrega.ods")
    tell(
        f"igual-{name}-csv",
        told,
        lambda rows=rows: text([[*row, *[None] * (5 - len(row))] for row in rows]).encode(),
        "entrega.csv",
    )

TABLE = [H, A, B]
TYPES = "[Content_Types].xml"


@story("Un libro con macros: no se ejecutan, se leen las celdas y se dice.", "entrega.xlsm")
def libro_con_macros() -> bytes:
    return surgery(
        book(TABLE),
        TYPES,
        lambda xml: xml.replace(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        ).replace(
            "</Types>",
            '<Override PartName="/xl/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>',
        ),
        {"xl/vbaProject.bin": "Attribute VB_Name"},
    )


@story("Se llama xlsm y no trae ninguna macro.", "entrega.xlsm")
def xlsm_sin_macros() -> bytes:
    return book(TABLE)


@story("Un ods con macros de Basic.", "entrega.ods")
def ods_con_macros() -> bytes:
    return surgery(open_book(TABLE), "nada", str, {"Basic/script-lc.xml": "<x/>", "Basic/Standard/Module1.xml": "<x/>"})


@story("Lo escribió otro programa (xlsxwriter), con la columna entera con formato.")
def de_otro_programa() -> bytes:
    buffer = io.BytesIO()
    made = xlsxwriter.Workbook(buffer)
    page = made.add_worksheet("Avance")
    day = made.add_format({"num_format": "dd/mm/yyyy"})
    page.set_column("D:D", 12, day)
    for number, row in enumerate(TABLE):
        for column, value in enumerate(row):
            if column == 3 and number:
                page.write_datetime(number, column, value, day)
            else:
                page.write(number, column, value)
    page.write_formula("C4", "=C2+C3", None, 45)
    page.write("A4", "Total")
    made.close()
    return buffer.getvalue()


@story("Los textos se escribieron con el espacio de nombres por delante (x:row, x:c).")
def con_prefijos() -> bytes:
    import re

    def change(xml: str) -> str:
        prefixed = re.sub(r"<(/?)(?=[a-zA-Z])", r"<\1x:", xml)
        return prefixed.replace("xmlns=", "xmlns:x=", 1)

    return surgery(book(TABLE, lambda page: setattr(page.row_dimensions[2], "hidden", True)), SHEET, change)


@story("Las celdas no dicen su dirección: van una tras otra.")
def celdas_sin_direccion() -> bytes:
    import re

    return surgery(book(TABLE), SHEET, lambda xml: re.sub(r'<c r="[A-Z]+\d+"', "<c", xml))


@story("El libro no dice sus dimensiones.")
def sin_dimensiones() -> bytes:
    return surgery(
        book(TABLE),
        SHEET,
        lambda xml: xml.replace('<dimension ref="A1:E3"/>', "").replace('<dimension ref="A1:E3" />', ""),
    )


@story("Es un xlsx y se llama xls.", "entrega.xls")
def xlsx_con_nombre_de_xls() -> bytes:
    return book(TABLE)


@story("Es un xls y se llama xlsx.")
def xls_con_nombre_de_xlsx() -> bytes:
    return old_book(TABLE)


@story("Es un csv y se llama xlsx: cambiar el nombre no cambia el contenido.")
def csv_con_nombre_de_xlsx() -> bytes:
    return text(TABLE).encode()


@story("Una página web que se llama xls, como las que descargan algunos sistemas.", "entrega.xls")
def pagina_web_con_nombre_de_xls() -> bytes:
    return b"<html><body><table><tr><td>Estatus</td></tr></table></body></html>"


@story("El libro tiene contraseña.")
def con_contrasena() -> bytes:
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(book(TABLE))).encrypt("secreto", buffer)
    return buffer.getvalue()


@story("El libro llegó cortado.")
def cortado() -> bytes:
    return book(TABLE)[:-400]


@story("Un documento de texto con nombre de libro.")
def documento_de_texto() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("word/document.xml", "<document/>")
    return buffer.getvalue()


@story("Un PDF.", "entrega.pdf")
def un_pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj"


@story("Un xlsb, que no se recibe.", "entrega.xlsb")
def un_xlsb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("xl/workbook.bin", "x")
    return buffer.getvalue()


@story("Un ods que dice que su última fila se repite un millón de veces, vacía.", "entrega.ods")
def ods_con_filas_repetidas() -> bytes:
    return open_book(TABLE, repeat=1_048_570)


@story("Una fila oculta y una columna oculta en un ods.", "entrega.ods")
def ods_con_filas_y_columnas_ocultas() -> bytes:
    return open_book(TABLE, hidden_rows=[2], hidden_columns=[5])


@story("Una fila oculta y una columna oculta en un xls.", "entrega.xls")
def xls_con_filas_y_columnas_ocultas() -> bytes:
    def edit(page):
        page.row(1).hidden = True
        page.col(4).hidden = True

    return old_book(TABLE, edit)


@story("El nombre del archivo no tiene extensión.", "entrega")
def sin_extension() -> bytes:
    return book(TABLE)
