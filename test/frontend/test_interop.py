"""Arrays and others: NumPy, the buffer protocol, DLPack, pickle, copy."""

import array
import copy
import gc
import operator
import pickle

import ml_dtypes
import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector.config import enable_x64

NAMES = ["bool", "float16", "float32", "float64", "complex64", "complex128"]
NAMES += [f"{sign}int{bits}" for sign in ("", "u") for bits in (8, 16, 32, 64)]


@pytest.fixture(params=[*NAMES, "bfloat16"])
def numpy_array(request):
    dtype = np.dtype(ml_dtypes.bfloat16 if request.param == "bfloat16" else request.param)
    with enable_x64():
        yield np.array([[0, 1, 2], [3, 1, 0]]).astype(dtype)


def test_to_numpy_and_back(numpy_array):
    x = cnp.asarray(numpy_array)
    back = np.asarray(x)
    assert back.dtype == numpy_array.dtype
    np.testing.assert_array_equal(back, numpy_array)
    assert not back.flags.writeable
    assert np.array(x).flags.writeable
    assert np.asarray(x, np.complex128).dtype == np.complex128


def test_numpy_view_is_no_copy_and_outlives_the_array():
    x = cnp.arange(1000.0)
    a, b = np.asarray(x), np.asarray(x)
    assert a.ctypes.data == b.ctypes.data == x.unsafe_buffer_pointer()
    assert a.ctypes.data % 64 == 0
    del x
    gc.collect()
    np.testing.assert_array_equal(a, np.arange(1000.0))


def test_arrays_from_numpy_are_copies():
    source = np.arange(100, dtype=np.float32)
    x = cnp.asarray(source)
    source[:] = -1
    np.testing.assert_array_equal(x, np.arange(100))


@pytest.mark.parametrize(
    "source",
    [
        np.arange(12.0, dtype=np.float32).reshape(3, 4).T,
        np.arange(12.0, dtype=np.float32).reshape(3, 4)[:, ::2],
        np.arange(12, dtype=np.int32)[::-1],
        np.broadcast_to(np.float32(3), (2, 3)),
        np.arange(4, dtype=">f4"),
        np.arange(4, dtype=">i2"),
        np.frombuffer(b"\0\0\0\0\0\0\x80?", np.float32),
        np.zeros((3, 0), np.float32),
        np.ma.masked_array([1.0, 2.0], mask=[False, False]).astype(np.float32),
    ],
    ids=range(9),
)
def test_unusual_layouts(source):
    np.testing.assert_array_equal(cnp.asarray(source), np.asarray(source))
    np.testing.assert_array_equal(cv.jit(lambda x: x + 0)(source), np.asarray(source))


def test_buffer_protocol(numpy_array):
    x = cnp.asarray(numpy_array)
    if x.dtype == ml_dtypes.bfloat16:
        with pytest.raises((BufferError, TypeError)):
            memoryview(x)
        return
    view = memoryview(x)
    assert view.shape == (2, 3)
    assert view.readonly
    assert bytes(view) == numpy_array.tobytes()
    np.testing.assert_array_equal(np.asarray(view), numpy_array)


def test_from_other_buffers():
    np.testing.assert_array_equal(cnp.asarray(array.array("f", [1.0, 2.0])), [1, 2])
    np.testing.assert_array_equal(cnp.asarray(memoryview(np.arange(3, dtype=np.int32))), [0, 1, 2])
    np.testing.assert_array_equal(cnp.asarray(range(3)), [0, 1, 2])


def test_objects_with_array_methods():
    class Wrapped:
        def __array__(self, dtype=None, copy=None):
            return np.arange(3, dtype=np.float32)

    np.testing.assert_array_equal(cnp.asarray(Wrapped()), [0, 1, 2])
    np.testing.assert_array_equal(cnp.sin(Wrapped()), cnp.sin(cnp.arange(3.0)))


def test_numpy_functions_and_operators_take_arrays():
    x, n = cnp.arange(3.0), np.arange(3, dtype=np.float32)
    np.testing.assert_array_equal(np.add(x, 1), n + 1)
    np.testing.assert_array_equal(np.sum(x), 3.0)
    for result in (x + n, n + x, n * x, np.float32(2) * x, x - np.float32(1)):
        assert isinstance(result, cv.Array)
    mixed = n.copy()
    mixed += x
    np.testing.assert_array_equal(mixed, 2 * n)


