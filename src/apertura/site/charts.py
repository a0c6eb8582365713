"""Published rows to charts: a Vega-Lite specification each, and the table of what it draws."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import polars as pl

from apertura.site.published import Dataset

SERIES = 7
"""Colours of the palette; a field with more options than that is drawn without them."""

_BARS = 12
_FONT = {"fontSize": 13, "font": "sans-serif"}
_INK = "var(--ink-soft)"
_STYLE: Mapping[str, Any] = {
    "background": None,
    "padding": 4,
    "view": {"stroke": None},
    "font": "sans-serif",
    "axis": {
        "labelFontSize": 13,
        "labelColor": _INK,
        "titleColor": _INK,
        "gridColor": "var(--line)",
        "domainColor": "var(--line-strong)",
        "tickColor": "var(--line-strong)",
        "labelLimit": 190,
        "title": None,
    },
    "legend": {
        "labelFontSize": 13,
        "labelColor": _INK,
        "title": None,
        "orient": "bottom",
        "symbolDash": [1, 0],
        "columns": 2,
        # letters may be wider where they are read than where they were measured
        "columnPadding": 40,
        "labelLimit": 200,
    },
    "bar": {"color": "var(--s1)"},
    "locale": {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["$", ""]}},
}


@dataclass(frozen=True, slots=True)
class Chart:
    """``fields`` are the titles of what is drawn, outermost first; ``rows`` the table behind, under ``header``."""

    kind: str
    fields: tuple[str, ...]
    spec: Mapping[str, Any]
    header: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]


def charts_of(dataset: Dataset) -> Iterator[Chart]:
    """Draw what the fields allow: rows by period, rows by option, and the spread of measures. None where none does."""
    fields = {field["name"]: field for field in dataset.schema["fields"]}
    options = [name for name, field in fields.items() if 2 <= len(_options(field)) <= SERIES]
    period = next((name for name in _names(dataset, "periodo") if dataset.table[name].n_unique() > 1), None)
    if period and options and not dataset.is_derived:
        yield _by_period(dataset.table, fields[period], fields[options[0]])
    for name in options[:2] if not period else options[1:2]:
        yield _by_option(dataset.table, fields[name])
    for name in list(_measures(dataset, fields))[:2]:
        yield _spread(dataset.table[name].drop_nulls().cast(pl.Float64), fields[name])


def over_time(titles: Sequence[str], rows: Sequence[Sequence[Any]], header: Sequence[str]) -> Chart:
    """Draw measures in per cent over periods. Each row is the period and a value, or None, per title."""
    values = [
        {"x": row[0], "y": value, "series": title}
        for row in rows
        for title, value in zip(titles, row[1:], strict=True)
        if value is not None
    ]
    encoding = {
        "x": {"field": "x", "type": "ordinal", "axis": {"labelAngle": 0, "grid": False}},
        "y": {"field": "y", "type": "quantitative", "scale": {"domain": [0, 100]}, "axis": {"tickCount": 5}},
        "color": _colour("series", titles),
    }
    series = {"field": "series", "type": "nominal", "scale": {"domain": list(titles)}}
    layers = [
        {"mark": {"type": "line", "strokeWidth": 2.5}, "encoding": {"strokeDash": series}},
        {"mark": {"type": "point", "filled": True, "size": 80, "opacity": 1}, "encoding": {"shape": series}},
    ]
    spec = _spec(values, {"layer": layers, "encoding": encoding, "width": 360, "height": 200})
    return Chart("time", tuple(titles), spec, tuple(header), tuple(tuple(row) for row in rows))


def _by_period(table: pl.DataFrame, period: Mapping[str, Any], field: Mapping[str, Any]) -> Chart:
    options = _options(field)
    counted = table.group_by(period["name"], field["name"]).len()
    counts = {(row[0], row[1]): row[2] for row in counted.iter_rows()}
    periods = sorted({row[0] for row in counts if row[0] is not None})
    values = [
        {"x": when, "series": option, "n": counts.get((when, option), 0), "order": place}
        for when in periods
        for place, option in enumerate(options)
    ]
    encoding = {
        "x": {"field": "x", "type": "ordinal", "axis": {"labelAngle": 0 if len(periods) < 7 else -45}},
        "y": {"field": "n", "type": "quantitative", "axis": {"tickCount": 5, "format": ",d"}},
        "color": _colour("series", options),
        "order": {"field": "order"},
    }
    mark = {"type": "bar", "stroke": "var(--paper)", "strokeWidth": 1}
    spec = _spec(values, {"mark": mark, "encoding": encoding, "width": 360, "height": 240})
    rows = tuple((when, *(counts.get((when, option), 0) for option in options)) for when in periods)
    return Chart("period", (period["title"], field["title"]), spec, (period["title"], *options), rows)


def _by_option(table: pl.DataFrame, field: Mapping[str, Any]) -> Chart:
    counts = dict(table[field["name"]].cast(pl.String).drop_nulls().value_counts().iter_rows())
    rows = sorted(((option, counts.get(option, 0)) for option in _options(field)), key=lambda row: (-row[1], row[0]))
    return Chart("option", (field["title"],), _bars(rows[:_BARS]), (field["title"],), tuple(rows))


def _bars(rows: Iterable[tuple[str, int]]) -> Mapping[str, Any]:
    values = [{"y": label, "x": count} for label, count in rows]
    across = {"field": "x", "type": "quantitative", "axis": {"tickCount": 4, "format": ",d", "tickMinStep": 1}}
    encoding = {"y": {"field": "y", "type": "nominal", "sort": None, "axis": {"grid": False}}, "x": across}
    return _spec(values, {"mark": "bar", "encoding": encoding, "width": 280, "height": {"step": 26}})


def _spread(values: pl.Series, field: Mapping[str, Any]) -> Chart:
    limits = field.get("constraints", {})
    low = float(limits.get("minimum", values.min()))
    high = float(limits.get("maximum", values.max()))
    step = (high - low) / 10
    place = ((values - low) / step).floor().clip(0, 9).cast(pl.Int64)
    counts = dict(place.alias("bin").value_counts().iter_rows())
    bins = [(low + step * each, low + step * (each + 1), counts.get(each, 0)) for each in range(10)]
    encoding = {
        "x": {"field": "from", "type": "quantitative", "bin": {"binned": True, "step": step}, "axis": {"grid": False}},
        "x2": {"field": "to"},
        "y": {"field": "n", "type": "quantitative", "axis": {"tickCount": 4, "format": ",d", "tickMinStep": 1}},
    }
    drawn = [{"from": start, "to": end, "n": count} for start, end, count in bins]
    spec = _spec(drawn, {"mark": {"type": "bar", "binSpacing": 1}, "encoding": encoding, "width": 360, "height": 180})
    rows = tuple((f"{start:g} – {end:g}", count) for start, end, count in bins)
    return Chart("spread", (field["title"],), spec, (field["title"],), rows)


def _spec(values: Sequence[Mapping[str, Any]], drawing: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"config": _STYLE, "data": {"values": list(values)}, **drawing}


def _colour(field: str, domain: Sequence[str]) -> Mapping[str, Any]:
    colours = [f"var(--s{place})" for place in range(1, len(domain) + 1)]
    return {"field": field, "type": "nominal", "scale": {"domain": list(domain), "range": colours}}


def _options(field: Mapping[str, Any]) -> Sequence[str]:
    found: Sequence[str] = field.get("constraints", {}).get("enum", ())
    return [str(option) for option in found]


def _names(dataset: Dataset, resource: str) -> Iterator[str]:
    keys = (key for key in dataset.schema.get("foreignKeys", ()) if key["reference"]["resource"] == resource)
    yield from chain.from_iterable(key["fields"] for key in keys)


def _measures(dataset: Dataset, fields: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Name the measures with at least ten values of which some differ; what is part of a key measures nothing."""
    keys = {name for key in dataset.schema.get("foreignKeys", ()) for name in key["fields"]} | set(dataset.key)
    for name, field in fields.items():
        values = dataset.table[name].drop_nulls()
        if field["type"] in {"number", "integer"} and name not in keys and values.len() >= 10 and values.n_unique() > 3:
            yield name
