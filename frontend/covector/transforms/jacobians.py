"""Whole matrices of derivatives: jacfwd, jacrev, jacobian, hessian."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.errors import error
from covector.transforms.autodiff import _article, check_input
from covector.transforms.common import (
    Chosen,
    Outputs,
    as_argnums,
    check_callable,
    inexact_positions,
    name_of,
    trace_differentiated,
    with_float0,
    wraps,
)
from covector.transforms.sparse import sparse_hessian, sparse_jacobian
from covector.typing import Array


def _unit_vectors(lane: Array, types: Sequence[Any]) -> list[Array]:
    """The arrays of the given types, together 1 at the position ``lane`` and 0 elsewhere."""
    start, vectors = 0, []
    for one in types:
        count = math.prod(one.shape)
        positions = _core.emit("iota", (), shape=(count,), element_type=np.dtype("int32"), axis=0)
        hit = _core.equal(positions, _core.subtract(lane, start))
        vectors.append(ops.reshape(_core.convert(hit, np.dtype(one.dtype)), one.shape))
        start += count
    return vectors


def _map_lanes(
    function: Callable[[Array], Sequence[Array]], count: int, last: bool, name: str
) -> list[Array]:
    """``function`` of every lane number; lanes are the last or the first axis of the results."""
    lanes = _core.emit("iota", (), shape=(count,), element_type=np.dtype("int32"), axis=0)
    traced = _core.trace(function, [lanes], "vmap", [0], name)
    axes = [len(shape) if last else 0 for shape, _, _ in traced.out_types]
    return _core.call_vmap(traced, [lanes], [0], axes, count)


def _check_forward_input(dtype: np.dtype, holomorphic: bool) -> None:
    if holomorphic:
        check_input("jacfwd", dtype, True, False)
    elif not dtypes.is_float(dtype):
        raise error(
            TypeError,
            "jacfwd requires real-valued inputs (input dtype that is a sub-dtype of np.floating), "
            f"but got {dtype.name}. For holomorphic differentiation, pass holomorphic=True. For "
            "differentiation of non-holomorphic functions involving complex inputs or integer "
            "inputs, use jvp directly.",
        )


def _check_holomorphic_output(public: str, dtype: np.dtype, holomorphic: bool) -> None:
    if holomorphic and dtype.kind != "c":
        raise error(
            TypeError,
            f"{public} with holomorphic=True requires outputs with complex dtype, but got {dtype.name}.",
        )


def _check_output(dtype: np.dtype, holomorphic: bool) -> None:
    _check_holomorphic_output("jacrev", dtype, holomorphic)
    if not holomorphic and not dtypes.is_float(dtype):
        raise error(
            TypeError,
            "jacrev requires real-valued outputs (output dtype that is a sub-dtype of "
            f"np.floating), but got {dtype.name}. For holomorphic differentiation, pass "
            "holomorphic=True. Otherwise use jvp or vjp directly.",
        )


def jacfwd(
    fun: Callable[..., Any],
    argnums: int | Sequence[int] = 0,
    has_aux: bool = False,
    holomorphic: bool = False,
) -> Callable[..., Any]:
    """A function that gives the Jacobian of ``fun``, by forward mode: best for few inputs.

    Args:
        fun: a function of arrays; with ``has_aux`` it returns a pair.
        argnums: the positional argument, or arguments, to differentiate by.
        has_aux: whether ``fun`` returns a pair, of which only the first is differentiated.
        holomorphic: whether ``fun`` is promised to be holomorphic.
    Returns:
        A function of the same arguments that returns a tree like the result of ``fun`` whose
        leaves are trees like the argument, of arrays of shape ``result.shape + argument.shape``.
    Raises:
        TypeError: an argument is not of floats, when called; or, with ``holomorphic``, an argument or a
            result is not complex.

    >>> cv.jacfwd(lambda x: x ** 2)(cnp.array([1.0, 2.0]))
    Array([[2., 0.],
           [0., 4.]], dtype=float32)
    """
    check_callable(fun, "jacfwd")
    numbers = as_argnums(argnums, "jacfwd")

    @wraps(fun, f"Jacobian of {name_of(fun)} with respect to positional argument(s) "
                f"{_article(numbers)}, by forward mode.")  # fmt: skip
    def jacobian_f(*args: Any, **kwargs: Any) -> Any:
        chosen = Chosen("jacfwd", fun, numbers, args, kwargs)
        arrays = chosen.arrays
        for array in arrays:
            _check_forward_input(array.dtype, holomorphic)
        outputs = Outputs()

        def flat(*tracers: Any) -> list[Any]:
            results = outputs.set(chosen.call(tracers), "jacfwd", has_aux)
            for result in results[: outputs.number]:
                _check_holomorphic_output("jacfwd", result.dtype, holomorphic)
            return results

        traced = trace_differentiated(flat, arrays, name_of(fun))
        kinds = traced.out_types[: outputs.number]
        number = sum(dtypes.is_inexact(np.dtype(dtype)) for _, dtype, _ in kinds)

        def along(lane: Array) -> list[Array]:
            vectors = _unit_vectors(lane, arrays)
            return _core.call_jvp(traced, arrays, range(len(arrays)), vectors)[1][:number]

        count = sum(a.size for a in arrays)
        columns = _map_lanes(along, count, True, f"jacfwd_{name_of(fun)}")
        blocks, rest = [], iter(columns)
        for result_shape, dtype, weak in kinds:
            if not dtypes.is_inexact(np.dtype(dtype)):  # does not vary
                zeros = [_core.full((*result_shape, *a.shape), 0, dtype, weak) for a in arrays]
                blocks.append(chosen.tree.unflatten(zeros))
                continue
            column = next(rest)
            start, row = 0, []
            shape = column.shape[:-1]
            for array in arrays:
                part = ops.slice_axis(column, start, start + array.size, column.ndim - 1)
                row.append(_with_weak(ops.reshape(part, (*shape, *array.shape)), weak))
                start += array.size
            blocks.append(chosen.tree.unflatten(row))
        jacobian = outputs.tree.unflatten(blocks)
        if not has_aux:
            return jacobian
        return jacobian, outputs.split(_core.call(traced, arrays))[1]

    return jacobian_f


def jacrev(
    fun: Callable[..., Any],
    argnums: int | Sequence[int] = 0,
    has_aux: bool = False,
    holomorphic: bool = False,
    allow_int: bool = False,
) -> Callable[..., Any]:
    """A function that gives the Jacobian of ``fun``, by reverse mode: best for few results.

    Args:
        fun: a function of arrays; with ``has_aux`` it returns a pair.
        argnums: the positional argument, or arguments, to differentiate by.
        has_aux: whether ``fun`` returns a pair, of which only the first is differentiated.
        holomorphic: whether ``fun`` is promised to be holomorphic.
        allow_int: whether integer arguments are allowed; their Jacobians have dtype ``float0``.
    Returns:
        A function of the same arguments that returns a tree like the result of ``fun`` whose
        leaves are trees like the argument, of arrays of shape ``result.shape + argument.shape``.
    Raises:
        TypeError: an argument or a result is not of floats, when called.

    >>> cv.jacrev(lambda x: x ** 2)(cnp.array([1.0, 2.0]))
    Array([[2., 0.],
           [0., 4.]], dtype=float32)
    """
    check_callable(fun, "jacrev")
    numbers = as_argnums(argnums, "jacrev")

    @wraps(fun, f"Jacobian of {name_of(fun)} with respect to positional argument(s) "
                f"{_article(numbers)}, by reverse mode.")  # fmt: skip
    def jacobian_f(*args: Any, **kwargs: Any) -> Any:
        chosen = Chosen("jacrev", fun, numbers, args, kwargs)
        arrays = chosen.arrays
        for array in arrays:
            check_input("jacrev", array.dtype, holomorphic, allow_int)
        outputs = Outputs()

        def flat(*tracers: Any) -> list[Any]:
            results = outputs.set(chosen.call(tracers), "jacrev", has_aux)
            for result in results[: outputs.number]:
                _check_output(result.dtype, holomorphic)
            return results

        traced = trace_differentiated(flat, arrays, name_of(fun))
        inexact = chosen.inexact
        values, linear = _core.linearize(traced, arrays, inexact)
        results = values[: outputs.number]
        spare = [v for v in values[outputs.number :] if dtypes.is_inexact(v.dtype)]

        def back(lane: Array) -> list[Array]:
            zeros = [_core.full(v.shape, 0, v.dtype) for v in spare]
            return linear.transpose([*_unit_vectors(lane, results), *zeros])

        count = sum(r.size for r in results)
        rows = _map_lanes(back, count, False, f"jacrev_{name_of(fun)}")
        blocks, start = [], 0
        for result in results:
            column = []
            for position, row in zip(inexact, rows):
                part = ops.slice_axis(row, start, start + result.size, 0)
                array = arrays[position]
                block = ops.reshape(part, (*result.shape, *array.shape))
                column.append(_with_weak(block, array.weak_type))
            blocks.append(chosen.tree.unflatten(_with_empty(column, arrays, result)))
            start += result.size
        jacobian = outputs.tree.unflatten(blocks)
        return (jacobian, outputs.split(values)[1]) if has_aux else jacobian

    return jacobian_f


def _with_weak(block: Array, weak: bool) -> Array:
    """Derivatives are weakly typed where what they belong to is."""
    return _core.convert(block, block.dtype, True) if weak and not block.weak_type else block


def _with_empty(column: list[Any], arrays: list[Any], result: Any) -> list[Any]:
    if len(inexact_positions(arrays)) == len(arrays):
        return column
    values = with_float0(column, arrays)
    return [
        np.zeros((*result.shape, *v.shape), dtypes.float0) if isinstance(v, np.ndarray) else v for v in values
    ]


def _is_sparse(public: str, sparse: Any) -> bool:
    if isinstance(sparse, bool):
        return sparse
    raise error(
        TypeError,
        f"{public}: expected True or False for sparse, got {sparse!r}; choose the kind of matrix by format=",
    )


def _refuse_with_sparse(public: str, **flags: bool) -> None:
    for flag, value in flags.items():
        if value:
            raise error(
                ValueError,
                f"{public}: expected {flag} to be False with sparse=True, got {value!r}; sparse "
                "matrices of derivatives are those of real functions: leave out sparse",
            )


def jacobian(
    fun: Callable[..., Any],
    argnums: int | Sequence[int] = 0,
    has_aux: bool = False,
    holomorphic: bool = False,
    allow_int: bool = False,
    *,
    sparse: bool = False,
    format: str = "csr",
) -> Callable[..., Any]:
    """A function that gives the Jacobian of ``fun``: that of :func:`jacrev`, or a sparse matrix.

    With ``sparse`` the pattern of the matrix is found in the program, see
    :func:`sparsity_pattern`, and its columns are coloured so that no row has two of one colour;
    then one product for each colour gives all entries: three for a tridiagonal matrix of any
    size. Where rows need fewer colours, reverse mode is used. The pattern and the colours are kept with
    the program, for further calls.

    Args:
        fun: a function of arrays; with ``has_aux`` it returns a pair. With ``sparse`` it returns
            one array.
        argnums: the positional argument, or arguments, to differentiate by. With ``sparse`` it is
            one, which is one array.
        has_aux: whether ``fun`` returns a pair, of which only the first is differentiated.
        holomorphic: whether ``fun`` is promised to be holomorphic; not with ``sparse``.
        allow_int: whether integer arguments are allowed; not with ``sparse``.
        sparse: whether to return a matrix with a row for each element of the result, a column for
            each element of the argument, and only the entries that may be other than zero.
        format: of a sparse matrix: ``"csr"``, ``"csc"`` or ``"coo"`` for SciPy's arrays, outside
            of ``jit`` and other transformations; ``"raw"`` for a pair of the entries, shape
            ``(nnz,)``, and their rows and columns, int32 of shape ``(nnz, 2)``, as JAX's ``BCOO``
            takes them; ``"dense"`` for the array that :func:`jacrev` returns.
    Returns:
        A function of the same arguments that returns the Jacobian.
    Raises:
        TypeError: an argument or a result is not of floats, or is a tree with ``sparse``, when
            called; a SciPy array is asked for while tracing.
        ValueError: there is no such format, or an option does not go with ``sparse``.
        ImportError: a SciPy array is asked for, and SciPy is not installed.

    >>> difference = lambda x: x[1:] ** 2 - x[:-1]
    >>> cv.jacobian(difference, sparse=True)(cnp.arange(4.0)).toarray()
    array([[-1.,  2.,  0.,  0.],
           [ 0., -1.,  4.,  0.],
           [ 0.,  0., -1.,  6.]], dtype=float32)
    """
    if not _is_sparse("jacobian", sparse):
        return jacrev(fun, argnums, has_aux, holomorphic, allow_int)
    check_callable(fun, "jacobian")
    _refuse_with_sparse("jacobian", holomorphic=holomorphic, allow_int=allow_int)
    decorate = wraps(fun, f"Sparse Jacobian of {name_of(fun)} with respect to positional argument {argnums}.")
    return decorate(sparse_jacobian("jacobian", fun, argnums, has_aux, format, False))


def hessian(
    fun: Callable[..., Any],
    argnums: int | Sequence[int] = 0,
    has_aux: bool = False,
    holomorphic: bool = False,
    *,
    sparse: bool = False,
    format: str = "csr",
) -> Callable[..., Any]:
    """A function that gives the second derivatives of ``fun``: forward over reverse mode.

    With ``sparse`` it is a matrix from as few products as its pattern and its symmetry allow: see
    :func:`jacobian`. Of two entries that are equal by symmetry one may be computed and both filled in.

    Args:
        fun: a function of arrays; with ``has_aux`` it returns a pair. With ``sparse`` it returns
            one number.
        argnums: the positional argument, or arguments, to differentiate by. With ``sparse`` it is
            one, which is one array.
        has_aux: whether ``fun`` returns a pair, of which only the first is differentiated.
        holomorphic: whether ``fun`` is promised to be holomorphic; not with ``sparse``.
        sparse: whether to return a matrix with a row and a column for each element of the argument,
            and only the entries that may be other than zero.
        format: of a sparse matrix, see :func:`jacobian`.
    Returns:
        A function of the same arguments that returns arrays of shape
        ``result.shape + argument.shape + argument.shape`` in the trees of :func:`jacrev`, twice; or
        a sparse matrix.
    Raises:
        TypeError: an argument or a result is not of floats, or is a tree with ``sparse``, when
            called; a SciPy array is asked for while tracing.
        ValueError: there is no such format, or an option does not go with ``sparse``.
        ImportError: a SciPy array is asked for, and SciPy is not installed.

    >>> cv.hessian(lambda x: x[0] * x[1] ** 2)(cnp.array([1.0, 2.0]))
    Array([[0., 4.],
           [4., 2.]], dtype=float32)
    >>> energy = lambda x: cnp.sum((x[1:] - x[:-1]) ** 2)
    >>> cv.hessian(energy, sparse=True)(cnp.zeros(3)).toarray()
    array([[ 2., -2.,  0.],
           [-2.,  4., -2.],
           [ 0., -2.,  2.]], dtype=float32)
    """
    if _is_sparse("hessian", sparse):
        check_callable(fun, "hessian")
        _refuse_with_sparse("hessian", holomorphic=holomorphic)
        decorate = wraps(
            fun, f"Sparse Hessian of {name_of(fun)} with respect to positional argument {argnums}."
        )
        return decorate(sparse_hessian(fun, argnums, has_aux, format))
    return jacfwd(jacrev(fun, argnums, has_aux, holomorphic), argnums, has_aux, holomorphic)
