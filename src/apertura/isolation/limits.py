"""What a process that reads files may take, and how it is held to it."""

import resource

MEMORY = 3 * 2**30
"""Bytes of addresses: a book of as many cells as are received takes two thirds of them."""

SECONDS = 120
"""For one file, of the clock and of the processor alike; one of as many cells as are received takes a quarter."""

EXHAUSTED = 75
"""Exit code of a process that was refused more memory."""


def confine() -> None:
    """Hold this process to MEMORY for as long as it lives, and let it leave no dump behind."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow() -> None:
    """Give this process SECONDS more of the processor: one that nobody waits for any longer ends by itself."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + SECONDS, most))
