"""Any file against any schema: the same errors, in the same places, in the same words, as frictionless.

APERTURA_PARES sets how many (schema, table) pairs are drawn: `make test` draws 4,000 and `make oracle` 20,000, anew.
"""

import json
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.validation.oracle.schemas import schemas
from tests.validation.oracle.tables import tables
from tests.validation.oracle.verdicts import assert_alike, ours

TABLES = 4
PAIRS = int(os.environ.get("APERTURA_PARES", "40"))
CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.csv"))


@settings(
    max_examples=PAIRS // TABLES,
    derandomize="APERTURA_AZAR" not in os.environ,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_any_table_against_any_schema_gets_the_verdict_of_frictionless(data: st.DataObject) -> None:
    schema = data.draw(schemas(), "schema")
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(TABLES):
            assert_alike(data.draw(tables(schema), "table"), schema, Path(folder))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_each_table_of_the_corpus_gets_the_verdict_of_frictionless(path: Path, tmp_path: Path) -> None:
    schema = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert assert_alike(path.read_bytes(), schema, tmp_path)


def test_the_corpus_has_an_error_of_every_type_that_frictionless_gives_of_a_table(tmp_path: Path) -> None:
    found = {
        type_
        for path in CORPUS
        for _, _, type_, _ in ours(path.read_bytes(), json.loads(path.with_suffix(".json").read_text()), tmp_path)
    }
    assert found == {
        "blank-label",
        "blank-row",
        "constraint-error",
        "duplicate-label",
        "extra-cell",
        "extra-label",
        "foreign-key",
        "incorrect-label",
        "missing-cell",
        "missing-label",
        "primary-key",
        "source-error",
        "type-error",
        "unique-error",
        "unmatched-header",
    }
