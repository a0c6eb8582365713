"""Portal to what it shows of a dataset, in one request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apertura.publication.ckan.wire.call import read
from apertura.publication.ckan.wire.connection import Connection

_BY_ITSELF = frozenset(
    {"metadata_modified", "last_modified", "revision_id", "hash", "size", "mimetype", "datastore_active", "position",
     "cache_url", "cache_last_updated", "mimetype_inner", "tracking_summary", "organization", "num_resources",
     "num_tags", "creator_user_id", "datastore_contains_all_records_of_source_file", "total_record_count", "ckan_url",
     "metadata_created", "created", "original_url", "resource_id", "set_url_type", "task_created"}
)  # fmt: skip
"""What a portal and its loaders change without anybody editing."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A dataset as a portal shows it (``package_show``)."""

    package: Mapping[str, Any]

    @property
    def id(self) -> str:
        """Id of the dataset at this portal."""
        return str(self.package["id"])

    @property
    def version(self) -> str:
        """Version the portal says it has; empty where it says none."""
        return str(self.package.get("version") or "")

    @property
    def private(self) -> bool:
        """Whether only we see it."""
        return bool(self.package.get("private")) or self.deleted

    @property
    def deleted(self) -> bool:
        """Whether somebody deleted it: it is still there for us, files and ids included, until it is purged."""
        return self.package.get("state") == "deleted"

    @property
    def modified(self) -> str:
        """When the portal last saw it change, UTC."""
        return str(self.package["metadata_modified"])

    @property
    def extras(self) -> dict[str, str]:
        """Extras by key."""
        return {each["key"]: str(each["value"]) for each in self.package.get("extras", ())}

    @property
    def resources(self) -> dict[str, Mapping[str, Any]]:
        """Resources by id, in their order."""
        return {each["id"]: each for each in self.package.get("resources", ())}

    @property
    def substance(self) -> Any:
        """All that a person or a publisher may have changed, to be compared with another look."""
        return _substance(self.package)


def look(connection: Connection, dataset: str, *, anonymously: bool = False) -> Shown | None:
    """Look at a dataset in our name, or as anybody would; None where there is none, or none for who looks."""
    package = read(connection, "package_show", id=dataset, anonymously=anonymously)
    return Shown(package) if package else None


def _substance(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _substance(part) for key, part in value.items() if key not in _BY_ITSELF}
    if isinstance(value, list):
        parts = [_substance(part) for part in value]
        by_key = all(isinstance(part, dict) and "key" in part for part in parts)
        return sorted(parts, key=lambda part: part["key"]) if by_key else parts
    return value
