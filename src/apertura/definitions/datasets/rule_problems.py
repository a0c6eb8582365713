"""The rules of a ``dataset.yaml`` to what in them cannot be asked or said."""

from collections.abc import Collection, Iterator, Sequence

from apertura.definitions.datasets.condition import Examined
from apertura.definitions.datasets.dataset_shape import RuleShape
from apertura.definitions.documents.read_document import Document
from apertura.definitions.issue_types.template_problems import template_problems


def rule_problems(
    document: Document, shapes: Sequence[RuleShape], examined: Sequence[Examined] | None, taken: Collection[str]
) -> Iterator[str]:
    """Say which rules have a code already taken, a condition that cannot be asked of a row, or unfillable messages.

    Not ``examined``, for want of a schema, whose own file is wrong, the conditions wait.
    """
    codes = [shape.code for shape in shapes]
    for index, shape in enumerate(shapes):
        keys = ("rules", index)
        if shape.code in taken or shape.code in codes[:index]:
            yield document.problem((*keys, "code"), f"el código «{shape.code}» ya existe")
        if examined is None:
            continue
        fields, problem = examined[index]
        if problem:
            yield document.problem((*keys, "condition"), f"regla «{shape.code}»: {problem}")
        for name, sentence in template_problems(shape.model_dump(), fields):
            yield document.problem((*keys, name), f"regla «{shape.code}»: {sentence}")
