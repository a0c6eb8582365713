"""Tables that name rows of one another: together or apart, in whatever order, what is published never dangles."""

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import duckdb
import pytest
import xlsxwriter

from apertura.errors import UnpublishableTableError
from apertura.ingest import Considered, consider, ingest
from apertura.intake.read import read
from apertura.judge import judge
from apertura.model.definition import Definitions
from apertura.model.submission import Submission, Verdict
from apertura.night import Fate, Outcome
from apertura.nightly import nightly, take_in
from apertura.publish import publish, with_parents
from apertura.second_look import look_again
from apertura.storage import archive, inbox, register

SCHEMAS = Path(__file__).parents[2] / "schemas"
PARENT, CHILD, GRANDCHILD = "secretariado_tecnico_local", "plan_accion_local", "compromiso_local"
GARANTE, PERIOD = "OG-19", "2024-T2"
NOW = datetime(2024, 7, 1, tzinfo=UTC)

Row = Mapping[str, str]


def example(dataset: str) -> list[dict[str, str]]:
    with (SCHEMAS / dataset / "examples/valido.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def changed(dataset: str, field: str, old: str, new: str) -> list[dict[str, str]]:
    rows = example(dataset)
    assert any(row[field] == old for row in rows)
    return [{**row, field: new if row[field] == old else row[field]} for row in rows]


def as_csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def as_workbook(**sheets: Sequence[Row]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name[:31])
            sheet.write_row(0, 0, list(rows[0]))
            for number, row in enumerate(rows, 1):
                for column, text in enumerate(row.values()):
                    sheet.write_string(number, column, text)
    return content.getvalue()


Take = Callable[..., tuple[Verdict, ...]]


@pytest.fixture
def take(tmp_path: Path, definitions: Definitions) -> Take:
    """Hand a file in, as one does: archive, judge, record."""

    def take(content: bytes, name: str = "datos.csv", garante: str = GARANTE, period: str = PERIOD, hour: int = 0):
        when = NOW.replace(hour=hour)
        submission, _ = archive.receive(tmp_path, garante, period, name, content, now=when, channel="prueba")
        return ingest(tmp_path, submission, definitions, now=when)

    return take


def codes(verdict: Verdict) -> set[str]:
    return {issue.type.code for issue in verdict.issues if issue.type.severity.returns}


def test_a_table_handed_in_before_the_one_it_names_is_returned_and_says_which(take: Take) -> None:
    (verdict,) = take(as_csv(example(CHILD)))
    assert not verdict.accepted
    assert codes(verdict) == {"foreign-key-dataset"}
    issue = verdict.issues[0]
    assert (issue.field, issue.value, issue.cell) == ("secretariado_id", "STL-01", "D2")
    assert issue.details == {"catalogo": "Secretariados técnicos locales de gobierno abierto"}


def test_after_the_one_it_names_it_is_accepted(take: Take) -> None:
    take(as_csv(example(PARENT)))
    (verdict,) = take(as_csv(example(CHILD)))
    assert verdict.accepted


def test_a_key_mistyped_gets_the_one_that_was_meant(take: Take) -> None:
    take(as_csv(example(PARENT)))
    (verdict,) = take(as_csv(changed(CHILD, "secretariado_id", "STL-02", "stl-02")))
    assert [(issue.value, issue.suggestion) for issue in verdict.issues if issue.type.severity.returns] == [
        ("stl-02", "STL-02")
    ]


def test_the_rows_of_another_body_and_of_another_period_are_not_its_own(take: Take) -> None:
    others = [{**row, "organismo_id": "OG-14"} for row in changed(PARENT, "municipio_cve", "19019", "14039")]
    (other,) = take(as_csv(others), garante="OG-14")
    assert other.accepted
    earlier = [{**row, "periodo_id": "2024-T1", "fecha_corte": "2024-03-31"} for row in example(PARENT)[:1]]
    (before,) = take(as_csv(earlier), period="2024-T1")
    assert before.accepted
    (verdict,) = take(as_csv(example(CHILD)))
    assert not verdict.accepted


@pytest.mark.parametrize("order", [(PARENT, CHILD, GRANDCHILD), (GRANDCHILD, CHILD, PARENT)])
def test_one_workbook_may_bring_them_all_in_whatever_order(take: Take, order: Sequence[str]) -> None:
    verdicts = take(as_workbook(**{name: example(name) for name in order}), "todo.xlsx")
    assert {verdict.dataset: verdict.accepted for verdict in verdicts} == dict.fromkeys(order, True)


def test_what_names_a_table_returned_in_the_same_file_is_returned_without_being_blamed(take: Take) -> None:
    wrong = changed(PARENT, "estatus_secretariado", "instalado", "listo")
    verdicts = take(as_workbook(**{PARENT: wrong, CHILD: example(CHILD)}), "todo.xlsx")
    by_dataset = {verdict.dataset: codes(verdict) for verdict in verdicts}
    assert by_dataset == {PARENT: {"constraint-enum"}, CHILD: {"fila-en-tabla-devuelta"}}


def test_the_table_of_the_same_file_takes_the_place_of_the_one_before(take: Take) -> None:
    take(as_csv(example(PARENT)))
    anew = changed(PARENT, "secretariado_id", "STL-02", "STL-09")
    verdicts = take(as_workbook(**{PARENT: anew, CHILD: example(CHILD)}), "todo.xlsx", hour=1)
    by_dataset = {verdict.dataset: codes(verdict) for verdict in verdicts}
    assert by_dataset == {PARENT: set(), CHILD: {"foreign-key-dataset"}}


def test_the_same_file_is_answered_anew_once_what_it_names_is_accepted(take: Take, tmp_path: Path) -> None:
    child, parent = as_csv(example(CHILD)), as_csv(example(PARENT))
    (verdict,) = take(child)
    folder = register.report_folder(tmp_path, verdict.submission)
    assert "DEVUELTA" in (folder / "carta.txt").read_text(encoding="utf-8")
    assert (folder / register.WAITS).exists()
    assert not register.judged(tmp_path, verdict.submission)
    take(parent)
    take(child)
    assert "ACEPTADA" in (folder / "carta.txt").read_text(encoding="utf-8")
    names = ["acuse.json", "carta.html", "carta.md", "carta.txt", "informe.json"]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert register.judged(tmp_path, verdict.submission)


def test_a_night_does_not_mind_the_order_in_which_files_were_dropped(tmp_path: Path, definitions: Definitions) -> None:
    inbox = tmp_path / "raw/inbox" / GARANTE / PERIOD
    inbox.mkdir(parents=True)
    for name in (GRANDCHILD, CHILD, PARENT):
        (inbox / f"{name}.csv").write_bytes(as_csv(example(name)))
    told: list[object] = []
    night = nightly(tmp_path, definitions, now=NOW, tell=told.append)
    assert [outcome.fate for outcome in night.outcomes] == [Fate.ACEPTADA] * 3
    fates = [(each.delivery.path.stem, each.fate) for each in told if isinstance(each, Outcome)]
    assert fates[-2:] == [(CHILD, Fate.ACEPTADA), (GRANDCHILD, Fate.ACEPTADA)]
    published = [change.dataset for change in night.changesets if change.changes]
    assert published == [PARENT, CHILD, GRANDCHILD, "plan_de_trabajo"]


def test_only_what_waits_for_rows_accepted_after_it_is_judged_again(tmp_path: Path, definitions: Definitions) -> None:
    above, [below] = [row for row in example(PARENT) if not row["municipio_cve"]], example(CHILD)[:1]
    mistaken = {**below, "secretariado_id": "STL-09"}
    for garante, files in (
        ("OG-02", [(CHILD, [below]), (PARENT, above)]),
        (GARANTE, [(PARENT, above), (CHILD, [mistaken])]),
    ):
        folder = tmp_path / "raw/inbox" / garante / PERIOD
        folder.mkdir(parents=True)
        for number, (name, rows) in enumerate(files):
            content = as_csv([{**row, "organismo_id": garante} for row in rows])
            (folder / f"{number}-{name}.csv").write_bytes(content)
    asked: list[object] = []

    def judged(root: Path, submission: Submission) -> Considered:
        asked.append((submission.garante, submission.filename))
        return consider(root, submission, definitions, read)

    found = [take_in(tmp_path, each, definitions, now=NOW, consider=judged) for each in inbox.sweep(tmp_path)]
    first = len(asked)
    found = look_again(tmp_path, found, definitions, now=NOW, tell=asked.append, consider=judged)
    assert asked[first:] == [("OG-02", f"0-{CHILD}.csv"), found[0]]
    assert [outcome.fate for outcome in found] == [*[Fate.ACEPTADA] * 3, Fate.DEVUELTA]


def test_checking_a_file_alone_leaves_its_keys_for_reception(tmp_path: Path, definitions: Definitions) -> None:
    content = as_csv(example(CHILD))
    submission = Submission(GARANTE, PERIOD, "datos.csv", "0" * 64, len(content), NOW, "validar")
    accepted = partial(register.acceptances, tmp_path)
    (verdict,) = judge(content, submission, definitions, accepted=accepted, strict=False)
    assert verdict.accepted
    assert [issue.type.code for issue in verdict.issues] == ["claves-sin-comparar"]


def test_what_is_published_holds_by_itself_and_between_datasets(
    take: Take, tmp_path: Path, definitions: Definitions
) -> None:
    take(as_workbook(**{name: example(name) for name in (PARENT, CHILD)}), "todo.xlsx")
    assert with_parents(definitions, CHILD) == (PARENT, CHILD)
    for dataset in with_parents(definitions, CHILD):
        assert publish(tmp_path, definitions, dataset, now=NOW).changes
    latest = tmp_path / "published" / CHILD / "latest"
    assert dangling(tmp_path) == 0
    assert frictionless(latest) == []
    for row in csv.DictReader((latest / "diccionario.csv").open(encoding="utf-8", newline="")):
        if row["campo"] == "secretariado_id":
            assert row["catalogo"] == f"{PARENT}_claves.csv"
        if row["campo"] == "etapa_plan_local":
            assert row["catalogo"] == "etapa_plan_local.csv"
    assert (latest / "etapa_plan_local.csv").exists()


def test_frictionless_sees_a_key_that_the_published_rows_do_not_have(
    take: Take, tmp_path: Path, definitions: Definitions
) -> None:
    take(as_workbook(**{name: example(name) for name in (PARENT, CHILD)}), "todo.xlsx")
    publish(tmp_path, definitions, CHILD, now=NOW)
    latest = tmp_path / "published" / CHILD / "latest"
    path = latest / f"{CHILD}.csv"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes().replace(b"STL-02", b"STL-99"))
    assert "foreign-key" in frictionless(latest)


