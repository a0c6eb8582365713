"""Where files wait to be judged: several at once, each in a process of its own, and recorded one by one."""

import hashlib
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYetError
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module
from pathlib import Path
from threading import Event, Lock
from typing import Any

from apertura.errors import JudgeLostError, LeaseHeldError
from apertura.feedback.acuse import Checked
from apertura.feedback.mappings import Question
from apertura.feedback.repair import Corrected
from apertura.ingest import Considered, given_up, record
from apertura.judge import failed
from apertura.judging import Answered, Judges, judges
from apertura.model.definition import Definitions
from apertura.model.repair import Repair
from apertura.model.seal import KnownKey
from apertura.model.submission import Submission
from apertura.portal.accounts.account import Account
from apertura.portal.desk.against import TableChange, against
from apertura.portal.desk.corrections import Editable, corrected, editables
from apertura.portal.desk.excerpt import Excerpt, read_kept
from apertura.portal.desk.held import PAUSE, held
from apertura.portal.desk.questions import questions
from apertura.portal.desk.receive import left_waiting, waiting
from apertura.portal.desk.work import ROWS, Review, answer, check_acuse, review, rows_to_look_at
from apertura.storage import register
from apertura.storage.lease import hold
from apertura.validation.personal_data.hide import hidden_trace
from apertura.withdraw import withdraw

