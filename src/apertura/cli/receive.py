"""`apertura recibir`: files archived, judged and answered."""

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from apertura import chronicle, feedback
from apertura.cli.check import exit_of
from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.cli.sender import sender
from apertura.definitions import load
from apertura.ingest import ingest
from apertura.intake.read import Read
from apertura.isolation import isolated
from apertura.model.definition import Definitions
from apertura.storage import archive, register
from apertura.storage.lease import hold
from apertura.storage.withdrawals import Act, note, taken_back
from apertura.storage.workspace import channel


def run(arguments: argparse.Namespace) -> Exit:
    """Receive each file and print its letter; the gravest exit code of all is the command's."""
    with isolated() as read:
        return _receive_each(arguments, load(arguments.esquemas), read)


def _receive_each(arguments: argparse.Namespace, definitions: Definitions, read: Read) -> Exit:
    senders = [sender(file, arguments.garante, arguments.periodo, definitions) for file in arguments.archivos]
    instant = now()
    with hold(arguments.datos):
        gravest = max(
            _receive(arguments.datos, file, *who, definitions, read, instant, place)
            for place, (file, who) in enumerate(zip(arguments.archivos, senders, strict=True))
        )
        chronicle.note(arguments.datos, now=instant)
    return gravest


def _receive(
    root: Path,
    file: Path,
    garante: str,
    period: str,
    definitions: Definitions,
    read: Read,
    instant: datetime,
    place: int,
) -> Exit:
    content, how = file.read_bytes(), channel(root, "recibir")
    submission, _ = archive.receive(root, garante, period, file.name, content, now=instant, place=place, channel=how)
    if taken_back(root, submission) is not None:
        note(root, submission, Act.HANDED_IN_AGAIN, by=None, now=instant)
    if register.judged(root, submission):
        return _answer_again(register.report_folder(root, submission), file.name)
    verdicts = ingest(root, submission, definitions, now=instant, read=read)
    sys.stdout.write(feedback.letter(verdicts, definitions, form="texto"))
    return exit_of(verdicts)


def _answer_again(folder: Path, name: str) -> Exit:
    sys.stdout.write(f"«{name}» ya se había recibido, y esta fue la respuesta ({folder}):\n\n")
    sys.stdout.write((folder / "carta.txt").read_text(encoding="utf-8"))
    report = json.loads((folder / "informe.json").read_bytes())
    if report["aceptada"]:
        return Exit.ACCEPTED
    return Exit.RETURNED if any(table["conjunto"] for table in report["tablas"]) else Exit.UNREADABLE
