# ruff: noqa: E501 - one slip per line reads better than six
"""A demonstration profile is read strictly: nothing in it is passed over, and each slip is told with its line."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from apertura.cli import main
from apertura.definitions import load
from apertura.demo import lint_profiles, load_profiles
from apertura.demo.profile import MistakeKind, Profile
from apertura.demo.value import Choice, Day, DaysFrom, Mean, Measure, Quarterly, Sum, Whole
from apertura.errors import DefinitionError
from apertura.model.definition import Definitions

SCHEMAS = Path(__file__).parents[2] / "schemas"
DATASET = "capacitacion"
PROFILE = """\
titulo: ["Informe de {organismo}", Datos de demostración]
libro: Cursos
hoja: Hoja 1
entregas:
- {garante: OG-01, periodo: 2024-T1, filas: 3}
comunes:
  capacitacion_id: "CAP-{fila:02}"
  titulo: "Curso de {entidad}, {linea_accion_id}"
  fecha_inicio: {fecha: [2024-01-01, 2024-03-31]}
  fecha_fin: {dias: [fecha_inicio, 0, 3]}
  duracion_horas: {numero: [1, 20, 2]}
  asistentes_mujeres: {entero: [1, 9]}
  asistentes_hombres: {trimestre: [1, 2, 3, 4]}
  asistentes_total: {suma: [asistentes_mujeres, asistentes_hombres]}
  asistentes_no_especificado: {promedio: [asistentes_hombres]}
perfiles:
- peso: 3
  valores:
    tema: {elige: [Publicación de datos, otro]}
    nota: {elige: [a, null, 3]}
