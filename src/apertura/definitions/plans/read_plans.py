"""``plan/*/plan.yaml`` and the catalogues of the plan's structure to WorkPlans."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from pydantic import BaseModel

from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.documents.attempt import attempt
from apertura.definitions.documents.check_shape import STRICT, Text, check_shape
from apertura.definitions.documents.read_document import Document, read_document
from apertura.errors import DefinitionError
from apertura.model.plan import Linea, WorkPlan


class PlanShape(BaseModel):
    """A work plan apart from its lines; ``notes`` are the misprints kept and the decisions taken."""

    model_config = STRICT

    id: Text
    title: Text
    body: Text
    valid_from: date
    valid_until: date
    source: Text
    notes: list[Text]


def read_plans(root: Path, catalogues: Catalogues) -> tuple[WorkPlan, ...]:
    """Read every work plan, in the order of its folders; DefinitionError with all that is wrong."""
    folders = sorted(path.name for path in (root / "plan").glob("*") if path.is_dir())
    found = [attempt(partial(_plan, root, f"plan/{folder}/plan.yaml")) for folder in folders]
    plans = [plan for plan, _ in found if plan is not None]
    problems = [problem for _, problems in found for problem in problems]
    problems += _identity_problems(plans, catalogues)
    if not folders:
        problems.append("plan:1: no hay ningún plan de trabajo")
    if len(plans) == len(folders):
        problems += _line_problems({shape.id for _, shape in plans}, catalogues)
    if problems:
        raise DefinitionError(tuple(problems))
    return tuple(_work_plan(shape, catalogues) for _, shape in plans)


def _plan(root: Path, path: str) -> tuple[Document, PlanShape]:
    document = read_document(root, path)
    return document, check_shape(document, PlanShape)


def _identity_problems(plans: list[tuple[Document, PlanShape]], catalogues: Catalogues) -> Iterator[str]:
    ids = [shape.id for _, shape in plans]
    for index, (document, shape) in enumerate(plans):
        if shape.id in ids[:index]:
            yield document.problem(("id",), f"el plan «{shape.id}» está repetido")
        if shape.valid_until < shape.valid_from:
            yield document.problem(("valid_until",), "el plan termina antes de empezar")
        if not catalogues.has("linea_accion", "plan_id", shape.id):
            yield document.problem(("id",), f"ninguna línea de acción es del plan «{shape.id}»")


def _line_problems(ids: set[str], catalogues: Catalogues) -> Iterator[str]:
    for record in (*catalogues.records("eje"), *catalogues.records("linea_accion")):
        if record.cells["plan_id"] not in ids:
            yield record.problem(f"plan desconocido: «{record.cells['plan_id']}»")


def _work_plan(shape: PlanShape, catalogues: Catalogues) -> WorkPlan:
    return WorkPlan(shape.id, shape.title, shape.valid_from, shape.valid_until, _lineas(shape.id, catalogues))


def _lineas(plan: str, catalogues: Catalogues) -> tuple[Linea, ...]:
    return tuple(
        Linea(record.cells["linea_accion_id"], record.cells["estrategia_id"], record.cells["texto"])
        for record in catalogues.records("linea_accion")
        if record.cells["plan_id"] == plan
    )
