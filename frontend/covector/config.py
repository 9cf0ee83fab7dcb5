"""Switches of the whole process: ``cv.config``."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from covector import _core
from covector.errors import error

_NAMES = ("jax_enable_x64", "enable_x64", "jax_numpy_dtype_promotion", "numpy_dtype_promotion")


class Config:
    """The process's switches.

    ``jax_enable_x64`` (also ``enable_x64``) lets arrays have 64-bit dtypes; it starts
    as the environment variable ``COVECTOR_ENABLE_X64`` says (``1`` or ``true``).

    >>> config.x64_enabled
    False
    """

    @property
    def x64_enabled(self) -> bool:
        """Whether arrays may have 64-bit dtypes."""
        return _core.x64_enabled()

    @property
    def jax_enable_x64(self) -> bool:
        """The same, under JAX's name."""
        return _core.x64_enabled()

    def update(self, name: str, value: object) -> None:
        """Sets the switch ``name``.

        Args:
            name: ``"jax_enable_x64"`` or ``"enable_x64"``; ``"jax_numpy_dtype_promotion"`` or
                ``"numpy_dtype_promotion"``.
            value: the new state: a boolean; ``"standard"`` or ``"strict"``.
        Raises:
            AttributeError: there is no such switch.
            ValueError: the switch has no such state.

        >>> config.update("jax_enable_x64", False)
        """
        if name not in _NAMES:
            raise error(
                AttributeError,
                f"config.update: no option {name!r}; there are {', '.join(_NAMES)}",
            )
        if name.endswith("dtype_promotion"):
            if value not in ("standard", "strict"):
                raise error(
                    ValueError, f"config.update: expected 'standard' or 'strict' for {name}, got {value!r}"
                )
            _core.set_strict_promotion(value == "strict")
        else:
            _core.enable_x64(bool(value))


config = Config()


@contextlib.contextmanager
def enable_x64(new_val: bool = True) -> Iterator[None]:
    """Within the ``with`` block arrays may (or may not) have 64-bit dtypes.

    Args:
        new_val: whether they may.

    >>> with enable_x64():
    ...     print(config.x64_enabled)
    True
    """
    before = _core.x64_enabled()
    _core.enable_x64(new_val)
    try:
        yield
    finally:
        _core.enable_x64(before)


@contextlib.contextmanager
def numpy_dtype_promotion(new_val: str) -> Iterator[None]:
    """Within the ``with`` block dtypes are promoted implicitly, or only Python's numbers are.

    Args:
        new_val: ``"standard"``, or ``"strict"`` where operands of different dtypes are an error.

    >>> with numpy_dtype_promotion("strict"):
    ...     print((cnp.float32(1) + 1).dtype)
    float32
    """
    before = _core.strict_promotion()
    config.update("numpy_dtype_promotion", new_val)
    try:
        yield
    finally:
        _core.set_strict_promotion(before)


if os.environ.get("COVECTOR_ENABLE_X64", "").lower() in ("1", "true", "yes", "on"):
    _core.enable_x64(True)
