"""The rehearsal of disasters: every fault at every step, and at each instant a reader gets one whole version.

What came of each is written to docs/ensayo-de-desastres.md, which must be the one that is committed.
"""

import contextlib
import hashlib
import os
import resource
import secrets
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from apertura.errors import AperturaError
from tests.ckan.conftest import Ckan
from tests.ckan.instances import REPO, SCRIPT
from tests.ckan.proxy import Answer, Fault, Request, corrupted, dead, page, slow, truncated
from tests.ckan.reader import MIXED, reading, whole
from tests.ckan.rehearsal_report import Outcome, written
from tests.ckan.workspace import Workspace, tables

REPORT = REPO / "docs" / "ensayo-de-desastres.md"
ALWAYS = 10_000
NEW, OLD, LEFT, HIDDEN = "nueva", "anterior", "entera", "nadie la ve"

SEND, DOWNLOAD = "enviar archivos y metadatos", "descargar cada archivo, sin clave"
SMALL = 2_000
"""Bytes; a request that only shows a dataset is smaller, one with files is larger."""

Step = Callable[[Request], bool]
STEPS: Mapping[str, Step] = {
    "preguntar cómo es el portal": lambda r: r.action == "status_show",
    "mirar qué hay": lambda r: r.action == "package_show" and r.signed,
    SEND: lambda r: r.action == "package_revise",
    "leer lo que dice, sin clave": lambda r: r.action == "package_show" and not r.signed,
    DOWNLOAD: lambda r: r.downloads and not r.signed,
    "leer la tabla": lambda r: r.action == "datastore_search",
    "cambiar la tabla": lambda r: r.action == "datastore_upsert",
}
WRITING = (SEND, "cambiar la tabla")


@dataclass(frozen=True)
class Disaster:
    """A fault with its Spanish name, the steps it is tried at, and what makes it."""

    name: str
    steps: tuple[str, ...]
    make: Callable[[Step], Fault]
    seconds: float = 20


def before(status: int, text: str, times: int = 1) -> Callable[[Step], Fault]:
    return lambda to: Fault(to, before=lambda _: page(status, text), times=times)


def after(status: int, text: str, times: int = 1) -> Callable[[Step], Fault]:
    return lambda to: Fault(to, after=lambda _, __: page(status, text), times=times)


EVERYWHERE = tuple(STEPS)
DISASTERS = (
    Disaster("500 antes de actuar", EVERYWHERE, before(500, "Internal Server Error")),
    Disaster("500 después de actuar", WRITING, after(500, "Internal Server Error")),
    Disaster("502 antes de actuar", EVERYWHERE, before(502, "Bad Gateway")),
    Disaster("502 después de actuar", WRITING, after(502, "Bad Gateway")),
    Disaster("504 antes de actuar", EVERYWHERE, before(504, "Gateway Timeout")),
    Disaster("504 después de actuar", WRITING, after(504, "Gateway Timeout")),
    Disaster("500 siempre, sin actuar", EVERYWHERE, before(500, "Internal Server Error", ALWAYS)),
    Disaster("502 siempre, después de actuar", WRITING, after(502, "Bad Gateway", ALWAYS)),
    Disaster("413 (archivo demasiado grande)", WRITING, before(413, "Request Entity Too Large", ALWAYS)),
    Disaster("el portal no contesta a tiempo", EVERYWHERE, lambda to: Fault(to, before=slow(5)), seconds=4),
    Disaster("la línea se corta a media subida", WRITING[:1], lambda to: Fault(to, cut=2000)),
    Disaster("la línea se corta antes de la respuesta", EVERYWHERE, lambda to: Fault(to, after=dead)),
    Disaster("respuesta truncada", EVERYWHERE, lambda to: Fault(to, after=truncated)),
    Disaster("HTML en vez de JSON, con 200", EVERYWHERE, after(200, "Mantenimiento")),
    Disaster("otros bytes al leer de vuelta, una vez", (DOWNLOAD,), lambda to: Fault(to, after=corrupted)),
    Disaster(
        "otros bytes al leer de vuelta, siempre", (DOWNLOAD,), lambda to: Fault(to, after=corrupted, times=ALWAYS)
    ),
)


