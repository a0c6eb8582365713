#!/usr/bin/env bash
# backup.sh FOLDER: the data, the keys and Prefect's database to a new folder of FOLDER, while no run changes them.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

[ -n "${1:-}" ] || fail "Diga en qué carpeta: bash scripts/backup.sh /var/lib/apertura/respaldos"
DATA="${APERTURA_DATOS:-data}"
KEYS="${APERTURA_LLAVES:-${XDG_CONFIG_HOME:-$HOME/.config}/apertura/llaves}"
DATABASE="${PREFECT_API_DATABASE_CONNECTION_URL:-}"
SQLITE="${PREFECT_HOME:-$HOME/.prefect}/prefect.db"
[ -d "$DATA" ] || fail "No hay una carpeta de trabajo en $DATA; diga otra con APERTURA_DATOS."

umask 077
mkdir -p "$1"
WHOLE="$1/$(date -u +%Y%m%dT%H%M%SZ)"
NEW=$(mktemp -d "$1/.tmp-XXXXXX")
trap 'rm -rf "$NEW"' EXIT
# the lease of the workspace: a run that comes meanwhile waits
flock --timeout 7200 "$DATA/.apertura.lock" tar --create --file "$NEW/datos.tar" --exclude ./.apertura.lock --directory "$DATA" . ||
  fail "Una corrida no termina; no se respaldó nada."
[ ! -d "$KEYS" ] || tar --create --file "$NEW/llaves.tar" --directory "$KEYS" .
case "$DATABASE" in
postgresql*) pg_dump --format=custom --file "$NEW/prefect.dump" "${DATABASE/+asyncpg/}" ;;
*)
  [ ! -f "$SQLITE" ] || "$PYTHON_IN_VENV" -c '
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as live, sqlite3.connect(sys.argv[2]) as copy:
    live.backup(copy)' "$SQLITE" "$NEW/prefect.db"
  ;;
esac
(cd "$NEW" && sha256sum -- * >SHA256SUMS)
sync "$NEW"/*
mv "$NEW" "$WHOLE"
trap - EXIT
say "Respaldo en $WHOLE"
