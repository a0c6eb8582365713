"""The grammar of what goes to the steward and back: template, acuse, keys; it imports nothing heavy."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse names it nowhere else
Add: TypeAlias = Callable[[Commands, str, str, str], argparse.ArgumentParser]
Sender: TypeAlias = Callable[[argparse.ArgumentParser], None]


def answer_orders(commands: Commands, add: Add, sender: Sender) -> None:
    """Add the orders: ``add`` makes one of its name, module and help; ``sender`` asks it for body and period."""
    _template(commands, add)
    _acuse(commands, add, sender)
    _repair(commands, add, sender)
    _withdraw(commands, add, sender)
    command = add(commands, "enviar", "send", "enviar a cada organismo las respuestas que aún no se le han enviado")
    command.add_argument(
        "--reintentar", action="store_true", help="enviar también las que el servidor rechazó para siempre"
    )


def _template(commands: Commands, add: Add) -> None:
    command = add(commands, "plantilla", "template", "hacer la plantilla que llena un organismo, en xlsx")
    command.add_argument(
        "--garante",
        metavar="CLAVE",
        help="clave del organismo, OG-nn (de no decirse, una plantilla para cada uno de los que deben algo)",
    )
    command.add_argument("--periodo", metavar="CLAVE", required=True, help="periodo que se informa, como 2024-T3")
    parts = command.add_mutually_exclusive_group()
    parts.add_argument(
        "--conjunto",
        action="append",
        default=[],
        metavar="CONJUNTO",
        help="tabla que lleva; puede repetirse (de no decirse, las que el organismo debe en el periodo)",
    )
    parts.add_argument("--todos", action="store_true", help="llevar todas las tablas que se reciben")
    command.add_argument(
        "--desde", type=Path, metavar="ARCHIVO", help="pasar a la plantilla lo que ya se escribió en este archivo"
    )
    command.add_argument("--salida", type=Path, metavar="RUTA", help="archivo que se escribe; sin --garante, carpeta")


def _acuse(commands: Commands, add: Add, sender: Sender) -> None:
    command = add(commands, "acuse", "acuse", "hacer el acuse de lo último que se entregó, en PDF y JSON")
    sender(command)
    command.add_argument("--publicado", action="store_true", help="el de publicación (de no decirse, el de recepción)")
    command.add_argument("--salida", type=Path, metavar="RUTA", help="archivo PDF que se escribe; el JSON, al lado")
    command = add(commands, "verificar-acuse", "check_acuse", "comprobar que un acuse es auténtico, sin red")
    command.add_argument("archivo", type=Path, metavar="ARCHIVO", help="acuse en PDF o JSON, o el texto de su código")
    command.add_argument(
        "--claves", type=Path, metavar="JSON", help="claves públicas de quien recibe (de no decirse, las propias)"
    )
    command.add_argument(
        "--codigo", metavar="TEXTO", help="texto del código QR de la hoja, para comprobar que es de este acuse"
    )
    command = add(commands, "llaves", "keys", "hacer, renovar o dar las claves con que se firman los acuses")
    command.add_argument("--crear", action="store_true", help="hacer una clave nueva; la anterior queda retirada")
    command.add_argument(
        "--exportar",
        type=Path,
        metavar="CARPETA",
        help="escribir las claves públicas y la página que comprueba acuses con ellas",
    )


def _repair(commands: Commands, add: Add, sender: Sender) -> None:
    command = add(commands, "corregir", "repair", "proponer correcciones, y hacer en una copia las que se acepten")
    command.add_argument("archivo", type=Path, metavar="ARCHIVO", help="xlsx, xls, ods o csv; no se toca")
    sender(command)
    command.add_argument("--conjunto", metavar="CONJUNTO", help="buscar solo este conjunto de datos")
    command.add_argument(
        "--aceptar",
        action="append",
        default=[],
        metavar="TIPO",
        help="hacer las correcciones de este tipo, sin preguntar; puede repetirse (de no decirse, se pregunta)",
    )
    command.add_argument("--por", metavar="CARGO", help="cargo de quien acepta, para el registro público")
    command.add_argument("--salida", type=Path, metavar="RUTA", help="copia que se escribe (de no decirse, al lado)")


def _withdraw(commands: Commands, add: Add, sender: Sender) -> None:
    command = add(commands, "retirar-entrega", "withdraw", "retirar lo que se entregó y aún no se publica")
    sender(command)
    command.add_argument(
        "--huella",
        metavar="SHA256",
        help="16 primeras cifras de la huella del archivo (de no decirse, lo último que se entregó)",
    )
    command.add_argument("--por", metavar="CARGO", help="cargo de quien la retira, para el registro")
