"""`apertura retirar-entrega`: what a body handed in and is not published yet, taken back."""

import argparse
import sys
from pathlib import Path

from apertura import chronicle
from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.cli.sender import sender
from apertura.definitions import load
from apertura.errors import UsageError
from apertura.model.submission import Submission
from apertura.storage import archive
from apertura.storage.history import history
from apertura.storage.lease import hold
from apertura.storage.withdrawals import taken_back
from apertura.validation.personal_data.hide import hide
from apertura.withdraw import withdraw


def run(arguments: argparse.Namespace) -> Exit:
    """Take back the last submission of a body for a period, or the one that is named by the beginning of its hash."""
    if arguments.por is not None and hide(arguments.por) != arguments.por:
        raise UsageError("Con --por se dice un cargo, y no datos de una persona.")
    root, definitions = arguments.datos, load(arguments.esquemas)
    garante, period = sender(Path("entrega"), arguments.garante, arguments.periodo, definitions)
    with hold(root):
        submission = _submission(root, garante, period, arguments.huella)
        new = withdraw(root, submission, by=arguments.por, now=now())
        chronicle.note(root, now=now())
    before = max(_standing(root, garante, period), key=lambda each: each.received, default=None)
    what = f"«{submission.filename}» ({submission.sha256[:16]})"
    sys.stdout.write(f"Se retiró {what}: no se publicará.\n" if new else f"{what} ya se había retirado.\n")
    if before is not None:
        sys.stdout.write(f"Cuenta otra vez lo entregado antes: «{before.filename}» ({before.sha256[:16]}).\n")
    return Exit.ACCEPTED


def _submission(root: Path, garante: str, period: str, hash_: str | None) -> Submission:
    if hash_ is not None:
        if (found := archive.find(root, garante, period, hash_.lower())) is None:
            raise UsageError(f"{garante} no entregó para {period} ningún archivo cuya huella empiece con «{hash_}».")
        return found
    standing = _standing(root, garante, period)
    if not standing:
        raise UsageError(f"{garante} no tiene nada entregado para {period} que pueda retirarse.")
    return max(standing, key=lambda each: (each.received, each.sha256))


def _standing(root: Path, garante: str, period: str) -> list[Submission]:
    return [each for each in history(root, garante, period) if taken_back(root, each) is None]
