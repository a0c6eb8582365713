"""The exit codes of every command."""

from enum import IntEnum


class Exit(IntEnum):
    """What a script can rely on; each is documented in the README."""

    ACCEPTED = 0
    RETURNED = 1
    UNREADABLE = 2
    OUR_FAILURE = 3
    INTERRUPTED = 130
