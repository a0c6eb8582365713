"""Text columns to the distinct texts that may hold personal data: few, and none that does left out."""

from collections.abc import Mapping
from functools import lru_cache

import polars as pl

from apertura.model.personal_data import PersonalKind
from apertura.validation.personal_data.words import OTHER, Words, spelt

_SHAPED = (
    r"[\p{L}0-9_]@[\p{L}0-9_-]"
    r"|(?:^|[^A-Za-zÑñ0-9&])(?i:[a-zñ&]{4})[ -]?[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{2}"
    r"|(?i:[a-z]{6}[ -]?[0-9]{8}[ -]?[hm])"
    r"|(?:^|[^0-9])(?:[0-9]{18}|[0-9]{3}[ -][0-9]{3}[ -][0-9]{11}|(?:[0-9]{4}[ -]){4}[0-9]{2})(?:$|[^0-9])"
    r"|(?:^|[^0-9])(?:[0-9]{11}|[0-9]{10}-[0-9])(?:$|[^0-9])"
    r"|[0-9]{2}[ -][0-9]{2}[ -][0-9]{2}[ -][0-9]{4}[ -][0-9]|[0-9]{4}[ -][0-9]{2}[ -][0-9]{4}[ -][0-9]"
    r"|(?:^|[^0-9])(?:52)?[0-9]{2,3}\)?[ .-]{1,2}[0-9](?:[ .-]?[0-9]){6}"
    r"|\([0-9]{2,3}\)[0-9]|\+52|(?:^|[^0-9])52[ .-]{0,2}1[ .-]|(?:^|[^0-9])(?:521?)?[0-9]{6}[ .-][0-9]{2,4}|(?i:idmex)"
)

# these are all written in a way that shows, announced or not
_SHOWING = {PersonalKind.CURP, PersonalKind.RFC, PersonalKind.CLAVE_ELECTOR, PersonalKind.CORREO}


def candidates(texts: pl.DataFrame, words: Words, announced: Mapping[str, str | None]) -> dict[str, list[str]]:
    """Distinct texts with a shape, or with a word that announces a number, a home or a name, of columns with any.

    In a column whose own name announces a kind (``announced``, by column) every text is a candidate.
    """
    suspect = texts.select(
        pl.col(name).str.contains(_expression(words)).fill_null(value=False)
        if kind in (None, OTHER)
        else pl.col(name).is_not_null()
        for name, kind in announced.items()
    )
    return {
        column.name: texts[column.name].filter(column).unique(maintain_order=True).to_list()
        for column in suspect
        if column.any()
    }


@lru_cache(maxsize=4)
def _expression(words: Words) -> str:
    announcing = [word for kind, listed in words.lists.labels.items() if kind not in _SHOWING for word in listed]
    announcing += words.lists.introductions
    if not announcing:
        return _SHAPED
    options = "|".join(sorted(map(spelt, announcing)))
    return rf"{_SHAPED}|(?i:(?:^|[^\p{{L}}0-9])(?:{options}))"
