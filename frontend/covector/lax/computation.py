"""Functions of two scalars by which reductions combine: known ones by name, others by tracing."""

from __future__ import annotations

import functools
import math
import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core import tree as trees
from covector.core.operands import as_array, describe
from covector.errors import ConcretizationTypeError, error
from covector.lax import elementwise
from covector.typing import Array

# The operations whose reduction is one of the dialect.
_KNOWN: dict[Any, str] = {
    elementwise.add: "sum",
    operator.add: "sum",
    elementwise.mul: "prod",
    operator.mul: "prod",
    elementwise.max: "max",
    elementwise.min: "min",
    elementwise.bitwise_and: "and",
    operator.and_: "and",
    elementwise.bitwise_or: "or",
    operator.or_: "or",
    elementwise.bitwise_xor: "xor",
    operator.xor: "xor",
}


class Computation:
    """An associative function of two trees of scalars, and the tree that changes nothing.

    Args:
        public: name for messages.
        function: takes two trees and gives one, all of the structure of `operands`.
        operands: tree of arrays that are reduced.
        init_values: tree of scalars of their dtypes.
    Raises:
        TypeError: `function` cannot be called, or dtypes differ.
        ValueError: structures differ, or an initial value is no scalar.
    """

    def __init__(self, public: str, function: Any, operands: Any, init_values: Any) -> None:
        if not callable(function):
            raise error(TypeError, f"{public}: expected a function for computation, got {describe(function)}")
        self.public = public
        self.function = function
        leaves, self.structure = trees.flatten(operands)
        starts, structure = trees.flatten(init_values)
        if structure != self.structure:
            raise error(
                ValueError,
                f"{public}: expected init_values with the structure of operands, {self.structure}, "
                f"got {structure}",
            )
        self.operands = [as_array(x, public, i) for i, x in enumerate(leaves)]
        if len({x.shape for x in self.operands}) != 1:
            raise error(
                ValueError,
                f"{public}: expected operands of one shape, got {[x.shape for x in self.operands]}",
            )
        self.starts = []
        for x, start in zip(self.operands, starts):
            value = as_array(start, public)
            if value.ndim:
                raise error(ValueError, f"{public}: expected scalars for init_values, got {describe(value)}")
            if value.dtype != x.dtype and not value.weak_type:
                raise error(
                    TypeError,
                    f"{public}: expected init_values of the operands' dtypes, got {value.dtype} for "
                    f"{x.dtype}; convert it",
                )
            self.starts.append(_core.convert(value, x.dtype, value.weak_type and x.weak_type))

    def known(self) -> str | None:
        """The kind of reduction that this is, if the dialect has it: sum, prod, max, min, and, or, xor."""
        kind = _kind_of(self.function)
        if len(self.operands) != 1 or kind is None:
            return None
        dtype = self.operands[0].dtype
        if kind in ("and", "or", "xor") and dtype.kind not in "biu":
            return None
        if dtype.kind == "b" and kind in ("sum", "prod"):
            return None
        try:
            start = np.asarray(
                self.starts[0].concrete() if _core.is_tracer(self.starts[0]) else self.starts[0]
            )
        except ConcretizationTypeError:
            return None
        return kind if start == np.asarray(_identity(kind, dtype), start.dtype) else None

    def combine(self, xs: list[Array], ys: list[Array]) -> list[Array]:
        """The function on all elements of arrays of one shape."""
        shape = xs[0].shape
        flat = [ops.reshape(x, (x.size,)) for x in (*xs, *ys)]
        count = len(xs)

        def on_scalars(*scalars: Array) -> list[Array]:
            left, right = scalars[:count], scalars[count:]
            made = self.function(self.structure.unflatten(left), self.structure.unflatten(right))
            results, structure = trees.flatten(made)
            self._check(results, structure)
            return [_core.convert(r, x.dtype, x.weak_type) for r, x in zip(results, xs)]

        places = [0] * len(flat)
        traced = _core.trace(on_scalars, flat, "vmap", places, self.public)
        results = _core.call_vmap(traced, flat, places, [0] * count, flat[0].size)
        return [ops.reshape(r, shape) for r in results]

    def _check(self, results: list[Any], structure: Any) -> None:
        if structure != self.structure:
            raise error(
                TypeError,
                f"{self.public}: expected computation to give {self.structure}, got {structure}",
            )
        for i, (result, x) in enumerate(zip(results, self.operands)):
            made = results[i] = as_array(result, self.public)
            if made.shape or (made.dtype != x.dtype and not made.weak_type):
                raise error(
                    TypeError,
                    f"{self.public}: expected computation to give scalars of the operands' dtypes, got "
                    f"{describe(made)} for {x.dtype}[]",
                )

    def started(self, shape: tuple[int, ...]) -> list[Array]:
        """The initial values as arrays."""
        return [ops.broadcast_in_dim(start, shape, ()) for start in self.starts]

    def fold(self, parts: list[list[Array]]) -> list[Array]:
        """Neighbours combined until one is left; at least one part."""
        while len(parts) > 1:
            rest = parts[len(parts) // 2 * 2 :]
            parts = [self.combine(a, b) for a, b in zip(parts[::2], parts[1::2])] + rest
        return parts[0]


def _kind_of(function: Callable[..., Any]) -> str | None:
    try:
        return _KNOWN.get(function)
    except TypeError:  # not hashable
        return None


@functools.cache
def _identity(kind: str, dtype: np.dtype) -> Any:
    if kind in ("sum", "prod", "or", "xor"):
        return int(kind == "prod")
    if dtype.kind == "b":
        return kind in ("min", "and")
    if kind == "and":
        return -1 if dtype.kind == "i" else dtypes.iinfo(dtype).max
    if dtypes.is_inexact(dtype):
        return math.inf if kind == "min" else -math.inf
    limits = dtypes.iinfo(dtype)
    return limits.max if kind == "min" else limits.min
