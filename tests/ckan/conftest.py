"""A real CKAN for the tests: one server of each kind that is asked for, in a session of a worker."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.ckan.instances import CACHE, KINDS, SUPPORTED, VERSIONS, Kind, reserved_port, running
from tests.ckan.proxy import Front, front


@dataclass(frozen=True)
class Ckan:
    """A CKAN that runs: ``url`` is what readers and publishers use, ``front`` what stands there."""

    kind: Kind
    front: Front
    folder: Path
    admin: str
    token: str

    @property
    def url(self) -> str:
        return self.front.url

    @property
    def environment(self) -> dict[str, str]:
        """What an operator sets; impatient, for tests."""
        return {
            "CKAN_URL": self.url,
            "CKAN_API_TOKEN": self.token,
            "CKAN_ORGANIZATION": "snt",
            "CKAN_TIMEOUT": "20",
            "CKAN_ATTEMPTS": "3",
        }

    def act(self, action: str, **data: Any) -> Any:
        """Call an action as the administrator, behind the proxy's back."""
        headers = {"Authorization": self.admin}
        answer = requests.post(f"{self.front.behind}/api/3/action/{action}", json=data, headers=headers, timeout=60)
        assert answer.ok, answer.text
        return answer.json()["result"]

    def seen_by_anybody(self, action: str, **parameters: str) -> requests.Response:
        """Ask as a reader, behind the proxy's back."""
        return requests.get(f"{self.front.behind}/api/3/action/{action}", params=parameters, timeout=60)


Start = Callable[[str], Ckan]


@pytest.fixture(scope="session")
def start() -> Iterator[Start]:
    """Start a kind of CKAN, once; all are stopped when the session ends, unless CKAN_KEEP keeps them for the next."""
    started: dict[str, Ckan] = {}
    worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    with ExitStack() as stack:

        def begin(name: str) -> Ckan:
            if name not in started:
                kind, keep = KINDS[name], "CKAN_KEEP" in os.environ
                folder = CACHE / "tests" / worker / (name if keep else f"{name}-{os.getpid()}")
                port = reserved_port(folder)
                said = stack.enter_context(running(kind, folder, f"http://127.0.0.1:{port}", keep=keep))
                before = stack.enter_context(front(port, said["CKAN_URL"]))
                started[name] = Ckan(kind, before, folder, said["CKAN_ADMIN_TOKEN"], said["CKAN_API_TOKEN"])
            return started[name]

        yield begin


@pytest.fixture(scope="session", params=SUPPORTED)
def any_ckan(start: Start, request: pytest.FixtureRequest) -> Ckan:
    """Every CKAN that is supported, one after the other."""
    return start(request.param)


@pytest.fixture(scope="session", params=VERSIONS)
def each_ckan(start: Start, request: pytest.FixtureRequest) -> Ckan:
    """Every version of CKAN alone, where forms and DCAT make no difference."""
    return start(request.param)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the whole demonstration published to folders."""
    from tests.ckan.demonstration import run

    root = tmp_path_factory.mktemp("demostracion") / "datos"
    done = run("demo", "--datos", root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture(scope="session")
def ckan(start: Start) -> Ckan:
    """The newest CKAN."""
    return start("2.12")


@pytest.fixture(scope="session")
def roomy_ckan(start: Start) -> Ckan:
    """The newest CKAN, set to take large files."""
    return start("2.12-grande")
