"""A real PostgreSQL of its own: a private cluster in a folder, that nobody else can reach, gone at the end."""

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp


@contextmanager
def cluster() -> Iterator[str]:
    """Start one and yield the address of an empty database in it."""
    bin_ = max(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4])).parent
    folder, password = Path(mkdtemp(prefix="apertura-pg-")), secrets.token_hex(16)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    # it does not run as root, which is who runs tests in a container
    drop = _as_nobody(folder) if os.geteuid() == 0 else []
    (folder / "password").write_text(password)
    if drop:
        shutil.chown(folder / "password", int(drop[1].partition("=")[2]))
    data = folder / "data"
    made = [bin_ / "initdb", "-D", data, "-U", "apertura", "--auth=scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"]
    subprocess.run(
        [*drop, *made, "--no-sync", f"--pwfile={folder / 'password'}"], check=True, capture_output=True, cwd=folder
    )
    options = ["-p", str(port), "-h", "127.0.0.1", "-k", str(folder), "-c", "fsync=off"]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen([*drop, bin_ / "postgres", "-D", data, *options], stderr=log, stdout=log, cwd=folder)
    try:
        for _ in range(200):
            ready = [bin_ / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
            if subprocess.run(ready, check=False).returncode == 0:
                break
            time.sleep(0.1)
        yield f"postgresql://apertura:{password}@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait()
        shutil.rmtree(folder)


def _as_nobody(folder: Path) -> list[str]:
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
