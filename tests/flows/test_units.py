"""The units of systemd are what systemd takes, and the page for operators names every one."""

import re
import subprocess
import tomllib
from datetime import timedelta
from pathlib import Path

from flows.badly_ended import SILENCE
from tests.acceptance.conftest import REPO

UNITS = sorted((REPO / "deploy/systemd").iterdir())
PAGE = (REPO / "docs/operacion.md").read_text(encoding="utf-8")


def test_systemd_takes_every_unit_without_a_word(tmp_path: Path) -> None:
    for unit in UNITS:
        # where this checkout is, as if it were installed: systemd looks at what each unit starts
        (tmp_path / unit.name).write_text(unit.read_text(encoding="utf-8").replace("/opt/apertura", str(REPO)))
    units = [str(tmp_path / unit.name.replace("@.", "@1.")) for unit in UNITS]
    (tmp_path / "apertura-trabajador@1.service").symlink_to(tmp_path / "apertura-trabajador@.service")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units], capture_output=True, text=True, check=False
    )
    ours = [line for line in (done.stdout + done.stderr).splitlines() if "apertura" in line]
    assert (done.returncode, ours) == (0, [])


def test_a_unit_that_is_wrong_would_be_told(tmp_path: Path) -> None:
    (tmp_path / "mal.service").write_text("[Service]\nExecStart=/no/hay\n")
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", tmp_path / "mal.service"], check=False)
    assert done.returncode != 0


def test_the_page_names_every_unit_and_every_variable_that_there_is() -> None:
    names = {unit.name.removesuffix(".service").replace("@", "@1") for unit in UNITS}
    oneshot = {name.removesuffix(".timer") for name in names if name.endswith(".timer")}
    assert [name for name in sorted(names - oneshot) if f"`{name}`" not in PAGE] == []
    sample = (REPO / "deploy/apertura.env").read_text(encoding="utf-8")
    assert set(re.findall(r"APERTURA_AVISOS\w*", PAGE)) == set(re.findall(r"APERTURA_AVISOS\w*", sample))


def test_a_run_is_declared_dead_after_several_beats_that_did_not_come() -> None:
    settings = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["prefect"]
    assert timedelta(seconds=settings["flows"]["heartbeat_frequency"]) * 6 <= SILENCE


def test_the_clock_of_the_copies_is_one_that_systemd_reads() -> None:
    for timer in UNITS:
        for when in re.findall(r"OnCalendar=(.+)", timer.read_text(encoding="utf-8")):
            subprocess.run(["systemd-analyze", "calendar", when], check=True, capture_output=True)
