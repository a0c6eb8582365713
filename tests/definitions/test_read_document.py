import json
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from apertura.definitions.documents.attempt import attempt
from apertura.definitions.documents.read_document import Keys, read_document

NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"]), min_size=1, max_size=6)
SCALARS = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | NAMES
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3))
DOCUMENTS = st.dictionaries(NAMES, VALUES, min_size=1, max_size=4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("documents")


@pytest.mark.long
@given(value=DOCUMENTS)
def test_json_keeps_its_value_and_knows_the_line_of_every_key(folder: Path, value: dict[str, object]) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=1)
    (folder / "a.json").write_bytes(text.encode())
    document = read_document(folder, "a.json")
    assert document.value == value
    # with indent=1 each key and each item begins a line of its own, in the order of a walk through the value
    expected = [number for number, line in enumerate(text.split("\n"), 1) if line.strip().strip("],}")]
    assert [document.lines[keys] for keys in walk(value, ())] == expected[1:] if "\n" in text else [1]


@given(value=DOCUMENTS)
def test_yaml_keeps_its_value(folder: Path, value: dict[str, object]) -> None:
    (folder / "a.yaml").write_bytes(yaml.safe_dump(value, allow_unicode=True).encode())
    assert read_document(folder, "a.yaml").value == value


@given(
    content=st.binary(max_size=60)
    | st.text(st.sampled_from("{}[]:,-?*&!|>'\"%@` \n#<a1~"), max_size=40).map(str.encode)
)
@pytest.mark.parametrize("name", ["a.yaml", "a.json"])
def test_any_bytes_are_a_document_or_one_problem(folder: Path, name: str, content: bytes) -> None:
    (folder / name).write_bytes(content)
    document, problems = attempt(lambda: read_document(folder, name))
    lines = content.count(b"\n") + content.count(b"\r") + 1
    assert (document is None) == bool(problems)
    assert all(re.match(rf"{name}:[1-9]\d*: \S", problem) for problem in problems)
    assert all(int(problem.split(":")[1]) <= lines for problem in problems)


def walk(value: object, keys: Keys) -> list[Keys]:
    if isinstance(value, dict):
        return [path for key, inner in value.items() for path in ((*keys, key), *walk(inner, (*keys, key)))]
    if isinstance(value, list):
        return [path for at, inner in enumerate(value) for path in ((*keys, at), *walk(inner, (*keys, at)))]
    return []
