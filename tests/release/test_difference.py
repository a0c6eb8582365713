"""What is published and what is about to be: rows by body, and every cell, as an operator is shown them."""

from collections.abc import Sequence

from apertura.model.version import PublishedVersion, VersionNumber
from apertura.release.difference import CellChange, Moved, difference

KEY = ("organismo_id", "numero")


def version(
    rows: Sequence[tuple[str, str, str]], states: Sequence[str] = (), field: str = "estatus"
) -> PublishedVersion:
    data = [f"organismo_id,numero,{field}", *(f'"{body}",{number},{quoted(value)}' for body, number, value in rows)]
    lineage = ["organismo_id,numero,entrega_garante", *(f'"{body}",{number},"{body}"' for body, number, _ in rows)]
    coverage = ["organismo_id,estado", *(f'"OG-01","{state}"' for state in states)]
    return PublishedVersion(
        VersionNumber(1, 0, 0), {}, written(data), written(lineage), written(coverage) if states else b"", {}
    )


def quoted(value: str) -> str:
    return f'"{value}"' if value else ""


def written(lines: Sequence[str]) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()


def test_rows_that_come_change_and_go_are_counted_by_the_body_that_handed_them_in() -> None:
    before = version([("OG-01", "1", "abierto"), ("OG-01", "2", "abierto"), ("OG-02", "1", "abierto")])
    after = version([("OG-01", "1", "cerrado"), ("OG-01", "3", "abierto"), ("OG-02", "1", "abierto")])
    found = difference(before, after, KEY, 10)
    assert found.moved == (Moved("OG-01", added=1, changed=1, removed=1),)
    assert found.cells == (
        CellChange(("OG-01", "1"), "corregida", "estatus", "abierto", "cerrado"),
        CellChange(("OG-01", "2"), "retirada", "estatus", "abierto", None),
        CellChange(("OG-01", "3"), "agregada", "estatus", None, "abierto"),
    )


def test_of_a_first_version_everything_comes_and_only_so_many_cells_are_shown() -> None:
    found = difference(None, version([("OG-01", str(number), "abierto") for number in range(9)]), KEY, 4)
    assert found.moved == (Moved("OG-01", added=9, changed=0, removed=0),)
    assert (len(found.cells), found.total) == (4, 9)


def test_a_field_that_comes_or_goes_changes_the_rows_in_which_it_says_something() -> None:
    one = version([("OG-01", "1", "x"), ("OG-01", "2", ""), ("OG-01", "3", "")], field="otro")
    other = version([("OG-01", "1", ""), ("OG-01", "2", "abierto"), ("OG-01", "3", "")])
    for before, after in ((one, other), (other, one)):
        found = difference(before, after, KEY, 10)
        assert found.moved == (Moved("OG-01", added=0, changed=2, removed=0),)
        assert found.total == 2


def test_the_tables_of_each_state_are_counted_before_and_after() -> None:
    before = version([("OG-01", "1", "x")], ["aceptada", "faltante", "faltante"])
    after = version([("OG-01", "1", "x")], ["aceptada", "aceptada", "retenida"])
    assert difference(before, after, KEY, 10).coverage == {"aceptada": (1, 2), "faltante": (2, 0), "retenida": (0, 1)}


def test_rows_with_another_key_are_not_compared_one_by_one() -> None:
    found = difference(version([("OG-01", "1", "x")], field="otro"), version([("OG-01", "1", "x")]), ("estatus",), 10)
    assert (found.comparable, found.cells, found.moved) == (False, (), ())
