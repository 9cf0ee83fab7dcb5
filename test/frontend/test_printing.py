"""What arrays, tracers and functions look like."""

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("cnp.arange(3.0)", "Array([0., 1., 2.], dtype=float32)"),
        ("cnp.asarray(1.0)", "Array(1., dtype=float32, weak_type=True)"),
        ("cnp.float32(1.5)", "Array(1.5, dtype=float32)"),
        ("cnp.asarray(True)", "Array(True, dtype=bool)"),
        ("cnp.array([[1, 2], [3, 4]])", "Array([[1, 2],\n       [3, 4]], dtype=int32)"),
        ("cnp.zeros((0, 3))", "Array([], shape=(0, 3), dtype=float32)"),
        ("cnp.ones(2, cnp.bfloat16)", "Array([1, 1], dtype=bfloat16)"),
        ("cnp.array([1 + 2j])", "Array([1.+2.j], dtype=complex64)"),
        ("cnp.array([0.1, 1e10])", "Array([1.e-01, 1.e+10], dtype=float32)"),
        ("cnp.array([cnp.nan, cnp.inf])", "Array([nan, inf], dtype=float32)"),
    ],
)
def test_repr(expression, expected):
    assert repr(eval(expression, {"cnp": cnp})) == expected


def test_repr_of_many_elements():
    text = repr(cnp.arange(100000))
    assert "..." in text
    assert text.endswith("dtype=int32)")
    assert max(map(len, text.splitlines())) <= 80


def test_repr_is_jaxs():
    jax = pytest.importorskip("jax", reason="JAX is not installed: `make test` installs it")
    rng = np.random.default_rng(0)
    for shape in ((), (1,), (7,), (30,), (2, 3), (3, 20), (2, 2, 2), (0,), (1, 0, 2)):
        for dtype in (np.float32, np.int32, np.bool_, np.complex64, np.float16, np.uint8):
            x = (rng.uniform(-5, 5, shape) * 3).astype(dtype)
            assert repr(cnp.asarray(x)) == repr(jax.numpy.asarray(x))
            assert str(cnp.asarray(x)) == str(jax.numpy.asarray(x))


def test_str_and_format():
    assert str(cnp.arange(3.0)) == "[0. 1. 2.]"
    assert str(cnp.asarray(2)) == "2"
    assert f"{cnp.asarray(3.14159):.2f}" == "3.14"
    assert f"{cnp.asarray(7):d}" == "7"
    assert f"{cnp.arange(2)}" == "[0 1]"
    with np.printoptions(precision=2):
        assert repr(cnp.array([1.23456])) == "Array([1.23], dtype=float32)"


def test_tracers_say_what_they_are():
    seen = []
    cv.jit(lambda x: seen.append((repr(x), str(x), f"{x}")) or x)(cnp.ones((2, 3)))
    for text in seen[0]:
        assert "float32[2,3]" in text
        assert "racer" in text
    cv.grad(lambda x: seen.append(repr(x)) or x)(2.5)
    assert "2.5" in seen[1]


def test_deleted_arrays():
    x = cnp.ones(3)
    x.delete()
    assert "deleted" in repr(x)


def test_names_of_transformed_functions():
    def my_function(x):
        """About it."""
        return x

    for transform in (cv.jit, cv.grad, cv.vmap, cv.value_and_grad, cv.jacfwd, cv.jacrev, cv.hessian):
        transformed = transform(my_function)
        assert "my_function" in transformed.__name__, transform
        assert "About it." in transformed.__doc__, transform
    assert "my_function" in repr(cv.jit(my_function))


def test_dtypes_and_devices():
    x = cnp.ones((2, 3), cnp.bfloat16)
    assert x.dtype == cnp.bfloat16
    assert x.dtype.name == "bfloat16"
    assert (x.shape, x.ndim, x.size, x.itemsize, x.nbytes) == ((2, 3), 2, 6, 2, 12)
    assert len(cv.devices()) >= 1
    assert cv.default_backend() == "cpu"