@dataclass
class Rehearsal:
    """One dataset through all disasters, and what came of each."""

    ckan: Ckan
    workspace: Workspace
    outcomes: list[Outcome] = field(default_factory=list)
    first: list[Outcome] = field(default_factory=list)
    turn: int = 0

    def release(self, rows: int = 3) -> str:
        self.turn += 1
        return self.workspace.release(tables(*(f"vuelta {self.turn}, fila {place}" for place in range(rows))))

    def files(self, number: str) -> tuple[str, frozenset[str]]:
        contents = self.workspace.files(number).values()
        return number, frozenset(hashlib.sha256(content).hexdigest() for content in contents)

    def shown(self) -> tuple[str, frozenset[str]] | None:
        return whole(self.ckan, self.workspace.name)

    @contextmanager
    def through(self, disaster: str, step: str, old: str, new: str) -> Iterator[None]:
        """Let something happen while a reader reads; then hold what is promised, and write down what came of it."""
        promised = {self.files(old), self.files(new)}
        with reading(self.ckan, self.workspace.name) as seen:
            yield
        assert {*seen} - {None, MIXED} <= promised
        self.outcomes.append(Outcome(disaster, step, self._outcome(new)))

    def _outcome(self, new: str) -> str:
        if not self.workspace.settled():
            return LEFT
        proven = self.workspace.journal()["proven"]
        assert self.shown() == self.files(proven)
        return NEW if proven == new else OLD

    def heal(self, new: str) -> None:
        """The next night: whatever happened, the portal is as if nothing had."""
        untouched = self.workspace.to_portal().empty
        assert self.shown() == self.files(new)
        assert untouched or self.workspace.to_portal().empty

    def publish(self, seconds: float = 20) -> None:
        hurried = replace(self.workspace, environment={**self.workspace.environment, "CKAN_TIMEOUT": str(seconds)})
        with contextlib.suppress(AperturaError):
            hurried.to_portal()


@pytest.fixture(scope="module")
def rehearsal(ckan: Ckan, tmp_path_factory: pytest.TempPathFactory) -> Rehearsal:
    name = f"ensayo-{secrets.token_hex(4)}"
    rehearsed = Rehearsal(ckan, Workspace(tmp_path_factory.mktemp("ensayo"), name, ckan.environment))
    rehearsed.release()
    rehearsed.workspace.to_portal()
    return rehearsed


@pytest.mark.parametrize("disaster", DISASTERS, ids=lambda disaster: disaster.name)
def test_a_fault_on_the_way_leaves_one_whole_version(rehearsal: Rehearsal, disaster: Disaster) -> None:
    for step in disaster.steps:
        old = rehearsal.workspace.journal()["proven"]
        new = rehearsal.release()
        fault = disaster.make(STEPS[step])
        with rehearsal.through(disaster.name, step, old, new), rehearsal.ckan.front.broken(fault):
            rehearsal.publish(disaster.seconds)
        assert fault.hits > 0, step
        rehearsal.heal(new)


# --- What CKAN stands on


def process(ckan: Ckan, name: str) -> int:
    return int((ckan.folder / "run" / f"{name}.pid").read_text().split()[0])


def end(ckan: Ckan, name: str, sign: signal.Signals) -> None:
    pid = process(ckan, name)
    os.kill(pid, sign)
    for _ in range(100):
        if not Path(f"/proc/{pid}/cmdline").exists() or not Path(f"/proc/{pid}/cmdline").read_bytes():
            return
        time.sleep(0.1)


def start_again(ckan: Ckan) -> None:
    """The script starts what does not run, and only that."""
    token = (ckan.folder / "ckan.env").read_text(encoding="utf-8")
    done = subprocess.run([SCRIPT, ckan.folder], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (ckan.folder / "ckan.env").write_text(token, encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "part", "sign"),
    [
        ("el buscador se detiene", "search", signal.SIGKILL),
        ("Redis se detiene", "redis", signal.SIGKILL),
        ("PostgreSQL se reinicia", "postgres", signal.SIGINT),
    ],
)
def test_a_part_of_the_portal_that_stops_leaves_one_whole_version(
    rehearsal: Rehearsal, name: str, part: str, sign: signal.Signals
) -> None:
    step = SEND
    old, new = rehearsal.workspace.journal()["proven"], rehearsal.release()

    def stop(_: Request) -> None:
        end(rehearsal.ckan, part, sign)
        if part == "postgres":
            start_again(rehearsal.ckan)

    pick = STEPS[step]
    fault = Fault(lambda request: pick(request) and not fault.hits, times=1)
    fault.before = None
    ask = rehearsal.ckan.front.fault

    def meanwhile(request: Request) -> Fault | None:
        if pick(request) and not fault.hits:
            fault.hits += 1
            stop(request)
        return ask(request)

    rehearsal.ckan.front.fault = meanwhile  # type: ignore[method-assign]
    try:
        with rehearsal.through(name, step, old, new):
            rehearsal.publish()
            start_again(rehearsal.ckan)
    finally:
        rehearsal.ckan.front.fault = ask  # type: ignore[method-assign]
    rehearsal.heal(new)


