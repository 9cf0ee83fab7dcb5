"""Memory is given back: of arrays, traces, closures and errors."""

import contextlib
import gc
import weakref

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp


def resident():
    """Resident memory of the process in MiB."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096 / 2**20


def growth(function, repetitions):
    """MiB by which the process grows over the repetitions, after a few to warm up."""
    for _ in range(max(repetitions // 10, 3)):
        function()
    gc.collect()
    before = resident()
    for _ in range(repetitions):
        function()
    gc.collect()
    return resident() - before


BIG = np.ones(2**18, np.float32)  # 1 MiB


@pytest.mark.parametrize(
    "function",
    [
        lambda: cnp.asarray(BIG) + 1,
        lambda: np.asarray(cnp.asarray(BIG) * 2),
        lambda: jitted(BIG),
        lambda: jitted_tree({"a": BIG, "b": [BIG]}),
        lambda: donating(cnp.asarray(BIG)),
        lambda: cv.grad(lambda x: cnp.sum(x**2))(BIG),
        lambda: cv.vjp(cnp.sin, cnp.asarray(BIG))[1](BIG),
        lambda: cv.linearize(cnp.sin, cnp.asarray(BIG))[1](BIG),
        lambda: cnp.asarray(BIG).at[3].set(1.0)[5:],
    ],
    ids=["eager", "to numpy", "jit", "jit of a tree", "donation", "grad", "vjp", "linearize", "indexing"],
)
def test_arrays_are_freed(function):
    assert growth(function, 300) < 40


jitted = cv.jit(lambda x: cnp.sin(x) + 1)
jitted_tree = cv.jit(lambda t: {"b": t["a"] * 2, "c": t["b"]})
donating = cv.jit(lambda x: x * 2, donate_argnums=0)


def test_small_calls_leave_nothing():
    x = cnp.arange(8.0)

    def calls():
        for _ in range(1000):
            jitted(x)
            _ = x + x
            _ = x.shape, x.dtype, repr
            cv.tree.flatten({"a": [1, 2], "b": None})

    assert growth(calls, 30) < 4


def test_fresh_functions_and_refused_calls_leave_little():
    def fresh():
        cv.jit(lambda x: x * 3 + 1)(1.0)
        with contextlib.suppress(cv.errors.ConcretizationTypeError):
            cv.jit(lambda x: x if x > 0 else -x)(1.0)
        with contextlib.suppress(TypeError):
            cnp.ones(3) + cnp.ones(4)

    assert growth(fresh, 500) < 20


class Held:
    """Something that a function holds."""

    def __init__(self):
        self.array = cnp.arange(10.0)


def test_a_jitted_function_and_what_it_holds_are_freed():
    def make():
        held = Held()
        function = cv.jit(lambda x: x + held.array)
        assert float(cv.grad(lambda x: cnp.sum(function(x)))(1.0)) == 10.0
        assert function(1.0).shape == (10,)
        return weakref.ref(held), weakref.ref(function)

    references = make()
    gc.collect()
    assert [reference() for reference in references] == [None, None]


def test_deleted_arrays_give_their_memory_back():
    x = cnp.asarray(BIG)
    x.delete()
    assert x.is_deleted()
    with pytest.raises(RuntimeError, match="deleted"):
        x + 1
