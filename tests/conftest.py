"""What tests of every room share: the repository and its real definitions."""

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from apertura.definitions import load
from apertura.model.definition import Definitions

# machines differ in speed; and what CI says of a commit must not depend on chance, which is for the desk
settings.register_profile("house", deadline=None, derandomize="CI" in os.environ, print_blob=True)
settings.load_profile("house")


TESTS = Path(__file__).parent
OVER_AND_OVER = tuple(
    TESTS / path
    for path in (
        *("flows", "remote", "ckan/test_demonstration.py", "ckan/test_disasters.py", "ckan/test_repair.py"),
        *("acceptance/test_approval.py", "acceptance/test_kill.py", "acceptance/test_killed_judges.py"),
        *("acceptance/test_national_catalogue.py", "acceptance/test_new_dataset.py", "acceptance/test_readme.py"),
        *("portal/test_command.py", "portal/test_many_at_once.py", "portal/test_withdrawing.py"),
    )
)
"""Tests that start again and again what others start too: coverage takes as long again as what it looks at."""


@pytest.fixture(scope="module", autouse=True)
def unmeasured(request: pytest.FixtureRequest) -> Iterator[None]:
    """The processes that tests of OVER_AND_OVER start run without coverage."""
    with pytest.MonkeyPatch.context() as patch:
        if any(request.path.is_relative_to(path) for path in OVER_AND_OVER):
            patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        yield


@pytest.fixture(scope="session")
def repo() -> Path:
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def definitions(repo: Path) -> Definitions:
    return load(repo / "schemas")


@pytest.fixture(autouse=True)
def limit_of_csv_fields() -> Iterator[None]:
    """The limit that Python's csv module keeps for the whole process is put back after each test."""
    limit = csv.field_size_limit()
    yield
    csv.field_size_limit(limit)
