"""A file of a gibibyte: sent to a real CKAN and read back, while our memory stays where it was."""

import hashlib
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ckan.conftest import Ckan
from tests.ckan.instances import REPO
from tests.ckan.workspace import Workspace, tables

GIB = 1 << 30
MOST_MIB = 150
PUBLISH = """
import os, sys
from pathlib import Path
from apertura.publication.ckan.wire.call import write
from apertura.publication.ckan.wire.connection import connect
from apertura.publication.ckan.wire.download import download
from apertura.publication.ckan.wire.settings import read_settings
from apertura.publication.ckan.wire.upload import Upload

file, package = Path(sys.argv[1]), sys.argv[2]
with connect(read_settings(file.parent, dict(os.environ))) as connection:
    upload = Upload(file, file.name, "text/csv")
    made = write(connection, "resource_create", {"package_id": package, "format": "CSV"}, {"upload": upload})
    got = download(connection, made["url"])
# not ru_maxrss, which remembers the process that this one was forked from
[peak] = [line.split()[1] for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")]
print(got.sha256, got.size, int(peak) // 1024)
"""


@pytest.fixture
def large(tmp_path: Path) -> tuple[Path, str]:
    """A gibibyte that no file system can keep as a hole, and its SHA-256."""
    digest, block = hashlib.sha256(), secrets.token_bytes(1 << 20)
    path = tmp_path / "grande.csv"
    with path.open("wb") as file:
        for place in range(1024):
            part = block[place:] + block[:place]
            file.write(part)
            digest.update(part)
    return path, digest.hexdigest()


def test_a_gibibyte_is_published_in_constant_memory(roomy_ckan: Ckan, large: tuple[Path, str], tmp_path: Path) -> None:
    path, sha256 = large
    workspace = Workspace(tmp_path, f"avances-{secrets.token_hex(4)}", roomy_ckan.environment)
    workspace.release(tables("uno"))
    workspace.to_portal()
    environment = {
        **os.environ, **roomy_ckan.environment, "CKAN_URL": roomy_ckan.front.behind, "CKAN_TIMEOUT": "300",
        "PYTHONPATH": f"{REPO / 'src'}:{REPO}",
    }  # fmt: skip
    try:
        done = subprocess.run(
            [sys.executable, "-c", PUBLISH, path, workspace.name],
            env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
    finally:
        roomy_ckan.act("dataset_purge", id=workspace.name)
        path.unlink()
    assert done.returncode == 0, done.stderr
    got, size, peak = done.stdout.split()
    assert (got, int(size)) == (sha256, GIB)
    assert int(peak) < MOST_MIB, f"{peak} MiB"
