"""debug_nans and debug_infs name the operation, its line, the iteration, and primal or derivative."""

import collections
import importlib.util
import re
import threading

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import _core

MODEL = """
import covector as cv
import covector.numpy as cnp
from covector import lax


def root(x):
    return cnp.sqrt(x)  # root


def down(c, _):
    return root(c - 1), c


def scanned(x):
    return lax.scan(down, x, None, length=3)[0]  # scan


def nested(x):
    def body(state):
        i, x = state
        return i + 1, lax.scan(down, x, None, length=2)[0]  # inner

    return lax.while_loop(lambda state: state[0] < 4, body, (0, x))[1]  # outer


def late(x):
    def body(state):
        i, x = state
        y = x + cnp.where(i == 2, cnp.log(-1.0 - x * x), 0.0)  # late
        return i + 1, y

    return lax.while_loop(lambda state: state[0] < 4, body, (0, x))[1]  # counted


def flat(x):
    return cnp.sum(lax.scan(lambda c, e: (root(c * e), c), x, cnp.zeros(4))[1])  # flat


def branch(x):
    return lax.cond(x > 0, lambda x: x, lambda x: cnp.log(x), x)  # branch


def captured(x):
    while x < 3:  # captured loop
        x = cnp.log(x)  # captured
    return x


@cv.custom_vjp
def doubled(x):
    return x * 2


def doubled_forward(x):
    return x * 2, x


def doubled_backward(x, ct):
    return (ct * cnp.log(x),)  # backward


doubled.defvjp(doubled_forward, doubled_backward)


@cv.custom_jvp
def tripled(x):
    return x * 3


@tripled.defjvp
def tripled_rule(primals, tangents):
    return 3 * primals[0], tangents[0] * cnp.log(primals[0])  # rule


def masked(x):
    return cnp.where(x > 0, cnp.log(x), 0.0)


def after_masked(x):
    return masked(x) + cnp.sqrt(x)  # after
"""


