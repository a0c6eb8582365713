"""`apertura plantilla`: the workbook that a garante fills, with what is already known of it."""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from apertura.cli.check import known_dataset
from apertura.cli.exits import Exit
from apertura.cli.progress import percent
from apertura.cli.sender import sender
from apertura.cli.written_before import written_before
from apertura.definitions import load
from apertura.definitions.datasets.owed import owes
from apertura.durable import write_file
from apertura.errors import UsageError
from apertura.feedback.template import Filling, template
from apertura.feedback.template.starting_rows import Row, starting_rows
from apertura.model.definition import Definitions
from apertura.storage import register
from apertura.validation.as_rows import as_rows
from apertura.validation.earlier import periods_before


def run(arguments: argparse.Namespace) -> Exit:
    """Write the template of one garante, or of each that owes something in the period; nothing is written over."""
    definitions = load(arguments.esquemas)
    period: str = arguments.periodo
    _check_usage(arguments, definitions)
    wanted = tuple(_wanted(arguments, definitions))
    if not wanted:
        raise UsageError(f"Nadie debe ninguna tabla en {period}. Diga cuál quiere con --conjunto, o --todos.")
    tell = percent("Plantillas", sys.stderr)
    for number, (garante, datasets, path) in enumerate(wanted, 1):
        fillings = _fillings(arguments, garante, datasets, definitions)
        write_file(path, template(fillings, garante, period, definitions))
        tell(number, len(wanted))
        tables = "1 tabla" if len(fillings) == 1 else f"{len(fillings)} tablas"
        sys.stdout.write(f"{path}: {garante}, {period}, {tables}, {_rows(sum(len(one.rows) for one in fillings))}\n")
    return Exit.ACCEPTED


def _check_usage(arguments: argparse.Namespace, definitions: Definitions) -> None:
    sender(Path("plantilla"), arguments.garante or next(iter(definitions.garantes)), arguments.periodo, definitions)
    for name in arguments.conjunto:
        known_dataset(name, definitions)
    if arguments.desde is not None and arguments.garante is None:
        raise UsageError("Con --desde, diga de qué organismo es el archivo con --garante.")


def _wanted(arguments: argparse.Namespace, definitions: Definitions) -> Iterator[tuple[str, tuple[str, ...], Path]]:
    """List whose templates are made, with the datasets and the path of each; a path that is taken is refused."""
    period = arguments.periodo
    asked = tuple(definitions.datasets) if arguments.todos else tuple(arguments.conjunto)
    for garante in [arguments.garante] if arguments.garante else definitions.garantes:
        owed = tuple(name for name, each in definitions.datasets.items() if owes(each, definitions, garante, period))
        datasets = asked or owed
        if arguments.garante:
            _check_one(arguments, datasets, definitions)
        if owed or arguments.garante:
            yield garante, datasets, _free_path(arguments, garante, period)


def _check_one(arguments: argparse.Namespace, datasets: Sequence[str], definitions: Definitions) -> None:
    garante, period = definitions.garantes[arguments.garante], definitions.periods[arguments.periodo]
    if not garante.existed_in(period):
        raise UsageError(f"{garante.name} ({garante.id}) no existía en {period.id}.")
    if not datasets and arguments.desde is None:
        raise UsageError(f"{garante.id} no debe ninguna tabla en {period.id}. Diga cuál quiere con --conjunto.")


def _free_path(arguments: argparse.Namespace, garante: str, period: str) -> Path:
    name = f"plantilla_{garante}_{period}.xlsx"
    if arguments.garante:
        path: Path = arguments.salida or Path(name)
    else:
        path = (arguments.salida or Path(f"plantillas_{period}")) / name
    if path.exists():
        raise UsageError(f"Ya existe {path}, y puede tener datos escritos. Bórrelo o diga otro nombre con --salida.")
    return path


def _fillings(
    arguments: argparse.Namespace, garante: str, datasets: Sequence[str], definitions: Definitions
) -> list[Filling]:
    period = arguments.periodo
    written: Mapping[str, Sequence[Row]] = {}
    if arguments.desde is not None:
        written = written_before(arguments.desde, garante, period, definitions)
        datasets = tuple(name for name in definitions.datasets if name in (*datasets, *written))
    return [Filling(name, _starting(arguments.datos, name, garante, period, definitions, written)) for name in datasets]


def _starting(
    root: Path,
    name: str,
    garante: str,
    period: str,
    definitions: Definitions,
    written: Mapping[str, Sequence[Row]],
) -> tuple[Row, ...]:
    definition = definitions.datasets[name]
    before = _accepted_before(root, name, garante, period, definitions) if definition.carried else ()
    rows = starting_rows(definition, definitions, period, before)
    if name not in written:
        return rows
    owed = definition.owed_rows
    said = {row.get(owed.field) for row in written[name]} if owed else set[str | None]()
    lacking = [row for row in rows if row[owed.field] not in said] if owed else []
    return (*written[name], *lacking)


def _accepted_before(root: Path, name: str, garante: str, period: str, definitions: Definitions) -> tuple[Row, ...]:
    for earlier in periods_before(period, definitions):
        for acceptance in register.acceptances(root, definitions.datasets[name], garante, earlier):
            return as_rows(acceptance.table)
    return ()


def _rows(count: int) -> str:
    return "sin filas preparadas" if not count else "1 fila preparada" if count == 1 else f"{count} filas preparadas"
