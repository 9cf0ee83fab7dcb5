"""What functions with derivative rules of their own share: arguments, types, symbolic zeros."""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import tree
from covector.errors import UnexpectedTracerError, error
from covector.transforms.common import (
    Outputs,
    as_argument,
    as_output,
    at_level,
    derivative_level,
    float0_zeros,
    name_of,
)

# (shape, dtype, whether weakly typed) of an array.
Kind = tuple[tuple[int, ...], np.dtype, bool]


@dataclasses.dataclass(frozen=True)
class TangentType:
    """Shape and dtype of a tangent; the dtype is ``float0`` for those of integers."""

    shape: tuple[int, ...]
    dtype: np.dtype
    weak_type: bool = False


class SymbolicZero:
    """A tangent or cotangent that is known to be zero, in rules with ``symbolic_zeros=True``.

    >>> zero = cv.custom_derivatives.SymbolicZero(cv.typeof(cnp.ones(3)))
    >>> zero.shape, zero.dtype
    ((3,), dtype('float32'))
    """

    def __init__(self, aval: Any) -> None:
        self.aval = aval

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of the array that it stands for."""
        return tuple(self.aval.shape)

    @property
    def dtype(self) -> np.dtype:
        """The dtype of the array that it stands for."""
        return np.dtype(self.aval.dtype)

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """The number of elements."""
        return int(np.prod(self.shape, dtype=np.int64))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SymbolicZero):
            return NotImplemented
        return self.shape == other.shape and self.dtype == other.dtype

    def __hash__(self) -> int:
        return hash((self.shape, self.dtype))

    def __repr__(self) -> str:
        return f"SymbolicZero({text_of_kind((self.shape, self.dtype, False))})"


def zero_from_primal(val: Any, symbolic_zeros: bool = False) -> Any:
    """The zero of the tangents of an array.

    Args:
        val: an array.
        symbolic_zeros: whether a :class:`SymbolicZero` is wanted.
    Returns:
        An array of zeros; of dtype ``float0`` for integers and booleans.
    Raises:
        TypeError: ``val`` is not array-like.

    >>> cv.custom_derivatives.zero_from_primal(cnp.ones(2))
    Array([0., 0.], dtype=float32)
    """
    array = as_argument(val, "zero_from_primal")
    return zero_of((tuple(array.shape), np.dtype(array.dtype), False), symbolic_zeros)


def zero_of(kind: Kind, symbolic: bool) -> Any:
    """The zero of the tangents of arrays of a kind."""
    shape, dtype, weak = kind
    inexact = dtypes.is_inexact(dtype)
    if symbolic:
        return SymbolicZero(TangentType(shape, dtype if inexact else np.dtype(dtypes.float0)))
    return _core.full(shape, 0, dtype, weak) if inexact else float0_zeros(np.empty(shape, np.int8))


def kind_of(array: Any) -> Kind:
    """The kind of an array."""
    return tuple(array.shape), np.dtype(array.dtype), bool(array.weak_type)


def text_of_kind(kind: Kind) -> str:
    """``float32[2,3]``."""
    dtype = "float0" if kind[1] == dtypes.float0 else kind[1].name
    return f"{dtype}[{','.join(map(str, kind[0]))}]"


def text_of_kinds(structure: Any, kinds: Sequence[Kind]) -> str:
    """A tree of kinds as text."""
    return str(structure.unflatten([_Text(text_of_kind(kind)) for kind in kinds]))


class _Text(str):
    """Text whose representation has no quotes."""

    __repr__ = str.__str__


def is_varying(kind: Kind) -> bool:
    """Whether arrays of a kind have derivatives."""
    return dtypes.is_inexact(kind[1])


# Arguments


def resolve_kwargs(
    fun: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any], public: str
) -> tuple[Any, ...]:
    """All arguments by position, with the defaults of those that are missing.

    Raises:
        TypeError: they do not fit the function, or one can be given by its name only.
    """
    try:
        signature = inspect.signature(fun)
    except (TypeError, ValueError):
        if not kwargs:
            return args
        raise error(
            TypeError, f"{public}: {name_of(fun)} has no signature, so that its arguments must be positional"
        ) from None
    try:
        bound = signature.bind(*args, **kwargs)
    except TypeError as problem:
        raise error(
            TypeError,
            f"The input arguments to the {public}-decorated function {name_of(fun)} could not be resolved to "
            f"positional-only arguments. Binding failed with the error:\n{problem}",
        ) from None
    bound.apply_defaults()
    if bound.kwargs:
        raise error(
            TypeError,
            f"The following keyword arguments to the {public}-decorated function {name_of(fun)} could not be "
            f"resolved to positions: {', '.join(bound.kwargs)}. Rules take positional arguments alone; "
            "make these arguments of the function ones that can be given by position",
        )
    return bound.args


def nondiff_positions(fun: Callable[..., Any], argnums: Any, argnames: Any, public: str) -> tuple[int, ...]:
    """The positions of the arguments that are not differentiated, by number and by name."""
    numbers = [argnums] if isinstance(argnums, int) else list(argnums)
    names = [argnames] if isinstance(argnames, str) else list(argnames)
    if names:
        parameters = list(inspect.signature(fun).parameters)
        for name in names:
            if name not in parameters:
                raise error(
                    ValueError,
                    f"{public}: expected nondiff_argnames among the arguments of {name_of(fun)}, "
                    f"{', '.join(parameters)}, got {name!r}",
                )
            numbers.append(parameters.index(name))
    return tuple(sorted(set(numbers)))


class Places:
    """Where the arguments of a call that are differentiated stand, and the others."""

    def __init__(self, nondiff: tuple[int, ...], args: tuple[Any, ...]) -> None:
        self.nondiff = nondiff
        self.others_of = [i for i in range(len(args)) if i not in nondiff]
        leaves, self.other_tree = tree.flatten(tuple(args[i] for i in nondiff))
        # Tracers among what is not differentiated become operands too.
        self.fixed = [i for i, leaf in enumerate(leaves) if _core.is_tracer(leaf)]
        self.others = [None if i in self.fixed else leaf for i, leaf in enumerate(leaves)]
        self.tree = tree.flatten(tuple(args[i] for i in self.others_of))[1]

    def others_with(self, fixed: Sequence[Any]) -> tuple[Any, ...]:
        """The arguments that are not differentiated, with these arrays for tracers."""
        leaves = list(self.others)
        for place, array in zip(self.fixed, fixed):
            leaves[place] = array
        return self.other_tree.unflatten(leaves)

    def arguments(self, leaves: Sequence[Any], fixed: Sequence[Any]) -> list[Any]:
        """All arguments, with these leaves for the arrays that are differentiated."""
        args: list[Any] = [None] * (len(self.others_of) + len(self.nondiff))
        for place, value in zip(self.others_of, self.tree.unflatten(list(leaves))):
            args[place] = value
        for place, value in zip(self.nondiff, self.others_with(fixed)):
            args[place] = value
        return args

    def key(self) -> tuple[Any, ...]:
        """What equal ones have in common."""
        return (
            self.nondiff,
            self.tree,
            self.other_tree,
            tuple(map(_leaf_key, self.others)),
            tuple(self.fixed),
        )


class Call:
    """The arguments of a call, divided in those that are differentiated and the others."""

    def __init__(
        self, public: str, fun: Callable[..., Any], nondiff: tuple[int, ...], args: tuple[Any, ...]
    ) -> None:
        self.public, self.fun = public, fun
        for number in nondiff:
            if not -len(args) <= number < len(args):
                raise error(
                    ValueError,
                    f"{public}: nondiff_argnums holds {number}, but {name_of(fun)} was called with "
                    f"{len(args)} positional arguments",
                )
        self.places = Places(tuple(sorted(n % len(args) for n in nondiff)), args)
        leaves = tree.leaves(tuple(args[i] for i in self.places.others_of))
        self.arrays = [as_argument(leaf, public) for leaf in leaves]
        self.kinds = [kind_of(array) for array in self.arrays]
        others = tree.leaves(tuple(args[i] for i in self.places.nondiff))
        self.fixed = [others[i] for i in self.places.fixed]
        self.fixed_kinds = [kind_of(array) for array in self.fixed]

    def check_no_fixed(self) -> None:
        """Raises UnexpectedTracerError for tracers among what is not differentiated."""
        if self.fixed:
            raise error(
                UnexpectedTracerError,
                f"Found a tracer passed as an argument to a {self.public} function in a position indicated "
                "by nondiff_argnums as non-differentiable. Tracers cannot be passed as non-differentiable "
                f"arguments to {self.public} functions; instead, nondiff_argnums should only be used for "
                "arguments that can't be or contain tracers, such as functions. Array-valued arguments "
                "should not be indicated as nondiff_argnums",
            )

    def trace(self) -> tuple[Any, Outputs]:
        """The function traced on the arrays, and what it returns."""
        outputs = Outputs()
        number = len(self.arrays)

        def flat(*tracers: Any) -> list[Any]:
            result = self.fun(*self.places.arguments(tracers[:number], tracers[number:]))
            return outputs.set(result, self.public)

        # Where the call is differentiated the rules take the place of this.
        with at_level(0):
            traced = _core.trace(flat, [*self.arrays, *self.fixed], trace_kind(), name=name_of(self.fun))
        return traced, outputs

    def key(self) -> tuple[Any, ...]:
        """What calls with equal rules have in common."""
        return (self.places.key(), tuple(self.kinds), tuple(self.fixed_kinds))


def trace_kind() -> str:
    """How a function inside of the current one is traced: with values where they are known."""
    return "jit" if _core.is_staging() else "grad"


def _leaf_key(leaf: Any) -> tuple[Any, ...]:
    try:
        hash(leaf)
    except TypeError:
        return (id(leaf),)
    return (type(leaf), leaf)


class Rule:
    """What a call holds of the rules: asked for them when a derivative meets the call.

    Two are equal if they give the same, so that programs that hold them are the same.

    A rule may look at values, and close over those of the functions around the call, as long as
    these are being traced. So where the call is known to be differentiated its rules are traced
    with it, once for each derivative that is being taken: what they close over becomes operands
    of the call. A rule that calls its own function meets the next derivative, or none.
    """

    def key(self) -> tuple[Any, ...]:
        """What equal rules have in common."""
        raise NotImplementedError

    def trace_now(self, arrays: Sequence[Any], *call: Call) -> Rule:
        """The same with the rules traced, where the call is known to be differentiated.

        Where that fails, the exception waits until a derivative meets the call.
        """
        level = derivative_level()
        if level == 0 or not any(map(_core.is_tracer, arrays)):
            return self
        try:
            with at_level(level - 1):
                return self.traced(*call)
        except Exception as problem:  # any one, of a user's function
            return FailedRule(self, problem)

    def traced(self, *call: Call) -> Rule:
        """The same with the rules traced."""
        raise NotImplementedError

    def take_closed(self) -> list[Any]:
        """What the rules close over, as operands of the call. They do not hold it any longer."""
        return []

    def __hash__(self) -> int:
        return hash(self.key())

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.key() == other.key()  # type: ignore[attr-defined]


class FailedRule(Rule):
    """A rule that raised an exception when it was traced with the call."""

    def __init__(self, rule: Rule, problem: Exception) -> None:
        self.rule, self.problem = rule, problem

    def key(self) -> tuple[Any, ...]:
        return (self.rule.key(), id(self.problem))

    def trace(self, kind: str, varying: Sequence[bool], reached: Sequence[bool]) -> Any:
        """Raises the exception."""
        raise self.problem


# Results


def split(values: Sequence[Any], *sizes: int) -> Iterator[list[Any]]:
    """Lists of the given sizes, and one of the rest."""
    values = list(values)
    for size in sizes:
        yield values[:size]
        values = values[size:]
    yield values


def check_pair(result: Any, rule: str, owner: str, first: str, second: str) -> tuple[Any, Any]:
    """What a rule returned as a pair."""
    if isinstance(result, (list, tuple)) and len(result) == 2:
        return result[0], result[1]
    raise error(
        TypeError,
        f"{rule} for function {owner} must produce a pair (list or tuple of length two) representing {first} "
        f"and {second}, but got {result!r}",
    )


def check_primal_output(
    value: Any, rule: str, owner: str, structure: Any, kinds: Sequence[Kind]
) -> list[Any]:
    """The leaves of the first of what a rule returned, which is to be like the function's result."""
    leaves, other = tree.flatten(value)
    what = (
        f"{rule} for function {owner} must produce a pair (list or tuple of length two) where the first "
        f"element represents the primal output (equal in value to the output of {owner}, and of the same "
        "container/pytree structure, shapes and dtypes)"
    )
    if other != structure:
        raise error(
            TypeError,
            f"{what}, but instead the rule output's first element had container/pytree structure:\n    "
            f"{other}\nwhile {owner} had output container/pytree structure:\n    {structure}.",
        )
    arrays = [as_output(leaf, rule) for leaf in leaves]
    if [kind_of(a)[:2] for a in arrays] != [kind[:2] for kind in kinds]:
        raise error(
            TypeError,
            f"{what}, but instead the rule output's first element had shapes/dtypes of:\n    "
            f"{text_of_kinds(structure, [kind_of(a) for a in arrays])}\nwhile {owner} had output "
            f"shapes/dtypes of:\n    {text_of_kinds(structure, kinds)}.",
        )
    return arrays


def as_derivative(value: Any, kind: Kind) -> tuple[Any, Kind]:
    """A tangent or cotangent as an array, and its kind; a symbolic zero as zeros."""
    if isinstance(value, SymbolicZero):
        got = (value.shape, value.dtype, False)
        return (zero_of(kind, False) if got[:2] == kind[:2] else None), got
    if getattr(value, "dtype", None) == dtypes.float0:
        return None, (tuple(np.shape(value)), np.dtype(dtypes.float0), False)
    array = as_output(value, "custom derivative rule")
    got = kind_of(array)
    # Numbers of Python have the dtype of what they belong to.
    if got[0] == kind[0] and got[1] != kind[1] and got[2] and np.can_cast(got[1].kind, kind[1].kind):
        array = _core.convert(array, kind[1])
        got = kind_of(array)
    return array, got
