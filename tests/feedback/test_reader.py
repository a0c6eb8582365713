"""Somebody who has the letter and nothing else mends the file: every mistake is put right by what its point says."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.worksheet import Worksheet

from apertura.feedback import letter
from apertura.judge import judge
from apertura.model.definition import Definitions
from apertura.model.submission import Submission, Verdict

HEADER = 4
LABELS = "Dónde|Cuántos casos|Qué encontramos|Por qué|Cómo se corrige|Ejemplo|Más"
TITLES: dict[str, str] = {}
"""Titles of the columns, which the steward knows from the definition of the table, and their names."""

PLANTED = {
    "N5": "31/02/2024",
    "D6": "complettado",
    "C9": "4-1-a",
    "E9": 140,
    "G5": "como 30",
    "N7": None,
    "E6": 80,
    "Q6": None,
    "I9": "Se avanzó",
    "R7": "Escriba a ana.perez@correo.example",
    "H5": 6.123456,
}


@dataclass(frozen=True)
class Said:
    """A point of the letter, as its reader takes it in."""

    title: str
    where: str
    found: str
    fix: str
    example: str | None

    @property
    def cells(self) -> list[str]:
        """Every cell of «Dónde», ranges unfolded."""
        return list(unfold(self.where.partition(": ")[2]))


def unfold(listed: str) -> Iterator[str]:
    for first, last in re.findall(r"\b([A-Z]+\d+)(?:–([A-Z]+\d+))?", listed):
        column, top = re.match(r"([A-Z]+)(\d+)", first).groups()  # type: ignore[union-attr]
        bottom = re.sub(r"\D", "", last) or top
        yield from (f"{column}{row}" for row in range(int(top), int(bottom) + 1))


def points(text: str) -> list[Said]:
    """Read the points of «Qué corregir» off a letter."""
    part = text.partition("QUÉ CORREGIR")[2].partition("QUÉ CONVIENE")[0].partition("LO QUE ESTÁ BIEN")[0]
    found = []
    for point in re.split(r"\n\n(?=\d+\. )", part)[1:]:
        line = re.sub(
            r"\n\s+(?=(?:Dónde|Cuántos casos|Qué encontramos|Por qué|Cómo se corrige|Ejemplo|Más))", "\n§", point
        )
        said = {label: " ".join(rest.split()) for label, rest in re.findall(r"§([^:\n]+): ?([^§]*)", line)}
        title = " ".join(line.partition("\n§")[0].split())
        where, fix = said.get("Dónde", ""), said["Cómo se corrige"]
        found.append(Said(title, where, said["Qué encontramos"], fix, said.get("Ejemplo válido")))
    return found


def obey(page: Worksheet, said: Said) -> None:
    """Do what a point says, in the cells that it names."""
    hints = re.findall(r"(?:([A-Z]+\d+): )?[^•]*?(?:¿Quiso escribir|Puede escribir) «([^»]*)»", said.found)
    if missing := re.search(r"la columna obligatoria «([^»]*)»", said.found):
        rename(page, missing[1])
    elif hints:
        for cell, value in hints:
            write(page, [cell] if cell else named(page, said), value)
    elif said.example:
        write(page, named(page, said), said.example)
    elif "borre una" in said.fix:
        for row in sorted({int(re.sub(r"\D", "", cell)) for cell in said.cells}, reverse=True):
            page.delete_rows(row)
    elif re.search(r"\b(?:bórrel[oa]|borre la dirección)\b", said.fix):
        write(page, named(page, said), None)
    else:
        write(page, named(page, said), to_write(said))


def named(page: Worksheet, said: Said) -> list[str]:
    """Cells of the column that the title of the point names, where it names one."""
    quoted = re.search(r"«([^»]*)»$", said.title)
    return [cell for cell in said.cells if not quoted or page[f"{column(cell)}{HEADER}"].value in names(quoted[1])]


def to_write(said: Said) -> str:
    shown = re.search(r"por ejemplo, (?:«([^»]+)»|(\S+?)[.;](?:\s|$))|escriba (\d+)|este ejemplo: (.+)\.$", said.fix)
    assert shown, f"the letter does not say what to write: {said}"
    return next(filter(None, shown.groups()))


def write(page: Worksheet, cells: list[str], value: str | None) -> None:
    for cell in cells:
        page[cell] = value


def column(cell: str) -> str:
    return cell.rstrip("0123456789")


def names(title: str) -> set[str]:
    return {title, TITLES[title]}


def rename(page: Worksheet, wanted: str) -> None:
    """A heading that no column of the table is known by is the one that was meant."""
    known = {name for title in TITLES for name in names(title)}
    [other] = [cell for cell in page[HEADER] if cell.value and cell.value not in known]
    other.value = wanted


def planted(repo: Path) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Avance"
    page["A1"] = "Informe de avance"
    source = io.StringIO((repo / "schemas/avance_linea_accion/examples/valido.csv").read_text(encoding="utf-8"))
    for number, row in enumerate(csv.reader(source), HEADER):
        for place, value in enumerate(row, 1):
            page.cell(number, place, float(value) if re.fullmatch(r"\d+(\.\d+)?", value) else value or None)
    for cell, value in PLANTED.items():
        page[cell] = value
    page.append([cell.value for cell in page[8]])
    page[f"D{HEADER}"] = "Como va"
    return saved(book)


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def check(content: bytes, definitions: Definitions) -> tuple[Verdict, ...]:
    sha256 = hashlib.sha256(content).hexdigest()
    received = datetime(2024, 7, 1, 12, tzinfo=UTC)
    sent = Submission("OG-19", "2024-T2", "avance.xlsx", sha256, len(content), received, "validar")
    return judge(content, sent, definitions, accepted=lambda *_, **__: (), strict=False)


def test_the_letter_alone_is_enough_to_make_the_file_pass(repo: Path, definitions: Definitions) -> None:
    fields = definitions.datasets["avance_linea_accion"].schema.fields
    TITLES.update({field.title: field.name for field in fields})
    content, mended, letters = planted(repo), set[str](), 0
    while not (verdicts := check(content, definitions))[0].accepted:
        letters += 1
        assert letters <= 3, letter(verdicts, definitions)
        page = (book := load_workbook(io.BytesIO(content))).worksheets[0]
        # rows go last, so that the others stay where the letter says
        told = sorted(points(letter(verdicts, definitions)), key=lambda said: "borre una" in said.fix)
        for said in told:
            obey(page, said)
        mended |= {re.sub(r"^\d+\. ", "", said.title) for said in told}
        content = saved(book)
    assert len(mended) >= 10, mended
    assert column_index_from_string("R") == len(fields)


def test_the_reader_knows_nothing_but_the_letter(repo: Path, definitions: Definitions) -> None:
    (verdict,) = check(planted(repo), definitions)
    told = points(letter([verdict], definitions))
    assert not verdict.accepted
    assert all(said.fix and said.found for said in told)