def test_a_table_whose_rows_lost_what_they_name_is_withheld_and_coverage_says_so(
    take: Take, tmp_path: Path, definitions: Definitions
) -> None:
    first = [{**row, "periodo_id": "2024-T1", "fecha_corte": "2024-03-31"} for row in example(PARENT)[:1]]
    plans = [{**row, "periodo_id": "2024-T1", "fecha_corte": "2024-03-31"} for row in example(CHILD)[:1]]
    take(as_workbook(**{PARENT: first, CHILD: plans}), "antes.xlsx", period="2024-T1")
    take(as_workbook(**{name: example(name) for name in (PARENT, CHILD)}), "todo.xlsx")
    publish(tmp_path, definitions, CHILD, now=NOW)
    take(as_csv(changed(PARENT, "secretariado_id", "STL-02", "STL-09")), hour=1)
    for dataset in (PARENT, CHILD):
        publish(tmp_path, definitions, dataset, now=NOW)
    latest = tmp_path / "published" / CHILD / "latest"
    coverage = {
        row["periodo_id"]: (row["estado"], row["filas"])
        for row in csv.DictReader((latest / "cobertura.csv").open(encoding="utf-8", newline=""))
        if row["organismo_id"] == GARANTE
    }
    assert coverage["2024-T1"][1] == "1"
    assert coverage[PERIOD] == ("retenida", "0")
    assert json.loads((latest / "datapackage.json").read_bytes())["apertura:cobertura"]["retenida"] == 1
    assert dangling(tmp_path) == 0


