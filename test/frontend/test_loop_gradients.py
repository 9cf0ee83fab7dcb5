"""Derivatives of programs with loops of computed length, against finite differences and each other."""

from __future__ import annotations

import functools
from typing import Any

import numpy as np
import pytest
from loop_problems import (
    DORMAND_PRINCE,
    PROBLEMS,
    Problem,
    collatz,
    gram_schmidt,
    numbers,
    positive_definite,
    solve_with_error_control,
)

import covector as cv
import covector.numpy as cnp
from covector import lax

pytestmark = pytest.mark.usefixtures("x64")

every_problem = pytest.mark.parametrize("problem", PROBLEMS, ids=lambda p: p.name)
smooth_problems = pytest.mark.parametrize(
    "problem", [p for p in PROBLEMS if p.orders > 1], ids=lambda p: p.name
)


def directions(seed: int, like: Any) -> Any:
    rng = np.random.default_rng(seed)
    return cv.tree.map(lambda x: rng.uniform(-1, 1, np.shape(x)), like)


def dot(a: Any, b: Any) -> float:
    pairs = zip(cv.tree.leaves(a), cv.tree.leaves(b), strict=True)
    return float(sum(np.sum(np.asarray(x) * np.asarray(y)) for x, y in pairs))


def scalar(problem: Problem):
    """The function followed by a weighted sum, so that it has a gradient."""

    def total(ints, xs):
        leaves = cv.tree.leaves(problem.function(*ints, *xs))
        weights = [numbers(100 + i, *leaf.shape) for i, leaf in enumerate(leaves)]
        return sum((cnp.sum(w * leaf) for w, leaf in zip(weights, leaves, strict=True)), 0.0)

    return total


def along(f, xs, vs, step):
    """The derivative of ``f`` at ``xs`` along ``vs``, by central differences of the fourth order."""

    def at(t):
        moved = f(cv.tree.map(lambda x, v: x + t * v, xs, vs))
        return cv.tree.map(lambda y: np.asarray(y, np.float64), moved)

    near, far = (at(step), at(-step)), (at(2 * step), at(-2 * step))
    return cv.tree.map(
        lambda a, b, c, d: (8 * (a - b) - (c - d)) / (12 * step), near[0], near[1], far[0], far[1]
    )


def agree(got: Any, want: Any, tolerance: float) -> None:
    """Trees are equal up to a part of the greatest magnitude in both."""
    got, want = ([np.asarray(x) for x in cv.tree.leaves(tree)] for tree in (got, want))
    assert [x.shape for x in got] == [x.shape for x in want]
    scale = max(1e-3, *(np.max(np.abs(x), initial=0.0) for x in want))
    for x, y in zip(got, want, strict=True):
        assert np.all(np.isfinite(x))
        np.testing.assert_allclose(x, y, rtol=0, atol=tolerance * scale)


@functools.cache
def gradient_of(problem: Problem):
    return cv.jit(cv.grad(scalar(problem), argnums=1))


@every_problem
def test_gradient_is_that_of_finite_differences(problem: Problem):
    ints, xs = problem.ints(), problem.floats()
    f = cv.jit(scalar(problem))
    gradient = gradient_of(problem)(ints, xs)
    for seed in range(3):
        vs = directions(seed, xs)
        want = along(lambda xs: f(ints, xs), xs, vs, problem.step)
        scale = max(np.sum(np.abs(np.asarray(g) * v)) for g, v in zip(gradient, vs, strict=True))
        assert abs(dot(gradient, vs) - float(want)) <= problem.tolerance * max(scale, 1e-3)


@every_problem
def test_gradient_without_jit_is_that_with_it(problem: Problem):
    ints, xs = problem.ints(), problem.floats()
    agree(cv.grad(scalar(problem), argnums=1)(ints, xs), gradient_of(problem)(ints, xs), 1e-11)


@every_problem
def test_jvp_and_vjp_are_transposes(problem: Problem):
    ints, xs = problem.ints(), problem.floats()
    vs = directions(5, xs)
    f = lambda xs: problem.function(*ints, *xs)
    values, tangents = cv.jit(lambda xs, vs: cv.jvp(f, (xs,), (vs,)))(xs, vs)
    again, pull = cv.vjp(f, xs)
    agree(again, values, 1e-13)
    cotangents = directions(6, values)
    (back,) = pull(cotangents)
    scale = sum(np.sum(np.abs(np.asarray(b) * v)) for b, v in zip(back, vs, strict=True))
    assert abs(dot(tangents, cotangents) - dot(back, vs)) <= 1e-11 * max(scale, 1e-3)
    pushed = cv.linearize(f, xs)[1](vs)
    agree(pushed, tangents, 1e-11)


