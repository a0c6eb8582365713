"""An admitted workbook to the cells of its large sheets."""

import zipfile
from collections.abc import Collection, Mapping
from io import BytesIO

from apertura.intake.door import Admitted
from apertura.intake.epochs import EPOCH_1900
from apertura.intake.grid import Grid
from apertura.intake.marks import sheet_parts
from apertura.intake.sheet import blank
from apertura.intake.sheet_xml.compiled import cells
from apertura.intake.sheet_xml.questions import Questions, shared_texts, shown_formats


def grids(admitted: Admitted) -> Mapping[int, Grid]:
    """Read the large sheets of a workbook, by their place in it, that show nothing but what is usually shown.

    The others are for the library that reads any: ``whole`` has them.
    """
    if not admitted.large or admitted.epoch != EPOCH_1900:
        return {}
    places = {at: part for at, part in enumerate(_parts(admitted)) if part in admitted.large}
    if not places:
        return {}
    seen = [admitted.looks[part] for part in places.values()]
    at, part = next(iter(places.items()))
    asked = Questions(admitted.content, part, at)
    texts = shared_texts(asked, max(look.texts for look in seen))
    formats = shown_formats(asked, max(look.formats for look in seen))
    if texts is None or formats is None:
        return {}
    # several sheets may have the same part
    read = {part: cells(admitted.large[part], texts, formats) for part in {*places.values()}}
    return {at: _trimmed(grid) for at, part in places.items() if (grid := read[part]) is not None}


def whole(admitted: Admitted, read: Collection[int]) -> bytes:
    """Give a workbook with all sheets in it but those that were ``read``, by their place."""
    if not admitted.large:
        return admitted.content
    names = list(_parts(admitted))
    back = admitted.large.keys() - {names[at] for at in read}
    copy = BytesIO()
    with zipfile.ZipFile(BytesIO(admitted.content)) as archive, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as made:
        for name in archive.namelist():
            made.writestr(zipfile.ZipInfo(name), admitted.large[name] if name in back else archive.read(name))
    return copy.getvalue()


def _parts(admitted: Admitted) -> list[str]:
    with zipfile.ZipFile(BytesIO(admitted.content)) as archive:
        return list(sheet_parts(archive))


def _trimmed(grid: Grid) -> Grid:
    """Leave out rows at the end with nothing but blanks of the kinds that only Python takes for blanks."""
    height = grid.height
    while height and all(map(blank, grid[height - 1])):
        height -= 1
    return grid if height == grid.height else Grid(grid.columns, height)
