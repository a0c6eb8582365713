#!/usr/bin/env bash
# Everything: what check runs, then the whole suite with its coverage.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

# Ubuntu has Chromium as a snap alone, which no container runs: there it is the one that Playwright brings
install_chromium() {
  install_packages chromium && return
  "$PYTHON_IN_VENV" -m playwright install chromium
  [ "$(id -u)" -ne 0 ] || "$PYTHON_IN_VENV" -m playwright install-deps chromium
} >/dev/null

bash scripts/setup.sh
if ! command -v soffice >/dev/null; then
  say "Instalando LibreOffice Calc, con el que las pruebas abren lo publicado…"
  install_packages libreoffice-calc-nogui || install_packages libreoffice-calc ||
    fail "Las pruebas necesitan LibreOffice Calc. Instálelo así: sudo apt-get install --no-install-recommends libreoffice-calc"
fi
# to fill a template through UNO, to look at pages, to read the QR of an acuse, to walk in a browser, to read what is
# published as its pages say, to check the units of systemd
TEST_PACKAGES=(python3-uno poppler-utils libzbar0 libatomic1 r-base-core curl systemd)
if ! { /usr/bin/python3 -c 'import uno' && command -v pdftoppm && command -v Rscript && command -v curl && command -v systemd-analyze && /sbin/ldconfig -p | grep libzbar && /sbin/ldconfig -p | grep libatomic; } >/dev/null 2>&1; then
  say "Instalando con qué se llenan plantillas, se miran páginas, se leen códigos QR y se lee lo publicado…"
  install_packages "${TEST_PACKAGES[@]}" ||
    fail "Las pruebas necesitan: sudo apt-get install --no-install-recommends ${TEST_PACKAGES[*]}"
fi
if ! "$PYTHON_IN_VENV" -m tests.browser 2>/dev/null; then
  say "Instalando Chromium, en el que se recorren las páginas…"
  install_chromium && "$PYTHON_IN_VENV" -m tests.browser ||
    fail "Las pruebas necesitan Chromium o Google Chrome. En Debian se instala así: sudo apt-get install chromium; en Ubuntu, así: sudo $PYTHON_IN_VENV -m playwright install --with-deps chromium"
fi
# what a CKAN under test stands on; the rest of it comes from pip
CKAN_PACKAGES=(postgresql redis-server liblucene8-java openjdk-17-jdk-headless libpq-dev python3-dev gcc libc6-dev libmagic1 curl)
if ! tests/ckan/server/ckan.sh --ready; then
  say "Instalando sobre lo que corre CKAN, contra el que se prueba la publicación…"
  install_packages "${CKAN_PACKAGES[@]}" ||
    fail "Las pruebas con CKAN necesitan: sudo apt-get install --no-install-recommends ${CKAN_PACKAGES[*]}"
fi
# CKAN 2.10 runs on no later Python than 3.11, which Ubuntu 24.04 does not have
if ! "$PYTHON_IN_VENV" -m tests.ckan.instances 2>/dev/null; then
  say "Instalando Python 3.11, que pide CKAN 2.10…"
  install_packages python3.11 python3.11-venv || .venv/bin/uv python install --quiet 3.11 ||
    fail "Las pruebas con CKAN 2.10 necesitan Python 3.11 con venv. Instálelo así: .venv/bin/uv python install 3.11"
fi
bash scripts/lint.sh
# how many tables and schemas are compared with frictionless; make oracle compares more
export APERTURA_PARES="${APERTURA_PARES:-4000}"
say "Todas las pruebas…"
"$PYTHON_IN_VENV" -m pytest -q -n 2 --dist loadfile --cov --cov-report=term "$@"
