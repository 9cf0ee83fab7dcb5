"""What the tests of the Array API standard (2024.12) share: dtypes, values, comparisons."""
# ruff: noqa: E501 (tables)

import numpy as np

import covector.numpy as xp

SIGNED = ("int8", "int16", "int32", "int64")
UNSIGNED = ("uint8", "uint16", "uint32", "uint64")
INTEGERS = SIGNED + UNSIGNED
REAL_FLOATS = ("float32", "float64")
COMPLEX = ("complex64", "complex128")
FLOATS = REAL_FLOATS + COMPLEX
NUMERIC = INTEGERS + FLOATS
ALL = ("bool", *NUMERIC)

# The standard's table of mixed dtypes of one kind, and of kinds that mix.
WIDER = {
    **{(a, b): SIGNED[max(i, j)] for i, a in enumerate(SIGNED) for j, b in enumerate(SIGNED)},
    **{(a, b): UNSIGNED[max(i, j)] for i, a in enumerate(UNSIGNED) for j, b in enumerate(UNSIGNED)},
    **{(SIGNED[i], UNSIGNED[j]): SIGNED[max(i, j + 1)] for i in range(4) for j in range(3)},
    **{(a, b): FLOATS[max(i, j)] for i, a in enumerate(REAL_FLOATS) for j, b in enumerate(REAL_FLOATS)},
    **{(a, b): COMPLEX[max(i, j)] for i, a in enumerate(COMPLEX) for j, b in enumerate(COMPLEX)},
    **{(a, b): COMPLEX[max(i, j)] for i, a in enumerate(REAL_FLOATS) for j, b in enumerate(COMPLEX)},
    ("bool", "bool"): "bool",
}
WIDER.update({(b, a): c for (a, b), c in list(WIDER.items())})


def sample(dtype, shape=(3, 4), seed=0, low=0, high=6):
    """Small numbers of a dtype as a NumPy array."""
    rng = np.random.default_rng(seed)
    if dtype == "bool":
        return rng.integers(0, 2, shape).astype(bool)
    if dtype.startswith(("int", "uint")):
        return rng.integers(low, high, shape).astype(dtype)
    values = rng.uniform(low, high, shape)
    if dtype.startswith("complex"):
        values = values + 1j * rng.uniform(low, high, shape)
    return values.astype(dtype)


def same(result, want, rtol=None):
    """Checks dtype, shape and elements, signs of zeros included."""
    want = np.asarray(want)
    got = np.asarray(result)
    assert str(result.dtype) == str(want.dtype), f"dtype {result.dtype}, expected {want.dtype}"
    assert got.shape == want.shape, f"shape {got.shape}, expected {want.shape}"
    if want.dtype.kind in "fc":
        rtol = rtol or (3e-6 if want.dtype.itemsize in (4,) or want.dtype == np.complex64 else 1e-12)
        np.testing.assert_allclose(got, want, rtol=rtol, atol=rtol)
    else:
        np.testing.assert_array_equal(got, want)


def exactly(result, want):
    """Checks one float: NaN for NaN, and the sign of a zero."""
    got = float(result)
    if np.isnan(want):
        assert np.isnan(got), f"{got}, expected NaN"
    elif want == 0:
        assert got == 0 and np.signbit(got) == np.signbit(want), f"{got}, expected {want}"
    else:
        assert np.isclose(got, want, rtol=1e-6), f"{got}, expected {want}"


__all__ = ["ALL", "COMPLEX", "FLOATS", "INTEGERS", "NUMERIC", "REAL_FLOATS", "SIGNED", "UNSIGNED", "WIDER", "exactly",
           "same", "sample", "xp"]  # fmt: skip
