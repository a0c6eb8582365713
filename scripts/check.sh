#!/usr/bin/env bash
# What to run before each commit, in under a minute: lint, types, rooms, schemas, and the quick tests.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

bash scripts/setup.sh
bash scripts/lint.sh
say "Pruebas rápidas…"
# what takes long, for make test to run
LONG=(flows acceptance ckan demo site intake/test_real_workbooks.py definitions/test_derived.py release/test_derived.py
  validation/test_read_schema.py validation/test_parquet_agrees_with_frictionless.py)
"$PYTHON_IN_VENV" -m pytest -q -n 2 --dist worksteal "${LONG[@]/#/--ignore=tests/}" "$@"