@every_problem
def test_lanes_of_gradients_are_gradients_of_lanes(problem: Problem):
    ints, xs = problem.ints(), problem.floats()
    lanes = cv.tree.map(lambda x: np.stack([x, 1.01 * x, x * 0.98]), xs)
    if problem.name in {"collatz", "heat", "fdtd", "burgers", "horner", "recurrent"}:
        ints = (problem.ints()[0] + np.array([0, 2, -3]),)  # each lane for as long as it likes
    else:
        ints = tuple(np.stack([n, n, n]) for n in ints)
    got = cv.jit(cv.vmap(cv.grad(scalar(problem), argnums=1)))(ints, lanes)
    rows = [gradient_of(problem)(tuple(n[k] for n in ints), tuple(x[k] for x in lanes)) for k in range(3)]
    want = cv.tree.map(lambda *rows: np.stack([np.asarray(row) for row in rows]), *rows)
    agree(got, want, 1e-10)
    summed = lambda lanes: cnp.sum(cv.vmap(scalar(problem))(ints, lanes))
    agree(cv.jit(cv.grad(summed))(lanes), want, 1e-10)


@smooth_problems
def test_second_derivative_is_that_of_finite_differences(problem: Problem):
    ints, xs = problem.ints(), problem.floats()
    vs = directions(7, xs)
    of_gradient = lambda xs, vs: cv.jvp(lambda xs: gradient_of(problem)(ints, xs), (xs,), (vs,))[1]
    product = cv.jit(of_gradient)(xs, vs)
    want = along(lambda xs: gradient_of(problem)(ints, xs), xs, vs, problem.step)
    agree(product, want, 30 * problem.tolerance)


@smooth_problems
def test_second_derivatives_in_all_modes_are_equal(problem: Problem):
    ints, xs = problem.ints(), problem.floats()
    vs = directions(8, xs)
    f = lambda xs: scalar(problem)(ints, xs)
    forward_over_reverse = cv.jit(lambda xs: cv.jvp(cv.grad(f), (xs,), (vs,))[1])(xs)
    slope = lambda xs: cv.jvp(f, (xs,), (vs,))[1]
    reverse_over_forward = cv.jit(cv.grad(slope))(xs)
    agree(reverse_over_forward, forward_over_reverse, 1e-9)
    inner = lambda xs: sum(cnp.sum(g * v) for g, v in zip(cv.grad(f)(xs), vs, strict=True))
    reverse_over_reverse = cv.jit(cv.grad(inner))(xs)
    agree(reverse_over_reverse, forward_over_reverse, 1e-9)


# ---- against what is known in another way


def by_name(name: str) -> Problem:
    return next(p for p in PROBLEMS if p.name == name)


def test_newton_has_the_derivative_of_the_root():
    a, b = 2.0, 3.0
    x = float(by_name("newton_cubic").function(cnp.asarray(a), cnp.asarray(b)))
    got = cv.grad(by_name("newton_cubic").function, argnums=(0, 1))(a, b)
    agree(got, (np.array(-x / (3 * x**2 + a)), np.array(1 / (3 * x**2 + a))), 1e-12)


def test_mean_has_the_derivative_of_the_elliptic_integral():
    special = pytest.importorskip("scipy.special", reason="SciPy is not installed")

    def integral(m):  # K(m) = pi / (2 agm(1, sqrt(1 - m)))
        mean = by_name("arithmetic_geometric_mean").function
        return cnp.pi / (2 * mean(cnp.ones(()), cnp.sqrt(1 - m)))

    for m in (0.1, 0.5, 0.9):
        k, e = special.ellipk(m), special.ellipe(m)
        assert float(integral(m)) == pytest.approx(k, rel=1e-13)
        want = (e - (1 - m) * k) / (2 * m * (1 - m))
        assert float(cv.grad(integral)(m)) == pytest.approx(want, rel=1e-11)


def test_factors_by_elements_have_the_derivatives_of_the_library():
    a, w = cnp.asarray(positive_definite(20, 5)), numbers(21, 5, 5)
    symmetric = lambda a: (a + a.T) / 2
    for mine, library in [
        (lambda a: by_name("cholesky").function(symmetric(a)), lambda a: cnp.linalg.cholesky(symmetric(a))),
        (gram_schmidt, lambda a: cnp.linalg.qr(a)[0] * cnp.sign(cnp.diagonal(cnp.linalg.qr(a)[1]))),
        (
            lambda a: cnp.prod(cnp.diagonal(by_name("lu").function(a))) * cnp.eye(5),
            lambda a: cnp.linalg.det(a) * cnp.eye(5),
        ),
    ]:
        agree(mine(a), library(a), 1e-12)
        got, want = (cv.jit(cv.grad(lambda a, f=f: cnp.sum(w * f(a))))(a) for f in (mine, library))
        agree(got, want, 1e-10)


def test_sweeps_have_the_derivative_of_the_solution():
    a, b = (np.asarray(x) for x in by_name("gauss_seidel_vector").arguments)
    w = numbers(22, 4)
    got = cv.jit(cv.grad(lambda a, b: w @ by_name("gauss_seidel_vector").function(a, b), (0, 1)))(a, b)
    adjoint = np.linalg.solve(a.T, w)
    agree(got, (-np.outer(adjoint, np.linalg.solve(a, b)), adjoint), 1e-10)


def test_transport_has_the_derivatives_of_the_eigenvalue():
    a = by_name("power_iteration").floats()[0]
    vector = np.linalg.eigh(a)[1][:, -1]
    agree(cv.grad(by_name("power_iteration").function)(a), np.outer(vector, vector), 1e-6)


