"""What operators said of a publication: kept as said, in the order it was said, and never of anything else."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from apertura.errors import ApprovalError, DamagedStorageError
from apertura.model.approval import ApprovalState, ApprovalStep, Subject
from apertura.storage import approvals

SUBJECT = Subject("avances", "1.1.0", "1.0.0", "3f" * 32)
NOW = datetime(2024, 4, 15, 18, tzinfo=UTC)
DAYS = timedelta(days=3)


def decide(root: Path, *, approved: bool = True, who: str = "Ana", reason: str = "Sí", now: datetime = NOW) -> None:
    approvals.decide(root, SUBJECT, approved=approved, who=who, reason=reason, channel="orden", now=now)


def state_of(root: Path, now: datetime = NOW) -> ApprovalState:
    return approvals.of(root, SUBJECT).state(now)


def test_what_was_asked_waits_until_its_term_and_then_lapses(tmp_path: Path) -> None:
    assert state_of(tmp_path) is ApprovalState.NEW
    asked = approvals.ask(tmp_path, SUBJECT, DAYS, now=NOW, channel="nocturna")
    assert asked.until == NOW + DAYS
    assert state_of(tmp_path, NOW + DAYS - timedelta(microseconds=1)) is ApprovalState.WAITS
    assert state_of(tmp_path, NOW + DAYS) is ApprovalState.LAPSED
    with pytest.raises(ApprovalError, match="venció"):
        decide(tmp_path, now=NOW + DAYS)
    approvals.ask(tmp_path, SUBJECT, DAYS, now=NOW + DAYS, channel="orden")
    assert state_of(tmp_path, NOW + DAYS) is ApprovalState.WAITS


def test_the_last_word_counts_and_neither_yes_nor_no_lapses(tmp_path: Path) -> None:
    decide(tmp_path)
    assert state_of(tmp_path, NOW + 100 * DAYS) is ApprovalState.APPROVED
    decide(tmp_path, approved=False, now=NOW + DAYS)
    assert state_of(tmp_path, NOW + 100 * DAYS) is ApprovalState.REJECTED
    assert [act.act for act in approvals.every(tmp_path)] == [ApprovalStep.APPROVED, ApprovalStep.REJECTED]


def test_a_clock_that_was_put_back_does_not_change_what_was_said_last(tmp_path: Path) -> None:
    decide(tmp_path)
    decide(tmp_path, approved=False, now=NOW - DAYS)
    assert state_of(tmp_path) is ApprovalState.REJECTED


@pytest.mark.parametrize("change", [{"version": "1.2.0"}, {"base": None}, {"digest": "3f" * 8 + "00" * 24}])
def test_an_answer_is_about_one_thing_alone_even_where_the_first_digits_are_the_same(
    tmp_path: Path, change: dict[str, str | None]
) -> None:
    decide(tmp_path)
    assert approvals.of(tmp_path, replace(SUBJECT, **change)).state(NOW) is ApprovalState.NEW


@pytest.mark.parametrize(
    ("who", "reason", "said"),
    [("", "Sí", "nombre"), ("\x00 \u202e", "Sí", "nombre"), ("Ana", "\n", "motivo"), ("Ana", "a" * 2001, "2,000")],
)
def test_an_answer_without_a_name_or_a_reason_is_none(tmp_path: Path, who: str, reason: str, said: str) -> None:
    with pytest.raises(ApprovalError, match=said):
        decide(tmp_path, who=who, reason=reason)
    assert approvals.every(tmp_path) == ()


def test_what_was_said_reads_back_as_it_was_said_without_what_nobody_sees(tmp_path: Path) -> None:
    decide(tmp_path, who=" Ana\tPérez ", reason="Cotejado\ncon el acta\u202e")
    (act,) = approvals.of(tmp_path, SUBJECT).acts
    assert (act.who, act.reason, act.at, act.channel) == ("Ana Pérez", "Cotejado con el acta", NOW, "orden")


def test_what_has_its_yes_is_not_asked_again(tmp_path: Path) -> None:
    decide(tmp_path)
    with pytest.raises(ApprovalError, match="ya está aprobada"):
        approvals.ask(tmp_path, SUBJECT, DAYS, now=NOW, channel="orden")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"acto": "otra cosa"}'])
def test_a_record_that_is_none_any_more_is_named_and_hides_no_other(tmp_path: Path, content: bytes) -> None:
    decide(tmp_path)
    other = replace(SUBJECT, dataset="otros")
    approvals.ask(tmp_path, other, DAYS, now=NOW, channel="orden")
    [path] = tmp_path.glob("aprobaciones/avances/*/*.json")
    path.chmod(0o644)
    path.write_bytes(content)
    with pytest.raises(DamagedStorageError, match=path.name):
        approvals.of(tmp_path, SUBJECT)
    assert [act.subject for act in approvals.every(tmp_path)] == [other]
