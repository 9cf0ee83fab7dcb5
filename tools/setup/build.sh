# Steps 5 and 6: CMake, ninja, and making .venv/ see the result. Sourced by setup.sh.

cached() { sed -n "s|^$1:[A-Z]*=||p" "$build/CMakeCache.txt" 2>/dev/null; }

build_tree() {
  local python=$venv/bin/python arguments key stamp=$build/.covector-configured
  export PATH=$llvm_root/bin:$PATH
  arguments=(-G Ninja -DCMAKE_C_COMPILER=clang-$llvm -DCMAKE_CXX_COMPILER=clang++-$llvm
    -DMLIR_DIR=$llvm_root/lib/cmake/mlir -DPython_EXECUTABLE=$python -DPython3_EXECUTABLE=$python
    -DCOVECTOR_MLIR_PYTHON=ON)
  if command -v ccache >/dev/null; then
    # Found again from another checkout, and through the precompiled headers:
    # these must not hold times, and paths are taken relative to the checkout.
    local launcher="env;CCACHE_BASEDIR=$root;CCACHE_NOHASHDIR=1"
    launcher+=";CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime;ccache"
    arguments+=("-DCMAKE_C_COMPILER_LAUNCHER=$launcher" "-DCMAKE_CXX_COMPILER_LAUNCHER=$launcher"
      "-DCMAKE_CXX_FLAGS=-Xclang -fno-pch-timestamp")
  fi
  # A changed Python, compiler or source of the bindings is found by configuring anew.
  key=$(fingerprint "${arguments[@]}" "$("$python" --version)" "$(readlink -f "$python")" \
    "$("$llvm_root/bin/llvm-config" --version)" "$(cd "$venv" && ls -d lib/python*/site-packages/nanobind-*)" \
    "$(ls -d "$cache"/mlir-*/mlir 2>/dev/null)")
  if ! stamped "$stamp" "$key"; then
    say "[5/6] configuring"
    mkdir -p "$build"
    (cd "$build" && cmake -S "$root" -B "$build" -U 'Python*' -U '_Python*' -U 'nanobind*' -U 'NB_*' \
      "${arguments[@]}" >"$build/configure.log" 2>&1) || {
      cat "$build/configure.log"
      fail "CMake did not succeed (see above)"
    }
    grep -h 'covector.mlir' "$build/configure.log" | sed 's/^-- /      /' || true
    echo "$key" >"$stamp"
  fi
  NINJA_STATUS='[5/6] building [%f/%t] ' ninja -C "$build" </dev/null |
    sed -u "/^ninja: Entering directory/d; /Re-checking globbed/d; s/^ninja: no work to do\./[5\/6] building: up to date/" ||
    fail "the build did not succeed (see above)"
}

install_build() {
  "$venv/bin/python" "$here/develop.py" --repository "$root" --build "$build" \
    --label "[6/6] covector in .venv"
}

build_status() {
  if [ -f "$build/CMakeCache.txt" ]; then
    say "build             $build ($(cached CMAKE_BUILD_TYPE))"
  else
    say "build             missing"
  fi
  local tool
  for tool in covector-opt covector-run; do
    if [ -e "$venv/bin/$tool" ]; then say "$tool      $venv/bin/$tool"; fi
  done
  if [ -x "$venv/bin/python" ]; then
    "$venv/bin/python" -c 'import covector; print("covector          imports:", covector.__path__[0])' 2>&1 | tail -n 1
  fi
}
