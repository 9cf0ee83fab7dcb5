"""Array API standard 2024.12: the array object, its attributes, operators and conversions."""
# ruff: noqa: E501 (tables)

import operator

import numpy as np
import pytest
from array_api_cases import ALL, COMPLEX, FLOATS, INTEGERS, NUMERIC, REAL_FLOATS, same, sample, xp

import covector as cv

pytestmark = pytest.mark.usefixtures("x64")

ARITHMETIC = {
    "add": NUMERIC, "sub": NUMERIC, "mul": NUMERIC, "truediv": FLOATS, "floordiv": (*INTEGERS, *REAL_FLOATS),
    "mod": (*INTEGERS, *REAL_FLOATS), "pow": NUMERIC, "and_": ("bool", *INTEGERS), "or_": ("bool", *INTEGERS),
    "xor": ("bool", *INTEGERS), "lshift": INTEGERS, "rshift": INTEGERS, "lt": (*INTEGERS, *REAL_FLOATS),
    "le": (*INTEGERS, *REAL_FLOATS), "gt": (*INTEGERS, *REAL_FLOATS), "ge": (*INTEGERS, *REAL_FLOATS),
    "eq": ALL, "ne": ALL,
}  # fmt: skip


@pytest.mark.parametrize(("name", "dtype"), [(n, d) for n, dtypes in ARITHMETIC.items() for d in dtypes])
def test_operators(name, dtype):
    function = getattr(operator, name)
    x, y = sample(dtype, (3, 1), 1, 1, 4), sample(dtype, (4,), 2, 1, 4)
    same(function(xp.asarray(x), xp.asarray(y)), function(x, y), rtol=1e-5)
    if dtype != "bool":
        same(function(xp.asarray(x), 2), function(x, x.dtype.type(2)), rtol=1e-5)
        same(function(2, xp.asarray(x)), function(x.dtype.type(2), x), rtol=1e-5)
    if name not in ("lt", "le", "gt", "ge", "eq", "ne"):
        z = xp.asarray(x)
        before = z
        z = getattr(operator, "i" + name.rstrip("_"))(z, xp.asarray(x))
        same(z, function(x, x), rtol=1e-5)
        same(before, x)


@pytest.mark.parametrize("dtype", NUMERIC)
def test_matmul(dtype):
    x, y = sample(dtype, (2, 3, 4)), sample(dtype, (4, 2))
    same(xp.asarray(x) @ xp.asarray(y), x @ y, rtol=1e-5)
    z = xp.asarray(x)
    z @= xp.asarray(sample(dtype, (4, 4)))
    assert z.shape == (2, 3, 4)
    with pytest.raises((TypeError, ValueError)):
        xp.asarray(x) @ xp.asarray(1)


def test_unary_operators():
    for dtype in NUMERIC:
        x = sample(dtype)
        same(+xp.asarray(x), x)
        same(abs(xp.asarray(x)), abs(x), rtol=1e-6)
        if not dtype.startswith("u"):
            same(-xp.asarray(x), -x)
    for dtype in ("bool", *INTEGERS):
        same(~xp.asarray(sample(dtype)), ~sample(dtype))


@pytest.mark.parametrize("dtype", ALL)
def test_attributes(dtype):
    x = xp.asarray(sample(dtype, (2, 3)))
    assert x.dtype == dtype
    assert x.shape == (2, 3)
    assert all(type(n) is int for n in x.shape)
    assert (x.ndim, x.size, x.device) == (2, 6, cv.devices()[0])
    same(x.T, sample(dtype, (2, 3)).T)
    stacked = sample(dtype, (2, 3, 4))
    same(xp.asarray(stacked).mT, np.swapaxes(stacked, -1, -2))
    with pytest.raises(ValueError):
        _ = xp.asarray([1]).mT
    same(x.to_device(x.device), sample(dtype, (2, 3)))
    same(x.to_device(x.device, stream=None), sample(dtype, (2, 3)))


def test_conversions_to_python():
    assert bool(xp.asarray(True)) is True
    assert bool(xp.asarray(0)) is False
    assert type(int(xp.asarray(3))) is int
    assert int(xp.asarray(3.7)) == 3
    assert type(float(xp.asarray(3))) is float
    assert complex(xp.asarray(2)) == 2 + 0j
    assert complex(xp.asarray(True)) == 1
    assert operator.index(xp.asarray(3, dtype="uint8")) == 3
    for dtype in REAL_FLOATS:
        with pytest.raises(TypeError):
            operator.index(xp.asarray(1, dtype=dtype))
        assert np.isnan(float(xp.asarray(np.nan, dtype=dtype)))
        with pytest.raises((ValueError, OverflowError)):
            int(xp.asarray(np.nan, dtype=dtype))
        with pytest.raises(OverflowError):
            int(xp.asarray(np.inf, dtype=dtype))
    for dtype in COMPLEX:
        with pytest.raises(TypeError):
            float(xp.asarray(1j, dtype=dtype))
        with pytest.raises(TypeError):
            int(xp.asarray(1j, dtype=dtype))
    for function in (bool, float, int, complex):
        with pytest.raises((TypeError, ValueError)):
            function(xp.ones(3))


def test_dlpack_arguments():
    x = xp.arange(3.0)
    assert x.__dlpack_device__() == (1, 0)
    for options in ({}, {"stream": None}, {"max_version": (1, 0)}, {"dl_device": (1, 0)}, {"copy": True}, {"copy": None},
                    {"max_version": (1, 0), "dl_device": (1, 0), "copy": False}):  # fmt: skip
        assert "PyCapsule" in type(x.__dlpack__(**options)).__name__
    with pytest.raises(BufferError):
        x.__dlpack__(dl_device=(2, 0))


# ---- indexing


@pytest.mark.parametrize(
    "index",
    [0, -1, slice(None), slice(1, None), slice(None, None, -1), slice(5, 1, -2), slice(2, 2), ..., None, (0, 1), (..., 0),
     (0, ...), (slice(None), 1), (None, 0, ...), (slice(1, 3), None, slice(None, None, 2)), (-1, -1), (), (0, ..., 0)],
    ids=str,
)  # fmt: skip
def test_single_and_multi_axis_indexing(index):
    x = sample("float64", (4, 5))
    same(xp.asarray(x)[index], x[index])


@pytest.mark.parametrize("index", [4, -5, (0, 5), (0, 0, 0)], ids=str)
def test_indices_out_of_bounds_and_too_many(index):
    x = xp.ones((4, 5))
    if isinstance(index, tuple) and len(index) == 3:
        with pytest.raises(IndexError):
            x[index]
    else:  # As JAX: the nearest element, so that programs do not depend on data.
        np.testing.assert_array_equal(x[index], 1.0)


def test_boolean_and_integer_array_indexing():
    x = sample("float64", (4, 5))
    mask = x > 2
    same(xp.asarray(x)[xp.asarray(mask)], x[mask])
    rows = np.asarray([True, False, True, True])
    same(xp.asarray(x)[xp.asarray(rows)], x[rows])
    same(xp.asarray(x)[xp.asarray(False)], x[np.asarray(False)])
    i, j = np.asarray([[0, 3], [2, 1]]), np.asarray([1, 4])
    same(xp.asarray(x)[xp.asarray(i), xp.asarray(j)], x[i, j])
    same(xp.asarray(x)[xp.asarray(i), 2], x[i, 2])


def test_setting_items_is_an_error_with_a_remedy():
    x = xp.ones(3)
    with pytest.raises(TypeError, match=r"\.at\[index\]\.set"):
        x[0] = 1
