"""Rows of the operations that draw random numbers; the references draw one number after the other."""

import functools
import math
from statistics import NormalDist

import numpy as np
from optable import Case, add

MASK = 0xFFFFFFFF
ROTATIONS = ((13, 15, 26, 6), (17, 29, 16, 24))


@functools.cache
def cipher(key, index):
    """Threefry-2x32 of a counter."""
    schedule = (key[0], key[1], key[0] ^ key[1] ^ 0x1BD11BDA)
    x, y = ((index >> 32) + schedule[0]) & MASK, (index + schedule[1]) & MASK
    for group in range(5):
        for rotation in ROTATIONS[group % 2]:
            x = (x + y) & MASK
            y = ((y << rotation | y >> (32 - rotation)) & MASK) ^ x
        x = (x + schedule[(group + 1) % 3]) & MASK
        y = (y + schedule[(group + 2) % 3] + group + 1) & MASK
    return x, y


def uniform(key, index, bits):
    """A number in [0, 1) with the mantissa of a float of so many bits."""
    x, y = cipher(key, index)
    return ((x ^ y) >> 9) / 2**23 if bits == 32 else ((x << 32 | y) >> 12) / 2**52


def normal(key, bits):
    """A standard normal number."""
    least = np.nextafter(-1, 0, dtype=np.float32 if bits == 32 else np.float64)
    span = float(least.dtype.type(1) - least)
    u = least.dtype.type(uniform(key, 0, bits) * span + float(least))
    return NormalDist().inv_cdf((float(max(u, least)) + 1) / 2)


def one_gamma(key, alpha, log_space, bits):
    """Marsaglia and Tsang's method."""
    d = (alpha if alpha >= 1 else alpha + 1) - 1 / 3
    c = 1 / 3 / math.sqrt(d)
    key, boost_key = cipher(key, 0), cipher(key, 1)
    while True:
        key, normal_key, uniform_key = (cipher(key, i) for i in range(3))
        v = -1.0
        while v <= 0:
            normal_key, drawn = cipher(normal_key, 0), cipher(normal_key, 1)
            x = normal(drawn, bits)
            v = 1 + x * c
        u, cube = uniform(uniform_key, 0, bits), v**3
        if u < 1 - 0.0331 * x**4 or math.log(u) < x * x / 2 + d * (1 - cube + math.log(cube)):
            break
    boost = 0.0 if alpha >= 1 else math.log1p(-uniform(boost_key, 0, bits)) / alpha
    return math.log(d * cube) + boost if log_space else d * cube * math.exp(boost)


def gamma(k0, k1, alpha, log_space):
    bits = 8 * alpha.dtype.itemsize
    draw = functools.partial(one_gamma, log_space=log_space, bits=bits)
    keys = zip(k0.ravel().tolist(), k1.ravel().tolist(), strict=True)
    values = [draw(key, float(a)) for key, a in zip(keys, alpha.ravel(), strict=True)]
    return np.array(values, np.float64).reshape(alpha.shape)


def per_key(draw):
    """Applies `draw(key, *flat operands)` to every key of a batch."""

    def reference(keys, *operands, **attributes):
        lanes = keys.reshape(-1, 2).tolist()
        flat = [x.reshape(len(lanes), -1) for x in operands]
        results = [draw(tuple(key), *xs, **attributes) for key, *xs in zip(lanes, *flat, strict=True)]
        return np.array(results).reshape(operands[0].shape)

    return reference


def until_all_fit(key, draws, bits):
    """The last number that fitted when every element has been given one."""
    last = [None] * len(draws)
    while any(number is None for number in last):
        key, first, second = (cipher(key, i) for i in range(3))
        for i, draw in enumerate(draws):
            k, fits = draw(uniform(first, i, bits), uniform(second, i, bits))
            last[i] = k if fits else last[i]
    return last


def poisson_rejection(rate):
    b = 0.931 + 2.53 * math.sqrt(rate)
    a = -0.059 + 0.02483 * b

    def draw(u, v):
        u -= 0.5
        inside = 0.5 - abs(u)
        k = math.floor((2 * a / inside + b) * u + rate + 0.43)
        if inside >= 0.07 and v <= 0.9277 - 3.6224 / (b - 2):
            return k, True
        if k < 0 or (inside < 0.013 and v > inside):
            return k, False
        left = math.log(v * (1.1239 + 1.1328 / (b - 3.4)) / (a / inside**2 + b))
        return k, left <= -rate + k * math.log(rate) - math.lgamma(k + 1)

    return draw


