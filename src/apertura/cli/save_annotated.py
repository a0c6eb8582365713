"""Verdicts on a file to the same workbook, marked, where the steward wants it."""

import argparse
import sys
from collections.abc import Sequence

from apertura.durable import write_file
from apertura.errors import UsageError
from apertura.intake.read import Read
from apertura.model.definition import Definitions
from apertura.model.submission import Verdict


def refuse_target(arguments: argparse.Namespace) -> None:
    """UsageError where the marked workbook could not be saved as asked, or would go over what it is made of."""
    target, source = arguments.anotado, arguments.archivo
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"El libro anotado se guarda como .xlsx, y «{target.name}» no termina así.")
    if target.exists() and target.samefile(source):
        raise UsageError(f"«{target.name}» es el archivo que se revisa; elija otro nombre para el libro anotado.")


def save_annotated(
    arguments: argparse.Namespace, verdicts: Sequence[Verdict], definitions: Definitions, read: Read
) -> None:
    """Write the marked workbook, or say on stderr why there is none.

    What stands in its place is replaced whole or left as it was.
    """
    from apertura.feedback.annotate import annotate

    content, target = arguments.archivo.read_bytes(), arguments.anotado
    annotated = annotate(content, verdicts, definitions, read=read, language=arguments.idioma)
    if annotated is None:
        sys.stderr.write(
            "No hay libro anotado: el archivo no se puede abrir, lo que contiene no cabe en un libro, o lo que hay que "
            "corregir es cómo está escrito el archivo mismo.\n"
        )
        return
    write_file(target, annotated.content)
    how = " Su archivo se pasó a xlsx, con los mismos datos en las mismas celdas." if annotated.converted else ""
    sys.stderr.write(f"Libro anotado: {target}.{how}\n")
