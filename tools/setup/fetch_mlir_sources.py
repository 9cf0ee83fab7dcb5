"""Fetches the sources of MLIR's Python bindings, once, into a cache outside the checkout.

Distributions package MLIR without them. They are in the source archive of the same
version, which is fetched through apt (its mirrors, proxies and progress), checked
against a hash that is written here, and thrown away after two folders were unpacked.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# SHA-256 of llvm-toolchain-22_VERSION.orig.tar.xz, as Debian's signed index has it.
HASHES = {"22.1.8": "b49b9277aef97616320b2da259e1f8174c65b0ce2fbe2e8629644a97693402fe"}
FOLDERS = ("mlir/lib/Bindings/Python", "mlir/python")
POOL = "pool/main/l/llvm-toolchain-22"
FALLBACK = "http://deb.debian.org/debian"
APT_HELPER = Path("/usr/lib/apt/apt-helper")


def installed_version(llvm: Path) -> str:
    """The version of the LLVM in a folder, such as ``22.1.8``."""
    text = (llvm / "lib/cmake/llvm/LLVMConfig.cmake").read_text()
    match = re.search(r"set\(LLVM_PACKAGE_VERSION ([\d.]+)", text)
    if match is None:
        raise SystemExit(f"{llvm}: its LLVMConfig.cmake does not say which version it is")
    return match[1]


def debian_mirrors(apt: Path = Path("/etc/apt")) -> list[str]:
    """The archives that this machine's apt takes Debian's main component from.

    Both forms of source lists are read. Security and third-party archives hold no
    source archive of this kind and are left out.
    """
    entries: list[tuple[str, str, str]] = []  # address, suites, components
    for path in sorted(apt.glob("sources.list.d/*.sources")):
        for stanza in re.split(r"\n\s*\n", path.read_text()):
            fields = dict(re.findall(r"^(\w[\w-]*):[ \t]*(.*)$", stanza, re.MULTILINE))
            for uri in fields.get("URIs", "").split():
                entries.append((uri, fields.get("Suites", ""), fields.get("Components", "")))
    for path in [apt / "sources.list", *sorted(apt.glob("sources.list.d/*.list"))]:
        if path.exists():
            for line in path.read_text().splitlines():
                match = re.match(r"deb(?:-src)?\s+(?:\[.*?\]\s+)?(\S+)\s+(\S+)\s+(.*)", line)
                if match:
                    entries.append((match[1], match[2], match[3]))
    mirrors = [
        uri.rstrip("/")
        for uri, suites, components in entries
        if "main" in components.split()
        and "security" not in uri + suites
        and uri.rstrip("/").endswith("/debian")
    ]
    return list(dict.fromkeys([*mirrors, FALLBACK]))


def fetch(version: str, archive: Path) -> bool:
    """Fetches the source archive from the first mirror that has it, hash checked."""
    for mirror in debian_mirrors():
        address = f"{mirror}/{POOL}/{archive.name}"
        print(f"      {address}", flush=True)
        command = [
            str(APT_HELPER),
            "-oAPT::Sandbox::User=root",
            "download-file",
            address,
            str(archive),
            f"SHA256:{HASHES[version]}",
        ]
        if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0:
            return True
        archive.unlink(missing_ok=True)
    return False


def main() -> int:
    """Returns 0 also where the sources cannot be had: the build then leaves the bindings out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--llvm", type=Path, default=Path("/usr/lib/llvm-22"), help="where LLVM is installed")
    parser.add_argument("--cache", type=Path, required=True, help="folder to keep the sources in")
    parser.add_argument("--label", default="sources of MLIR's Python bindings", help="start of the messages")
    options = parser.parse_args()
    version = installed_version(options.llvm)
    goal = options.cache / f"mlir-{version}"
    if all((goal / folder).is_dir() for folder in FOLDERS):
        print(f"{options.label}: there")
        return 0
    missing = "covector.mlir is left out"
    if version not in HASHES:
        print(f"{options.label}: no hash is known for version {version}; {missing}")
        return 0
    if not APT_HELPER.exists():
        print(f"{options.label}: apt is needed to fetch them; {missing}")
        return 0

    print(f"{options.label}: fetching version {version} (197 MB, once)", flush=True)
    options.cache.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f"mlir-{version}.", dir=options.cache))
    work.chmod(0o755)
    try:
        archive = work / f"llvm-toolchain-22_{version}.orig.tar.xz"
        if not fetch(version, archive):
            print(f"{options.label}: no mirror served them; {missing}")
            return 0
        print(f"{options.label}: unpacking", flush=True)
        top = f"llvm-toolchain-22_{version}"
        subprocess.run(
            [
                "tar",
                "-xJf",
                str(archive),
                "-C",
                str(work),
                "--strip-components=1",
                *(f"{top}/{f}" for f in FOLDERS),
            ],
            check=True,
        )
        archive.unlink()
        try:
            work.rename(goal)
        except OSError:  # another process was faster
            if not goal.is_dir():
                raise
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
