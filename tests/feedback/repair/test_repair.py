"""What is suggested can be accepted: a corrected copy of the steward's own file, and a public record of it."""

import csv
import io
import os
import pty
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl import load_workbook

from apertura.feedback.repair.cells import change_cells
from apertura.model.repair import Repair

pytestmark = pytest.mark.long

APERTURA = Path(sys.executable).parent / "apertura"
SCHEMAS = Path(__file__).parents[3] / "schemas"
WHOSE = ("--garante", "OG-19", "--periodo", "2024-T2")
HEADINGS = ["Línea de acción", "Estatus", "Avance (%)", "Descripción del avance", "Fecha de corte", "Nota"]
SAID = "Se presentó la caja de herramientas a seis ayuntamientos."


def workbook(path: Path) -> Path:
    """A workbook as stewards have them: a title, a chart, formats, a formula, a condition; and four mistakes."""
    with xlsxwriter.Workbook(path) as book:
        bold, day = (
            book.add_format({"bold": True, "bg_color": "#DDEEFF"}),
            book.add_format({"num_format": "dd/mm/yyyy"}),
        )
        sheet = book.add_worksheet("Avance del trimestre")
        sheet.write("A1", "Informe del segundo trimestre", bold)
        sheet.write_row(2, 0, HEADINGS, bold)
        rows = [
            ("1.1.a", "En procso", 40, SAID, date(2024, 6, 30), "uno"),
            ("1.1.b", "En proceso", 45, SAID, date(2024, 6, 30), "dos"),
            ("1.1.c", "En procesoo", 50, SAID, date(2024, 6, 30), "tres & <cuatro>"),
            ("1.1.d", None, 60, SAID, date(2024, 6, 30), None),
        ]
        for number, row in enumerate(rows, 3):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                else:
                    sheet.write(number, column, value, bold)
        sheet.write_formula("B7", '="En pro"&"csso"', bold, "En procsso")
        sheet.conditional_format("C4:C7", {"type": "cell", "criteria": ">", "value": 45, "format": bold})
        sheet.data_validation("F4:F9", {"validate": "length", "criteria": "<", "value": 90})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Avance del trimestre'!$C$4:$C$7"})
        sheet.insert_chart("H3", chart)
        book.add_worksheet("Otra hoja").write("A1", "no se toca")
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return workbook(tmp_path / "avance.xlsx")


def corregir(book: Path, *arguments: str, **more: object) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [APERTURA, "corregir", book, *WHOSE, *arguments],
        cwd=book.parent,
        env={**os.environ, "APERTURA_ESQUEMAS": str(SCHEMAS), "SOURCE_DATE_EPOCH": "1735689600"},
        capture_output=True,
        text=True,
        check=False,
        **{"stdin": subprocess.DEVNULL, **more},
    )
    assert "Traceback" not in done.stderr
    return done


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_what_can_be_corrected_is_listed_and_nothing_is_written(book: Path) -> None:
    done = corregir(book)
    assert done.returncode == 1
    assert "Avance del trimestre!B4: «En procso» → «" in done.stdout
    assert "(constraint-enum): 3 correcciones" in done.stdout
    assert "repita la orden con --aceptar" in done.stdout
    assert [path.name for path in book.parent.iterdir()] == ["avance.xlsx"]


def test_what_is_accepted_is_in_a_copy_and_the_rest_of_the_workbook_as_it_was(book: Path) -> None:
    before = book.read_bytes()
    done = corregir(book, "--aceptar", "constraint-enum")
    assert "2 correcciones en" in done.stdout, done.stdout + done.stderr
    assert "B7 no se cambió: es una fórmula" in done.stdout
    assert book.read_bytes() == before
    old, new = parts(before), parts((book.parent / "avance_corregido.xlsx").read_bytes())
    assert list(old) == list(new)
    assert [name for name in old if old[name] != new[name]] == ["xl/worksheets/sheet1.xml"]
    sheets = [load_workbook(path)["Avance del trimestre"] for path in (book, book.parent / "avance_corregido.xlsx")]
    changed = {
        was.coordinate: (was.value, now.value)
        for rows in zip(*(sheet.iter_rows() for sheet in sheets), strict=True)
        for was, now in zip(*rows, strict=True)
        if was.value != now.value
    }
    assert {place: was for place, (was, _) in changed.items()} == {"B4": "En procso", "B6": "En procesoo"}
    assert all(sheets[1][place].fill.bgColor == sheets[0][place].fill.bgColor for place in changed)
    assert all(sheets[1][place].font.b for place in changed)


