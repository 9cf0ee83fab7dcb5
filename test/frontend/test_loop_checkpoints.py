"""What reverse mode keeps and computes again: checkpoint= of loops, cv.checkpoint and its policies."""

from __future__ import annotations

import functools
import math
import re
import subprocess
import sys
import textwrap
from typing import Any

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import lax
from covector.ad_checkpoint import checkpoint_name, saved_residuals

policies = cv.checkpoint_policies

LENGTHS = [0, 1, 2, 3, 16, 23]
BINOMIAL = [("binomial", s) for s in (1, 2, 3, 100)]
WAYS = ["sqrt", "log", 1, 2, 3, 5, *BINOMIAL]


def numbers(seed: int, *shape: int) -> np.ndarray:
    return np.random.default_rng(seed).uniform(-1, 1, shape)


def equal(got: Any, want: Any, tolerance: float = 1e-12) -> None:
    assert cv.tree.structure(got) == cv.tree.structure(want)
    for x, y in zip(cv.tree.leaves(got), cv.tree.leaves(want), strict=True):
        assert x.dtype == y.dtype
        assert np.all(np.isfinite(np.asarray(x)))
        scale = max(1.0, np.max(np.abs(np.asarray(y)), initial=0.0))
        np.testing.assert_allclose(np.asarray(x), np.asarray(y), rtol=0, atol=tolerance * scale)


# ---- loops: a function of a tree of arguments, of a length, and of what is kept


def scan(reverse: bool, arguments: Any, length: int, way: Any) -> Any:
    """Carries floats and integers, reads floats and integers, closes over a matrix, and stacks two things."""

    def body(carry, x):
        h, count = carry["h"], carry["count"]
        h = cnp.tanh(arguments["w"] @ h + x["u"]) * (1 + 0.1 * x["n"]) + 0.01 * count
        return {"h": h, "count": count + x["n"]}, (h[0] * h, {"seen": count, "sum": cnp.sum(x["u"] * h)})

    xs = {"u": arguments["u"][:length], "n": cnp.arange(length) % 3}
    init = {"h": arguments["h"], "count": 2}
    last, (squares, rows) = lax.scan(body, init, xs, reverse=reverse, checkpoint=way)
    weights = cnp.arange(1.0, length + 1)
    total = cnp.sum(squares * weights[:, None]) + cnp.sum(rows["sum"] * cnp.cos(weights) * rows["seen"])
    return total + cnp.sum(last["h"] ** 3) + 0 * last["count"]


def fori(arguments: Any, length: int, way: Any) -> Any:
    """Bounds are known where the length is."""

    def body(i, h):
        return cnp.tanh(arguments["w"] @ h + arguments["u"][i + 3]) * (1 + 0.1 * i)

    return cnp.sum(lax.fori_loop(-3, length - 3, body, arguments["h"], checkpoint=way) ** 3)


def until(arguments: Any, length: int, way: Any) -> Any:
    """The number of iterations is known at the end only."""

    def body(state):
        h, x = state["h"], state["n"]
        return {"h": cnp.tanh(arguments["w"] @ h + arguments["u"][x]) * 1.1, "n": x + 1}

    state = lax.while_loop(lambda s: s["n"] < length, body, {"h": arguments["h"], "n": 0}, checkpoint=way)
    return cnp.sum(state["h"] ** 3) * (1 + 0.1 * state["n"])


def arguments(length: int = 23) -> Any:
    return {"h": numbers(0, 3), "w": numbers(1, 3, 3), "u": numbers(2, length, 3)}


LOOPS = {
    "scan": functools.partial(scan, False),
    "reversed scan": functools.partial(scan, True),
    "fori_loop": fori,
    "while_loop": until,
}
every_loop = pytest.mark.parametrize("loop", LOOPS.values(), ids=LOOPS)
every_way = pytest.mark.parametrize("way", WAYS)


