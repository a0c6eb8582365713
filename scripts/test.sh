#!/usr/bin/env bash
# Everything: what check runs, then the whole suite with its coverage.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

bash scripts/setup.sh
if ! command -v soffice >/dev/null; then
  say "Instalando LibreOffice Calc, con el que las pruebas abren lo publicado…"
  install_packages libreoffice-calc-nogui || install_packages libreoffice-calc ||
    fail "Las pruebas necesitan LibreOffice Calc. Instálelo así: sudo apt-get install --no-install-recommends libreoffice-calc"
fi
if ! command -v chromium >/dev/null; then
  say "Instalando Chromium, con el que las pruebas recorren el catálogo público…"
  install_packages chromium || fail "Las pruebas necesitan Chromium. Instálelo así: sudo apt-get install --no-install-recommends chromium"
fi
if ! command -v Rscript >/dev/null || ! command -v curl >/dev/null; then
  say "Instalando R y curl, con los que las pruebas leen lo publicado…"
  install_packages r-base-core curl ||
    fail "Las pruebas necesitan R y curl. Instálelos así: sudo apt-get install --no-install-recommends r-base-core curl"
fi
# what a CKAN under test stands on; the rest of it comes from pip
CKAN_PACKAGES=(postgresql redis-server liblucene8-java openjdk-17-jdk-headless libpq-dev gcc libc6-dev libmagic1 curl)
if ! tests/ckan/server/ckan.sh --ready; then
  say "Instalando sobre lo que corre CKAN, contra el que se prueba la publicación…"
  install_packages "${CKAN_PACKAGES[@]}" ||
    fail "Las pruebas con CKAN necesitan: sudo apt-get install --no-install-recommends ${CKAN_PACKAGES[*]}"
fi
bash scripts/lint.sh
# how many tables and schemas are compared with frictionless; make oracle compares more
export APERTURA_PARES="${APERTURA_PARES:-4000}"
say "Todas las pruebas…"
"$PYTHON_IN_VENV" -m pytest -q -n 2 --dist loadfile --cov --cov-report=term "$@"
