"""Two hundred uploads by as many bodies as there are, at once: nothing is lost, and how long it took is printed.

From the end of an upload until its verdict is there, whole; each body hands in the next one at once.
"""

import csv
import json
import threading
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest
from urllib3 import encode_multipart_formdata

from apertura.model.definition import Definitions
from apertura.portal.accounts.account import Role
from apertura.portal.database.connect import connect
from apertura.portal.database.migrate import migrate
from apertura.storage import archive, register
from tests.portal.conftest import PERIOD, REPO, Browser, Clock, Portal, Process, settings_of
from tests.portal.workbooks import table

pytestmark = pytest.mark.long

UPLOADS, ROWS = 200, 300
EXAMPLE = REPO / "schemas/recurso_revision/examples/valido.csv"
CONTEXT = {"organismo_id": "", "periodo_id": ""}


def books() -> list[bytes]:
    """Registers of 300 review appeals, each another one; every second one has cells to correct."""
    with EXAMPLE.open(encoding="utf-8", newline="") as lines:
        examples = list(csv.DictReader(lines))
    made = []
    for number in range(UPLOADS):
        rows = [
            {**examples[at % len(examples)], "folio_recurso": f"RR/{at + 1:03}/{number:04}", **CONTEXT}
            for at in range(ROWS)
        ]
        if number % 2:
            rows[7]["fecha_recepcion"], rows[9]["admision"] = "31/02/2024", "casi listo"
        made.append(table(rows))
    return made


def test_two_hundred_uploads_at_once_are_all_answered(tmp_path: Path, keys: None, definitions: Definitions) -> None:
    root = tmp_path / "datos"
    root.mkdir()
    engine = connect(f"sqlite:///{root / 'portal.sqlite3'}")
    migrate(engine)
    running = Process(root)
    portal = Portal(settings_of(root, address=running.url), engine, Clock(), running.url)
    period = definitions.periods[PERIOD]
    bodies = [id_ for id_, body in definitions.garantes.items() if body.existed_in(period)][:33]
    people = [(portal.enter(portal.account(Role.ENLACE, garante)), garante) for garante in bodies]
    waiting, answers, lock = list(enumerate(books())), list[tuple[float, int, bytes]](), threading.Lock()

    def hand_in(browser: Browser, garante: str) -> None:
        place = f"/organismos/{garante}/entregar"
        fields = {"sello": browser.seal(place), "periodo": PERIOD}
        # who measures is on the same processors: the lightest there is
        line = HTTPConnection(running.url.removeprefix("http://"), timeout=120)
        who = {
            "Origin": running.url,
            "Cookie": "; ".join(f"{each.name}={each.value}" for each in browser.session.cookies),
        }
        while True:
            with lock:
                if not waiting:
                    return
                number, content = waiting.pop()
            body, kind = encode_multipart_formdata({**fields, "archivo": (f"avance {number}.xlsx", content)})
            line.request("POST", place, body, {**who, "Content-Type": kind})
            uploaded = time.perf_counter()
            where = line.getresponse()
            where.read()
            line.request("GET", where.headers["Location"], headers=who)
            page = line.getresponse()
            shown = page.read()
            with lock:
                answers.append((time.perf_counter() - uploaded, page.status, shown))

    threads = [threading.Thread(target=hand_in, args=each) for each in people]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    times = sorted(seconds for seconds, _, _ in answers)
    print(f"{UPLOADS} entregas de {ROWS} filas, de {len(bodies)} organismos a la vez, en {took:.1f} s: "
          f"{UPLOADS / took:.1f} por segundo; la mitad en {times[UPLOADS // 2]:.2f} s, 95 % en "
          f"{times[UPLOADS * 95 // 100]:.2f} s")  # fmt: skip
    alone = time.perf_counter()
    assert people[0][0].open(f"/organismos/{people[0][1]}/entregas").status_code == 200
    print(f"la página de entregas, a solas: {time.perf_counter() - alone:.2f} s")
    assert {status for _, status, _ in answers} == {200}
    assert {b"<h1>Aceptada</h1>" in page or b"Devuelta para corregir" in page for _, _, page in answers} == {True}
    received = archive.every(root)
    assert len(received) == UPLOADS
    for submission in received:
        folder = register.report_folder(root, submission)
        assert json.loads((folder / register.ACUSE).read_bytes())["acuse"]["sha256"] == submission.sha256
    assert list(root.glob("raw/inbox/*/*/*")) == []
    running.kill()
    engine.dispose()
