# shellcheck shell=bash
# Sourced by the scripts beside it: stands in the repository's root, sets the locale, says things, installs packages.
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8 LANG=C.UTF-8 PYTHONUTF8=1 DO_NOT_TRACK=1 PREFECT_SERVER_ANALYTICS_ENABLED=false
unset PYTHONHOME PYTHONPATH VIRTUAL_ENV
PYTHON_IN_VENV="$PWD/.venv/bin/python"

say() { printf '· %s\n' "$*"; }

fail() {
  printf '✗ %s\n' "$*" >&2
  exit 1
}

# install_packages PACKAGE…: false where this user may not, or where the distribution has no such package
install_packages() {
  local privilege=()
  command -v apt-get >/dev/null || return 1
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    privilege=(sudo -n)
  fi
  local install=("${privilege[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes
    --no-install-recommends -o DPkg::Lock::Timeout=120 "$@")
  "${install[@]}" </dev/null >/dev/null 2>&1 && return
  # A fresh container has no package lists yet.
  "${privilege[@]}" apt-get update -qq </dev/null >/dev/null 2>&1 || true
  "${install[@]}" </dev/null >/dev/null 2>&1
}