@pytest.fixture
def model(tmp_path):
    """The module above, as a file of the user's."""
    path = tmp_path / "model.py"
    path.write_text(MODEL)
    spec = importlib.util.spec_from_file_location("model", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def line(label):
    """Where the line with a comment of this text is."""
    number = next(i for i, text in enumerate(MODEL.split("\n"), 1) if text.endswith(f"# {label}"))
    return rf"\S*model\.py:{number}"


def said(call, *args):
    """The message of the error that a call raises with debug_nans."""
    with cv.debug_nans(True), pytest.raises(FloatingPointError) as caught:
        call(*args)
    return str(caught.value)


def says(message, pattern):
    assert re.search(pattern, message), message


@pytest.mark.parametrize("wrap", [cv.jit, lambda f: f], ids=["jit", "eager"])
class TestPlaces:
    def test_iteration_of_a_scan(self, model, wrap):
        message = said(wrap(model.scanned), 4.0)
        # 4 -> sqrt(3) -> sqrt(.7) -> NaN
        says(message, rf"\(nan\) encountered in sqrt at {line('root')} \(in root\), ")
        says(message, rf"\(in root\), iteration 2 of the loop at {line('scan')}")
        assert "derivative" not in message and "primal" not in message

    @pytest.mark.parametrize(("x", "inner", "outer"), [(9.0, 1, 1), (2.5, 0, 1), (99.0, 0, 2)])
    def test_scan_in_while(self, model, wrap, x, inner, outer):
        message = said(wrap(model.nested), x)
        says(
            message,
            rf"sqrt at {line('root')} \(in root\), iteration {inner} of the loop at {line('inner')}, ",
        )
        says(message, rf"iteration {outer} of the loop at {line('outer')}")

    def test_iteration_of_a_while_loop(self, model, wrap):
        # log makes NaNs in all iterations, and where() lets one through.
        message = said(wrap(model.late), 1.0)
        says(message, rf"log at {line('late')} \(in body\), iteration \d of the loop at {line('counted')}")

    def test_branch(self, model, wrap):
        says(said(wrap(model.branch), -1.0), rf"log at {line('branch')} \(in branch\)")

    def test_vmap(self, model, wrap):
        message = said(wrap(cv.vmap(model.scanned)), cnp.asarray([400.0, 4.0]))
        says(message, rf"sqrt at {line('root')} \(in root\), iteration 2 of the loop at {line('scan')}")

    def test_vmap_of_while(self, model, wrap):
        message = said(wrap(cv.vmap(model.nested)), cnp.asarray([99.0, 9.0]))
        says(
            message,
            rf"sqrt .*iteration 1 of the loop at {line('inner')}, iteration 1 of the loop at {line('outer')}",
        )

    def test_primal_in_a_gradient(self, model, wrap):
        message = said(wrap(cv.value_and_grad(model.scanned)), 4.0)
        says(message, rf"sqrt at {line('root')} .*iteration 2 .*, in the primal computation")

    def test_transposed_loop(self, model, wrap):
        message = said(wrap(cv.grad(model.flat)), 2.0)
        says(message, rf"at {line('root')} \(in root\), iteration 3 of the loop at {line('flat')}, ")
        says(message, "in the derivative of sqrt")

    def test_checkpointed_loop(self, model, wrap):
        message = said(wrap(cv.grad(cv.checkpoint(model.flat))), 2.0)
        says(message, rf"at {line('root')} .*of the loop at {line('flat')}, in the derivative of sqrt")

    def test_forward_mode(self, model, wrap):
        message = said(wrap(lambda x: cv.jvp(model.flat, (x,), (1.0,))), 2.0)
        says(message, rf"at {line('root')} .*iteration 0 of the loop at {line('flat')}, in the derivative")

    def test_second_derivative(self, model, wrap):
        message = said(wrap(cv.grad(cv.grad(lambda x: model.root(x * x) * 1.0))), 0.0)
        says(message, r"\(nan\) encountered in (mul|div) at \S* .*in the derivative of (sqrt|mul|div)")

    def test_custom_vjp(self, model, wrap):
        message = said(wrap(cv.grad(model.doubled)), -1.0)
        says(message, rf"log at {line('backward')} \(in doubled_backward\), in the derivative")

    def test_custom_jvp(self, model, wrap):
        message = said(wrap(cv.grad(model.tripled)), -1.0)
        says(message, rf"log at {line('rule')} \(in tripled_rule\), in the derivative")

    def test_what_where_leaves_out_is_no_error_and_not_blamed(self, model, wrap):
        x = cnp.asarray([-1.0, 1.0])
        with cv.debug_nans(True):
            cv.jit(model.masked)(x)
        if wrap is cv.jit:
            says(said(wrap(model.after_masked), x), rf"sqrt at {line('after')} \(in after_masked\)")


def test_linearised_part(model):
    with cv.debug_nans(True):
        _, forward = cv.linearize(model.flat, 2.0)
    says(said(forward, 1.0), rf"at {line('root')} .*loop at {line('flat')}, in the derivative")
    _, backward = cv.vjp(model.flat, 2.0)
    says(said(backward, 1.0), rf"at {line('root')} .*loop at {line('flat')}, in the derivative")


def test_captured_loop(model):
    message = said(cv.jit(model.captured, capture=True), 2.0)
    # log 2 = .69, log .69 = -.37, log -.37 = NaN
    says(message, rf"log at {line('captured')} .*iteration 2 of the loop at {line('captured loop')}")


def test_one_operation_is_at_the_line_that_runs_it():
    with cv.debug_nans(True):
        for _ in range(2):  # the kernel is there the second time
            with pytest.raises(FloatingPointError, match=r"encountered in log at \S*test_debug_nans.py:\d+"):
                cnp.log(cnp.asarray(-1.0))


def test_equal_programs_have_lines_of_their_own(model):
    first = cv.jit(lambda x: cnp.log(x) + 17)
    second = cv.jit(lambda x: cnp.log(x) + 17)
    at = [re.search(r"log at \S*:(\d+)", said(f, -1.0)).group(1) for f in (first, second, first)]
    assert int(at[1]) == int(at[0]) + 1 and at[2] == at[0]


def test_search_is_compiled_once():
    f = cv.jit(lambda x: cnp.log(x) * 3.25)
    said(f, -1.0)
    before = _core.statistics()["compilations"]
    said(f, -2.0)
    assert _core.statistics()["compilations"] == before


def test_programs_have_no_checks_without_the_switch():
    x = cnp.arange(10.0)
    lowered = cv.jit(lambda x: cnp.log(x) * 2).lower(x)
    assert "alarm" not in lowered.as_text("llvm")
    with cv.debug_nans(True):
        lowered = cv.jit(lambda x: cnp.log(x) * 2).lower(x)
        assert "cv_alarm" in lowered.as_text("llvm")
    assert np.isneginf(cv.jit(lambda x: cnp.log(x) * 2)(x)[0])


@pytest.mark.parametrize("size", [0, 1, 7, 1000, 1_000_003])
@pytest.mark.parametrize("at", [0, -1])
def test_every_element_is_looked_at(size, at):
    f = cv.jit(lambda x, y: (x * 2, y - 1))
    x = np.ones(size, np.float32)
    with cv.debug_nans(True):
        f(x, x)
        if size:
            x[at] = np.nan
            with pytest.raises(FloatingPointError, match=f"argument 1 holds it already; 1 of {size} el"):
                f(np.ones(size, np.float32), x)


DTYPES = ["float16", "bfloat16", "float32", "float64", "complex64", "complex128", "float8_e4m3fn"]


@pytest.mark.parametrize("dtype", [*DTYPES, "float8_e5m2", "float8_e4m3fnuz"])
@pytest.mark.usefixtures("x64")
def test_dtypes(dtype):
    def f(x):
        return (x - 1).astype(dtype), cnp.sum(x.astype("complex64") * 0)

    x = cnp.asarray([1.0, 2.0, 3.0], dtype)
    wrong = cnp.asarray([1.0, np.nan, 3.0]).astype(dtype)
    with cv.debug_nans(True):
        cv.jit(f)(x)
        with pytest.raises(FloatingPointError, match=r"\(nan\) encountered in jit\(f\): argument 0 holds"):
            cv.jit(f)(wrong)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "complex64", "float8_e5m2"])
