"""Numbers, yes or no, lists of options, and who and when: each as people write it."""

from apertura.model.source import Column
from tests.corpus.build import CUT, DONE, NOTE, H, book, with_value
from tests.corpus.story import tell

LINE, STATUS, SHARE = 0, 1, 2
TRAINING = [
    "Clave de la capacitación", "Línea de acción", "Título", "Tema", "Modalidad", "Audiencia", "Fecha de inicio",
    "Duración (horas)", "Asistentes", "Parte de un evento",
]  # fmt: skip
PURCHASE = [
    "Identificador de contratación abierta (OCID)", "Comprador", "Identificador de la licitación",
    "Título de la contratación", "Método de contratación", "Monto estimado", "Fecha de la versión", "Moneda",
    "Paquete OCDS",
]  # fmt: skip


def training(
    name: str, told: str, column: str, *values: object, columns: tuple[Column, ...] = (), words: bool = True
) -> None:
    rows = []
    for number, value in enumerate(values, 1):
        row: list[object] = [
            f"CAP-{number}", "3.1.b", "Taller", "publicacion_datos", "virtual", "estudiantes", CUT, 2, 10, "No"
        ]  # fmt: skip
        row[TRAINING.index(column)] = value
        rows.append(row)
    tell(name, told, lambda: book([TRAINING, *rows]), dataset="capacitacion", columns=columns, words=words)


def purchase(name: str, told: str, *values: object, reading: str = "dinero") -> None:
    rows = [
        [
            f"ocds-abc123-{number}",
            "Instituto",
            f"L-{number}",
            "Papelería",
            "Directa",
            value,
            CUT,
            "MXN",
            "https://example.org/a",
        ]
        for number, value in enumerate(values, 1)
    ]
    tell(
        name,
        told,
        lambda: book([PURCHASE, *rows]),
        dataset="contratacion_ocds",
        columns=(Column(None, None, "Monto estimado", "monto_estimado", reading),),
    )


YES = "Parte de un evento"
training("si-no-con-acento", "Sí y No, con y sin acento.", YES, "Sí", "SI", "si", "No", "NO")
training("si-no-con-letra", "S y N.", YES, "S", "n", words=False)
training("si-no-con-equis", "Una X marca que sí; el vacío no dice que no.", YES, "X", "x", None, words=False)
training("si-no-con-cifra", "1 y 0.", YES, 1, 0, "1", words=False)
training("si-no-logico", "Valores lógicos de Excel y sus palabras.", YES, True, False, "Verdadero", "FALSO")
training("si-no-quizas", "«Quizá» no es sí ni no.", YES, "Quizá", "Sí")
training("horas-como-numero", "La duración en horas, con decimales.", "Duración (horas)", 2.5, "3", "1,5")
training("asistentes-con-miles", "Los asistentes con coma de miles.", "Asistentes", "1,200", 35, "12,34")
training("asistentes-con-decimales", "Asistentes con decimales: no son personas.", "Asistentes", 12.5, "12.0", 12.0)
people = (Column(None, None, "Asistentes", "asistentes_total", "entero_con_unidad"),)
training(
    "entero-con-unidad",
    "«35 personas» se lee como 35 y se dice.",
    "Asistentes",
    "35 personas",
    "1 persona",
    "1,200 personas",
    8,
    columns=people,
)
training(
    "entero-con-dos-unidades",
    "Dos unidades en la misma columna: no se quita ninguna.",
    "Asistentes",
    "35 personas",
    "2 grupos",
    columns=people,
)
training("entero-en-letras", "El número está en letras.", "Asistentes", "treinta y cinco", "10", columns=people)
training(
    "entero-con-unidad-no-declarada", "Si la lectura no se declara, la unidad es un error.", "Asistentes", "35 personas"
)

purchase("dinero", "Montos como los muestra Excel.", "$1,234.50", "$ 1,234", 1234.5, "-$50")
purchase(
    "dinero-con-moneda",
    "Con «MXN», «pesos» y «M.N.»: se quita la palabra y se dice.",
    "MXN 1,234.50",
    "1,234.50 M.N.",
    "1,234 pesos",
)
purchase("dinero-en-dolares", "Dólares en un campo de pesos: no se quita la palabra.", "USD 100", "US$100")
purchase("dinero-europeo", "Punto de miles y coma decimal: se pregunta, no se adivina.", "1.234,50", "45,3")
purchase("dinero-menor-que-uno", "Tras un cero la coma no es de miles.", "0,450", "$ 0,4")
purchase("dinero-entre-parentesis", "Los paréntesis de contabilidad dicen que falta: es negativo.", "(1,234.50)")
purchase("dinero-en-letras", "El monto está en letras, o dice que no costó.", "mil pesos", "gratuito")
purchase(
    "dinero-como-numero", "La lectura numero también quita el signo.", "$1,234.50", "1,234.50 M.N.", reading="numero"
)

