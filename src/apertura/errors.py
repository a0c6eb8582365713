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


class UnknownRowError(AperturaError):
    """Raised when a row of a published table is asked for by a key that no row has."""


class UnreachableOriginError(AperturaError):
    """Raised when the address that a published table is read from does not answer, or not with the file."""


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


class DestinationMovedError(AperturaError):
    """Raised when a destination changed between the computing of a changeset and its application."""


class BrokenPublicationError(AperturaError):
    """Raised when what was read back from a destination is not what was sent there."""


class AwaitingApprovalError(AperturaError):
    """Raised when a version needs an operator's yes that it does not have, before anything is written of it.

    Attributes:
        digest: of what an answer can be given about now; None where there is nothing to answer, or not in time.

    """

    def __init__(self, said: str, *, digest: str | None = None) -> None:
        super().__init__(said)
        self.digest = digest


class ApprovalError(AperturaError):
    """Raised when an answer about a publication is incomplete, late or about something else, before it is recorded."""


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


class ReaderLostError(AperturaError):
    """Raised when the process that reads files failed for a reason that is not the file's; its text is the trace."""


class UnpublishableTableError(AperturaError):
    """Raised when accepted tables do not make one national table, before a version is made of them."""


class KeysError(AperturaError):
    """Raised when keys for signing are where they must not be, or are not what they should, before one is used."""


class MailSettingsError(AperturaError):
    """Raised when the settings of mail are incomplete or make no sense, before anything is sent."""


class UnusableTermError(AperturaError):
    """Raised when the days there are to hand in are no number of days that could be meant."""


class MailRefusedError(AperturaError):
    """Raised when a mail server said no for good; sending the same again would change nothing."""


class MailUncertainError(AperturaError):
    """Raised when a mail server said no for now, or nothing that says whether it took a mail."""


class MailUnreachableError(AperturaError):
    """Raised when a mail server is not there, or lets us hand over nothing: no mail would fare better now."""


class HookRefusedError(AperturaError):
    """Raised when a webhook said no for good; calling it again with the same would change nothing."""


class HookUncertainError(AperturaError):
    """Raised when a webhook gave no answer that says whether it took what it was told."""


class PortalSettingsError(AperturaError):
    """Raised when the settings of a CKAN portal are incomplete or make no sense, before anything is sent."""


class PortalRefusedError(AperturaError):
    """Raised when a portal said no; sending the same again would change nothing.

    Attributes:
        kind: ``missing``, ``forbidden``, ``moved`` (it is no longer what was matched), ``too large`` or ``invalid``.
        fields: what the portal named as wrong.

    """

    def __init__(self, said: str, *, kind: str = "invalid", fields: tuple[str, ...] = ()) -> None:
        super().__init__(said)
        self.kind = kind
        self.fields = fields


class PortalUncertainError(AperturaError):
    """Raised when a portal gave no answer that says whether it acted.

    Attributes:
        wait: seconds that it asks to be left alone.

    """

    def __init__(self, said: str, *, wait: float = 0) -> None:
        super().__init__(said)
        self.wait = wait


class PortalUnsetError(AperturaError):
    """Raised when the stewards' portal cannot start as its environment says, before it listens."""


class AlreadyPublishedError(AperturaError):
    """Raised when what was published is to be taken back: a correction is what changes it."""


class AccountError(AperturaError):
    """Raised when an account, or what is asked of one, makes no sense; its text is for whoever asked."""


class JudgeLostError(AperturaError):
    """Raised when the process that was judging a file died of it, or took too long: no fault of whoever asked."""