@pytest.mark.parametrize("length", LENGTHS)
@every_loop
def test_gradients_do_not_depend_on_what_is_kept(loop, length, x64):
    values = arguments()
    want = cv.jit(cv.value_and_grad(lambda a: loop(a, length, None)))(values)
    for way in WAYS:
        equal(cv.jit(cv.value_and_grad(lambda a, way=way: loop(a, length, way)))(values), want)


@pytest.mark.parametrize("loop", [fori, until], ids=["fori_loop", "while_loop"])
@every_way
def test_lengths_that_the_program_computes(loop, way, x64):
    values = arguments()
    with_way = cv.jit(cv.value_and_grad(lambda a, n: loop(a, n, way)))
    without = cv.jit(cv.value_and_grad(lambda a, n: loop(a, n, None)))
    for length in (-1, *LENGTHS, 5, 22):
        equal(with_way(values, length), without(values, length))


@every_loop
def test_gradients_without_jit(loop, x64):
    values = arguments()
    equal(cv.grad(lambda a: loop(a, 16, "sqrt"))(values), cv.grad(lambda a: loop(a, 16, None))(values))


@every_loop
@every_way
def test_forward_mode(loop, way, x64):
    values = arguments()
    push = lambda way: cv.jit(lambda a: cv.jvp(lambda a: loop(a, 16, way), (a,), (a,)))
    equal(push(way)(values), push(None)(values))


@every_loop
@pytest.mark.parametrize("way", ["sqrt", "log", 3, ("binomial", 1), ("binomial", 3)])
def test_second_order(loop, way, x64):
    values = arguments()

    def products(way):
        f = lambda a: loop(a, 16, way)
        dot = lambda a, b: sum(cnp.sum(x * y) for x, y in zip(cv.tree.leaves(a), cv.tree.leaves(b)))
        forward_over_reverse = lambda a: cv.jvp(cv.grad(f), (a,), (values,))[1]
        reverse_over_forward = cv.grad(lambda a: cv.jvp(f, (a,), (values,))[1])
        reverse_over_reverse = cv.grad(lambda a: dot(cv.grad(f)(a), values))
        return [cv.jit(f)(values) for f in (forward_over_reverse, reverse_over_forward, reverse_over_reverse)]

    want = products(None)
    equal(want[1:], want[:1] * 2, 1e-11)
    equal(products(way), want, 1e-11)


@every_loop
@every_way
def test_lanes(loop, way, x64):
    lanes = cv.tree.map(lambda x: np.stack([x, 0.5 * x, -x]), arguments())
    want = cv.jit(cv.vmap(cv.grad(lambda a: loop(a, 16, None))))(lanes)
    equal(cv.jit(cv.vmap(cv.grad(lambda a: loop(a, 16, way))))(lanes), want)
    summed = lambda lanes: cnp.sum(cv.vmap(lambda a: loop(a, 16, way))(lanes))
    equal(cv.jit(cv.grad(summed))(lanes), want)


@pytest.mark.parametrize("loop", [fori, until], ids=["fori_loop", "while_loop"])
@every_way
def test_lanes_of_different_lengths(loop, way, x64):
    lanes = cv.tree.map(lambda x: np.stack([x, 0.5 * x, -x, x]), arguments())
    lengths = np.array([3, 0, 23, 16])
    got = cv.jit(cv.vmap(cv.value_and_grad(lambda a, n: loop(a, n, way))))(lanes, lengths)
    one = cv.jit(cv.value_and_grad(lambda a, n: loop(a, n, None)))
    rows = [one(cv.tree.map(lambda x, k=k: x[k], lanes), lengths[k]) for k in range(4)]
    equal(got, cv.tree.map(lambda *xs: cnp.stack(xs), *rows))


