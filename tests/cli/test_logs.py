"""What is logged: nothing but failures for people, and for machines an object for each thing done."""

import json
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.conftest import REPO, command, environment
from tests.remote.conftest import BODIES, RETURNED, filled

PAGE = (REPO / "docs/operacion.md").read_text(encoding="utf-8")


def night(root: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    told = {**environment(), "APERTURA_LLAVES": str(root.parent / "llaves"), **more}
    return subprocess.run(
        command("nocturna", "--datos", root), env=told, cwd=REPO, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    root = filled(tmp_path_factory.mktemp("registro") / "datos")
    done = night(root, APERTURA_REGISTRO="json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stderr.splitlines()]


def of(lines: list[dict[str, Any]], what: str) -> list[dict[str, Any]]:
    return [line for line in lines if line["que"] == what]


def test_each_thing_done_is_an_object_of_its_own(lines: list[dict[str, Any]]) -> None:
    assert sorted(line["garante"] for line in of(lines, "recepcion")) == sorted(BODIES)
    fates = {line["garante"]: line["dictamen"] for line in of(lines, "dictamen")}
    assert fates == {body: "devuelta" if body == RETURNED else "aceptada" for body in BODIES}
    (version,) = (line for line in of(lines, "version") if line["conjunto"] == "avance_linea_accion")
    assert version["version"] == "1.0.0"
    assert version["filas"] > 0
    assert {line["estado"] for line in of(lines, "correo")} == {"enviado"}
    assert sum(line["respuestas"] for line in of(lines, "correo")) == len(BODIES)


def test_each_says_when_where_and_what_and_names_no_file(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        assert datetime.fromisoformat(line["instante"]).utcoffset() is not None
        assert line["donde"].startswith("apertura.")
        assert line["nivel"] == "INFO"
        assert line["proceso"] > 0
        assert "tabla.csv" not in json.dumps(line)


def test_what_the_page_says_of_each_is_what_it_has(lines: list[dict[str, Any]]) -> None:
    rows = PAGE.partition("## El registro")[2].partition("| --- |")[2]
    said = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| ([^|]+) \|$", rows, re.MULTILINE))
    always = {"instante", "nivel", "donde", "proceso", "mensaje", "que"}
    # what reaches a portal is looked at where there is one
    assert set(said) - {"portal"} == {line["que"] for line in lines}
    for line in lines:
        told = set(re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", said[line["que"]])))
        assert set(line) - always == told


def test_the_bitacora_knows_them_by_the_same_keys(tmp_path: Path) -> None:
    root = filled(tmp_path / "datos")
    done = night(root, APERTURA_REGISTRO="json")
    events = [
        json.loads(line)
        for path in sorted((root / "bitacora").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    keys = ("que", "garante", "periodo", "sha256", "conjunto", "version")
    known = {tuple(event.get(key) for key in keys) for event in events}
    logged = {tuple(map(json.loads(line).get, keys)) for line in done.stderr.splitlines()}
    assert {each for each in logged if each[0] != "correo"} == known


def test_people_read_nothing_where_nothing_went_wrong(tmp_path: Path) -> None:
    done = night(filled(tmp_path / "datos"))
    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize(("form", "start"), [("texto", "ERROR apertura.judge: uno"), ("json", '{"nivel": "ERROR"')])
def test_a_trace_is_one_object_for_machines(form: str, start: str) -> None:
    code = (
        "import logging; from apertura.logs import begin_logs; begin_logs();"
        "logging.getLogger('apertura.judge').error('uno\\ndos')"
    )
    told = {**environment(), "APERTURA_REGISTRO": form}
    done = subprocess.run([sys.executable, "-c", code], env=told, capture_output=True, text=True, check=True)
    assert done.stderr.startswith(start)
    assert len(done.stderr.splitlines()) == (1 if form == "json" else 2)


def test_another_form_is_refused_in_one_sentence(tmp_path: Path) -> None:
    done = night(filled(tmp_path / "datos"), APERTURA_REGISTRO="xml")
    assert done.returncode == 2
    assert done.stderr == "APERTURA_REGISTRO dice «xml»; puede decir texto o json.\n"
