"""What a letter is made of before it takes a form."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the verdict's."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels, each with what it says."""

    pairs: tuple[tuple[str, str], ...]


class Address(str):
    """An absolute address, which can be followed wherever the form has links."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Cases:
    """Where and what, case by case; ``more`` says how many are left out."""

    headers: tuple[str, str]
    rows: tuple[tuple[str, str], ...]
    more: str | None


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point of the letter, with its labelled entries; ``section`` is the one it stands in."""

    number: int
    title: str
    entries: tuple[tuple[str, str | Cases], ...]
    section: str = "fix"


Block = Heading | Paragraph | Facts | Point
