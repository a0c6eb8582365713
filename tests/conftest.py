"""What tests of every room share: the repository and its real definitions."""

from pathlib import Path

import pytest

from apertura.definitions import load
from apertura.model.definition import Definitions


@pytest.fixture(scope="session")
def repo() -> Path:
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def definitions(repo: Path) -> Definitions:
    return load(repo / "schemas")
