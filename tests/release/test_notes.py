"""What the notes of a version say when, to people in Mexico."""

import json
from datetime import UTC, datetime

from apertura.release.assemble import assemble
from apertura.release.files import DESCRIPTOR, NOTES
from tests.release.builders import acceptance, definition, definitions


def test_what_came_in_the_evening_is_of_that_day_in_mexico_and_of_its_instant_to_machines() -> None:
    evening = datetime(2024, 4, 16, 1, 30, tzinfo=UTC)
    own = definition()
    version = assemble(own, definitions(own), [acceptance("OG-01", "2024-T1", received=evening)], None)
    assert version is not None
    written = {file.name: file.content for file in version.resources}
    assert "## 1.0.0 (2024-04-15)" in written[NOTES].decode()
    assert datetime.fromisoformat(json.loads(written[DESCRIPTOR])["created"]) == evening
