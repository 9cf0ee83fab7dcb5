"""Random programs as text: operations, control flow and transformations, nested to some depth.

A program is a function of `m`, which says how its constructs are carried out, and of two arrays. The
ways of carrying it out (`WAYS`) differ in what runs, but not in what is computed: a loop or the same
written out, a branch or a choice, reverse or forward mode, a batch or one lane after another. All values
stay between -9 and 9 or so, so that nothing overflows and finite differences mean something.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Sequence
from typing import Any

import covector as cv
import covector.numpy as cnp
from covector import lax

SHAPES = [(), (2,), (3,), (2, 3), (3, 2), (1, 3)]
ARGUMENTS = {"a": (3,), "b": (2, 3)}
MOST = 4  # iterations of a loop whose number is computed


def fit(x: Any, shape: tuple[int, ...]) -> Any:
    """An array of a certain shape that depends on all of `x`."""
    if x.shape == shape:
        return x
    return cnp.mean(x) + cnp.arange(float(cnp.zeros(shape).size)).reshape(shape) / 7


def count_of(x: Any) -> Any:
    """A number of iterations that depends on the sign of `x`, among others."""
    return cnp.floor(MOST * (0.5 + 0.49 * cnp.sin(3 * cnp.sum(x)))).astype(int)


# ---- ways to carry out constructs


@dataclasses.dataclass(frozen=True)
class Compiled:
    """Loops and branches are those of lax."""

    kept: Any = None  # checkpoint= of loops
    checkpoint: Callable[[Any], Any] = lambda f: f
    jit: Callable[[Any], Any] = cv.jit

    def scan(self, f, init, xs, reverse):
        return lax.scan(f, init, xs, reverse=reverse, checkpoint=self.kept)

    def fori(self, lower, upper, f, init):
        return lax.fori_loop(lower, upper, f, init, checkpoint=self.kept)

    def while_loop(self, condition, f, init):
        return lax.while_loop(condition, f, init, checkpoint=self.kept)

    def cond(self, p, f, g, *args):
        return lax.cond(p, f, g, *args)

    def switch(self, i, branches, *args):
        return lax.switch(i, branches, *args)

    def associative_scan(self, f, xs):
        return lax.associative_scan(f, xs)

    def vmap(self, f, *args, in_axes):
        return cv.vmap(f, in_axes=in_axes)(*args)

    def grad(self, f, x):
        return cv.grad(f)(x)

    def push(self, f, x, v):
        return cv.jvp(f, (x,), (v,))[1]


class WrittenOut(Compiled):
    """Iterations are written one behind the other, all branches run, lanes come one by one, and derivatives
    are made in other modes."""

    def scan(self, f, init, xs, reverse):
        ys = [None] * len(xs)
        for i in reversed(range(len(xs))) if reverse else range(len(xs)):
            init, ys[i] = f(init, xs[i])
        return init, cnp.stack(ys)

    def fori(self, lower, upper, f, init):
        for i in range(MOST):
            init = cnp.where(lower + i < upper, f(lower + i, init), init)
        return init

    def while_loop(self, condition, f, init):
        for _ in range(MOST):
            holds, after = condition(init), f(init)
            init = tuple(cnp.where(holds, x, y) for x, y in zip(after, init, strict=True))
        return init

    def cond(self, p, f, g, *args):
        return cnp.where(p, f(*args), g(*args))

    def switch(self, i, branches, *args):
        results = [branch(*args) for branch in branches]
        return cnp.where(i <= 0, results[0], cnp.where(i == 1, results[1], results[2]))

    def associative_scan(self, f, xs):
        rows = [cv.tree.map(lambda x: x[0], xs)]
        for i in range(1, len(cv.tree.leaves(xs)[0])):
            rows.append(f(rows[-1], cv.tree.map(lambda x, i=i: x[i], xs)))
        return cv.tree.map(lambda *row: cnp.stack(row), *rows)

    def vmap(self, f, *args, in_axes):
        size = next(len(x) for x, axis in zip(args, in_axes, strict=True) if axis == 0)
        lanes = [
            [x if axis is None else x[i] for x, axis in zip(args, in_axes, strict=True)] for i in range(size)
        ]
        return cnp.stack([f(*lane) for lane in lanes])

    def grad(self, f, x):
        return cv.jacfwd(f)(x)

    def push(self, f, x, v):
        return cv.linearize(f, x)[1](v)


WAYS = {
    "compiled": Compiled(),
    "without inner jit": Compiled(jit=lambda f: f),
    "checkpointed": Compiled("sqrt", cv.checkpoint),
    "in levels": Compiled(3, lambda f: cv.checkpoint(f, policy=cv.checkpoint_policies.dots_saveable)),
    "in snapshots": Compiled(("binomial", 2), cv.checkpoint),
    "written out": WrittenOut(jit=lambda f: f),
}


# ---- programs


class Writer:
    """Writes statements; names of values stand with their shapes in a scope."""

    def __init__(self, pick: Callable[[Sequence[Any]], Any]) -> None:
        self.pick = pick
        self.lines: list[str] = []
        self.names = (f"t{i}" for i in itertools.count())
        self.indent = 1

    def put(self, line: str) -> None:
        self.lines.append("    " * self.indent + line)

    def value(self, scope: dict[str, tuple[int, ...]], least_rank: int = 0) -> str:
        """A name; of the newer values rather than of the old."""
        names = [name for name, shape in scope.items() if len(shape) >= least_rank]
        return (
            self.pick(names[-3:] + names) if names else f"fit({self.pick(list(scope))}, (3,) * {least_rank})"
        )

    def shaped(self, scope: dict[str, tuple[int, ...]], shape: tuple[int, ...]) -> str:
        """An expression of this shape."""
        name = self.value(scope)
        return name if scope[name] == shape else f"fit({name}, {shape})"

    def function(
        self, arguments: dict[str, Any], scope: dict[str, Any], depth: int, result: tuple[int, ...]
    ) -> str:
        """Writes a function that sees `scope` too; its result has the shape `result` and is bounded."""
        name = f"f{next(self.names)[1:]}"
        self.put(f"def {name}({', '.join(arguments)}):")
        self.indent += 1
        own = {**scope, **arguments}
        for _ in range(self.pick([1, 2])):
            self.statement(own, depth)
        self.put(f"return {self.pick(BOUNDED)}".format(self.shaped(own, result)))
        self.indent -= 1
        return name

    def statement(self, scope: dict[str, tuple[int, ...]], depth: int) -> None:
        kinds = [elementwise, combination, rearrangement, reduction]
        if depth:
            kinds += [*CONSTRUCTS, *CONSTRUCTS]
        expression, shape = self.pick(kinds)(self, scope, depth)
        name = next(self.names)
        self.put(f"{name} = {expression}")
        scope[name] = shape


Statement = tuple[str, tuple[int, ...]]
BOUNDED = ["cnp.sin({})", "cnp.tanh({})", "{0} / (1 + {0} ** 2)", "cnp.exp(-({} ** 2))"]


def elementwise(w: Writer, scope: Any, depth: int) -> Statement:
    x = w.value(scope)
    form = w.pick(
        [
            *BOUNDED,
            "-{}",
            "0.7 * {}",
            "cnp.log1p({} ** 2)",
            "cnp.cos({})",
            "cnp.arctan({})",
            "cnp.sqrt(1 + {} ** 2)",
            "cnp.where({0} > 0.137, {0}, 0.1 * {0})",
            "cnp.clip({}, -0.817, 0.713)",
        ]
    )
    return form.format(x), scope[x]


def combination(w: Writer, scope: Any, depth: int) -> Statement:
    x = w.value(scope)
    y = w.shaped(scope, scope[x])
    form = w.pick(["0.5 * ({} + {})", "{} - {}", "cnp.sin({}) * {}", "{} / (2 + cnp.cos({}))",
                   "cnp.maximum({}, {} + 0.0123)", "cnp.hypot({}, 1 + {} ** 2)"])  # fmt: skip
    if len(scope[x]) == 2 and w.pick([False, True]):
        rows = scope[x][0]
        return f"{x} @ {w.shaped(scope, scope[x])}.T / 3", (rows, rows)
    return form.format(x, y), scope[x]


def rearrangement(w: Writer, scope: Any, depth: int) -> Statement:
    x = w.value(scope, 1)
    shape = scope.get(x, (3,))
    kind = w.pick(["T", "flip", "roll", "set", "add", "read", "join", "sort", "cumulative"])
    last = shape[0] - 1
    match kind:
        case "T":
            return f"{x}.T", shape[::-1]
        case "flip":
            return f"cnp.flip({x}, 0)", shape
        case "roll":
            return f"cnp.roll({x}, 1, {w.pick(range(len(shape)))})", shape
        case "set" | "add":
            row = w.shaped(scope, shape[1:])
            return f"{x}.at[{w.pick([0, last])}].{kind}({row})", shape
        case "read":
            return f"{x}[{w.pick(['0', '-1', f'count_of({x})'])}]", shape[1:]
        case "join":
            y = w.shaped(scope, shape)
            return f"cnp.concatenate([{x}, {y}])[1:{shape[0] + 1}]", shape
        case "sort":
            return f"cnp.sort({x}, axis=0)", shape
        case _:
            return f"cnp.cumsum({x}, axis=0) / 2", shape


def reduction(w: Writer, scope: Any, depth: int) -> Statement:
    x = w.value(scope, 1)
    shape = scope.get(x, (3,))
    axis = w.pick(range(len(shape)))
    form = w.pick(["cnp.mean({}, {})", "cnp.max({}, {})", "cnp.prod(cnp.cos({}), {})", "cnp.var({}, {})"])
    return form.format(x, axis), shape[:axis] + shape[axis + 1 :]


# Constructs: a function of its own each.


def scan(w: Writer, scope: Any, depth: int) -> Statement:
    c = w.value(scope)
    xs = w.value(scope, 1)
    row = scope.get(xs, (3,))[1:]
    length = scope.get(xs, (3,))[0]
    step = w.function({"c": scope[c], "x": row}, scope, depth - 1, scope[c])
    pair = f"lambda c, x: ({step}(c, x), cnp.sum(c) * x)"
    results = f"m.scan({pair}, {c}, {xs}, {w.pick([False, True])})"
    if w.pick([False, True]):
        return f"{results}[0]", scope[c]
    return f"{results}[1]", (length, *row)


def fori(w: Writer, scope: Any, depth: int) -> Statement:
    c = w.value(scope)
    lower = w.pick([0, 1, -2])
    upper = w.pick([f"{lower + w.pick(range(MOST + 1))}", f"{lower} + count_of({w.value(scope)})"])
    inner = w.function({"i": (), "c": scope[c]}, scope, depth - 1, scope[c])
    return f"m.fori({lower}, {upper}, lambda i, c: {inner}(cnp.asarray(0.1 * i), c), {c})", scope[c]


def while_loop(w: Writer, scope: Any, depth: int) -> Statement:
    c = w.value(scope)
    inner = w.function({"c": scope[c]}, scope, depth - 1, scope[c])
    limit = w.pick(range(MOST + 1))
    far = f"lambda s: (s[0] < {limit}) & (cnp.sum(s[1]) < {w.pick([0.513, 1.731, 99.0])})"
    return f"m.while_loop({far}, lambda s: (s[0] + 1, {inner}(s[1])), (0, {c}))[1]", scope[c]


def cond(w: Writer, scope: Any, depth: int) -> Statement:
    x = w.value(scope)
    result = w.pick(SHAPES)
    f, g = (w.function({"x": scope[x]}, scope, depth - 1, result) for _ in range(2))
    return f"m.cond(cnp.sum({w.value(scope)}) > 0.291, {f}, {g}, {x})", result


def switch(w: Writer, scope: Any, depth: int) -> Statement:
    x = w.value(scope)
    result = w.pick(SHAPES)
    f, g = (w.function({"x": scope[x]}, scope, depth - 1, result) for _ in range(2))
    return f"m.switch(count_of({w.value(scope)}), [{f}, {g}, lambda x: fit(x, {result})], {x})", result


def associative_scan(w: Writer, scope: Any, depth: int) -> Statement:
    x = w.value(scope, 1)
    shape = scope.get(x, (3,))
    if w.pick([False, True]):
        return f"m.associative_scan(lambda p, q: p * q + p + q, 0.1 * {x})", shape
    y = w.shaped(scope, shape)
    # Composition of maps z -> p z + q.
    compose = "lambda f, g: (f[0] * g[0], g[0] * f[1] + g[1])"
    return f"m.associative_scan({compose}, (cnp.tanh({x}), {y}))[1]", shape


def vmap(w: Writer, scope: Any, depth: int) -> Statement:
    x = w.value(scope, 1)
    shape = scope.get(x, (3,))
    y = w.value(scope)
    result = w.pick(SHAPES)
    f = w.function({"x": shape[1:], "y": scope[y]}, scope, depth - 1, result)
    return f"m.vmap({f}, {x}, {y}, in_axes=(0, None))", (shape[0], *result)


def grad(w: Writer, scope: Any, depth: int) -> Statement:
    x = w.value(scope)
    f = w.function({"x": scope[x]}, scope, depth - 1, ())
    return f"m.grad({f}, {x})", scope[x]


def push(w: Writer, scope: Any, depth: int) -> Statement:
    x = w.value(scope)
    result = w.pick(SHAPES)
    f = w.function({"x": scope[x]}, scope, depth - 1, result)
    return f"m.push({f}, {x}, cnp.cos({w.shaped(scope, scope[x])}))", result


def wrapped(w: Writer, scope: Any, depth: int) -> Statement:
    x = w.value(scope)
    result = w.pick(SHAPES)
    f = w.function({"x": scope[x]}, scope, depth - 1, result)
    return f"m.{w.pick(['jit', 'checkpoint'])}({f})({x})", result


CONSTRUCTS = [scan, fori, while_loop, cond, switch, associative_scan, vmap, grad, push, wrapped]


def random_program(pick: Callable[[Sequence[Any]], Any], depth: int = 3) -> str:
    """The text of a function `program(m, a, b)` with a result of the shape (2,)."""
    w = Writer(pick)
    scope = dict(ARGUMENTS)
    for _ in range(pick([2, 3, 4])):
        w.statement(scope, depth)
    last = list(scope)[-1]
    w.put(f"return cnp.stack([cnp.sum(cnp.sin({last})), cnp.sum(cnp.tanh({w.value(scope)}))])")
    return "\n".join([f"def program(m, {', '.join(ARGUMENTS)}):", *w.lines])


def function_of(text: str) -> Callable[..., Any]:
    """The function that the text defines."""
    space = {"cv": cv, "cnp": cnp, "fit": fit, "count_of": count_of}
    exec(compile(text, "random program", "exec"), space)
    return space["program"]
