"""Fields and files on disk to the body of one request, read as it is sent: memory does not grow with the files."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from requests_toolbelt import MultipartEncoder, MultipartEncoderMonitor


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send, and its name at the portal; ``tell`` hears how many bytes are sent, of how many."""

    path: Path
    name: str
    media_type: str
    tell: Callable[[int, int], None] | None = None


@contextmanager
def multipart(fields: Mapping[str, Any], files: Mapping[str, Upload]) -> Iterator[tuple[Any, str]]:
    """Open the files; yield the stream and its content type. Values that are no text travel as JSON."""
    with ExitStack() as opened:
        parts: dict[str, Any] = {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in fields.items()
        }
        for name, file in files.items():
            parts[name] = (file.name, opened.enter_context(file.path.open("rb")), file.media_type)
        encoder = MultipartEncoder(fields=parts)
        listeners = [file.tell for file in files.values() if file.tell]
        yield _told(encoder, listeners), encoder.content_type


def _told(encoder: Any, listeners: list[Callable[[int, int], None]]) -> Any:
    if not listeners:
        return encoder
    return MultipartEncoderMonitor(encoder, lambda monitor: listeners[0](monitor.bytes_read, encoder.len))
