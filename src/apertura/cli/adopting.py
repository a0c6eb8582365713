"""The words of `apertura mapear`."""

import argparse
from pathlib import Path


def adopting(command: argparse.ArgumentParser) -> None:
    """Add to a command what is mapped: what a file holds, or one heading or value that is given."""
    command.add_argument(
        "archivo", type=Path, nargs="?", metavar="ARCHIVO", help="archivo en el que preguntar por lo que no se reconoce"
    )
    command.add_argument("--conjunto", metavar="CONJUNTO", help="nombre del conjunto de datos")
    command.add_argument("--plan", action="store_true", help="mostrar qué se guardaría, sin guardar nada")
    group = command.add_argument_group("con un archivo")
    group.add_argument(
        "--aceptar",
        type=int,
        metavar="CONFIANZA",
        help="no preguntar: aceptar las sugerencias de al menos esa confianza, de 0 a 100",
    )
    group.add_argument(
        "--para-todos", action="store_true", help="que valga para todos los organismos, no solo para el que entrega"
    )
    group = command.add_argument_group("sin archivo", "un encabezado o un valor; sin --garante vale para todos")
    texts = group.add_mutually_exclusive_group()
    texts.add_argument("--encabezado", metavar="TEXTO", help="encabezado, como se escribe")
    texts.add_argument("--valor", metavar="TEXTO", help="valor, como se escribe")
    group.add_argument("--campo", metavar="CAMPO", help="campo al que va el encabezado, o en el que está el valor")
    group.add_argument("--lectura", metavar="LECTURA", help="cómo se lee la columna (de no decirse, según el campo)")
    group.add_argument("--significa", metavar="CLAVE", help="lo que el valor quiere decir")
    group.add_argument(
        "--ignorar", action="store_true", help="la columna se deja fuera, o el valor es un dato que falta"
    )
    group.add_argument("--desde", metavar="PERIODO", help="primer periodo en el que vale (de no decirse, todos)")
