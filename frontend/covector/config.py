"""Switches of the whole process: ``cv.config``, and their context managers."""

from __future__ import annotations

import contextlib
import dataclasses
import os
from collections.abc import Callable, Iterator
from typing import Any

from covector import _core
from covector.errors import error


@dataclasses.dataclass(frozen=True)
class Option:
    """A switch: what it may be, and what it is at first."""

    name: str
    default: Any
    choices: tuple[Any, ...] | None
    doc: str
    apply: Callable[[Any], None] | None = None


def _number_check(name: str) -> Callable[[Any], None]:
    def apply(value: Any) -> None:
        # The others' values are those before the change.
        nans = value if name == "debug_nans" else config._values.get("debug_nans")
        infs = value if name == "debug_infs" else config._values.get("debug_infs")
        if nans or infs:
            from covector.checks import number_report

            _core.set_number_check(bool(nans) | bool(infs) << 1, number_report(bool(nans), bool(infs)))
        else:
            _core.set_number_check(0, None)

    return apply


def _log_compiles(value: Any) -> None:
    from covector.checks import log_compile

    _core.set_compile_log(log_compile if value else None)


_BOOL = (True, False)
_FILTERING = ("auto", "off", "tracebackhide", "remove_frames", "quiet_remove_frames")
_RANKS = {"allow": 0, "warn": 1, "raise": 2}
_PRECISIONS = (
    None,
    "default",
    "high",
    "highest",
    "bfloat16",
    "tensorfloat32",
    "float32",
    "fastest",
    "BF16_BF16_F32",
)
_GUARDS = (None, "allow", "log", "disallow", "log_explicit", "disallow_explicit")
_PRNGS = ("threefry2x32", "rbg", "unsafe_rbg")

OPTIONS = {
    option.name: option
    for option in (
        Option("enable_x64", False, _BOOL, "arrays may have 64-bit dtypes",
               lambda v: _core.enable_x64(bool(v))),
        Option("disable_jit", False, _BOOL, "jitted functions run operation by operation",
               lambda v: _core.set_disable_jit(bool(v))),
        Option("debug_nans", False, _BOOL, "a NaN in a result is an error that says where it was made",
               _number_check("debug_nans")),
        Option("debug_infs", False, _BOOL, "an infinity in a result is an error that says where it was made",
               _number_check("debug_infs")),
        Option("log_compiles", False, _BOOL, "every compilation is logged", _log_compiles),
        Option("check_tracer_leaks", False, _BOOL, "a tracer that outlives its function is an error",
               lambda v: _core.set_check_leaks(bool(v))),
        Option("numpy_dtype_promotion", "standard", ("standard", "strict"), "which dtypes are promoted",
               lambda v: _core.set_strict_promotion(v == "strict")),
        Option("numpy_rank_promotion", "allow", tuple(_RANKS), "whether ranks are promoted",
               lambda v: _core.set_rank_promotion(_RANKS[v])),
        Option("traceback_filtering", "auto", _FILTERING,
               "whether tracebacks leave out this package's frames"),
        # There is one device, one precision, one generator: accepted, so that programs may say them.
        Option("default_device", None, None, "the device of new arrays"),
        Option("default_matmul_precision", None, _PRECISIONS, "the least precision of matrix products"),
        Option("default_prng_impl", "threefry2x32", _PRNGS, "the random number generator"),
        Option("enable_custom_prng", False, _BOOL, "PRNGKey makes typed keys"),
        Option("threefry_partitionable", True, _BOOL, "random bits do not depend on how arrays are split"),
        Option("debug_key_reuse", False, _BOOL, "using a random key twice is an error"),
        Option("enable_checks", False, _BOOL, "internal checks"),
        Option("explain_cache_misses", False, _BOOL, "log why functions are traced again"),
        Option("legacy_prng_key", "allow", ("allow", "warn", "error"), "raw random keys"),
        Option("transfer_guard", None, _GUARDS, "copies between devices"),
        Option("transfer_guard_host_to_device", None, _GUARDS, "copies to a device"),
        Option("transfer_guard_device_to_device", None, _GUARDS, "copies between devices"),
        Option("transfer_guard_device_to_host", None, _GUARDS, "copies from a device"),
        Option("platforms", None, None, "which platforms to use"),
        Option("platform_name", None, None, "which platform to use"),
        Option("compilation_cache_dir", None, None, "where compiled programs are kept"),
        Option("include_full_tracebacks_in_locations", True, _BOOL, "call stacks in the IR"),
    )
}  # fmt: skip


def _option(name: str, public: str) -> Option:
    found = OPTIONS.get(name.removeprefix("jax_").removeprefix("covector_"))
    if found is None:
        raise error(
            AttributeError,
            f"{public}: Unrecognized config option: {name}; there are {', '.join(sorted(OPTIONS))} "
            "(also with jax_ in front)",
        )
    return found


