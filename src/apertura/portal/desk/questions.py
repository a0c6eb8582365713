"""A submission to the texts in it that mean nothing yet, and may be asked about once."""

import hashlib
from functools import partial
from pathlib import Path

from apertura.feedback.mappings import Question, mappings
from apertura.intake.read import Read
from apertura.judge import judge
from apertura.model.definition import Definitions
from apertura.model.submission import Submission
from apertura.storage import archive, register


def questions(definitions: Definitions, read: Read, root: Path, submission: Submission) -> tuple[Question, ...]:
    """List headings that nobody knows and values that no list has; never what may be personal data."""
    accepted = partial(register.acceptances, root)
    content = archive.load(root, submission)
    verdicts = judge(content, submission, definitions, accepted=accepted, strict=False, read=read)
    return tuple(mappings(verdicts, definitions))


def key_of(question: Question) -> str:
    """Return what stands for a question in a form."""
    about = f"{question.dataset}\0{question.field}\0{question.written}"
    return hashlib.sha256(about.encode("utf-8", "replace")).hexdigest()[:16]
