"""Dtypes of results: JAX's lattice with weak types."""

import enum
import itertools

import ml_dtypes
import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector.config import enable_x64

# `int*`, `float*` and `complex*` are Python's numbers, which are weak; rows and columns alike. The
# table is what JAX 0.10.2 gives for `x + y` with 64 bits enabled.
NAMES = [
    "bool",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "int8",
    "int16",
    "int32",
    "int64",
    "bfloat16",
    "float16",
    "float32",
    "float64",
    "complex64",
    "complex128",
    "int*",
    "float*",
    "complex*",
]
TABLE = {
    "bool": "bool uint8 uint16 uint32 uint64 int8 int16 int32 int64 bfloat16 float16 float32 float64 "
    "complex64 complex128 *int64 *float64 *complex128",
    "uint8": "uint8 uint8 uint16 uint32 uint64 int16 int16 int32 int64 bfloat16 float16 float32 float64 "
    "complex64 complex128 uint8 *float64 *complex128",
    "uint16": "uint16 uint16 uint16 uint32 uint64 int32 int32 int32 int64 bfloat16 float16 float32 float64 "
    "complex64 complex128 uint16 *float64 *complex128",
    "uint32": "uint32 uint32 uint32 uint32 uint64 int64 int64 int64 int64 bfloat16 float16 float32 float64 "
    "complex64 complex128 uint32 *float64 *complex128",
    "uint64": "uint64 uint64 uint64 uint64 uint64 *float64 *float64 *float64 *float64 bfloat16 float16 "
    "float32 float64 complex64 complex128 uint64 *float64 *complex128",
    "int8": "int8 int16 int32 int64 *float64 int8 int16 int32 int64 bfloat16 float16 float32 float64 "
    "complex64 complex128 int8 *float64 *complex128",
    "int16": "int16 int16 int32 int64 *float64 int16 int16 int32 int64 bfloat16 float16 float32 float64 "
    "complex64 complex128 int16 *float64 *complex128",
    "int32": "int32 int32 int32 int64 *float64 int32 int32 int32 int64 bfloat16 float16 float32 float64 "
    "complex64 complex128 int32 *float64 *complex128",
    "int64": "int64 int64 int64 int64 *float64 int64 int64 int64 int64 bfloat16 float16 float32 float64 "
    "complex64 complex128 int64 *float64 *complex128",
    "bfloat16": "bfloat16 bfloat16 bfloat16 bfloat16 bfloat16 bfloat16 bfloat16 bfloat16 bfloat16 bfloat16 "
    "float32 float32 float64 complex64 complex128 bfloat16 bfloat16 complex64",
    "float16": "float16 float16 float16 float16 float16 float16 float16 float16 float16 float32 float16 "
    "float32 float64 complex64 complex128 float16 float16 complex64",
    "float32": "float32 float32 float32 float32 float32 float32 float32 float32 float32 float32 float32 "
    "float32 float64 complex64 complex128 float32 float32 complex64",
    "float64": "float64 float64 float64 float64 float64 float64 float64 float64 float64 float64 float64 "
    "float64 float64 complex128 complex128 float64 float64 complex128",
    "complex64": "complex64 complex64 complex64 complex64 complex64 complex64 complex64 complex64 complex64 "
    "complex64 complex64 complex64 complex128 complex64 complex128 complex64 complex64 complex64",
    "complex128": "complex128 complex128 complex128 complex128 complex128 complex128 complex128 complex128 "
    "complex128 complex128 complex128 complex128 complex128 complex128 complex128 complex128 complex128 "
    "complex128",
    "int*": "*int64 uint8 uint16 uint32 uint64 int8 int16 int32 int64 bfloat16 float16 float32 float64 "
    "complex64 complex128 *int64 *float64 *complex128",
    "float*": "*float64 *float64 *float64 *float64 *float64 *float64 *float64 *float64 *float64 bfloat16 "
    "float16 float32 float64 complex64 complex128 *float64 *float64 *complex128",
    "complex*": "*complex128 *complex128 *complex128 *complex128 *complex128 *complex128 *complex128 "
    "*complex128 *complex128 complex64 complex64 complex64 complex128 complex64 complex128 *complex128 "
    "*complex128 *complex128",
}
PAIRS = [(a, b, TABLE[a].split()[i]) for a in NAMES for i, b in enumerate(NAMES)]
NARROW = {"int64": "int32", "uint64": "uint32", "float64": "float32", "complex128": "complex64"}


