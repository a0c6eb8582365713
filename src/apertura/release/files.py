"""Names of the files of a version and of what tells its history, and how each file is named by its hash."""

import hashlib

from apertura.model.version import Resource

LINEAGE = "linaje.csv"
COLUMNS = "columnas.csv"
COVERAGE = "cobertura.csv"
CORRECTIONS = "correcciones.csv"
DICTIONARY = "diccionario.csv"
SCHEMA = "table.schema.json"
NOTES = "CAMBIOS.md"
QUERY = "derivado.sql"
QUALITY = "calidad.json"
QUALITY_PAGE = "CALIDAD.md"
DESCRIPTOR = "datapackage.json"
CHECKSUMS = "SHA256SUMS"
HISTORY = "apertura:cambios"
"""Property of the descriptor that tells of each version, latest first."""


def data_file(dataset: str) -> str:
    """Name of the file with the table itself."""
    return f"{dataset}.csv"


def parquet_file(dataset: str) -> str:
    """Name of the Parquet file with the table."""
    return f"{dataset}.parquet"


def catalogue_file(name: str) -> str:
    """Name of the file of a catalogue."""
    return f"{name}.csv"


def keys_file(dataset: str) -> str:
    """Name of the file with the keys of another dataset that the table names."""
    return f"{dataset}_claves.csv"


def resource(name: str, content: bytes, media_type: str) -> Resource:
    """Make a file of a version."""
    return Resource(name, content, digest(content), media_type)


def digest(content: bytes) -> str:
    """SHA-256 in lower-case hexadecimal."""
    return hashlib.sha256(content).hexdigest()