@pytest.mark.parametrize("inner", [None, "sqrt", 3, ("binomial", 2)])
@pytest.mark.parametrize("outer", [None, "sqrt", "log", 3, ("binomial", 2)])
def test_loops_in_loops(outer, inner, x64):
    def f(a, n, outer, inner):
        def row(h, u):
            def column(i, h):
                far = lambda s: s[1] < i % 3
                near = lambda s: (cnp.sin(s[0]) + 0.1 * a["h"], s[1] + 1)
                h = lax.while_loop(far, near, (h, 0), checkpoint=inner)[0]
                return cnp.tanh(a["w"] @ h + u * i)

            h = lax.fori_loop(0, n, column, h, checkpoint=inner)
            return h, h * u

        last, ys = lax.scan(row, a["h"], a["u"], checkpoint=outer)
        return cnp.sum(last) + cnp.sum(ys**2)

    values = arguments(9)
    gradient = lambda *ways: cv.jit(cv.value_and_grad(lambda a, n: f(a, n, *ways)))(values, 6)
    equal(gradient(outer, inner), gradient(None, None))


def test_loops_in_checkpoints_and_checkpoints_in_loops(x64):
    values = arguments()
    want = cv.jit(cv.grad(lambda a: until(a, 16, None)))(values)
    for way in (None, "sqrt"):
        around = cv.checkpoint(lambda a, n, way=way: until(a, n, way))
        equal(cv.jit(cv.grad(around))(values, 16), want)
        equal(cv.jit(cv.grad(lambda a, f=around: cv.checkpoint(f)(a, 16)))(values), want)

    @functools.partial(cv.checkpoint, policy=policies.dots_saveable)
    def step(w, h, u):
        return cnp.tanh(w @ h + u)

    def f(a, step, way):
        def body(h, u):
            h = step(a["w"], h, u)
            return h, h**2

        last, ys = lax.scan(body, a["h"], a["u"], checkpoint=way)
        return cnp.sum(last) + cnp.sum(ys)

    plain = cv.jit(cv.grad(lambda a: f(a, lambda w, h, u: cnp.tanh(w @ h + u), None)))(values)
    for way in (None, "sqrt", 3):
        equal(cv.jit(cv.grad(lambda a, way=way: f(a, step, way)))(values), plain)


# ---- how much is kept


def kept(f, *args) -> int:
    """The elements of all residuals."""
    return sum(int(np.prod(shape)) for shape, _ in saved_residuals(f, *args))


@pytest.mark.parametrize("length", [100, 900, 10_000])
def test_loops_keep_roots_of_their_lengths(length):
    def f(way, x):
        return lax.fori_loop(0, length, lambda i, x: cnp.sin(x) + x**2 / 9, x, checkpoint=way)

    kept_by = lambda way: kept(functools.partial(f, way), cnp.ones(7)) / 7
    assert kept_by(None) >= length
    assert kept_by("sqrt") <= 2 * length**0.5 + 5
    assert kept_by("sqrt") == kept_by(2)


@pytest.mark.parametrize("length", [900, 5000, 10_000])
def test_three_levels_keep_cube_roots(length):
    f = lambda x: lax.fori_loop(0, length, lambda i, x: cnp.sin(x) + x**2 / 9, x, checkpoint=3)
    assert kept(f, cnp.ones(7)) / 7 <= 4 * length ** (1 / 3) + 5


def fewest(steps: int, snapshots: int) -> int:
    """How many steps are run again at least, by Griewank and Walther's formula."""
    times = 0
    while math.comb(snapshots + times, snapshots) < steps:
        times += 1
    return times * steps - math.comb(snapshots + times, snapshots + 1)


def test_the_formula_is_the_optimum():
    best = functools.cache(
        lambda n, s: 0 if n == 1 else n * (n - 1) // 2 if s == 1 else
        min(m + best(n - m, s - 1) + best(m, s) for m in range(1, n))
    )  # fmt: skip
    for steps in range(1, 40):
        for snapshots in range(1, 7):
            assert fewest(steps, snapshots) == best(steps, snapshots)


