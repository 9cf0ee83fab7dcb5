"""Functions of arrays applied along axes: what ``vmap`` is without trees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from covector import _core
from covector.core import tree
from covector.core.operands import as_array
from covector.typing import Array


def map_lanes(
    function: Callable[..., Any], arrays: Sequence[Array], axes: Sequence[int | None], public: str
) -> Any:
    """``function(*arrays)`` for each position along an axis of some of the arrays.

    Args:
        function: of arrays, with a tree of arrays as its result.
        arrays: its arguments.
        axes: the axis of each argument, ``None`` for those that are the same for all; one at least
            is none of these.
        public: the name for errors.
    Returns:
        The results, with the axis in front.
    """
    mapped = [i for i, axis in enumerate(axes) if axis is not None]
    places = [axes[i] % arrays[i].ndim for i in mapped]
    size = arrays[mapped[0]].shape[places[0]]
    structure: Any = None

    def flat(*lanes: Any) -> list[Any]:
        nonlocal structure
        values = list(arrays)
        for i, lane in zip(mapped, lanes):
            values[i] = lane
        results, structure = tree.flatten(function(*values))
        return [as_array(result, public) for result in results]

    chosen = [arrays[i] for i in mapped]
    traced = _core.trace(flat, chosen, "vmap", places, getattr(function, "__name__", public))
    results = _core.call_vmap(traced, chosen, places, [0] * structure.num_leaves, size)
    return structure.unflatten(results)
