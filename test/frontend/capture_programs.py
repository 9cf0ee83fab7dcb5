"""Programs for test_capture.py: plain Python, with arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

PROGRAMS: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []


def program(*calls: tuple[Any, ...]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Tests a function with these arguments."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        PROGRAMS.extend((function, call) for call in calls)
        return function

    return add


@program((2.0,), (9.0,), (1e4,))
def newton(a):
    x, n = a, 0
    while abs(x * x - a) > 1e-5 * a:
        x = 0.5 * (x + a / x)
        n += 1
        if n > 50:
            break
    return x, n


@program((2.0, 0.0, 2.0), (0.3, 0.0, 1.0))
def bisection(a, low, high):
    for _ in range(60):
        middle = (low + high) / 2
        if high - low < 1e-4:
            return middle
        if middle * middle < a:
            low = middle
        else:
            high = middle
    return low


@program((12, 18), (17, 5), (0, 3), (100, 75))
def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


@program((27,), (1,), (97,))
def collatz(n):
    steps = 0
    while n != 1:
        if n % 2 == 0:
            n = n // 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps


@program((0,), (1,), (15,), (40,))
def fizzbuzz(n):
    total = 0
    for i in range(1, n + 1):
        if i % 15 == 0:
            total += 1000
        elif i % 5 == 0:
            total += 100
        elif i % 3 == 0:
            total += 10
        else:
            total += 1
    return total


@program((5, 7), (0, 3), (12, 12))
def nested_loops_with_jumps(n, m):
    total = 0
    for i in range(n):
        if i == 2:
            continue
        for j in range(m):
            if j > i:
                break
            if (i + j) % 3 == 0:
                continue
            total += i * j
            if total > 100:
                return -total
        else:
            total += 1
    return total


@program((-3.0,), (0.5,), (7.0,), (200.0,))
def early_returns(x):
    if x < 0:
        return -x
    if x < 1:
        y = x * x
        if y > 0.2:
            return y
    elif x > 100:
        return x / 2
    return x + 1


@program((3.0,), (0.1,), (1000.0,))
def endless_with_break(x):
    while True:
        y = x + 1
        x = x * 2
        if x > 100:
            break
    return x, y


@program((3.0,), (0.1,))
def endless_with_return(x):
    n = 0
    while True:
        n += 1
        if n > 20:
            return -x
        if x > 50:
            return x
        x = x * 1.7


@program(([1.0, 2.0, 3.0],), ([5.0, -1.0, 2.0, 4.0],), ([1.0],))
def rows_of_an_array(xs):
    total, last = 0.0, 0.0
    for x in xs:
        if x < 0:
            continue
        total += x * last
        last = x
    return total, last


@program(([1.0, 2.0, 3.0],), ([5.0, -1.0, 2.0, 4.0],))
def first_negative(xs):
    for i, x in enumerate(xs):
        if x < 0:
            return i, x
    return -1, 0.0


@program(([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]), ([3.0, 9.0, 1.0], [4.0, 2.0, 2.0]))
def pairs(xs, ys):
    best = -100.0
    for x, y in zip(xs, ys):
        best = max(best, x * y if x < y else x - y)
    for x in reversed(xs):
        best = best * 0.5 + x
    return best


@program((1, 10, 3), (10, 1, -4), (3, 3, 1), (5, 1, 2))
def ranges_with_steps(a, b, step):
    total, count = 0, 0
    for i in range(a, b, step):
        total = total * 3 + i
        count += 1
    for i in range(b, a):
        total += i
    return total, count


@program((0,), (1,), (5,))
def else_clauses(n):
    total = 0
    for i in range(n):
        if i == 3:
            break
    else:
        total += 100
    k = n
    while k > 0:
        k -= 2
        if k == 1:
            break
    else:
        total += 1000
    return total, k


@program((2.0, 1.0), (0.5, 3.0), (-1.0, -2.0))
def conditions(x, y):
    a = 1.0 if x > 0 and y > 0 else 2.0
    b = 3.0 if x > 1 or not y > 0 else 4.0
    c = 5.0 if -1.5 < x < y else 6.0
    d = 1 if 0 < x <= 2 != y else 0
    e = x if (x > y) == (y > 0) else y
    return a, b, c, d, e


@program((3,), (4,), (9,))
def membership(n):
    total = 0
    if n in (1, 3, 5):
        total += 1
    if n not in [3, 9]:
        total += 10
    if n in range(0, 20, 3):
        total += 100
    return total


@program((7.0,), (0.0,))
def mixed_types(x):
    total = 0
    k = 1
    while k < 5:
        total = total + x / k
        k += 1
    if x > 1:
        z = 1
    else:
        z = x
    return total, z


@program((4,), (0,))
def variables_of_one_branch(n):
    total = 0
    for i in range(n):
        if i % 2:
            square = i * i
            total += square
        else:
            cube = i * i * i
            total -= cube
    return total


@program((3.0, 4), (0.5, 2))
def known_and_traced(x, n):
    scales = [1.0, 2.0, 3.0]
    for i in range(3):
        x = x * scales[i]
        if x > 10:
            break
        for _ in range(n):
            x = x + i
    return x


@program((3.0, 5), (0.1, 3), (-1.0, 4))
def values_behind_jumps_alone(x, n):
    total = 0.0
    while x < 20:
        for i in range(n):
            if total > 40:
                return -total, x, -2.0
            total += i
            last = total * x
        else:
            last = total - x
        x = x + last + 5
    # Assigned before it is left, or behind its last iteration.
    for i in range(n):
        if x > 3 * i:
            found = x * i
            break
        x = x - 1
    else:
        found = -1.0
    return x, total, found


@program((10,), (3,))
def walrus(n):
    total = 0
    while (n := n - 2) > 0:
        total += n
    return total, n


@program((1.0,), (30.0,))
def local_functions(x):
    def step(v, factor=2.0):
        if v > 20:
            return v - factor
        return v * factor

    scale = lambda v: v if v < 25 else 25.0
    while x < 24:
        x = step(x)
        x = scale(x)
    return step(x, factor=3.0)


@program((5.0,), (-5.0,))
def none_until_known(x):
    best = None
    for k in range(4):
        value = x * k - k * k
        if best is None or value > best:
            best = value
    return best


@program((6,), (1,))
def deleted_and_tuples(n):
    a, b = 0, 1
    for _ in range(n):
        c = a + b
        a, (b, *rest) = b, (c, c)
        del c
        a = a + len(rest)
    return a, b


@program((3.0,), (-3.0,))
def raising_what_is_known(x):
    limit = 3
    if limit < 0:
        raise ValueError("limit")
    assert limit > 0, "limit"
    try:
        y = x + limit if x > 0 else x - limit
    finally:
        limit = 0
    return y


@program((2.0,), (5.0,))
def power_by_recursion(x):
    def power(base, n):
        if n == 0:
            return 1.0
        half = power(base, n // 2)
        return half * half * (base if n % 2 else 1.0)

    if x > 3:
        return power(x, 3)
    return power(x, 5)


@program((0, 2.0), (1, 2.0), (3, 2.0), (5, 2.0), (8, 2.0))
def match_of_numbers(n, x):
    match n:
        case 0:
            y = x
        case 1 | 2 | 3:
            y = 2 * x
        case m if m > 6:
            y = m * x
        case _:
            y = -x
    return y


@program((2.0, 1.0), (-2.0, 1.0), (-2.0, 0.0), (0.0, -3.0))
def match_of_a_tuple(x, y):
    match (x > 0, y):
        case (True, a):
            return a * x
        case (False, 0.0):
            return 5.0
        case (_, b) if b < 0:
            return b
    return x + y


@program((0,), (1,), (12,))
def match_with_jumps(n):
    total = 0
    for i in range(n):
        match i % 5:
            case 1:
                continue
            case 4 if i > 6:
                break
        total = total + i
    return total


@program((2.0,), (-1.0,))
def match_of_containers(x):
    match {"kind": "scaled", "factor": x}:
        case {"kind": "scaled", "factor": factor}:
            return factor * 2 if factor > 0 else factor
        case _:
            return x


@program(([1.0, -2.0, 3.0],), ([0.0, 0.5, -1.0],))
def comprehensions(xs):
    numbers = {i: x * i for i, x in enumerate(xs)}
    last = [-x for x in reversed(xs)]
    pairs = [x * y for x, y in zip(xs, last)]
    return numbers[2] + sum(x if x > 0 else 0 for x in pairs) + max(abs(x) for x in xs)


class Base:
    def inherited(self, x):
        return x * 2 if x > 0 else -x


class Holder(Base):
    """Methods that are captured."""

    def __init__(self):
        self.factor = 3.0
        self.__hidden = 5.0

    def scaled(self, x, limit=1.0):
        if x > limit:
            return x * self.factor
        return self._rest(x)

    def _rest(self, x):
        return -x if x < 0 else x / 2

    def __call__(self, x):
        while x < 10:
            x = x * self.factor
        return x

    def private(self, x):
        while x < self.__hidden:
            x = x + 1
        return x

    def inherited(self, x):
        if x < 0:
            return super().inherited(x) + 1
        return x


HOLDER = Holder()
