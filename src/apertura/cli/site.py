"""`apertura sitio`: the researchers' catalogue as static pages, and a server to look at it on this machine."""

import argparse
import sys

from pydantic import ValidationError

from apertura import chronicle
from apertura.cli.exits import Exit
from apertura.definitions import load
from apertura.errors import UsageError
from apertura.site import Settings, build, read_settings
from apertura.site.serve import HOST, serve
from apertura.storage.layout import published, site


def run(arguments: argparse.Namespace) -> Exit:
    """Make the site of what is published, say what changed in it, and serve it where that is asked for."""
    root = published(arguments.datos)
    if not (root / "catalog.json").exists():
        raise UsageError(f"En {root} no hay nada publicado todavía: primero «apertura publicar» o «apertura demo».")
    settings = _settings(arguments)
    target = arguments.salida or site(arguments.datos)
    made = build(root, target, settings, load(arguments.esquemas), chronicle.open_data(arguments.datos))
    sys.stdout.write(
        f"Sitio en {target / 'index.html'}: {made.written:,} archivos escritos, {made.kept:,} sin cambio, "
        f"{made.removed:,} retirados.\n"
    )
    if arguments.servir is not None:
        _serve(arguments)
    return Exit.ACCEPTED


def _settings(arguments: argparse.Namespace) -> Settings:
    settings = read_settings(arguments.esquemas)
    if arguments.url is None:
        return settings
    address = f"{arguments.url.rstrip('/')}/"
    try:
        return Settings.model_validate({**settings.model_dump(), "address": address})
    except ValidationError as error:
        raise UsageError(
            f"«{arguments.url}» no es la dirección de un sitio, como https://datos.ejemplo.org/."
        ) from error


def _serve(arguments: argparse.Namespace) -> None:
    try:
        server = serve(arguments.salida or site(arguments.datos), arguments.servir)
    except OSError as error:
        raise UsageError(f"El puerto {arguments.servir} no se puede usar: {error.strerror}. Diga otro.") from error
    with server:
        sys.stdout.write(f"http://{HOST}:{server.server_port}/  (Ctrl+C para terminar)\n")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            sys.stdout.write("\n")
