"""Rows of the special functions; their references are SciPy's, where it is installed."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from optable import COMPLEX, DTYPES, FLOAT, Case, add, elementwise, numbers

Bounds = tuple[float, float]
POSITIVE = (0.3, 3.0)
# Two shapes are enough: the operations differ in their scalar code only.
SHAPES = ((5,), (3, 19))


def from_scipy(name: str, result: int | None = None) -> Callable[..., np.ndarray]:
    """A function of `scipy.special`; of several results the one that is named."""

    def reference(*xs: np.ndarray) -> np.ndarray:
        special = pytest.importorskip("scipy.special", reason="SciPy is the reference")
        value = getattr(special, name)(*xs)
        return value if result is None else value[result]

    return reference


def ulps(double: float, single: float = 1) -> dict[str, float]:
    """What is narrower than double precision is computed in that and rounded."""
    return {"float16": 1, "bfloat16": 1, "float32": single, "float64": double}


def row(
    name: str, reference: Any, *bounds: Bounds, double: float = 8, single: float = 1, **rest: Any
) -> None:
    rest.setdefault("smooth", tuple(range(len(bounds))))
    cases = elementwise(*bounds, shapes=SHAPES)
    add(name, reference, FLOAT, cases, ulps=ulps(double, single), **rest)


def pairs_of(values: list[float]) -> Callable[[str], Iterator[Case]]:
    """All pairs of special operands."""

    def cases(dtype: str) -> Iterator[Case]:
        x, y = (
            np.array(v).astype(DTYPES[dtype]) for v in zip(*itertools.product(values, values), strict=True)
        )
        yield Case((x, y))

    return cases


def each_of(values: list[float]) -> Callable[[str], Iterator[Case]]:
    """Special operands of a function of one number."""

    def cases(dtype: str) -> Iterator[Case]:
        yield Case((np.array(values).astype(DTYPES[dtype]),))

    return cases


ENDS = [0.0, -0.0, np.inf, -np.inf, np.nan, 1.0, -1.0, 2.0]

# ---- gamma and beta functions


def lgamma(x: np.ndarray) -> np.ndarray:
    """SciPy's is negative at -infinity."""
    return np.where(x == -np.inf, np.inf, from_scipy("gammaln")(x))


def digamma(x: np.ndarray) -> np.ndarray:
    """SciPy's is infinite at 0, with a sign against that of the zero."""
    return np.where(x == 0, np.nan, from_scipy("digamma")(x))


row("gamma", from_scipy("gamma"), (-2.9, 5.0), special=each_of(ENDS))
row("lgamma", lgamma, (2.3, 9.0), special=each_of(ENDS), double=16, single=2)
row("digamma", digamma, (0.2, 9.0), special=each_of(ENDS), double=16, single=2)
row("beta", from_scipy("beta"), POSITIVE, (0.4, 4.0), double=16)
row("betaln", from_scipy("betaln"), (2.0, 5.0), (2.0, 12.0), double=24)
row("binom", from_scipy("binom"), (6.0, 9.0), (0.5, 3.0), double=24)
row("poch", from_scipy("poch"), POSITIVE, (0.4, 4.0), double=24)


def polygamma(m: np.ndarray, x: np.ndarray) -> np.ndarray:
    special = pytest.importorskip("scipy.special", reason="SciPy is the reference")
    return np.reshape([special.polygamma(int(n), y) for n, y in zip(m.flat, x.flat, strict=True)], x.shape)


def polygamma_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in SHAPES:
        yield Case((rng.integers(1, 4, shape).astype(DTYPES[dtype]), numbers(rng, dtype, shape, 0.8, 4.0)))


add("polygamma", polygamma, FLOAT, polygamma_cases, smooth=(1,), ulps=ulps(16))


def zeta(x: np.ndarray, q: np.ndarray, *, order: int) -> np.ndarray:
    """Sums of terms, and of those that follow the integral and two corrections."""
    n = 2000
    k, w = np.arange(n), q + n
    power = (q[..., None] + k) ** -x[..., None]
    if order == 0:
        rest = w ** (1 - x) / (x - 1) + 0.5 * w**-x + x / 12 * w ** (-x - 1)
        return power.sum(-1) + rest
    log = np.log(w)
    rest = -(w ** (1 - x)) * (log / (x - 1) + 1 / (x - 1) ** 2) - 0.5 * log * w**-x
    return (-np.log(q[..., None] + k) * power).sum(-1) + rest + (1 - x * log) / 12 * w ** (-x - 1)