def test_dlpack_with_numpy(numpy_array):
    x = cnp.asarray(numpy_array)
    if x.dtype == ml_dtypes.bfloat16:
        pytest.skip("NumPy has no bfloat16 in DLPack")
    view = np.from_dlpack(x)
    np.testing.assert_array_equal(view, numpy_array)
    assert view.ctypes.data == x.unsafe_buffer_pointer()
    back = cv.dlpack.from_dlpack(numpy_array)
    np.testing.assert_array_equal(back, numpy_array)
    np.testing.assert_array_equal(cnp.from_dlpack(x), numpy_array)
    assert x.__dlpack_device__() == (1, 0)


def test_dlpack_with_torch():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    x = cnp.arange(6.0).reshape(2, 3)
    tensor = torch.from_dlpack(x)
    assert tensor.tolist() == x.tolist()
    np.testing.assert_array_equal(cv.dlpack.from_dlpack(tensor * 2), np.asarray(x) * 2)


def test_pickle_and_copy(numpy_array):
    x = cnp.asarray(numpy_array)
    for back in (pickle.loads(pickle.dumps(x)), copy.copy(x), copy.deepcopy(x), x.copy()):
        assert isinstance(back, cv.Array)
        assert back.dtype == x.dtype
        np.testing.assert_array_equal(np.asarray(back), numpy_array)
    weak = pickle.loads(pickle.dumps(cnp.asarray(1.0)))
    assert weak.weak_type


def test_python_numbers():
    assert float(cnp.asarray(1.5)) == 1.5
    assert int(cnp.asarray(3)) == 3
    assert complex(cnp.asarray(1 + 2j)) == 1 + 2j
    assert bool(cnp.asarray(0.0)) is False
    assert operator.index(cnp.asarray(3)) == 3
    assert [10, 20, 30][cnp.asarray(1)] == 20
    assert list(range(cnp.asarray(3))) == [0, 1, 2]
    assert round(cnp.asarray(2.6)) == 3
    assert cnp.asarray(5).item() == 5
    assert cnp.ones((1, 1)).item() == 1.0
    assert cnp.arange(4.0).reshape(2, 2).tolist() == [[0.0, 1.0], [2.0, 3.0]]
    with pytest.raises(TypeError):
        operator.index(cnp.asarray(1.0))
    with pytest.raises(TypeError):
        hash(cnp.asarray(1.0))


OPERATORS = [
    operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod, operator.pow,
    operator.lt, operator.le, operator.eq, operator.ne, operator.gt, operator.ge, operator.matmul, divmod,
]  # fmt: skip


@pytest.mark.parametrize("function", OPERATORS, ids=lambda f: f.__name__)
def test_operators(function):
    a, b = np.float32([1.5, -2.5, 3.0]), np.float32([2.0, 1.5, -0.5])
    with np.errstate(invalid="ignore"):
        want = function(a, b)
    for got in (
        function(cnp.asarray(a), cnp.asarray(b)),
        function(cnp.asarray(a), b),
        function(a, cnp.asarray(b)),
    ):
        for g, w in zip(np.atleast_1d(got) if not isinstance(got, tuple) else got, np.atleast_1d(want)
                        if not isinstance(want, tuple) else want, strict=True):  # fmt: skip
            np.testing.assert_allclose(g, w, rtol=1e-6)
    if function is not operator.matmul:
        a = np.abs(a)
        two = np.float32(2)
        np.testing.assert_allclose(np.asarray(function(cnp.asarray(a), 2)), function(a, two), rtol=1e-6)
        np.testing.assert_allclose(np.asarray(function(2, cnp.asarray(a))), function(two, a), rtol=1e-6)


@pytest.mark.parametrize(
    "function", [operator.and_, operator.or_, operator.xor, operator.lshift, operator.rshift], ids=str
)
def test_bit_operators(function):
    a, b = np.int32([5, -3, 100]), np.int32([1, 2, 3])
    np.testing.assert_array_equal(function(cnp.asarray(a), cnp.asarray(b)), function(a, b))
    np.testing.assert_array_equal(function(cnp.asarray(a), 2), function(a, 2))
    np.testing.assert_array_equal(~cnp.asarray(a), ~a)


