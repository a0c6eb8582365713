"""Published datasets to all that the pages of both languages show, worked out once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from apertura.feedback.topics import Topic
from apertura.release.phrases import say
from apertura.site.changes import Step, steps
from apertura.site.charts import Chart, charts_of
from apertura.site.coverage import Heat, heat
from apertura.site.draw import draw
from apertura.site.earlier import Earlier
from apertura.site.plan import Plan, read_plan
from apertura.site.profile import Profile, profile
from apertura.site.progress import Progress, progress
from apertura.site.published import Dataset, Published, Row
from apertura.site.settings import Settings

_PREVIEW = 20
_LONGEST = 90
"""Signs of a cell that a preview shows; the whole value is in the file."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart, where its file is, and the drawing itself for a page."""

    chart: Chart
    path: str
    svg: str


@dataclass(frozen=True)
class DatasetView:
    """What the page of a dataset shows."""

    dataset: Dataset
    title: str
    summary: str
    demo: bool
    heat: Heat | None
    steps: tuple[Step, ...]
    profiles: tuple[tuple[Row, Profile], ...]
    drawings: tuple[Drawing, ...]

    @cached_property
    def preview(self) -> tuple[tuple[str | None, ...], ...]:
        """First rows as text, cut where they are long."""
        return tuple(tuple(map(_cell, row)) for row in self.dataset.table.head(_PREVIEW).iter_rows())

    @property
    def quality(self) -> list[Mapping[str, Any]]:
        """Return the characteristics of each policy, in its order."""
        return [each for policy in self.dataset.quality["politicas"] for each in policy["caracteristicas"]]


@dataclass(frozen=True)
class View:
    """All of it; ``drawings`` are the files of the charts, by their place in the site; ``topics``, by language.

    ``log`` is what is published of the bitácora, by file.
    """

    published: Published
    settings: Settings
    datasets: Mapping[str, DatasetView]
    plan: Plan
    progress: Mapping[str, Mapping[str, tuple[Progress, Drawing]]]
    drawings: Mapping[str, bytes]
    topics: Mapping[str, Sequence[Topic]]
    log: Mapping[str, bytes]

    @property
    def demo(self) -> bool:
        """Whether anything in it is made up."""
        return any(each.demo for each in self.datasets.values())

    @property
    def garantes(self) -> tuple[Row, ...]:
        """Rows of the catalogue of the bodies, by id."""
        return tuple(sorted(self.published.shelf("organismo"), key=lambda row: row["organismo_id"]))


def view(
    published: Published,
    settings: Settings,
    earlier: Earlier,
    topics: Mapping[str, Sequence[Topic]],
    log: Mapping[str, bytes],
) -> View:
    """Work out what the pages show; drawings made before are taken from the earlier site."""
    drawings: dict[str, bytes] = {}

    def drawn(chart: Chart) -> Drawing:
        path, svg, file = draw(chart, earlier)
        drawings[path] = file
        return Drawing(chart, path, svg)

    levels = {
        level: {key: (each, drawn(each.chart)) for key, each in progress(published, settings, level).items()}
        for level in ("garante", "eje", "estrategia", "linea")
    }
    datasets = {
        name: _dataset(dataset, tuple(drawn(chart) for chart in charts_of(dataset)))
        for name, dataset in published.datasets.items()
    }
    return View(published, settings, datasets, read_plan(published), levels, drawings, topics, log)


def _dataset(dataset: Dataset, drawings: tuple[Drawing, ...]) -> DatasetView:
    about = dataset.descriptor
    demo = bool(about["apertura:demostracion"])
    fields = {field["name"]: field for field in dataset.schema["fields"]}
    profiles = tuple((row, profile(dataset.table[row["campo"]], fields[row["campo"]])) for row in dataset.dictionary)
    return DatasetView(
        dataset=dataset,
        title=_plain(about["title"], say("title.demo", title="")) if demo else about["title"],
        summary=_plain(about["description"], say("description.demo", description="")) if demo else about["description"],
        demo=demo,
        heat=heat(dataset),
        steps=tuple(steps(dataset)),
        profiles=profiles,
        drawings=drawings,
    )


def _plain(text: str, mark: str) -> str:
    """Leave out the mark of a demonstration: the page has it above everything."""
    return text.removeprefix(mark).removesuffix(mark)


def _cell(value: Any) -> str | None:
    if value is None:
        return None
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
