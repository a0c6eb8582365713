"""What needs an operator's yes waits for it, is published as it was seen, and never as anything else."""

import json
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.acceptance.conftest import EPOCH, REPO, Run
from tests.acceptance.trees import contents
from tests.approving import approving

DATASET, OTHER = "avance_linea_accion", "evento"
PARENT, CHILD = "secretariado_tecnico_local", "plan_accion_local"
DAY = 86_400
PERIOD = "2024-T2"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "datos"


@pytest.fixture
def at(apertura: Run, root: Path, tmp_path: Path) -> Run:
    """The command line over a workspace whose first dataset needs a yes, so many days after the first."""
    schemas = approving(tmp_path / "esquemas", DATASET)

    def run(day: float, *order: str) -> CompletedProcess[str]:
        when = str(int(EPOCH) + int(day * DAY))
        return apertura(*order, "--datos", root, APERTURA_ESQUEMAS=str(schemas), SOURCE_DATE_EPOCH=when)

    return run


def drop(root: Path, dataset: str, before: str = "", after: str = "") -> None:
    """Put the sound example of a dataset in the inbox, with a text of it changed."""
    folder = root / "raw/inbox/OG-19" / PERIOD
    folder.mkdir(parents=True, exist_ok=True)
    content = (REPO / "schemas" / dataset / "examples/valido.csv").read_text(encoding="utf-8")
    assert before in content
    (folder / f"{dataset}.csv").write_text(content.replace(before, after), encoding="utf-8")


def digest(shown: str) -> str:
    [line] = [line for line in shown.splitlines() if "Huella:" in line]
    return line.split()[-1]


def yes(huella: str, *, answer: str = "--si", dataset: str = DATASET) -> tuple[str, ...]:
    return ("aprobar", dataset, answer, "--huella", huella, "--nombre", "Ana Pérez", "--motivo", "Cotejado con el acta")


def versions(root: Path, dataset: str = DATASET) -> list[str]:
    return sorted(path.name for path in (root / "published" / dataset).glob("*.*.*"))


def records(root: Path) -> list[dict]:
    return [json.loads(path.read_bytes()) for path in sorted(root.glob("aprobaciones/*/*/*.json"))]


def test_it_waits_by_name_while_everything_else_is_published_and_nothing_of_it_is(at: Run, root: Path) -> None:
    drop(root, DATASET)
    drop(root, OTHER)
    done = at(0, "nocturna")
    assert done.returncode == 0, done.stderr
    [told] = [line for line in done.stdout.splitlines() if "espera la aprobación" in line]
    assert told.startswith(f"{DATASET} 1.0.0 espera la aprobación de quien opera, a más tardar el 3 de enero de 2025")
    assert done.stderr == ""
    assert (versions(root), versions(root, OTHER)) == ([], ["1.0.0"])
    assert not (root / "published" / DATASET).exists()
    before = contents(root)
    again = at(0, "nocturna")
    assert told in again.stdout
    assert contents(root) == before, "a second night asks nothing again"
    assert [record["acto"] for record in records(root)] == ["pedida"]


def test_what_waits_is_shown_with_its_rows_by_body_and_its_cells(at: Run, root: Path) -> None:
    drop(root, DATASET)
    at(0, "nocturna")
    listed, whole = at(0, "aprobar"), at(0, "aprobar", DATASET)
    rows = len((REPO / "schemas" / DATASET / "examples/valido.csv").read_text().splitlines()) - 1
    for shown in (listed, whole):
        assert shown.returncode == 0
        assert f"{DATASET}: nada publicado → 1.0.0" in shown.stdout
        assert f"OG-19: {rows} filas nuevas, 0 cambiadas, 0 retiradas" in shown.stdout
        assert "tablas en «aceptada»: 0 → 1" in shown.stdout
    assert "crear     SHA256SUMS" not in listed.stdout
    assert "OG-19 / 1.1.a / 2024-T2, estatus: «» → «en_proceso»" in whole.stdout
    assert "SHA256SUMS" in whole.stdout
    planned = at(0, "publicar", "--plan")
    assert "espera la aprobación de quien opera" in planned.stdout
    assert planned.returncode == 0


def test_a_yes_is_published_by_the_next_night_and_tells_who_and_why(at: Run, root: Path) -> None:
    drop(root, DATASET)
    at(0, "nocturna")
    said = at(1, *yes(digest(at(1, "aprobar").stdout)))
    assert "se publica en la noche siguiente: Ana Pérez dijo que sí el 1 de enero de 2025" in said.stdout
    assert versions(root) == []
    done = at(2, "nocturna")
    assert done.returncode == 0
    assert "espera" not in done.stdout
    assert versions(root) == ["1.0.0"]
    asked, answered = records(root)
    assert (asked["acto"], answered["acto"]) == ("pedida", "aprobada")
    assert (answered["quien"], answered["motivo"], answered["canal"]) == ("Ana Pérez", "Cotejado con el acta", "orden")
    assert at(2, "aprobar").stdout == "Nada espera la aprobación de nadie.\n"
    events = [json.loads(line) for path in sorted((root / "bitacora").iterdir()) for line in path.open("rb")]
    told = [event.get("acto", event["que"]) for event in events if event.get("conjunto") == DATASET]
    assert told == ["pedida", "aprobada", "version"]
    assert "Ana" not in json.dumps(events, ensure_ascii=False)
    assert at(2, "verificar").returncode == 0


