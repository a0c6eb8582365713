#!/usr/bin/env bash
# From nothing to the whole catalogue published, with demonstration data, through the flow itself on Prefect's embedded server.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

bash scripts/setup.sh
# the server is a means here: what it says of itself is not the demonstration's business
export PREFECT_HOME="$PWD/.prefect" PREFECT_LOGGING_LEVEL=WARNING
export PREFECT_SERVER_LOGGING_LEVEL=CRITICAL PREFECT_LOGGING_SERVER_LEVEL=CRITICAL
.venv/bin/apertura demo --solo-entregas
say "Arrancando el servidor de Prefect incluido (unos segundos)…"
.venv/bin/python -m flows.nightly
say "Haciendo las páginas del catálogo público…"
.venv/bin/apertura sitio
.venv/bin/apertura demo --solo-guia
