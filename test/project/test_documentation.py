"""The pages of the documentation are written without a warning."""

import shutil
import subprocess
import sys

import pytest
from repository import BUILD, ROOT


def test_documentation_builds_without_warnings(tmp_path):
    pytest.importorskip("sphinx", reason="Sphinx is not installed: `make docs` installs it")
    pytest.importorskip("myst_parser", reason="MyST is not installed: `make docs` installs it")
    if not (BUILD / "CMakeCache.txt").exists():
        pytest.skip("there is no build folder to take the records from")
    shutil.copytree(ROOT / "docs/pages", tmp_path / "pages")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-b", "dummy", "-c", ROOT / "docs"]
    result = subprocess.run(
        [*command, tmp_path / "pages", tmp_path / "out"], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr[-4000:]
