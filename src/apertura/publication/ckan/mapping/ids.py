"""Names of ours to the ids they have at every portal, for ever: derived, never drawn."""

import uuid

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:apertura:portal")


def dataset_id(dataset: str) -> str:
    """Id of a dataset, where the portal lets us choose it (CKAN: system administrators only)."""
    return str(uuid.uuid5(_NAMESPACE, dataset))


def resource_id(dataset: str, file: str) -> str:
    """Id of a file of a dataset, the same in every version (UUID version 5, RFC 9562)."""
    return str(uuid.uuid5(_NAMESPACE, f"{dataset}/{file}"))