def test_operators_leave_other_types_to_them():
    class Other:
        def __radd__(self, other):
            return "radd"

        def __rmatmul__(self, other):
            return "rmatmul"

    assert cnp.ones(2) + Other() == "radd"
    assert cnp.ones(2) @ Other() == "rmatmul"
    with pytest.raises(TypeError):
        cnp.ones(2) + "text"
    assert (cnp.ones(2) == "text") is False
    assert (cnp.ones(2) != None) is True  # noqa: E711


def test_numpy_functions_give_numpy_arrays():
    x = cnp.arange(6.0).reshape(2, 3)
    for result in (np.sin(x), np.add(x, 1), np.concatenate([x, np.ones((1, 3))]), np.where(x > 2, x, 0)):
        assert type(result) is np.ndarray
    assert np.mean(x) == 2.5
    np.testing.assert_allclose(x, np.asarray(x))
    np.testing.assert_array_equal(np.linalg.norm(x, axis=1), np.linalg.norm(np.asarray(x), axis=1))
    assert np.shape(x) == (2, 3)
    assert np.size(x) == 6
    out = np.zeros((2, 3), np.float32)
    np.multiply(x, 2, out=out)
    np.testing.assert_array_equal(out, 2 * np.asarray(x))
    out[:] = x
    out[0] = x[1]
    assert out[0].tolist() == [3, 4, 5]
    assert np.arange(10)[cnp.asarray([1, 2])].tolist() == [1, 2]
    assert np.arange(10)[cnp.asarray(3)] == 3
    assert np.array([x, x]).shape == (2, 2, 3)
    assert isinstance(np.float32(2) * x, cv.Array)
    assert isinstance(np.ones(3, np.float32) @ x.T, cv.Array)
    assert isinstance(np.ones(3, np.float32) < x, cv.Array)


@pytest.mark.parametrize(
    "method",
    ["BFGS", "L-BFGS-B", "CG", "Newton-CG", "trust-ncg", "SLSQP", "TNC", "trust-constr", "Nelder-Mead"],
)
def test_scipy_optimisers_take_our_functions(method, x64):
    optimize = pytest.importorskip("scipy.optimize", reason="SciPy is not installed")

    def rosenbrock(x):
        return ((1 - x[:-1]) ** 2).sum() + 100 * ((x[1:] - x[:-1] ** 2) ** 2).sum()

    options = {}
    if method != "Nelder-Mead":
        options["jac"] = cv.jit(cv.grad(rosenbrock))
    if method in ("Newton-CG", "trust-ncg", "trust-constr"):
        options["hess"] = cv.jit(cv.hessian(rosenbrock))
    result = optimize.minimize(cv.jit(rosenbrock), np.zeros(3), method=method, tol=1e-10, **options)
    np.testing.assert_allclose(result.x, 1, atol=2e-3)


def test_scipy_solvers_take_our_functions(x64):
    optimize = pytest.importorskip("scipy.optimize", reason="SciPy is not installed")
    integrate = pytest.importorskip("scipy.integrate", reason="SciPy is not installed")

    def f(x):
        return x**2 - 2

    root = np.sqrt(2)
    both = cv.jit(cv.value_and_grad(lambda x: (f(x) ** 2).sum()))
    np.testing.assert_allclose(optimize.minimize(both, np.ones(2), jac=True).x, root, rtol=1e-5)
    np.testing.assert_allclose(optimize.root(cv.jit(f), np.ones(2), jac=cv.jacobian(f)).x, root)
    np.testing.assert_allclose(optimize.least_squares(cv.jit(f), np.ones(2), jac=cv.jacfwd(f)).x, root)
    np.testing.assert_allclose(optimize.brentq(cv.jit(f), 0, 2), root)
    np.testing.assert_allclose(integrate.quad(cv.jit(f), 0, 1)[0], 1 / 3 - 2)
    solution = integrate.solve_ivp(cv.jit(lambda t, y: -y), (0, 1), np.ones(2), rtol=1e-8)
    np.testing.assert_allclose(solution.y[:, -1], np.exp(-1), rtol=1e-6)


