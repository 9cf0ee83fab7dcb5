"""Makes the Python that runs this import covector from the checkout and its build folder.

Nothing is copied, so nothing can be stale: Python files are read from `frontend/covector`,
extension modules from the build folder. Two files in site-packages say so, and links to
the tools are put beside the interpreter.
"""

import argparse
import importlib.metadata
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

TOOLS = ("covector-opt", "covector-run")
FINDER = '''"""Finds covector's built parts in {build}; written by {script}."""

import sys
from importlib.machinery import PathFinder


class CovectorFinder:
    """Looks for the built parts where they are built; leaves all else to the others."""

    places = ["{build}/python/covector"]

    @classmethod
    def find_spec(cls, name, path=None, target=None):
        if name in ("covector._core", "covector.mlir"):
            return PathFinder.find_spec(name, cls.places)
        return None


sys.meta_path.insert(0, CovectorFinder)
'''


def write(path: Path, text: str) -> None:
    """Writes a file where its text differs."""
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def remove_installed() -> None:
    """Uninstalls a covector that was installed by pip and would hide the checkout's."""
    try:
        importlib.metadata.distribution("covector")
    except importlib.metadata.PackageNotFoundError:
        return
    subprocess.run([sys.executable, "-m", "pip", "uninstall", "-q", "-y", "covector"], check=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repository", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--build", type=Path, help="build folder (default: build/ in the repository)")
    parser.add_argument("--label", default="covector", help="start of the messages")
    options = parser.parse_args()
    repository = options.repository.resolve()
    build = (options.build or repository / "build").resolve()
    remove_installed()

    site = Path(sysconfig.get_path("purelib"))
    script = Path(__file__).resolve().relative_to(repository)
    write(site / "_covector_development.py", FINDER.format(build=build, script=script))
    write(site / "covector_development.pth", f"{repository}/frontend\nimport _covector_development\n")
    shutil.rmtree(site / "covector", ignore_errors=True)

    scripts = Path(sysconfig.get_path("scripts"))
    for tool in TOOLS:
        link, goal = scripts / tool, build / "tools" / tool
        if not goal.exists():
            link.unlink(missing_ok=True)
        elif not link.is_symlink() or link.resolve() != goal.resolve():
            link.unlink(missing_ok=True)
            link.symlink_to(goal)
    print(f"{options.label}: {repository}/frontend/covector with {build}/python")
    return 0


if __name__ == "__main__":
    sys.exit(main())
