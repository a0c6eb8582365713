"""Rows that are no data."""

from tests.corpus.build import CUT, DONE, A, B, C, H, book, cached
from tests.corpus.story import tell

TABLE = [H, A, B]
D = ["1.1.d", "En proceso", 10, CUT, DONE]

tell("fila-en-blanco-en-medio", "Una fila en blanco separa los datos.", lambda: book([H, A, [], B]))
tell("filas-en-blanco-al-final", "La tabla termina en filas con espacios.", lambda: book([*TABLE, [" ", "  "], [" "]]))
tell(
    "encabezados-repetidos", "Los encabezados se repiten, como al pegar por páginas.", lambda: book([H, A, H, B, H, C])
)
tell("encabezados-repetidos-al-final", "La última fila repite los encabezados.", lambda: book([*TABLE, H]))
tell(
    "meses-que-titulan",
    "«ENERO» y «FEBRERO», solos en su fila, titulan las que siguen.",
    lambda: book([H, ["ENERO"], A, B, ["FEBRERO"], C]),
)
tell(
    "mes-y-ano-que-titulan", "«Marzo de 2024» titula las filas que siguen.", lambda: book([H, ["Marzo de 2024"], A, B])
)
tell("ano-que-titula", "El año, guardado como número, titula las filas.", lambda: book([H, [2023], A, [2024], B, C]))
tell(
    "trimestre-que-titula",
    "«1er trimestre» titula las filas.",
    lambda: book([H, ["1er trimestre"], A, ["Segundo trimestre de 2024"], B]),
)
tell(
    "seccion-combinada",
    "«Eje 1» ocupa toda la fila, con las celdas combinadas.",
    lambda: book([H, ["Eje 1. Estado abierto"], A, B, C], lambda page: page.merge_cells("A2:E2")),
)
tell(
    "texto-solo-que-no-titula",
    "Un texto cualquiera, solo en su fila, no se aparta: puede ser un dato a medias.",
    lambda: book([H, A, ["1.1.e"], B]),
)
tell("total-al-pie", "La última fila suma el avance.", lambda: book([*TABLE, ["TOTAL", None, 45]]))
tell(
    "total-con-formula",
    "El total es una fórmula bajo la columna.",
    lambda: cached(book([*TABLE, ["Total", None, "=SUM(C2:C3)"]]), {"C4": 45}),
)
tell(
    "suma-sin-rotulo",
    "Hay una suma bajo la columna, sin la palabra total.",
    lambda: cached(book([*TABLE, [None, None, "=SUM(C2:C3)"]]), {"C4": 45}),
)
tell(
    "subtotales-en-medio",
    "Hay subtotales entre los datos.",
    lambda: book([H, A, ["Subtotal", None, 45], B, C, ["Subtotal", None, 100], ["Total", None, 145]]),
)
tell(
    "notas-al-pie",
    "Notas y fuente al pie, tras una fila en blanco.",
    lambda: book([*TABLE, [], ["Nota: cifras preliminares"], ["Fuente: registros propios"]]),
)
tell(
    "firma-al-pie",
    "Quien elaboró y quien revisó firman al pie.",
    lambda: book(
        [*TABLE, [], [], ["Elaboró", None, None, "Revisó"], ["Dirección de Datos", None, None, "Presidencia"]]
    ),
)
tell(
    "total-y-firma",
    "Bajo el total están la fuente y la firma.",
    lambda: book([*TABLE, ["Total general", None, 45], [], ["Fuente: SISAI"], ["Autorizó: Pleno"]]),
)
tell(
    "nota-que-empieza-como-dato",
    "Una fila completa cuya descripción empieza con «Total» es un dato.",
    lambda: book(
        [
            ["Descripción", "Línea de acción", "Estatus", "Avance (%)", "Fecha de corte"],
            ["Total de foros celebrados: 3", *A[:4]],
            ["Total de foros celebrados: 1", *B[:4]],
        ]
    ),
)
tell(
    "datos-debajo-del-total",
    "Alguien siguió escribiendo debajo del total: las filas de abajo se leen.",
    lambda: book([*TABLE, ["Total", None, 45], C, D]),
)
tell(
    "fila-de-ejemplo",
    "Quedó la fila de ejemplo de la plantilla.",
    lambda: book([H, ["ej1. 1.1.a", "En proceso", 45, CUT, "ejemplo"], A, B]),
)
tell(
    "dos-filas-de-ejemplo",
    "Quedaron dos filas de ejemplo, con «ej1.» en la descripción.",
    lambda: book(
        [
            H,
            ["1.1.a", "En proceso", 45, CUT, "ej1. DG de medio ambiente"],
            ["1.1.b", "En proceso", 5, CUT, "Ejemplo 2: DG de aguas"],
            A,
            B,
        ]
    ),
)
tell(
    "ejemplar-no-es-ejemplo",
    "«Ejemplar 1» y «Eje 1.» son datos.",
    lambda: book([H, [*A[:4], "Ejemplar 1. Entregado al Pleno"], [*B[:4], "Eje 1. Apertura"]]),
)
tell("linea-repetida", "La misma línea de acción está dos veces.", lambda: book([H, A, B, A]))
tell(
    "fila-de-guiones",
    "Una fila de guiones separa los datos.",
    lambda: book([H, A, ["-----", "-----", "-----", "-----", "-----"], B]),
)
tell(
    "filas-de-otros-signos",
    "Rayas y asteriscos separan los datos, unos en pocas celdas; un guion bajo, solo, no.",
    lambda: book([H, A, ["—", "—", "—"], B, ["_"], ["***", None, "***"], C]),
)
tell("filas-desordenadas", "Las filas no siguen el orden del plan.", lambda: book([H, C, A, B]))
tell(
    "filas-ocultas",
    "Dos filas están ocultas: se leen y se dice.",
    lambda: book([H, A, B, C], lambda page: [setattr(page.row_dimensions[row], "hidden", True) for row in (2, 3)]),
)


def _filter(page):
    page.auto_filter.ref = "A1:E4"
    page.row_dimensions[3].hidden = True


tell("filas-filtradas", "Un filtro esconde una fila.", lambda: book([H, A, B, C], _filter))
tell(
    "columna-oculta",
    "La columna de la descripción está oculta: se lee y se dice.",
    lambda: book(TABLE, lambda page: setattr(page.column_dimensions["E"], "hidden", True)),
)
tell(
    "columnas-agrupadas-y-ocultas",
    "Un grupo de columnas está plegado.",
    lambda: book(TABLE, lambda page: page.column_dimensions.group("C", "D", hidden=True)),
)
