"""`apertura demo`: the workbooks of every garante, made up, and the whole job over them."""

import argparse
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from apertura.cli import nightly
from apertura.cli.exits import Exit
from apertura.definitions import load
from apertura.demo import load_profiles, workbooks
from apertura.durable import write_file
from apertura.model.definition import Definitions
from apertura.storage.layout import archive, inbox, published, reports, site
from apertura.storage.workspace import mark_demo


def run(arguments: argparse.Namespace) -> Exit:
    """Fill the inbox with demonstration workbooks, run the night over them, say what to try next."""
    if arguments.solo_guia:
        return _guide(arguments.datos)
    mark_demo(arguments.datos)
    count = _fill_inbox(arguments.datos, arguments.esquemas, load(arguments.esquemas))
    sys.stdout.write(f"{count} entregas de demostración en {inbox(arguments.datos)}\n")
    if arguments.solo_entregas:
        return Exit.ACCEPTED
    ended = nightly.run(arguments)
    _guide(arguments.datos)
    return ended


def _fill_inbox(root: Path, schemas: Path, definitions: Definitions) -> int:
    books = tuple(workbooks(definitions, load_profiles(schemas, definitions)))
    for book in books:
        write_file(inbox(root) / book.garante / book.period / book.filename, book.content)
    return len(books)


def _guide(root: Path) -> Exit:
    program = _program()
    places = {
        f"{published(root)}/<conjunto>/latest/": "la última versión: CSV, Parquet, diccionario, cobertura, linaje",
        f"{site(root)}/index.html": "las páginas del catálogo público, cuando se hagan (apertura sitio)",
        f"{reports(root)}/": "las cartas a los enlaces, una carpeta por entrega",
        f"{archive(root)}/": "los archivos tal como llegaron, bajo su SHA-256",
    }
    orders = {
        f"{program} nocturna": "otra vez: nada cambió y nada se toca",
        f"{program} sitio --servir": "ver el catálogo público: páginas, búsqueda y consultas SQL",
        f"{program} verificar": "comprobar byte por byte lo publicado",
        f"{program} validar ARCHIVO": "revisar su propia hoja de cálculo",
        f"{program} publicar --plan": "ver qué cambiaría, sin cambiar nada",
    }
    sys.stdout.write(f"\nDónde quedó todo\n{_in_columns(places)}\nQué probar después\n{_in_columns(orders)}")
    return Exit.ACCEPTED


def _program() -> str:
    here = Path(sys.argv[0])
    return here.name if shutil.which(here.name) else os.path.relpath(here)


def _in_columns(pairs: Mapping[str, str]) -> str:
    width = max(map(len, pairs))
    return "".join(f"  {left:<{width}}  {right}\n" for left, right in pairs.items())
