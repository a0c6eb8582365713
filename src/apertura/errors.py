"""What is wrong with our machine or our definitions; what is wrong with a submission is an Issue, a value."""


class AperturaError(Exception):
    """The root of all errors of this package. Its text is one sentence in Spanish for the operator."""


class DefinitionError(AperturaError):
    """Raised when something in ``schemas/`` is unknown, missing or inconsistent, while it is loaded.

    Attributes:
        problems: one sentence each, beginning with ``file:line:`` (paths relative to ``schemas/``).

    """

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class UnknownGaranteError(AperturaError):
    """Raised when a submission names a garante that no catalogue has, before it is archived."""


class UnknownPeriodError(AperturaError):
    """Raised when a submission names a period that no calendar has, before it is archived."""


class UnknownDatasetError(AperturaError):
    """Raised when a dataset is asked for by a name that no folder of ``schemas/`` has."""


class LeaseHeldError(AperturaError):
    """Raised when another run holds the workspace, before anything is read or written."""


class DestinationMovedError(AperturaError):
    """Raised when a destination changed between the computing of a changeset and its application."""


class BrokenPublicationError(AperturaError):
    """Raised when what was read back from a destination is not what was sent there."""


class NotADemoError(AperturaError):
    """Raised when a demonstration is asked for where real submissions are, before anything is written."""


class UsageError(AperturaError):
    """Raised when a command is given something that makes no sense to it, before anything is read."""


class InvalidSchemaError(AperturaError):
    """Raised when a Table Schema contradicts the standard or itself, before any row is read."""


class UnreadableTableError(AperturaError):
    """Raised when a file's bytes do not make a table: not in its encoding, or cut off, while it is read."""


class DamagedStorageError(AperturaError):
    """Raised when what ``data/`` keeps is no longer what was written there (its SHA-256 says so), while it is read."""


class UnpublishableTableError(AperturaError):
    """Raised when accepted tables do not make one national table, before a version is made of them."""
