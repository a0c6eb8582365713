#!/usr/bin/env bash
# The stewards' portal on this machine, over the demonstration, with an account of each role; Ctrl-C stops it.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

bash scripts/setup.sh
DATA="${APERTURA_DATOS:-demostracion}" PORT="${APERTURA_PUERTO:-8791}"
if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
  fail "El puerto $PORT está ocupado. Diga otro así: APERTURA_PUERTO=8900 make portal"
fi
if [ ! -d "$DATA/published" ]; then
  say "Haciendo la demostración en $DATA/ (medio minuto, la primera vez)…"
  .venv/bin/apertura demo --datos "$DATA" >/dev/null
fi
# the secret and the keys are of this demonstration alone, and stay out of the repository
OWN="${XDG_STATE_HOME:-$HOME/.local/state}/apertura-demostracion"
mkdir -p "$OWN"
chmod 700 "$OWN"
[ -s "$OWN/secreto" ] || (umask 077 && head -c 48 /dev/urandom | base64 -w 0 >"$OWN/secreto")
export APERTURA_PORTAL_SECRETO APERTURA_LLAVES="$OWN/llaves" APERTURA_PORTAL_DIRECCION="http://127.0.0.1:$PORT"
APERTURA_PORTAL_SECRETO=$(cat "$OWN/secreto")
[ -d "$APERTURA_LLAVES" ] || .venv/bin/apertura llaves --crear >/dev/null
.venv/bin/apertura portal demo --datos "$DATA"
exec .venv/bin/apertura portal --datos "$DATA" --escuchar "127.0.0.1:$PORT"
