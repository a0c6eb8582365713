from pathlib import Path

import polars as pl
import pytest

from apertura.model.definition import Definitions
from apertura.model.issue import Issue
from apertura.model.table import CanonicalTable
from apertura.validation import Named, validate
from tests.validation.tabling import table

SCHEMAS = Path(__file__).parents[2] / "schemas"
DATASETS = sorted(path.parent.name for path in SCHEMAS.glob("*/table.schema.json"))


@pytest.mark.parametrize("dataset", DATASETS)
def test_a_valid_example_is_accepted_with_all_its_rows(dataset: str, definitions: Definitions) -> None:
    accepted, issues = _validate(dataset, "valido.csv", definitions)
    assert [issue for issue in issues if issue.type.severity.returns] == []
    assert accepted is not None
    assert len(pl.DataFrame(accepted.data)) == len(_read(dataset, "valido.csv"))


@pytest.mark.parametrize("dataset", DATASETS)
def test_an_invalid_example_is_returned_with_messages_that_can_be_filled(
    dataset: str, definitions: Definitions
) -> None:
    accepted, issues = _validate(dataset, "invalido.csv", definitions)
    assert accepted is None
    assert any(issue.type.severity.returns for issue in issues)
    for issue in issues:
        assert issue.cell
        places = {"value": issue.value, "field_title": "", "cell": issue.cell, "sheet": issue.sheet, "row": issue.row}
        for template in (issue.type.message_es, issue.type.remedy_es, issue.type.message_en, issue.type.remedy_en):
            assert template.format(**{"suggestion": issue.suggestion, "count": issue.count, **places, **issue.details})


def _validate(dataset: str, name: str, definitions: Definitions) -> tuple[CanonicalTable | None, tuple[Issue, ...]]:
    frame = _read(dataset, name)
    # the valid examples of all datasets go together
    known = {parent: Named(_read(parent, "valido.csv")) for parent in definitions.parents(dataset)}
    return validate(table(frame.columns, frame.rows()), definitions.publishable[dataset], definitions, known)


def _read(dataset: str, name: str) -> pl.DataFrame:
    return pl.read_csv(SCHEMAS / dataset / "examples" / name, infer_schema=False)
