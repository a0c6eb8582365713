"""A returned file corrected in the page: suggestions taken, values written, handed in again."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from frictionless import Package
from openpyxl import load_workbook

from apertura.definitions import load
from apertura.portal.accounts.account import Role
from apertura.publish import publish
from tests.portal.conftest import MINE, PERIOD, Browser, Portal, listening
from tests.portal.workbooks import workbook

pytestmark = pytest.mark.long

DATASET = "avance_linea_accion"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, keys: None) -> Iterator[Portal]:
    with listening(tmp_path_factory.mktemp("datos")) as portal:
        yield portal


@pytest.fixture(scope="module")
def enlace(desk: Portal) -> Browser:
    return desk.enter(desk.account(Role.ENLACE, MINE))


def returned(enlace: Browser, *rows: dict[str, object]) -> str:
    """Hand in rows with something wrong, and return the path of their page of corrections."""
    place = f"/organismos/{MINE}/entregar"
    answer = enlace.send(place, {"periodo": PERIOD}, ("avance.xlsx", workbook(*rows)))
    assert "Devuelta para corregir" in answer.text
    assert "/corregir" in answer.text
    return f"{answer.url.removeprefix(enlace.url)}/corregir"


def field_of(page: str, cell: str, kind: str = "valor") -> str:
    [row] = [row for row in page.split("<tr>") if re.search(rf'scope="row">{cell}<', row)]
    [name] = re.findall(rf'name="({kind}-[0-9a-f]+)"', row)
    return str(name)


def record(desk: Portal, path: str) -> list[dict[str, str]]:
    before = path.split("/")[-2]
    files = (desk.settings.root / "correcciones").rglob(f"{before}-*.csv")
    return [row for file in files for row in csv.DictReader(io.StringIO(file.read_text(encoding="utf-8")))]


def test_a_value_is_written_and_a_suggestion_taken_and_the_file_is_accepted(desk: Portal, enlace: Browser) -> None:
    path = returned(enlace, {"estatus": "En procceso", "avance_porcentaje": 140})
    page = enlace.open(path).text
    fields = {field_of(page, "B2", "usar"): "1", field_of(page, "C2"): "40", "acto": "entregar"}
    answer = enlace.send(path, fields)
    assert "<h1>Aceptada</h1>" in answer.text
    assert "avance_corregido.xlsx" in answer.text
    assert {(row["celda"], row["antes"], row["despues"]) for row in record(desk, path)} == {
        ("B2", "En procceso", "en_proceso"),
        ("C2", "140", "40"),
    }


def test_all_the_suggestions_of_a_kind_are_taken_at_once_and_the_book_is_given_back(enlace: Browser) -> None:
    rows = [{"linea_accion_id": line, "estatus": "En procceso"} for line in ("1.1.a", "1.1.b", "1.1.c")]
    path = returned(enlace, *rows)
    [kind] = set(re.findall(r'name="(todas-[\w-]+)"', enlace.open(path).text))
    answer = enlace.send(path, {kind: "1", "acto": "descargar"})
    assert answer.headers["content-disposition"] == 'attachment; filename="corregido.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.content))["Avance"]
    assert [cell.value for cell in sheet["B"]][1:] == ["en_proceso"] * 3


def test_what_was_written_where_nothing_was_is_published_in_a_log_that_is_valid(desk: Portal, enlace: Browser) -> None:
    path = returned(enlace, {"estatus": ""})
    page = enlace.open(path).text
    answer = enlace.send(path, {field_of(page, "B2"): "en_proceso", "acto": "entregar"})
    assert "<h1>Aceptada</h1>" in answer.text
    root, definitions = desk.settings.root, load(desk.settings.schemas)
    publish(root, definitions, DATASET, now=desk.clock())
    latest = root / "published" / DATASET / "latest"
    [row] = csv.DictReader(io.StringIO((latest / "correcciones.csv").read_text(encoding="utf-8")))
    assert (row["celda"], row["antes"], row["despues"], row["confianza"]) == ("B2", "", "en_proceso", "")
    assert Package(str(latest / "datapackage.json")).validate().valid


def test_what_is_written_is_text_and_never_a_formula(enlace: Browser) -> None:
    path = returned(enlace, {"estatus": "mmm", "avance_porcentaje": 140})
    page = enlace.open(path).text
    answer = enlace.send(path, {field_of(page, "B2"): "=1+1", field_of(page, "C2"): "60", "acto": "descargar"})
    sheet = load_workbook(io.BytesIO(answer.content))["Avance"]
    assert (sheet["B2"].value, sheet["B2"].data_type) in {("=1+1", "s"), ("=1+1", "inlineStr")}
    assert sheet["C2"].value == 60


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("", "Elija una sugerencia"),
        ("CURP GOMA800101HDFRRN09", "parece un dato personal"),
        ("x" * 2001, "demasiado largo"),
    ],
)
def test_what_cannot_be_taken_is_said_and_nothing_is_made(desk: Portal, enlace: Browser, value: str, said: str) -> None:
    path = returned(enlace, {"estatus": f"otro {len(value)}"})
    page = enlace.open(path).text
    answer = enlace.send(path, {field_of(page, "B2"): value, "acto": "entregar"})
    assert (answer.status_code, said in answer.text) == (422, True)
    assert record(desk, path) == []


def test_the_workbook_of_another_body_is_corrected_by_nobody_else(desk: Portal, enlace: Browser) -> None:
    path = returned(enlace, {"estatus": "ajeno"})
    stranger = desk.enter(desk.account(Role.ENLACE, "OG-09"))
    assert stranger.open(path).status_code == 404
    assert stranger.open(path.replace(MINE, "OG-09")).status_code == 404
    assert desk.enter(desk.account(Role.AUDITOR)).open(path).status_code == 403


def test_personal_data_in_a_cell_are_neither_shown_nor_offered(desk: Portal, enlace: Browser) -> None:
    path = returned(enlace, {"estatus": "GOMA800101HDFRRN09", "area_responsable": "CURP GOMA800101HDFRRN09"})
    for shown in (enlace.open(path), enlace.open(path.removesuffix("/corregir"))):
        assert "GOMA800101" not in shown.text
    assert all("GOMA800101" not in Path(file).read_text(encoding="utf-8", errors="ignore")
               for file in desk.settings.root.rglob("*.csv"))  # fmt: skip
