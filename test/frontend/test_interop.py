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
