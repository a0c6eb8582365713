"""Checked shapes of a ``dataset.yaml`` to Comparisons and OwedRows."""

from collections.abc import Sequence

from apertura.definitions.datasets.comparison_problems import ASKED
from apertura.definitions.datasets.dataset_shape import ComparisonShape, OwedRowsShape
from apertura.definitions.issue_types.template_problems import TEXTS
from apertura.model.comparison import Comparison, OwedRows
from apertura.model.issue import IssueType, Responsibility, Severity

_LIMITS = ("tolerance", "factor", "at_least", "rows")


def comparisons(shapes: Sequence[ComparisonShape]) -> tuple[Comparison, ...]:
    """Make each comparison. All are warnings: what another period holds never returns a table."""
    return tuple(
        Comparison(
            kind=shape.kind,
            field=shape.field or None,
            justification=shape.justification or None,
            limits={name: getattr(shape, name) for name in ASKED[shape.kind] if name in _LIMITS},
            apart=tuple(shape.apart),
            within_year=shape.within_year,
            source=shape.source,
            issue_type=IssueType(
                code=shape.code,
                severity=Severity.ADVERTENCIA,
                responsibility=Responsibility.ENLACE,
                **shape.model_dump(include=set(TEXTS)),
            ),
        )
        for shape in shapes
    )


def owed_rows(shape: OwedRowsShape | None) -> OwedRows | None:
    """Make what a table owes row by row, where it is said."""
    return None if shape is None else OwedRows(shape.field, shape.catalogue, shape.key, shape.plan)