@pytest.mark.usefixtures("x64")
def test_infinities(dtype):
    f = cv.jit(lambda x: (1 / x).astype(dtype))
    zeros, ones = cnp.asarray([1.0, 0.0]), cnp.asarray([1.0, 2.0])
    with cv.debug_infs(True):
        f(ones)
        with pytest.raises(
            FloatingPointError, match=r"\(inf\) encountered in div at .*; the switch debug_infs"
        ):
            f(zeros)
        f(cnp.asarray([1.0, np.nan]))
    with cv.debug_nans(True):
        f(zeros)
    with cv.debug_nans(True), cv.debug_infs(True):
        for x in (zeros, cnp.asarray([1.0, np.nan])):
            with pytest.raises(FloatingPointError):
                f(x)


def test_an_infinity_before_the_nan_is_not_blamed():
    f = cv.jit(lambda x: cnp.exp(x) - cnp.exp(x + 1))
    says(said(f, 1000.0), r"\(nan\) encountered in sub")


def test_argument_is_named_by_its_path():
    def f(params, *, scale):
        return params["w"][1] * scale

    params = {"w": [cnp.ones(2), cnp.ones(2)]}
    wrong = {"b": 1.0, "w": [0.0, np.nan]}
    says(said(lambda: cv.jit(f)(wrong, scale=2.0)), r"jit\(f\): argument 0\['w'\]\[1\] holds it already")
    says(said(lambda: cv.jit(f)(params, scale=np.nan)), r"jit\(f\): argument 'scale' holds it already")
    point = collections.namedtuple("point", "x y")
    trees = (
        ((1.0, point(2.0, [3.0, np.nan])), r"argument 0\[1\]\.y\[1\]"),
        (collections.OrderedDict(b=1.0, a=(np.nan,)), r"argument 0\['a'\]\[0\]"),
        (collections.defaultdict(list, {"k": [np.nan]}), r"argument 0\['k'\]\[0\]"),
    )
    for tree, path in trees:
        says(said(cv.jit(lambda t: cv.tree.map(lambda x: x + 1, t)), tree), rf"{path} holds it already")
    closed = cnp.asarray(np.full(100, np.nan))
    says(said(lambda: cv.jit(lambda x: x + closed)(1.0)), "an array that the function closes over holds it")


