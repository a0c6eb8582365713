"""Which of the three numbers each difference moves, and the sentence that says why."""

import copy
import dataclasses
from typing import Any

import pytest

from apertura.model.definition import Licence
from apertura.release.assemble import assemble
from tests.release.builders import SCHEMA, acceptance, as_published, catalogue, definition, definitions, field, row

AVANCES = definition()
WORLD = definitions(AVANCES)
START = [acceptance("OG-01", "2024-T1", 3), acceptance("OG-02", "2024-T1", 2)]


def published(schema: dict[str, Any] = SCHEMA):
    version = assemble(definition(schema), WORLD, START, None)
    assert version is not None
    return as_published(version)


def told(dataset=AVANCES, world=WORLD, accepted=START, before=None) -> tuple[str, tuple[str, ...]]:
    version = assemble(dataset, world, accepted, before or published())
    assert version is not None
    return str(version.number), version.reasons


def changed(name: str, **more: Any) -> dict[str, Any]:
    schema = copy.deepcopy(SCHEMA)
    for each in schema["fields"]:
        if each["name"] == name:
            each.update(more)
    return schema


def without(name: str) -> dict[str, Any]:
    return {**SCHEMA, "fields": [each for each in SCHEMA["fields"] if each["name"] != name]}


def renamed(name: str, other: str) -> dict[str, Any]:
    return {
        **SCHEMA,
        "fields": [{**each, "name": other} if each["name"] == name else each for each in SCHEMA["fields"]],
    }


def limited(name: str, **constraints: Any) -> dict[str, Any]:
    return changed(name, constraints=constraints)


FIELDS = SCHEMA["fields"]
SWAPPED = {**SCHEMA, "fields": [*FIELDS[:7], FIELDS[8], FIELDS[7]]}
INSERTED = {**SCHEMA, "fields": [*FIELDS[:3], field("nota", "string"), *FIELDS[3:]]}
APPENDED = {**SCHEMA, "fields": [*FIELDS, field("nota", "string"), field("otra", "string")]}

SCHEMA_CHANGES = [
    (without("clave"), "2.0.0", ["Se retira el campo «clave»."]),
    (renamed("clave", "folio"), "2.0.0", ["El campo «clave» pasa a llamarse «folio»."]),
    (changed("anio", type="integer"), "2.0.0", ["Cambia el tipo del campo «anio»."]),
    (SWAPPED, "2.0.0", ["Cambia el orden de los campos."]),
    (INSERTED, "2.0.0", ["Se agrega el campo «nota» entre los que ya había."]),
    (
        limited("clave", maxLength=10),
        "2.0.0",
        ["Se exige más al campo «clave»: algún valor que antes se admitía ya no se admite."],
    ),
    (
        {**SCHEMA, "primaryKey": ["organismo_id", "numero"]},
        "2.0.0",
        ["Cambia la llave que distingue a las filas; las filas de las dos versiones no se comparan una a una."],
    ),
    (
        {**SCHEMA, "foreignKeys": SCHEMA["foreignKeys"][:1]},
        "1.1.0",
        ["Los valores de «periodo_id» ya no tienen que estar en «periodo»."],
    ),
    (
        APPENDED,
        "1.1.0",
        ["Se agrega el campo «nota» al final.", "Se agrega el campo «otra» al final."],
    ),
    (
        limited("clave"),
        "1.1.0",
        ["Se exige menos al campo «clave»: se admiten valores que antes no se admitían."],
    ),
    (changed("clave", description="Otra."), "1.0.1", ["Se mejora la descripción del campo «clave»."]),
    ({**SCHEMA, "title": "Tabla"}, "1.0.1", ["Cambia el esquema en algo que no afecta a los datos."]),
]


@pytest.mark.parametrize(("schema", "number", "reasons"), SCHEMA_CHANGES, ids=[case[2][0] for case in SCHEMA_CHANGES])
def test_a_difference_of_the_schema_moves_its_number(schema, number, reasons) -> None:
    assert told(definition(schema)) == (number, tuple(reasons))


def test_a_reference_added_demands_more() -> None:
    before = published({**SCHEMA, "foreignKeys": SCHEMA["foreignKeys"][:1]})
    number, reasons = told(before=before)
    assert (number, reasons) == (
        "2.0.0",
        ("Los valores de «periodo_id» deben estar ahora en «periodo».",),
    )


