"""What is published to the documents that the search in the page goes through."""

from collections.abc import Iterator, Mapping

from apertura.site.view import DatasetView, View
from apertura.site.words import teller


def search_index(view: View, language: str) -> list[Mapping[str, str]]:
    """List what can be found: ``u`` its page, ``c`` its kind in words, ``t`` title, ``r`` summary, ``x`` the rest."""
    tell = teller(language)
    return [
        *({"c": tell("kind.dataset"), **_dataset(each)} for each in view.datasets.values()),
        *({"c": tell("kind.garante"), **each} for each in _garantes(view)),
        *({"c": tell(f"kind.{part.level}"), **each} for part, each in zip(view.plan.parts, _parts(view), strict=True)),
    ]


def _dataset(each: DatasetView) -> Mapping[str, str]:
    name = each.dataset.name
    fields = " ".join(f"{row['campo']} {row['titulo']}" for row, _ in each.profiles)
    words = " ".join([name, *each.dataset.descriptor["keywords"], fields])
    return {"u": f"conjuntos/{name}/index.html", "t": each.title, "r": each.summary, "x": words}


def _garantes(view: View) -> Iterator[Mapping[str, str]]:
    for row in view.garantes:
        words = f"{row['organismo_id']} {row['acronimo']} {row['entidad']}"
        yield {
            "u": f"organismos/{row['organismo_id']}.html",
            "t": row["nombre_oficial"],
            "r": row["entidad"],
            "x": words,
        }


def _parts(view: View) -> Iterator[Mapping[str, str]]:
    for part in view.plan.parts:
        yield {"u": f"plan/{part.id}.html", "t": f"{part.id} {part.short}", "r": part.text, "x": ""}
