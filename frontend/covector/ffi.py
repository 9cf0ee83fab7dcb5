"""``cv.ffi``: C functions in array programs."""

from __future__ import annotations

import ctypes
import os
from collections.abc import Callable
from typing import Any

import numpy as np

from covector import _core
from covector.callbacks import check_vmap_method, result_types
from covector.errors import error
from covector.transforms.common import as_argument

_keep: dict[str, Any] = {}  # what the addresses belong to


def include_dir() -> str:
    """The folder that holds the header ``covector/ffi.h``, for a C compiler's ``-I``.

    Returns:
        A path.
    Raises:
        Nothing.

    >>> import os
    >>> os.path.exists(os.path.join(cv.ffi.include_dir(), "covector", "ffi.h"))
    True
    """
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "include")


def pycapsule(funcptr: Any) -> Any:
    """A C function of ``ctypes`` as a PyCapsule.

    Args:
        funcptr: a function of a library that ``ctypes`` has loaded.
    Returns:
        A PyCapsule, which :func:`register_ffi_target` takes.
    Raises:
        TypeError: it is no C function.

    >>> import ctypes
    >>> type(cv.ffi.pycapsule(ctypes.CDLL(None).abs)).__name__
    'PyCapsule'
    """
    make = ctypes.pythonapi.PyCapsule_New
    make.restype, make.argtypes = ctypes.py_object, (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)
    try:
        address = ctypes.cast(funcptr, ctypes.c_void_p)
    except ctypes.ArgumentError:
        raise error(TypeError, f"ffi.pycapsule: expected a C function of ctypes, got {funcptr!r}") from None
    return make(address, None, None)


def _address(fn: Any) -> int:
    if type(fn).__name__ == "PyCapsule":
        name_of, get = ctypes.pythonapi.PyCapsule_GetName, ctypes.pythonapi.PyCapsule_GetPointer
        name_of.restype, name_of.argtypes = ctypes.c_char_p, (ctypes.py_object,)
        get.restype, get.argtypes = ctypes.c_void_p, (ctypes.py_object, ctypes.c_char_p)
        return get(fn, name_of(fn))
    if isinstance(fn, ctypes._CFuncPtr):  # type: ignore[attr-defined]
        return ctypes.cast(fn, ctypes.c_void_p).value or 0
    raise error(
        TypeError,
        "ffi.register_ffi_target: expected a C function as a PyCapsule or a function of ctypes, got "
        f"{fn!r}; see cv.ffi.pycapsule",
    )


def register_ffi_target(
    name: str, fn: Any, platform: str = "cpu", api_version: int = 1, **kwargs: Any
) -> None:
    """Gives a C function a name that :func:`ffi_call` knows it by.

    Args:
        name: the name.
        fn: a function ``void f(void *const *buffers, const int64_t *numbers)``, see the header in
            :func:`include_dir`: a PyCapsule, or a function of a library loaded by ``ctypes``.
        platform: ``"cpu"``.
        api_version: accepted.
        kwargs: accepted.
    Returns:
        Nothing.
    Raises:
        TypeError: ``fn`` is no C function.
        ValueError: another function has the name, or the platform is not the CPU.

    >>> import ctypes
    >>> cv.ffi.register_ffi_target("doc_nothing", ctypes.CFUNCTYPE(None)(lambda: None))
    """
    if platform not in ("cpu", "host", "Host"):
        raise error(ValueError, f"ffi.register_ffi_target: expected platform 'cpu', got {platform!r}")
    if not _core.register_foreign(name, _address(fn)):
        raise error(
            ValueError,
            f"ffi.register_ffi_target: expected a new name, got {name!r}, which another function has",
        )
    _keep[name] = fn


def _option(value: Any) -> Any:
    """NumPy scalars and arrays as Python's numbers and lists."""
    return value.tolist() if isinstance(value, (np.generic, np.ndarray)) else value


def ffi_call(
    target_name: str,
    result_shape_dtypes: Any,
    *,
    has_side_effect: bool = False,
    vmap_method: str | None = None,
    input_layouts: Any = None,
    output_layouts: Any = None,
    input_output_aliases: dict[int, int] | None = None,
    custom_call_api_version: int = 4,
    legacy_backend_config: str | None = None,
) -> Callable[..., Any]:
    """A function of arrays that a C function computes.

    It has no derivative; a function around it gets one by ``custom_jvp`` or ``custom_vjp``.

    Args:
        target_name: the name by which it was registered.
        result_shape_dtypes: an object with ``shape`` and ``dtype``, or a list or tuple of them.
        has_side_effect: whether it must be called exactly once, and in the program's order.
        vmap_method: as for :func:`covector.pure_callback`.
        input_layouts: ``None``: arrays are row-major.
        output_layouts: likewise.
        input_output_aliases: accepted; results have memory of their own.
        custom_call_api_version: accepted.
        legacy_backend_config: ``None``.
    Returns:
        A function of arrays; its keyword arguments are attributes of the call: numbers, booleans,
        text, or sequences of numbers.
    Raises:
        ValueError: no function has the name, or ``vmap_method`` is none.
        TypeError: an argument is no array, or an attribute is something else, when called.

    >>> try:
    ...     cv.ffi.ffi_call("nobody", cv.ShapeDtypeStruct((), "float32"))(1.0)
    ... except ValueError as problem:
    ...     print(str(problem).partition(";")[0])
    ffi_call: expected the name of a registered function, got 'nobody'
    """
    check_vmap_method(vmap_method, "ffi_call")
    if input_layouts is not None or output_layouts is not None or legacy_backend_config is not None:
        raise error(
            NotImplementedError,
            "ffi_call: expected no layouts and no legacy_backend_config; arrays are row-major, pass "
            "attributes as keyword arguments",
        )
    several = isinstance(result_shape_dtypes, (list, tuple))
    types, _ = result_types(result_shape_dtypes, "ffi_call")

    def call(*args: Any, **kwargs: Any) -> Any:
        if not _core.has_foreign(target_name):
            raise error(
                ValueError,
                f"ffi_call: expected the name of a registered function, got {target_name!r}; call "
                "cv.ffi.register_ffi_target first",
            )
        operands = [as_argument(x, "ffi_call") for x in args]
        options = {key: _option(value) for key, value in kwargs.items() if value is not None}
        results = _core.foreign_call(
            target_name,
            operands,
            types,
            has_side_effect=has_side_effect,
            vmap_method=vmap_method,
            options=options,
        )
        if not several:
            return results[0]
        return tuple(results) if isinstance(result_shape_dtypes, tuple) else results

    return call
