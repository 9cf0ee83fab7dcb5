"""Taylor mode: `cv.experimental.jet.jet` against exact coefficients and nested forward mode."""

import math

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import lax
from covector.experimental.jet import jet

pytestmark = pytest.mark.usefixtures("x64")


def nested(f, x, order):
    """Value and derivatives of f along t -> x + t by forward mode in forward mode."""

    def derivative(g):
        return lambda t: cv.jvp(g, (t,), (cnp.ones_like(t),))[1]

    results = []
    for _ in range(order + 1):
        results.append(f(x))
        f = derivative(f)
    return results


def along(f, x, order):
    """Value and derivatives of f along t -> x + t."""
    x = cnp.asarray(x)
    series = [cnp.ones_like(x)] + [cnp.zeros_like(x)] * (order - 1)
    y, ys = jet(f, (x,), (series,))
    return [y, *ys]


def short_programs():
    """Functions of one number without loops, and points."""
    return {
        "rational": (lambda x: cnp.tanh(x) * x**3 / (1 + x * x), (0.7, -0.4, 0.0)),
        "chosen": (lambda x: cnp.where(x > 0.1, cnp.sqrt(cnp.abs(x)), cnp.sin(x)), (0.7, -0.4)),
        "array inside": (lambda x: cnp.sum(cnp.exp(x * cnp.arange(3.0))), (0.7, -0.4)),
        "matrices": (lambda x: cnp.linalg.det(cnp.eye(3) + x * cnp.ones((3, 3)) ** 2), (0.3,)),
        "power": (lambda x: cnp.log1p(x * x) ** 1.5, (0.7, -0.4)),
    }


@pytest.mark.parametrize("name", short_programs())
def test_nested_gradients_are_the_derivatives_of_a_line(name):
    f, points = short_programs()[name]
    for x in points:
        nested_by_grad, g = [], f
        for _ in range(5):
            nested_by_grad.append(float(g(x)))
            g = cv.grad(g)
        np.testing.assert_allclose(nested_by_grad, along(f, x, 4), rtol=1e-10)

        # Vectors of one element differentiate code of derivatives.
        def first(g):
            return lambda v: cv.grad(g)(v)[0]

        def g(v, f=f):
            return f(v[0])

        for k in range(1, 4):
            g = first(g)
            value = float(g(cnp.array([x])))
            np.testing.assert_allclose(value, nested_by_grad[k], rtol=1e-9, err_msg=f"{k}, {x}")


def test_code_of_nested_gradients_grows_with_a_power_of_the_order():
    def f(x):
        for _ in range(10):
            x = cnp.sin(x) * cnp.exp(-x)
        return x

    counts = []
    for _ in range(7):
        counts.append(cv.jit(f).lower(1.0).as_text("transformed").count("array."))
        f = cv.grad(f)
    growth = np.divide(counts[1:], counts[:-1])
    assert np.all(growth[2:] < 2.2) and growth[-1] < 1.6, counts


def test_nested_gradients_keep_arguments_factors_and_values():
    def third(x, c):
        return cv.grad(cv.grad(cv.grad(lambda x: cnp.sin(c * x))))(x)

    x, c = 0.3, 2.0
    np.testing.assert_allclose(third(x, c), -(c**3) * np.cos(c * x), rtol=1e-12)
    by_c = -3 * c**2 * np.cos(c * x) + c**3 * x * np.sin(c * x)
    np.testing.assert_allclose(cv.jit(cv.grad(third, argnums=1))(x, c), by_c, rtol=1e-12)
    lanes = cv.vmap(cv.grad(third, argnums=1), (0, None))(cnp.array([x, x]), c)
    np.testing.assert_allclose(lanes, [by_c, by_c], rtol=1e-12)
    value, slope = cv.value_and_grad(cv.grad(lambda x: 5 * x**3))(x)
    np.testing.assert_allclose((value, slope), (15 * x**2, 30 * x), rtol=1e-12)
    # The cotangent of the inner derivative varies along the same number.
    product = cv.grad(lambda x: cv.vjp(cnp.sin, x)[1](x)[0])
    np.testing.assert_allclose(product(x), np.cos(x) - x * np.sin(x), rtol=1e-12)


