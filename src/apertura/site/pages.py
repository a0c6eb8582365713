"""What is published to the pages of one language: where each is, and what it shows."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from apertura.feedback.topics import Topic
from apertura.model.issue import Severity
from apertura.site.cite import bibtex, citation, everything, schema_org, snippets
from apertura.site.coverage import STATES, of_garante, totals
from apertura.site.csvw import csvw_file
from apertura.site.dictionary_pages import dictionary_file
from apertura.site.published import Row
from apertura.site.spreadsheet import MOST_ROWS
from apertura.site.tiles import tiles
from apertura.site.view import DatasetView, View

NEWEST = 8

LOG = "bitacora"
"""Folder of what is published of the bitácora."""


@dataclass(frozen=True, slots=True)
class Page:
    """``path`` is its place in the site, ``plain`` the same without the language, ``context`` what it shows."""

    path: str
    plain: str
    template: str
    context: Mapping[str, Any]


def prefix(language: str) -> str:
    """Folder of a language: Spanish is at the root."""
    return "" if language == "es" else f"{language}/"


def pages(view: View, language: str) -> Iterator[Page]:
    """Yield every page of a language."""
    for plain, template, context in (*_all(view), *_help(view.topics[language])):
        yield Page(f"{prefix(language)}{plain}", plain, template, context)


def _all(view: View) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    newest = sorted(view.datasets.values(), key=lambda each: each.dataset.descriptor["created"], reverse=True)
    yield (
        "index.html",
        "home.html",
        {
            "newest": newest[:NEWEST],
            "totals": totals(view.published),
            "tiles": tiles(view),
            "rows": sum(each.dataset.table.height for each in view.datasets.values()),
        },
    )
    yield "conjuntos/index.html", "datasets.html", {"views": _by_title(view), "everything": everything(view.settings)}
    for each in view.datasets.values():
        yield f"conjuntos/{each.dataset.name}/index.html", "dataset.html", _dataset(view, each)
        for step in each.steps:
            path = f"conjuntos/{each.dataset.name}/versiones/{step.number}.html"
            yield path, "version.html", {"it": each, "step": step}
    yield "organismos/index.html", "garantes.html", {"tiles": tiles(view), "states": STATES}
    for garante in view.garantes:
        yield f"organismos/{garante['organismo_id']}.html", "garante.html", _garante(view, garante)
    yield "plan/index.html", "plan.html", {}
    for part in view.plan.parts:
        figures = view.progress[part.level].get(part.id)
        yield f"plan/{part.id}.html", "part.html", {"part": part, "figures": figures}
    yield "buscar.html", "search.html", {"views": _by_title(view)}
    yield "consulta.html", "query.html", {"views": _by_title(view)}
    yield "acerca.html", "about.html", {}
    yield f"{LOG}/index.html", "log.html", {"days": _days(view)}


def _help(topics: Sequence[Topic]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    common = {
        severity: [each for each in topics if not each.dataset and each.severity is severity] for severity in Severity
    }
    own = {
        each.dataset: [other for other in topics if other.dataset == each.dataset] for each in topics if each.dataset
    }
    yield "ayuda/index.html", "topics.html", {"common": common, "own": own}
    yield from ((each.page, "topic.html", {"topic": each}) for each in topics)


def _days(view: View) -> Sequence[Mapping[str, Any]]:
    """List the days on which anything happened, the latest first: events by its end, and the last hash."""
    told = view.log.get("raices.json")
    return json.loads(told)["dias"][::-1] if told else ()


def _by_title(view: View) -> list[DatasetView]:
    return sorted(view.datasets.values(), key=lambda each: each.title)


def _dataset(view: View, each: DatasetView) -> Mapping[str, Any]:
    lines = set(each.dataset.descriptor["apertura:lineas_accion"])
    return {
        "it": each,
        "most_rows": MOST_ROWS,
        "acronyms": {row["organismo_id"]: row["acronimo"] for row in view.garantes},
        "lines": [part for part in view.plan.lineas if part.id in lines],
        "csvw": csvw_file(each.dataset.name),
        "dictionary": dictionary_file(each.dataset),
        "snippets": snippets(view.settings, each.dataset),
        "citation": citation(view.settings, each.dataset, each.title),
        "bibtex": bibtex(view.settings, each.dataset, each.title),
        "schema_org": schema_org(view.settings, each.dataset, each.title),
    }


def _garante(view: View, garante: Row) -> Mapping[str, Any]:
    id_ = garante["organismo_id"]
    return {
        "garante": garante,
        "figures": view.progress["garante"].get(id_),
        "reported": of_garante(view.published, id_),
    }