@pytest.mark.parametrize("snapshots", [1, 2, 3, 5, 10, 50])
@pytest.mark.parametrize("kind", ["fori", "computed", "reverse scan", "while"])
def test_snapshots_run_the_fewest_steps_again(kind, snapshots, x64):
    calls = []

    @cv.custom_jvp
    def step(x, i):
        return cv.pure_callback(lambda x, i: calls.append(int(i)) or np.sin(x) + 0.01 * i, x, x, i)

    @step.defjvp
    def _(primals, tangents):
        x, i = primals
        return step(x, i), cnp.cos(x) * tangents[0]

    def loop(x, n, way):
        if kind == "reverse scan":
            body = lambda x, i: (step(x, i), x)
            last, rows = lax.scan(body, x, cnp.arange(37.0), reverse=True, checkpoint=way)
            return last + cnp.sum(cnp.sin(rows))
        if kind == "while":
            body = lambda s: (step(s[0], 1.0 * s[1]), s[1] + 1)
            return lax.while_loop(lambda s: s[1] < n, body, (x, 0), checkpoint=way)[0]
        n = n if kind == "computed" else 37
        return lax.fori_loop(0, n, lambda i, x: step(x, 1.0 * i), x, checkpoint=way)

    run = lambda n, way: cv.jit(cv.value_and_grad(lambda x, n: loop(x, n, way)))(0.3, n)
    for n in (1, 2, 3, 19, 37, 64) if kind in ("computed", "while") else (37,):
        calls.clear()
        got = cv.block_until_ready(run(n, ("binomial", snapshots)))
        # The last step gives the value; a while loop does so when it is counted.
        assert len(calls) == fewest(n, snapshots) + (n if kind == "while" else 1)
        most = 2 if kind == "while" else 1
        times = next(r for r in range(99) if math.comb(snapshots + r, snapshots) >= n)
        assert max(calls.count(i) for i in range(n)) <= most + times
        equal(got, run(n, None))


@pytest.mark.parametrize("snapshots", [1, 7, 40])
def test_snapshots_are_what_is_kept(snapshots):
    def f(a, x):
        def body(carry, u):
            h, count, unused = carry
            return (cnp.sin(a * h) + u, count + 1, unused * 2 + h), h

        (h, _, unused), rows = lax.scan(body, (x, 0, x), cnp.ones(100), checkpoint=("binomial", snapshots))
        return cnp.sum(h) + cnp.sum(rows), unused

    shapes = [shape for shape, _ in saved_residuals(lambda *args: f(*args)[0], 0.5, cnp.ones(7))]
    # One slot more than snapshots: what a step begins with lies there while it is reversed.
    assert shapes.count((snapshots + 1, 7)) == 1
    assert sum(math.prod(shape) for shape in shapes) <= 7 * (snapshots + 1) + (snapshots + 1) + 7 + 103


def test_loops_with_effects_are_not_run_again(capfd):
    def f(x, way):
        def body(i, x):
            cv.debug.print("step {i}", i=i)
            return cnp.sin(x)

        return lax.fori_loop(0, 9, body, x, checkpoint=way)

    gradients = [cv.jit(cv.grad(lambda x, way=way: f(x, way)))(0.5) for way in (None, ("binomial", 2))]
    cv.effects_barrier()
    assert gradients[0] == gradients[1]
    assert capfd.readouterr().out.count("step 3") == 2


PEAK = """
    import numpy as np
    import covector as cv
    import covector.numpy as cnp
    from covector import lax

    def peak():  # of resident memory, in bytes
        with open("/proc/self/status") as file:
            line = next(line for line in file if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024

    way = {way!r}
    if {loop!r} == "while":
        def f(x, n):
            body = lambda s: (cnp.sin(s[0]) + s[0], s[1] + 1)
            return cnp.sum(lax.while_loop(lambda s: s[1] < n, body, (x, 0), checkpoint=way)[0])
    else:
        def f(x, n):
            return cnp.sum(lax.fori_loop(0, n, lambda i, x: cnp.sin(x) + x, x, checkpoint=way))

    gradient = cv.jit(cv.grad(f))
    x = cnp.ones(2**15, np.float32)
    cv.block_until_ready(gradient(x, 2))
    before = peak()
    cv.block_until_ready(gradient(x, {length}))
    print((peak() - before) / 2**17)
"""


