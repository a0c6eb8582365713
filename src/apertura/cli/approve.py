"""`apertura aprobar`: what waits for an operator's yes is shown, and the yes or the no is put on record."""

import argparse
import sys
from collections.abc import Iterator
from datetime import timedelta

from apertura import chronicle
from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.consent import told
from apertura.definitions import load
from apertura.errors import UnknownDatasetError, UsageError
from apertura.model.approval import Approval
from apertura.model.definition import Definitions
from apertura.publish import Unpublished
from apertura.release.difference import RowDifference
from apertura.storage import approvals
from apertura.storage.lease import hold
from apertura.tonight import Due, due, subject_due, tonight

CHANNEL = "orden"


def run(arguments: argparse.Namespace) -> Exit:
    """Show what waits, or answer; who answers names exactly what was shown."""
    definitions = load(arguments.esquemas)
    _check(arguments, definitions)
    with hold(arguments.datos):
        if arguments.si or arguments.no or arguments.otra_vez:
            _answer(arguments, definitions)
        elif arguments.conjunto:
            found = due(arguments.datos, definitions, arguments.conjunto)
            sys.stdout.writelines(f"{line}\n" for line in _shown(found, whole=True))
        else:
            waits = _waiting(arguments, definitions)
            lines = [line for each in waits for line in _shown(each, whole=False)]
            sys.stdout.writelines(f"{line}\n" for line in lines or ["Nada espera la aprobación de nadie."])
    return Exit.ACCEPTED


def _check(arguments: argparse.Namespace, definitions: Definitions) -> None:
    answers = arguments.si or arguments.no
    if (answers or arguments.otra_vez) and not (arguments.conjunto and arguments.huella):
        raise UsageError("Para responder hay que decir CONJUNTO y --huella, como los muestra «apertura aprobar».")
    if answers and not (arguments.nombre and arguments.motivo):
        raise UsageError("Para responder hay que decir quién (--nombre) y por qué (--motivo).")
    if arguments.conjunto and arguments.conjunto not in definitions.publishable:
        raise UnknownDatasetError(f"No hay un conjunto de datos «{arguments.conjunto}».")


def _answer(arguments: argparse.Namespace, definitions: Definitions) -> None:
    root, instant = arguments.datos, now()
    subject = subject_due(root, definitions, arguments.conjunto, arguments.huella)
    if arguments.otra_vez:
        term = definitions.publishable[subject.dataset].approval or timedelta()
        approvals.ask(root, subject, term, now=instant, channel=CHANNEL)
    else:
        who, reason = arguments.nombre, arguments.motivo
        approvals.decide(root, subject, approved=arguments.si, who=who, reason=reason, channel=CHANNEL, now=instant)
    chronicle.note(root, now=instant)
    sys.stdout.write(f"{told(approvals.of(root, subject), instant)}\n")


def _waiting(arguments: argparse.Namespace, definitions: Definitions) -> Iterator[Due | Unpublished]:
    for each in tonight(arguments.datos, definitions, definitions.publishable):
        needed = definitions.publishable[each.dataset].approval is not None
        if needed or (isinstance(each, Unpublished) and each.awaits):
            yield each


def _shown(found: Due | Unpublished | None, *, whole: bool) -> Iterator[str]:
    if found is None:
        yield "Nada que publicar: nada cambió."
        return
    if isinstance(found, Unpublished):
        yield found.said
        return
    before = "nada publicado" if found.base is None else found.base
    yield f"{found.dataset}: {before} → {found.version}, {found.rows:,} filas"
    yield from (f"  · {reason}" for reason in found.reasons)
    yield from _bodies(found.difference)
    if whole:
        yield from (f"  {action} {name}" for action, name in found.files)
        yield from _cells(found.difference)
    yield from _standing(found.approval)


def _bodies(change: RowDifference) -> Iterator[str]:
    for each in change.moved:
        who = each.garante or "en todo"
        yield f"  {who}: {each.added:,} filas nuevas, {each.changed:,} cambiadas, {each.removed:,} retiradas"
    for state, (before, after) in change.coverage.items():
        if before != after:
            yield f"  tablas en «{state}»: {before:,} → {after:,}"


def _cells(change: RowDifference) -> Iterator[str]:
    for cell in change.cells:
        where = " / ".join(cell.key)
        yield f"  {where}, {cell.field}: «{cell.before or ''}» → «{cell.after or ''}»"
    if len(change.cells) < change.total:
        yield f"  … y {change.total - len(change.cells):,} celdas más"


def _standing(approval: Approval | None) -> Iterator[str]:
    if approval is not None:
        yield f"  Huella: {approval.subject.short}"
        yield f"  {told(approval, now())}"
