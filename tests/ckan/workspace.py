"""A workspace with one small dataset, published to folders and, from there, to a CKAN."""

import dataclasses
import hashlib
import json
import os
import pickle
import secrets
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from apertura import to_ckan
from apertura.model.definition import Definitions
from apertura.model.plan import Linea, WorkPlan
from apertura.model.version import Acceptance
from apertura.publication import ckan, folder
from apertura.publication.ckan.planning.changeset import PortalChangeset
from apertura.publication.plan import plan
from apertura.release.assemble import assemble
from apertura.storage.layout import published
from tests.release.builders import FIELDS, SCHEMA, acceptance, catalogue, definition, definitions, row, table_schema

CONCEPTS = "http://publications.europa.eu/resource/authority"
LINES = (Linea("1.1.a", "1.1", "Promover"), Linea("3.1.a", "3.1", "Abrir"))


def world(name: str, fields: Sequence[dict[str, Any]] = FIELDS) -> Definitions:
    """Definitions with one dataset, and the catalogues a portal's words are taken from."""
    dataset = definition({**SCHEMA, "fields": list(fields)}, name=name)
    plain = definitions(dataset)
    more = (
        catalogue("frecuencia", [{"clave": "trimestral", "concepto_ue": f"{CONCEPTS}/frequency/QUARTERLY"}]),
        catalogue("tema", [{"clave": "GOVE", "concepto_ue": f"{CONCEPTS}/data-theme/GOVE"}]),
        catalogue("eje", [{"eje_id": "1", "titulo": "Estado Abierto"}, {"eje_id": "3", "titulo": "Datos Abiertos"}]),
        catalogue("estrategia", [{"estrategia_id": "1.1", "eje_id": "1"}, {"estrategia_id": "3.1", "eje_id": "3"}]),
    )
    return dataclasses.replace(
        plain,
        plans=(WorkPlan("plan", "Plan", date(2024, 1, 1), date(2024, 12, 31), LINES),),
        catalogues={**plain.catalogues, **{each.name: each for each in more}},
        datasets={name: dataset},
    )


@dataclass
class Workspace:
    """A folder, the definitions in force, how to reach a portal, and what was sent there (dataset, bytes, of)."""

    root: Path
    name: str
    environment: Mapping[str, str]
    fields: Sequence[dict[str, Any]] = FIELDS

    @property
    def definitions(self) -> Definitions:
        return world(self.name, self.fields)

    @property
    def published(self) -> Path:
        return published(self.root)

    def release(self, accepted: Sequence[Acceptance]) -> str:
        """Publish a version to folders; returns its number."""
        state = folder.read_state(self.published, self.name)
        version = assemble(self.definitions.datasets[self.name], self.definitions, accepted, state)
        changeset = plan(version, state, self.name)
        folder.apply(self.published, changeset)
        assert changeset.version is not None
        return str(changeset.version.number)

    def put(self, number: str, base: str, *, without: str = "", large: Path | None = None) -> None:
        """Put a version into the folder catalogue by hand: that of ``base`` without a file, or with a large one."""
        place = self.published / self.name
        made = place / number
        left = shutil.ignore_patterns(without) if without else None
        # the contents alone: what is published may not be written to
        shutil.copytree(place / base, made, ignore=left, copy_function=shutil.copyfile)
        descriptor = json.loads((made / "datapackage.json").read_bytes())
        said = {"version": number, "fecha": "2024-05-01T00:00:00Z", "motivos": ["A mano."]}
        descriptor |= {"version": number, "apertura:cambios": [said, *descriptor["apertura:cambios"]]}
        descriptor["resources"] = [each for each in descriptor["resources"] if each["path"] != without]
        if large:
            large.rename(made / large.name)
            about = {"name": "grande", "path": large.name, "title": "Archivo grande", "description": "Muy grande."}
            descriptor["resources"].append({**about, "mediatype": "text/csv"})
        (made / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
        names = sorted(path.name for path in made.iterdir() if path.name != "SHA256SUMS")
        sums = "".join(f"{_sha256(made / name)}  {name}\n" for name in names)
        (made / "SHA256SUMS").write_text(sums, encoding="utf-8")
        (place / "latest").unlink()
        (place / "latest").symlink_to(number)

    def propose(self) -> PortalChangeset:
        with self.reach(write=False) as reached:
            changeset = ckan.propose(reached, self.name)
            assert changeset is not None
            return changeset

    def apply(self, changeset: PortalChangeset) -> None:
        with self.reach(write=True) as reached:
            ckan.apply(reached, changeset, silent)

    def to_portal(self) -> PortalChangeset:
        """Compute and apply, as the night does."""
        with self.reach(write=True) as reached:
            changeset = ckan.propose(reached, self.name)
            assert changeset is not None
            ckan.apply(reached, changeset, silent)
            return changeset

    def reach(self, *, write: bool) -> Any:
        chosen = to_ckan.settings(self.root, self.environment)
        assert chosen is not None
        return to_ckan.reach(self.root, self.definitions, chosen, write=write)

    def command(self) -> list[str]:
        """What publishes in a process of its own."""
        pickled = self.root / "definiciones.pickle"
        pickled.write_bytes(pickle.dumps(self.definitions))
        script = Path(__file__).with_name("publisher.py")
        return [sys.executable, str(script), str(self.root), self.name, str(pickled)]

    @property
    def process_environment(self) -> dict[str, str]:
        """The environment of such a process."""
        source = Path(__file__).parents[2] / "src"
        return {**os.environ, **self.environment, "PYTHONPATH": str(source)}

    def files(self, number: str) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.published / self.name / number).iterdir()}

    def journal(self) -> dict[str, Any]:
        [path] = self.root.glob(f"portal/*/{self.name}.json")
        return dict(json.loads(path.read_bytes()))

    def settled(self) -> bool:
        """Whether a run has proven all it set out to do."""
        journal = self.journal()
        return journal["sending"] is None and journal["table"] == journal["proven"]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def gibibyte(folder: Path) -> Path:
    """A file of a gibibyte that no file system can keep as a hole, nor any line compress."""
    path, block = folder / "grande.csv", secrets.token_bytes(1 << 20)
    with path.open("wb") as file:
        for place in range(1024):
            file.write(block[place:] + block[:place])
    return path


def silent(_: str, __: int, ___: int) -> None:
    """Hear of bytes sent, and say nothing."""


def tables(*values: str, fields: Sequence[dict[str, Any]] = FIELDS, first: int = 1, **more: Any) -> list[Acceptance]:
    """One accepted table of as many rows as there are values, numbered from ``first``."""
    rows = [row("OG-01", "2024-T1", number, clave=value, **more) for number, value in enumerate(values, start=first)]
    content = hashlib.sha256(repr((rows, fields)).encode()).digest()
    schema = table_schema({**SCHEMA, "fields": list(fields)})
    return [acceptance("OG-01", "2024-T1", rows, schema=schema, content=content)]
