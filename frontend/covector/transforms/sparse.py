"""Sparse matrices of derivatives, from as few products as their pattern allows.

The compiler finds where the matrix may be other than zero, from the program alone, and colours its
columns or rows; a product with the sum of all columns of a colour holds all their entries. What
is here asks for these products in one program, and puts the entries in place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops, tree
from covector.errors import error
from covector.transforms.autodiff import grad
from covector.transforms.common import Chosen, Outputs, check_callable, name_of, trace_differentiated, wraps
from covector.typing import Array

FORMATS = ("csr", "csc", "coo", "dense", "raw")
_SCIPY_FORMATS = ("csr", "csc", "coo")


@dataclass(frozen=True)
class SparsityPattern:
    """Where a matrix of derivatives may be other than zero: what :func:`sparsity_pattern` gives.

    Row ``i`` has the columns ``indices[indptr[i]:indptr[i + 1]]``, ascending, as in SciPy's
    compressed rows. The other columns are zero for all values of the arguments.

    Attributes:
        shape: the number of rows and columns.
        indptr: int32 NumPy array, shape ``(rows + 1,)``.
        indices: int32 NumPy array, shape ``(nnz,)``.
        direction: what is multiplied by sums of unit vectors: ``"columns"`` (forward mode),
            ``"rows"`` (reverse mode), or ``"symmetric"`` (columns, with the help of symmetry).
        num_colors: the number of products from which the matrix is computed.
    """

    shape: tuple[int, int]
    indptr: np.ndarray
    indices: np.ndarray
    direction: str
    num_colors: int

    @property
    def nnz(self) -> int:
        """The number of entries."""
        return len(self.indices)

    def to_scipy(self) -> Any:
        """The pattern as a ``scipy.sparse.csr_array`` of booleans.

        Raises:
            ImportError: SciPy is not installed.
        """
        sparse = _scipy_sparse("SparsityPattern.to_scipy", "to_scipy gives a SciPy array")
        return sparse.csr_array(
            (np.ones(self.nnz, bool), self.indices.copy(), self.indptr.copy()), shape=self.shape
        )

    def __repr__(self) -> str:
        return (
            f"SparsityPattern(shape={self.shape}, nnz={self.nnz}, "
            f"direction={self.direction!r}, num_colors={self.num_colors})"
        )


def _scipy_sparse(public: str, what: str) -> Any:
    try:
        import scipy.sparse
    except ImportError:
        raise error(
            ImportError,
            f"{public}: {what}, and SciPy is not installed; install the package scipy, or ask for "
            "format='raw' (entries and positions) or format='dense'",
        ) from None
    return scipy.sparse


def _single(public: str, argnums: Any) -> int:
    """``argnums`` as the one integer that it has to be."""
    if isinstance(argnums, bool) or not hasattr(argnums, "__index__"):
        raise error(
            TypeError,
            f"{public}: expected argnums to be one integer for a sparse matrix, got {argnums!r}; "
            "ask for one matrix after the other",
        )
    return argnums.__index__()


class _Program:
    """A function traced on its arguments, of which one array is differentiated by."""

    def __init__(
        self, public: str, fun: Callable[..., Any], argnum: int, has_aux: bool, args: Any, kwargs: Any
    ) -> None:
        self.public, self.name = public, name_of(fun)
        chosen = Chosen(public, fun, argnum, args, kwargs)
        if chosen.tree.num_nodes != 1 or len(chosen.arrays) != 1:
            raise error(
                TypeError,
                f"{public}: expected argument {argnum} to be one array for a sparse matrix, got a "
                f"tree of {len(chosen.arrays)}; flatten it by covector.flatten_util.ravel_pytree",
            )
        self.x = chosen.arrays[0]
        self._check("argument", self.x.dtype)
        self.outputs = Outputs()

        def flat(x: Any) -> list[Any]:
            results = self.outputs.set(chosen.call([x]), public, has_aux)
            if self.outputs.tree.num_nodes != 1 or self.outputs.number != 1:
                raise error(
                    TypeError,
                    f"{public}: expected the function to return one array for a sparse matrix, got "
                    f"a tree of {self.outputs.number}; flatten it by "
                    "covector.flatten_util.ravel_pytree",
                )
            self._check("result", results[0].dtype)
            return results

        # While something else is traced there are no values: positions that the function computes
        # then belong to its own program, where the analysis sees them.
        self.is_traced = isinstance(self.x, _core.Tracer)
        if self.is_traced:
            self.traced = _core.trace(flat, [self.x], "jit", name=self.name)
        else:
            self.traced = trace_differentiated(flat, [self.x], self.name)
        self.out_shape, self.out_dtype, _ = self.traced.out_types[0]

    def _check(self, what: str, dtype: np.dtype) -> None:
        if not dtypes.is_float(dtype):
            raise error(
                TypeError,
                f"{self.public}: expected the {what} to be real floating point for a sparse matrix, "
                f"got {dtype.name}; cast it with .astype(float)",
            )

    def sparsity(self, symmetric: bool) -> Any:
        return _core.sparsity(self.traced, symmetric, self.public)

    def aux(self) -> Any:
        return self.outputs.split(_core.call(self.traced, [self.x]))[1]

    def entries(self, sparsity: Any) -> Array:
        """The entries of the pattern, row after row."""
        count = sparsity.num_colors
        if count == 0:
            return _core.full((0,), 0, self.out_dtype)
        lanes = _core.as_array(np.arange(count, dtype=np.int32))

        def products(x: Any, colors: Any, positions: Any) -> list[Any]:
            def product(lane: Any) -> list[Any]:
                hit = _core.equal(colors, lane)
                if sparsity.direction == "rows":
                    seed = ops.reshape(_core.convert(hit, self.out_dtype), self.out_shape)
                    return _core.call_vjp(self.traced, [x], [0], [0], [seed])[1]
                seed = ops.reshape(_core.convert(hit, self.x.dtype), self.x.shape)
                return _core.call_jvp(self.traced, [x], [0], [seed])[1][:1]

            mapped = _core.trace(product, [lanes], "vmap", [0], self.name)
            all_products = _core.call_vmap(mapped, [lanes], [0], [0], count)[0]
            flat = ops.reshape(all_products, (all_products.size,))
            return [flat.at[positions].get(mode="promise_in_bounds")]

        operands = [self.x, sparsity.colors, sparsity.positions]
        program = _core.trace(products, operands, "grad", name=f"{self.public}_{self.name}")
        return _core.call(program, operands)[0]


def _row_numbers(indptr: np.ndarray) -> np.ndarray:
    return np.repeat(np.arange(len(indptr) - 1, dtype=np.int32), np.diff(indptr))


def _assemble(program: _Program, sparsity: Any, data: Array, form: str) -> Any:
    """The matrix of these entries in a format."""
    indptr, indices = np.asarray(sparsity.starts), np.asarray(sparsity.columns)
    if form == "raw":
        positions = np.stack([_row_numbers(indptr), indices], axis=1)
        return data, _core.as_array(positions)
    if form == "dense":
        rows, columns = sparsity.shape
        flat = _row_numbers(indptr).astype(np.int64) * columns + indices
        if rows * columns > np.iinfo(np.int32).max:
            raise error(
                ValueError,
                f"{program.public}: a dense matrix of shape {sparsity.shape} has too many elements; "
                "ask for format='csr'",
            )
        matrix = _core.full((rows * columns,), 0, data.dtype)
        matrix = matrix.at[_core.as_array(flat.astype(np.int32))].set(data)
        return ops.reshape(matrix, (*program.out_shape, *program.x.shape))
    sparse = _scipy_sparse(program.public, f"format={form!r} gives a SciPy array")
    # Copies: SciPy's arrays may be changed in place, and those of the pattern are shared.
    matrix = sparse.csr_array((np.array(data), indices.copy(), indptr.copy()), shape=tuple(sparsity.shape))
    return matrix if form == "csr" else matrix.asformat(form)


def _check_format(public: str, form: str) -> None:
    if form not in FORMATS:
        raise error(
            ValueError,
            f"{public}: expected format to be one of {', '.join(map(repr, FORMATS))}, got {form!r}",
        )
    if form in _SCIPY_FORMATS:
        _scipy_sparse(public, f"format={form!r} gives a SciPy array")


def _check_scipy_can_hold(program: _Program, form: str) -> None:
    if form not in _SCIPY_FORMATS:
        return
    if program.is_traced:
        raise error(
            TypeError,
            f"{program.public}: format={form!r} gives a SciPy array, which cannot be traced (inside "
            "jit, grad, vmap and other transformations); ask there for format='raw', a pair of "
            "entries and positions, or format='dense'",
        )
    if np.dtype(program.out_dtype).name not in ("float32", "float64"):
        raise error(
            TypeError,
            f"{program.public}: SciPy's sparse arrays hold float32 and float64, got "
            f"{np.dtype(program.out_dtype).name}; ask for format='raw' or format='dense'",
        )


def sparse_jacobian(
    public: str, fun: Callable[..., Any], argnums: Any, has_aux: bool, form: str, symmetric: bool
) -> Callable[..., Any]:
    """A function that gives the Jacobian of ``fun`` as a sparse matrix of rank 2.

    Args:
        public: the public name, for messages.
        fun: a function of arrays that returns one; with ``has_aux`` a pair.
        argnums: the positional argument, one array.
        has_aux: whether ``fun`` returns a pair, of which only the first is differentiated.
        form: one of ``FORMATS``.
        symmetric: whether the matrix is known to be symmetric.
    Returns:
        A function of the same arguments.
    Raises:
        TypeError: ``argnums`` is not an integer; when called, what is differentiated is not one
            array of floats.
        ValueError: there is no such format.
        ImportError: the format is one of SciPy's, which is not installed.
    """
    argnum = _single(public, argnums)
    _check_format(public, form)

    def jacobian_f(*args: Any, **kwargs: Any) -> Any:
        program = _Program(public, fun, argnum, has_aux, args, kwargs)
        _check_scipy_can_hold(program, form)
        sparsity = program.sparsity(symmetric)
        matrix = _assemble(program, sparsity, program.entries(sparsity), form)
        return (matrix, program.aux()) if has_aux else matrix

    return jacobian_f


def sparse_hessian(fun: Callable[..., Any], argnums: Any, has_aux: bool, form: str) -> Callable[..., Any]:
    """A function that gives the second derivatives of ``fun`` as a sparse matrix.

    Args, Returns and Raises are those of :func:`sparse_jacobian`, for a function that returns one
    number.
    """
    argnum = _single("hessian", argnums)

    @wraps(fun, f"{name_of(fun)}, checked.")
    def scalar(*args: Any, **kwargs: Any) -> Any:
        result = fun(*args, **kwargs)
        value = result[0] if has_aux and isinstance(result, (tuple, list)) and result else result
        leaves, structure = tree.flatten(value)
        shape = np.shape(leaves[0]) if len(leaves) == 1 else None
        if structure.num_nodes != 1 or shape != ():
            raise error(
                TypeError,
                "hessian: expected the function to return one number for a sparse matrix, got "
                + ("a tree" if shape is None or structure.num_nodes != 1 else f"shape {shape}")
                + "; sum the result, or take jacobian(..., sparse=True) of a gradient of yours",
            )
        return result

    gradient = grad(scalar, argnum, has_aux)
    return sparse_jacobian("hessian", gradient, argnum, has_aux, form, True)


def sparsity_pattern(
    fun: Callable[..., Any], argnums: int = 0, *, symmetric: bool = False
) -> Callable[..., SparsityPattern]:
    """A function that finds where the Jacobian of ``fun`` may be other than zero.

    The pattern holds for all values of the arguments of these shapes: it is read off the program.
    Positions of indexing that the program computes from constants are followed; indices that
    depend on arguments could be anything. The pattern of a Hessian is that of a gradient.

    Args:
        fun: a function of arrays that returns one array.
        argnums: the positional argument to differentiate by, one array.
        symmetric: whether the matrix is known to be symmetric, as that of a gradient is; the
            pattern is then made so, and fewer products may suffice.
    Returns:
        A function of the same arguments that returns a :class:`SparsityPattern`.
    Raises:
        TypeError: ``argnums`` is not an integer; when called, what is differentiated is not one
            array of floats.
        ValueError: with ``symmetric``, the matrix is not square.

    >>> difference = lambda x: x[1:] - x[:-1]
    >>> pattern = cv.sparsity_pattern(difference)(cnp.zeros(5))
    >>> pattern
    SparsityPattern(shape=(4, 5), nnz=8, direction='columns', num_colors=2)
    >>> pattern.indices
    array([0, 1, 1, 2, 2, 3, 3, 4], dtype=int32)
    """
    check_callable(fun, "sparsity_pattern")
    argnum = _single("sparsity_pattern", argnums)

    def pattern_f(*args: Any, **kwargs: Any) -> SparsityPattern:
        program = _Program("sparsity_pattern", fun, argnum, False, args, kwargs)
        found = program.sparsity(symmetric)
        return SparsityPattern(
            tuple(found.shape),
            np.array(found.starts),
            np.array(found.columns),
            found.direction,
            found.num_colors,
        )

    return pattern_f
