"""Elements chosen by position or condition."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import indexing, ops
from covector.core.operands import as_array, as_axis, as_shape, broadcast_shapes, promote
from covector.errors import ConcretizationTypeError, error
from covector.numpy import creation, logic
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


def _concrete(x: Array, public: str) -> np.ndarray:
    try:
        return np.asarray(x.concrete())
    except ConcretizationTypeError:
        raise error(
            ConcretizationTypeError,
            f"{public}: the shape of the result depends on the values of the traced array "
            f"{x.dtype}{list(x.shape)}; give size=, use cnp.where(condition, x, y), or call the "
            "function outside jit",
        ) from None


def nonzero(
    a: ArrayLike, *, size: int | None = None, fill_value: Any = None
) -> tuple[Array, ...]:
    """Positions of the elements that are not 0, in row-major order.

    Args:
        a: array of rank 1 or more.
        size: how many positions are returned: fewer are cut off, more are filled up.
        fill_value: what is filled in; ``None`` is 0. One number, or one for each axis.
    Returns:
        One integer array for each axis.
    Raises:
        ConcretizationTypeError: ``a`` is being traced.

    >>> cnp.nonzero(cnp.array([0, 5, 0, 7]))
    (Array([1, 3], dtype=int32),)
    """
    x = as_array(a, "nonzero")
    if x.ndim == 0:
        raise error(
            ValueError, "nonzero: expected rank 1 or more, got rank 0; call cnp.atleast_1d first"
        )
    found = np.nonzero(_concrete(x, "nonzero"))
    index = dtypes.python_scalar_dtype(int)
    if size is not None:
        count = operator.index(size)
        fills = fill_value if isinstance(fill_value, tuple) else (fill_value,) * x.ndim
        found = tuple(
            np.concatenate(
                [f[:count], np.full(max(0, count - f.size), 0 if v is None else np.asarray(v))]
            )
            for f, v in zip(found, fills)
        )
    return tuple(_core.as_array(f.astype(index)) for f in found)


def flatnonzero(a: ArrayLike, *, size: int | None = None, fill_value: Any = None) -> Array:
    """Positions of the elements that are not 0, counted in row-major order.

    Args:
        a: array of any shape.
        size: as for :func:`nonzero`.
        fill_value: as for :func:`nonzero`.
    Returns:
        Integer array of rank 1.
    Raises:
        ConcretizationTypeError: ``a`` is being traced.

    >>> cnp.flatnonzero(cnp.array([[0, 5], [7, 0]]))
    Array([1, 2], dtype=int32)
    """
    x = as_array(a, "flatnonzero")
    return nonzero(ops.reshape(x, (x.size,)), size=size, fill_value=fill_value)[0]


def argwhere(a: ArrayLike, *, size: int | None = None, fill_value: Any = None) -> Array:
    """Positions of the elements that are not 0, one row for each.

    Args:
        a: array of any shape.
        size: as for :func:`nonzero`.
        fill_value: as for :func:`nonzero`.
    Returns:
        Integer array of shape ``(number of positions, rank of a)``.
    Raises:
        ConcretizationTypeError: ``a`` is being traced.

    >>> cnp.argwhere(cnp.array([0, 5, 7]))
    Array([[1],
           [2]], dtype=int32)
    """
    x = as_array(a, "argwhere")
    rows = nonzero(x if x.ndim else ops.reshape(x, (1,)), size=size, fill_value=fill_value)
    stacked = ops.concatenate([ops.expand_dims(r, (1,)) for r in rows], 1)
    return stacked if x.ndim else ops.slice_axis(stacked, 0, 0, 1)


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
        unique_indices: a promise, not needed.
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
        raise error(
            ValueError, f"take: expected mode fill, clip, wrap or promise_in_bounds, got {mode!r}"
        )
    if axis is None:
        x, axis = ops.reshape(x, (x.size,)), 0
    along = as_axis(axis, x.ndim, "take")
    how = _TAKE_MODES[mode]
    if how == "wrap":
        from covector.numpy.elementwise import remainder

        positions, how = remainder(positions, x.shape[along]), "clip"
    index = (slice(None),) * along + (positions,)
    return indexing.read(x, index, how, fill_value, wrap_negative=how != "clip")


def take_along_axis(
    arr: ArrayLike,
    indices: ArrayLike,
    axis: int | None = -1,
    mode: str | None = None,
    fill_value: Any = None,
) -> Array:
    """Elements at a position of its own for every place along an axis.

    Args:
        arr: array.
        indices: integer array of the same rank, broadcast against ``arr`` but for ``axis``.
        axis: the axis; ``None`` ravels ``arr``.
        mode: as for :func:`take`.
        fill_value: as for :func:`take`.
    Returns:
        Array of the broadcast shape.
    Raises:
        ValueError: the ranks differ.

    >>> cnp.take_along_axis(cnp.array([[1, 2], [3, 4]]), cnp.array([[1], [0]]), 1)
    Array([[2],
           [3]], dtype=int32)
    """
    x, positions = as_array(arr, "take_along_axis"), as_array(indices, "take_along_axis", 1)
    if axis is None:
        x, axis = ops.reshape(x, (x.size,)), 0
    if x.ndim != positions.ndim:
        raise error(
            ValueError,
            f"take_along_axis: expected indices of rank {x.ndim}, got shape {positions.shape}",
        )
    along = as_axis(axis, x.ndim, "take_along_axis")
    index = _along_axis("take_along_axis", x, positions, along)
    return indexing.read(x, index, _TAKE_MODES.get(mode, "fill"), fill_value)


def _along_axis(public: str, x: Array, positions: Array, along: int) -> tuple[Any, ...]:
    sizes = [1 if i == along else n for i, n in enumerate(x.shape)]
    broadcast = broadcast_shapes(public, sizes, [1 if i == along else n for i, n in
                                                 enumerate(positions.shape)])  # fmt: skip
    shape = [positions.shape[along] if i == along else n for i, n in enumerate(broadcast)]
    index: list[Any] = []
    for i in range(x.ndim):
        if i == along:
            index.append(_core.broadcast_to(positions, tuple(shape)))
        elif x.shape[i] == 1:
            index.append(np.zeros([1] * x.ndim, np.int32))
        else:
            own = [x.shape[i] if j == i else 1 for j in range(x.ndim)]
            index.append(np.arange(x.shape[i], dtype=np.int32).reshape(own))
    return tuple(index)


def put_along_axis(
    arr: ArrayLike,
    indices: ArrayLike,
    values: ArrayLike,
    axis: int | None,
    inplace: bool = True,
    *,
    mode: str | None = None,
) -> Array:
    """A copy with elements replaced at a position of its own for every place along an axis.

    Args:
        arr: array.
        indices: integer array of the same rank, broadcast against ``arr`` but for ``axis``.
        values: numbers to put there, broadcast against ``indices``.
        axis: the axis; ``None`` ravels ``arr`` for the count of positions.
        inplace: must be ``False``, as arrays are immutable.
        mode: as for ``.at[].set``.
    Returns:
        Array of the shape of ``arr``.
    Raises:
        ValueError: ``inplace`` is true.

    >>> cnp.put_along_axis(cnp.zeros(3), cnp.array([1]), 5.0, 0, inplace=False)
    Array([0., 5., 0.], dtype=float32)
    """
    if inplace:
        raise error(
            ValueError, "put_along_axis: arrays are immutable; pass inplace=False, use the result"
        )
    x, positions = as_array(arr, "put_along_axis"), as_array(indices, "put_along_axis", 1)
    flat = ops.reshape(x, (x.size,)) if axis is None else x
    along = as_axis(0 if axis is None else axis, flat.ndim, "put_along_axis")
    index = _along_axis("put_along_axis", flat, positions, along)
    return ops.reshape(indexing.IndexUpdateRef(flat, index).set(values, mode=mode), x.shape)


def diagonal(a: ArrayLike, offset: int = 0, axis1: int = 0, axis2: int = 1) -> Array:
    """Elements on a diagonal.

    Args:
        a: array of rank 2 or more.
        offset: the diagonal; positive ones are above the main one.
        axis1: first axis of the matrices.
        axis2: second axis of the matrices.
    Returns:
        Array of the other axes, then one along the diagonal.
    Raises:
        ValueError: the rank is below 2, or the axes are equal.

    >>> cnp.diagonal(cnp.array([[1, 2], [3, 4]]))
    Array([1, 4], dtype=int32)
    """
    x = as_array(a, "diagonal")
    if x.ndim < 2:
        raise error(ValueError, f"diagonal: expected rank 2 or more, got shape {x.shape}")
    i, j = as_axis(axis1, x.ndim, "diagonal"), as_axis(axis2, x.ndim, "diagonal")
    if i == j:
        raise error(ValueError, "diagonal: axis1 and axis2 cannot be the same")
    others = [k for k in range(x.ndim) if k not in (i, j)]
    x = ops.transpose(x, [*others, i, j])
    offset = operator.index(offset)
    rows, columns = x.shape[-2], x.shape[-1]
    length = max(0, min(rows + min(offset, 0), columns - max(offset, 0)))
    positions = np.arange(length, dtype=np.int32)
    return x[(..., positions - min(offset, 0), positions + max(offset, 0))]


def diag(v: ArrayLike, k: int = 0) -> Array:
    """The matrix with a diagonal ``v``, or the diagonal of a matrix ``v``.

    Args:
        v: array of rank 1 or 2.
        k: the diagonal; positive ones are above the main one.
    Returns:
        Array of rank 2 or 1.
    Raises:
        ValueError: another rank.

    >>> cnp.diag(cnp.array([1, 2]))
    Array([[1, 0],
           [0, 2]], dtype=int32)
    """
    x = as_array(v, "diag")
    if x.ndim == 2:
        return diagonal(x, k)
    if x.ndim != 1:
        raise error(ValueError, f"diag: expected rank 1 or 2, got shape {x.shape}")
    offset = operator.index(k)
    zero = _core.full((), 0, x.dtype, x.weak_type)
    row = ops.pad(x, zero, [max(0, offset)], [max(0, -offset)])
    matrix = _core.broadcast_to(row, (row.size, row.size))
    on = creation.eye(row.size, k=offset, dtype=bool)
    if offset < 0:
        matrix = _core.broadcast_to(
            ops.reshape(ops.pad(x, zero, [-offset], [0]), (row.size, 1)), (row.size, row.size)
        )
    return _core.convert(_core.select(on, matrix, zero), x.dtype, x.weak_type)


def diagflat(v: ArrayLike, k: int = 0) -> Array:
    """The matrix with the elements of ``v`` on a diagonal.

    Args:
        v: array of any shape, ravelled.
        k: the diagonal.
    Returns:
        Array of rank 2.
    Raises:
        TypeError: ``v`` is not array-like.

    >>> cnp.diagflat(cnp.ones((1, 2))).shape
    (2, 2)
    """
    x = as_array(v, "diagflat")
    return diag(ops.reshape(x, (x.size,)), k)


def diag_indices(n: int, ndim: int = 2) -> tuple[Array, ...]:
    """Positions of the main diagonal of an array.

    Args:
        n: size of every axis.
        ndim: number of axes.
    Returns:
        One integer array for each axis.
    Raises:
        ValueError: a number is negative.

    >>> cnp.diag_indices(2)[0]
    Array([0, 1], dtype=int32)
    """
    (count,) = as_shape(n, "diag_indices")
    return (creation.iota((count,), dtypes.python_scalar_dtype(int)),) * operator.index(ndim)


def _triangle(mask: np.ndarray) -> tuple[Array, Array]:
    rows, columns = np.nonzero(mask)
    index = dtypes.python_scalar_dtype(int)
    return _core.as_array(rows.astype(index)), _core.as_array(columns.astype(index))


def tril_indices(n: int, k: int = 0, m: int | None = None) -> tuple[Array, Array]:
    """Positions on and below a diagonal of a matrix.

    Args:
        n: number of rows.
        k: the diagonal.
        m: number of columns, ``n`` if it is ``None``.
    Returns:
        Two integer arrays: rows and columns.
    Raises:
        TypeError: a size is not an integer.

    >>> cnp.tril_indices(2)[0]
    Array([0, 1, 1], dtype=int32)
    """
    return _triangle(np.tri(n, m, k, dtype=bool))


def triu_indices(n: int, k: int = 0, m: int | None = None) -> tuple[Array, Array]:
    """Positions on and above a diagonal of a matrix.

    Args:
        n: number of rows.
        k: the diagonal.
        m: number of columns, ``n`` if it is ``None``.
    Returns:
        Two integer arrays: rows and columns.
    Raises:
        TypeError: a size is not an integer.

    >>> cnp.triu_indices(2)[0]
    Array([0, 0, 1], dtype=int32)
    """
    return _triangle(~np.tri(n, m, k - 1, dtype=bool))


def unravel_index(indices: ArrayLike, shape: Any) -> tuple[Array, ...]:
    """Positions counted in row-major order as positions along each axis.

    Args:
        indices: integer array.
        shape: the shape of the array that they index.
    Returns:
        One integer array for each axis.
    Raises:
        TypeError: ``indices`` is not of integers.

    >>> [int(i) for i in cnp.unravel_index(5, (2, 3))]
    [1, 2]
    """
    from covector.numpy.elementwise import clip, divmod

    x = as_array(indices, "unravel_index")
    sizes = as_shape(shape, "unravel_index")
    total = int(np.prod(sizes))
    x = clip(_core.select(_core.less(x, 0), _core.add(x, total), x), 0, total - 1)
    positions = []
    for size in reversed(sizes):
        x, position = divmod(x, size)
        positions.append(position)
    return tuple(reversed(positions))


def ravel_multi_index(
    multi_index: Sequence[ArrayLike], dims: Any, mode: str = "raise", order: str = "C"
) -> Array:
    """Positions along each axis as positions counted in row-major order.

    Args:
        multi_index: one integer array for each axis.
        dims: the shape of the array that they index.
        mode: ``"clip"`` or ``"wrap"``; ``"raise"`` needs concrete positions.
        order: ``"C"`` or ``"F"``.
    Returns:
        Integer array.
    Raises:
        ValueError: a position is out of bounds.

    >>> int(cnp.ravel_multi_index((1, 2), (2, 3)))
    5
    """
    from covector.numpy.elementwise import clip, remainder

    sizes = as_shape(dims, "ravel_multi_index")
    parts = [as_array(i, "ravel_multi_index") for i in multi_index]
    if mode == "raise":
        for part, size in zip(parts, sizes):
            values = _concrete(part, "ravel_multi_index")
            if values.size and (values.min() < 0 or values.max() >= size):
                raise error(ValueError, "ravel_multi_index: invalid entry in coordinates array")
    elif mode == "clip":
        parts = [clip(p, 0, n - 1) for p, n in zip(parts, sizes)]
    else:
        parts = [remainder(p, n) for p, n in zip(parts, sizes)]
    strides = np.cumprod([1, *(sizes[:0:-1] if order == "C" else sizes[:-1])]).tolist()
    if order == "C":
        strides = strides[::-1]
    result = _core.multiply(parts[0], strides[0])
    for part, stride in zip(parts[1:], strides[1:]):
        result = _core.add(result, _core.multiply(part, stride))
    return result


def ix_(*args: ArrayLike) -> tuple[Array, ...]:
    """Index arrays that together choose a grid.

    Args:
        args: arrays of rank 1; boolean ones stand for the positions where they are true.
    Returns:
        One array for each, with as many axes as there are arguments.
    Raises:
        ValueError: a rank other than 1.

    >>> [i.shape for i in cnp.ix_(cnp.arange(2), cnp.arange(3))]
    [(2, 1), (1, 3)]
    """
    results = []
    for place, arg in enumerate(args):
        x = as_array(arg, "ix_", place)
        if x.ndim != 1:
            raise error(ValueError, f"ix_: expected arrays of rank 1, got shape {x.shape}")
        if x.dtype.kind == "b":
            (x,) = nonzero(x)
        shape = [1] * len(args)
        shape[place] = x.size
        results.append(ops.reshape(x, shape))
    return tuple(results)


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


def piecewise(
    x: ArrayLike, condlist: Any, funclist: Sequence[Any], *args: Any, **kw: Any
) -> Array:
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
            f"piecewise: expected {len(conditions)} or {len(conditions) + 1} functions, got "
            f"{len(functions)}",
        )
    if len(functions) == len(conditions):
        functions.append(0)
    values = [
        _core.convert(
            as_array(f(array, *args, **kw) if callable(f) else f, "piecewise"), array.dtype
        )
        for f in functions
    ]
    result = _core.broadcast_to(values.pop(), array.shape)
    for condition, value in zip(conditions, values):
        result = _core.select(logic.truth(condition, "piecewise"), value, result)
    return result


def choose(
    a: ArrayLike, choices: Sequence[ArrayLike], out: None = None, mode: str = "raise"
) -> Array:
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
    from covector.numpy.elementwise import clip, remainder

    which = as_array(a, "choose")
    options = promote("choose", *choices)
    if mode == "raise":
        values = _concrete(which, "choose")
        if values.size and (values.min() < 0 or values.max() >= len(options)):
            raise error(ValueError, f"choose: expected positions below {len(options)}")
    which = remainder(which, len(options)) if mode == "wrap" else clip(which, 0, len(options) - 1)
    result = options[-1]
    for number, option in reversed(list(enumerate(options[:-1]))):
        result = _core.select(_core.equal(which, number), option, result)
    return _core.broadcast_to(
        result, broadcast_shapes("choose", which.shape, *(o.shape for o in options))
    )


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
        ConcretizationTypeError: ``condition`` is being traced.

    >>> cnp.compress(cnp.array([True, False, True]), cnp.array([1, 2, 3]))
    Array([1, 3], dtype=int32)
    """
    x = as_array(a, "compress")
    if axis is None:
        x, axis = ops.reshape(x, (x.size,)), 0
    along = as_axis(axis, x.ndim, "compress")
    keep = np.flatnonzero(_concrete(logic.truth(condition, "compress"), "compress"))
    keep = keep[keep < x.shape[along]].astype(np.int32)
    if size is not None:
        keep = np.concatenate([keep[:size], np.full(max(0, size - keep.size), x.shape[along])])
        keep = keep.astype(np.int32)
    index = (slice(None),) * along + (keep,)
    return indexing.read(x, index, None if size is None else "fill", fill_value)


