"""Where the repository, its build and its tools are, for the tests of the project itself."""

import functools
import os
import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("COVECTOR_BUILD_DIR", ROOT / "build")).resolve()
# What is no part of the repository, where git cannot be asked.
FOREIGN = {".git", ".venv", "build", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", "shared"}


@functools.cache
def files() -> list[Path]:
    """Every file of the repository that is text, also those not yet added."""
    command = ["git", "-C", str(ROOT), "ls-files", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, capture_output=True, text=True, check=False)
    if listing.returncode == 0:
        names = [ROOT / name for name in listing.stdout.splitlines()]
    else:
        names = [path for path in ROOT.rglob("*") if not FOREIGN & set(path.relative_to(ROOT).parts)]
    return sorted(path for path in names if path.is_file() and path.suffix not in {".png", ".npz"})


def room_files(*rooms: str, suffixes: tuple[str, ...]) -> list[Path]:
    """The files below the given folders that end in one of the suffixes."""
    return [
        path
        for path in files()
        if path.suffix in suffixes and any(path.is_relative_to(ROOT / room) for room in rooms)
    ]


def name(path: Path) -> str:
    """The path as the repository says it: ``passes/Passes.h``."""
    return path.relative_to(ROOT).as_posix()


@functools.cache
def llvm_bin() -> Path:
    """The tools of the LLVM that the build folder was configured with."""
    cache = (BUILD / "CMakeCache.txt").read_text()
    match = re.search(r"^MLIR_DIR:\w+=(.+)$", cache, re.MULTILINE)
    assert match, f"{BUILD}/CMakeCache.txt does not say where MLIR is"
    return Path(match[1]).parents[2] / "bin"


def covector_opt() -> Path:
    """The built covector-opt."""
    return BUILD / "tools/covector-opt"
