"""`apertura recibir`: files archived, judged and answered."""

import argparse
import sys
from pathlib import Path

from apertura import feedback
from apertura.cli.check import exit_of
from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.cli.sender import sender
from apertura.definitions import load
from apertura.ingest import ingest
from apertura.model.definition import Definitions
from apertura.storage import archive, register
from apertura.storage.lease import hold
from apertura.storage.workspace import channel


def run(arguments: argparse.Namespace) -> Exit:
    """Receive each file and print its letter; the gravest exit code of all is the command's."""
    definitions = load(arguments.esquemas)
    senders = [sender(file, arguments.garante, arguments.periodo, definitions) for file in arguments.archivos]
    with hold(arguments.datos):
        return max(
            _receive(arguments.datos, file, *who, definitions)
            for file, who in zip(arguments.archivos, senders, strict=True)
        )


def _receive(root: Path, file: Path, garante: str, period: str, definitions: Definitions) -> Exit:
    submission, _ = archive.receive(
        root, garante, period, file.name, file.read_bytes(), now=now(), channel=channel(root, "recibir")
    )
    if register.judged(root, submission):
        folder = register.report_folder(root, submission)
        sys.stdout.write(f"«{file.name}» ya se había recibido; la respuesta está en {folder}.\n")
        return Exit.ACCEPTED
    verdicts = ingest(root, submission, definitions, now=now())
    sys.stdout.write(feedback.letter(verdicts, definitions, form="texto"))
    return exit_of(verdicts)
