"""Values × words to one made-up row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from apertura.demo.value import Choice, Day, DaysFrom, Mean, Measure, Quarterly, Scalar, Sum, Value, Whole
from apertura.demo.words import named, written

_MONTHS = 3


def draw(values: Mapping[str, Value], words: Mapping[str, Scalar], random: Random) -> Mapping[str, Scalar]:
    """Draw each field of a row, in order; what a field is worked out from comes before it.

    Raises LookupError where a text holds in braces what is neither a field of the row nor a word.
    """
    drawn: dict[str, Scalar] = {}
    row = _Row(values, words, random, drawn, [])
    for field in values:
        row.field(field)
    return {field: drawn[field] for field in values}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row on its way; each field is drawn once, when it is first asked for. ``waiting`` are those begun."""

    values: Mapping[str, Value]
    words: Mapping[str, Scalar]
    random: Random
    drawn: dict[str, Scalar]
    waiting: list[str]

    def field(self, name: str) -> Scalar:
        if name not in self.drawn:
            self.waiting.append(name)
            self.drawn[name] = self._value(self.values[name])
            self.waiting.pop()
        return self.drawn[name]

    def _value(self, value: Value) -> Scalar:
        match value:
            case Choice(options):
                return self._text(self.random.choice(options))
            case Whole(low, high):
                return self.random.randint(low, high)
            case Measure(low, high, decimals):
                return round(self.random.uniform(low, high), decimals)
            case Day(first, last):
                return first.fromordinal(self.random.randint(first.toordinal(), last.toordinal()))
            case DaysFrom(start, low, high):
                return self._day(start) + timedelta(self.random.randint(low, high))
            case Sum(fields):
                return sum(self._numbers(fields))
            case Mean(fields):
                return round(sum(self._numbers(fields)) / len(fields), 2)
            case Quarterly(options):
                return self._text(options[(self._day("termino").month - 1) // _MONTHS])
            case _:
                return self._text(value)

    def _day(self, name: str) -> date:
        match self._word(name):
            case date() as day:
                return day
            case _:
                raise LookupError(f"«{name}» no es una fecha")

    def _numbers(self, fields: tuple[str, ...]) -> list[int | float]:
        found = [self.field(field) for field in fields]
        return [number for number in found if isinstance(number, int | float)]

    def _text(self, value: Scalar) -> Scalar:
        """Fill what a text holds in braces; where it holds nothing else, what it names is the value itself."""
        if not isinstance(value, str):
            return value
        names = named(value)
        if len(names) == 1 and value == f"{{{names[0]}}}":
            return self._word(names[0])
        return value.format_map({name: written(self._word(name)) for name in names})

    def _word(self, name: str) -> Scalar:
        if name in self.values and name not in self.waiting:
            return self.field(name)
        return self.words[name]