PATIENCE = 10
"""Seconds that a page waits for a verdict before it says that the file is being judged."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Bench:
    """Judges, and the hands that record what they decide: ``record`` lets one at a time hold the workspace.

    ``planner`` is one process more: what would be published tonight takes seconds, and holds up no steward.
    """

    root: Path
    definitions: Definitions
    judges: Judges
    planner: Judges
    clock: Callable[[], datetime]
    hands: ThreadPoolExecutor
    ending: Event = field(default_factory=Event)
    recording: Lock = field(default_factory=Lock)

    def settle(self, submission: Submission) -> "Future[None]":
        """Have a received submission judged, answered and recorded."""
        return self.hands.submit(self._settle, submission)

    def settle_soon(self, submission: Submission) -> None:
        """Do so, and wait for it a little: where it takes longer, its page says that it is being judged."""
        with suppress(NotYetError):
            self.settle(submission).result(timeout=PATIENCE)

    def review(
        self, content: bytes, submission: Submission, datasets: Sequence[str] | None, *, of_stranger: bool = False
    ) -> Review:
        """Judge a file that is not handed in; JudgeLostError where that could not be done.

        That ``of_stranger`` is compared with nothing that was accepted of the body.
        """
        return self.judges.ask(review, None if of_stranger else self.root, content, submission, datasets)

    def rows_to_look_at(self, submission: Submission, report: Mapping[str, Any]) -> tuple[Excerpt, ...]:
        """Find the rows that the report of an archived submission is about; none where that could not be done.

        What was handed in elsewhere has none recorded: they are cut out of the file.
        """
        recorded = register.report_folder(self.root, submission) / ROWS
        if recorded.is_file():
            return read_kept(recorded.read_bytes())
        try:
            return self.judges.ask(rows_to_look_at, self.root, submission, report)
        except JudgeLostError as error:
            logger.error("las filas de %s: %s", submission.sha256[:12], error)  # noqa: TRY400
            return ()

    def editables(self, submission: Submission) -> tuple[Editable, ...]:
        """List the cells of an archived submission that a page may correct; JudgeLostError where it could not be."""
        return self.judges.ask(editables, self.root, submission)

    def corrected(self, submission: Submission, repairs: Sequence[Repair]) -> Corrected | None:
        """Write repairs into a copy of an archived submission; JudgeLostError where it could not be done."""
        return self.judges.ask(corrected, self.root, submission, repairs)

    def plan(self, work: "Callable[..., Answered]", *said: object) -> "Answered":
        """Have some work of ``planning`` done about this workspace; JudgeLostError where it could not be."""
        return self.planner.ask(work, self.root, *said)

    def against(self, pairs: Sequence[tuple[str, Submission]], submission: Submission) -> tuple[TableChange, ...]:
        """Compare a submission with those before it, by dataset; JudgeLostError where it could not be done."""
        return self.judges.ask(against, self.root, pairs, submission)

    def check_acuse(self, content: bytes, keys: Mapping[str, KnownKey]) -> Checked:
        """Check an acuse; JudgeLostError where that could not be done."""
        return self.judges.ask(check_acuse, content, keys)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the workspace while the block runs; LeaseHeldError where a run is at work for longer than one waits."""
        with self.recording, held(self.root, PATIENCE):
            yield

    def questions(self, submission: Submission) -> tuple[Question, ...]:
        """List the texts of an archived submission that mean nothing yet; JudgeLostError where it could not be."""
        return self.judges.ask(questions, self.root, submission)

    def take_back(self, submission: Submission, account: Account) -> None:
        """Take back a submission that is not published; nothing is judged of it any more.

        Raises AlreadyPublishedError, and LeaseHeldError where a run is at work for longer than one waits.
        """
        with self.alone():
            withdraw(self.root, submission, by=f"cuenta {account.id}", now=self.clock())
            waiting(self.root, submission).unlink(missing_ok=True)

    def _settle(self, submission: Submission) -> None:
        try:
            considered = None if register.judged(self.root, submission) else self._judged(submission)
            self._record(submission, considered)
        except Exception:  # noqa: BLE001
            # it waits in the inbox, and the next run tries it again
            told = submission.sha256[:12], submission.garante, hidden_trace()
            logger.error("la entrega %s de %s espera en el buzón\n%s", *told)  # noqa: TRY400

    def _judged(self, submission: Submission) -> Considered:
        try:
            return self.judges.ask(answer, self.root, submission)
        except JudgeLostError as error:
            logger.error("juzgar %s de %s: %s", submission.sha256[:12], submission.garante, error)  # noqa: TRY400
            return given_up(submission, self.definitions)

    def _record(self, submission: Submission, considered: Considered | None) -> None:
        while not self.ending.is_set():
            try:
                with self.recording, hold(self.root, sweep=False):
                    if considered is not None and not register.judged(self.root, submission):
                        record(self.root, considered, self.definitions, now=self.clock())
                    if considered is None or not any(failed(verdict) for verdict in considered.verdicts):
                        waiting(self.root, submission).unlink(missing_ok=True)
                    return
            except LeaseHeldError:
                # a night is at work, which may take this one in by itself
                if self.ending.wait(PAUSE) or not waiting(self.root, submission).exists():
                    return


@contextmanager
def bench(root: Path, definitions: Definitions, clock: Callable[[], datetime]) -> Iterator[Bench]:
    """Set the bench up, take on what an earlier one left, and put it away at the end."""
    count = max(2, os.cpu_count() or 1)
    with (
        judges(definitions, count) as several,
        judges(definitions, 1) as planner,
        ThreadPoolExecutor(4 * count) as hands,
    ):
        ours = Bench(root, definitions, several, planner, clock, hands)
        _warm_up(ours, count)
        for submission in left_waiting(root):
            ours.settle(submission)
        try:
            yield ours
        finally:
            ours.ending.set()


def _warm_up(ours: Bench, count: int) -> None:
    """Have each process judge a few bytes: what it imports when it first does would take a second of somebody's.

    And half a second what this one does when it first records a table.
    """
    import_module("pyarrow.parquet")
    few = b"a,b\n1,2\n"
    body, period = next(iter(ours.definitions.garantes)), ours.definitions.periods_in_order[-1]
    nobody = Submission(body, period, "a.csv", hashlib.sha256(few).hexdigest(), len(few), ours.clock(), "validar")
    for done in [ours.hands.submit(ours.review, few, nobody, None) for _ in range(count)]:
        done.result()


__all__ = ["PATIENCE", "Bench", "bench"]
