"""Step of the night × kind of poison: each leaves the other 32 bodies published, and is named."""

import csv
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from tests.acceptance.conftest import EPOCH, REPO
from tests.acceptance.trees import contents
from tests.flows.conftest import BIN, api
from tests.flows.test_answers import by_mail, plainly
from tests.outbox.post_office import PostOffice, open_at

DATASET = "avance_linea_accion"
BODIES = [f"OG-{number:02d}" for number in range(33)]
VICTIM = "OG-07"
PERIOD = "2024-T2"
EXAMPLE = (REPO / "schemas" / DATASET / "examples/valido.csv").read_text(encoding="utf-8")


def table(garante: str) -> bytes:
    return EXAMPLE.replace("OG-19", garante).encode()


def place(root: Path) -> Path:
    return root / "raw/inbox" / VICTIM / PERIOD


def archived(root: Path) -> Path:
    digest = sha256(table(VICTIM)).hexdigest()
    return root / "raw/archive" / digest[:2] / digest


def block(path: Path) -> None:
    """Have something be where a folder has to be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")


@dataclass(frozen=True)
class Poison:
    """What is done to the workspace before the night; ``published`` where the victim is published all the same.

    As it is where its table was accepted and only its answer could not be written: the next night writes it.
    """

    step: str
    kind: str
    do: Callable[[Path], object]
    fate: str
    published: bool = False


def dangling(root: Path) -> None:
    (place(root) / "tabla.csv").unlink()
    (place(root) / "tabla.csv").symlink_to("/no/hay")


def holding(content: bytes, name: str) -> Callable[[Path], object]:
    def put(root: Path) -> None:
        (place(root) / "tabla.csv").unlink()
        (place(root) / name).write_bytes(content)

    return put


def elsewhere(root: Path) -> None:
    shutil.move(place(root), root / "raw/inbox" / VICTIM / "2099-T9")


def cut_book() -> bytes:
    return (b"PK\x03\x04" + bytes(range(256)) * 40)[:9000]


POISONS = [
    Poison("barrer el buzón", "una liga que no lleva a nada", dangling, "sin destino"),
    Poison("barrer el buzón", "un periodo que no existe", elsewhere, "sin destino"),
    Poison("barrer el buzón", "un nombre que no es UTF-8", lambda root: (
        place(root) / "tabla.csv").rename(os.fsdecode(bytes(place(root)) + b"/tabla\xff\n.csv")),
        "aceptada", published=True),
    Poison("archivar", "su lugar en el archivo está ocupado", lambda root: block(archived(root)), "fallo nuestro"),
    Poison("archivar", "un recibo que no es un recibo", lambda root: (
        (archived(root) / "recibos").mkdir(parents=True),
        (archived(root) / f"recibos/{VICTIM}_{PERIOD}.json").write_text("{")), "fallo nuestro"),
    Poison("leer", "un libro cortado", holding(cut_book(), "tabla.xlsx"), "devuelta"),
    Poison("juzgar", "lo que se archivó ya no es lo que llegó", lambda root: (
        archived(root).mkdir(parents=True), (archived(root) / "contenido").write_text("otra cosa")), "fallo nuestro"),
    Poison("registrar", "el lugar de la respuesta está ocupado", lambda root: block(
        root / "reports" / VICTIM / PERIOD), "fallo nuestro", published=True),
    Poison("registrar", "el lugar de la tabla está ocupado", lambda root: block(
        root / "accepted" / DATASET / VICTIM), "fallo nuestro"),
]  # fmt: skip


DAMAGED, REFUSED = "conjunto", "correo"


def waiting(root: Path) -> Path:
    for garante in BODIES:
        folder = root / "raw/inbox" / garante / PERIOD
        folder.mkdir(parents=True)
        (folder / "tabla.csv").write_bytes(table(garante))
    return root


@pytest.fixture(scope="module")
def nights(server: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
    """A night over each poisoned workspace, one after another; by its folder, how it ended and what it left."""
    top, office = tmp_path_factory.mktemp("noches"), PostOffice()
    for number, poison in enumerate(POISONS):
        poison.do(waiting(top / str(number)))
    block(waiting(top / DAMAGED) / "published" / DATASET)
    waiting(top / REFUSED)
    office.refused.add(f"{VICTIM}@organismo.example")
    contacts = top / "direcciones.json"
    contacts.write_text(json.dumps({garante: [f"{garante}@organismo.example"] for garante in BODIES}))
    with open_at(office) as port:
        more = {**by_mail(top / REFUSED, port), "APERTURA_CONTACTOS": str(contacts)}
        post = {name: more.pop(name) for name in ("APERTURA_SMTP", "APERTURA_REMITENTE", "APERTURA_CONTACTOS")}
        code = """
import json, os, sys
from pathlib import Path
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from flows.nightly import nightly

