"""Two runs at once do not collide: the second waits for the first, in whatever process, and then does what is left."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from apertura.errors import LeaseHeldError
from apertura.storage.lease import hold
from flows.turn import hold_in_turn
from tests.acceptance.conftest import EPOCH, REPO, command, environment
from tests.acceptance.trees import contents
from tests.flows.conftest import api
from tests.flows.test_nights import inbox, returned_and_accepted


def test_a_run_waits_for_the_one_at_work(tmp_path: Path) -> None:
    begun, order = threading.Event(), list[str]()

    def first() -> None:
        with hold(tmp_path):
            begun.set()
            time.sleep(1.5)
            order.append("first")

    thread = threading.Thread(target=first)
    thread.start()
    begun.wait()
    with hold_in_turn(tmp_path):
        order.append("second")
    thread.join()
    assert order == ["first", "second"]


def test_a_run_that_waited_long_enough_says_who_is_at_work(tmp_path: Path) -> None:
    with hold(tmp_path), pytest.raises(LeaseHeldError, match="pid"), hold_in_turn(tmp_path, patience=1):
        pass


def test_what_a_run_at_work_has_half_done_is_no_broken_promise(server: dict[str, str], tmp_path: Path) -> None:
    root = inbox(tmp_path / "datos", *returned_and_accepted())
    subprocess.run(command("nocturna", "--datos", root), env=environment(), check=False, capture_output=True)
    half = root / "published" / "avance_linea_accion" / ".publicando"
    code = f"from pathlib import Path; from flows.verify import verify; print(verify(Path({str(root)!r}), Path('schemas'), return_state=True).name)"  # noqa: E501
    with hold(root):
        half.write_text("2.0.0")
        verifying = subprocess.Popen(
            [sys.executable, "-c", code], cwd=REPO, env=server, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip
        assert verifying.stderr is not None
        assert any("Se espera a que termine." in line for line in verifying.stderr)
        half.unlink()
    assert verifying.communicate()[0].splitlines()[-1] == "Íntegro"


def test_of_two_nights_at_once_one_does_it_all_and_the_other_finds_nothing_left(
    server: dict[str, str], tmp_path: Path
) -> None:
    garantes = returned_and_accepted()
    together = inbox(tmp_path / "juntas", *garantes)
    alone = inbox(tmp_path / "sola", *garantes)

    def night(root: Path) -> "subprocess.Popen[str]":
        code = f"from pathlib import Path; from flows.nightly import nightly; print(nightly(Path({str(root)!r}), Path('schemas'), return_state=True).name)"  # noqa: E501
        return subprocess.Popen(
            [sys.executable, "-c", code], cwd=REPO, env={**server, "SOURCE_DATE_EPOCH": EPOCH},
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    said = [process.communicate()[0].splitlines()[-1] for process in [night(together), night(together)]]
    assert sorted(said) == ["Completed", "Sin cambios"]
    night(alone).communicate()
    assert contents(together) == contents(alone)
    names = {run["name"] for run in api(server, "flow_runs/filter", {"limit": 200})}
    assert "Nocturna, 31 de diciembre de 2024" in names
