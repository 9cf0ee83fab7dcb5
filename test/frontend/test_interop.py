"""Arrays in the hands of others: NumPy, DLPack, pickle, copy; and their text."""

import copy
import pickle

import ml_dtypes
import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp

DTYPES = [
    "bool", "int8", "int16", "int32", "uint8", "uint16", "uint32", "float16", "bfloat16", "float32",
    "complex64",
]  # fmt: skip
SHAPES = [(), (1,), (0,), (3,), (2, 3), (2, 0, 3)]


def sample(dtype: str, shape: tuple[int, ...]) -> np.ndarray:
    kind = ml_dtypes.bfloat16 if dtype == "bfloat16" else dtype
    return (np.arange(np.prod(shape, dtype=int)).reshape(shape) % 2 + 1).astype(kind)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", DTYPES)
def test_to_numpy_and_back(dtype, shape):
    value = sample(dtype, shape)
    array = cnp.array(value)
    assert (array.shape, array.dtype) == (value.shape, value.dtype)
    back = np.asarray(array)
    assert (back.shape, back.dtype) == (value.shape, value.dtype)
    np.testing.assert_array_equal(back, value)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dtype", DTYPES)
def test_pickle_and_copy(dtype, shape):
    array = cnp.array(sample(dtype, shape))
    for other in (pickle.loads(pickle.dumps(array)), copy.copy(array), copy.deepcopy([array])[0]):
        assert (other.shape, other.dtype, other.weak_type) == (array.shape, array.dtype, array.weak_type)
        np.testing.assert_array_equal(other, array)
    assert pickle.loads(pickle.dumps(cnp.asarray(1.0))).weak_type


@pytest.mark.parametrize("dtype", [d for d in DTYPES if d != "bfloat16"])
def test_dlpack_shares_memory(dtype):
    array = cnp.array(sample(dtype, (2, 3)))
    view = np.from_dlpack(array)
    np.testing.assert_array_equal(view, array)
    assert view.ctypes.data == array.unsafe_buffer_pointer()


def aligned(count: int) -> np.ndarray:
    spare = np.zeros(count + 16, np.float32)
    start = -(spare.ctypes.data // 4) % 16
    return spare[start : start + count]


def test_from_dlpack():
    source = aligned(16)
    shared = cnp.from_dlpack(source, copy=False)
    source[0] = 5
    assert float(shared[0]) == 5
    copied = cnp.from_dlpack(source, copy=True)
    source[0] = 6
    assert float(copied[0]) == 5
    with pytest.raises(ValueError, match="shared"):
        cnp.from_dlpack(aligned(32)[1:17], copy=False)
    np.testing.assert_array_equal(
        cnp.from_dlpack(np.arange(6, dtype=np.int32).reshape(2, 3).T), [[0, 3], [1, 4], [2, 5]]
    )


def test_an_array_outlives_what_it_was_shared_with():
    view = np.from_dlpack(cnp.arange(1000.0) + 1)
    for _ in range(50):
        cnp.zeros(1000) + 1
    np.testing.assert_array_equal(view, np.arange(1000.0) + 1)


def test_numpy_views_are_read_only():
    with pytest.raises(ValueError, match="read-only"):
        np.asarray(cnp.zeros(2))[0] = 1


def test_numpy_functions_take_arrays():
    x = cnp.arange(4.0)
    np.testing.assert_allclose(np.sin(x), np.sin(np.arange(4.0)), rtol=1e-6)
    assert type(np.add(x, x)) is np.ndarray
    assert np.stack([x, x]).shape == (2, 4)
    assert isinstance(np.arange(4) + x, cv.Array)
    assert isinstance(np.float32(2) * x, cv.Array)
    assert [10, 20, 30][cnp.asarray(1)] == 20


def test_iteration_and_membership():
    assert [float(v) for v in cnp.arange(3.0)] == [0.0, 1.0, 2.0]
    assert [row.shape for row in cnp.zeros((2, 3))] == [(3,), (3,)]
    assert 2 in cnp.arange(3)
    assert 5 not in cnp.arange(3)
    assert cv.jit(lambda x: sum(row.sum() for row in x))(cnp.ones((2, 3))) == 6


# ---- text


@pytest.mark.parametrize(
    ("array", "text"),
    [
        (lambda: cnp.array([1.0, 2.0]), "Array([1., 2.], dtype=float32)"),
        (lambda: cnp.asarray(1.0), "Array(1., dtype=float32, weak_type=True)"),
        (lambda: cnp.zeros((0, 3)), "Array([], shape=(0, 3), dtype=float32)"),
        (lambda: cnp.ones((2, 2), bool), "Array([[ True,  True],\n       [ True,  True]], dtype=bool)"),
        (lambda: cnp.ones(2, cnp.bfloat16), "Array([1, 1], dtype=bfloat16)"),
        (lambda: cnp.array([1 + 2j]), "Array([1.+2.j], dtype=complex64)"),
        (lambda: cnp.arange(2000), "Array([   0,    1,    2, ..., 1997, 1998, 1999], dtype=int32)"),
    ],
)
def test_repr(array, text):
    assert repr(array()) == text


def test_str_and_format():
    assert str(cnp.arange(3)) == "[0 1 2]"
    assert f"{cnp.asarray(1.5):.3f}" == "1.500"
    assert f"{cnp.ones(2)}" == "[1. 1.]"
    with pytest.raises(TypeError, match="format"):
        format(cnp.ones(2), ".3f")


def test_tracers_show_their_type_and_known_values():
    shown = []
    cv.jit(lambda x: shown.append(repr(x)) or x)(cnp.ones(3))
    cv.grad(lambda x: shown.append(repr(x)) or x)(1.5)
    cv.vmap(lambda x: shown.append(f"{x}") or x)(cnp.ones((3, 2)))
    assert shown == ["Tracer(float32[3])", "Tracer(~float32[], value=1.5)", "Tracer(float32[2])"]


def test_deleted_arrays_say_so():
    x = cnp.ones(3)
    x.delete()
    assert x.is_deleted()
    assert "deleted" in repr(x)
    with pytest.raises(RuntimeError, match="deleted"):
        x + 1
