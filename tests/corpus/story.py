"""A story: a small file as somebody made it, and what is told of it in one sentence."""

from collections.abc import Callable
from dataclasses import dataclass

from apertura.model.source import Column, Layout

DATASET = "avance_linea_accion"


@dataclass(frozen=True)
class Story:
    """``make`` gives the bytes; ``columns`` and ``layouts`` are rows of ``source/`` that hold for this story alone.

    Without ``words``, ``values.csv`` is left out.
    """

    name: str
    told: str
    file: str
    make: Callable[[], bytes]
    garante: str = "OG-01"
    period: str = "2024-T1"
    columns: tuple[Column, ...] = ()
    layouts: tuple[Layout, ...] = ()
    words: bool = True
    dataset: str = DATASET


STORIES: dict[str, Story] = {}


def tell(name: str, told: str, make: Callable[[], bytes], file: str = "entrega.xlsx", **more: object) -> None:
    assert name not in STORIES, name
    STORIES[name] = Story(name, told, file, make, **more)


def story(
    told: str, file: str = "entrega.xlsx", **more: object
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Keep a function that makes a file as the story of its name."""

    def keep(make: Callable[[], bytes]) -> Callable[[], bytes]:
        tell(make.__name__.replace("_", "-"), told, make, file, **more)
        return make

    return keep
