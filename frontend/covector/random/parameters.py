"""What samplers with parameters do with their arguments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from covector import _core
from covector import numpy as cnp
from covector.errors import error
from covector.random.keys import as_sizes
from covector.typing import Array, ArrayLike

Shape = int | Sequence[int] | None


def sample_shape(shape: Shape, function: str, *parameters: tuple[int, ...]) -> tuple[int, ...]:
    """The shape of a sample: as asked for, or that of the parameters together.

    Args:
        shape: what the caller gave.
        function: public name.
        parameters: the shapes of the parameters.
    """
    try:
        common = np.broadcast_shapes(*parameters)
    except ValueError:
        shapes = " and ".join(map(str, parameters))
        raise error(
            ValueError,
            f"{function}: Incompatible shapes for broadcasting: expected parameters that fit together, got "
            f"shapes {shapes}; reshape them",
        ) from None
    if shape is None:
        return common
    sizes = as_sizes(shape, function)
    try:
        fits = np.broadcast_shapes(sizes, common) == sizes
    except ValueError:
        fits = False
    if not fits:
        raise error(
            ValueError,
            f"{function}: expected a shape that the parameters' shape {common} can be broadcast to, got "
            f"{sizes}; give shape=None for the parameters' own",
        )
    return sizes


def parameter(x: ArrayLike, dtype: np.dtype, shape: tuple[int, ...] | None = None) -> Array:
    """A parameter in the dtype of the sample, and in its shape if that is given."""
    array = _core.convert(cnp.asarray(x), dtype)
    return array if shape is None else _core.broadcast_to(array, shape)


def number(value: float, dtype: Any) -> Array:
    """A constant in the dtype of the sample."""
    return _core.full((), value, dtype)
