"""Python functions called from programs: values, effects, transformations, errors, lives."""

import gc
import threading
import weakref

import ml_dtypes
import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import _core
from covector.config import enable_x64
from covector.experimental import io_callback

NAMES = ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"]
NAMES += ["float16", "bfloat16", "float32", "float64", "complex64", "complex128"]


def like(x):
    return cv.ShapeDtypeStruct(x.shape, x.dtype)


def scalar(dtype="float32"):
    return cv.ShapeDtypeStruct((), dtype)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("shape", [(), (3,), (2, 0), (2, 3, 4)])
def test_arguments_and_results_are_the_same_bits(name, shape):
    dtype = np.dtype(ml_dtypes.bfloat16 if name == "bfloat16" else name)
    with enable_x64():
        source = np.random.default_rng(0).integers(0, 5, shape).astype(dtype)
        seen = []

        def host(x):
            seen.append(x)
            return x[::-1] if x.ndim else x

        result = cv.jit(lambda x: cv.pure_callback(host, x, x))(cnp.asarray(source))
        if source.size:  # a pure function is not asked for nothing
            (given,) = seen
            assert type(given) is np.ndarray
            assert given.dtype == dtype
            np.testing.assert_array_equal(given, source)
        assert result.dtype == dtype
        np.testing.assert_array_equal(np.asarray(result), source[::-1] if shape else source)


def test_arguments_are_copies_that_the_function_may_keep_and_change():
    kept = []

    def host(x):
        x += 1
        kept.append(x)
        return x

    x = cnp.arange(3.0)
    f = cv.jit(lambda x: cv.pure_callback(host, x, x) + 0 * x)
    assert f(x).tolist() == [1, 2, 3]
    assert f(x + 10).tolist() == [11, 12, 13]
    assert x.tolist() == [0, 1, 2]
    assert kept[0].tolist() == [1, 2, 3]


def test_trees_and_keywords():
    def host(pair, *, scale):
        a, b = pair
        return {"sum": (a + b) * scale, "first": a}

    def f(a, b):
        specs = {"sum": like(a), "first": like(a)}
        return cv.pure_callback(host, specs, (a, b), scale=cnp.float32(2))

    for g in (f, cv.jit(f)):
        out = g(cnp.ones(2), cnp.arange(2.0))
        assert out["sum"].tolist() == [2, 4]
        assert out["first"].tolist() == [1, 1]


def test_the_function_may_use_arrays_and_compiled_functions_itself():
    inner = cv.jit(lambda x: (cnp.sin(x) @ cnp.ones((64, 64)) @ x).sum() + 0 * x.sum())

    def host(x):
        return np.asarray(inner(cnp.asarray(x)))

    def f(x):
        y = cnp.exp(x @ x)  # in the workspace while the host runs
        z = cv.pure_callback(host, scalar(), x)
        return y.sum() * 0 + z + (y - y).sum()

    x = cnp.ones((64, 64)) * 0.01
    np.testing.assert_allclose(cv.jit(f)(x), inner(x), rtol=1e-5)


def test_results_that_do_not_fit_are_errors():
    x = cnp.ones(3)
    for value, words in [
        (np.ones(4, np.float32), r"shape \(3,\), got \(4,\)"),
        (np.ones(3, np.int32), "dtype float32, got int32"),
        ([1.0, 2.0, 3.0], "expected the function to return"),
        ((np.ones(3, np.float32),), "expected the function to return"),
    ]:
        for f in (lambda x, v=value: cv.pure_callback(lambda _: v, x, x),) * 2:
            with pytest.raises(ValueError, match=words):
                f(x)
            with pytest.raises(ValueError, match=words):
                cv.jit(f)(x)
    # A 64-bit result is what arrays make of it.
    assert cv.jit(lambda x: cv.pure_callback(lambda x: x.astype(np.float64), x, x))(x).dtype == np.float32


class Own(Exception):
    pass


def test_exceptions_come_out_as_themselves():
    calls = []

    def host(x):
        calls.append(1)
        raise Own("here")

    def f(x):
        y = cv.pure_callback(host, x, x)
        return cv.pure_callback(lambda y: calls.append(2) or y, y, y) + 1

    jitted = cv.jit(f)
    for _ in range(2):
        with pytest.raises(Own, match=r"^here$") as info:
            jitted(cnp.ones(2))
        assert any(entry.name == "host" for entry in info.traceback)
    assert calls == [1, 1]  # what comes after an exception is not called
    assert cv.jit(lambda x: x + 1)(cnp.ones(1)).tolist() == [2]
    with pytest.raises(KeyboardInterrupt):
        cv.jit(lambda x: cv.pure_callback(interrupt, x, x))(cnp.ones(2))