def test_a_full_disk_leaves_the_version_before(rehearsal: Rehearsal) -> None:
    """A quota of the portal's processes: a write beyond it fails as it does on a full disk."""
    old, new = rehearsal.workspace.journal()["proven"], rehearsal.release(rows=40_000)
    master = process(rehearsal.ckan, "ckan")
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    infinite = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    for pid in (master, *map(int, children)):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (1 << 20, resource.RLIM_INFINITY))
    try:
        with rehearsal.through("el disco del portal se llena", SEND, old, new):
            rehearsal.publish()
    finally:
        for pid in (master, *map(int, children)):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, infinite)
    rehearsal.heal(new)


def test_a_token_that_is_revoked_on_the_way_leaves_the_version_before(rehearsal: Rehearsal) -> None:
    made = rehearsal.ckan.act("api_token_create", user="editora", name=secrets.token_hex(4))["token"]
    there = rehearsal.workspace
    rehearsal.workspace = replace(there, environment={**there.environment, "CKAN_API_TOKEN": made})
    old, new = rehearsal.workspace.journal()["proven"], rehearsal.release()

    def revoke(_: Request) -> None:
        rehearsal.ckan.act("api_token_revoke", token=made)

    step = SEND
    fault = Fault(STEPS[step], before=revoke)
    with rehearsal.through("la clave se revoca a media corrida", step, old, new), rehearsal.ckan.front.broken(fault):
        rehearsal.publish()
    assert rehearsal.outcomes[-1].what == OLD
    rehearsal.workspace = there
    rehearsal.heal(new)


def test_wrong_bytes_of_the_new_version_alone_bring_the_one_before_back(rehearsal: Rehearsal) -> None:
    old, new = rehearsal.workspace.journal()["proven"], rehearsal.release()
    known = set(rehearsal.workspace.files(old).values())

    def corrupt_what_is_new(request: Request, answer: Answer) -> Answer:
        return answer if answer.body in known else corrupted(request, answer)

    step = DOWNLOAD
    fault = Fault(STEPS[step], after=corrupt_what_is_new, times=ALWAYS)
    name = "otros bytes al descargar, solo de la versión nueva"
    with rehearsal.through(name, step, old, new), rehearsal.ckan.front.broken(fault):
        rehearsal.publish()
    assert rehearsal.outcomes[-1].what == OLD
    rehearsal.heal(new)


# --- kill -9

MOMENTS = [*((step, False) for step in STEPS), *((step, True) for step in WRITING)]


KILLS = {False: "kill -9 a quien publica, antes", True: "kill -9 a quien publica, ya que el portal actuó"}


def killed_at(rehearsal: Rehearsal, step: Step, *, acted: bool) -> None:
    """Publish in a process that is killed when a request of a step comes, or when it was answered."""

    def kill(request: Request, _: Answer | None = None) -> Answer:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        return dead(request)

    fault = Fault(step, after=kill) if acted else Fault(step, before=kill)
    with rehearsal.ckan.front.broken(fault):
        process = subprocess.Popen(rehearsal.workspace.command(), env=rehearsal.workspace.process_environment)
        process.wait(timeout=120)
    assert (fault.hits, process.returncode) == (1, -signal.SIGKILL)


@pytest.mark.parametrize(("step", "acted"), MOMENTS, ids=lambda value: str(value))
def test_a_publisher_killed_at_any_step_leaves_one_whole_version(rehearsal: Rehearsal, step: str, acted: bool) -> None:
    old, new = rehearsal.workspace.journal()["proven"], rehearsal.release()
    with rehearsal.through(KILLS[acted], step, old, new):
        killed_at(rehearsal, STEPS[step], acted=acted)
    rehearsal.heal(new)


