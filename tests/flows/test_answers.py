"""After the night, by the flow and by the plain process, every steward is told; mail never keeps a version back."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pytest

from tests.acceptance.conftest import EPOCH, REPO, command, environment
from tests.acceptance.test_named_rows import CHILD, PARENT, as_csv, as_workbook, changed, example
from tests.acceptance.trees import contents
from tests.flows.conftest import BIN
from tests.outbox.post_office import PostOffice, open_at

GARANTE = "OG-19"


def waiting(root: Path) -> Path:
    """Lay two tables of one body into its inbox: one will be accepted, one returned."""
    for period, file in (("2024-T2", "valido.csv"), ("2024-T3", "invalido.csv")):
        folder = root / "raw" / "inbox" / GARANTE / period
        folder.mkdir(parents=True)
        shutil.copyfile(REPO / "schemas/avance_linea_accion/examples" / file, folder / file)
    return root


def lay(root: Path, name: str, content: bytes) -> None:
    folder = root / "raw" / "inbox" / GARANTE / "2024-T2"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)


def by_mail(root: Path, port: int) -> Mapping[str, str]:
    contacts = root.parent / "contactos.json"
    contacts.write_text(json.dumps({GARANTE: ["enlace@organismo.example"]}), encoding="utf-8")
    return {
        "SOURCE_DATE_EPOCH": EPOCH,
        "APERTURA_DATOS": str(root),
        "APERTURA_SMTP": f"smtp+plano://127.0.0.1:{port}",
        "APERTURA_REMITENTE": "recepcion@apertura.example",
        "APERTURA_CONTACTOS": str(contacts),
    }


def plainly(root: Path, more: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        command("nocturna", "--datos", root), env=environment(**more), capture_output=True, text=True, check=False
    )


def by_flow(
    server: Mapping[str, str], root: Path, more: Mapping[str, str], name: str = "nightly"
) -> "subprocess.CompletedProcess[str]":
    given = f"from pathlib import Path; from flows.{name} import {name} as flow; "
    run = f"done = flow(Path({str(root)!r}), Path('schemas'), return_state=True); "
    code = f"{given}{run}print(done.message); raise SystemExit(0 if done.is_completed() else 3)"
    return subprocess.run(
        [BIN / "python", "-c", code], cwd=REPO, env={**server, **more}, capture_output=True, text=True, check=False
    )


def test_a_server_that_takes_nothing_stops_no_night_and_the_next_one_sends(server, tmp_path: Path) -> None:
    roots, ids = (waiting(tmp_path / "plano"), waiting(tmp_path / "flujo")), []
    for root in roots:
        office = PostOffice(*["451 4.3.0 luego"] * 4)
        with open_at(office) as port:
            more = by_mail(root, port)
            runs = [plainly(root, more) if root == roots[0] else by_flow(server, root, more) for _ in range(3)]
        assert [run.returncode for run in runs] == [3, 0, 0], [run.stderr for run in runs]
        assert "OG-19: 2 respuestas quedan para la siguiente corrida." in runs[0].stdout
        assert "Respuestas enviadas a 1 organismo." in runs[1].stdout
        assert "Respuestas enviadas" not in runs[2].stdout
        assert (root / "published/avance_linea_accion/latest").exists()
        ids.append(office.ids)
    assert len(ids[0]) == 1
    assert ids[0] == ids[1]
    assert contents(roots[0]) == contents(roots[1])


def test_settings_that_make_no_sense_stop_no_night(server, tmp_path: Path) -> None:
    wrong = {"SOURCE_DATE_EPOCH": EPOCH, "APERTURA_SMTP": "servidor", "APERTURA_REMITENTE": "a@b"}
    roots = waiting(tmp_path / "plano"), waiting(tmp_path / "flujo")
    for done in (plainly(roots[0], wrong), by_flow(server, roots[1], wrong)):
        assert (done.returncode, "APERTURA_SMTP se escribe como" in done.stderr) == (3, True)
        assert "Traceback" not in done.stderr
    assert (roots[0] / "published/avance_linea_accion/latest").exists()
    assert contents(roots[0]) == contents(roots[1])


def test_a_dataset_that_cannot_be_published_keeps_no_answer_back(server, tmp_path: Path) -> None:
    roots = tmp_path / "plano", tmp_path / "flujo"
    for root in roots:
        office = PostOffice()
        with open_at(office) as port:
            more = {**by_mail(root, port), "APERTURA_ENFRIAMIENTO_HORAS": "0"}
            night = plainly if root == roots[0] else partial(by_flow, server)
            lay(root, "todo.xlsx", as_workbook(**{name: example(name) for name in (PARENT, CHILD)}))
            assert night(root, more).returncode == 0
            # none of the rows published names one that is still there
            lay(root, "otra.csv", as_csv(changed(PARENT, "secretariado_id", "STL-02", "STL-09")))
            done = night(root, more)
        assert done.returncode == (2 if root == roots[0] else 3)
        assert "nombran filas de otros conjuntos" in done.stdout + done.stderr
        assert ["todo.xlsx" in str(mail) for mail in office.taken] == [True, False]
        assert "otra.csv" in str(office.taken[-1])


def test_what_lands_by_day_is_told_by_the_flow_that_takes_it_in(server, tmp_path: Path) -> None:
    root, office = waiting(tmp_path / "datos"), PostOffice()
    with open_at(office) as port:
        done = by_flow(server, root, by_mail(root, port), "ingest")
    assert done.returncode == 0, done.stderr
    (mail,) = office.taken
    assert "2024-T3, «invalido.csv»: devuelta para corregir" in mail.get_body(("plain",)).get_content()


@pytest.mark.parametrize("name", ["nightly", "ingest"])
def test_without_a_server_the_answers_are_files(server, tmp_path: Path, name: str) -> None:
    root = waiting(tmp_path / "datos")
    done = by_flow(server, root, {"SOURCE_DATE_EPOCH": EPOCH}, name)
    assert done.returncode == 0, done.stderr
    assert "la respuesta a 1 organismo quedó como archivo, en salida/correo/." in done.stdout
    assert len(list((root / "salida" / "correo" / GARANTE).glob("*.eml"))) == 1
