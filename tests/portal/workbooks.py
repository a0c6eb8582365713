"""Workbooks as an enlace would send them, good and bad."""

import io
from collections.abc import Sequence

from openpyxl import Workbook

HEADINGS = (
    *("linea_accion_id", "estatus", "avance_porcentaje", "unidad_medida", "meta", "logrado", "descripcion_avance"),
    *("area_responsable", "fecha_corte", "evidencia_url"),
)
GOOD_ROW = (
    *("1.1.a", "en_proceso", 60, "compromisos", 10, 6, "Se firmaron seis de los diez compromisos del año"),
    *("Dirección de Gobierno Abierto", "2024-06-30", "https://www.ejemplo.org.mx/acta.pdf"),
)


def workbook(*changes: dict[str, object], sheet: str = "Avance", headings: tuple[str, ...] = HEADINGS) -> bytes:
    """Write a row for each change: the good row, with what the change says instead."""
    book = Workbook()
    page = book.active
    page.title = sheet
    page.append(headings)
    for change in changes or ({},):
        row = {**dict(zip(HEADINGS, GOOD_ROW, strict=True)), **change}
        page.append([row[name] for name in HEADINGS])
    return _saved(book)


def table(rows: Sequence[dict[str, str]]) -> bytes:
    """Write a sheet of texts, under the names of the first row's columns; "" leaves a cell empty."""
    book = Workbook()
    page = book.active
    page.append(list(rows[0]))
    for row in rows:
        page.append([text or None for text in row.values()])
    return _saved(book)


def _saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
