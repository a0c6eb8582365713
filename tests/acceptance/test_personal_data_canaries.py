"""Personal data that are nobody's, each one different, planted wherever a workbook has room: none comes out again."""

import random
import re
import string
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.acceptance.conftest import REPO, environment
from tests.validation.personal_data.corpus import clabe, curp, elector, machine_line, nss, number, rfc

GARANTE, PERIOD = "OG-08", "2015-A"
HEADINGS = (
    "Entidad Federativa", "Sujeto obligado", "Siglas", "Folio del RR", "Folio de la solicitud", "Unidad de Enlace",
    "Comisionado ponente", "Fecha recepción", "Fecha de resolución", "Admisión", "Celebración de audiencia", "Motivo",
    "Plazos de ampliación", "Sentido de la Resolución", "Votos disidentes", "Órgano resolutor", "Cumplimiento",
    "Caso de impugnación",
)  # fmt: skip
SOUND = (
    "Chihuahua", "Secretaría de Ejemplos", "SE", "RR/{}/2015", "{}", "Unidad de Enlace", "Sin asignar", "12/01/2015",
    "04/03/2015", "Admitido", "03/02/2015", "Se dio por no contestada", "Sin ampliación", "Confirma", "N/A",
    "Pleno", "05/05/2015", "N/A",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Canary:
    """What is planted, and the part of it that must not be seen again."""

    text: str
    secret: str


def canaries(draw: random.Random) -> tuple[Canary, ...]:
    """One of each kind and way of writing, never the same twice."""
    word = "".join(draw.choice("bdfglmnprst") + draw.choice("aeio") for _ in range(6))
    local = f"614{number(draw, 7)}"
    cic, ocr, house = number(draw, 9), number(draw, 13), number(draw, 5)
    own = [curp(draw), rfc(draw), clabe(draw), elector(draw), machine_line(draw), f"{word}@correo.example"]
    return (
        *(Canary(secret, secret) for secret in own),
        Canary(f"El afectado es {own[0].lower()} según su acta", own[0].lower()),
        *(Canary(f"{label} {secret}", secret) for label, secret in (("CIC", cic), ("OCR:", ocr), ("NSS", nss(draw)))),
        Canary(f"{local[:3]} {local[3:6]} {local[6:]}", local),
        Canary(f"Llamar al celular {local}", local),
        Canary(f"Vive en Calle {word.capitalize()} {house}, colonia Centro", f"{word.capitalize()} {house}"),
        Canary(f"Mi nombre es {word.capitalize()} {word[::-1].capitalize()}", word.capitalize()),
    )


@dataclass
class Planter:
    """Deals out canaries and remembers their secrets."""

    draw: random.Random
    secrets: list[str]

    def sow(self) -> Iterator[str]:
        for canary in canaries(self.draw):
            self.secrets.append(canary.secret)
            yield canary.text


def workbook(plant: Callable[[Workbook, Planter], None], planter: Planter, path: Path) -> Path:
    book = Workbook()
    book.active.title = "Recursos de revisión"
    plant(book, planter)
    book.save(path)
    return path


def table(book: Workbook, *rows: tuple[object, ...], more: tuple[str, ...] = ()) -> None:
    for row in ((*HEADINGS, *more), *rows):
        book.active.append(row)


def sound(n: int, *more: object) -> tuple[object, ...]:
    return (*(text.format(f"{n:05}") for text in SOUND), *more)


def in_every_column(book: Workbook, planter: Planter) -> None:
    rows = []
    for column in range(len(HEADINGS)):
        for text in planter.sow():
            row = list(sound(len(rows) + 1))
            row[column] = text
            # twice: what is repeated is told of keys
            rows += [tuple(row), tuple(row)]
    table(book, *rows)


def stored_as_numbers(book: Workbook, planter: Planter) -> None:
    rows = []
    for n in range(20):
        secret = f"614{number(planter.draw, 7)}"
        planter.secrets.append(secret)
        row = list(sound(n))
        row[11] = f"tel. {secret}"
        row[7] = int(secret)
        rows.append(tuple(row))
    table(book, *rows)


def in_columns_nobody_asked_for(book: Workbook, planter: Planter) -> None:
    named = tuple(planter.sow())
    below = tuple(tuple(planter.sow()) for _ in range(3))
    table(book, *(sound(n, *texts) for n, texts in enumerate(below)), more=named)


def around_the_table(book: Workbook, planter: Planter) -> None:
    for text in planter.sow():
        book.active.append((text,))
    table(book, sound(1), sound(2))
    hidden = book.create_sheet("Oculta")
    hidden.sheet_state = "hidden"
    for text in planter.sow():
        hidden.append((text,))
        visible = book.create_sheet(re.sub(r"[:/\\?*\[\]]", "", text)[:31])
        visible.append((text,))


def in_the_name_of_the_sheet(book: Workbook, planter: Planter) -> None:
    secret = f"{''.join(planter.draw.choice(string.ascii_lowercase) for _ in range(9))}@ejemplo.example"
    planter.secrets.append(secret)
    book.active.title = secret
    table(book, sound(1), sound(2))


PLANTED = {
    "celdas.xlsx": in_every_column,
    "numeros.xlsx": stored_as_numbers,
    "columnas.xlsx": in_columns_nobody_asked_for,
    "alrededor.xlsx": around_the_table,
    "hoja.xlsx": in_the_name_of_the_sheet,
}


@pytest.fixture(scope="module")
def planter() -> Planter:
    return Planter(random.Random(8), [])


@pytest.fixture(scope="module")
def files(planter: Planter, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    root = tmp_path_factory.mktemp("entregas")
    return tuple(workbook(plant, planter, root / name) for name, plant in PLANTED.items())


def seen(text: bytes, secrets: list[str]) -> list[str]:
    """Secrets in a text, as they are or with their blanks and hyphens left out."""
    plain = text.decode("utf-8", errors="replace")
    squeezed = re.sub(r"[ .()-]", "", plain)
    return [secret for secret in secrets if secret in plain or secret.replace(" ", "") in squeezed]


def leaks(root: Path, secrets: list[str]) -> dict[str, list[str]]:
    """Files under ``root`` in which a secret is seen, what was received apart."""
    kept = root / "raw" / "archive"
    found = {
        str(path.relative_to(root)): seen(path.read_bytes(), secrets)
        for path in root.rglob("*")
        if path.is_file() and kept not in path.parents
    }
    return {name: secrets for name, secrets in found.items() if secrets}


def test_the_search_for_leaks_sees_a_leak(tmp_path: Path, files: tuple[Path, ...], planter: Planter) -> None:
    assert len(planter.secrets) > 300
    assert len({*planter.secrets}) > 300
    (tmp_path / "carta.txt").write_text(f"Se leyó «{planter.secrets[0]}».", encoding="utf-8")
    assert leaks(tmp_path, planter.secrets) == {"carta.txt": [planter.secrets[0]]}


FORMS = (("texto", "es"), ("json", "es"), ("markdown", "es"), ("texto", "en"))


def test_validar_shows_none_in_any_form_or_language(apertura, files: tuple[Path, ...], planter: Planter) -> None:
    # the other forms say the same: one file is enough for them
    for file in files:
        for form, language in FORMS if file.name == "celdas.xlsx" else FORMS[:2]:
            who = ("--garante", GARANTE, "--periodo", PERIOD)
            done = apertura("validar", file, *who, "--formato", form, "--idioma", language)
            assert done.returncode in (0, 1), done.stderr
            assert seen((done.stdout + done.stderr).encode(), planter.secrets) == [], (file.name, form, language)


def test_recibir_and_publicar_leave_none_outside_the_archive(
    apertura, files: tuple[Path, ...], planter: Planter, tmp_path: Path
) -> None:
    root = tmp_path / "datos"
    for file in files:
        done = apertura("recibir", file, "--garante", GARANTE, "--periodo", PERIOD, "--datos", root)
        assert done.returncode == (1 if file.name in {"celdas.xlsx", "numeros.xlsx", "hoja.xlsx"} else 0), done.stdout
        assert seen((done.stdout + done.stderr).encode(), planter.secrets) == []
    done = apertura("publicar", "--datos", root)
    assert done.returncode == 0
    # what stood in columns that nobody asked for was accepted without them
    assert list(root.glob("published/recurso_revision/latest/*.csv"))
    assert leaks(root, planter.secrets) == {}
    # and what was received is there as it came
    assert {path.read_bytes() for path in root.glob("raw/archive/*/*/contenido")} == {f.read_bytes() for f in files}


def drop(root: Path, files: tuple[Path, ...]) -> None:
    box = root / "raw" / "inbox" / GARANTE / PERIOD
    box.mkdir(parents=True)
    for file in files:
        (box / file.name).write_bytes(file.read_bytes())


def test_the_night_leaves_none_either(apertura, files: tuple[Path, ...], planter: Planter, tmp_path: Path) -> None:
    root = tmp_path / "datos"
    drop(root, files)
    done = apertura("nocturna", "--datos", root)
    assert done.returncode == 0, done.stderr
    assert seen((done.stdout + done.stderr).encode(), planter.secrets) == []
    assert leaks(root, planter.secrets) == {}


def test_nor_does_the_flow_in_its_logs_its_states_or_its_artifacts(
    files: tuple[Path, ...], planter: Planter, tmp_path: Path
) -> None:
    root, home = tmp_path / "datos", tmp_path / "prefect"
    drop(root, files)
    code = f"from pathlib import Path; from flows.nightly import nightly; nightly(Path({str(root)!r}), Path('schemas'))"
    path = f"{REPO / 'src'}:{REPO}"
    own = environment(
        PREFECT_HOME=str(home), DO_NOT_TRACK="1", PREFECT_SERVER_ANALYTICS_ENABLED="false", PYTHONPATH=path
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert seen((done.stdout + done.stderr).encode(), planter.secrets) == []
    assert leaks(root, planter.secrets) == {}
    # Prefect keeps all of it in a database of its own
    assert any(path.stat().st_size for path in home.glob("prefect.db*"))
    assert leaks(home, planter.secrets) == {}