def test_solver_has_the_derivative_of_the_exponential():
    """y' = a y has y(t) = exp(a t) y(0): derivatives of the steps err as the values do."""

    def solution(a, y, end):
        return solve_with_error_control(*DORMAND_PRINCE, lambda y: a * y, y, end, 1e-9)[0]

    a, y, end = -0.7, np.array([2.0]), 3.0
    got = cv.jit(cv.grad(solution, argnums=(0, 1, 2)))(a, y, end)
    value = y[0] * np.exp(a * end)
    agree(got, (np.array(end * value), np.array([value / y[0]]), np.array(a * value)), 1e-6)


def test_collatz_in_lanes_of_any_length():
    n = np.arange(1, 41)
    x, w = np.linspace(0.3, 1.2, 40), 0.9
    got = cv.jit(cv.vmap(cv.grad(collatz, argnums=(1, 2)), in_axes=(0, 0, None)))(n, x, w)

    def by_hand(n, x, w):
        dx, dw = 1.0, 0.0
        while n != 1:
            if n % 2 == 0:
                slope = np.cos(x * w)
                n, x, dx, dw = n // 2, np.sin(x * w), slope * w * dx, slope * (x + w * dw)
            else:
                n, x, dw = 3 * n + 1, x + w**2, dw + 2 * w
        return dx, dw

    want = np.array([by_hand(k, start, w) for k, start in zip(n, x, strict=True)]).T
    agree(got, tuple(want), 1e-12)


# ---- loops that run not at all, once, and very often


@pytest.mark.parametrize("count", [-2, 0, 1, 2, 100])
def test_gradient_of_any_number_of_iterations(count):
    f = cv.jit(cv.grad(lambda x, n: cnp.sum(lax.fori_loop(0, n, lambda i, x: 0.99 * x + i * x**2 / 1e4, x))))
    x, slope = np.array([0.5, -0.25]), np.ones(2)
    want = x.copy()
    for i in range(max(count, 0)):
        slope *= 0.99 + 2 * i * want / 1e4
        want = 0.99 * want + i * want**2 / 1e4
    agree(f(x, count), slope, 1e-12)


def test_loops_that_end_at_once_have_the_derivative_of_the_identity():
    f = lambda x: lax.while_loop(lambda x: cnp.sum(x) < -1e9, lambda x: x * cnp.nan, x)
    agree(cv.jit(cv.jacrev(f))(np.ones(3)), np.eye(3), 0)
    agree(cv.jit(cv.jacfwd(f))(np.ones(3)), np.eye(3), 0)


def test_another_number_of_iterations_is_not_compiled_anew():
    f = cv.jit(cv.grad(lambda x, n: lax.fori_loop(0, n, lambda i, x: cnp.sin(x) + x, x)))
    f(1.0, 3)
    before = cv.statistics()["compilations"]
    results = [float(f(1.0, n)) for n in range(20)]
    assert cv.statistics()["compilations"] == before
    want = x = 1.0
    for got in results:
        assert got == pytest.approx(want, rel=1e-12)
        x, want = np.sin(x) + x, want * (np.cos(x) + 1)


def test_gradient_of_a_million_iterations_of_unknown_number():
    """dx/dt = -x by tiny steps: exp(-1), and the derivative by the rate."""

    def decay(x, rate, steps):
        return lax.while_loop(
            lambda s: s[0] < steps, lambda s: (s[0] + 1, s[1] - rate / steps * s[1]), (0.0 * steps, x)
        )[1]

    steps = 1e6
    value, (dx, drate) = cv.jit(cv.value_and_grad(decay, argnums=(0, 1)))(2.0, 1.0, steps)
    assert float(value) == pytest.approx(2 * np.exp(-1), rel=1e-6)
    assert float(dx) == pytest.approx(float(value) / 2, rel=1e-9)
    assert float(drate) == pytest.approx(-float(value) / (1 - 1 / steps), rel=1e-9)


def test_gradient_in_float32_is_that_in_float64():
    for name in ("heat", "gram_schmidt", "cholesky", "recurrent", "fdtd"):
        problem = by_name(name)
        narrow = tuple(x.astype(np.float32) for x in problem.floats())
        got = gradient_of(problem)(problem.ints(), narrow)
        assert all(g.dtype == np.float32 for g in got)
        agree(got, gradient_of(problem)(problem.ints(), problem.floats()), 3e-5)


# ---- what random programs found


def test_results_of_branches_that_are_reshaped():
    """Their buffers have the same layout, said in different words."""
    f = lambda x: cnp.sin(x)[None] + 1
    g = lambda x: cnp.tanh(x)[None]
    x, column = np.linspace(-1, 1, 6), np.arange(6.0)[:, None]
    for p, row in [(True, np.sin(x)[None] + 1), (False, np.tanh(x)[None])]:
        agree(cv.jit(lambda x, p: cnp.sum(lax.cond(p, f, g, x)))(x, p), np.sum(row), 1e-14)
        agree(cv.jit(lambda x, p: lax.cond(p, f, g, x) @ column)(x, p), row @ column, 1e-14)
