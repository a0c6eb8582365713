import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from apertura.errors import UnreadableTableError
from apertura.validation.tableschema.scan import compiled, csv_file, window
from apertura.validation.tableschema.scan.csv_file import open_csv
from apertura.validation.tableschema.scan.dialect import Dialect

Record = tuple[int, tuple[str | None, ...]]

WHOLE = ["a,b,c\n", '"a",b,\n', '"a,\n",b,"c""d"\n', ",,\n", '1,"",3\n', '1,2,""""\n', '"x\r\ny",b,c\r\n', "1,2,3\r\n"]
ODD = [
    "a,b\n",
    "a,b,c,d\n",
    "\n",
    "\r\n",
    "a",
    ",",
    "\r",
    '"',
    '""',
    '"a"',
    " ",
    "é",
    "\x00",
    ',"x"',
    "\u2028",
    '"\r\n"',
]
NAMES = ["0", "1", "2"]


@pytest.fixture(autouse=True, params=["compiled", "by columns"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut as set-up left it, and as where no compiler was found."""
    if request.param != "compiled":
        monkeypatch.setattr(csv_file, "cut", lambda *_: None)


@settings(max_examples=250, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    pieces=st.one_of(
        st.lists(st.sampled_from(WHOLE), max_size=12), st.lists(st.sampled_from(WHOLE + ODD), max_size=12)
    ),
    start=st.sampled_from(["", "h,i,j\n", "\ufeff"]),
    block=st.sampled_from([1, 3, 7, 20, 1000]),
    width=st.integers(1, 3),
)
def test_any_file_is_cut_into_the_records_of_the_csv_module(
    pieces: list[str], start: str, block: int, width: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes((start + "".join(pieces)).encode())
    monkeypatch.setattr(window, "BLOCK", block)
    theirs = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
    labels, records = cut(path, NAMES[:width])
    assert labels == [label.strip() for label in theirs[0]] if theirs else not labels
    assert records == [(len(row), tuple([*row, *[None] * width][:width])) for row in theirs[1:]]


def cut(path: Path, names: list[str]) -> tuple[list[str], list[Record]]:
    table = open_csv(path, Dialect(","), [])
    records: list[Record] = []
    for batch in table.batches(names, lambda *_: None):
        assert batch.first == 2 + len(records)
        widths = [len(names)] * batch.cells.height if batch.widths is None else batch.widths.to_list()
        records += zip(widths, batch.cells.rows(), strict=True)
    return list(table.labels), records


def test_set_up_has_compiled_the_cutter() -> None:
    block = b'a,"b ""c""",d\r\n\n1,2\n3,'
    frame, widths, size = compiled.cut(block, ",", NAMES, ["1", "2"]) or pytest.fail("not compiled")
    assert frame.columns == ["1", "2"]
    assert frame.rows() == [('b "c"', "d"), (None, None), ("2", None)]
    assert widths.to_list() == [3, 0, 2]
    assert size == len(block) - len(b"3,")


def test_a_plain_file_never_goes_to_the_slow_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a,b,c\n" + "".join(WHOLE[:6]) * 2000, encoding="utf-8")
    headers = [open_csv(path, Dialect(","), [])]
    monkeypatch.setattr(window, "BLOCK", 4096)
    used = []
    exact = csv_file.exact
    monkeypatch.setattr(csv_file, "exact", lambda *of, **how: used.append(how) or exact(*of, **how))
    assert sum(batch.cells.height for batch in headers[0].batches(NAMES, lambda *_: None)) == 12_000
    # the header alone
    assert used == [{}]


@pytest.mark.parametrize(
    ("encoding", "separator"), [("cp1252", ";"), ("utf-16", "\t"), ("latin-1", "|"), ("utf-8-sig", ",")]
)
def test_other_encodings_and_separators_give_the_same_cells(encoding: str, separator: str, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    rows = [["año", "ñ", "nota"], ["2024", "Sí", "a\nb"], ["2025", "", 'x"y']]
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    table = open_csv(path, Dialect(None, encoding), rows[0])
    assert list(table.labels) == rows[0]
    [batch] = table.batches(NAMES, lambda *_: None)
    assert batch.cells.rows() == [tuple(row) for row in rows[1:]]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("a,b\n1,ñ\n".encode("latin-1"), "El registro 2 tiene bytes que no son UTF-8"),
        (b'a,b\n1,"' + b"x" * 5000 + b"\n2,3\n", "no se cierran"),
    ],
)
def test_bytes_that_make_no_table_are_told_with_their_record(
    content: bytes, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    monkeypatch.setattr("apertura.validation.tableschema.scan.exact.RECORD", 1000)
    with pytest.raises(UnreadableTableError, match=said):
        cut(path, NAMES[:2])
