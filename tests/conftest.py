"""What tests of every room share: the repository and its real definitions."""

import os
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
