"""`apertura validar`: a file's verdict, without handing it in."""

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from functools import partial

from apertura import feedback
from apertura.cli.clock import now
from apertura.cli.exits import Exit
from apertura.cli.save_annotated import refuse_target, save_annotated
from apertura.cli.sender import sender
from apertura.definitions import load
from apertura.errors import UnknownDatasetError, UsageError
from apertura.intake.read import Read
from apertura.isolation import isolated
from apertura.judge import failed, judge
from apertura.model.definition import Definitions
from apertura.model.submission import Submission, Verdict
from apertura.storage import register


def run(arguments: argparse.Namespace) -> Exit:
    """Judge one file, print the letter or the report, keep nothing."""
    if arguments.canonico is not None:
        raise UsageError("--canonico escribe lo que cumple un esquema propio: diga cuál con --esquema.")
    if arguments.anotado is not None:
        refuse_target(arguments)
    with isolated() as read:
        definitions = load(arguments.esquemas)
        verdicts = verdicts_of(arguments, definitions, read)
        if arguments.anotado is not None:
            save_annotated(arguments, verdicts, definitions, read)
    if arguments.formato == "json":
        sys.stdout.write(json.dumps(feedback.report(verdicts, definitions), ensure_ascii=False, indent=1) + "\n")
    elif arguments.formato == "pdf":
        sys.stdout.buffer.write(feedback.printed(feedback.to_print(verdicts, definitions, language=arguments.idioma)))
    else:
        sys.stdout.write(feedback.letter(verdicts, definitions, language=arguments.idioma, form=arguments.formato))
    return exit_of(verdicts)


def verdicts_of(arguments: argparse.Namespace, definitions: Definitions, read: Read) -> tuple[Verdict, ...]:
    """Judge the file of a command, keeping nothing."""
    garante, period = sender(arguments.archivo, arguments.garante, arguments.periodo, definitions)
    content = arguments.archivo.read_bytes()
    submission = Submission(
        garante=garante,
        period=period,
        filename=arguments.archivo.name,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        received=now(),
        channel="validar",
    )
    accepted = partial(register.acceptances, arguments.datos)
    datasets = _datasets(arguments.conjunto, definitions)
    return judge(content, submission, definitions, datasets, accepted=accepted, strict=False, read=read)


def exit_of(verdicts: Sequence[Verdict]) -> Exit:
    """Return the exit code of a file's verdicts: all accepted, some returned, unreadable, or our own failure."""
    if any(failed(verdict) for verdict in verdicts):
        return Exit.OUR_FAILURE
    if any(verdict.dataset is None for verdict in verdicts):
        return Exit.UNREADABLE
    return Exit.ACCEPTED if all(verdict.accepted for verdict in verdicts) else Exit.RETURNED


def _datasets(name: str | None, definitions: Definitions) -> tuple[str, ...] | None:
    if name is None:
        return None
    return (known_dataset(name, definitions),)


def known_dataset(name: str, definitions: Definitions) -> str:
    """Return the name of a dataset that is handed in; UnknownDatasetError where there is none such."""
    if name in definitions.derived:
        raise UnknownDatasetError(f"«{name}» se calcula de otros conjuntos, y nadie lo entrega.")
    if name not in definitions.datasets:
        known = ", ".join(sorted(definitions.datasets))
        raise UnknownDatasetError(f"No hay un conjunto de datos «{name}»; los que hay son: {known}.")
    return name
