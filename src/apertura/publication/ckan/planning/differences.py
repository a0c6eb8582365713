"""What a portal shows and what it is to show, to where they differ."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from apertura.publication.ckan.mapping.wanted import Wanted, WantedFile
from apertura.publication.ckan.site.look import Shown

_UNRELIABLE = frozenset({"hash", "mimetype"})
"""Fields of a resource that portals overwrite: xloader's MD5 in ``hash``, a guess in ``mimetype``."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs: whose (a file's name, or empty for the dataset), which, what is shown, what is wanted."""

    file: str
    field: str
    shown: str
    wanted: str


def differences(shown: Shown, wanted: Wanted) -> tuple[Difference, ...]:
    """Compare all that is ours; what others added (tags, extras, groups, resources) is theirs, and no difference."""
    return (*_dataset(shown, wanted), *_files(shown, wanted))


def file_differences(shown: Mapping[str, Any] | None, file: WantedFile) -> tuple[Difference, ...]:
    """Compare what is said of one file; all of it differs where it is not there."""
    fields = {key: value for key, value in file.fields.items() if key not in _UNRELIABLE}
    return tuple(_scalars(file.name, shown or {}, fields))


def _dataset(shown: Shown, wanted: Wanted) -> Iterator[Difference]:
    package = shown.package
    owner = (package.get("organization") or {}).get("id")
    yield from _scalars("", {**package, "owner_org": owner}, wanted.fields)
    yield from _scalars("", shown.extras, wanted.extras)
    for field, names in (("tags", wanted.tags), ("groups", wanted.groups)):
        there = {each["name"] for each in package.get(field, ())}
        if not set(names) <= there:
            yield Difference("", field, ", ".join(sorted(there)), ", ".join(names))


def _files(shown: Shown, wanted: Wanted) -> Iterator[Difference]:
    ours = [file.id for file in wanted.files]
    for file in wanted.files:
        yield from file_differences(shown.resources.get(file.id), file)
    there = [id_ for id_ in shown.resources if id_ in ours]
    if there != [id_ for id_ in ours if id_ in there]:
        yield Difference("", "resources", "", "")


def _scalars(file: str, shown: Mapping[str, Any], wanted: Mapping[str, Any]) -> Iterator[Difference]:
    for field, value in wanted.items():
        if not _says(shown.get(field), value):
            yield Difference(file, field, _text(shown.get(field)), _text(value))


def _says(shown: Any, wanted: Any) -> bool:
    """Whether what is shown holds what is wanted; portals add ids and empty fields of their own to parts."""
    if isinstance(wanted, Mapping):
        return isinstance(shown, Mapping) and all(_says(shown.get(key), value) for key, value in wanted.items())
    if isinstance(wanted, list):
        same = isinstance(shown, list) and len(shown) == len(wanted)
        return same and all(_says(one, other) for one, other in zip(shown, wanted, strict=True))
    if isinstance(shown, list) and len(shown) == 1:
        # a field that forms define as repeating gives back the one value it was sent in a list
        return _says(shown[0], wanted)
    return _text(shown) == _text(wanted)


def _text(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
