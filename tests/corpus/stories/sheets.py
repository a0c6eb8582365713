"""Several sheets, and several tables in one."""

from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from apertura.model.source import Layout
from tests.corpus.build import CUT, DONE, A, B, C, H, book, old_book, open_book
from tests.corpus.stories.finding import REVIEWS
from tests.corpus.story import tell

TABLE = [H, A, B]
WIDE = [[*H, *(f"Columna {n}" for n in range(35))], [*A, *range(35)], [*B, *range(35)]]
VERY_WIDE = [[*row, *(f"Columna {n}" if row is H else n for n in range(155))] for row in (H, A, B)]
MORE = [H, C, ["1.1.d", "En proceso", 10, CUT, DONE]]
OTHER = [["Capítulo", "Presupuesto", "Ejercido"], ["1000", 500, 200], ["2000", 300, 100]]


def state(name: str, value: str):
    return lambda made: setattr(made[name], "sheet_state", value)


tell(
    "hoja-oculta-con-datos",
    "Una hoja oculta tiene la versión del trimestre pasado: nunca se lee.",
    lambda: book(TABLE, more=[("T4 2023", MORE)], after=state("T4 2023", "hidden")),
)
tell(
    "hoja-muy-oculta",
    "La hoja oculta no puede mostrarse desde el menú.",
    lambda: book(TABLE, more=[("Borrador", MORE)], after=state("Borrador", "veryHidden")),
)
tell(
    "la-unica-tabla-esta-oculta",
    "La hoja con la tabla está oculta y la visible es una portada.",
    lambda: book([["Portada"]], sheet="Portada", more=[("Avance", TABLE)], after=state("Avance", "hidden")),
)
tell(
    "catalogo-oculto",
    "Las listas de la plantilla están en una hoja oculta, como en los libros reales.",
    lambda: book(
        TABLE,
        more=[("Catálogo de Variables", [["Variable", "DESCRPICIÓN"], ["x", "y"]])],
        after=state("Catálogo de Variables", "hidden"),
    ),
)
tell(
    "catalogo-visible",
    "La hoja de listas quedó a la vista.",
    lambda: book(TABLE, more=[("Hidden_1", [["Sin iniciar"], ["En proceso"], ["Completado"]])]),
)
tell(
    "hoja-vacia", "Excel agregó sus hojas vacías de siempre.", lambda: book(TABLE, more=[("Hoja2", []), ("Hoja3", [])])
)
tell(
    "diccionario-primero",
    "La primera hoja es el diccionario y la tabla está en la segunda.",
    lambda: book(
        [["Campo", "Descripción"], *([heading, "…"] for heading in H)], sheet="Diccionario", more=[("Avance", TABLE)]
    ),
)
tell(
    "hoja-de-grafica",
    "Una hoja es una gráfica.",
    lambda: book(TABLE, after=lambda made: made.create_chartsheet("Gráfica").add_chart(BarChart())),
)
tell(
    "hoja-suelta",
    "Quedó una hoja «Datos» que no es de nadie.",
    lambda: book(TABLE, more=[("Datos", [[1, 2], [3, 4]])]),
)
tell(
    "una-hoja-por-ano",
    "Cada año está en su hoja, con los mismos encabezados: se lee como una sola tabla.",
    lambda: book(TABLE, sheet="2023", more=[("2024", MORE)]),
)
tell(
    "hojas-1a-y-1b",
    "La tabla se partió en las hojas 1A y 1B: se lee como una sola.",
    lambda: book(TABLE, sheet="1A", more=[("1B", MORE)]),
)
tell(
    "dos-hojas-con-encabezados-distintos",
    "Dos hojas tienen la tabla, pero no los mismos encabezados: se lee la más completa.",
    lambda: book([row[:4] for row in TABLE], sheet="Resumen", more=[("Completa", MORE)]),
)
tell(
    "la-misma-fila-en-dos-hojas",
    "Dos hojas con los mismos encabezados repiten una línea de acción.",
    lambda: book(TABLE, sheet="1A", more=[("1B", [H, B, C])]),
)
tell(
    "hoja-elegida-por-disposicion",
    "La disposición nombra la hoja buena entre dos iguales.",
    lambda: book(TABLE, sheet="Borrador", more=[("Final", MORE)]),
    layouts=(Layout("OG-01", None, "Final", None, None),),
)
tell(
    "otra-tabla-debajo",
    "Debajo, tras una fila en blanco, hay una tabla de presupuesto.",
    lambda: book([*TABLE, [], *OTHER]),
)
tell(
    "otra-tabla-debajo-con-titulo",
    "Debajo hay otra tabla con su título.",
    lambda: book([*TABLE, [], ["Presupuesto"], *OTHER]),
)
tell(
    "otra-tabla-conocida-debajo",
    "Debajo está la tabla de otro conjunto: se lee la del que más coincide y se señala la otra.",
    lambda: book([*TABLE, [], *REVIEWS]),
)
tell(
    "otra-tabla-conocida-arriba",
    "Arriba está la tabla de otro conjunto, más corta.",
    lambda: book(
        [
            ["Folio del RR", "Fecha de recepción", "Motivo"],
            ["RR 1", CUT, DONE],
            [],
            [*H, "Meta", "Logrado", "Resultado", "Unidad"],
            [*A, 1, 1, "z", "foros"],
            B,
        ]
    ),
)
tell(
    "otra-tabla-al-lado",
    "A la derecha, tras una columna vacía, hay otra tabla.",
    lambda: book([[*row, None, *other] for row, other in zip(TABLE, OTHER, strict=True)]),
)
tell(
    "nota-suelta-debajo",
    "Debajo, tras una fila en blanco, hay un aviso.",
    lambda: book([*TABLE, [], ["Hasta aquí el registro en sistema"]]),
)
tell(
    "renglon-incompleto-tras-un-blanco",
    "Tras una fila en blanco hay una fila de datos a medias: se señala, no se aparta.",
    lambda: book([*TABLE, [], ["1.1.c"]]),
)
tell(
    "dos-bloques-de-datos",
    "Los datos siguen después de dos filas en blanco.",
    lambda: book([*TABLE, [], [], C]),
)
tell("copia-de-la-hoja", "Quedó una copia de la hoja.", lambda: book(TABLE, more=[("Hoja1 (2)", TABLE)]))
tell(
    "copia-incompleta-de-la-hoja",
    "Quedó una versión anterior de la hoja, con menos filas.",
    lambda: book(TABLE, more=[("Anterior", TABLE[:2])]),
)
tell(
    "errores-en-varias-hojas",
    "La tabla está en dos hojas con errores en las dos: cada uno se dice en su hoja y su fila.",
    lambda: book(
        [H, A, [*B[:3], "31/06/2024", B[4]]],
        sheet="Enero",
        more=[("Febrero", [["Avance"], [], H, [*C[:1], "Regular", *C[2:]], A])],
    ),
)


