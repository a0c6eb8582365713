"""What goes wrong with whom something is sent to, or read from: destinations, mail, webhooks, portals."""

from apertura.errors.root import AperturaError


class UnreachableOriginError(AperturaError):
    """Raised when the address that a published table is read from does not answer, or not with the file."""


class DestinationMovedError(AperturaError):
    """Raised when a destination changed between the computing of a changeset and its application."""


class BrokenPublicationError(AperturaError):
    """Raised when what was read back from a destination is not what was sent there."""


class MailSettingsError(AperturaError):
    """Raised when the settings of mail are incomplete or make no sense, before anything is sent."""


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
