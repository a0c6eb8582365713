"""Bytes sent to a bar on the terminal; nothing where nobody looks."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TransferSpeedColumn


@contextmanager
def upload_bars() -> Iterator[Callable[[str, int, int], None]]:
    """Yield what hears how many bytes of a dataset were sent, of how many, and shows one bar for each dataset."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    bars: dict[str, TaskID] = {}
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:

        def tell(dataset: str, sent: int, total: int) -> None:
            if dataset not in bars:
                bars[dataset] = shown.add_task(dataset, total=total)
            shown.update(bars[dataset], completed=sent, total=total)

        yield tell
