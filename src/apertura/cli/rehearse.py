"""`apertura ensayar`: what of all that was answered would be answered otherwise today."""

import argparse
import sys

from apertura.cli.exits import Exit
from apertura.definitions import load
from apertura.rehearse import Rehearsal, rehearse


def run(arguments: argparse.Namespace) -> Exit:
    """Print each submission that would fare otherwise, and how many would not; 1 where some table would be returned."""
    done = []
    for each in rehearse(arguments.datos, load(arguments.esquemas)):
        done.append(each)
        sys.stdout.write(tell(each))
    sys.stdout.write(total(done))
    if any(each.failed for each in done):
        return Exit.OUR_FAILURE
    return Exit.RETURNED if any(each.lost for each in done) else Exit.ACCEPTED


def tell(each: Rehearsal) -> str:
    """Tell one submission, ending in a line break; no text where nothing would change."""
    who = f"{each.submission.garante} {each.submission.period}"
    if each.failed:
        return f"! {who}  falla nuestra: no se pudo revisar\n"
    causes = ", ".join(f"{code} ({count})" for code, count in each.causes.items())
    lost = f"✗ {who}  se devolvería: {', '.join(each.lost)}. Por: {causes or 'ya no se encuentra su tabla'}\n"
    gained = f"✓ {who}  se aceptaría: {', '.join(each.gained)}\n"
    return (lost if each.lost else "") + (gained if each.gained else "")


def total(done: list[Rehearsal]) -> str:
    """Count what was rehearsed, ending in a line break."""
    lost, gained = sum(bool(each.lost) for each in done), sum(bool(each.gained) for each in done)
    failed, same = sum(each.failed for each in done), sum(each.same for each in done)
    ours = f" Fallas nuestras: {failed}." if failed else ""
    return (
        f"Entregas revisadas: {len(done)}. Igual que antes: {same}. Se devolvería algo de: {lost}. "
        f"Se aceptaría algo más de: {gained}.{ours}\n"
    )
