"""The command line's grammar, in Spanish; it imports nothing heavy, so that help comes at once."""

import argparse
import gettext
import os
from pathlib import Path

from apertura import __version__
from apertura.cli.adopting import adopting
from apertura.cli.answer_orders import Commands, answer_orders
from apertura.cli.approve_order import approve_order
from apertura.cli.own_schema import own_schema
from apertura.cli.portal_order import portal_order
from apertura.cli.site_order import site_order

LOCALE = Path(__file__).parents[1] / "locale"
FORMS = ("texto", "markdown", "html", "pdf", "json")


def parser() -> argparse.ArgumentParser:
    """Build the parser of ``apertura``; each command names the module of ``apertura.cli`` that runs it."""
    _speak_spanish()
    root = argparse.ArgumentParser(
        prog="apertura",
        description="Recibe las hojas de cálculo de los organismos garantes, las revisa y las publica como datos "
        "abiertos.",
        epilog="Salida: 0 aceptada o sin problemas, 1 devuelta, 2 no se pudo leer o uso incorrecto, 3 falla nuestra.",
    )
    root.add_argument("--version", action="version", version=f"apertura {__version__}", help="mostrar la versión")
    _workspace(root, os.environ.get("APERTURA_DATOS", "data"), os.environ.get("APERTURA_ESQUEMAS", "schemas"))
    commands = root.add_subparsers(title="órdenes", metavar="ORDEN", required=True)
    _check(commands)
    _receive(commands)
    answer_orders(commands, _command, _sender)
    _publish(commands)
    _command(
        commands, "nocturna", "nightly", "recibir todo lo nuevo, publicar todo lo que cambió y enviar las respuestas"
    )
    approve_order(commands, _command)
    _portal(commands)
    _watching(commands)
    site_order(commands, _command)
    portal_order(commands, _command)
    _schemas(commands)
    command = _command(
        commands, "mapear", "adopt", "decir una vez qué significa un encabezado o un valor, y guardarlo en los esquemas"
    )
    _sender(command)
    adopting(command)
    _demo(commands)
    return root


def _check(commands: Commands) -> None:
    command = _command(commands, "validar", "check", "revisar un archivo sin entregarlo")
    command.add_argument(
        "archivo", type=Path, metavar="ARCHIVO", help="xlsx, xls, ods o csv; con --esquema, csv o parquet"
    )
    _sender(command)
    own_schema(command)
    command.add_argument("--conjunto", metavar="CONJUNTO", help="buscar solo este conjunto de datos")
    command.add_argument(
        "--anotado", type=Path, metavar="SALIDA", help="guardar además su mismo libro con las celdas marcadas (.xlsx)"
    )
    command.add_argument("--formato", choices=FORMS, default="texto", help="forma del informe (de no decirse, texto)")
    command.add_argument("--idioma", choices=("es", "en"), default="es", help="idioma de la carta (de no decirse, es)")


def _receive(commands: Commands) -> None:
    command = _command(commands, "recibir", "receive", "recibir archivos: archivarlos, revisarlos y contestar")
    command.add_argument("archivos", type=Path, nargs="+", metavar="ARCHIVO", help="xlsx, xls, ods o csv")
    _sender(command)


def _publish(commands: Commands) -> None:
    command = _command(
        commands, "publicar", "publish", "publicar lo aceptado: en carpetas y, si hay CKAN_URL, en el portal"
    )
    command.add_argument(
        "--conjunto",
        metavar="CONJUNTO",
        help="publicar solo este conjunto y, antes, los que sus filas nombran o de los que se calcula",
    )
    command.add_argument("--plan", action="store_true", help="mostrar qué cambiaría, sin cambiar nada")