# --- The first version

FIRST: Mapping[str, Step] = {
    "preguntar cómo es el portal": STEPS["preguntar cómo es el portal"],
    "crear el conjunto": lambda r: r.action == "package_create",
    "enviar archivos y metadatos": lambda r: r.action == "package_revise" and r.size > SMALL,
    "descargar con clave": lambda r: r.downloads and r.signed,
    "crear la tabla": lambda r: r.action == "datastore_create",
    "crear la vista": lambda r: r.action == "resource_view_create",
    "mostrarlo a todos": lambda r: r.action == "package_revise" and r.size <= SMALL,
    "descargar sin clave": STEPS[DOWNLOAD],
}
FIRST_READING = ("preguntar cómo es el portal", "descargar con clave", "descargar sin clave")
FIRST_WRITING = tuple(step for step in FIRST if step not in FIRST_READING)
FIRST_DISASTERS = (
    Disaster("500 antes de actuar", tuple(FIRST), before(500, "Internal Server Error")),
    Disaster("502 después de actuar", FIRST_WRITING, after(502, "Bad Gateway")),
    Disaster("la línea se corta antes de la respuesta", FIRST_WRITING, lambda to: Fault(to, after=dead)),
    Disaster("500 siempre, sin actuar", tuple(FIRST), before(500, "Internal Server Error", ALWAYS)),
    Disaster("502 siempre, después de actuar", FIRST_WRITING, after(502, "Bad Gateway", ALWAYS)),
)


@contextmanager
def first(rehearsal: Rehearsal, place: Path, disaster: str, step: str) -> Iterator[Rehearsal]:
    """A dataset that the portal does not have goes through something: nobody sees it, or it is whole; then it heals."""
    made = Workspace(place, f"primera-{secrets.token_hex(4)}", rehearsal.ckan.environment)
    once = Rehearsal(rehearsal.ckan, made)
    number = once.release()
    with reading(rehearsal.ckan, made.name) as seen:
        yield once
    assert {*seen} <= {None, once.files(number)}
    shown = once.shown()
    settled = shown is not None and made.settled()
    rehearsal.first.append(Outcome(disaster, step, NEW if settled else LEFT if shown else HIDDEN))
    once.heal(number)


@pytest.mark.parametrize("disaster", FIRST_DISASTERS, ids=lambda disaster: disaster.name)
def test_a_fault_on_the_way_of_a_first_version_shows_it_whole_or_to_nobody(
    rehearsal: Rehearsal, disaster: Disaster, tmp_path: Path
) -> None:
    for place, step in enumerate(disaster.steps):
        fault = disaster.make(FIRST[step])
        with first(rehearsal, tmp_path / str(place), disaster.name, step) as once, rehearsal.ckan.front.broken(fault):
            once.publish(disaster.seconds)
        assert fault.hits > 0, step


FIRST_MOMENTS = [*((step, False) for step in FIRST), *((step, True) for step in FIRST_WRITING)]


@pytest.mark.parametrize(("step", "acted"), FIRST_MOMENTS, ids=lambda value: str(value))
def test_a_publisher_killed_on_the_way_of_a_first_version_shows_it_whole_or_to_nobody(
    rehearsal: Rehearsal, step: str, acted: bool, tmp_path: Path
) -> None:
    with first(rehearsal, tmp_path, KILLS[acted], step) as once:
        killed_at(once, FIRST[step], acted=acted)


# --- The report


def test_the_report_of_the_rehearsal_is_the_one_that_is_committed(rehearsal: Rehearsal) -> None:
    expected = sum(len(disaster.steps) for disaster in DISASTERS) + 6 + len(MOMENTS)
    expected_first = sum(len(disaster.steps) for disaster in FIRST_DISASTERS) + len(FIRST_MOMENTS)
    if (len(rehearsal.outcomes), len(rehearsal.first)) < (expected, expected_first):
        return  # only some of the disasters were asked for
    text = written(rehearsal.outcomes, rehearsal.first, tuple(STEPS), tuple(FIRST))
    before = REPORT.read_text(encoding="utf-8") if REPORT.exists() else ""
    REPORT.write_text(text, encoding="utf-8")
    assert text == before, f"{REPORT.name} was written anew: look at it, and commit it"
