"""Who owes what is told by when, and each body once a week."""

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from apertura.ingest import ingest
from apertura.model.definition import Definitions
from apertura.outbox import MailSettings, Sent, owing, remind
from apertura.storage import archive
from tests.outbox.post_office import PostOffice, open_at

pytestmark = pytest.mark.long

SCHEMAS = Path(__file__).parents[2] / "schemas"
DATASET = "avance_linea_accion"
GARANTE = "OG-19"
DAY = date(2024, 7, 15)
NOW = datetime(2024, 7, 15, 15, tzinfo=UTC)
TERM = timedelta(days=30)


def debts(root: Path, definitions: Definitions, day: date = DAY) -> list[tuple[str, date]]:
    found = owing(root, definitions, day, TERM).get(GARANTE, ())
    return [(debt.period, debt.due) for debt in found if debt.dataset == DATASET]


def hand_in(root: Path, definitions: Definitions, period: str, example: str = "valido.csv") -> None:
    content = (SCHEMAS / DATASET / "examples" / example).read_bytes()
    submission, _ = archive.receive(root, GARANTE, period, example, content, now=NOW, channel="buzon")
    ingest(root, submission, definitions, now=NOW)


def told(root: Path, definitions: Definitions, chosen: MailSettings, now: datetime = NOW) -> list[Sent]:
    owed = {GARANTE: owing(root, definitions, DAY, TERM)[GARANTE]}
    return list(remind(root, owed, definitions, chosen, now=now, pause=0.01))


def by_mail(port: int, *addresses: str) -> MailSettings:
    contacts = {GARANTE: addresses}
    return MailSettings("recepcion@apertura.example", contacts, timedelta(0), "127.0.0.1", port, "smtp+plano")


def test_a_table_is_owed_from_the_day_after_its_period_until_one_is_accepted(
    definitions: Definitions, tmp_path: Path
) -> None:
    first, second = ("2024-T1", date(2024, 4, 30)), ("2024-T2", date(2024, 7, 30))
    assert debts(tmp_path, definitions, date(2024, 6, 30)) == [first]
    assert debts(tmp_path, definitions, date(2024, 7, 1)) == [first, second]
    hand_in(tmp_path, definitions, "2024-T1", "invalido.csv")
    hand_in(tmp_path, definitions, "2024-T2")
    assert debts(tmp_path, definitions) == [first]


def test_who_exists_no_more_is_not_asked(definitions: Definitions, tmp_path: Path) -> None:
    gone = definitions.garantes["OG-00"].valid_until
    assert gone is not None
    assert "OG-00" in owing(tmp_path, definitions, gone, TERM)
    assert "OG-00" not in owing(tmp_path, definitions, gone + timedelta(days=1), TERM)


def test_a_body_is_reminded_once_a_week_of_what_is_due_and_of_what_was(
    definitions: Definitions, tmp_path: Path
) -> None:
    office = PostOffice()
    with open_at(office) as port:
        chosen = by_mail(port, "enlace@organismo.example")
        assert [each.state for each in told(tmp_path, definitions, chosen)] == ["reminder.sent"]
        assert [each.state for each in told(tmp_path, definitions, chosen)] == ["reminder.told"]
        later = NOW + timedelta(days=7)
        assert [each.state for each in told(tmp_path, definitions, chosen, later)] == ["reminder.sent"]
    mail, again = office.taken
    assert mail["Message-ID"] != again["Message-ID"]
    text = mail.get_body(("plain",)).get_content()
    assert "venció el 30 de abril de 2024" in text
    assert "vence el 30 de julio de 2024" in text


def test_what_the_server_does_not_take_is_tried_by_the_next_run(definitions: Definitions, tmp_path: Path) -> None:
    office = PostOffice(*["451 4.3.0 luego"] * 4)
    with open_at(office) as port:
        chosen = by_mail(port, "enlace@organismo.example")
        assert [each.state for each in told(tmp_path, definitions, chosen)] == ["reminder.uncertain"]
        assert [each.state for each in told(tmp_path, definitions, chosen)] == ["reminder.sent"]


def test_a_no_for_good_and_a_body_without_address_are_told_to_the_operator(
    definitions: Definitions, tmp_path: Path
) -> None:
    with open_at(PostOffice("554 5.7.1 no")) as port:
        assert [each.state for each in told(tmp_path, definitions, by_mail(port))] == ["reminder.no.contact"]
        chosen = by_mail(port, "enlace@organismo.example")
        assert [each.state for each in told(tmp_path, definitions, chosen)] == ["reminder.refused"]


def test_the_command_lists_every_debt_and_without_a_server_leaves_files(tmp_path: Path) -> None:
    command = [Path(sys.executable).parent / "apertura", "recordar", "--datos", tmp_path, "--esquemas", SCHEMAS]
    clock = {"SOURCE_DATE_EPOCH": str(int(NOW.timestamp())), "PATH": "/usr/bin:/bin"}
    plan = subprocess.run([*command, "--plan"], env=clock, capture_output=True, text=True, check=True)
    assert "OG-19  Comisión" in plan.stdout or "OG-19  Instituto" in plan.stdout
    assert not (tmp_path / "salida").exists()
    done = subprocess.run(command, env=clock, capture_output=True, text=True, check=True)
    assert "OG-19: recordatorio enviado" in done.stdout
    (left,) = (tmp_path / "salida/correo/OG-19").glob("*.eml")
    assert message_from_bytes(left.read_bytes(), policy=default)["Auto-Submitted"] == "auto-generated"
    wrong = subprocess.run([*command, "--plazo=-1"], env=clock, capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stderr) == (2, "El plazo se da en días, de 0 a 3650.\n")
