"""Distributions and statistics: ``import covector.scipy.stats``.

Every distribution is a module of functions, imported when it is first asked for.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from covector.scipy.stats.density_estimation import gaussian_kde as gaussian_kde
from covector.scipy.stats.errors_of_means import sem as sem
from covector.scipy.stats.ranking import mode as mode
from covector.scipy.stats.ranking import rankdata as rankdata


def __getattr__(name: str) -> ModuleType:
    if not name.startswith("_") and any(info.name == name for info in pkgutil.iter_modules(__path__)):
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *(info.name for info in pkgutil.iter_modules(__path__))])
