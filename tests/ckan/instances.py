"""Version of CKAN to a server of it: installed once into .ckan/ of the clone, started anew by each session."""

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).parents[2]
CACHE = REPO / ".ckan"
SCRIPT = Path(__file__).parent / "server" / "ckan.sh"
PEOPLE = SCRIPT.with_name("people.py")


@dataclass(frozen=True)
class Kind:
    """A CKAN to test against. ``pythons`` are the interpreters it runs on, in the order they are looked for."""

    name: str
    version: str
    pythons: tuple[str, ...] = ("python3.11", "python3.12", "python3")
    requirements: str = ""
    plugins: str = "activity datastore datatables_view text_view image_view"
    options: str = ""


DCAT = """scheming.dataset_schemas=ckanext.dcat.schemas:dcat_ap_full.yaml
scheming.presets=ckanext.scheming:presets.json ckanext.dcat.schemas:presets.yaml
ckanext.dcat.rdf.profiles=euro_dcat_ap_3"""
EXTENSIONS = "ckanext-dcat==2.4.4 ckanext-scheming==3.1.0 ckanext-xloader==2.6.0"
KINDS = {
    kind.name: kind
    for kind in (
        Kind("2.12", "2.12.0", requirements=EXTENSIONS),
        Kind("2.11", "2.11.6"),
        Kind("2.10", "2.10.11", pythons=("python3.10", "python3.11", "python3.9")),
        Kind(
            "2.12-dcat",
            "2.12.0",
            requirements=EXTENSIONS,
            plugins="activity datastore datatables_view text_view image_view dcat structured_data croissant "
            "scheming_datasets",
            options=DCAT,
        ),
        Kind(
            "2.12-xloader",
            "2.12.0",
            requirements=EXTENSIONS,
            plugins="activity xloader datastore datatables_view text_view image_view",
        ),
        Kind(
            "2.12-datapusher",
            "2.12.0",
            requirements=EXTENSIONS,
            plugins="activity datapusher datastore datatables_view text_view image_view",
            options="ckan.datapusher.url=http://127.0.0.1:9/\nckan.datapusher.api_token=ninguna",
        ),
        Kind("2.12-grande", "2.12.0", requirements=EXTENSIONS, options="ckan.max_resource_size=2048"),
    )
}
VERSIONS = ("2.12", "2.11", "2.10")
SUPPORTED = (*VERSIONS, "2.12-dcat")


def interpreter(kind: Kind) -> str:
    """Find a Python for a CKAN: on the path, or among those of pyenv or uv."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    order = [Path(sys.executable).with_name("uv"), "python", "dir"]
    uv = Path(subprocess.run(order, capture_output=True, text=True, check=True).stdout.strip())
    for name in kind.pythons:
        version = name.removeprefix("python")
        # PYENV_ROOT may be that of another user, who keeps it closed
        ours = pyenv.glob(f"{version}.*/bin/{name}") if os.access(pyenv, os.R_OK | os.X_OK) else ()
        kept = (*ours, *uv.glob(f"cpython-{version}.*/bin/{name}"))
        found = [*filter(None, [shutil.which(name)]), *map(str, sorted(kept, reverse=True))]
        for candidate in found:
            order = [candidate, "-c", "import venv, ensurepip"]
            if subprocess.run(order, capture_output=True, check=False).returncode == 0:
                return candidate
    raise AssertionError(f"CKAN {kind.version} needs one of {', '.join(kind.pythons)}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def reserved_port(folder: Path) -> int:
    """A port for what stands in front of a server in a folder: the same as long as the folder is there."""
    place = folder / "run" / "front.port"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(str(free_port()), encoding="utf-8")
    return int(place.read_text(encoding="utf-8"))


@contextmanager
def running(kind: Kind, folder: Path, site_url: str, *, keep: bool = False) -> Iterator[dict[str, str]]:
    """Start a CKAN in a folder, stopped and forgotten at the end unless it is kept; yields what ckan.env says."""
    environment = {
        **os.environ,
        "CKAN_VERSION": kind.version,
        "CKAN_VENV": str(CACHE / "venv" / kind.version),
        "CKAN_REQUIREMENTS": kind.requirements,
        "CKAN_PLUGINS": kind.plugins,
        "CKAN_OPTIONS": kind.options,
        "CKAN_SITE_URL": site_url,
        "PYTHON": interpreter(kind),
    }
    (CACHE / "venv").mkdir(parents=True, exist_ok=True)
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CKAN_URL", "CKAN_API_TOKEN", "COVERAGE_PROCESS_START"):
        environment.pop(name, None)
    try:
        started = subprocess.run([SCRIPT, folder], env=environment, capture_output=True, text=True, check=False)
        assert started.returncode == 0, started.stdout + started.stderr
        subprocess.run([sys.executable, PEOPLE, folder], check=True)
        lines = (folder / "ckan.env").read_text(encoding="utf-8").splitlines()
        yield dict(line.split("=", 1) for line in lines)
    finally:
        if not keep:
            subprocess.run([SCRIPT, folder, "stop"], capture_output=True, check=False)
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    for each in KINDS.values():
        interpreter(each)
