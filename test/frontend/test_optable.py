"""Every operation of the dialect in every element type: values, derivatives, batching, jit."""

import functools

import numpy as np
import optable
import pytest
from optable import COMPLEX, FLOAT, PRECISION, ROWS, Case, Row

import covector as cv
from covector import _core

optable.load()
# Requests for transformations have functions as operands; tests of their own are at the end.
REQUESTS = ("jet", "jvp", "vjp", "vmap")
# What only passes behind the transformations make.
LOWERED = ("check_numbers", "runtime_call", "scalar_call")

pytestmark = pytest.mark.usefixtures("x64")


def per_dtype(select=lambda row: row.dtypes):
    """One test for each row and element type."""
    pairs = [(row, dtype) for row in ROWS.values() for dtype in select(row)]
    return pytest.mark.parametrize(("row", "dtype"), pairs, ids=[f"{r.name}-{d}" for r, d in pairs])


def with_derivatives(row):
    return row.inexact_dtypes() if row.smooth or row.constant else ()


def call(row: Row, operands, attributes) -> tuple:
    """What is compared of the results of the row's operation."""
    if row.build is not None:
        results = row.build(*operands, **attributes)
    else:
        results = _core.emit(row.name, operands, **attributes)
    return row.projected(results, operands)


def test_every_operation_has_a_row():
    registered = set(_core.registered_ops())
    assert sorted(registered - set(ROWS) - {*REQUESTS, *LOWERED}) == [], "operations without a row"
    assert sorted(set(ROWS) - registered) == [], "rows without an operation"


# ---- values


def in_ulps(got: np.ndarray, want: np.ndarray, dtype: np.dtype, scale: np.ndarray) -> np.ndarray:
    """The error of each element in units of the last place of `scale`; infinite for wrong infinities."""
    got, want = optable.wide(got), np.asarray(want)
    # What rounds to infinity is to be infinity, what is smaller than all numbers may be zero.
    with np.errstate(all="ignore"):
        rounded = optable.wide(want.astype(dtype))
    same = (got == rounded) | (np.isnan(got) & np.isnan(rounded))
    if dtype.kind == "c":
        same |= ~np.isfinite(got) & ~np.isfinite(rounded)
    with np.errstate(all="ignore"):
        size = np.maximum(np.abs(want), np.abs(scale))
        part = np.zeros((), dtype).real.dtype
        info = optable.ml_dtypes.finfo(part)
        exponent = np.floor(np.log2(np.maximum(size, float(info.tiny))))
        error = np.abs(got - want) / np.exp2(exponent) / float(info.eps)
    return np.where(same, 0.0, np.where(np.isfinite(error), error, np.inf))


def check_values(row: Row, case: Case, dtype: str, got, want, *, special: bool = False) -> None:
    dtypes = row.result_dtypes(case)
    assert len(got) == len(want)
    for number, (g, w) in enumerate(zip(got, want, strict=True)):
        check_value(row, case, dtype, g, w, dtypes[number % len(dtypes)], number, special)


def check_value(row: Row, case: Case, dtype: str, got, want, expected, number: int, special: bool) -> None:
    got = np.asarray(got)
    assert got.dtype == expected, f"{row.name} gives {got.dtype}, expected {expected}"
    assert got.shape == want.shape, f"{row.name} gives shape {got.shape}, expected {want.shape}"
    if expected.name not in (*FLOAT, *COMPLEX):
        np.testing.assert_array_equal(got, want.astype(expected), err_msg=describe(row, case))
        return
    scale = row.expected(case, absolute=True)[number] if row.scale else want
    if row.norm and want.size:
        scale = np.max(np.abs(want))
    errors = in_ulps(got, want, expected, scale)
    limit = row.ulps.get(dtype, 0)
    if not np.all(errors <= limit + 0.5 * (limit > 0)):
        worst = np.unravel_index(np.argmax(errors), errors.shape)
        inputs = [x[worst] if x.shape == errors.shape else "..." for x in case.operands]
        raise AssertionError(
            f"{describe(row, case)}: {np.count_nonzero(errors > limit)} of {errors.size} wrong; at {worst} "
            f"of {inputs}: got {got[worst]}, expected {want[worst]}: {errors[worst]} units in the last "
            f"place, allowed {limit}"
        )
    if special and row.signed_zeros and expected.kind != "c":
        zeros = want == 0
        np.testing.assert_array_equal(
            np.signbit(optable.wide(got)[zeros]), np.signbit(want[zeros]), err_msg=describe(row, case)
        )


