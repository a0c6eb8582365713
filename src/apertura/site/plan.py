"""Published catalogues and descriptors to the work plan as a tree, with the datasets that report each line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from apertura.site.published import Dataset, Published, Row


@dataclass(frozen=True, slots=True)
class Part:
    """An axis (*eje*), a strategy or a line of action; ``short`` is what a list calls it, ``text`` all it says."""

    level: str
    id: str
    short: str
    text: str
    above: "Part | None"
    datasets: tuple[Dataset, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """Parts by level, each level in the plan's order; ``below`` gives the parts of a part."""

    ejes: tuple[Part, ...]
    estrategias: tuple[Part, ...]
    lineas: tuple[Part, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, from the largest to the smallest."""
        return (*self.ejes, *self.estrategias, *self.lineas)

    def below(self, part: Part) -> tuple[Part, ...]:
        """Parts of which a part consists."""
        return tuple(each for each in self.parts if each.above is not None and each.above.id == part.id)


def read_plan(published: Published) -> Plan:
    """Read the plan from the catalogues that travel with the datasets; empty where none refers to it."""
    reporting = {
        line: [each for each in published.datasets.values() if line in each.descriptor["apertura:lineas_accion"]]
        for line in (row["linea_accion_id"] for row in published.shelf("linea_accion"))
    }
    ejes = {
        row["eje_id"]: Part(
            "eje", row["eje_id"], row["titulo"], row["objetivo"], None, _under(reporting, row["eje_id"])
        )
        for row in _in_order(published.shelf("eje"))
    }
    estrategias = {
        row["estrategia_id"]: _part("estrategia", row, "titulo", "titulo", ejes[row["eje_id"]], reporting)
        for row in _in_order(published.shelf("estrategia"))
    }
    lineas = [
        _part("linea_accion", row, "etiqueta", "texto", estrategias[row["estrategia_id"]], reporting)
        for row in sorted(published.shelf("linea_accion"), key=lambda row: row["linea_accion_id"])
    ]
    return Plan(tuple(ejes.values()), tuple(estrategias.values()), tuple(lineas))


def _part(level: str, row: Row, short: str, text: str, above: Part, reporting: Mapping[str, Sequence[Dataset]]) -> Part:
    id_ = row[f"{level}_id"]
    return Part(level.split("_")[0], id_, row[short], row[text], above, _under(reporting, id_))


def _under(reporting: Mapping[str, Sequence[Dataset]], id_: str) -> tuple[Dataset, ...]:
    lines = [line for line in reporting if line == id_ or line.startswith(f"{id_}.")]
    found = {each.name: each for line in lines for each in reporting[line]}
    return tuple(found[name] for name in sorted(found))


def _in_order(rows: Sequence[Row]) -> Sequence[Row]:
    return sorted(rows, key=lambda row: next(iter(row.values())))
