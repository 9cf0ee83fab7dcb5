"""Libraries that the runtime loads when it needs them."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from covector import _core


def find_openblas() -> Path | None:
    """The OpenBLAS of the package ``scipy-openblas32``, if it is installed."""
    spec = importlib.util.find_spec("scipy_openblas32")
    if spec is None or not spec.submodule_search_locations:
        return None
    files = sorted(Path(spec.submodule_search_locations[0], "lib").glob("libscipy_openblas*.so"))
    return files[0] if files else None


def name_libraries() -> None:
    """Tells the runtime where the packages' libraries are; without one it looks for the system's."""
    openblas = find_openblas()
    if openblas is not None:
        _core.set_library_path("openblas", str(openblas))
