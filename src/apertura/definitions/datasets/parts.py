"""The checked shape of a ``dataset.yaml`` to the parts of a DatasetDefinition."""

import hashlib
import json
from collections.abc import Sequence
from datetime import timedelta

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.datasets.condition import Examined
from apertura.definitions.datasets.dataset_shape import ApprovalShape, PermissionShape, RuleShape
from apertura.model.definition import Licence, Rule, TableSchema
from apertura.model.issue import IssueType, Responsibility
from apertura.model.personal_data import Permission


def licence(key: str, catalogues: Catalogues) -> Licence:
    """Find the licence of a key that the catalogue has."""
    record = next(record for record in catalogues.records("licencia") if record.cells["clave"] == key)
    return Licence(key, record.cells["titulo"], record.cells["url"])


def rules(shapes: Sequence[RuleShape], examined: Sequence[Examined]) -> tuple[Rule, ...]:
    """Make each rule, with the fields that its condition names."""
    return tuple(_rule(shape, fields) for shape, (fields, _) in zip(shapes, examined, strict=False))


def permissions(shapes: Sequence[PermissionShape]) -> tuple[Permission, ...]:
    """Make each permission, one for each kind of personal data that it names."""
    return tuple(
        Permission(shape.field, kind, shape.severity, shape.reason) for shape in shapes for kind in shape.kinds
    )


def approval(shape: ApprovalShape | None) -> timedelta | None:
    """Tell how long a new version waits for a yes; None where it needs none."""
    return None if shape is None else timedelta(days=shape.days)


def contract(schema: TableSchema, shapes: Sequence[RuleShape], **more: object) -> str:
    """Hash what decides what a table may be: the schema, code, severity and condition of each rule, and ``more``."""
    judged = [shape.model_dump(mode="json", include={"code", "severity", "condition"}) for shape in shapes]
    canonical = json.dumps(
        {"rules": judged, "schema": schema.descriptor, **more},
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def _rule(shape: RuleShape, fields: tuple[str, ...]) -> Rule:
    issue_type = IssueType(responsibility=Responsibility.ENLACE, **shape.model_dump(exclude={"condition"}))
    return Rule(shape.condition, fields, issue_type)
