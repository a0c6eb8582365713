"""A submission that is not published yet to one taken back: the one accepted before it counts again."""

from datetime import datetime
from pathlib import Path

from apertura.errors import AlreadyPublishedError
from apertura.model.submission import Submission
from apertura.publication.folder.standing import standing
from apertura.storage import register, withdrawals
from apertura.storage.layout import published
from apertura.storage.withdrawals import Act


def withdraw(root: Path, submission: Submission, *, by: str | None, now: datetime) -> bool:
    """Take a submission back, for who holds the workspace; False where it had been already.

    Its file, its acuse and its answer stay where they are. Raises AlreadyPublishedError where rows of it were published
    in some version.
    """
    if (version := published_in(root, submission)) is not None:
        dataset, number = version
        raise AlreadyPublishedError(
            f"Esa entrega ya se publicó, en la versión {number} de {dataset}, y lo publicado no se retira. "
            "Para cambiarlo, entregue el archivo corregido."
        )
    if withdrawals.taken_back(root, submission) is not None:
        return False
    withdrawals.note(root, submission, Act.TAKEN_BACK, by=by, now=now)
    return True


def published_in(root: Path, submission: Submission) -> tuple[str, str] | None:
    """Name a dataset, and the first version of it, with rows of a submission; None where none was published."""
    for dataset in sorted(register.accepted_of(root, submission)):
        if (place := standing(published(root), dataset, submission)) is not None:
            return dataset, str(place.number)
    return None