def describe(row: Row, case: Case) -> str:
    operands = ", ".join(f"{x.dtype}{list(x.shape)}" for x in case.operands)
    attributes = ", ".join(f"{k}={v}" for k, v in case.attributes.items())
    return f"{row.name}({operands}; {attributes})"


@per_dtype()
def test_value_eager_and_jit(row, dtype):
    for case in row.all_cases(dtype):
        eager = call(row, case.operands, case.attributes)
        jitted = cv.jit(lambda *xs, case=case: call(row, xs, case.attributes))(*case.operands)
        check_values(row, case, dtype, eager, row.expected(case))
        for e, j in zip(eager, jitted, strict=True):
            assert e.dtype == j.dtype
            assert np.asarray(e).tobytes() == np.asarray(j).tobytes(), "eager and jit differ"


@per_dtype(lambda row: [d for d in row.dtypes if next(row.special(d), None) is not None])
def test_value_at_special_numbers(row, dtype):
    for case in row.special(dtype):
        got = call(row, case.operands, case.attributes)
        check_values(row, case, dtype, got, row.expected(case), special=True)


# ---- derivatives


class Function:
    """An operation as a function of the operands by which it is differentiated: its inexact results."""

    def __init__(self, row: Row, case: Case, numbers: tuple[int, ...]):
        self.row, self.case = row, case
        self.numbers = tuple(n for n in numbers if n < len(case.operands))
        self.xs = tuple(case.operands[n] for n in self.numbers)

    def operands(self, xs):
        """All operands of the call, with `xs` for those of the function."""
        operands = list(self.case.operands)
        for n, x in zip(self.numbers, xs, strict=True):
            operands[n] = x
        return tuple(operands)

    def __call__(self, *xs):
        return inexact(call(self.row, self.operands(xs), self.case.attributes))

    def reference(self, *xs):
        operands = self.operands(xs)
        return inexact(self.row.projected(self.row.reference(*operands, **self.case.attributes), operands))


def inexact(results):
    """The results that have derivatives."""
    return tuple(r for r in results if np.dtype(r.dtype).name in (*FLOAT, *COMPLEX))


def smooth_of(row, case):
    return row.smooth if case.smooth is None else case.smooth


def random_like(xs, seed):
    """Random directions of the types of arrays."""
    rng = np.random.default_rng(seed)
    return tuple(optable.numbers(rng, np.asarray(x).dtype.name, np.shape(x), -1.0, 1.0) for x in xs)


def assert_close(got, want, tolerance, what):
    got, want = optable.wide(np.asarray(got)), optable.wide(np.asarray(want))
    assert got.shape == want.shape, f"{what}: got shape {got.shape}, expected {want.shape}"
    if got.size:
        scale = max(1.0, float(np.max(np.abs(want))))
        error = float(np.max(np.abs(got - want)))
        assert error <= tolerance * scale, f"{what}: got\n{got}\nexpected\n{want}\nerror {error / scale}"


def difference(function, xs, vs, step=1e-5):
    """Central differences along a direction, of a function with a tuple of results."""
    ahead = function(*(x + step * v for x, v in zip(xs, vs, strict=True)))
    back = function(*(x - step * v for x, v in zip(xs, vs, strict=True)))
    return [(np.asarray(a) - np.asarray(b)) / (2 * step) for a, b in zip(ahead, back, strict=True)]


def pairing(xs, ys):
    """<xs, ys> of what belongs together, real, and the size of its terms."""
    terms = [
        (optable.wide(np.asarray(x)) * optable.wide(np.asarray(y))).real for x, y in zip(xs, ys, strict=True)
    ]
    return sum(float(np.sum(t)) for t in terms), sum(float(np.sum(np.abs(t))) for t in terms)


def assert_dot_products(xs, ys, us, vs, tolerance, what):
    (left, size), (right, other) = pairing(xs, ys), pairing(us, vs)
    assert abs(left - right) <= tolerance * max(size, other, 1e-3), f"{what}: {left} and {right}"


