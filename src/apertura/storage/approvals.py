"""What operators said of publications to its record, and back: a file for each act, never changed or removed."""

import json
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from apertura.durable import write_file
from apertura.errors import ApprovalError, DamagedStorageError
from apertura.model.approval import Approval, ApprovalAct, ApprovalState, ApprovalStep, Subject
from apertura.storage import layout
from apertura.storage.receipt import document

_INSTANT = timedelta(microseconds=1)
_LONGEST = {"nombre": 200, "motivo": 2000}


def of(root: Path, subject: Subject) -> Approval:
    """Read what was asked and said of a subject; DamagedStorageError where a record is none."""
    return Approval(subject, tuple(act for act in _acts(_folder(root, subject)) if act.subject == subject))


def every(root: Path) -> tuple[ApprovalAct, ...]:
    """Read all acts, the oldest first; what cannot be read is told by who publishes what it is about."""
    found = (act for folder in layout.approvals(root).glob("*/*") for act in _legible(folder))
    return tuple(sorted(found, key=lambda act: (act.at, act.subject.dataset)))


def ask(root: Path, subject: Subject, term: timedelta, *, now: datetime, channel: str) -> ApprovalAct:
    """Put on record that a subject waits for an answer from ``now`` on, for as long as its term.

    Raises ApprovalError where it waits already, or has its yes.
    """
    before = of(root, subject)
    if before.state(now) in (ApprovalState.WAITS, ApprovalState.APPROVED):
        already = "espera respuesta" if before.state(now) is ApprovalState.WAITS else "está aprobada"
        raise ApprovalError(f"{subject.dataset} {subject.version} ya {already}: no hay que pedirla otra vez.")
    at = _after(before, now)
    return _keep(root, ApprovalAct(subject, ApprovalStep.ASKED, at, channel, until=at + term))


def decide(
    root: Path, subject: Subject, *, approved: bool, who: str, reason: str, channel: str, now: datetime
) -> ApprovalAct:
    """Put a yes or a no on record, with the name of who says it and why; the last one counts.

    Raises ApprovalError where a name or a reason is missing or too long, and where what was asked has lapsed.
    """
    before = of(root, subject)
    if before.state(now) is ApprovalState.LAPSED:
        raise ApprovalError(
            f"La aprobación de {subject.dataset} {subject.version} venció sin respuesta; hay que pedirla otra vez."
        )
    said = {"nombre": _plain(who), "motivo": _plain(reason)}
    for name, text in said.items():
        if not text:
            raise ApprovalError(f"Falta el {name} de quien responde." if name == "nombre" else "Falta el motivo.")
        if len(text) > _LONGEST[name]:
            raise ApprovalError(f"El {name} tiene más de {_LONGEST[name]:,} caracteres.")
    act = ApprovalStep.APPROVED if approved else ApprovalStep.REJECTED
    return _keep(root, ApprovalAct(subject, act, _after(before, now), channel, None, said["nombre"], said["motivo"]))


def read_act(content: bytes) -> ApprovalAct:
    """Read a record; KeyError or ValueError where it is none."""
    fields = json.loads(content)
    until = fields["vence"]
    return ApprovalAct(
        subject=Subject(fields["conjunto"], fields["version"], fields["anterior"], fields["huella"]),
        act=ApprovalStep(fields["acto"]),
        at=datetime.fromisoformat(fields["cuando"]),
        channel=fields["canal"],
        until=None if until is None else datetime.fromisoformat(until),
        who=fields["quien"],
        reason=fields["motivo"],
    )


def _keep(root: Path, act: ApprovalAct) -> ApprovalAct:
    subject = act.subject
    fields = {
        "conjunto": subject.dataset,
        "version": subject.version,
        "anterior": subject.base,
        "huella": subject.digest,
        "acto": act.act.value,
        "cuando": act.at.isoformat(),
        "vence": act.until and act.until.isoformat(),
        "quien": act.who,
        "motivo": act.reason,
        "canal": act.channel,
    }
    name = f"{layout.compact(act.at)}-{act.act}.json"
    write_file(_folder(root, subject) / name, document(fields), read_only=True)
    return act


def _acts(folder: Path) -> tuple[ApprovalAct, ...]:
    # names begin with the instant, and hidden ones are not finished
    return tuple(_read(path) for path in sorted(folder.glob("[!.]*.json")))


def _read(path: Path) -> ApprovalAct:
    try:
        return read_act(path.read_bytes())
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedStorageError(f"{path} ya no es el registro de una aprobación: no se puede leer.") from error


def _legible(folder: Path) -> Iterator[ApprovalAct]:
    with suppress(DamagedStorageError):
        yield from _acts(folder)


def _folder(root: Path, subject: Subject) -> Path:
    return layout.approvals(root) / subject.dataset / subject.short


def _after(before: Approval, now: datetime) -> datetime:
    # a clock that was put back puts no act before one that is on record
    return now if before.last is None else max(now, before.last.at + _INSTANT)


def _plain(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
