"""The words of `apertura aprobar`."""

from apertura.cli.answer_orders import Add, Commands


def approve_order(commands: Commands, add: Add) -> None:
    """Add the command with which an operator says yes or no; ``add`` makes one of its name, module and help."""
    command = add(
        commands, "aprobar", "approve", "ver qué espera la aprobación de quien opera para publicarse, y decir sí o no"
    )
    command.add_argument(
        "conjunto", nargs="?", metavar="CONJUNTO", help="verlo con cada cambio (de no decirse, todo lo que espera)"
    )
    parts = command.add_mutually_exclusive_group()
    parts.add_argument("--si", action="store_true", help="decir que sí: la noche siguiente publica exactamente eso")
    parts.add_argument("--no", action="store_true", help="decir que no: se queda en la versión que tiene")
    parts.add_argument("--otra-vez", action="store_true", help="pedir otra vez la aprobación que venció")
    command.add_argument(
        "--huella", metavar="HUELLA", help="de qué se habla, como se muestra: un sí nunca vale para otra cosa"
    )
    command.add_argument("--nombre", metavar="NOMBRE", help="quién responde")
    command.add_argument("--motivo", metavar="TEXTO", help="por qué")
