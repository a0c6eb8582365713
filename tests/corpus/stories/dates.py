"""Ways of writing a date: the cut-off date of one row, beside one that is right."""

from datetime import date, datetime

from tests.corpus.build import CUT, book, with_value
from tests.corpus.story import tell

DAY = 3
ONE_BY_ONE = {
    "iso": ("2024-03-31", "Como la pide la norma: aaaa-mm-dd."),
    "diagonales": ("31/03/2024", "Con diagonales: dd/mm/aaaa."),
    "sin-ceros": ("1/3/2024", "Sin ceros: d/m/aaaa."),
    "guiones": ("31-03-2024", "Con guiones: dd-mm-aaaa."),
    "puntos": ("31.03.2024", "Con puntos: dd.mm.aaaa."),
    "ano-primero-con-diagonales": ("2024/03/31", "El año primero, con diagonales."),
    "dos-cifras": ("31/03/24", "Con el año de dos cifras: dd/mm/aa; se lee y se dice."),
    "dos-cifras-del-siglo-pasado": ("31/03/95", "Con un año de dos cifras que es de 1995."),
    "larga": ("31 de marzo de 2024", "Con el mes en palabras."),
    "larga-sin-de": ("31 marzo 2024", "Con el mes en palabras y sin «de»."),
    "larga-con-del": ("31 de marzo del 2024", "Con «del»."),
    "larga-en-mayusculas": ("31 DE MARZO DE 2024", "En mayúsculas."),
    "larga-con-dia-de-la-semana": ("Domingo, 31 de marzo de 2024", "Con el día de la semana."),
    "primero-de-mes": ("1º de marzo de 2024", "Con el primero de mes."),
    "mes-corto": ("31-mar-2024", "Con el mes abreviado."),
    "mes-corto-dos-cifras": ("31-mar-24", "Con el mes abreviado y el año de dos cifras."),
    "setiembre": ("15 de setiembre de 2023", "Con «setiembre»."),
    "con-espacios": (" 31/03/2024\u00a0", "Con espacios alrededor."),
    "bisiesta": ("29/02/2024", "El 29 de febrero de un año bisiesto."),
    "no-bisiesta": ("29/02/2023", "El 29 de febrero de un año que no lo es: no existe."),
    "31-de-junio": ("31/06/2024", "El 31 de junio no existe."),
    "32-de-diciembre": ("32/12/2018", "El 32 de diciembre no existe."),
    "doble-diagonal": ("01//01/2022", "Con una diagonal de más."),
    "cinco-cifras": ("15/03/20244", "Con un año de cinco cifras."),
    "mes-16": ("2012-16-02", "Con el mes 16, como en un archivo real."),
    "sin-ano": ("13 DE DICIEMBRE", "Sin año: no se le pone uno."),
    "sin-ano-corta": ("13/12", "Sin año, en corto."),
    "en-letras": ("veintidós de octubre", "En letras."),
    "dos-fechas": ("15/03/2024 y 16/03/2024", "Dos fechas en una celda."),
    "con-nota": ("15/03/2024 (Parcial)", "Con una nota al lado."),
    "con-hora": ("15/03/2024 09:00", "Con hora, en un campo que pide solo el día: no se pierde la hora en silencio."),
    "con-medianoche": ("2024-03-31T00:00:00", "Con la medianoche, que no dice nada."),
    "plazo-en-dias": ("10 días hábiles", "Un plazo en lugar de una fecha."),
    "mes-primero": ("03/31/2024", "Con el mes antes que el día: no se acepta."),
    "palabra-vacia": ("Pendiente", "Una palabra en lugar de la fecha."),
    "solo-el-ano": ("2024", "Solo el año."),
}
for name, (text, told) in ONE_BY_ONE.items():
    tell(f"fecha-{name}", told, lambda text=text: book(with_value(DAY, text, CUT)))

tell("fecha-serie", "Excel guardó la fecha como el número 45382.", lambda: book(with_value(DAY, 45382, CUT, 45382)))
tell(
    "fecha-serie-como-texto",
    "El número de serie está como texto: no se toma por fecha.",
    lambda: book(with_value(DAY, "45382", CUT)),
)
tell("fecha-serie-imposible", "Un número que no es fecha de estos años.", lambda: book(with_value(DAY, 20240331, CUT)))
tell(
    "fecha-con-hora-de-excel",
    "La celda es una fecha con hora.",
    lambda: book(with_value(DAY, datetime(2024, 3, 31, 13, 30), CUT)),
)
tell(
    "fecha-de-otro-trimestre",
    "La fecha de corte no cae en el trimestre.",
    lambda: book(with_value(DAY, date(2024, 6, 30), CUT)),
)
tell(
    "fechas-mezcladas",
    "La misma columna mezcla fechas, series y textos.",
    lambda: book(with_value(DAY, CUT, 45382, "31/03/2024", "31 de marzo de 2024", "31-mar-24")),
)
tell(
    "fechas-ambiguas",
    "Una fecha con el mes primero hace dudar de las demás: se pregunta cuál es.",
    lambda: book(with_value(DAY, "03/15/2024", "03/04/2024", "05/05/2024", "31/03/2024")),
)


def mac(made):
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    made.epoch = CALENDAR_MAC_1904


tell(
    "fecha-calendario-1904",
    "El libro cuenta los días desde 1904.",
    lambda: book(with_value(DAY, CUT, 43920), after=mac),
)


def old_mac() -> bytes:
    import io

    import xlwt

    made = xlwt.Workbook()
    made.dates_1904 = True
    page = made.add_sheet("Hoja1")
    for number, row in enumerate(with_value(DAY, 43920, 43920)):
        for column, value in enumerate(row):
            page.write(number, column, value)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


tell("fecha-calendario-1904-xls", "Lo mismo en un xls.", old_mac, "entrega.xls")

REGISTER = ["Folio del RR", "Fecha de recepción", "A-P-D", "Motivo", "Celebración de audiencia", "Siglas"]


def hearing(name: str, told: str, *values: object) -> None:
    rows = [[f"RR {number}", CUT, "A", "x", value, "SEP"] for number, value in enumerate(values, 1)]
    tell(name, told, lambda: book([REGISTER, *rows]), dataset="recurso_revision")


hearing("audiencia-con-horas", "La audiencia dice «9:00 Horas».", "30/01/2015 9:00 Horas", "30/01/2015 9:00 hrs.")
hearing("audiencia-con-am-pm", "La audiencia dice «a.m.» y «p.m.».", "30/01/2015 9:00 a.m.", "30/01/2015 01:30 PM")
hearing("audiencia-sin-hora", "La audiencia no dice la hora.", "30/01/2015", datetime(2015, 1, 30, 9, 0))
hearing("audiencia-imposible", "La hora no existe.", "30/01/2015 25:00", "31/06/2015 9:00")
hearing("audiencia-que-no-hubo", "No hubo audiencia.", "NO HUBO", "N/A", "no  hubo")
hearing("audiencia-en-letras", "La hora está en letras.", "doce horas con once minutos")
