"""custom_jvp: functions with a forward-mode rule of their own."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import tree
from covector.errors import error
from covector.transforms.common import Outputs, check_callable, float0_zeros, name_of
from covector.transforms.custom_rules import (
    Call,
    Rule,
    SymbolicZero,
    as_derivative,
    check_pair,
    check_primal_output,
    is_varying,
    kind_of,
    nondiff_positions,
    resolve_kwargs,
    split,
    text_of_kind,
    trace_kind,
    zero_of,
)


class custom_jvp:
    """A function whose derivative is what you say it is.

    Set the rule with :meth:`defjvp`, or :meth:`defjvps`. It is the rule of forward mode, and
    is transposed for reverse mode. It is asked for only where the function is differentiated.

    Args:
        fun: a function of trees of arrays.
        nondiff_argnums: the positions of arguments that are not differentiated, such as functions.
        nondiff_argnames: their names.
    Returns:
        A function like ``fun``; arguments given by name are put in their positions.
    Raises:
        AttributeError: it is called without a rule.
        TypeError: the rule returns what does not fit, when the function is differentiated.

    >>> @cv.custom_jvp
    ... def f(x, y):
    ...     return cnp.sin(x) * y
    >>> @f.defjvp
    ... def f_jvp(primals, tangents):
    ...     x, y = primals
    ...     dx, dy = tangents
    ...     return f(x, y), cnp.cos(x) * dx * y + cnp.sin(x) * dy
    >>> print(cv.grad(f)(0.0, 3.0))
    3.0
    """

    def __init__(
        self,
        fun: Callable[..., Any],
        nondiff_argnums: Sequence[int] = (),
        nondiff_argnames: Sequence[str] = (),
    ) -> None:
        check_callable(fun, "custom_jvp")
        functools.update_wrapper(self, fun)
        self.fun = fun
        self.nondiff_argnums = nondiff_positions(fun, nondiff_argnums, nondiff_argnames, "custom_jvp")
        self.jvp: Callable[..., Any] | None = None
        self.symbolic_zeros = False

    def __getattr__(self, name: str) -> Any:
        if name == "fun":
            raise AttributeError(name)
        return getattr(self.fun, name)

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else functools.partial(self, instance)

    def defjvp(self, jvp: Callable[..., Any], symbolic_zeros: bool = False) -> Callable[..., Any]:
        """Sets the rule.

        Args:
            jvp: takes the arguments that are not differentiated, a tuple of the others, and a
                tuple of their tangents; returns a pair of the result and its tangent, linear in the
                tangents. Tangents of integers have dtype ``float0``.
            symbolic_zeros: whether tangents that are known to be zero are given as
                ``SymbolicZero``; else as arrays of zeros.
        Returns:
            ``jvp``.
        Raises:
            TypeError: ``jvp`` is not callable.

        >>> f = cv.custom_jvp(lambda x: x ** 2)
        >>> _ = f.defjvp(lambda primals, tangents: (f(*primals), 10 * tangents[0]))
        >>> print(cv.grad(f)(1.0))
        10.0
        """
        check_callable(jvp, "defjvp")
        self.jvp, self.symbolic_zeros = jvp, symbolic_zeros
        return jvp

    def defjvps(self, *jvps: Callable[..., Any] | None) -> None:
        """Sets the rule as one function for each argument.

        Args:
            jvps: each takes a tangent, the result and the arguments, and returns the part of the
                result's tangent that is due to that argument; ``None`` for zero.
        Raises:
            TypeError: there are arguments that are not differentiated.

        >>> f = cv.custom_jvp(lambda x, y: x * y)
        >>> f.defjvps(lambda dx, result, x, y: dx * y, None)
        >>> [float(d) for d in cv.grad(f, (0, 1))(2.0, 3.0)]
        [3.0, 0.0]
        """
        if self.nondiff_argnums:
            raise error(TypeError, "Can't use ``defjvps`` with ``nondiff_argnums``; use defjvp.")

        def jvp(primals: tuple[Any, ...], tangents: tuple[Any, ...]) -> tuple[Any, Any]:
            result = self(*primals)
            parts = [rule(t, result, *primals) for t, rule in zip(tangents, jvps) if rule]
            leaves, structure = tree.flatten(result)
            sums: list[Any] = [zero_of(kind_of(x), True) for x in leaves]
            for part in parts:
                sums = [_sum(s, p) for s, p in zip(sums, structure.flatten_up_to(part))]
            return result, structure.unflatten(sums)

        self.defjvp(jvp)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.jvp is None:
            raise error(
                AttributeError, f"No JVP defined for custom_jvp function {name_of(self.fun)} using defjvp."
            )
        args = resolve_kwargs(self.fun, args, kwargs, "custom_jvp")
        if not _core.is_tracing():
            return self.fun(*args)
        call = Call("custom_jvp", self.fun, self.nondiff_argnums, args)
        traced, outputs = call.trace()
        rule = JvpRule(self, call, traced, outputs).trace_now(call.arrays, call)
        apart = [*call.fixed, *rule.take_closed()]
        results = _core.custom_call(
            "jvp", traced, [*call.arrays, *apart], rule, len(apart), self.symbolic_zeros
        )
        return outputs.tree.unflatten(results)


def _sum(x: Any, y: Any) -> Any:
    if isinstance(y, SymbolicZero) or getattr(y, "dtype", None) == dtypes.float0:
        return x
    return y if isinstance(x, SymbolicZero) else x + y


class JvpRule(Rule):
    """The rule of one call of a :class:`custom_jvp`."""

    def __init__(self, owner: custom_jvp, call: Call, traced: Any, outputs: Outputs) -> None:
        self.owner, self.jvp, self.symbolic_zeros = owner, owner.jvp, owner.symbolic_zeros
        self.places, self.kinds, self.fixed_kinds = call.places, call.kinds, call.fixed_kinds
        self.captured = [kind_of(array) for array in traced.captures]
        self.out_tree, self.out_kinds = outputs.tree, list(traced.out_types)
        self._key = (owner, owner.jvp, owner.symbolic_zeros, call.key(), tuple(self.captured), self.out_tree,
                     tuple(self.out_kinds))  # fmt: skip

    def key(self) -> tuple[Any, ...]:
        return self._key

    def trace(self, kind: str, varying: Sequence[bool], reached: Sequence[bool]) -> Any:
        """The rule as a traced function of primals, captures and tangents."""
        tangents = [k for k in self.kinds if is_varying(k)]
        sizes = len(self.kinds), len(self.fixed_kinds), len(self.captured)

        def flat(*tracers: Any) -> list[Any]:
            primals, fixed, _, directions = split(tracers, *sizes)
            return self.apply(primals, fixed, directions, varying)

        types = [*self.kinds, *self.fixed_kinds, *self.captured, *tangents]
        return _core.trace_types(flat, types, f"{name_of(self.owner.fun)}_jvp")

    def traced(self, *calls: Call) -> Rule:
        (call,) = calls
        if self.symbolic_zeros:  # what varies is not known yet
            return self
        sizes = len(self.kinds), len(self.fixed_kinds)

        def flat(*tracers: Any) -> list[Any]:
            primals, fixed, directions = split(tracers, *sizes)
            return self.apply(primals, fixed, directions, [True] * len(primals))

        tangents = [k for k in self.kinds if is_varying(k)]
        name = f"{name_of(self.owner.fun)}_jvp"
        operands = [*call.arrays, *call.fixed]
        return TracedJvpRule(self, _core.trace(flat, operands, trace_kind(), name=name, types=tangents))

    def apply(
        self, primals: list[Any], fixed: list[Any], directions: list[Any], varying: Sequence[bool]
    ) -> list[Any]:
        """The leaves of the result and their tangents, as the rule gives them for these arrays."""
        remaining = iter(directions)
        tangents = []
        for kind, varies in zip(self.kinds, varying):
            tangent = next(remaining) if is_varying(kind) else None
            if self.symbolic_zeros and (tangent is None or not varies):
                tangent = zero_of(kind, True)
            tangents.append(float0_zeros(np.empty(kind[0], np.int8)) if tangent is None else tangent)
        assert self.jvp is not None
        unflatten = self.places.tree.unflatten
        result = self.jvp(*self.places.others_with(fixed), unflatten(primals), unflatten(tangents))
        return self._checked(result)

    def _checked(self, result: Any) -> list[Any]:
        rule, owner = f"Custom JVP rule {name_of(self.jvp)}", name_of(self.owner.fun)
        value, tangent = check_pair(result, rule, owner, "primal", "tangent outputs")
        structure, other = tree.flatten(value)[1], tree.flatten(tangent)[1]
        if structure != other:
            raise error(
                TypeError,
                f"{rule} for function {owner} must produce primal and tangent outputs with equal container "
                f"(pytree) structures, but got {structure} and {other} respectively.",
            )
        arrays = check_primal_output(value, rule, owner, self.out_tree, self.out_kinds)
        derivatives = []
        for kind, leaf in zip(self.out_kinds, tree.leaves(tangent)):
            array, got = as_derivative(leaf, kind)
            expected = kind if is_varying(kind) else (kind[0], np.dtype(dtypes.float0), False)
            if got[:2] != expected[:2] and not (isinstance(leaf, SymbolicZero) and array is not None):
                raise error(
                    TypeError,
                    f"{rule} for function {owner} must produce primal and tangent outputs with corresponding "
                    f"shapes and dtypes. Expected {text_of_kind(expected)} (tangent type of "
                    f"{text_of_kind(kind)}) but got {text_of_kind(got)}.",
                )
            if is_varying(kind):
                derivatives.append(array)
        return [*arrays, *derivatives]


class TracedJvpRule(Rule):
    """The rule of one call, traced with it."""

    def __init__(self, rule: JvpRule, function: Any) -> None:
        self.function = function
        self.own, self.captured = [*rule.kinds, *rule.fixed_kinds], rule.captured
        self.tangents = [k for k in rule.kinds if is_varying(k)]
        self._closed = function.take_captures()
        self.closed = [kind_of(array) for array in self._closed]
        self._key = (tuple(self.own), tuple(self.closed), tuple(self.captured), _core.content_hash(function))

    def key(self) -> tuple[Any, ...]:
        return self._key

    def take_closed(self) -> list[Any]:
        taken, self._closed = self._closed, []
        return taken

    def trace(self, kind: str, varying: Sequence[bool], reached: Sequence[bool]) -> Any:
        """The rule as a traced function of primals, what it and the body close over, and tangents."""
        sizes = len(self.own), len(self.closed), len(self.captured)

        def flat(*tracers: Any) -> list[Any]:
            primals, values, _, directions = split(tracers, *sizes)
            return _core.call(self.function, [*primals, *directions], values)

        return _core.trace_types(flat, [*self.own, *self.closed, *self.captured, *self.tangents], "rule")
