"""Submission to its receipt on disk, and back."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apertura.model.submission import Submission


def write_receipt(submission: Submission) -> bytes:
    """Write the receipt (*recibo*) of a submission as JSON, its instant in ISO 8601 with time zone."""
    return document(as_fields(submission))


def read_receipt(content: bytes) -> Submission:
    """Read a receipt; KeyError or ValueError where it is not one."""
    return from_fields(json.loads(content))


def as_fields(submission: Submission) -> dict[str, object]:
    """Name what a receipt says, in Spanish: it is a record that people read."""
    return {
        "garante": submission.garante,
        "periodo": submission.period,
        "archivo": submission.filename,
        "sha256": submission.sha256,
        "bytes": submission.size,
        "recibido": submission.received.isoformat(),
        "canal": submission.channel,
        "por": submission.by,
    }


def from_fields(fields: Mapping[str, Any]) -> Submission:
    """Make the submission of a receipt's fields; KeyError or ValueError where one is missing or no instant."""
    return Submission(
        garante=fields["garante"],
        period=fields["periodo"],
        filename=fields["archivo"],
        sha256=fields["sha256"],
        size=fields["bytes"],
        received=datetime.fromisoformat(fields["recibido"]),
        channel=fields["canal"],
        by=fields["por"],
    )


def document(fields: Mapping[str, object]) -> bytes:
    """Write a record as JSON in UTF-8 that a person can read, ending in a line break."""
    return f"{json.dumps(fields, ensure_ascii=False, indent=1)}\n".encode()