def zeta_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for order in (0, 1):
        operands = numbers(rng, dtype, (5,), 2.0, 6.0), numbers(rng, dtype, (5,), 1.2, 4.0)
        yield Case(operands, {"order": order}, derived=True)


add("zeta", zeta, FLOAT, zeta_cases, smooth=(0, 1), ulps=ulps(60))

# ---- incomplete gamma and beta functions


def gamma_density(a: np.ndarray, x: np.ndarray) -> np.ndarray:
    return np.exp((a - 1) * np.log(x) - x - from_scipy("gammaln")(a))


def beta_density(a: np.ndarray, b: np.ndarray, x: np.ndarray) -> np.ndarray:
    return x ** (a - 1) * (1 - x) ** (b - 1) / from_scipy("beta")(a, b)


def slope(function: Callable[[np.ndarray], np.ndarray], x: np.ndarray) -> np.ndarray:
    """Differences that are exact for polynomials of degree 8."""
    step = 2e-2
    parts = [(0.8, 1), (-0.2, 2), (4 / 105, 3), (-1 / 280, 4)]
    return sum(c * (function(x + i * step) - function(x - i * step)) for c, i in parts) / step


def igamma_grad_a(a: np.ndarray, x: np.ndarray) -> np.ndarray:
    return slope(lambda p: from_scipy("gammainc")(p, x), a)


def random_gamma_grad(a: np.ndarray, x: np.ndarray) -> np.ndarray:
    return -igamma_grad_a(a, x) / gamma_density(a, x)


ORDER, ARGUMENT = (0.8, 4.0), (0.5, 5.0)
row("gamma_density", gamma_density, ORDER, ARGUMENT, double=32)
row("beta_density", beta_density, ORDER, POSITIVE, (0.1, 0.8), double=32)
row("igamma", from_scipy("gammainc"), ORDER, ARGUMENT, smooth=(1,), double=16)
row("igammac", from_scipy("gammaincc"), ORDER, ARGUMENT, smooth=(1,), double=32)
row("igamma_grad_a", igamma_grad_a, ORDER, ARGUMENT, smooth=(1,), double=1e6)
row("random_gamma_grad", random_gamma_grad, ORDER, ARGUMENT, smooth=(), double=1e6)
row("betainc", from_scipy("betainc"), ORDER, POSITIVE, (0.1, 0.9), smooth=(2,), double=32)

# ---- Bessel functions

row("bessel_i0e", from_scipy("i0e"), (-12.0, 12.0), special=each_of(ENDS), double=6)
row("bessel_i1e", from_scipy("i1e"), (-12.0, 12.0), special=each_of(ENDS), double=8, signed_zeros=False)


def bessel_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in SHAPES:
        yield Case((rng.integers(0, 5, shape).astype(DTYPES[dtype]), numbers(rng, dtype, shape, 0.3, 9.0)))


add(
    "bessel_jn",
    from_scipy("jv"),
    FLOAT,
    bessel_cases,
    smooth=(1,),
    constant=(0,),
    ulps=ulps(256),
)

# ---- error functions

row("erfcx", from_scipy("erfcx"), (-2.0, 12.0), special=each_of(ENDS))
row("dawsn", from_scipy("dawsn"), (-4.0, 12.0), special=each_of(ENDS))
row(
    "ndtri", from_scipy("ndtri"), (0.05, 0.95), special=each_of([0.0, 1.0, 0.5, -1.0, 2.0, np.nan]), double=16
)
row("ndtr", from_scipy("ndtr"), (-3.0, 3.0), special=each_of([0.0, -np.inf, np.inf, np.nan]), double=16)
row(
    "log_ndtr",
    from_scipy("log_ndtr"),
    (-3.0, 3.0),
    special=each_of([0.0, -np.inf, np.inf, np.nan]),
    double=16,
)
row("owens_t", from_scipy("owens_t"), (-2.0, 2.0), (-2.0, 2.0), double=32)
row("fresnel_sin", from_scipy("fresnel", 0), (0.2, 3.0), double=32)
row("fresnel_cos", from_scipy("fresnel", 1), (0.2, 3.0), double=32)

# ---- exponential, sine and logarithmic integrals


def expn(n: np.ndarray, x: np.ndarray) -> np.ndarray:
    return from_scipy("expn")(n.astype(int), x)


def expn_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for shape in SHAPES:
        yield Case((rng.integers(1, 6, shape).astype(DTYPES[dtype]), numbers(rng, dtype, shape, 0.3, 4.0)))


