"""A status to the page that says, in one sentence, what did not happen and what to do."""

from starlette.responses import Response

from apertura.portal.security.visit import Visit

_AGAIN = "Vuelva a la página anterior e inténtelo otra vez."
_SAID = {
    "400": ("No se entendió lo que llegó", _AGAIN),
    "403": ("Su cuenta no puede hacer esto", "Si le hace falta, pídalo a quien administra las cuentas."),
    "404": ("No existe esta página", "O no es de su organismo. Revise la dirección, o empiece desde el inicio."),
    "405": ("Eso no se hace en esta página", _AGAIN),
    "408": ("El archivo tardó demasiado en llegar", "Nada se recibió. Inténtelo con una conexión más estable."),
    "413": (
        "El archivo es demasiado grande",
        "Nada se recibió. El límite es de {largest} MB: quite imágenes u hojas que sobren, o entréguelo en partes.",
    ),
    "429": ("Demasiados intentos", "Espere quince minutos y vuelva a intentar."),
    "500": (
        "Algo falló de nuestro lado",
        "Si entregó un archivo y no vio su acuse, entréguelo otra vez: dos veces el mismo archivo es una sola entrega.",
    ),
    "forgery": ("La página caducó", "Nada se hizo. Vuelva a abrir la página e inténtelo otra vez."),
}


def refuse(visit: Visit, status: int, said: str | None = None) -> Response:
    """Make the page of a status; ``said`` names another sentence than the one of the status."""
    title, advice = _SAID[said or str(status)]
    largest = str(visit.house.settings.largest // 2**20)
    return visit.show("rechazo.html", status=status, title=title, advice=advice.format(largest=largest))
