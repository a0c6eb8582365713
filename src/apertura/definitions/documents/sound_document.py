"""Text of a YAML or JSON file to its value, where nothing is unusual; what is wrong is for others to explain."""

import json
import re
from typing import NoReturn

import yaml

TEXT = "tag:yaml.org,2002:str"
_MAPPING, _SEQUENCE = "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"
# levels that the C stack of libyaml surely bears
_HARMLESS = 1000
_MARGIN = re.compile(r"^[ ?:-]*", re.MULTILINE)


def sound_document(path: str, text: str) -> object:
    """Parse a file; ValueError, RecursionError or YAMLError, without a word, where it is anything but sound.

    Sound is what can be parsed, has plain values and keys that are text and never repeated, and no aliases.
    """
    if path.endswith(".json"):
        return json.loads(text, parse_constant=refuse_constant, object_pairs_hook=_unrepeated)
    # every level of flow opens a bracket, every level of block moves the text to the right
    deepest = text.count("[") + text.count("{") + max(map(len, _MARGIN.findall(text)))
    if deepest > _HARMLESS:
        raise ValueError(deepest)
    loader = yaml.CSafeLoader(text)
    node = loader.get_single_node()
    if node is None:
        raise ValueError(text)
    return _value(node, loader, set())


def refuse_constant(name: str) -> NoReturn:
    """Raise ValueError for ``NaN`` and the infinities, which JSON does not have and Python reads."""
    raise ValueError(name)


def _unrepeated(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(pairs)
    return found


def _value(node: yaml.Node, loader: yaml.CSafeLoader, seen: set[int]) -> object:
    # a node met twice is an alias
    if id(node) in seen:
        raise ValueError(node)
    seen.add(id(node))
    if isinstance(node, yaml.ScalarNode):
        return node.value if node.tag == TEXT else loader.construct_object(node)
    if isinstance(node, yaml.MappingNode) and node.tag == _MAPPING:
        return _unrepeated([(_name(key), _value(child, loader, seen)) for key, child in node.value])
    if isinstance(node, yaml.SequenceNode) and node.tag == _SEQUENCE:
        return [_value(child, loader, seen) for child in node.value]
    raise ValueError(node)


def _name(key: yaml.Node) -> str:
    if key.tag != TEXT:
        raise ValueError(key)
    return str(key.value)