def interrupt(x):
    raise KeyboardInterrupt


# ---- effects


def test_unused_pure_calls_are_dropped_and_equal_ones_merged():
    calls = []

    def host(x):
        calls.append(1)
        return x

    def f(x):
        cv.pure_callback(host, x, x)
        return x + 1

    cv.jit(f)(cnp.ones(2))
    assert calls == []
    cv.jit(lambda x: cv.pure_callback(host, x, x) + cv.pure_callback(host, x, x))(cnp.ones(2))
    assert calls == [1]


@pytest.mark.parametrize("ordered", [False, True])
def test_effects_are_neither_dropped_nor_doubled(ordered):
    calls = []

    def host(x):
        calls.append(int(x))
        return x

    def f(x):
        io_callback(host, x, x, ordered=ordered)
        io_callback(host, x, x, ordered=ordered)
        return x + 1

    jitted = cv.jit(f)
    for _ in range(3):
        jitted(5)
    assert calls == [5] * 6
    cv.jit(lambda x: (f(x), f(x)))(7)
    assert calls[6:] == [7] * 4
    # Also if nothing of the function is used.
    cv.jit(lambda x: (cv.jit(f)(x), 0)[1])(9)
    assert calls[10:] == [9] * 2


def test_ordered_calls_keep_the_programs_order():
    seen = []

    def f(x):
        a = cnp.sin(x)[::-1] * 2
        io_callback(lambda v: seen.append("first"), None, x, ordered=True)
        b = io_callback(lambda v: seen.append("second") or v, like(x), a.sum() + x, ordered=True)
        cv.debug.callback(lambda v: seen.append("third"), x, ordered=True)
        c = (a + b) * x  # joins what came before with what came after
        cv.debug.callback(lambda: seen.append("fourth"), ordered=True)
        return c.sum() + a[0]

    cv.jit(f)(cnp.arange(1000.0))
    assert seen == ["first", "second", "third", "fourth"]


@pytest.mark.parametrize("seed", range(5))
def test_many_ordered_calls_between_fused_loops(seed):
    rng = np.random.default_rng(seed)
    seen, wanted = [], []

    def f(x):
        values = [x]
        for i in range(25):
            a, b = (values[j] for j in rng.integers(0, len(values), 2))
            if rng.random() < 0.4:
                cv.debug.callback(lambda v, i=i: seen.append(i), a, ordered=True)
                wanted.append(i)
            values.append(cnp.sin(a) + b if rng.random() < 0.7 else a - b.sum())
        return values[-1] + values[3]

    cv.jit(f)(cnp.arange(64.0))
    assert seen == wanted


def test_printing_of_what_a_call_changes_in_place(capsys):
    def f(x):
        cv.debug.print("{}", x)
        y = x.at[0].set(7)
        cv.debug.print("{}", y)
        y = y.at[1].set(8)
        cv.debug.print("{}", y)
        return y

    cv.jit(f, donate_argnums=0)(cnp.arange(3))
    assert capsys.readouterr().out == "[0 1 2]\n[7 1 2]\n[7 8 2]\n"


# ---- vmap


@pytest.mark.parametrize(
    ("method", "x_shape", "y_shape", "calls"),
    [
        ("sequential", (2,), (), 3),
        ("sequential_unrolled", (2,), (), 3),
        ("expand_dims", (3, 2), (1,), 1),
        ("broadcast_all", (3, 2), (3,), 1),
        ("legacy_vectorized", (3, 2), (), 1),
    ],
)
def test_vmap_methods(method, x_shape, y_shape, calls):
    shapes = []

    def host(x, y):
        shapes.append((x.shape, y.shape))
        return np.float32(x * np.expand_dims(y, tuple(range(y.ndim, x.ndim))))

    def f(x, y):
        return cv.pure_callback(host, x, x, y, vmap_method=method)

    x = cnp.arange(6.0).reshape(3, 2)
    for g in (cv.vmap(f, (0, None)), cv.jit(cv.vmap(f, (0, None)))):
        shapes.clear()
        np.testing.assert_array_equal(g(x, 2.0), 2 * np.asarray(x))
        assert shapes == [(x_shape, y_shape)] * calls
    # Over another axis, and both arguments.
    np.testing.assert_array_equal(cv.vmap(f, (1, None), 1)(x.T, 2.0), 2 * np.asarray(x.T))
    np.testing.assert_array_equal(cv.vmap(f)(x, cnp.arange(3.0)), np.asarray(x) * np.arange(3)[:, None])


