"""Functions by SciPy's names: ``import covector.scipy.special`` and so on.

The modules are imported when they are first asked for, so that ``import covector`` stays quick.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType


def __getattr__(name: str) -> ModuleType:
    if not name.startswith("_") and any(info.name == name for info in pkgutil.iter_modules(__path__)):
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return [info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")]
