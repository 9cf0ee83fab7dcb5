"""Fetches ducc0, whose Fourier transforms the runtime uses, once, into a cache outside the checkout.

The source archive comes from PyPI through pip (its mirrors, proxies and local folders), is
checked against a hash that is written here, and thrown away after the files that are under the
BSD licence and needed were unpacked. ducc0 is (c) Max-Planck-Society.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "0.42.0"
HASH = "4e11c59b53a43355b053aebb2a62ee16eebeed026575f7d216cf09d437ce52ef"
FILES = (
    "fft/fft.h",
    "fft/fft1d_impl.h",
    "fft/fftnd_impl.h",
    "infra/aligned_array.h",
    "infra/error_handling.h",
    "infra/mav.cc",
    "infra/mav.h",
    "infra/misc_utils.h",
    "infra/simd.h",
    "infra/string_utils.h",
    "infra/threading.cc",
    "infra/threading.h",
    "infra/useful_macros.h",
    "math/cmplx.h",
    "math/unity_roots.h",
)
LICENCE = "SPDX-License-Identifier: BSD-3-Clause OR GPL-2.0-or-later"


def default_cache() -> Path:
    """Where what is fetched is kept."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "covector"


def fetch(folder: Path) -> Path:
    """Downloads the archive into a folder."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "ducc0"]
    command += ["--dest", str(folder), f"ducc0=={VERSION}"]
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode != 0:
        raise SystemExit(f"error: pip could not download the sources of ducc0 {VERSION}")
    archive = folder / f"ducc0-{VERSION}.tar.gz"
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != HASH:
        raise SystemExit(f"error: {archive.name} has the hash {found}, expected {HASH}")
    return archive


def unpack(archive: Path, goal: Path) -> None:
    """Unpacks the needed files, and sees that each is under the BSD licence."""
    with tarfile.open(archive) as source:
        for name in FILES:
            member = source.extractfile(f"ducc0-{VERSION}/src/ducc0/{name}")
            assert member is not None
            content = member.read()
            if LICENCE.encode() not in content:
                raise SystemExit(f"error: ducc0's {name} is not under the licence that was expected")
            path = goal / "ducc0" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path, default=default_cache(), help="folder to keep the sources in")
    parser.add_argument("--label", default="sources of ducc0", help="start of the messages")
    options = parser.parse_args()
    goal = options.cache / f"ducc0-{VERSION}"
    if all((goal / "ducc0" / name).is_file() for name in FILES):
        print(f"{options.label}: there")
        return 0
    print(f"{options.label}: fetching version {VERSION} (370 kB, once)", flush=True)
    options.cache.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix=f"ducc0-{VERSION}.", dir=options.cache))
    work.chmod(0o755)
    try:
        archive = fetch(work)
        unpack(archive, work)
        archive.unlink()
        shutil.rmtree(goal, ignore_errors=True)
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