def named(name):
    return np.dtype(ml_dtypes.bfloat16) if name == "bfloat16" else np.dtype(name)


def value(name, package=cnp):
    numbers = {"int*": 1, "float*": 1.0, "complex*": 1j}
    return numbers[name] if name in numbers else package.zeros((1,), named(name))


def type_of(x):
    return ("*" if x.weak_type else "") + x.dtype.name


@pytest.mark.parametrize(("a", "b", "expected"), PAIRS, ids=[f"{a}-{b}" for a, b, _ in PAIRS])
def test_sum_of_two_dtypes(a, b, expected):
    with enable_x64():
        x, y = value(a), value(b)
        assert type_of(cnp.add(x, y)) == expected
        assert type_of(cv.jit(cnp.add)(x, y)) == expected
        if not (isinstance(x, (int, float, complex)) and isinstance(y, (int, float, complex))):
            assert type_of(x + y) == expected
        assert cnp.result_type(x, y) == named(expected.lstrip("*"))


@pytest.mark.parametrize(("a", "b", "expected"), PAIRS, ids=[f"{a}-{b}" for a, b, _ in PAIRS])
def test_sum_of_two_dtypes_in_32_bits(a, b, expected):
    if {a, b} & set(NARROW):
        with pytest.warns(UserWarning, match="requested"):
            x, y = value(a), value(b)
        a, b = (NARROW.get(n, n) for n in (a, b))
        expected = TABLE[a].split()[NAMES.index(b)]
    else:
        x, y = value(a), value(b)
    star, name = expected[: expected.startswith("*")], expected.lstrip("*")
    assert type_of(cnp.add(x, y)) == star + NARROW.get(name, name)


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("cnp.asarray(1)", "*int32"),
        ("cnp.asarray(1.0)", "*float32"),
        ("cnp.asarray(True)", "bool"),
        ("cnp.array(1.0)", "*float32"),
        ("cnp.array([1.0])", "float32"),
        ("cnp.asarray([1, 2])", "int32"),
        ("cnp.asarray(np.float32(1))", "float32"),
        ("cnp.asarray(1.0, cnp.float32)", "float32"),
        ("cnp.zeros(2)", "float32"),
        ("cnp.arange(3)", "int32"),
        ("cnp.arange(3.0)", "float32"),
        ("cnp.full((2,), 1)", "*int32"),
        ("cnp.full((2,), 1.0)", "*float32"),
        ("cnp.ones_like(cnp.asarray(1.0))", "*float32"),
        ("cnp.asarray(1) + 1.0", "*float32"),
        ("cnp.asarray(1) * True", "*int32"),
        ("cnp.sin(1)", "*float32"),
        ("cnp.sin(cnp.arange(2))", "float32"),
        ("cnp.sqrt(cnp.ones(2, cnp.bfloat16))", "bfloat16"),
        ("cnp.arange(2, dtype=cnp.int8) / 2", "float32"),
        ("cnp.arange(2, dtype=cnp.int8) // 2", "int8"),
        ("cnp.arange(2) ** 2", "int32"),
        ("cnp.arange(2) ** 2.0", "*float32"),
        ("cnp.ones(2, cnp.float16) * 2.5", "float16"),
        ("cnp.ones(2, cnp.float16) * np.float32(2.5)", "float32"),
        ("cnp.ones(2, cnp.float16) * np.arange(2.0, dtype=np.float32)", "float32"),
        ("cnp.arange(2, dtype=cnp.uint8) + 300.5", "*float32"),
        ("cnp.where(True, 1, 2.0)", "*float32"),
        ("cnp.where(True, cnp.ones(1, cnp.int8), 2)", "int8"),
        ("cnp.sum(cnp.asarray([True, False]))", "int32"),
        ("cnp.sum(cnp.ones(2, cnp.int8))", "int32"),
        ("cnp.mean(cnp.arange(3))", "float32"),
        ("cnp.mean(cnp.ones(3, cnp.float16))", "float16"),
        ("cnp.concatenate([cnp.ones(1, cnp.int8), cnp.ones(1, cnp.float16)])", "float16"),
        ("-cnp.asarray(1)", "*int32"),
        ("cnp.abs(cnp.ones(1, cnp.complex64))", "float32"),
        ("cnp.asarray(1.0).astype(cnp.float32)", "float32"),
        ("cnp.argmax(cnp.ones(3))", "int32"),
        ("cnp.exp(cnp.asarray(True))", "float32"),
        ("cnp.reshape(cnp.asarray(1.0), (1,))", "*float32"),
        ("cnp.broadcast_to(1.0, (2,))", "*float32"),
        ("cnp.stack([1.0, 2.0])", "*float32"),
        ("cnp.dot(cnp.ones(2, cnp.int8), cnp.ones(2, cnp.float16))", "float16"),
        ("cv.grad(lambda x: x**2)(1.0)", "*float32"),
        ("cv.grad(lambda x: cnp.sum(x))(cnp.ones(2, cnp.float16))", "float16"),
    ],
)
def test_dtype_of(expression, expected):
    assert type_of(eval(expression, {"cnp": cnp, "np": np, "cv": cv})) == expected


