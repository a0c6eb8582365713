"""A version with a file of a gibibyte: sent to a real CKAN, read back twice, while our memory stays where it was."""

import secrets
import subprocess
from pathlib import Path

from tests.ckan.conftest import Ckan
from tests.ckan.reader import digest_of
from tests.ckan.workspace import Workspace, gibibyte, tables

MOST_MIB = 150


def test_a_version_with_a_gibibyte_is_published_in_constant_memory(roomy_ckan: Ckan, tmp_path: Path) -> None:
    behind = {"CKAN_URL": roomy_ckan.front.behind, "CKAN_TIMEOUT": "300"}
    workspace = Workspace(tmp_path, f"avances-{secrets.token_hex(4)}", {**roomy_ckan.environment, **behind})
    workspace.release(tables("uno"))
    workspace.put("1.1.0", "1.0.0", large=gibibyte(tmp_path))
    try:
        done = subprocess.run(
            workspace.command(), env=workspace.process_environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        peak = int(done.stdout)
        print(f"\n1 GiB: {peak} MiB")
        sums = (workspace.published / workspace.name / "1.1.0" / "SHA256SUMS").read_text(encoding="utf-8")
        assert f"{digest_of(roomy_ckan, workspace.name, 'grande.csv')}  grande.csv\n" in sums
        assert peak < MOST_MIB
    finally:
        roomy_ckan.act("dataset_purge", id=workspace.name)
