"""What stewards keep in their workbooks is kept when they come back marked: comments, conversations, names, formats."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

import PIL.Image
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from apertura.feedback.annotate import annotate
from apertura.feedback.annotate.shapes import ORDER
from apertura.intake.read import read as sheets
from apertura.model.issue import Issue
from apertura.model.submission import Verdict
from tests.feedback.annotate.parts import contents, lost
from tests.feedback.verdicts_by_hand import DEFINITIONS, TYPES, issue, submission, verdict
from tests.intake.workbooks import ods, xls

pytestmark = pytest.mark.long

SHEET = "Avance"
WRONG = (
    issue("type-error-date", "E9", field="fecha_corte", value="31/02/2024", sheet=SHEET),
    issue("constraint-required", "B12", field="linea_accion_id", sheet=SHEET),
    issue("columna-no-reconocida", "H8:H20", details={"encabezado": "Notas"}, sheet=SHEET, count=13),
    issue("primary-key", "A9, B9", value="x", details={"otra_fila": "8", "clave": "Línea"}, sheet=SHEET),
)


def workbook(change: Callable[[Workbook], object] = lambda _: None, sheet: str = SHEET) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = sheet
    for row in range(7, 21):
        for column in range(1, 9):
            page.cell(row, column, f"r{row}c{column}")
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def marked(
    content: bytes, *issues: Issue, name: str = "avance.xlsx", sheet: str = SHEET, language: str = "es"
) -> bytes:
    found = [replace(each, sheet=sheet) for each in issues or WRONG]
    given = annotate(content, [on(*found, sheet=sheet)], DEFINITIONS, language=language)
    assert given is not None
    return given.content


def on(*issues: Issue, name: str = "avance.xlsx", sheet: str | None = SHEET) -> Verdict:
    return verdict(*issues, submission=submission(filename=name), sheet=sheet)


def notes(book: bytes, sheet: str = SHEET) -> dict[str, str]:
    page = load_workbook(io.BytesIO(book))[sheet]
    return {cell.coordinate: cell.comment.text for row in page.iter_rows() for cell in row if cell.comment}


def with_parts(book: bytes, parts: Mapping[str, bytes | Callable[[bytes], bytes]]) -> bytes:
    """Put parts into a workbook, or change those it has."""
    written = contents(book)
    for name, part in parts.items():
        written[name] = part if isinstance(part, bytes) else part(written[name])
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in written.items():
            archive.writestr(name, content)
    return target.getvalue()


# --- What is marked


def test_a_note_says_what_is_wrong_how_to_mend_it_and_an_example() -> None:
    found = notes(marked(workbook()))
    assert found.keys() == {"E9", "B12", "H8", "A9", "B9"}
    assert found["E9"].startswith(
        "Hay que corregir: Fecha que no se reconoce\n«31/02/2024» no se reconoce como fecha.\n"
    )
    assert "\nCómo se corrige: Escriba el día, el mes y el año" in found["E9"]
    assert "\nEjemplo válido: " in found["E9"]
    assert found["H8"].startswith("Conviene revisar: Columna que no se reconoce\n")


def test_every_cell_is_filled_by_the_gravity_of_what_is_wrong_and_keeps_its_own_format() -> None:
    def change(book: Workbook) -> None:
        book[SHEET]["E9"].font = Font(bold=True, color="FF112233")
        book[SHEET]["E9"].fill = PatternFill("solid", fgColor="FF00FF00")

    before, after = workbook(change), marked(workbook(change))
    assert lost(before, after) == []
    cell, page = load_workbook(io.BytesIO(after))[SHEET]["E9"], load_workbook(io.BytesIO(after))[SHEET]
    assert (cell.font.b, cell.font.color.rgb, cell.fill.fgColor.rgb) == (True, "FF112233", "FF00FF00")
    filled = {str(area.sqref): rule.dxf.fill.bgColor.rgb for area in page.conditional_formatting for rule in area.rules}
    assert filled == {"A9 B9 B12 E9": "FFFFC7CE", "H8:H20": "FFFFE699"}


def test_the_workbook_opens_on_the_first_sheet_and_on_that_alone() -> None:
    def change(book: Workbook) -> None:
        book.create_sheet("Otra").sheet_view.tabSelected = True
        book.active = 1

    book = load_workbook(io.BytesIO(marked(workbook(change))))
    assert book.sheetnames == ["Revisión", SHEET, "Otra"]
    assert book.active.title == "Revisión"
    assert [bool(page.sheet_view.tabSelected) for page in book] == [True, False, False]


def test_names_and_print_areas_go_on_meaning_the_sheet_they_meant() -> None:
    def change(book: Workbook) -> None:
        book[SHEET].print_area = "A7:H20"
        book[SHEET].print_title_rows = "7:7"

    page = load_workbook(io.BytesIO(marked(workbook(change))))[SHEET]
    assert page.print_area == "'Avance'!$A$7:$H$20"
    assert page.print_title_rows == "$7:$7"


def test_each_cause_is_in_the_first_sheet_with_links_to_its_cells() -> None:
    page = load_workbook(io.BytesIO(marked(workbook())))["Revisión"]
    said = "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)
    assert page["A1"].value == "Revisión de Apertura"
    for type_ in {each.type for each in WRONG}:
        assert type_.title_es in said
    links = {cell.hyperlink.location for row in page.iter_rows() for cell in row if cell.hyperlink}
    assert links == {"'Avance'!E9", "'Avance'!B12", "'Avance'!H8", "'Avance'!A9"}


def test_of_many_places_as_many_are_named_as_there_is_room_for() -> None:
    blank = [issue("constraint-required", f"B{row}", field="linea_accion_id") for row in range(8, 22, 2)]
    page = load_workbook(io.BytesIO(marked(workbook(), *blank)))["Revisión"]
    said = [cell.value for row in page.iter_rows() for cell in row if cell.hyperlink]
    assert said == ["B8, B10 y 5 lugares más (7 celdas)"]


def test_in_english_the_sheet_and_the_notes_are_in_english() -> None:
    given = marked(workbook(), language="en")
    assert load_workbook(io.BytesIO(given)).sheetnames == ["Review", SHEET]
    assert notes(given)["E9"].startswith("Has to be corrected: Date that is not recognised\n")
    twice = marked(given)
    assert load_workbook(io.BytesIO(twice)).sheetnames == ["Review", SHEET], "an answer is replaced, not repeated"
    assert notes(twice)["E9"].startswith("Hay que corregir: ")


def test_formulas_images_charts_and_what_is_hidden_are_kept() -> None:
    def change(book: Workbook) -> None:
        page, secret = book[SHEET], book.create_sheet("Oculta")
        secret.sheet_state = "veryHidden"
        page["J7"], page["K7"] = "=SUM(B8:B20)", '=IF(A8="",1,2)'
        page.row_dimensions[12].hidden = page.column_dimensions["C"].hidden = True
        picture = io.BytesIO()
        PIL.Image.new("RGB", (8, 8), "red").save(picture, "png")
        page.add_image(Image(picture), "L2")
        chart = BarChart()
        chart.add_data(Reference(page, min_col=2, min_row=8, max_row=20))
        page.add_chart(chart, "L10")

    before = workbook(change)
    after = marked(before)
    assert lost(before, after) == []
    parts = contents(after)
    assert sum(len(re.findall(rb"<f>", part)) for part in parts.values()) >= 3
    assert {"xl/media/image1.png", "xl/charts/chart1.xml", "xl/drawings/drawing1.xml"} <= parts.keys()
    page = load_workbook(io.BytesIO(after))[SHEET]
    assert (page["J7"].value, page.row_dimensions[12].hidden) == ("=SUM(B8:B20)", True)
    assert page.column_dimensions["C"].hidden
    assert load_workbook(io.BytesIO(after))["Oculta"].sheet_state == "veryHidden"


# --- What people had written is kept


def commented(book: Workbook) -> None:
    book[SHEET]["E9"].comment = Comment("¿Así está bien?", "Ana")
    book[SHEET]["A8"].comment = Comment("Revisar con Finanzas", "Luis", height=90, width=200)


def test_comments_of_theirs_are_kept_and_ours_are_added_below() -> None:
    before = workbook(commented)
    after = marked(before)
    assert lost(before, after) == []
    found = notes(after)
    assert found["A8"] == "Revisar con Finanzas"
    assert found["E9"].startswith("¿Así está bien?\n\n— Apertura —\nHay que corregir: Fecha que no se reconoce\n")
    assert found.keys() == {"A8", "E9", "B12", "H8", "A9", "B9"}
    vml = next(part for name, part in contents(after).items() if name.endswith(".vml"))
    assert len(re.findall(rb"<\w+:shape\s", vml)) == 6
    ids = re.findall(rb'<\w+:shape\s[^>]*\bid="([^"]+)"', vml)
    assert len(set(ids)) == 6


def test_what_was_mended_loses_its_mark_and_theirs_stay() -> None:
    once = marked(workbook(commented))
    twice = marked(once, WRONG[1])
    assert notes(twice).keys() == {"A8", "E9", "B12"}
    assert notes(twice)["E9"] == "¿Así está bien?"
    page = load_workbook(io.BytesIO(twice))[SHEET]
    assert [str(area.sqref) for area in page.conditional_formatting] == ["B12"]
    assert contents(twice).keys() == contents(once).keys()
    vml = next(part for name, part in contents(twice).items() if name.endswith(".vml"))
    assert len(re.findall(rb"<\w+:shape\s", vml)) == 3


def test_a_workbook_in_order_is_given_back_without_marks() -> None:
    clean = marked(marked(workbook(commented)), issue("hoja-no-leida", details={"razon": "está vacía"}))
    assert notes(clean) == {"A8": "Revisar con Finanzas", "E9": "¿Así está bien?"}
    assert not load_workbook(io.BytesIO(clean))[SHEET].conditional_formatting


def test_conversations_are_kept_and_ours_is_one_more_reply() -> None:
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    thread = (
        f'<ThreadedComments xmlns="{space}"><threadedComment ref="E9" dT="2024-01-02T03:04:05.00" personId="{{P}}" '
        'id="{T1}"><text>¿Y esto?</text></threadedComment></ThreadedComments>'
    )
    relation = (
        b'<Relationship Id="rIdT" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        b'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    before = with_parts(
        workbook(commented),
        {
            "xl/threadedComments/threadedComment1.xml": thread.encode(),
            "xl/worksheets/_rels/sheet1.xml.rels": lambda part: part.replace(b"</Relationships>", relation),
        },
    )
    after = marked(before)
    assert lost(before, after) == []
    said = contents(after)["xl/threadedComments/threadedComment1.xml"].decode()
    assert "¿Y esto?" in said
    assert said.count("<threadedComment ") == 2
    assert 'parentId="{T1}"' in said
    assert b'displayName="Apertura"' in contents(after)["xl/persons/apertura1.xml"]
    again = contents(marked(after))["xl/threadedComments/threadedComment1.xml"].decode()
    assert again.count("<threadedComment ") == 2


def test_formats_of_theirs_that_depend_on_values_are_kept_below_ours() -> None:
    def change(book: Workbook) -> None:
        page = book[SHEET]
        page.conditional_formatting.add(
            "A1:A9", CellIsRule("equal", ["1"], fill=PatternFill("solid", bgColor="FF00FF00"))
        )
        page.add_data_validation(DataValidation("list", formula1='"a,b"', sqref="C9"))
        page.merge_cells("A1:C1")
        page.protection.sheet = True

    before = workbook(change)
    after = marked(before)
    assert lost(before, after) == []
    rules = {
        str(area.sqref): rule.priority
        for area in load_workbook(io.BytesIO(after))[SHEET].conditional_formatting
        for rule in area.rules
    }
    assert rules["A1:A9"] > max(priority for place, priority in rules.items() if place != "A1:A9")
    part = contents(after)["xl/worksheets/sheet1.xml"].decode()
    root = re.sub(r"<sheetData>.*</sheetData>", "<sheetData/>", part, flags=re.DOTALL)
    found = [tag for tag in re.findall(r"<(\w+)", root) if tag in ORDER]
    assert found == sorted(found, key=ORDER.index)


def test_the_note_of_a_cell_that_is_covered_stands_in_the_one_that_covers_it() -> None:
    after = marked(workbook(lambda book: book[SHEET].merge_cells("A8:C12")))
    found = notes(after)
    assert found.keys() == {"A8", "E9", "H8"}
    assert "Dato obligatorio que falta" in found["A8"]
    assert "Fila repetida" in found["A8"]


# --- Names and texts from who knows where


@pytest.mark.parametrize("sheet", ["D'Artagnan & <Cía>", "Revisión", "=1+1 A1", "Año «2024»", "x" * 31, "&amp;>"])
def test_any_name_of_a_sheet_is_found_linked_and_kept(sheet: str) -> None:
    after = marked(workbook(sheet=sheet), sheet=sheet)
    book = load_workbook(io.BytesIO(after))
    assert book.sheetnames[1:] == [sheet]
    assert book.sheetnames[0] == ("Revisión (2)" if sheet == "Revisión" else "Revisión")
    assert notes(after, sheet).keys() == {"E9", "B12", "H8", "A9", "B9"}
    links = {cell.hyperlink.location for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink}
    assert "'" + sheet.replace("'", "''") + "'!E9" in links


@pytest.mark.parametrize(
    "value",
    ["=1+1", '=HYPERLINK("http://malo.example")', "+cmd|' /C calc'!A0", "</t><x>", "\x00\x0b\x1b[31m", "\ud800"],
)
def test_a_hostile_value_is_text_and_nothing_else(value: str) -> None:
    after = marked(workbook(), replace(WRONG[0], value=value))
    for page in load_workbook(io.BytesIO(after)):
        assert all(cell.data_type != "f" for row in page.iter_rows() for cell in row)
    assert notes(after).keys() == {"E9"}


# --- Ways of writing a workbook


def test_a_workbook_written_with_prefixes_is_marked_as_any_other() -> None:
    def prefixed(part: bytes) -> bytes:
        text = part.decode().replace("xmlns=", "xmlns:x=", 1)
        return re.sub(r"<(/?)(?=[a-zA-Z]+[\s/>])", r"<\1x:", text).encode()

    parts = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml")
    before = with_parts(workbook(commented), dict.fromkeys(parts, prefixed))
    after = marked(before)
    assert lost(before, after) == []
    assert notes(after).keys() == {"A8", "E9", "B12", "H8", "A9", "B9"}


def test_a_part_in_utf_16_is_marked_as_any_other() -> None:
    def wide(part: bytes) -> bytes:
        text = re.sub(r"^<\?xml[^>]*\?>", "", part.decode())
        return f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")

    before = with_parts(workbook(), {"xl/worksheets/sheet1.xml": wide})
    after = marked(before)
    assert lost(before, after) == []
    assert notes(after).keys() == {"E9", "B12", "H8", "A9", "B9"}


def test_a_workbook_without_styles_gets_those_of_the_marks() -> None:
    def without(part: bytes) -> bytes:
        return re.sub(rb"<(Override|Relationship)\b[^>]*styles[^>]*/>", b"", part)

    written = contents(workbook())
    del written["xl/styles.xml"]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, part in written.items():
            archive.writestr(name, without(part) if name.endswith((".rels", "Types].xml")) else part)
    after = marked(target.getvalue())
    assert lost(target.getvalue(), after) == []
    assert load_workbook(io.BytesIO(after))["Revisión"]["A1"].font.sz == 16


@pytest.mark.parametrize(
    "change",
    [
        lambda part: part.replace(b"<worksheet", b'<!DOCTYPE x [<!ENTITY a "aa">]><worksheet', 1),
        lambda part: part.replace(b"<worksheet", b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><worksheet', 1),
        lambda part: part.replace(b"<sheetData>", b'<cols><col width="ancho" min="1" max="x"/></cols><sheetData>', 1),
    ],
    ids=["entities", "external", "nonsense"],
)
def test_what_cannot_be_added_to_with_certainty_is_written_anew(change: Callable[[bytes], bytes]) -> None:
    before = with_parts(workbook(), {"xl/worksheets/sheet1.xml": change})
    given = annotate(before, [on(*WRONG)], DEFINITIONS)
    if given is not None:
        assert given.converted
        assert notes(given.content).keys() == {"E9", "B12", "H8", "A9", "B9"}


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"%PDF-1.7", workbook()[:-200], b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_cannot_be_opened_has_no_marked_workbook(content: bytes) -> None:
    assert annotate(content, [on(*WRONG)], DEFINITIONS) is None


@pytest.mark.parametrize(("write", "name"), [(xls, "avance.xls"), (ods, "avance.ods")])
def test_other_formats_become_a_workbook_with_the_same_cells(write: Callable[..., bytes], name: str) -> None:
    rows = [["Título"], [], ["clave", "cuánto"], ["007", 1.5], ["=1+1", 20]]
    before = write(rows, SHEET)
    given = annotate(before, [on(issue("type-error-number", "B4", field="meta", value="x"), name=name)], DEFINITIONS)
    assert given is not None
    assert given.converted
    assert notes(given.content).keys() == {"B4"}
    assert read(given.content, "a.xlsx") == read(before, name)
    said = " ".join(str(row[0].value) for row in load_workbook(io.BytesIO(given.content)).worksheets[0].iter_rows())
    assert "se pasó a libro de Excel" in said


def read(content: bytes, name: str) -> list[object]:
    found = sheets(content, name, TYPES)
    assert not isinstance(found, Issue)
    return [[[cell for cell in row if cell != ""] for row in sheet.rows] for sheet in found.sheets]


def test_a_number_that_stands_for_a_date_goes_on_standing_for_the_same_one() -> None:
    before = xls([["fecha"], [45382.0], [date(2024, 3, 31)]], SHEET, mac_calendar=True)
    given = annotate(before, [on(issue("type-error-date", "A2", value="x"), name="a.xls")], DEFINITIONS)
    assert given is not None
    opened = [sheets(content, name, TYPES) for content, name in ((before, "a.xls"), (given.content, "a.xlsx"))]
    assert opened[0] == opened[1]


def test_a_csv_file_becomes_a_workbook_and_what_looks_like_a_formula_stays_text() -> None:
    content = 'clave,nota\n007,=1+1\n1e5,"dos\nlíneas"\n'.encode()
    found = issue("type-error-number", "B2", field="meta", value="=1+1", sheet=None)
    given = annotate(content, [on(found, name="a.csv", sheet=None)], DEFINITIONS)
    assert given is not None
    assert read(given.content, "a.xlsx") == [[["clave", "nota"], ["007", "=1+1"], ["1e5", "dos\nlíneas"]]]
    assert notes(given.content, "Datos").keys() == {"B2"}


@pytest.mark.parametrize("code", ["comillas-sin-cerrar", "fila-con-celdas-de-mas", "formula-sin-valor"])
def test_what_is_wrong_with_the_file_itself_is_not_mended_by_making_another_of_it(code: str) -> None:
    content, found = b"clave,nota\n007,x,y\n", issue(code, "B2", sheet=None)
    assert annotate(content, [on(found, name="a.csv", sheet=None)], DEFINITIONS) is None
    assert notes(marked(workbook(), issue(code, "B8"))).keys() == {"B8"}