def test_float32_by_default_and_a_switch():
    assert cnp.asarray(np.arange(3.0)).dtype == np.float32
    assert cnp.asarray(np.arange(3)).dtype == np.int32
    with enable_x64():
        assert cnp.asarray(np.arange(3.0)).dtype == np.float64
        assert cnp.arange(3).dtype == np.int64
        assert (cnp.asarray(1.5) * 2).dtype == np.float64
        assert float(cnp.asarray(1e-300)) == 1e-300
    assert cnp.arange(3).dtype == np.int32


def test_jit_knows_the_switch():
    f = cv.jit(lambda: cnp.asarray(np.arange(3.0)) / 3)
    assert f().dtype == np.float32
    with enable_x64():
        assert f().dtype == np.float64
    assert f().dtype == np.float32


def test_a_weak_type_counts_in_the_signature():
    f = cv.jit(lambda x: x * cnp.ones(1, cnp.float16))
    assert f(2.0).dtype == np.float16
    assert f(cnp.float32(2.0)).dtype == np.float32
    assert f(2.0).dtype == np.float16


def test_commutes():
    for a, b in itertools.combinations(NAMES, 2):
        assert TABLE[a].split()[NAMES.index(b)] == TABLE[b].split()[NAMES.index(a)]


def test_parity_with_jax():
    jax = pytest.importorskip("jax", reason="JAX is not installed: `make test` installs it")
    with enable_x64(), jax.enable_x64(True):
        for a, b, _ in PAIRS:
            theirs = jax.numpy.multiply(value(a, jax.numpy), value(b, jax.numpy))
            ours = cnp.multiply(value(a), value(b))
            assert type_of(ours) == type_of(theirs), (a, b)


class Color(enum.IntEnum):
    RED = 1
    BLUE = 2


class Meters(float):
    """A number of Python of another class."""


class Phase(complex):
    """Likewise."""


@pytest.mark.parametrize("wrap", [lambda f: f, cv.jit], ids=["eager", "jit"])
@pytest.mark.parametrize(
    ("number", "plain"), [(Color.BLUE, 2), (Meters(1.5), 1.5), (Phase(1 + 2j), 1 + 2j)], ids=lambda x: repr(x)
)
def test_numbers_of_derived_classes_are_numbers(number, plain, wrap):
    x = cnp.asarray([1, 2, 3])
    for f in (
        lambda x, y: x + y, lambda x, y: y * x, lambda x, y: x == y, lambda x, y: y != x,
        lambda x, y: cnp.add(x, y), lambda x, y: cnp.asarray(y),
    ):  # fmt: skip
        got, want = wrap(lambda x, f=f: f(x, number))(x), wrap(lambda x, f=f: f(x, plain))(x)
        assert (got.dtype, got.weak_type) == (want.dtype, want.weak_type)
        np.testing.assert_array_equal(got, want)


def test_members_of_enumerations_are_arguments():
    assert bool(cv.jit(lambda x: x == Color.BLUE)(Color.BLUE))
    assert int(cv.vmap(lambda x: x * Color.BLUE)(cnp.arange(3))[2]) == 4
