"""Sparse matrices of derivatives: patterns, colours, and values against the dense ones."""

import sys

import numpy as np
import optable
import pytest
import scipy.sparse
from hypothesis import given, settings
from hypothesis import strategies as st

import covector as cv
import covector.numpy as cnp
from covector import _core
from covector.flatten_util import ravel_pytree

optable.load()


def points(n, dtype=np.float32, seed=0):
    return np.random.default_rng(seed).uniform(0.5, 1.5, n).astype(dtype)


def laplacian(u):
    """The five-point difference operator with a cubic term, on a grid."""
    v = cnp.pad(u, 1)
    return v[2:, 1:-1] + v[:-2, 1:-1] + v[1:-1, 2:] + v[1:-1, :-2] - 4 * u + u**3


def laplacian_of_vector(n):
    return lambda x: laplacian(x.reshape(n, n)).reshape(-1)


def tridiagonal(x):
    inner = x[1:-1] * (x[2:] - 2 * x[1:-1] + x[:-2])
    return cnp.concatenate([x[:1] * x[1:2], inner, x[-2:-1] + x[-1:] ** 2])


def rosenbrock(x):
    return cnp.sum(100.0 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def check_jacobian(f, x, colors=None, direction=None):
    """The sparse Jacobian equals the dense one; the numbers of colours are as expected."""
    found = cv.jacobian(f, sparse=True)(x)
    dense = np.asarray(cv.jacfwd(f)(x)).reshape(found.shape)
    assert found.format == "csr" and found.dtype == x.dtype and found.has_sorted_indices
    np.testing.assert_array_equal(found.toarray(), dense)
    pattern = cv.sparsity_pattern(f)(x)
    assert pattern.nnz == found.nnz
    if colors is not None:
        assert pattern.num_colors == colors
    if direction is not None:
        assert pattern.direction == direction
    return found


# ---- structures


def test_tridiagonal_of_any_size_needs_three_products():
    for n in (5, 50, 2000):
        pattern = cv.sparsity_pattern(tridiagonal)(points(n))
        assert pattern.num_colors == 3 and pattern.nnz == 3 * n - 2
        assert pattern.direction == "columns"
    check_jacobian(tridiagonal, points(300), 3)


@pytest.mark.parametrize("width", [1, 2, 4])
def test_banded(width):
    def f(x):
        return sum(
            cnp.roll(x, k)[width:-width] * (k + 2.0) * x[width:-width] for k in range(-width, width + 1)
        )

    check_jacobian(f, points(60), 2 * width + 1)


def test_laplacian_in_two_dimensions():
    f = laplacian_of_vector(12)
    found = check_jacobian(f, points(144))
    assert found.nnz == 5 * 144 - 4 * 12
    for n in (3, 10, 12, 31):
        pattern = cv.sparsity_pattern(laplacian_of_vector(n))(points(n * n))
        assert pattern.num_colors == 5, "a colouring that repeats along the grid exists"


def test_stencils_on_grids_need_as_many_products_as_points():
    def seven_points(x):
        v = cnp.pad(x.reshape(6, 5, 4), 1)
        inner = slice(1, -1)
        y = v[2:, inner, inner] * v[:-2, inner, inner] + v[inner, 2:, inner] - v[inner, :-2, inner]
        return (y + v[inner, inner, 2:] - v[inner, inner, :-2] + x.reshape(6, 5, 4) ** 2).reshape(-1)

    def nine_points(x):
        v = cnp.pad(x.reshape(7, 9), 1)
        return sum((i + 3 * j + 1) * v[i : 7 + i, j : 9 + j] for i in range(3) for j in range(3)).reshape(-1)

    check_jacobian(seven_points, points(120), 7)
    check_jacobian(nine_points, points(63), 9)


def test_arguments_of_higher_rank_are_flattened():
    u = points(36).reshape(6, 6)
    found = cv.jacobian(laplacian, sparse=True)(u)
    assert found.shape == (36, 36)
    np.testing.assert_array_equal(found.toarray(), np.asarray(cv.jacfwd(laplacian)(u)).reshape(36, 36))


def test_block_diagonal():
    a = points(27, seed=3).reshape(3, 3, 3)

    def f(x):
        return cnp.tanh(cnp.einsum("bij,bj->bi", a, x.reshape(3, 3))).reshape(-1)

    found = check_jacobian(f, points(9), 3)
    assert found.nnz == 27


def test_rows_are_chosen_where_they_need_fewer_products():
    def f(x):
        return cnp.stack([cnp.sum(x**2), cnp.prod(x[:3]), x[0]])

    x = points(40)
    found = cv.jacobian(f, sparse=True)(x)
    pattern = cv.sparsity_pattern(f)(x)
    assert pattern.direction == "rows" and pattern.num_colors == 3
    np.testing.assert_allclose(found.toarray(), np.asarray(cv.jacfwd(f)(x)), rtol=1e-6)


def test_dense_matrix():
    def f(x):
        return cnp.sin(x) * cnp.sum(x)

    found = cv.jacobian(f, sparse=True)(points(15))
    assert found.nnz == 225
    np.testing.assert_allclose(found.toarray(), np.asarray(cv.jacfwd(f)(points(15))), rtol=1e-6)


def test_matrix_without_entries():
    pattern = cv.sparsity_pattern(cnp.floor)(points(7))
    assert pattern.nnz == 0 and pattern.num_colors == 0
    found = cv.jacobian(cnp.floor, sparse=True)(points(7))
    assert found.shape == (7, 7) and found.nnz == 0 and found.dtype == np.float32


def test_empty_argument():
    found = cv.jacobian(lambda x: x * 2, sparse=True)(np.zeros(0, np.float32))
    assert found.shape == (0, 0)


def test_columns_without_entries_are_left_out():
    def f(x):
        return x[::2] * x[::2]

    pattern = cv.sparsity_pattern(f)(points(9))
    assert pattern.num_colors == 1 and pattern.indices.tolist() == [0, 2, 4, 6, 8]
    check_jacobian(f, points(9), 1)


# ---- positions


def test_roll_is_followed():
    check_jacobian(lambda x: x * cnp.roll(x, 1) + cnp.roll(x, -1), points(30))
    assert cv.sparsity_pattern(lambda x: x * cnp.roll(x, 1))(points(30)).nnz == 60


def test_updates_are_followed():
    def f(x):
        y = cnp.zeros_like(x).at[1:-1].add(x[2:] - x[:-2])
        return y.at[0].set(x[0] ** 2).at[-1].set(x[-1])

    found = check_jacobian(f, points(20))
    assert found.nnz == 2 * 18 + 2


def test_arrays_of_positions_are_followed():
    order = np.array([3, 1, 4, 0, 2])
    assert check_jacobian(lambda x: x[order] ** 2, points(5), 1).nnz == 5
    assert check_jacobian(lambda x: x[cnp.array(order)] ** 2, points(5), 1).nnz == 5
    assert check_jacobian(lambda x: x[(cnp.arange(5) * 2 + 1) % 5] ** 2, points(5), 1).nnz == 5


def test_positions_of_a_finite_element_mesh():
    elements = np.stack([np.arange(30), np.arange(1, 31)], axis=1)

    def residual(u):
        local = u[elements]
        force = (local[:, 1] - local[:, 0]) ** 3
        return cnp.zeros(31, u.dtype).at[elements[:, 0]].add(-force).at[elements[:, 1]].add(force)

    check_jacobian(residual, points(31), 3)


def test_other_positions_give_another_pattern():
    def pick(x, i):
        return x[i] * 2

    jacobian = cv.jacobian(pick, sparse=True)
    first = jacobian(points(6), np.array([0, 1]))
    second = jacobian(points(6), np.array([5, 4]))
    assert first.indices.tolist() == [0, 1] and second.indices.tolist() == [5, 4]


def test_mask_that_is_computed_from_constants():
    def f(x):
        return cnp.where(cnp.arange(10) == 0, 1.0, x * cnp.roll(x, 1))

    assert check_jacobian(f, points(10)).nnz == 18


def test_convolution_is_followed():
    def f(x):
        return cnp.convolve(x, cnp.array([1.0, -2.0, 1.0]), mode="same") * x

    check_jacobian(f, points(25), 3)


def test_cumulative_sums_are_triangular():
    pattern = cv.sparsity_pattern(cnp.cumsum)(points(10))
    np.testing.assert_array_equal(pattern.to_scipy().toarray(), np.tri(10, dtype=bool))


# ---- branches and loops


def pattern_of(f, n):
    return cv.sparsity_pattern(f)(points(n)).to_scipy().toarray()


def test_scan_is_followed():
    def products(x):
        return cv.lax.scan(lambda c, e: (c * e, c * e), cnp.float32(1), x)[1]

    np.testing.assert_array_equal(pattern_of(products, 9), np.tri(9, dtype=bool))
    np.testing.assert_array_equal(pattern_of(lambda x: cv.lax.map(cnp.sin, x), 9), np.eye(9, dtype=bool))


def test_steps_of_a_stencil_widen_the_band():
    def steps(x):
        return cv.lax.fori_loop(0, 3, lambda i, y: y.at[1:-1].add(y[2:] * y[:-2]), x)

    i = np.arange(20)
    expected = np.abs(i[:, None] - i) <= 3
    expected[0, 1:] = expected[-1, :-1] = False
    np.testing.assert_array_equal(pattern_of(steps, 20), expected)
    found = cv.jacobian(steps, sparse=True)(points(20))
    np.testing.assert_allclose(found.toarray(), np.asarray(cv.jacfwd(steps)(points(20))), rtol=1e-6)
    assert cv.sparsity_pattern(steps)(points(20)).num_colors == 7


def test_index_of_a_loop_is_followed():
    def solve(x):
        return cv.lax.fori_loop(1, 8, lambda i, y: y.at[i].set(y[i] * y[i - 1]), x)

    np.testing.assert_array_equal(pattern_of(solve, 8), np.tri(8, dtype=bool))


def test_positions_that_a_loop_closes_over_are_followed():
    order = cnp.array(np.arange(40)[::-1].copy())

    def f(x):
        return cv.lax.fori_loop(0, 2, lambda i, y: y[order] * 2, x) + cv.lax.fori_loop(
            0, 1, lambda i, y: y[order], x
        )

    np.testing.assert_array_equal(pattern_of(f, 40), np.eye(40, dtype=bool) | np.eye(40, dtype=bool)[::-1])


def test_branches_are_united():
    def f(x):
        return cv.lax.cond(x[0] > 1, lambda y: y, lambda y: y[::-1], x)

    np.testing.assert_array_equal(
        cv.sparsity_pattern(cv.jit(f))(points(6)).to_scipy().toarray(),
        np.eye(6, dtype=bool) | np.eye(6, dtype=bool)[::-1],
    )


def test_loop_of_unknown_length():
    def f(x):
        shifted = cv.lax.while_loop(lambda y: cnp.sum(y) < 100, lambda y: y + cnp.roll(y, 1), x[:30])
        return cnp.concatenate([shifted, x[30:]])

    expected = np.zeros((35, 35), bool)
    expected[:30, :30] = True
    expected[30:, 30:] = np.eye(5, dtype=bool)
    np.testing.assert_array_equal(pattern_of(f, 35), expected)
    found = cv.jacobian(f, sparse=True)(points(35))
    np.testing.assert_allclose(found.toarray(), np.asarray(cv.jacfwd(f)(points(35))), rtol=1e-6)


def test_hessian_through_a_loop_and_a_checkpoint():
    def f(x):
        y = cv.lax.fori_loop(0, 2, lambda i, y: y.at[1:].add(y[:-1] ** 2), x)
        return cnp.sum(cv.checkpoint(cnp.sin)(y))

    found = check_hessian(f, points(12))
    assert found.nnz == 12 + 2 * 11 + 2 * 10


# ---- Hessians


def check_hessian(f, x, colors=None):
    found = cv.hessian(f, sparse=True)(x)
    dense = np.asarray(cv.hessian(f)(x), np.float64)
    scale = max(1.0, float(np.max(np.abs(dense))))
    np.testing.assert_allclose(found.toarray(), dense, rtol=1e-5, atol=1e-6 * scale)
    pattern = cv.sparsity_pattern(cv.grad(f), symmetric=True)(x)
    assert pattern.nnz == found.nnz
    if colors is not None:
        assert pattern.num_colors == colors
    return found


def test_hessian_of_rosenbrock():
    found = check_hessian(rosenbrock, points(40))
    assert found.nnz == 3 * 40 - 2
    assert cv.sparsity_pattern(cv.grad(rosenbrock), symmetric=True)(points(2000)).num_colors <= 3


def test_hessian_that_is_an_arrow_needs_two_products():
    def f(x):
        return cnp.sum(x[0] * x[1:] ** 2) + x[0] ** 3

    found = check_hessian(f, points(50), 2)
    assert found.nnz == 50 + 2 * 49
    assert cv.sparsity_pattern(cv.grad(f), symmetric=True)(points(50)).direction == "symmetric"
    assert cv.sparsity_pattern(cv.grad(f))(points(50)).num_colors == 50


def test_hessian_of_an_arrow_of_many_elements():
    def f(x):
        return cnp.sum(x[0] * x[1:] ** 2)

    pattern = cv.sparsity_pattern(cv.grad(f), symmetric=True)(points(20000))
    assert pattern.num_colors == 2


def test_hessian_of_a_grid():
    def f(x):
        u = x.reshape(8, 8)
        return cnp.sum((u[1:] - u[:-1]) ** 4) + cnp.sum((u[:, 1:] - u[:, :-1]) ** 4)

    found = check_hessian(f, points(64))
    assert found.nnz == 64 + 2 * 2 * 56


def test_hessian_of_a_linear_function_is_empty():
    assert cv.hessian(lambda x: cnp.sum(3 * x), sparse=True)(points(6)).nnz == 0


def test_hessian_with_aux():
    found, aux = cv.hessian(lambda x: (rosenbrock(x), x * 2), has_aux=True, sparse=True)(points(5))
    np.testing.assert_array_equal(np.asarray(aux), points(5) * 2)
    assert found.shape == (5, 5)


# ---- formats, dtypes, arguments


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtypes(dtype):
    with cv.enable_x64(dtype is np.float64):
        x = cnp.array(points(20, dtype))
        found = check_jacobian(tridiagonal, x, 3)
        assert found.data.dtype == dtype
        assert cv.hessian(rosenbrock, sparse=True)(x).dtype == dtype


def test_formats():
    x = points(12)
    dense = np.asarray(cv.jacfwd(tridiagonal)(x))
    for form in ("csr", "csc", "coo"):
        found = cv.jacobian(tridiagonal, sparse=True, format=form)(x)
        assert found.format == form and isinstance(found, scipy.sparse.sparray)
        np.testing.assert_array_equal(found.toarray(), dense)
    np.testing.assert_array_equal(np.asarray(cv.jacobian(tridiagonal, sparse=True, format="dense")(x)), dense)
    data, indices = cv.jacobian(tridiagonal, sparse=True, format="raw")(x)
    assert data.shape == (34,) and indices.shape == (34, 2) and indices.dtype == np.int32
    rows, columns = np.asarray(indices).T
    np.testing.assert_array_equal(np.asarray(data), dense[rows, columns])


def test_dense_format_has_the_shape_of_jacrev():
    u = points(16).reshape(4, 4)
    found = cv.jacobian(laplacian, sparse=True, format="dense")(u)
    assert found.shape == (4, 4, 4, 4)
    np.testing.assert_allclose(np.asarray(found), np.asarray(cv.jacrev(laplacian)(u)), rtol=1e-6)


def test_result_may_be_changed_in_place():
    jacobian = cv.jacobian(tridiagonal, sparse=True)
    first = jacobian(points(8))
    first.data[:] = 0
    first.indices[:] = 0
    assert jacobian(points(8)).indices.tolist() != first.indices.tolist()


def test_raw_and_dense_in_jit():
    x = points(12)
    data, indices = cv.jit(cv.jacobian(tridiagonal, sparse=True, format="raw"))(x)
    expected, positions = cv.jacobian(tridiagonal, sparse=True, format="raw")(x)
    np.testing.assert_allclose(np.asarray(data), np.asarray(expected), rtol=1e-6)
    np.testing.assert_array_equal(np.asarray(indices), np.asarray(positions))
    dense = cv.jit(cv.hessian(rosenbrock, sparse=True, format="dense"))(x)
    np.testing.assert_allclose(np.asarray(dense), np.asarray(cv.hessian(rosenbrock)(x)), rtol=1e-4, atol=1e-3)


def test_positions_are_followed_in_jit():
    def f(x):
        return x[(cnp.arange(6) + 2) % 6]

    data, _ = cv.jit(cv.jacobian(f, sparse=True, format="raw"))(points(6))
    assert data.shape == (6,)


def test_scipy_array_in_jit_is_refused():
    with pytest.raises(TypeError, match="jacobian: format='csr' gives a SciPy array, which cannot be traced"):
        cv.jit(cv.jacobian(tridiagonal, sparse=True))(points(5))


def test_derivative_of_the_entries():
    def total(x):
        return cnp.sum(cv.jacobian(lambda y: y**3, sparse=True, format="raw")(x)[0])

    np.testing.assert_allclose(np.asarray(cv.grad(total)(points(4))), 6 * points(4), rtol=1e-6)


def test_half_precision_has_no_scipy_array():
    x = cnp.array(points(5), dtype=cnp.float16)
    with pytest.raises(TypeError, match="SciPy's sparse arrays hold float32 and float64, got float16"):
        cv.jacobian(tridiagonal, sparse=True)(x)
    data, _ = cv.jacobian(tridiagonal, sparse=True, format="raw")(x)
    assert data.dtype == np.float16


def test_aux_other_arguments_and_keywords():
    def f(scale, x, *, shift):
        return scale * x[1:] * x[:-1] + shift, {"sum": cnp.sum(x)}

    found, aux = cv.jacobian(f, argnums=1, has_aux=True, sparse=True)(2.0, points(6), shift=1.0)
    np.testing.assert_allclose(float(aux["sum"]), points(6).sum(), rtol=1e-6)
    assert found.shape == (5, 6) and found.nnz == 10


def test_negative_argnum():
    assert cv.jacobian(lambda a, x: a * x, argnums=-1, sparse=True)(2.0, points(3)).nnz == 3


def test_python_control_flow_on_values():
    def f(x):
        return x[1:] if float(x[0]) > 1 else x[:-1]

    assert cv.jacobian(f, sparse=True)(np.array([2.0, 3.0], np.float32)).indices.tolist() == [1]
    assert cv.jacobian(f, sparse=True)(np.array([0.0, 3.0], np.float32)).indices.tolist() == [0]


def test_trees_are_refused():
    with pytest.raises(TypeError, match=r"expected argument 0 to be one array .*ravel_pytree"):
        cv.jacobian(lambda t: t[0], sparse=True)((points(3), points(3)))
    with pytest.raises(TypeError, match=r"expected the function to return one array .*ravel_pytree"):
        cv.jacobian(lambda x: (x, x), sparse=True)(points(3))
    flat, unravel = ravel_pytree({"a": points(3), "b": points(2)})
    found = cv.jacobian(lambda v: unravel(v)["a"] ** 2, sparse=True)(flat)
    assert found.shape == (3, 5) and found.nnz == 3


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: cv.jacobian(cnp.sin, argnums=(0,), sparse=True), TypeError, "argnums to be one integer"),
        (lambda: cv.jacobian(cnp.sin, sparse=True, format="bsr"), ValueError, "expected format to be one of"),
        (lambda: cv.jacobian(cnp.sin, holomorphic=True, sparse=True), ValueError, "holomorphic to be False"),
        (lambda: cv.jacobian(cnp.sin, allow_int=True, sparse=True), ValueError, "allow_int to be False"),
        (lambda: cv.jacobian(3, sparse=True), TypeError, "jacobian: expected a callable"),
        (lambda: cv.jacobian(cnp.sin, sparse="dense"), TypeError, "True or False for sparse.*format="),
        (lambda: cv.hessian(cnp.sum, sparse="csr"), TypeError, "hessian: expected True or False for sparse"),
        (lambda: cv.jacobian(cnp.sin, sparse=True)(np.arange(3)), TypeError, "argument to be real floating"),
        (lambda: cv.jacobian(cnp.isnan, sparse=True)(points(3)), TypeError, "result to be real floating"),
        (lambda: cv.hessian(cnp.sin, sparse=True)(points(3)), TypeError, "return one number .* got shape"),
        (lambda: cv.hessian(lambda x: (x[0], x[1]), sparse=True)(points(3)), TypeError, "got a tree"),
        (lambda: cv.sparsity_pattern(cnp.diff, symmetric=True)(points(3)), ValueError, "a symmetric matrix"),
        (lambda: cv.sparsity_pattern(cnp.sin, argnums=1)(points(3)), TypeError, "argnums=1 requires"),
    ],
)
def test_errors(call, kind, message):
    with pytest.raises(kind, match=message):
        call()