@pytest.mark.parametrize("method", ["sequential", "expand_dims", "broadcast_all", "legacy_vectorized"])
@pytest.mark.parametrize(
    "axes", [((0, None), (None, 0)), ((None, 0), (0, None)), ((0, 0), (0, 0)), ((1, None), (0, 0))]
)
def test_nested_vmap(method, axes):
    def host(x, y):
        return np.asarray(x + 10 * y, np.float32) + np.zeros(
            np.broadcast_shapes(x.shape, y.shape), np.float32
        )

    def f(x, y):
        return cv.pure_callback(host, scalar(), x, y, vmap_method=method)

    outer, inner = axes
    shapes = [[], []]
    for axis, size in ((inner, 3), (outer, 4)):
        for i in range(2):
            if axis[i] is not None:
                shapes[i].insert(axis[i], size)
    x, y = (cnp.arange(float(np.prod(s))).reshape(s) for s in shapes)
    want = cv.vmap(cv.vmap(lambda x, y: x + 10 * y, inner), outer)(x, y)
    if method == "legacy_vectorized" and any(a is None for pair in axes for a in pair):
        return  # the function has to know how its arguments were mapped
    np.testing.assert_array_equal(cv.vmap(cv.vmap(f, inner), outer)(x, y), want)
    np.testing.assert_array_equal(cv.jit(cv.vmap(cv.vmap(f, inner), outer))(x, y), want)


def test_vmap_without_method_is_an_error():
    for f in (cv.vmap, lambda f: cv.jit(cv.vmap(f))):
        with pytest.raises(NotImplementedError, match=r"vmap_method.*got None"):
            f(lambda x: cv.pure_callback(np.sin, x, x))(cnp.ones(3))
    with pytest.raises(ValueError, match="vmap_method must be one of"):
        cv.pure_callback(np.sin, cnp.ones(3), cnp.ones(3), vmap_method="parallel")
    with pytest.raises(ValueError, match="ordered IO callback"):
        cv.vmap(lambda x: io_callback(np.sin, x, x, ordered=True))(cnp.ones(3))


def test_vmap_of_effects_calls_for_each_lane(capsys):
    seen = []

    def f(x, y):
        cv.debug.print("{} {}", x, y, ordered=True)
        return io_callback(lambda v: seen.append(int(v)) or v * 2, scalar("int32"), x)

    out = cv.vmap(f, (0, None))(cnp.arange(3), 5)
    assert out.tolist() == [0, 2, 4]
    assert seen == [0, 1, 2]
    assert capsys.readouterr().out == "0 5\n1 5\n2 5\n"
    # What does not differ between lanes happens once.
    cv.vmap(lambda x, y: (cv.debug.print("once {}", y), x)[1], (0, None))(cnp.arange(3), 5)
    assert capsys.readouterr().out == "once 5\n"


# ---- derivatives


def test_derivatives_of_pure_calls_are_errors():
    def f(x):
        return cv.pure_callback(np.sin, x, x).sum()

    x = cnp.ones(2)
    for g in (
        lambda: cv.grad(f)(x),
        lambda: cv.jit(cv.grad(f))(x),
        lambda: cv.jvp(f, (x,), (x,)),
        lambda: cv.linearize(f, x),
    ):
        with pytest.raises(ValueError, match="pure_callback: Pure callbacks do not support JVP"):
            g()
    with pytest.raises(ValueError, match="IO callbacks do not support JVP"):
        cv.grad(lambda x: io_callback(np.sin, x, x).sum())(x)


def test_derivatives_around_calls():
    def f(x):
        y = cv.pure_callback(np.sin, x, cv.lax.stop_gradient(x))
        return (x * y).sum()

    x = cnp.arange(3.0)
    for g in (cv.grad(f), cv.jit(cv.grad(f)), cv.grad(cv.jit(f))):
        np.testing.assert_allclose(g(x), np.sin(np.arange(3.0)), rtol=1e-6)


