#!/usr/bin/env bash
# Resolves pyproject.toml again into requirements.lock (hashes, one file for Python 3.11 to 3.13, no addresses).
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/environment.sh"

bash scripts/setup.sh
compile() {
  .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
    --no-header --no-annotate --no-emit-index-url "$@"
}
compile --all-extras --group test pyproject.toml --output-file requirements.lock
compile --group bench --constraint requirements.lock --output-file benchmarks/requirements.lock
# asks for an older rfc3986 than the rest: the tests install it apart
compile --group csvw --output-file tests/site/csvw.lock
.venv/bin/uv --version | sed 's/^uv \([^ ]*\).*/uv==\1/' | compile - --output-file scripts/installer.lock
say "requirements.lock, benchmarks/requirements.lock, tests/site/csvw.lock y scripts/installer.lock al día; instale con: make setup"
