"""A policy is read whole, or refused with the line of everything that is wrong with it."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from apertura.definitions import load
from apertura.definitions.catalogues.read_catalogues import read_catalogues
from apertura.definitions.policies.read_policies import read_policies
from apertura.errors import DefinitionError
from apertura.model.issue import Severity
from apertura.model.policy import CHECKS, Parameter, Policy

SCHEMAS = Path(__file__).parents[2] / "schemas"
FILE = "politica/prueba-2030.yaml"
VALUES: dict[Parameter, Any] = {
    Parameter.INTEGER: 3,
    Parameter.TEXT: "salida",
    Parameter.TEXTS: ["suma"],
    Parameter.LICENCES: ["libre"],
    Parameter.PATTERNS: [r"\d+ km"],
    Parameter.TITLES: {"text/csv": "CSV"},
    Parameter.PATTERN_BY_FIELD: {"cve_ent": r"\d{2}"},
}
CHARACTERISTICS = (
    *("accesibles", "integrales", "gratuitos", "no_discriminatorios", "oportunos", "permanentes", "primarios"),
    *("legibles_por_maquinas", "en_formatos_abiertos", "de_libre_uso"),
)


class Plain(yaml.SafeDumper):
    """Writes a value again where others name it: ``schemas/`` admits no aliases."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def text() -> str:
    """A policy that asks every check, and has nothing wrong in it."""
    checks = [
        {
            "check": name,
            "title": f"Comprobación {name}",
            "severity": "grave",
            "source": "ley",
            **({"parameters": {each: VALUES[kind] for each, kind in asked.items()}} if asked else {}),
        }
        for name, asked in CHECKS.items()
    ]
    criterion = {"title": "Algo", "definition": "Que algo sea.", "sources": ["ley"], "not_checked": ["Lo demás."]}
    policy = {
        "title": "Política de prueba",
        "summary": "Solo para probar.",
        "valid_from": date(2030, 1, 1),
        "valid_until": None,
        "sources": {"ley": "Ley de prueba"},
        "notes": ["Es ficticia."],
        "characteristics": [{"key": "todo", **criterion, "checks": checks}],
        "rules": [{"key": "nada", **criterion, "checks": []}],
    }
    return dumped(policy)


def dumped(policy: Any) -> str:
    return yaml.dump(policy, Dumper=Plain, sort_keys=False, allow_unicode=True, width=1000)


@pytest.fixture
def policed(tree: Path) -> Path:
    (tree / "politica").mkdir()
    (tree / FILE).write_text(text(), encoding="utf-8")
    return tree


def problems(root: Path) -> tuple[str, ...]:
    with pytest.raises(DefinitionError) as caught:
        load(root)
    return caught.value.problems


def test_a_policy_is_all_that_its_file_says(policed: Path) -> None:
    (policy,) = load(policed).policies
    assert (policy.name, policy.title, policy.valid_from, policy.valid_until) == (
        "prueba-2030",
        "Política de prueba",
        date(2030, 1, 1),
        None,
    )
    (criterion,), (rule,) = policy.characteristics, policy.rules
    assert [check.name for check in criterion.checks] == list(CHECKS)
    assert criterion.checks[0].severity is Severity.GRAVE
    assert {check.source for check in criterion.checks} == {"Ley de prueba"}
    assert {check.name: check.parameters for check in criterion.checks}["cobertura"] == {"minimo_porcentaje": 3}
    assert (rule.checks, rule.not_checked) == ((), ("Lo demás.",))


def test_definitions_without_a_policy_are_sound(tree: Path) -> None:
    assert load(tree).policies == ()


SPOILT = [
    ("check: cobertura", "check: encanto", "comprobación desconocida: «encanto»"),
    ("      minimo_porcentaje: 3", "      maximo: 3", "«cobertura» no tiene el parámetro «maximo»"),
    ("      minimo_porcentaje: 3", "      minimo_porcentaje: mucho", "«minimo_porcentaje» debe ser un número entero"),
    ("      minimo_porcentaje: 3", "      minimo_porcentaje: true", "«minimo_porcentaje» debe ser un número entero"),
    ("      minimo_porcentaje: 3", "      minimo_porcentaje: -1", "«minimo_porcentaje» debe ser un número entero"),
    ("      campo_de_corte: salida", "      campo_de_corte: ' '", "«campo_de_corte» debe ser un texto"),
    ("      licencias:", "      licencias: []\n      otras:", "«licencias» debe ser una lista de claves del catálogo"),
    ("      propiedades:", "      propiedades: {}\n      otras:", "«propiedades» debe ser un grupo de claves con su"),
    ("      campos:", "      campos: {cve_ent: '('}\n      otras:", "«campos» debe ser un grupo de campos con su"),
    (
        "      otras_formas:",
        "      otras_formas: ['(?=x)']\n      otras:",
        "«otras_formas» debe ser una lista de expres",
    ),
    ("      palabras:", "      palabras: suma\n      otras:", "«palabras» debe ser una lista de textos"),
    ("severity: grave", "severity: terrible", "«severity» debe ser"),
    ("    source: ley", "    source: rumor", "fuente desconocida: «rumor»"),
    ("  sources:\n  - ley", "  sources:\n  - rumor", "fuente desconocida: «rumor»"),
    ("  ley: Ley de prueba", "  otra: Otra\n  ley: Ley de prueba", "nada cita la fuente «otra»"),
    ("key: nada", "key: todo", "«todo» está repetido"),
    ("key: nada", "key: Nada", "«key» debe tener la forma"),
    ("valid_until: null", "valid_until: 2029-12-31", "la política termina antes de empezar"),
    ("valid_until: null", "valid_until: nunca", "«valid_until» debe ser una fecha"),
    ("notes:", "encanto: 1\nnotes:", "clave desconocida «encanto»"),
]