@per_key
def poisson(key, rates, element_type):
    def by_products(i, rate, key=key):
        total, k = 0.0, -1
        while total > -rate or k < 0:
            key, drawn = cipher(key, 0), cipher(key, 1)
            total, k = total + math.log(uniform(drawn, i, 32)), k + 1
        return k

    rejected = until_all_fit(key, [poisson_rejection(r if r >= 10 else 1e5) for r in map(float, rates)], 32)
    small = (by_products(i, float(r)) if 0 < r < 10 else 0 for i, r in enumerate(rates))
    return [k if r >= 10 else s for k, s, r in zip(rejected, small, rates, strict=True)]


def stirling(k):
    """What Stirling's formula lacks of log k!."""
    return math.lgamma(k + 1) - ((k + 0.5) * math.log(k + 1) - (k + 1) + 0.5 * math.log(2 * math.pi))


def binomial_rejection(count, p):
    deviation = math.sqrt(count * p * (1 - p))
    b = 1.15 + 2.53 * deviation
    a = -0.0873 + 0.0248 * b + 0.01 * p
    odds, mode = p / (1 - p), math.floor((count + 1) * p)

    def draw(u, v):
        u -= 0.5
        inside = 0.5 - abs(u)
        k = math.floor((2 * a / inside + b) * u + count * p + 0.5)
        if inside >= 0.07 and v <= 0.92 - 4.2 / b:
            return k, True
        if not 0 <= k <= count:
            return k, False
        left = math.log(v * (2.83 + 5.1 / b) * deviation / (a / inside**2 + b))
        terms = math.lgamma(mode + 1) + math.lgamma(count - mode + 1)
        terms -= math.lgamma(k + 1) + math.lgamma(count - k + 1)
        return k, left <= terms + (k - mode) * math.log(odds)

    return draw


def binomial_of(bits):
    @per_key
    def binomial(key, counts, probabilities):
        def by_sums(i, count, p, key=key):
            total, k = 0.0, 0
            while total <= count:
                drawn, key = cipher(key, 0), cipher(key, 1)
                total, k = total + math.ceil(math.log(uniform(drawn, i, bits)) / math.log1p(-p)), k + 1
            return k - 1

        pairs = [(float(n), float(p)) for n, p in zip(counts, probabilities, strict=True)]
        large = [n * p > 10 for n, p in pairs]
        draws = [
            binomial_rejection(*pair) if x else binomial_rejection(1e4, 0.5) for pair, x in zip(pairs, large)
        ]
        rejected = until_all_fit(key, draws, bits)
        return [k if x else by_sums(i, *pair) for i, (k, x, pair) in enumerate(zip(rejected, large, pairs))]

    return binomial


def binomial(keys, counts, probabilities):
    return binomial_of(8 * counts.dtype.itemsize)(keys, counts, probabilities)


def words(rng, *shape):
    return rng.integers(0, 2**32, shape, dtype=np.uint32)


def gamma_cases(dtype, rng):
    for shape, log_space in (((5,), False), ((2, 3), True), ((0,), False)):
        alpha = rng.uniform(0.2, 5, shape).astype(dtype)
        yield Case((words(rng, *shape), words(rng, *shape), alpha), {"log_space": log_space})


def poisson_cases(dtype, rng):
    for shape, high in (((6,), 9.0), ((2, 3), 40.0), ((0,), 9.0)):
        rate = rng.uniform(0.1, high, shape).astype(np.float32)
        yield Case((words(rng, 2), rate), {"element_type": np.dtype(dtype)})


def binomial_cases(dtype, rng):
    for shape, high in (((6,), 10), ((2, 3), 200), ((0,), 10)):
        count = rng.integers(1, high, shape).astype(dtype)
        yield Case((words(rng, 2), count, rng.uniform(0.05, 0.5, shape).astype(dtype)))


FLOATS = ("float32", "float64")
# The reference rounds to no narrower type; a sample is a cube, which multiplies errors.
add(
    "random_gamma",
    gamma,
    FLOATS,
    gamma_cases,
    ulps={"float32": 32, "float64": 4096},
    norm=True,
    narrow=True,
    result=lambda case: case.operands[2].dtype,
)
add(
    "random_poisson",
    poisson,
    ("int32", "uint8", "int64"),
    poisson_cases,
    narrow=True,
    result=lambda case: case.attributes["element_type"],
)
add(
    "random_binomial",
    binomial,
    FLOATS,
    binomial_cases,
    narrow=True,
    result=lambda case: case.operands[1].dtype,
)
