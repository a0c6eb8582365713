"""A folder with a site to what it promises of its files, and which of them are still as they were left."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from apertura.publication.folder.versions import digest_of
from apertura.release.files import CHECKSUMS

_LINE = re.compile(r"([0-9a-f]{64})  (.+)")


@dataclass(frozen=True, slots=True)
class Earlier:
    """``promised`` is the SHA-256 of each file by its place in the site, as the site's own SHA256SUMS says."""

    site: Path
    promised: Mapping[str, str]

    def whole(self, name: str) -> Path | None:
        """Path of a file that is there and is what was left; None of any other."""
        path = self.site / name
        return path if name in self.promised and path.is_file() and digest_of(path) == self.promised[name] else None

    def read(self, name: str) -> bytes | None:
        """Bytes of a file that is what was left."""
        path = self.whole(name)
        return None if path is None else path.read_bytes()


def read_earlier(site: Path) -> Earlier:
    """Read what a site promises; a line that says nothing promises nothing, and so does a site without SHA256SUMS."""
    path = site / CHECKSUMS
    text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    lines = (_LINE.fullmatch(line) for line in text.splitlines())
    return Earlier(site, {line[2]: line[1] for line in lines if line})


def written(promised: Mapping[str, str]) -> bytes:
    """Write what a site promises, for ``sha256sum -c``."""
    return "".join(f"{sha256}  {name}\n" for name, sha256 in sorted(promised.items())).encode()