@per_dtype(with_derivatives)
def test_jvp(row, dtype):
    for case in row.derived_cases(dtype):
        if row.constant:
            check_constant(row, case)
        if not row.smooth:
            continue
        f = Function(row, case, smooth_of(row, case))
        vs = random_like(f.xs, 1)
        ys, dys = cv.jvp(f, f.xs, vs)
        for y, z, dy in zip(ys, f(*f.xs), dys, strict=True):
            np.testing.assert_array_equal(np.asarray(y), np.asarray(z))
            assert dy.dtype == y.dtype
        if dtype in ("float64", "complex128"):
            with np.errstate(all="ignore"):
                wants, tolerance = difference(f.reference, f.xs, vs), 1e-6
        else:
            g = Function(row, case.widened(), f.numbers)
            (_, wants), tolerance = cv.jvp(g, g.xs, tuple(map(optable.wide, vs))), 4 * PRECISION[dtype]
        for dy, want in zip(dys, wants, strict=True):
            assert_close(dy, want, tolerance, f"jvp of {describe(row, case)}")


def check_constant(row, case):
    """The derivative is zero whatever the value does."""
    f = Function(row, case, row.constant)

    def number(*xs):
        results = call(row, f.operands(xs), case.attributes)
        return tuple(_core.convert(r, np.dtype("float64")) for r in results)

    _, dys = cv.jvp(number, f.xs, random_like(f.xs, 1))
    for dy in dys:
        np.testing.assert_array_equal(np.asarray(dy), 0)
    ys, pull = cv.vjp(number, *f.xs)
    for x, ct in zip(f.xs, pull(tuple(np.ones(y.shape) for y in ys)), strict=True):
        assert ct.dtype == x.dtype
        np.testing.assert_array_equal(np.asarray(ct), np.zeros(x.shape, x.dtype))


@per_dtype(lambda row: row.inexact_dtypes() if row.smooth else ())
def test_vjp(row, dtype):
    for case in row.derived_cases(dtype):
        f = Function(row, case, smooth_of(row, case))
        vs = random_like(f.xs, 2)
        _, dys = cv.jvp(f, f.xs, vs)
        ys, pull = cv.vjp(f, *f.xs)
        us = random_like(ys, 3)
        cts = pull(us)
        assert [(c.shape, c.dtype) for c in cts] == [(x.shape, x.dtype) for x in f.xs]
        assert_dot_products(us, dys, cts, vs, PRECISION[dtype], f"vjp of {describe(row, case)}")


def pulled(f, cts):
    """The cotangents of a function's arguments as a function of them."""
    return lambda *xs: cv.vjp(f, *xs)[1](cts)


@per_dtype(lambda row: row.inexact_dtypes() if row.smooth else ())
def test_second_order(row, dtype):
    # Every form of a linear operation has the same rules: one call is enough for the second order.
    for case in row.derived_cases(dtype)[:3]:
        f = Function(row, case, smooth_of(row, case))
        ys = f(*f.xs)
        directions = random_like((*ys, *f.xs), 4)
        cts, ws = directions[: len(ys)], directions[len(ys) :]
        first = pulled(f, cts)
        gs, dgs = cv.jvp(first, f.xs, ws)
        what = f"second order of {describe(row, case)}"
        if dtype in ("float64", "complex128"):
            for got, want in zip(dgs, difference(first, f.xs, ws), strict=True):
                assert_close(got, want, 1e-6, what)
        else:
            wide = Function(row, case.widened(), f.numbers)
            first_wide = pulled(wide, tuple(map(optable.wide, cts)))
            _, wants = cv.jvp(first_wide, wide.xs, tuple(map(optable.wide, ws)))
            for got, want in zip(dgs, wants, strict=True):
                assert_close(got, want, 8 * PRECISION[dtype], what)
        _, pull = cv.vjp(first, *f.xs)
        us = random_like(gs, 5)
        assert_dot_products(us, dgs, pull(us), ws, 2 * PRECISION[dtype], what)


# ---- batching

LANES = 3


def lanes_of(x: np.ndarray, number: int) -> list[np.ndarray]:
    """Operands like `x` for each lane, the first of them `x`; indices stay what they are for."""
    rest = [np.roll(x.ravel(), number + lane).reshape(x.shape) for lane in range(1, LANES)]
    return [x, *rest]


