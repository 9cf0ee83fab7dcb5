"""Random programs with nested control flow and transformations, in all ways that must give the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from random_programs import ARGUMENTS, WAYS, function_of, random_program

import covector as cv
import covector.numpy as cnp
from covector.config import enable_x64

pytestmark = pytest.mark.filterwarnings("error")


def examples(count: int):
    """The first program that fails is printed as it is: every try to make it smaller compiles anew."""
    phases = [Phase.explicit, Phase.reuse, Phase.generate]
    return settings(max_examples=count, phases=phases, deadline=None, suppress_health_check=list(HealthCheck))


class Case:
    """A program with its arguments, directions for forward mode and weights for reverse mode."""

    def __init__(self, data: Any, depth: int = 3) -> None:
        text = random_program(lambda options: data.draw(st.sampled_from(options)), depth)
        seed = data.draw(st.integers(0, 2**20))
        note(f"{text}\n\nseed = {seed}")
        self.program = function_of(text)
        rng = np.random.default_rng(seed)
        self.xs = tuple(cnp.asarray(rng.uniform(-1, 1, shape)) for shape in ARGUMENTS.values())
        self.vs = tuple(rng.uniform(-1, 1, shape) for shape in ARGUMENTS.values())
        self.ws = tuple(rng.uniform(-1, 1, shape) for shape in ARGUMENTS.values())
        self.weights = rng.uniform(0.5, 1, 2)

    def function(self, way: str = "compiled"):
        return lambda *xs: self.program(WAYS[way], *xs)

    def total(self, way: str = "compiled"):
        return lambda *xs: self.weights @ self.program(WAYS[way], *xs)

    def gradient(self, way: str = "compiled"):
        return cv.grad(self.total(way), argnums=(0, 1))


def agree(got: Any, want: Any, what: str, tolerance: float = 1e-10) -> None:
    got, want = ([np.asarray(x) for x in cv.tree.leaves(tree)] for tree in (got, want))
    assert [(x.shape, x.dtype) for x in got] == [(x.shape, x.dtype) for x in want], what
    scale = max(1.0, *(np.max(np.abs(x), initial=0.0) for x in want))
    for x, y in zip(got, want, strict=True):
        assert np.all(np.isfinite(y)), f"{what}: {y}"
        np.testing.assert_allclose(x, y, rtol=0, atol=tolerance * scale, err_msg=what)


def dot(xs: Any, ys: Any) -> float:
    return sum(float(np.sum(np.asarray(x) * np.asarray(y))) for x, y in zip(xs, ys, strict=True))


@examples(150)
@given(st.data())
def test_values(data):
    with enable_x64():
        case = Case(data)
        want = case.function()(*case.xs)
        for way in WAYS:
            agree(cv.jit(case.function(way))(*case.xs), want, way)
        agree(case.function("written out")(*case.xs), want, "written out, without jit")


smooth, rough = 0, 0


@examples(150)
@given(st.data())
def test_derivatives(data):
    """jvp, vjp and finite differences; where differences with two steps differ there is a corner nearby."""
    global smooth, rough
    with enable_x64():
        case = Case(data)
        f = cv.jit(case.function())
        push = cv.jit(lambda xs, vs: cv.jvp(case.function(), xs, vs))
        value, slope = push(case.xs, case.vs)
        agree(value, f(*case.xs), "value of jvp")
        gradient = cv.jit(case.gradient())(*case.xs)
        scale = max(1.0, *(np.max(np.abs(np.asarray(g))) for g in gradient))
        assert abs(case.weights @ np.asarray(slope) - dot(gradient, case.vs)) <= 1e-10 * scale
        agree(cv.vjp(case.function(), *case.xs)[1](case.weights), gradient, "vjp without jit")
        agree(cv.linearize(case.function(), *case.xs)[1](*case.vs), slope, "linearize")

        def difference(h):
            at = lambda t: np.asarray(f(*(x + t * v for x, v in zip(case.xs, case.vs, strict=True))))
            return (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h)

        coarse, fine = difference(2e-4), difference(5e-5)
        size = max(1.0, np.max(np.abs(coarse)))
        if np.max(np.abs(coarse - fine)) <= 1e-7 * size:
            smooth += 1
            np.testing.assert_allclose(np.asarray(slope), coarse, rtol=0, atol=1e-6 * size)
        else:
            rough += 1


def test_most_programs_are_compared_with_finite_differences():
    if not smooth + rough:
        pytest.skip("test_derivatives has not run in this process")
    assert smooth >= 9 * rough


@examples(90)
@given(st.data())
def test_gradients_in_all_ways(data):
    with enable_x64():
        case = Case(data)
        want = cv.jit(case.gradient())(*case.xs)
        for way in WAYS:
            agree(cv.jit(case.gradient(way))(*case.xs), want, way)
        agree(case.gradient()(*case.xs), want, "without jit")
        forward = cv.jit(cv.jacfwd(case.total(), argnums=(0, 1)))(*case.xs)
        agree(forward, want, "forward mode")


@examples(90)
@given(st.data())
def test_batches(data):
    with enable_x64():
        case = Case(data)
        lanes = tuple(cnp.stack([x, v, w]) for x, v, w in zip(case.xs, case.vs, case.ws, strict=True))
        one_by_one = lambda f, *lanes: [f(*(x[i] for x in lanes)) for i in range(3)]
        stack = lambda rows: cv.tree.map(lambda *parts: cnp.stack(parts), *rows)
        way = data.draw(st.sampled_from([way for way in WAYS if way != "written out"]))
        f, gradient = case.function(way), case.gradient(way)
        agree(cv.jit(cv.vmap(f))(*lanes), stack(one_by_one(cv.jit(f), *lanes)), "vmap")
        want = stack(one_by_one(cv.jit(gradient), *lanes))
        agree(cv.jit(cv.vmap(gradient))(*lanes), want, "vmap of grad")
        summed = lambda *lanes: cnp.sum(cv.vmap(case.total(way))(*lanes))
        agree(cv.jit(cv.grad(summed, argnums=(0, 1)))(*lanes), want, "grad of vmap")
        half = lambda a: cv.vmap(lambda b: case.total(way)(a, b))(lanes[1])
        rows = [case.total(way)(case.xs[0], b) for b in lanes[1]]
        agree(cv.jit(half)(case.xs[0]), cnp.stack(rows), "vmap by one argument")


@examples(80)
@given(st.data())
def test_second_derivatives(data):
    with enable_x64():
        case = Case(data, depth=2)
        dotted = lambda f: lambda *xs: sum(cnp.sum(g * w) for g, w in zip(f(*xs), case.ws, strict=True))
        way = data.draw(st.sampled_from(list(WAYS)))
        want = cv.jit(lambda xs: cv.jvp(case.gradient(), xs, case.ws)[1])(case.xs)
        along = lambda *xs: cv.jvp(case.total(way), xs, case.ws)[1]
        agree(cv.jit(cv.grad(along, (0, 1)))(*case.xs), want, "reverse over forward", 1e-9)
        agree(
            cv.jit(cv.grad(dotted(case.gradient(way)), (0, 1)))(*case.xs), want, "reverse over reverse", 1e-9
        )
