#!/usr/bin/env bash
# A real CKAN server from nothing, in one folder: pip and apt-get alone, as root or, where the packages are there, not.
#
#   ckan.sh DIR          install what is missing, start everything, say the address
#   ckan.sh DIR status   say what runs
#   ckan.sh DIR stop     stop everything that was started in DIR, by process id
#   ckan.sh --ready      whether the Debian packages it stands on are there
#
# Idempotent: a second start reuses what is there. DIR/ckan.env keeps the answer, in the form NAME=value.
# Delete DIR after `stop` to start again from nothing.
#
# Parts: PostgreSQL (a private cluster, run as an unprivileged user), Redis, CKAN under gunicorn, its job worker, and
# in the place of Solr ckan_search.java, which lies beside this script: Lucene behind the HTTP interface that CKAN
# expects of Solr. CKAN itself is the released package, unchanged.
#
# Settings, all optional, from the environment at the first start:
#   CKAN_VERSION      2.12.0
#   CKAN_VENV         DIR/venv; instances of one version may share it
#   CKAN_REQUIREMENTS extensions for pip, e.g. "ckanext-dcat==2.4.4 ckanext-scheming==3.1.0"
#   CKAN_PLUGINS      "activity datastore datatables_view text_view image_view"
#   CKAN_OPTIONS      more lines for ckan.ini, e.g. "ckan.max_resource_size=1"
#   CKAN_PORT         a free one is taken
#   CKAN_SITE_URL     the address that readers use, where something stands in front; http://127.0.0.1:PORT
#   PYTHON            python3 (3.10 for CKAN 2.10)
set -euo pipefail

# ---------------------------------------------------------------- Debian packages

