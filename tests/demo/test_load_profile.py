"""A demonstration profile is read strictly: nothing in it is passed over."""

from datetime import date

import pytest

from apertura.demo import load_profile
from apertura.demo.profile import Choice, Day, Measure, MistakeKind, Whole
from apertura.errors import DefinitionError

PROFILE = """
titulo: ["Informe de {organismo}", Datos de demostración]
encabezados: {clave: Clave, monto: Monto}
perfiles:
- peso: 3
  valores:
    clave: {elige: [a, null, 3]}
    monto: {numero: [0, 1, 2]}
    piezas: {entero: [1, 9]}
    dia: {fecha: [2024-01-01, "2024-03-31"]}
errores:
- {garante: OG-01, periodo: 2024-T1, tipo: celda, linea: 1.1.a, campo: monto, valor: mucho}
"""


def test_each_kind_of_value_is_understood() -> None:
    profile = load_profile(PROFILE)
    assert profile.scenarios[0].values == {
        "clave": Choice(("a", None, 3)),
        "monto": Measure(0, 1, 2),
        "piezas": Whole(1, 9),
        "dia": Day(date(2024, 1, 1), date(2024, 3, 31)),
    }
    assert [mistake.kind for mistake in profile.mistakes] == [MistakeKind.CELL]
    assert tuple(profile.headings) == ("clave", "monto")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("titulo:", "título:"),
        ("peso: 3", "pesa: 3"),
        ("perfiles:", "otros: []\nperfiles:"),
        ("elige:", "escoge:"),
        ("numero: [0, 1, 2]", "numero: [0, 1]"),
        ("entero: [1, 9]", "entero: [1, 5, 9]"),
        ("2024-03-31", "2024-02-30"),
        ("tipo: celda", "tipo: celdas"),
        ("periodo: 2024-T1, ", ""),
        ("valor: mucho", "valor: [mucho]"),
        ("Datos de demostración", "Datos"),
        ("[a, null, 3]", "[a, null, 3"),
    ],
)
def test_what_is_not_a_profile_is_refused(right: str, wrong: str) -> None:
    assert right in PROFILE
    with pytest.raises(DefinitionError, match="perfil de demostración"):
        load_profile(PROFILE.replace(right, wrong, 1))
