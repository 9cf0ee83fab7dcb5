"""Array API standard 2024.12: dtypes, promotion, casts."""

import numpy as np
import pytest
from array_api_cases import (
    ALL,
    COMPLEX,
    FLOATS,
    INTEGERS,
    NUMERIC,
    REAL_FLOATS,
    SIGNED,
    UNSIGNED,
    WIDER,
    same,
    sample,
    xp,
)

pytestmark = pytest.mark.usefixtures("x64")


@pytest.mark.parametrize(("a", "b"), sorted(WIDER))
def test_promotion_table(a, b):
    want = WIDER[a, b]
    assert xp.result_type(getattr(xp, a), getattr(xp, b)) == want
    x, y = xp.asarray(sample(a, (2,))), xp.asarray(sample(b, (2, 1)))
    assert xp.result_type(x, y) == want
    if a != "bool":
        assert (x + y).dtype == want
        assert xp.multiply(x, y).dtype == want
    assert xp.where(xp.asarray([True, False]), x, y).dtype == want
    assert xp.concat([x, y[:, 0]]).dtype == want


@pytest.mark.parametrize("dtype", NUMERIC)
def test_python_numbers_take_the_arrays_dtype(dtype):
    x = xp.asarray(sample(dtype))
    for number in (1, *((2.5,) if dtype in FLOATS else ()), *((1j,) if dtype in COMPLEX else ())):
        assert (x + number).dtype == dtype
        assert (number * x).dtype == dtype
        assert xp.add(x, number).dtype == dtype
        assert xp.result_type(x, number) == dtype
    assert (x == 1).dtype == "bool"


@pytest.mark.parametrize("a", ALL)
def test_astype(a):
    source = sample(a, low=0, high=4)
    x = xp.asarray(source)
    for b in ALL:
        if a in COMPLEX and b not in (*COMPLEX, "bool"):
            continue
        same(xp.astype(x, getattr(xp, b)), source.astype(b))
        same(xp.astype(x, b, copy=False, device=x.device), source.astype(b))
        same(x.astype(b), source.astype(b))
    assert xp.astype(x, a, copy=False) is x


@pytest.mark.xfail(reason="the real part is taken, as in JAX and NumPy", strict=True)
def test_complex_to_real_is_an_error():
    with pytest.raises((ValueError, TypeError)):
        xp.astype(xp.asarray([1 + 2j]), "float32")


@pytest.mark.parametrize("dtype", ALL)
def test_isdtype(dtype):
    kinds = {
        "bool": ("bool",), "signed integer": SIGNED, "unsigned integer": UNSIGNED, "integral": INTEGERS,
        "real floating": REAL_FLOATS, "complex floating": COMPLEX, "numeric": NUMERIC,
    }  # fmt: skip
    for kind, names in kinds.items():
        assert xp.isdtype(xp.zeros(1, dtype=dtype).dtype, kind) is (dtype in names)
        assert xp.isdtype(getattr(xp, dtype), (kind, xp.bool)) is (dtype in (*names, "bool"))
    assert xp.isdtype(getattr(xp, dtype), getattr(xp, dtype))
    assert not xp.isdtype(getattr(xp, dtype), xp.float32 if dtype != "float32" else xp.float64)


@pytest.mark.parametrize("dtype", FLOATS)
def test_finfo(dtype):
    info, want = xp.finfo(getattr(xp, dtype)), np.finfo(dtype)
    for name in ("bits", "eps", "max", "min", "smallest_normal"):
        assert float(getattr(info, name)) == float(getattr(want, name))
    assert info.dtype == want.dtype
    assert xp.finfo(xp.ones(2, dtype=dtype)).bits == want.bits


@pytest.mark.parametrize("dtype", INTEGERS)
def test_iinfo(dtype):
    info, want = xp.iinfo(getattr(xp, dtype)), np.iinfo(dtype)
    assert (info.bits, info.max, info.min, info.dtype) == (want.bits, want.max, want.min, want.dtype)
    assert xp.iinfo(xp.ones(2, dtype=dtype)).max == want.max


def test_can_cast():
    for (a, b), wider in WIDER.items():
        assert xp.can_cast(getattr(xp, a), getattr(xp, wider)), (a, wider)
        if wider != a and wider != b:
            continue
        if wider == a and a != b:
            assert not xp.can_cast(getattr(xp, a), getattr(xp, b)), (a, b)
    assert xp.can_cast(xp.ones(2, dtype="int8"), xp.int16)


def test_broadcasting():
    x, y = xp.ones((3, 1)), xp.ones((1, 4))
    assert [a.shape for a in xp.broadcast_arrays(x, y)] == [(3, 4)] * 2
    assert xp.broadcast_to(x, (2, 3, 4)).shape == (2, 3, 4)
    assert xp.broadcast_to(xp.asarray(1.0), ()).shape == ()
    assert (xp.ones((0, 1)) + xp.ones((3,))).shape == (0, 3)
    for wrong in ((2, 4), (3,), (1, 4)):
        with pytest.raises((ValueError, TypeError)):
            xp.broadcast_to(x, wrong)


@pytest.mark.parametrize("dtype", ALL)
def test_dtypes_compare(dtype):
    for other in ALL:
        assert (xp.zeros(1, dtype=dtype).dtype == getattr(xp, other)) is (dtype == other)
        assert (getattr(xp, dtype) == getattr(xp, other)) is (dtype == other)
