"""`apertura llaves`: the keys that sign acuses: made, renewed, listed, and their public halves given to everybody."""

import argparse
import json
import sys
from importlib import resources
from pathlib import Path

from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.durable import make_folder, write_file
from apertura.model.seal import KnownKey
from apertura.storage.keys import PUBLIC, keys_folder, known_keys, new_key, write_known

PAGE = "verificar-acuse.html"


def run(arguments: argparse.Namespace) -> Exit:
    """Do what is asked, then list the keys."""
    folder = keys_folder()
    if arguments.crear:
        new_key(folder, now=now())
    keys = tuple(known_keys(folder).values())
    if arguments.exportar is not None:
        export(arguments.exportar, keys)
        sys.stdout.write(f"{arguments.exportar / PUBLIC}\n{arguments.exportar / PAGE}\n")
    if not keys:
        sys.stdout.write(f"No hay claves en {folder}: los acuses van sin firma. Haga una con --crear.\n")
    for key in keys:
        used = f"del {key.since:%d/%m/%Y} al {key.until:%d/%m/%Y}" if key.until else f"desde el {key.since:%d/%m/%Y}"
        sys.stdout.write(f"{key.id}  {used}  {'retirada' if key.until else 'en uso'}\n")
    return Exit.ACCEPTED


def export(folder: Path, keys: tuple[KnownKey, ...]) -> None:
    """Write the public keys, and the page that checks acuses with them and without a network."""
    make_folder(folder)
    content = write_known(keys)
    write_file(folder / PUBLIC, content)
    page = resources.files("apertura").joinpath("feedback/acuse/verificar-acuse.html").read_text(encoding="utf-8")
    embedded = json.dumps(json.loads(content), ensure_ascii=True)
    write_file(folder / PAGE, page.replace('{"claves": []}', embedded).encode())
