"""Answers that nobody was told of to mails, each written down before it is sent and after it was."""

import hashlib
import json
import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from apertura.errors import MailRefusedError, MailUncertainError, MailUnreachableError
from apertura.feedback.acuse import page
from apertura.model.definition import Definitions
from apertura.model.seal import SigningKey
from apertura.outbox.compose import Answer, compose, message_id
from apertura.outbox.hand_over import hand_over
from apertura.outbox.ledger import Entry, Fate, entries, forget, write
from apertura.outbox.settings import MailSettings
from apertura.storage import layout, register
from apertura.storage.withdrawals import is_taken_back

logger = logging.getLogger(__name__)

_NOTES = 8
"""Notes of a mail that are written at a time."""

_STATES = {"sent": "enviado", "refused": "rechazado", "uncertain": "incierto"}


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the answers to one body: ``state`` is the id of the phrase that tells it, ``count`` how many."""

    garante: str
    state: str
    count: int
    said: str = ""


@dataclass(frozen=True, slots=True)
class _Due:
    garante: str
    pending: tuple[Path, ...]
    waits: Sent | None


def send(
    root: Path,
    definitions: Definitions,
    settings: MailSettings,
    key: SigningKey | None,
    *,
    now: datetime,
    pause: float = 2,
    again: bool = False,
) -> Iterator[Sent]:
    """Tell each body of the answers it was not told of, in one mail; whoever was told lately waits.

    With ``again``, what the server refused for good counts as never tried. A server that cannot be reached for one mail
    is not asked for the others: they wait for the next run.
    Without a server the mails are files in ``salida/correo/``. A run that dies between the sending of a mail and the
    writing down of it sends it again, with the same Message-ID, by which a mail program knows it for the same.
    """
    unreachable = None
    # both what sets a page and what draws its code leave the interpreter to others meanwhile
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        written = partial(pool.map, partial(_answer, definitions=definitions, key=key))
        for due, answers in _ahead(_dues(root, definitions, settings, now, again=again), written):
            if due.waits:
                yield due.waits
                continue
            try:
                if unreachable is None:
                    yield _logged(_told(root, due.garante, list(answers), definitions, settings, now, pause))
            except MailUnreachableError as error:
                unreachable = str(error)
            if unreachable is not None:
                yield _logged(Sent(due.garante, "uncertain", len(due.pending), unreachable))


def _dues(
    root: Path, definitions: Definitions, settings: MailSettings, now: datetime, *, again: bool
) -> Iterator[_Due]:
    for garante in sorted(path.name for path in layout.reports(root).glob("*") if path.name in definitions.garantes):
        if again:
            forget(_ledger(root, garante), Fate.REFUSED)
        known = entries(_ledger(root, garante))
        pending = _again(tuple(_pending(root, garante, known)), known)
        if pending:
            yield _Due(garante, pending, _waits(garante, pending, known, settings, now))


def _ahead(
    dues: Iterable[_Due], written: Callable[[Sequence[Path]], Iterable[Answer]]
) -> Iterator[tuple[_Due, Iterable[Answer]]]:
    """Give what is due to each body, written while the body before is told: one ahead, not all."""
    before: tuple[_Due, Iterable[Answer]] | None = None
    for due in dues:
        coming = (due, () if due.waits else written(due.pending))
        if before is not None:
            yield before
        before = coming
    if before is not None:
        yield before


def _waits(
    garante: str, pending: Sequence[Path], known: dict[str, Entry], settings: MailSettings, now: datetime
) -> Sent | None:
    """Tell of a body that nobody can write to, or that was written to lately and has no mail begun; None of others."""
    if settings.host is not None and not settings.contacts.get(garante):
        return Sent(garante, "no.contact", len(pending))
    lately = any(each.fate is Fate.SENT and now - each.when < settings.cooling for each in known.values())
    begun = any(_id(folder) in known for folder in pending)
    return Sent(garante, "cooling", len(pending)) if lately and not begun else None


def _told(
    root: Path,
    garante: str,
    answers: Sequence[Answer],
    definitions: Definitions,
    settings: MailSettings,
    now: datetime,
    pause: float,
) -> Sent:
    recipients = settings.contacts.get(garante, ())
    name = message_id(answers, settings.sender)
    _note(root, garante, answers, name, Fate.SENDING, now)
    mail = compose(answers, settings.sender, recipients, now, definitions)
    try:
        said = hand_over(root, garante, name[1:17], mail, recipients, settings, pause=pause)
    except MailUncertainError as error:
        return Sent(garante, "uncertain", len(answers), str(error))
    except MailRefusedError as error:
        _note(root, garante, answers, name, Fate.REFUSED, now, str(error))
        return Sent(garante, "refused", len(answers), str(error))
    _note(root, garante, answers, name, Fate.SENT, now, said)
    return Sent(garante, "sent", len(answers), said)


def _logged(sent: Sent) -> Sent:
    told = {"garante": sent.garante, "estado": _STATES[sent.state], "respuestas": sent.count}
    logger.info("%s: correo %s", sent.garante, _STATES[sent.state], extra={"que": "correo", **told})
    return sent


def _pending(root: Path, garante: str, known: dict[str, Entry]) -> Iterator[Path]:
    for folder in sorted((layout.reports(root) / garante).glob("*/*")):
        # an answer that waits for rows of other datasets may yet be another
        final = (folder / register.ACUSE).exists() and not (folder / register.WAITS).exists()
        if final and not is_taken_back(root, garante, folder.parent.name, folder.name):
            entry = known.get(_id(folder))
            if entry is None or entry.fate is Fate.SENDING:
                yield folder


def _again(pending: tuple[Path, ...], known: dict[str, Entry]) -> tuple[Path, ...]:
    """Take, of what is pending, the answers of the mail that was begun, where one was: it goes first, as it was."""
    begun = [known[id_].message_id for folder in pending if (id_ := _id(folder)) in known]
    same = (folder for folder in pending if (entry := known.get(_id(folder))) and entry.message_id == begun[0])
    return tuple(same) if begun else pending


def _id(folder: Path) -> str:
    letter = hashlib.sha256((folder / "carta.txt").read_bytes()).hexdigest()
    return f"{folder.parent.name}-{folder.name}-{letter[:8]}"


def _answer(folder: Path, definitions: Definitions, key: SigningKey | None) -> Answer:
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    report = json.loads(files["informe.json"])
    files["acuse.pdf"] = page(files[register.ACUSE], definitions, key)
    return Answer(
        id=_id(folder),
        garante=folder.parent.parent.name,
        period=folder.parent.name,
        filename=report["entrega"]["archivo"],
        verdict="accepted" if report["aceptada"] else "returned",
        files=files,
    )


def _ledger(root: Path, garante: str) -> Path:
    return layout.outbox(root) / "estado" / garante


def _note(
    root: Path, garante: str, answers: Sequence[Answer], name: str, fate: Fate, now: datetime, said: str = ""
) -> None:
    told = [Entry(answer.id, name, fate, now, said) for answer in answers]
    # each waits for the disk, and together they wait once
    with ThreadPoolExecutor(_NOTES) as pool:
        list(pool.map(partial(write, _ledger(root, garante)), told))
