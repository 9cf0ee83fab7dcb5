#!/bin/bash
# Formatting, lint and types; every finding counts.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
bin=$PWD/.venv/bin
result=0
run() {
  echo "\$ $1 ${*:2}" | cut -c1-100
  "$bin/$1" "${@:2}" || result=1
}
mapfile -t sources < <(git ls-files '*.cpp' '*.h')
run ruff check
run ruff format --check
run pyright
run clang-format --dry-run --Werror "${sources[@]}"
exit $result
