"""Derivatives: grad, jvp, vjp, linearize.

A function is traced once on its arguments. The derivative itself is requested in the IR and made
by the compiler's passes, so nothing here knows how any operation is differentiated.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import tree
from covector.errors import error
from covector.transforms.common import (
    Chosen,
    Outputs,
    as_argnums,
    as_argument,
    check_callable,
    inexact_positions,
    name_of,
    text_of_type,
    trace_differentiated,
    with_float0,
    wraps,
)


def _article(argnums: int | tuple[int, ...]) -> str:
    return ", ".join(map(str, (argnums,) if isinstance(argnums, int) else argnums))


def check_input(public: str, dtype: np.dtype, holomorphic: bool, allow_int: bool) -> None:
    """Raises TypeError for a dtype that has no gradient."""
    if holomorphic:
        if dtype.kind != "c":
            raise error(
                TypeError,
                f"{public} with holomorphic=True requires inputs with complex dtype, but got "
                f"{dtype.name}. Convert the argument with .astype(complex)",
            )
    elif not allow_int and not dtypes.is_inexact(dtype):
        raise error(
            TypeError,
            f"{public} requires real- or complex-valued inputs (input dtype that is a sub-dtype of "
            f"np.inexact), but got {dtype.name}. If you want to use Boolean- or integer-valued "
            "inputs, use vjp or set allow_int to True. Pass a float (1.0 instead of 1), cast with "
            ".astype(float), or choose other arguments with argnums",
        )


def check_output(public: str, dtype: np.dtype, holomorphic: bool) -> None:
    """Raises TypeError for a dtype of results that has no gradient."""
    if holomorphic:
        if dtype.kind != "c":
            raise error(
                TypeError,
                f"{public} with holomorphic=True requires outputs with complex dtype, but got {dtype.name}.",
            )
    elif not dtypes.is_float(dtype):
        remedy = (
            "For holomorphic differentiation, pass holomorphic=True. For differentiation of "
            "non-holomorphic functions involving complex outputs, use vjp directly."
            if dtype.kind == "c"
            else "For differentiation of functions with integer outputs, use vjp directly."
        )
        raise error(
            TypeError,
            f"{public} requires real-valued outputs (output dtype that is a sub-dtype of "
            f"np.floating), but got {dtype.name}. {remedy}",
        )


def _check_scalar(result: Any) -> None:
    leaves, structure = tree.flatten(result)
    if structure.num_nodes != 1 or len(leaves) != 1:
        raise error(
            TypeError,
            f"grad: Gradient only defined for scalar-output functions. Output was {result}. "
            "Return one number, or use jacrev for several",
        )
    shape = np.shape(leaves[0]) if not hasattr(leaves[0], "shape") else leaves[0].shape
    if shape != ():
        raise error(
            TypeError,
            f"Gradient only defined for scalar-output functions. Output had shape: {shape}. "
            "Sum or average the result, or use jacrev",
        )


def value_and_grad(
    fun: Callable[..., Any],
    argnums: int | Sequence[int] = 0,
    has_aux: bool = False,
    holomorphic: bool = False,
    allow_int: bool = False,
    reduce_axes: Sequence[str] = (),
) -> Callable[..., tuple[Any, Any]]:
    """A function that gives the value of ``fun`` and its gradient.

    Args:
        fun: returns one number (a rank-0 array); with ``has_aux`` a pair of it and anything else.
        argnums: the positional argument, or arguments, to differentiate by.
        has_aux: whether ``fun`` returns a pair.
        holomorphic: whether ``fun`` is promised to be holomorphic; arguments are then complex.
        allow_int: whether integer arguments are allowed; their gradients have dtype ``float0``.
        reduce_axes: accepted and unused: sums over named axes are transposed to sums.
    Returns:
        A function of the same arguments that returns a pair: what ``fun`` returns, and the
        gradient, of the structure of the argument (a tuple of them for several ``argnums``).
    Raises:
        TypeError: an argument or the result is of a wrong dtype or shape, when called.

    >>> cv.value_and_grad(lambda x: x ** 2)(3.0)
    (Array(9., dtype=float32, weak_type=True), Array(6., dtype=float32, weak_type=True))
    """
    check_callable(fun, "value_and_grad")
    numbers = as_argnums(argnums, "value_and_grad")

    @wraps(
        fun,
        f"Value and gradient of {name_of(fun)} with respect to positional argument(s) {_article(numbers)}.",
    )
    def value_and_grad_f(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
        chosen = Chosen("grad", fun, numbers, args, kwargs)
        for array in chosen.arrays:
            check_input("grad", array.dtype, holomorphic, allow_int)
        outputs = Outputs()

        def flat(*tracers: Any) -> list[Any]:
            result = chosen.call(tracers)
            if not has_aux:
                _check_scalar(result)
            arrays = outputs.set(result, "grad", has_aux)
            if has_aux:
                _check_scalar(outputs.tree.unflatten(arrays[: outputs.number]))
            check_output("grad", arrays[0].dtype, holomorphic)
            return arrays

        traced = trace_differentiated(flat, chosen.arrays, name_of(fun))
        _, dtype, weak = traced.out_types[0]
        one = _core.full((), 1, dtype, weak)
        values, cotangents = _core.call_vjp(traced, chosen.arrays, chosen.inexact, [0], [one])
        result, aux = outputs.split(values)
        gradient = chosen.put_back(cotangents)
        return ((result, aux), gradient) if has_aux else (result, gradient)

    return value_and_grad_f


def grad(
    fun: Callable[..., Any],
    argnums: int | Sequence[int] = 0,
    has_aux: bool = False,
    holomorphic: bool = False,
    allow_int: bool = False,
    reduce_axes: Sequence[str] = (),
) -> Callable[..., Any]:
    """A function that gives the gradient of ``fun``.

    Args:
        fun: returns one number (a rank-0 array); with ``has_aux`` a pair of it and anything else.
        argnums: the positional argument, or arguments, to differentiate by.
        has_aux: whether ``fun`` returns a pair; the second is returned with the gradient.
        holomorphic: whether ``fun`` is promised to be holomorphic; arguments are then complex.
        allow_int: whether integer arguments are allowed; their gradients have dtype ``float0``.
        reduce_axes: accepted and unused: sums over named axes are transposed to sums.
    Returns:
        A function of the same arguments that returns the gradient, of the structure of the
        argument (a tuple of them for several ``argnums``).
    Raises:
        TypeError: an argument or the result is of a wrong dtype or shape, when called.

    >>> cv.grad(lambda x: x ** 2 + 5 * x + 10)(2.0)
    Array(9., dtype=float32, weak_type=True)
    """
    check_callable(fun, "grad")
    numbers = as_argnums(argnums, "grad")
    both = value_and_grad(fun, numbers, has_aux, holomorphic, allow_int)

    @wraps(
        fun,
        f"Gradient of {name_of(fun)} with respect to positional argument(s) {_article(numbers)}.",
    )
    def grad_f(*args: Any, **kwargs: Any) -> Any:
        value, gradient = both(*args, **kwargs)
        return (gradient, value[1]) if has_aux else gradient

    return grad_f


# Forward mode


def _check_tangents(public: str, primals: Sequence[Any], tangents: Sequence[Any]) -> list[Any]:
    """The tangents of the inexact primals as arrays of their dtypes."""
    kept = []
    for primal, tangent in zip(primals, tangents, strict=True):
        expected = primal.dtype if dtypes.is_inexact(primal.dtype) else dtypes.float0
        is_float0 = getattr(tangent, "dtype", None) == dtypes.float0
        array = tangent if is_float0 else as_argument(tangent, public)
        number = isinstance(tangent, (float, complex)) and not isinstance(tangent, np.generic)
        if array.dtype != expected and not (number and expected != dtypes.float0):
            raise error(
                TypeError,
                f"primal and tangent arguments to {public} do not match; dtypes must be equal, or "
                "in case of int/bool primal dtype the tangent dtype must be float0. Got primal "
                f"dtype {primal.dtype.name} and so expected tangent dtype "
                f"{'float0' if expected == dtypes.float0 else expected.name}, but got tangent dtype "
                f"{array.dtype} instead.",
            )
        if tuple(array.shape) != primal.shape:
            raise error(
                ValueError,
                f"{public} called with different primal and tangent shapes; got primal shape "
                f"{primal.shape} and tangent shape {tuple(array.shape)}",
            )
        if not is_float0:
            kept.append(_core.convert(array, expected, primal.weak_type))
    return kept


def jvp(
    fun: Callable[..., Any],
    primals: Sequence[Any],
    tangents: Sequence[Any],
    has_aux: bool = False,
) -> tuple[Any, ...]:
    """The value of ``fun`` and its derivative along a direction (forward mode).

    Args:
        fun: a function of arrays; with ``has_aux`` it returns a pair.
        primals: a tuple or list of the arguments.
        tangents: a tuple or list of the same structure: the direction. Those of integers have
            dtype ``float0``.
        has_aux: whether ``fun`` returns a pair, of which only the first is differentiated.
    Returns:
        A pair: what ``fun`` returns, and the tangent of it; with ``has_aux`` a third, aux.
    Raises:
        TypeError: structures or dtypes of primals and tangents differ.
        ValueError: their shapes differ.

    >>> cv.jvp(lambda x: x ** 2, (3.0,), (1.0,))
    (Array(9., dtype=float32, weak_type=True), Array(6., dtype=float32, weak_type=True))
    """
    check_callable(fun, "jvp")
    if not isinstance(primals, (tuple, list)) or not isinstance(tangents, (tuple, list)):
        raise error(
            TypeError,
            "primal and tangent arguments to jvp must be tuples or lists; found "
            f"{type(primals).__name__} and {type(tangents).__name__}.",
        )
    leaves, structure = tree.flatten(tuple(primals))
    directions, other = tree.flatten(tuple(tangents))
    if structure != other:
        raise error(
            TypeError,
            "primal and tangent arguments to jvp must have the same tree structure; primals have "
            f"tree structure {structure} whereas tangents have tree structure {other}: pass one "
            "tangent for each primal.",
        )
    arrays = [as_argument(leaf, "jvp") for leaf in leaves]
    kept = _check_tangents("jvp", arrays, directions)
    outputs = Outputs()

    def flat(*tracers: Any) -> list[Any]:
        return outputs.set(fun(*structure.unflatten(list(tracers))), "jvp", has_aux)

    traced = trace_differentiated(flat, arrays, name_of(fun))
    values, out_tangents = _core.call_jvp(traced, arrays, inexact_positions(arrays), kept)
    result, aux = outputs.split(values)
    pushed = with_float0(out_tangents, values[: outputs.number])
    tangent = outputs.tree.unflatten(pushed[: outputs.number])
    return (result, tangent, aux) if has_aux else (result, tangent)


class LinearMap:
    """The derivative of a function at a point, as :func:`linearize` gives it."""

    def __init__(self, linear: Any, arrays: list[Any], structure: Any, values: list[Any],
                 outputs: Outputs) -> None:  # fmt: skip
        self._linear, self._arrays, self._structure = linear, arrays, structure
        self._values, self._outputs = values, outputs

    def __call__(self, *tangents: Any) -> Any:
        directions, other = tree.flatten(tangents)
        if other != self._structure:
            raise error(
                TypeError,
                f"linearize: expected tangents of structure {self._structure}, as the primals "
                f"have, got {other}",
            )
        kept = _check_tangents("linearized function", self._arrays, directions)
        number = self._outputs.number
        if self._linear is None:
            pushed = [_core.full(v.shape, 0, v.dtype, v.weak_type) for v in self._values
                      if dtypes.is_inexact(v.dtype)]  # fmt: skip
        else:
            pushed = self._linear.jvp(kept)
        all_out = with_float0(pushed, self._values)
        return self._outputs.tree.unflatten(
            [_with_weak(t, v) for t, v in zip(all_out[:number], self._values)]
        )

    def __repr__(self) -> str:
        kinds = ", ".join(text_of_type(a) for a in self._arrays)
        return f"LinearMap({kinds} -> {self._outputs.tree})"


def _with_weak(tangent: Any, value: Any) -> Any:
    if isinstance(tangent, _core.Array) and value.weak_type and not tangent.weak_type:
        return _core.convert(tangent, tangent.dtype, True)
    return tangent


def _linearized(
    public: str, fun: Callable[..., Any], primals: tuple[Any, ...], has_aux: bool
) -> tuple[Any, list[Any], Any, list[Any], Outputs]:
    check_callable(fun, public)
    leaves, structure = tree.flatten(primals)
    arrays = [as_argument(leaf, public) for leaf in leaves]
    outputs = Outputs()

    def flat(*tracers: Any) -> list[Any]:
        return outputs.set(fun(*structure.unflatten(list(tracers))), public, has_aux)

    traced = trace_differentiated(flat, arrays, name_of(fun))
    inexact = inexact_positions(arrays)
    if not inexact:
        return None, arrays, structure, _core.call(traced, arrays), outputs
    values, linear = _core.linearize(traced, arrays, inexact)
    return linear, arrays, structure, values, outputs


def linearize(fun: Callable[..., Any], *primals: Any, has_aux: bool = False) -> tuple[Any, ...]:
    """The value of ``fun`` at a point, and its derivative there as a linear function.

    The function is evaluated once; the linear function can then be applied to many tangents.

    Args:
        fun: a function of arrays; with ``has_aux`` it returns a pair.
        primals: the arguments.
        has_aux: whether ``fun`` returns a pair, of which only the first is differentiated.
    Returns:
        A pair: what ``fun`` returns, and a function of tangents; with ``has_aux`` a third, aux.
    Raises:
        TypeError: an argument is not array-like.

    >>> y, along = cv.linearize(lambda x: x ** 2, 3.0)
    >>> float(along(1.0)), float(along(2.0))
    (6.0, 12.0)
    """
    linear, arrays, structure, values, outputs = _linearized("linearize", fun, primals, has_aux)
    result, aux = outputs.split(values)
    pushforward = LinearMap(linear, arrays, structure, values, outputs)
    return (result, pushforward, aux) if has_aux else (result, pushforward)


# Reverse mode


class Pullback:
    """The function that :func:`vjp` returns: cotangents of results to cotangents of arguments."""

    def __init__(self, linear: Any, arrays: list[Any], structure: Any, values: list[Any],
                 outputs: Outputs, name: str) -> None:  # fmt: skip
        self._linear, self._arrays, self._structure = linear, arrays, structure
        self._values, self._outputs, self._name = values, outputs, name

    def __call__(self, cotangent: Any) -> tuple[Any, ...]:
        outputs = self._outputs
        given, other = tree.flatten(cotangent)
        if other != outputs.tree:
            raise error(
                ValueError,
                "vjp: unexpected tree structure. The cotangent passed to a function returned by vjp "
                f"must match the pytree structure of the differentiated function {self._name}, "
                f"which is {outputs.tree}, but got {other}.",
            )
        kept = []
        for value, ct in zip(self._values, given):
            if dtypes.is_inexact(value.dtype):
                kept.append(self._checked(value, ct))
        for value in self._values[outputs.number :]:  # aux is not differentiated
            if dtypes.is_inexact(value.dtype):
                kept.append(_core.full(value.shape, 0, value.dtype))
        if self._linear is None:
            pulled: list[Any] = []
        elif not kept:
            inexact = [self._arrays[i] for i in inexact_positions(self._arrays)]
            pulled = [_core.full(a.shape, 0, a.dtype, a.weak_type) for a in inexact]
        else:
            pulled = self._linear.transpose(kept)
        cotangents = with_float0(pulled, self._arrays)
        return self._structure.unflatten([_with_weak(c, a) for c, a in zip(cotangents, self._arrays)])

    def _checked(self, value: Any, ct: Any) -> Any:
        array = as_argument(ct, "vjp")
        number = isinstance(ct, (float, complex)) and not isinstance(ct, np.generic)
        if tuple(array.shape) != value.shape or (array.dtype != value.dtype and not number):
            expected = text_of_type(value)
            raise error(
                ValueError,
                "vjp: unexpected type (shape or dtype) of the cotangent passed to a VJP function: got "
                f"{text_of_type(array)}, but expected {expected} because the corresponding output "
                f"of the differentiated function {self._name} had type {expected}",
            )
        return _core.convert(array, value.dtype, value.weak_type)

    def __repr__(self) -> str:
        return f"VJP(fun={self._name}, in_tree={self._structure}, out_tree={self._outputs.tree})"


def vjp(
    fun: Callable[..., Any],
    *primals: Any,
    has_aux: bool = False,
    reduce_axes: Sequence[str] = (),
) -> tuple[Any, ...]:
    """The value of ``fun`` at a point, and the pullback of cotangents there (reverse mode).

    Args:
        fun: a function of arrays; with ``has_aux`` it returns a pair.
        primals: the arguments.
        has_aux: whether ``fun`` returns a pair, of which only the first is differentiated.
        reduce_axes: accepted and unused: sums over named axes are transposed to sums.
    Returns:
        A pair: what ``fun`` returns, and a function of a cotangent of the same structure that
        returns a tuple with the cotangent of each argument; with ``has_aux`` a third, aux.
    Raises:
        TypeError: an argument is not array-like.

    >>> y, pullback = cv.vjp(lambda x, y: x * y, 2.0, 3.0)
    >>> [float(ct) for ct in pullback(1.0)]
    [3.0, 2.0]
    """
    linear, arrays, structure, values, outputs = _linearized("vjp", fun, primals, has_aux)
    result, aux = outputs.split(values)
    pullback = Pullback(linear, arrays, structure, values, outputs, name_of(fun))
    return (result, pullback, aux) if has_aux else (result, pullback)
