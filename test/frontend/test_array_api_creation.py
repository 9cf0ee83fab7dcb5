"""Array API standard 2024.12: creation functions."""

import numpy as np
import pytest
from array_api_cases import ALL, FLOATS, INTEGERS, NUMERIC, same, sample, xp

import covector as cv

pytestmark = pytest.mark.usefixtures("x64")
DEVICE = cv.devices()[0]


@pytest.mark.parametrize("dtype", [None, *ALL])
def test_filled(dtype):
    options = {} if dtype is None else {"dtype": getattr(xp, dtype)}
    for shape in ((), (3,), 4, (2, 0, 3)):
        same(xp.zeros(shape, device=DEVICE, **options), np.zeros(shape, dtype))
        same(xp.ones(shape, device=DEVICE, **options), np.ones(shape, dtype))
        assert xp.empty(shape, device=DEVICE, **options).shape == np.empty(shape).shape
        assert xp.empty(shape, **options).dtype == np.empty(shape, dtype).dtype
    x = xp.asarray(sample("float32"))
    same(xp.zeros_like(x, device=DEVICE, **options), np.zeros((3, 4), dtype or "float32"))
    same(xp.ones_like(x, device=DEVICE, **options), np.ones((3, 4), dtype or "float32"))
    assert xp.empty_like(x, device=DEVICE, **options).dtype == np.dtype(dtype or "float32")


@pytest.mark.parametrize(
    ("value", "dtype"), [(True, "bool"), (3, "int64"), (2.5, "float64"), (1 + 2j, "complex128")]
)
def test_full_takes_the_default_dtype_of_the_numbers_kind(value, dtype):
    same(xp.full((2, 3), value), np.full((2, 3), value, dtype))
    same(xp.full(2, value, dtype=xp.complex64, device=DEVICE), np.full(2, value, "complex64"))
    same(xp.full_like(xp.ones(2, dtype="complex64"), value), np.full(2, value, "complex64"))


@pytest.mark.parametrize("dtype", [None, *NUMERIC])
def test_arange(dtype):
    options = {} if dtype is None else {"dtype": dtype}
    for args in ((5,), (2, 7), (1, 10, 3), (10, 1, -3), (3, 3), (5, 1)):
        if dtype and dtype.startswith("u") and any(a < 0 for a in args):
            continue
        same(xp.arange(*args, device=DEVICE, **options), np.arange(*args, **options))
    same(xp.arange(0.0, 1.0, 0.25), np.arange(0.0, 1.0, 0.25))


@pytest.mark.parametrize("dtype", FLOATS)
def test_linspace(dtype):
    for num in (0, 1, 2, 7):
        for endpoint in (True, False):
            want = np.linspace(0, 1, num, endpoint=endpoint, dtype=dtype)
            same(xp.linspace(0, 1, num, dtype=dtype, endpoint=endpoint, device=DEVICE), want)


@pytest.mark.parametrize("dtype", ALL)
def test_eye_and_triangles(dtype):
    for k in (-2, 0, 1, 5):
        same(xp.eye(3, 4, k=k, dtype=dtype, device=DEVICE), np.eye(3, 4, k, dtype))
        x = sample(dtype, (2, 3, 4))
        same(xp.tril(xp.asarray(x), k=k), np.tril(x, k))
        same(xp.triu(xp.asarray(x), k=k), np.triu(x, k))
    same(xp.eye(3), np.eye(3))


@pytest.mark.parametrize("dtype", ALL)
def test_asarray(dtype):
    source = sample(dtype)
    same(xp.asarray(source.tolist(), dtype=dtype, device=DEVICE), source)
    same(xp.asarray(source, copy=True), source)
    x = xp.asarray(source)
    assert xp.asarray(x, copy=False) is x
    copied = xp.asarray(x, copy=True)
    same(copied, source)
    if dtype != "float64":
        with pytest.raises(ValueError, match="copy"):
            xp.asarray(x, dtype="float64", copy=False)


def test_asarray_of_python_numbers():
    same(xp.asarray(True), np.asarray(True))
    same(xp.asarray([1, 2]), np.asarray([1, 2]))
    same(xp.asarray([1, 2.5]), np.asarray([1, 2.5]))
    same(xp.asarray([1, 2j]), np.asarray([1, 2j]))
    same(xp.asarray([[True], [False]]), np.asarray([[True], [False]]))
    with pytest.raises(OverflowError):
        xp.asarray(2**70, dtype="int64")
    same(xp.asarray(range(3)), np.arange(3))


def test_asarray_of_buffers_and_dlpack():
    same(xp.asarray(memoryview(np.arange(3.0))), np.arange(3.0))
    for dtype in ("bool", *INTEGERS, *FLOATS):
        source = sample(dtype)
        same(xp.from_dlpack(source), source)
        same(xp.from_dlpack(source, device=DEVICE, copy=True), source)
        same(xp.from_dlpack(xp.asarray(source), copy=True), source)
    shared = xp.from_dlpack(source, copy=None)
    assert shared.shape == source.shape


def test_meshgrid():
    x, y = np.arange(3.0), np.arange(2.0)
    for indexing in ("xy", "ij"):
        result = xp.meshgrid(xp.asarray(x), xp.asarray(y), indexing=indexing)
        for got, want in zip(result, np.meshgrid(x, y, indexing=indexing), strict=True):
            same(got, want)
    assert len(xp.meshgrid()) == 0
    with pytest.raises(ValueError, match="indexing"):
        xp.meshgrid(xp.asarray(x), indexing="yx")


def test_unknown_devices_are_refused():
    for make in (xp.zeros, xp.ones, xp.empty, xp.arange, xp.eye):
        with pytest.raises((ValueError, TypeError), match=r"device|Device"):
            make(3, device="cuda:7")
