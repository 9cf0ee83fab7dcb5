"""Special functions: values over whole ranges against SciPy, special numbers, derivatives."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import covector as cv
import covector.numpy as cnp
from covector import lax
from covector.scipy import special

scipy_special = pytest.importorskip(
    "scipy.special", reason="SciPy is not installed: there is nothing to compare with"
)

SMALL = np.finfo(np.float32).tiny


def ulps(got, want, dtype):
    """Errors in units of the last place; 0 where both are NaN, or the same infinity."""
    got, want = np.asarray(got).astype(np.float64), np.asarray(want, np.float64)
    info = np.finfo(dtype)
    with np.errstate(all="ignore"):
        rounded = want.astype(dtype).astype(np.float64)
        size = np.maximum(np.abs(want), float(info.tiny))
        error = np.abs(got - want) / np.exp2(np.floor(np.log2(size))) / float(info.eps)
    same = (got == rounded) | (np.isnan(got) & np.isnan(rounded))
    return np.where(same, 0, np.where(np.isfinite(error), error, np.inf))


def floats(low, high):
    return st.floats(low, high, width=32)


# ---- float32 over whole ranges: computed in double precision and rounded

FUNCTIONS = {
    "bessel_i0e": (lax.bessel_i0e, scipy_special.i0e, (-1e30, 1e30)),
    "bessel_i1e": (lax.bessel_i1e, scipy_special.i1e, (-1e30, 1e30)),
    "digamma": (special.digamma, scipy_special.digamma, (0.0, 1e30)),
    "lgamma": (special.gammaln, scipy_special.gammaln, (-1e4, 1e30)),
    "gamma": (special.gamma, scipy_special.gamma, (-30, 35)),
    "erfcx": (special.erfcx, scipy_special.erfcx, (-9, 1e30)),
    "dawsn": (special.dawsn, scipy_special.dawsn, (-1e30, 1e30)),
    "expi": (special.expi, scipy_special.expi, (-80, 80)),
    "exp1": (special.exp1, scipy_special.exp1, (0.0, 80)),
    "ndtr": (special.ndtr, scipy_special.ndtr, (-1e30, 1e30)),
    "ndtri": (special.ndtri, scipy_special.ndtri, (0.0, 1.0)),
    "log_ndtr": (special.log_ndtr, scipy_special.log_ndtr, (-1e10, 10)),
    "spence": (special.spence, scipy_special.spence, (0.0, 1e30)),
    "entr": (special.entr, scipy_special.entr, (0.0, 1e30)),
    "logit": (special.logit, scipy_special.logit, (0.0, 1.0)),
    "sici": (lambda x: special.sici(x)[0], lambda x: scipy_special.sici(x)[0], (-1e5, 1e5)),
    "fresnel": (lambda x: special.fresnel(x)[0], lambda x: scipy_special.fresnel(x)[0], (-50, 50)),
}


def spread(low, high, count=4000):
    """Numbers of all sizes in a range, and many of size 1."""
    rng = np.random.default_rng(5)
    bits = rng.integers(0, 2**32, 4 * count, dtype=np.uint32).view(np.float32)
    bits = bits[np.isfinite(bits) & (bits >= low) & (bits <= high) & (np.abs(bits) >= SMALL)]
    middle = rng.uniform(max(low, -8), min(high, 8), count).astype(np.float32)
    return np.concatenate([bits, middle])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_float32_over_the_whole_range(name):
    function, reference, (low, high) = FUNCTIONS[name]
    x = spread(low, high)
    if name == "digamma":
        x = x[x > 0]
    with np.errstate(all="ignore"):
        want = reference(x.astype(np.float64))
    want = np.where(np.abs(want) < SMALL, np.asarray(function(x)), want)
    errors = ulps(function(x), want, np.float32)
    worst = int(np.argmax(errors))
    assert errors[worst] <= 2, (x[worst], np.asarray(function(x))[worst], want[worst])


@pytest.mark.parametrize("centre", [1.0, 2.0, -2.4570248, -2.7476826, -3.1435809, 1.4616321])
def test_float32_near_zeros(centre):
    # Where the result is a small difference of large numbers.
    x = (np.float32(centre) + np.arange(-200, 200) * np.spacing(np.float32(centre))).astype(np.float32)
    function, name = (special.digamma, "digamma") if 1.4 < centre < 1.5 else (special.gammaln, "gammaln")
    got, want = np.asarray(function(x)), getattr(scipy_special, name)(x.astype(np.float64))
    # SciPy's own error there is that of its double precision.
    scale = np.maximum(np.abs(want), 1e-9)
    assert np.all(np.abs(got - want) <= 4 * np.finfo(np.float32).eps * scale + 1e-13)


@given(st.lists(floats(0.015625, 1000), min_size=1, max_size=6), floats(0.015625, 1000))
@settings(max_examples=40, deadline=None)
def test_incomplete_gamma_functions(a, x):
    a = np.array(a, np.float32)
    for ours, theirs in (
        (special.gammainc, scipy_special.gammainc),
        (special.gammaincc, scipy_special.gammaincc),
    ):
        want = theirs(a.astype(np.float64), float(x))
        want = np.where(want < SMALL, 0, want)
        got = np.where(np.asarray(ours(a, x)) < SMALL, 0, np.asarray(ours(a, x)))
        assert np.all(ulps(got, want, np.float32) <= 2)


@given(floats(0.125, 100), floats(0.125, 100), floats(0, 1))
@settings(max_examples=40, deadline=None)
def test_incomplete_beta_function(a, b, x):
    want = scipy_special.betainc(float(a), float(b), float(x))
    got = float(special.betainc(np.float32(a), np.float32(b), np.float32(x)))
    assert (want < SMALL and got < SMALL) or ulps(got, want, np.float32) <= 2


@given(floats(0.125, 60), floats(0.125, 60))
@settings(max_examples=40, deadline=None)
def test_beta_functions(a, b):
    for name in ("beta", "betaln"):
        want = getattr(scipy_special, name)(float(a), float(b))
        got = float(getattr(special, name)(np.float32(a), np.float32(b)))
        # betaln is zero on a curve.
        assert ulps(got, want, np.float32) <= 2 or abs(got - want) < 1e-13


@given(st.integers(1, 60), st.integers(0, 60))
@settings(max_examples=40, deadline=None)
def test_choices(n, k):
    want = math.comb(n, k)
    assert ulps(special.comb(n, k), want, np.float32) <= 1
    want = math.comb(n + k - 1, k)
    assert ulps(special.comb(n, k, repetition=True), want, np.float32) <= 1


@given(st.integers(0, 6), floats(0.125, 50))
@settings(max_examples=40, deadline=None)
def test_polygamma(n, x):
    want = scipy_special.polygamma(n, float(x))
    assert ulps(special.polygamma(n, np.float32(x)), want, np.float32) <= 2


@given(floats(1.0625, 40), floats(0.25, 40))
@settings(max_examples=40, deadline=None)
def test_zeta(s, q):
    want = scipy_special.zeta(float(s), float(q))
    got = float(special.zeta(np.float32(s), np.float32(q)))
    assert (want < SMALL and got < 2 * SMALL) or ulps(got, want, np.float32) <= 2


@given(floats(0.25, 8), floats(0.25, 8), floats(-10, 20))
@example(2.0, 1.0, -0.5)  # the transformed series ends
@settings(max_examples=40, deadline=None)
def test_confluent_hypergeometric_function(a, b, x):
    want = scipy_special.hyp1f1(float(a), float(b), float(x))
    got = float(special.hyp1f1(np.float32(a), np.float32(b), np.float32(x)))
    assert abs(got - want) <= 1e-6 * abs(want) + 1e-9


@given(floats(-3, 4), floats(-3, 4), floats(0.25, 8), floats(-4, 0.9375))
@settings(max_examples=60, deadline=None)
def test_gauss_hypergeometric_function(a, b, c, x):
    want = scipy_special.hyp2f1(float(a), float(b), float(c), float(x))
    got = float(special.hyp2f1(np.float32(a), np.float32(b), np.float32(c), np.float32(x)))
    assert abs(got - want) <= 1e-6 * abs(want) + 1e-7


@pytest.mark.parametrize("x", [0.95, 0.999, 1.0])
@pytest.mark.parametrize(
    "parameters", [(1, 1, 2.0), (0.5, 1.5, 4), (2, 3, 5), (1, 2, 2.5), (-2, 3, 1.5), (3, 2, 1.0)]
)
def test_gauss_hypergeometric_function_near_one(parameters, x, x64):
    want = scipy_special.hyp2f1(*parameters, x)
    got = float(special.hyp2f1(*map(np.float64, parameters), np.float64(x)))
    assert got == want or abs(got - want) <= 1e-12 * abs(want)


@pytest.mark.parametrize("sign", [1, -1])
def test_faddeeva_function(sign, x64):
    rng = np.random.default_rng(2)
    z = rng.normal(size=300) * 5 + 1j * sign * np.abs(rng.normal(size=300))
    got, want = np.asarray(special.wofz(z)), scipy_special.wofz(z)
    np.testing.assert_allclose(got, want, rtol=1e-12)
    np.testing.assert_allclose(np.asarray(special.erfcx(z)), scipy_special.wofz(1j * z), rtol=1e-12)


def test_complex_gamma_function(x64):
    rng = np.random.default_rng(3)
    z = rng.uniform(-12, 12, 300) + 1j * rng.uniform(-12, 12, 300)
    np.testing.assert_allclose(np.asarray(special.loggamma(z)), scipy_special.loggamma(z), rtol=1e-11)
    np.testing.assert_allclose(np.asarray(special.gamma(z)), scipy_special.gamma(z), rtol=1e-10)
    for pole in (0j, -1 + 0j, -20 + 0j):
        assert np.isnan(np.asarray(special.gamma(pole)))


def test_bessel_functions_of_whole_order(x64):
    z = np.linspace(-30, 30, 41)
    want = np.stack([scipy_special.jv(n, z) for n in range(9)])
    np.testing.assert_allclose(np.asarray(special.bessel_jn(z, v=8)), want, rtol=1e-11, atol=1e-14)


def test_legendre_functions(x64):
    z = np.linspace(-0.95, 0.95, 5)
    values, slopes = special.lpmn(5, 5, z)
    step = 1e-6
    ahead, back = special.lpmn_values(5, 5, z + step, False), special.lpmn_values(5, 5, z - step, False)
    np.testing.assert_allclose(
        np.asarray(slopes), np.asarray(ahead - back) / (2 * step), rtol=1e-6, atol=1e-5
    )
    for degree in range(6):
        want = scipy_special.eval_legendre(degree, z)
        np.testing.assert_allclose(np.asarray(values[0, degree]), want, rtol=1e-12, atol=1e-14)


def test_spherical_harmonics(x64):
    n = np.repeat(np.arange(5), 9)
    m = np.tile(np.arange(-4, 5), 5)
    n, m = n[np.abs(m) <= n], m[np.abs(m) <= n]
    rng = np.random.default_rng(4)
    theta, phi = rng.uniform(0, np.pi, n.size), rng.uniform(0, 2 * np.pi, n.size)
    want = scipy_special.sph_harm_y(n, m, theta, phi)
    np.testing.assert_allclose(np.asarray(special.sph_harm_y(n, m, theta, phi)), want, rtol=1e-11, atol=1e-14)
    jitted = cv.jit(lambda *xs: special.sph_harm_y(*xs, n_max=4))
    np.testing.assert_allclose(np.asarray(jitted(n, m, theta, phi)), want, rtol=1e-11, atol=1e-14)


def test_bernoulli_numbers(x64):
    exact = [Fraction(1)]
    for n in range(1, 61):
        exact.append(-sum(math.comb(n + 1, k) * exact[k] for k in range(n)) / (n + 1))
    exact = np.array(exact, np.float64)
    np.testing.assert_allclose(np.asarray(special.bernoulli(60)), exact, rtol=1e-14)


@pytest.mark.parametrize("name", ["exp1", "expi"])
@pytest.mark.parametrize("order", [1, 2, 3])
def test_higher_derivatives_of_exponential_integrals(name, order, x64):
    function = getattr(special, name)
    derivative = function
    for _ in range(order):
        derivative = cv.grad(derivative)
    before = function
    for _ in range(order - 1):
        before = cv.grad(before)
    x, step = 1.3, 1e-5
    want = (float(before(x + step)) - float(before(x - step))) / (2 * step)
    assert abs(float(derivative(x)) - want) < 1e-8


# ---- special numbers

INF, NAN = math.inf, math.nan
SPECIAL = [
    (special.gammaln, [0.0, -1.0, -INF, INF, NAN, 1.0, 2.0], [INF, INF, INF, INF, NAN, 0.0, 0.0]),
    (special.digamma, [0.0, -1.0, -INF, INF, NAN], [NAN, NAN, NAN, INF, NAN]),
    (special.gamma, [0.0, -0.0, -1.0, -INF, INF, NAN, 171.0], [INF, -INF, NAN, NAN, INF, NAN, INF]),
    (special.gammasgn, [0.0, -0.0, -0.5, -1.5, -2.0, 3.0, NAN], [1, -1, -1, 1, NAN, 1, NAN]),
    (special.erfcx, [INF, -INF, NAN, -30.0], [0.0, INF, NAN, INF]),
    (special.ndtr, [INF, -INF, NAN, 0.0], [1.0, 0.0, NAN, 0.5]),
    (special.ndtri, [0.0, 1.0, -0.1, 1.1, NAN], [-INF, INF, NAN, NAN, NAN]),
    (special.log_ndtr, [INF, -INF, NAN], [0.0, -INF, NAN]),
    (special.entr, [0.0, -1.0, INF, NAN], [0.0, -INF, -INF, NAN]),
    (special.expi, [0.0, INF, -INF, NAN], [-INF, INF, 0.0, NAN]),
    (special.exp1, [0.0, INF, -1.0, NAN], [INF, 0.0, NAN, NAN]),
    (special.spence, [0.0, 1.0, -1.0, NAN], [math.pi**2 / 6, 0.0, NAN, NAN]),
    (special.logit, [0.0, 1.0, 2.0, NAN], [-INF, INF, NAN, NAN]),
    (special.i0e, [INF, -INF, NAN, 0.0], [0.0, 0.0, NAN, 1.0]),
    (special.i1e, [INF, -INF, NAN, 0.0], [0.0, 0.0, NAN, 0.0]),
    (special.factorial, [-1.0, 0.0, 3.0], [0.0, 1.0, 6.0]),
]


@pytest.mark.parametrize(("function", "x", "want"), SPECIAL, ids=[row[0].__name__ for row in SPECIAL])
def test_special_numbers(function, x, want):
    got = np.asarray(function(np.array(x, np.float32)))
    np.testing.assert_allclose(got, np.array(want, np.float32), rtol=3e-7)


@pytest.mark.parametrize(
    ("function", "x", "want"),
    [
        (special.gammainc, (0.0, 1.0), 1.0),
        (special.gammainc, (0.0, 0.0), NAN),
        (special.gammainc, (1.0, 0.0), 0.0),
        (special.gammainc, (-1.0, 1.0), NAN),
        (special.gammainc, (1.0, -1.0), NAN),
        (special.gammainc, (INF, 1.0), 0.0),
        (special.gammainc, (1.0, INF), 1.0),
        (special.gammaincc, (1.0, INF), 0.0),
        (special.gammaincc, (0.0, 1.0), 0.0),
        (special.gammaincc, (1e-30, 1e-30), 6.850033712491985e-29),
        (special.zeta, (1.0, 2.0), INF),
        (special.zeta, (0.5, 2.0), NAN),
        (special.zeta, (2.0, -1.0), INF),
        (special.zeta, (2.0, -2.5), 9.539246644989124),
        (special.zeta, (1.5, -1.5), NAN),
        (special.zeta, (2.0, INF), 0.0),
        (lambda *p: special.betainc(*p, 0.5), (0.0, 1.0), 1.0),
        (lambda *p: special.betainc(*p, 0.5), (1.0, 0.0), 0.0),
        (lambda *p: special.betainc(*p, 0.5), (0.0, 0.0), NAN),
        (lambda *p: special.betainc(*p, 0.5), (1.0, INF), 1.0),
        (lambda *p: special.betainc(*p, 1.5), (1.0, 1.0), NAN),
        (special.poch, (-1.0, 1.0), -1.0),
        (special.poch, (2.0, 0.0), 1.0),
        (special.comb, (2.0, 3.0), 0.0),
        (special.owens_t, (INF, 1.0), 0.0),
        (special.owens_t, (0.0, INF), 0.25),
        (special.expn, (2.0, 0.0), 1.0),
        (special.expn, (3.0, 0.0), 0.5),
        (special.expn, (-1.0, 1.0), NAN),
        (special.xlogy, (0.0, NAN), NAN),
        (special.xlogy, (0.0, -1.0), 0.0),
        (special.rel_entr, (1.0, 0.0), INF),
        (special.rel_entr, (NAN, 1.0), NAN),
    ],
)
def test_special_pairs(function, x, want, x64):
    got = float(function(*map(np.float64, x)))
    assert (math.isnan(got) and math.isnan(want)) or got == want or abs(got - want) < 1e-14 * abs(want)


# ---- derivatives that the operation table does not meet


def difference(function, x, step=1e-4):
    ahead, back = float(function(x + step)), float(function(x - step))
    return (ahead - back) / (2 * step)


PARAMETERS = [
    (special.gammainc, (2.5, 1.5)),
    (special.gammainc, (0.3, 0.01)),
    (special.gammainc, (3.0, 9.0)),
    (special.gammainc, (2000.0, 2040.0)),
    (special.gammaincc, (2.5, 1.5)),
    (special.hyp1f1, (0.7, 1.4, 2.0)),
    (special.hyp1f1, (0.7, 1.4, -6.0)),
    (special.hyp2f1, (0.7, 1.4, 2.2, 0.4)),
    (special.hyp2f1, (0.7, 1.4, 2.2, -3.0)),
    (special.zeta, (2.5, 1.3)),
    (special.poch, (1.2, 2.3)),
    (special.beta, (1.2, 2.3)),
    (special.betaln, (30.0, 12.0)),
    (special.owens_t, (0.6, 1.2)),
    (special.rel_entr, (0.6, 1.2)),
    (special.kl_div, (0.6, 1.2)),
    (special.boxcox, (1.7, 0.4)),
    (special.boxcox1p, (0.7, 0.4)),
]


@pytest.mark.parametrize(("function", "x"), PARAMETERS, ids=[f"{f.__name__}{x}" for f, x in PARAMETERS])
def test_derivatives_by_all_parameters(function, x, x64):
    x = tuple(map(np.float64, x))
    slopes = cv.grad(function, argnums=tuple(range(len(x))))(*x)
    for number, slope in enumerate(slopes):
        want = difference(
            lambda p, n=number: function(*x[:n], p, *x[n + 1 :]), x[number], 1e-4 * min(abs(x[number]), 1)
        )
        assert abs(float(slope) - want) <= 2e-6 * max(1.0, abs(want)), number


@pytest.mark.parametrize(("a", "x"), [(0.1, 1e-6), (0.5, 0.2), (3.0, 2.5), (40.0, 55.0), (5000.0, 5100.0)])
def test_gradient_of_gamma_samples(a, x, x64):
    # The sample x of probability P(a, x) moves with a.
    p = scipy_special.gammainc(a, x)
    want = difference(lambda b: scipy_special.gammaincinv(b, p), a, 1e-4 * a)
    assert abs(float(lax.random_gamma_grad(a, x)) - want) <= 1e-6 * abs(want)


def test_order_of_the_zeta_function_is_limited(x64):
    derivative = lambda x: special.zeta(x, 1.5)
    for _ in range(3):
        derivative = cv.grad(derivative)
    want = difference(cv.grad(cv.grad(lambda x: special.zeta(x, 1.5))), 2.5)
    assert abs(float(derivative(2.5)) - want) < 1e-5
    from covector import _core

    with pytest.raises(Exception, match="order is a number from 0 to 7, got 8"):
        _core.emit("zeta", (np.float64(2.5), np.float64(1.5)), order=8)


def test_gradient_where_a_product_with_a_logarithm_vanishes():
    assert float(cv.grad(special.xlogy)(0.0, 2.0)) == pytest.approx(math.log(2))
    assert float(cv.grad(special.xlog1py, 1)(0.0, 2.0)) == 0.0
    assert float(cv.grad(special.entr)(0.0)) == INF
    p, q = cnp.array([0.0, 0.5]), cnp.array([0.5, 0.5])
    slopes = cv.grad(lambda p: special.kl_div(p, q).sum())(p)
    np.testing.assert_allclose(np.asarray(slopes), [-1.0, 0.0])


# ---- programs


def test_fused_with_neighbours_and_over_lanes():
    # Tails of vectors, and calls between other operations.
    for size in (1, 3, 16, 37, 1000):
        x = np.linspace(0.1, 9, size, dtype=np.float32)
        got = cv.jit(lambda x: cnp.sum(special.gammaincc(x, 2 * x) * cnp.exp(-x)))(x)
        wide = x.astype(np.float64)
        want = np.sum(scipy_special.gammaincc(wide, 2 * wide) * np.exp(-wide))
        np.testing.assert_allclose(float(got), want, rtol=1e-6)


def test_large_arrays_are_shared_by_threads():
    x = np.linspace(0.1, 30, 300_000, dtype=np.float32)
    got = np.asarray(special.erfcx(x))
    assert np.max(ulps(got, scipy_special.erfcx(x.astype(np.float64)), np.float32)) <= 1


def test_derivatives_agree_with_jax():
    jax = pytest.importorskip("jax", reason="JAX is not installed: there is nothing to compare with")
    import jax.scipy.special as theirs

    x = np.linspace(0.15, 0.85, 7, dtype=np.float32)
    for name in (
        "gamma",
        "digamma",
        "erfcx",
        "dawsn",
        "expi",
        "exp1",
        "i0",
        "i1e",
        "ndtri",
        "spence",
        "logit",
    ):
        ours = cv.vmap(cv.grad(getattr(special, name)))(x)
        want = jax.vmap(jax.grad(getattr(theirs, name)))(x)
        np.testing.assert_allclose(np.asarray(ours), np.asarray(want), rtol=2e-5, err_msg=name)


EXTREMES = [0.0, -0.0, 1.0, -2.0, 0.5, 12.5, -41.9, 1e-300, 1e5, -1e16, 1e308, -1e308, INF, -INF, NAN]


@pytest.mark.parametrize(
    "name", ["gammainc", "beta", "poch", "comb", "owens_t", "expn", "zeta", "hyp1f1", "hyp2f1"]
)
def test_no_operands_make_a_function_fail_or_run_on(name, x64):
    # Series and recurrences are cut off; what comes out is not looked at.
    rng = np.random.default_rng(6)
    count = {"hyp1f1": 3, "hyp2f1": 4}.get(name, 2)
    operands = [rng.permutation(np.repeat(EXTREMES, 8)) for _ in range(count)]
    assert np.asarray(getattr(special, name)(*operands)).shape == (8 * len(EXTREMES),)


def test_no_complex_operand_makes_a_function_run_on(x64):
    z = np.array([complex(x, y) for x in EXTREMES for y in (0.0, 5.0, 12.0, -1e308)])
    for function in (special.loggamma, special.wofz, lambda z: cv.jvp(special.loggamma, (z,), (z,))[1]):
        assert np.asarray(function(z)).shape == z.shape
