"""Tables of one body, period after period: compared with the last one accepted, in whatever order they are dropped."""

import csv
import io
import json
import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from apertura import feedback
from apertura.ingest import ingest
from apertura.judge import judge
from apertura.model.definition import Definitions
from apertura.model.submission import Submission, Verdict
from apertura.night import Fate
from apertura.nightly import nightly
from apertura.storage import archive, register
from tests.acceptance.trees import contents

GARANTE = "OG-19"
NOW = datetime(2025, 1, 15, tzinfo=UTC)
CUT = {"2024-T1": "2024-03-31", "2024-T2": "2024-06-30", "2024-T3": "2024-09-30", "2024-T4": "2024-12-31"}
FIELDS = ["linea_accion_id", "estatus", "avance_porcentaje", "descripcion_avance", "fecha_corte", "nota"]
FALL = "avance-menor-que-antes"


def quarter(
    definitions: Definitions, period: str, done: Mapping[str, object], notes: Mapping[str, str] | None = None
) -> bytes:
    """A table with all its lines; those of ``done`` in progress, the others not yet begun."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(FIELDS)
    for row in definitions.catalogues["linea_accion"].rows:
        line = row["linea_accion_id"]
        said = "en_proceso" if line in done else "sin_iniciar"
        told = f"Se trabajó en la línea {line} con dos dependencias." if line in done else ""
        writer.writerow([line, said, done.get(line, ""), told, CUT[period], (notes or {}).get(line, "")])
    return text.getvalue().encode()


Take = Callable[..., Verdict]


@pytest.fixture
def take(tmp_path: Path, definitions: Definitions) -> Take:
    def take(period: str, done: Mapping[str, object], notes: Mapping[str, str] | None = None) -> Verdict:
        content = quarter(definitions, period, done, notes)
        submission, _ = archive.receive(tmp_path, GARANTE, period, "avance.csv", content, now=NOW, channel="prueba")
        (verdict,) = ingest(tmp_path, submission, definitions, now=NOW)
        return verdict

    return take


def compared(verdict: Verdict) -> list[tuple[str, str | None, str, str, str]]:
    return [
        (i.type.code, i.cell, i.details["periodo_anterior"], i.details["antes"], i.details["ahora"])
        for i in verdict.issues
        if "periodo_anterior" in i.details
    ]


def test_the_letter_of_a_fall_says_both_values_and_the_table_is_accepted(take: Take, definitions: Definitions) -> None:
    assert compared(take("2024-T1", {"1.1.a": 60, "1.1.b": 10})) == []
    verdict = take("2024-T2", {"1.1.a": 45.5, "1.1.b": 30})
    assert verdict.accepted
    assert compared(verdict) == [(FALL, "C2", "2024-T1", "60", "45.5")]
    letter = " ".join(feedback.letter((verdict,), definitions).split())
    assert "ACEPTADA" in letter
    assert "El avance era 60 en 2024-T1 y ahora es 45.5." in letter
    assert "It was 60 in 2024-T1 and it is 45.5 now." in feedback.letter((verdict,), definitions, language="en")


def test_a_note_silences_it_and_stays_on_record(take: Take, definitions: Definitions, tmp_path: Path) -> None:
    take("2024-T1", {"1.1.a": 60})
    verdict = take("2024-T2", {"1.1.a": 45}, {"1.1.a": "Se amplió la meta a doce municipios."})
    (folder,) = (tmp_path / "reports" / GARANTE / "2024-T2").iterdir()
    (table,) = json.loads((folder / "informe.json").read_bytes())["tablas"]
    assert table["conteos"]["advertencia"] == 0
    assert [(i["tipo"], i["severidad"], i["mensaje"]) for i in table["incidencias"] if i["fila"] == 2] == [
        (
            f"{FALL}-explicada",
            "informativa",
            (
                "El avance era 60 en 2024-T1 y ahora es 45. Lo explica lo que usted escribió: "
                "«Se amplió la meta a doce municipios.»."
            ),
        )
    ]
    assert verdict.accepted


def test_the_last_accepted_table_counts_not_the_last_handed_in(take: Take) -> None:
    take("2024-T1", {"1.1.a": 60})
    assert not take("2024-T2", {"1.1.a": 900}).accepted
    assert compared(take("2024-T3", {"1.1.a": 50})) == [(FALL, "C2", "2024-T1", "60", "50")]


def test_what_comes_later_is_not_compared_with(take: Take) -> None:
    take("2024-T3", {"1.1.a": 60})
    assert compared(take("2024-T2", {"1.1.a": 90})) == []


def test_a_cell_that_has_to_be_corrected_is_not_also_told_as_fallen(take: Take) -> None:
    take("2024-T1", {"1.1.a": 60})
    verdict = take("2024-T2", {"1.1.a": -5})
    assert [issue.type.code for issue in verdict.issues if issue.row == 2] == ["constraint-minimum"]


def test_the_table_of_the_quarter_before_handed_in_again_is_noticed_until_a_note_says_why(take: Take) -> None:
    same = {"1.1.a": 60, "2.1.a": 20}
    take("2024-T1", same)
    verdict = take("2024-T2", same)
    assert compared(verdict) == [("tabla-igual-a-la-anterior", None, "2024-T1", "28", "28")]
    assert verdict.accepted
    again = take("2024-T2", same, {"1.1.a": "La veda electoral detuvo las sesiones."})
    assert [code for code, *_ in compared(again)] == ["tabla-igual-a-la-anterior-explicada"]


def night(root: Path, definitions: Definitions, order: Sequence[str]) -> tuple[dict[str, str], dict[str, str]]:
    for age, period in enumerate(order):
        folder = root / "raw/inbox" / GARANTE / period
        folder.mkdir(parents=True)
        path = folder / "avance.csv"
        path.write_bytes(quarter(definitions, period, {"1.1.a": 90 - 10 * list(CUT).index(period)}))
        os.utime(path, (1_700_000_000 + age, 1_700_000_000 + age))
    done = nightly(root, definitions, now=NOW, tell=lambda _: None)
    assert [outcome.fate for outcome in done.outcomes] == [Fate.ACEPTADA] * len(order)
    letters = {path.parts[-3]: path.read_text(encoding="utf-8") for path in (root / "reports").rglob("carta.txt")}
    return letters, {name: content for name, content in contents(root).items() if "inbox" not in name}


def test_a_night_compares_each_quarter_with_the_one_before_whatever_came_first(
    tmp_path: Path, definitions: Definitions
) -> None:
    forwards, first = night(tmp_path / "a", definitions, list(CUT))
    backwards, second = night(tmp_path / "b", definitions, list(CUT)[::-1])
    assert first == second
    assert forwards == backwards
    for (before, now), value in zip(zip(list(CUT), list(CUT)[1:], strict=False), (90, 80, 70), strict=True):
        assert f"El avance era {value} en {before} y ahora es {value - 10}." in " ".join(forwards[now].split())


def test_checking_a_file_without_a_workspace_compares_nothing_and_says_nothing(
    tmp_path: Path, definitions: Definitions
) -> None:
    content = quarter(definitions, "2024-T2", {"1.1.a": 10})
    submission = Submission(GARANTE, "2024-T2", "avance.csv", "0" * 64, len(content), NOW, "validar")
    (verdict,) = judge(content, submission, definitions, accepted=partial(register.acceptances, tmp_path), strict=False)
    assert {issue.type.code for issue in verdict.issues} == {"columna-opcional-ausente"}