@pytest.mark.parametrize("loop", ["fori", "while"])
def test_loops_of_computed_length_take_little_memory(loop):
    """In multiples of the carry's size, of which an iteration saves one."""

    def peak(way):
        code = textwrap.dedent(PEAK).format(way=way, loop=loop, length=1024)
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        return float(done.stdout)

    assert peak(None) > 1000
    assert peak("sqrt") < 200
    assert peak(3) < 120
    assert peak(("binomial", 16)) < 40


# ---- policies of checkpoint


def block(w, x):
    """Two products, with two names between them."""
    hidden = checkpoint_name(cnp.sin(x @ w), "hidden")
    gate = checkpoint_name(cnp.exp(-hidden), "gate")
    return cnp.sum(cnp.tanh(gate @ w))


INPUTS = [(3, 3), (2, 3)]
EVERYTHING = [(2, 3)] * 3  # cos of the first product, the gate, tanh
POLICIES = {
    "none": (None, []),
    "nothing_saveable": (policies.nothing_saveable, []),
    "everything_saveable": (policies.everything_saveable, EVERYTHING),
    "dots_saveable": (policies.dots_saveable, [(2, 3)] * 2),
    "checkpoint_dots": (policies.checkpoint_dots, [(2, 3)] * 2),
    "dots_with_no_batch_dims": (policies.dots_with_no_batch_dims_saveable, [(2, 3)] * 2),
    "save hidden": (policies.save_only_these_names("hidden"), [(2, 3)]),
    # The gate is the result of exp, whose rule reads that and not the hidden value.
    "save both names": (policies.save_only_these_names("hidden", "gate"), [(2, 3)]),
    "save another name": (policies.save_only_these_names("other"), []),
    "save names but hidden": (policies.save_any_names_but_these("hidden"), [(2, 3)]),
    "save names but both": (policies.save_any_names_but_these("hidden", "gate"), []),
    "save all but another": (policies.save_anything_except_these_names("other"), EVERYTHING),
    "offload dots": (policies.offload_dot_with_no_batch_dims("device", "pinned_host"), [(2, 3)] * 2),
    "save and offload": (
        policies.save_and_offload_only_these_names(
            names_which_can_be_saved=["hidden"],
            names_which_can_be_offloaded=["gate"],
            offload_src="device",
            offload_dst="pinned_host",
        ),
        [(2, 3)],
    ),
    "dots and gate": (
        policies.save_from_both_policies(policies.dots_saveable, policies.save_only_these_names("gate")),
        [(2, 3)] * 3,
    ),
}
every_policy = pytest.mark.parametrize(("policy", "saved"), POLICIES.values(), ids=POLICIES)


@every_policy
def test_policy_saves_what_it_says(policy, saved):
    got = saved_residuals(cv.checkpoint(block, policy=policy), np.ones((3, 3)), np.ones((2, 3)))
    assert [shape for shape, _ in got] == INPUTS + saved
    assert {dtype.name for _, dtype in got} == {"float32"}


def test_name_that_is_saved_and_offloaded_is_refused():
    with pytest.raises(ValueError, match=r"each name in one of the lists, got \['a'\] in both"):
        policies.save_and_offload_only_these_names(
            names_which_can_be_saved=["a", "b"],
            names_which_can_be_offloaded=["a"],
            offload_src="device",
            offload_dst="pinned_host",
        )


