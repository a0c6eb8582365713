"""Another work plan, and a body that ends and is followed by another: rows and folders of schemas/, no Python."""

import csv
import io
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from apertura import feedback
from apertura.definitions import lint, load
from apertura.ingest import ingest
from apertura.model.definition import Definitions
from apertura.model.submission import Verdict
from apertura.publish import publish
from apertura.storage import archive
from tests.acceptance.conftest import Run

REPO = Path(__file__).parents[2]
DATASET = "avance_linea_accion"
NOW = datetime(2031, 10, 1, tzinfo=UTC)
ENDED, FOLLOWS = "OG-90", "AG-90"
NAME = {ENDED: "Instituto Ficticio de Transparencia de Aztlán", FOLLOWS: "Autoridad Garante Ficticia de Aztlán"}

PLAN = {
    "plan.yaml": """\
id: plan-ficticio-2031
title: Plan de trabajo ficticio de 2031
body: Comisión que no existe
valid_from: 2031-01-01
valid_until: 2031-12-31
source: Inventado para una prueba
notes: []
""",
    "ejes.csv": """\
eje_id,plan_id,titulo,objetivo,orden
2031-1,plan-ficticio-2031,Eje ficticio,Probar que dos planes caben.,1
""",
    "estrategias.csv": """\
estrategia_id,eje_id,titulo,orden
2031-1.1,2031-1,Estrategia ficticia,1
""",
    "lineas_accion.csv": """\
linea_accion_id,estrategia_id,plan_id,inciso,texto,etiqueta,unidad_sugerida,orden
2031-1.1.a,2031-1.1,plan-ficticio-2031,a,Hacer algo que nadie pidió.,Hacer algo,cosas,1
2031-1.1.b,2031-1.1,plan-ficticio-2031,b,Deshacerlo.,Deshacer algo,cosas,2
""",
    "periodos.csv": """\
periodo_id,ejercicio,tipo,fecha_inicio,fecha_termino,abierto
2031-T1,2031,trimestre,2031-01-01,2031-03-31,true
2031-T2,2031,trimestre,2031-04-01,2031-06-30,true
2031-T3,2031,trimestre,2031-07-01,2031-09-30,true
""",
}
MADE_UP = "Inventado para una prueba,C\n"
BODIES = (
    f"{ENDED},00,,Federación,{NAME[ENDED]},IFTA,,,,2031-01-01,2031-05-15,extinto,{NAME[FOLLOWS]},organo_garante,{MADE_UP}"
    f"{FOLLOWS},00,,Federación,{NAME[FOLLOWS]},AGFA,,,,2031-05-16,,vigente,,autoridad_garante,{MADE_UP}"
)
ALIASES = "".join(f"{name},nombre_oficial,{id_},,,Inventado para una prueba\n" for id_, name in NAME.items())


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def add(path: Path, rows: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + rows, encoding="utf-8")


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("dos_planes") / "schemas"
    shutil.copytree(REPO / "schemas", root)
    (root / "plan/2031").mkdir()
    for name, text in PLAN.items():
        (root / "plan/2031" / name).write_text(text, encoding="utf-8")
    package = root / "datapackage.yaml"
    for name in ("ejes.csv", "estrategias.csv", "lineas_accion.csv"):
        swap(package, f"path: plan/2024/{name}", f"path: [plan/2024/{name}, plan/2031/{name}]")
    swap(package, "  - plan/2024/periodos.csv\n", "  - plan/2024/periodos.csv\n  - plan/2031/periodos.csv\n")
    add(root / "catalogos/organismos_garantes.csv", BODIES)
    add(root / "catalogos/organismos_alias.csv", ALIASES)
    sheet = root / DATASET / "dataset.yaml"
    swap(sheet, "4.1.c,\n]", "4.1.c, 2031-1.1.a, 2031-1.1.b,\n]")
    swap(sheet, "kinds: [organo_garante]", "kinds: [organo_garante, autoridad_garante]")
    swap(sheet, "2024-T4]", "2024-T4, 2031-T1, 2031-T2, 2031-T3]")
    add(root / DATASET / "source/values.csv", ",2031-T1,linea_accion_id,1.1.a,2031-1.1.a,\n")
    return root


@pytest.fixture(scope="module")
def definitions(schemas: Path) -> Definitions:
    return load(schemas)


def test_the_schemas_are_in_order_and_each_plan_has_all_its_lines(schemas: Path, apertura: Run) -> None:
    assert lint(schemas) == ()
    done = apertura("esquemas", "--cobertura", APERTURA_ESQUEMAS=str(schemas))
    assert done.returncode == 0
    assert "28 de 28" in done.stdout
    assert "2 de 2" in done.stdout


Take = Callable[..., Verdict]


