"""`apertura enviar`: the answers that nobody was told of, by mail or into a folder."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.definitions import load
from apertura.errors import AperturaError
from apertura.feedback.phrases import phrases
from apertura.model.definition import Definitions
from apertura.outbox import MailSettings, Sent, send
from apertura.outbox.mail_settings import mail_settings
from apertura.storage.keys import current_key, keys_folder
from apertura.storage.lease import hold


def run(arguments: argparse.Namespace) -> Exit:
    """Send, telling what became of each body's answers; with ``--reintentar``, those that were refused too."""
    definitions = load(arguments.esquemas)
    with hold(arguments.datos):
        chosen = mail_settings(arguments.datos)
        states = {_told(each) for each in _sent(arguments.datos, definitions, chosen, again=arguments.reintentar)}
    if not states:
        sys.stdout.write(f"{phrases('es', 'correo').say('nothing')}\n")
    return Exit.OUR_FAILURE if states & _FAILED else Exit.ACCEPTED


def send_answers(root: Path, definitions: Definitions) -> bool:
    """Send the answers of a run, the caller holding the workspace, and return whether all that was due went out.

    Nothing that goes wrong with the mail is raised: it is told, body by body, and the next run tries again. Of those
    that it went well with, or that wait, only the number is told.
    """
    states = Counter[str]()
    try:
        chosen = mail_settings(root)
        for each in _sent(root, definitions, chosen):
            states[each.state if each.state in _QUIET else _told(each)] += 1
        if chosen.host is None:
            states["filed"] = states.pop("sent", 0)
    except AperturaError as error:
        sys.stderr.write(f"{error}\n")
        return False
    said = phrases("es", "correo")
    sys.stdout.writelines(f"{said.say(f'all.{state}', states[state])}\n" for state in _QUIET if states[state])
    return not states.keys() & _FAILED


_FAILED = {"uncertain", "refused"}
_QUIET = ("sent", "filed", "cooling")


def _sent(root: Path, definitions: Definitions, chosen: MailSettings, *, again: bool = False) -> Iterator[Sent]:
    return send(root, definitions, chosen, current_key(keys_folder()), now=now(), again=again)


def _told(sent: Sent) -> str:
    told = phrases("es", "correo").say(sent.state, sent.count, garante=sent.garante, said=sent.said)
    sys.stdout.write(f"{told}\n")
    return sent.state
