"""Delimited text: letters, delimiters, quotes and ends of line."""

from tests.corpus.build import CUT, A, B, C, H, text
from tests.corpus.story import tell

TABLE = [H, A, B, ["1.1.c", "En proceso", 80, CUT, "Años después, ¿qué pasó en Querétaro? «Así fue»"]]
PLAIN = text(TABLE)


def csv(name: str, told: str, content: bytes | str, file: str = "entrega.csv") -> None:
    body = content.encode() if isinstance(content, str) else content
    tell(f"csv-{name}", told, lambda: body, file)


csv("utf8", "UTF-8, como debe ser.", PLAIN)
csv("utf8-con-marca", "UTF-8 con marca, como lo guarda Excel.", PLAIN.encode("utf-8-sig"))
csv(
    "utf16",
    "UTF-16 con marca («Texto Unicode» de Excel), con tabuladores.",
    text(TABLE, "\t").encode("utf-16"),
    "entrega.txt",
)
csv("utf16-be", "UTF-16 con marca y los bytes al revés.", b"\xfe\xff" + PLAIN.encode("utf-16-be"))
csv("utf16-sin-marca", "UTF-16 sin marca.", PLAIN.encode("utf-16-le"))
csv("windows-1252", "Windows-1252, como lo guarda Excel en español.", PLAIN.encode("cp1252"))
csv("latin-1", "Latin-1, como el Plan de Apertura real.", PLAIN.encode("latin-1"))
csv("mac-roman", "Mac Roman, de un Excel viejo para Mac.", PLAIN.encode("mac_roman"))
csv("dos", "Las letras de MS-DOS (cp850): se devuelve con qué hacer.", PLAIN.encode("cp850"))
csv(
    "mezclado",
    "Se juntaron dos archivos: uno en UTF-8 y otro en Windows-1252.",
    text([H, A]).encode() + text([B, [*C[:4], "Según el acuerdo de la sesión"]]).encode("cp1252"),
)
csv(
    "acentos-dos-veces",
    "Los acentos se guardaron dos veces (UTF-8 leído como Windows-1252): se reparan y se dice.",
    PLAIN.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d").encode(),
)
csv(
    "acentos-dos-veces-latin",
    "Los acentos se guardaron dos veces, por Latin-1.",
    PLAIN.encode().decode("latin-1").encode(),
)
csv(
    "acentos-dos-veces-en-una-celda",
    "Solo una celda tiene los acentos guardados dos veces.",
    text([H, [*A[:4], "SituaciÃ³n en QuerÃ©taro"], B]),
)
csv("acentos-perdidos", "Los acentos se perdieron: quedó el signo de reemplazo.", PLAIN.replace("ó", "\ufffd"))
csv(
    "acentos-a-medias",
    "La segunda mitad de cada acento se perdió: no tiene arreglo.",
    PLAIN.encode().decode("latin-1").replace("\xb3", "").encode(),
)
csv(
    "acentos-de-adela",
    "Los acentos se volvieron parejas de bytes sin sentido, como en un archivo real.",
    PLAIN.encode().replace("ó".encode(), b"\xcc\x8d").replace("é".encode(), b"\xcc_"),
)
csv(
    "acentos-de-paso-portugues",
    "«São Paulo» y «Müller» no son acentos dañados.",
    text([H, [*A[:4], "São Paulo, Müller y Ñuñoa"], B]),
)
csv(
    "signos-de-pregunta",
    "Los acentos se volvieron signos de interrogación: se devuelve con qué hacer.",
    PLAIN.encode("ascii", "replace"),
)

csv("punto-y-coma", "Separado por punto y coma.", text(TABLE, ";"))
csv("tabulador", "Separado por tabuladores.", text(TABLE, "\t"), "entrega.tsv")
csv("barra", "Separado por barras.", text(TABLE, "|"))
csv(
    "punto-y-coma-con-comas",
    "Separado por punto y coma, con comas en los textos.",
    text([H, [*A[:4], "uno, dos, tres, cuatro, cinco"], [*B[:4], "uno, dos"]], ";"),
)
csv("pista-de-excel", "La primera línea dice a Excel el separador.", "sep=;\r\n" + text([H, A, B], ";"))
csv("pista-de-excel-de-barra", "La primera línea dice un separador poco usado.", "sep=|\n" + text([H, A, B], "|"))

