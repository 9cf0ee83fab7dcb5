"""`cv.jit`: static arguments, donation, nesting, closures, caching."""

import functools

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import _core


class Counter:
    """A function that counts how often Python runs it."""

    def __init__(self, function):
        self.function, self.calls = function, 0

    def __call__(self, *args, **kwargs):
        self.calls += 1
        return self.function(*args, **kwargs)


def compilations():
    return _core.statistics()["compilations"]


# ---- tracing and caching


def test_python_runs_once_for_each_kind_of_arguments():
    counted = Counter(lambda x: x * 2)
    f = cv.jit(counted)
    for value in (1.0, 2.0, 3.0):
        assert float(f(value)) == 2 * value
    assert counted.calls == 1
    assert f(cnp.ones(3)).shape == (3,)
    assert f(cnp.zeros(3)).shape == (3,)
    assert counted.calls == 2
    f(cnp.ones(3, cnp.int32))
    f(cnp.ones((3, 1)))
    assert counted.calls == 4


def test_numpy_arrays_and_arrays_share_a_trace():
    counted = Counter(lambda x: x + 1)
    f = cv.jit(counted)
    f(cnp.ones(3))
    f(np.ones(3, np.float32))
    assert counted.calls == 1


def test_a_fresh_lambda_with_the_same_body_does_not_compile_again():
    x = cnp.arange(7.0)

    def call():
        return cv.jit(lambda x: cnp.sin(x) * 41.25 + 1)(x)

    first = call()
    before = compilations()
    for _ in range(5):
        np.testing.assert_array_equal(call(), first)
    assert compilations() == before


def test_another_constant_compiles_again():
    x = cnp.arange(7.0)
    results = {number: cv.jit(lambda x, n=number: x * n)(x) for number in (3.125, 3.25, 3.5)}
    for number, result in results.items():
        np.testing.assert_array_equal(result, np.arange(7, dtype=np.float32) * np.float32(number))


def test_clear_cache():
    counted = Counter(lambda x: x + 1)
    f = cv.jit(counted)
    f(1.0)
    f.clear_cache()
    f(1.0)
    assert counted.calls == 2


def test_structure_of_arguments_counts():
    counted = Counter(lambda t: t[0] + t[1])
    f = cv.jit(counted)
    assert float(f((1.0, 2.0))) == float(f([1.0, 2.0])) == 3.0
    assert counted.calls == 2


def test_keywords_and_defaults():
    @cv.jit
    def f(x, y=2.0, *, z):
        return x + 10 * y + 100 * z

    assert float(f(1.0, z=3.0)) == 321.0
    assert float(f(1.0, 5.0, z=3.0)) == 351.0
    assert float(f(z=3.0, y=5.0, x=1.0)) == 351.0


def test_results_of_every_structure():
    x = cnp.arange(3.0)
    result = cv.jit(lambda x: {"a": [x, (x + 1, None)], "b": 1.5, "c": ()})(x)
    assert result["a"][1][1] is None
    assert result["c"] == ()
    assert float(result["b"]) == 1.5
    np.testing.assert_array_equal(result["a"][1][0], x + 1)


def test_results_that_are_arguments_or_the_same_twice():
    x, y = cnp.arange(3.0), cnp.arange(3.0) + 5
    a, b, c, d = cv.jit(lambda x, y: (y, x, x, x + y))(x, y)
    np.testing.assert_array_equal(a, y)
    np.testing.assert_array_equal(b, x)
    np.testing.assert_array_equal(c, x)
    np.testing.assert_array_equal(d, x + y)


def test_unused_and_no_arguments():
    assert float(cv.jit(lambda x, y: x)(1.0, cnp.ones((3, 3)))) == 1.0
    assert cv.jit(lambda: cnp.arange(3))().tolist() == [0, 1, 2]
    assert cv.jit(lambda x: None)(1.0) is None


def test_functions_of_every_kind():
    class Model:
        scale = 3.0

        @cv.jit
        def method(self_or_x, x=None):
            return self_or_x if x is None else x

        def call(self, x):
            return self.scale * x

    assert float(cv.jit(Model().call)(2.0)) == 6.0
    assert float(cv.jit(functools.partial(cnp.add, 1.0))(2.0)) == 3.0
    assert float(cv.jit(cnp.sin)(0.0)) == 0.0
    assert float(Model.method(2.0)) == 2.0

    @cv.jit
    def named(x):
        """Its text."""
        return x

    assert named.__name__ == "named"
    assert named.__doc__ == "Its text."
    assert "named" in repr(named)


# ---- static arguments


def test_static_argnums():
    counted = Counter(lambda x, n: x**n if n > 2 else x)
    f = cv.jit(counted, static_argnums=1)
    assert float(f(2.0, 3)) == 8.0
    assert float(f(3.0, 3)) == 27.0
    assert float(f(3.0, 1)) == 3.0
    assert counted.calls == 2


def test_static_argnames():
    @functools.partial(cv.jit, static_argnames=("mode",))
    def f(x, mode="double"):
        return {"double": 2 * x, "square": x * x}[mode]

    assert float(f(3.0)) == 6.0
    assert float(f(3.0, mode="square")) == 9.0
    assert float(f(3.0, "square")) == 9.0


def test_static_argnums_may_be_given_by_name():
    @functools.partial(cv.jit, static_argnums=(1,))
    def f(x, n):
        return cnp.zeros(n) + x

    assert f(1.0, n=3).shape == (3,)
    assert f(1.0, 4).shape == (4,)


def test_static_arguments_of_any_hashable_kind():
    def apply(function, x):
        return function(x)

    f = cv.jit(apply, static_argnums=0)
    assert float(f(cnp.sin, 0.0)) == 0.0
    assert float(f(cnp.cos, 0.0)) == 1.0
    assert float(f(lambda x: x + 1, 0.0)) == 1.0


