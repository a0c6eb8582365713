"""Every workbook at hand comes back marked, opens, has lost nothing, and says the same when it is handed in again."""

import hashlib
import importlib
import io
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from apertura import feedback
from apertura.demo import load_profiles, workbooks
from apertura.feedback.addresses import ranges
from apertura.feedback.annotate import annotate
from apertura.judge import judge
from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.submission import Submission, Verdict
from apertura.model.table import CellAccount
from tests.feedback.annotate.parts import contents, lost
from tests.intake.test_real_workbooks import BODIES, FILES

CORPUS = Path(__file__).parents[1] / "corpus"
WORKBOOKS = {".xlsx", ".xls", ".ods", ".csv"}
REVIEW = "Revisión"
FAR = "celda-lejana"
FORM = frozenset({
    "acentos-reparados", "codificacion-antigua", "codificacion-mezclada", "fila-con-celdas-de-menos",
    "macros-sin-ejecutar", FAR,
})  # fmt: skip
"""What is said in passing of how an xls, ods or csv is written: the workbook made of it is written otherwise, and has
nothing of what stood so far away that it was not read."""


@dataclass(frozen=True)
class Case:
    """A file received, what was said of it, and the workbook that went back."""

    name: str
    content: bytes
    garante: str
    period: str
    definitions: Definitions
    verdicts: tuple[Verdict, ...]
    annotated: bytes
    converted: bool

    def again(self, content: bytes) -> tuple[Verdict, ...]:
        """What is said of the workbook when it comes back."""
        return check(content, "otra.xlsx", self.garante, self.period, self.definitions)


def check(content: bytes, name: str, garante: str, period: str, definitions: Definitions) -> tuple[Verdict, ...]:
    received = datetime(2026, 1, 2, 12, tzinfo=UTC)
    sha256 = hashlib.sha256(content).hexdigest()
    submission = Submission(garante, period, name, sha256, len(content), received, "validar")
    return judge(content, submission, definitions, accepted=lambda *_, **__: (), strict=False)


def told_stories(definitions: Definitions) -> Iterator[tuple[str, bytes, str, str, Definitions]]:
    """The corpus of small files, each as somebody made it, with the definitions that hold for it."""
    if not (CORPUS / "story.py").exists():
        return
    judged, story = (importlib.import_module(f"tests.corpus.{name}") for name in ("judged", "story"))
    for path in sorted((CORPUS / "stories").glob("*.py")):
        importlib.import_module(f"tests.corpus.stories.{path.stem}")
    for name, told in story.STORIES.items():
        extension = told.file.rpartition(".")[2]
        yield f"{name}.{extension}", told.make(), told.garante, told.period, judged.known(told, definitions)


def received(
    definitions: Definitions, repo: Path, converted: Path
) -> Iterator[tuple[str, bytes, str, str, Definitions]]:
    yield from told_stories(definitions)
    yield from ((*each, definitions) for each in _files(definitions, repo, converted))


def _files(definitions: Definitions, repo: Path, converted: Path) -> Iterator[tuple[str, bytes, str, str]]:
    for path in FILES:
        yield path.name, path.read_bytes(), BODIES[path.stem], "2015-A"
    for path in sorted(repo.glob("schemas/*/examples/*valido.csv")):
        yield f"{path.parts[-3]}-{path.name}", path.read_bytes(), "OG-19", "2024-T2"
    for path in sorted(converted.iterdir()):
        yield path.name, path.read_bytes(), BODIES.get(path.stem, "OG-19"), "2015-A"
    for path in sorted(path for path in CORPUS.rglob("*") if path.suffix.lower() in WORKBOOKS):
        yield f"corpus-{'-'.join(path.relative_to(CORPUS).parts)}", path.read_bytes(), "OG-19", "2024-T1"
    for book in workbooks(definitions, load_profiles(repo / "schemas", definitions)):
        yield f"{book.garante}-{book.period}-{book.filename}", book.content, book.garante, book.period


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Real workbooks as LibreOffice saves them in the formats of others."""
    folder = tmp_path_factory.mktemp("otros")
    for extension in ("xls", "ods"):
        office(folder, extension, [path for path in FILES if path.stem[0] in "35"])
    return folder


@pytest.fixture(scope="module")
def cases(definitions: Definitions, repo: Path, converted: Path) -> list[Case]:
    found = []
    for name, content, garante, period, own in received(definitions, repo, converted):
        verdicts = check(content, name, garante, period, own)
        if marked := annotate(content, verdicts, own):
            found.append(Case(name, content, garante, period, own, verdicts, marked.content, marked.converted))
    return found


@pytest.fixture(scope="module")
def opened(cases: Sequence[Case], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All of them opened by LibreOffice, and saved by it."""
    folder, target = tmp_path_factory.mktemp("anotados"), tmp_path_factory.mktemp("abiertos")
    for number, case in enumerate(cases):
        (folder / f"{number}.xlsx").write_bytes(case.annotated)
    office(target, "xlsx", sorted(folder.iterdir()))
    return target


