#!/usr/bin/env bash
# What to run before each commit, in under a minute: lint, types, rooms, schemas, and the quick tests.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

bash scripts/setup.sh
bash scripts/lint.sh
say "Pruebas rápidas…"
"$PYTHON_IN_VENV" -m pytest -q -n 2 --dist worksteal \
  --ignore tests/flows --ignore tests/acceptance --ignore tests/ckan --ignore tests/intake/test_real_workbooks.py --ignore tests/demo "$@"
