"""`apertura verificar`: the promises of what is published, checked offline; of a site; or at the portal."""

import argparse
import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from apertura import chronicle, to_ckan
from apertura.cli.at_the_portal import named
from apertura.cli.exits import Exit
from apertura.definitions import load
from apertura.errors import AperturaError
from apertura.publication import ckan, folder
from apertura.release.phrases import say
from apertura.site.verify import count, verify
from apertura.storage.layout import published, site
from apertura.storage.lease import undisturbed

WHOLE = "Todo lo publicado está íntegro, y la bitácora también."


def run(arguments: argparse.Namespace) -> Exit:
    """Check every published version byte by byte and the bitácora, or a site, or all that the portal is due.

    Prints what is broken. Raises LeaseHeldError where something seems to be while a run is at work, which may have it
    half done.
    """
    if arguments.ckan:
        return _at_the_portal(arguments)
    if arguments.sitio is not None:
        return _site(arguments)
    problems = _look(arguments.datos)
    if problems:
        with undisturbed(arguments.datos):
            problems = _look(arguments.datos)
    sys.stdout.write("".join(f"{problem}\n" for problem in problems) or f"{WHOLE}\n")
    return Exit.RETURNED if problems else Exit.ACCEPTED


def _look(root: Path) -> tuple[str, ...]:
    return (*folder.verify(published(root)), *chronicle.verify(root))


def _site(arguments: argparse.Namespace) -> Exit:
    place = arguments.sitio or site(arguments.datos)
    problems = (*verify(place), *chronicle.verify_open(place))
    if problems:
        sys.stdout.writelines(f"{problem}\n" for problem in problems)
        return Exit.RETURNED
    there = count(place)
    files, datasets, versions = (f"{there[name]:,}" for name in ("files", "datasets", "versions"))
    told = say("site.verified", files=files, datasets=datasets, versions=versions)
    sys.stdout.write(f"{told}\n")
    return Exit.ACCEPTED


def _at_the_portal(arguments: argparse.Namespace) -> Exit:
    definitions = load(arguments.esquemas)
    with named(arguments.datos, definitions, write=False) as portal:
        check = partial(to_ckan.each, portal, definitions.publishable, partial(ckan.verify, portal))
        checked = list(check())
        if _broken(checked):
            with undisturbed(arguments.datos):
                checked = list(check())
        url = portal.connection.settings.url
    failed = [result for result in checked if isinstance(result, AperturaError)]
    problems = _broken(checked)
    sys.stderr.writelines(f"{error}\n" for error in failed)
    sys.stdout.writelines(f"{problem}\n" for problem in problems)
    if failed:
        return Exit.OUR_FAILURE
    if not problems:
        sys.stdout.write(f"{say('portal.verified', len(checked), url=url)}\n")
    return Exit.RETURNED if problems else Exit.ACCEPTED


def _broken(checked: Iterable[tuple[str, ...] | AperturaError]) -> list[str]:
    return [problem for result in checked if isinstance(result, tuple) for problem in result]
