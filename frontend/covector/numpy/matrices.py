"""Matrices and grids, and their diagonals and triangles."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.devices import check_device
from covector.core.operands import as_array, as_axis, as_shape
from covector.errors import error
from covector.numpy import creation
from covector.numpy.creation import _dtype_or
from covector.numpy.ranges import iota
from covector.typing import Array, ArrayLike, DTypeLike, Shape

# Matrices


def eye(
    N: int,
    M: int | None = None,
    k: int = 0,
    dtype: DTypeLike | None = None,
    *,
    device: Any = None,
) -> Array:
    """A matrix with ones on the diagonal ``k`` and zeros elsewhere.

    Args:
        N: number of rows.
        M: number of columns, ``N`` if it is ``None``.
        k: the diagonal; positive ones are above the main diagonal.
        dtype: the dtype; ``None`` is the default float.
        device: a CPU device or ``None``.
    Returns:
        Array of shape ``(N, M)``.
    Raises:
        TypeError: ``N`` or ``M`` is not an integer.

    >>> cnp.eye(2)
    Array([[1., 0.],
           [0., 1.]], dtype=float32)
    """
    check_device(device, "eye")
    shape = as_shape((N, N if M is None else M), "eye")
    target = _dtype_or(dtype, float, "eye")
    rows, columns = iota(shape, np.int32, 0), iota(shape, np.int32, 1)
    on = _core.equal(_core.add(rows, operator.index(k)), columns)
    return _core.convert(on, target)


def identity(n: int, dtype: DTypeLike | None = None) -> Array:
    """The square matrix with ones on the main diagonal.

    Args:
        n: number of rows and columns.
        dtype: the dtype; ``None`` is the default float.
    Returns:
        Array of shape ``(n, n)``.
    Raises:
        TypeError: ``n`` is not an integer.

    >>> cnp.identity(1)
    Array([[1.]], dtype=float32)
    """
    return eye(n, dtype=dtype)


def tri(N: int, M: int | None = None, k: int = 0, dtype: DTypeLike | None = None) -> Array:
    """A matrix with ones on and below the diagonal ``k``.

    Args:
        N: number of rows.
        M: number of columns, ``N`` if it is ``None``.
        k: the diagonal.
        dtype: the dtype; ``None`` is the default float.
    Returns:
        Array of shape ``(N, M)``.
    Raises:
        TypeError: ``N`` or ``M`` is not an integer.

    >>> cnp.tri(2)
    Array([[1., 0.],
           [1., 1.]], dtype=float32)
    """
    shape = as_shape((N, N if M is None else M), "tri")
    return _core.convert(_below(shape, operator.index(k)), _dtype_or(dtype, float, "tri"))


def _below(shape: tuple[int, ...], k: int) -> Array:
    rows, columns = iota(shape, np.int32, 0), iota(shape, np.int32, 1)
    return _core.greater_equal(_core.add(rows, k), columns)


def tril(m: ArrayLike, k: int = 0) -> Array:
    """The matrix with zeros above the diagonal ``k``.

    Args:
        m: array, shape ``(..., n, m)``.
        k: the diagonal.
    Returns:
        Array of the same shape and dtype.
    Raises:
        ValueError: the rank is below 2.

    >>> cnp.tril(cnp.ones((2, 2)))
    Array([[1., 0.],
           [1., 1.]], dtype=float32)
    """
    x = _matrix(m, "tril")
    mask = _below(x.shape[-2:], operator.index(k))
    return _core.convert(_core.select(mask, x, ops.zeros_like(x)), x.dtype, x.weak_type)


def triu(m: ArrayLike, k: int = 0) -> Array:
    """The matrix with zeros below the diagonal ``k``.

    Args:
        m: array, shape ``(..., n, m)``.
        k: the diagonal.
    Returns:
        Array of the same shape and dtype.
    Raises:
        ValueError: the rank is below 2.

    >>> cnp.triu(cnp.ones((2, 2)))
    Array([[1., 1.],
           [0., 1.]], dtype=float32)
    """
    x = _matrix(m, "triu")
    mask = _below(x.shape[-2:], operator.index(k) - 1)
    return _core.convert(_core.select(mask, ops.zeros_like(x), x), x.dtype, x.weak_type)


def _matrix(m: Any, public: str) -> Array:
    x = as_array(m, public)
    if x.ndim < 2:
        raise error(ValueError, f"{public}: expected an array of rank 2 or more, got {x.shape}")
    return x


def meshgrid(*xi: ArrayLike, copy: bool = True, sparse: bool = False, indexing: str = "xy") -> list[Array]:
    """Coordinates of the points of a grid.

    Args:
        xi: arrays of rank 0 or 1, the positions along each axis.
        copy: accepted; arrays are immutable.
        sparse: whether to leave the results unbroadcast.
        indexing: ``"xy"`` (the first two axes swapped) or ``"ij"``.
    Returns:
        One array for each axis.
    Raises:
        ValueError: a rank above 1, or another ``indexing``.

    >>> cnp.meshgrid(cnp.arange(2), cnp.arange(3))[0].shape
    (3, 2)
    """
    if indexing not in ("xy", "ij"):
        raise error(ValueError, f"meshgrid: expected indexing 'xy' or 'ij', got {indexing!r}")
    arrays = [as_array(x, "meshgrid", i) for i, x in enumerate(xi)]
    if any(x.ndim > 1 for x in arrays):
        raise error(ValueError, "meshgrid: expected arrays of rank 0 or 1")
    rank = len(arrays)
    order = list(range(rank))
    if indexing == "xy" and rank > 1:
        order[:2] = [1, 0]
    shape = [1] * rank
    for place, x in zip(order, arrays):
        shape[place] = x.size
    results = []
    for place, x in zip(order, arrays):
        thin = [1] * rank
        thin[place] = x.size
        grid = ops.reshape(x, thin)
        results.append(grid if sparse else _core.broadcast_to(grid, tuple(shape)))
    return results


def indices(dimensions: Shape, dtype: DTypeLike | None = None, sparse: bool = False) -> Any:
    """Coordinates of every element of an array of shape ``dimensions``.

    Args:
        dimensions: a shape.
        dtype: the dtype; ``None`` is the default integer.
        sparse: whether to return a tuple of thin arrays.
    Returns:
        Array of shape ``(len(dimensions), *dimensions)``, or a tuple.
    Raises:
        TypeError: ``dimensions`` holds something else than integers.

    >>> cnp.indices((2, 3)).shape
    (2, 2, 3)
    """
    shape = as_shape(dimensions, "indices")
    target = _dtype_or(dtype, int, "indices")
    if sparse:
        thin = [[n if i == a else 1 for i, n in enumerate(shape)] for a in range(len(shape))]
        return tuple(iota(t, target, a) for a, t in enumerate(thin))
    if not shape:
        return _core.full((0,), 0, target)
    return ops.concatenate([ops.expand_dims(iota(shape, target, a), (0,)) for a in range(len(shape))], 0)


def fromfunction(function: Any, shape: Any, *, dtype: DTypeLike = float, **kwargs: Any) -> Any:
    """What ``function`` gives for the coordinates of every element.

    Args:
        function: takes one array of coordinates for each axis.
        shape: a shape.
        dtype: dtype of the coordinates.
        kwargs: further arguments of ``function``.
    Returns:
        The result of ``function``.
    Raises:
        TypeError: ``shape`` holds something else than integers.

    >>> cnp.fromfunction(lambda i, j: i + j, (2, 2), dtype=int)
    Array([[0, 1],
           [1, 2]], dtype=int32)
    """
    grid = indices(as_shape(shape, "fromfunction"), dtypes.canonical(dtype))
    return function(*grid, **kwargs)


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
    on = eye(row.size, k=offset, dtype=bool)
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
    return (iota((count,), dtypes.python_scalar_dtype(int)),) * operator.index(ndim)


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


def _shape_of(arr: Any, public: str) -> tuple[int, ...]:
    return tuple(arr.shape) if hasattr(arr, "shape") else as_array(arr, public).shape


def tril_indices_from(arr: Any, k: int = 0) -> tuple[Array, Array]:
    """Positions of the lower triangle of a matrix.

    Args:
        arr: matrix, or what has its shape.
        k: the highest diagonal that belongs to it.
    Returns:
        Rows and columns.
    Raises:
        ValueError: a rank other than 2.

    >>> [i.tolist() for i in cnp.tril_indices_from(cnp.ones((2, 2)))]
    [[0, 1, 1], [0, 0, 1]]
    """
    shape = _shape_of(arr, "tril_indices_from")
    if len(shape) != 2:
        raise error(ValueError, f"tril_indices_from: Only 2-D inputs are accepted, got shape {shape}")
    return tril_indices(shape[0], k, shape[1])


def triu_indices_from(arr: Any, k: int = 0) -> tuple[Array, Array]:
    """Positions of the upper triangle of a matrix.

    Args:
        arr: matrix, or what has its shape.
        k: the lowest diagonal that belongs to it.
    Returns:
        Rows and columns.
    Raises:
        ValueError: a rank other than 2.

    >>> [i.tolist() for i in cnp.triu_indices_from(cnp.ones((2, 2)))]
    [[0, 0, 1], [0, 1, 1]]
    """
    shape = _shape_of(arr, "triu_indices_from")
    if len(shape) != 2:
        raise error(ValueError, f"triu_indices_from: Only 2-D inputs are accepted, got shape {shape}")
    return triu_indices(shape[0], k, shape[1])


def diag_indices_from(arr: Any) -> tuple[Array, ...]:
    """Positions of the diagonal of an array.

    Args:
        arr: array of rank 2 or more whose axes are equally long.
    Returns:
        One integer array for each axis.
    Raises:
        ValueError: another shape.

    >>> [i.tolist() for i in cnp.diag_indices_from(cnp.ones((2, 2)))]
    [[0, 1], [0, 1]]
    """
    shape = _shape_of(arr, "diag_indices_from")
    if len(shape) < 2:
        raise error(ValueError, f"diag_indices_from: input array must be at least 2-d, got shape {shape}")
    if len(set(shape)) != 1:
        raise error(
            ValueError, f"diag_indices_from: All dimensions of input must be of equal length, got {shape}"
        )
    return diag_indices(shape[0], ndim=len(shape))


def mask_indices(n: int, mask_func: Any, k: int = 0, *, size: int | None = None) -> tuple[Array, Array]:
    """Positions that a function leaves over of a square matrix.

    Args:
        n: number of rows and columns.
        mask_func: called as ``mask_func(matrix of ones, k)``, such as :func:`tril`.
        k: passed on.
        size: how many positions to return, needed in ``jit``.
    Returns:
        Rows and columns.
    Raises:
        TypeError: ``n`` is not an integer.

    >>> [i.tolist() for i in cnp.mask_indices(2, cnp.triu)]
    [[0, 0, 1], [0, 1, 1]]
    """
    from covector.numpy.positions import nonzero

    rows, columns = nonzero(mask_func(creation.ones((n, n)), k), size=size)
    return rows, columns
