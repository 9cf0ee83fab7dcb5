"""Functions of small arrays applied to parts of larger ones."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.core import ops, tree
from covector.core.mapping import map_lanes
from covector.core.operands import as_array, as_axis, broadcast_shapes
from covector.errors import error
from covector.numpy.shape import expand_dims, moveaxis
from covector.typing import Array, ArrayLike

_NAMES = r"[A-Za-z_0-9]*"
_CORE = rf"\((?:\s*{_NAMES}\s*(?:,\s*{_NAMES}\s*)*)?\)"
_LIST = rf"\s*{_CORE}\s*(?:,\s*{_CORE}\s*)*"
_SIGNATURE = re.compile(rf"^{_LIST}->{_LIST}$")

Dims = tuple[str, ...]


def vectorize(
    pyfunc: Callable[..., Any],
    *,
    excluded: Collection[int | str] = frozenset(),
    signature: str | None = None,
) -> Callable[..., Any]:
    """A function that broadcasts its arguments and applies ``pyfunc`` to parts of them.

    It is built on ``vmap``, so that it is differentiated and compiled as any function is.

    Args:
        pyfunc: function of scalars, or of arrays of the ranks that ``signature`` names.
        excluded: positions and names of arguments that are passed on as they are.
        signature: names the axes of one call's arguments and results, as in ``"(m,n),(n)->(m)"``;
            ``None``: all are scalars.
    Returns:
        A function of arrays; axes in front of those named are broadcast.
    Raises:
        TypeError: ``pyfunc`` is not callable, or ``excluded`` holds something else.
        ValueError: the signature is malformed, or arguments or results do not fit it.

    >>> norms = cnp.vectorize(lambda x: cnp.sqrt(cnp.sum(x * x)), signature="(n)->()")
    >>> norms(cnp.array([[3.0, 4.0], [6.0, 8.0]]))
    Array([ 5., 10.], dtype=float32)
    """
    if not callable(pyfunc):
        raise error(TypeError, f"vectorize: expected a function, got {pyfunc!r}")
    if any(not isinstance(e, (str, int)) for e in excluded):
        raise error(
            TypeError,
            f"vectorize: expected positions and names in excluded, got {set(excluded)}",
        )
    if any(isinstance(e, int) and e < 0 for e in excluded):
        raise error(ValueError, f"vectorize: excluded={set(excluded)} contains negative numbers")
    if signature is not None:
        _parse(signature)

    @functools.wraps(pyfunc)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        return _apply(pyfunc, excluded, signature, args, kwargs)

    wrapped.__doc__ = pyfunc.__doc__ or f"Vectorized version of {getattr(pyfunc, '__name__', 'a function')}."
    return wrapped


def _parse(signature: str) -> tuple[list[Dims], list[Dims]]:
    if not _SIGNATURE.match(signature):
        raise error(
            ValueError,
            f"vectorize: not a valid gufunc signature: {signature!r}; expected one like '(m,n),(n)->(m)'",
        )
    inputs, outputs = (
        [tuple(re.findall(r"[A-Za-z_0-9]+", group)) for group in re.findall(r"\(([^)]*)\)", side)]
        for side in signature.split("->")
    )
    return inputs, outputs


def _apply(
    function: Callable[..., Any],
    excluded: Collection[int | str],
    signature: str | None,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
) -> Any:
    fixed = {i: a for i, a in enumerate(args) if i in excluded}
    fixed_names = {k: v for k, v in kwargs.items() if k in excluded}
    names = [k for k in kwargs if k not in excluded]
    places = [i for i in range(len(args)) if i not in fixed]
    values = [args[i] for i in places] + [kwargs[k] for k in names]
    present = [i for i, v in enumerate(values) if v is not None]  # None is passed on
    arrays = [as_array(values[i], "vectorize", i) for i in present]

    def call(*lanes: Array) -> Any:
        own = dict(zip(present, lanes))
        full = dict(fixed)
        full.update({place: own.get(i) for i, place in enumerate(places)})
        rest = {k: own.get(len(places) + i) for i, k in enumerate(names)}
        return function(*(full[i] for i in range(len(args))), **rest, **fixed_names)

    if signature is not None:
        inputs, outputs = _parse(signature)
        if len(inputs) != len(values):
            raise error(
                TypeError,
                f"vectorize: wrong number of positional arguments: expected {len(inputs)}, got {len(values)}",
            )
        inputs = [inputs[i] for i in present]
    else:
        inputs, outputs = [()] * len(arrays), None

    sizes: dict[str, int] = {}
    for array, dims in zip(arrays, inputs):
        if array.ndim < len(dims):
            raise error(
                ValueError,
                f"vectorize: input with shape {array.shape} does not have enough dimensions for all core "
                f"dimensions {dims} on vectorized function with excluded={set(excluded)!r} and "
                f"signature={signature!r}",
            )
        _match(array.shape[array.ndim - len(dims) :], dims, sizes, signature)
    checked = _checked(call, outputs, sizes, signature)
    loops = [a.shape[: a.ndim - len(d)] for a, d in zip(arrays, inputs)]
    rank = len(broadcast_shapes("vectorize", *loops)) if loops else 0
    # An axis of size 1 is not mapped: the lanes share what is there.
    level = checked
    operands = []
    counts: list[list[int]] = []
    for array, loop in zip(arrays, loops):
        own = [1] * (rank - len(loop)) + list(loop)
        counts.append(own)
        operands.append(ops.reshape(array, [*(n for n in own if n != 1), *array.shape[len(loop) :]]))
    one = [axis for axis in range(rank) if all(own[axis] == 1 for own in counts)]
    for axis in reversed([axis for axis in range(rank) if axis not in one]):
        level = _mapped(level, [0 if own[axis] != 1 else None for own in counts])
    result = level(*operands)
    if not one:
        return result
    restore = functools.partial(expand_dims, axis=tuple(one))
    return tuple(map(restore, result)) if isinstance(result, tuple) else restore(result)


def _mapped(function: Callable[..., Any], axes: list[int | None]) -> Callable[..., Any]:
    return lambda *arrays: map_lanes(function, arrays, axes, "vectorize")


def _match(shape: Sequence[int], dims: Dims, sizes: dict[str, int], signature: str | None) -> None:
    for size, dim in zip(shape, dims):
        known = int(dim) if dim.isdigit() else sizes.setdefault(dim, size)
        if known != size:
            raise error(
                ValueError,
                f"vectorize: inconsistent size for core dimension {dim!r}: {size} vs {known} on vectorized "
                f"function with signature={signature!r}",
            )


def _checked(
    call: Callable[..., Any], outputs: list[Dims] | None, sizes: dict[str, int], signature: str | None
) -> Callable[..., Any]:
    def function(*lanes: Array) -> Any:
        result = call(*lanes)
        if outputs is None:
            return result
        several = isinstance(result, tuple)
        results = result if several else (result,)
        if len(results) != len(outputs) or (not several and len(outputs) > 1):
            raise error(
                TypeError,
                f"vectorize: wrong number of output arguments: expected {len(outputs)}, got {len(results)} "
                f"on vectorized function with signature={signature!r}",
            )
        for value, dims in zip(results, outputs):
            shape = np.shape(value) if not isinstance(value, _core.Array) else value.shape
            if len(shape) != len(dims):
                raise error(
                    ValueError,
                    f"vectorize: output shape {tuple(shape)} does not match core dimensions {dims} on "
                    f"vectorized function with signature={signature!r}",
                )
            _match(shape, dims, sizes, signature)
        return result

    return function


def apply_along_axis(
    func1d: Callable[..., Any], axis: int, arr: ArrayLike, *args: Any, **kwargs: Any
) -> Array:
    """A function of vectors applied to all vectors along an axis.

    Args:
        func1d: function of an array of rank 1; its result's axes replace ``axis``.
        axis: the axis.
        arr: array.
        args: further arguments of ``func1d``.
        kwargs: further keyword arguments.
    Returns:
        Array.
    Raises:
        ValueError: there is no such axis.

    >>> cnp.apply_along_axis(cnp.sum, 0, cnp.array([[1, 2], [3, 4]]))
    Array([4, 6], dtype=int32)
    """
    x = as_array(arr, "apply_along_axis")
    along = as_axis(axis, x.ndim, "apply_along_axis")

    def call(vector: Array) -> Any:
        return func1d(vector, *args, **kwargs)

    # The axes in front of the vector's are mapped first, so that they come first in the result.
    level: Callable[..., Any] = call
    for _ in range(x.ndim - along - 1):
        level = _mapped_last(level)
    for _ in range(along):
        level = _mapped(level, [0])
    return level(x)


def _mapped_last(function: Callable[..., Any]) -> Callable[..., Any]:
    """``function`` mapped over the last axis, which comes last in the results."""

    def mapped(x: Array) -> Any:
        result = map_lanes(function, [x], [x.ndim - 1], "apply_along_axis")
        return tree.map_tree(lambda y: moveaxis(y, 0, -1), result)

    return mapped


def apply_over_axes(func: Callable[[Array, int], Array], a: ArrayLike, axes: Sequence[int]) -> Array:
    """A reduction applied along several axes, one after the other.

    Args:
        func: called as ``func(array, axis)``; its result has the array's rank, or one less.
        a: array.
        axes: the axes.
    Returns:
        Array of the rank of ``a``.
    Raises:
        ValueError: a result has another rank.

    >>> cnp.apply_over_axes(cnp.sum, cnp.ones((2, 3)), [0, 1])
    Array([[6.]], dtype=float32)
    """
    x = as_array(a, "apply_over_axes")
    rank = x.ndim
    for axis in [axes] if isinstance(axes, (int, np.integer)) else axes:
        along = as_axis(axis, rank, "apply_over_axes")
        result = as_array(func(x, along), "apply_over_axes")
        if result.ndim == rank - 1:
            result = expand_dims(result, along)
        if result.ndim != rank:
            raise error(
                ValueError, "apply_over_axes: function is not returning an array of the correct shape"
            )
        x = result
    return x