tell("porcentaje-con-signo", "El avance con el signo %.", lambda: book(with_value(SHARE, "45%", "45 %", "12.5%")))
tell(
    "porcentaje-como-fraccion",
    "Excel guardó 45 % como 0.45: se pregunta.",
    lambda: book(with_value(SHARE, 0.45, 0, 1, 0.07)),
)
tell("porcentaje-uno-y-cero", "Solo unos y ceros: no hay por qué dudar.", lambda: book(with_value(SHARE, 0, 1, 0)))
tell("porcentaje-mezclado", "Una fracción entre porcentajes.", lambda: book(with_value(SHARE, 0.5, 45, 100)))
share = (Column(None, None, "Avance (%)", "avance_porcentaje", "fraccion"),)
tell(
    "fraccion-declarada",
    "La columna se declara de fracciones: 0.45 se lee como 45.",
    lambda: book(with_value(SHARE, 0.45, 0.07, 1, "0.5", "12 %")),
    columns=share,
)
tell(
    "fraccion-que-pasa-de-uno",
    "En una columna de fracciones hay un 45: se señala.",
    lambda: book(with_value(SHARE, 0.45, 45)),
    columns=share,
)

tell(
    "opcion-por-etiqueta",
    "El estatus con la etiqueta del catálogo.",
    lambda: book(with_value(STATUS, "En proceso", "EN  PROCESO", "Retrasado")),
)
tell("opcion-por-clave", "El estatus con su clave.", lambda: book(with_value(STATUS, "en_proceso", "retrasado")))
tell(
    "opcion-por-alias",
    "El estatus con otras palabras que values.csv conoce.",
    lambda: book(with_value(STATUS, "En marcha", "EN MARCHA")),
)
tell(
    "opcion-casi-igual",
    "El estatus con una errata: se propone, no se corrige.",
    lambda: book(with_value(STATUS, "En proseso", "En proceso")),
)
tell("opcion-desconocida", "Un estatus que no existe.", lambda: book(with_value(STATUS, "Regular", "En proceso")))
options = (Column(None, None, "Estatus", "estatus", "catalogo"),)
tell(
    "catalogo-declarado",
    "Con la lectura catalogo, la etiqueta y la clave bastan.",
    lambda: book(with_value(STATUS, "En proceso", "retrasado", "RETRASADO", "Otro")),
    columns=options,
    words=False,
)
listed = (Column(None, None, "Nota", "nota", "lista"),)
tell(
    "lista-con-punto-y-coma",
    "Una lista con «;», con espacios y huecos.",
    lambda: book(with_value(NOTE, "a;b ; c", "a;;b;", "uno", "a\nb", "a, b")),
    columns=listed,
)

tell(
    "linea-con-parentesis",
    "La línea como en el plan: «1.1 a)».",
    lambda: book(with_value(LINE, "1.1 a)", "1.1.B", "1.1 - c).")),
)
tell("linea-inexistente", "Una línea que el plan no tiene.", lambda: book(with_value(LINE, "9.9.z", "1.1.b")))
tell(
    "linea-con-texto",
    "La línea trae además su texto.",
    lambda: book(with_value(LINE, "1.1.a Más instituciones", "1.1.b")),
)
tell("dos-lineas-en-una-celda", "Dos líneas en una celda.", lambda: book(with_value(LINE, "1.1.a y 1.1.b", "1.1.c")))

WHO = [["Organismo", "Periodo", *H]]
ROW = ["1.1.a", "En proceso", 45, CUT, DONE]
OTHER = ["1.1.b", "En proceso", 5, CUT, DONE]
tell(
    "organismo-y-periodo-propios",
    "El organismo y el trimestre con las palabras de siempre.",
    lambda: book([*WHO, ["OG-01", "1er trimestre 2024", *ROW], ["og-01", "T1 2024", *OTHER]]),
)
tell(
    "organismo-por-nombre",
    "El organismo por la entidad.",
    lambda: book([*WHO, ["Aguascalientes", "2024-T1", *ROW], ["AGUASCALIENTES", "Primer trimestre de 2024", *OTHER]]),
)
tell("organismo-distinto", "El archivo dice otro organismo.", lambda: book([*WHO, ["OG-02", "2024-T1", *ROW]]))
tell(
    "periodo-distinto",
    "El archivo dice otro trimestre.",
    lambda: book([*WHO, ["OG-01", "Segundo trimestre de 2024", *ROW]]),
)
tell(
    "organismo-en-blanco",
    "El organismo solo está en la primera fila: se completa y se dice.",
    lambda: book([*WHO, ["OG-01", "2024-T1", *ROW], [None, None, *OTHER]]),
)
tell(
    "organismo-combinado",
    "El organismo está combinado sobre sus filas.",
    lambda: book([*WHO, ["OG-01", "2024-T1", *ROW], [None, "2024-T1", *OTHER]], lambda page: page.merge_cells("A2:A3")),
)
tell("periodo-irreconocible", "El trimestre no se entiende.", lambda: book([*WHO, ["OG-01", "Trimestre uno", *ROW]]))
