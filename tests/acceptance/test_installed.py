"""The wheel, installed away from the repository, works on a workspace and schemas given by name."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

REPO = Path(__file__).parents[2]


def test_the_wheel_works_from_an_empty_folder(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=REPO, check=True,
        capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("*.whl")
    site, empty = tmp_path / "site", tmp_path / "vacía"
    zipfile.ZipFile(wheel).extractall(site)
    empty.mkdir()
    start = "import sys, apertura; assert apertura.__file__.startswith(sys.argv.pop(1)); from apertura.cli import main"
    done = subprocess.run(
        [
            sys.executable, "-c", f"{start}; sys.exit(main())", site,
            "--datos", tmp_path / "datos", "--esquemas", REPO / "schemas", "demo",
        ],
        cwd=empty, env={**os.environ, "PYTHONPATH": str(site)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "datos/published/avance_linea_accion/latest/datapackage.json").exists()
    assert not list(empty.iterdir())


def test_help_comes_without_any_heavy_import() -> None:
    heavy = "polars pyarrow frictionless pandas prefect babel pydantic yaml rich"
    code = (
        "import sys; from apertura.cli.parser import parser; parser().format_help(); "
        f"print(*[name for name in '{heavy}'.split() if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_plain_night_never_imports_prefect(apertura, tmp_path: Path) -> None:
    code = (
        "import sys; from apertura.cli import main; code = main(); "
        "assert 'prefect' not in sys.modules, 'prefect'; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "nocturna", "--datos", tmp_path, "--esquemas", REPO / "schemas"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
