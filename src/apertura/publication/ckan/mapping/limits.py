"""What is to be sent, to a refusal of what no portal takes: before anything is sent, not after half of it was."""

import re
from collections.abc import Iterator

from apertura.errors import PortalRefusedError
from apertura.publication.ckan.mapping.wanted import Wanted
from apertura.publication.portal_settings import Settings
from apertura.release.phrases import say

EXTRA_BYTES = 32_766
"""The longest term Lucene indexes, in bytes of UTF-8; a longer extra is answered with 500 and no dataset."""
SHORTEST_TAG = 2
_NAME = re.compile(r"[a-z0-9_-]{2,100}")


def refuse_if_unfit(wanted: Wanted, settings: Settings) -> None:
    """Raise PortalRefusedError, with one Spanish sentence for each limit that a version does not keep."""
    problems = tuple(_problems(wanted, settings))
    if problems:
        raise PortalRefusedError(" ".join(problems), kind="too large")


def _problems(wanted: Wanted, settings: Settings) -> Iterator[str]:
    if not _NAME.fullmatch(wanted.dataset):
        yield say("portal.unfit.name", dataset=wanted.dataset)
    for key, text in wanted.extras.items():
        if len(text.encode()) > EXTRA_BYTES:
            yield say("portal.unfit.extra", dataset=wanted.dataset, key=key, limit=f"{EXTRA_BYTES:,}")
    for tag in wanted.tags:
        if len(tag) < SHORTEST_TAG:
            yield say("portal.unfit.tag", dataset=wanted.dataset, tag=tag)
    limit = settings.limit_mib
    for file in wanted.files if limit else ():
        if limit and file.file.size > limit * 1024 * 1024:
            yield say("portal.unfit.size", place=f"{wanted.dataset}/{file.name}", limit=limit)