def test_the_corrected_copy_is_judged_by_what_is_left_in_it(book: Path) -> None:
    content = load_workbook(book)
    content["Avance del trimestre"]["B7"] = "En proceso"
    content.save(book)
    done = corregir(book, "--aceptar", "constraint-enum")
    assert done.returncode == 0
    assert "El archivo corregido se puede entregar." in done.stdout


def test_each_correction_is_on_the_public_record(book: Path) -> None:
    corregir(book, "--aceptar", "constraint-enum", "--por", "Jefatura de la Unidad de Datos")
    (record,) = (book.parent / "data" / "correcciones" / "OG-19" / "2024-T2").iterdir()
    rows = list(csv.DictReader(record.read_text(encoding="utf-8").splitlines()))
    assert [(row["celda"], row["regla"], row["antes"]) for row in rows] == [
        ("B4", "constraint-enum", "En procso"),
        ("B6", "constraint-enum", "En procesoo"),
    ]
    assert {row["acepto"] for row in rows} == {"Jefatura de la Unidad de Datos"}
    assert {row["aceptada"] for row in rows} == {"2025-01-01T00:00:00+00:00"}
    assert all(len(row["sha256_antes"]) == len(row["sha256_despues"]) == 64 for row in rows)


def test_a_heading_that_is_nearly_the_one_asked_for_is_corrected_and_recorded(book: Path) -> None:
    content = load_workbook(book)
    sheet = content["Avance del trimestre"]
    sheet["B3"] = "Estatuss"
    sheet["B7"] = "En proceso"
    content.save(book)
    listed = corregir(book)
    assert "Avance del trimestre!B3: «Estatuss» → «Estatus»" in listed.stdout
    done = corregir(book, "--aceptar", "columna-no-reconocida")
    assert "1 corrección en" in done.stdout, done.stdout + done.stderr
    corrected = book.parent / "avance_corregido.xlsx"
    assert load_workbook(corrected)["Avance del trimestre"]["B3"].value == "Estatus"
    (record,) = (book.parent / "data" / "correcciones" / "OG-19" / "2024-T2").iterdir()
    (row,) = csv.DictReader(record.read_text(encoding="utf-8").splitlines())
    assert (row["celda"], row["regla"], row["antes"], row["despues"]) == (
        "B3", "columna-no-reconocida", "Estatuss", "Estatus",
    )  # fmt: skip
    # with the column known, what is in it is judged, and can be corrected in turn
    again = corregir(corrected, "--aceptar", "constraint-enum", "--salida", "listo.xlsx")
    assert "El archivo corregido se puede entregar." in again.stdout, again.stdout + again.stderr


def test_of_two_headings_like_the_same_one_neither_is_corrected(book: Path) -> None:
    content = load_workbook(book)
    sheet = content["Avance del trimestre"]
    sheet["B3"], sheet["F3"] = "Estatuss", "Esstatus"
    content.save(book)
    assert "columna-no-reconocida" not in corregir(book).stdout


def test_a_csv_comes_back_as_a_workbook_with_the_same_data(tmp_path: Path) -> None:
    lines = [",".join(HEADINGS), f'1.1.a,En procso,40,{SAID},2024-06-30,"a, b"']
    (tmp_path / "avance.csv").write_text("\n".join(lines), encoding="utf-8")
    done = corregir(tmp_path / "avance.csv", "--aceptar", "constraint-enum")
    assert "Su archivo se pasó a xlsx" in done.stdout, done.stdout + done.stderr
    sheet = load_workbook(tmp_path / "avance_corregido.xlsx").worksheets[0]
    assert sheet["B2"].value != "En procso"
    assert sheet["F2"].value == "a, b"