def test_static_values_that_are_equal_but_of_other_types():
    f = cv.jit(lambda x, n: x * n, static_argnums=1)
    assert f(cnp.arange(3), 2).dtype == np.int32
    assert f(cnp.arange(3), 2.0).dtype == np.float32


# ---- donation


def test_donated_arguments_are_deleted():
    f = cv.jit(lambda x, y: (x + 1, y * 2), donate_argnums=0)
    x, y = cnp.arange(5.0), cnp.arange(5.0)
    a, b = f(x, y)
    assert a.tolist() == [1, 2, 3, 4, 5]
    assert b.tolist() == [0, 2, 4, 6, 8]
    assert x.is_deleted()
    assert not y.is_deleted()
    with pytest.raises(RuntimeError, match=r"deleted|donated"):
        np.asarray(x)


def test_donation_by_name_and_of_trees():
    f = cv.jit(lambda params, x: {"w": params["w"] + x}, donate_argnames="params")
    params = {"w": cnp.ones(1000)}
    old = params["w"]
    for _ in range(3):
        params = f(params, 1.0)
    np.testing.assert_array_equal(params["w"], np.full(1000, 4.0))
    assert old.is_deleted()


def test_a_donated_array_that_is_held_elsewhere_keeps_its_value_in_numpy():
    x = cnp.arange(1000.0)
    view = np.asarray(x)
    cv.jit(lambda x: x * 0 - 1, donate_argnums=0)(x)
    np.testing.assert_array_equal(view, np.arange(1000.0))


def test_the_same_array_donated_and_not():
    x = cnp.arange(100.0)
    f = cv.jit(lambda a, b: (a + 1, b + 2), donate_argnums=0)
    try:
        a, b = f(x, x)
    except (ValueError, RuntimeError) as error:
        assert "donate" in str(error)
        return
    np.testing.assert_array_equal(a, np.arange(100) + 1)
    np.testing.assert_array_equal(b, np.arange(100) + 2)


# ---- nesting and closures


def test_nested_jit():
    inner = cv.jit(lambda x: x * x)

    @cv.jit
    def outer(x):
        return inner(x) + inner(x + 1)

    assert float(outer(2.0)) == 13.0
    assert float(cv.grad(outer)(2.0)) == 10.0
    assert float(cv.jit(cv.grad(inner))(3.0)) == 6.0


def test_closures_over_tracers():
    @cv.jit
    def outer(x, y):
        inner = cv.jit(lambda z: z * x + y)
        return inner(2.0) + cv.vmap(lambda z: z * x)(cnp.arange(3.0)).sum()

    assert float(outer(5.0, 1.0)) == 2 * 5 + 1 + 15
    gradient = cv.grad(outer, argnums=(0, 1))(5.0, 1.0)
    assert tuple(map(float, gradient)) == (5.0, 1.0)


def test_closures_over_arrays():
    for x in (cnp.arange(4.0), np.arange(4, dtype=np.float32), np.float32(3.0)):
        f = cv.jit(lambda y, x=x: x * y)
        np.testing.assert_array_equal(f(2.0), np.asarray(x) * 2)
    big = cnp.arange(100_000.0)
    np.testing.assert_array_equal(cv.jit(lambda i: big[i])(77), 77.0)
    # The value at the time of tracing counts, not the one now.
    table = np.zeros(3, np.float32)
    f = cv.jit(lambda x: x + table)
    f(cnp.ones(3))
    table[:] = 5
    np.testing.assert_array_equal(f(cnp.ones(3)), np.ones(3))


def test_two_closures_with_different_arrays_are_different():
    def make(array):
        return cv.jit(lambda x: x + array)

    a = make(cnp.arange(5000.0))
    b = make(cnp.arange(5000.0) * 2)
    np.testing.assert_array_equal(a(0.0), np.arange(5000.0))
    np.testing.assert_array_equal(b(0.0), np.arange(5000.0) * 2)


def test_recursion_while_tracing():
    @cv.jit
    def f(x):
        return x if x.shape[0] == 1 else f(x[: x.shape[0] // 2]) + f(x[x.shape[0] // 2 :])

    np.testing.assert_array_equal(f(cnp.arange(8.0)), [28.0])


def test_jit_inside_eager_grad_of_a_branch():
    inner = cv.jit(cnp.sin)

    def f(x):
        y = inner(x)
        return y if y > 0 else 3 * y

    assert float(cv.grad(f)(1.0)) == pytest.approx(np.cos(1.0), rel=1e-6)
    assert float(cv.grad(f)(-1.0)) == pytest.approx(3 * np.cos(-1.0), rel=1e-6)


# ---- results are what eager execution gives


def test_in_place_updates_do_not_reach_the_argument():
    x = cnp.zeros(1000)
    f = cv.jit(lambda x: x.at[0].set(1.0).at[1].add(2.0))
    np.testing.assert_array_equal(f(x)[:3], [1, 2, 0])
    np.testing.assert_array_equal(x, np.zeros(1000))


def test_zero_size_and_rank_0():
    f = cv.jit(lambda x: (x * 2, cnp.sum(x), x.T))
    for shape in ((0,), (3, 0), (0, 3), ()):
        a, b, c = f(cnp.ones(shape))
        assert (a.shape, b.shape, c.shape) == (shape, (), shape[::-1])
        assert float(b) == (1.0 if shape == () else 0.0)


def test_eval_shape_runs_nothing():
    before = compilations()
    result = cv.eval_shape(lambda x: (x @ x.T, x.sum()), cv.ShapeDtypeStruct((3, 4), cnp.float32))
    assert [(r.shape, r.dtype) for r in result] == [((3, 3), np.float32), ((), np.float32)]
    assert compilations() == before
