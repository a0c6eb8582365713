"""Workbooks as an enlace would send them, good and bad."""

import io

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
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
