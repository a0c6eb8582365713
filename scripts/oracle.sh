#!/usr/bin/env bash
# Twenty thousand tables and schemas drawn anew, through frictionless and through ours: about a quarter of an hour.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

bash scripts/setup.sh
export APERTURA_PARES="${APERTURA_PARES:-20000}" APERTURA_AZAR=1
say "Comparando $APERTURA_PARES tablas y esquemas con frictionless…"
"$PYTHON_IN_VENV" -m pytest -q tests/validation/test_files_agree_with_frictionless.py "$@"
