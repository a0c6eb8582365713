"""`apertura recordar`: what each body owes and by when, told to the operator and to the body."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.definitions import load
from apertura.errors import UnusableTermError
from apertura.feedback.phrases import phrases
from apertura.model.calendar import day_of
from apertura.model.definition import Definitions
from apertura.outbox import Debt, Sent, line, owing, remind
from apertura.outbox.mail_settings import mail_settings
from apertura.outbox.remind import told
from apertura.storage.lease import hold

LONGEST = 3650
"""Days that a term may be long."""


def run(arguments: argparse.Namespace) -> Exit:
    """List every debt and, unless asked for the plan only, remind whoever has one."""
    definitions, said = load(arguments.esquemas), phrases("es", "correo")
    debts = debts_of(arguments.datos, definitions, arguments.plazo)
    sys.stdout.writelines(listed(debts, definitions))
    if not debts:
        sys.stdout.write(f"{said.say('reminder.nothing')}\n")
    if arguments.plan:
        return Exit.ACCEPTED
    with hold(arguments.datos):
        sent = remind_all(arguments.datos, debts, definitions)
    sys.stdout.writelines(f"{told(each)}\n" for each in sent)
    wrong = any(each.state in ("reminder.uncertain", "reminder.refused") for each in sent)
    return Exit.OUR_FAILURE if wrong else Exit.ACCEPTED


def debts_of(root: Path, definitions: Definitions, days: int) -> Mapping[str, Sequence[Debt]]:
    """List by body what it owes today, each due ``days`` after its period's end; UnusableTermError for no such days."""
    if not 0 <= days <= LONGEST:
        raise UnusableTermError(f"El plazo se da en días, de 0 a {LONGEST}.")
    return owing(root, definitions, day_of(now()), timedelta(days=days))


def listed(debts: Mapping[str, Sequence[Debt]], definitions: Definitions) -> Iterator[str]:
    """Tell each body, then what it owes, a line each."""
    for garante, owed in debts.items():
        yield f"{garante}  {definitions.garantes[garante].name}\n"
        yield from (f"  {line(debt, definitions, day_of(now()))}\n" for debt in owed)


def remind_all(root: Path, debts: Mapping[str, Sequence[Debt]], definitions: Definitions) -> tuple[Sent, ...]:
    """Remind each body, the caller holding the workspace."""
    return tuple(remind(root, debts, definitions, mail_settings(root), now=now()))
