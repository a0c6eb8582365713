"""An alert says cause, effect and what to do, by mail and by webhook, and of one cause once a day."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from apertura.errors import MailSettingsError
from apertura.outbox import Alert, AlertSettings, MailSettings, alert, alert_settings
from tests.outbox.post_office import PostOffice, nobody_answers, open_at

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)
ALERT = Alert("Nocturna: murió", "Se acabó la memoria.", "Falta publicar.", "Inicie «nocturna».", "http://aqui/1")
OPERATORS = ("opera@apertura.example", "turno@apertura.example")


@contextmanager
def webhook(*answers: int) -> Iterator[tuple[str, list[dict]]]:
    """A real HTTP server that answers so in turn, then 200; yields its address, and what it was told."""
    told: list[dict] = []
    left = list(answers)

    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(left.pop(0) if left else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Hook) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/secreto", told
        finally:
            server.shutdown()
            thread.join()


def by_mail(port: int | None) -> MailSettings:
    host = None if port is None else "127.0.0.1"
    return MailSettings("recepcion@apertura.example", {}, timedelta(0), host, port or 0, "smtp+plano")


def states(
    root: Path, mail: MailSettings, chosen: AlertSettings, now: datetime = NOW, told: Alert = ALERT
) -> list[str]:
    return [each.state for each in alert(root, told, mail, chosen, now=now, pause=0.01)]


def test_operators_are_told_by_both_ways_what_happened_what_it_means_and_what_to_do(tmp_path: Path) -> None:
    office = PostOffice()
    with open_at(office) as port, webhook() as (address, told):
        assert states(tmp_path, by_mail(port), AlertSettings(OPERATORS, address)) == ["alert.sent", "alert.sent"]
    (mail,) = office.taken
    assert mail["Subject"] == "Apertura necesita que alguien vea: Nocturna: murió"
    assert mail["To"] == ", ".join(OPERATORS)
    assert [line for line in mail.get_content().splitlines() if line] == [
        "Nocturna: murió.",
        "Qué pasó: Se acabó la memoria.",
        "Qué significa: Falta publicar.",
        "Qué hacer: Inicie «nocturna».",
        "Dónde verlo: http://aqui/1",
    ]
    (call,) = told
    assert [call[name] for name in ("causa", "efecto", "que_hacer", "donde")] == [
        ALERT.cause, ALERT.effect, ALERT.action, ALERT.place
    ]  # fmt: skip
    assert all(text in call["text"] for text in (ALERT.about, ALERT.cause, ALERT.effect, ALERT.action))


def test_of_one_cause_they_are_told_once_a_day(tmp_path: Path) -> None:
    office = PostOffice()
    with open_at(office) as port, webhook() as (address, told):
        chosen, other = AlertSettings(OPERATORS, address), Alert("Nocturna: murió", "Otra causa.", "", "", "")
        for now, about in ((NOW, ALERT), (NOW + timedelta(hours=3), ALERT), (NOW, other), (NOW + timedelta(1), ALERT)):
            last = states(tmp_path, by_mail(port), chosen, now, about)
        assert last == ["alert.sent", "alert.sent"]
    assert len(office.taken) == len(told) == 3
    assert len(set(office.ids)) == 3


def test_what_is_not_taken_for_now_is_tried_again_and_what_is_refused_is_not(tmp_path: Path) -> None:
    office = PostOffice("451 luego", None)
    with open_at(office) as port, webhook(503, 429, 404) as (address, told):
        chosen = AlertSettings(OPERATORS, address)
        assert states(tmp_path, by_mail(port), chosen) == ["alert.sent", "alert.refused"]
        assert states(tmp_path, by_mail(port), chosen) == ["alert.told", "alert.told"]
    assert (len(office.taken), office.tries, len(told)) == (1, 3, 3)


def test_one_way_that_is_closed_does_not_close_the_other_and_opens_later(tmp_path: Path) -> None:
    with nobody_answers() as (port, _), webhook() as (address, told):
        assert states(tmp_path, by_mail(port), AlertSettings(OPERATORS, address)) == ["alert.uncertain", "alert.sent"]
        with open_at(office := PostOffice()) as open_port:
            again = states(tmp_path, by_mail(open_port), AlertSettings(OPERATORS, address))
    assert again == ["alert.sent", "alert.told"]
    assert (len(office.taken), len(told)) == (1, 1)


def test_a_webhook_that_is_not_there_is_not_quoted(tmp_path: Path) -> None:
    with nobody_answers() as (port, _):
        address = f"http://127.0.0.1:{port}/secreto"
        sent = list(alert(tmp_path, ALERT, by_mail(None), AlertSettings((), address), now=NOW, pause=0.01))
    assert [each.state for each in sent] == ["alert.sent", "alert.uncertain"]
    assert "secreto" not in sent[1].said
    assert [path.parent.name for path in (tmp_path / "salida/correo").rglob("*.eml")] == ["avisos"]


@pytest.mark.parametrize(
    ("variable", "value"),
    [("APERTURA_AVISOS", "opera"), ("APERTURA_AVISOS", "a@b c"), ("APERTURA_AVISOS_WEBHOOK", "ftp://aqui/secreto")],
)
def test_settings_that_make_no_sense_are_named(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(MailSettingsError, match=variable) as error:
        alert_settings()
    assert "secreto" not in str(error.value)


def test_the_settings_are_lists_of_addresses_and_one_webhook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("APERTURA_AVISOS", "opera@apertura.example, turno@apertura.example")
    monkeypatch.setenv("APERTURA_AVISOS_WEBHOOK", "https://aqui.example/secreto")
    assert alert_settings() == AlertSettings(OPERATORS, "https://aqui.example/secreto")
