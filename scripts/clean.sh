#!/usr/bin/env bash
# Removes what set-up, checks and the demonstration made; data/ is never touched.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .prefect .ckan .csvw build dist demostracion
find src flows tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
rm -f src/apertura/validation/tableschema/scan/cut.so src/apertura/intake/sheet_xml/walk.so
say "Limpio. La carpeta data/ no se tocó."
