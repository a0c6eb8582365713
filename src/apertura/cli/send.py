"""`apertura enviar`: the answers that nobody was told of, by mail or into a folder."""

import argparse
import sys

from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.definitions import load
from apertura.feedback.phrases import phrases
from apertura.outbox import MailSettings, send, settings
from apertura.storage.keys import current_key, keys_folder
from apertura.storage.lease import hold
from apertura.storage.workspace import is_demo


def run(arguments: argparse.Namespace) -> Exit:
    """Send, telling what became of each body's answers; a demonstration never leaves the machine."""
    definitions, said = load(arguments.esquemas), phrases("es", "correo")
    chosen = settings()
    if is_demo(arguments.datos):
        chosen = MailSettings(chosen.sender, {}, chosen.cooling)
    ended, told = Exit.ACCEPTED, False
    with hold(arguments.datos):
        for sent in send(arguments.datos, definitions, chosen, current_key(keys_folder()), now=now()):
            sys.stdout.write(f"{said.say(sent.state, sent.count, garante=sent.garante, said=sent.said)}\n")
            told = True
            if sent.state in ("uncertain", "refused"):
                ended = Exit.OUR_FAILURE
    if not told:
        sys.stdout.write(f"{said.say('nothing')}\n")
    return ended
