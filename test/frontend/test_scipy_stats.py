"""Distributions against SciPy's, in double precision, and their derivatives."""

import numpy as np
import pytest

import covector as cv

scipy_stats = pytest.importorskip("scipy.stats", reason="SciPy is not installed: nothing to compare with")
pytestmark = pytest.mark.usefixtures("x64")

CONTINUOUS = {
    "norm": (),
    "cauchy": (),
    "expon": (),
    "gamma": (2.5,),
    "chi2": (3.0,),
    "beta": (2.0, 3.5),
    "gennorm": (1.5,),
    "gumbel_l": (),
    "gumbel_r": (),
    "laplace": (),
    "logistic": (),
    "pareto": (2.5,),
    "t": (3.5,),
    "uniform": (),
    "truncnorm": (-1.0, 2.0),
}
DISCRETE = {
    "bernoulli": (0.3,),
    "betabinom": (6, 2.0, 3.0),
    "binom": (6, 0.3),
    "geom": (0.3,),
    "nbinom": (4, 0.3),
    "poisson": (2.5,),
}
OF_X = ("pdf", "logpdf", "cdf", "logcdf", "sf", "logsf")
X = np.concatenate([np.linspace(-4, 6, 41), [np.nan, 40.0, -40.0]])
PROBABILITIES = np.array([1e-9, 0.01, 0.25, 0.5, 0.75, 0.999, np.nan])


def functions(table, names):
    """Every function of those names that there is, with the parameters of its distribution."""
    return [
        pytest.param(distribution, name, parameters, id=f"{distribution}-{name}")
        for distribution, parameters in table.items()
        for name in names
        if hasattr(getattr(cv.scipy.stats, distribution), name)
    ]


@pytest.mark.parametrize(("distribution", "name", "parameters"), functions(CONTINUOUS, OF_X))
@pytest.mark.parametrize("place", [(), (0.5, 2.0)], ids=["standard", "moved"])
def test_continuous(distribution, name, parameters, place):
    if place and distribution == "gennorm":
        pytest.skip("gennorm has no location and scale, as in JAX")
    got = getattr(getattr(cv.scipy.stats, distribution), name)(X, *parameters, *place)
    want = getattr(getattr(scipy_stats, distribution), name)(X, *parameters, *place)
    assert got.dtype == np.float64
    # What is small beside 1 is a difference of what is near 1.
    np.testing.assert_allclose(got, want, rtol=1e-9, atol=1e-14)


@pytest.mark.parametrize(("distribution", "name", "parameters"), functions(CONTINUOUS, ("ppf", "isf")))
def test_quantiles(distribution, name, parameters):
    ours = getattr(cv.scipy.stats, distribution)
    got = getattr(ours, name)(PROBABILITIES, *parameters, 0.5, 2.0)
    want = getattr(getattr(scipy_stats, distribution), name)(PROBABILITIES, *parameters, 0.5, 2.0)
    np.testing.assert_allclose(got, want, rtol=1e-8)
    back = ours.cdf(got, *parameters, 0.5, 2.0)
    expected = PROBABILITIES if name == "ppf" else 1 - PROBABILITIES
    np.testing.assert_allclose(back, expected, rtol=1e-7, atol=1e-12)


@pytest.mark.parametrize(("distribution", "name", "parameters"), functions(DISCRETE, ("pmf", "logpmf")))
@pytest.mark.parametrize("loc", [0, 2])
def test_discrete(distribution, name, parameters, loc):
    k = np.arange(-3, 12)
    got = getattr(getattr(cv.scipy.stats, distribution), name)(k, *parameters, loc)
    want = getattr(getattr(scipy_stats, distribution), name)(k, *parameters, loc)
    np.testing.assert_allclose(got, want, rtol=1e-10, atol=1e-300)


@pytest.mark.parametrize(("distribution", "name", "parameters"), functions(CONTINUOUS, ("logpdf",)))
def test_derivative_of_the_density(distribution, name, parameters):
    def f(x, *rest):
        return getattr(cv.scipy.stats, distribution).logpdf(x, *rest)

    at = 1.3 if distribution == "pareto" else 0.3
    arguments = tuple(np.float64(a) for a in (at, *parameters))
    for number in range(len(arguments)):
        step = np.zeros(len(arguments))
        step[number] = 1e-6
        ahead, back = (f(*(a + s for a, s in zip(arguments, sign * step, strict=True))) for sign in (1, -1))
        slope = cv.grad(f, argnums=number)(*arguments)
        np.testing.assert_allclose(slope, (ahead - back) / 2e-6, rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("distribution", ["beta", "gamma", "expon", "pareto", "uniform", "truncnorm", "chi2"])
def test_derivatives_outside_of_the_support_are_zero(distribution):
    parameters = CONTINUOUS[distribution]
    slope = cv.grad(lambda x: getattr(cv.scipy.stats, distribution).pdf(x, *parameters))(np.float64(-3.0))
    assert float(slope) == 0


def test_vectors():
    rng = np.random.default_rng(0)
    a = rng.standard_normal((3, 3))
    cov, mean, x = a @ a.T + np.eye(3), rng.standard_normal(3), rng.standard_normal((5, 3))
    np.testing.assert_allclose(
        cv.scipy.stats.multivariate_normal.logpdf(x, mean, cov),
        scipy_stats.multivariate_normal.logpdf(x, mean, cov),
    )
    alpha = np.array([0.5, 2.0, 3.0])
    points = rng.dirichlet(alpha, 4).T
    np.testing.assert_allclose(
        cv.scipy.stats.dirichlet.logpdf(points, alpha),
        scipy_stats.dirichlet.logpdf(points, alpha),
        rtol=1e-10,
    )
    p = np.array([0.2, 0.3, 0.5])
    np.testing.assert_allclose(
        cv.scipy.stats.multinomial.pmf(np.array([1, 2, 3]), 6, p),
        scipy_stats.multinomial.pmf([1, 2, 3], 6, p),
    )


@pytest.mark.parametrize("method", ["scott", "silverman", 0.4])
def test_kernel_density_estimate(method):
    rng = np.random.default_rng(1)
    data, points, weights = rng.standard_normal((2, 30)), rng.standard_normal((2, 7)), rng.uniform(size=30)
    ours = cv.scipy.stats.gaussian_kde(data, method, weights)
    theirs = scipy_stats.gaussian_kde(data, method, weights)
    np.testing.assert_allclose(ours(points), theirs(points), rtol=1e-10)
    np.testing.assert_allclose(ours.logpdf(points), theirs.logpdf(points), rtol=1e-10)
    np.testing.assert_allclose(
        ours.integrate_gaussian(np.zeros(2), np.eye(2)), theirs.integrate_gaussian(np.zeros(2), np.eye(2))
    )
    np.testing.assert_allclose(ours.integrate_kde(ours), theirs.integrate_kde(theirs))
    through_jit = cv.jit(lambda kde, x: kde(x))(ours, points)
    np.testing.assert_allclose(through_jit, ours(points))


def test_entropy_of_poisson():
    mu = np.array([0.1, 1.0, 20.0, 99.0, 101.0])
    # SciPy sums up to a quantile; the series is good to 1 / (24 mu**2).
    np.testing.assert_allclose(cv.scipy.stats.poisson.entropy(mu), scipy_stats.poisson.entropy(mu), rtol=2e-5)
