"""Submission to Verdicts: judged, answered and recorded. The first of the two verbs."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from pydantic_core import to_json

from apertura import feedback
from apertura.feedback.acuse import reception, sign
from apertura.intake.read import Read, read
from apertura.judge import failed, judge, not_judged
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.submission import Submission, Verdict
from apertura.model.version import Acceptance
from apertura.storage import archive, register
from apertura.storage.keys import current_key, keys_folder
from apertura.storage.layout import content_folder
from apertura.validation.personal_data.conceal import PERSONAL

logger = logging.getLogger(__name__)

_OF_OTHER_DATASETS = frozenset({"foreign-key-dataset", "fila-en-tabla-devuelta"})
ANNOTATED = "anotado.xlsx"
_WAITING = "Esta respuesta vale hasta que se acepten las filas de otros conjuntos que el archivo nombra.\n"


@dataclass(frozen=True, slots=True)
class Considered:
    """A submission judged and answered: its verdicts, and the files of the answer by name."""

    verdicts: tuple[Verdict, ...]
    documents: Mapping[str, bytes]


def ingest(
    root: Path, submission: Submission, definitions: Definitions, *, now: datetime, read: Read = read
) -> tuple[Verdict, ...]:
    """Judge an archived submission and record verdicts, answer and accepted tables under ``root``."""
    considered = consider(root, submission, definitions, read)
    record(root, considered, definitions, now=now)
    return considered.verdicts


def consider(
    root: Path,
    submission: Submission,
    definitions: Definitions,
    read: Read,
    at_hand: Callable[[Path], None] = lambda _: None,
) -> Considered:
    """Judge an archived submission and write its answer, recording nothing; ``read`` says where its bytes are read.

    ``at_hand`` is called with each folder under ``root`` before it is looked into, by who has not all of it.
    """
    prepare = cache(at_hand)

    def accepted(
        definition: DatasetDefinition, garante: str | None = None, period: str | None = None
    ) -> tuple[Acceptance, ...]:
        for place in register.places(root, definition, garante):
            prepare(place)
        return register.acceptances(root, definition, garante, period)

    prepare(content_folder(root, submission.sha256))
    content = archive.load(root, submission)
    verdicts = judge(content, submission, definitions, accepted=accepted, read=read)
    return Considered(verdicts, {**answer(verdicts, definitions), **annotated(content, verdicts, definitions, read)})


def given_up(submission: Submission, definitions: Definitions) -> Considered:
    """Answer for a submission that our machine could not judge."""
    verdicts = (not_judged(submission, definitions),)
    return Considered(verdicts, answer(verdicts, definitions))


def record(root: Path, considered: Considered, definitions: Definitions, *, now: datetime) -> None:
    """Record verdicts, answer with its acuse, and accepted tables under ``root``.

    A submission that our machine failed on is not recorded, so that the next run tries it again.
    """
    if not any(failed(verdict) for verdict in considered.verdicts):
        contracts = {name: definition.contract for name, definition in definitions.datasets.items()}
        acuse = sign(reception(considered.verdicts, definitions), current_key(keys_folder()))
        documents = {**considered.documents, register.ACUSE: acuse}
        register.record(root, considered.verdicts, documents, accepted=now, contracts=contracts)
        _log(considered.verdicts)


def _log(verdicts: Sequence[Verdict]) -> None:
    submission, fate = verdicts[0].submission, _fate(all(verdict.accepted for verdict in verdicts))
    told = {
        "garante": submission.garante,
        "periodo": submission.period,
        "sha256": submission.sha256,
        "dictamen": fate,
        "tablas": {each.dataset: _fate(each.accepted) for each in verdicts if each.dataset},
    }
    logger.info("%s %s: %s", submission.garante, submission.period, fate, extra={"que": "dictamen", **told})


def _fate(accepted: bool) -> str:  # noqa: FBT001
    return "aceptada" if accepted else "devuelta"


def answer(verdicts: Sequence[Verdict], definitions: Definitions) -> Mapping[str, bytes]:
    """Write the answer to the steward as files: letter as text, Markdown and HTML, report as JSON (all UTF-8).

    An answer that ``waits`` has a document more that says so.
    """
    report = to_json(feedback.report(verdicts, definitions), indent=1)
    letters = feedback.letters(verdicts, definitions)
    documents = {
        "carta.txt": letters["texto"].encode(),
        "carta.md": letters["markdown"].encode(),
        "carta.html": letters["html"].encode(),
        "informe.json": report + b"\n",
    }
    return documents | ({register.WAITS: _WAITING.encode()} if waits(verdicts) else {})


def annotated(content: bytes, verdicts: Sequence[Verdict], definitions: Definitions, read: Read) -> Mapping[str, bytes]:
    """Write the marked workbook of a submission that has something to correct.

    There is none of what holds personal data: those stay in the file as received.
    """
    returning = [issue.type for verdict in verdicts for issue in verdict.issues if issue.type.severity.returns]
    if not returning or any(type_.code.startswith(PERSONAL) for type_ in returning):
        return {}
    from apertura.feedback.annotate import annotate

    marked = annotate(content, verdicts, definitions, read=read)
    return {ANNOTATED: marked.content} if marked else {}


def waits(verdicts: Sequence[Verdict]) -> bool:
    """Whether the same file may be answered otherwise once rows of other datasets, which it names, are accepted."""
    return any(issue.type.code in _OF_OTHER_DATASETS for verdict in verdicts for issue in verdict.issues)
