"""Verdict to one line for a terminal."""

from apertura.feedback.explain import explain
from apertura.feedback.phrases import phrases
from apertura.model.definition import Definitions
from apertura.model.submission import Verdict


def summary_line(verdict: Verdict, definitions: Definitions, *, language: str = "es") -> str:
    """Say what became of a table, its rows and the issues that return it, without a line break."""
    said = phrases(language)
    returning = [issue for issue in verdict.issues if issue.type.severity.returns]
    if verdict.dataset is None:
        titles = dict.fromkeys(explain(issue, said, None).title for issue in returning)
        return said.say("summary.unread", title="; ".join(titles))
    title, rows = definitions.datasets[verdict.dataset].title, said.say("count.rows", n=verdict.rows)
    if verdict.accepted:
        return said.say("summary.accepted", title=title, rows=rows)
    return said.say("summary.returned", n=len(returning), title=title, rows=rows)
