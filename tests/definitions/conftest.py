"""A small tree of definitions, with nothing wrong in it, for tests to spoil one place at a time."""

from pathlib import Path

import pytest

from apertura.definitions.issue_types.issue_details import ISSUE_DETAILS

TREE = Path(__file__).parent / "tree"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for source in sorted(TREE.rglob("*")):
        if source.is_file():
            target = tmp_path / source.relative_to(TREE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    texts = "Título,Mensaje,Remedio,Title,Message,Remedy"
    rows = (f"{code},grave,enlace,{texts}\n" for code in ISSUE_DETAILS)
    header = "code,severity,responsibility,title_es,message_es,remedy_es,title_en,message_en,remedy_en\n"
    (tmp_path / "issue_types.csv").write_text(header + "".join(rows), encoding="utf-8")
    return tmp_path
