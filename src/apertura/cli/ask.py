"""A question to its answer, in a terminal."""

import sys

from apertura.errors import UsageError
from apertura.feedback.mappings import Question

NOTHING = ""
"""Answer that leaves a text as it is, to be reported again."""

_SET_ASIDE = "-"
_SHOWN = 15
"""Options that are listed; the key of any other can be written."""


def ask(question: Question) -> str | None:
    """Show a question until there is an answer: an option, None to set the text aside, or NOTHING.

    Raises UsageError where no more answers come.
    """
    sys.stdout.write(f"\n{_heading(question)}\n")
    listed = _listed(question)
    for number, option in enumerate(listed, 1):
        likely = f"  (confianza: {question.confidence} de 100)" if option == question.suggested else ""
        sys.stdout.write(f"  {number}) {question.options[option]}{likely}\n")
    if len(question.options) > len(listed):
        sys.stdout.write(f"  … y {len(question.options) - len(listed)} más: escriba su clave\n")
    aside = "dejar fuera la columna" if question.field is None else "es un dato que falta"
    sys.stdout.write(f"  {_SET_ASIDE}) {aside}\n  Enter) dejarlo como está\n")
    while True:
        answer = _answer()
        if answer == _SET_ASIDE:
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(listed):
            return listed[int(answer) - 1]
        if answer == NOTHING or answer in question.options:
            return answer
        sys.stdout.write("Esa no es una de las opciones.\n")


def _heading(question: Question) -> str:
    if question.field is None:
        return f"Encabezado «{question.written}»: ¿qué dato lleva?"
    return f"«{question.written}» en «{question.field}»: ¿qué quiere decir?"


def _listed(question: Question) -> list[str]:
    first = [question.suggested] if question.suggested is not None else []
    return [*first, *(option for option in question.options if option != question.suggested)][:_SHOWN]


def _answer() -> str:
    sys.stdout.write("> ")
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise UsageError("Faltan respuestas; no se guardó nada.")
    return line.strip()
