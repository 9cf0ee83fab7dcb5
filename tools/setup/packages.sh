# Step 1: the packages of the distribution. Sourced by setup.sh.

packages=(clang-$llvm lld-$llvm llvm-$llvm-dev llvm-$llvm-tools libmlir-$llvm-dev mlir-$llvm-tools
  ccache cmake ninja-build libzstd-dev zlib1g-dev libsleef-dev libboost-dev libhwy-dev ca-certificates xz-utils)

missing_packages() {
  local name
  for name in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -qx installed || echo "$name"
  done
}

# apt_install LABEL PACKAGE...: as root, or through sudo; else says what to do.
apt_install() {
  local label=$1 sudo=() command
  shift
  command="apt-get update && apt-get install -y --no-install-recommends $*"
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
      sudo=(sudo)
    else
      fail "these packages are missing, and installing them needs root:
  $*
Run this as root, then start again:
  $command"
    fi
  fi
  say "$label: installing $*"
  # A machine's lists may be old or absent: refresh them, then see that all are known.
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q </dev/null |
    sed 's/^/      /' || fail "apt-get update did not succeed (see above)"
  local name unknown=()
  for name in "$@"; do
    apt-cache show --no-all-versions "$name" >/dev/null 2>&1 || unknown+=("$name")
  done
  if [ ${#unknown[@]} -gt 0 ]; then
    fail "no package source of this machine has ${unknown[*]}.
LLVM $llvm is in Debian 12 (suite bookworm-security) and newer; for other systems see https://apt.llvm.org"
  fi
  "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
    -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=600 "$@" </dev/null | sed 's/^/      /' ||
    fail "apt-get could not install the packages (see above)"
}

install_packages() {
  local missing
  command -v dpkg-query >/dev/null || {
    [ -e "$llvm_root/lib/cmake/mlir/MLIRConfig.cmake" ] ||
      fail "this is no Debian: install LLVM and MLIR $llvm.1 with clang, lld, cmake and ninja in $llvm_root"
    return 0
  }
  mapfile -t missing < <(missing_packages "${packages[@]}")
  if [ ${#missing[@]} -gt 0 ]; then
    apt_install "[1/6] system packages" "${missing[@]}"
  else
    say "[1/6] system packages: there"
  fi
}

packages_status() {
  local missing
  mapfile -t missing < <(missing_packages "${packages[@]}")
  if [ ${#missing[@]} -gt 0 ]; then
    say "system packages   missing: ${missing[*]}"
  else
    say "system packages   there; LLVM $("$llvm_root/bin/llvm-config" --version)"
  fi
}
