"""Calls of Python functions from compiled programs: ``pure_callback`` and ``io_callback``."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core, dtypes
from covector.core import tree
from covector.core.interop import memory_view, numpy_view
from covector.core.operands import is_array_like
from covector.errors import error
from covector.transforms.common import as_argument, check_callable
from covector.typing import Array

VMAP_METHODS = ("sequential", "sequential_unrolled", "expand_dims", "broadcast_all", "legacy_vectorized")


def check_vmap_method(method: str | None, public: str) -> None:
    """Raises ValueError if there is no such method."""
    if method is not None and method not in VMAP_METHODS:
        raise error(
            ValueError,
            f"{public}: vmap_method must be one of {', '.join(map(repr, VMAP_METHODS))} or None, "
            f"got {method!r}",
        )


def result_types(specs: Any, public: str) -> tuple[list[tuple[tuple[int, ...], np.dtype]], Any]:
    """Shape and dtype of the leaves of a tree of array types, and its structure."""
    leaves, structure = tree.flatten(specs)
    types = []
    for leaf in leaves:
        if not hasattr(leaf, "shape") or not hasattr(leaf, "dtype"):
            raise error(
                TypeError,
                f"{public}: expected result_shape_dtypes to be a tree of objects with shape and dtype, "
                f"got {leaf!r}; use cv.ShapeDtypeStruct",
            )
        types.append((tuple(leaf.shape), dtypes.canonical(leaf.dtype)))
    return types, structure


class HostFunction:
    """A Python function of trees as one of lists of arrays, with a check of its results.

    Two are equal if they do the same, so that programs that call them are the same.
    """

    def __init__(
        self,
        public: str,
        function: Callable[..., Any],
        arguments: Any,
        places: Sequence[int],
        statics: Sequence[Any],
        result_dtypes: Sequence[np.dtype] | None,
        results: Any,
    ) -> None:
        self.public, self.function, self.arguments = public, function, arguments
        self.places, self.statics = tuple(places), tuple(statics)
        self.result_dtypes = None if result_dtypes is None else tuple(result_dtypes)
        self.results = results

    def _key(self) -> tuple[Any, ...]:
        return (self.public, self.function, self.arguments, self.places, self.statics, self.result_dtypes,
                self.results)  # fmt: skip

    def __hash__(self) -> int:
        try:
            return hash(self._key())
        except TypeError:  # a static argument has no hash: equal to itself alone
            return id(self)

    def __eq__(self, other: object) -> bool:
        if self is other or not isinstance(other, HostFunction):
            return self is other
        try:
            hash(self._key())
            return bool(self._key() == other._key())
        except (TypeError, ValueError):
            return False

    def __call__(self, arrays: Sequence[Array], shapes: Sequence[tuple[int, ...]]) -> list[Array]:
        """The results for arrays that nobody else holds."""
        leaves = list(self.statics)
        for place, array in zip(self.places, arrays):
            leaves[place] = memory_view(array)
        args, kwargs = self.arguments.unflatten(leaves)
        value = self.function(*args, **kwargs)
        if self.result_dtypes is None:
            return []
        given, structure = tree.flatten(value)
        if structure != self.results:
            raise ValueError(
                f"{self.public}: expected the function to return {self.results}, got {structure}; "
                "result_shape_dtypes says what it returns"
            )
        return [
            self._check(number, leaf, shape, dtype)
            for number, (leaf, shape, dtype) in enumerate(zip(given, shapes, self.result_dtypes))
        ]

    def _check(self, number: int, leaf: Any, shape: tuple[int, ...], dtype: np.dtype) -> Array:
        value = leaf if isinstance(leaf, _core.Array) else np.asarray(leaf)
        if tuple(value.shape) != shape:
            raise ValueError(
                f"{self.public}: expected result {number} of the function to have shape {shape}, got "
                f"{tuple(value.shape)}; result_shape_dtypes says what it returns"
            )
        if dtypes.canonical(value.dtype) != dtype:
            raise ValueError(
                f"{self.public}: expected result {number} of the function to have dtype {dtype}, got "
                f"{value.dtype}; convert it, or say so in result_shape_dtypes"
            )
        return _core.as_array(value)


def call_host(
    public: str,
    kind: str,
    function: Callable[..., Any],
    specs: Any,
    args: tuple[Any, ...],
    kwargs: dict[str, Any],
    *,
    ordered: bool = False,
    vmap_method: str | None = None,
    static: bool = False,
) -> Any:
    """A call in the program that is being traced, or now where there is none.

    Args:
        public: the public function's name.
        kind: ``"pure"``, ``"io"`` or ``"debug"``.
        function: the Python function.
        specs: a tree of the results' types.
        args: its arguments: trees of arrays.
        kwargs: likewise.
        ordered: whether it keeps its place among others.
        vmap_method: how it is mapped over lanes.
        static: whether arguments that are no arrays go around the program.
    """
    check_callable(function, public)
    leaves, structure = tree.flatten((args, kwargs))
    places = [i for i, leaf in enumerate(leaves) if not static or _is_number(leaf)]
    operands = [as_argument(leaves[i], public) for i in places]
    statics = [None if i in places else leaf for i, leaf in enumerate(leaves)]
    types, results = result_types(specs, public)
    host = HostFunction(
        public,
        function,
        structure,
        places,
        statics,
        None if kind == "debug" else [t[1] for t in types],
        results,
    )
    if not _core.is_staging() and all(map(_runs_now(kind), operands)):
        copies = [_core.as_array(np.array(numpy_view(x.concrete()))) for x in operands]
        return results.unflatten(host(copies, [shape for shape, _ in types]))
    arrays = _core.callback(kind, host, operands, types, ordered, vmap_method)
    return results.unflatten(arrays)


def _is_number(leaf: Any) -> bool:
    return is_array_like(leaf) and not (hasattr(leaf, "dtype") and np.dtype(leaf.dtype).kind in "OSU")


def _runs_now(kind: str) -> Callable[[Array], bool]:
    """Debugging sees the values of un-jitted derivatives at once; other calls are part of them."""
    return _core.has_value if kind == "debug" else lambda x: not _core.is_tracer(x)


def pure_callback(
    callback: Callable[..., Any],
    result_shape_dtypes: Any,
    *args: Any,
    sharding: Any = None,
    vmap_method: str | None = None,
    **kwargs: Any,
) -> Any:
    """The results of a Python function that is called while the program runs.

    The function must be pure: how often it is called, and when, is not said. It has no derivative:
    ``cv.lax.stop_gradient`` its arguments.

    Args:
        callback: takes what ``args`` and ``kwargs`` are, with NumPy arrays as leaves; returns a tree
            of array-likes.
        result_shape_dtypes: a tree of the types of what it returns: objects with ``shape`` and
            ``dtype``.
        args: trees of arrays.
        sharding: accepted; there is one device.
        vmap_method: how ``vmap`` calls it: ``"sequential"`` (also ``"sequential_unrolled"``) for each
            lane; or once, with the lanes as first axis of the results and of the mapped arguments,
            and for the others ``"expand_dims"``: an axis of size 1, ``"broadcast_all"``: the lanes
            too, ``"legacy_vectorized"``: no axis. ``None``: not at all.
        kwargs: trees of arrays.
    Returns:
        A tree of arrays like ``result_shape_dtypes``.
    Raises:
        ValueError: the function returned something else, or a derivative is asked for.
        NotImplementedError: it is mapped without a ``vmap_method``.

    >>> import numpy as np
    >>> f = cv.jit(lambda x: 2 * cv.pure_callback(np.sort, x, x))
    >>> f(cnp.array([3, 1, 2]))
    Array([2, 4, 6], dtype=int32)
    """
    check_vmap_method(vmap_method, "pure_callback")
    return call_host(
        "pure_callback", "pure", callback, result_shape_dtypes, args, kwargs, vmap_method=vmap_method
    )


def io_callback(
    callback: Callable[..., Any],
    result_shape_dtypes: Any,
    *args: Any,
    sharding: Any = None,
    ordered: bool = False,
    **kwargs: Any,
) -> Any:
    """The results of a Python function that does something besides: it is called exactly once.

    Args:
        callback: takes what ``args`` and ``kwargs`` are, with NumPy arrays as leaves; returns a tree
            of array-likes.
        result_shape_dtypes: a tree of the types of what it returns; ``None`` for nothing.
        args: trees of arrays.
        sharding: accepted; there is one device.
        ordered: whether it keeps its place among the calls that are ordered.
        kwargs: trees of arrays.
    Returns:
        A tree of arrays like ``result_shape_dtypes``.
    Raises:
        ValueError: the function returned something else, a derivative is asked for, or an ordered
            call is mapped.

    >>> seen = []
    >>> cv.jit(lambda x: cv.experimental.io_callback(seen.append, None, x))(3)
    >>> seen
    [array(3, dtype=int32)]
    """
    return call_host("io_callback", "io", callback, result_shape_dtypes, args, kwargs, ordered=ordered)


def effects_barrier() -> None:
    """Waits until all callbacks have been made; they have when a call returns.

    Returns:
        Nothing.
    Raises:
        Nothing.

    >>> cv.effects_barrier()
    """