def at(**cells: object):
    """Write into cells of the page, wherever they are."""

    def edit(page: Worksheet) -> None:
        for address, value in cells.items():
            page[address] = value

    return edit


tell(
    "celda-en-la-ultima-fila",
    "Por un descuido hay una letra en la última fila que tiene una hoja.",
    lambda: book(TABLE, at(C1048576="x")),
)
tell(
    "celda-en-la-ultima-columna",
    "Por un descuido hay un número en la última columna, en un renglón de la tabla.",
    lambda: book(TABLE, at(XFD3=7)),
)
tell(
    "celdas-lejanas-de-una-tabla-ancha",
    "La tabla tiene cuarenta columnas y hay dos celdas perdidas, una abajo y otra abajo a la derecha.",
    lambda: book(WIDE, at(B1048570="x", ZZ900001="y")),
)
tell(
    "celda-en-la-ultima-fila-ods",
    "La misma letra en la última fila de la hoja, en un ods.",
    lambda: open_book(TABLE, far={(1_048_576, 3): "x"}),
    "entrega.ods",
)
tell(
    "celda-en-la-ultima-columna-ods",
    "El mismo número en la última columna, en un ods.",
    lambda: open_book(TABLE, far={(3, 16_384): 7}),
    "entrega.ods",
)
tell(
    "celdas-lejanas-de-una-tabla-ancha-ods",
    "La misma tabla de cuarenta columnas con dos celdas perdidas, en un ods.",
    lambda: open_book(WIDE, far={(1_048_570, 2): "x", (900_001, 702): "y"}),
    "entrega.ods",
)
tell(
    "celda-en-la-ultima-fila-xls",
    "La misma letra en la última fila de la hoja, en un xls.",
    lambda: old_book(TABLE, lambda page: page.write(65_535, 2, "x")),
    "entrega.xls",
)
tell(
    "celdas-lejanas-de-una-tabla-ancha-xls",
    "La tabla tiene ciento sesenta columnas y hay dos celdas perdidas, en un xls.",
    lambda: old_book(VERY_WIDE, lambda page: (page.write(65_535, 1, "x"), page.write(40_000, 255, 7))),
    "entrega.xls",
)
tell(
    "muchas-celdas-lejanas-xls",
    "Veinticinco celdas, muy abajo, pueden ser una tabla: tampoco en un xls se pasan por alto.",
    lambda: old_book(TABLE, lambda page: [page.write(row, 0, f"1.1.{row % 7}") for row in range(20_000, 20_025)]),
    "entrega.xls",
)
tell(
    "formato-en-la-ultima-fila",
    "La última fila de la hoja tiene un formato, y ningún dato.",
    lambda: book(TABLE, lambda page: setattr(page["E1048576"], "number_format", "0.00")),
)
tell(
    "muchas-celdas-lejanas",
    "Veinticinco celdas, muy abajo, pueden ser una tabla: no se pasan por alto.",
    lambda: book(TABLE, at(**{f"A{row}": f"1.1.{row % 7}" for row in range(20_000, 20_025)})),
)