def office(target: Path, extension: str, files: Sequence[Path]) -> None:
    profile = target.with_name(f"{target.name}-perfil")
    order = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", extension, "--outdir"]
    # it takes no more than some two hundred at once, and says nothing of the rest
    for start in range(0, len(files), 100):
        some = files[start : start + 100]
        ran = subprocess.run([*order, target, *some], capture_output=True, text=True, check=True, timeout=900)
        assert ran.stdout.count("using filter") == len(some), ran.stdout + ran.stderr


def named(case: Case, data: str) -> dict[str, set[str]]:
    """First cell of each range that the JSON report names, by sheet; ``data`` is that of what has no sheets."""
    found: dict[str, set[str]] = {}
    tables = feedback.report(case.verdicts, case.definitions)["tablas"]
    for issue in (issue for table in tables for issue in table["incidencias"]):  # type: ignore[attr-defined]
        for range_ in ranges((issue["celda"] or "").split(", ")):
            found.setdefault(issue["hoja"] or data, set()).add(f"{range_.left[1]}{range_.top}")
    return found


def seen_at(book: Workbook, cells: dict[str, set[str]]) -> dict[str, set[str]]:
    """Of cells made one, the first stands for all of them."""
    return {
        title: {
            next((area.start_cell.coordinate for area in book[title].merged_cells.ranges if cell in area), cell)
            for cell in listed
        }
        for title, listed in cells.items()
    }


def noted(book: Workbook) -> dict[str, set[str]]:
    """Cells that carry a note of ours, by sheet."""
    found = {
        # the cells there are: between two that stand far apart there is room for more than fit in memory
        page.title: {c.coordinate for c in page._cells.values() if c.comment and is_ours(c.comment.text)}
        for page in book.worksheets
    }
    return {title: cells for title, cells in found.items() if cells}


def is_ours(text: str) -> bool:
    ours = r"(.*\n\n— Apertura —\n)?(Hay que corregir|Conviene revisar|Para su información): "
    return bool(re.match(ours, text, re.DOTALL))


def load(book: bytes) -> Workbook:
    return load_workbook(io.BytesIO(book))


def test_there_are_workbooks_of_every_kind(cases: Sequence[Case]) -> None:
    assert len(cases) > 250
    assert {case.name.rpartition(".")[2] for case in cases} >= {"xlsx", "xls", "ods", "csv"}
    # whatever it is called
    assert {case.converted for case in cases if b"xl/workbook.xml" in case.content} == {False}
    assert sum(not all(verdict.accepted for verdict in case.verdicts) for case in cases) > 60


def test_no_part_of_a_workbook_is_lost(cases: Sequence[Case]) -> None:
    whole = [case for case in cases if not case.converted]
    assert {case.name: found for case in whole if (found := lost(case.content, case.annotated))} == {}
    for case in whole:
        before, after = contents(case.content), contents(case.annotated)
        for count in (rb"<f[ >]", rb"<(?:\w+:)?pic>"):
            seen = [sum(len(re.findall(count, part)) for part in parts.values()) for parts in (before, after)]
            assert seen[0] == seen[1]
        assert {n for n in before if "/media/" in n} == {n for n in after if "/media/" in n}


def test_notes_stand_at_the_cells_of_the_report_and_libreoffice_shows_them_there(
    cases: Sequence[Case], opened: Path
) -> None:
    for number, case in enumerate(cases):
        given, seen = load(case.annotated), load((opened / f"{number}.xlsx").read_bytes())
        cells = seen_at(given, named(case, given.sheetnames[1]))
        assert noted(given) == cells, case.name
        assert noted(seen) == cells, case.name
        assert seen.sheetnames == given.sheetnames
        assert seen.sheetnames[0] == REVIEW
        # LibreOffice knows no sheet that is more hidden than another
        assert shown(seen) == shown(given), case.name
        for title in cells:
            assert filled(given[title]) <= filled(seen[title]), case.name


