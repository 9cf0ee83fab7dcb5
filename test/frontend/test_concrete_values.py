"""Outside jit a traced array knows its value where its inputs are known."""

import math

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp
from covector import errors


def test_all_conversions_inside_grad():
    seen = {}

    def f(x):
        y = x * 2
        seen.update(
            float=float(y), int=int(y), bool=bool(y > 3), item=y.item(), round=round(float(y)),
            complex=complex(y), list=cnp.stack([y, y]).tolist(), format=f"{y:.2f}",
        )  # fmt: skip
        return y

    assert float(cv.grad(f)(2.5)) == 2.0
    assert seen == {
        "float": 5.0, "int": 5, "bool": True, "item": 5.0, "round": 5, "complex": 5 + 0j,
        "list": [5.0, 5.0], "format": "5.00",
    }  # fmt: skip


@pytest.mark.parametrize(
    "transform", ["grad", "jacfwd", "jacrev", "value_and_grad", "vjp", "jvp", "linearize"]
)
def test_if_and_while_inside(transform):
    def collatz_like(x):
        steps = 0
        while x > 1.5:
            x = x / 2 if steps % 2 == 0 else x - 0.25
            steps += 1
        return x

    x = 40.0
    run = {
        "grad": lambda: cv.grad(collatz_like)(x),
        "jacfwd": lambda: cv.jacfwd(collatz_like)(x),
        "jacrev": lambda: cv.jacrev(collatz_like)(x),
        "value_and_grad": lambda: cv.value_and_grad(collatz_like)(x)[1],
        "vjp": lambda: cv.vjp(collatz_like, x)[1](1.0)[0],
        "jvp": lambda: cv.jvp(collatz_like, (x,), (1.0,))[1],
        "linearize": lambda: cv.linearize(collatz_like, x)[1](1.0),
    }[transform]
    step = 1e-3
    numeric = (float(collatz_like(x + step)) - float(collatz_like(x - step))) / (2 * step)
    assert float(run()) == pytest.approx(numeric, rel=1e-2)


def test_second_derivatives_through_a_branch():
    def f(x):
        return x**3 if x > 0 else -(x**2)

    assert float(cv.grad(cv.grad(f))(2.0)) == 12.0
    assert float(cv.grad(cv.grad(f))(-2.0)) == -2.0
    assert float(cv.jvp(cv.grad(f), (2.0,), (1.0,))[1]) == 12.0


def test_unmapped_values_inside_vmap():
    def f(x, n):
        return x * n if n > 1 else x

    result = cv.vmap(f, in_axes=(0, None))(cnp.arange(3.0), 4.0)
    assert result.tolist() == [0.0, 4.0, 8.0]
    with pytest.raises(errors.TracerBoolConversionError):
        cv.vmap(f, in_axes=(None, 0))(1.0, cnp.arange(3.0))


def test_vmap_of_grad_of_a_branch_is_refused_and_select_is_not():
    def branch(x):
        return x * 2 if x > 0 else x

    with pytest.raises(errors.TracerBoolConversionError):
        cv.vmap(cv.grad(branch))(cnp.arange(3.0))
    selected = cv.vmap(cv.grad(lambda x: cnp.where(x > 0, 2 * x, x)))(cnp.array([-1.0, 1.0]))
    assert selected.tolist() == [1.0, 2.0]


def test_jit_inside_grad_hides_values_and_grad_inside_jit_too():
    def branch(x):
        return x * 2 if x > 0 else x

    with pytest.raises(errors.TracerBoolConversionError):
        cv.grad(cv.jit(branch))(1.0)
    with pytest.raises(errors.TracerBoolConversionError):
        cv.jit(cv.grad(branch))(1.0)


def test_numpy_functions_of_closed_over_values_inside_jit():
    table = np.arange(3.0)
    f = cv.jit(lambda x: x * math.sqrt(4.0) + np.sum(table))
    assert float(f(1.0)) == 5.0


def test_shapes_are_known_inside_jit():
    @cv.jit
    def f(x):
        total = 0.0
        for i in range(x.shape[0]):
            if x.ndim == 1 and len(x) > 2:
                total = total + x[i] * i
        return total

    assert float(f(cnp.ones(4))) == 6.0
