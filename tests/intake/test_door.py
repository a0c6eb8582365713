"""Files that are not what they should be are refused with the one issue that says why; none raises."""

import io
import os
import zipfile
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.intake.conftest import Take
from tests.intake.workbooks import delimited, encrypted, ods, sparse_xlsx, with_part, xls, xlsx

SMALL: Sequence[Sequence[object]] = [["Línea de acción", "Estatus"], ["1.1.a", "En proceso"]]
LIMIT = {"limite": "64 MB"}
UNPACKED = {"limite": "600 MB"}
CELLS = {"limite": "10,000,000"}
HTML = b"<html><table><tr><td>1</td></tr></table></html>"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(64)
FAR = sparse_xlsx({(1, 1): "a", **{(row, 16_384): "b" for row in range(1_048_540, 1_048_577)}})
DOCX = io.BytesIO()
with zipfile.ZipFile(DOCX, "w") as _document:
    _document.writestr("word/document.xml", "<document/>")
ODS_BOMB = (
    b'<office:document-content><table:table table:name="a"><table:table-row table:number-rows-repeated="1000000">'
    b'<table:table-cell office:value-type="float" table:number-columns-repeated="16000" office:value="1"/>'
    b"</table:table-row></table:table></office:document-content>"
)
ODS_LOCKED = (
    b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
)

REFUSED = [
    ("vacio.xlsx", b"", "archivo-vacio", {}),
    ("blancos.csv", b" \r\n\r\n", "archivo-vacio", {}),
    ("cortado.xlsx", xlsx(SMALL)[:-300], "archivo-ilegible", {"formato": "xlsx"}),
    ("torcido.xlsx", with_part(xlsx(SMALL), "xl/workbook.xml", b"<workbook"), "archivo-ilegible", {"formato": "xlsx"}),
    ("cortado.xls", xls(SMALL)[:600], "archivo-ilegible", {"formato": "xls"}),
    ("contraseña.xlsx", encrypted(xlsx(SMALL)), "archivo-con-contrasena", {}),
    ("contraseña.ods", with_part(ods(SMALL), "META-INF/manifest.xml", ODS_LOCKED), "archivo-con-contrasena", {}),
    ("texto.xlsx", b"esto no es un libro", "contenido-no-corresponde", {"extension": ".xlsx"}),
    ("pagina.xls", HTML, "contenido-no-corresponde", {"extension": ".xls"}),
    ("foto.xlsx", PNG, "contenido-no-corresponde", {"extension": ".xlsx"}),
    ("foto.csv", PNG, "contenido-no-corresponde", {"extension": ".csv"}),
    ("carta.xlsx", DOCX.getvalue(), "contenido-no-corresponde", {"extension": ".xlsx"}),
    ("foto.png", PNG, "formato-no-admitido", {"extension": ".png"}),
    ("informe.pdf", b"%PDF-1.7\n%text", "formato-no-admitido", {"extension": ".pdf"}),
    ("carta.docx", DOCX.getvalue(), "formato-no-admitido", {"extension": ".docx"}),
    ("datos.json", b'{"a": 1}', "formato-no-admitido", {"extension": ".json"}),
    ("bomba.xlsx", with_part(xlsx(SMALL), "xl/a.bin", bytes(700_000_000)), "archivo-demasiado-comprimido", UNPACKED),
    ("lejos.xlsx", FAR, "libro-con-demasiadas-celdas", CELLS),
    ("repetida.ods", with_part(ods(SMALL), "content.xml", ODS_BOMB), "libro-con-demasiadas-celdas", CELLS),
    ("pesado.csv", b"a,b\n" * 16_000_001, "archivo-demasiado-grande", LIMIT),
    ("danado.csv", "L\ufffdnea,Estatus\n".encode(), "codificacion-danada", {}),
    ("dos.csv", "Línea de acción,Situación\n".encode("cp850"), "codificacion-danada", {}),
    ("dos veces.csv", "LÃnea,SituaciÃn\n".encode(), "codificacion-danada", {}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "code", "details"), REFUSED, ids=[case[0] for case in REFUSED])
def test_a_file_that_cannot_come_in_is_one_issue(
    take: Take, name: str, content: bytes, code: str, details: dict[str, str]
) -> None:
    taken = take(content, name)
    assert taken.tables == ()
    assert [(issue.type.code, dict(issue.details)) for issue in taken.issues] == [(code, details)]


@pytest.mark.parametrize("name", ["bien.xlsx", "bien.xls", "bien.csv", "bien", "BIEN.XLSX"])
def test_a_workbook_comes_in_whatever_its_extension(take: Take, name: str) -> None:
    assert take(
        xlsx([["Organismo", *SMALL[0], "Fecha de corte", "Avance", "Nota", "Meta"], ["OG-01", *SMALL[1]]]), name
    ).tables


@given(
    noise=st.binary(max_size=300),
    start=st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"]),
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_no_bytes_at_all_make_it_raise(take: Take, name: str, start: bytes, noise: bytes) -> None:
    taken = take(start + noise, name)
    assert not taken.tables
    assert any(issue.type.severity.returns for issue in taken.issues)


@given(at=st.integers(0, 10_000), noise=st.binary(min_size=1, max_size=8))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.parametrize("content", [xlsx(SMALL), xls(SMALL), ods(SMALL)], ids=["xlsx", "xls", "ods"])
def test_a_workbook_with_broken_bytes_never_makes_it_raise(take: Take, content: bytes, at: int, noise: bytes) -> None:
    place = at % len(content)
    assert take(content[:place] + noise + content[place + len(noise) :], "a.xlsx").issues


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\r\n", "\n", "\r"])
def test_a_csv_is_read_in_every_usual_dress(take: Take, delimiter: str, encoding: str, newline: str) -> None:
    rows = [
        ["Línea de acción", "Estatus", "Fecha de corte", "Avance", "Meta", "Descripción"],
        ["1.1.a", "En proceso", "31/03/2024", "45", "100", "Capacitación"],
    ]
    ((table, issues),) = take(delimited(rows, delimiter=delimiter, encoding=encoding, newline=newline), "a.csv").tables
    assert (table.sheet, table.header_row) == (None, 1)
    assert table.cells.total == 12
    assert "columna-no-reconocida" not in {issue.type.code for issue in issues}


def test_a_picture_with_random_bytes_is_no_csv(take: Take) -> None:
    assert [issue.type.code for issue in take(b"\x89PNG\r\n\x1a\n\x00" + os.urandom(64), "a.csv").issues] == [
        "contenido-no-corresponde"
    ]
