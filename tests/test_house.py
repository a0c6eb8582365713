"""The house rules, each held by a test, and each test shown to bite on a planted breach."""

import argparse
import ast
import csv
import os
import re
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from apertura.cli.parser import parser

ROOT = Path(__file__).parents[1]
FORBIDDEN_NAMES = {
    "base",
    "common",
    "handler",
    "handlers",
    "helper",
    "helpers",
    "manager",
    "managers",
    "misc",
    "processor",
    "processors",
    "service",
    "services",
    "util",
    "utils",
}
NOT_OURS = {".git", ".ckan", ".csvw", ".venv", "__pycache__", "build", "dist", "demostracion"}
TEXT_SUFFIXES = {"", ".cfg", ".csv", ".json", ".lock", ".md", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml"}
PLANTED = {
    "src/apertura/release/planted_prefect.py": "import prefect\n",
    "src/apertura/model/planted_polars.py": "import polars\n",
    "src/apertura/validation/planted_upward.py": "import apertura.publication\n",
    "src/apertura/feedback/planted_sibling.py": "import apertura.storage\n",
    "src/apertura/intake/planted_socket.py": "import socket\n",
}


def python_files(root: Path) -> list[Path]:
    return sorted(path for room in ("src", "flows") for path in (root / room).rglob("*.py"))


def our_texts() -> Iterator[tuple[Path, str]]:
    for folder, folders, names in os.walk(ROOT):
        at_root = Path(folder) == ROOT
        folders[:] = [
            name
            for name in folders
            if name not in NOT_OURS and not name.endswith("_cache") and name != ".hypothesis" and name != ".prefect"
            if not (at_root and name == "data")
        ]
        for path in (Path(folder) / name for name in names):
            if path.suffix in TEXT_SUFFIXES and path.name not in {".coverage", ".git"}:
                yield path.relative_to(ROOT), path.read_text(encoding="utf-8")


# --- Directions between the rooms


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def copy_house(target: Path) -> None:
    for room in ("src", "flows"):
        shutil.copytree(ROOT / room, target / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", target)


def test_every_import_between_the_rooms_goes_in_its_direction() -> None:
    ran = lint_imports(ROOT)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_an_import_planted_against_each_direction_is_named(tmp_path: Path) -> None:
    copy_house(tmp_path)
    assert lint_imports(tmp_path).returncode == 0, "the copy itself must pass"
    for path, text in PLANTED.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    ran = lint_imports(tmp_path)
    assert ran.returncode != 0
    unnamed = [path for path in PLANTED if Path(path).stem not in ran.stdout]
    assert not unnamed, ran.stdout


# --- Names


def words(identifier: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])", identifier)}


def badly_named(root: Path) -> list[str]:
    found = []
    for path in python_files(root):
        classes = [node.name for node in ast.walk(parse(path)) if isinstance(node, ast.ClassDef)]
        rooms = path.relative_to(root).with_suffix("").parts
        found += [f"{path.relative_to(root)}: {name}" for name in (*rooms, *classes) if words(name) & FORBIDDEN_NAMES]
    return found


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def test_no_module_and_no_class_has_a_name_that_says_nothing() -> None:
    assert badly_named(ROOT) == []


def test_a_planted_empty_name_is_caught(tmp_path: Path) -> None:
    (tmp_path / "src/apertura").mkdir(parents=True)
    (tmp_path / "flows").mkdir()
    (tmp_path / "src/apertura/text_utils.py").write_text("", encoding="utf-8")
    (tmp_path / "flows/night.py").write_text("class RunManager: ...", encoding="utf-8")
    assert badly_named(tmp_path) == ["flows/night.py: RunManager", "src/apertura/text_utils.py: text_utils"]


# --- What varies is data


def proper_names() -> set[str]:
    """Ids, acronyms and names of every body, and the name of every dataset."""
    names = {path.parent.name for path in (ROOT / "schemas").glob("*/dataset.yaml")}
    for path in sorted((ROOT / "schemas/catalogos").glob("*organismos*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                names |= {text for column, text in row.items() if is_naming(column) and text}
    return names


def is_naming(column: str) -> bool:
    return column.endswith("_id") or column.startswith(("nombre", "acronimo"))


def names_in_code(path: Path, names: set[str]) -> list[str]:
    anywhere = re.compile(r"(?<!\w)(?:" + "|".join(re.escape(name) for name in sorted(names)) + r")(?!\w)")
    tree = parse(path)
    return [
        f"{path.name}:{getattr(node, 'lineno', 1)}: {found}"
        for node in ast.walk(tree)
        for text in texts(node)
        for found in anywhere.findall(text)
    ] + [f"{path.name}: {found}" for found in anywhere.findall(path.stem)]


def texts(node: ast.AST) -> Iterator[str]:
    """String literals (docstrings too) and identifiers."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for attribute in ("id", "attr", "name", "arg", "asname"):
        if isinstance(text := getattr(node, attribute, None), str):
            yield text


def test_no_body_and_no_dataset_is_named_in_python() -> None:
    names = proper_names()
    assert len(names) > 66, "the catalogue must have been read"
    assert [found for path in python_files(ROOT) for found in names_in_code(path, names)] == []


@pytest.mark.parametrize("code", ['if garante == "{}": ...', '"""As {} does."""', "{} = 1", "def f({}): ..."])
def test_a_planted_name_is_caught(tmp_path: Path, code: str) -> None:
    names = proper_names()
    planted = min(name for name in names if name.isidentifier())
    path = tmp_path / "planted.py"
    path.write_text(code.format(planted), encoding="utf-8")
    assert names_in_code(path, names) == [f"planted.py:1: {planted}"]


# --- What is committed


def test_the_locks_name_no_registry_and_hash_everything() -> None:
    for lock in ("requirements.lock", "scripts/installer.lock", "benchmarks/requirements.lock", "tests/site/csvw.lock"):
        text = (ROOT / lock).read_text(encoding="utf-8")
        assert not re.search(r"://|index-url|find-links", text)
        pinned = re.findall(r"^[\w.\-\[\]]+==.*$(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+$", text, re.MULTILINE)
        assert len(pinned) == len(re.findall(r"^\S", text, re.MULTILINE)) > 0


def test_nothing_committed_names_a_path_of_a_machine() -> None:
    own_folder = re.compile(r"(?<![\w.}>*])/(?:root|home|work|Users|mnt)/\w")
    assert [str(path) for path, text in our_texts() if own_folder.search(text)] == []


def test_nothing_is_left_for_later() -> None:
    later = re.compile(r"\b(?:TO" + "DO|FIX" + r"ME|X{3})\b")
    code = {".py", ".sh", ".toml", ".yaml"}
    assert [str(path) for path, text in our_texts() if path.suffix in code and later.search(text)] == []


# --- Documents


def documents() -> list[Path]:
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_every_link_of_a_document_leads_to_a_file(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", documents(), ids=lambda path: path.name)
def test_every_command_of_a_document_exists(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    [commands] = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    assert set(re.findall(r"(?:`|bin/)apertura ([a-z-]+)", text)) - commands.choices.keys() == set()
    targets = re.findall(r"^([a-z]+):$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"^(?:PYTHON=\S+ )?make ([a-z]+)", text, re.MULTILINE)) - set(targets) == set()


def test_both_readmes_tell_of_every_command() -> None:
    [commands] = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    for name in ("README.md", "README.es.md"):
        told = re.findall(r"^\| `apertura ([a-z-]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        assert sorted(told) == sorted(commands.choices)


# --- Size


def test_modules_and_functions_stay_short() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(ROOT)}
    assert {path.name: lines for path, lines in lengths.items() if lines > 200} == {}
    assert statistics.median(lines for lines in lengths.values() if lines > 1) < 100
    assert [place for path in python_files(ROOT) for place in long_functions(path)] == []


def long_functions(path: Path) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{node.lineno}: {node.name}"
        for node in ast.walk(parse(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    ]


# --- Scripts


@pytest.mark.parametrize("script", sorted(ROOT.glob("scripts/*.sh")), ids=lambda path: path.name)
def test_every_script_is_sound_bash_that_stops_at_the_first_failure(script: Path) -> None:
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
    if script.name != "environment.sh":
        assert "set -euo pipefail" in script.read_text(encoding="utf-8")
