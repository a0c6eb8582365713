"""`apertura corregir`: what may be corrected in a file, and a copy of it with what was accepted."""

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

from apertura.cli.check import exit_of, verdicts_of
from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.cli.sender import sender
from apertura.definitions import load
from apertura.durable import write_file
from apertura.errors import UsageError
from apertura.feedback.echo import echo
from apertura.feedback.phrases import Phrases, phrases
from apertura.feedback.repair import Corrected, apply, log, propose
from apertura.intake.read import Read
from apertura.isolation import isolated
from apertura.model.definition import Definitions
from apertura.model.repair import Repair
from apertura.storage.corrections import keep
from apertura.validation.personal_data.hide import hide

_SHOWN = 5


def run(arguments: argparse.Namespace) -> Exit:
    """List the corrections by kind, ask which to make or take those named, write the copy, and judge it.

    Nothing is written over the file, nor over another.
    """
    target: Path = arguments.salida or arguments.archivo.with_name(f"{arguments.archivo.stem}_corregido.xlsx")
    said = phrases("es", "correcciones")
    by = arguments.por or said.say("by")
    _check_usage(target, by, said)
    with isolated() as read:
        definitions = load(arguments.esquemas)
        verdicts = verdicts_of(arguments, definitions, read)
        found = propose(verdicts, definitions)
        if not found:
            sys.stdout.write(f"{said.say('none')}\n")
            return Exit.ACCEPTED
        accepted = _accepted(found, arguments.aceptar, said)
        if not accepted:
            sys.stdout.write(f"{said.say('nothing')}\n")
            return Exit.RETURNED
        content = arguments.archivo.read_bytes()
        corrected = apply(content, verdicts, accepted, definitions, read=read)
        if corrected is None:
            raise UsageError(said.say("unreadable", file=arguments.archivo.name))
        _keep(arguments, target, by, content, corrected, definitions)
        return _told(arguments, target, accepted, corrected, definitions, read, said)


def _check_usage(target: Path, by: str, said: Phrases) -> None:
    if target.suffix.lower() != ".xlsx":
        raise UsageError(said.say("no.xlsx", file=target.name))
    if target.exists():
        raise UsageError(said.say("taken", file=str(target)))
    if hide(by) != by:
        raise UsageError(said.say("personal"))


def _accepted(found: Sequence[Repair], named: Sequence[str], said: Phrases) -> list[Repair]:
    kinds = dict.fromkeys((repair.rule, repair.title) for repair in found)
    for unknown in set(named) - {rule for rule, _ in kinds}:
        known = ", ".join(rule for rule, _ in kinds)
        raise UsageError(said.say("unknown", rule=unknown, known=known))
    accepted: list[Repair] = []
    for rule, title in kinds:
        mine = [repair for repair in found if repair.rule == rule]
        sys.stdout.write(_listed(rule, title, mine, said))
        if rule in named or (not named and sys.stdin.isatty() and _says_yes(said.say("ask", len(mine)))):
            accepted += mine
    if not named and not sys.stdin.isatty():
        sys.stdout.write(f"{said.say('how')}\n")
    return accepted


def _listed(rule: str, title: str, repairs: Sequence[Repair], said: Phrases) -> str:
    lines = [said.say("kind", len(repairs), title=title, rule=rule)]
    for repair in repairs[:_SHOWN]:
        place = f"{echo(repair.sheet)}!{repair.cell}" if repair.sheet else repair.cell
        lines.append(f"  {place}: «{echo(repair.before)}» → «{echo(repair.after)}»")
    if len(repairs) > _SHOWN:
        lines.append(f"  {said.say('more', len(repairs) - _SHOWN)}")
    return "".join(f"{line}\n" for line in lines)


def _says_yes(question: str) -> bool:
    sys.stdout.write(f"{question} ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in ("s", "si", "sí")


def _keep(
    arguments: argparse.Namespace, target: Path, by: str, content: bytes, corrected: Corrected, definitions: Definitions
) -> None:
    """Write the record before the copy: a copy of which nothing is on record must not be."""
    whose = sender(arguments.archivo, arguments.garante, arguments.periodo, definitions)
    hashes = hashlib.sha256(content).hexdigest(), hashlib.sha256(corrected.content).hexdigest()
    if corrected.done:
        keep(arguments.datos, whose, hashes, log(corrected.done, whose, by, now(), hashes))
    write_file(target, corrected.content)


def _told(
    arguments: argparse.Namespace,
    target: Path,
    accepted: Sequence[Repair],
    corrected: Corrected,
    definitions: Definitions,
    read: Read,
    said: Phrases,
) -> Exit:
    sys.stdout.write(f"{said.say('done', len(corrected.done), file=str(target))}\n")
    if corrected.converted:
        sys.stdout.write(f"{said.say('converted')}\n")
    for repair in (each for each in accepted if each not in corrected.done):
        sys.stdout.write(f"{said.say('formula', cell=repair.cell)}\n")
    again = argparse.Namespace(**vars(arguments))
    again.garante, again.periodo = sender(arguments.archivo, arguments.garante, arguments.periodo, definitions)
    again.archivo = target
    verdicts = verdicts_of(again, definitions, read)
    left = sum(issue.type.severity.returns for verdict in verdicts for issue in verdict.issues)
    sys.stdout.write(f"{said.say('left', left) if left else said.say('fine')}\n")
    return exit_of(verdicts)