top = Path(sys.argv[1])
with temporary_settings(updates={PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
    ended = {}
    for root in sorted(each for each in top.iterdir() if each.is_dir()):
        if root.name == "correo":
            os.environ.update(json.loads(sys.argv[2]))
        state = nightly(root, Path("schemas"), return_state=True)
        ended[root.name] = {
            "done": state.is_completed(), "said": state.message, "run": str(state.state_details.flow_run_id)}
(top / "terminaron.json").write_text(json.dumps(ended))
"""
        done = subprocess.run(
            [BIN / "python", "-c", code, str(top), json.dumps(post)], cwd=REPO, env={**server, **more},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    ended = json.loads((top / "terminaron.json").read_text())
    artifacts = api(server, "artifacts/filter", {"artifacts": {"key": {"any_": ["dictamenes"]}}})
    tables = {each["flow_run_id"]: json.loads(each["data"]) for each in artifacts}
    return {
        name: {**night, "root": top / name, "table": tables[night["run"]], "mails": office.taken}
        for name, night in ended.items()
    }


def published(root: Path, dataset: str = DATASET) -> set[str]:
    with (root / "published" / dataset / "latest" / f"{dataset}.csv").open(encoding="utf-8") as lines:
        return {row["organismo_id"] for row in csv.DictReader(lines)}


@pytest.mark.parametrize("number", range(len(POISONS)), ids=[f"{each.step}: {each.kind}" for each in POISONS])
def test_a_poisoned_file_is_named_and_leaves_the_others_published(nights: dict[str, dict], number: int) -> None:
    poison, night = POISONS[number], nights[str(number)]
    ours = poison.fate == "fallo nuestro"
    assert night["done"] is not ours, night["said"]
    assert published(night["root"]) == set(BODIES) - (set() if poison.published else {VICTIM})
    odd = [row for row in night["table"] if row["dictamen"] != "aceptada"]
    assert [row["dictamen"] for row in odd] == ([] if poison.fate == "aceptada" else [poison.fate])
    if ours:
        assert f"Fallas nuestras: 1 ({VICTIM} {PERIOD}); sus archivos siguen en el buzón." in night["said"]
        assert list(place(night["root"]).iterdir())


def test_what_went_wrong_with_a_file_is_in_the_logs_that_prefect_keeps(nights, server: dict[str, str]) -> None:
    runs = {nights[str(number)]["run"] for number, each in enumerate(POISONS) if each.step in ("archivar", "registrar")}
    for run in runs:
        logs = api(server, "logs/filter", {"logs": {"flow_run_id": {"any_": [run]}, "level": {"ge_": 40}}})
        ours = [each["message"] for each in logs if each["name"].startswith("apertura.")]
        assert any(f"de {VICTIM} {PERIOD}" in said and "Traceback" in said for said in ours)


def test_a_dataset_that_cannot_be_written_keeps_no_other_back_and_is_named(nights: dict[str, dict]) -> None:
    night = nights[DAMAGED]
    assert not night["done"]
    assert f"/published/{DATASET}" in night["said"]
    assert (night["root"] / "published/plan_de_trabajo/latest").exists()
    assert len(list((night["root"] / "salida/correo").glob("*/*.eml"))) == len(BODIES)


def test_an_address_that_is_refused_keeps_no_other_answer_back(nights: dict[str, dict]) -> None:
    night = nights[REFUSED]
    assert not night["done"]
    assert "Hay respuestas que no se pudieron enviar." in night["said"]
    assert published(night["root"]) == set(BODIES)
    assert {mail["To"] for mail in night["mails"]} == {f"{garante}@organismo.example" for garante in BODIES} - {
        f"{VICTIM}@organismo.example"
    }


def test_the_plain_night_names_it_too_and_ends_in_the_same_bytes(nights: dict[str, dict], tmp_path: Path) -> None:
    number = next(number for number, each in enumerate(POISONS) if each.step == "registrar")
    root = waiting(tmp_path / "datos")
    POISONS[number].do(root)
    done = plainly(root, {"SOURCE_DATE_EPOCH": EPOCH})
    assert done.returncode == 3
    assert f"de {VICTIM} {PERIOD}" in done.stderr
    by_flow = nights[str(number)]["root"]
    assert contents(root) == contents(by_flow)


def test_a_file_that_takes_for_ever_is_given_up_and_the_run_ends(server: dict[str, str], tmp_path: Path) -> None:
    root = waiting(tmp_path / "datos")
    code = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from prefect import flow
from apertura.definitions import load
from apertura.storage import inbox
from flows.as_is import as_is
from flows.ingest import ingest_submission
from flows.runner import RUNNER

def for_ever(root, submission):
    while True:
        time.sleep(0.01)

@flow(task_runner=RUNNER)
def night(root):
    limited = ingest_submission.with_options(timeout_seconds=1)
    given = inbox.sweep(root)[0], root, as_is(load(Path("schemas"))), datetime.now(UTC), as_is(for_ever)
    future = limited.submit(*given)
    future.wait()
    print(future.state.name)

night(Path(sys.argv[1]))
"""
    done = subprocess.run(
        [BIN / "python", "-c", code, str(root)], cwd=REPO, env=server, capture_output=True, text=True, check=False
    )
    assert done.stdout.splitlines()[-1] == "TimedOut", done.stderr
    assert "Timeout of" not in done.stderr
    assert place(root).iterdir()


def test_a_process_that_waits_for_a_disk_that_does_not_answer_is_ended(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "disco")
    code = "import sys; from flows.deadline import ended_by\nwith ended_by(1): open(sys.argv[1])"
    done = subprocess.run(
        [BIN / "python", "-c", code, str(tmp_path / "disco")], cwd=REPO, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "Timeout (0:00:01)!" in done.stderr