@every_policy
def test_policy_does_not_change_gradients(policy, saved, x64):
    w, x = numbers(3, 3, 3), numbers(4, 2, 3)
    f = cv.checkpoint(block, policy=policy)
    for mode in (
        lambda f: cv.value_and_grad(f, argnums=(0, 1)),
        lambda f: cv.vmap(cv.grad(f), in_axes=(None, 0)),
        lambda f: cv.grad(lambda w, x: cnp.sum(cv.vmap(f, in_axes=(None, 0))(w, x))),
        lambda f: cv.hessian(f),
        lambda f: cv.jacrev(cv.jacrev(f)),
        lambda f: lambda w, x: cv.jvp(f, (w, x), (x.T @ x, x)),
    ):
        want = mode(block)(w, x)
        equal(mode(f)(w, x), want)
        equal(cv.jit(mode(f))(w, x), want)


def count_of(words: str, f, *args, stage: str = "transformed") -> int:
    return cv.jit(f).lower(*args).as_text(stage).count(words)


def test_what_is_computed_again_is_not_merged():
    def f(x):
        return cnp.sum(cnp.exp(cnp.exp(-x)))

    x = np.ones(3, np.float32)
    twice, once = cv.value_and_grad(cv.checkpoint(f)), cv.value_and_grad(f)
    assert count_of("array.checkpoint saves [] again", twice, x) == 1
    assert count_of("array.checkpoint", once, x) == 0
    assert (count_of("array.exp", twice, x), count_of("array.exp", once, x)) == (4, 2)
    for stage, words in [("linalg", " math.exp "), ("llvm", "call <4 x float> @cv_exp_f32x4")]:
        text, plain = (cv.jit(g).lower(x).as_text(stage) for g in (twice, once))
        if stage == "llvm":  # vectors are as wide as those of the machine
            text, plain = (
                re.sub(r"<\d+ x float> @cv_exp_f32x\d+", "<4 x float> @cv_exp_f32x4", t)
                for t in (text, plain)
            )
        assert (text.count(words), plain.count(words)) == (4, 2)


def test_what_is_saved_is_not_computed_again():
    def f(x):
        return cnp.sum(cnp.exp(checkpoint_name(cnp.sin(x), "inner")))

    x = np.ones(3, np.float32)
    # The rule of exp reads what exp has given: with a name it is saved.
    g = lambda x: cnp.sum(cnp.sin(checkpoint_name(cnp.exp(checkpoint_name(x * x, "square")), "inner")))
    for policy, exps in [
        (policies.save_only_these_names("inner"), 1),
        (policies.save_any_names_but_these("square"), 1),
        (policies.save_any_names_but_these("inner"), 2),
        (policies.save_anything_except_these_names("square"), 1),
        (policies.save_anything_except_these_names("inner"), 2),
    ]:
        assert count_of("array.exp", cv.value_and_grad(cv.checkpoint(g, policy=policy)), x) == exps
    for policy, sins, exps in [
        (policies.everything_saveable, 1, 1),
        (policies.save_only_these_names("inner"), 1, 2),
        (policies.nothing_saveable, 2, 2),
    ]:
        gradient = cv.value_and_grad(cv.checkpoint(f, policy=policy))
        assert count_of("array.sin", gradient, x) == sins
        assert count_of("array.exp", gradient, x) == exps


def test_segments_of_loops_are_computed_again():
    def gradient(way):
        body = lambda c, x: (cnp.exp(-c * x), None)
        return cv.grad(lambda x: lax.scan(body, 1.0, x, checkpoint=way)[0])

    x = np.ones(16, np.float32)
    assert count_of(" again ", gradient("sqrt"), x) == 1
    assert count_of(" again ", gradient(None), x) == 0
    assert count_of("array.scan", gradient("sqrt"), x) > count_of("array.scan", gradient(None), x) == 2