def test_without_scipy(monkeypatch):
    monkeypatch.setitem(sys.modules, "scipy.sparse", None)
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(
        ImportError, match="jacobian: format='csr' gives a SciPy array, and SciPy is not installed"
    ):
        cv.jacobian(tridiagonal, sparse=True)
    data, _ = cv.jacobian(tridiagonal, sparse=True, format="raw")(points(5))
    assert data.shape == (13,)


def test_too_many_entries_are_refused():
    with pytest.raises(RuntimeError, match="more than the 268435456 that are supported; it is not sparse"):
        cv.sparsity_pattern(lambda x: x * cnp.sum(x))(np.ones(30000, np.float32))


def test_jacobian_without_sparse_is_jacrev():
    x = points(4)
    np.testing.assert_array_equal(
        np.asarray(cv.jacobian(tridiagonal)(x)), np.asarray(cv.jacrev(tridiagonal)(x))
    )


# ---- cost


def test_calls_with_other_values_cost_no_analysis():
    jacobian = cv.jacobian(lambda x: x[1:] * x[:-1], sparse=True)
    jacobian(points(31))
    before = cv.statistics()
    for seed in range(3):
        x = points(31, seed=seed)
        np.testing.assert_allclose(jacobian(x).toarray(), np.asarray(cv.jacfwd(lambda x: x[1:] * x[:-1])(x)))
    cv.jacobian(lambda x: x[1:] * x[:-1], sparse=True)(points(31))
    assert cv.statistics()["sparsity_analyses"] == before["sparsity_analyses"]
    jacobian(points(32))
    assert cv.statistics()["sparsity_analyses"] == before["sparsity_analyses"] + 1