errores:
- {garante: OG-01, periodo: 2024-T1, tipo: celda, fila: 2, campo: asistentes_total, valor: mucho}
"""


@pytest.fixture(scope="module")
def definitions() -> Definitions:
    return load(SCHEMAS)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / DATASET / "examples").mkdir(parents=True)
    return tmp_path


def written(root: Path, text: str) -> Path:
    (root / DATASET / "examples/demo.yaml").write_text(text, encoding="utf-8")
    return root


def test_each_kind_of_value_is_understood(root: Path, definitions: Definitions) -> None:
    (profile,) = load_profiles(written(root, PROFILE), definitions)
    assert isinstance(profile, Profile)
    (scenario,) = profile.scenarios
    assert scenario.weight == 3
    assert dict(scenario.values) == {
        "capacitacion_id": "CAP-{fila:02}",
        "titulo": "Curso de {entidad}, {linea_accion_id}",
        "fecha_inicio": Day(date(2024, 1, 1), date(2024, 3, 31)),
        "fecha_fin": DaysFrom("fecha_inicio", 0, 3),
        "duracion_horas": Measure(1, 20, 2),
        "asistentes_mujeres": Whole(1, 9),
        "asistentes_hombres": Quarterly((1, 2, 3, 4)),
        "asistentes_total": Sum(("asistentes_mujeres", "asistentes_hombres")),
        "asistentes_no_especificado": Mean(("asistentes_hombres",)),
        "tema": Choice(("Publicación de datos", "otro")),
        "nota": Choice(("a", None, 3)),
    }
    assert [(mistake.kind, mistake.row) for mistake in profile.mistakes] == [(MistakeKind.CELL, "2")]
    assert lint_profiles(root, definitions) == ()


SLIPS = {
    "unknown key": ("libro:", "libros:", "clave desconocida «libros»"),
    "unmarked": ("Datos de demostración", "Datos", "el título no dice que son datos de demostración"),
    "nobody hands in": ("entregas:\n- {garante: OG-01, periodo: 2024-T1, filas: 3}\n", "", "va «catalogo» o van «entregas»"),
    "unknown catalogue": ("entregas:", "catalogo: linea\nentregas:", "no hay un catálogo «linea»"),
    "unknown body": ("{garante: OG-01, periodo: 2024-T1, filas", "{garante: OG-77, periodo: 2024-T1, filas", "no hay un organismo «OG-77»"),
    "unknown period": ("periodo: 2024-T1, filas", "periodo: 2024-T7, filas", "no hay un periodo «2024-T7»"),
    "no row": ("filas: 3", "filas: 0", "«filas» debe ser 1 o más"),
    "unknown field": ("    nota:", "    notas:", "no hay un campo «notas»"),
    "unknown heading": ("comunes:", "encabezados: {nota: Notas, notas: Otras}\ncomunes:", "no hay un campo «notas»"),
    "unknown word": ("{entidad}", "{estado}", "no hay una palabra «{estado}»"),
    "open brace": ("{entidad}", "{entidad", "abre o cierra una llave de más"),
    "unknown option": ("Publicación de datos", "Repostería", "«Repostería» no es una opción de «tema»"),
    "unknown addend": ("suma: [asistentes_mujeres", "suma: [mujeres", "no hay un campo «mujeres»"),
    "unknown start": ("dias: [fecha_inicio", "dias: [fecha", "no hay un campo «fecha»"),
    "unknown draw": ("elige: [a", "escoge: [a", "no hay una manera de elegir «escoge»"),
    "two draws": ("{entero: [1, 9]}", "{entero: [1, 9], elige: [2]}", "una sola manera de elegirlo"),
    "too few limits": ("numero: [1, 20, 2]", "numero: [1, 20]", "a «numero» le sobran o le faltan datos"),
    "too many limits": ("entero: [1, 9]", "entero: [1, 5, 9]", "a «entero» le sobran o le faltan datos"),
    "limits crossed": ("entero: [1, 9]", "entero: [9, 1]", "el segundo límite va antes que el primero"),
    "limits of text": ("entero: [1, 9]", "entero: [uno, 9]", "«uno» debe ser un número entero"),
    "no such day": ("2024-03-31", "2024-02-30", "una fecha o un número que no existe"),
    "day of text": ("2024-03-31]", '"2024-03-31"]', "fechas sin comillas"),
    "three quarters": ("trimestre: [1, 2, 3, 4]", "trimestre: [1, 2, 3]", "los trimestres son cuatro"),
    "nothing to choose": ("elige: [a, null, 3]", "elige: []", "no hay de dónde elegir"),
    "unfilled": ('  titulo: "Curso de {entidad}, {linea_accion_id}"\n', "", "falta decir cómo se llena «titulo»"),
    "unknown mistake": ("tipo: celda", "tipo: celdas", "«tipo» debe ser"),
    "mistake of nobody": ("periodo: 2024-T1, tipo", "periodo: 2024-T2, tipo", "OG-01 no entrega esta tabla en 2024-T2"),
    "mistake in no row": ("fila: 2", "fila: 4", "la tabla no tiene una fila 4"),
    "mistake in no field": ("campo: asistentes_total", "campo: total", "no hay un campo «total»"),
    "mistake is a list": ("valor: mucho", "valor: [mucho]", "no es un valor de una celda"),
    "not YAML": ("[a, null, 3]", "[a, null, 3", "el archivo está mal escrito"),
}  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "sentence"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_its_file_and_line(
    root: Path, definitions: Definitions, right: str, wrong: str, sentence: str
) -> None:
    assert PROFILE.count(right) == 1
    with pytest.raises(DefinitionError) as told:
        load_profiles(written(root, PROFILE.replace(right, wrong)), definitions)
    near = PROFILE[: PROFILE.index(right)].count("\n") + 1
    found = [re.match(rf"{DATASET}/examples/demo\.yaml:(\d+): (.*)", problem) for problem in told.value.problems]
    assert all(found)
    lines = [int(match[1]) for match in found if match and sentence in match[2]]
    assert lines, told.value.problems
    # what is missing is told where it should stand
    assert near in lines or "falta" in sentence or "va «catalogo»" in sentence or "mal escrito" in sentence


def test_a_table_that_must_name_rows_its_body_never_hands_in_is_told(tmp_path: Path, definitions: Definitions) -> None:
    for name in ("plan_accion_local", "secretariado_tecnico_local"):
        shutil.copytree(SCHEMAS / name / "examples", tmp_path / name / "examples")
    assert lint_profiles(tmp_path, definitions) == ()
    path = tmp_path / "secretariado_tecnico_local/examples/demo.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("garante: OG-14", "garante: OG-13"), encoding="utf-8")
    (problem,) = lint_profiles(tmp_path, definitions)
    assert problem.startswith("plan_accion_local/examples/demo.yaml:1: ")
    assert "OG-14" in problem
    assert "secretariado_tecnico_local" in problem


def test_every_profile_of_the_house_is_in_order(definitions: Definitions) -> None:
    assert lint_profiles(SCHEMAS, definitions) == ()
    assert {profile.dataset for profile in load_profiles(SCHEMAS, definitions)} == set(definitions.datasets)


def test_the_command_that_checks_schemas_tells_of_profiles_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SCHEMAS, tmp_path / "schemas")
    path = tmp_path / "schemas" / DATASET / "examples/demo.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("asistentes_total: {suma", "asistencia: {suma", 1), encoding="utf-8")
    line = text[: text.index("asistentes_total: {suma")].count("\n") + 1
    assert main(["--esquemas", str(tmp_path / "schemas"), "esquemas"]) == 1
    assert f"{DATASET}/examples/demo.yaml:{line}: no hay un campo «asistencia»" in capsys.readouterr().out.splitlines()