def _portal(commands: Commands) -> None:
    command = _command(commands, "verificar", "verify", "comprobar todas las promesas de lo publicado, sin red")
    place = command.add_mutually_exclusive_group()
    place.add_argument(
        "--ckan", action="store_true", help="comprobarlas en el portal CKAN: descargar todo, sin clave, y comparar"
    )
    place.add_argument(
        "--sitio",
        type=Path,
        nargs="?",
        const=False,
        metavar="CARPETA",
        help="comprobar un sitio, hecho aquí o descargado, con lo que trae (de no decirse, sitio/ en la de trabajo)",
    )
    command = _command(commands, "revertir", "go_back", "volver en el portal CKAN a una versión anterior")
    command.add_argument("conjunto", metavar="CONJUNTO", help="nombre del conjunto de datos")
    command.add_argument("version_anterior", metavar="VERSION", help="versión a la que se vuelve, por ejemplo 1.4.0")
    command = _command(commands, "reconstruir", "rebuild", "rehacer el portal CKAN desde el catálogo de carpetas")
    command.add_argument("--ckan", action="store_true", required=True, help="el portal que dice CKAN_URL")
    command = _command(
        commands, "retirar", "retire", "marcar un conjunto como retirado en el portal CKAN, sin borrarlo"
    )
    command.add_argument("conjunto", metavar="CONJUNTO", help="nombre del conjunto de datos")
    parts = command.add_mutually_exclusive_group(required=True)
    parts.add_argument("--motivo", metavar="TEXTO", help="por qué ya no se actualiza; lo lee el público")
    parts.add_argument("--deshacer", action="store_true", help="quitar la marca")


def _watching(commands: Commands) -> None:
    command = _command(commands, "salud", "health", "decir si algo necesita a alguien: disco, noches, buzón, correo")
    command.add_argument(
        "--formato", choices=("texto", "json", "prometheus"), default="texto", help="forma (de no decirse, texto)"
    )
    command.add_argument("--avisar", action="store_true", help="avisar además a quien opera, una vez al día")
    _command(
        commands,
        "ensayar",
        "rehearse",
        "revisar con los esquemas de hoy todo lo ya contestado, sin cambiar nada, y decir qué cambiaría",
    )
    command = _command(commands, "recordar", "remind", "decir qué debe cada organismo y para cuándo, y recordárselo")
    command.add_argument("--plan", action="store_true", help="solo decirlo, sin escribir a nadie")
    command.add_argument(
        "--plazo",
        type=int,
        default=30,
        metavar="DÍAS",
        help="días que hay para entregar desde que termina el periodo (de no decirse, 30)",
    )


def _schemas(commands: Commands) -> None:
    command = _command(commands, "esquemas", "schemas", "revisar la carpeta de esquemas y catálogos")
    parts = command.add_mutually_exclusive_group()
    parts.add_argument("--cobertura", action="store_true", help="mostrar con qué se informa cada línea del plan")
    parts.add_argument(
        "--licencias", action="store_true", help="dar las licencias en la forma que CKAN lee (licenses_group_url)"
    )
    parts.add_argument(
        "--incidencias", choices=("es", "en"), help="dar la página que explica todo lo que puede decir una carta"
    )
    parts.add_argument("--diagrama", action="store_true", help="dibujar los conjuntos y sus claves, en Mermaid")


def _demo(commands: Commands) -> None:
    command = _command(commands, "demo", "demo", "hacer las entregas de demostración y procesarlas")
    parts = command.add_mutually_exclusive_group()
    parts.add_argument("--solo-entregas", action="store_true", help="dejar las entregas en el buzón, sin procesarlas")
    parts.add_argument("--solo-guia", action="store_true", help="decir dónde quedó todo y qué probar después")


def _sender(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--garante",
        metavar="CLAVE",
        help="clave del organismo que entrega, OG-nn (de no decirse, la dice la carpeta del archivo)",
    )
    command.add_argument(
        "--periodo",
        metavar="CLAVE",
        help="periodo que se informa, por ejemplo 2024-T1 (de no decirse, lo dice la carpeta del archivo)",
    )


def _workspace(command: argparse.ArgumentParser, data: str, schemas: str) -> None:
    command.add_argument(
        "--datos",
        type=Path,
        default=data,
        metavar="CARPETA",
        help="carpeta de trabajo, o s3://deposito/prefijo: entregas, informes y publicaciones (de no decirse, ./data)",
    )
    command.add_argument(
        "--esquemas",
        type=Path,
        default=schemas,
        metavar="CARPETA",
        help="carpeta de esquemas y catálogos (de no decirse, ./schemas)",
    )


def _command(commands: Commands, name: str, module: str, text: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
    command.set_defaults(module=module)
    # said before or after the command's name, the same; unsaid here, what was said before stands
    _workspace(command, argparse.SUPPRESS, argparse.SUPPRESS)
    return command


def _speak_spanish() -> None:
    # argparse takes its own words from gettext's global domain; this is the only way to give it others
    os.environ["LANGUAGE"] = "es"
    gettext.bindtextdomain("argparse", str(LOCALE))
    gettext.textdomain("argparse")
