"""What a reader of an object store needs of it, brought when it is asked for."""

from pathlib import Path
from threading import Lock

from apertura.errors import DamagedStorageError
from apertura.storage.objects import Objects


class ReadCopy:
    """A folder with some of what is on a store: nothing is written to the store, and no turn is needed.

    For what nobody changes while it is read: bytes received, and tables accepted before.
    """

    def __init__(self, folder: Path, objects: Objects) -> None:
        self.folder, self._objects = folder, objects
        self._known: dict[str, str] = {}
        self._one_at_a_time = Lock()

    def bring(self, path: Path) -> None:
        """Have all that is below a folder of the copy be what is there on the store."""
        with self._one_at_a_time:
            for each in self._objects.all(path.relative_to(self.folder).as_posix()):
                if self._known.get(each.key) == each.etag:
                    continue
                read = self._objects.read(each.key)
                if read is None:
                    raise DamagedStorageError(f"{each.key} ya no está en {self._objects.address}.")
                place = self.folder / each.key
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(read[0])
                self._known[each.key] = each.etag
