#!/usr/bin/env bash
# Style, types, directions between the rooms, and schemas/ itself.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

say "Estilo (ruff)…"
.venv/bin/ruff check --quiet --output-format concise .
.venv/bin/ruff format --quiet --check .
say "Tipos (mypy)…"
.venv/bin/mypy --no-error-summary
say "Direcciones entre salas (import-linter)…"
.venv/bin/lint-imports --no-logo >/dev/null || .venv/bin/lint-imports
say "Seguridad (bandit) y bibliotecas que se entienden entre sí (pip check)…"
.venv/bin/bandit --quiet --recursive --severity-level medium --configfile pyproject.toml src flows
.venv/bin/python -m pip --disable-pip-version-check check >/dev/null || .venv/bin/python -m pip check
say "Esquemas (apertura esquemas)…"
.venv/bin/apertura esquemas
