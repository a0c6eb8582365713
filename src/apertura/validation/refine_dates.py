"""Text that is no date to why it is none, where that can be told: its month has no such day, or there are several."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import polars as pl

from apertura.intake.dates import dates_in, month_length
from apertura.validation.tableschema.fault import Fault

_NO_DATE, _NO_SUCH_DAY, _SEVERAL = "type-error-date", "type-error-date-inexistente", "type-error-date-varias"


def refine_dates(faults: Iterable[Fault], texts: pl.DataFrame) -> Iterator[Fault]:
    """Give the faults as they come, those told apart that frictionless has one error for, as it has for ``pendiente``.

    ``31/09/2023`` is ``type-error-date-inexistente``, with the days of that month; ``4/3/2015 y 11/3/2015``,
    ``type-error-date-varias``, with how many they are.
    """
    column = cache(lambda name: texts[name].to_list())
    refined = cache(_refined)
    for fault in faults:
        text = column(fault.fields[0])[fault.index] if fault.code == _NO_DATE and fault.index is not None else None
        found = None if text is None else refined(text)
        yield fault if found is None else replace(fault, code=found[0], details=found[1])


def _refined(text: str) -> tuple[str, dict[str, str]] | None:
    days = month_length(text)
    if days is not None:
        return _NO_SUCH_DAY, {"ultimo": str(days)}
    several = dates_in(text)
    return (_SEVERAL, {"fechas": str(len(several))}) if len(several) > 1 else None