TWO = [row("OG-02", "2024-T1", n) for n in (1, 2)]
ROW_CHANGES = [
    ([*START, acceptance("OG-03", "2024-T1", 1)], "1.1.0", ["Se agrega 1 fila de 1 organismo en 2024-T1."]),
    (
        [
            *START,
            acceptance("OG-03", "2024-T2", 28),
            acceptance("OG-01", "2024-T2", 28),
            acceptance("OG-01", "2024-T3"),
        ],
        "1.1.0",
        ["Se agregan 56 filas de 2 organismos en 2024-T2.", "Se agregan 2 filas de 1 organismo en 2024-T3."],
    ),
    (
        [acceptance("OG-01", "2024-T1", 1), START[1]],
        "1.0.1",
        ["Se retiran 2 filas de 1 organismo en 2024-T1: la entrega que ahora está vigente ya no las trae."],
    ),
    (
        START[:1],
        "2.0.0",
        ["Deja de publicarse lo de 1 organismo en 2024-T1 (2 filas): ya no hay una entrega aceptada."],
    ),
    (
        [
            START[0],
            acceptance("OG-02", "2024-T1", [{**TWO[0], "clave": "008"}, {**TWO[1], "clave": None, "anio": 2025}]),
        ],
        "1.0.1",
        [
            "Se corrige 1 valor de «anio», de 1 organismo en 2024-T1.",
            "Se corrigen 2 valores de «clave», de 1 organismo en 2024-T1.",
        ],
    ),
    (
        [START[0], acceptance("OG-02", "2024-T1", [{**TWO[0], "numero": 9}, TWO[1]])],
        "1.1.0",
        [
            "Se agrega 1 fila de 1 organismo en 2024-T1.",
            "Se retira 1 fila de 1 organismo en 2024-T1: la entrega que ahora está vigente ya no la trae.",
        ],
    ),
]


@pytest.mark.parametrize(("accepted", "number", "reasons"), ROW_CHANGES, ids=[case[2][0] for case in ROW_CHANGES])
def test_a_difference_of_the_rows_moves_its_number(accepted, number, reasons) -> None:
    assert told(accepted=accepted) == (number, tuple(reasons))


def test_thousands_are_written_with_their_comma() -> None:
    _, reasons = told(accepted=[*START, acceptance("OG-03", "2024-T1", 1200)])
    assert reasons == ("Se agregan 1,200 filas de 1 organismo en 2024-T1.",)


def shelves(**changed_rows: Any):
    return dataclasses.replace(WORLD, catalogues={**WORLD.catalogues, **changed_rows})


SURROUNDINGS = [
    (
        definition(licence=Licence("CC0-1.0", "CC0", "https://creativecommons.org/publicdomain/zero/1.0/")),
        WORLD,
        "2.0.0",
        ["Cambia la licencia: ahora es «CC0»."],
    ),
    (definition(summary="Otra."), WORLD, "1.0.1", ["Se mejora la descripción del conjunto."]),
    (
        AVANCES,
        shelves(periodo=catalogue("periodo", [{"periodo_id": f"2024-T{n}"} for n in (1, 2, 3, 4)])),
        "1.0.1",
        ["Se actualiza el catálogo «Periodo»."],
    ),
    (
        definition(expected_periods=("2024-T1", "2024-T2", "2024-T3")),
        WORLD,
        "1.0.1",
        ["Cambia la cobertura, qué se espera o qué hay, de 3 organismos en 2024-T3."],
    ),
]


@pytest.mark.parametrize(("dataset", "world", "number", "reasons"), SURROUNDINGS, ids=[c[3][0] for c in SURROUNDINGS])
def test_a_difference_around_the_data_moves_its_number(dataset, world, number, reasons) -> None:
    assert told(dataset, world) == (number, tuple(reasons))


def test_the_gravest_reason_decides_and_comes_first() -> None:
    number, reasons = told(
        definition(without("clave"), summary="Otra."), accepted=[*START, acceptance("OG-03", "2024-T1", 1)]
    )
    assert number == "2.0.0"
    assert reasons == (
        "Se retira el campo «clave».",
        "Se agrega 1 fila de 1 organismo en 2024-T1.",
        "Se mejora la descripción del conjunto.",
    )


def test_numbers_go_on_from_where_they_were() -> None:
    before = published()
    more = [*START, acceptance("OG-03", "2024-T1", 1)]
    second = assemble(AVANCES, WORLD, more, before)
    assert second is not None
    third = assemble(definition(summary="Otra."), WORLD, more, as_published(second))
    assert third is not None
    fourth = assemble(definition(without("clave"), summary="Otra."), WORLD, more, as_published(third))
    assert fourth is not None
    assert [str(each.number) for each in (second, third, fourth)] == ["1.1.0", "1.1.1", "2.0.0"]
