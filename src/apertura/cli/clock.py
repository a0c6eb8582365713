"""The clock of the command line."""

import os
from datetime import UTC, datetime


def now() -> datetime:
    """Return the present instant, UTC, whole seconds; SOURCE_DATE_EPOCH (reproducible-builds.org) stops it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC).replace(microsecond=0)
