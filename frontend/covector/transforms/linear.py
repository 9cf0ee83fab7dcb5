"""Linear functions: their transposes, and functions whose transpose is given."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import tree
from covector.errors import error
from covector.transforms.common import Outputs, as_argument, check_callable, name_of
from covector.transforms.custom_rules import (
    Kind,
    Rule,
    as_derivative,
    is_varying,
    kind_of,
    split,
    text_of_kind,
    trace_kind,
)


def kind_of_type(leaf: Any, public: str) -> Kind:
    """The kind of an array or of anything with ``shape`` and ``dtype``."""
    if hasattr(leaf, "shape") and hasattr(leaf, "dtype"):
        weak = bool(getattr(leaf, "weak_type", False))
        return tuple(leaf.shape), np.dtype(dtypes.canonical(leaf.dtype)), weak
    return kind_of(as_argument(leaf, public))


def linear_transpose(
    fun: Callable[..., Any], *primals: Any, reduce_axes: Sequence[str] = ()
) -> Callable[..., Any]:
    """The transpose of a function that is promised to be linear.

    Args:
        fun: a linear function of trees of floating-point or complex arrays.
        primals: arguments, of which types alone matter: arrays, or ``ShapeDtypeStruct``.
        reduce_axes: accepted; there are no named axes yet.
    Returns:
        A function of a tree like the result, that returns a tuple of trees like the arguments.
    Raises:
        TypeError: a dtype is neither, or, when called, the cotangent does not fit.
        RuntimeError: ``fun`` is not linear, when called.

    >>> transpose = cv.linear_transpose(lambda x, y: 2 * x - y, 1.0, 1.0)
    >>> [float(ct) for ct in transpose(3.0)]
    [6.0, -3.0]
    """
    check_callable(fun, "linear_transpose")
    leaves, structure = tree.flatten(primals)
    kinds = [kind_of_type(leaf, "linear_transpose") for leaf in leaves]
    outputs = Outputs()

    def flat(*tracers: Any) -> list[Any]:
        return outputs.set(fun(*structure.unflatten(list(tracers))), "linear_transpose")

    traced = _core.trace_types(flat, kinds, name_of(fun))
    results: list[Kind] = list(traced.out_types)
    if not all(map(is_varying, [*kinds, *results])):
        raise error(
            TypeError,
            "linear_transpose only supports [float or complex] -> [float or complex] functions (integer -> "
            f"integer ones are not supported yet), but got {[k[1].name for k in kinds]} -> "
            f"{[k[1].name for k in results]}.",
        )
    linear = _core.linear_function(traced)

    def transposed(cotangent: Any) -> Any:
        given, other = tree.flatten(cotangent)
        if other != outputs.tree:
            raise error(
                TypeError,
                "linear_transpose: cotangent tree does not match function output, expected "
                f"{outputs.tree} but got {other}",
            )
        cts = []
        for leaf, kind in zip(given, results):
            array, got = as_derivative(leaf, kind)
            if array is None or got[:2] != kind[:2]:
                raise error(
                    TypeError,
                    "linear_transpose: cotangent type does not match function output, expected "
                    f"{text_of_kind(kind)} but got {text_of_kind(got)}",
                )
            cts.append(array)
        pulled = linear.transpose(cts)
        return structure.unflatten([_core.convert(ct, k[1], k[2]) for ct, k in zip(pulled, kinds)])

    return transposed


def linear_call(
    fun: Callable[..., Any], fun_transpose: Callable[..., Any], residual_args: Any, linear_args: Any
) -> Any:
    """Calls a linear function whose transpose is given.

    Args:
        fun: takes residuals and linear arguments; linear in the latter.
        fun_transpose: takes residuals and a cotangent of what ``fun`` returns; returns the cotangent of
            the linear arguments.
        residual_args: a tree of arrays.
        linear_args: a tree of floating-point or complex arrays.
    Returns:
        What ``fun`` returns.
    Raises:
        TypeError: a linear argument or result is an integer, or the transpose does not fit.

    >>> def half(x, denominator):
    ...     return cv.custom_derivatives.linear_call(
    ...         lambda r, x: x / r, lambda r, ct: ct / r, denominator, x)
    >>> print(half(6.0, 2.0), cv.grad(half)(6.0, 2.0))
    3.0 0.5
    """
    check_callable(fun, "linear_call")
    check_callable(fun_transpose, "linear_call")
    kept, residual_tree = tree.flatten(residual_args)
    residuals = [as_argument(leaf, "linear_call") for leaf in kept]
    given, linear_tree = tree.flatten(linear_args)
    linear = [as_argument(leaf, "linear_call") for leaf in given]
    number = len(residuals)
    outputs = Outputs()

    def flat(*tracers: Any) -> list[Any]:
        first, second = split(tracers, number)
        result = fun(residual_tree.unflatten(first), linear_tree.unflatten(second))
        return outputs.set(result, "linear_call")

    traced = _core.trace(flat, [*residuals, *linear], trace_kind(), name=name_of(fun))
    kinds, results = list(map(kind_of, linear)), list(traced.out_types)
    for kind in [*kinds, *results]:
        if not is_varying(kind):
            raise error(
                TypeError,
                "linear_call: expected floating-point or complex linear arguments and results, got "
                f"{text_of_kind(kind)}; pass integers among residual_args",
            )
    lazy = LinearRule(fun_transpose, residual_tree, [kind_of(r) for r in residuals], linear_tree, kinds,
                      outputs.tree, results, [kind_of(c) for c in traced.captures])  # fmt: skip
    rule = lazy.trace_now(linear)
    closed = rule.take_closed()
    if closed:
        # Residuals that the function itself does not look at.
        traced = _core.trace(
            lambda *tracers: flat(*tracers[:number], *tracers[number + len(closed) :]),
            [*residuals, *closed, *linear], trace_kind(), name=name_of(fun),
        )  # fmt: skip
    operands = [*residuals, *closed, *linear]
    results = _core.custom_call("linear", traced, operands, rule, number + len(closed))
    return outputs.tree.unflatten(results)


class LinearRule(Rule):
    """The transpose of one call of a linear function."""

    def __init__(self, transpose: Callable[..., Any], residual_tree: Any, residuals: list[Kind],
                 linear_tree: Any, linear: list[Kind], out_tree: Any, results: list[Kind],
                 captured: list[Kind]) -> None:  # fmt: skip
        self.transpose = transpose
        self.residual_tree, self.residuals = residual_tree, residuals
        self.linear_tree, self.linear = linear_tree, linear
        self.out_tree, self.results, self.captured = out_tree, results, captured

    def key(self) -> tuple[Any, ...]:
        return (self.transpose, self.residual_tree, tuple(self.residuals), self.linear_tree,
                tuple(self.linear), self.out_tree, tuple(self.results), tuple(self.captured))  # fmt: skip

    def trace(self, kind: str, varying: Sequence[bool], reached: Sequence[bool]) -> Any:
        """The transpose as a traced function of captures, residuals and cotangents."""

        def flat(*tracers: Any) -> list[Any]:
            _, residuals, cotangents = split(tracers, len(self.captured), len(self.residuals))
            result = self.transpose(
                self.residual_tree.unflatten(residuals), self.out_tree.unflatten(cotangents)
            )
            return self._checked(result)

        types = [*self.captured, *self.residuals, *self.results]
        return _core.trace_types(flat, types, name_of(self.transpose))

    def traced(self) -> Rule:
        number = len(self.residuals)

        def flat(*tracers: Any) -> list[Any]:
            residuals, cotangents = split(tracers, number)
            result = self.transpose(
                self.residual_tree.unflatten(residuals), self.out_tree.unflatten(cotangents)
            )
            return self._checked(result)

        types = [*self.residuals, *self.results]
        return TracedLinearRule(self, _core.trace_types(flat, types, name_of(self.transpose)))

    def _checked(self, result: Any) -> list[Any]:
        leaves, other = tree.flatten(result)
        what = f"linear_call: {name_of(self.transpose)} must return a tree like the linear arguments"
        if other != self.linear_tree:
            raise error(TypeError, f"{what}, {self.linear_tree}, but returned {other}")
        arrays = []
        for leaf, kind in zip(leaves, self.linear):
            array, got = as_derivative(leaf, kind)
            if array is None or got[:2] != kind[:2]:
                raise error(
                    TypeError, f"{what}; expected {text_of_kind(kind)} for a leaf, got {text_of_kind(got)}"
                )
            arrays.append(array)
        return arrays


class TracedLinearRule(Rule):
    """The transpose of one call, traced with it. What it closes over is a residual."""

    def __init__(self, rule: LinearRule, function: Any) -> None:
        self.function = function
        self.captured, self.residuals, self.results = rule.captured, rule.residuals, rule.results
        self._closed = function.take_captures()
        self.closed = [kind_of(array) for array in self._closed]
        self._key = (tuple(self.captured), tuple(self.closed), _core.content_hash(function))

    def key(self) -> tuple[Any, ...]:
        return self._key

    def take_closed(self) -> list[Any]:
        taken, self._closed = self._closed, []
        return taken

    def trace(self, kind: str, varying: Sequence[bool], reached: Sequence[bool]) -> Any:
        """The transpose as a traced function of captures, residuals, what it closes over and cotangents."""
        sizes = len(self.captured), len(self.residuals), len(self.closed)

        def flat(*tracers: Any) -> list[Any]:
            _, residuals, closed, cotangents = split(tracers, *sizes)
            return _core.call(self.function, [*residuals, *cotangents], closed)

        types = [*self.captured, *self.residuals, *self.closed, *self.results]
        return _core.trace_types(flat, types, "rule")


def closure_convert(fun: Callable[..., Any], *example_args: Any) -> tuple[Callable[..., Any], list[Any]]:
    """A function that takes what another one closes over as arguments.

    For functions with rules of their own that take functions: a rule knows no derivative by what a
    function closes over, but it does by arguments.

    Args:
        fun: a function of trees of arrays.
        example_args: arguments, of which types alone matter.
    Returns:
        A pair: a function of the same arguments and, behind them, of what was closed over; and a list of
        that: the arrays that may be differentiated.
    Raises:
        TypeError: an argument is not array-like.

    >>> def doubled(scale):
    ...     f, closed = cv.closure_convert(lambda x: x * scale, 1.0)
    ...     return 2 * f(3.0, *closed)
    >>> print(cv.grad(doubled)(1.0))
    6.0
    """
    check_callable(fun, "closure_convert")
    leaves, structure = tree.flatten(example_args)
    kinds = [kind_of_type(leaf, "closure_convert") for leaf in leaves]
    outputs = Outputs()

    def flat(*tracers: Any) -> list[Any]:
        return outputs.set(fun(*structure.unflatten(list(tracers))), "closure_convert")

    traced = _core.trace_types(flat, kinds, name_of(fun))
    captures = traced.captures
    hoisted = [i for i, x in enumerate(captures) if _core.is_tracer(x) and is_varying(kind_of(x))]
    number = len(hoisted)

    def converted(*args: Any) -> Any:
        own, closed = split(args, len(args) - number)
        given, other = tree.flatten(tuple(own))
        if other != structure:
            raise error(
                TypeError,
                f"closure_convert: expected arguments of the structure {structure} and {number} values that "
                f"were closed over, got {other}",
            )
        arrays = [as_argument(leaf, "closure_convert") for leaf in given]
        for array, kind in zip(arrays, kinds):
            if kind_of(array)[:2] != kind[:2]:
                raise error(
                    TypeError,
                    "closure_convert: expected arguments of the types of the examples, "
                    f"{text_of_kind(kind)}, got {text_of_kind(kind_of(array))}",
                )
        values = list(captures)
        for place, value in zip(hoisted, closed):
            values[place] = as_argument(value, "closure_convert")
        return outputs.tree.unflatten(_core.call(traced, arrays, values))

    return converted, [captures[i] for i in hoisted]
