"""What a process that reads files may take, and how it is held to it."""

import resource
from dataclasses import dataclass

EXHAUSTED = 75
"""Exit code of a process that was refused more memory."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``memory`` in bytes of addresses, whatever it reads; ``seconds`` for one file, of the clock and of work alike."""

    memory: int
    seconds: int


LIMITS = Limits(memory=3 * 2**30, seconds=120)
"""A book of as many cells as are received takes two thirds of the memory, and a quarter of the time."""


def confine(limits: Limits) -> None:
    """Hold this process to its memory for as long as it lives, and let it leave no dump behind."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow(limits: Limits) -> None:
    """Give this process its seconds of work once more: one that nobody waits for any longer ends by itself."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + limits.seconds + 1, most))
