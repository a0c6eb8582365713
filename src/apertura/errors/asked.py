"""What goes wrong with what was asked, before anything is done."""

from apertura.errors.root import AperturaError


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


class UnknownRowError(AperturaError):
    """Raised when a row of a published table is asked for by a key that no row has."""


class NotADemoError(AperturaError):
    """Raised when a demonstration is asked for where real submissions are, before anything is written."""


class UsageError(AperturaError):
    """Raised when a command is given something that makes no sense to it, before anything is read."""


class InvalidSchemaError(AperturaError):
    """Raised when a Table Schema contradicts the standard or itself, before any row is read."""


class UnreadableTableError(AperturaError):
    """Raised when a file's bytes do not make a table: not in its encoding, or cut off, while it is read."""


class ApprovalError(AperturaError):
    """Raised when an answer about a publication is incomplete, late or about something else, before it is recorded."""


class AlreadyPublishedError(AperturaError):
    """Raised when what was published is to be taken back: a correction is what changes it."""


class UnusableTermError(AperturaError):
    """Raised when the days there are to hand in are no number of days that could be meant."""


class KeysError(AperturaError):
    """Raised when keys for signing are where they must not be, or are not what they should, before one is used."""


class AccountError(AperturaError):
    """Raised when an account, or what is asked of one, makes no sense; its text is for whoever asked."""


class InstitutionError(AperturaError):
    """Raised when an institution that vouches for people does not say, or does not prove, who somebody is."""
