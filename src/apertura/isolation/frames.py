"""Messages to and from a pipe: their length in eight bytes, then themselves."""

from typing import IO

_LENGTH = 8
_LONGEST = 2**30
"""Bytes of the longest message that is believed: more than any file that may be read takes."""


def send(pipe: IO[bytes], message: bytes) -> None:
    """Write one message; BrokenPipeError where nobody is there to read it."""
    pipe.write(len(message).to_bytes(_LENGTH, "big"))
    pipe.write(message)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes | None:
    """Read one message whole; None where the other end closed before it was, or says it is longer than it can be."""
    length = int.from_bytes(pipe.read(_LENGTH).rjust(_LENGTH, b"\xff"), "big")
    if length > _LONGEST:
        return None
    message = pipe.read(length)
    return message if len(message) == length else None
