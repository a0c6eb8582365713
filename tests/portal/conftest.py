"""A portal that really listens, its database in SQLite or PostgreSQL, and people who come in by its forms."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pyotp
import pytest
import requests
import uvicorn
from sqlalchemy import Engine, create_engine, text
from starlette.applications import Starlette

from apertura.portal.accounts.account import Account, Role, change, open_account
from apertura.portal.accounts.passwords import hashed
from apertura.portal.accounts.second_factor import conceal
from apertura.portal.app import portal
from apertura.portal.database.connect import connect
from apertura.portal.database.migrate import migrate
from apertura.portal.doors import DOORS
from apertura.portal.security.door import Door
from apertura.portal.serving import served
from apertura.portal.settings import Settings
from apertura.storage.keys import new_key
from tests.portal.postgres import cluster

REPO = Path(__file__).parents[2]
PASSWORD = "una frase bastante larga"
SECRET = "prueba " * 8
TOTP = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
MINE, OTHER = "OG-19", "OG-09"
PERIOD = "2024-T2"
EXAMPLES = REPO / "schemas" / "avance_linea_accion" / "examples"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with cluster() as address:
        yield address


@dataclass
class Clock:
    """The portal's clock, which a test may put forward."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Portal:
    """A portal that listens at ``url``."""

    settings: Settings
    engine: Engine
    clock: Clock
    url: str
    app: Starlette | None = None
    port: int = 0

    def account(self, role: Role, garante: str | None = None, *, totp: str | None = None) -> Account:
        """Open an account with a password and, where one is given, a second factor."""
        with self.engine.begin() as connection:
            count = connection.execute(text("select count(*) from accounts")).scalar_one()
            email = f"{role}-{count}@ejemplo.org"
            account = open_account(connection, email, role, garante, now=self.clock())
            sealed = conceal(totp, self.settings.secret) if totp else None
            change(connection, account.id, password=_hash(email), totp=sealed)
        return account

    def acts(self) -> list[tuple[str, str, str, int]]:
        with self.engine.begin() as connection:
            rows = connection.execute(text("select act, who, about, outcome from acts order by id"))
            return [tuple(row) for row in rows]

    def browser(self) -> "Browser":
        return Browser(self.url)

    def enter(self, account: Account) -> "Browser":
        """Sign in as an account does, by the forms."""
        browser = self.browser()
        answer = browser.send("/entrar", {"correo": account.email, "clave": PASSWORD})
        if account.must_have_second_factor and "/segundo-paso" in answer.url:
            with self.engine.begin() as connection:
                change(connection, account.id, totp_step=None)
            answer = browser.send("/segundo-paso", {"codigo": pyotp.TOTP(TOTP).at(self.clock())})
        assert answer.status_code == 200, answer.text
        return browser


def _hash(email: str) -> str:
    return _HASHES.setdefault("", hashed(PASSWORD, email))


_HASHES: dict[str, str] = {}


class Browser:
    """Keeps cookies, follows what it is sent to, and takes the seal from the page that has the form."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.session = requests.Session()
        # to look at every request for a proxy takes longer than the request
        self.session.trust_env = False
        self.session.headers["Origin"] = url

    def open(self, path: str, **said: object) -> requests.Response:
        return self.session.get(self.url + path, timeout=60, **said)

    def seal(self, path: str) -> str:
        [seal, *_] = re.findall(r'name="sello" value="([0-9a-f]{64})"', self.open(path).text)
        return str(seal)

    def send(
        self,
        path: str,
        fields: dict[str, str],
        file: tuple[str, bytes] | None = None,
        *,
        form: str | None = None,
        **said: object,
    ) -> requests.Response:
        """Send the form of a page, ``form`` where it is another than the one that answers."""
        sealed = {"sello": self.seal(form or path), **fields}
        files = {"archivo": file} if file else None
        return self.session.post(self.url + path, data=sealed, files=files, timeout=60, **said)


def settings_of(root: Path, **other: object) -> Settings:
    database = f"sqlite:///{root / 'portal.sqlite3'}"
    return Settings(**{"root": root, "schemas": REPO / "schemas", "database": database,
                       "secret": SECRET, **other})  # type: ignore[arg-type] # fmt: skip


@contextmanager
def listening(root: Path, doors: Sequence[Door] = DOORS, **other: object) -> Iterator[Portal]:
    """Run a portal over a workspace, in this process, with a socket of its own."""
    with socket.create_server(("127.0.0.1", int(other.pop("port", 0)))) as place:
        settings = settings_of(root, **{"address": f"http://127.0.0.1:{place.getsockname()[1]}", **other})
        engine = connect(settings.database)
        migrate(engine)
        clock = Clock()
        with portal(settings, clock, doors) as app:
            server = uvicorn.Server(served(app, settings))
            thread = threading.Thread(target=server.run, kwargs={"sockets": [place]}, daemon=True)
            thread.start()
            while not server.started:
                time.sleep(0.02)
            yield Portal(settings, engine, clock, settings.address, app, place.getsockname()[1])
            server.should_exit = True
            thread.join()
        engine.dispose()


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = tmp_path_factory.mktemp("llaves")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("APERTURA_LLAVES", str(folder))
        new_key(folder, now=datetime.now(UTC) - timedelta(days=1))
        yield


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, keys: None) -> Iterator[Portal]:
    """A portal of an empty workspace, for each kind of database."""
    root = tmp_path_factory.mktemp("datos")
    if request.param == "sqlite":
        with listening(root) as found:
            yield found
        return
    address = request.getfixturevalue("postgres")
    with fresh(address) as database, listening(root, database=database) as found:
        yield found


@contextmanager
def fresh(address: str) -> Iterator[str]:
    """Make a database of its own in a cluster."""
    admin = create_engine(address.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
    name = f"portal_{time.monotonic_ns()}"
    with admin.connect() as connection:
        connection.execute(text(f"create database {name}"))
    admin.dispose()
    yield urlsplit(address)._replace(path=f"/{name}").geturl()


@pytest.fixture
def fresh_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Addresses of empty databases, by kind."""
    made = []

    def make(kind: str) -> str:
        if kind == "sqlite":
            return f"sqlite:///{tmp_path / 'otra.sqlite3'}"
        opened = fresh(request.getfixturevalue("postgres"))
        made.append(opened)
        return opened.__enter__()

    yield make
    for opened in made:
        opened.__exit__(None, None, None)


def free_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Process:
    """The portal in a process of its own, which can be killed."""

    def __init__(self, root: Path) -> None:
        self.port = free_port()
        self.root, self.url = root, f"http://127.0.0.1:{self.port}"
        self.start()

    def start(self) -> None:
        environment = {**os.environ, "APERTURA_PORTAL_SECRETO": SECRET, "APERTURA_PORTAL_DIRECCION": self.url}
        command = [Path(sys.executable).with_name("apertura"), "portal", "--datos", self.root]
        command += ["--esquemas", REPO / "schemas", "--escuchar", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(list(map(str, command)), env=environment, stdout=subprocess.PIPE)
        assert b"escucha" in self.process.stdout.readline()

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


def apertura(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "APERTURA_ESQUEMAS": str(REPO / "schemas")}
    program = Path(sys.executable).with_name("apertura")
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, env=environment, check=False)
