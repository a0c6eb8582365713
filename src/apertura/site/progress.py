"""Published indicators to the figures of one garante, line, strategy or axis."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apertura.site.charts import Chart, over_time
from apertura.site.published import Dataset, Published
from apertura.site.settings import Indicator, Settings


@dataclass(frozen=True, slots=True)
class Progress:
    """Figures by period, earliest first; ``latest`` is the first measure in the last period, None where unknown.

    ``header`` are the titles of period, measures and counts; ``rows`` are parallel to it.
    """

    dataset: Dataset
    period: str
    latest: float | None
    header: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    chart: Chart


def progress(published: Published, settings: Settings, level: str) -> Mapping[str, Progress]:
    """Give the figures of everything at a level, by its id; nothing where the indicator is not published."""
    found = (each for each in settings.indicators if each.level == level and each.dataset in published.datasets)
    return {key: figures for indicator in found for key, figures in _figures(published, indicator).items()}


def _figures(published: Published, indicator: Indicator) -> Mapping[str, Progress]:
    dataset = published.datasets[indicator.dataset]
    titles = {field["name"]: field["title"] for field in dataset.schema["fields"]}
    columns = [indicator.period, *indicator.measures, *indicator.counts]
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for key, *values in dataset.table.sort(indicator.period).select(indicator.key, *columns).iter_rows():
        rows.setdefault(key, []).append((values[0], *(_number(value) for value in values[1:])))
    header = tuple(titles[name] for name in columns)
    return {key: _progress(dataset, header, of_it, len(indicator.measures)) for key, of_it in rows.items()}


def _progress(dataset: Dataset, header: tuple[str, ...], rows: Sequence[tuple[Any, ...]], measures: int) -> Progress:
    drawn = [row[: measures + 1] for row in rows]
    chart = over_time(header[1 : measures + 1], drawn, header[: measures + 1])
    return Progress(dataset, rows[-1][0], rows[-1][1], header, tuple(rows), chart)


def _number(value: Any) -> float | int | None:
    return None if value is None else value if isinstance(value, int) else float(value)
