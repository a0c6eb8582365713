"""Batches to the same batches, the next one being read while the last one is checked."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from apertura.validation.tableschema.scan.batch import Batch


def ahead(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Give the batches in their order; what their reading raises is raised in its place."""
    with ThreadPoolExecutor(max_workers=1) as reader:
        coming = reader.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = reader.submit(next, batches, None)
            yield batch
