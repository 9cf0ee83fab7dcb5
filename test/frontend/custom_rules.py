"""Functions with rules of their own, for tests of these."""

import pytest

import covector as cv
import covector.numpy as cnp


def sine_times(factor):
    """sin with a derivative that is `factor` times too large."""

    @cv.custom_jvp
    def f(x):
        return cnp.sin(x)

    @f.defjvp
    def f_jvp(primals, tangents):
        (x,), (dx,) = primals, tangents
        return f(x), factor * cnp.cos(x) * dx

    return f


def sine_times_back(factor):
    """The same for reverse mode alone."""

    @cv.custom_vjp
    def f(x):
        return cnp.sin(x)

    f.defvjp(lambda x: (f(x), cnp.cos(x)), lambda cos, ct: (factor * cos * ct,))
    return f


BOTH = pytest.mark.parametrize("make", [sine_times, sine_times_back])
