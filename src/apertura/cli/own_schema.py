"""The grammar of `apertura validar --esquema`: a Table Schema of one's own."""

import argparse
from pathlib import Path


def own_schema(command: argparse.ArgumentParser) -> None:
    """Add what names the schema, the tables that its keys lead to, and how the file is written."""
    group = command.add_argument_group("con un esquema propio", "Table Schema de Frictionless, sin garante ni periodo")
    group.add_argument(
        "--esquema", type=Path, metavar="JSON", action=_OwnSchema, help="revisar el archivo con este Table Schema"
    )
    group.add_argument(
        "--tabla",
        action="append",
        default=[],
        metavar="NOMBRE=ARCHIVO",
        help="tabla que nombra una clave foránea; puede repetirse",
    )
    group.add_argument(
        "--canonico",
        type=Path,
        metavar="CARPETA",
        help="si el archivo cumple, escribirlo ahí como CSV canónico y como Parquet con tipos",
    )
    group.add_argument(
        "--separador",
        metavar="SIGNO",
        help="separador de celdas (de no decirse, aquel con el que el encabezado es el del esquema, o la coma)",
    )
    group.add_argument(
        "--codificacion", default="utf-8", metavar="NOMBRE", help="codificación del csv (de no decirse, utf-8)"
    )


class _OwnSchema(argparse.Action):
    """A schema of one's own has a file checked by another module, which imports nothing of the garantes."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,  # noqa: ARG002
        namespace: argparse.Namespace,
        values: object,
        option_string: str | None = None,  # noqa: ARG002
    ) -> None:
        namespace.esquema, namespace.module = values, "check_table"
