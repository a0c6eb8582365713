"""Every ``examples/demo.yaml`` to everything that is wrong with it."""

from pathlib import Path

from apertura.demo.load_profiles import load_profiles
from apertura.demo.tables import tables
from apertura.errors import DefinitionError
from apertura.model.definition import Definitions


def lint_profiles(root: Path, definitions: Definitions) -> tuple[str, ...]:
    """Say all that is wrong with the profiles of ``root``, each ``file:line: sentence`` in Spanish.

    First what ``load_profiles`` refuses. Where it refuses nothing, every table is made, and the first that cannot be is
    told.
    """
    try:
        for _ in tables(definitions, load_profiles(root, definitions)):
            pass
    except DefinitionError as error:
        return error.problems
    return ()
