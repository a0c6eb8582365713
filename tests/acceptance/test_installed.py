"""The wheel, installed away from the repository, works on a workspace and schemas given by name."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

REPO = Path(__file__).parents[2]
BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", "scripts", "src")
COMPILED = {"apertura/validation/tableschema/scan/cut.so", "apertura/intake/sheet_xml/walk.so"}


def built(folder: Path, compiler: str) -> Path:
    """Build the wheel from a copy of the sources."""
    sources = folder / "sources"
    for name in BUILT_FROM:
        copy = shutil.copytree if (REPO / name).is_dir() else shutil.copy
        sources.mkdir(exist_ok=True)
        copy(REPO / name, sources / name)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=sources, check=True,
        capture_output=True, env={**os.environ, "CC": compiler},
    )  # fmt: skip
    (wheel,) = folder.glob("*.whl")
    return wheel


def test_a_wheel_has_what_a_compiler_made_where_there_is_one(tmp_path: Path) -> None:
    kinds = {}
    for compiler in ("cc", "no-such-compiler", "false"):
        (tmp_path / compiler).mkdir()
        wheel = built(tmp_path / compiler, compiler)
        kinds[compiler] = (wheel.stem.split("-", 2)[2], COMPILED & {*zipfile.ZipFile(wheel).namelist()})
    assert kinds["no-such-compiler"] == kinds["false"] == ("py3-none-any", set())
    kind, compiled = kinds["cc"]
    assert compiled == COMPILED
    assert kind.startswith("py3-none-linux_")


def test_the_wheel_works_from_an_empty_folder(tmp_path: Path) -> None:
    wheel = built(tmp_path, "no-such-compiler")
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