def test_checkpoints_without_derivatives_leave_no_trace():
    for f in (
        cv.checkpoint(lambda x: cnp.sin(x)),
        lambda x: lax.scan(lambda c, e: (c * e, c), x[0], x, checkpoint="sqrt"),
        lambda x: lax.while_loop(lambda c: cnp.sum(c) < 9, lambda c: c + 1, x, checkpoint="sqrt"),
    ):
        text = cv.jit(f).lower(np.ones(16, np.float32)).as_text("linalg")
        assert "checkpoint" not in text
        assert text.count("scf.for") + text.count("scf.while") <= 1


def test_checkpoint_of_trees_static_arguments_and_methods(x64):
    class Layer:
        scale = 2.0

        @functools.partial(cv.checkpoint, static_argnums=(0, 2))
        def __call__(self, params, kind, *, shift):
            f = {"sin": cnp.sin, "cos": cnp.cos}[kind]
            return {"y": f(params["x"]) * self.scale + shift, "n": params["n"]}

    def f(call, x, kind, shift):
        result = call({"x": x, "n": 3}, kind, shift=shift)
        return cnp.sum(result["y"] ** result["n"])

    x = numbers(5, 4)
    for kind, function, slope in [("sin", np.sin, np.cos), ("cos", np.cos, lambda x: -np.sin(x))]:
        got = cv.grad(lambda x, shift, kind=kind: f(Layer(), x, kind, shift), argnums=(0, 1))(x, 0.5)
        inner = 3 * (2 * function(x) + 0.5) ** 2
        equal([np.asarray(g) for g in got], [2 * inner * slope(x), np.asarray(np.sum(inner))])


def test_checkpoint_closes_over_what_is_differentiated(x64):
    f = lambda x: cnp.sum(cv.checkpoint(lambda y: cnp.sin(x * y))(x**2))
    x = numbers(6, 3)
    equal(cv.jit(cv.grad(f))(x), cv.grad(lambda x: cnp.sum(cnp.sin(x**3)))(x))


def test_remat_is_checkpoint():
    assert cv.remat is cv.checkpoint
    assert cv.ad_checkpoint.checkpoint is cv.checkpoint


# ---- what is refused


def test_policies_that_are_none_are_refused():
    for policy in ("dots", 3, lambda *_: True):
        with pytest.raises(TypeError, match=r"checkpoint: expected a policy of cv\.checkpoint_policies"):
            cv.checkpoint(cnp.sin, policy=policy)
    with pytest.raises(TypeError, match="save_from_both_policies: expected a policy"):
        policies.save_from_both_policies(policies.dots_saveable, "dots")


@pytest.mark.parametrize("name", ["", "a,b", 3, None])
def test_names_that_are_none_are_refused(name):
    for make in (
        policies.save_only_these_names,
        policies.save_any_names_but_these,
        policies.save_anything_except_these_names,
        lambda name: checkpoint_name(1.0, name),
    ):
        with pytest.raises(TypeError, match="expected names as text without commas"):
            make(name)


@pytest.mark.parametrize(
    "way",
    ["linear", "", 0, -1, 1.5, True, ["sqrt"], "binomial", ("binomial", 0), ("binomial", True), ("log", 3)],
)
def test_ways_that_are_none_are_refused(way):
    for public, loop in [
        ("scan", lambda: lax.scan(lambda c, x: (c, x), 0.0, cnp.ones(3), checkpoint=way)),
        ("fori_loop", lambda: lax.fori_loop(0, 3, lambda i, c: c, 0.0, checkpoint=way)),
        ("while_loop", lambda: lax.while_loop(lambda c: c < 0, lambda c: c, 0.0, checkpoint=way)),
    ]:
        with pytest.raises(ValueError, match=f"{public}: expected checkpoint to be 'sqrt', 'log', a number"):
            loop()


def test_checkpoint_needs_a_function():
    with pytest.raises(TypeError, match="checkpoint: expected a callable value, got 3"):
        cv.checkpoint(3)
    with pytest.raises(NotImplementedError, match="static_argnums"):
        cv.checkpoint(cnp.sin, concrete=True)