def test_static_arguments_have_no_leaves():
    f = cv.jit(lambda n, x: x * n, static_argnums=0)
    says(said(f, 3, np.nan), r"argument 1 holds it already")


def test_donated_arguments_are_there_until_it_succeeds():
    f = cv.jit(lambda x: cnp.log(x), donate_argnums=0)
    x = cnp.asarray([1.0, -1.0])
    says(said(f, x), "encountered in log")
    assert x.tolist() == [1.0, -1.0]
    y = cnp.ones(2)
    with cv.debug_nans(True):
        assert f(y).tolist() == [0.0, 0.0]
    with pytest.raises(RuntimeError, match="deleted"):
        y + 1


def test_prints_are_not_repeated():
    seen = []

    @cv.jit
    def f(x):
        cv.debug.callback(lambda x: seen.append(float(x)), x)
        return cnp.log(x)

    says(said(f, -1.0), "encountered in log")
    assert seen == [-1.0]


def test_io_callbacks_are_not_repeated():
    seen = []

    def give(x):
        seen.append(float(x))
        return np.float32(-1)

    @cv.jit
    def f(x):
        return cnp.log(cv.experimental.io_callback(give, cv.ShapeDtypeStruct((), np.float32), x))

    says(said(f, 2.0), r"encountered in jit\(f\) \(where is not known: it calls io_callback")
    assert seen == [2.0]


def test_random_numbers_are_the_same():
    @cv.jit
    def f(key):
        return cnp.sum(cnp.sqrt(cv.random.normal(key, (100,))))

    says(said(f, cv.random.key(0)), r"encountered in sqrt at ")


def test_library_constants_that_are_nan():
    # What is left out of the mean is a NaN of ours.
    with cv.debug_nans(True):
        assert float(cv.jit(cnp.nanmax)(cnp.asarray([1.0, 2.0]))) == 2.0


def test_updates_in_place_are_searched_in_linear_time():
    @cv.jit
    def f(x):
        out = cv.lax.fori_loop(0, x.size, lambda i, a: a.at[i].set(x[i]), cnp.zeros_like(x))
        return cnp.sqrt(out)

    x = np.ones(100_000, np.float32)
    x[-1] = -1
    says(said(f, x), "encountered in sqrt")


def test_scatter_of_a_nan_in_a_loop():
    @cv.jit
    def f(x):
        return cv.lax.fori_loop(0, 5, lambda i, a: a.at[i].set(cnp.log(x[i])), cnp.zeros(5))

    says(said(f, cnp.asarray([1.0, 1, 1, -1, 1])), r"encountered in log at .*, iteration 3 of the loop at")


def test_threads_do_not_blame_each_other():
    f, g = cv.jit(lambda x: cnp.log(x)), cv.jit(lambda x: cnp.exp(x))
    x, problems, found = cnp.ones(1000), [], []

    def good():
        try:
            for _ in range(200):
                g(x)
        except FloatingPointError as error:
            problems.append(error)

    def bad():
        for _ in range(50):
            try:
                f(-x)
            except FloatingPointError:
                found.append(1)

    with cv.debug_nans(True):
        threads = [threading.Thread(target=run) for run in (good, bad)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not problems and len(found) == 50
