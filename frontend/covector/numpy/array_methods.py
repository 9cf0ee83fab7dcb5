"""Methods and operators of arrays that are put together in Python."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import indexing, interop, printing
from covector.core.bits import view
from covector.core.operands import is_array_like
from covector.errors import error
from covector.numpy import (
    arithmetic,
    contraction,
    creation,
    cumulative,
    elementwise,
    joining,
    logic,
    matrices,
    positions,
    reduction,
    searching,
    sorting,
    statistics,
)
from covector.numpy import indexing as choosing
from covector.numpy.namespace_info import array_namespace
from covector.numpy.shape import matrix_transpose, ravel, reshape, squeeze, swapaxes, transpose
from covector.typing import Array


def _item(x: Array, *args: Any) -> Any:
    """The only element, or the one at a position, as a Python number."""
    if args:
        index = args[0] if len(args) == 1 and isinstance(args[0], tuple) else args
        if len(index) == 1 and x.ndim != 1:
            index = np.unravel_index(index[0], x.shape)
        x = x[tuple(index)]
    if x.size != 1:
        raise error(
            ValueError,
            f"item: can only convert an array of size 1 to a Python scalar, got shape {x.shape}; "
            "give a position",
        )
    return x._item()


def _iterate(x: Array) -> Iterator[Array]:
    if x.ndim == 0:
        raise error(TypeError, "iteration over a 0-d array; use x.item() or x[None]")
    if _core.is_tracer(x) or x.dtype.kind not in "biufc":
        return iter(joining.unstack(x))
    weak = x.weak_type
    rows = (_core.as_array(np.asarray(row)) for row in interop.numpy_view(x))
    return (row._set_weak(True) for row in rows) if weak else rows


def _contains(x: Array, value: Any) -> bool:
    return bool(reduction.any(_core.equal(x, value)))


def _setitem(x: Array, index: Any, value: Any) -> None:
    raise error(
        TypeError,
        "x[index] = y: arrays are immutable and do not support in-place item assignment; use "
        "x = x.at[index].set(y), or another method of .at[]",
    )


def _delitem(x: Array, index: Any) -> None:
    raise error(TypeError, "del x[index]: arrays are immutable; use cnp.concatenate of the rest")


def _reshape(x: Array, *args: Any, order: str = "C", copy: bool | None = None) -> Array:
    """The same elements in another shape, given as a tuple or as arguments."""
    return reshape(x, args[0] if len(args) == 1 else args, order)


def _transpose(x: Array, *args: Any) -> Array:
    """Axes in another order, given as a tuple or as arguments."""
    if not args or args == (None,):
        return transpose(x)
    return transpose(x, args[0] if isinstance(args[0], (tuple, list)) else args)


def _astype(x: Array, dtype: Any, copy: bool = False, device: Any = None) -> Array:
    """The elements converted to another dtype."""
    return creation.astype(x, dtype, copy=copy)


def _flatten(x: Array, order: str = "C") -> Array:
    """The elements along one axis."""
    return ravel(x, order)


def _byteswap(x: Array) -> Array:
    """The elements with their bytes in reverse order."""
    if x.itemsize == 1 or x.size == 0:
        return x
    words = view(reshape(x, (x.size,)), np.dtype(np.uint8))
    swapped = reshape(reshape(words, (x.size, x.itemsize))[:, ::-1], (x.nbytes,))
    return reshape(view(swapped, x.dtype), x.shape)


def _view(x: Array, dtype: Any = None) -> Array:
    """The same bits read as another dtype; the last axis grows or shrinks with the number of elements."""
    if dtype is None:
        return x
    return view(x, dtypes.requested(dtype, "view"))


def _clip(x: Array, min: Any = None, max: Any = None) -> Array:
    """Limited to the range from ``min`` to ``max``."""
    return arithmetic.clip(x, min, max)


def _round(x: Array, decimals: int = 0, out: None = None) -> Array:
    """Rounded to ``decimals`` places, halves to even."""
    return arithmetic.round(x, decimals)


def _python_round(x: Array, ndigits: int | None = None) -> Array:
    """What Python's ``round`` gives: integers where no number of digits is given."""
    if ndigits is None:
        return creation.astype(arithmetic.round(x), int)
    return arithmetic.round(x, ndigits)


def _block_until_ready(x: Array) -> Array:
    """Waits until the elements are there; they are when the call that made them returns."""
    return x


def _or_not_implemented(function: Callable[[Any, Any], Any], swap: bool = False) -> Any:
    def operator(x: Array, other: Any) -> Any:
        if not is_array_like(other):
            return NotImplemented
        return function(other, x) if swap else function(x, other)

    return operator


_METHODS: dict[str, Any] = {
    "all": reduction.all,
    "any": reduction.any,
    "argmax": reduction.argmax,
    "argmin": reduction.argmin,
    "argpartition": sorting.argpartition,
    "argsort": sorting.argsort,
    "astype": _astype,
    "block_until_ready": _block_until_ready,
    "byteswap": _byteswap,
    "choose": choosing.choose,
    "clip": _clip,
    "compress": lambda x, condition, axis=None, **k: choosing.compress(condition, x, axis, **k),
    "conj": elementwise.conj,
    "conjugate": elementwise.conj,
    "copy": creation.copy,
    "cumprod": cumulative.cumprod,
    "cumsum": cumulative.cumsum,
    "diagonal": matrices.diagonal,
    "dot": contraction.dot,
    "flatten": _flatten,
    "item": _item,
    "max": reduction.max,
    "mean": statistics.mean,
    "min": reduction.min,
    "nonzero": positions.nonzero,
    "prod": reduction.prod,
    "ptp": reduction.ptp,
    "ravel": ravel,
    "repeat": joining.repeat,
    "reshape": _reshape,
    "round": _round,
    "searchsorted": searching.searchsorted,
    "sort": sorting.sort,
    "squeeze": squeeze,
    "std": statistics.std,
    "sum": reduction.sum,
    "swapaxes": swapaxes,
    "take": choosing.take,
    "trace": reduction.trace,
    "transpose": _transpose,
    "var": statistics.var,
    "view": _view,
}

_PROPERTIES: dict[str, Callable[[Array], Any]] = {
    "T": transpose,
    "mT": matrix_transpose,
    "real": elementwise.real,
    "imag": elementwise.imag,
    "at": indexing.IndexUpdateHelper,
    "flat": lambda x: iter(ravel(x)),
}

_OPERATORS: dict[str, Any] = {
    "floordiv": arithmetic.floor_divide,
    "mod": arithmetic.remainder,
    "divmod": arithmetic.divmod,
    "matmul": contraction.matmul,
    "rshift": logic.right_shift,
}


def install(cls: Any) -> None:
    """Gives the array class its methods."""
    interop.install(cls)
    printing.install(cls)
    for name, method in _METHODS.items():
        setattr(cls, name, method)
    for name, getter in _PROPERTIES.items():
        setattr(cls, name, property(getter))
    for name, function in _OPERATORS.items():
        setattr(cls, f"__{name}__", _or_not_implemented(function))
        setattr(cls, f"__r{name}__", _or_not_implemented(function, swap=True))
    cls.__getitem__ = indexing.getitem
    cls.__setitem__ = _setitem
    cls.__delitem__ = _delitem
    cls.__iter__ = _iterate
    cls.__contains__ = _contains
    cls.__round__ = _python_round
    cls.__array_namespace__ = array_namespace


install(_core.Array)
