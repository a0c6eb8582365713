#!/usr/bin/env bash
# What prefect.yaml says, on the server that PREFECT_API_URL names: work pool, deployments, automations.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"
export PYTHONPATH="$PWD"

[ -n "${PREFECT_API_URL:-}" ] || fail "Diga dónde contesta el servidor de Prefect: PREFECT_API_URL=http://127.0.0.1:4200/api"
until "$PYTHON_IN_VENV" -c "import urllib.request; urllib.request.urlopen('$PREFECT_API_URL/health', timeout=5)" 2>/dev/null; do
  [ "$SECONDS" -lt 180 ] || fail "El servidor de Prefect no contesta en $PREFECT_API_URL"
  sleep 0.5
done
.venv/bin/prefect work-pool create apertura --type process --overwrite >/dev/null
.venv/bin/prefect --no-prompt deploy --all --prefect-file "${APERTURA_DESPLIEGUES:-prefect.yaml}" </dev/null
"$PYTHON_IN_VENV" -m flows.automate
