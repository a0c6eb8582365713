"""Verdicts to their records: the answer to the steward, and the act of accepting a table."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from apertura import __version__
from apertura.durable import TEMPORARY, remove_file, write_file, write_folder
from apertura.errors import DamagedStorageError
from apertura.model.definition import DatasetDefinition
from apertura.model.submission import Submission, Verdict
from apertura.model.table import CanonicalTable
from apertura.model.version import Acceptance
from apertura.storage import corrections, layout, withdrawals
from apertura.storage.receipt import as_fields, document, from_fields
from apertura.storage.tables import read_table, write_table

ACT = "aceptacion.json"
TABLE = "tabla.parquet"
ACUSE = "acuse.json"
"""Document of an answer that says, signed, what was received and what became of it."""

WAITS = "espera.txt"
"""Document of an answer that holds only until rows of other datasets are accepted."""


def record(
    root: Path,
    verdicts: Sequence[Verdict],
    documents: Mapping[str, bytes],
    *,
    accepted: datetime,
    contracts: Mapping[str, str],
) -> None:
    """Record the verdicts on one submission: each accepted table first, the answer last.

    ``documents`` are the files of the answer by name; ``contracts`` the contract of each dataset. What was recorded
    before is left as it is: acceptance is an act, and new rules do not rewrite it. Only an answer with the document
    WAITS is replaced. A run that dies on the way leaves a submission that is not ``judged``, to be recorded again.
    """
    for verdict in verdicts:
        if verdict.table is not None:
            _accept(root, verdict, verdict.table, accepted, contracts[verdict.table.dataset])
    folder = report_folder(root, verdicts[0].submission)
    if not write_folder(folder, documents) and _waits(folder):
        _replace(folder, documents)


def judged(root: Path, submission: Submission) -> bool:
    """Whether the answer to a submission, and with it all that was accepted of it, is recorded and stands.

    One that WAITS for rows of other datasets does not: the same file may be answered otherwise once they are accepted.
    """
    folder = report_folder(root, submission)
    return folder.is_dir() and not _waits(folder)


def report_folder(root: Path, submission: Submission) -> Path:
    """Return the folder of the answer to a submission."""
    return layout.reports(root) / f"{submission.garante}/{submission.period}/{layout.short(submission.sha256)}"


def acceptances(
    root: Path, definition: DatasetDefinition, garante: str | None = None, period: str | None = None
) -> tuple[Acceptance, ...]:
    """Read the acceptance that stands for each garante and period, or for one of either, in their order.

    The latest stands: by the instant it was received, then accepted, then by hash; what was taken back does not.
    Raises DamagedStorageError where a table is not the one that was accepted.
    """
    dataset = layout.accepted(root) / definition.name
    return tuple(_read(root, folder) for folder in _standing(root, dataset, garante or "*", period or "*"))


def places(root: Path, definition: DatasetDefinition, garante: str | None = None) -> tuple[Path, Path]:
    """Return the folders that ``acceptances`` looks into, of all garantes or of one."""
    tops = layout.accepted(root) / definition.name, layout.withdrawals(root)
    return (tops[0] / garante, tops[1] / garante) if garante else tops


def accepted_of(root: Path, submission: Submission) -> frozenset[str]:
    """Name the datasets of which a table of this very submission was accepted."""
    place = f"*/{submission.garante}/{submission.period}/*-{layout.short(submission.sha256)}"
    return frozenset(folder.parents[2].name for folder in layout.accepted(root).glob(place))


def handed_in(root: Path, dataset: str) -> frozenset[tuple[str, str]]:
    """Pair garante and period of each table of a dataset that was accepted and stands, reading none of them."""
    top = layout.accepted(root) / dataset
    folders = (folder for folder in top.glob("*/*/*") if _counts(root, folder))
    return frozenset((folder.parents[1].name, folder.parent.name) for folder in folders)


def _accept(root: Path, verdict: Verdict, table: CanonicalTable, accepted: datetime, contract: str) -> None:
    submission = verdict.submission
    name = f"{layout.compact(submission.received)}-{layout.short(submission.sha256)}"
    place = layout.accepted(root) / table.dataset / submission.garante / submission.period / name
    if place.exists():
        return
    content = write_table(table)
    act = {
        "conjunto": table.dataset,
        "aceptada": accepted.isoformat(),
        "contrato": contract,
        "apertura": __version__,
        "hoja": verdict.sheet,
        "fila_encabezado": verdict.header_row,
        "filas": verdict.rows,
        "conteos": {str(severity): count for severity, count in verdict.counts.items()},
        "tabla_sha256": hashlib.sha256(content).hexdigest(),
        "entrega": as_fields(submission),
    }
    write_folder(place, {TABLE: content, ACT: document(act)})


def _waits(folder: Path) -> bool:
    return (folder / WAITS).exists()


def _replace(folder: Path, documents: Mapping[str, bytes]) -> None:
    for name, content in documents.items():
        write_file(folder / name, content)
    # what the answer before had and this one has not, such as marks on what is now in order; that it waits, last
    gone = {path.name for path in folder.iterdir() if not path.name.startswith(TEMPORARY)} - documents.keys()
    for name in sorted(gone, key=lambda name: name == WAITS):
        remove_file(folder / name)


def _standing(root: Path, dataset: Path, garante: str, period: str) -> Iterator[Path]:
    for place in sorted(dataset.glob(f"{garante}/{period}")):
        folders = [folder for folder in place.iterdir() if _counts(root, folder)]
        if folders:
            yield folders[0] if len(folders) == 1 else max(folders, key=_precedence)


def _counts(root: Path, folder: Path) -> bool:
    garante, period, (_, _, sha256) = folder.parents[1].name, folder.parent.name, folder.name.partition("-")
    unfinished = folder.name.startswith(TEMPORARY)
    return not unfinished and not withdrawals.is_taken_back(root, garante, period, sha256)


def _precedence(folder: Path) -> tuple[datetime, datetime, str]:
    act = json.loads((folder / ACT).read_bytes())
    submission = from_fields(act["entrega"])
    return submission.received, datetime.fromisoformat(act["aceptada"]), submission.sha256


def _read(root: Path, folder: Path) -> Acceptance:
    act = json.loads((folder / ACT).read_bytes())
    content = (folder / TABLE).read_bytes()
    if hashlib.sha256(content).hexdigest() != act["tabla_sha256"]:
        raise DamagedStorageError(f"La tabla de {folder} ya no es la que se aceptó: su SHA-256 no coincide.")
    submission = from_fields(act["entrega"])
    return Acceptance(
        submission=submission,
        dataset=act["conjunto"],
        accepted=datetime.fromisoformat(act["aceptada"]),
        contract=act["contrato"],
        table=read_table(content, act["conjunto"]),
        corrections=corrections.behind(root, submission),
    )