EXACT = {
    "exp": (cnp.exp, lambda x, k: np.exp(x)),
    "sin": (cnp.sin, lambda x, k: np.sin(x + k * np.pi / 2)),
    "cos": (cnp.cos, lambda x, k: np.cos(x + k * np.pi / 2)),
    "log": (cnp.log, lambda x, k: np.log(x) if k == 0 else -math.factorial(k - 1) * (-1 / x) ** k),
    "reciprocal": (lambda x: 1 / x, lambda x, k: math.factorial(k) * (-1) ** k / x ** (k + 1)),
    "sqrt": (cnp.sqrt, lambda x, k: np.prod([0.5 - i for i in range(k)]) * x ** (0.5 - k)),
    "power": (lambda x: x**2.5, lambda x, k: np.prod([2.5 - i for i in range(k)]) * x ** (2.5 - k)),
    "cube": (lambda x: x**3, lambda x, k: np.prod([3.0 - i for i in range(k)]) * x ** (3.0 - k)),
    "two_to": (lambda x: 2.0**x, lambda x, k: np.log(2) ** k * 2**x),
}


@pytest.mark.parametrize("name", EXACT)
def test_exact_derivatives(name):
    f, exact = EXACT[name]
    x = 0.7
    for k, value in enumerate(along(f, x, 10)):
        np.testing.assert_allclose(value, exact(x, k), rtol=1e-10, err_msg=f"order {k}")


