"""Arrays put together, taken apart, repeated and padded."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.operands import as_array, as_axis, as_shape, promote
from covector.errors import error
from covector.numpy.shape import atleast_1d, atleast_2d, atleast_3d
from covector.typing import Array, ArrayLike, DTypeLike


def _sequence(arrays: Any, public: str) -> list[Any]:
    if isinstance(arrays, (_core.Array, np.ndarray)):
        return list(arrays)
    if not isinstance(arrays, (list, tuple)):
        raise error(TypeError, f"{public}: expected a sequence of arrays, got {type(arrays).__name__}")
    if not arrays:
        raise error(ValueError, f"{public}: need at least one array, got none")
    return [np.asarray(a) if isinstance(a, (list, tuple)) else a for a in arrays]


def concatenate(arrays: Any, axis: int | None = 0, dtype: DTypeLike | None = None) -> Array:
    """Arrays one after the other along an existing axis.

    Args:
        arrays: sequence of arrays of one shape but for ``axis``.
        axis: the axis; ``None`` ravels the arrays first.
        dtype: dtype of the result; ``None``: the common one.
    Returns:
        Array.
    Raises:
        ValueError: no arrays, or ``axis`` is out of bounds.
        TypeError: the other sizes differ.

    >>> cnp.concatenate([cnp.zeros(1), cnp.ones(2)])
    Array([0., 1., 1.], dtype=float32)
    """
    xs = promote("concatenate", *_sequence(arrays, "concatenate"))
    if axis is None:
        xs, axis = [ops.reshape(x, (x.size,)) for x in xs], 0
    along = as_axis(axis, xs[0].ndim, "concatenate")
    for x in xs[1:]:
        if x.ndim != xs[0].ndim or any(
            n != m for i, (n, m) in enumerate(zip(x.shape, xs[0].shape)) if i != along
        ):
            raise error(
                TypeError,
                f"concatenate: expected shapes that are equal but for axis {along}, got "
                f"{', '.join(str(each.shape) for each in xs)}",
            )
    if dtype is not None:
        target = dtypes.requested(dtype, "concatenate")
        xs = [_core.convert(x, target) for x in xs]
    return ops.concatenate(xs, along)


concat = concatenate


def stack(arrays: Any, axis: int = 0, out: None = None, dtype: DTypeLike | None = None) -> Array:
    """Arrays of one shape along a new axis.

    Args:
        arrays: sequence of arrays of one shape.
        axis: the place of the new axis.
        out: must be ``None``.
        dtype: dtype of the result; ``None``: the common one.
    Returns:
        Array.
    Raises:
        ValueError: no arrays, or their shapes differ.

    >>> cnp.stack([cnp.zeros(2), cnp.ones(2)]).shape
    (2, 2)
    """
    xs = [as_array(x, "stack", i) for i, x in enumerate(_sequence(arrays, "stack"))]
    if len({x.shape for x in xs}) > 1:
        raise error(
            ValueError,
            f"stack: all input arrays must have the same shape, got {[x.shape for x in xs]}",
        )
    place = as_axis(axis, xs[0].ndim + 1, "stack")
    return concatenate([ops.expand_dims(x, (place,)) for x in xs], place, dtype)


def unstack(x: ArrayLike, /, *, axis: int = 0) -> tuple[Array, ...]:
    """The parts of an array along an axis, without it.

    Args:
        x: array of rank 1 or more.
        axis: the axis.
    Returns:
        As many arrays as the axis is long.
    Raises:
        ValueError: ``axis`` is out of bounds.

    >>> [float(row) for row in cnp.unstack(cnp.array([1.0, 2.0]))]
    [1.0, 2.0]
    """
    y = as_array(x, "unstack")
    along = as_axis(axis, y.ndim, "unstack")
    return tuple(ops.squeeze(ops.slice_axis(y, i, i + 1, along), (along,)) for i in range(y.shape[along]))


def vstack(tup: Any, dtype: DTypeLike | None = None) -> Array:
    """Arrays along the first axis; vectors become rows.

    Args:
        tup: sequence of arrays.
        dtype: dtype of the result; ``None``: the common one.
    Returns:
        Array of rank 2 or more.
    Raises:
        TypeError: the other sizes differ.

    >>> cnp.vstack([cnp.zeros(2), cnp.ones(2)]).shape
    (2, 2)
    """
    rows = [atleast_2d(x) for x in _sequence(tup, "vstack")]
    return concatenate(rows, 0, dtype)


def hstack(tup: Any, dtype: DTypeLike | None = None) -> Array:
    """Arrays along the second axis, vectors along the only one.

    Args:
        tup: sequence of arrays.
        dtype: dtype of the result; ``None``: the common one.
    Returns:
        Array.
    Raises:
        TypeError: the other sizes differ.

    >>> cnp.hstack([cnp.zeros(2), cnp.ones(2)]).shape
    (4,)
    """
    parts = [atleast_1d(x) for x in _sequence(tup, "hstack")]
    return concatenate(parts, 0 if parts[0].ndim == 1 else 1, dtype)


def dstack(tup: Any, dtype: DTypeLike | None = None) -> Array:
    """Arrays along the third axis.

    Args:
        tup: sequence of arrays.
        dtype: dtype of the result; ``None``: the common one.
    Returns:
        Array of rank 3 or more.
    Raises:
        TypeError: the other sizes differ.

    >>> cnp.dstack([cnp.zeros(2), cnp.ones(2)]).shape
    (1, 2, 2)
    """
    return concatenate([atleast_3d(x) for x in _sequence(tup, "dstack")], 2, dtype)


def column_stack(tup: Any) -> Array:
    """Vectors as the columns of a matrix.

    Args:
        tup: sequence of arrays of rank 1 or 2.
    Returns:
        Array of rank 2.
    Raises:
        TypeError: the other sizes differ.

    >>> cnp.column_stack([cnp.zeros(3), cnp.ones(3)]).shape
    (3, 2)
    """
    columns = []
    for x in _sequence(tup, "column_stack"):
        y = as_array(x, "column_stack")
        columns.append(ops.reshape(y, (y.size, 1)) if y.ndim < 2 else y)
    return concatenate(columns, 1)


def append(arr: ArrayLike, values: ArrayLike, axis: int | None = None) -> Array:
    """``values`` after the end of ``arr``.

    Args:
        arr: array.
        values: array.
        axis: the axis; ``None`` ravels both.
    Returns:
        Array.
    Raises:
        TypeError: the other sizes differ.

    >>> cnp.append(cnp.zeros(1), cnp.ones(1))
    Array([0., 1.], dtype=float32)
    """
    return concatenate([arr, values], axis)


def block(arrays: Any) -> Array:
    """An array put together from nested lists of blocks.

    Args:
        arrays: nested lists of arrays; the innermost lists are joined along the last axis.
    Returns:
        Array.
    Raises:
        TypeError: sizes do not fit.

    >>> cnp.block([[cnp.eye(2), cnp.zeros((2, 1))]]).shape
    (2, 3)
    """

    def depth_of(item: Any) -> int:
        return 1 + max(map(depth_of, item)) if isinstance(item, list) else 0

    depth = depth_of(arrays)

    def leaves(item: Any) -> list[Array]:
        if isinstance(item, list):
            return [leaf for each in item for leaf in leaves(each)]
        return [as_array(item, "block")]

    rank = max(depth, *(leaf.ndim for leaf in leaves(arrays)))

    def join(item: Any, level: int) -> Array:
        if isinstance(item, list):
            return concatenate([join(each, level + 1) for each in item], rank - depth + level)
        x = as_array(item, "block")
        return ops.reshape(x, (1,) * (rank - x.ndim) + x.shape)

    return join(arrays, 0)


def _split_points(public: str, length: int, sections: Any, uneven: bool) -> list[int]:
    if isinstance(sections, (int, np.integer)):
        count = operator.index(sections)
        each, extra = divmod(length, count)
        if extra and not uneven:
            raise error(
                ValueError,
                f"{public}: array split does not result in an equal division: length {length} "
                f"into {count} parts; array_split allows it",
            )
        return [0, *np.cumsum([each + (i < extra) for i in range(count)]).tolist()]
    points = [operator.index(i) for i in sections]
    inside = [min(max(p + length if p < 0 else p, 0), length) for p in points]
    return [0, *inside, length]


def _split(public: str, ary: Any, sections: Any, axis: int, uneven: bool) -> list[Array]:
    x = as_array(ary, public)
    along = as_axis(axis, x.ndim, public)
    points = _split_points(public, x.shape[along], sections, uneven)
    return [ops.slice_axis(x, a, max(a, b), along) for a, b in itertools.pairwise(points)]


def split(ary: ArrayLike, indices_or_sections: int | Sequence[int], axis: int = 0) -> list[Array]:
    """An array in parts along an axis.

    Args:
        ary: array.
        indices_or_sections: the number of equal parts, or the positions where parts begin.
        axis: the axis.
    Returns:
        A list of arrays.
    Raises:
        ValueError: the parts would not be equal.

    >>> [int(x.size) for x in cnp.split(cnp.arange(6), 3)]
    [2, 2, 2]
    """
    return _split("split", ary, indices_or_sections, axis, False)


def array_split(ary: ArrayLike, indices_or_sections: int | Sequence[int], axis: int = 0) -> list[Array]:
    """As :func:`split`; parts may differ in length by one.

    Args:
        ary: array.
        indices_or_sections: the number of parts, or the positions where parts begin.
        axis: the axis.
    Returns:
        A list of arrays.
    Raises:
        ValueError: ``axis`` is out of bounds.

    >>> [int(x.size) for x in cnp.array_split(cnp.arange(5), 3)]
    [2, 2, 1]
    """
    return _split("array_split", ary, indices_or_sections, axis, True)


def _split_along(name: str, axis: int, word: str) -> Callable[..., list[Array]]:
    def function(ary: ArrayLike, indices_or_sections: int | Sequence[int]) -> list[Array]:
        x = as_array(ary, name)
        along = 0 if name == "hsplit" and x.ndim == 1 else axis
        return _split(name, x, indices_or_sections, along, False)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"""An array in parts along the {word} axis.

    Args:
        ary: array.
        indices_or_sections: the number of equal parts, or the positions where parts begin.
    Returns:
        A list of arrays.
    Raises:
        ValueError: the parts would not be equal.

    >>> len(cnp.{name}(cnp.zeros((2, 2, 2)), 2))
    2
    """
    return function


vsplit = _split_along("vsplit", 0, "first")
hsplit = _split_along("hsplit", 1, "second")
dsplit = _split_along("dsplit", 2, "third")


def tile(A: ArrayLike, reps: int | Sequence[int]) -> Array:
    """The whole array repeated along axes.

    Args:
        A: array.
        reps: how many times along each axis, counted from the last.
    Returns:
        Array.
    Raises:
        TypeError: ``reps`` holds something else than integers.

    >>> cnp.tile(cnp.array([1, 2]), 2)
    Array([1, 2, 1, 2], dtype=int32)
    """
    x = as_array(A, "tile")
    times = as_shape(reps, "tile")
    rank = max(x.ndim, len(times))
    sizes = (1,) * (rank - x.ndim) + x.shape
    times = (1,) * (rank - len(times)) + times
    pairs = [n for both in zip(times, sizes) for n in both]
    spread = ops.broadcast_in_dim(ops.reshape(x, sizes), pairs, range(1, 2 * rank, 2), public="tile")
    return ops.reshape(spread, [t * n for t, n in zip(times, sizes)])


def repeat(
    a: ArrayLike,
    repeats: ArrayLike,
    axis: int | None = None,
    *,
    total_repeat_length: int | None = None,
) -> Array:
    """Each element repeated.

    Args:
        a: array.
        repeats: how many times, one number or one for each element along ``axis``.
        axis: the axis; ``None`` ravels the array.
        total_repeat_length: length of the result along ``axis``, where ``repeats`` is traced.
    Returns:
        Array.
    Raises:
        ConcretizationTypeError: ``repeats`` is being traced.

    >>> cnp.repeat(cnp.array([1, 2]), 2)
    Array([1, 1, 2, 2], dtype=int32)
    """
    x = as_array(a, "repeat")
    if axis is None:
        x, axis = ops.reshape(x, (x.size,)), 0
    along = as_axis(axis, x.ndim, "repeat")
    if isinstance(repeats, _core.Array):
        repeats = np.asarray(repeats.concrete())
    times = np.asarray(repeats)
    length = x.shape[along]
    if times.ndim == 0 or times.size == 1:
        count = int(times.reshape(()))
        shape = (*x.shape[: along + 1], count, *x.shape[along + 1 :])
        dimensions = [i if i <= along else i + 1 for i in range(x.ndim)]
        spread = ops.broadcast_in_dim(x, shape, dimensions, public="repeat")
        result = ops.reshape(spread, (*x.shape[:along], length * count, *x.shape[along + 1 :]))
    else:
        if times.shape != (length,):
            raise error(
                ValueError,
                f"repeat: expected {length} repeats for axis {along}, got shape {times.shape}",
            )
        positions = np.repeat(np.arange(length, dtype=np.int32), times)
        index: list[Any] = [slice(None)] * x.ndim
        index[along] = positions
        result = x[tuple(index)]
    if total_repeat_length is not None and result.shape[along] != total_repeat_length:
        length = result.shape[along]
        if length > total_repeat_length or length == 0:
            return ops.slice_axis(result, 0, total_repeat_length, along)
        last = ops.slice_axis(result, length - 1, length, along)
        more = repeat(last, total_repeat_length - length, along)
        result = ops.concatenate([result, more], along)
    return result


# Padding


def pad(
    array: ArrayLike,
    pad_width: Any,
    mode: str | Callable[..., Any] = "constant",
    *,
    constant_values: Any = 0,
    reflect_type: str = "even",
) -> Array:
    """More elements around an array.

    Args:
        array: array.
        pad_width: how many before and after each axis: one number, a pair, or one pair for each.
        mode: ``"constant"``, ``"edge"``, ``"wrap"``, ``"reflect"``, ``"symmetric"`` or
            ``"empty"``.
        constant_values: the numbers of ``"constant"``, given as ``pad_width`` is.
        reflect_type: ``"even"``; ``"odd"`` reflects about the edge's value.
    Returns:
        Array of the same dtype.
    Raises:
        NotImplementedError: another mode.
        ValueError: widths are negative or do not fit the rank.

    >>> cnp.pad(cnp.ones(2), 1)
    Array([0., 1., 1., 0.], dtype=float32)
    """
    x = as_array(array, "pad")
    try:
        widths = np.broadcast_to(np.asarray(pad_width), (x.ndim, 2)).astype(int).tolist()
    except ValueError:
        raise error(
            ValueError,
            f"pad: expected a number, a pair or {x.ndim} pairs of pad widths, got {pad_width!r}",
        ) from None
    if any(w < 0 for pair in widths for w in pair):
        raise error(ValueError, f"pad: index can't contain negative values, got {pad_width!r}")
    if mode in ("constant", "empty"):
        return _pad_constant(x, widths, constant_values if mode == "constant" else 0)
    if mode not in ("edge", "wrap", "reflect", "symmetric"):
        raise error(
            NotImplementedError,
            f"pad: mode {mode!r} does not exist here; there are constant, edge, wrap, reflect, "
            "symmetric and empty",
        )
    for axis, (before, after) in enumerate(widths):
        if before or after:
            x = _pad_axis(x, axis, before, after, str(mode), reflect_type)
    return x


def _pad_constant(x: Array, widths: list[list[int]], values: Any) -> Array:
    if not isinstance(values, (_core.Array, bool, int, float, complex)):
        values = np.asarray(values)
    if not isinstance(values, (bool, int, float, complex)) and values.ndim:
        pairs = values if not isinstance(values, np.ndarray) else np.broadcast_to(
            values, (x.ndim, 2)
        )  # fmt: skip
        for axis, (low, high) in enumerate(widths):
            for side, width in enumerate((low, high)):
                each = [[0, 0] for _ in range(x.ndim)]
                each[axis][side] = width
                x = _pad_constant(x, each, pairs[axis, side])
        return x
    value = _core.convert(as_array(values, "pad"), x.dtype, x.weak_type)
    return ops.pad(x, value, [w[0] for w in widths], [w[1] for w in widths])


def _pad_axis(x: Array, axis: int, before: int, after: int, mode: str, reflect_type: str) -> Array:
    length = x.shape[axis]
    if length == 0:
        raise error(ValueError, f"pad: cannot pad axis {axis} of size 0 with mode {mode!r}")
    positions = np.arange(-before, length + after)
    if mode == "edge":
        source = np.clip(positions, 0, length - 1)
    elif mode == "wrap":
        source = positions % length
    elif mode == "symmetric":
        folded = positions % (2 * length)
        source = np.where(folded < length, folded, 2 * length - 1 - folded)
    else:
        period = max(2 * (length - 1), 1)
        folded = positions % period
        source = np.where(folded < length, folded, period - folded) if length > 1 else 0 * positions
    if reflect_type == "odd" and mode in ("reflect", "symmetric"):
        raise error(NotImplementedError, "pad: reflect_type='odd' is not supported yet")
    index: list[Any] = [slice(None)] * x.ndim
    index[axis] = source.astype(np.int32)
    return x[tuple(index)]
