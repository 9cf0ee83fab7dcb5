"""Loops: scan, map, fori_loop and while_loop."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core import tree as trees
from covector.core.mapping import map_lanes
from covector.core.operands import as_array, as_index, describe
from covector.errors import ConcretizationTypeError, error
from covector.lax.bodies import Body, Carry, arrays_of, check_function, name_of, path_of, trace_body
from covector.typing import Array

C = TypeVar("C")

# What reverse mode keeps of a loop: see scan.
Keeping: TypeAlias = str | int | tuple[str, int] | None

# ---- scan and map


def scan(
    f: Callable[[C, Any], tuple[C, Any]],
    init: C,
    xs: Any = None,
    length: int | None = None,
    reverse: bool = False,
    unroll: int | bool = 1,
    _split_transpose: bool = False,
    *,
    checkpoint: Keeping = None,
) -> tuple[C, Any]:
    """A loop over the leading axis of arrays that carries values along.

    It is what this loop does, compiled as one, with ``f`` traced once::

        carry, ys = init, []
        for x in xs:
            carry, y = f(carry, x)
            ys.append(y)
        return carry, stack(ys)

    Args:
        f: takes the carry and an element of ``xs``, and returns the next carry, of the same structure
            and types, and a further tree.
        init: tree of arrays, the carry at first.
        xs: tree of arrays with one size along their leading axes, or ``None``.
        length: number of iterations; needed where ``xs`` has no arrays.
        reverse: whether to go from the last element to the first; what belongs to an element of
            ``xs`` stands at its place all the same.
        unroll: accepted: iterations are code already, and are not written out.
        _split_transpose: accepted.
        checkpoint: what reverse mode keeps: ``None`` what it needs of every iteration, ``"sqrt"`` the
            carry of about ``2 sqrt(n)`` of ``n`` iterations, ``"log"`` as many as the logarithm of ``n``; an
            integer is the number of levels, of which ``"sqrt"`` has two: memory grows with the root
            of that order, and iterations are computed again once for each level but the first;
            ``("binomial", s)`` the carry of ``s`` iterations, of which it runs the fewest again for
            that memory: an iteration at most ``r`` times, where ``comb(s + r, s)`` is ``n`` or more.
    Returns:
        The last carry, and the further trees of all iterations, stacked along a new leading axis.
    Raises:
        TypeError: ``f`` cannot be called, does not return a pair, or returns another carry.
        ValueError: there is no size to loop over, or there are several; or no such ``checkpoint``.

    >>> cv.lax.scan(lambda total, x: (total + x, total), cnp.int32(0), cnp.array([1, 2, 3]))
    (Array(6, dtype=int32), Array([0, 1, 3], dtype=int32))
    """
    check_function("scan", "f", f)
    _check_unroll("scan", unroll)
    return _scan("scan", f, init, xs, length, bool(reverse), checkpoint)


def _scan(
    public: str,
    f: Callable[..., Any],
    init: Any,
    xs: Any,
    length: Any,
    reverse: bool,
    checkpoint: Keeping = None,
) -> tuple[Any, Any]:
    carry = Carry(public, "init", init)
    elements, structure = arrays_of(public, "xs", xs)
    count = _common_length(public, xs, elements, length)
    if _core.jit_disabled():
        return _scan_in_python(public, f, init, elements, structure, count, reverse)
    size = len(carry.arrays)

    def step(index: Array, *values: Array) -> tuple[Any, Any]:
        element = structure.unflatten(values[size:])
        return _pair(public, f(carry.structure.unflatten(values[:size]), element))

    def trace(inits: list[Array]) -> Body:
        return trace_body(public, step, inits, name_of(f), xs=elements, indexed=True)

    body = carry.trace(trace)
    keeping = _keeping(public, checkpoint, count)
    last, ys = body.split(_core.scan(body.traced, carry.arrays, elements, count, reverse, *keeping))
    return last, ys


def _pair(public: str, result: Any) -> tuple[Any, Any]:
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        raise error(
            TypeError,
            f"{public}: expected the body to return a pair, the next carry and a further tree, got "
            f"{describe(result)}; return (carry, None) where there is nothing to stack",
        )
    return result[0], result[1]


def _common_length(public: str, xs: Any, elements: list[Array], length: Any) -> int:
    """The number of iterations."""
    for number, x in enumerate(elements):
        if not x.ndim:
            raise error(
                ValueError,
                f"{public}: expected arrays with a leading axis to loop over, got "
                f"{path_of(xs, number, 'xs')} of type {describe(x)}; close over what is the same in all "
                "iterations",
            )
    sizes = sorted({x.shape[0] for x in elements})
    if len(sizes) > 1:
        raise error(
            ValueError,
            f"{public}: expected arrays of one size along their leading axes, got sizes {sizes} in "
            f"arrays of shapes {[x.shape for x in elements]}",
        )
    if length is None:
        if not sizes:
            raise error(
                ValueError, f"{public}: expected arrays in xs to loop over, or a length, got neither of them"
            )
        return sizes[0]
    if not _core.has_value(length):
        raise error(
            ConcretizationTypeError,
            f"{public}: expected a number that is known while tracing for length, got a tracer of "
            f"{describe(length)}; fori_loop takes bounds that the program computes",
        )
    count = as_index(length, public, "length")
    if count < 0:
        raise error(ValueError, f"{public}: expected a length that is not negative, got {count}")
    if sizes and sizes[0] != count:
        raise error(
            ValueError,
            f"{public}: expected length to be the size of the leading axes of xs, {sizes[0]}, got {count}; "
            "leave it out",
        )
    return count


def _check_unroll(public: str, unroll: Any) -> None:
    if not _core.has_value(unroll):
        raise error(
            ConcretizationTypeError,
            f"{public}: expected a number that is known while tracing for unroll, got a tracer of "
            f"{describe(unroll)}",
        )
    if as_index(unroll, public, "unroll") < 0:
        raise error(
            ValueError,
            f"{public}: expected a boolean or a number that is not negative for unroll, got {unroll}",
        )


def _scan_in_python(
    public: str,
    f: Callable[..., Any],
    carry: Any,
    elements: list[Array],
    structure: Any,
    count: int,
    reverse: bool,
) -> tuple[Any, Any]:
    """What :func:`scan` does while ``jit`` is disabled."""
    if not count:
        raise error(
            ValueError,
            f"{public}: expected one iteration or more while jit is disabled, got none: what the body "
            "returns is not known; enable jit for this loop",
        )
    rows: list[Any] = []
    for i in reversed(range(count)) if reverse else range(count):
        carry, y = _pair(public, f(carry, structure.unflatten([x[i] for x in elements])))
        rows.append(y)
    if reverse:
        rows.reverse()
    return carry, trees.map_tree(lambda *ys: _stack(public, ys), rows[0], *rows[1:])


def _stack(public: str, values: tuple[Any, ...]) -> Array:
    arrays = [ops.expand_dims(as_array(x, public), (0,)) for x in values]
    return ops.concatenate(arrays, 0, public)


def map(f: Callable[[Any], Any], xs: Any, *, batch_size: int | None = None) -> Any:
    """The results of a function for the elements of arrays along their leading axis, one by one.

    Where there is memory for it, :func:`covector.vmap` is faster.

    Args:
        f: takes a tree of elements and returns a tree.
        xs: tree of arrays with one size along their leading axes.
        batch_size: how many elements to compute at once, by ``vmap``.
    Returns:
        A tree of arrays like what ``f`` returns, with a new leading axis.
    Raises:
        TypeError: ``f`` cannot be called, or returns something else.
        ValueError: there is no size to loop over, there are several, or ``batch_size`` is negative.

    >>> cv.lax.map(lambda x: x * x, cnp.arange(4), batch_size=3)
    Array([0, 1, 4, 9], dtype=int32)
    """
    check_function("map", "f", f)
    size = 0 if batch_size is None else as_index(batch_size, "map", "batch_size")
    if size < 0:
        raise error(ValueError, f"map: expected a batch_size that is not negative, got {size}")
    if not size:
        return _scan("map", lambda _, x: ((), f(x)), (), xs, None, False)[1]
    elements, structure = arrays_of("map", "xs", xs)
    count = _common_length("map", xs, elements, None)

    def lanes(arrays: list[Array]) -> Any:
        axes = [0] * len(arrays)
        return map_lanes(lambda *values: f(structure.unflatten(values)), arrays, axes, "map")

    whole = count // size
    parts = []
    if whole:
        batches = [ops.slice_axis(x, 0, whole * size, 0) for x in elements]
        batches = [ops.reshape(x, (whole, size, *x.shape[1:])) for x in batches]
        ys = _scan("map", lambda _, batch: ((), lanes(batch)), (), batches, None, False)[1]
        parts.append(trees.map_tree(lambda y: ops.reshape(y, (whole * size, *y.shape[2:])), ys))
    if whole * size < count or not count:
        parts.append(lanes([ops.slice_axis(x, whole * size, count, 0) for x in elements]))
    if len(parts) == 1:
        return parts[0]
    return trees.map_tree(lambda x, y: ops.concatenate([x, y], 0, "map"), *parts)


# A loop of unknown length is divided as one of a million iterations would be.
_UNKNOWN_LENGTH = 10**6


def _keeping(public: str, checkpoint: Any, length: int | None) -> tuple[int, bool]:
    """The levels that a loop of ``length`` iterations is divided in, or the snapshots that it keeps,
    and whether it is these."""
    if checkpoint is None:
        return 1, False
    if isinstance(checkpoint, str) and checkpoint == "sqrt":
        return 2, False
    if isinstance(checkpoint, tuple) and len(checkpoint) == 2 and checkpoint[0] == "binomial":
        if _is_positive(checkpoint[1]):
            return checkpoint[1], True
    if isinstance(checkpoint, str) and checkpoint == "log":
        # Segments of eight: each level is code of its own.
        return max(2, round(math.log(max(_UNKNOWN_LENGTH if length is None else length, 1), 8))), False
    if _is_positive(checkpoint):
        return checkpoint, False
    raise error(
        ValueError,
        f"{public}: expected checkpoint to be 'sqrt', 'log', a number of levels, ('binomial', number of "
        f"snapshots) or None, got {checkpoint!r}",
    )


def _is_positive(number: Any) -> bool:
    return isinstance(number, int) and not isinstance(number, bool) and number >= 1


# ---- fori_loop


def fori_loop(
    lower: Any,
    upper: Any,
    body_fun: Callable[[Any, C], C],
    init_val: C,
    *,
    unroll: int | bool | None = None,
    checkpoint: Keeping = None,
) -> C:
    """A loop over the integers from ``lower`` to ``upper``, exclusive, that carries values along.

    It is what this loop does, compiled as one, with ``body_fun`` traced once::

        value = init_val
        for i in range(lower, upper):
            value = body_fun(i, value)
        return value

    The number of iterations may be one that the program computes; the loop has derivatives then too.

    Args:
        lower: integer of rank 0, also under ``jit``.
        upper: integer of rank 0, of the same dtype.
        body_fun: takes the integer and the carry, and returns the next carry, of the same structure
            and types.
        init_val: tree of arrays, the carry at first.
        unroll: accepted, for bounds that are known.
        checkpoint: what reverse mode keeps, see :func:`scan`.
    Returns:
        The last carry.
    Raises:
        TypeError: bounds are no integers of one dtype, or ``body_fun`` returns another carry.
        ValueError: ``unroll`` is given, and a bound is not known.

    >>> cv.jit(lambda n: cv.lax.fori_loop(0, n, lambda i, total: total + i, 0))(5)
    Array(10, dtype=int32, weak_type=True)
    """
    check_function("fori_loop", "body_fun", body_fun)
    carry = Carry("fori_loop", "init_val", init_val)
    first, limit = _bound("lower", lower), _bound("upper", upper)
    known = _core.has_value(first) and _core.has_value(limit)
    if unroll is not None:
        if not known and not isinstance(unroll, bool):
            raise error(
                ValueError,
                "fori_loop: expected unroll only with bounds that are known while tracing, got "
                f"unroll={unroll} with lower={lower} and upper={upper}; leave it out",
            )
        _check_unroll("fori_loop", unroll)
    dtype, weak = _type_of_counter(first, limit)
    if dtype.kind not in "biu":
        return _float_loop(first, limit, body_fun, init_val)
    start: Any = _core.convert(first, dtype, weak) if _core.is_tracer(first) else int(first)
    if known:
        start, stop = int(start), int(limit)
        if _core.jit_disabled():
            return _for_in_python(start, stop, body_fun, init_val)
        bounds: Any = max(stop - start, 0)
        # Bounds that are known are numbers, whatever their dtypes are.
        dtype, weak = dtypes.python_scalar_dtype(int), True
    else:
        bounds = (first, limit)

    def step(index: Array, *values: Array) -> tuple[Any]:
        counter = _core.convert(index, dtype, weak)
        counter = counter if isinstance(start, int) and start == 0 else counter + start
        return (body_fun(counter, carry.structure.unflatten(values)),)

    def trace(inits: list[Array]) -> Body:
        return trace_body("fori_loop", step, inits, name_of(body_fun), indexed=True)

    body = carry.trace(trace)
    keeping = _keeping("fori_loop", checkpoint, bounds if known else None)
    return body.split(_core.scan(body.traced, carry.arrays, [], bounds, False, *keeping))[0]


def _bound(what: str, value: Any) -> Array:
    x = as_array(value, "fori_loop")
    if x.ndim or x.dtype.kind == "c":
        raise error(TypeError, f"fori_loop: expected an integer of rank 0 for {what}, got {describe(x)}")
    return x


def _type_of_counter(lower: Array, upper: Array) -> tuple[np.dtype, bool]:
    """The dtype of the bounds: one of them may be a number of Python."""
    if lower.dtype == upper.dtype:
        return lower.dtype, lower.weak_type and upper.weak_type
    if lower.dtype.kind in "iu" and upper.dtype.kind in "iu":
        for weak, other in ((lower, upper), (upper, lower)):
            if weak.weak_type and not other.weak_type:
                return other.dtype, False
    raise error(
        TypeError,
        f"fori_loop: expected lower and upper of one dtype, got {lower.dtype.name} and {upper.dtype.name}; "
        "convert one of them with astype",
    )


def _float_loop(lower: Array, upper: Array, body_fun: Callable[..., Any], init_val: Any) -> Any:
    """A loop whose counter is floating point: it is carried, as its steps round."""
    state = (lower, init_val)
    return _while(
        "fori_loop",
        lambda values: values[0] < upper,
        lambda values: (values[0] + 1, body_fun(*values)),
        state,
    )[1]


def _for_in_python(start: int, stop: int, body_fun: Callable[..., Any], value: Any) -> Any:
    """What :func:`fori_loop` does while ``jit`` is disabled."""
    for i in range(start, stop):
        value = body_fun(i, value)
    return value


# ---- while_loop


def while_loop(
    cond_fun: Callable[[C], Any],
    body_fun: Callable[[C], C],
    init_val: C,
    *,
    checkpoint: Keeping = None,
) -> C:
    """A loop as long as a condition holds, that carries values along.

    It is what this loop does, compiled as one, with both functions traced once::

        value = init_val
        while cond_fun(value):
            value = body_fun(value)
        return value

    Args:
        cond_fun: takes the carry and returns a boolean of rank 0.
        body_fun: takes the carry and returns the next one, of the same structure and types.
        init_val: tree of arrays, the carry at first.
        checkpoint: what reverse mode keeps, see :func:`scan`.
    Returns:
        The carry for which the condition does not hold.
    Raises:
        TypeError: a function cannot be called, or returns something else.

    >>> cv.lax.while_loop(lambda x: x < 100, lambda x: 2 * x, cnp.int32(3))
    Array(192, dtype=int32)
    """
    check_function("while_loop", "cond_fun", cond_fun)
    check_function("while_loop", "body_fun", body_fun)
    return _while("while_loop", cond_fun, body_fun, init_val, checkpoint)


def _while(
    public: str,
    cond_fun: Callable[..., Any],
    body_fun: Callable[..., Any],
    init_val: Any,
    checkpoint: Keeping = None,
) -> Any:
    if _core.jit_disabled():
        value = init_val
        while cond_fun(value):
            value = body_fun(value)
        return value
    carry = Carry(public, "init_val", init_val)

    def trace_condition(inits: list[Array]) -> Body:
        body = trace_body(
            public, lambda *values: (cond_fun(carry.structure.unflatten(values)),), inits, name_of(cond_fun)
        )
        _check_condition(public, body)
        return body

    def trace(inits: list[Array]) -> Body:
        return trace_body(
            public, lambda *values: (body_fun(carry.structure.unflatten(values)),), inits, name_of(body_fun)
        )

    inits = carry.arrays
    condition = trace_condition(inits)
    body = carry.trace(trace)
    if carry.arrays is not inits:
        condition = trace_condition(carry.arrays)
    keeping = _keeping(public, checkpoint, None)
    return body.split(_core.while_loop(condition.traced, body.traced, carry.arrays, *keeping))[0]


def _check_condition(public: str, condition: Body) -> None:
    types = condition.types(0)
    got = str(condition.structures[0])
    if condition.structures[0] == trees.flatten(0)[1]:
        shape, dtype, _ = types[0]
        if not shape and dtype == np.bool_:
            return
        got = f"{np.dtype(dtype).name}[{','.join(str(n) for n in shape)}]"
    raise error(TypeError, f"{public}: expected cond_fun to return a boolean of rank 0, got {got}")
