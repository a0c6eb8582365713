"""DatasetVersion to what a destination would have, were it published."""

import json

from apertura.model.version import DatasetVersion, PublishedVersion
from apertura.release.files import COVERAGE, DESCRIPTOR, LINEAGE, data_file


def foresee(version: DatasetVersion) -> PublishedVersion:
    """Read a version as ``read_state`` would give it back."""
    files = {resource.name: resource for resource in version.resources}
    return PublishedVersion(
        number=version.number,
        descriptor=json.loads(files[DESCRIPTOR].content),
        data=files[data_file(version.dataset)].content,
        lineage=files[LINEAGE].content,
        coverage=files[COVERAGE].content if COVERAGE in files else b"",
        checksums={name: resource.sha256 for name, resource in files.items()},
    )
