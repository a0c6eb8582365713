"""`apertura validar --esquema`: a file against a Table Schema, without anything of ours."""

import argparse
import codecs
import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from apertura.cli.exits import Exit
from apertura.cli.progress import percent
from apertura.durable import make_folder, temporary
from apertura.errors import InvalidSchemaError, UsageError
from apertura.feedback.table_letter import table_letter
from apertura.feedback.table_report import table_report
from apertura.validation.tableschema import Dialect, Report, Scratch, canonical, check, read_schema


def run(arguments: argparse.Namespace) -> Exit:
    """Check one file and print what was found; keep nothing."""
    if arguments.formato in ("html", "pdf"):
        raise UsageError("Con --esquema, el informe se da como texto o json.")
    if arguments.anotado is not None:
        raise UsageError("El libro anotado es de lo que entrega un organismo; con --esquema no lo hay.")
    descriptor = _descriptor(arguments.esquema)
    file: Path = arguments.archivo
    with TemporaryDirectory(prefix="apertura-") as folder:
        report = _report(file, descriptor, arguments, Scratch(Path(folder)))
    fields = read_schema(descriptor).fields
    if arguments.formato == "json":
        told = table_report(report, file.name, fields, language=arguments.idioma)
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    else:
        sys.stdout.write(table_letter(report, file.name, fields, language=arguments.idioma))
    return Exit.ACCEPTED if report.valid else Exit.RETURNED


def _report(file: Path, descriptor: Mapping[str, Any], arguments: argparse.Namespace, scratch: Scratch) -> Report:
    tables, folder = _tables(arguments.tabla), arguments.canonico
    dialect = Dialect(_separator(arguments.separador), _encoding(arguments.codificacion))
    progress = percent(file.name, sys.stderr)
    if folder is None:
        return check(file, descriptor, tables=tables, dialect=dialect, progress=progress, scratch=scratch)
    targets = folder / f"{file.stem}.csv", folder / f"{file.stem}.parquet"
    if any(target.exists() and target.samefile(file) for target in targets):
        raise UsageError(f"«{file.name}» está en la carpeta de --canonico y se escribiría encima: diga otra carpeta.")
    with _unfinished(folder) as (csv, parquet):
        report = canonical(
            file,
            descriptor,
            csv=csv,
            parquet=parquet,
            tables=tables,
            dialect=dialect,
            progress=progress,
            scratch=scratch,
        )
        if report.valid:
            csv.replace(targets[0])
            parquet.replace(targets[1])
    return report


@contextmanager
def _unfinished(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Names in a folder for what is being written; what still has them afterwards is removed."""
    make_folder(folder)
    written = temporary(folder), temporary(folder)
    try:
        yield written
    finally:
        for path in written:
            path.unlink(missing_ok=True)


def _descriptor(path: Path) -> Mapping[str, Any]:
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8-sig"))
    except json.JSONDecodeError as error:
        place = f"renglón {error.lineno}, columna {error.colno}"
        raise InvalidSchemaError(f"«{path.name}» no es JSON: deja de serlo en {place}.") from error
    except UnicodeDecodeError as error:
        raise InvalidSchemaError(f"«{path.name}» no es JSON: no está en UTF-8.") from error
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("fields"), list):
        raise InvalidSchemaError(f"«{path.name}» no es un Table Schema: no tiene una lista «fields».")
    return descriptor


def _tables(said: list[str]) -> dict[str, Path]:
    pairs = [text.partition("=") for text in said]
    for name, _, file in pairs:
        if not name or not file:
            raise UsageError("Escriba --tabla como NOMBRE=ARCHIVO, por ejemplo --tabla municipios=municipios.csv.")
    return {name: Path(file) for name, _, file in pairs}


def _separator(said: str | None) -> str | None:
    separator = {"tab": "\t", "\\t": "\t"}.get(said or "", said)
    if separator is not None and (len(separator) != 1 or separator in '"\r\n'):
        raise UsageError("El separador es un solo carácter, por ejemplo --separador ';' o --separador tab.")
    return separator


def _encoding(said: str) -> str:
    try:
        return codecs.lookup(said).name
    except LookupError as error:
        raise UsageError(f"No hay una codificación «{said}». Por ejemplo: utf-8, cp1252, latin-1, utf-16.") from error
