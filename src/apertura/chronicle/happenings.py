"""Folders to what happened: nothing is told that they do not hold, and no name of a file, which may be a person's."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

from apertura.durable import TEMPORARY
from apertura.publication.folder.versions import datasets, digest_of, versions
from apertura.release.files import CHECKSUMS
from apertura.storage import layout, register
from apertura.storage.approvals import read_act
from apertura.storage.receipt import read_receipt

Happening: TypeAlias = tuple[tuple[str, ...], Callable[[], Mapping[str, object]]]
"""What makes it one and no other, as ``Event.key`` does; and what tells of it, which reads."""

REPORT = "informe.json"


def happenings(root: Path) -> Iterator[Happening]:
    """Find every reception, verdict that stands, submission taken back, approval and publication; each kind by name."""
    # the folders of what was answered, or taken back, have the beginning of the hash for a name
    hashes: dict[str, set[str]] = {}
    for path in sorted(layout.archive(root).glob("??/*/recibos/[!.]*.json")):
        (garante, _, period), sha256 = path.stem.partition("_"), path.parents[1].name
        hashes.setdefault(layout.short(sha256), set()).add(sha256)
        yield ("recepcion", garante, period, sha256), partial(_reception, path)
    for folder in sorted(layout.reports(root).glob("*/*/*")):
        if _stands(folder):
            for sha256 in hashes.get(folder.name, ()):
                key = ("dictamen", folder.parents[1].name, folder.parent.name, sha256)
                yield key, partial(_verdict, folder, sha256)
    for path in sorted(layout.withdrawals(root).glob("*/*/*/[!.]*.json")):
        for sha256 in hashes.get(path.parent.name, ()):
            yield _key_of(path, sha256), partial(_withdrawal, path, sha256)
    for path in sorted(layout.approvals(root).glob("*/*/[!.]*.json")):
        yield ("aprobacion", *path.parts[-3:]), partial(_approval, path)
    for dataset in datasets(layout.published(root)):
        for number in versions(dataset):
            yield ("version", dataset.name, str(number)), partial(_publication, dataset / str(number))


def report_of(root: Path, fields: Mapping[str, str]) -> Path:
    """Return the report that an event of a verdict tells of."""
    return layout.reports(root) / fields["garante"] / fields["periodo"] / layout.short(fields["sha256"]) / REPORT


def withdrawal_of(root: Path, fields: Mapping[str, str]) -> Path:
    """Return the record that an event of a submission taken back, or handed in again, tells of."""
    folder = layout.withdrawals(root) / fields["garante"] / fields["periodo"] / layout.short(fields["sha256"])
    return folder / f"{layout.compact(datetime.fromisoformat(fields['instante']))}-{fields['que']}.json"


def checksums_of(root: Path, fields: Mapping[str, str]) -> Path:
    """Return the sums of the version that an event of a publication tells of."""
    return layout.published(root) / fields["conjunto"] / fields["version"] / CHECKSUMS


def approval_act_of(root: Path, fields: Mapping[str, str]) -> Path:
    """Return the record that an event of an approval tells of."""
    return layout.approvals(root) / fields["conjunto"] / fields["huella"] / fields["registro"]


def digest(path: Path) -> str | None:
    """Return the SHA-256 of a file; None where there is none."""
    return digest_of(path) if path.is_file() else None


def _stands(folder: Path) -> bool:
    unfinished = folder.name.startswith(TEMPORARY)
    return not unfinished and (folder / REPORT).exists() and not (folder / register.WAITS).exists()


def _reception(path: Path) -> Mapping[str, object]:
    submission = read_receipt(path.read_bytes())
    return {
        "que": "recepcion",
        "garante": submission.garante,
        "periodo": submission.period,
        "sha256": submission.sha256,
        "bytes": submission.size,
        "recibido": submission.received.isoformat(),
        "canal": submission.channel,
    }


def _verdict(folder: Path, sha256: str) -> Mapping[str, object]:
    content = (folder / REPORT).read_bytes()
    report = json.loads(content)
    tables = {table["conjunto"]: table["aceptada"] for table in report["tablas"] if table["conjunto"]}
    return {
        "que": "dictamen",
        "garante": folder.parents[1].name,
        "periodo": folder.parent.name,
        "sha256": sha256,
        "dictamen": "aceptada" if report["aceptada"] else "devuelta",
        "tablas": {name: "aceptada" if accepted else "devuelta" for name, accepted in tables.items()},
        "informe_sha256": hashlib.sha256(content).hexdigest(),
    }


def _key_of(path: Path, sha256: str) -> tuple[str, ...]:
    written, _, act = path.stem.rpartition("-")
    instant = datetime.strptime(written, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=UTC)
    return act, path.parents[2].name, path.parents[1].name, sha256, instant.isoformat()


def _withdrawal(path: Path, sha256: str) -> Mapping[str, object]:
    act, garante, period, _, instant = _key_of(path, sha256)
    return {
        "que": act,
        "garante": garante,
        "periodo": period,
        "sha256": sha256,
        "instante": instant,
        "acta_sha256": digest(path),
    }


def _approval(path: Path) -> Mapping[str, object]:
    content = path.read_bytes()
    act = read_act(content)
    # who said it, and why, is in the record
    return {
        "que": "aprobacion",
        "conjunto": act.subject.dataset,
        "version": act.subject.version,
        "huella": path.parent.name,
        "acto": act.act.value,
        "registro": path.name,
        "registro_sha256": hashlib.sha256(content).hexdigest(),
    }


def _publication(version: Path) -> Mapping[str, object]:
    return {
        "que": "version",
        "conjunto": version.parent.name,
        "version": version.name,
        "sumas_sha256": digest(version / CHECKSUMS),
    }
