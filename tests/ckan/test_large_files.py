"""A version with a file of a gibibyte: sent to a real CKAN, read back twice, while our memory stays where it was."""

import secrets
import subprocess
from pathlib import Path

from tests.ckan.conftest import Ckan
from tests.ckan.reader import digest_of
from tests.ckan.workspace import Workspace, gibibyte, tables

MOST_MIB, MOST_MORE_MIB = 125, 25


def test_a_version_with_a_gibibyte_is_published_in_constant_memory(roomy_ckan: Ckan, tmp_path: Path) -> None:
    behind = {"CKAN_URL": roomy_ckan.front.behind, "CKAN_TIMEOUT": "300"}
    workspace = Workspace(tmp_path, f"avances-{secrets.token_hex(4)}", {**roomy_ckan.environment, **behind})
    workspace.release(tables("uno"))
    small = peak_of_publishing(workspace)
    workspace.put("1.1.0", "1.0.0", large=gibibyte(tmp_path))
    try:
        large = peak_of_publishing(workspace)
        sums = (workspace.published / workspace.name / "1.1.0" / "SHA256SUMS").read_text(encoding="utf-8")
        assert f"{digest_of(roomy_ckan, workspace.name, 'grande.csv')}  grande.csv\n" in sums
    finally:
        roomy_ckan.act("dataset_purge", id=workspace.name)
    print(f"\nwithout: {small} MiB, with 1 GiB: {large} MiB")
    assert large < MOST_MIB
    assert large - small < MOST_MORE_MIB


def peak_of_publishing(workspace: Workspace) -> int:
    """Publish in a process of its own, on as many threads as two processors have; MiB it had at most."""
    environment = {**workspace.process_environment, "POLARS_MAX_THREADS": "2"}
    done = subprocess.run(workspace.command(), env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)