def test_where_nothing_is_left_to_publish_the_last_version_stands_and_a_person_is_told(
    take: Take, tmp_path: Path, definitions: Definitions
) -> None:
    take(as_workbook(**{name: example(name) for name in (PARENT, CHILD)}), "todo.xlsx")
    publish(tmp_path, definitions, CHILD, now=NOW)
    take(as_csv(changed(PARENT, "secretariado_id", "STL-02", "STL-09")), hour=1)
    with pytest.raises(UnpublishableTableError, match=r"nombran filas de otros conjuntos.*Sigue la versión 1\.0\.0"):
        publish(tmp_path, definitions, CHILD, now=NOW)


def test_a_dataset_that_cannot_be_published_does_not_stop_the_next(
    take: Take, tmp_path: Path, definitions: Definitions
) -> None:
    take(as_workbook(**{name: example(name) for name in (PARENT, CHILD)}), "todo.xlsx")
    publish(tmp_path, definitions, CHILD, now=NOW)
    take(as_csv(changed(PARENT, "secretariado_id", "STL-02", "STL-09")), hour=1)
    for name in with_parents(definitions, "plandai_resultado"):
        take(as_csv(example(name)))
    night = nightly(tmp_path, definitions, now=NOW, tell=lambda _: None)
    assert [(each.dataset, CHILD in each.said) for each in night.unpublished] == [(CHILD, True)]
    assert list(definitions.datasets).index("plandai_resultado") > list(definitions.datasets).index(CHILD)
    assert (tmp_path / "published/plandai_resultado/latest").exists()


def dangling(root: Path) -> int:
    """Rows of the published child whose keys the published parent does not have, by their Parquet files alone."""
    child, parent = (root / "published" / name / "latest" / f"{name}.parquet" for name in (CHILD, PARENT))
    key = "organismo_id, periodo_id, secretariado_id"
    query = f"SELECT count(*) FROM '{child}' ANTI JOIN '{parent}' USING ({key})"
    ((count,),) = duckdb.sql(query).fetchall()
    return int(count)


def frictionless(version: Path) -> list[str]:
    program = Path(sys.executable).parent / "frictionless"
    done = subprocess.run(
        [program, "validate", version / "datapackage.json", "--json"], capture_output=True, text=True, check=False
    )
    report = json.loads(done.stdout)
    return [error["type"] for task in report["tasks"] for error in task["errors"]]
