"""The public modules of the package, and the functions and classes that each offers."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from types import ModuleType
from typing import Any

# Modules with a page, by the import that users write.
MODULES = (
    "covector", "covector.numpy", "covector.numpy.linalg", "covector.numpy.fft", "covector.lax",
    "covector.lax.linalg", "covector.nn", "covector.nn.initializers", "covector.random",
    "covector.scipy.special", "covector.scipy.linalg", "covector.scipy.stats", "covector.scipy.signal",
    "covector.scipy.fft", "covector.scipy.ndimage", "covector.scipy.optimize", "covector.scipy.interpolate",
    "covector.scipy.integrate", "covector.scipy.cluster.vq", "covector.image", "covector.ops",
    "covector.tree", "covector.tree_util", "covector.flatten_util", "covector.dtypes", "covector.errors",
    "covector.debug", "covector.ffi", "covector.dlpack", "covector.test_util", "covector.typing",
    "covector.custom_derivatives",
)  # fmt: skip


def public_names(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """The functions and classes that a module offers, by name; not what it merely uses."""
    listed = getattr(module, "__all__", None)
    source = inspect.getsource(module)
    for name, value in sorted(vars(module).items()):
        if name.startswith("_") or inspect.ismodule(value) or not inspect.getdoc(value):
            continue
        if listed is not None:
            offered = name in listed
        elif module.__file__ and module.__file__.endswith("__init__.py"):
            offered = bool(re.search(rf"\bas {re.escape(name)}\b|^(def|class) {re.escape(name)}\b|"
                                     rf"^{re.escape(name)} =", source, re.MULTILINE))  # fmt: skip
        else:
            offered = getattr(value, "__module__", None) == module.__name__
        if offered and callable(value):
            yield name, value
