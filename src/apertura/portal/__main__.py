"""Arguments to the portal running, its database in another shape, or a person invited."""

import argparse
import os
import signal
import socket
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy.exc import OperationalError

from apertura.definitions import load
from apertura.errors import AccountError, AperturaError, UsageError
from apertura.logs import begin_logs
from apertura.outbox.settings import settings as mail_settings
from apertura.portal.accounts import links
from apertura.portal.accounts.account import open_account
from apertura.portal.accounts.links import Purpose
from apertura.portal.accounts.mails import send_link
from apertura.portal.app import clock, portal
from apertura.portal.database.connect import connect
from apertura.portal.database.migrate import migrate
from apertura.portal.demo import open_demo_accounts
from apertura.portal.settings import Settings, settings
from apertura.process import lasting


def main(arguments: Sequence[str]) -> int:
    """Do what is asked; what goes wrong is one sentence on stderr, and exit code 2."""
    chosen = _parser().parse_args(arguments)
    try:
        begin_logs()
        said = settings(chosen.datos, chosen.esquemas, os.environ)
        _do(chosen, said)
    except AperturaError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except OperationalError:
        # what it says may quote the address, and that the password
        sys.stderr.write("No se pudo abrir la base de datos que dice APERTURA_PORTAL_BASE.\n")
        return 2
    except KeyboardInterrupt:
        return 0
    except OSError as error:
        sys.stderr.write(f"No se pudo leer, escribir o abrir {error.filename or 'el puerto'}: {error.strerror}.\n")
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="apertura portal")
    parser.add_argument("orden")
    parser.add_argument("--datos", type=Path, required=True)
    parser.add_argument("--esquemas", type=Path, required=True)
    parser.add_argument("--correo")
    parser.add_argument("--papel", default="enlace")
    parser.add_argument("--organismo")
    parser.add_argument("--escuchar", default="127.0.0.1:8791")
    return parser


def _do(chosen: argparse.Namespace, said: Settings) -> None:
    chosen.datos.mkdir(parents=True, exist_ok=True)
    if chosen.orden == "migrar":
        migrate(connect(said.database))
        sys.stdout.write("La base de datos del portal está al día.\n")
    elif chosen.orden == "invitar":
        _invite(chosen, said, clock())
    elif chosen.orden == "demo":
        sys.stdout.write(open_demo_accounts(said, now=clock()))
    else:
        _serve(chosen, said)


def _invite(chosen: argparse.Namespace, said: Settings, now: datetime) -> None:
    if chosen.organismo is not None and chosen.organismo not in load(said.schemas).garantes:
        raise AccountError(f"No conocemos al organismo «{chosen.organismo}».")
    with connect(said.database).begin() as connection:
        account = open_account(connection, chosen.correo or "", chosen.papel, chosen.organismo, now=now)
        token = links.make(connection, account, Purpose.INVITATION, now=now)
    where = send_link(
        said.root, account, Purpose.INVITATION, f"{said.address}/enlace/{token}", mail_settings(), now=now
    )
    sys.stdout.write(f"La invitación de {account.email}: {where}\n")


def _serve(chosen: argparse.Namespace, said: Settings) -> None:
    import uvicorn

    from apertura.portal.serving import served

    # the server hands a signal on once it has stopped, and what it stands on has to be put away too
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    host, _, port = chosen.escuchar.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or int(port) > 65535:
        raise UsageError("Con --escuchar LUGAR se dice dónde, como 127.0.0.1:8791.")
    with socket.create_server((host, int(port)), backlog=256) as listening, portal(said) as app:
        sys.stdout.write(f"El portal escucha en {chosen.escuchar}; se abre en {said.address}. Ctrl-C lo detiene.\n")
        sys.stdout.flush()
        lasting()
        uvicorn.Server(served(app, said)).run(sockets=[listening])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
