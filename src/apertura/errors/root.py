"""The root of what goes wrong with our machine or our definitions."""


class AperturaError(Exception):
    """The root of all errors of this package. Its text is one sentence in Spanish for the operator."""
