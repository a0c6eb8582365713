#!/usr/bin/env bash
# Prefect's server, a worker and the watch over the inbox, on this machine, with every deployment made; ends with Ctrl-C.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

PORT="${APERTURA_PUERTO:-4200}"
export PREFECT_HOME="${PREFECT_HOME:-$PWD/.prefect}" PREFECT_API_URL="http://127.0.0.1:$PORT/api"
export PREFECT_UI_API_URL="$PREFECT_API_URL" PYTHONPATH="$PWD"

# a background process of a script ignores SIGINT, which is what a worker sends itself to stop
in_background() { env --default-signal=INT "$@" & }

stop() {
  trap - EXIT
  say "Deteniendo el trabajador, la vigilancia del buzón y el servidor…"
  # the server last: the others tell it how they ended
  kill "${WATCH:-}" "${WORKER:-}" 2>/dev/null || true
  wait "${WATCH:-}" "${WORKER:-}" 2>/dev/null || true
  kill "$SERVER" 2>/dev/null || true
  wait "$SERVER" 2>/dev/null || true
  rm -rf "$SCRATCH"
}

[ -n "${APERTURA_SIN_PREPARAR:-}" ] || bash scripts/setup.sh
mkdir -p "$PREFECT_HOME"
LOG="$PREFECT_HOME/servidor.log"
if (exec 3<>"/dev/tcp/127.0.0.1/$PORT") 2>/dev/null; then
  fail "El puerto $PORT está ocupado. Diga otro así: APERTURA_PUERTO=4300 make server"
fi
say "Arrancando el servidor de Prefect (hasta un minuto); lo que diga queda en $LOG"
in_background .venv/bin/prefect server start --host 127.0.0.1 --port "$PORT" >"$LOG" 2>&1
SERVER=$!
# where a worker keeps what it runs has a fixed name, and would belong to whoever first ran one on this machine
SCRATCH="$(mktemp -d)"
trap stop EXIT
trap 'exit 0' INT TERM
until "$PYTHON_IN_VENV" -c "import urllib.request; urllib.request.urlopen('$PREFECT_API_URL/health', timeout=5)" 2>/dev/null; do
  kill -0 "$SERVER" 2>/dev/null || fail "El servidor no arrancó; lo que dijo está en $LOG"
  sleep 0.5
done

say "Haciendo los despliegues…"
bash scripts/deploy.sh >"$PREFECT_HOME/despliegues.log" 2>&1 ||
  fail "No se pudieron hacer los despliegues; lo que pasó está en $PREFECT_HOME/despliegues.log"

in_background env TMPDIR="$SCRATCH" .venv/bin/prefect worker start --pool apertura --name "$(uname -n)" --limit 4 >"$PREFECT_HOME/trabajador.log" 2>&1
WORKER=$!
in_background "$PYTHON_IN_VENV" -m flows.watch
WATCH=$!
say "Listo. Las corridas se ven en http://127.0.0.1:$PORT; el buzón es ${APERTURA_DATOS:-data}/raw/inbox/<organismo>/<periodo>/. Ctrl-C termina."
wait -n "$SERVER" "$WORKER" "$WATCH" || true
fail "Algo se detuvo solo; lo que dijo cada parte está en $PREFECT_HOME"
