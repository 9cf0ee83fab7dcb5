"""What universal functions do besides being called: reduce, accumulate, at, outer, reduceat.

The usual functions have reductions of their own. An associative one is combined in pairs, in a number
of steps that is logarithmic in the size; any other one element after the other.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

import covector.numpy as cnp
from covector import _core, dtypes, lax
from covector.core import ops
from covector.core.indexing import IndexUpdateRef
from covector.core.operands import as_array, as_axes, as_axis, broadcast_shapes
from covector.errors import error
from covector.numpy import creation, joining, reduction
from covector.numpy.shape import moveaxis
from covector.typing import Array, ArrayLike

_ASSOCIATIVE = {
    *("add", "multiply", "maximum", "minimum", "fmax", "fmin", "logaddexp", "logaddexp2", "hypot"),
    *("bitwise_and", "bitwise_or", "bitwise_xor", "logical_and", "logical_or", "logical_xor"),
    *("gcd", "lcm"),
}
_REDUCTIONS = {
    "add": "sum",
    "multiply": "prod",
    "maximum": "max",
    "minimum": "min",
    "logical_and": "all",
    "logical_or": "any",
}
_CUMULATIVE = {"add": "cumsum", "multiply": "cumprod"}
_UPDATES = {"add": "add", "subtract": "subtract", "multiply": "multiply", "maximum": "max", "minimum": "min"}


def _require_binary(f: Any, method: str, out: Any = None) -> str:
    """The public name of a method, which is for binary functions only."""
    public = f"{f.__name__}.{method}"
    if f.nin != 2:
        raise error(ValueError, f"{public}: {method} only supported for binary ufuncs, got nin={f.nin}")
    if f.nout != 1:
        raise error(ValueError, f"{public}: {method} only supported for functions returning a single value")
    if out is not None:
        raise error(NotImplementedError, f"{public}: the argument out is not supported; use the result")
    return public


def _result_dtype(f: Any, x: Array, dtype: Any) -> np.dtype:
    if dtype is not None:
        return np.dtype(cnp.dtype(dtype))
    one = _core.full((), 1, x.dtype)
    return f(one, one).dtype


def reduce(
    f: Any,
    a: ArrayLike,
    axis: Any = 0,
    dtype: Any = None,
    out: None = None,
    keepdims: bool = False,
    initial: ArrayLike | None = None,
    where: ArrayLike | None = None,
) -> Array:
    """The elements along an axis combined.

    Args:
        f: the function.
        a: array.
        axis: the axis, or a tuple of them; ``None`` is all.
        dtype: dtype of the result.
        out: must be ``None``.
        keepdims: whether the axis stays, with size 1.
        initial: what to begin with.
        where: boolean array that chooses elements.
    Returns:
        Array.
    Raises:
        ValueError: the function is not binary, or nothing is left to combine.

    >>> cnp.add.reduce(cnp.array([[1, 2], [3, 4]]))
    Array([4, 6], dtype=int32)
    """
    public = _require_binary(f, "reduce", out)
    x = as_array(a, public)
    if where is not None:
        if f.identity is None and initial is None:
            raise error(
                ValueError,
                f"{public}: reduction operation {f.__name__!r} does not have an identity, so to use a where "
                "mask one has to specify 'initial'.",
            )
        mask = as_array(where, public)
        if mask.dtype != np.bool_:
            raise error(ValueError, f"{public}: where argument must have dtype=bool; got dtype={mask.dtype}")
        where = mask
    own = f._own.get("reduce")
    if own is not None:
        return own(x, axis=axis, dtype=dtype, keepdims=keepdims, initial=initial, where=where)
    known = _REDUCTIONS.get(f.__name__)
    if known in ("all", "any") and initial is None:
        return getattr(reduction, known)(x, axis=axis, keepdims=keepdims, where=where)
    if known in ("sum", "prod"):
        return getattr(reduction, known)(
            x, axis=axis, dtype=dtype, keepdims=keepdims, initial=initial, where=where
        )
    if known in ("max", "min"):
        x = x if dtype is None else creation.astype(x, dtype)
        return getattr(reduction, known)(x, axis=axis, keepdims=keepdims, initial=initial, where=where)
    return _fold(
        f, public, x, axis, dtype, keepdims, initial, None if where is None else as_array(where, public)
    )


def _fold(
    f: Any, public: str, x: Array, axis: Any, dtype: Any, keepdims: bool, initial: Any, where: Array | None
) -> Array:
    target = _result_dtype(f, x, dtype)
    axes = as_axes(axis, x.ndim, public)
    kept = [1 if i in axes else n for i, n in enumerate(x.shape)] if keepdims else None
    order = [*axes, *(i for i in range(x.ndim) if i not in axes)]
    rest = [x.shape[i] for i in order[len(axes) :]]
    count = math.prod(x.shape[i] for i in axes)

    def in_front(y: Array) -> Array:
        return ops.reshape(ops.transpose(y, order), [count, *rest])

    start = f.identity if initial is None else initial
    mask = None if where is None else in_front(_core.broadcast_to(where, x.shape))
    x = _core.convert(in_front(x), target)
    if count == 0 and start is None:
        raise error(
            ValueError, f"{public}: zero-size array to reduction operation {f.__name__} which has no identity"
        )
    first = (
        None
        if start is None
        else _core.broadcast_to(_core.convert(as_array(start, public), target), tuple(rest))
    )
    if f.__name__ in _ASSOCIATIVE:
        if mask is not None and f.identity is not None:
            x, mask = _core.select(mask, x, _core.convert(as_array(f.identity, public), target)), None
        if mask is None:
            result = _in_pairs(f, x) if count else None
            if first is not None and (initial is not None or result is None):
                result = first if result is None else f(first, result)
            return result if kept is None else ops.reshape(result, kept)
    if first is None:
        first, x = x[0], x[1:]

    def step(value: Array, row: tuple[Array, Array | None]) -> tuple[Array, None]:
        combined = _core.convert(f(value, row[0]), target)
        return (combined if row[1] is None else _core.select(row[1], combined, value)), None

    value, _ = lax.scan(step, _core.convert(first, target), (x, mask))
    return value if kept is None else ops.reshape(value, kept)


def _in_pairs(f: Any, x: Array) -> Array:
    """The elements along the first axis combined, neighbours with neighbours."""
    while x.shape[0] > 1:
        half, odd = divmod(x.shape[0], 2)
        combined = f(ops.slice_axis(x, 0, 2 * half, 0, 2), ops.slice_axis(x, 1, 2 * half, 0, 2))
        combined = _core.convert(combined, x.dtype)
        x = ops.concatenate([combined, ops.slice_axis(x, 2 * half, 2 * half + 1, 0)], 0) if odd else combined
    return ops.reshape(x, x.shape[1:])


def accumulate(f: Any, a: ArrayLike, axis: int = 0, dtype: Any = None, out: None = None) -> Array:
    """The elements along an axis combined with all those before.

    Args:
        f: the function.
        a: array.
        axis: the axis.
        dtype: dtype of the result.
        out: must be ``None``.
    Returns:
        Array of the shape of ``a``.
    Raises:
        ValueError: the function is not binary.

    >>> cnp.add.accumulate(cnp.array([1, 2, 3]))
    Array([1, 3, 6], dtype=int32)
    """
    public = _require_binary(f, "accumulate", out)
    if axis is None or isinstance(axis, tuple):
        raise error(ValueError, f"{public}: accumulate does not allow multiple axes, got {axis}")
    x = as_array(a, public)
    along = as_axis(axis, x.ndim, public)
    own = f._own.get("accumulate")
    if own is not None:
        return own(x, axis=along, dtype=dtype)
    known = _CUMULATIVE.get(f.__name__)
    if known is not None and hasattr(cnp, known):
        return getattr(cnp, known)(x, axis=along, dtype=dtype)
    target = _result_dtype(f, x, dtype)
    x = _core.convert(x, target)
    if x.size == 0:
        return x

    def combine(p: Array, q: Array) -> Array:
        return _core.convert(f(p, q), target)

    if f.__name__ in _ASSOCIATIVE:
        return lax.associative_scan(combine, x, axis=along)
    rows = moveaxis(x, along, 0)

    def step(value: Array, row: Array) -> tuple[Array, Array]:
        combined = combine(value, row)
        return combined, combined

    _, rest = lax.scan(step, rows[0], rows[1:])
    return moveaxis(ops.concatenate([rows[:1], rest], 0), 0, along)


def outer(f: Any, A: ArrayLike, B: ArrayLike, /) -> Array:
    """The function of all pairs of elements.

    Args:
        f: the function.
        A: array.
        B: array.
    Returns:
        Array with the axes of ``A``, then those of ``B``.
    Raises:
        ValueError: the function is not binary.

    >>> cnp.multiply.outer(cnp.array([1, 2]), cnp.array([3, 4]))
    Array([[3, 4],
           [6, 8]], dtype=int32)
    """
    if f.nin != 2:
        raise error(
            ValueError, f"{f.__name__}.outer: outer only supported for binary ufuncs, got nin={f.nin}"
        )
    x, y = as_array(A, f"{f.__name__}.outer"), as_array(B, f"{f.__name__}.outer", 1)
    return f(ops.reshape(x, (*x.shape, *(1,) * y.ndim)), y)


# Changing elements


def at(f: Any, a: ArrayLike, indices: Any, b: ArrayLike | None = None, /, *, inplace: bool = True) -> Array:
    """A copy with the function applied to elements, once for every time they are listed.

    Args:
        f: the function.
        a: array.
        indices: what could stand in ``a[indices]``.
        b: second operand of a binary function.
        inplace: must be ``False``, as arrays are immutable.
    Returns:
        Array of the shape of ``a``.
    Raises:
        NotImplementedError: ``inplace`` is true.

    >>> cnp.add.at(cnp.ones(3), cnp.array([0, 0]), 2.0, inplace=False)
    Array([5., 1., 1.], dtype=float32)
    """
    public = f"{f.__name__}.at"
    if inplace:
        raise error(
            NotImplementedError,
            f"{public}: arrays are immutable; pass inplace=False and use the result",
        )
    x = as_array(a, public)
    own = f._own.get("at")
    if own is not None:
        return own(x, indices) if b is None else own(x, indices, b)
    target = f(x.dtype.type(1), *(() if b is None else (as_array(b, public).dtype.type(1),))).dtype
    x = _core.convert(x, target)
    values = None if b is None else _core.convert(as_array(b, public), target)
    if f.__name__ in _UPDATES and values is not None:
        return getattr(IndexUpdateRef(x, indices), _UPDATES[f.__name__])(values)

    def once(y: Array, index: Any, value: Array | None) -> Array:
        old = IndexUpdateRef(y, index).get()
        new = f(old) if value is None else f(old, value)
        return IndexUpdateRef(y, index).set(_core.convert(new, target), unique_indices=True)

    places = [i for i in (indices if isinstance(indices, tuple) else (indices,)) if _is_array(i)]
    if not places:
        return once(x, indices, values)
    # Each round takes the positions that were not listed before.
    flat = creation.array(np.arange(x.size, dtype=np.int32).reshape(x.shape))
    listed = IndexUpdateRef(flat, indices).get(mode="fill", fill_value=-1)
    if values is not None:
        values = _core.broadcast_to(values, broadcast_shapes(public, values.shape, listed.shape))
    everything = ops.reshape(listed, (listed.size,))
    given = None if values is None else ops.reshape(values, (values.size,))

    def change(result: Array, index: Array, value: Array | None) -> Array:
        old = IndexUpdateRef(result, index).get(mode="clip")
        new = f(old) if value is None else f(old, value)
        return IndexUpdateRef(result, index).set(
            _core.convert(new, target), unique_indices=True, wrap_negative_indices=False
        )

    result = ops.reshape(x, (x.size,))
    if _core.has_value(listed):
        numbers = np.asarray(listed.concrete() if _core.is_tracer(listed) else listed).ravel()
        for chosen in _rounds(numbers):
            where = chosen.astype(np.int32)
            result = change(result, everything[where], None if given is None else given[where])
    else:
        result, _ = lax.scan(lambda y, item: (change(y, *item), None), result, (everything, given))
    return ops.reshape(result, x.shape)


def _is_array(item: Any) -> bool:
    return isinstance(item, (_core.Array, np.ndarray, list))


def _rounds(numbers: np.ndarray) -> list[np.ndarray]:
    """Positions in `numbers` in groups: the first time that each number occurs, the second, ..."""
    order = np.argsort(numbers, kind="stable")
    ordered = numbers[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]]) if len(ordered) else np.zeros(0, int)
    rank = np.arange(len(ordered)) - np.repeat(starts, np.diff(np.r_[starts, len(ordered)]))
    inside = ordered >= 0
    return [order[inside & (rank == k)] for k in range(int(rank[inside].max(initial=-1)) + 1)]


# Reducing between positions


def reduceat(f: Any, a: ArrayLike, indices: Any, axis: int = 0, dtype: Any = None, out: None = None) -> Array:
    """The elements between neighbouring positions combined.

    Args:
        f: the function.
        a: array.
        indices: positions along the axis; the last part goes to the end, and a position that is not
            below the next one gives the element there.
        axis: the axis.
        dtype: dtype of the result.
        out: must be ``None``.
    Returns:
        Array with the axis as long as ``indices``.
    Raises:
        ValueError: the function is not binary, or ``indices`` is not of rank 1.

    >>> cnp.add.reduceat(cnp.array([1, 2, 3, 4, 5]), cnp.array([0, 2]))
    Array([ 3, 12], dtype=int32)
    """
    public = _require_binary(f, "reduceat", out)
    x = as_array(a, public)
    if axis is None or isinstance(axis, (tuple, list)):
        raise error(ValueError, f"{public}: reduceat requires a single integer axis, got {axis}")
    if x.ndim == 0:
        raise error(ValueError, f"{public}: expected an array of rank 1 or more, got shape ()")
    along = as_axis(axis, x.ndim, public)
    starts = as_array(np.asarray(indices) if isinstance(indices, (list, tuple)) else indices, public, 1)
    if starts.ndim != 1:
        raise error(ValueError, f"{public}: indices must be one-dimensional, got shape {starts.shape}")
    own = f._own.get("reduceat")
    if own is not None:
        return own(x, starts, axis=along, dtype=dtype)
    try:
        concrete = np.asarray(starts.concrete() if _core.is_tracer(starts) else starts)
    except Exception:
        return _reduceat_traced(f, public, x, starts, along, dtype)
    size, parts = x.shape[along], []
    if concrete.size and (concrete.min() < 0 or concrete.max() >= size):
        raise error(IndexError, f"{public}: expected positions below {size}, got {concrete}")
    ends = np.append(concrete[1:], size)
    for start, end in zip(concrete.tolist(), ends.tolist()):
        part = ops.slice_axis(x, start, end if end > start else start + 1, along)
        parts.append(reduce(f, part, axis=along, dtype=dtype, keepdims=True))
    if not parts:
        return creation.zeros(
            [0 if i == along else n for i, n in enumerate(x.shape)], _result_dtype(f, x, dtype)
        )
    return joining.concatenate(parts, along)


def _reduceat_traced(f: Any, public: str, x: Array, starts: Array, along: int, dtype: Any) -> Array:
    """Every part as a masked reduction of the whole axis."""
    target = _result_dtype(f, x, dtype)
    neutral = f.identity
    if neutral is None and f.__name__ in ("maximum", "minimum"):
        neutral = _extreme(target, f.__name__ == "maximum")
    if neutral is None:
        raise error(
            NotImplementedError,
            f"{public}: expected constant positions for a function without identity, got traced ones",
        )
    size = x.shape[along]
    front = _core.convert(moveaxis(x, along, 0), target)
    ends = joining.concatenate(
        [ops.slice_axis(starts, 1, starts.shape[0], 0), creation.full((1,), size, starts.dtype)]
    )
    ends = _core.select(_core.greater(ends, starts), ends, _core.add(starts, 1))
    positions = creation.array(np.arange(size, dtype=np.int32))
    grid = ops.reshape(starts, (starts.shape[0], 1)), ops.reshape(ends, (starts.shape[0], 1))
    inside = _core.bitwise_and(_core.greater_equal(positions, grid[0]), _core.less(positions, grid[1]))
    inside = ops.reshape(inside, (*inside.shape, *(1,) * (front.ndim - 1)))
    masked = _core.select(inside, front, _core.convert(as_array(neutral, public), target))
    return moveaxis(_core.convert(reduce(f, masked, axis=1), target), 0, along)


def _extreme(dtype: np.dtype, lowest: bool) -> Any:
    """The least or greatest number of a dtype."""
    if dtype.kind == "b":
        return not lowest
    if dtypes.is_inexact(dtype):
        return -math.inf if lowest else math.inf
    limits = dtypes.iinfo(dtype)
    return int(limits.min if lowest else limits.max)
