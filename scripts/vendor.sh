#!/usr/bin/env bash
# Makes src/apertura/site/static/vendor/ anew from npm packages at these very versions; only who changes a version runs it.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

PACKAGES=(minisearch@7.2.0 snowball-stemmer.jsx@0.2.3 hyparquet@1.33.0 fzstd@0.1.1 sql.js@1.16.0 axe-core@4.14.1 esbuild@0.28.2)
VENDOR=src/apertura/site/static/vendor

command -v npm >/dev/null || fail "Hace falta npm: sudo apt-get install npm"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npm --prefix "$work" install --no-audit --no-fund --silent "${PACKAGES[@]}"
for part in search parquet; do
  cp "scripts/vendor/$part.js" "$work/"
  "$work/node_modules/.bin/esbuild" "$work/$part.js" --bundle --minify --format=iife --target=es2020 --legal-comments=none \
    --log-level=error --outfile="$VENDOR/$part.js"
done
cp "$work/node_modules/sql.js/dist/sql-wasm.js" "$work/node_modules/sql.js/dist/sql-wasm.wasm" "$VENDOR/"
chmod 644 "$VENDOR"/*
cp "$work/node_modules/axe-core/axe.min.js" tests/site/axe.min.js
for package in minisearch snowball-stemmer.jsx hyparquet fzstd sql.js; do
  printf '%s %s\n\n' "$package" "$(node -p "require('$work/node_modules/$package/package.json').version")"
  cat "$work/node_modules/$package"/LICENSE*
  printf '\n----\n\n'
done >"$VENDOR/LICENCIAS.txt"
