"""scipy.optimize, interpolate, integrate and cluster."""

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp

optimize = cv.scipy.optimize


def rosenbrock(x):
    return cnp.sum(100 * (x[1:] - x[:-1] ** 2) ** 2 + (1 - x[:-1]) ** 2)


def himmelblau(x):
    return (x[0] ** 2 + x[1] - 11) ** 2 + (x[0] + x[1] ** 2 - 7) ** 2


def matyas(x):
    return 0.26 * (x[0] ** 2 + x[1] ** 2) - 0.48 * x[0] * x[1]


@pytest.mark.parametrize(
    ("function", "start", "solutions"),
    [
        (rosenbrock, np.zeros(2), [np.ones(2)]),
        (rosenbrock, np.full(8, -0.5), [np.ones(8)]),
        (
            himmelblau,
            np.ones(2),
            [[3, 2], [-2.805118, 3.131312], [-3.779310, -3.283186], [3.584428, -1.848126]],
        ),
        (matyas, np.array([4.0, -3.0]), [np.zeros(2)]),
    ],
)
def test_minimize(function, start, solutions, x64):
    result = optimize.minimize(function, start, method="BFGS", tol=1e-7)
    assert result.success
    assert result.status == 0
    assert min(np.abs(np.asarray(result.x) - s).max() for s in solutions) < 1e-5
    np.testing.assert_allclose(result.fun, function(result.x))
    np.testing.assert_allclose(result.jac, cv.grad(function)(result.x), atol=1e-9)
    assert result.nit <= result.nfev
    assert result.hess_inv.shape == (len(start),) * 2


def test_minimize_in_float32_with_arguments():
    result = optimize.minimize(
        lambda x, a: cnp.sum((x - a) ** 2), cnp.zeros(3), (cnp.arange(3.0),), method="bfgs"
    )
    assert result.success
    assert result.x.dtype == np.float32
    np.testing.assert_allclose(result.x, [0, 1, 2], atol=1e-4)


def test_minimize_stops_where_it_is_told_to():
    result = optimize.minimize(rosenbrock, cnp.zeros(5), method="BFGS", options={"maxiter": 2})
    assert not result.success
    assert (result.status, result.nit) == (1, 2)


def test_minimize_of_what_has_no_minimum_ends():
    result = optimize.minimize(lambda x: -cnp.sum(x), cnp.zeros(2), method="BFGS")
    assert not result.success


def test_minimize_inside_of_jit_and_vmap(x64):
    def found(x, a):
        return optimize.minimize(lambda x: rosenbrock(x) + a * cnp.sum(x), x, method="BFGS", tol=1e-8)

    jitted = cv.jit(found)(cnp.zeros(2), 0.5)
    same = found(cnp.zeros(2), 0.5)
    assert bool(jitted.success)
    for x, y in zip(jitted, same, strict=True):
        np.testing.assert_allclose(x, y, rtol=1e-10, atol=1e-10)
    starts, shifts = cnp.array([[0.0, 0.0], [2.0, -1.0], [-1.0, 1.0]]), cnp.array([0.0, 0.5, 1.0])
    lanes = cv.vmap(found)(starts, shifts)
    for i in range(3):
        single = found(starts[i], shifts[i])
        np.testing.assert_allclose(lanes.x[i], single.x, rtol=1e-6)
        assert lanes.nit[i] == single.nit


@pytest.mark.parametrize("method", ["linear", "nearest"])
@pytest.mark.parametrize("fill_value", [None, np.nan, -1.0])
def test_regular_grid(method, fill_value, x64):
    interpolate = pytest.importorskip(
        "scipy.interpolate", reason="SciPy is not installed: nothing to compare with"
    )
    rng = np.random.default_rng(0)
    grid = (np.array([0.0, 1.0, 3.0]), np.linspace(-1, 1, 5))
    values = rng.standard_normal((3, 5, 2))
    points = rng.uniform(-1.5, 3.5, (7, 2))
    ours = cv.scipy.interpolate.RegularGridInterpolator(grid, values, method, fill_value=fill_value)
    theirs = interpolate.RegularGridInterpolator(
        grid, values, method, bounds_error=False, fill_value=fill_value
    )
    np.testing.assert_allclose(ours(points), theirs(points), rtol=1e-12)
    np.testing.assert_allclose(ours((points[:, 0], points[:, 1])), theirs(points), rtol=1e-12)
    through_jit = cv.jit(lambda f, x: f(x))(ours, points)
    np.testing.assert_allclose(through_jit, ours(points))


def test_derivative_between_grid_points():
    f = cv.scipy.interpolate.RegularGridInterpolator((cnp.arange(3.0),), cnp.array([0.0, 1.0, 4.0]))
    assert float(cv.grad(lambda x: f(x[None, None])[0])(cnp.float32(1.5))) == 3.0


def test_vq_and_trapezoid():
    rng = np.random.default_rng(0)
    observations, codes = rng.standard_normal((9, 3)), rng.standard_normal((4, 3))
    distances = np.linalg.norm(observations[:, None] - codes, axis=-1)
    found, nearest = cv.scipy.cluster.vq.vq(observations, codes)
    np.testing.assert_array_equal(found, distances.argmin(1))
    np.testing.assert_allclose(nearest, distances.min(1), rtol=1e-5)
    found, _ = cv.scipy.cluster.vq.vq(cnp.array([0.2, 0.9]), cnp.array([0.0, 1.0]))
    assert found.tolist() == [0, 1]
    y, x = rng.standard_normal((2, 6)), np.sort(rng.standard_normal(6))
    np.testing.assert_allclose(cv.scipy.integrate.trapezoid(y, x), np.trapezoid(y, x), rtol=1e-5)
    np.testing.assert_allclose(
        cv.scipy.integrate.trapezoid(y, dx=2.0, axis=0), np.trapezoid(y, dx=2.0, axis=0), rtol=1e-5
    )