def test_a_record_that_somebody_changed_is_found_out(at: Run, root: Path) -> None:
    drop(root, DATASET)
    at(0, "nocturna")
    at(0, *yes(digest(at(0, "aprobar").stdout)))
    [path] = root.glob("aprobaciones/*/*/*-aprobada.json")
    path.chmod(0o644)
    path.write_text(path.read_text(encoding="utf-8").replace("Ana", "Eva"), encoding="utf-8")
    at(0, "nocturna")
    done = at(0, "verificar")
    assert done.returncode != 0
    assert "ya no es la que se registró" in done.stdout + done.stderr


def test_a_yes_covers_nothing_else_than_what_was_seen(at: Run, root: Path) -> None:
    drop(root, DATASET)
    at(0, "nocturna")
    first = digest(at(0, "aprobar").stdout)
    at(0, *yes(first))
    drop(root, DATASET, "seis instituciones", "siete instituciones")
    done = at(1, "nocturna")
    assert "espera la aprobación" in done.stdout
    assert versions(root) == []
    second = digest(at(1, "aprobar").stdout)
    assert second != first
    refused = at(1, *yes(first))
    assert (refused.returncode, "ya no es lo que se publicaría" in refused.stderr) == (2, True)
    at(1, *yes(second))
    at(1, "nocturna")
    assert versions(root) == ["1.0.0"]


def test_a_no_keeps_it_back_with_its_reason_until_there_is_something_else(at: Run, root: Path) -> None:
    drop(root, DATASET)
    at(0, "nocturna")
    at(0, *yes(digest(at(0, "aprobar").stdout), answer="--no"))
    done = at(9, "nocturna")
    assert "no se publica: Ana Pérez dijo que no el 31 de diciembre de 2024" in done.stdout
    assert "Motivo: Cotejado con el acta" in done.stdout
    assert (done.returncode, versions(root)) == (0, [])
    drop(root, DATASET, "seis instituciones", "siete instituciones")
    assert "espera la aprobación" in at(10, "nocturna").stdout
    at(10, *yes(digest(at(10, "aprobar").stdout)))
    at(11, "nocturna")
    assert versions(root) == ["1.0.0"]


def test_what_nobody_answers_lapses_and_can_be_asked_again(at: Run, root: Path) -> None:
    drop(root, DATASET)
    at(0, "nocturna")
    huella = digest(at(0, "aprobar").stdout)
    done = at(3, "nocturna")
    assert "su aprobación venció sin respuesta" in done.stdout
    assert (done.returncode, versions(root)) == (0, [])
    late = at(3, *yes(huella))
    assert (late.returncode, late.stderr) == (
        2,
        f"La aprobación de {DATASET} 1.0.0 venció sin respuesta; hay que pedirla otra vez.\n",
    )
    assert at(4, "aprobar", DATASET, "--huella", huella, "--otra-vez").returncode == 0
    twice = at(4, "aprobar", DATASET, "--huella", huella, "--otra-vez")
    assert (twice.returncode, "ya espera respuesta" in twice.stderr) == (2, True)
    at(5, *yes(huella))
    at(6, "nocturna")
    assert versions(root) == ["1.0.0"]


@pytest.mark.parametrize(
    ("order", "said"),
    [
        (("aprobar", DATASET, "--si"), "hay que decir CONJUNTO y --huella"),
        (("aprobar", DATASET, "--si", "--huella", "0" * 16), "quién (--nombre) y por qué (--motivo)"),
        (yes("0" * 16), "ya no es lo que se publicaría"),
        (yes(""), "hay que decir CONJUNTO y --huella"),
        (yes("0" * 16, dataset=OTHER), "no hay nada que aprobar"),
        (yes("0" * 16, dataset="nada"), "No hay un conjunto de datos «nada»"),
    ],
)
def test_an_answer_that_makes_no_sense_is_one_sentence_and_no_record(
    at: Run, root: Path, order: tuple[str, ...], said: str
) -> None:
    drop(root, DATASET)
    at(0, "nocturna")
    before = contents(root)
    done = at(0, *order)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr
    assert contents(root) == before


def test_what_names_rows_that_wait_waits_with_them(apertura: Run, root: Path, tmp_path: Path) -> None:
    schemas = approving(tmp_path / "otros", PARENT)

    def run(*order: str) -> str:
        done = apertura(*order, "--datos", root, APERTURA_ESQUEMAS=str(schemas))
        assert done.returncode == 0, done.stderr
        return done.stdout

    drop(root, PARENT)
    drop(root, CHILD)
    drop(root, OTHER)
    told = run("nocturna")
    assert f"{PARENT} 1.0.0 espera la aprobación" in told
    assert f"{CHILD} nombra filas que esperan la aprobación de {PARENT}." in told
    assert (versions(root, PARENT), versions(root, CHILD), versions(root, OTHER)) == ([], [], ["1.0.0"])
    huella = digest("\n".join(line for line in run("aprobar", PARENT).splitlines() if "Huella" in line))
    run(*yes(huella, dataset=PARENT))
    run("nocturna")
    assert (versions(root, PARENT), versions(root, CHILD)) == (["1.0.0"], ["1.0.0"])
    assert run("verificar")


def test_a_record_that_cannot_be_read_keeps_its_own_dataset_back_and_no_other(at: Run, root: Path) -> None:
    drop(root, DATASET)
    at(0, "nocturna")
    [path] = root.glob("aprobaciones/*/*/*.json")
    path.chmod(0o644)
    path.write_bytes(b"{")
    drop(root, OTHER)
    done = at(0, "nocturna")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert path.name in done.stderr
    assert (versions(root), versions(root, OTHER)) == ([], ["1.0.0"])
    listed, planned = at(0, "aprobar"), at(0, "publicar", "--plan")
    assert path.name in listed.stdout
    assert (planned.returncode, path.name in planned.stderr) == (2, True)