def shown(book: Workbook) -> list[bool]:
    return [book[name].sheet_state == "visible" for name in book.sheetnames]


def filled(page: object) -> set[tuple[int, int]]:
    found = set()
    for area in page.conditional_formatting:  # type: ignore[attr-defined]
        if any("apertura" in str(rule.formula) for rule in area.rules):
            for one in str(area.sqref).split():
                left, top, right, bottom = range_boundaries(one)
                found |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return found


def test_handed_in_again_as_it_is_each_has_the_same_verdict_and_rows(cases: Sequence[Case], opened: Path) -> None:
    for number, case in enumerate(cases):
        saved = (opened / f"{number}.xlsx").read_bytes() if number % 10 == 0 and comes_back(case) else None
        again = case.again(case.annotated)
        leaving = FORM if case.converted else frozenset()
        # the one sheet of what was a csv has a name, and may be said not to have been read
        leaving |= {"hoja-no-leida"} if case.name.endswith(".csv") else frozenset()
        assert told(again, leaving) == told(case.verdicts, leaving), case.name
        for one, other in zip(again, case.verdicts, strict=True):
            assert same_rows(one, other), case.name
        if saved is not None:
            known = [verdict.accepted for verdict in case.again(saved)]
            assert known == [verdict.accepted for verdict in case.verdicts], case.name


def test_what_is_left_out_of_the_comparison_returns_nothing(definitions: Definitions) -> None:
    assert not any(definitions.issue_types[code].severity.returns for code in FORM)


def comes_back(case: Case) -> bool:
    """Whether LibreOffice keeps what is read: it works out the formulas that had no result."""
    return not case.converted and "formula-sin-valor" not in {issue.type.code for issue in issues(case)}


def issues(case: Case) -> list[Issue]:
    return [issue for verdict in case.verdicts for issue in verdict.issues]


def told(verdicts: Sequence[Verdict], leaving: frozenset[str]) -> list[object]:
    return [
        (
            verdict.dataset,
            verdict.header_row,
            verdict.rows,
            verdict.accepted,
            accounted(verdict, leaving),
            [
                (issue.type.code, issue.cell, issue.row, issue.value, issue.count)
                for issue in verdict.issues
                if issue.type.code not in leaving
            ],
        )
        for verdict in verdicts
    ]


def accounted(verdict: Verdict, leaving: frozenset[str]) -> CellAccount | None:
    far = sum(issue.count for issue in verdict.issues if issue.type.code == FAR and FAR in leaving)
    return verdict.cells and replace(verdict.cells, reported=verdict.cells.reported - far)


def same_rows(one: Verdict, other: Verdict) -> bool:
    if one.table is None or other.table is None:
        return one.table is other.table
    return all(
        pl.DataFrame(getattr(one.table, name)).equals(pl.DataFrame(getattr(other.table, name)))
        for name in ("data", "rows")
    )


def firsts(found: Iterable[Issue]) -> set[str]:
    """First cell of each range that is named."""
    return {f"{each.left[1]}{each.top}" for issue in found for each in ranges((issue.cell or "").split(", "))}


def test_annotated_again_a_workbook_does_not_grow(cases: Sequence[Case]) -> None:
    for case in cases[::8]:
        again = case.again(case.annotated)
        twice = annotate(case.annotated, again, case.definitions)
        assert twice is not None
        assert contents(twice.content).keys() == contents(case.annotated).keys()
        # of how an xls, ods or csv was written nothing is left to say in the workbook made of it
        leaving = FORM if case.converted else frozenset()
        gone = firsts(issue for issue in issues(case) if issue.type.code in leaving)
        gone -= firsts(issue for issue in issues(case) if issue.type.code not in leaving)
        before = {title: cells - gone for title, cells in noted(load(case.annotated)).items()}
        assert noted(load(twice.content)) == {title: cells for title, cells in before.items() if cells}, case.name


def test_the_same_file_and_verdicts_give_the_same_bytes(cases: Sequence[Case]) -> None:
    for case in cases[::12]:
        again = annotate(case.content, case.verdicts, case.definitions)
        assert again is not None
        assert again.content == case.annotated
