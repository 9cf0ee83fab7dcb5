"""Samples have the moments and the range of their distributions, in every dtype, jit and vmap."""

import math

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import random

KEY = random.key(11)
COUNT = 40_000
# Name, parameters, mean and variance.
MOMENTS = [
    ("gamma", (0.5,), 0.5, 0.5),
    ("gamma", (4.0,), 4.0, 4.0),
    ("beta", (2.0, 3.0), 0.4, 0.04),
    ("chisquare", (5.0,), 5.0, 10.0),
    ("f", (6.0, 12.0), 1.2, 2 * 144 * 16 / (6 * 100 * 8)),
    ("t", (8.0,), 0.0, 8 / 6),
    ("poisson", (0.3,), 0.3, 0.3),
    ("poisson", (4.0,), 4.0, 4.0),
    ("poisson", (70.0,), 70.0, 70.0),
    ("binomial", (8, 0.4), 3.2, 1.92),
    ("binomial", (300, 0.8), 240.0, 48.0),
    ("geometric", (0.25,), 4.0, 12.0),
    ("rademacher", (), 0.0, 1.0),
    ("laplace", (), 0.0, 2.0),
    ("logistic", (), 0.0, math.pi**2 / 3),
    ("gumbel", (), 0.5772, math.pi**2 / 6),
    ("exponential", (), 1.0, 1.0),
    ("maxwell", (), 2 * math.sqrt(2 / math.pi), 3 - 8 / math.pi),
    ("pareto", (5.0,), 1.25, 5 / (16 * 3)),
    ("weibull_min", (2.0, 1.0), 2.0, 4.0),
    ("rayleigh", (2.0,), 2 * math.sqrt(math.pi / 2), (4 - math.pi) / 2 * 4),
    ("wald", (2.0,), 2.0, 8.0),
    ("triangular", (0.0, 1.0, 3.0), 4 / 3, 7 / 18),
    ("lognormal", (0.5,), math.exp(0.125), math.exp(0.25) * (math.exp(0.25) - 1)),
    ("generalized_normal", (2.0,), 0.0, 0.5),
    ("double_sided_maxwell", (1.0, 2.0), 1.0, 12.0),
]


@pytest.mark.parametrize(("name", "parameters", "mean", "variance"), MOMENTS, ids=lambda x: str(x))
def test_moments(name, parameters, mean, variance):
    x = np.asarray(getattr(random, name)(KEY, *parameters, shape=(COUNT,)), np.float64)
    assert abs(x.mean() - mean) < 6 * math.sqrt(variance / COUNT)
    heavy_tail = name in ("wald", "f", "pareto", "t", "lognormal", "chisquare")
    assert abs(x.var() / variance - 1) < (0.3 if heavy_tail else 0.05)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("gamma", (2.0,)),
        ("loggamma", (2.0,)),
        ("beta", (1.0, 2.0)),
        ("t", (3.0,)),
        ("laplace", ()),
        ("wald", (1.0,)),
    ],
)
def test_dtypes(name, parameters, dtype, x64):
    x = getattr(random, name)(KEY, *parameters, shape=(50,), dtype=dtype)
    assert x.dtype == dtype
    assert np.all(np.isfinite(np.asarray(x, np.float64)))


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "uint32", "int64"])
def test_dtypes_of_counts(dtype, x64):
    x = random.poisson(KEY, 7.0, (2000,), dtype)
    assert x.dtype == dtype
    assert abs(float(x.astype("float64").mean()) - 7) < 0.4


def test_parameters_out_of_range():
    assert random.poisson(KEY, cnp.array([0.0, -1.0, cnp.nan])).tolist() == [0, -1, -1]
    counts = random.binomial(
        KEY, cnp.array([5.0, -1.0, cnp.nan, 5.0, 5.0]), cnp.array([1.5, 0.5, 0.5, -1.0, 0.0])
    )
    assert np.isnan(np.asarray(counts)).tolist() == [True, True, True, True, False]
    assert random.binomial(KEY, cnp.array([7.0, 7.0]), cnp.array([0.0, 1.0])).tolist() == [0, 7]
    assert np.isnan(np.asarray(random.gamma(KEY, cnp.array([cnp.nan, -2.0])))).all()


def test_gamma_moves_with_its_parameter():
    """The derivative keeps the distribution function: compared with differences of quantiles."""

    def sample(a):
        return random.gamma(KEY, a, (500,))

    a, step = cnp.float32(3.0), 1e-2
    _, slope = cv.jvp(sample, (a,), (cnp.float32(1.0),))
    x = np.asarray(sample(a))
    special = pytest.importorskip("scipy.special", reason="SciPy is not installed: nothing to compare with")
    at = special.gammainc(3.0, x)
    want = (special.gammaincinv(3.0 + step, at) - special.gammaincinv(3.0 - step, at)) / (2 * step)
    np.testing.assert_allclose(slope, want, rtol=2e-3)
    # The mean is the parameter: its derivative is 1.
    assert abs(float(cv.grad(lambda a: sample(a).mean())(a)) - 1) < 0.1


@pytest.mark.parametrize(
    ("name", "parameters"), [("gamma", (2.0,)), ("poisson", (20.0,)), ("binomial", (50, 0.4))]
)
def test_vmap_draws_what_single_keys_draw(name, parameters):
    keys = random.split(KEY, 3)
    draw = getattr(random, name)
    batched = cv.vmap(lambda key: draw(key, *parameters, shape=(5,)))(keys)
    single = np.stack([np.asarray(draw(keys[i], *parameters, shape=(5,))) for i in range(3)])
    np.testing.assert_array_equal(batched, single)
    jitted = cv.jit(cv.vmap(lambda key: draw(key, *parameters, shape=(5,))))(keys)
    np.testing.assert_array_equal(jitted, single)


def test_vectors():
    cov = np.array([[2.0, 0.6], [0.6, 1.0]], np.float32)
    for method in ("cholesky", "eigh", "svd"):
        x = np.asarray(random.multivariate_normal(KEY, cnp.ones(2), cov, (COUNT,), method=method))
        np.testing.assert_allclose(x.mean(0), 1, atol=0.05)
        np.testing.assert_allclose(np.cov(x.T), cov, atol=0.08)
    q = np.asarray(random.orthogonal(KEY, 5, (3,)))
    np.testing.assert_allclose(q @ q.swapaxes(-1, -2), np.tile(np.eye(5), (3, 1, 1)), atol=1e-5)
    assert random.orthogonal(KEY, 2, m=4).shape == (2, 4)
    inside = np.asarray(random.ball(KEY, 3, shape=(1000,)))
    assert np.all((inside**2).sum(-1) <= 1)
    np.testing.assert_allclose((np.linalg.norm(inside, axis=-1) ** 3).mean(), 0.5, atol=0.05)
    np.testing.assert_allclose(random.dirichlet(KEY, cnp.ones((4, 3))).sum(-1), 1, rtol=1e-5)
    counts = random.multinomial(KEY, 20, cnp.array([0.2, 0.3, 0.5]), shape=(50, 3))
    np.testing.assert_array_equal(counts.sum(-1), 20)
