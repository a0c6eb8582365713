"""The token: in no line of output, no file, no error, no list of processes; a canary is planted and looked for."""

import dataclasses
import logging
import os
import secrets
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ckan.conftest import Ckan
from tests.ckan.instances import REPO
from tests.ckan.proxy import Fault, dead, page
from tests.ckan.workspace import Workspace, tables

FLOW = """
import pickle, sys
from pathlib import Path
from flows import publish
publish.load = lambda _: pickle.loads(Path(sys.argv[3]).read_bytes())
state = publish.publish(conjunto=sys.argv[2], datos=Path(sys.argv[1]), return_state=True)
sys.exit(0 if state.is_completed() else 3)
"""


@pytest.fixture
def canary(ckan: Ckan) -> str:
    """A token of the editor that nothing but this test knows."""
    return str(ckan.act("api_token_create", user="editora", name=secrets.token_hex(4))["token"])


@pytest.fixture
def workspace(ckan: Ckan, canary: str, tmp_path: Path) -> Workspace:
    made = Workspace(tmp_path, f"avances-{secrets.token_hex(4)}", {**ckan.environment, "CKAN_API_TOKEN": canary})
    made.release(tables("uno"))
    return made


def written(root: Path) -> Iterator[tuple[Path, bytes]]:
    yield from ((path, path.read_bytes()) for path in root.rglob("*") if path.is_file())


def test_no_log_no_file_and_no_error_holds_the_token(
    ckan: Ckan, workspace: Workspace, canary: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    said = []
    faults = [
        Fault(lambda request: request.action == "package_create", before=lambda _: page(500, "Error"), times=99),
        Fault(lambda request: request.action == "package_revise", after=dead, times=99),
        Fault(lambda request: request.action == "status_show", before=lambda _: page(200, "HTML"), times=99),
    ]
    for fault in faults:
        with ckan.front.broken(fault):
            try:
                workspace.to_portal()
            except Exception as error:  # noqa: BLE001 - whatever it is, it must not tell
                lines = traceback.TracebackException.from_exception(error, capture_locals=True).format()
                said += [
                    repr(error),
                    *(line for line in lines if "environment" not in line and "workspace" not in line),
                ]
        assert fault.hits
    workspace.to_portal()
    stranger = dataclasses.replace(workspace, environment={**ckan.environment, "CKAN_API_TOKEN": f"{canary}x"})
    with pytest.raises(Exception, match="editor") as refused:
        stranger.to_portal()
    out, err = capfd.readouterr()
    everything = "\n".join([*said, str(refused.value), out, err, caplog.text])
    assert "package_create" in everything, "there must be something to look through"
    assert canary not in everything
    assert [path for path, content in written(workspace.root) if canary.encode() in content] == []


def test_the_command_line_and_the_flow_keep_it_to_themselves(
    ckan: Ckan, workspace: Workspace, canary: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("prefect")
    environment = {
        **os.environ, **workspace.environment, "PYTHONPATH": f"{REPO / 'src'}:{REPO}", "PREFECT_HOME": str(home),
        "PREFECT_LOGGING_LEVEL": "DEBUG", "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1",
    }  # fmt: skip
    environment.pop("PREFECT_API_URL", None)
    program = [sys.executable, "-c", FLOW, *workspace.command()[2:]]
    listed = b""
    with (home / "salida").open("wb") as out:
        process = subprocess.Popen(program, env=environment, cwd=REPO, stdout=out, stderr=subprocess.STDOUT)
        while process.poll() is None:
            listed += b"".join(path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists())
            time.sleep(0.5)
    output = (home / "salida").read_bytes()
    assert process.returncode == 0, output.decode()
    assert workspace.name.encode() in listed, "the process must have been listed"
    assert canary.encode() not in listed
    assert workspace.name.encode() in output
    assert [path for path, content in written(home) if canary.encode() in content] == []
    assert workspace.to_portal().empty
