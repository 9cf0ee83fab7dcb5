#!/bin/bash
# Brings a checkout from nothing to a built, importable covector, and does
# nothing where nothing has changed. Options:
#   --with GROUP   also the optional dependencies GROUP of pyproject.toml
#                  (`peer`, which tests compare with, may be missing)
#   --status       say what is there, change nothing
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
venv=$root/.venv
build=${COVECTOR_BUILD_DIR:-$root/build}
llvm=22
llvm_root=/usr/lib/llvm-$llvm
cache=${XDG_CACHE_HOME:-$HOME/.cache}/covector
groups=(build test examples)
peer=no
status=no
while [ $# -gt 0 ]; do
  case $1 in
    --with) if [ "$2" = peer ]; then peer=yes; else groups+=("$2"); fi; shift 2 ;;
    --status) status=yes; shift ;;
    *) echo "setup.sh: unknown option $1" >&2; exit 2 ;;
  esac
done
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1 PYTHONNOUSERSITE=1
unset PYTHONPATH PYTHONHOME VIRTUAL_ENV || true

source "$here/packages.sh"
source "$here/python.sh"
source "$here/build.sh"

say() { printf '%s\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }
# The hash of what a step depends on; equal to its stamp, the step is done.
fingerprint() { printf '%s\n' "$@" | sha256sum | cut -c1-32; }
stamped() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

if [ $status = yes ]; then
  packages_status
  python_status
  build_status
  [ ! -x "$venv/bin/python" ] ||
    "$venv/bin/python" "$root/tools/operation_table.py" "$build/operation-table.json"
  exit 0
fi
install_packages    # [1/6]
make_venv           # [2/6]
install_dependencies # [3/6]
fetch_sources       # [4/6]
build_tree          # [5/6]
install_build       # [6/6]
