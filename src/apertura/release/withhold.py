"""Acceptances to those that can be published, and those whose rows name rows that are not."""

from collections.abc import Mapping, Sequence

from apertura.model.definition import DatasetDefinition
from apertura.model.table import Arrow
from apertura.model.version import Acceptance
from apertura.validation.key_columns import key_columns
from apertura.validation.tableschema.foreign_keys import lost


def withhold(
    definition: DatasetDefinition, acceptances: Sequence[Acceptance], parents: Mapping[str, Arrow]
) -> tuple[tuple[Acceptance, ...], tuple[Acceptance, ...]]:
    """Part the tables whose every key finds its row in ``parents``, by dataset, from the others.

    A table was accepted against the rows of its day. Where one that it names was taken out since, the table is withheld
    whole (*retenida*) until it is handed in anew: what is published never names what is not.
    """
    dangling = [_dangles(acceptance, definition, parents) for acceptance in acceptances]
    pairs = list(zip(acceptances, dangling, strict=True))
    return tuple(each for each, dangles in pairs if not dangles), tuple(each for each, dangles in pairs if dangles)


def _dangles(acceptance: Acceptance, definition: DatasetDefinition, parents: Mapping[str, Arrow]) -> bool:
    return any(
        len(lost(key_columns(acceptance.table.data, key.fields), key_columns(parents[key.resource], key.reference)))
        for key in definition.schema.foreign_keys
        if key.resource in parents
    )
