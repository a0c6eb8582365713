"""The words of `apertura portal`."""

from apertura.cli.answer_orders import Add, Commands

ORDERS = ("servir", "migrar", "invitar", "demo")
ADDRESS = "127.0.0.1:8791"


def portal_order(commands: Commands, add: Add) -> None:
    """Add the command of the stewards' portal; ``add`` makes one of its name, module and help."""
    command = add(commands, "portal", "portal", "el portal en que los enlaces entregan y leen su respuesta")
    command.add_argument(
        "orden",
        choices=ORDERS,
        nargs="?",
        default="servir",
        help="servir (de no decirse nada); migrar: poner su base de datos al día; invitar: abrir una cuenta y enviar "
        "el enlace; demo: abrir cuentas de demostración",
    )
    command.add_argument(
        "--escuchar", metavar="LUGAR", default=ADDRESS, help=f"dónde escuchar (de no decirse, {ADDRESS})"
    )
    command.add_argument("--correo", metavar="CORREO", help="a quién se invita")
    command.add_argument("--papel", metavar="PAPEL", default="enlace", help="enlace, operador, auditor o admin")
    command.add_argument("--organismo", metavar="OG-NN", help="de qué organismo es el enlace")
