"""``politica/*.yaml`` to Policies."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.attempt import attempt
from apertura.definitions.documents.check_shape import check_shape
from apertura.definitions.documents.read_document import read_document
from apertura.definitions.policies.policy_problems import policy_problems
from apertura.definitions.policies.policy_shape import CriterionShape, PolicyShape
from apertura.errors import DefinitionError
from apertura.model.policy import CHECKS, Criterion, Policy, PolicyCheck

_FOLDER = "politica"


def read_policies(root: Path, catalogues: Catalogues) -> tuple[Policy, ...]:
    """Read every policy, in the order of their names; DefinitionError with all that is wrong.

    A check that no policy asks is wrong too: it would be code that nobody runs. Without any policy, nothing is asked.
    """
    paths = sorted(path for path in (root / _FOLDER).glob("*") if not path.name.startswith("."))
    strays = [f"{_FOLDER}/{path.name}:1: aquí solo van políticas, en .yaml" for path in paths if path.suffix != ".yaml"]
    names = [path.stem for path in paths if path.suffix == ".yaml"]
    found = [attempt(partial(_policy, root, name, catalogues)) for name in names]
    policies = tuple(policy for policy, _ in found if policy is not None)
    problems = [*strays, *(problem for _, problems in found for problem in problems)]
    if policies and len(policies) == len(found):
        problems += _unused(policies)
    if problems:
        raise DefinitionError(tuple(problems))
    return policies


def _policy(root: Path, name: str, catalogues: Catalogues) -> Policy:
    document = read_document(root, f"{_FOLDER}/{name}.yaml")
    shape = check_shape(document, PolicyShape)
    if problems := tuple(policy_problems(document, shape, catalogues)):
        raise DefinitionError(problems)
    return Policy(
        name=name,
        title=shape.title,
        summary=shape.summary,
        valid_from=shape.valid_from,
        valid_until=shape.valid_until,
        notes=tuple(shape.notes),
        characteristics=_criteria(shape.characteristics, shape.sources),
        rules=_criteria(shape.rules, shape.sources),
    )


def _criteria(shapes: Sequence[CriterionShape], sources: Mapping[str, str]) -> tuple[Criterion, ...]:
    return tuple(
        Criterion(
            key=shape.key,
            title=shape.title,
            definition=shape.definition,
            sources=tuple(sources[key] for key in shape.sources),
            checks=tuple(
                PolicyCheck(each.check, each.title, each.severity, sources[each.source], each.parameters)
                for each in shape.checks
            ),
            not_checked=tuple(shape.not_checked),
        )
        for shape in shapes
    )


def _unused(policies: Sequence[Policy]) -> Iterator[str]:
    criteria = [each for policy in policies for each in (*policy.characteristics, *policy.rules)]
    asked = {check.name for criterion in criteria for check in criterion.checks}
    for name in (name for name in CHECKS if name not in asked):
        yield f"{_FOLDER}:1: ninguna política pide la comprobación «{name}»"
