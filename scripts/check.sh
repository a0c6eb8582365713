#!/usr/bin/env bash
# What to run before each commit, in under a minute: lint, types, rooms, schemas, and the quick tests.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

bash scripts/setup.sh
bash scripts/lint.sh
say "Pruebas rápidas…"
# what takes long, or needs more than set-up installs, for make test to run, besides the tests marked so
LONG=(
  acceptance
  ckan
  cli/test_adopt.py
  cli/test_logs.py
  cli/test_words.py
  corpus
  definitions/test_derived.py
  demo
  feedback/acuse/test_acuse.py
  feedback/template
  feedback/test_help_links.py
  flows
  hostile
  intake/sheet_xml
  intake/test_real_workbooks.py
  intake/test_xls_far_cells.py
  isolation/test_isolated.py
  outbox/test_alert.py
  portal
  publication/test_ckan_calls.py
  reader
  release/test_derived.py
  remote
  site
  validation/test_examples.py
  validation/test_parquet_agrees_with_frictionless.py
  validation/test_read_schema.py
  validation/test_records_are_cut_as_python_cuts_them.py
  validation/test_the_cutter_keeps_within_bounds.py
)
"$PYTHON_IN_VENV" -m pytest -q -n 2 --dist worksteal -m "not long" "${LONG[@]/#/--ignore=tests/}" "$@"
