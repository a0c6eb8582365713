"""Table Schema to column expressions; whatever they cannot settle is put to the frictionless library.

A room by itself, for any Table Schema and any CSV or Parquet file:

- ``check(path, descriptor, *, tables, dialect, progress, samples) -> Report``: every error counted, a few of each
  cause shown, in memory that the file's size does not set;
- ``canonical(path, descriptor, csv=, parquet=, …) -> Report``: the same, and the rows of a file without errors written
  as canonical CSV and typed Parquet;
- ``errors(path, descriptor, *, tables, dialect)``: every single error, one after another;
- ``read_schema(descriptor) -> TableSchema``: the schema, or InvalidSchemaError.

The steward's tables, already in memory, go through ``cells``, ``keys`` and ``foreign_keys``, over the same expressions
(``compile``) and the same reader of doubtful cells (``reading``).
"""

from apertura.validation.tableschema.read_schema import read_schema
from apertura.validation.tableschema.scan.dialect import Dialect
from apertura.validation.tableschema.stream.canonical import canonical
from apertura.validation.tableschema.stream.check import check, errors
from apertura.validation.tableschema.stream.report import Cause, Count, Report, Sample
from apertura.validation.tableschema.stream.scratch import Scratch

__all__ = ["Cause", "Count", "Dialect", "Report", "Sample", "Scratch", "canonical", "check", "errors", "read_schema"]
