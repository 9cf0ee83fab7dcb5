"""Bodies of loops and branches: users' functions of trees, traced once."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from covector import _core
from covector.core import tree
from covector.core.operands import as_array, describe, is_array_like
from covector.errors import error
from covector.typing import Array


def check_function(public: str, what: str, function: Any) -> None:
    """Raises TypeError if the argument ``what`` cannot be called."""
    if not callable(function):
        raise error(TypeError, f"{public}: expected a function for {what}, got {describe(function)}")


def name_of(function: Any) -> str:
    """The name of a function, for the IR and for messages."""
    while isinstance(function, functools.partial):
        function = function.func
    return getattr(function, "__name__", type(function).__name__)


def arrays_of(public: str, what: str, values: Any) -> tuple[list[Array], Any]:
    """The leaves of a tree as arrays, and its structure.

    Raises:
        TypeError: a leaf is none.
    """
    leaves, structure = tree.flatten(values)
    for number, leaf in enumerate(leaves):
        if not is_array_leaf(leaf):
            raise error(
                TypeError,
                f"{public}: expected a tree of arrays for {what}, got {describe(leaf)} at "
                f"{path_of(values, number, what)}; close over other objects",
            )
    return [as_array(leaf, public) for leaf in leaves], structure


def is_array_leaf(leaf: Any) -> bool:
    """Whether a leaf is an array or a number, and not an array of objects or texts."""
    return is_array_like(leaf) and not (hasattr(leaf, "dtype") and np.dtype(leaf.dtype).kind in "OSU")


def path_of(values: Any, number: int, name: str) -> str:
    """Where a leaf of the tree ``name`` stands: ``init['a'][0]``."""
    return name + tree.keystr(tree.flatten_with_path(values)[0][number][0])


@dataclasses.dataclass(frozen=True)
class Body:
    """A traced function that gave a tuple of trees.

    Attributes:
        traced: the function of arrays.
        structures: of the trees.
    """

    traced: Any
    structures: tuple[Any, ...]

    def types(self, number: int) -> list[tuple[tuple[int, ...], np.dtype, bool]]:
        """Shape, dtype and weakness of the leaves of a tree."""
        sizes = [structure.num_leaves for structure in self.structures]
        start = sum(sizes[:number])
        return self.traced.out_types[start : start + sizes[number]]

    def split(self, results: Sequence[Array]) -> list[Any]:
        """The trees, of all their leaves."""
        trees, start = [], 0
        for structure in self.structures:
            trees.append(structure.unflatten(results[start : start + structure.num_leaves]))
            start += structure.num_leaves
        return trees


def trace_body(
    public: str,
    function: Callable[..., tuple[Any, ...]],
    arrays: Sequence[Array],
    name: str,
    *,
    xs: Sequence[Array] = (),
    indexed: bool = False,
) -> Body:
    """Traces a function of arrays that gives a tuple of trees.

    Args:
        public: the name for errors.
        function: takes the index of the iteration, if it is ``indexed``, arrays of the types of
            ``arrays``, and elements of ``xs`` along their leading axes.
        arrays: these.
        name: of the user's function.
        xs: these.
        indexed: whether there is an index.
    Returns:
        What was traced.
    Raises:
        TypeError: a leaf of what it returned is no array.
    """
    structures: list[Any] = []

    def flat(*tracers: Array) -> list[Array]:
        structures.clear()
        arrays: list[Array] = []
        for values in function(*tracers):
            leaves, structure = arrays_of(public, f"what {name} returns", values)
            structures.append(structure)
            arrays += leaves
        return arrays

    traced = _core.trace_body(flat, arrays, xs, name, indexed)
    return Body(traced, tuple(structures))


def text_of_type(shape: Sequence[int], dtype: np.dtype) -> str:
    """``float32[2,3]``."""
    return f"{np.dtype(dtype).name}[{','.join(map(str, shape))}]"


class Carry:
    """What a loop carries from iteration to iteration.

    Attributes:
        arrays: at first.
        structure: of the tree that they are leaves of.
    """

    def __init__(self, public: str, name: str, init: Any) -> None:
        self.public, self.name, self.init = public, name, init
        self.arrays, self.structure = arrays_of(public, name, init)

    def trace(self, trace: Callable[[list[Array]], Body]) -> Body:
        """Traces a body whose first tree is the next carry.

        Weakly typed arrays, such as the number 0, get the dtype that they have after an iteration.

        Args:
            trace: traces the body for carried arrays of the types of these.
        Returns:
            The body for :attr:`arrays`.
        Raises:
            TypeError: the body gives a carry of another structure, or of other types.
        """
        body = trace(self.arrays)
        if body.structures[0] != self.structure:
            raise error(
                TypeError,
                f"{self.public}: expected the body to return a carry of the structure that it is given, "
                f"{self.structure}, got {body.structures[0]}; return the carried values in the same "
                "containers",
            )
        promoted = [_promoted(x, dtype) for x, (_, dtype, _) in zip(self.arrays, body.types(0))]
        if any(x is not y for x, y in zip(self.arrays, promoted)):
            self.arrays = promoted
            body = trace(self.arrays)
        self._check_types(body)
        return body

    def _check_types(self, body: Body) -> None:
        different = []
        for number, (x, (shape, dtype, _)) in enumerate(zip(self.arrays, body.types(0))):
            what = [] if x.dtype == dtype else ["dtypes"]
            what += [] if x.shape == tuple(shape) else ["shapes"]
            if what:
                different.append(
                    f"{path_of(self.init, number, self.name)} is {text_of_type(x.shape, x.dtype)} but "
                    f"becomes {text_of_type(shape, dtype)}: its {' and '.join(what)} differ"
                )
        if different:
            raise error(
                TypeError,
                f"{self.public}: expected the body to return a carry of the types that it is given, got "
                f"others: {'; '.join(different)}; convert with astype, before the loop or in its body",
            )


def _promoted(x: Array, dtype: np.dtype) -> Array:
    if not x.weak_type or x.dtype == dtype:
        return x
    wider = _core.promote(x, dtype)[0]
    return x if wider == x.dtype else _core.convert(x, wider)
