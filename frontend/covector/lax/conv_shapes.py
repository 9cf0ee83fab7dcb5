"""What the axes of convolutions are, and the shapes of their results."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from covector.errors import error
from covector.lax.padding import as_pads, padtype_to_pads


class ConvDimensionNumbers(NamedTuple):
    """Numbers of the axes of a convolution: batch, features, spatial axes.

    Attributes:
        lhs_spec: of the operand: batch, features, spatial axes.
        rhs_spec: of the kernel: output features, input features, spatial axes.
        out_spec: of the result: batch, features, spatial axes.

    >>> cv.lax.ConvDimensionNumbers((0, 1, 2), (0, 1, 2), (0, 1, 2)).lhs_spec
    (0, 1, 2)
    """

    lhs_spec: Sequence[int]
    rhs_spec: Sequence[int]
    out_spec: Sequence[int]


ConvGeneralDilatedDimensionNumbers = Any
"""What :func:`conv_general_dilated` takes for ``dimension_numbers``."""


def dilated(size: int, dilation: int) -> int:
    """The size with ``dilation - 1`` elements between neighbours."""
    return (size - 1) * dilation + 1 if size else 0


def conv_dimension_numbers(
    lhs_shape: Sequence[int], rhs_shape: Sequence[int], dimension_numbers: Any
) -> ConvDimensionNumbers:
    """The numbers of the axes from any way of giving them.

    Args:
        lhs_shape: shape of the operand.
        rhs_shape: shape of the kernel.
        dimension_numbers: ``None``, three strings, or the numbers themselves.
    Returns:
        The numbers.
    Raises:
        TypeError: ranks differ, or ``dimension_numbers`` are none.

    >>> cv.lax.conv_dimension_numbers((1, 8, 3), (5, 3, 2), ('NWC', 'WIO', 'NWC'))
    ConvDimensionNumbers(lhs_spec=(0, 2, 1), rhs_spec=(2, 1, 0), out_spec=(0, 2, 1))
    """
    if isinstance(dimension_numbers, ConvDimensionNumbers):
        return dimension_numbers
    rank = len(lhs_shape)
    if rank != len(rhs_shape):
        raise error(
            TypeError,
            f"convolution: expected lhs and rhs of one rank, got shapes {tuple(lhs_shape)} and "
            f"{tuple(rhs_shape)}",
        )
    if dimension_numbers is None:
        axes = tuple(range(rank))
        return ConvDimensionNumbers(axes, axes, axes)
    if not isinstance(dimension_numbers, (list, tuple)):
        raise error(
            TypeError,
            f"convolution: expected None or three strings like ('NHWC', 'HWIO', 'NHWC') for "
            f"dimension_numbers, got {type(dimension_numbers)}",
        )
    if len(dimension_numbers) != 3 or not all(isinstance(spec, str) for spec in dimension_numbers):
        raise error(
            TypeError,
            f"convolution: expected three strings like ('NHWC', 'HWIO', 'NHWC') for dimension_numbers, "
            f"got {dimension_numbers!r}",
        )
    for number, spec in enumerate(dimension_numbers):
        if len(spec) != rank:
            raise error(
                TypeError,
                f"convolution: expected a letter for each of the {rank} axes in dimension_numbers[{number}], "
                f"got {spec!r}",
            )
    return ConvDimensionNumbers(*conv_general_permutations(dimension_numbers))


def conv_general_permutations(
    dimension_numbers: Sequence[str],
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """The numbers of the axes that three strings name.

    Args:
        dimension_numbers: strings with a letter for every axis: ``N`` and ``C`` in the first and the
            third, ``O`` and ``I`` in the second, any others for spatial axes.
    Returns:
        Axes of operand, kernel and result: batch (output features), features, spatial axes in the
        kernel's order.
    Raises:
        TypeError: a letter is missing or stands twice.

    >>> cv.lax.conv_general_permutations(('NWC', 'WIO', 'NWC'))
    ((0, 2, 1), (2, 1, 0), (0, 2, 1))
    """
    kernel = dimension_numbers[1]
    spatial = [letter for letter in kernel if letter not in "OI"]
    result = []
    for number, (spec, pair) in enumerate(zip(dimension_numbers, ("NC", "OI", "NC"))):
        if any(spec.count(letter) != 1 for letter in pair):
            raise error(
                TypeError,
                f"convolution: expected the letters {pair[0]!r} and {pair[1]!r} once each in "
                f"dimension_numbers[{number}], got {spec!r}",
            )
        if len(set(spec)) != len(spec):
            raise error(
                TypeError,
                f"convolution: expected different letters in dimension_numbers[{number}], got {spec!r}",
            )
        if set(spec) - set(pair) != set(spatial):
            raise error(
                TypeError,
                f"convolution: expected one set of letters for spatial axes in dimension_numbers, got "
                f"{tuple(dimension_numbers)}",
            )
        result.append((spec.index(pair[0]), spec.index(pair[1]), *map(spec.index, spatial)))
    return tuple(result)


def _taken(shape: Sequence[int], axes: Iterable[int]) -> tuple[int, ...]:
    return tuple(int(shape[i]) for i in axes)


def _placed(shape: Sequence[int], axes: Sequence[int]) -> tuple[int, ...]:
    """The shape whose axes ``axes`` have the sizes ``shape``."""
    sizes = [0] * len(shape)
    for axis, size in zip(axes, shape):
        sizes[axis] = int(size)
    return tuple(sizes)


def conv_shape_tuple(
    lhs_shape: Sequence[int],
    rhs_shape: Sequence[int],
    strides: Sequence[int],
    pads: str | Sequence[tuple[int, int]],
    batch_group_count: int = 1,
) -> tuple[int, ...]:
    """The shape of a convolution's result, shapes in the order ``NC...`` and ``OI...``.

    Args:
        lhs_shape: shape of the operand.
        rhs_shape: shape of the kernel.
        strides: distances between windows.
        pads: a name, or pairs ``(low, high)``.
        batch_group_count: groups of the batch.
    Returns:
        The shape.
    Raises:
        TypeError: there is not a pair for every spatial axis.
        ValueError: negative padding is larger than an axis.

    >>> cv.lax.conv_shape_tuple((1, 3, 8), (5, 3, 2), (2,), 'VALID')
    (1, 5, 4)
    """
    x, w = tuple(lhs_shape[2:]), tuple(rhs_shape[2:])
    pads = padtype_to_pads(x, w, strides, pads) if isinstance(pads, str) else pads
    pads = as_pads(pads, len(x), "conv_shape_tuple")
    padded = [size + low + high for size, (low, high) in zip(x, pads)]
    if any(size < 0 for size in padded):
        raise error(ValueError, f"conv_shape_tuple: negative padding is larger than the axis: {pads} for {x}")
    sizes = [max((size - k) // s + 1, 0) for size, k, s in zip(padded, w, strides)]
    return (lhs_shape[0] // batch_group_count, rhs_shape[0], *sizes)


def conv_general_shape_tuple(
    lhs_shape: Sequence[int],
    rhs_shape: Sequence[int],
    window_strides: Sequence[int],
    padding: str | Sequence[tuple[int, int]],
    dimension_numbers: Sequence[str],
) -> tuple[int, ...]:
    """The shape of a convolution's result, for any order of the axes.

    Args:
        lhs_shape: shape of the operand.
        rhs_shape: shape of the kernel.
        window_strides: distances between windows.
        padding: a name, or pairs ``(low, high)``.
        dimension_numbers: three strings.
    Returns:
        The shape.
    Raises:
        TypeError: the strings name no axes.

    >>> cv.lax.conv_general_shape_tuple((1, 8, 3), (2, 3, 5), (2,), 'VALID', ('NWC', 'WIO', 'NWC'))
    (1, 4, 5)
    """
    lhs, rhs, out = conv_general_permutations(dimension_numbers)
    return _placed(
        conv_shape_tuple(_taken(lhs_shape, lhs), _taken(rhs_shape, rhs), window_strides, padding), out
    )


def transposed_padding(window: int, stride: int, padding: Any) -> tuple[int, int]:
    """Padding of a transposed convolution along an axis, from that of the convolution.

    Raises:
        ValueError: ``padding`` is neither ``'SAME'`` nor ``'VALID'`` nor a pair.
    """
    if padding == "SAME":
        total = window + stride - 2
        low = window - 1 if stride > window - 1 else math.ceil(total / 2)
    elif padding == "VALID":
        total = window + stride - 2 + max(window - stride, 0)
        low = window - 1
    elif isinstance(padding, tuple):
        low = window - padding[0] - 1
        total = low + window - padding[1] - 1
    else:
        raise error(
            ValueError,
            f"conv_transpose: expected 'SAME', 'VALID' or a pair (low, high) for padding, got {padding!r}",
        )
    return low, total - low


def conv_transpose_shape_tuple(
    lhs_shape: Sequence[int],
    rhs_shape: Sequence[int],
    window_strides: Sequence[int],
    padding: str | Sequence[tuple[int, int]],
    dimension_numbers: Sequence[str],
) -> tuple[int, ...]:
    """The shape of a transposed convolution's result.

    Args:
        lhs_shape: shape of the operand.
        rhs_shape: shape of the kernel.
        window_strides: strides of the convolution that is transposed.
        padding: ``'SAME'``, ``'VALID'``, or pairs ``(low, high)`` of the transposed convolution.
        dimension_numbers: three strings.
    Returns:
        The shape.
    Raises:
        TypeError: the strings name no axes.

    >>> cv.lax.conv_transpose_shape_tuple((1, 3, 1), (2, 1, 1), (2,), 'SAME', ('NWC', 'WIO', 'NWC'))
    (1, 6, 1)
    """
    lhs, rhs, out = conv_general_permutations(dimension_numbers)
    x, w = _taken(lhs_shape, lhs), _taken(rhs_shape, rhs)
    if isinstance(padding, str):
        padding = [transposed_padding(k, s, padding) for k, s in zip(w[2:], window_strides)]
    sizes = [(n - 1) * s - k + 2 + sum(pair) for n, k, s, pair in zip(x[2:], w[2:], window_strides, padding)]
    return _placed((x[0], w[0], *sizes), out)
