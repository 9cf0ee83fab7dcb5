"""``einops`` understands arrays.

einops looks for backends among the subclasses of its own class when it meets a new type of array.
Ours is defined when einops is imported: at once if it has been, else by a hook of the import system.
"""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any

import numpy as np

from covector import _core
from covector import numpy as cnp


def _register() -> None:
    """Defines the backend; einops is being or has been imported."""
    from einops import _backends  # pyright: ignore[reportMissingImports]

    class CovectorBackend(_backends.AbstractBackend):
        """Our arrays for einops."""

        framework_name = "covector"

        def is_appropriate_type(self, tensor: Any) -> bool:
            return isinstance(tensor, _core.Array)

        def from_numpy(self, x: np.ndarray) -> Any:
            return cnp.asarray(x)

        def to_numpy(self, x: Any) -> np.ndarray:
            return np.asarray(x)

        def arange(self, start: int, stop: int) -> Any:
            return cnp.arange(start, stop)

        def stack_on_zeroth_dimension(self, tensors: list[Any]) -> Any:
            return cnp.stack(tensors)

        def add_axis(self, x: Any, new_position: int) -> Any:
            return cnp.expand_dims(x, new_position)

        def tile(self, x: Any, repeats: Sequence[int]) -> Any:
            return cnp.tile(x, repeats)

        def concat(self, tensors: list[Any], axis: int) -> Any:
            return cnp.concatenate(tensors, axis=axis)

        def is_float_type(self, x: Any) -> bool:
            return cnp.issubdtype(x.dtype, cnp.floating)

        def einsum(self, pattern: str, *x: Any) -> Any:
            return cnp.einsum(pattern, *x)

    # einops finds it among the subclasses as long as something holds it.
    globals()["_backend"] = CovectorBackend


class _Loader(importlib.abc.Loader):
    """Loads a module as its own loader does, and registers the backend then."""

    def __init__(self, loader: importlib.abc.Loader) -> None:
        self._loader = loader

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        _register()


class _Finder(importlib.abc.MetaPathFinder):
    """Finds einops once, as the other finders do."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != "einops":
            return None
        sys.meta_path.remove(self)
        spec = importlib.util.find_spec(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


def install() -> None:
    """Sees to it that einops knows arrays when it is imported."""
    if "einops" in sys.modules:
        _register()
    else:
        sys.meta_path.insert(0, _Finder())
