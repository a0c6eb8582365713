"""How well a version keeps a policy: every check seen to pass and to fail, the report sound, the page good to read."""

import dataclasses
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from apertura.definitions.catalogues.read_catalogues import read_catalogues
from apertura.definitions.policies.read_policies import read_policies
from apertura.model.definition import Definitions
from apertura.model.issue import Severity
from apertura.model.policy import CHECKS, Criterion, Outcome, Policy, PolicyCheck
from apertura.model.version import DatasetVersion, PublishedVersion
from apertura.release.assemble import assemble
from apertura.release.draft import draft
from apertura.release.files import CHECKSUMS, DESCRIPTOR, DICTIONARY, LINEAGE, QUALITY, QUALITY_PAGE, resource
from apertura.release.files import SCHEMA as SCHEMA_FILE
from apertura.release.phrases import say
from apertura.release.quality import page, report, subject
from apertura.release.quality.registry import REGISTRY
from apertura.release.quality.report import outcome
from apertura.release.quality.strict_cells import strict_cells
from apertura.release.quality.subject import Subject
from tests.release.builders import (
    SCHEMA,
    acceptance,
    as_published,
    catalogue,
    definition,
    definitions,
    field,
)

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "golden" / QUALITY_PAGE
CONTRACT = json.loads(resources.files("apertura").joinpath("release/calidad.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(CONTRACT, format_checker=Draft202012Validator.FORMAT_CHECKER)
FREQUENCIES = [
    {"clave": "trimestral", "etiqueta": "Trimestral", "iso8601": "R/P3M"},
    {"clave": "irregular", "etiqueta": "Irregular", "iso8601": "irregular"},
]
EVERYBODY = [("OG-01", "2024-T1"), ("OG-02", "2024-T1"), ("OG-03", "2024-T1")]
Spoil = Callable[[Subject], Subject]


@cache
def policies() -> tuple[Policy, ...]:
    catalogues, problems = read_catalogues(ROOT / "schemas")
    assert not problems
    return read_policies(ROOT / "schemas", catalogues)


def asked(name: str) -> Mapping[str, object]:
    """Parameters with which the real policy asks a check first."""
    criteria = [each for policy in policies() for each in (*policy.characteristics, *policy.rules)]
    return next(check.parameters for each in criteria for check in each.checks if check.name == name)


def world(**more: Any) -> Definitions:
    plain = definitions()
    shelves = {**plain.catalogues, "frecuencia": catalogue("frecuencia", FREQUENCIES)}
    return dataclasses.replace(plain, catalogues=shelves, policies=policies(), **more)


def licensed(**more: Any) -> Any:
    licence = dataclasses.replace(definition().licence, name="cc-by-4.0")
    return definition(**{"licence": licence, **more})


def version(pairs: Any = EVERYBODY, previous: PublishedVersion | None = None, **more: Any) -> DatasetVersion:
    made = assemble(licensed(**more), world(), [acceptance(*pair) for pair in pairs], previous)
    assert made is not None
    return made


def judged(pairs: Any = EVERYBODY, previous: PublishedVersion | None = None, **more: Any) -> Subject:
    made = version(pairs, previous, **more)
    files = {each.name: each for each in made.resources}
    descriptor = json.loads(files[DESCRIPTOR].content)
    descriptor["resources"] = [each for each in descriptor["resources"] if not each["name"].startswith("calidad")]
    kept = [each for name, each in files.items() if name not in {QUALITY, QUALITY_PAGE, DESCRIPTOR, CHECKSUMS}]
    drafted = draft(licensed(**more), world(), [acceptance(*pair) for pair in pairs], (), {})
    return subject(drafted, world(), previous, descriptor, kept)


def with_data(content: bytes) -> Spoil:
    return lambda sound: dataclasses.replace(sound, data=content, cells=strict_cells(content))


def with_cell(name: str, *texts: str) -> Spoil:
    """Put texts in the first cells of a column."""

    def spoil(sound: Subject) -> Subject:
        assert sound.cells is not None
        column = [*texts, *sound.cells[name].to_list()[len(texts) :]]
        return dataclasses.replace(sound, cells=sound.cells.with_columns(pl.Series(name, column, pl.String)))

    return spoil


def with_file(name: str, content: bytes | None, media_type: str = "text/csv") -> Spoil:
    """Put a file in place of another, or take it away."""

    def spoil(sound: Subject) -> Subject:
        others = [each for each in sound.resources if each.name != name]
        new = [] if content is None else [resource(name, content, media_type)]
        return dataclasses.replace(sound, resources=(*others, *new))

    return spoil


def described(**more: Any) -> Spoil:
    return lambda sound: dataclasses.replace(sound, descriptor={**sound.descriptor, **more})


def shaped(**more: Any) -> Spoil:
    return lambda sound: dataclasses.replace(sound, schema={**sound.schema, **more})


def at(**more: Any) -> Spoil:
    return lambda sound: dataclasses.replace(sound, **more)


def after(*pairs: Any) -> PublishedVersion:
    return as_published(version(pairs))


def untouched(sound: Subject) -> Subject:
    return sound


def bare_field(sound: Subject) -> Subject:
    return shaped(fields=[{**each, "description": ""} for each in sound.schema["fields"]])(sound)


def without_hash(sound: Subject) -> Subject:
    files = [{**each, "hash": ""} for each in sound.descriptor["resources"]]
    return described(resources=files)(sound)


def forgetful(_sound: Subject) -> Subject:
    second = grown()
    return described(**{"apertura:cambios": second.descriptor["apertura:cambios"][:1]})(second)


def withdrawing(sound: Subject) -> Subject:
    return dataclasses.replace(sound, previous=after(*EVERYBODY, ("OG-01", "2024-T2")))


def twice(sound: Subject) -> Subject:
    assert sound.cells is not None
    return dataclasses.replace(sound, cells=pl.concat([sound.cells, sound.cells.head(1)]))


def grown() -> Subject:
    before = after(EVERYBODY[0])
    return judged(EVERYBODY, before)


def withheld(sound: Subject) -> Subject:
    state = pl.when(pl.col("organismo_id") == "OG-03").then(pl.lit("retenida")).otherwise(pl.col("estado"))
    return dataclasses.replace(sound, coverage=sound.coverage.with_columns(state.alias("estado")))


MET: list[tuple[str, Spoil, str]] = [
    ("nombres-de-archivo", untouched, "Los nombres de los 10 archivos llevan solo letras sin acento"),
    ("licencia-admitida", untouched, "«CC BY 4.0»"),
    ("metadatos-presentes", untouched, "Están los 4 metadatos que se piden: título,"),
    ("formatos-abiertos", untouched, "Los 10 archivos están en formatos abiertos: 7 en CSV, 1 en Parquet,"),
    ("campos-descritos", untouched, "Los 9 campos tienen título y descripción."),
    ("diccionario-completo", untouched, "explica los 9 campos"),
    ("esquema-publicado", untouched, "las 9 columnas de la tabla, en el mismo orden"),
    ("nombres-de-columna", untouched, "tienen 3 caracteres o más"),
    ("cobertura", untouched, "Están las 3 entregas que se esperaban hasta el 15 de abril de 2024."),
    ("periodos-con-datos", untouched, "El único periodo que ya había terminado tiene datos."),
    ("actualidad", untouched, "del 31 de marzo de 2024 y lo último se recibió el 15 de abril de 2024, 15 días después"),
    ("actualidad", with_cell("corte", "2404-03-31"), "15 días después"),
    ("actualidad", at(cells=None, last_day=date(2024, 12, 31)), "0 días después"),
    ("historia-completa", untouched, "Es la primera versión (1.0.0)"),
    ("historia-completa", lambda _: grown(), "la historia registra las 2"),
    ("nada-se-retira", lambda _: grown(), "La única entrega que había en la versión 1.0.0 sigue en esta."),
    ("archivos-con-huella", untouched, "(10 archivos)"),
    ("llave-distingue", untouched, "Las 6 filas tienen llaves completas y distintas:"),
    ("sin-totales", untouched, "En 6 filas"),
    ("sin-totales", with_cell("clave", "Total de personas"), "En 6 filas"),
    ("sin-totales", with_cell("estatus", "Total"), "En 6 filas"),
    ("origen-de-cada-fila", untouched, "cada una de las 6 filas"),
    ("csv-utf8-coma", untouched, "6 filas y 9 columnas separadas por comas"),
    ("un-tipo-por-columna", untouched, "Las 5 columnas que no son de texto llevan solo valores de su tipo (30 valores"),
    ("fechas-iso8601", untouched, "Las 2 columnas de fechas u horas están en ISO 8601 (12 valores)"),
    ("fechas-iso8601", with_cell("clave", "12-15", "1/2", "marzo de 2024"), "ISO 8601"),
    ("unidades-fuera-de-las-celdas", untouched, "la tabla tiene 2 columnas numéricas"),
    ("unidades-fuera-de-las-celdas", with_cell("clave", "Calle 5", "12-15", "3 de mayo"), "2 columnas"),
    ("vacio-es-faltante", untouched, "La tabla tiene 0 celdas vacías"),
    ("vacio-es-faltante", with_cell("clave", "Nada que informar", "Navojoa"), "0 celdas vacías"),
    ("claves-geograficas", untouched, "6 claves de lugar tienen la forma de las del INEGI: «entidad.csv: cve_ent»"),
    ("claves-geograficas", described(resources=[]), "Ninguna de las 0 tablas"),
]
UNMET: list[tuple[str, Spoil, str]] = [
    ("nombres-de-archivo", with_file("año 2024.csv", b"a\r\n"), "De 11 archivos, 1 lleva en su nombre acentos"),
    ("licencia-admitida", described(licenses=[]), "no dice con qué licencia"),
    ("licencia-admitida", described(licenses=[{"name": "todos", "title": "Todos", "path": "x"}]), "no es una de las"),
    ("licencia-admitida", described(licenses=[{"name": "cc-by-4.0", "title": "CC", "path": ""}]), "en qué dirección"),
    ("metadatos-presentes", described(keywords=[]), "Falta 1 de los 4 metadatos que se piden: palabras clave."),
    ("formatos-abiertos", with_file("libro.xlsx", b"PK", "application/vnd.ms-excel"), "1 no está en un formato"),
    ("campos-descritos", bare_field, "De 9 campos, a 9 les falta el título o la descripción: «organismo_id»"),
    ("diccionario-completo", with_file(DICTIONARY, None), "No hay un diccionario"),
    ("diccionario-completo", with_file(DICTIONARY, b"campo\r\nnumero\r\n"), "no explica 8 campos: «organismo_id»"),
    ("esquema-publicado", with_file(SCHEMA_FILE, None), "no lleva su esquema"),
    ("esquema-publicado", with_file(SCHEMA_FILE, b'{"fields": [{"name": "x"}]}'), "no describe las columnas"),
    ("nombres-de-columna", shaped(fields=[field("No.", "string"), field("avance", "number")]), "de 1 columna"),
    (
        "cobertura",
        lambda _: judged(EVERYBODY[:2]),
        "De 3 entregas que se esperaban hasta el 15 de abril de 2024 falta 1",
    ),
    ("cobertura", withheld, "falta 1, de 1 organismo: está el 66 %"),
    ("periodos-con-datos", at(due=frozenset({"2024-T1", "2024-T2"})), "De 2 periodos que ya habían terminado, 1 no"),
    ("actualidad", at(received=date(2024, 9, 1)), "154 días después; con periodicidad «trimestral» se admiten 123"),
    ("historia-completa", forgetful, "ya no registra 1 versión anterior: «1.0.0»"),
    ("nada-se-retira", withdrawing, "De 4 entregas que había en la versión 1.0.0, 1 ya no está en esta"),
    ("archivos-con-huella", without_hash, "De 10 archivos, 10 no llevan su huella"),
    ("archivos-con-huella", described(version=""), "no lleva número"),
    ("llave-distingue", twice, "2 filas repiten la llave"),
    ("llave-distingue", shaped(primaryKey=[]), "no declara qué campos"),
    ("sin-totales", with_cell("clave", "TOTAL", " Subtótal "), "Hay 2 celdas que dicen solo «total»"),
    ("origen-de-cada-fila", with_file(LINEAGE, None), "No hay un linaje"),
    (
        "origen-de-cada-fila",
        with_file(LINEAGE, b"archivo_sha256,fila\r\nx,1\r\n"),
        "de 1 fila, y la tabla tiene 6 filas",
    ),
    ("csv-utf8-coma", with_data(b"\xef\xbb\xbfa,b\r\n1,2\r\n"), "marca de orden de bytes"),
    ("csv-utf8-coma", with_data("año\r\n1\r\n".encode("latin-1")), "no está toda en UTF-8"),
    ("csv-utf8-coma", with_data(b"a,b\r\n1,2,3\r\n"), "no está toda en UTF-8, o algún renglón"),
    ("csv-utf8-coma", with_data(b"a;b\r\n1;2\r\n"), "El esquema tiene 9 campos"),
    (
        "un-tipo-por-columna",
        with_cell("numero", "1.5", "x"),
        "Hay 2 celdas que no son del tipo de su columna: 2 en «num",
    ),
    ("un-tipo-por-columna", with_cell("publico", "Sí"), "1 en «publico»"),
    ("fechas-iso8601", with_cell("corte", "31/03/2024"), "Hay 1 fecha u hora que no está en ISO 8601: 1 en «corte»"),
    ("fechas-iso8601", with_cell("clave", "31/03/24", "3 de marzo de 2024", "1-ENE-24"), "3 en «clave»"),
    ("unidades-fuera-de-las-celdas", with_cell("clave", "$1,200.50", "45 %", "12 km", "300 pesos"), "4 en «clave»"),
    ("vacio-es-faltante", with_cell("clave", "N/A", "No disponible", "-", "  ", ""), "Hay 5 celdas que dicen «N/A»"),
    ("claves-geograficas", with_file("entidad.csv", b"cve_ent\r\n1\r\n02\r\n"), "Hay 1 clave de lugar sin la forma"),
]
UNKNOWN: list[tuple[str, Spoil, str]] = [
    ("descarga-anonima", untouched, "se comprueba cuando el conjunto está en un portal"),
    ("cobertura", at(due=frozenset()), "todavía no terminaba ninguno"),
    ("cobertura", lambda _: judged(expected_kinds=()), "Ningún organismo debe este conjunto"),
    ("periodos-con-datos", at(due=frozenset()), "todavía no terminaba ninguno"),
    ("actualidad", lambda _: judged(cadence="irregular"), "periodicidad «irregular»"),
    ("nada-se-retira", untouched, "Es la primera versión"),
    ("llave-distingue", at(cells=None), "no se puede leer como CSV"),
    ("claves-geograficas", with_file("entidad.csv", b"\xff"), "no se puede leer como CSV"),
]


@cache
def sound_subject() -> Subject:
    return judged()


@pytest.mark.parametrize(
    ("expected", "name", "spoil", "told"),
    [
        *((Outcome.MET, *case) for case in MET),
        *((Outcome.UNMET, *case) for case in UNMET),
        *((Outcome.UNKNOWN, *case) for case in UNKNOWN),
    ],
)
def test_a_check_finds_what_is_so_and_says_it_with_figures(
    expected: Outcome, name: str, spoil: Spoil, told: str
) -> None:
    parameters = {**asked(name), **({"campo_de_corte": "corte"} if name == "actualidad" else {})}
    found = REGISTRY[name](spoil(sound_subject()), parameters)
    assert (found.outcome, told in found.text) == (expected, True), found.text
    assert found.text.endswith(".")
    assert not re.search(r"[{}]|\bNone\b", found.text)


def test_every_check_was_seen_to_pass_and_to_fail() -> None:
    of_the_network = {"descarga-anonima"}
    assert {name for name, *_ in MET} == {name for name, *_ in UNMET} == set(REGISTRY) - of_the_network


def test_there_is_one_function_for_each_check_a_policy_may_name() -> None:
    assert set(REGISTRY) == set(CHECKS)


def test_a_lower_threshold_admits_what_a_higher_one_does_not() -> None:
    found = REGISTRY["cobertura"](judged(EVERYBODY[:2]), {"minimo_porcentaje": 66})
    assert found.outcome is Outcome.MET
    assert "está el 66 %" in found.text


def test_a_table_without_dates_or_free_text_is_told_in_words_that_fit() -> None:
    fields = [each for each in SCHEMA["fields"] if each["type"] not in {"date", "year"} and each["name"] != "clave"]
    plain = judged()
    assert plain.cells is not None
    narrow = dataclasses.replace(
        plain, schema={**SCHEMA, "fields": fields}, cells=plain.cells.select(each["name"] for each in fields)
    )
    for name in ("sin-totales", "vacio-es-faltante", "unidades-fuera-de-las-celdas"):
        assert "no tiene columnas de texto libre" in REGISTRY[name](narrow, asked(name)).text
    assert "no tiene columnas de fecha" in REGISTRY["fechas-iso8601"](narrow, asked("fechas-iso8601")).text


# --- What a criterion comes to


@pytest.mark.parametrize(
    ("checks", "expected"),
    [
        ([], Outcome.UNKNOWN),
        ([("grave", "cumple"), ("critica", "cumple")], Outcome.MET),
        ([("grave", "cumple"), ("advertencia", "no_cumple")], Outcome.MET),
        ([("grave", "cumple"), ("informativa", "no_comprobable")], Outcome.MET),
        ([("advertencia", "cumple")], Outcome.UNKNOWN),
        ([("grave", "cumple"), ("grave", "no_comprobable")], Outcome.UNKNOWN),
        ([("grave", "no_comprobable"), ("critica", "no_cumple")], Outcome.UNMET),
    ],
)
def test_grave_checks_decide_and_what_could_not_be_checked_is_never_called_met(checks: Any, expected: Outcome) -> None:
    assert outcome([{"severidad": severity, "resultado": result} for severity, result in checks]) is expected


# --- The report


def quality_of(made: DatasetVersion) -> dict[str, Any]:
    return dict(json.loads(next(each.content for each in made.resources if each.name == QUALITY)))


def page_of(made: DatasetVersion) -> str:
    return next(each.content for each in made.resources if each.name == QUALITY_PAGE).decode()


def test_the_contract_is_itself_sound_and_travels_in_the_wheel_with_the_words() -> None:
    from hatchling.builders.wheel import WheelBuilder

    Draft202012Validator.check_schema(CONTRACT)
    shipped = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    assert {"apertura/release/calidad.schema.json", "apertura/locale/es/LC_MESSAGES/calidad.po"} <= shipped


def test_the_contract_describes_everything_and_lets_nothing_else_in() -> None:
    def objects(node: Any) -> list[dict[str, Any]]:
        if isinstance(node, list):
            return [found for each in node for found in objects(each)]
        if not isinstance(node, dict):
            return []
        return [*([node] if "properties" in node else []), *objects(list(node.values()))]

    found = objects(CONTRACT)
    assert len(found) == 7
    for object_ in found:
        assert object_["additionalProperties"] is False
        assert set(object_["required"]) == set(object_["properties"])
        assert all(property_["description"].endswith(".") for property_ in object_["properties"].values())


@settings(deadline=None, max_examples=15)
@given(
    st.lists(
        st.tuples(st.sampled_from(["OG-01", "OG-02", "OG-03"]), st.sampled_from(["2024-T1", "2024-T2", "2024-T3"])),
        min_size=1,
        unique=True,
    ),
    st.data(),
)
@pytest.mark.long
def test_any_version_has_a_report_that_conforms_and_a_page_that_says_the_same(pairs, data) -> None:
    first = version(pairs)
    more = [*pairs, ("OG-02", "2024-T2")] if ("OG-02", "2024-T2") not in pairs else pairs[:-1]
    made = version(more, as_published(first)) if more and data.draw(st.booleans()) else first
    written = quality_of(made)
    VALIDATOR.validate(written)
    assert written["conjunto"]["version"] == str(made.number)
    text = page_of(made)
    for policy in written["politicas"]:
        for criterion in (*policy["caracteristicas"], *policy["reglas"]):
            assert f"#### {criterion['titulo']}: " in text
            assert all(check["hallazgo"] in text for check in criterion["comprobaciones"])
            assert all(limit in text for limit in criterion["sin_comprobar"])


@pytest.mark.parametrize("breach", [{"extra": 1}, {"version_informe_calidad": 2}, {"politicas": []}])
def test_the_contract_refuses_what_is_not_a_report(breach: dict[str, object]) -> None:
    good = report(sound_subject(), policies())
    VALIDATOR.validate(good)
    assert not VALIDATOR.is_valid({**good, **breach})


def test_the_page_is_the_one_people_have_read() -> None:
    assert page_of(version(EVERYBODY[:2])) == GOLDEN.read_text(encoding="utf-8")


def test_made_up_data_say_so_on_the_page_too() -> None:
    accepted = [acceptance("OG-01", "2024-T1", channel="demostracion")]
    made = assemble(licensed(), world(), accepted, None)
    assert made is not None
    assert "**Datos de demostración**" in page_of(made)
    assert quality_of(made)["conjunto"]["demostracion"] is True


def test_the_page_never_claims_the_policy_that_nobody_could_read() -> None:
    text = page_of(version())
    assert "aprobó en 2023 no estuvo disponible: no se leyó" in text
    assert not re.search(r"\bPNDA\b", text)


# --- Among the files of a version


def test_the_report_and_its_page_are_listed_and_summed() -> None:
    files = {each.name: each for each in version().resources}
    listed = {each["path"]: each for each in json.loads(files[DESCRIPTOR].content)["resources"]}
    sums = files[CHECKSUMS].content.decode()
    for name in (QUALITY, QUALITY_PAGE):
        assert listed[name]["hash"] == f"sha256:{files[name].sha256}"
        assert listed[name]["title"]
        assert f"{files[name].sha256}  {name}\n" in sums


def test_the_same_input_is_the_same_report() -> None:
    assert version().resources == version(EVERYBODY[::-1]).resources


def test_a_change_of_policy_alone_is_no_version() -> None:
    published = as_published(version())
    accepted = [acceptance(*pair) for pair in EVERYBODY]
    stricter = world_with(one_policy("grave"))
    assert assemble(licensed(), stricter, accepted, published) is None
    assert assemble(licensed(), stricter, [*accepted, acceptance("OG-01", "2024-T2")], published) is not None


def test_without_a_policy_nothing_is_judged() -> None:
    made = assemble(licensed(), dataclasses.replace(world(), policies=()), [acceptance("OG-01", "2024-T1")], None)
    assert made is not None
    assert not {QUALITY, QUALITY_PAGE} & {each.name for each in made.resources}


def test_each_policy_has_its_own_part() -> None:
    both = (*policies(), one_policy("critica"))
    written = report(sound_subject(), both)
    VALIDATOR.validate(written)
    assert [each["politica"] for each in written["politicas"]] == ["lgtaip-2015", "otra-2030"]
    assert written["politicas"][1]["conteos"]["caracteristicas"] == {"cumple": 0, "no_cumple": 0, "no_comprobable": 1}
    text = page(written).decode()
    assert text.index("## Datos abiertos según") < text.index("## Otra política")
    assert "Vigente desde el 1 de enero de 2030." in text


def one_policy(severity: str) -> Policy:
    check = PolicyCheck("descarga-anonima", "Descarga", Severity(severity), "la prueba", {})
    criterion = Criterion("abiertos", "Abiertos", "Se abren.", ("la prueba",), (check,), ())
    return Policy("otra-2030", "Otra política", "Ficticia.", date(2030, 1, 1), None, (), (criterion,), ())


def world_with(*profiles: Policy) -> Definitions:
    return dataclasses.replace(world(), policies=profiles)


# --- Cells and words


def test_cells_are_read_strictly_and_an_empty_text_is_not_nothing() -> None:
    cells = strict_cells(b'a,b\r\n"x\r\ny",\r\n"NA",""\r\n')
    assert cells is not None
    assert cells.rows() == [("x\r\ny", None), ("NA", "")]


@pytest.mark.parametrize("content", [b"", b"a,b\r\n1\r\n", b"a,a\r\n1,2\r\n", b"a\r\n\xff\r\n"])
def test_what_is_not_a_table_is_not_read_as_one(content: bytes) -> None:
    assert strict_cells(content) is None


def test_every_phrase_of_the_report_is_said_and_none_is_left_over() -> None:
    source = ROOT / "src/apertura"
    with (source / "locale/es/LC_MESSAGES/calidad.po").open("rb") as file:
        ids = {each.id if isinstance(each.id, str) else each.id[0] for each in read_po(file) if each.id}
    texts = [path.read_text(encoding="utf-8") for path in (source / "release/quality").glob("*.py")]
    said = {found for text in texts for found in re.findall(r'f?"(quality\.[\w.{}\[\]\']+)"', text)}
    patterns = [re.escape(id_).replace(r"\{", "{").replace(r"\}", "}") for id_ in said]
    forms = [re.compile(re.sub(r"\{.*?\}", r"\\w+", pattern)) for pattern in patterns]
    assert [id_ for id_ in ids if not any(form.fullmatch(id_) for form in forms)] == []
    assert [id_ for id_ in said if "{" not in id_ and id_ not in ids] == []


def test_the_phrases_of_changes_and_of_quality_have_no_id_in_common() -> None:
    assert say("quality.files", 2) == "2 archivos"
    assert say("rows", 2) == "2 filas"


def test_the_day_of_a_reception_is_that_of_universal_time_and_a_period_is_due_the_day_after_it_ends() -> None:
    late = acceptance("OG-01", "2024-T1", received=datetime(2024, 4, 1, 3, tzinfo=UTC))
    drafted = draft(licensed(), world(), [late], (), {})
    data = resource("avances.csv", drafted.data_csv, "text/csv")
    found = subject(drafted, world(), None, {"resources": []}, [data])
    assert found.received == date(2024, 4, 1)
    assert found.due == frozenset({"2024-T1"})
