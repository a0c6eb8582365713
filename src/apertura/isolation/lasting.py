"""A process that will last to one that looks for rubbish less often."""

import gc

_RUBBISH = 20_000
"""Objects made meanwhile after which it is looked for what nobody holds any more."""


def lasting() -> None:
    """Call it once all is there that stays: that is never rubbish, and is not gone through with every few requests."""
    gc.freeze()
    gc.set_threshold(_RUBBISH)
