"""The stewards are told of each answer: none lost, and none twice as far as SMTP permits."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from apertura.errors import MailSettingsError
from apertura.ingest import ingest
from apertura.model.definition import Definitions
from apertura.outbox import MailSettings, Sent, send, settings
from apertura.outbox.deliver import ATTEMPTS
from apertura.storage import archive
from tests.acceptance.trees import contents
from tests.outbox.certificates import Authority
from tests.outbox.post_office import PostOffice, nobody_answers, open_at

pytestmark = pytest.mark.long

APERTURA = Path(sys.executable).parent / "apertura"
SCHEMAS = Path(__file__).parents[2] / "schemas"
NOW = datetime(2024, 10, 2, 18, tzinfo=UTC)
GARANTE = "OG-19"
CONTACTS = {GARANTE: ("enlace@organismo.example",)}


def by_mail(port: int) -> MailSettings:
    return MailSettings("recepcion@apertura.example", CONTACTS, timedelta(hours=12), "127.0.0.1", port, "smtp+plano")


def answer(
    root: Path, definitions: Definitions, example: str = "valido.csv", period: str = "2024-T2", garante: str = GARANTE
) -> None:
    content = (SCHEMAS / "avance_linea_accion" / "examples" / example).read_bytes()
    submission, _ = archive.receive(root, garante, period, example, content, now=NOW, channel="buzon")
    ingest(root, submission, definitions, now=NOW)


def sent(root: Path, definitions: Definitions, chosen: MailSettings, now: datetime = NOW) -> list[Sent]:
    return list(send(root, definitions, chosen, None, now=now, pause=0.01))


def states(found: Sequence[Sent]) -> list[tuple[str, int]]:
    return [(each.state, each.count) for each in found]


def test_the_letter_goes_with_the_marked_workbook_and_the_acuse_once(definitions: Definitions, tmp_path: Path) -> None:
    answer(tmp_path, definitions, "invalido.csv")
    office = PostOffice()
    with open_at(office) as port:
        assert states(sent(tmp_path, definitions, by_mail(port))) == [("sent", 1)]
        assert sent(tmp_path, definitions, by_mail(port)) == []
    (mail,) = office.taken
    assert mail["To"] == "enlace@organismo.example"
    assert str(mail["Subject"]).startswith("Entrega por corregir: ")
    assert "DEVUELTA" in mail.get_body(("plain",)).get_content()
    assert mail.get_body(("html",)) is not None
    names = {part.get_filename() for part in mail.iter_attachments()}
    assert names == {"anotado.xlsx", "acuse.json", "acuse.pdf"}


@pytest.mark.parametrize("reply", ["451 4.3.0 luego", "421 4.4.2 ocupado", None])
def test_a_no_for_now_or_a_cut_line_is_tried_again_until_it_is_taken(
    definitions: Definitions, tmp_path: Path, reply: str | None
) -> None:
    answer(tmp_path, definitions)
    office = PostOffice(reply, reply)
    with open_at(office) as port:
        assert states(sent(tmp_path, definitions, by_mail(port))) == [("sent", 1)]
    assert office.tries == 3
    assert len(office.taken) == 1


def test_what_is_never_taken_waits_for_the_next_run_and_is_not_lost(definitions: Definitions, tmp_path: Path) -> None:
    answer(tmp_path, definitions)
    office = PostOffice(*["451 4.3.0 luego"] * 4)
    with open_at(office) as port:
        assert states(sent(tmp_path, definitions, by_mail(port))) == [("uncertain", 1)]
        assert not office.taken
        assert states(sent(tmp_path, definitions, by_mail(port))) == [("sent", 1)]
    assert states(sent(tmp_path, definitions, replace(by_mail(port), cooling=timedelta()))) == []


def test_nobody_at_the_server_is_no_loss_either(definitions: Definitions, tmp_path: Path) -> None:
    answer(tmp_path, definitions)
    with open_at(PostOffice()) as port:
        pass
    assert states(sent(tmp_path, definitions, by_mail(port))) == [("uncertain", 1)]


def test_a_server_that_cannot_be_reached_for_one_is_not_asked_for_the_others(
    definitions: Definitions, tmp_path: Path
) -> None:
    bodies = ("OG-19", "OG-20", "OG-21")
    for body in bodies:
        answer(tmp_path, definitions, garante=body)
    contacts = {body: (f"{body}@organismo.example",) for body in bodies}
    with nobody_answers() as (port, callers):
        found = sent(tmp_path, definitions, replace(by_mail(port), contacts=contacts))
    assert [(each.garante, each.state, each.count) for each in found] == [(body, "uncertain", 1) for body in bodies]
    assert len({each.said for each in found}) == 1
    assert len(callers) == ATTEMPTS
    office = PostOffice()
    with open_at(office) as port:
        assert len(sent(tmp_path, definitions, replace(by_mail(port), contacts=contacts))) == 3
    assert sorted(mail["To"] for mail in office.taken) == sorted(address for (address,) in contacts.values())


def test_a_no_for_good_is_written_down_and_not_tried_again(definitions: Definitions, tmp_path: Path) -> None:
    answer(tmp_path, definitions)
    office = PostOffice("554 5.7.1 no")
    with open_at(office) as port:
        (refused,) = sent(tmp_path, definitions, by_mail(port))
        assert (refused.state, "554" in refused.said) == ("refused", True)
        assert sent(tmp_path, definitions, by_mail(port)) == []
    assert office.tries == 1


def test_what_was_refused_for_good_goes_out_when_it_is_asked_for_again(
    definitions: Definitions, tmp_path: Path
) -> None:
    answer(tmp_path, definitions)
    office = PostOffice()
    office.refused = {"enlace@organismo.example"}
    with open_at(office) as port:
        assert states(sent(tmp_path, definitions, by_mail(port))) == [("refused", 1)]
        office.refused = set()
        environment = _environment(tmp_path, port)
        for more, told in (
            ([], "No hay respuestas"),
            (["--reintentar"], "1 respuesta enviada"),
            ([], "No hay respuestas"),
        ):
            command = [APERTURA, "enviar", *more]
            done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
            assert told in done.stdout
    assert len(office.taken) == 1


def test_the_same_answers_at_the_same_time_are_the_same_bytes(definitions: Definitions, tmp_path: Path) -> None:
    folder = MailSettings("apertura@localhost", {}, timedelta(hours=12))
    for root in (tmp_path / "uno", tmp_path / "otro"):
        answer(root, definitions, "invalido.csv")
        sent(root, definitions, folder)
    assert contents(tmp_path / "uno" / "salida") == contents(tmp_path / "otro" / "salida") != {}


def test_a_server_without_the_security_asked_for_gets_nothing_and_nothing_is_given_up(
    definitions: Definitions, tmp_path: Path
) -> None:
    answer(tmp_path, definitions)
    office = PostOffice()
    with open_at(office) as port:
        (found,) = sent(tmp_path, definitions, replace(by_mail(port), scheme="smtp"))
        assert (found.state, office.tries) == ("uncertain", 0)
        (found,) = sent(tmp_path, definitions, replace(by_mail(port), user="quien", password="secreto"))
        assert (found.state, office.tries, "secreto" in found.said) == ("uncertain", 0, False)
        assert states(sent(tmp_path, definitions, by_mail(port))) == [("sent", 1)]


@pytest.mark.parametrize("scheme", ["smtp", "smtps"])
@pytest.mark.parametrize(
    ("trusted", "named", "state"),
    [(True, "127.0.0.1", "sent"), (False, "127.0.0.1", "uncertain"), (True, "otro.example", "uncertain")],
    ids=["good", "unknown authority", "another host"],
)
def test_a_secret_is_told_only_to_a_server_that_proves_who_it_is(
    definitions: Definitions,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    scheme: str,
    trusted: bool,
    named: str,
    state: str,
) -> None:
    answer(tmp_path / "datos", definitions)
    authority, office = Authority(tmp_path), PostOffice()
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(authority.file))
    proof = authority.serves(named)
    with open_at(office, starttls=proof) if scheme == "smtp" else open_at(office, tls=proof) as port:
        (found,) = sent(tmp_path / "datos", definitions, replace(by_mail(port), scheme=scheme))
    assert (found.state, len(office.taken)) == (state, int(state == "sent"))
    assert ("SSLCertVerificationError" in found.said) == (state == "uncertain")


def test_one_address_that_is_gone_does_not_keep_the_mail_from_the_others(
    definitions: Definitions, tmp_path: Path
) -> None:
    answer(tmp_path, definitions)
    office = PostOffice()
    office.refused = {"nadie@organismo.example"}
    with open_at(office) as port:
        contacts = {GARANTE: ("nadie@organismo.example", "enlace@organismo.example")}
        (found,) = sent(tmp_path, definitions, replace(by_mail(port), contacts=contacts))
    assert (found.state, found.said) == ("sent", "aceptado, menos 1 direcciones")
    assert len(office.taken) == 1


def test_who_was_told_lately_waits_and_is_told_of_all_in_one_mail(definitions: Definitions, tmp_path: Path) -> None:
    office = PostOffice()
    with open_at(office) as port:
        answer(tmp_path, definitions)
        assert states(sent(tmp_path, definitions, by_mail(port))) == [("sent", 1)]
        answer(tmp_path, definitions, "invalido.csv")
        answer(tmp_path, definitions, "invalido.csv", "2024-T3")
        assert states(sent(tmp_path, definitions, by_mail(port), NOW + timedelta(hours=11))) == [("cooling", 2)]
        assert states(sent(tmp_path, definitions, by_mail(port), NOW + timedelta(hours=13))) == [("sent", 2)]
    digest = office.taken[1]
    assert str(digest["Subject"]).startswith("2 respuestas a las entregas de ")
    assert "2024-T3, «invalido.csv»: devuelta para corregir" in digest.get_body(("plain",)).get_content()
    names = sorted(str(part.get_filename()) for part in digest.iter_attachments())
    assert len(names) == 2 * len({name.rpartition("_")[2] for name in names}) == 8


def test_whoever_has_no_address_waits_until_there_is_one(definitions: Definitions, tmp_path: Path) -> None:
    answer(tmp_path, definitions)
    with open_at(PostOffice()) as port:
        assert states(sent(tmp_path, definitions, replace(by_mail(port), contacts={}))) == [("no.contact", 1)]
        assert states(sent(tmp_path, definitions, by_mail(port))) == [("sent", 1)]


def test_without_a_server_each_mail_is_a_file(definitions: Definitions, tmp_path: Path) -> None:
    answer(tmp_path, definitions)
    folder = MailSettings("apertura@localhost", {}, timedelta(hours=12))
    assert states(sent(tmp_path, definitions, folder)) == [("sent", 1)]
    (file,) = (tmp_path / "salida" / "correo" / GARANTE).iterdir()
    mail = message_from_bytes(file.read_bytes(), policy=default)
    assert "ACEPTADA" in mail.get_body(("plain",)).get_content()


def test_a_run_that_is_killed_while_it_sends_loses_nothing_and_sends_the_same_mail_again(
    definitions: Definitions, tmp_path: Path
) -> None:
    answer(tmp_path, definitions)
    # the server takes the mail, and what it says never reaches who sent it
    office = PostOffice()
    slow = type("Slow", (PostOffice,), {"handle_DATA": _take_and_dawdle})()
    with open_at(slow) as port:
        running = subprocess.Popen([APERTURA, "enviar"], env=_environment(tmp_path, port), stdout=subprocess.DEVNULL)
        for _ in range(600):
            if slow.taken:
                break
            time.sleep(0.1)
        running.kill()
        running.wait()
    assert len(slow.taken) == 1
    with open_at(office) as port:
        done = subprocess.run(
            [APERTURA, "enviar"], env=_environment(tmp_path, port), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    assert office.ids == slow.ids


async def _take_and_dawdle(self: PostOffice, _server, _session, envelope) -> str:
    self.taken.append(message_from_bytes(envelope.content, policy=default))
    await asyncio.sleep(6)
    return "250 tomado"


def _environment(root: Path, port: int) -> Mapping[str, str]:
    contacts = root / "contactos.json"
    contacts.write_text(json.dumps(CONTACTS), encoding="utf-8")
    return {
        **os.environ,
        "APERTURA_DATOS": str(root),
        "APERTURA_ESQUEMAS": str(SCHEMAS),
        "APERTURA_SMTP": f"smtp+plano://127.0.0.1:{port}",
        "APERTURA_REMITENTE": "recepcion@apertura.example",
        "APERTURA_CONTACTOS": str(contacts),
    }


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"APERTURA_SMTP": "smtp://servidor"}, "Falta la dirección de quien envía"),
        ({"APERTURA_SMTP": "servidor", "APERTURA_REMITENTE": "a@b"}, "se escribe como smtp://"),
        ({"APERTURA_SMTP": "smpt://u:secreto@s:587", "APERTURA_REMITENTE": "a@b"}, "se escribe como smtp://"),
        ({"APERTURA_SMTP": "smtp://u:secreto@s:x", "APERTURA_REMITENTE": "a@b"}, "se escribe como smtp://"),
        ({"APERTURA_ENFRIAMIENTO_HORAS": "doce"}, "es un número de horas"),
    ],
)
def test_settings_that_make_no_sense_are_said_without_telling_secrets(
    monkeypatch: pytest.MonkeyPatch, given: Mapping[str, str], words: str
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(MailSettingsError, match=words) as raised:
        settings()
    assert "secreto" not in str(raised.value)


def test_contacts_are_checked_before_anything_is_sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for written in ("[]", '{"OG-19": ["a@b", "c"]}', '{"OG-19": ["a@b\\nBcc: x@y"]}', "{"):
        (tmp_path / "contactos.json").write_text(written, encoding="utf-8")
        monkeypatch.setenv("APERTURA_CONTACTOS", str(tmp_path / "contactos.json"))
        with pytest.raises(MailSettingsError):
            settings()
