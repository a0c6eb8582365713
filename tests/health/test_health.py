"""`apertura salud`: what needs somebody, in a sentence and an exit code; and the same as Prometheus reads it."""

import json
import os
import shutil
import subprocess
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.acceptance.conftest import REPO, command, environment
from tests.outbox.test_alert import webhook

pytestmark = pytest.mark.long

EXAMPLES = REPO / "schemas/avance_linea_accion/examples"
DAY = 86_400


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace with one accepted and one returned file, a moment ago."""
    root = tmp_path / "datos"
    for name, period in (("valido.csv", "2024-T2"), ("invalido.csv", "2024-T3")):
        folder = root / "raw/inbox/OG-19" / period
        folder.mkdir(parents=True)
        shutil.copy(EXAMPLES / name, folder)
    subprocess.run(command("nocturna", "--datos", root), env=environment(), check=True, capture_output=True)
    return root


def health(root: Path, *more: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command("salud", "--datos", root, *more), env=environment(**variables), capture_output=True, text=True,
        check=False,
    )  # fmt: skip


def age(root: Path, days: float) -> None:
    """Have the last run be so many days ago."""
    lock = json.loads((root / ".apertura.lock").read_text())
    begun = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() - days * DAY))
    (root / ".apertura.lock").write_text(json.dumps({**lock, "desde": begun}))


def test_where_all_is_well_there_is_nothing_to_look_at(root: Path) -> None:
    done = health(root)
    assert (done.returncode, done.stdout) == (0, "✓ Nada que atender.\n")


def test_a_night_that_did_not_come_is_told_apart_from_a_folder_that_is_new(root: Path, tmp_path: Path) -> None:
    age(root, 1.5)
    done = health(root)
    assert done.returncode == 3
    assert done.stdout.startswith("✗ La última corrida empezó el ")
    (tmp_path / "nueva").mkdir()
    new = health(tmp_path / "nueva")
    assert (new.returncode, new.stdout) == (1, "! Todavía no ha corrido nada en esta carpeta.\n")
    assert list((tmp_path / "nueva").iterdir()) == []


def test_what_waits_too_long_in_the_inbox_is_counted(root: Path) -> None:
    waiting = root / "raw/inbox/OG-99/2024-T1/tabla.csv"
    waiting.parent.mkdir(parents=True)
    waiting.write_text("")
    assert health(root).returncode == 0
    os.utime(waiting, (time.time() - 2 * DAY,) * 2)
    done = health(root)
    assert done.returncode == 1
    assert done.stdout.startswith("! Hay 1 archivo en el buzón, desde el ")


def test_a_server_that_does_not_answer_stops_nights(root: Path) -> None:
    done = health(root, PREFECT_API_URL="http://127.0.0.1:1/api")
    assert done.returncode == 3
    assert "✗ El servidor de Prefect no contesta (ConnectionError)" in done.stdout

    class Well(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/api/health" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    with ThreadingHTTPServer(("127.0.0.1", 0), Well) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        well = health(root, PREFECT_API_URL=f"http://127.0.0.1:{server.server_address[1]}/api")
        server.shutdown()
    assert well.returncode == 0


def test_an_alert_goes_out_once_a_day_though_the_hour_changes(root: Path) -> None:
    with webhook() as (address, told):
        for days in (1.5, 1.6):
            age(root, days)
            assert health(root, "--avisar", APERTURA_AVISOS_WEBHOOK=address).returncode == 3
    (call,) = told
    assert call["asunto"] == "La salud de Apertura"
    assert "anoche no hubo noche" in call["causa"]
    assert len(list((root / "salida/correo/avisos").glob("*.eml"))) == 1


def test_prometheus_reads_every_measure(root: Path) -> None:
    done = health(root, "--formato", "prometheus")
    read = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(done.stdout)
        for sample in family.samples
    }
    assert read["apertura_salud",] == 0
    assert read["apertura_buzon_archivos",] == 0
    assert read["apertura_dictamenes", "aceptada"] == read["apertura_dictamenes", "devuelta"] == 1
    assert read["apertura_eventos", "recepcion"] == 2
    assert read["apertura_versiones", "avance_linea_accion"] == 1
    assert read["apertura_correos", "enviada"] == 2
    assert abs(read["apertura_ultima_corrida_segundos",] - time.time()) < 600
    assert read["apertura_disco_libre_bytes",] <= read["apertura_disco_bytes",]


def test_a_program_reads_the_same(root: Path) -> None:
    read = json.loads(health(root, "--formato", "json").stdout)
    assert (read["estado"], read["atender"], read["medidas"]["dictamenes"]) == (0, [], {"aceptada": 1, "devuelta": 1})


def test_a_folder_that_is_not_there_is_said_in_one_sentence(tmp_path: Path) -> None:
    done = health(tmp_path / "nada")
    assert done.returncode == 2
    assert done.stderr == f"No se pudo leer o escribir «{tmp_path / 'nada'}»: no existe.\n"
