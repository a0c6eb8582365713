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