class Config:
    """The process's switches.

    ``update("jax_enable_x64", True)`` (the prefix may be left out) sets one, and its name as an
    attribute gives it. They start as environment variables say: ``COVECTOR_ENABLE_X64=1``.

    >>> config.x64_enabled
    False
    """

    _values: dict[str, Any]

    def __init__(self) -> None:
        self.__dict__["_values"] = {name: option.default for name, option in OPTIONS.items()}

    @property
    def x64_enabled(self) -> bool:
        """Whether arrays may have 64-bit dtypes."""
        return _core.x64_enabled()

    def __getattr__(self, name: str) -> Any:
        option = _option(name, "config") if not name.startswith("__") else None
        if option is None:
            raise AttributeError(name)
        return _core.x64_enabled() if option.name == "enable_x64" else self._values[option.name]

    def __setattr__(self, name: str, value: object) -> None:
        raise error(AttributeError, f"config: expected config.update({name!r}, {value!r}), got an assignment")

    @property
    def values(self) -> dict[str, Any]:
        """All switches by name."""
        return {name: getattr(self, name) for name in OPTIONS}

    def read(self, name: str) -> Any:
        """The switch ``name``.

        >>> config.read("jax_debug_nans")
        False
        """
        return getattr(self, _option(name, "config.read").name)

    def update(self, name: str, value: object) -> None:
        """Sets the switch ``name``.

        Args:
            name: one of :attr:`values`, perhaps with ``jax_`` in front.
            value: the new state.
        Raises:
            AttributeError: there is no such switch.
            ValueError: it cannot have that value.

        >>> config.update("jax_enable_x64", False)
        """
        option = _option(name, "config.update")
        if option.choices is _BOOL:
            value = bool(value)
        if option.choices is not None and value not in option.choices:
            raise error(
                ValueError,
                f"config.update: expected {option.name} to be one of {option.choices}, got {value!r}",
            )
        if option.apply is not None:
            option.apply(value)
        self._values[option.name] = value


config = Config()


def _manager(name: str, default: Any) -> Callable[..., contextlib.AbstractContextManager[None]]:
    @contextlib.contextmanager
    def manager(new_val: Any = default) -> Iterator[None]:
        before = getattr(config, name)
        config.update(name, new_val)
        try:
            yield
        finally:
            config.update(name, before)

    manager.__name__ = manager.__qualname__ = name
    manager.__doc__ = f"""Within the ``with`` block: {OPTIONS[name].doc}.

    Args:
        new_val: the state, default {default!r}.
    Returns:
        A context manager.
    Raises:
        ValueError: there is no such state.

    >>> with cv.{name}({default!r}):
    ...     print(cv.config.{name} == {default!r})
    True
    """
    return manager


enable_x64 = _manager("enable_x64", True)
debug_nans = _manager("debug_nans", True)
debug_infs = _manager("debug_infs", True)
log_compiles = _manager("log_compiles", True)
check_tracer_leaks = _manager("check_tracer_leaks", True)
checking_leaks = check_tracer_leaks
numpy_dtype_promotion = _manager("numpy_dtype_promotion", "standard")
numpy_rank_promotion = _manager("numpy_rank_promotion", "allow")
default_device = _manager("default_device", None)
default_matmul_precision = _manager("default_matmul_precision", None)
default_prng_impl = _manager("default_prng_impl", "threefry2x32")
enable_custom_prng = _manager("enable_custom_prng", True)
enable_checks = _manager("enable_checks", True)
debug_key_reuse = _manager("debug_key_reuse", True)
threefry_partitionable = _manager("threefry_partitionable", True)
explain_cache_misses = _manager("explain_cache_misses", True)
legacy_prng_key = _manager("legacy_prng_key", "allow")
transfer_guard = _manager("transfer_guard", "allow")
transfer_guard_host_to_device = _manager("transfer_guard_host_to_device", "allow")
transfer_guard_device_to_device = _manager("transfer_guard_device_to_device", "allow")
transfer_guard_device_to_host = _manager("transfer_guard_device_to_host", "allow")


@contextlib.contextmanager
def disable_jit(disable: bool = True) -> Iterator[None]:
    """Within the ``with`` block jitted functions run operation by operation, with concrete values.

    Args:
        disable: whether they do.
    Returns:
        A context manager.
    Raises:
        Nothing.

    >>> @cv.jit
    ... def f(x):
    ...     return x if x > 0 else -x
    >>> with cv.disable_jit():
    ...     f(-2.0)
    2.0
    """
    before = config.disable_jit
    config.update("disable_jit", disable)
    try:
        yield
    finally:
        config.update("disable_jit", before)


for _name, _opt in OPTIONS.items():
    _text = os.environ.get("COVECTOR_" + _name.upper(), "")
    if _text:
        config.update(_name, _text.lower() in ("1", "true", "yes", "on") if _opt.choices is _BOOL else _text)
