"""``schemas/`` to Definitions, or to everything that is wrong with it."""

from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path

from apertura.definitions.catalogues.read_catalogues import read_catalogues
from apertura.definitions.catalogues.reporting import aliases, garantes, periods
from apertura.definitions.catalogues.reporting_problems import reporting_problems
from apertura.definitions.catalogues.shelf import Catalogues
from apertura.definitions.datasets.family_problems import family_problems
from apertura.definitions.datasets.parents_first import parents_first
from apertura.definitions.datasets.read_dataset import read_dataset
from apertura.definitions.derived.read_derived import QUERY, read_derived
from apertura.definitions.derived.sources_first import circle_problems, sources_first
from apertura.definitions.documents.attempt import attempt
from apertura.definitions.issue_types.read_issue_types import read_issue_types
from apertura.definitions.issue_types.read_reasons import read_reasons
from apertura.definitions.personal_data.read_personal_lists import read_personal_lists
from apertura.definitions.plans.read_plans import read_plans
from apertura.definitions.policies.read_policies import read_policies
from apertura.definitions.site_address import read_site_address
from apertura.errors import DefinitionError
from apertura.model.definition import DatasetDefinition, Definitions
from apertura.model.issue import IssueTypes, Reason
from apertura.process import unsearched

_SHARED = frozenset({"catalogos", "datos_personales", "plan", "politica", "sitio"})
"""Folders of ``schemas/`` that hold no dataset."""


@unsearched()
def load(root: Path) -> Definitions:
    """Read all of ``root`` (the folder ``schemas/``), strictly; nothing that would make a run wrong passes.

    Raises DefinitionError with every problem found, each ``file:line: sentence`` in Spanish, files relative to
    ``root``. Imports neither Frictionless nor DuckDB, whose opinion of the same files is ``lint``'s to ask.
    """
    catalogues, catalogue_problems = read_catalogues(root)
    issue_types, reasons, type_problems = _issue_words(root)
    plans, plan_problems = attempt(partial(read_plans, root, catalogues))
    policies, policy_problems = attempt(partial(read_policies, root, catalogues))
    lists, list_problems = attempt(partial(read_personal_lists, root, catalogues))
    site, site_problems = attempt(partial(read_site_address, root))
    read, dataset_problems = _datasets(root, catalogues, issue_types)
    datasets = {name: dataset for name, dataset in read.items() if dataset.derivation is None}
    derived = {name: dataset for name, dataset in read.items() if dataset.derivation is not None}
    of_files = (*type_problems, *plan_problems, *policy_problems, *list_problems, *site_problems)
    problems = (
        *catalogue_problems,
        *reporting_problems(catalogues),
        *of_files,
        *dataset_problems,
        *family_problems(root, datasets),
        *circle_problems(root, derived),
    )
    if problems or lists is None:
        raise DefinitionError(tuple(dict.fromkeys(problems)))
    return Definitions(
        plans=plans or (),
        catalogues={name: shelved.catalogue for name, shelved in catalogues.shelved.items()},
        garantes=garantes(catalogues),
        aliases=aliases(catalogues),
        periods=periods(catalogues),
        issue_types=issue_types,
        datasets={name: datasets[name] for name in parents_first(datasets)},
        policies=policies or (),
        personal_lists=lists,
        derived={name: derived[name] for name in sources_first(derived)},
        reasons=reasons,
        site=site,
    )


def _issue_words(root: Path) -> tuple[IssueTypes, tuple[Reason, ...], tuple[str, ...]]:
    types, type_problems = attempt(partial(read_issue_types, root))
    reasons, reason_problems = attempt(partial(read_reasons, root))
    return types or {}, reasons or (), (*type_problems, *reason_problems)


def _datasets(
    root: Path, catalogues: Catalogues, taken: Collection[str]
) -> tuple[Mapping[str, DatasetDefinition], tuple[str, ...]]:
    """Read each folder as what it is, of a dataset that is handed in or of one that is computed."""
    folders = _folders(root)
    received = tuple(name for name in folders if not (root / name / QUERY).exists())
    found = {
        name: attempt(
            partial(read_dataset, root, name, catalogues, taken, received)
            if name in received
            else partial(read_derived, root, name, catalogues, taken, folders)
        )
        for name in folders
    }
    datasets = {name: dataset for name, (dataset, _) in found.items() if dataset is not None}
    return datasets, tuple(problem for _, problems in found.values() for problem in problems)


def _folders(root: Path) -> tuple[str, ...]:
    """Name the folders of datasets, in order: a folder that is nothing else must be one, whatever it lacks."""
    folders = (path.name for path in root.glob("*") if path.is_dir())
    return tuple(sorted(name for name in folders if name not in _SHARED and not name.startswith((".", "_"))))
