"""Taylor mode: derivatives of all orders along a curve, in one pass."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import tree
from covector.errors import error
from covector.transforms.common import (
    as_argument,
    as_output,
    check_callable,
    inexact_positions,
    name_of,
    text_of_type,
    trace_differentiated,
)
from covector.typing import Array


def jet(
    fun: Callable[..., Any],
    primals: Sequence[Any],
    series: Sequence[Any],
    factorial_scaled: bool = True,
) -> tuple[Any, Any]:
    """Value and higher derivatives of a function along a curve.

    The arguments are functions ``x(t)`` with ``x(0)`` in ``primals`` and the derivatives at 0 in
    ``series``; the results are those of ``fun(x(t))``. The work grows as a power of the order.

    Args:
        fun: a function of arrays or of trees of them.
        primals: list or tuple of the arguments.
        series: for each argument the list of its derivatives from the first on, each like the argument;
            equally many for all arguments.
        factorial_scaled: whether the k-th entry of a series is the k-th derivative; otherwise it is the
            k-th coefficient of the Taylor series, which lacks the factor k!.
    Returns:
        The result of ``fun``, and a tree like it of lists: the derivatives of each array.
    Raises:
        TypeError: ``fun`` cannot be called, or an argument is no floating-point or complex array.
        ValueError: ``primals`` and ``series`` do not fit each other.

    >>> y, (y1, _, y3) = cv.experimental.jet.jet(cnp.sin, (0.0,), ([1.0, 0.0, 0.0],))
    >>> [round(float(term), 5) for term in (y, y1, y3)]
    [0.0, 1.0, -1.0]
    """
    check_callable(fun, "jet")
    for what, given in (("primals", primals), ("series", series)):
        if not isinstance(given, (list, tuple)):
            raise error(TypeError, f"jet: expected {what} to be a list or tuple, got {type(given)}")
    if len(primals) != len(series):
        raise error(
            ValueError,
            f"jet: expected a series for each of the {len(primals)} primals, got {len(series)} series",
        )
    for i, terms in enumerate(series):
        if not isinstance(terms, (list, tuple)):
            raise error(
                TypeError,
                f"jet: expected a list of derivatives for argument {i}, from the first on and each like the "
                f"argument, got {type(terms)}: for an argument like {{'a': x}}, [{{'a': x1}}, {{'a': x2}}]",
            )
    orders = {len(terms) for terms in series}
    if len(orders) != 1:
        raise error(
            ValueError,
            f"jet: jet terms have inconsistent lengths for different arguments: {sorted(orders)}; expected "
            "as many derivatives for each of at least one argument",
        )
    order = orders.pop()
    leaves, structure = tree.flatten(tuple(primals))
    arrays = [as_argument(leaf, "jet") for leaf in leaves]
    if len(inexact_positions(arrays)) != len(arrays):
        wrong = next(x for x in arrays if not dtypes.is_inexact(np.dtype(x.dtype)))
        raise error(
            TypeError,
            f"jet: expected primals that are floating-point or complex, got {text_of_type(wrong)}; "
            "cast it, or close over it",
        )
    terms = [_leaves_like(tuple(each[k] for each in series), structure, arrays, k + 1) for k in range(order)]
    if not factorial_scaled:
        terms = [[x * math.factorial(k + 1) for x in term] for k, term in enumerate(terms)]
    out_tree: Any = None

    def flat(*tracers: Any) -> list[Any]:
        nonlocal out_tree
        results, out_tree = tree.flatten(fun(*structure.unflatten(list(tracers))))
        return [as_output(leaf, "jet") for leaf in results]

    traced = trace_differentiated(flat, arrays, name_of(fun))
    if order == 0:
        values = _core.call(traced, arrays)
        return out_tree.unflatten(values), out_tree.unflatten([[] for _ in values])
    by_argument = [terms[k][i] for i in range(len(arrays)) for k in range(order)]
    values, derivatives = _core.call_jet(traced, arrays, list(range(len(arrays))), by_argument, order)
    return out_tree.unflatten(values), out_tree.unflatten(
        _series_of(values, derivatives, order, factorial_scaled)
    )


def _leaves_like(terms: tuple[Any, ...], structure: Any, arrays: Sequence[Array], k: int) -> list[Array]:
    """The derivatives of order ``k`` as arrays of the types of the primals."""
    leaves, own = tree.flatten(terms)
    if own != structure:
        raise error(
            ValueError,
            f"jet: expected derivatives with the structure of the primals, {structure}, got {own} for "
            f"order {k}",
        )
    result = []
    for leaf, primal in zip(leaves, arrays):
        term = as_argument(leaf, "jet")
        if term.shape != primal.shape:
            raise error(
                ValueError,
                f"jet: expected derivatives of the shape of their primal, {text_of_type(primal)}, got "
                f"{text_of_type(term)} for order {k}",
            )
        result.append(term if term.dtype == primal.dtype else _core.convert(term, primal.dtype))
    return result


def _series_of(
    values: Sequence[Array], derivatives: Sequence[Array], order: int, factorial_scaled: bool
) -> list[list[Array]]:
    """The derivatives of each value; zeros for integers, which do not vary."""
    rest = iter(derivatives)
    result = []
    for value in values:
        if dtypes.is_inexact(np.dtype(value.dtype)):
            own = [next(rest) for _ in range(order)]
        else:
            own = [_core.full(value.shape, 0, value.dtype)] * order
        if not factorial_scaled:
            own = [term / math.factorial(k + 1) for k, term in enumerate(own)]
        result.append(own)
    return result
