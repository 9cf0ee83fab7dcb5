"""custom_vjp and custom_gradient: functions with a reverse-mode rule of their own."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import tree
from covector.core.operands import is_array_like
from covector.errors import error
from covector.transforms.common import Outputs, check_callable, float0_zeros, name_of
from covector.transforms.custom_rules import (
    Call,
    Kind,
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


@dataclasses.dataclass(frozen=True)
class CustomVJPPrimal:
    """A leaf of an argument of a forward rule with ``symbolic_zeros=True``.

    Attributes:
        value: the array.
        perturbed: whether the derivative by it is asked for.
    """

    value: Any
    perturbed: bool


def custom_vjp_primal_tree_values(tree: Any) -> Any:
    """The values of a tree of :class:`CustomVJPPrimal`.

    Args:
        tree: a tree whose leaves are all of that class.
    Returns:
        A tree of arrays.
    Raises:
        TypeError: a leaf is not.

    >>> leaf = cv.custom_derivatives.CustomVJPPrimal(1.0, True)
    >>> cv.custom_derivatives.custom_vjp_primal_tree_values((leaf, {"a": leaf}))
    (1.0, {'a': 1.0})
    """
    return _map_primals(tree)


def _map_primals(values: Any) -> Any:
    leaves, structure = tree.flatten(values)
    for leaf in leaves:
        if not isinstance(leaf, CustomVJPPrimal):
            raise error(
                TypeError,
                "custom_vjp_primal_tree_values: expected a tree whose leaves are all of type "
                f"CustomVJPPrimal, got a leaf of type {type(leaf)}",
            )
    return structure.unflatten([leaf.value for leaf in leaves])


class custom_vjp:
    """A function whose gradient is what you say it is.

    Set the rule with :meth:`defvjp`. There is no forward mode: ``jvp`` of the function is an error.

    Args:
        fun: a function of trees of arrays.
        nondiff_argnums: the positions of arguments that are not differentiated, such as functions.
        nondiff_argnames: their names.
    Returns:
        A function like ``fun``; arguments given by name are put in their positions.
    Raises:
        AttributeError: it is called without a rule.
        TypeError: a rule returns what does not fit, when the function is differentiated.

    >>> @cv.custom_vjp
    ... def clip_gradient(low, high, x):
    ...     return x
    >>> def forward(low, high, x):
    ...     return x, (low, high)
    >>> def backward(residuals, ct):
    ...     low, high = residuals
    ...     return None, None, cnp.clip(ct, low, high)
    >>> clip_gradient.defvjp(forward, backward)
    >>> print(cv.grad(lambda x: 10 * clip_gradient(-1.0, 1.0, x))(3.0))
    1.0
    """

    def __init__(
        self,
        fun: Callable[..., Any],
        nondiff_argnums: Sequence[int] = (),
        nondiff_argnames: Sequence[str] = (),
    ) -> None:
        check_callable(fun, "custom_vjp")
        functools.update_wrapper(self, fun)
        self.fun = fun
        self.nondiff_argnums = nondiff_positions(fun, nondiff_argnums, nondiff_argnames, "custom_vjp")
        self.fwd: Callable[..., Any] | None = None
        self.bwd: Callable[..., Any] | None = None
        self.symbolic_zeros = False
        self.optimize_remat = False

    def __getattr__(self, name: str) -> Any:
        if name == "fun":
            raise AttributeError(name)
        return getattr(self.fun, name)

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        return self if instance is None else functools.partial(self, instance)

    def defvjp(
        self,
        fwd: Callable[..., Any],
        bwd: Callable[..., Any],
        symbolic_zeros: bool = False,
        optimize_remat: bool = False,
    ) -> None:
        """Sets the rule.

        Args:
            fwd: takes the arguments, and returns a pair of the result and what ``bwd`` needs: a
                tree of arrays.
            bwd: takes the arguments that are not differentiated, what ``fwd`` has kept, and the
                cotangent of the result; returns a tuple of the cotangents of the other arguments.
                ``None`` stands for zeros, and for those of integers.
            symbolic_zeros: whether ``fwd`` is given ``CustomVJPPrimal`` as leaves, which say what is
                differentiated, and ``bwd`` ``SymbolicZero`` for cotangents that are known to be zero.
            optimize_remat: accepted; what is not needed of ``fwd`` is never computed.
        Raises:
            TypeError: a rule is not callable.

        >>> f = cv.custom_vjp(cnp.sin)
        >>> f.defvjp(lambda x: (f(x), x), lambda x, ct: (100 * ct,))
        >>> print(cv.grad(f)(1.0))
        100.0
        """
        check_callable(fwd, "defvjp")
        check_callable(bwd, "defvjp")
        self.fwd, self.bwd = fwd, bwd
        self.symbolic_zeros, self.optimize_remat = symbolic_zeros, optimize_remat

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if self.fwd is None or self.bwd is None:
            raise error(
                AttributeError, f"No VJP defined for custom_vjp function {name_of(self.fun)} using defvjp."
            )
        args = resolve_kwargs(self.fun, args, kwargs, "custom_vjp")
        if not _core.is_tracing():
            return self.fun(*args)
        call = Call("custom_vjp", self.fun, self.nondiff_argnums, args)
        call.check_no_fixed()
        traced, outputs = call.trace()
        rule = VjpRule(self, call, traced, outputs).trace_now(call.arrays, call)
        closed = rule.take_closed()
        results = _core.custom_call(
            "vjp", traced, [*call.arrays, *closed], rule, len(closed), self.symbolic_zeros
        )
        return outputs.tree.unflatten(results)


class VjpRule(Rule):
    """The rules of one call of a :class:`custom_vjp`."""

    def __init__(self, owner: custom_vjp, call: Call, traced: Any, outputs: Outputs) -> None:
        self.owner, self.fwd, self.bwd = owner, owner.fwd, owner.bwd
        self.symbolic_zeros = owner.symbolic_zeros
        self.places, self.kinds = call.places, call.kinds
        self.captured = [kind_of(array) for array in traced.captures]
        self.out_tree, self.out_kinds = outputs.tree, list(traced.out_types)
        self._key = (owner, owner.fwd, owner.bwd, owner.symbolic_zeros, call.key(), tuple(self.captured),
                     self.out_tree, tuple(self.out_kinds))  # fmt: skip
        # What the forward rule has kept, for each choice of arguments that vary.
        self.residuals: dict[tuple[bool, ...], Residuals] = {}

    def key(self) -> tuple[Any, ...]:
        return self._key

    def trace(self, kind: str, varying: Sequence[bool], reached: Sequence[bool]) -> Any:
        """A rule as a traced function: the forward one, or the backward one."""
        name = name_of(self.owner.fun)
        if kind == "forward":
            residuals = Residuals()
            number = len(self.kinds)

            def forward(*tracers: Any) -> list[Any]:
                return self.apply_forward(tracers[:number], varying, residuals)

            traced = _core.trace_types(forward, [*self.kinds, *self.captured], f"{name}_fwd")
            residuals.kinds = traced.out_types[len(self.out_kinds) :]
            self.residuals[tuple(varying)] = residuals
            return traced
        kept = self.residuals[tuple(varying)]

        def backward(*tracers: Any) -> list[Any]:
            arrays, cotangents = split(tracers, len(kept.kinds))
            return self.apply_backward(kept.put_back(arrays), cotangents, reached)

        cotangents = [k for k in self.out_kinds if is_varying(k)]
        return _core.trace_types(backward, [*kept.kinds, *cotangents], f"{name}_bwd")

    def traced(self, *calls: Call) -> Rule:
        (call,) = calls
        if self.symbolic_zeros:  # what varies is not known yet
            return self
        kept = Residuals()
        every = [True] * len(self.kinds)

        def forward(*tracers: Any) -> list[Any]:
            return self.apply_forward(tracers, every, kept)

        name = name_of(self.owner.fun)
        first = _core.trace(forward, call.arrays, trace_kind(), name=f"{name}_fwd")
        residuals = first.out_types[len(self.out_kinds) :]
        cotangents = [k for k in self.out_kinds if is_varying(k)]

        def backward(*tracers: Any) -> list[Any]:
            arrays, cts = split(tracers, len(residuals))
            return self.apply_backward(kept.put_back(arrays), cts, [True] * len(cts))

        second = _core.trace(backward, [], trace_kind(), name=f"{name}_bwd", types=[*residuals, *cotangents])
        return TracedVjpRule(self, first, second, residuals)

    def apply_forward(
        self, primals: Sequence[Any], varying: Sequence[bool], residuals: Residuals
    ) -> list[Any]:
        """The leaves of the result and then the residuals, as the forward rule gives them."""
        leaves = list(primals)
        if self.symbolic_zeros:
            leaves = [CustomVJPPrimal(x, bool(v)) for x, v in zip(leaves, varying)]
        rule, owner = f"Custom VJP fwd rule {name_of(self.fwd)}", name_of(self.owner.fun)
        assert self.fwd is not None
        result = self.fwd(*self.places.arguments(leaves, ()))
        value, kept = check_pair(
            result, rule, owner, f"the primal output (equal to that of {owner})",
            "residuals (values kept for the backward pass)",
        )  # fmt: skip
        arrays = check_primal_output(value, rule, owner, self.out_tree, self.out_kinds)
        return [*arrays, *residuals.take(kept, rule)]

    def apply_backward(self, kept: Any, cotangents: list[Any], reached: Sequence[bool]) -> list[Any]:
        """The cotangents of the inexact inputs, as the backward rule gives them."""
        remaining = iter(zip(cotangents, reached))
        leaves = []
        for kind in self.out_kinds:
            if is_varying(kind):
                ct, is_reached = next(remaining)
                leaves.append(ct if is_reached or not self.symbolic_zeros else zero_of(kind, True))
            elif self.symbolic_zeros:
                leaves.append(zero_of(kind, True))
            else:
                leaves.append(float0_zeros(np.empty(kind[0], np.int8)))
        assert self.bwd is not None
        result = self.bwd(*self.places.others_with(()), kept, self.out_tree.unflatten(leaves))
        return self._checked(result)

    def _checked(self, result: Any) -> list[Any]:
        number = len(self.kinds)
        rule = f"Custom VJP bwd rule {name_of(self.bwd)} for function {name_of(self.owner.fun)}"
        if isinstance(result, list) and len(result) == len(self.places.tree.children()):
            result = tuple(result)
        found: list[Any] = [None] * number
        paths: list[str] = [""] * number
        if not _match(result, self.places.tree.unflatten(list(range(number))), found, paths, "output"):
            raise error(
                TypeError,
                f"{rule} must produce an output with the same container (pytree) structure as the args tuple "
                "of the primal function, and in particular must produce a tuple of length equal to the "
                f"number of arguments to the primal function, but got bwd output structure "
                f"{tree.flatten(result)[1]} for primal input structure {self.places.tree}.",
            )
        return [
            self._cotangent(ct, kind, path, rule)
            for ct, kind, path in zip(found, self.kinds, paths)
            if is_varying(kind)
        ]

    def _cotangent(self, ct: Any, kind: Kind, path: str, rule: str) -> Any:
        if ct is None:
            return zero_of(kind, False)
        array, got = as_derivative(ct, kind)
        if array is not None and got[0] == kind[0]:
            if got[1] == kind[1]:
                return array
            if kind[1].kind == "c" or got[1].kind != "c":
                return _core.convert(array, kind[1])
        what = "shapes" if got[0] != kind[0] else "dtypes"
        raise error(
            ValueError,
            f"{rule} must produce an output with the same type as the args tuple of the primal function, but "
            f"at {path} the bwd rule produced an output of type {text_of_kind(got)} corresponding to an "
            f"input of type {text_of_kind(kind)}, so the {what} do not match",
        )


class TracedVjpRule(Rule):
    """The rules of one call, traced with it. What the backward rule closes over is a residual."""

    def __init__(self, rule: VjpRule, forward: Any, backward: Any, residuals: list[Kind]) -> None:
        self.forward, self.backward, self.residuals = forward, backward, residuals
        self.kinds, self.captured = rule.kinds, rule.captured
        self.cotangents = [k for k in rule.out_kinds if is_varying(k)]
        self._closed = forward.take_captures(), backward.take_captures()
        self.closed = [[kind_of(array) for array in closed] for closed in self._closed]
        self._key = (tuple(self.kinds), tuple(self.captured), *map(tuple, self.closed),
                     _core.content_hash(forward), _core.content_hash(backward))  # fmt: skip

    def key(self) -> tuple[Any, ...]:
        return self._key

    def take_closed(self) -> list[Any]:
        taken, self._closed = self._closed, ([], [])
        return [*taken[0], *taken[1]]

    def trace(self, kind: str, varying: Sequence[bool], reached: Sequence[bool]) -> Any:
        """A rule as a traced function, of what both close over too."""
        first, second = self.closed

        def forward(*tracers: Any) -> list[Any]:
            primals, values, kept, _ = split(tracers, len(self.kinds), len(first), len(second))
            return [*_core.call(self.forward, primals, values), *kept]

        def backward(*tracers: Any) -> list[Any]:
            residuals, values, cotangents = split(tracers, len(self.residuals), len(second))
            return _core.call(self.backward, [*residuals, *cotangents], values)

        if kind == "forward":
            return _core.trace_types(forward, [*self.kinds, *first, *second, *self.captured], "rule")
        return _core.trace_types(backward, [*self.residuals, *second, *self.cotangents], "rule")


def _match(given: Any, wanted: Any, found: list[Any], paths: list[str], path: str) -> bool:
    """Finds what stands in the place of each leaf of ``wanted``, a number; ``None`` is for all below."""
    if isinstance(wanted, int):
        found[wanted], paths[wanted] = given, path
        return isinstance(given, SymbolicZero) or given is None or tree.flatten_one_level(given) is None
    if given is None:
        return True
    outer, inner = tree.flatten_one_level_with_keys(wanted), tree.flatten_one_level(given)
    if outer is None or inner is None:
        return outer is None and inner is None
    if outer[1] != inner[1]:
        return False
    return all(
        _match(child, want, found, paths, f"{path}{key}") for child, (key, want) in zip(inner[0], outer[0])
    )


class Residuals:
    """What a forward rule keeps: arrays, and objects that are none as they are."""

    def __init__(self) -> None:
        self.tree: Any = None
        self.rest: list[Any] = []
        self.kinds: list[Kind] = []

    def take(self, kept: Any, rule: str) -> list[Any]:
        """Keeps the structure and returns the arrays."""
        leaves, self.tree = tree.flatten(kept)
        arrays: list[Any] = []
        self.rest = []
        for leaf in leaves:
            if isinstance(leaf, (_core.Array, np.ndarray)) and leaf.dtype != dtypes.float0:
                arrays.append(leaf if isinstance(leaf, _core.Array) else _core.as_array(leaf))
                self.rest.append(None)
            elif is_array_like(leaf) or isinstance(leaf, np.ndarray):
                self.rest.append((leaf,))
            else:
                raise error(
                    TypeError,
                    f"{rule}: expected residuals that are trees of arrays and numbers, got {leaf!r} of type "
                    f"{type(leaf)}; use nondiff_argnums for other objects",
                )
        return arrays

    def put_back(self, arrays: Sequence[Any]) -> Any:
        """What was kept, with these arrays."""
        remaining = iter(arrays)
        return self.tree.unflatten([next(remaining) if r is None else r[0] for r in self.rest])


def custom_gradient(fun: Callable[..., Any]) -> Callable[..., Any]:
    """A function that says itself what its gradient is.

    Args:
        fun: returns a pair: the result, and a function of the result's cotangent that returns the
            cotangents of the arguments (a tuple, or one where there is one argument).
    Returns:
        A function that returns the result alone.
    Raises:
        TypeError: what ``fun`` returns is no such pair, or the cotangents do not fit.

    >>> @cv.custom_gradient
    ... def f(x):
    ...     return x ** 2, lambda ct: (ct * x,)
    >>> print(f(3.0), cv.grad(f)(3.0))
    9.0 3.0
    """
    check_callable(fun, "custom_gradient")

    def pair(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
        result = fun(*args, **kwargs)
        if not isinstance(result, (list, tuple)) or len(result) != 2:
            raise error(
                TypeError,
                f"custom_gradient: expected {name_of(fun)} to return a pair of its result and a function of "
                f"the cotangent, got {result!r}",
            )
        return result[0], result[1]

    @custom_vjp
    @functools.wraps(fun)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        return pair(*args, **kwargs)[0]

    def fwd(*args: Any) -> tuple[Any, Any]:
        result, pullback = pair(*args)
        leaves, structure = tree.flatten(result)
        cotangents = [k for k in map(_kind_of_leaf, leaves) if is_varying(k)]
        outputs = Outputs()

        def flat(*tracers: Any) -> list[Any]:
            remaining = iter(tracers)
            cts = [next(remaining) if is_varying(k) else zero_of(k, False)
                   for k in map(_kind_of_leaf, leaves)]  # fmt: skip
            pulled = pullback(structure.unflatten(cts))
            return outputs.set(pulled if isinstance(pulled, tuple) else (pulled,), "custom_gradient")

        traced = _core.trace_types(flat, cotangents, f"{name_of(fun)}_gradient")
        return result, _Pullback(traced, outputs.tree, traced.take_captures())

    def bwd(kept: _Pullback, cotangent: Any) -> Any:
        cts = [ct for ct in tree.leaves(cotangent) if ct.dtype != dtypes.float0]
        return kept.structure.unflatten(_core.call(kept.traced, cts, kept.captures))

    wrapped.defvjp(fwd, bwd)
    return wrapped


def _kind_of_leaf(leaf: Any) -> Kind:
    return kind_of(leaf if isinstance(leaf, _core.Array) else _core.as_array(leaf))


class _Pullback:
    """A traced function of cotangents, as a tree of what it closes over."""

    def __init__(self, traced: Any, structure: Any, captures: list[Any]) -> None:
        self.traced, self.structure, self.captures = traced, structure, captures


tree.register(
    _Pullback,
    lambda pullback: (pullback.captures, (pullback.traced, pullback.structure)),
    lambda data, captures: _Pullback(data[0], data[1], list(captures)),
)
