"""The derived datasets of the plan: their figures against pandas, and the nights on which they follow their sources."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pandas as pd
import pytest
from frictionless import Package

from apertura.ingest import ingest
from apertura.model.definition import Definitions
from apertura.night import Night
from apertura.nightly import nightly
from apertura.publish import propose_each, publish, with_parents
from apertura.storage import archive
from tests.acceptance.trees import contents, touched

SCHEMAS = Path(__file__).parents[2] / "schemas"
NOW = datetime(2024, 7, 1, tzinfo=UTC)
PROGRESS, JOINED, SCORES = "avance_linea_accion", "adhesion_iniciativa", "metrica_ga_resultado"
STATES = ("sin_iniciar", "en_proceso", "completado", "retrasado", "cancelado")
GROUPS = {
    "cumplimiento_linea": ["linea_accion_id"],
    "cumplimiento_estrategia": ["estrategia_id"],
    "cumplimiento_eje": ["eje_id"],
    "cumplimiento_garante": ["organismo_id"],
}
Row = Mapping[str, str]
Take = Callable[..., bool]


def progress(garante: str, period: str, **states: tuple[str, str]) -> list[dict[str, str]]:
    """A table of progress: by line (``l1_1_a``), its status and its percentage."""
    end = {"2024-T1": "2024-03-31", "2024-T2": "2024-06-30"}[period]
    return [
        {
            "organismo_id": garante,
            "periodo_id": period,
            "linea_accion_id": line[1:].replace("_", "."),
            "estatus": state,
            "avance_porcentaje": share,
            "descripcion_avance": "Se hizo lo que se había acordado hacer en el periodo.",
            "fecha_corte": end,
            "evidencia_url": "https://www.ejemplo.org.mx/evidencia",
            "nota": "Aclaración.",
        }
        for line, (state, share) in states.items()
    ]


REPORTED = {
    ("OG-19", "2024-T1"): progress("OG-19", "2024-T1", l1_1_a=("en_proceso", "33.33"), l1_1_b=("completado", "100")),
    ("OG-19", "2024-T2"): progress(
        "OG-19", "2024-T2", l1_1_a=("completado", "100"), l1_1_b=("completado", "100"), l1_2_a=("no_aplica", "0"),
        l3_2_b=("sin_iniciar", ""), l4_1_a=("cancelado", ""),
    ),
    ("OG-14", "2024-T2"): progress(
        "OG-14", "2024-T2", l1_1_a=("retrasado", "12.5"), l1_2_a=("en_proceso", "66.67"), l3_2_b=("sin_iniciar", "0"),
    ),
    ("OG-09", "2024-T2"): progress("OG-09", "2024-T2", l1_1_a=("no_aplica", "0")),
}  # fmt: skip


def as_csv(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def published(root: Path, dataset: str, name: str | None = None) -> pd.DataFrame:
    path = root / "published" / dataset / "latest" / (name or f"{dataset}.csv")
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def version(root: Path, dataset: str) -> str:
    return str((root / "published" / dataset / "latest").readlink())


@pytest.fixture
def take(tmp_path: Path, definitions: Definitions) -> Take:
    def take(rows: Sequence[Row], dataset: str, garante: str, period: str, hour: int = 0) -> bool:
        when = NOW.replace(hour=hour)
        submission, _ = archive.receive(
            tmp_path, garante, period, f"{dataset}.csv", as_csv(rows), now=when, channel="prueba"
        )
        (verdict,) = ingest(tmp_path, submission, definitions, now=when)
        return verdict.accepted

    return take


@pytest.fixture
def reported(take: Take, tmp_path: Path, definitions: Definitions) -> Path:
    assert all(take(rows, PROGRESS, *who) for who, rows in REPORTED.items())
    publish_all(tmp_path, definitions)
    return tmp_path


def publish_all(root: Path, definitions: Definitions) -> dict[str, str]:
    """Publish everything; the version of each dataset that has a new one."""
    changesets = [publish(root, definitions, dataset, now=NOW) for dataset in definitions.publishable]
    return {each.dataset: str(each.version.number) for each in changesets if each.version}


def by_hand(definitions: Definitions, key: list[str]) -> dict[tuple[str, ...], dict[str, str]]:
    """The figures of compliance, as one computes them with pandas from what was handed in and what was owed."""
    lines = pd.DataFrame(definitions.catalogues["linea_accion"].rows)[["linea_accion_id", "estrategia_id"]]
    axes = pd.DataFrame(definitions.catalogues["estrategia"].rows)[["estrategia_id", "eje_id"]]
    owing = [each.id for each in definitions.garantes.values() if each.kind == "organo_garante"]
    periods = sorted({period for _, period in REPORTED})
    owed = pd.MultiIndex.from_product([owing, periods, lines["linea_accion_id"]]).to_frame(index=False)
    owed.columns = pd.Index(["organismo_id", "periodo_id", "linea_accion_id"])
    handed = pd.DataFrame([row for rows in REPORTED.values() for row in rows])
    reports = owed.merge(handed, how="outer", on=list(owed.columns), indicator=True).merge(lines).merge(axes)
    return {
        tuple(map(str, name if isinstance(name, tuple) else (name,))): figures(group)
        for name, group in reports.groupby([*key, "periodo_id"])
    }


def figures(group: pd.DataFrame) -> dict[str, str]:
    handed = group[group["estatus"].notna()]
    applying = handed[handed["estatus"] != "no_aplica"]
    share = applying["avance_porcentaje"].where(
        ~((applying["estatus"] == "sin_iniciar") & (applying["avance_porcentaje"] == "")), "0"
    )
    told = [Decimal(each) for each in share if each != ""]
    done = int((applying["estatus"] == "completado").sum())
    counts = {f"informes_{state}": int((applying["estatus"] == state).sum()) for state in STATES}
    return {
        "informes_esperados": str(len(group)),
        "informes_recibidos": str(len(handed)),
        "informes_faltantes": str(len(group) - len(handed)),
        "informes_no_aplica": str(len(handed) - len(applying)),
        "informes_aplicables": str(len(applying)),
        "informes_sin_iniciar": str(counts["informes_sin_iniciar"]),
        "informes_en_proceso": str(counts["informes_en_proceso"]),
        "informes_completados": str(counts["informes_completado"]),
        "informes_retrasados": str(counts["informes_retrasado"]),
        "informes_cancelados": str(counts["informes_cancelado"]),
        "cumplimiento_porcentaje": rounded(Decimal(100 * done) / len(applying)) if len(applying) else "",
        "informes_con_avance": str(len(told)),
        "avance_promedio_porcentaje": rounded(sum(told, Decimal()) / len(told)) if told else "",
    }


def rounded(value: Decimal) -> str:
    return str(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


@pytest.mark.parametrize("dataset", GROUPS)
def test_compliance_is_what_pandas_computes_of_what_was_handed_in(
    reported: Path, definitions: Definitions, dataset: str
) -> None:
    key = [*GROUPS[dataset], "periodo_id"]
    table = published(reported, dataset)
    wanted = by_hand(definitions, GROUPS[dataset])
    assert len(table) == len(wanted) > 0
    for row in table.to_dict("records"):
        expected = wanted[tuple(row[name] for name in key)]
        assert {name: row[name] for name in expected} == expected
    assert any(row["cumplimiento_porcentaje"] not in ("", "0.00", "100.00") for row in table.to_dict("records"))


def test_where_nobody_reported_there_is_no_figure_and_it_is_counted_as_missing(reported: Path) -> None:
    table = published(reported, "cumplimiento_garante").set_index(["organismo_id", "periodo_id"])
    silent = table.loc[("OG-01", "2024-T2")]
    assert (silent["informes_esperados"], silent["informes_faltantes"], silent["informes_recibidos"]) == (
        "28",
        "28",
        "0",
    )
    assert (silent["cumplimiento_porcentaje"], silent["avance_promedio_porcentaje"]) == ("", "")
    only_not_applying = table.loc[("OG-09", "2024-T2")]
    assert (only_not_applying["informes_recibidos"], only_not_applying["cumplimiento_porcentaje"]) == ("1", "")
    assert set(table.index.get_level_values("periodo_id")) == {"2024-T1", "2024-T2"}


def test_bodies_and_lines_are_counted_once_in_a_strategy_and_an_axis(reported: Path) -> None:
    for dataset, key, value, lines in (
        ("cumplimiento_estrategia", "estrategia_id", "1.1", "5"),
        ("cumplimiento_eje", "eje_id", "1", "13"),
    ):
        table = published(reported, dataset).set_index([key, "periodo_id"])
        row = table.loc[(value, "2024-T2")]
        assert (row["lineas"], row["organismos_esperados"], row["organismos_informan"]) == (lines, "33", "3")


def test_every_figure_leads_back_to_rows_that_were_handed_in(reported: Path) -> None:
    source = published(reported, PROGRESS)
    keys = {
        tuple(sorted(row.items()))
        for row in source[["organismo_id", "periodo_id", "linea_accion_id"]].to_dict("records")
    }
    for dataset, key in GROUPS.items():
        traced = published(reported, dataset, "linaje.csv")
        assert set(traced["fuente_version"]) == {version(reported, PROGRESS)}
        named = [json.loads(text) for text in traced["fuente_clave"] if text]
        assert sorted(tuple(sorted(each.items())) for each in named) == sorted(keys)
        counted = traced[traced["fuente_clave"] != ""].groupby([*key, "periodo_id"]).size()
        table = published(reported, dataset).set_index([*key, "periodo_id"])["informes_recibidos"].astype(int)
        assert counted.to_dict() == table[table > 0].to_dict()


def test_each_descriptor_is_valid_for_frictionless_and_names_its_sources(
    reported: Path, definitions: Definitions
) -> None:
    there = [name for name in definitions.derived if (reported / "published" / name / "latest").exists()]
    assert sorted(there) == sorted([*GROUPS, "plan_de_trabajo"])
    for name in there:
        path = reported / "published" / name / "latest/datapackage.json"
        report = Package(str(path)).validate()
        assert report.flatten(["type", "note"]) == []
        for source in json.loads(path.read_bytes())["sources"]:
            assert "path" not in source or (reported / "published" / source["path"]).exists()


def test_a_corrected_cell_moves_the_third_number_of_what_tells_it_and_of_nothing_else(
    reported: Path, take: Take, definitions: Definitions
) -> None:
    anew = [
        {**row, "avance_porcentaje": "50"} if row["linea_accion_id"] == "1.1.a" else row
        for row in REPORTED["OG-14", "2024-T2"]
    ]
    assert take(anew, PROGRESS, "OG-14", "2024-T2", hour=1)
    assert publish_all(reported, definitions) == dict.fromkeys([PROGRESS, *sorted(GROUPS)], "1.0.1")
    reasons = json.loads((reported / "published/cumplimiento_linea/latest/datapackage.json").read_bytes())
    assert reasons["apertura:cambios"][0]["motivos"] == [
        "Cambia 1 valor de «avance_promedio_porcentaje», que se calculó otra vez."
    ]


def test_a_source_corrected_in_what_no_figure_tells_leaves_the_figures_untouched(
    reported: Path, take: Take, definitions: Definitions
) -> None:
    before = {name: contents(reported / "published" / name) for name in GROUPS}
    anew = [{**row, "nota": "Otra aclaración."} for row in REPORTED["OG-14", "2024-T2"]]
    assert take(anew, PROGRESS, "OG-14", "2024-T2", hour=1)
    assert publish_all(reported, definitions) == {PROGRESS: "1.0.1"}
    assert {name: contents(reported / "published" / name) for name in GROUPS} == before


def test_a_returned_table_leaves_the_figures_of_the_last_accepted_one(
    reported: Path, take: Take, definitions: Definitions
) -> None:
    wrong = [{**row, "estatus": "listo"} for row in REPORTED["OG-14", "2024-T2"]]
    assert not take(wrong, PROGRESS, "OG-14", "2024-T2", hour=1)
    assert publish_all(reported, definitions) == {}


def test_nothing_new_touches_nothing(reported: Path, definitions: Definitions) -> None:
    before = touched(reported / "published")
    assert publish_all(reported, definitions) == {}
    assert touched(reported / "published") == before


def test_a_night_publishes_the_source_and_then_what_is_computed_of_it(tmp_path: Path, definitions: Definitions) -> None:
    for (garante, period), rows in REPORTED.items():
        inbox = tmp_path / "raw/inbox" / garante / period
        inbox.mkdir(parents=True)
        (inbox / "avance.csv").write_bytes(as_csv(rows))
    first = night(tmp_path, definitions)
    order = [each.dataset for each in first.changesets if each.changes]
    assert order == [PROGRESS, *sorted(GROUPS), "plan_de_trabajo"]
    assert version(tmp_path, "cumplimiento_eje") == "1.0.0"
    assert not any(each.changes for each in night(tmp_path, definitions).changesets)


def night(root: Path, definitions: Definitions) -> Night:
    return nightly(root, definitions, now=NOW, tell=lambda _: None)


def test_the_plan_tells_what_the_publication_then_does(take: Take, tmp_path: Path, definitions: Definitions) -> None:
    assert all(take(rows, PROGRESS, *who) for who, rows in REPORTED.items())
    planned = list(propose_each(tmp_path, definitions, definitions.publishable))
    assert not (tmp_path / "published").exists()
    done = [publish(tmp_path, definitions, dataset, now=NOW) for dataset in definitions.publishable]
    assert planned == done


def test_one_derived_dataset_is_published_after_its_sources(definitions: Definitions) -> None:
    assert with_parents(definitions, "cumplimiento_eje") == (PROGRESS, "cumplimiento_eje")
    assert with_parents(definitions, "plan_de_trabajo") == ("plan_de_trabajo",)


def test_institutions_are_counted_by_initiative_and_what_they_left_empty_is_not_zero(
    take: Take, tmp_path: Path, definitions: Definitions
) -> None:
    rows = list(csv.DictReader((SCHEMAS / JOINED / "examples/valido.csv").open(encoding="utf-8", newline="")))
    assert take(rows, JOINED, "OG-19", "2024-T2")
    others = [
        {**rows[0], "organismo_id": "OG-14", "institucion": "Ayuntamiento de Otra Parte", "procesos_publicados": "12"}
    ]
    assert take(others, JOINED, "OG-14", "2024-T2")
    publish_all(tmp_path, definitions)
    open_, works = published(tmp_path, "participacion_iniciativa").to_dict("records")
    assert (open_["iniciativa"], open_["organismos_informan"], open_["instituciones"]) == (
        "contrataciones_abiertas", "2", "3",
    )  # fmt: skip
    assert (open_["instituciones_actualizando"], open_["instituciones_con_interes"]) == ("2", "1")
    assert (open_["instituciones_con_procesos"], open_["procesos_publicados"]) == ("2", "140")
    assert (open_["instituciones_con_proyectos"], open_["proyectos_publicados"]) == ("0", "")
    assert (works["instituciones"], works["proyectos_publicados"]) == ("1", "4")


def test_the_means_of_the_index_count_an_institution_once_whoever_handed_it_in(
    take: Take, tmp_path: Path, definitions: Definitions
) -> None:
    rows = list(csv.DictReader((SCHEMAS / SCORES / "examples/valido.csv").open(encoding="utf-8", newline="")))
    more = {**rows[0], "sujeto_obligado": "Municipio de Otro Ejemplo", "iga": "0.335", "transparencia": "",
            "transparencia_gubernamental": "", "transparencia_ciudadana": "", "participacion": ""}  # fmt: skip
    plain = {**more, "participacion_gubernamental": "", "participacion_ciudadana": ""}
    assert take([*rows, plain], SCORES, "OG-19", "2024-T2")
    assert take([{**rows[0], "organismo_id": "OG-00", "nota": "La misma."}], SCORES, "OG-00", "2024-T2")
    publish_all(tmp_path, definitions)
    table = published(tmp_path, "iga_promedio").set_index(["edicion_anio", "cve_ent", "orden_gobierno"])
    row = table.loc[("2023", "19", "municipal")]
    assert (row["instituciones"], row["filas_repetidas"], row["iga_promedio"]) == ("2", "1", "0.3975")
    assert (row["instituciones_con_transparencia"], row["transparencia_promedio"]) == ("1", "0.6000")
    traced = published(tmp_path, "iga_promedio", "linaje.csv")
    assert {json.loads(text)["organismo_id"] for text in traced["fuente_clave"]} == {"OG-19"}


def test_what_is_computed_cannot_be_handed_in(apertura, reported: Path) -> None:
    file = reported / "published/cumplimiento_linea/latest/cumplimiento_linea.csv"
    asked = ("validar", file, "--garante", "OG-19", "--periodo", "2024-T2", "--datos", reported)
    named = apertura(*asked, "--conjunto", "cumplimiento_linea")
    assert (named.returncode, named.stdout) == (2, "")
    assert named.stderr == "«cumplimiento_linea» se calcula de otros conjuntos, y nadie lo entrega.\n"
    looked_for = apertura(*asked)
    assert looked_for.returncode != 0
    assert "Cumplimiento por línea de acción" not in looked_for.stdout
