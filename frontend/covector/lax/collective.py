"""Operations across the lanes of an axis that `vmap` gives a name."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.core import ops, tree
from covector.core.axis_names import split_names
from covector.core.operands import as_array, as_axis
from covector.errors import error
from covector.typing import Array


def _no_groups(groups: Any, public: str) -> None:
    if groups is not None:
        raise error(
            NotImplementedError,
            f"{public}: axis_index_groups is not supported in the collectives of vmap; map a "
            "reshaped axis by two nested vmaps and name one of them",
        )


def _names(axis_name: Any, public: str) -> list[str]:
    """The names of axes where positions are not allowed; the first is the major one."""
    positions, names = split_names(axis_name, public)
    if positions:
        raise error(NameError, f"{public}: unbound axis name: {positions[0]}; expected the name of a vmap")
    return names


def _size(names: Sequence[str]) -> int:
    return math.prod(_core.axis_size(name) for name in names)


def _map(function: Callable[[Array], Array], x: Any, public: str) -> Any:
    leaves, structure = tree.flatten(x)
    return structure.unflatten([function(as_array(leaf, public, i)) for i, leaf in enumerate(leaves)])


#
# Reductions
#


def psum(x: Any, axis_name: Any, *, axis_index_groups: Any = None) -> Any:
    """Sum over all lanes of a named axis.

    Args:
        x: tree of arrays; booleans are summed as int32.
        axis_name: a name that a surrounding ``vmap`` gives to its axis, the number of an axis of ``x``, or
            a tuple of them.
        axis_index_groups: ``None``; groups of lanes are not supported.
    Returns:
        The same tree, the same in all lanes. A Python number stays one: ``psum(1, name)`` is the number
        of lanes as an integer.
    Raises:
        NameError: no ``vmap`` around has this name.

    >>> cv.vmap(lambda x: x / cv.lax.psum(x, "i"), axis_name="i")(cnp.array([1.0, 3.0]))
    Array([0.25, 0.75], dtype=float32)
    """
    _no_groups(axis_index_groups, "psum")
    positions, names = split_names(axis_name, "psum")

    def one(leaf: Any, position: int) -> Any:
        if type(leaf) in (int, float, complex) and not positions:
            return leaf * _size(names)  # known while tracing
        array = as_array(leaf, "psum", position)
        if array.dtype == np.bool_:
            array = _core.convert(array, np.dtype("int32"))
        if positions:
            axes = [as_axis(axis, array.ndim, "psum") for axis in positions]
            array = ops.reduce("sum", array, axes, "psum")
        for name in names:
            if _core.is_inside(array, name):
                array = _core.emit("psum", (array,), axis_name=name, weak_type=array.weak_type)
            else:
                # The same in all lanes; an integer wraps around.
                array = array * _core.convert(_core.as_array(_core.axis_size(name)), array.dtype)
        return array

    leaves, structure = tree.flatten(x)
    return structure.unflatten([one(leaf, i) for i, leaf in enumerate(leaves)])


def pmean(x: Any, axis_name: Any, *, axis_index_groups: Any = None) -> Any:
    """Mean over all lanes of a named axis.

    Args:
        x: tree of arrays; the mean of integers and booleans is a float.
        axis_name: a name that a surrounding ``vmap`` gives to its axis, or a tuple of such names.
        axis_index_groups: ``None``; groups of lanes are not supported.
    Returns:
        The same tree, the same in all lanes.
    Raises:
        NameError: no ``vmap`` around has this name.

    >>> cv.vmap(lambda x: x - cv.lax.pmean(x, "i"), axis_name="i")(cnp.array([1.0, 3.0]))
    Array([-1.,  1.], dtype=float32)
    """
    _no_groups(axis_index_groups, "pmean")
    size = _size(_names(axis_name, "pmean"))
    totals, structure = tree.flatten(psum(x, axis_name))
    return structure.unflatten([total / size for total in totals])


def _choose(x: Any, axis_name: Any, groups: Any, public: str) -> Any:
    _no_groups(groups, public)
    positions, names = split_names(axis_name, public)

    def one(array: Array) -> Array:
        if positions:
            axes = [as_axis(axis, array.ndim, public) for axis in positions]
            array = ops.reduce(public[1:], array, axes, public)
        for name in names:
            array = _core.emit(public, (array,), axis_name=name, weak_type=array.weak_type)
        return array

    return _map(one, x, public)


def pmax(x: Any, axis_name: Any, *, axis_index_groups: Any = None) -> Any:
    """Greatest over all lanes of a named axis.

    Args:
        x: tree of arrays.
        axis_name: a name that a surrounding ``vmap`` gives to its axis, the number of an axis of ``x``, or
            a tuple of them.
        axis_index_groups: ``None``; groups of lanes are not supported.
    Returns:
        The same tree, the same in all lanes; NaN where any lane has it. Where several lanes have the
        greatest, each gets the same part of the derivative.
    Raises:
        NameError: no ``vmap`` around has this name.

    >>> cv.vmap(lambda x: x == cv.lax.pmax(x, "i"), axis_name="i")(cnp.array([1, 3, 2]))
    Array([False,  True, False], dtype=bool)
    """
    return _choose(x, axis_name, axis_index_groups, "pmax")


def pmin(x: Any, axis_name: Any, *, axis_index_groups: Any = None) -> Any:
    """Least over all lanes of a named axis.

    Args:
        x: tree of arrays.
        axis_name: a name that a surrounding ``vmap`` gives to its axis, the number of an axis of ``x``, or
            a tuple of them.
        axis_index_groups: ``None``; groups of lanes are not supported.
    Returns:
        The same tree, the same in all lanes; NaN where any lane has it. Where several lanes have the
        least, each gets the same part of the derivative.
    Raises:
        NameError: no ``vmap`` around has this name.

    >>> cv.vmap(lambda x: x - cv.lax.pmin(x, "i"), axis_name="i")(cnp.array([1, 3, 2]))
    Array([0, 2, 1], dtype=int32)
    """
    return _choose(x, axis_name, axis_index_groups, "pmin")


#
# Lanes as an axis
#


def _merge(x: Array, axis: int) -> Array:
    """Axes ``axis`` and ``axis + 1`` as one."""
    shape = list(x.shape)
    shape[axis : axis + 2] = [shape[axis] * shape[axis + 1]]
    return ops.reshape(x, shape)


def _split(x: Array, axis: int, sizes: Sequence[int]) -> Array:
    """The axis ``axis`` as axes of the given sizes."""
    shape = list(x.shape)
    shape[axis : axis + 1] = sizes
    return ops.reshape(x, shape)


def _gather(array: Array, axis: int, names: Sequence[str]) -> Array:
    """The lanes of all the axes along one new axis."""
    for number, name in enumerate(reversed(names)):
        size = _core.axis_size(name)
        weak = array.weak_type
        array = _core.emit("all_gather", (array,), axis=axis, axis_name=name, axis_size=size, weak_type=weak)
        if number:
            array = _merge(array, axis)
    return array if names else ops.expand_dims(array, [axis])


def all_gather(
    x: Any,
    axis_name: Any,
    *,
    axis_index_groups: Any = None,
    axis: int = 0,
    tiled: bool = False,
    to: str = "varying",
) -> Any:
    """The values of all lanes of a named axis.

    Args:
        x: tree of arrays.
        axis_name: a name that a surrounding ``vmap`` gives to its axis, or a tuple of such names, of which
            the last one runs fastest.
        axis_index_groups: ``None``; groups of lanes are not supported.
        axis: where the new axis stands in the results; with ``tiled``, the axis that is extended.
        tiled: whether the values are put one after the other along an axis that they have.
        to: accepted; it matters where lanes are devices.
    Returns:
        The same tree with that axis, the same in all lanes.
    Raises:
        NameError: no ``vmap`` around has this name.
        ValueError: there is no such axis.

    >>> cv.vmap(lambda x: cv.lax.all_gather(x, "i"), axis_name="i")(cnp.arange(2))
    Array([[0, 1],
           [0, 1]], dtype=int32)
    """
    _no_groups(axis_index_groups, "all_gather")
    names = _names(axis_name, "all_gather")

    def one(array: Array) -> Array:
        place = as_axis(axis, array.ndim if tiled else array.ndim + 1, "all_gather")
        gathered = _gather(array, place, names)
        return _merge(gathered, place) if tiled else gathered

    return _map(one, x, "all_gather")


def psum_scatter(
    x: Any,
    axis_name: Any,
    *,
    scatter_dimension: int = 0,
    axis_index_groups: Any = None,
    tiled: bool = False,
) -> Any:
    """Sum over all lanes of a named axis, of which each lane gets its own part.

    Args:
        x: tree of arrays with an axis for the lanes.
        axis_name: a name that a surrounding ``vmap`` gives to its axis, or a tuple of such names, of which
            the last one runs fastest.
        scatter_dimension: this axis, as long as there are lanes, or, with ``tiled``, a multiple of that.
        axis_index_groups: ``None``; groups of lanes are not supported.
        tiled: whether each lane gets an equal part of the axis; otherwise the axis is gone.
    Returns:
        The same tree of parts.
    Raises:
        NameError: no ``vmap`` around has this name.
        ValueError: the axis has another length.

    >>> cv.vmap(lambda x: cv.lax.psum_scatter(x, "i"), axis_name="i")(cnp.array([[1, 2], [10, 20]]))
    Array([11, 22], dtype=int32)
    """
    _no_groups(axis_index_groups, "psum_scatter")
    names = _names(axis_name, "psum_scatter")
    sizes = [_core.axis_size(name) for name in names]
    lanes = math.prod(sizes)

    def one(array: Array) -> Array:
        place = as_axis(scatter_dimension, array.ndim, "psum_scatter")
        length = array.shape[place]
        if (length % lanes if tiled and lanes else length - lanes) != 0:
            wanted = f"a multiple of {lanes}" if tiled else str(lanes)
            raise error(
                ValueError,
                f"psum_scatter: expected scatter_dimension {place} to have the size of the named axis, "
                f"{wanted}, got {length} in an array of shape {array.shape}",
            )
        parts = [*sizes, length // lanes if lanes else 0] if tiled else sizes
        array = _split(array, place, parts)
        for name in names:
            weak = array.weak_type
            array = _core.emit("psum_scatter", (array,), axis=place, axis_name=name, weak_type=weak)
        return array

    return _map(one, x, "psum_scatter")


def all_to_all(
    x: Any,
    axis_name: Any,
    split_axis: int,
    concat_axis: int,
    *,
    axis_index_groups: Any = None,
    tiled: bool = False,
) -> Any:
    """Exchanges a named axis with an axis of the arrays: lane ``i`` gets part ``i`` of every lane.

    Args:
        x: tree of arrays.
        axis_name: a name that a surrounding ``vmap`` gives to its axis, or a tuple of such names, of which
            the last one runs fastest.
        split_axis: the axis that is divided among the lanes: as long as there are lanes, or, with
            ``tiled``, a multiple of that.
        concat_axis: where the axis of the lanes that parts come from stands in the results; with
            ``tiled``, the axis along which the parts are put one after the other.
        axis_index_groups: ``None``; groups of lanes are not supported.
        tiled: whether the arrays keep their number of axes.
    Returns:
        The same tree.
    Raises:
        NameError: no ``vmap`` around has this name.
        ValueError: the axis has another length.

    >>> cv.vmap(lambda x: cv.lax.all_to_all(x, "i", 0, 0), axis_name="i")(cnp.array([[1, 2], [3, 4]]))
    Array([[1, 3],
           [2, 4]], dtype=int32)
    """
    _no_groups(axis_index_groups, "all_to_all")
    names = _names(axis_name, "all_to_all")
    sizes = [_core.axis_size(name) for name in names]
    lanes = math.prod(sizes)

    def one(array: Array) -> Array:
        split = as_axis(split_axis, array.ndim, "all_to_all")
        concat = as_axis(concat_axis, array.ndim, "all_to_all")
        length = array.shape[split]
        if tiled:
            if length % lanes if lanes else length:
                raise error(
                    ValueError,
                    f"The size of all_to_all split_axis ({length}) has to be divisible by the size of the "
                    f"named axis {axis_name} ({lanes})",
                )
            array = _split(array, split, (lanes, length // lanes if lanes else 0))
        elif length != lanes:
            raise error(
                ValueError,
                "all_to_all requires the size of the mapped axis axis_name to equal x.shape[split_axis], "
                f"but they are {lanes} and {length} respectively.",
            )
        array = _exchange(array, split, concat, names, sizes)
        return _merge(array, concat) if tiled else array

    return _map(one, x, "all_to_all")


def _exchange(array: Array, split: int, concat: int, names: Sequence[str], sizes: Sequence[int]) -> Array:
    """Name by name; the axes of the lanes that send stand side by side, the first in front."""
    weak = array.weak_type
    if len(names) == 1:
        own = {"split_axis": split, "concat_axis": concat, "axis_name": names[0]}
        return _core.emit("all_to_all", (array,), weak_type=weak, **own)
    array = _split(array, split, sizes)
    count = len(names)
    for number, name in enumerate(names):
        own = {"split_axis": split + number, "concat_axis": split + number, "axis_name": name}
        array = _core.emit("all_to_all", (array,), weak_type=weak, **own)
    axes = list(range(split, split + count))
    rest = [axis for axis in range(array.ndim) if axis not in axes]
    array = ops.transpose(array, [*rest[:concat], *axes, *rest[concat:]], "all_to_all")
    shape = list(array.shape)
    shape[concat : concat + count] = [math.prod(sizes)]
    return ops.reshape(array, shape)


def pswapaxes(x: Any, axis_name: Any, axis: int, *, axis_index_groups: Any = None) -> Any:
    """Exchanges a named axis with an axis of the arrays.

    Args:
        x: tree of arrays.
        axis_name: a name that a surrounding ``vmap`` gives to its axis, or a tuple of such names.
        axis: an axis of the arrays, as long as there are lanes.
        axis_index_groups: ``None``; groups of lanes are not supported.
    Returns:
        The same tree.
    Raises:
        NameError: no ``vmap`` around has this name.
        ValueError: the axis has another length.

    >>> cv.vmap(lambda x: cv.lax.pswapaxes(x, "i", 0), axis_name="i")(cnp.array([[1, 2], [3, 4]]))
    Array([[1, 3],
           [2, 4]], dtype=int32)
    """
    return all_to_all(x, axis_name, axis, axis, axis_index_groups=axis_index_groups)


#
# Lanes that give to other lanes
#


def ppermute(x: Any, axis_name: Any, perm: Sequence[tuple[int, int]]) -> Any:
    """Each lane of a named axis gets the value of another one.

    Args:
        x: tree of arrays.
        axis_name: a name that a surrounding ``vmap`` gives to its axis, or a tuple of such names, of which
            the last one runs fastest.
        perm: pairs of lanes, ``(source, destination)``, no source and no destination twice.
    Returns:
        The same tree; zeros in lanes that are no destination.
    Raises:
        NameError: no ``vmap`` around has this name.
        ValueError: ``perm`` names a lane twice, or one that is not there.

    >>> cv.vmap(lambda x: cv.lax.ppermute(x, "i", [(0, 1), (1, 2)]), axis_name="i")(cnp.array([5, 6, 7]))
    Array([0, 5, 6], dtype=int32)
    """
    names = _names(axis_name, "ppermute")
    lanes = _size(names)
    pairs = [(operator.index(source), operator.index(to)) for source, to in perm]
    for which, numbers in (("sources", [p[0] for p in pairs]), ("destinations", [p[1] for p in pairs])):
        if len(set(numbers)) < len(numbers) or not all(0 <= number < lanes for number in numbers):
            raise error(
                ValueError,
                f"ppermute: expected {which} in perm that are distinct lanes, 0 to {lanes - 1}, got "
                f"{numbers}",
            )
    sources = [-1] * lanes
    for source, to in pairs:
        sources[to] = source

    def one(array: Array) -> Array:
        if not names:
            return array
        if len(names) == 1:
            weak = array.weak_type
            return _core.emit("ppermute", (array,), axis_name=names[0], sources=sources, weak_type=weak)
        # Each lane chooses among the values of all.
        source = _core.as_array(np.asarray(sources, np.int32))[axis_index(axis_name)]
        everything = _gather(array, 0, names)
        chosen = everything[_core.convert(source, np.dtype("int32"))]
        return _core.emit("select", (source >= 0, chosen, ops.zeros_like(chosen)))

    return _map(one, x, "ppermute")


def pshuffle(x: Any, axis_name: Any, perm: Sequence[int]) -> Any:
    """Lane ``i`` of a named axis gets the value of lane ``perm[i]``.

    Args:
        x: tree of arrays.
        axis_name: a name that a surrounding ``vmap`` gives to its axis, or a tuple of such names.
        perm: a permutation of the lanes.
    Returns:
        The same tree.
    Raises:
        NameError: no ``vmap`` around has this name.
        ValueError: ``perm`` is no permutation of the lanes.

    >>> cv.vmap(lambda x: cv.lax.pshuffle(x, "i", [2, 0, 1]), axis_name="i")(cnp.array([5, 6, 7]))
    Array([7, 5, 6], dtype=int32)
    """
    lanes = _size(_names(axis_name, "pshuffle"))
    if sorted(perm) != list(range(lanes)):
        raise error(ValueError, f"`perm` does not represent a permutation: {list(perm)}")
    return ppermute(x, axis_name, list(zip(perm, range(lanes))))


def pbroadcast(x: Any, axis_name: Any, source: int) -> Any:
    """The value of one lane of a named axis, in all of them.

    Args:
        x: tree of arrays.
        axis_name: a name that a surrounding ``vmap`` gives to its axis, or a tuple of such names, of which
            the last one runs fastest.
        source: the number of the lane.
    Returns:
        The same tree, the same in all lanes.
    Raises:
        NameError: no ``vmap`` around has this name.
        ValueError: there is no such lane.

    >>> cv.vmap(lambda x: cv.lax.pbroadcast(x, "i", 1), axis_name="i")(cnp.array([5, 6, 7]))
    Array([6, 6, 6], dtype=int32)
    """
    names = _names(axis_name, "pbroadcast")
    lanes = _size(names)
    if not 0 <= operator.index(source) < lanes:
        raise error(ValueError, f"pbroadcast: expected source to be a lane, 0 to {lanes - 1}, got {source}")
    return _map(lambda array: _gather(array, 0, names)[operator.index(source)], x, "pbroadcast")


def pcast(x: Any, axis_name: Any, *, to: str) -> Any:
    """The arrays as they are: which lanes differ needs no declaration here.

    Args:
        x: tree of arrays.
        axis_name: a name that a surrounding ``vmap`` gives to its axis, or a tuple of such names.
        to: ``"varying"``, ``"unreduced"`` or ``"reduced"``.
    Returns:
        The same tree.
    Raises:
        NameError: no ``vmap`` around has this name.
        ValueError: ``to`` is another text.

    >>> cv.vmap(lambda x: cv.lax.pcast(x, "i", to="varying"), axis_name="i")(cnp.array([5, 6]))
    Array([5, 6], dtype=int32)
    """
    if to not in ("varying", "unreduced", "reduced"):
        raise error(ValueError, f"pcast: expected to='varying', 'unreduced' or 'reduced', got {to!r}")
    _size(_names(axis_name, "pcast"))
    return _map(lambda array: array, x, "pcast")


#
# The axis itself
#


def axis_index(axis_name: Any) -> Array:
    """The number of the lane along a named axis.

    Args:
        axis_name: a name that a surrounding ``vmap`` gives to its axis, or a tuple of such names, of which
            the last one runs fastest.
    Returns:
        An int32 scalar from 0.
    Raises:
        NameError: no ``vmap`` around has this name.

    >>> cv.vmap(lambda x: x * cv.lax.axis_index("i"), axis_name="i")(cnp.array([5, 6, 7]))
    Array([ 0,  6, 14], dtype=int32)
    """
    names = _names(axis_name, "axis_index")
    index = None
    for name in names:
        own = _core.emit("axis_index", (), axis_name=name)
        index = own if index is None else index * _core.axis_size(name) + own
    return _core.full((), 0, np.dtype("int32")) if index is None else index


def axis_size(axis_name: Any) -> int:
    """The number of lanes of a named axis.

    Args:
        axis_name: a name that a surrounding ``vmap`` gives to its axis, or a tuple of such names.
    Returns:
        A Python integer.
    Raises:
        NameError: no ``vmap`` around has this name.

    >>> cv.vmap(lambda x: x / cv.lax.axis_size("i"), axis_name="i")(cnp.array([5.0, 6.0]))
    Array([2.5, 3. ], dtype=float32)
    """
    return _size(_names(axis_name, "axis_size"))