csv("saltos-de-unix", "Líneas que terminan en LF.", text(TABLE, newline="\n"))
csv("saltos-de-mac", "Líneas que terminan en CR.", text(TABLE, newline="\r"))
csv("saltos-mezclados", "Líneas que terminan de tres maneras.", PLAIN.replace("\r\n", "\n", 1).replace("\r\n", "\r", 1))
csv("sin-salto-final", "La última línea no termina.", PLAIN.rstrip())
csv(
    "celda-de-varias-lineas",
    "Una celda entre comillas tiene varias líneas: las filas se cuentan como en la hoja.",
    text([H, [*A[:4], "Primera línea\nsegunda línea\ntercera"], B, C]),
)
csv(
    "comillas-dobladas",
    "Comillas dentro de un texto entre comillas.",
    text([H, [*A[:4], 'el "acuerdo" se firmó, dijo el titular'], B]),
)
csv(
    "todo-entre-comillas",
    "Todas las celdas van entre comillas.",
    "\n".join(",".join(f'"{cell}"' for cell in row) for row in [H, ["1.1.a", "En proceso", "45", "31/03/2024", A[4]]]),
)
csv(
    "comilla-suelta",
    "Una comilla de pulgadas dentro de un texto no abre nada.",
    text([H, A, B]).replace("Empieza en abril", 'pantalla de 5" nueva'),
)
csv(
    "comillas-sin-cerrar",
    "Unas comillas que no se cierran se tragan el resto del archivo.",
    text([H, A, B, C]).replace("Empieza en abril", '"Empieza en abril'),
)

csv(
    "celdas-de-mas",
    "Un texto con coma y sin comillas corre los datos de su fila.",
    text([H, A, B]).replace("Empieza en abril", "Empieza en abril, tal vez"),
)
csv("celdas-de-menos", "A una fila le faltan sus últimas celdas.", text([H, A]) + "1.1.b,Sin iniciar,0\r\n" + text([C]))
csv(
    "celdas-de-menos-tras-varias-lineas",
    "La fila corta está después de una celda de tres líneas: se dice su línea verdadera.",
    text([H, [*A[:4], "Primera línea\nsegunda línea\ntercera"]]) + "1.1.b,Sin iniciar,0\r\n" + text([C]),
)
csv(
    "comas-de-mas-vacias",
    "Cada línea termina con comas de más, sin nada entre ellas.",
    PLAIN.replace("\r\n", ",,,\r\n"),
)
csv(
    "lineas-en-blanco",
    "Hay líneas en blanco entre los datos y al final.",
    text([H, A]) + "\r\n\r\n" + text([B]) + "\r\n,,,,\r\n",
)
csv("titulos-arriba", "Dos líneas de título antes de los encabezados.", "Informe trimestral\r\n\r\n" + PLAIN)
csv("encabezados-repetidos", "Los encabezados se repiten a la mitad.", text([H, A, H, B]))
csv("total-al-pie", "La última línea es el total.", text([H, A, B]) + "Total,,45,,\r\n")
csv("una-sola-columna", "No hay separador: cada línea es una celda.", "\n".join(str(row[0]) for row in TABLE))
csv("solo-encabezados", "Solo están los encabezados.", text([H]))
csv("vacio", "El archivo no tiene nada.", b"")
csv(
    "coma-decimal-entre-comillas", "El avance con coma decimal, entre comillas.", text([H, [*A[:2], "45,5", *A[3:]], B])
)
csv("espacios-tras-la-coma", "Hay un espacio después de cada coma.", text([H, A, B]).replace(",", ", "))
csv(
    "fechas-de-estados-unidos",
    "Un sistema exportó el mes primero: se pregunta por las ambiguas.",
    text([H, [*A[:3], "03/31/2024", A[4]], [*B[:3], "03/04/2024", B[4]]]),
)
