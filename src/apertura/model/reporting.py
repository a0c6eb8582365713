"""Who reports, and when."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Garante:
    """A body that reports (*organismo garante*, or another informing body). Valid from and until, both inclusive.

    ``successor`` is the name of the body that took its place, where it is known.
    """

    id: str
    name: str
    acronym: str
    entity: str
    kind: str
    valid_from: date | None
    valid_until: date | None
    successor: str | None = None

    def existed_in(self, period: "Period") -> bool:
        """Whether it existed on some day of a period."""
        began = self.valid_from is None or self.valid_from <= period.end
        return began and (self.valid_until is None or self.valid_until >= period.start)


@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period, first and last day inclusive."""

    id: str
    year: int
    kind: str
    start: date
    end: date
