"""Switches of the whole process: ``cv.config``."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

from covector import _core
from covector.errors import error

_NAMES = ("jax_enable_x64", "enable_x64")


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
            name: ``"jax_enable_x64"`` or ``"enable_x64"``.
            value: the new state.
        Raises:
            AttributeError: there is no such switch.

        >>> config.update("jax_enable_x64", False)
        """
        if name not in _NAMES:
            raise error(
                AttributeError,
                f"config.update: no option {name!r}; there are {', '.join(_NAMES)}",
            )
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


if os.environ.get("COVECTOR_ENABLE_X64", "").lower() in ("1", "true", "yes", "on"):
    _core.enable_x64(True)
