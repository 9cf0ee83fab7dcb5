"""vmap: a function of one example as a function of many."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

from covector import _core
from covector.core import tree
from covector.core.axis_names import axis_text
from covector.errors import error
from covector.transforms.common import (
    as_argument,
    as_output,
    check_callable,
    name_of,
    text_of_type,
    wraps,
)


def vmap(
    fun: Callable[..., Any],
    in_axes: Any = 0,
    out_axes: Any = 0,
    axis_name: Any = None,
    axis_size: int | None = None,
    spmd_axis_name: Any = None,
) -> Callable[..., Any]:
    """A function that applies ``fun`` along an axis of its arguments.

    Args:
        fun: a function of arrays.
        in_axes: the axis of each argument to map over: an integer, ``None`` for arguments that
            are the same for all, or a tuple of them for the positional arguments, each possibly a
            tree like (the upper part of) the argument. Keyword arguments are mapped over axis 0.
        out_axes: where the mapped axis goes in the results, likewise.
        axis_name: a name of the mapped axis, any hashable object, by which ``lax.psum`` and its like
            combine the lanes.
        axis_size: the length of the mapped axis, where no argument is mapped.
        spmd_axis_name: accepted; there are no devices to map over yet.
    Returns:
        A function of the same arguments.
    Raises:
        ValueError: axes do not fit the arguments or each other, when called.

    >>> cv.vmap(lambda x, y: x * y, in_axes=(0, None))(cnp.arange(3), 10)
    Array([ 0, 10, 20], dtype=int32)
    >>> cv.vmap(lambda x: x - cv.lax.pmean(x, "batch"), axis_name="batch")(cnp.arange(3.0))
    Array([-1.,  0.,  1.], dtype=float32)
    """
    check_callable(fun, "vmap")
    if isinstance(in_axes, list):
        in_axes = tuple(in_axes)
    if not (in_axes is None or isinstance(in_axes, (int, tuple)) or hasattr(in_axes, "__index__")):
        raise error(
            TypeError,
            "vmap in_axes must be an int, None, or a tuple of entries corresponding to the "
            f"positional arguments passed to the function, but got {in_axes!r}.",
        )
    for axis in tree.leaves(in_axes):
        if not hasattr(axis, "__index__"):
            raise error(
                TypeError,
                "vmap in_axes must be an int, None, or (nested) container with those types as "
                f"leaves, but got {in_axes!r}.",
            )
    for axis in tree.leaves(out_axes):
        if not hasattr(axis, "__index__"):
            raise error(
                TypeError,
                "vmap out_axes must be an int, None, or (nested) container with those types as "
                f"leaves, but got {out_axes!r}.",
            )

    name = None if axis_name is None else axis_text(axis_name, "vmap")

    @wraps(fun, f"Vectorized version of {name_of(fun)}.")
    def vmap_f(*args: Any, **kwargs: Any) -> Any:
        if isinstance(in_axes, tuple) and len(in_axes) != len(args):
            raise error(
                ValueError,
                "vmap in_axes must be an int, None, or a tuple of entries corresponding to the "
                f"positional arguments passed to the function, but got len(in_axes)={len(in_axes)}"
                f", len(args)={len(args)}",
            )
        return _call_mapped(fun, args, kwargs, in_axes, out_axes, axis_size, name)

    return vmap_f


def _call_mapped(
    fun: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    in_axes: Any,
    out_axes: Any,
    axis_size: int | None,
    axis_name: str | None,
) -> Any:
    leaves, structure = tree.flatten((args, kwargs))
    prefix = tree.broadcast_prefix(in_axes, args, "vmap", "in_axes")
    prefix += [0] * (len(leaves) - len(prefix))  # keyword arguments
    axes = {i: operator.index(axis) for i, axis in enumerate(prefix) if axis is not None}
    mapped = list(axes)
    arrays = [as_argument(leaves[i], "vmap") for i in mapped]
    places = [_normalize(axis, x) for axis, x in zip(axes.values(), arrays)]
    size = _common_size(args, kwargs, arrays, places, mapped, axis_size)
    result_axes: list[int] = []
    result_tree: Any = None

    def flat(*tracers: Any) -> list[Any]:
        nonlocal result_tree
        values = list(leaves)
        for i, tracer in zip(mapped, tracers):
            values[i] = tracer
        own_args, own_kwargs = structure.unflatten(values)
        results, result_tree = tree.flatten(fun(*own_args, **own_kwargs))
        outputs = [as_output(leaf, "vmap") for leaf in results]
        wanted = tree.broadcast_prefix(out_axes, result_tree.unflatten(outputs), "vmap", "out_axes")
        result_axes[:] = [_out_axis(axis, x) for axis, x in zip(wanted, outputs)]
        return outputs

    traced = _core.trace(flat, arrays, "vmap", places, name_of(fun), axis_name=axis_name, axis_size=size)
    try:
        results = _core.call_vmap(traced, arrays, places, result_axes, size, axis_name)
    except RuntimeError as problem:
        if "differs between lanes" not in str(problem):
            raise
        raise error(
            ValueError,
            "vmap has mapped output but out_axes is None: expected None only for results that are "
            f"the same for all lanes, got out_axes={out_axes}; use an integer",
        ) from None
    return result_tree.unflatten(results)


def _normalize(axis: int, x: Any) -> int:
    if -x.ndim <= axis < x.ndim:
        return axis % x.ndim
    least = axis + 1 if axis >= 0 else -axis
    raise error(
        ValueError,
        f"vmap was requested to map its argument along axis {axis}, which implies that its rank "
        f"should be at least {least}, but is only {x.ndim} (its shape is {x.shape})",
    )


def _out_axis(axis: Any, x: Any) -> int:
    if axis is None:
        return -1
    place = operator.index(axis)
    if -x.ndim - 1 <= place <= x.ndim:
        return place % (x.ndim + 1)
    raise error(
        ValueError,
        f"vmap: out_axes {place} is out of bounds for a result whose mapped form has {x.ndim + 1} axes",
    )


def _common_size(
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    arrays: list[Any],
    places: list[int],
    mapped: list[int],
    axis_size: int | None,
) -> int:
    sizes = [x.shape[place] for x, place in zip(arrays, places)]
    if axis_size is not None:
        sizes.append(axis_size)
    if not sizes:
        raise error(
            ValueError,
            "vmap must have at least one non-None value in in_axes or axis_size must be specified",
        )
    if len(set(sizes)) > 1:
        paths = tree.flatten_with_path((args, kwargs))[0]
        lines = []
        for i, x, place in zip(mapped, arrays, places):
            path = paths[i][0]
            which = f"argument {tree.keystr(path[1:])}"
            lines.append(
                f"  * one axis had size {x.shape[place]}: axis {place} of {which} of type {text_of_type(x)}"
            )
        if axis_size is not None:
            lines.append(f"  * axis_size was given as {axis_size}")
        raise error(
            ValueError,
            "vmap got inconsistent sizes for array axes to be mapped:\n" + ";\n".join(lines),
        )
    return sizes[0]
