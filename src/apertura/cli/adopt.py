"""`apertura mapear`: what a heading or a value means, asked once and kept as a row of ``source/``."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from apertura.adopt import Accepted, adopt
from apertura.cli.ask import NOTHING, ask
from apertura.cli.check import verdicts_of
from apertura.cli.exits import Exit
from apertura.definitions import load
from apertura.errors import UnknownDatasetError, UsageError
from apertura.feedback.mappings import mappings
from apertura.intake.known import IGNORE, reading_of
from apertura.isolation import isolated
from apertura.model.definition import Definitions
from apertura.model.source import Column, Meaning


def run(arguments: argparse.Namespace) -> Exit:
    """Keep one mapping that is given, or those that are answered, or likely enough, in a file."""
    given = arguments.encabezado is not None or arguments.valor is not None
    if given == (arguments.archivo is not None):
        raise UsageError("Diga qué significa algo con --encabezado o --valor, o dé un archivo para que se pregunte.")
    accepted = _given(arguments) if given else _asked(arguments)
    kept = 0
    for dataset, rows in accepted.items():
        lines = adopt(arguments.esquemas, dataset, rows, keep=not arguments.plan)
        kept += len(rows)
        _tell(arguments.esquemas, lines, plan=arguments.plan)
    if not kept:
        sys.stdout.write("No hay nada que mapear.\n")
    elif not arguments.plan:
        sys.stdout.write("\nRevise los cambios como los de cualquier código, por ejemplo con «git diff».\n")
    return Exit.ACCEPTED


def _given(arguments: argparse.Namespace) -> Mapping[str, list[Accepted]]:
    definitions = load(arguments.esquemas)
    if arguments.conjunto not in definitions.datasets:
        raise UnknownDatasetError(f"Diga con --conjunto de qué conjunto es; no hay uno «{arguments.conjunto}».")
    row = _heading(arguments, definitions) if arguments.encabezado is not None else _value(arguments)
    return {arguments.conjunto: [row]}


def _heading(arguments: argparse.Namespace, definitions: Definitions) -> Column:
    if (arguments.campo is None) != arguments.ignorar or arguments.valor is not None:
        raise UsageError("De un encabezado diga --campo, o --ignorar si la columna se deja fuera.")
    definition = definitions.datasets[arguments.conjunto]
    fields = {field.name: field for field in definition.schema.fields}
    reading = arguments.lectura
    if reading is None:
        # a field that is not there is told by the definitions, with file and line
        field = fields.get(arguments.campo)
        reading = reading_of(field, definition) if field else IGNORE if arguments.ignorar else "texto"
    return Column(arguments.garante, arguments.desde, arguments.encabezado, arguments.campo, reading)


def _value(arguments: argparse.Namespace) -> Meaning:
    if arguments.campo is None or (arguments.significa is None) != arguments.ignorar:
        raise UsageError("De un valor diga --campo y --significa, o --ignorar si es un dato que falta.")
    return Meaning(arguments.garante, arguments.desde, arguments.campo, arguments.valor, arguments.significa)


def _asked(arguments: argparse.Namespace) -> Mapping[str, list[Accepted]]:
    with isolated() as read:
        definitions = load(arguments.esquemas)
        verdicts = verdicts_of(arguments, definitions, read)
    garante = None if arguments.para_todos else verdicts[0].submission.garante
    accepted: dict[str, list[Accepted]] = {}
    for question in mappings(verdicts, definitions):
        if arguments.aceptar is None:
            answer = ask(question)
        else:
            answer = question.suggested if question.confidence >= arguments.aceptar else NOTHING
            answer = NOTHING if answer is None else answer
        if answer != NOTHING:
            row = question.accepted(answer, garante, definitions.datasets[question.dataset])
            accepted.setdefault(question.dataset, []).append(row)
    return accepted


def _tell(schemas: Path, lines: Mapping[str, str], *, plan: bool) -> None:
    said = "Se añadiría" if plan else "Se añadió"
    sys.stdout.writelines(f"\n{said} a {schemas / path}:\n{_indented(text)}" for path, text in lines.items())


def _indented(text: str) -> str:
    return "".join(_lines(text))


def _lines(text: str) -> Iterator[str]:
    yield from (f"  {line}\n" for line in text.splitlines())