def spence(x: np.ndarray) -> np.ndarray:
    """SciPy gives NaN for infinity."""
    return np.where(x == np.inf, -np.inf, from_scipy("spence")(x))


row("expi", from_scipy("expi"), (0.6, 4.0), special=each_of(ENDS))
add("expn", expn, FLOAT, expn_cases, smooth=(1,), ulps=ulps(64))
row("sine_integral", from_scipy("sici", 0), (-9.0, 9.0), special=each_of(ENDS), signed_zeros=False)
row("cosine_integral", from_scipy("sici", 1), (0.8, 3.0), special=each_of(ENDS), double=64)
row("spence", spence, (0.1, 0.9), special=each_of(ENDS), double=32)

# ---- hypergeometric functions

PARAMETER = (0.6, 4.0)
row("hyp1f1", from_scipy("hyp1f1"), PARAMETER, PARAMETER, (-3.0, 4.0), smooth=(2,), double=128)
row("hyp2f1", from_scipy("hyp2f1"), PARAMETER, PARAMETER, PARAMETER, (-0.8, 0.7), smooth=(3,), double=256)


def by_parameter(name: str, number: int) -> Callable[..., np.ndarray]:
    """The derivative of a function by one of its operands."""

    def reference(*xs: np.ndarray) -> np.ndarray:
        def function(p: np.ndarray) -> np.ndarray:
            return from_scipy(name)(*xs[:number], p, *xs[number + 1 :])

        return slope(function, xs[number])

    return reference


for name, number, count in (
    ("hyp1f1_grad_a", 0, 3),
    ("hyp1f1_grad_b", 1, 3),
    ("hyp2f1_grad_a", 0, 4),
    ("hyp2f1_grad_c", 2, 4),
):
    last = (0.4, 3.0) if count == 3 else (0.2, 0.7)
    row(
        name,
        by_parameter(name[:6], number),
        *[(0.8, 3.0)] * (count - 1),
        last,
        smooth=(count - 1,),
        double=1e7,
        single=2,
    )

# ---- products with logarithms


def rel_entr(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return from_scipy("rel_entr")(x, y)


VALUES = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, np.inf, -np.inf, np.nan]
row("xlogy", from_scipy("xlogy"), POSITIVE, POSITIVE, special=pairs_of(VALUES), signed_zeros=False, double=3)
row(
    "xlog1py",
    from_scipy("xlog1py"),
    POSITIVE,
    POSITIVE,
    special=pairs_of(VALUES),
    signed_zeros=False,
    double=4,
)
row("entr", from_scipy("entr"), POSITIVE, special=each_of(VALUES), signed_zeros=False, double=4, single=2)
FINITE = [0.0, 1.0, -1.0, 0.5, 2.0, np.nan]
row(
    "rel_entr",
    rel_entr,
    POSITIVE,
    (0.4, 4.0),
    special=pairs_of(FINITE),
    double=4,
    single=2,
    signed_zeros=False,
)
row(
    "logit",
    from_scipy("logit"),
    (0.05, 0.95),
    special=each_of(VALUES),
    signed_zeros=False,
    double=4,
    single=2,
)

# ---- functions of complex numbers

COMPLEX_ULPS = {
    "complex64": 1,
    "complex128": 256,
}  # in double precision more are lost near the zeros of lgamma


def complex_polygamma(x: np.ndarray, *, order: int) -> np.ndarray:
    """SciPy has the function of order 0; higher ones are sums like those of zeta."""
    if order == 0:
        return from_scipy("digamma")(x)
    n = 2000
    w = x + n
    total = ((x[..., None] + np.arange(n)) ** -2).sum(-1)
    return total + 1 / w + 0.5 * w**-2 + 1 / 6 * w**-3


def complex_polygamma_cases(dtype: str, rng: np.random.Generator) -> Iterator[Case]:
    for order in (0, 1):
        x = numbers(rng, dtype, (3, 5), 0.5, 3.0)
        yield Case((x,), {"order": order}, derived=True)


add(
    "complex_polygamma",
    complex_polygamma,
    COMPLEX,
    complex_polygamma_cases,
    smooth=(0,),
    ulps={"complex64": 1, "complex128": 64},
)
for name, reference in (("complex_lgamma", "loggamma"), ("wofz", "wofz")):
    add(
        name,
        from_scipy(reference),
        COMPLEX,
        elementwise((0.5, 3.0), shapes=SHAPES),
        smooth=(0,),
        ulps=COMPLEX_ULPS,
    )