def test_values_that_are_closed_over_cost_no_compilation():
    def at(scale):
        return cv.jacobian(lambda x: scale * x[1:] * x[:-1], sparse=True)(points(33))

    at(1.5)
    before = cv.statistics()
    np.testing.assert_allclose(at(3.0).toarray(), 2 * at(1.5).toarray(), rtol=1e-6)
    after = cv.statistics()
    assert after["compilations"] == before["compilations"]
    assert after["sparsity_analyses"] == before["sparsity_analyses"]


# ---- soundness: no entry of the dense matrix is outside of the pattern

UNARY = [
    cnp.sin,
    cnp.floor,
    cnp.cumsum,
    cnp.cumprod,
    cnp.sort,
    lambda x: x[::-1],
    lambda x: cnp.roll(x, 2),
    lambda x: cnp.pad(x, (1, 2))[: x.size],
    lambda x: cnp.concatenate([x[1:], x[:1] * 2]),
    lambda x: x - cnp.mean(x),
    lambda x: cnp.maximum(x, cnp.max(x[: x.size // 2])),
    lambda x: cnp.where(x > 1, x, x**2),
    lambda x: cnp.where(cnp.arange(x.size) % 2 == 0, x, 0.0),
    lambda x: x[np.arange(x.size) * 5 % x.size],
    lambda x: x[cnp.argsort(x)],
    lambda x: x[(x * 3).astype(int) % x.size],
    lambda x: cnp.zeros_like(x).at[np.arange(x.size) // 2].add(x),
    lambda x: x.at[(x * 2).astype(int) % x.size].set(x * 3),
    lambda x: x.at[1:3].multiply(x[:2]),
    lambda x: x.at[2].max(x[0]),
    lambda x: x.reshape(2, -1).T.reshape(-1),
    lambda x: (x.reshape(2, -1) * cnp.array([[1.0], [0.5]])).reshape(-1),
    lambda x: cnp.tile(x.reshape(2, -1).sum(0), 2),
    lambda x: cnp.repeat(x.reshape(-1, 2).max(1), 2),
    lambda x: cnp.convolve(x, cnp.array([0.5, 1.0, -1.0]), mode="same"),
    lambda x: cnp.convolve(x, x[:3], mode="same"),
    lambda x: (x.reshape(2, -1) @ (cnp.ones((x.size // 2, x.size // 2)) + cnp.eye(x.size // 2))).reshape(-1),
    lambda x: cnp.real(cnp.fft.fft(x.reshape(2, -1))).reshape(-1),
    lambda x: cnp.linalg.solve(cnp.eye(x.size) * 3 + cnp.outer(x, x), x),
    lambda x: cv.vmap(lambda row: row * row[0])(x.reshape(2, -1)).reshape(-1),
    lambda x: cv.grad(lambda y: cnp.sum(y[1:] * y[:-1] ** 2))(x),
    lambda x: cv.jvp(cnp.tanh, (x,), (x[::-1],))[1],
    lambda x: cv.lax.stop_gradient(x) * x[::-1],
    lambda x: cv.lax.reduce_window(x, 0.0, cv.lax.add, (3,), (1,), "SAME"),
    lambda x: cv.lax.reduce_window(x, -np.inf, cv.lax.max, (3,), (1,), "SAME"),
    lambda x: cv.lax.dynamic_slice(cnp.concatenate([x, x]), (int(x.size) - 2,), (x.size,)),
]
BINARY = [
    lambda x, y: x + y,
    lambda x, y: x * y,
    lambda x, y: cnp.maximum(x, y),
    lambda x, y: cnp.arctan2(x, y),
    lambda x, y: cnp.where(x > y, x, y),
    lambda x, y: cnp.concatenate([x[::2], y[1::2]]),
    lambda x, y: x * cnp.dot(x, y),
    lambda x, y: x.at[:2].set(y[-2:]),
]


@st.composite
def programs(draw):
    """Functions of a vector: each step is an operation on results of earlier ones."""
    steps = []
    for number in range(draw(st.integers(1, 6))):
        if draw(st.booleans()):
            steps.append((UNARY[draw(st.integers(0, len(UNARY) - 1))], [draw(st.integers(0, number))]))
        else:
            inputs = [draw(st.integers(0, number)), draw(st.integers(0, number))]
            steps.append((BINARY[draw(st.integers(0, len(BINARY) - 1))], inputs))

    def program(x):
        values = [x]
        for function, inputs in steps:
            values.append(function(*(values[i] for i in inputs)))
        return values[-1]

    return program


def assert_sound(f, x, symmetric=False):
    """No entry of the dense matrix is outside of the pattern."""
    pattern = cv.sparsity_pattern(f, symmetric=symmetric)(x)
    dense = np.asarray(cv.jacfwd(f)(x)).reshape(pattern.shape)
    outside = (dense != 0) & ~pattern.to_scipy().toarray()
    assert not outside.any(), f"entries outside of the pattern: {np.argwhere(outside)[:5]}"
    return dense


@settings(max_examples=60)
@given(programs(), st.integers(0, 1000))
def test_pattern_has_all_entries(program, seed):
    x = points(8, seed=seed)
    dense = assert_sound(program, x)
    found = cv.jacobian(program, sparse=True)(x).toarray()
    finite = np.isfinite(dense) & (np.abs(dense) < 1e4)
    np.testing.assert_allclose(found[finite], dense[finite], rtol=1e-3, atol=1e-3)


@settings(max_examples=60)
@given(programs(), st.integers(0, 1000))
def test_pattern_of_hessian_has_all_entries(program, seed):
    assert_sound(cv.grad(lambda x: cnp.sum(program(x))), points(8, seed=seed), symmetric=True)


@pytest.mark.parametrize("number", range(len(UNARY)))
def test_pattern_of_every_step(number):
    for seed in range(3):
        assert_sound(UNARY[number], points(8, seed=seed))
        assert_sound(cv.grad(lambda x: cnp.sum(UNARY[number](x) ** 2)), points(8, seed=seed), symmetric=True)


def real_parts(results):
    """All floating-point results as one vector."""
    results = results if isinstance(results, (tuple, list)) else (results,)
    parts = []
    for r in results:
        if r.dtype.kind == "c":
            parts += [cnp.real(r), cnp.imag(r)]
        elif r.dtype == np.float64:
            parts.append(r)
    return cnp.concatenate([p.reshape(-1) for p in parts])


@pytest.mark.usefixtures("x64")
@pytest.mark.parametrize("name", [n for n, r in optable.ROWS.items() if "float64" in r.dtypes and r.smooth])
def test_pattern_of_every_operation(name):
    row = optable.ROWS[name]
    for case in row.derived_cases("float64"):
        for number in case.smooth if case.smooth is not None else row.smooth:
            if number >= len(case.operands) or case.operands[number].dtype != np.float64:
                continue
            operand = case.operands[number]

            def f(x, case=case, number=number):
                operands = [cnp.asarray(o) for o in case.operands]
                operands[number] = x.reshape(operands[number].shape)
                if row.build is not None:
                    return real_parts(row.build(*operands, **case.attributes))
                return real_parts(_core.emit(name, operands, **case.attributes))

            assert_sound(f, operand.reshape(-1))
            if operand.size <= 40:
                assert_sound(cv.grad(lambda x, f=f: cnp.sum(f(x) ** 2)), operand.reshape(-1), symmetric=True)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 10**6), st.floats(0.05, 0.6))
def test_any_pattern_is_recovered(rows, columns, seed, density):
    """A linear function that reads given columns in each row: values come back exactly."""
    generator = np.random.default_rng(seed)
    matrix = scipy.sparse.random_array((rows, columns), density=density, rng=generator).tocoo()
    values = generator.integers(1, 50, matrix.nnz).astype(np.float32)
    row, column = (np.asarray(c) for c in matrix.coords)

    def f(x):
        return cnp.zeros(rows, cnp.float32).at[row].add(values * x[column])

    found = cv.jacobian(f, sparse=True)(np.ones(columns, np.float32))
    expected = np.zeros((rows, columns), np.float32)
    expected[row, column] = values
    np.testing.assert_array_equal(found.toarray(), expected)
    pattern = cv.sparsity_pattern(f)(np.ones(columns, np.float32))
    assert pattern.nnz == matrix.nnz
    longest = max(np.bincount(row, minlength=1).max(initial=0), 0)
    widest = max(np.bincount(column, minlength=1).max(initial=0), 0)
    assert min(longest, widest) <= pattern.num_colors <= min(rows, columns)


@given(st.integers(2, 12), st.integers(0, 10**6), st.floats(0.05, 0.5))
def test_any_symmetric_pattern_is_recovered(n, seed, density):
    generator = np.random.default_rng(seed)
    upper = scipy.sparse.triu(scipy.sparse.random_array((n, n), density=density, rng=generator)).tocoo()
    values = generator.integers(1, 50, upper.nnz).astype(np.float32)
    row, column = (np.asarray(c) for c in upper.coords)

    def f(x):
        return cnp.sum(values * x[row] * x[column])

    found = cv.hessian(f, sparse=True)(np.ones(n, np.float32)).toarray()
    expected = np.zeros((n, n), np.float32)
    np.add.at(expected, (row, column), values)
    expected = expected + expected.T
    np.testing.assert_array_equal(found, expected)


def test_function_of_one_number():
    assert cv.jacobian(lambda x: x * 3, sparse=True)(np.float32(2)).toarray().tolist() == [[3.0]]
