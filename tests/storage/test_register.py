"""Accepted for good: the act, the table with its types, the one that stands."""

import dataclasses
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pyarrow as pa
import pytest

from apertura.errors import DamagedStorageError
from apertura.model.issue import Issue, IssueType, Responsibility, Severity
from apertura.model.submission import Submission, Verdict
from apertura.model.table import CanonicalTable
from apertura.storage import register
from apertura.storage.tables import read_table, write_table
from tests.release.builders import DATASET, canonical, definition, row, submission

AVANCES = definition()
ACCEPTED = datetime(2024, 4, 16, 3, 0, tzinfo=UTC)
CONTRACTS = {DATASET: "c" * 64}
LETTER = {"carta.txt": b"Aceptada.\n", "informe.json": b"{}\n"}
NOTE = IssueType("nota", Severity.ADVERTENCIA, Responsibility.ENLACE, *["-"] * 6)


def verdict(sent: Submission, rows: int = 2, *, accepted: bool = True) -> Verdict:
    made = canonical([row(sent.garante, sent.period, n + 1) for n in range(rows)], AVANCES.schema)
    return Verdict(sent, DATASET, "Avance", 7, "", rows, (Issue(NOTE),), made if accepted else None, None)


def record(root: Path, *verdicts: Verdict, documents=LETTER, accepted: datetime = ACCEPTED) -> None:
    register.record(root, verdicts, documents, accepted=accepted, contracts=CONTRACTS)


def contents(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_an_accepted_table_is_recorded_with_the_act_of_accepting_it(tmp_path: Path) -> None:
    sent = submission("OG-01", "2024-T1")
    record(tmp_path, verdict(sent))
    place = f"accepted/avances/OG-01/2024-T1/20240415T180000.000000Z-{sent.sha256[:16]}"
    report = f"reports/OG-01/2024-T1/{sent.sha256[:16]}"
    kept = contents(tmp_path)
    assert kept.keys() == {
        f"{place}/tabla.parquet",
        f"{place}/aceptacion.json",
        f"{report}/carta.txt",
        f"{report}/informe.json",
    }
    act = json.loads(kept[f"{place}/aceptacion.json"])
    assert act["aceptada"] == "2024-04-16T03:00:00+00:00"
    assert act["contrato"] == "c" * 64
    assert act["entrega"]["sha256"] == sent.sha256
    assert (act["hoja"], act["fila_encabezado"], act["filas"]) == ("Avance", 7, 2)
    assert act["conteos"] == {"critica": 0, "grave": 0, "advertencia": 1, "informativa": 0}
    assert register.report_folder(tmp_path, sent) == tmp_path / report


def test_a_returned_table_has_an_answer_and_nothing_accepted(tmp_path: Path) -> None:
    sent = submission("OG-01", "2024-T1")
    assert not register.judged(tmp_path, sent)
    record(tmp_path, verdict(sent, accepted=False))
    assert register.judged(tmp_path, sent)
    assert register.acceptances(tmp_path, AVANCES) == ()


def test_what_was_recorded_is_never_rewritten(tmp_path: Path) -> None:
    sent = submission("OG-01", "2024-T1")
    record(tmp_path, verdict(sent))
    before = contents(tmp_path)
    record(tmp_path, verdict(sent, 5), documents={"carta.txt": b"otra"}, accepted=ACCEPTED + timedelta(days=1))
    assert contents(tmp_path) == before


def test_an_accepted_table_comes_back_with_its_values_types_and_rows(tmp_path: Path) -> None:
    sent = submission("OG-01", "2024-T1", by="enlace")
    given = verdict(sent)
    record(tmp_path, given)
    (found,) = register.acceptances(tmp_path, AVANCES)
    assert (found.submission, found.dataset, found.accepted, found.contract) == (sent, DATASET, ACCEPTED, "c" * 64)
    assert given.table is not None
    assert pa.table(found.table.data).equals(pa.table(given.table.data), check_metadata=True)
    assert pa.table(found.table.rows).equals(pa.table(given.table.rows), check_metadata=True)
    assert found.table.sheet == "Avance"


@pytest.mark.parametrize("sheet", [None, "", "Año «1»"])
def test_any_arrow_producer_gets_its_types_back(sheet: str | None) -> None:
    frame = pl.DataFrame({"texto": ["a", None], "n": [1, None]}, schema_overrides={"n": pl.Int64})
    rows = pl.DataFrame({"fila": [8, 9]}, schema={"fila": pl.UInt32})
    back = read_table(write_table(CanonicalTable(DATASET, sheet, frame, rows)), DATASET)
    assert pa.table(back.data).schema.types == pa.table(frame).schema.types
    assert pl.DataFrame(back.data).equals(frame)
    assert pa.table(back.rows).column("fila").to_pylist() == [8, 9]
    assert back.sheet == sheet


def test_the_latest_received_stands_for_each_body_and_period(tmp_path: Path) -> None:
    old = submission("OG-01", "2024-T1", b"1")
    new = submission("OG-01", "2024-T1", b"2", received=old.received + timedelta(hours=1))
    other = submission("OG-01", "2024-T2")
    # the older one is judged, and accepted, last
    record(tmp_path, verdict(new))
    record(tmp_path, verdict(old), accepted=ACCEPTED + timedelta(days=9))
    record(tmp_path, verdict(other))
    record(tmp_path, verdict(submission("OG-00", "2024-T2"), accepted=False))
    assert [each.submission for each in register.acceptances(tmp_path, AVANCES)] == [new, other]


def test_of_two_received_at_one_instant_the_last_accepted_stands_then_the_greater_hash(tmp_path: Path) -> None:
    sent = [submission("OG-01", "2024-T1", content) for content in (b"1", b"2", b"3")]
    least, middle, greatest = sorted(sent, key=lambda each: each.sha256)
    record(tmp_path, verdict(greatest))
    record(tmp_path, verdict(least))
    assert register.acceptances(tmp_path, AVANCES)[0].submission == greatest
    record(tmp_path, verdict(middle), accepted=ACCEPTED + timedelta(seconds=1))
    assert register.acceptances(tmp_path, AVANCES)[0].submission == middle


def test_a_file_with_tables_of_two_datasets_is_judged_only_when_both_are_recorded(tmp_path: Path) -> None:
    sent = submission("OG-01", "2024-T1")
    one = verdict(sent)
    assert one.table is not None
    two = dataclasses.replace(one, dataset="otros", table=dataclasses.replace(one.table, dataset="otros"))
    with pytest.raises(KeyError):
        record(tmp_path, one, two)
    assert not register.judged(tmp_path, sent)
    register.record(tmp_path, (one, two), LETTER, accepted=ACCEPTED, contracts={**CONTRACTS, "otros": "d"})
    assert register.judged(tmp_path, sent)
    assert {path.name for path in (tmp_path / "accepted").iterdir()} == {DATASET, "otros"}


def test_a_table_that_changed_on_disk_is_never_given_out(tmp_path: Path) -> None:
    record(tmp_path, verdict(submission("OG-01", "2024-T1")))
    (table,) = tmp_path.rglob("tabla.parquet")
    table.write_bytes(table.read_bytes() + b"x")
    with pytest.raises(DamagedStorageError):
        register.acceptances(tmp_path, AVANCES)
