"""A YAML or JSON file to its value and the line of every key in it."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

import yaml

from apertura.definitions.documents.read_text import read_text, refused
from apertura.definitions.documents.sound_document import TEXT, refuse_constant, sound_document
from apertura.errors import DefinitionError

Keys = tuple[str | int, ...]

_DEEPEST = 40


class Mark(Protocol):
    """A place in a text, its line counted from 0."""

    line: int


@dataclass(frozen=True)
class Document:
    """A parsed file: its path relative to ``schemas/``, its plain value, and its text."""

    path: str
    value: object
    text: str

    @cached_property
    def lines(self) -> Mapping[Keys, int]:
        """The line of each key and list item. Only a problem asks for it, and most files have none."""
        try:
            return {(): 1, **dict(_lines(self.path, _compose(self.path, self.text), ()))}
        except (DefinitionError, yaml.YAMLError):
            # JSON that is no YAML
            return {(): 1}

    def problem(self, keys: Keys, sentence: str) -> str:
        """Say ``path:line: sentence``, at the deepest of ``keys`` that the file has."""
        while keys not in self.lines:
            keys = keys[:-1]
        return f"{self.path}:{self.lines[keys]}: {sentence}"


def read_document(root: Path, path: str) -> Document:
    """Read ``root / path`` (``.yaml`` or ``.json``); DefinitionError where it cannot be parsed.

    Stricter than YAML: keys are text and never repeated, and there are no aliases. The lines of a JSON file are those
    of the same text read as YAML, of which JSON is a part.
    """
    text = read_text(root, path)
    try:
        return Document(path, sound_document(path, text), text)
    except (ValueError, RecursionError, yaml.YAMLError):
        return Document(path, _explained(path, text), text)


def _explained(path: str, text: str) -> object:
    """Parse what is not sound step by step, to tell what is wrong with it, and where."""
    try:
        node = _compose(path, text)
        # before the value is made, which takes merged keys (<<) for plain ones
        pairs = [((), 1), *_lines(path, node, ())]
        value = _json(text) if path.endswith(".json") else _construct(node)
    except json.JSONDecodeError as error:
        raise refused(path, error.lineno, f"el JSON está mal escrito ({error.msg})") from None
    except yaml.reader.ReaderError as error:
        line = text.encode()[: error.position].count(b"\n") + 1
        raise refused(path, line, "hay un carácter que no se admite") from None
    except yaml.MarkedYAMLError as error:
        # what is missing at the end is missing in the last line, not after it
        line = min(_line(error.problem_mark), len(text.splitlines()))
        raise refused(path, line, f"el archivo está mal escrito ({error.problem})") from None
    except ValueError:
        raise refused(path, _unreadable_line(path, node), "hay una fecha o un número que no existe") from None
    _refuse_repeated(path, pairs)
    return value


def _compose(path: str, text: str) -> yaml.Node:
    """Parse into nodes, after a look at the events alone: deep nesting would overflow the C stack of libyaml."""
    depth = 0
    for event in yaml.parse(text, yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST or isinstance(event, yaml.AliasEvent):
            what = "hay demasiados niveles" if depth > _DEEPEST else "no se admiten referencias de YAML (*)"
            raise refused(path, _line(event.start_mark), what)
    node = yaml.compose(text, yaml.CSafeLoader)
    if node is None:
        raise refused(path, 1, "el archivo está vacío")
    return node


def _json(text: str) -> object:
    return json.loads(text, parse_constant=refuse_constant)


def _construct(node: yaml.Node) -> object:
    return yaml.CSafeLoader("").construct_document(node)


def _unreadable_line(path: str, node: yaml.Node) -> int:
    """Find the first scalar whose value cannot be made: the whole says that there is one, not where."""
    for scalar in _scalars(node):
        try:
            if not path.endswith(".json"):
                _construct(scalar)
            elif not scalar.style:
                _json(scalar.value)
        except ValueError:
            return _line(scalar.start_mark)
    return 1


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
        return
    for child in node.value:
        for part in child if isinstance(child, tuple) else (child,):
            yield from _scalars(part)


def _line(mark: Mark | None) -> int:
    return mark.line + 1 if mark else 1


def _lines(path: str, node: yaml.Node, keys: Keys) -> Iterator[tuple[Keys, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            if key.tag != TEXT:
                raise refused(path, _line(key.start_mark), "la clave debe ser texto")
            yield (*keys, key.value), _line(key.start_mark)
            yield from _lines(path, child, (*keys, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            yield (*keys, index), _line(child.start_mark)
            yield from _lines(path, child, (*keys, index))


def _refuse_repeated(path: str, pairs: list[tuple[Keys, int]]) -> None:
    counts = Counter(keys for keys, _ in pairs)
    # what hangs from a repeated key is repeated with it
    repeated = [(keys, line) for keys, line in dict(pairs).items() if counts[keys] > 1 and counts[keys[:-1]] == 1]
    if repeated:
        raise DefinitionError(tuple(f"{path}:{line}: la clave «{keys[-1]}» está repetida" for keys, line in repeated))
