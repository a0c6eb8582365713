"""Verdicts of a submission, or the versions they were published in, to what an acuse says."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apertura import __version__
from apertura.feedback.echo import LISTED, echo
from apertura.model.definition import Definitions
from apertura.model.submission import DEMO_CHANNEL, Submission, Verdict

VERSION = 1
"""Version of what an acuse says; a new one for any change that is not an addition."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the rows of a submission stand published: dataset, version, and SHA-256 of the version's SHA256SUMS."""

    dataset: str
    version: str
    sha256: str


def reception(verdicts: Sequence[Verdict], definitions: Definitions) -> dict[str, object]:
    """Say what was received of whom and when, and each verdict with the contract (schema and rules) it rests on.

    Texts and whole numbers only, so that its canonical form (RFC 8785) is the same in any language.
    """
    submission = verdicts[0].submission
    return {
        **_heading("acuse_de_recepcion", submission, definitions),
        "dictamenes": [_verdict(verdict, definitions) for verdict in verdicts],
    }


def publication(submission: Submission, standings: Sequence[Standing], definitions: Definitions) -> dict[str, object]:
    """Say in which versions the rows of a submission stand published."""
    published = [{"conjunto": each.dataset, "version": each.version, "sha256": each.sha256} for each in standings]
    return {**_heading("acuse_de_publicacion", submission, definitions), "publicado": published}


def _heading(kind: str, submission: Submission, definitions: Definitions) -> dict[str, object]:
    garante = definitions.garantes[submission.garante]
    return {
        "version_acuse": VERSION,
        "tipo": kind,
        "folio": folio(kind, submission),
        "garante": garante.id,
        "organismo": garante.name,
        "periodo": submission.period,
        "archivo": echo(submission.filename, LISTED),
        "sha256": submission.sha256,
        "bytes": submission.size,
        "recibido": submission.received.isoformat(),
        "programa": f"apertura {__version__}",
        "demostracion": submission.channel == DEMO_CHANNEL,
    }


def folio(kind: str, submission: Submission) -> str:
    """Return the number of an acuse, made of what it is of: the same submission has the same, whoever asks and when."""
    of = f"{kind} {submission.garante} {submission.period} {submission.sha256} {submission.received.isoformat()}"
    return f"{submission.garante}-{submission.period}-{hashlib.sha256(of.encode()).hexdigest()[:10].upper()}"


def _verdict(verdict: Verdict, definitions: Definitions) -> Mapping[str, object]:
    if verdict.dataset is None:
        return {"conjunto": None, "aceptada": False, "filas": 0, "conteos": _counts(verdict), "contrato": None}
    return {
        "conjunto": verdict.dataset,
        "aceptada": verdict.accepted,
        "filas": verdict.rows,
        "conteos": _counts(verdict),
        "contrato": definitions.datasets[verdict.dataset].contract,
    }


def _counts(verdict: Verdict) -> dict[str, int]:
    return {severity.value: count for severity, count in verdict.counts.items() if count}