@pytest.mark.parametrize(("before", "after", "sentence"), SPOILT)
def test_a_policy_with_something_wrong_in_it_is_refused_at_its_line(
    policed: Path, before: str, after: str, sentence: str
) -> None:
    sound = (policed / FILE).read_text(encoding="utf-8")
    assert before in sound
    spoilt = sound.replace(before, after, 1)
    (policed / FILE).write_text(spoilt, encoding="utf-8")
    wanted = sound[: sound.index(before)].count("\n") + 1
    found = [problem for problem in problems(policed) if sentence in problem]
    assert [int(problem.split(":")[1]) - wanted for problem in found][:1] in ([0], [1]), problems(policed)
    assert all(problem.startswith(f"{FILE}:") for problem in found)


def test_a_licence_that_no_catalogue_has_is_refused(policed: Path) -> None:
    path = policed / FILE
    path.write_text(path.read_text(encoding="utf-8").replace("- libre\n", "- robada\n"), encoding="utf-8")
    assert any("«licencias» debe ser una lista de claves del catálogo «licencia»" in each for each in problems(policed))


def test_a_missing_parameter_and_a_check_asked_twice_are_refused(policed: Path) -> None:
    policy = yaml.safe_load((policed / FILE).read_text(encoding="utf-8"))
    checks = policy["characteristics"][0]["checks"]
    del next(each for each in checks if each["check"] == "cobertura")["parameters"]
    checks.append(checks[0])
    policy["rules"][0]["not_checked"] = []
    (policed / FILE).write_text(dumped(policy), encoding="utf-8")
    told = "\n".join(problems(policed))
    assert "a «cobertura» le falta el parámetro «minimo_porcentaje»" in told
    assert "«descarga-anonima» está repetida en «todo»" in told
    assert "«nada» no tiene comprobaciones ni dice por qué" in told


def test_a_check_that_no_policy_asks_is_refused(policed: Path) -> None:
    policy = yaml.safe_load((policed / FILE).read_text(encoding="utf-8"))
    policy["characteristics"][0]["checks"] = policy["characteristics"][0]["checks"][1:]
    (policed / FILE).write_text(dumped(policy), encoding="utf-8")
    assert problems(policed) == ("politica:1: ninguna política pide la comprobación «descarga-anonima»",)


def test_what_two_policies_ask_together_is_enough(policed: Path) -> None:
    policy = yaml.safe_load((policed / FILE).read_text(encoding="utf-8"))
    first, second = {**policy}, {**policy}
    (criterion,) = policy["characteristics"]
    first["characteristics"] = [{**criterion, "checks": criterion["checks"][:5]}]
    second["characteristics"] = [{**criterion, "checks": criterion["checks"][5:]}]
    for name, each in (("prueba-2030", first), ("prueba-2031", second)):
        (policed / f"politica/{name}.yaml").write_text(dumped(each), encoding="utf-8")
    assert [each.name for each in load(policed).policies] == ["prueba-2030", "prueba-2031"]


def test_a_file_that_is_no_policy_is_not_passed_over(policed: Path) -> None:
    (policed / "politica/prueba-2031.yml").write_text(text(), encoding="utf-8")
    assert problems(policed) == ("politica/prueba-2031.yml:1: aquí solo van políticas, en .yaml",)


# --- The policy that is kept


def real() -> Policy:
    catalogues, _ = read_catalogues(SCHEMAS)
    (policy,) = read_policies(SCHEMAS, catalogues)
    return policy


def test_the_ten_characteristics_of_the_law_are_there_in_its_order() -> None:
    assert tuple(criterion.key for criterion in real().characteristics) == CHARACTERISTICS


def test_the_policy_says_what_was_not_read_and_names_its_sources_in_full() -> None:
    policy = real()
    words = (SCHEMAS / "politica" / f"{policy.name}.yaml").read_text(encoding="utf-8")
    assert any("aprobó" in note and "2023" in note and "no se leyó" in note for note in map(unfolded, policy.notes))
    assert not re.search(r"\bPNDA\b|\[[SRdm]+\d*\]|\bpnda\b", words)
    sources = {title for each in (*policy.characteristics, *policy.rules) for title in each.sources}
    assert all(len(title) > 30 for title in sources)


def unfolded(note: str) -> str:
    return " ".join(note.split())