@pytest.fixture
def take(tmp_path: Path, definitions: Definitions) -> Take:
    """Hand in the table of a body for a period, with a row for each of these lines."""

    def take(garante: str, period: str, lines: Sequence[str] = ("1.1.a", "2031-1.1.b"), name: str = "") -> Verdict:
        content = as_csv(name or NAME[garante], period, lines)
        submission, _ = archive.receive(tmp_path, garante, period, "avance.csv", content, now=NOW, channel="prueba")
        (verdict,) = ingest(tmp_path, submission, definitions, now=NOW)
        return verdict

    return take


def as_csv(name: str, period: str, lines: Sequence[str]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    fields = ["organismo_id", "linea_accion_id", "estatus", "avance_porcentaje", "descripcion_avance", "fecha_corte"]
    writer.writerow(fields)
    year, quarter = period.split("-T")
    cut = f"{year}-{int(quarter) * 3:02}-28"
    writer.writerows([name, line, "en_proceso", 50, "Se hizo la mitad de lo previsto.", cut] for line in lines)
    return text.getvalue().encode()


def returning(verdict: Verdict) -> list[str]:
    return [issue.type.code for issue in verdict.issues if issue.type.severity.returns]


def said(verdict: Verdict, definitions: Definitions) -> str:
    return " ".join(feedback.letter((verdict,), definitions).split())


HELD = [(ENDED, "2031-T1"), (ENDED, "2031-T2"), (FOLLOWS, "2031-T2"), (FOLLOWS, "2031-T3")]


@pytest.mark.parametrize(("garante", "period"), HELD)
def test_a_body_reports_for_the_periods_on_some_day_of_which_it_existed(take: Take, garante: str, period: str) -> None:
    verdict = take(garante, period)
    assert verdict.issues == () or {issue.type.severity for issue in verdict.issues} == {"informativa"}
    assert verdict.accepted


def test_outside_of_them_the_letter_says_who_reports_instead(take: Take, definitions: Definitions) -> None:
    late, early = take(ENDED, "2031-T3"), take(FOLLOWS, "2031-T1")
    assert (returning(late), returning(early)) == (["organismo-extinto"], ["organismo-sin-iniciar"])
    ended = f"«{NAME[ENDED]}» existió hasta el 2031-05-15, antes de que empezara 2031-T3. Le sucede: {NAME[FOLLOWS]}."
    began = (
        f"«{NAME[FOLLOWS]}» existe desde el 2031-05-16, después de que terminó 2031-T1. Su antecesor: {NAME[ENDED]}."
    )
    assert ended in said(late, definitions)
    assert began in said(early, definitions)


def test_a_line_is_of_the_plan_in_force_and_means_what_it_means_in_it(take: Take) -> None:
    assert returning(take(FOLLOWS, "2031-T3", ["1.1.a", "3.2.b"])) == ["fila-de-otro-plan"]
    old = take("OG-19", "2024-T2", ["1.1.a"], "OG-19")
    assert returning(old) == []
    assert [issue.details["debidas"] for issue in old.issues if issue.type.code == "filas-faltantes"] == ["28"]
    half = take(FOLLOWS, "2031-T3", ["1.1.a"])
    assert [issue.details for issue in half.issues if issue.type.code == "filas-faltantes"] == [
        {"faltan": "2031-1.1.b", "debidas": "2", "periodo": "2031-T3"}
    ]


def test_what_is_published_has_both_plans_and_the_coverage_owed_under_each(
    take: Take, definitions: Definitions, tmp_path: Path
) -> None:
    for garante, period in HELD:
        take(garante, period)
    take("OG-19", "2024-T2", ["1.1.a", "4.1.c"], "OG-19")
    publish(tmp_path, definitions, DATASET, now=NOW)
    latest = tmp_path / "published" / DATASET / "latest"
    lines = {(row["periodo_id"][:4], row["linea_accion_id"]) for row in rows(latest / f"{DATASET}.csv")}
    assert lines == {("2024", "1.1.a"), ("2024", "4.1.c"), ("2031", "2031-1.1.a"), ("2031", "2031-1.1.b")}
    found = {
        (row["organismo_id"], row["periodo_id"]): (row["estado"], row["filas"], row["filas_debidas"])
        for row in rows(latest / "cobertura.csv")
    }
    assert {pair: state for pair, state in found.items() if pair[0] in NAME} == dict.fromkeys(
        HELD, ("aceptada", "2", "2")
    )
    assert found["OG-19", "2024-T2"] == ("aceptada", "2", "28")
    assert found["OG-19", "2024-T3"] == ("faltante", "0", "28")
    assert found["OG-19", "2031-T1"] == ("faltante", "0", "2")
    kinds = {row["organismo_id"]: row["tipo"] for row in rows(latest / "organismo.csv")}
    assert (kinds[ENDED], kinds[FOLLOWS]) == ("organo_garante", "autoridad_garante")


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
