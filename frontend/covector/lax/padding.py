"""Padding of windows that is given by a name."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from typing import Any

from covector.errors import error


def padtype_to_pads(
    in_shape: Sequence[int], window_shape: Sequence[int], window_strides: Sequence[int], padding: str
) -> list[tuple[int, int]]:
    """What a name of padding means: zeros in front of and behind each axis.

    Args:
        in_shape: sizes of the axes.
        window_shape: sizes of the window, dilated.
        window_strides: distances between windows.
        padding: ``'VALID'`` for none; ``'SAME'`` for as many windows as elements, divided by the
            stride and rounded up, with the odd zero behind; ``'SAME_LOWER'`` with it in front.
    Returns:
        Pairs ``(low, high)``, one for each axis.
    Raises:
        RuntimeError: there is no such name.

    >>> cv.lax.padtype_to_pads((10,), (4,), (1,), 'SAME')
    [(1, 2)]
    """
    name = padding.upper() if isinstance(padding, str) else padding
    if name == "VALID":
        return [(0, 0)] * len(in_shape)
    if name not in ("SAME", "SAME_LOWER"):
        kind = RuntimeError if isinstance(padding, str) else TypeError
        raise error(
            kind, f"padtype_to_pads: expected 'VALID', 'SAME' or 'SAME_LOWER' for padding, got {padding!r}"
        )
    pads = []
    for size, window, stride in zip(in_shape, window_shape, window_strides, strict=True):
        count = -(-size // stride)
        total = max((count - 1) * stride + window - size, 0)
        less, more = total // 2, total - total // 2
        pads.append((less, more) if name == "SAME" else (more, less))
    return pads


def as_pads(padding: Any, count: int, public: str) -> list[tuple[int, int]]:
    """Pairs ``(low, high)`` as given.

    Raises:
        ValueError: they are no pairs of integers.
        TypeError: there is not one for each of the ``count`` axes.
    """
    try:
        pads = [(operator.index(low), operator.index(high)) for low, high in padding]
    except (TypeError, ValueError):
        raise error(
            ValueError, f"{public}: expected a string or a sequence of pairs (low, high) for padding, "
            f"got {padding!r}"
        ) from None  # fmt: skip
    if len(pads) != count:
        raise error(
            TypeError, f"{public}: expected one pair (low, high) of padding for each of the {count} "
            f"spatial axes, got {len(pads)}"
        )  # fmt: skip
    return pads