def extract(condition: ArrayLike, arr: ArrayLike) -> Array:
    """The elements where a condition holds.

    Args:
        condition: boolean array.
        arr: array of the same size.
    Returns:
        Array of rank 1.
    Raises:
        ConcretizationTypeError: ``condition`` is being traced.

    >>> cnp.extract(cnp.array([True, False]), cnp.array([1, 2]))
    Array([1], dtype=int32)
    """
    chosen = logic.truth(condition, "extract")
    return compress(ops.reshape(chosen, (chosen.size,)), arr)


def bincount(
    x: ArrayLike,
    weights: ArrayLike | None = None,
    minlength: int = 0,
    *,
    length: int | None = None,
) -> Array:
    """How often each non-negative integer occurs.

    Args:
        x: integer array of rank 1; negative numbers count as 0.
        weights: array of the same shape, added up instead of 1.
        minlength: least length of the result.
        length: length of the result, needed where ``x`` is traced.
    Returns:
        Array of rank 1.
    Raises:
        ConcretizationTypeError: ``x`` is being traced and no ``length`` is given.

    >>> cnp.bincount(cnp.array([0, 1, 1]))
    Array([1, 2], dtype=int32)
    """
    from covector.numpy.elementwise import clip

    numbers = as_array(x, "bincount")
    if numbers.ndim != 1 or numbers.dtype.kind not in "iu":
        raise error(
            TypeError,
            f"bincount: expected integers of rank 1, got {numbers.dtype}{list(numbers.shape)}",
        )
    if length is None:
        values = _concrete(numbers, "bincount")
        length = max(minlength, int(values.max(initial=-1)) + 1)
    if weights is None:
        added: Any = creation.ones(numbers.shape, dtypes.python_scalar_dtype(int))
    else:
        added = as_array(weights, "bincount")
    counts = creation.zeros(max(length, minlength), added.dtype)
    return indexing.IndexUpdateRef(counts, clip(numbers, 0)).add(added)


class _IndexExpression:
    """``cnp.s_[1:2, ::3]`` and ``cnp.index_exp[1:2]``: an index as an object.

    >>> cnp.s_[1:2]
    slice(1, 2, None)
    """

    def __init__(self, always_tuple: bool) -> None:
        self._always_tuple = always_tuple

    def __getitem__(self, item: Any) -> Any:
        return (item,) if self._always_tuple and not isinstance(item, tuple) else item


s_ = _IndexExpression(False)
index_exp = _IndexExpression(True)


class _Grid:
    """``cnp.mgrid[0:2, 0:3]`` and ``cnp.ogrid[...]``: coordinates of a grid.

    >>> cnp.mgrid[0:2, 0:3].shape
    (2, 2, 3)
    """

    def __init__(self, sparse: bool) -> None:
        self._grid: Callable[[Any], Any] = np.ogrid.__getitem__ if sparse else np.mgrid.__getitem__

    def __getitem__(self, item: Any) -> Any:
        result = self._grid(item)
        if isinstance(result, (tuple, list)):
            return [_core.as_array(x) for x in result]
        return _core.as_array(result)


mgrid = _Grid(False)
ogrid = _Grid(True)
