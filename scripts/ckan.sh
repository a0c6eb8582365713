#!/usr/bin/env bash
# A real CKAN on this machine, the demonstration published there, for a person to click through; Ctrl-C stops it.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

bash scripts/setup.sh
FOLDER=.ckan/demostracion DATA=.ckan/demostracion/datos
# what runs is started with the same settings: they are chosen at the first start
export CKAN_VENV="$PWD/.ckan/venv/2.12.0" CKAN_REQUIREMENTS="ckanext-dcat==2.4.4 ckanext-scheming==3.1.0 ckanext-xloader==2.6.0"
export CKAN_PLUGINS="activity datastore datatables_view text_view image_view dcat structured_data croissant"
export CKAN_OPTIONS="licenses_group_url=file://$PWD/.ckan/licencias.json
ckan.locale_default=es
ckan.max_resource_size=100"
mkdir -p .ckan/venv
.venv/bin/apertura esquemas --licencias >.ckan/licencias.json
stop() {
  say "Deteniendo CKAN…"
  tests/ckan/server/ckan.sh "$FOLDER" stop
}
trap stop EXIT
say "Arrancando CKAN (minuto y medio la primera vez)…"
tests/ckan/server/ckan.sh "$FOLDER" >/dev/null
"$PYTHON_IN_VENV" tests/ckan/server/people.py "$FOLDER"
# shellcheck disable=SC1091
. "$FOLDER/ckan.env"
[ -d "$DATA/published" ] || .venv/bin/apertura demo --datos "$DATA" >/dev/null
CKAN_URL=$CKAN_URL CKAN_API_TOKEN=$CKAN_API_TOKEN CKAN_ORGANIZATION=$CKAN_ORGANIZATION \
  .venv/bin/apertura publicar --datos "$DATA"
say "El portal: $CKAN_URL/dataset (usuario «admin», contraseña en $FOLDER/ckan.env). Ctrl-C lo detiene."
[ -n "${CKAN_ONCE:-}" ] || sleep infinity
