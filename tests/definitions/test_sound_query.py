"""What a query may not do: reach beyond its sources, or answer otherwise on another day."""

from pathlib import Path

import duckdb
import pytest

from apertura.definitions.derived.sealed_database import ask, open_database
from apertura.definitions.derived.sound_query import unsound

SOUND = (
    "SELECT a FROM tabla",
    "-- año\nFROM tabla SELECT a;",
    "WITH c AS (SELECT a FROM tabla) SELECT c.a, nullif(c.a, 1), count(*) OVER () FROM c JOIN tabla USING (a)",
    "SELECT count(*) FILTER (a > 1), string_agg(a, ';' ORDER BY a) FROM (SELECT a FROM tabla)",
    "SELECT a, i FROM tabla, range(3) AS r(i), unnest([1, 2]) AS u(j)",
    "SELECT * FROM (VALUES (1), (2)) AS v(a) LEFT JOIN tabla USING (a) UNION ALL SELECT a FROM tabla",
    "SELECT CASE WHEN a IN (1, 2) THEN date_trunc('month', DATE '2024-01-31') END FROM tabla",
)
HOSTILE = {
    "COPY tabla TO 'fuera.csv'": "debe ser una consulta SELECT",
    "ATTACH 'fuera.db'": "debe ser una consulta SELECT",
    "INSTALL httpfs": "debe ser una consulta SELECT",
    "SET memory_limit = '100GB'": "debe ser una consulta SELECT",
    "CREATE TABLE otra AS SELECT 1": "debe ser una consulta SELECT",
    "DROP TABLE tabla": "debe ser una consulta SELECT",
    "PRAGMA database_list": "debe ser una consulta SELECT",
    "": "debe ser una sola consulta SELECT",
    "SELECT 1; SELECT 2": "debe ser una sola consulta SELECT",
    "SELECT 1; COPY tabla TO 'fuera.csv'": "debe ser una consulta SELECT",
    "SELEC 1": "no se entiende como SQL",
    "SELECT * FROM read_csv('/etc/hostname')": "lee de «read_csv»",
    "SELECT * FROM read_text('https://ejemplo.org')": "lee de «read_text»",
    "SELECT * FROM '/etc/hostname'": "lee «/etc/hostname»",
    "SELECT * FROM glob('*')": "lee de «glob»",
    "SELECT * FROM duckdb_settings()": "lee de «duckdb_settings»",
    "SELECT * FROM query('SELECT 1')": "lee de «query»",
    "SELECT * FROM otra": "lee «otra»",
    "SELECT * FROM information_schema.tables": "lee «information_schema.tables»",
    "SELECT (SELECT max(a) FROM otra) FROM tabla": "lee «otra»",
    "SELECT * FROM tabla WHERE a IN (FROM otra)": "lee «otra»",
    "SELECT random() FROM tabla": "llama a «random»",
    "SELECT a FROM tabla ORDER BY uuid()": "llama a «uuid»",
    "SELECT now()": "llama a «now»",
    "SELECT today()": "llama a «today»",
    "SELECT ago(INTERVAL 1 DAY)": "llama a «ago»",
    "SELECT current_date": "usa «current_date»",
    "SELECT CURRENT_TIMESTAMP": "usa «current_timestamp»",
    "SELECT current_setting('memory_limit')": "llama a «current_setting»",
    "SELECT getvariable('x')": "llama a «getvariable»",
    "SELECT nextval('serie')": "llama a «nextval»",
    "SELECT a FROM tabla USING SAMPLE 1 ROWS": "toma una muestra al azar",
    "SELECT a FROM tabla TABLESAMPLE 10 PERCENT": "toma una muestra al azar",
    "SELECT sum(a) OVER (ORDER BY random()) FROM tabla": "llama a «random»",
}


@pytest.mark.parametrize("query", SOUND)
def test_a_plain_query_may_be_asked_and_is(query: str) -> None:
    with open_database() as database:
        ask(database, "CREATE TABLE tabla AS SELECT 1 AS a")
        assert unsound(database, query, {"tabla"}) == ()
        assert len(ask(database, query)) > 0


@pytest.mark.parametrize(("query", "words"), HOSTILE.items())
def test_a_query_that_reaches_out_or_wavers_is_refused_before_it_is_run(query: str, words: str) -> None:
    with open_database() as database:
        found = unsound(database, query, {"tabla"})
    assert [each for each in found if words in each.sentence] != [], found


def test_what_is_wrong_is_told_at_its_line() -> None:
    with open_database() as database:
        found = unsound(database, "-- ñandú\nSELECT a,\n  random()\nFROM otra", {"tabla"})
    assert {(each.line, each.sentence.partition(",")[0]) for each in found} == {
        (3, "llama a «random»"),
        (4, "lee «otra»"),
    }


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM read_csv('{path}')",
        "SELECT * FROM '{path}'",
        "COPY (SELECT 1) TO '{path}.otro'",
        "ATTACH '{path}.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "SET memory_limit = '100GB'",
        "SELECT * FROM fuera",
    ],
)
def test_the_database_itself_reaches_nothing_whatever_it_is_told(tmp_path: Path, statement: str) -> None:
    path, fuera = tmp_path / "secreto.csv", [1]
    path.write_text("a\n1\n", encoding="utf-8")
    with open_database() as database, pytest.raises(duckdb.Error):
        ask(database, statement.format(path=path))
    assert sorted(each.name for each in tmp_path.iterdir()) == ["secreto.csv"]
    assert fuera == [1]


def test_a_query_that_needs_more_memory_than_there_is_for_it_fails_and_nothing_is_spilled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with open_database() as database, pytest.raises(duckdb.OutOfMemoryException):
        ask(database, "SELECT string_agg(repeat('x', 1000000), '') FROM range(2000)")
    assert list(tmp_path.iterdir()) == []
