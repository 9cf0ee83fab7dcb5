"""What the linear algebra of ``lax``, ``numpy`` and ``scipy`` is made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.operands import as_array, broadcast_shapes, promote
from covector.errors import error
from covector.typing import Array

_DTYPES = ("float32", "float64", "complex64", "complex128")


def check_matrices(public: str, *xs: Array) -> None:
    """Checks that LAPACK is there and computes with the dtype of ``xs``.

    Raises:
        TypeError: another dtype.
        NotImplementedError: there is no LAPACK.
    """
    for x in xs:
        if x.dtype.name not in _DTYPES:
            raise error(
                TypeError,
                f"{public}: expected arrays of dtype {', '.join(_DTYPES)}, got {x.dtype}; "
                "cast with .astype(cnp.float32)",
            )
    if not _core.have_lapack():
        raise error(
            NotImplementedError,
            f"{public}: needs LAPACK, which was not found; expected the package scipy-openblas32 or the "
            "system's libopenblas.so.0; install one of them",
        )


def operands(public: str, *xs: Any) -> list[Array]:
    """Arrays of dtypes that LAPACK computes with, as they are."""
    arrays = [as_array(x, public, i) for i, x in enumerate(xs)]
    check_matrices(public, *arrays)
    return arrays


def inexact_operands(public: str, *xs: Any) -> list[Array]:
    """Arrays of their common dtype, made inexact; one that LAPACK computes with."""
    arrays = promote(public, *xs)
    dtype = arrays[0].dtype
    if not dtypes.is_inexact(dtype):
        dtype = dtypes.to_inexact(dtype)
        arrays = [_core.convert(x, dtype, x.weak_type) for x in arrays]
    check_matrices(public, *arrays)
    return arrays


def check_rank(public: str, x: Array, kind: type[Exception] = TypeError) -> Array:
    """``x``, which holds matrices in its last two axes.

    Raises:
        TypeError: its rank is below 2.
    """
    if x.ndim >= 2:
        return x
    raise error(
        kind,
        f"{public}: expected an array of rank 2 or more (matrices in the last two axes), got shape "
        f"{x.shape}; reshape it",
    )


def check_square(public: str, x: Array) -> Array:
    """``x``, which holds square matrices.

    Raises:
        ValueError: it does not.
    """
    check_rank(public, x, ValueError)
    if x.shape[-1] == x.shape[-2]:
        return x
    raise error(
        ValueError,
        f"{public}: expected square matrices of shape (..., n, n), got shape {x.shape}",
    )


def transpose(x: Array) -> Array:
    """With the last two axes exchanged."""
    return ops.transpose(x, (*range(x.ndim - 2), x.ndim - 1, x.ndim - 2))


def adjoint(x: Array) -> Array:
    """Transposed and conjugated."""
    y = transpose(x)
    return _core.conj(y) if y.dtype.kind == "c" else y


def symmetrize(x: Array) -> Array:
    """The Hermitian part."""
    return _core.multiply(_core.add(x, adjoint(x)), 0.5)


def matmul(x: Array, y: Array) -> Array:
    """The product of matrices that have the same batch axes."""
    batch = tuple(range(x.ndim - 2))
    return ops.dot_general(x, y, ((x.ndim - 1,), (y.ndim - 2,)), (batch, batch))


def iota(shape: Sequence[int], axis: int) -> Array:
    """Positions along an axis, int32."""
    return _core.emit("iota", (), shape=tuple(shape), element_type=np.dtype("int32"), axis=axis)


def diagonal_mask(rows: int, columns: int, k: int = 0) -> Array:
    """Where the diagonal ``k`` of matrices is."""
    shape = (rows, columns)
    return _core.equal(_core.add(iota(shape, 0), k), iota(shape, 1))


def identity(rows: int, columns: int, dtype: Any, k: int = 0) -> Array:
    """Ones on the diagonal ``k``."""
    return _core.convert(diagonal_mask(rows, columns, k), dtype)


def triangle(x: Array, k: int = 0, *, upper: bool = False) -> Array:
    """The part of matrices on and below (``upper``: above) the diagonal ``k``; zeros elsewhere."""
    shape = x.shape[-2:]
    row, column = _core.add(iota(shape, 0), k), iota(shape, 1)
    mask = (_core.less_equal if upper else _core.greater_equal)(row, column)
    return _core.select(mask, x, ops.zeros_like(x))


def diagonal(x: Array) -> Array:
    """The diagonal of matrices in the last two axes."""
    size = min(x.shape[-2:])
    square = x[..., :size, :size]
    masked = _core.select(diagonal_mask(size, size), square, ops.zeros_like(square))
    return ops.reduce("sum", masked, (x.ndim - 1,))


def broadcast_batch(public: str, *arrays: Array, ranks: Sequence[int] | None = None) -> list[Array]:
    """Arrays broadcast along all axes but the last ``ranks``, which are 2 if not given."""
    ranks = ranks or [2] * len(arrays)
    batches = [x.shape[: x.ndim - rank] for x, rank in zip(arrays, ranks)]
    shape = broadcast_shapes(public, *batches)
    return [_core.broadcast_to(x, (*shape, *x.shape[x.ndim - rank :])) for x, rank in zip(arrays, ranks)]
