"""Notes by cell to the comments of a sheet, beside those that its people wrote."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from apertura.feedback.annotate.outline import Element, outline
from apertura.feedback.annotate.package import BOOK, Package
from apertura.feedback.annotate.splice import Edit, append, cut, splice, spoken, text

AUTHOR = "Apertura"
MARK = f"— {AUTHOR} —"
"""First line of what is added to a comment that somebody else wrote."""

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_FACE = '<sz val="9"/><color indexed="81"/><rFont val="Tahoma"/><family val="2"/>'


class Placed(NamedTuple):
    """Cells whose comment is new, and whose comment was ours and is gone: their shapes come and go with them."""

    come: frozenset[str]
    gone: frozenset[str]


def add_notes(package: Package, sheet: str, notes: Mapping[str, str]) -> Placed:
    """Write the notes; those that an earlier answer left in the workbook make room for them."""
    name = next((found.target for found in package.relations(sheet) if found.kind == "comments"), None)
    if name is None and not notes:
        return Placed(frozenset(), frozenset())
    if name is None:
        name = package.free("xl/comentarios{}.xml")
        space = outline(package.read(BOOK), 0).namespace
        package.put(
            name, f'<comments xmlns="{space}"><authors></authors><commentList></commentList></comments>'.encode()
        )
        package.declare(name, _TYPE)
        package.relate(sheet, "comments", name)
    part = package.read(name)
    root = outline(part, 5)
    ours = _ours(part, root)
    theirs = {comment.attributes.get("ref", ""): comment for comment in _comments(root) if comment not in ours}
    was = {comment.attributes.get("ref", "") for comment in ours}
    new = {cell: note for cell, note in notes.items() if cell not in theirs}
    edits = [*map(cut, ours), *(edit for comment in theirs.values() for edit in _cleared(part, comment))]
    edits += [edit for cell, comment in theirs.items() if cell in notes for edit in _more(part, comment, notes[cell])]
    package.put(name, splice(part, [*edits, *_written(part, root, new)]))
    return Placed(frozenset(new.keys() - was), frozenset(was - new.keys()))


def _comments(root: Element) -> list[Element]:
    return list(root.all("commentList", "comment"))


def _authors(part: bytes, root: Element) -> list[str]:
    return [part[author.inside : author.end].decode() for author in root.all("authors", "author")]


def _ours(part: bytes, root: Element) -> list[Element]:
    numbers = {str(number) for number, author in enumerate(_authors(part, root)) if author == AUTHOR}
    return [comment for comment in _comments(root) if comment.attributes.get("authorId") in numbers]


def _cleared(part: bytes, comment: Element) -> Iterator[Edit]:
    for said in (*comment.all("text", "t"), *comment.all("text", "r", "t")):
        at = part.find(f"\n\n{MARK}".encode(), said.inside, said.end)
        if at >= 0:
            yield Edit(at, said.end, b"")


def _more(part: bytes, comment: Element, note: str) -> Iterator[Edit]:
    run = _run(f"\n\n{MARK}\n{note}", comment, bold=False)
    for said in comment.all("text"):
        parts = [child for child in said.children if child.name in ("t", "r")]
        for plain in (child for child in parts if child.name == "t"):
            tag = plain.tag.replace(b"t", b"r") if b":" not in plain.tag else plain.tag[:-1] + b"r"
            yield Edit(plain.start, plain.start, b"<" + tag + b">")
            yield Edit(plain.after, plain.after, b"</" + tag + b">")
        at = parts[-1].after if parts else None
        yield Edit(at, at, run.encode()) if at is not None else append(part, said, run)


def _written(part: bytes, root: Element, new: Mapping[str, str]) -> Iterator[Edit]:
    listed, authors = root.first("commentList"), root.first("authors")
    if not new or listed is None or authors is None:
        return
    known = _authors(part, root)
    if AUTHOR not in known:
        yield append(part, authors, f"<author{spoken(root)}>{AUTHOR}</author>")
    number = known.index(AUTHOR) if AUTHOR in known else len(known)
    given = f'{spoken(root)} authorId="{number}" shapeId="0"'
    xml = (f'<comment{given} ref="{cell}"><text>{_bold_first(note)}</text></comment>' for cell, note in new.items())
    yield append(part, listed, "".join(xml))


def _bold_first(note: str) -> str:
    first, _, rest = note.partition("\n")
    return _run(first, None, bold=True) + (_run(f"\n{rest}", None, bold=False) if rest else "")


def _run(said: str, within: Element | None, *, bold: bool) -> str:
    face = f"<b/>{_FACE}" if bold else _FACE
    space = spoken(within) if within else ""
    return f'<r{space}><rPr>{face}</rPr><t xml:space="preserve">{text(said)}</t></r>'
