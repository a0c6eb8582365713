import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from apertura.site.serve import serve
from tests.browser import chromium

REPO = Path(__file__).parents[2]
CORRECTED = REPO / "schemas" / "avance_linea_accion" / "examples" / "valido.csv"
WITH_CHANGES = "avance_linea_accion"


def apertura(*arguments: str | Path) -> "subprocess.CompletedProcess[str]":
    program = Path(sys.executable).parent / "apertura"
    environment = {**os.environ, "APERTURA_ESQUEMAS": str(REPO / "schemas")}
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, env=environment, check=False)


@dataclass(frozen=True)
class Site:
    """A site of the whole demonstration: its data, its folder, and where it is served."""

    data: Path
    folder: Path
    url: str

    def pages(self) -> list[Path]:
        return sorted(self.folder.rglob("*.html"))

    def published(self, dataset: str, version: str = "latest") -> Path:
        return self.data / "published" / dataset / version


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demonstration, one table of it handed in again and corrected, its pages made and served."""
    root = tmp_path_factory.mktemp("sitio") / "datos"
    assert apertura("demo", "--datos", root).returncode == 0
    again = apertura("recibir", CORRECTED, "--garante", "OG-19", "--periodo", "2024-T2", "--datos", root)
    assert again.returncode == 0, again.stdout
    assert apertura("publicar", "--conjunto", WITH_CHANGES, "--datos", root).returncode == 0
    (root / "sitio").mkdir()
    with serve(root / "sitio", 0) as server:
        url = f"http://127.0.0.1:{server.server_port}/"
        made = apertura("sitio", "--datos", root, "--url", url)
        assert made.returncode == 0, made.stderr
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Site(root, root / "sitio", url)
        server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for each file of tests."""
    with chromium() as opened:
        yield opened


def without_drawings(html: str) -> str:
    return re.sub(r"<svg.*?</svg>", "", html, flags=re.DOTALL)
