"""Headings in several rows."""

from apertura.model.source import Column
from tests.corpus.build import CUT, DONE, H, book, old_book, open_book, text
from tests.corpus.story import story, tell

UPPER = ["Línea de acción", "Estatus", "Cantidades", None, "Fecha de corte", "Avance (%)", "Descripción"]
LOWER = [None, None, "Meta", "Logrado", None, None, None]
DATA = [["1.1.a", "En proceso", 10, 4, CUT, 40, DONE], ["1.1.b", "En proceso", 6, 3, CUT, 50, DONE]]
TWO = [UPPER, LOWER, *DATA]


def merge(*areas: str):
    return lambda page: [page.merge_cells(area) for area in areas]


tell(
    "dos-niveles-combinados",
    "«Cantidades» abarca Meta y Logrado; los demás encabezados abarcan las dos filas.",
    lambda: book(TWO, merge("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2", "G1:G2")),
)
tell(
    "dos-niveles-combinados-bajo-un-titulo",
    "Los dos niveles están en las filas 4 y 5, bajo un título combinado.",
    lambda: book([["Informe"], [], [], *TWO], merge("A1:E1", "A4:A5", "B4:B5", "C4:D4", "E4:E5", "F4:F5", "G4:G5")),
)


@story("Los dos niveles, en un xls.", "entrega.xls")
def dos_niveles_combinados_xls() -> bytes:
    def edit(page):
        page.merge(0, 1, 0, 0)
        page.merge(0, 1, 1, 1)
        page.merge(0, 0, 2, 3)
        for column in (4, 5, 6):
            page.merge(0, 1, column, column)

    return old_book(TWO, edit)


tell(
    "dos-niveles-combinados-ods",
    "Los dos niveles, en un ods.",
    lambda: open_book(
        TWO, merged={(1, 1): (2, 1), (1, 2): (2, 1), (1, 3): (1, 2), (1, 5): (2, 1), (1, 6): (2, 1), (1, 7): (2, 1)}
    ),
    "entrega.ods",
)
tell("dos-niveles-csv", "Los dos niveles, en un csv, donde nada se combina.", lambda: text(TWO).encode(), "entrega.csv")
tell(
    "dos-niveles-sin-combinar",
    "Los dos niveles sin celdas combinadas: «Cantidades» está sobre Meta y nada sobre Logrado.",
    lambda: book(TWO),
)
tell(
    "dos-niveles-con-encabezado-conocido-arriba",
    "El nivel de arriba, «Avance», es por sí mismo un encabezado conocido.",
    lambda: book(
        [["Línea de acción", "Estatus", "Avance", None, "Fecha de corte", "Porcentaje", "Descripción"], LOWER, *DATA],
        merge("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2", "G1:G2"),
    ),
)
tell(
    "dos-niveles-declarados",
    "El renglón de columns.csv nombra los dos niveles: «Avance Real».",
    lambda: book(
        [
            ["Línea de acción", "Estatus", "Avance", None, "Fecha de corte", "Porcentaje", "Descripción"],
            [None, None, "Meta", "Real"],
            *DATA,
        ],
        merge("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2", "G1:G2"),
    ),
    columns=(Column(None, None, "Avance Real", "logrado", "numero"),),
)
tell(
    "grupos-sobre-los-encabezados",
    "Una fila de grupos combinados sobre encabezados que ya están completos.",
    lambda: book(
        [["Identificación", None, "Avance", None, None], H, ["1.1.a", "En proceso", 45, CUT, DONE]],
        merge("A1:B1", "C1:E1"),
    ),
)
tell(
    "tres-niveles",
    "Tres filas de encabezados combinados.",
    lambda: book(
        [
            ["Línea de acción", "Seguimiento", None, None, None, "Avance (%)", "Descripción"],
            [None, "Estatus", "Cantidades", None, "Fecha de corte"],
            [None, None, "Meta", "Logrado", None],
            *DATA,
        ],
        merge("A1:A3", "B1:E1", "B2:B3", "C2:D2", "E2:E3", "F1:F3", "G1:G3"),
    ),
)
tell(
    "encabezado-partido-en-dos-filas",
    "Los encabezados se partieron en dos filas en lugar de ajustar el texto.",
    lambda: book(
        [
            ["Línea de", "Estatus del", "Fecha de", "Descripción de", "Porcentaje"],
            ["acción", "avance", "corte", "avances", "de avance"],
            ["1.1.a", "En proceso", CUT, DONE, 40],
        ]
    ),
)
tell(
    "el-mismo-nivel-de-abajo-dos-veces",
    "«Meta» aparece bajo 2023 y bajo 2024: no se elige entre las dos.",
    lambda: book(
        [
            ["Línea de acción", "Estatus", "2023", "2024", "Fecha de corte", "Avance (%)", "Descripción"],
            [None, None, "Meta", "Meta"],
            *DATA,
        ],
        merge("A1:A2", "B1:B2", "E1:E2", "F1:F2", "G1:G2"),
    ),
)
tell(
    "dos-niveles-que-se-repiten",
    "Los dos niveles se repiten entre las filas, como al imprimir por páginas.",
    lambda: book(
        [*TWO, UPPER, LOWER, ["1.1.c", "En proceso", 3, 1, CUT, 33, DONE]],
        merge("A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2", "G1:G2"),
    ),
)
tell(
    "titulo-combinado-pegado-a-los-encabezados",
    "El título combinado está justo sobre los encabezados.",
    lambda: book([["Avance de las líneas de acción"], H, ["1.1.a", "En proceso", 45, CUT, DONE]], merge("A1:E1")),
)
tell(
    "nota-combinada-en-cada-fila",
    "La nota ocupa dos columnas combinadas, en el encabezado y en cada fila.",
    lambda: book(
        [H, ["1.1.a", "En proceso", 45, CUT, DONE], ["1.1.b", "En proceso", 5, CUT, DONE]],
        merge("E1:F1", "E2:F2", "E3:F3"),
    ),
)

tell(
    "encabezado-partido-que-no-se-reconoce-por-partes",
    "Ninguna de las dos filas de encabezados se reconoce sola.",
    lambda: book(
        [
            ["Clave de", "Estatus", "Fecha de", "Descripción de"],
            ["la línea", "del avance", "corte", "las acciones"],
            ["1.1.a", "Retrasado", CUT, DONE],
        ]
    ),
)
tell(
    "dos-niveles-declarados-csv",
    "En un csv, «Avance» está sobre Meta y sobre Real, aunque la celda de Real esté vacía.",
    lambda: text(
        [
            ["Línea de acción", "Estatus", "Avance", None, "Fecha de corte", "Porcentaje", "Descripción"],
            [None, None, "Meta", "Real", None, None, None],
            *DATA,
        ]
    ).encode(),
    "entrega.csv",
    columns=(Column(None, None, "Avance Real", "logrado", "numero"),),
)
