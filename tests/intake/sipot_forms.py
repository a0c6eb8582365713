"""The same contracts as SIPOT's forms hold them: the template of 2018 on, that of 2016, and the download."""

import io
from collections.abc import Mapping, Sequence
from datetime import date

import xlwt
from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

Row = Sequence[object]

FORMAT, SHORT, TITLE = "43336", "LGTA70FXXVIIIB", "Procedimientos de adjudicación directa"
LABELS = (
    "Ejercicio",
    "Fecha de inicio del periodo que se informa",
    "Fecha de término del periodo que se informa",
    "Tipo de procedimiento (catálogo)",
    "Materia (catálogo)",
    "Número de expediente, folio o nomenclatura que lo identifique",
    "Descripción de las obras, bienes o servicios",
    "Nombre completo o razón social de las cotizaciones consideradas y monto de las mismas",
    "Razón social del adjudicado",
    "Número que identifique al contrato",
    "Fecha del contrato",
    "Monto total del contrato con impuestos incluidos (expresado en pesos mexicanos)",
    "Hipervínculo al documento del contrato y anexos, versión pública si así corresponde",
    "Área(s) responsable(s) que genera(n), posee(n), publica(n) y actualizan la información",
    "Fecha de actualización",
    "Nota",
)
TYPES = (12, 4, 4, 9, 9, 1, 2, 10, 2, 1, 4, 6, 7, 2, 13, 14)
FIELDS = tuple(range(334238, 334238 + len(LABELS)))
CHILD = "334271"
LED = 7
CHILD_LABELS = ("ID", "Razón social", "Monto total de la cotización con impuestos incluidos")
CHILD_ROWS: Sequence[Row] = (
    (1, "Suelos Ejemplares, S.A. de C.V.", 180000),
    (1, "Terrenos Firmes, S.C.", 195500.5),
    (2, "Puentes del Norte, S.A. de C.V.", 90000),
)
METHODS, MATTERS = ("Adjudicación directa", "Otro (especificar)"), ("Obra pública", "Adquisiciones", "Servicios")
AREA = "Dirección de Administración"


def contract(number: int, led: object) -> list[object]:
    return [
        2024, date(2024, 4, 1), date(2024, 6, 30), METHODS[0], MATTERS[2], f"AD-{number:03}-2024",
        "Estudio de mecánica de suelos", led, "Suelos Ejemplares, S.A. de C.V.", f"C-{number:03}-2024",
        date(2024, 4, 12), 180000.5, f"https://www.ejemplo.org.mx/C-{number:03}.pdf", AREA, date(2024, 7, 10), None,
    ]  # fmt: skip


ROWS: Sequence[Row] = (contract(14, 1), contract(15, 2), contract(16, None))


def template(rows: Sequence[Row] = ROWS, child: Sequence[Row] = CHILD_ROWS, *, prefix: str = "") -> bytes:
    """Write the upload template of 2018 on; ``prefix`` is put before the label of the procedure."""
    book = Workbook()
    page = book.active
    page.title = "Reporte de Formatos"
    page["A1"] = FORMAT
    for cell, text in {"A2": "TÍTULO", "D2": "NOMBRE CORTO", "G2": "DESCRIPCIÓN", "A3": TITLE, "D3": SHORT}.items():
        page[cell] = text
    for area in ("A2:C2", "D2:F2", "G2:I2", "A3:C3", "D3:F3", "G3:I3", f"A6:{page.cell(6, len(LABELS)).coordinate}"):
        page.merge_cells(area)
    page["A6"] = "Tabla Campos"
    for column, (type_, field, text) in enumerate(zip(TYPES, FIELDS, LABELS, strict=True), 1):
        page.cell(4, column, str(type_))
        page.cell(5, column, str(field))
        page.cell(7, column, f"{text} \nTabla_{CHILD}" if column == LED + 1 else prefix * (column == 4) + text)
    for number, row in enumerate(rows, 8):
        for column, value in enumerate(row, 1):
            page.cell(number, column).value = value
    for row in (1, 4, 5):
        page.row_dimensions[row].hidden = True
    for number, (column, options) in enumerate({3: METHODS, 4: MATTERS}.items(), 1):
        listed = book.create_sheet(f"Hidden_{number}")
        for option in options:
            listed.append([option])
        name = f"Hidden_{number}{column}"
        book.defined_names[name] = DefinedName(name, attr_text=f"Hidden_{number}!$A$1:$A${len(options)}")
        validation = DataValidation("list", formula1=name)
        page.add_data_validation(validation)
        validation.add(f"{page.cell(8, column + 1).column_letter}8:{page.cell(8, column + 1).column_letter}166")
    # a real one had its first list in sight
    book["Hidden_2"].sheet_state = "hidden"
    below = book.create_sheet(f"Tabla_{CHILD}")
    below.append([None, "2", "6"])
    below.append([None, "43304", "43305"])
    below.append(list(CHILD_LABELS))
    for row in child:
        below.append(list(row))
    return saved(book)


def old_template() -> bytes:
    """Write the template of 2016: titles without accents nor merged cells, sheets with other names."""
    labels = [f"{text}\nTabla {CHILD}" if column == LED else text for column, text in enumerate(LABELS)]
    above = [[FORMAT], ["TITULO", "NOMBRE CORTO", "DESCRIPCION"]]
    rows = [*above, [TITLE, SHORT], list(map(str, TYPES)), list(map(str, FIELDS)), ["Tabla Campos"], labels, *ROWS]
    below = [[None, "2", "6"], [None, "43304", "43305"], CHILD_LABELS, *CHILD_ROWS]
    lists = {"hidden1": METHODS, "hidden2": MATTERS, f"hidden_Tabla_{CHILD}1": ("x",)}
    sheets = {name: [[option] for option in options] for name, options in lists.items()}
    return old_book({"Reporte de Formatos": rows, **sheets, f"Tabla {CHILD}": below})


def old_book(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    book, day = xlwt.Workbook(), xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for name, rows in sheets.items():
        page = book.add_sheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    page.write(number, column, value, *([day] if isinstance(value, date) else []))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def download() -> bytes:
    """Write what the platform sends by e-mail: capitals, blanks for commas, years and amounts as text."""
    book = Workbook()
    page = book.active
    page.title = "Información"
    heads = ("Nombre del Sujeto Obligado:", "Normativa:", "Formato:", "Periodo:")
    values = ("YUC - Universidad Autónoma de Yucatán", "LETAIP de Yucatán  2018-2025", TITLE, "2do trimestre")
    for row in zip(heads, values, strict=True):
        page.append(list(row))
    page.append([])
    labels = [text.upper().replace(",", " ").replace("(CATÁLOGO)", "(CATÁLOGO )") for text in LABELS]
    labels[LED] += f" (Tabla_{CHILD})"
    page.append(["ID", "FECHA CREACION", "FECHA MODIFICACION", *labels])
    for number, row in enumerate(ROWS, 1):
        page.append([1_000_000 + number, "2024-07-10", "2024-07-10", *map(as_text, row)])
    below = book.create_sheet(f"Tabla_{CHILD}")
    below.append([f"Información relacionada a: {TITLE}"])
    below.append([])
    below.append(list(CHILD_LABELS))
    for row in CHILD_ROWS:
        below.append(list(row))
    return saved(book)


def as_text(value: object) -> object:
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    return str(value) if isinstance(value, int | float) else value


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
