# Steps 2 to 4: .venv/, its packages, the sources of MLIR's Python bindings.
# Sourced by setup.sh.

# A Python that can make .venv/: of a supported version, with venv and headers.
usable_python() {
  command -v "$1" >/dev/null && "$1" - 2>/dev/null <<'PROBE'
import ensurepip, os, sys, sysconfig, venv
header = os.path.join(sysconfig.get_path("include"), "Python.h")
sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13) and os.path.exists(header)))
PROBE
}

find_python() {
  local candidate
  for candidate in ${PYTHON:-python3 python3.13 python3.12 python3.11 /usr/bin/python3}; do
    if usable_python "$candidate"; then
      echo "$candidate"
      return 0
    fi
  done
  return 1
}

make_venv() {
  local python
  if [ -x "$venv/bin/python" ] && usable_python "$venv/bin/python" &&
    [ "$(cat "$venv/.covector/root" 2>/dev/null)" = "$root" ]; then
    say "[2/6] .venv: Python $("$venv/bin/python" -c 'import platform; print(platform.python_version())')"
    return 0
  fi
  if ! python=$(find_python); then
    [ -z "${PYTHON:-}" ] ||
      fail "PYTHON=$PYTHON is no Python 3.11 to 3.13 with venv and headers (Python.h)"
    command -v dpkg-query >/dev/null ||
      fail "no Python 3.11 to 3.13 with venv and headers (Python.h) was found"
    apt_install "[2/6] .venv" python3 python3-dev python3-venv
    python=$(find_python) || fail "the distribution's Python is not 3.11 to 3.13; set PYTHON"
  fi
  say "[2/6] .venv: making it with $python ($("$python" --version 2>&1))"
  # A checkout that was moved or copied has a .venv/ of another place.
  "$python" -m venv --clear "$venv" || fail "$python could not make $venv"
  mkdir -p "$venv/.covector"
  echo "$root" >"$venv/.covector/root"
}

install_dependencies() {
  local requirements stamp key
  mapfile -t requirements < <("$venv/bin/python" "$here/requirements.py" "${groups[@]}")
  [ ${#requirements[@]} -gt 0 ] || fail "pyproject.toml names no requirements"
  key=$(fingerprint "${requirements[@]}")
  stamp=$venv/.covector/requirements-$key
  if stamped "$stamp" "$key"; then
    say "[3/6] Python packages: there"
  else
    say "[3/6] Python packages: installing ${#requirements[@]} requirements"
    "$venv/bin/python" -m pip install "${requirements[@]}" </dev/null |
      sed -un '/^\(Installing\|Success\|Collecting\|Processing\|ERROR\)/s/^/      /p' || fail "pip did not succeed (see above)"
    echo "$key" >"$stamp"
  fi
  if [ $peer = yes ]; then install_peer; fi
}

# What parity tests and benchmarks compare with. Not having it is no error.
install_peer() {
  local requirements stamp=$venv/.covector/peer key log
  mapfile -t requirements < <("$venv/bin/python" "$here/requirements.py" peer)
  key=$(fingerprint "${requirements[@]}")
  if stamped "$stamp" "$key"; then return 0; fi
  say "      for comparison: installing ${requirements[*]}"
  log=$(mktemp)
  if timeout 900 "$venv/bin/python" -m pip install --retries 1 --timeout 20 \
    "${requirements[@]}" </dev/null >"$log" 2>&1; then
    echo "$key" >"$stamp"
  else
    say "      not available now; tests and benchmarks that compare with it say so and are left out"
    tail -n 3 "$log" | sed 's/^/      /'
  fi
  rm -f "$log"
}

fetch_sources() {
  "$venv/bin/python" "$here/fetch_mlir_sources.py" --llvm "$llvm_root" --cache "$cache" \
    --label "[4/6] sources of MLIR's Python bindings"
  "$venv/bin/python" "$here/fetch_ducc0.py" --cache "$cache" --label "[4/6] sources of ducc0"
}

python_status() {
  if [ -x "$venv/bin/python" ]; then
    say ".venv             $("$venv/bin/python" --version 2>&1)"
    "$venv/bin/python" -m pip list 2>/dev/null | grep -iE '^(numpy|nanobind|jaxlib|jax|lit|pytest) ' |
      sed 's/^/                  /' || true
  else
    say ".venv             missing"
  fi
  local sources
  sources=$(ls -d "$cache"/mlir-*/mlir 2>/dev/null | tail -n 1 || true)
  say "bindings' sources ${sources:-missing}"
}
