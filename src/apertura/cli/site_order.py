"""The words of `apertura sitio`."""

from pathlib import Path

from apertura.cli.answer_orders import Add, Commands

PORT = 8790


def site_order(commands: Commands, add: Add) -> None:
    """Add the command that makes the site; ``add`` makes one of its name, module and help."""
    command = add(commands, "sitio", "site", "hacer las páginas del catálogo público, desde lo publicado")
    command.add_argument(
        "--salida", type=Path, metavar="CARPETA", help="dónde dejar el sitio (de no decirse, sitio/ en la de trabajo)"
    )
    command.add_argument(
        "--url", metavar="DIRECCION", help="dirección pública del sitio (de no decirse, la de sitio/sitio.yaml)"
    )
    command.add_argument(
        "--servir",
        type=int,
        nargs="?",
        const=PORT,
        metavar="PUERTO",
        help=f"servirlo en esta máquina para verlo (de no decirse el puerto, {PORT})",
    )
