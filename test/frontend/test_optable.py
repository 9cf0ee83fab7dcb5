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
REQUESTS = ("jvp", "vjp", "vmap")

pytestmark = pytest.mark.usefixtures("x64")


def per_dtype(select=lambda row: row.dtypes):
    """One test for each row and element type."""
    pairs = [(row, dtype) for row in ROWS.values() for dtype in select(row)]
    return pytest.mark.parametrize(("row", "dtype"), pairs, ids=[f"{r.name}-{d}" for r, d in pairs])


def with_derivatives(row):
    return row.inexact_dtypes() if row.smooth or row.constant else ()


def call(row: Row, operands, attributes):
    """Applies the row's operation."""
    if row.build is not None:
        return row.build(*operands, **attributes)
    return _core.emit(row.name, operands, **attributes)


def results_of(value) -> tuple:
    return value if isinstance(value, tuple) else (value,)


def test_every_operation_has_a_row():
    registered = set(_core.registered_ops())
    assert sorted(registered - set(ROWS) - set(REQUESTS)) == [], "operations without a row"
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


def check_value(row: Row, case: Case, dtype: str, got, want, *, special: bool = False) -> None:
    got = np.asarray(got)
    expected = row.result(case)
    assert got.dtype == expected, f"{row.name} gives {got.dtype}, expected {expected}"
    assert got.shape == want.shape, f"{row.name} gives shape {got.shape}, expected {want.shape}"
    if expected.name not in (*FLOAT, *COMPLEX):
        np.testing.assert_array_equal(got, want.astype(expected), err_msg=describe(row, case))
        return
    scale = row.expected(case, absolute=True)[0] if row.scale else want
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
        eager = results_of(call(row, case.operands, case.attributes))
        jitted = results_of(cv.jit(lambda *xs, case=case: call(row, xs, case.attributes))(*case.operands))
        wanted = row.expected(case)
        assert len(eager) == len(jitted) == len(wanted)
        for e, j, want in zip(eager, jitted, wanted, strict=True):
            check_value(row, case, dtype, e, want)
            assert e.dtype == j.dtype
            assert np.asarray(e).tobytes() == np.asarray(j).tobytes(), "eager and jit differ"


@per_dtype(lambda row: [d for d in row.dtypes if next(row.special(d), None) is not None])
def test_value_at_special_numbers(row, dtype):
    for case in row.special(dtype):
        for got, want in zip(
            results_of(call(row, case.operands, case.attributes)), row.expected(case), strict=True
        ):
            check_value(row, case, dtype, got, want, special=True)


# ---- derivatives


class Function:
    """An operation as a function of the operands by which it is differentiated."""

    def __init__(self, row: Row, case: Case, numbers: tuple[int, ...]):
        self.row, self.case = row, case
        self.numbers = tuple(n for n in numbers if n < len(case.operands))
        self.xs = tuple(case.operands[n] for n in self.numbers)

    def _operands(self, xs):
        operands = list(self.case.operands)
        for n, x in zip(self.numbers, xs, strict=True):
            operands[n] = x
        return tuple(operands)

    def __call__(self, *xs):
        return call(self.row, self._operands(xs), self.case.attributes)

    def reference(self, *xs):
        return self.row.reference(*self._operands(xs), **self.case.attributes)


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
    """Central differences along a direction, of a function with one result or a tuple."""
    ahead = function(*(x + step * v for x, v in zip(xs, vs, strict=True)))
    back = function(*(x - step * v for x, v in zip(xs, vs, strict=True)))
    return [
        (np.asarray(a) - np.asarray(b)) / (2 * step)
        for a, b in zip(results_of(ahead), results_of(back), strict=True)
    ]


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
        y, dy = cv.jvp(f, f.xs, vs)
        np.testing.assert_array_equal(np.asarray(y), np.asarray(f(*f.xs)))
        assert dy.dtype == y.dtype
        if dtype in ("float64", "complex128"):
            with np.errstate(all="ignore"):
                (want,) = difference(f.reference, f.xs, vs)
            assert_close(dy, want, 1e-6, f"jvp of {describe(row, case)}")
        else:
            g = Function(row, case.widened(), f.numbers)
            _, want = cv.jvp(g, g.xs, tuple(map(optable.wide, vs)))
            assert_close(dy, want, 4 * PRECISION[dtype], f"jvp of {describe(row, case)}")


def check_constant(row, case):
    """The derivative is zero whatever the value does."""
    f = Function(row, case, row.constant)

    def number(*xs):
        return _core.convert(f(*xs), np.dtype("float64"))

    _, dy = cv.jvp(number, f.xs, random_like(f.xs, 1))
    np.testing.assert_array_equal(np.asarray(dy), 0)
    y, pull = cv.vjp(number, *f.xs)
    for x, ct in zip(f.xs, pull(np.ones(y.shape)), strict=True):
        assert ct.dtype == x.dtype
        np.testing.assert_array_equal(np.asarray(ct), np.zeros(x.shape, x.dtype))


@per_dtype(lambda row: row.inexact_dtypes() if row.smooth else ())
def test_vjp(row, dtype):
    for case in row.derived_cases(dtype):
        f = Function(row, case, smooth_of(row, case))
        vs = random_like(f.xs, 2)
        _, dy = cv.jvp(f, f.xs, vs)
        y, pull = cv.vjp(f, *f.xs)
        (ct,) = random_like((y,), 3)
        cts = pull(ct)
        assert [(c.shape, c.dtype) for c in cts] == [(x.shape, x.dtype) for x in f.xs]
        assert_dot_products((ct,), (dy,), cts, vs, PRECISION[dtype], f"vjp of {describe(row, case)}")


def pulled(f, ct):
    """The cotangents of a function's arguments as a function of them."""
    return lambda *xs: cv.vjp(f, *xs)[1](ct)


@per_dtype(lambda row: row.inexact_dtypes() if row.smooth else ())
def test_second_order(row, dtype):
    # Every form of a linear operation has the same rules: one call is enough for the second order.
    for case in row.derived_cases(dtype)[:3]:
        f = Function(row, case, smooth_of(row, case))
        ct, *ws = random_like((np.zeros(row.expected(case)[0].shape, row.result(case)), *f.xs), 4)
        first = pulled(f, ct)
        gs, dgs = cv.jvp(first, f.xs, tuple(ws))
        what = f"second order of {describe(row, case)}"
        if dtype in ("float64", "complex128"):
            for got, want in zip(dgs, difference(first, f.xs, ws), strict=True):
                assert_close(got, want, 1e-6, what)
        else:
            wide = Function(row, case.widened(), f.numbers)
            result = np.zeros((), row.result(case.widened())).dtype
            _, wants = cv.jvp(pulled(wide, ct.astype(result)), wide.xs, tuple(map(optable.wide, ws)))
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
    got = results_of(batched(*stacked))
    looped = [results_of(call(row, xs, case.attributes)) for xs in zip(*per_lane, strict=True)]
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


# ---- requests for transformations


def request_text(function, *args):
    return cv.jit(function).lower(*args).as_text(stage="array")


def square(x):
    return x * x


@functools.cache
def transformed(name):
    """A use of each request, and what it gives at 3."""
    return {
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
