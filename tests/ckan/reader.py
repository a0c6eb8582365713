"""A reader who trusts nothing: downloads a dataset whole, checks it by its checksums, and asks again if it fails."""

import hashlib
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from tests.ckan.conftest import Ckan

MIXED: tuple[str, frozenset[str]] = ("", frozenset())
"""Files that are not the ones the dataset says they are: who checks them asks again."""


def whole(ckan: Ckan, name: str) -> tuple[str, frozenset[str]] | None:
    """Read every file anybody can read; MIXED where one is not what the dataset says it is, None where it is not there.

    Which version it is, its own descriptor says: for an instant CKAN answers with the new files and the old number,
    because it reads the parts of a dataset one after the other.
    """
    answer = ckan.seen_by_anybody("package_show", id=name)
    if not answer.ok:
        return None
    package, version, digests = answer.json()["result"], "", set()
    for resource in package["resources"]:
        path = resource["url"].removeprefix(ckan.url)
        got = requests.get(f"{ckan.front.behind}{path}", timeout=60)
        if not got.ok:
            return None
        if hashlib.sha256(got.content).hexdigest() != resource["sha256"]:
            return MIXED
        digests.add(resource["sha256"])
        if path.endswith("/datapackage.json"):
            version = got.json()["version"]
    return version, frozenset(digests)


def digest_of(ckan: Ckan, name: str, file: str) -> str:
    """SHA-256 of one file as anybody gets it, however large."""
    package, digest = ckan.seen_by_anybody("package_show", id=name).json()["result"], hashlib.sha256()
    [url] = [each["url"] for each in package["resources"] if each["url"].endswith(f"/{file}")]
    path = "/" + url.split("/", 3)[3]
    with requests.get(f"{ckan.front.behind}{path}", timeout=60, stream=True) as answer:
        for chunk in answer.iter_content(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def reading(ckan: Ckan, name: str) -> Iterator["Counter[tuple[str, frozenset[str]] | None]"]:
    """What a reader gets who asks all the time."""
    seen: Counter[tuple[str, frozenset[str]] | None] = Counter()
    over = threading.Event()

    def read() -> None:
        while not over.is_set():
            try:
                seen[whole(ckan, name)] += 1
            except requests.RequestException:
                seen[None] += 1
            time.sleep(0.05)

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield seen
    finally:
        over.set()
        reader.join()
