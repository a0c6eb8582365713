"""A night to one page in Markdown: what came in, what went out, what an operator has to look at."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from apertura.cli.narrate import WORDS
from apertura.feedback.phrases import phrases
from apertura.model.definition import Definitions
from apertura.night import Fate, Night, Outcome
from apertura.storage.register import report_folder
from apertura.validation.personal_data.hide import hide


def digest(night: Night, definitions: Definitions, root: Path, today: date, *, all_sent: bool) -> str:
    """Write the page; what needs somebody comes first."""
    return "".join(f"{line}\n" for line in _lines(night, definitions, root, today, all_sent=all_sent))


def _lines(night: Night, definitions: Definitions, root: Path, today: date, *, all_sent: bool) -> Iterator[str]:
    yield f"# Noche del {phrases('es').day(today)}\n"
    yield from _part("Atender", _wrong(night, definitions, all_sent=all_sent))
    fates = Counter(outcome.fate for outcome in night.outcomes)
    told = ", ".join(f"{WORDS[fate].many}: {count}" for fate, count in fates.items())
    yield f"Entregas: {len(night.outcomes)}{f' ({told})' if told else ''}.\n"
    returned = [each for each in night.outcomes if each.fate is Fate.DEVUELTA]
    yield from _part("Devueltas", [f"{_who(each, definitions)}: {_letter(each, root)}" for each in returned])
    published = [each.version for each in night.changesets if each.changes and each.version]
    yield from _part(
        "Publicado",
        [
            f"{definitions.publishable[each.dataset].title}, versión {each.number} ({each.dataset})"
            for each in published
        ],
    )
    if not published:
        yield "Nada cambió en lo publicado."


def _wrong(night: Night, definitions: Definitions, *, all_sent: bool) -> list[str]:
    ours = [each for each in night.outcomes if each.fate in (Fate.FALLO_NUESTRO, Fate.SIN_DESTINO)]
    found = [f"{_who(each, definitions)}, {WORDS[each.fate].one}: sigue en el buzón" for each in ours]
    found += [each.said if each.awaits else f"{each.dataset}, sin publicar: {each.said}" for each in night.unpublished]
    return (
        found if all_sent else [*found, "Hay respuestas que no se pudieron enviar; se intenta en la siguiente corrida."]
    )


def _part(title: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"## {title}\n"
        yield from (f"- {line}" for line in lines)
        yield ""


def _who(outcome: Outcome, definitions: Definitions) -> str:
    delivery = outcome.delivery
    garante = definitions.garantes.get(delivery.garante)
    name = garante.acronym if garante else "organismo desconocido"
    return f"{delivery.garante} {name}, {delivery.period or 'sin periodo'}, «{hide(delivery.path.name)}»"


def _letter(outcome: Outcome, root: Path) -> str:
    if outcome.submission is None:
        return ""
    return f"`{report_folder(root, outcome.submission).relative_to(root)}/carta.txt`"
