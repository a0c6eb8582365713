"""What goes wrong with what is kept, judged and published."""

from apertura.errors.root import AperturaError


class LeaseHeldError(AperturaError):
    """Raised when another run holds the workspace, before anything is read or written."""


class StoreError(AperturaError):
    """The root of what is wrong with an object store that the data are on: it is wrong with every file as with one."""


class LeaseLostError(StoreError):
    """Raised when this run may no longer be the one that holds the workspace, before anything more is written."""


class StoreRefusedError(StoreError):
    """Raised when an object store says no, or cannot be asked as the environment says; asking again changes nothing."""


class StoreLostError(StoreError):
    """Raised when an object store does not answer, or answers that the fault is its own, after trying again."""


class DamagedStorageError(AperturaError):
    """Raised when what ``data/`` keeps is no longer what was written there (its SHA-256 says so), while it is read."""


class ReaderLostError(AperturaError):
    """Raised when the process that reads files failed for a reason that is not the file's; its text is the trace."""


class ClusterLostError(AperturaError):
    """Raised when there is no cluster where one was said to be, before anything is judged."""


class JudgeLostError(AperturaError):
    """Raised when the process that was judging a file died of it, or took too long: no fault of whoever asked."""


class UnpublishableTableError(AperturaError):
    """Raised when accepted tables do not make one national table, before a version is made of them."""


class AwaitingApprovalError(AperturaError):
    """Raised when a version needs an operator's yes that it does not have, before anything is written of it.

    Attributes:
        digest: of what an answer can be given about now; None where there is nothing to answer, or not in time.

    """

    def __init__(self, said: str, *, digest: str | None = None) -> None:
        super().__init__(said)
        self.digest = digest
