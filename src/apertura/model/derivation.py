"""How the table of a derived dataset is computed, as a value."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Derivation:
    """How the table of a derived dataset, which nobody hands in, is computed.

    ``query`` is one SQL SELECT; ``sources`` the tables that it may name: datasets, catalogues, and relations made of
    the definitions themselves, whose names begin with ``_``. ``revised`` is the day the definitions were last revised,
    where no source is a dataset, whose submissions would date the table.
    """

    query: str
    sources: tuple[str, ...]
    revised: date | None
