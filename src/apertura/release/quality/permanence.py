"""Whether what was published stays, and each file can be told from any other."""

from typing import Any

import polars as pl

from apertura.release.canonical_csv import read_csv
from apertura.release.coverage import State
from apertura.release.files import HISTORY
from apertura.release.phrases import say
from apertura.release.quality.finding import Finding, Parameters, met, unknown, unmet
from apertura.release.quality.subject import Subject
from apertura.release.quality.words import named

_TABLE = ["organismo_id", "periodo_id"]


def whole_history(subject: Subject, _asked: Parameters) -> Finding:
    """Whether the descriptor lists this version and each one before it."""
    told = _versions(subject.descriptor)
    if subject.previous is None:
        return met(say("quality.history.first", version=subject.descriptor["version"]))
    before = [str(subject.previous.number), *_versions(subject.previous.descriptor)]
    lost = [version for version in dict.fromkeys(before) if version not in told]
    if lost:
        return unmet(say("quality.history.lost", len(lost), names=named(lost)))
    return met(say("quality.history.whole", len(told), previous=subject.previous.number))


def nothing_withdrawn(subject: Subject, _asked: Parameters) -> Finding:
    """Whether every table (body and period) of the version before is in this one."""
    if subject.previous is None:
        return unknown(say("quality.withdrawn.first"))
    if not subject.previous.coverage:
        return unknown(say("quality.withdrawn.derived"))
    before, now = (_standing(coverage) for coverage in (read_csv(subject.previous.coverage), subject.coverage))
    gone = before.join(now, on=_TABLE, how="anti").height
    tables, version = say("quality.tables", before.height), subject.previous.number
    if gone:
        return unmet(say("quality.withdrawn.some", gone, tables=tables, previous=version))
    return met(say("quality.withdrawn.none", before.height, previous=version))


def fingerprinted_files(subject: Subject, _asked: Parameters) -> Finding:
    """Whether the version has a number and each of its files a SHA-256."""
    resources = subject.descriptor["resources"]
    bare = [each["path"] for each in resources if not str(each.get("hash", "")).startswith("sha256:")]
    files = say("quality.files", len(resources))
    if not subject.descriptor.get("version"):
        return unmet(say("quality.hashes.unnumbered"))
    if bare:
        return unmet(say("quality.hashes.bare", len(bare), files=files, names=named(bare)))
    return met(say("quality.hashes.all", files=files, version=subject.descriptor["version"]))


def _standing(coverage: pl.DataFrame) -> pl.DataFrame:
    states = [State.ACEPTADA.value, State.ADICIONAL.value]
    return coverage.filter(pl.col("estado").is_in(states)).select(_TABLE)


def _versions(descriptor: Any) -> list[str]:
    return [entry["version"] for entry in descriptor.get(HISTORY, [])]
