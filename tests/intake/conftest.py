from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from apertura.intake.intake import Intake, intake
from apertura.model.definition import Definitions
from apertura.model.submission import Submission

Take = Callable[..., Intake]


@pytest.fixture
def take(definitions: Definitions) -> Take:
    """Take in bytes as one submission, of any dataset unless told otherwise."""

    def taken(
        content: bytes,
        filename: str = "entrega.xlsx",
        *,
        garante: str = "OG-01",
        period: str = "2024-T1",
        known: Definitions = definitions,
    ) -> Intake:
        received = datetime(2024, 4, 15, 12, tzinfo=UTC)
        submission = Submission(garante, period, filename, "0" * 64, len(content), received, "prueba")
        return intake(content, submission, known, tuple(known.datasets))

    return taken
