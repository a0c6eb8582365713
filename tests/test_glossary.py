"""docs/glossary.md is the treaty between Spanish and English: it names what exists, and all of the model."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROW = re.compile(r"^\| (?P<spanish>[^|]+) \| (?P<english>[^|]+) \| (?P<types>[^|]+) \|$", re.MULTILINE)


def rows() -> list[re.Match[str]]:
    return list(ROW.finditer((ROOT / "docs/glossary.md").read_text(encoding="utf-8")))[2:]


def types_in_glossary() -> list[str]:
    return [name for row in rows() for name in re.findall(r"`(\w+)`", row["types"])]


def classes_under(*paths: Path) -> set[str]:
    modules = [module for path in paths for module in (path.rglob("*.py") if path.is_dir() else [path])]
    trees = [ast.parse(module.read_text(encoding="utf-8")) for module in modules]
    return {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


def test_each_type_of_the_glossary_exists() -> None:
    assert len(rows()) > 40
    assert set(types_in_glossary()) - classes_under(ROOT / "src") == set()


def test_each_class_of_the_model_and_each_error_is_in_the_glossary() -> None:
    ours = classes_under(ROOT / "src/apertura/model", ROOT / "src/apertura/errors")
    assert len(ours) > 30
    assert ours - set(types_in_glossary()) == set()


def test_no_type_and_no_spanish_word_has_two_rows() -> None:
    types = types_in_glossary()
    assert sorted(set(types)) == sorted(types)
    spanish = [row["spanish"] for row in rows()]
    assert sorted(set(spanish)) == sorted(spanish)
