"""`apertura acuse`: the acuse of what a body last handed in for a period, as JSON and as a page to print."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from apertura.cli.exits import Exit
from apertura.cli.sender import sender
from apertura.definitions import load
from apertura.durable import write_file
from apertura.errors import UsageError
from apertura.feedback.acuse import Standing, page, publication, sign
from apertura.feedback.phrases import phrases
from apertura.model.definition import Definitions
from apertura.model.submission import Submission
from apertura.publication.folder.standing import standing
from apertura.storage import archive, register
from apertura.storage.keys import current_key, keys_folder
from apertura.storage.layout import published


def run(arguments: argparse.Namespace) -> Exit:
    """Write both forms; that of reception was recorded when the file was received, that of publication is made now."""
    definitions = load(arguments.esquemas)
    garante, period = sender(Path("acuse"), arguments.garante, arguments.periodo, definitions)
    submission = _last(arguments.datos, garante, period)
    key = current_key(keys_folder())
    kind = "acuse_publicacion" if arguments.publicado else "acuse_recepcion"
    if arguments.publicado:
        acuse = sign(publication(submission, _standings(arguments.datos, submission, definitions), definitions), key)
    else:
        acuse = (register.report_folder(arguments.datos, submission) / register.ACUSE).read_bytes()
    base: Path = arguments.salida or Path(f"{kind}_{garante}_{period}.pdf")
    write_file(base.with_suffix(".json"), acuse)
    write_file(base.with_suffix(".pdf"), page(acuse, definitions, key))
    if key is None:
        sys.stderr.write(f"{phrases('es', 'acuse').say('no.key')}\n")
    sys.stdout.write(f"{base.with_suffix('.pdf')}\n{base.with_suffix('.json')}\n")
    return Exit.ACCEPTED


def _last(root: Path, garante: str, period: str) -> Submission:
    answered = [
        submission
        for submission in archive.answered(root, garante, period)
        if (register.report_folder(root, submission) / register.ACUSE).exists()
    ]
    if not answered:
        raise UsageError(phrases("es", "acuse").say("none", garante=garante, period=period, root=str(root)))
    return max(answered, key=lambda each: (each.received, each.sha256))


def _standings(root: Path, submission: Submission, definitions: Definitions) -> tuple[Standing, ...]:
    found = tuple(_found(root, submission, definitions))
    if not found:
        said = phrases("es", "acuse")
        raise UsageError(said.say("not.published", garante=submission.garante, period=submission.period))
    return found


def _found(root: Path, submission: Submission, definitions: Definitions) -> Iterator[Standing]:
    for dataset in definitions.datasets:
        if (place := standing(published(root), dataset, submission)) is not None:
            yield Standing(dataset, str(place.number), place.sha256)