def test_debugging_is_transparent_to_derivatives(capsys):
    def f(x):
        cv.debug.print("x = {}", x)
        return (x**3).sum()

    x = cnp.arange(2.0)
    for g in (cv.grad(f), cv.jit(cv.grad(f)), cv.grad(cv.jit(f)), cv.jit(lambda x: cv.vjp(f, x)[1](1.0)[0])):
        np.testing.assert_allclose(g(x), 3 * np.arange(2.0) ** 2)
        assert capsys.readouterr().out == "x = [0. 1.]\n"
    assert cv.jvp(f, (x,), (x,))[1] == 3.0
    assert capsys.readouterr().out == "x = [0. 1.]\n"
    cv.hessian(lambda x: f(x))(x)
    assert set(capsys.readouterr().out.splitlines()) <= {"x = [0. 1.]", "x = [0.0 1.0]"}
    np.testing.assert_allclose(cv.vmap(cv.grad(f))(x), 3 * np.arange(2.0) ** 2)
    assert capsys.readouterr().out == "x = 0.0\nx = 1.0\n"
    np.testing.assert_allclose(cv.grad(lambda x: cv.vmap(f)(x).sum())(x), 3 * np.arange(2.0) ** 2)
    assert capsys.readouterr().out == "x = 0.0\nx = 1.0\n"


@pytest.mark.parametrize("wrap", [cv.jit, lambda f: cv.vmap(f, 0)])
def test_looking_at_a_value_does_not_make_calls_twice(wrap, capsys):
    def inner(x):
        cv.debug.print("x {}", x)
        return x * x

    def f(x):
        y = wrap(inner)(x).sum()
        return y if y > 0 else -y  # asks for the value

    cv.grad(f)(cnp.ones(1))
    assert capsys.readouterr().out in ("x [1.]\n", "x 1.0\n")


def test_a_value_that_needs_an_effect_is_not_known():
    def f(x):
        y = cv.jit(lambda x: io_callback(lambda v: v, like(x), cv.lax.stop_gradient(x)))(x)
        return x if y > 0 else -x

    with pytest.raises(cv.errors.ConcretizationTypeError, match="effects"):
        cv.grad(f)(1.0)


# ---- lives


def test_a_function_that_is_traced_again_does_not_compile_again():
    def host(x):
        return x

    def make():
        return cv.jit(lambda x: cv.pure_callback(host, x, x) * 17)

    make()(cnp.ones(2))
    before = cv.statistics()["compilations"]
    for _ in range(3):
        make()(cnp.ones(2))
    assert cv.statistics()["compilations"] == before


def test_equal_code_with_other_functions_is_another_program():
    def make(k):
        return cv.jit(lambda x: cv.pure_callback(lambda x: x + np.float32(k), x, x))

    f, g = make(1), make(2)
    assert f(cnp.zeros(1)).tolist() == [1]
    assert g(cnp.zeros(1)).tolist() == [2]
    assert f(cnp.zeros(1)).tolist() == [1]


def test_functions_live_as_long_as_programs_that_call_them():
    class Host:
        def __call__(self, x):
            return x + np.float32(3)

    def make():
        host = Host()
        return cv.jit(lambda x: cv.pure_callback(host, x, x)), weakref.ref(host)

    f, reference = make()
    gc.collect()
    assert f(cnp.zeros(2)).tolist() == [3, 3]
    assert reference() is not None
    # Programs that nobody uses are kept for a while, but not for ever.
    dead = []
    for _ in range(200):
        g, ref = make()
        g(cnp.zeros(2))
        dead.append(ref)
    del g
    gc.collect()
    assert sum(ref() is not None for ref in dead) <= 70
    assert _core.num_callbacks() <= 400
    assert f(cnp.zeros(2)).tolist() == [3, 3]


def test_calls_from_several_threads():
    f = cv.jit(lambda x: cv.pure_callback(lambda x: np.sort(x), x, x) + 1)
    f(cnp.arange(3))
    failures = []

    def work(k):
        for i in range(50):
            got = f(cnp.array([k + 2, k, k + 1 + i]))
            if got.tolist() != sorted([k + 3, k + 1, k + 2 + i]):
                failures.append(got)

    threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_effects_barrier():
    assert cv.effects_barrier() is None
