"""Titles to names of sheets: what fits in a tab, each once."""

from collections.abc import Iterable

LONGEST = 31
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def sheet_names(titles: Iterable[str], taken: Iterable[str]) -> tuple[str, ...]:
    """Shorten each title at a word, to the 31 characters that a tab holds, and number those that would be alike."""
    names: list[str] = []
    used = {name.lower() for name in taken}
    for title in titles:
        plain = " ".join(title.translate(_FORBIDDEN).split())
        name = _cut(plain, LONGEST)
        number = 2
        while name.lower() in used:
            name = f"{_cut(plain, LONGEST - 4)} ({number})"
            number += 1
        used.add(name.lower())
        names.append(name)
    return tuple(names)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    words = text[: longest + 1].rsplit(" ", 1)[0][:longest].split()
    # a name does not end in a word that only joins
    while len(words) > 1 and len(words[-1]) <= 3:
        words.pop()
    return " ".join(words)
