import hashlib
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from apertura.definitions import lint, load
from apertura.model.comparison import ComparisonKind, OwedRows
from apertura.model.definition import Licence
from apertura.model.issue import Responsibility, Severity
from apertura.model.plan import Linea, WorkPlan
from apertura.model.reporting import Garante, Period
from apertura.model.source import Column, Layout, Meaning


def test_a_sound_tree_loads_and_frictionless_agrees(tree: Path) -> None:
    assert lint(tree) == ()


def test_who_reports_and_when(tree: Path) -> None:
    definitions = load(tree)
    assert list(definitions.garantes) == ["A1", "A2", "A3"]
    north = Garante("A1", "Aeropuerto del Norte", "ADN", "Norte", "aeropuerto", date(2000, 1, 1), date(2030, 12, 31))
    assert definitions.garantes["A1"] == north
    assert definitions.garantes["A2"].name == "Aeropuerto\ndel Sur"
    assert definitions.garantes["A3"].valid_from is None
    assert definitions.periods["2030-T1"] == Period("2030-T1", 2030, "trimestre", date(2030, 1, 1), date(2030, 3, 31))
    assert definitions.periods_in_order == ("2030-T1", "2030-A")
    assert definitions.aliases == {"aeropuerto del norte": "A1", "puerto aereo sur": "A2"}


def test_the_plan_has_its_lines(tree: Path) -> None:
    lines = (Linea("1.1.a", "1.1", "Volar a tiempo"), Linea("1.1.b", "1.1", "Volar lejos"))
    assert load(tree).plans == (WorkPlan("plan-2030", "Plan 2030", date(2030, 1, 1), date(2030, 12, 31), lines),)


def test_a_catalogue_in_two_files_is_one(tree: Path) -> None:
    catalogue = load(tree).catalogues["organismo"]
    assert [row["organismo_id"] for row in catalogue.rows] == ["A1", "A2", "A3"]
    assert catalogue.rows[1]["vigente_desde"] == ""
    assert catalogue.title == "Organismos"


def test_a_dataset_is_all_that_its_folder_says(tree: Path) -> None:
    flights = load(tree).datasets["vuelos"]
    assert flights.summary == "Qué voló, cuándo y con cuánto retraso."
    assert flights.licence == Licence("libre", "Libre Uso", "https://ejemplo.org/libre")
    assert flights.context == {"organismo_id": "garante", "periodo_id": "period"}
    assert (flights.expected_kinds, flights.expected_periods) == (("aeropuerto",), ("2030-T1",))
    assert flights.schema.primary_key == ("organismo_id", "periodo_id", "vuelo")
    assert [key.reference for key in flights.schema.foreign_keys] == [("organismo_id",), ("periodo_id",)]
    delay = flights.schema.field("retraso_minutos")
    assert (delay.decimals, delay.example, delay.required) == (1, "12.5", False)
    assert flights.schema.field("cancelado").example == "false"
    assert flights.schema.descriptor == json.loads((tree / "vuelos/table.schema.json").read_text())


def test_rules_know_their_fields_and_their_words(tree: Path) -> None:
    first, second = load(tree).datasets["vuelos"].rules
    assert (first.fields, second.fields) == (("llegada", "salida"), ("cancelado", "llegada"))
    assert first.issue_type.severity is Severity.GRAVE
    assert first.issue_type.responsibility is Responsibility.ENLACE
    assert first.issue_type.title_es == "Llegada anterior a la salida"


def test_rows_of_source_keep_their_order(tree: Path) -> None:
    flights = load(tree).datasets["vuelos"]
    assert flights.columns[1:3] == (
        Column(None, None, "Fecha", "salida", "fecha"),
        Column(None, None, "Fecha", "llegada", "fecha"),
    )
    assert flights.columns[-1] == Column(None, None, "Piloto", None, "ignore")
    assert flights.meanings[1:3] == (
        Meaning(None, None, "clima", "N/A", None),
        Meaning("A2", None, "clima", "Soleado", "lluvia"),
    )
    assert flights.layouts == (Layout("A1", None, "Hoja1", 7, "Total"), Layout(None, "2030-T1", "Datos", None, None))


def test_the_contract_is_the_schema_and_what_the_rules_decide(tree: Path) -> None:
    rules = [
        {"code": "llega-antes-de-salir", "severity": "grave", "condition": "llegada >= salida"},
        {"code": "cancelado-con-llegada", "severity": "advertencia", "condition": "NOT cancelado OR llegada IS NULL"},
    ]
    schema = json.loads((tree / "vuelos/table.schema.json").read_text())
    text = json.dumps({"rules": rules, "schema": schema}, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    assert load(tree).datasets["vuelos"].contract == hashlib.sha256(text.encode()).hexdigest()


def test_better_words_leave_the_contract_and_a_severity_changes_it(tree: Path) -> None:
    path = tree / "vuelos/dataset.yaml"
    before, text = load(tree).datasets["vuelos"], path.read_text()
    path.write_text(text.replace("Revise las dos fechas.", "Compare las dos fechas."))
    reworded = load(tree).datasets["vuelos"]
    path.write_text(text.replace("severity: grave", "severity: critica"))
    graver = load(tree).datasets["vuelos"]
    assert reworded.contract == before.contract != graver.contract
    assert replace(reworded, rules=before.rules) == before


def test_loading_twice_is_loading_once(tree: Path) -> None:
    assert load(tree) == load(tree)


def test_comparisons_and_owed_rows_are_what_the_dataset_says(tree: Path) -> None:
    path = tree / "vuelos/dataset.yaml"
    before = load(tree).datasets["vuelos"]
    assert before.owed_rows is None
    owed = "  rows: {field: vuelo, catalogue: linea_accion, key: linea_accion_id, plan: plan_id}\n"
    path.write_text(path.read_text().replace("  periods: [2030-T1]\n", f"  periods: [2030-T1]\n{owed}"))
    flights = load(tree).datasets["vuelos"]
    assert flights.owed_rows == OwedRows("vuelo", "linea_accion", "linea_accion_id", "plan_id")
    assert flights.contract != before.contract
    jump, copy = flights.comparisons
    assert (jump.kind, jump.field, jump.justification) == (ComparisonKind.JUMP, "pasajeros", "vuelo")
    assert (jump.limits, jump.apart, jump.within_year) == ({"factor": 10, "at_least": 50}, (), False)
    assert (copy.kind, copy.field, copy.limits, copy.apart) == (ComparisonKind.COPY, None, {"rows": 2}, ("salida",))
    assert jump.issue_type.severity is Severity.ADVERTENCIA
    assert jump.issue_type.message_en == "They were {antes} and are {ahora}."


def test_what_only_warns_is_no_part_of_the_contract(tree: Path) -> None:
    before, path = load(tree).datasets["vuelos"].contract, tree / "vuelos/dataset.yaml"
    path.write_text(path.read_text().replace("factor: 10", "factor: 20"))
    assert load(tree).datasets["vuelos"].contract == before
