#!/usr/bin/env bash
# What is known against the versions in requirements.lock; it asks PyPI's database of advisories, which has to be in reach.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

bash scripts/setup.sh
say "Avisos de seguridad de las bibliotecas (pip-audit)…"
# what could not be looked up is no pass
.venv/bin/pip-audit --strict --progress-spinner off --disable-pip --require-hashes --requirement "${1:-requirements.lock}" ||
  fail "pip-audit encontró avisos, o no alcanzó la base de avisos de PyPI: lea lo de arriba."
