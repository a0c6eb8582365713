"""Definitions as they are today × what was answered before: what would be answered otherwise."""

from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from apertura.judge import failed
from apertura.judging import Consider, considering, together
from apertura.model.definition import Definitions
from apertura.model.submission import Submission
from apertura.storage import archive, register


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A submission judged anew: the datasets it would lose and gain, and how many issues of each type return it.

    ``failed`` where it was our machine that could not judge it; then nothing else is known.
    """

    submission: Submission
    lost: tuple[str, ...]
    gained: tuple[str, ...]
    causes: Mapping[str, int]
    failed: bool

    @property
    def same(self) -> bool:
        """Whether the same tables would be accepted."""
        return not (self.failed or self.lost or self.gained)


def rehearse(root: Path, definitions: Definitions) -> Iterator[Rehearsal]:
    """Judge again every submission that has an answer, by garante and period, recording nothing."""
    answered = [each for each in archive.every(root) if register.report_folder(root, each).is_dir()]
    with considering(definitions, len(answered)) as consider, ThreadPoolExecutor(together()) as pool:
        yield from pool.map(partial(_rehearse, root, consider), answered)


def _rehearse(root: Path, consider: Consider, submission: Submission) -> Rehearsal:
    verdicts = consider(root, submission).verdicts
    if any(failed(verdict) for verdict in verdicts):
        return Rehearsal(submission, (), (), {}, failed=True)
    before = register.accepted_of(root, submission)
    after = {verdict.dataset for verdict in verdicts if verdict.accepted and verdict.dataset}
    causes = Counter(issue.type.code for verdict in verdicts for issue in verdict.issues if issue.type.severity.returns)
    return Rehearsal(
        submission, tuple(sorted(before - after)), tuple(sorted(after - before)), dict(sorted(causes.items())),
        failed=False,
    )  # fmt: skip