def test_einops_knows_arrays():
    einops = pytest.importorskip("einops", reason="einops is not installed")
    x = cnp.arange(12.0).reshape(3, 4)
    n = np.asarray(x)
    for f in (
        lambda x: einops.rearrange(x, "a (b c) -> c b a", c=2),
        lambda x: einops.reduce(x, "a b -> a", "mean"),
        lambda x: einops.reduce(x, "a (b c) -> b", "max", c=2),
        lambda x: einops.repeat(x, "a b -> a b c", c=3),
        lambda x: einops.einsum(x, x, "a b, c b -> a c"),
        lambda x: einops.pack([x, x], "* b")[0],
        lambda x: einops.rearrange([x, x], "t a b -> a t b"),
    ):
        got = f(x)
        assert isinstance(got, cv.Array)
        np.testing.assert_allclose(got, f(n))
        np.testing.assert_allclose(cv.jit(f)(x), f(n))
    gradient = cv.grad(lambda x: einops.reduce(x**2, "a b -> ", "sum"))(x)
    np.testing.assert_allclose(gradient, 2 * n)
    mapped = cv.vmap(lambda x: einops.rearrange(x, "(a b) -> b a", a=2))(x)
    assert mapped.shape == (3, 2, 2)


def test_jaxtyping_knows_arrays():
    jaxtyping = pytest.importorskip("jaxtyping", reason="jaxtyping is not installed")
    x = cnp.ones((2, 3))
    assert isinstance(x, jaxtyping.Float[cv.Array, "a b"])
    assert isinstance(x, jaxtyping.Float32[cv.Array, "2 3"])
    assert isinstance(x, jaxtyping.Shaped[cv.Array, "*any"])
    assert not isinstance(x, jaxtyping.Float[cv.Array, "a"])
    assert not isinstance(x, jaxtyping.Int[cv.Array, "a b"])
    assert isinstance(cnp.arange(2), jaxtyping.Int[cv.Array, "n"])
    assert isinstance(cnp.ones(2, bool), jaxtyping.Bool[cv.Array, "n"])
    assert isinstance(cnp.ones(2, "bfloat16"), jaxtyping.BFloat16[cv.Array, "n"])
    seen = []
    cv.jit(lambda x: seen.append(isinstance(x, jaxtyping.Float[cv.Array, "2 3"])) or x)(x)
    assert seen == [True]


def test_matplotlib_plots_arrays():
    matplotlib = pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    x = cnp.arange(6.0).reshape(2, 3)
    figure, axes = plt.subplots()
    (line,) = axes.plot(x[0], x[1] ** 2)
    np.testing.assert_array_equal(line.get_xdata(), x[0])
    np.testing.assert_array_equal(line.get_ydata(), x[1] ** 2)
    axes.scatter(x[0], x[1], c=x[0])
    axes.imshow(x)
    axes.hist(x.ravel(), bins=cnp.linspace(0, 6, 4))
    axes.bar(cnp.arange(3), x[0])
    axes.fill_between(cnp.arange(3), x[0], x[1])
    axes.errorbar(cnp.arange(3), x[0], yerr=x[1])
    axes.contour(x)
    axes.axvline(cnp.asarray(1.0))
    figure.canvas.draw()
    plt.close(figure)


def test_dlpack_shares_memory_with_torch():
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    x = cnp.arange(64.0)
    tensor = torch.utils.dlpack.from_dlpack(x)
    assert tensor.data_ptr() == x.unsafe_buffer_pointer()
    back = cv.dlpack.from_dlpack(tensor)
    assert back.unsafe_buffer_pointer() == tensor.data_ptr()
    assert torch.asarray(np.array(x)).tolist() == x.tolist()


def test_dlpack_with_cupy():
    cupy = pytest.importorskip("cupy", reason="CuPy is not installed")
    with pytest.raises((BufferError, TypeError, ValueError)):
        cv.dlpack.from_dlpack(cupy.arange(3))


def test_dlpack_copies_where_it_must():
    source = np.arange(101, dtype=np.float32)
    odd = source[1:]  # not aligned
    x = cv.dlpack.from_dlpack(odd)
    np.testing.assert_array_equal(x, odd)
    with pytest.raises(ValueError, match="without a copy"):
        cv.dlpack.from_dlpack(odd, copy=False)
    copied = cv.dlpack.from_dlpack(source, copy=True)
    source[:] = -1
    assert copied[1] == 1
    strided = np.arange(12.0, dtype=np.float32).reshape(3, 4)[:, ::2]
    np.testing.assert_array_equal(cv.dlpack.from_dlpack(strided), strided)
    with pytest.raises(TypeError, match="from_dlpack"):
        cv.dlpack.from_dlpack([1, 2])
