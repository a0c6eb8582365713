"""The catalogues as read, and what may be asked of them while the rest is checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from apertura.definitions.documents.read_sheet import Record
from apertura.model.definition import Catalogue, TableSchema


@dataclass(frozen=True, slots=True)
class Shelved:
    """One catalogue with its schema and its records, which know their lines."""

    catalogue: Catalogue
    schema: TableSchema
    records: tuple[Record, ...]

    @property
    def names(self) -> frozenset[str]:
        """Names of its fields."""
        return frozenset(field.name for field in self.schema.fields)


@dataclass(frozen=True)
class Catalogues:
    """The catalogues that could be read.

    ``unread`` names those that could not; None where not even the names are known. What cannot be known is given the
    benefit of the doubt, so that one broken file is one problem and not one per value that refers to it.
    """

    shelved: Mapping[str, Shelved]
    unread: frozenset[str] | None

    def in_doubt(self, catalogue: str) -> bool:
        """Whether nothing can be said about a catalogue of this name."""
        return self.unread is None or catalogue in self.unread

    def has(self, catalogue: str, field: str, value: str) -> bool:
        """Whether the catalogue has a row with this value in this field; True where it could not be read."""
        return catalogue not in self.shelved or value in self._values[catalogue, field]

    def records(self, catalogue: str) -> tuple[Record, ...]:
        """Rows of a catalogue; none where it could not be read."""
        return self.shelved[catalogue].records if catalogue in self.shelved else ()

    @cached_property
    def _values(self) -> Mapping[tuple[str, str], frozenset[str]]:
        return {
            (name, field): frozenset(record.cells[field] for record in shelved.records)
            for name, shelved in self.shelved.items()
            for field in shelved.names
        }
