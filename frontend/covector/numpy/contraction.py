"""Sums of products: dot, matmul, einsum and their kin, all by one ``dot_general``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.core import ops
from covector.core.contraction import contract
from covector.core.operands import as_axes, broadcast_shapes, promote
from covector.errors import error
from covector.numpy.shape import moveaxis
from covector.typing import Array, ArrayLike, DTypeLike


def dot(
    a: ArrayLike,
    b: ArrayLike,
    *,
    precision: Any = None,
    preferred_element_type: DTypeLike | None = None,
) -> Array:
    """Sum of products over the last axis of ``a`` and the second to last of ``b``.

    Args:
        a: array; a number multiplies.
        b: array; its only axis if it has one.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
    Returns:
        Array of shape ``a.shape[:-1] + b.shape[:-2] + b.shape[-1:]``.
    Raises:
        TypeError: the contracted sizes differ.

    >>> float(cnp.dot(cnp.array([1.0, 2.0]), cnp.array([3.0, 4.0])))
    11.0
    """
    x, y = promote("dot", a, b)
    if x.ndim == 0 or y.ndim == 0:
        return _core.multiply(x, y)
    axes = ((x.ndim - 1,), (0 if y.ndim == 1 else y.ndim - 2,))
    return contract("dot", x, y, axes, element_type=preferred_element_type)


def matmul(
    a: ArrayLike,
    b: ArrayLike,
    *,
    precision: Any = None,
    preferred_element_type: DTypeLike | None = None,
) -> Array:
    """Matrix product; leading axes are broadcast.

    Args:
        a: array, shape ``(..., n, k)`` or ``(k,)``.
        b: array, shape ``(..., k, m)`` or ``(k,)``.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
    Returns:
        Array of shape ``(..., n, m)``, without the axis that a vector lacks.
    Raises:
        TypeError: the contracted sizes differ.
        ValueError: an operand has rank 0.

    >>> cnp.matmul(cnp.ones((2, 3)), cnp.ones(3))
    Array([3., 3.], dtype=float32)
    """
    x, y = promote("matmul", a, b)
    if x.ndim == 0 or y.ndim == 0:
        raise error(
            ValueError,
            f"matmul: expected arrays of rank 1 or more, got shapes {x.shape} and {y.shape}; "
            "multiply numbers with *",
        )
    if x.ndim <= 2 and y.ndim <= 2:
        axes = ((x.ndim - 1,), (0,))
        return contract("matmul", x, y, axes, element_type=preferred_element_type)
    return _matmul_batched(x, y, preferred_element_type)


def _matmul_batched(x: Array, y: Array, element_type: Any) -> Array:
    # Batch axes that only one operand has (or repeats) are free axes of it, not repeated.
    x_core, y_core = min(x.ndim, 2), min(y.ndim, 2)
    common = broadcast_shapes("matmul", x.shape[:-x_core], y.shape[:-y_core])
    rank = len(common)
    x_sizes = (1,) * (rank + x_core - x.ndim) + x.shape[:-x_core]
    y_sizes = (1,) * (rank + y_core - y.ndim) + y.shape[:-y_core]
    shared = [i for i in range(rank) if x_sizes[i] == y_sizes[i]]
    x_own = [i for i in range(rank) if i not in shared and x_sizes[i] != 1]
    y_own = [i for i in range(rank) if i not in shared and y_sizes[i] != 1]
    x = _pick(x, x_sizes, [*shared, *x_own], x_core)
    y = _pick(y, y_sizes, [*shared, *y_own], y_core)
    batch = (range(len(shared)), range(len(shared)))
    contracting = ((x.ndim - 1,), (len(shared) + len(y_own),))
    result = contract("matmul", x, y, contracting, batch, element_type)
    # The result's axes: shared, x's own, n, y's own, m.
    rows, columns = x_core - 1, y_core - 1
    place = {axis: i for i, axis in enumerate([*shared, *x_own])}
    start = len(shared) + len(x_own) + rows
    place.update({axis: start + i for i, axis in enumerate(y_own)})
    order = [place[axis] for axis in range(rank)]
    order += list(range(len(shared) + len(x_own), start))
    order += list(range(start + len(y_own), start + len(y_own) + columns))
    return ops.transpose(result, order)


def _pick(x: Array, sizes: Sequence[int], order: list[int], core: int) -> Array:
    kept = sorted(order)
    x = ops.reshape(x, [sizes[i] for i in kept] + list(x.shape[x.ndim - core :]))
    permutation = [kept.index(i) for i in order]
    return ops.transpose(x, [*permutation, *range(len(order), len(order) + core)])


def vdot(
    a: ArrayLike,
    b: ArrayLike,
    *,
    precision: Any = None,
    preferred_element_type: DTypeLike | None = None,
) -> Array:
    """Sum of products of all elements, the first operand conjugated.

    Args:
        a: array of any shape.
        b: array of as many elements.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sum and the result.
    Returns:
        Array of rank 0.
    Raises:
        TypeError: the numbers of elements differ.

    >>> float(cnp.vdot(cnp.ones((2, 2)), cnp.ones(4)))
    4.0
    """
    x, y = promote("vdot", a, b)
    x = _core.conj(x) if x.dtype.kind == "c" else x
    x, y = ops.reshape(x, (x.size,)), ops.reshape(y, (y.size,))
    return contract("vdot", x, y, ((0,), (0,)), element_type=preferred_element_type)


def vecdot(
    x1: ArrayLike,
    x2: ArrayLike,
    /,
    *,
    axis: int = -1,
    precision: Any = None,
    preferred_element_type: DTypeLike | None = None,
) -> Array:
    """Sum of products along one axis, the first operand conjugated; others are broadcast.

    Args:
        x1: array.
        x2: array.
        axis: the axis, counted from the last.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
    Returns:
        Array without the axis.
    Raises:
        ValueError: the sizes along ``axis`` differ.

    >>> cnp.vecdot(cnp.ones((2, 3)), cnp.ones(3))
    Array([3., 3.], dtype=float32)
    """
    x, y = promote("vecdot", x1, x2)
    x, y = moveaxis(x, axis, -1), moveaxis(y, axis, -1)
    if x.shape[-1] != y.shape[-1]:
        raise error(
            ValueError,
            f"vecdot: expected equal sizes along axis {axis}, got {x.shape[-1]} and {y.shape[-1]}",
        )
    x = _core.conj(x) if x.dtype.kind == "c" else x
    rows = ops.reshape(x, (*x.shape[:-1], 1, x.shape[-1]))
    columns = ops.reshape(y, (*y.shape, 1))
    result = matmul(rows, columns, preferred_element_type=preferred_element_type)
    return ops.reshape(result, result.shape[:-2])


def matvec(x1: ArrayLike, x2: ArrayLike, /) -> Array:
    """Product of matrices and vectors.

    Args:
        x1: array, shape ``(..., n, k)``.
        x2: array, shape ``(..., k)``.
    Returns:
        Array of shape ``(..., n)``.
    Raises:
        TypeError: the sizes ``k`` differ.

    >>> cnp.matvec(cnp.eye(2), cnp.ones(2))
    Array([1., 1.], dtype=float32)
    """
    x, y = promote("matvec", x1, x2)
    return ops.squeeze(z := matmul(x, ops.reshape(y, (*y.shape, 1))), (z.ndim - 1,))


def vecmat(x1: ArrayLike, x2: ArrayLike, /) -> Array:
    """Product of vectors, conjugated, and matrices.

    Args:
        x1: array, shape ``(..., n)``.
        x2: array, shape ``(..., n, m)``.
    Returns:
        Array of shape ``(..., m)``.
    Raises:
        TypeError: the sizes ``n`` differ.

    >>> cnp.vecmat(cnp.ones(2), cnp.eye(2))
    Array([1., 1.], dtype=float32)
    """
    x, y = promote("vecmat", x1, x2)
    x = _core.conj(x) if x.dtype.kind == "c" else x
    z = matmul(ops.reshape(x, (*x.shape[:-1], 1, x.shape[-1])), y)
    return ops.squeeze(z, (z.ndim - 2,))


def inner(
    a: ArrayLike,
    b: ArrayLike,
    *,
    precision: Any = None,
    preferred_element_type: DTypeLike | None = None,
) -> Array:
    """Sum of products over the last axes of both.

    Args:
        a: array; a number multiplies.
        b: array.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
    Returns:
        Array of shape ``a.shape[:-1] + b.shape[:-1]``.
    Raises:
        TypeError: the last sizes differ.

    >>> float(cnp.inner(cnp.ones(3), cnp.ones(3)))
    3.0
    """
    x, y = promote("inner", a, b)
    if x.ndim == 0 or y.ndim == 0:
        return _core.multiply(x, y)
    axes = ((x.ndim - 1,), (y.ndim - 1,))
    return contract("inner", x, y, axes, element_type=preferred_element_type)


def outer(a: ArrayLike, b: ArrayLike, out: None = None) -> Array:
    """All products of an element of ``a`` and one of ``b``.

    Args:
        a: array, ravelled.
        b: array, ravelled.
        out: must be ``None``.
    Returns:
        Array of shape ``(a.size, b.size)``.
    Raises:
        TypeError: an operand is not array-like.

    >>> cnp.outer(cnp.array([1, 2]), cnp.array([1, 10]))
    Array([[ 1, 10],
           [ 2, 20]], dtype=int32)
    """
    x, y = promote("outer", a, b)
    return _core.multiply(ops.reshape(x, (x.size, 1)), ops.reshape(y, (1, y.size)))


def tensordot(
    a: ArrayLike,
    b: ArrayLike,
    axes: Any = 2,
    *,
    precision: Any = None,
    preferred_element_type: DTypeLike | None = None,
) -> Array:
    """Sum of products over chosen axes.

    Args:
        a: array.
        b: array.
        axes: the number of axes (the last of ``a``, the first of ``b``), or a pair of axes or
            lists of axes.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
    Returns:
        Array of the other axes of ``a``, then those of ``b``.
    Raises:
        TypeError: contracted sizes differ, or ``axes`` is ill-formed.

    >>> cnp.tensordot(cnp.ones((2, 3)), cnp.ones((3, 4)), 1).shape
    (2, 4)
    """
    x, y = promote("tensordot", a, b)
    if isinstance(axes, (int, np.integer)):
        count = int(axes)
        if not 0 <= count <= min(x.ndim, y.ndim):
            raise error(
                TypeError,
                f"tensordot: number of axes to contract must lie between 0 and the rank of each "
                f"operand, got axes={count}, shapes {x.shape} and {y.shape}",
            )
        contracting = (tuple(range(x.ndim - count, x.ndim)), tuple(range(count)))
    elif isinstance(axes, (tuple, list)) and len(axes) == 2:
        contracting = (
            as_axes(axes[0], x.ndim, "tensordot"),
            as_axes(axes[1], y.ndim, "tensordot"),
        )
        if len(contracting[0]) != len(contracting[1]):
            raise error(TypeError, f"tensordot: expected lists of axes of one length, got axes={axes}")
    else:
        raise error(
            TypeError,
            f"tensordot: expected axes to be an integer or a pair of axes or lists, got {axes!r}",
        )
    return contract("tensordot", x, y, contracting, element_type=preferred_element_type)


def kron(a: ArrayLike, b: ArrayLike) -> Array:
    """Kronecker product: ``a`` with every element replaced by its product with ``b``.

    Args:
        a: array.
        b: array.
    Returns:
        Array whose sizes are the products of the operands'.
    Raises:
        TypeError: an operand is not array-like.

    >>> cnp.kron(cnp.array([1, 10]), cnp.array([1, 2]))
    Array([ 1,  2, 10, 20], dtype=int32)
    """
    x, y = promote("kron", a, b)
    rank = max(x.ndim, y.ndim)
    x = ops.reshape(x, (1,) * (rank - x.ndim) + x.shape)
    y = ops.reshape(y, (1,) * (rank - y.ndim) + y.shape)
    left = [n for size in x.shape for n in (size, 1)]
    right = [n for size in y.shape for n in (1, size)]
    product = _core.multiply(ops.reshape(x, left), ops.reshape(y, right))
    return ops.reshape(product, [n * m for n, m in zip(x.shape, y.shape)])


def cross(
    a: ArrayLike,
    b: ArrayLike,
    axisa: int = -1,
    axisb: int = -1,
    axisc: int = -1,
    axis: int | None = None,
) -> Array:
    """Vector product in two or three dimensions.

    Args:
        a: array of vectors.
        b: array of vectors, broadcast against ``a``.
        axisa: the axis of the vectors of ``a``.
        axisb: the axis of the vectors of ``b``.
        axisc: the axis of the vectors of the result.
        axis: all three at once.
    Returns:
        Array of vectors; of the third components if both operands are two-dimensional.
    Raises:
        ValueError: a vector has neither 2 nor 3 components.

    >>> cnp.cross(cnp.array([1, 0, 0]), cnp.array([0, 1, 0]))
    Array([0, 0, 1], dtype=int32)
    """
    if axis is not None:
        axisa = axisb = axisc = axis
    x, y = promote("cross", a, b)
    x, y = moveaxis(x, axisa, -1), moveaxis(y, axisb, -1)
    sizes = x.shape[-1], y.shape[-1]
    if not set(sizes) <= {2, 3}:
        raise error(ValueError, f"cross: expected vectors of 2 or 3 components, got {sizes}")
    xs = [x[..., i] for i in range(sizes[0])]
    ys = [y[..., i] for i in range(sizes[1])]

    def minor(i: int, j: int) -> Array | None:
        terms = [
            _core.multiply(xs[m], ys[n]) if m < len(xs) and n < len(ys) else None for m, n in ((i, j), (j, i))
        ]
        if terms[0] is None:
            return None if terms[1] is None else _core.negative(terms[1])
        return terms[0] if terms[1] is None else _core.subtract(terms[0], terms[1])

    third = minor(0, 1)
    if sizes == (2, 2):
        return third  # type: ignore[return-value]
    parts = [ops.expand_dims(p, (p.ndim,)) for p in (minor(1, 2), minor(2, 0), third)
             if p is not None]  # fmt: skip
    return moveaxis(ops.concatenate(parts, parts[0].ndim - 1), -1, axisc)