last() { ls -1d "$@" 2>/dev/null | sort -V | tail -n 1; }
missing=()
[ -n "$(last /usr/lib/postgresql/*/bin/initdb)" ] || missing+=(postgresql)
command -v redis-server > /dev/null || missing+=(redis-server)
command -v javac > /dev/null || missing+=(openjdk-17-jdk-headless)
[ -n "$(last /usr/share/java/lucene-core-8*.jar)" ] || missing+=(liblucene8-java)
command -v pg_config > /dev/null || missing+=(libpq-dev)
command -v cc > /dev/null || missing+=(gcc libc6-dev)
[ -e "$("${PYTHON:-python3}" -c 'import sysconfig; print(sysconfig.get_path("include"))' 2>/dev/null)/Python.h" ] || missing+=(python3-dev)
[ -n "$(last /usr/lib/*/libmagic.so.1)" ] || missing+=(libmagic1)
command -v curl > /dev/null || missing+=(curl)
if [ "${1:-}" = --ready ]; then exit $((${#missing[@]} > 0)); fi

usage() { sed -n '2,8p' "$0" | cut -c3-; exit 2; }
[ $# -ge 1 ] || usage
case "${2:-start}" in start|stop|status) action=${2:-start} ;; *) usage ;; esac
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
dir=$(cd "$1" && pwd)
mkdir -p "$dir/run" "$dir/log"
say() { printf '%s\n' "$*" >&2; }
fail() { say "ckan.sh: $*"; exit 1; }

# ---------------------------------------------------------------- processes

# A process counts as ours while its id lives and its command line holds the word that was noted beside the id.
alive() {   # NAME
    local pid word
    read -r pid word 2>/dev/null < "$dir/run/$1.pid" || return 1
    [ -n "$pid" ] && tr '\0' ' ' 2>/dev/null < "/proc/$pid/cmdline" | grep -qF -- "$word"
}

start() {   # NAME WORD COMMAND...
    local name=$1 word=$2; shift 2
    alive "$name" && return 0
    setsid nohup "$@" > "$dir/log/$name.log" 2>&1 < /dev/null &
    printf '%s %s\n' $! "$word" > "$dir/run/$name.pid"
    # until it runs its own program its command line is this script's
    local i
    for i in $(seq 100); do alive "$name" && return 0; kill -0 $! 2>/dev/null || return 0; sleep 0.05; done
}

stop() {   # NAME SIGNAL
    local pid word i
    if alive "$1"; then
        read -r pid word < "$dir/run/$1.pid"
        kill "-$2" "$pid"
        for i in $(seq 100); do alive "$1" || break; sleep 0.1; done
        if alive "$1"; then say "$1 ($pid) does not end, killed"; kill -KILL "$pid"; fi
    fi
    rm -f "$dir/run/$1.pid"
}

until_ready() {   # NAME SECONDS COMMAND...
    local name=$1 deadline=$((SECONDS + $2)); shift 2
    until "$@" > /dev/null 2>&1; do
        alive "$name" || { tail -n 30 "$dir/log/$name.log" >&2; fail "$name ended, see log/$name.log"; }
        [ $SECONDS -lt $deadline ] || { tail -n 30 "$dir/log/$name.log" >&2; fail "$name does not answer, see log/$name.log"; }
        sleep 0.2
    done
}

if [ "$action" = stop ]; then
    stop worker TERM; stop ckan TERM; stop search TERM; stop redis TERM; stop postgres INT
    exit 0
fi
if [ "$action" = status ]; then
    for name in postgres redis search ckan worker; do
        if alive "$name"; then echo "$name runs ($(cut -d' ' -f1 "$dir/run/$name.pid"))"; else echo "$name does not run"; fi
    done
    exit 0
fi

if [ ${#missing[@]} -gt 0 ]; then
    [ "$(id -u)" = 0 ] || fail "install these first: ${missing[*]}"
    say "apt: ${missing[*]}"
    { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q install -y --no-install-recommends "${missing[@]}"; } \
        > "$dir/log/apt.log" 2>&1 < /dev/null || { tail -n 20 "$dir/log/apt.log" >&2; fail "apt-get"; }
fi
pgbin=$(dirname "$(last /usr/lib/postgresql/*/bin/initdb)")

# ---------------------------------------------------------------- settings, chosen once

if [ ! -f "$dir/settings" ]; then
    ports=$("${PYTHON:-python3}" - <<'PY'
import socket
held = [socket.socket() for _ in range(4)]
for s in held:
    s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in held))
PY
)
    read -r p1 p2 p3 p4 <<< "$ports"
    secret() { "${PYTHON:-python3}" -c 'import secrets; print(secrets.token_urlsafe(24))'; }
    umask_before=$(umask); umask 077
    {
        printf 'http_port=%q pg_port=%q redis_port=%q search_port=%q\n' "${CKAN_PORT:-$p1}" "$p2" "$p3" "$p4"
        printf 'version=%q\nrequirements=%q\n' "${CKAN_VERSION:-2.12.0}" "${CKAN_REQUIREMENTS:-}"
        printf 'plugins=%q\n' "${CKAN_PLUGINS:-activity datastore datatables_view text_view image_view}"
        printf 'options=%q\n' "${CKAN_OPTIONS:-}"
        printf 'venv=%q\n' "${CKAN_VENV:-$dir/venv}"
        printf 'site_url=%q\n' "${CKAN_SITE_URL:-http://127.0.0.1:${CKAN_PORT:-$p1}}"
        printf 'write_password=%q read_password=%q admin_password=%q\n' "$(secret)" "$(secret)" "$(secret)"
    } > "$dir/settings"
    umask "$umask_before"
fi
. "$dir/settings"
url=http://127.0.0.1:$http_port

# ---------------------------------------------------------------- Python packages, meanwhile the services

bin=$venv/bin
if [ "$(cat "$venv/ready" 2>/dev/null)" != "$version $requirements" ]; then
    say "pip: ckan $version $requirements"
    (
        [ -x "$bin/python" ] || "${PYTHON:-python3}" -m venv "$venv"
        "$bin/python" -m pip install -q "ckan[requirements]==$version" gunicorn
        # A second command: some extensions ask for newer versions of what CKAN pins, and together neither installs.
        # shellcheck disable=SC2086
        [ -z "$requirements" ] || "$bin/python" -m pip install -q $requirements
        printf '%s\n' "$version $requirements" > "$venv/ready"
    ) > "$dir/log/pip.log" 2>&1 < /dev/null &
    pip=$!
fi

# PostgreSQL refuses to run as root, and its user must be able to reach its folder.
if [ "$(id -u)" = 0 ]; then
    pg_user=ckanpg
    id "$pg_user" > /dev/null 2>&1 || useradd --system --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin "$pg_user"
    drop=(setpriv "--reuid=$pg_user" "--regid=$pg_user" --clear-groups env HOME=/tmp)
else
    pg_user=$(id -un)
    drop=(env)
fi
as_pg() { "${drop[@]}" "$@"; }
if [ ! -f "$dir/run/pgdata" ]; then
    pgdata=$dir/pg
    as_pg test -x "$dir" || pgdata=$(mktemp -d /tmp/ckan-pg-XXXXXX)
    mkdir -p "$pgdata"
    [ "$(id -u)" != 0 ] || chown "$pg_user" "$pgdata"
    printf '%s\n' "$pgdata" > "$dir/run/pgdata"
fi
pgdata=$(cat "$dir/run/pgdata")
cd /   # a folder that every user can enter
if [ ! -f "$pgdata/PG_VERSION" ]; then
    as_pg "$pgbin/initdb" -D "$pgdata" -U "$pg_user" --auth-local=peer --auth-host=scram-sha-256 -E UTF8 --locale=C.UTF-8 --no-sync > "$dir/log/initdb.log" 2>&1 \
        || { tail -n 20 "$dir/log/initdb.log" >&2; fail initdb; }
fi
if ! alive postgres; then
    rm -f "$pgdata/postmaster.pid"
    # The data is for tests: speed before safety.
    start postgres "$pgdata" "${drop[@]}" "$pgbin/postgres" -D "$pgdata" \
        -p "$pg_port" -c listen_addresses=127.0.0.1 -c unix_socket_directories="$pgdata" -c max_connections=100 \
        -c fsync=off -c synchronous_commit=off -c full_page_writes=off
fi
start redis ":$redis_port" redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --appendonly no --dir "$dir/run"

jars=
for jar in core analyzers-common queryparser; do jars=$jars$(last /usr/share/java/lucene-$jar-8*.jar):; done
mkdir -p "$dir/search"
stamp=$(cksum < "$here/ckan_search.java")
if [ "$(cat "$dir/search/stamp" 2>/dev/null)" != "$stamp" ]; then
    javac -cp "$jars" -d "$dir/search" "$here/ckan_search.java" > "$dir/log/javac.log" 2>&1 || { cat "$dir/log/javac.log" >&2; fail javac; }
    printf '%s\n' "$stamp" > "$dir/search/stamp"
fi
until_ready postgres 60 as_pg "$pgbin/pg_isready" -q -h "$pgdata" -p "$pg_port"
sql() { as_pg "$pgbin/psql" -X -q -v ON_ERROR_STOP=1 -h "$pgdata" -p "$pg_port" -U "$pg_user" "$@"; }
if [ ! -f "$dir/run/databases" ]; then
    sql -d postgres -f - <<SQL
select 'create role ckan login' where not exists (select from pg_roles where rolname = 'ckan') \gexec
select 'create role ckan_read login' where not exists (select from pg_roles where rolname = 'ckan_read') \gexec
alter role ckan password '$write_password';
alter role ckan_read password '$read_password';
select 'create database ckan owner ckan' where not exists (select from pg_database where datname = 'ckan') \gexec
select 'create database datastore owner ckan' where not exists (select from pg_database where datname = 'datastore') \gexec
SQL
    # xloader leaves transactions open that hold locks on the table it has loaded: they end here, not when it does
    sql -d postgres -c "alter database datastore set idle_in_transaction_session_timeout = '10s'"
    touch "$dir/run/databases"
fi

if [ -n "${pip:-}" ]; then wait "$pip" || { tail -n 20 "$dir/log/pip.log" >&2; fail "pip, see log/pip.log"; }; fi

# ---------------------------------------------------------------- CKAN

fresh_index=
if ! alive search; then
    schema=$("$bin/python" -c 'import importlib.util as u; print(u.find_spec("ckan").submodule_search_locations[0])')/config/solr/schema.xml
    start search "$dir/search" java -Xmx192m -XX:+UseSerialGC -cp "$jars$dir/search" ckan_search "$search_port" "$schema"
    fresh_index=yes
fi
until_ready search 60 curl -sf "http://127.0.0.1:$search_port/solr/ckan/admin/ping"
until_ready redis 20 redis-cli -h 127.0.0.1 -p "$redis_port" ping

ini=$dir/ckan.ini
ckan() { "$bin/ckan" -c "$ini" "$@"; }
logged() {   # NAME COMMAND...
    local name=$1; shift
    "$@" > "$dir/log/$name.log" 2>&1 < /dev/null || { tail -n 20 "$dir/log/$name.log" >&2; fail "$name, see log/$name.log"; }
}
if [ ! -f "$dir/run/initialised" ]; then
    say "ckan: configuration, database"
    mkdir -p "$dir/storage"
    rm -f "$ini"
    ( umask 077; logged generate "$bin/ckan" generate config "$ini" )
    extra=()
    while IFS= read -r line; do [ -z "$line" ] || extra+=("$line"); done <<< "$options"
    logged config "$bin/ckan" config-tool "$ini" \
        "sqlalchemy.url=postgresql://ckan:$write_password@127.0.0.1:$pg_port/ckan" \
        "ckan.datastore.write_url=postgresql://ckan:$write_password@127.0.0.1:$pg_port/datastore" \
        "ckan.datastore.read_url=postgresql://ckan_read:$read_password@127.0.0.1:$pg_port/datastore" \
        "ckan.redis.url=redis://127.0.0.1:$redis_port/0" \
        "solr_url=http://127.0.0.1:$search_port/solr/ckan" \
        "ckan.site_url=$site_url" "ckan.storage_path=$dir/storage" "ckan.plugins=$plugins" ${extra[@]+"${extra[@]}"}
    # its own database of jobs would be one file for all servers of the machine, written through at each line of a log
    case " $plugins " in *" xloader "*) logged config-xloader "$bin/ckan" config-tool "$ini" ckanext.xloader.api_token=later \
        "ckanext.xloader.jobs_db.uri=postgresql://ckan:$write_password@127.0.0.1:$pg_port/ckan" ;; esac
    # one process, as each loads all of CKAN
    {
        echo "$dir/log/db-init.out db init"
        case " $plugins " in *" datastore "*) echo "$dir/run/permissions.sql datastore set-permissions" ;; esac
        [ -n "$(sql -d ckan -Atc "select 1 from pg_tables where tablename = 'user'")" ] ||
            echo "$dir/log/user.out user add admin email=admin@localhost.invalid password=$admin_password"
        echo "$dir/log/sysadmin.out sysadmin add admin"
        echo "$dir/run/token user token add -q admin tests"
    } > "$dir/run/commands"
    ( umask 077; "$bin/python" "$here/commands.py" "$ini" < "$dir/run/commands" > "$dir/log/commands.log" 2>&1 ) ||
        { tail -n 20 "$dir/log/commands.log" >&2; fail "commands, see log/commands.log"; }
    rm "$dir/run/commands"
    [ ! -f "$dir/run/permissions.sql" ] || sql -d postgres -f - < "$dir/run/permissions.sql" 2> "$dir/log/permissions.log" ||
        { tail -n 20 "$dir/log/permissions.log" >&2; fail "datastore permissions"; }
    case " $plugins " in *" xloader "*) logged config-xloader "$bin/ckan" config-tool "$ini" "ckanext.xloader.api_token=$(tr -d '[:space:]' < "$dir/run/token")" ;; esac
    touch "$dir/run/initialised"
elif [ -n "$fresh_index" ]; then
    logged reindex ckan search-index rebuild -i
fi

cat > "$dir/run/ckan_wsgi.py" <<PY
from ckan.cli import CKANConfigLoader
from ckan.config.middleware import make_app
application = make_app(CKANConfigLoader("$ini").get_config())
PY
start ckan "$dir/run" "$bin/gunicorn" --chdir "$dir/run" --bind "127.0.0.1:$http_port" --workers 2 --threads 4 --timeout 120 ckan_wsgi:application
start worker "$ini" "$bin/ckan" -c "$ini" jobs worker
until_ready ckan 90 curl -sf "$url/api/3/action/status_show"

( umask 077; printf 'CKAN_URL=%s\nCKAN_SITE_URL=%s\nCKAN_ADMIN_TOKEN=%s\nCKAN_ADMIN_PASSWORD=%s\n' \
    "$url" "$site_url" "$(tr -d '[:space:]' < "$dir/run/token")" "$admin_password" > "$dir/ckan.env" )
printf 'CKAN_URL=%s\n' "$url"
