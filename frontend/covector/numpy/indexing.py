"""Elements chosen by position or condition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.core import indexing, ops
from covector.core.compiled import compiled
from covector.core.filling import iota
from covector.core.index_reads import is_static
from covector.core.operands import as_array, as_axis, as_index, broadcast_shapes, promote
from covector.errors import error
from covector.numpy import logic
from covector.numpy.positions import _concrete, nonzero, static_positions, take_known
from covector.typing import Array, ArrayLike


def where(
    condition: ArrayLike,
    x: ArrayLike | None = None,
    y: ArrayLike | None = None,
    /,
    *,
    size: int | None = None,
    fill_value: Any = None,
) -> Any:
    """Elements of ``x`` where ``condition`` holds, else of ``y``.

    Args:
        condition: boolean array; numbers count as true where they are not 0.
        x: array; without ``x`` and ``y`` the positions where the condition holds are returned,
            as :func:`nonzero` does.
        y: array, broadcast against the others.
        size: as for :func:`nonzero`.
        fill_value: as for :func:`nonzero`.
    Returns:
        Array of the broadcast shape and the common dtype of ``x`` and ``y``.
    Raises:
        TypeError: the shapes do not broadcast.
        ValueError: only one of ``x`` and ``y`` is given.

    >>> cnp.where(cnp.array([True, False]), 1, 0)
    Array([1, 0], dtype=int32, weak_type=True)
    """
    if x is None and y is None:
        return nonzero(condition, size=size, fill_value=fill_value)
    if x is None or y is None:
        raise error(ValueError, "where: expected both x and y, or neither; got one of them")
    chosen = logic.truth(condition, "where")
    return _core.select(chosen, as_array(x, "where", 1), as_array(y, "where", 2))


_TAKE_MODES = {None: "fill", "fill": "fill", "clip": "clip", "wrap": "wrap",
               "promise_in_bounds": "clip"}  # fmt: skip


def take(
    a: ArrayLike,
    indices: ArrayLike,
    axis: int | None = None,
    out: None = None,
    mode: str | None = None,
    unique_indices: bool = False,
    indices_are_sorted: bool = False,
    fill_value: Any = None,
) -> Array:
    """Elements at positions along an axis.

    Args:
        a: array.
        indices: integer array of any shape.
        axis: the axis; ``None`` counts in row-major order.
        out: must be ``None``.
        mode: ``"fill"`` (``None``) gives ``fill_value`` for positions out of bounds; ``"clip"``
            takes the nearest; ``"wrap"`` counts around.
        unique_indices: promise that no position is listed twice, of use to derivatives.
        indices_are_sorted: a promise, not needed.
        fill_value: ``None``: NaN, the least signed or greatest unsigned integer.
    Returns:
        Array with ``axis`` replaced by the axes of ``indices``.
    Raises:
        ValueError: ``indices`` is not of integers.

    >>> cnp.take(cnp.array([10, 20, 30]), cnp.array([2, 0]))
    Array([30, 10], dtype=int32)
    """
    x, positions = as_array(a, "take"), as_array(indices, "take", 1)
    if positions.dtype.kind not in "iu":
        raise error(ValueError, f"take: expected integer indices, got dtype {positions.dtype}")
    if mode not in _TAKE_MODES:
        raise error(ValueError, f"take: expected mode fill, clip, wrap or promise_in_bounds, got {mode!r}")
    if axis is None:
        x, axis = ops.reshape(x, (x.size,)), 0
    along = as_axis(axis, x.ndim, "take")
    function = _taken_eagerly if is_static(fill_value) else _taken
    return function(x, positions, along, _TAKE_MODES[mode], fill_value, bool(unique_indices))


def _taken(x: Array, positions: Array, axis: int, how: str, fill_value: Any, unique: bool) -> Array:
    if how == "wrap":
        from covector.numpy.arithmetic import remainder

        positions, how = remainder(positions, x.shape[axis]), "clip"
    index = (slice(None),) * axis + (positions,)
    return indexing.read(x, index, how, fill_value, wrap_negative=how != "clip", unique=unique)


_taken_eagerly = compiled("axis", "how", "fill_value", "unique")(_taken)


def select(condlist: Sequence[ArrayLike], choicelist: Sequence[ArrayLike], default: ArrayLike = 0) -> Array:
    """Elements of the first choice whose condition holds.

    Args:
        condlist: boolean arrays.
        choicelist: as many arrays.
        default: what to take where no condition holds.
    Returns:
        Array of the broadcast shape and common dtype.
    Raises:
        ValueError: the lists differ in length or are empty.

    >>> x = cnp.arange(3)
    >>> cnp.select([x < 1, x < 2], [x, 10 * x], -1)
    Array([ 0, 10, -1], dtype=int32)
    """
    if len(condlist) != len(choicelist) or not condlist:
        raise error(
            ValueError,
            f"select: expected as many choices as conditions, at least one; got {len(condlist)} "
            f"and {len(choicelist)}",
        )
    *choices, result = promote("select", *choicelist, default)
    for condition, choice in zip(reversed(condlist), reversed(choices)):
        result = _core.select(logic.truth(condition, "select"), choice, result)
    return result


def piecewise(x: ArrayLike, condlist: Any, funclist: Sequence[Any], *args: Any, **kw: Any) -> Array:
    """A function that is another one wherever another condition holds.

    Args:
        x: array.
        condlist: boolean arrays of the shape of ``x``.
        funclist: one function or number for each condition, and one more for elsewhere.
        args: further arguments of the functions.
        kw: further keyword arguments of the functions.
    Returns:
        Array of the shape and dtype of ``x``.
    Raises:
        ValueError: the numbers of functions and conditions do not fit.

    >>> x = cnp.array([-1.0, 2.0])
    >>> cnp.piecewise(x, [x < 0, x >= 0], [lambda x: -x, lambda x: 10 * x])
    Array([ 1., 20.], dtype=float32)
    """
    array = as_array(x, "piecewise")
    conditions = list(condlist) if isinstance(condlist, (list, tuple)) else [condlist]
    functions = list(funclist)
    if len(functions) not in (len(conditions), len(conditions) + 1):
        raise error(
            ValueError,
            f"piecewise: expected {len(conditions)} or {len(conditions) + 1} functions, got {len(functions)}",
        )
    if len(functions) == len(conditions):
        functions.append(0)
    values = [
        _core.convert(as_array(f(array, *args, **kw) if callable(f) else f, "piecewise"), array.dtype)
        for f in functions
    ]
    result = _core.broadcast_to(values.pop(), array.shape)
    for condition, value in zip(conditions, values):
        result = _core.select(logic.truth(condition, "piecewise"), value, result)
    return result


def choose(a: ArrayLike, choices: Sequence[ArrayLike], out: None = None, mode: str = "raise") -> Array:
    """Elements of the choice that ``a`` names.

    Args:
        a: integer array.
        choices: arrays, broadcast against ``a``.
        out: must be ``None``.
        mode: ``"clip"`` or ``"wrap"``; ``"raise"`` needs a concrete ``a``.
    Returns:
        Array of the broadcast shape and common dtype.
    Raises:
        ValueError: an element of ``a`` is out of bounds.

    >>> cnp.choose(cnp.array([1, 0]), [cnp.array([1, 2]), cnp.array([10, 20])])
    Array([10,  2], dtype=int32)
    """
    from covector.numpy.arithmetic import clip, remainder

    which = as_array(a, "choose")
    options = promote("choose", *choices)
    if mode == "raise":
        values = _concrete(which, "choose", "choose mode='clip' or 'wrap'")
        if values.size and (values.min() < 0 or values.max() >= len(options)):
            raise error(ValueError, f"choose: expected positions below {len(options)}")
    which = remainder(which, len(options)) if mode == "wrap" else clip(which, 0, len(options) - 1)
    result = options[-1]
    for number, option in reversed(list(enumerate(options[:-1]))):
        result = _core.select(_core.equal(which, number), option, result)
    return _core.broadcast_to(result, broadcast_shapes("choose", which.shape, *(o.shape for o in options)))


def compress(
    condition: ArrayLike,
    a: ArrayLike,
    axis: int | None = None,
    out: None = None,
    *,
    size: int | None = None,
    fill_value: ArrayLike = 0,
) -> Array:
    """The parts along an axis where a condition holds.

    Args:
        condition: boolean array of rank 1.
        a: array.
        axis: the axis; ``None`` ravels ``a``.
        out: must be ``None``.
        size: length of the result along the axis; needed where ``condition`` is traced.
        fill_value: what is filled in.
    Returns:
        Array.
    Raises:
        ConcretizationTypeError: ``condition`` is being traced and no ``size`` is given.

    >>> cnp.compress(cnp.array([True, False, True]), cnp.array([1, 2, 3]))
    Array([1, 3], dtype=int32)
    """
    x = as_array(a, "compress")
    if axis is None:
        x, axis = ops.reshape(x, (x.size,)), 0
    along = as_axis(axis, x.ndim, "compress")
    mask = logic.truth(condition, "compress")
    mask = ops.reshape(mask, (mask.size,))
    if mask.size > x.shape[along]:
        mask = ops.slice_axis(mask, 0, x.shape[along], 0)
    if size is None:
        return take_known(x, np.flatnonzero(_concrete(mask, "compress")), along)
    positions, count = static_positions(mask, as_index(size, "compress", "size"))
    exists = _core.less(iota(positions.shape, positions.dtype, 0), count)
    taken = take(x, positions, axis=along, mode="clip")
    exists = ops.broadcast_in_dim(exists, taken.shape, (along,))
    return _core.select(exists, taken, _core.convert(as_array(fill_value, "compress"), x.dtype, x.weak_type))


def extract(
    condition: ArrayLike, arr: ArrayLike, *, size: int | None = None, fill_value: ArrayLike = 0
) -> Array:
    """The elements where a condition holds.

    Args:
        condition: boolean array.
        arr: array of the same size.
        size: as for :func:`compress`.
        fill_value: as for :func:`compress`.
    Returns:
        Array of rank 1.
    Raises:
        ConcretizationTypeError: ``condition`` is being traced and no ``size`` is given.

    >>> cnp.extract(cnp.array([True, False]), cnp.array([1, 2]))
    Array([1], dtype=int32)
    """
    chosen = logic.truth(condition, "extract")
    return compress(ops.reshape(chosen, (chosen.size,)), arr, size=size, fill_value=fill_value)
