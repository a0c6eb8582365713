"""`apertura esquemas`: every problem of ``schemas/``, with file and line; or the map and the drawing of it."""

import argparse
import sys
from collections.abc import Sequence

from apertura.cli.coverage_map import coverage_map, derived_map
from apertura.cli.entity_diagram import entity_diagram
from apertura.cli.exits import Exit
from apertura.cli.issue_page import issue_page
from apertura.definitions import lint, load
from apertura.definitions.plans.plan_coverage import plan_coverage
from apertura.demo import lint_profiles
from apertura.publication.ckan.mapping.licences import licences
from apertura.site.lint_settings import lint_settings


def run(arguments: argparse.Namespace) -> Exit:
    """Lint ``schemas/`` and print each problem, or what there is; or print what is asked for of it."""
    if arguments.cobertura:
        definitions = load(arguments.esquemas)
        maps = [*map(coverage_map, plan_coverage(definitions)), derived_map(definitions)]
        sys.stdout.write("\n".join(part for part in maps if part))
        return Exit.ACCEPTED
    if arguments.diagrama:
        sys.stdout.write(entity_diagram(load(arguments.esquemas)))
        return Exit.ACCEPTED
    if arguments.incidencias:
        sys.stdout.write(issue_page(load(arguments.esquemas), arguments.incidencias))
        return Exit.ACCEPTED
    if arguments.licencias:
        sys.stdout.buffer.write(licences(load(arguments.esquemas)))
        return Exit.ACCEPTED
    return _lint(arguments)


def _lint(arguments: argparse.Namespace) -> Exit:
    if problems := lint(arguments.esquemas):
        return _told(problems)
    definitions = load(arguments.esquemas)
    if problems := (*lint_profiles(arguments.esquemas, definitions), *lint_settings(arguments.esquemas, definitions)):
        return _told(problems)
    for name, definition in definitions.publishable.items():
        fields, rules = len(definition.schema.fields), len(definition.rules)
        about = f"{fields} campos, {rules} reglas entre columnas"
        if definition.derivation:
            about = f"{fields} campos; se calcula de {', '.join(definition.derivation.sources)}"
        sys.stdout.write(f"{name}: {definition.title} ({about})\n")
    bodies, catalogues = len(definitions.garantes), len(definitions.catalogues)
    sys.stdout.write(f"Todo en orden: {catalogues} catálogos, {bodies} organismos.\n")
    return Exit.ACCEPTED


def _told(problems: Sequence[str]) -> Exit:
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    return Exit.RETURNED