def check_vmap(row: Row, case: Case, dtype: str, axes: tuple[int | None, ...], out_axis: int) -> None:
    per_lane = [
        [x] * LANES if axis is None else lanes_of(x, n)
        for n, (x, axis) in enumerate(zip(case.operands, axes, strict=True))
    ]
    stacked = [
        lanes[0] if axis is None else np.stack(lanes, axis)
        for lanes, axis in zip(per_lane, axes, strict=True)
    ]
    batched = cv.vmap(lambda *xs: call(row, xs, case.attributes), in_axes=axes, out_axes=out_axis)
    got = batched(*stacked)
    looped = [call(row, xs, case.attributes) for xs in zip(*per_lane, strict=True)]
    for result, *singles in zip(got, *looped, strict=True):
        want = np.stack([np.asarray(s) for s in singles], out_axis)
        assert result.dtype == want.dtype
        what = f"vmap over {axes} of {describe(row, case)}"
        if want.dtype.name in PRECISION and row.ulps:
            assert_close(result, want, PRECISION[want.dtype.name], what)
        else:
            np.testing.assert_array_equal(np.asarray(result), want, err_msg=what)


@per_dtype(lambda row: [d for d in row.dtypes if row.all_cases(d)[0].operands])
def test_vmap_over_each_operand(row, dtype):
    for case in row.derived_cases(dtype):
        count = len(case.operands)
        for number in range(count):
            axes = [None] * count
            axes[number] = case.operands[number].ndim if number % 2 else 0
            check_vmap(row, case, dtype, tuple(axes), 0)
        if count > 1:
            last = tuple(0 if n % 2 else x.ndim for n, x in enumerate(case.operands))
            check_vmap(row, case, dtype, last, -1)


# ---- batching and derivatives together


def differentiable_lanes(row: Row, case: Case) -> tuple[Function, tuple[np.ndarray, ...]]:
    """The function of the smooth operands, and these for every lane."""
    f = Function(row, case, smooth_of(row, case))
    return f, tuple(np.stack([x * (1 - lane / 64) for lane in range(LANES)]).astype(x.dtype) for x in f.xs)


@per_dtype(lambda row: row.inexact_dtypes() if row.smooth else ())
def test_vmap_of_grad(row, dtype):
    for case in row.derived_cases(dtype)[:2]:
        f, stacked = differentiable_lanes(row, case)
        cts = random_like(f(*f.xs), 6)
        got = cv.vmap(pulled(f, cts))(*stacked)
        looped = [pulled(f, cts)(*xs) for xs in zip(*stacked, strict=True)]
        for result, *singles in zip(got, *looped, strict=True):
            want = np.stack([np.asarray(s) for s in singles])
            assert_close(result, want, 4 * PRECISION[dtype], f"vmap of grad of {describe(row, case)}")


@per_dtype(lambda row: row.inexact_dtypes() if row.smooth else ())
def test_grad_of_vmap(row, dtype):
    for case in row.derived_cases(dtype)[:2]:
        f, stacked = differentiable_lanes(row, case)
        cts = random_like(f(*f.xs), 6)
        lanes = tuple(np.stack([ct] * LANES) for ct in cts)
        got = pulled(cv.vmap(f), lanes)(*stacked)
        looped = [pulled(f, cts)(*xs) for xs in zip(*stacked, strict=True)]
        for result, *singles in zip(got, *looped, strict=True):
            want = np.stack([np.asarray(s) for s in singles])
            assert_close(result, want, 4 * PRECISION[dtype], f"grad of vmap of {describe(row, case)}")


# ---- requests for transformations


def request_text(function, *args):
    return cv.jit(function).lower(*args).as_text(stage="array")


def square(x):
    return x * x


@functools.cache
def transformed(name):
    """A use of each request, and what it gives at 3."""
    return {
        "jet": (lambda x: cv.experimental.jet.jet(square, (x,), ([x],))[1][0], 18.0),
        "jvp": (lambda x: cv.jvp(square, (x,), (x,))[1], 18.0),
        "vjp": (lambda x: cv.grad(square)(x), 6.0),
        "vmap": (lambda x: cv.vmap(square)(x[None])[0], 9.0),
    }[name]


@pytest.mark.parametrize("name", REQUESTS)
def test_request(name):
    function, expected = transformed(name)
    assert f"array.{name} " in request_text(function, 3.0)
    assert float(cv.jit(function)(3.0)) == expected
    assert float(function(np.float32(3.0))) == expected