FUNCTIONS = {
    "tanh": cnp.tanh,
    "logistic": lax.logistic,
    "tan": cnp.tan,
    "asin": cnp.arcsin,
    "atan": cnp.arctan,
    "sinh": cnp.sinh,
    "acosh": lambda x: cnp.arccosh(x + 1),
    "erf": lax.erf,
    "lgamma": lax.lgamma,
    "log1p": cnp.log1p,
    "expm1": cnp.expm1,
    "cbrt": cnp.cbrt,
    "rsqrt": lax.rsqrt,
    "x_to_x": lambda x: x**x,
    "atan2": lambda x: cnp.arctan2(x, x * x + 1),
    "quotient": lambda x: cnp.sin(x) / (1 + cnp.cos(x)),
    "maximum": lambda x: cnp.maximum(x, 0.5) * cnp.abs(-x),
    "where": lambda x: cnp.where(x > 0.6, x**3, cnp.sin(x)),
    "softmax": lambda x: cv.nn.softmax(cnp.sin(cnp.arange(3.0) * x)),
    "reductions": lambda x: cnp.prod(cnp.arange(1.0, 5.0) + x) * cnp.max(cnp.array([1.0, 2.0]) * x),
    "cumulative": lambda x: cnp.cumprod(cnp.arange(1.0, 5.0) + x),
    "sort": lambda x: cnp.sort(cnp.array([3.0, 1.0, 2.0]) * cnp.sin(x)),
    "matmul": lambda x: (lambda m: m @ m)(cnp.exp(cnp.arange(4.0).reshape(2, 2) * x)),
    "convolution": lambda x: cnp.convolve(cnp.arange(1.0, 4.0) * x, cnp.sin(cnp.arange(2.0) + x)),
    "indexing": lambda x: cnp.zeros(3).at[1].set(x * x)[cnp.array([0, 1, 1])] * x,
    "solve": lambda x: cnp.linalg.solve(
        cnp.array([[2.0, 1.0], [0.5, 3.0]]) + x * x, cnp.array([1.0, 2.0]) * x
    ),
    "cholesky": lambda x: cnp.linalg.cholesky(cnp.array([[2.0, 0.5], [0.5, 3.0]]) * cnp.exp(x)),
    "fft": lambda x: cnp.abs(cnp.fft.fft(cnp.sin(cnp.arange(4.0) + x))[:2]) ** 2,
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_nested_forward_mode(name):
    f, x, order = FUNCTIONS[name], cnp.float64(0.7), 5
    got, want = along(f, x, order), nested(f, x, order)
    for k, (g, w) in enumerate(zip(got, want, strict=True)):
        assert g.dtype == w.dtype
        scale = max(1.0, float(cnp.max(cnp.abs(w))))
        np.testing.assert_allclose(g, w, rtol=1e-9, atol=1e-11 * scale, err_msg=f"order {k}")


def test_curves_of_several_arguments():
    """The chain rule: f(x(t), y(t)) for polynomials x and y."""
    x0, xs = cnp.array([0.3, -0.2]), [cnp.array([1.0, 2.0]), cnp.array([0.5, 0.0]), cnp.array([0.0, 3.0])]
    y0, ys = cnp.float64(1.5), [cnp.float64(0.0), cnp.float64(-1.0), cnp.float64(2.0)]

    def f(x, y):
        return cnp.sin(x) * y + cnp.exp(x * y), cnp.sum(x) / y

    def curve(start, terms, t):
        return start + sum(term * t**k / math.factorial(k) for k, term in enumerate(terms, 1))

    got, series = jet(f, (x0, y0), (xs, ys))
    for i in range(2):
        want = nested(lambda t, i=i: f(curve(x0, xs, t), curve(y0, ys, t))[i], cnp.float64(0), 3)
        for g, w in zip([got[i], *series[i]], want, strict=True):
            np.testing.assert_allclose(g, w, rtol=1e-12)


def test_first_derivative_that_is_zero_at_the_point():
    # x(t) = t^2 / 2: the first derivative is zero, the second is not.
    y, (y1, y2, y3, y4) = jet(cnp.sin, (0.0,), ([0.0, 1.0, 0.0, 0.0],))
    assert [float(v) for v in (y, y1, y2, y3, y4)] == [0.0, 0.0, 1.0, 0.0, 0.0]
    y, ys = jet(lambda x: cnp.exp(x) / (1 + x), (0.0,), ([0.0, 1.0, 0.0, 0.0],))
    # exp(u) / (1 + u) = 1 + u^2 / 2 - ... with u = t^2 / 2: the fourth derivative is 4! / 8.
    np.testing.assert_allclose([y, *ys], [1, 0, 0, 0, 3], atol=1e-12)


def test_coefficients_without_factorials():
    y, ys = jet(cnp.exp, (0.0,), ([1.0, 0.0, 0.0],), factorial_scaled=False)
    np.testing.assert_allclose([y, *ys], [1, 1, 1 / 2, 1 / 6])
    # The curve t^2 has the second derivative 2.
    y, ys = jet(lambda x: x, (0.0,), ([0.0, 1.0],), factorial_scaled=False)
    np.testing.assert_allclose([y, *ys], [0, 0, 1])


def test_complex_functions():
    z = cnp.asarray(0.3 + 0.4j)
    y, ys = jet(lambda z: cnp.exp(z) * z, (z,), ([cnp.asarray(1 + 0j), cnp.asarray(0j), cnp.asarray(0j)],))
    np.testing.assert_allclose([y, *ys], [np.exp(z) * (z + k) for k in range(4)], rtol=1e-12)


def test_trees_and_values_that_do_not_vary():
    y, series = jet(
        lambda p: {"a": p["x"] ** 2, "n": cnp.arange(2), "one": cnp.ones(())},
        ({"x": 3.0},),
        ([{"x": 1.0}, {"x": 0.0}],),
    )
    assert [float(v) for v in series["a"]] == [6.0, 2.0]
    assert [v.tolist() for v in series["n"]] == [[0, 0], [0, 0]]
    assert series["n"][0].dtype == y["n"].dtype
    assert [float(v) for v in series["one"]] == [0.0, 0.0]


def test_order_zero_and_constants():
    y, series = jet(cnp.sin, (1.0,), ([],))
    assert float(y) == float(cnp.sin(1.0))
    assert series == []


def test_under_other_transformations():
    def third(x):
        return jet(lambda x: cnp.sin(x) * x, (x,), ([1.0, 0.0, 0.0],))[1][2]

    xs = cnp.linspace(0.1, 1, 4)
    want = -3 * np.sin(xs) - xs * np.cos(xs)
    np.testing.assert_allclose(cv.vmap(third)(xs), want, rtol=1e-12)
    np.testing.assert_allclose(cv.jit(cv.vmap(third))(xs), want, rtol=1e-12)
    np.testing.assert_allclose(cv.vmap(cv.jit(third))(xs), want, rtol=1e-12)
    fourth = -4 * np.cos(xs) + xs * np.sin(xs)
    np.testing.assert_allclose(cv.vmap(cv.grad(third))(xs), fourth, rtol=1e-12)
    # Of a gradient, and of a function that is itself mapped.
    _, (_, y2) = jet(cv.grad(lambda x: cnp.sin(x) * x), (0.5,), ([1.0, 0.0],))
    np.testing.assert_allclose(y2, -3 * np.sin(0.5) - 0.5 * np.cos(0.5), rtol=1e-12)
    _, (_, y2) = jet(cv.vmap(cnp.exp), (xs,), ([cnp.ones(4), cnp.zeros(4)],))
    np.testing.assert_allclose(y2, np.exp(xs), rtol=1e-12)


def test_loops_and_branches():
    def power(x):
        return lax.fori_loop(0, 4, lambda i, y: y * x, cnp.ones_like(x))

    for k, value in enumerate(along(power, 1.3, 4)):
        np.testing.assert_allclose(value, math.perm(4, k) * 1.3 ** (4 - k), rtol=1e-12)

    def branch(x):
        return lax.cond(x > 0, lambda x: cnp.sin(x), lambda x: x**2, x)

    np.testing.assert_allclose(along(branch, 0.5, 3)[3], -np.cos(0.5), rtol=1e-12)
    np.testing.assert_allclose(along(branch, -0.5, 3), [0.25, -1, 2, 0], rtol=1e-12)

    def scanned(x):
        return lax.scan(lambda c, e: (c * x + e, c), cnp.zeros_like(x), cnp.arange(3.0))[1]

    for g, w in zip(along(scanned, 0.5, 3), nested(scanned, cnp.float64(0.5), 3), strict=True):
        np.testing.assert_allclose(g, w, rtol=1e-12)


def test_the_program_grows_as_a_power_of_the_order():
    def chain(x):
        for _ in range(5):
            x = cnp.tanh(cnp.sin(x) * cnp.exp(-x) / (1 + x * x))
        return x

    def operations(order):
        def f(x):
            return jet(chain, (x,), ([cnp.ones_like(x)] + [cnp.zeros_like(x)] * (order - 1),))

        text = cv.jit(f).lower(cnp.float64(0.5)).as_text("transformed")
        return text.count(" = array.")

    few, many = operations(4), operations(8)
    # Sums over pairs of orders: four times as many, and less than five; nested, sixteen times.
    assert many < 5 * few


@pytest.mark.parametrize(
    ("call", "kind", "message"),
    [
        (lambda: jet(3, (1.0,), ([1.0],)), TypeError, "jet: expected a callable value"),
        (lambda: jet(cnp.sin, 1.0, ([1.0],)), TypeError, "jet: expected primals to be a list or tuple"),
        (lambda: jet(cnp.sin, (1.0,), ()), ValueError, "jet: expected a series for each of the 1 primals"),
        (lambda: jet(cnp.add, (1.0, 2.0), ([1.0], [1.0, 2.0])), ValueError, "inconsistent lengths"),
        (
            lambda: jet(cnp.sin, (1,), ([1],)),
            TypeError,
            "expected primals that are floating-point or complex",
        ),
        (
            lambda: jet(cnp.sin, (cnp.ones(2),), ([1.0],)),
            ValueError,
            "derivatives of the shape of their primal",
        ),
        (lambda: jet(cnp.sin, ("a",), ([1.0],)), TypeError, "not a valid array type"),
        (lambda: jet(lambda d: d["a"], ({"a": 1.0},), ({"a": [1.0]},)), TypeError, "list of derivatives"),
        (lambda: jet(lambda t: t[0], ((1.0, 2.0),), ([1.0],)), ValueError, "structure of the primals"),
    ],
)
def test_wrong_calls(call, kind, message):
    with pytest.raises(kind, match=message):
        call()
