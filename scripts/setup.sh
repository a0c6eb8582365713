#!/usr/bin/env bash
# Makes .venv/ with exactly the versions of requirements.lock; returns at once where it is already so.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

# Byte-code is compiled here, once: without it every start of the flows costs ten seconds.
unset PYTHONDONTWRITEBYTECODE
PIP=("$PYTHON_IN_VENV" -m pip --disable-pip-version-check -qq)
LOCK_STAMP=.venv/lock.sha256
PROJECT_STAMP=.venv/project.sha256
SOURCES_IN_C=(scripts/compile.py src/apertura/validation/tableschema/scan/cut.c src/apertura/intake/sheet_xml/{walk.c,xml.h,grid.h,numbers.h})

main() {
  if stamped "$LOCK_STAMP" "$(lock_digest)" && stamped "$PROJECT_STAMP" "$(project_digest)"; then
    return
  fi
  if [ -e .venv ] && [ ! -w .venv ]; then
    fail "La carpeta .venv/ es de otro usuario: bórrela o trabaje en su propia copia del repositorio."
  fi
  sound_venv || make_venv
  stamped "$LOCK_STAMP" "$(lock_digest)" || install_lock
  if ! command -v cc >/dev/null && ! install_packages gcc libc6-dev; then
    say "Sin compilador de C, revisar archivos CSV tarda un cuarto más, y leer libros grandes, el doble. Instálelo así, y luego otra vez make setup: sudo apt-get install gcc libc6-dev"
  fi
  say "Instalando Apertura en .venv/…"
  install_project
  project_digest >"$PROJECT_STAMP"
  say "Listo: .venv/bin/apertura"
}

lock_digest() {
  local version
  version=$("$PYTHON_IN_VENV" --version 2>/dev/null) || version=none
  { echo "$version $PWD" && cat requirements.lock scripts/installer.lock; } | sha256sum
}

project_digest() {
  { lock_digest && cat pyproject.toml "${SOURCES_IN_C[@]}" && { command -v cc || true; }; } | sha256sum
}

stamped() {
  [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]
}

# A checkout that was moved, or an interrupted set-up, leaves a .venv/ whose programs do not start.
sound_venv() {
  [ -x "$PYTHON_IN_VENV" ] && suitable "$PYTHON_IN_VENV" &&
    grep -qsF "$PWD/.venv" .venv/bin/pip && "${PIP[@]}" --version >/dev/null 2>&1
}

make_venv() {
  local python
  if [ -n "${PYTHON:-}" ]; then
    suitable "$PYTHON" || fail "PYTHON=$PYTHON no es un Python 3.11, 3.12 o 3.13 con venv."
    python=$PYTHON
  else
    python=$(find_python || install_python) ||
      fail "Falta Python 3.11, 3.12 o 3.13 con venv. Instálelo así: sudo apt-get install python3 python3-venv"
  fi
  say "Creando .venv/ con $("$python" --version)…"
  rm -rf .venv
  "$python" -m venv .venv
}

find_python() {
  local candidate
  for candidate in python3 python3.13 python3.12 python3.11; do
    if suitable "$candidate"; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

# Debian and Ubuntu ship ensurepip apart, in python3-venv.
suitable() {
  "$1" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1
}

install_python() {
  local version
  say "Instalando Python y venv con apt-get…" >&2
  for version in 3 3.13 3.12 3.11; do
    if install_packages "python$version" "python$version-venv" && find_python; then
      return
    fi
  done
  return 1
}

install_lock() {
  say "Instalando las bibliotecas de requirements.lock (un minuto, la primera vez)…"
  if "${PIP[@]}" install --require-hashes -r scripts/installer.lock &&
    .venv/bin/uv pip install --quiet --python "$PYTHON_IN_VENV" --compile-bytecode --require-hashes -r requirements.lock; then
    lock_digest >"$LOCK_STAMP"
    return
  fi
  say "uv no pudo; se sigue con pip (unos dos minutos)…"
  "${PIP[@]}" install --require-hashes -r requirements.lock
  lock_digest >"$LOCK_STAMP"
}

# The build backend is in the lock: nothing is fetched here.
install_project() {
  "${PIP[@]}" install --no-deps --no-build-isolation --no-index --editable .
}

main
