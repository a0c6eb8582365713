"""Acceptances and the version before to the next DatasetVersion, or to none where nothing differs."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from apertura.errors import UnpublishableTableError
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.table import Arrow
from apertura.model.version import Acceptance, DatasetVersion, PublishedVersion
from apertura.release.draft import draft
from apertura.release.next_version import next_version
from apertura.release.withhold import withhold

NOTHING: Mapping[str, Arrow] = MappingProxyType({})


def assemble(
    definition: DatasetDefinition,
    definitions: Definitions,
    acceptances: Sequence[Acceptance],
    previous: PublishedVersion | None,
    parents: Mapping[str, Arrow] = NOTHING,
) -> DatasetVersion | None:
    """Assemble the accepted tables, one per garante and period, into the version after ``previous``.

    None where there is nothing accepted, and where nothing differs: schema, values, what the dataset says of itself,
    its catalogues, what is expected of whom. Where only provenance differs (the same values handed in again in another
    file) there is no version either: the lineage that is published stays true. Nor does the quality report, derived
    from all this and from the policies, ever make one: it is written with a version. Raises UnpublishableTableError
    where the tables do not make one.

    ``parents`` are the rows of the datasets that keys name, as they are to be published (``standing``); a table that
    names others is withheld, and coverage says so.
    """
    kept, withheld = withhold(definition, acceptances, parents)
    if withheld and not kept and previous:
        raise UnpublishableTableError(
            f"Nada de {definition.name} se puede publicar: todas sus tablas nombran filas de otros conjuntos que ya no "
            f"se publican. Sigue la versión {previous.number}."
        )
    if not kept:
        return None
    return next_version(draft(definition, definitions, kept, withheld, parents), definitions, previous)