def test_of_a_csv_that_is_badly_written_itself_no_workbook_is_made(tmp_path: Path) -> None:
    lines = [",".join(HEADINGS), f"1.1.a,En procso,40,{SAID},2024-06-30,a,de más"]
    (tmp_path / "avance.csv").write_text("\n".join(lines), encoding="utf-8")
    done = corregir(tmp_path / "avance.csv", "--aceptar", "constraint-enum")
    assert done.returncode == 2
    assert "cómo está escrito el archivo mismo" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["avance.csv"]


@pytest.mark.parametrize(
    ("cell", "number", "after", "written"),
    [
        (
            '<x:c s="2" r="B4" t="s"><x:v>7</x:v></x:c>', False, "a & b",
            '<x:c s="2" r="B4" t="inlineStr"><x:is><x:t xml:space="preserve">a &amp; b</x:t></x:is></x:c>',
        ),
        ('<x:c r="B4" t="str"><x:v>4,5</x:v></x:c>', True, "4.5", '<x:c r="B4"><x:v>4.5</x:v></x:c>'),
        ('<x:c r="B4" />', True, "9", '<x:c r="B4"><x:v>9</x:v></x:c>'),
        ('<x:c r="B4"><x:f>1+1</x:f><x:v>2</x:v></x:c>', True, "9", '<x:c r="B4"><x:f>1+1</x:f><x:v>2</x:v></x:c>'),
    ],
)  # fmt: skip
def test_a_cell_keeps_its_format_and_whatever_prefix_its_program_writes(
    cell: str, number: bool, after: str, written: str
) -> None:
    start = '<x:worksheet xmlns:x="u"><x:sheetData><x:row r="4"><x:c r="A4"/>'
    end = '<x:c r="C4"/></x:row></x:sheetData></x:worksheet>'
    repair = Repair("d", "Hoja", "B4", "campo", "regla", "Regla", "antes", after, 90, number)
    changed, done = change_cells(f"{start}{cell}{end}".encode(), {"B4": repair})
    assert changed.decode() == f"{start}{written}{end}"
    assert done == (frozenset() if "<x:f>" in cell else {"B4"})


def test_at_the_terminal_each_kind_is_asked_for(book: Path) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, "sí\n".encode())
    done = corregir(book, stdin=theirs)
    os.close(ours)
    os.close(theirs)
    assert "¿Hacer estas 3 correcciones? [s/N]" in done.stdout
    assert (book.parent / "avance_corregido.xlsx").exists()


def test_personal_data_is_never_proposed_nor_recorded(book: Path) -> None:
    content = load_workbook(book)
    content["Avance del trimestre"]["B4"] = "En proceso CURP GOMA800101HZSRRL09"
    content.save(book)
    done = corregir(book, "--aceptar", "constraint-enum")
    assert "GOMA800101" not in done.stdout + done.stderr
    records = [path.read_text(encoding="utf-8") for path in (book.parent / "data").rglob("*.csv")]
    assert records
    assert not [text for text in records if "GOMA800101" in text]
    refused = corregir(book, "--aceptar", "constraint-enum", "--por", "CURP GOMA800101HZSRRL09", "--salida", "b.xlsx")
    assert (refused.returncode, "el registro de correcciones es público" in refused.stderr) == (2, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--aceptar", "nada"), "No hay correcciones de «nada». Las hay de: constraint-enum"),
        (("--salida", "otro.xls"), "se guarda como .xlsx"),
        (("--salida", "avance.xlsx"), "Ya existe avance.xlsx"),
    ],
)
def test_what_makes_no_sense_is_said_in_spanish(book: Path, arguments: tuple[str, ...], words: str) -> None:
    before = book.read_bytes()
    done = corregir(book, *arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert book.read_bytes() == before
    assert [path.name for path in book.parent.iterdir()] == ["avance.xlsx"]
