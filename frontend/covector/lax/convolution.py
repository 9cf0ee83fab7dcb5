"""Convolutions: sums of products under a moving window."""

from __future__ import annotations

import math
import operator
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from covector import _core, dtypes
from covector.core import ops
from covector.core.operands import as_array
from covector.errors import error
from covector.lax.conv_shapes import (
    ConvDimensionNumbers,
    conv_dimension_numbers,
    dilated,
    transposed_padding,
)
from covector.lax.matmul_precision import check_precision
from covector.lax.padding import as_pads, padtype_to_pads
from covector.typing import Array, ArrayLike


class Geometry(NamedTuple):
    """Where the windows of a convolution lie."""

    strides: tuple[int, ...]
    pads: list[tuple[int, int]]
    lhs_dilation: tuple[int, ...]
    rhs_dilation: tuple[int, ...]


def _numbers(values: Any, count: int, what: str, public: str) -> tuple[int, ...]:
    """Positive integers, one for each spatial axis; ``None`` stands for ones."""
    if values is None:
        return (1,) * count
    try:
        numbers = tuple(operator.index(value) for value in values)
    except TypeError:
        raise error(TypeError, f"{public}: expected integers for {what}, got {values!r}") from None
    if len(numbers) != count:
        raise error(
            ValueError,
            f"{public}: expected one number for each of the {count} spatial axes for {what}, got {numbers}",
        )
    if any(number < 1 for number in numbers):
        raise error(ValueError, f"{public}: expected positive numbers for {what}, got {numbers}")
    return numbers


def _geometry(
    public: str, x_sizes: list[int], w_sizes: list[int], strides: Any, padding: Any, lhs: Any, rhs: Any
) -> Geometry:
    count = len(x_sizes)
    strides = _numbers(strides, count, "window_strides", public)
    lhs_dilation = _numbers(lhs, count, "lhs_dilation", public)
    rhs_dilation = _numbers(rhs, count, "rhs_dilation", public)
    if not isinstance(padding, str):
        pads = as_pads(padding, count, public)
    elif any(dilation != 1 for dilation in lhs_dilation):
        raise error(
            ValueError,
            f"{public}: padding {padding!r} has no meaning with lhs_dilation {lhs_dilation}; "
            "give pairs (low, high), or use conv_transpose",
        )
    else:
        windows = [dilated(n, d) for n, d in zip(w_sizes, rhs_dilation)]
        pads = padtype_to_pads(x_sizes, windows, strides, padding)
    for size, dilation, (low, high) in zip(x_sizes, lhs_dilation, pads):
        if dilated(size, dilation) + low + high < 0:
            raise error(
                ValueError,
                f"{public}: negative padding is larger than the axis: got padding {pads} for sizes {x_sizes}",
            )
    return Geometry(strides, pads, lhs_dilation, rhs_dilation)


def _check_groups(public: str, x: list[int], w: list[int], features: int, batches: int) -> None:
    """Features and groups fit; shapes are in the order batch or output features, features, axes."""
    for name, count in (("feature_group_count", features), ("batch_group_count", batches)):
        if count < 1:
            raise error(ValueError, f"{public}: expected a positive {name}, got {count}")
    if features > 1 and batches > 1:
        raise error(
            ValueError,
            f"{public}: at most one of batch_group_count and feature_group_count may be more than 1, "
            f"got {batches} and {features}",
        )
    if x[1] % features:
        raise error(
            ValueError, f"{public}: feature_group_count {features} does not divide the {x[1]} features of lhs"
        )
    if x[1] // features != w[1]:
        raise error(
            ValueError,
            f"{public}: expected the features of lhs, divided by feature_group_count, to be the input "
            f"features of rhs, got {x[1]} / {features} and {w[1]}; see dimension_numbers",
        )
    if x[0] % batches:
        raise error(
            ValueError, f"{public}: batch_group_count {batches} does not divide the batch of lhs, {x[0]}"
        )
    if w[0] % (features * batches):
        raise error(
            ValueError,
            f"{public}: expected the output features of rhs to be a multiple of the group count, "
            f"got {w[0]} and {features * batches}",
        )


def convolve_arrays(
    public: str,
    x: Array,
    w: Array,
    dimensions: ConvDimensionNumbers,
    geometry: Geometry,
    features: int = 1,
    batches: int = 1,
    reverse: bool = False,
    element: Any = None,
) -> Array:
    """The operation itself, on operands of one dtype; ``reverse`` turns the kernel around."""
    weak = x.weak_type and w.weak_type and element is None
    target = x.dtype if element is None else element
    if x.dtype.kind == "b":
        x, w = (_core.convert(a, np.dtype("int32")) for a in (x, w))
    elif target != x.dtype:
        x, w = _core.convert(x, target), _core.convert(w, target)
    result = _core.emit(
        "convolution",
        (x, w),
        lhs_spec=dimensions.lhs_spec,
        rhs_spec=dimensions.rhs_spec,
        out_spec=dimensions.out_spec,
        strides=geometry.strides,
        padding_low=tuple(low for low, _ in geometry.pads),
        padding_high=tuple(high for _, high in geometry.pads),
        lhs_dilation=geometry.lhs_dilation,
        rhs_dilation=geometry.rhs_dilation,
        reversed=tuple(range(len(geometry.pads))) if reverse else (),
        feature_group_count=features,
        batch_group_count=batches,
        weak_type=weak,
        public=public,
    )
    if target.kind == "b":
        return _core.not_equal(result, 0)
    return result


def _kind(dtype: np.dtype) -> str:
    return "f" if dtypes.is_float(dtype) else dtype.kind


def accumulated(x: Array, preferred: Any, public: str) -> Any:
    """The dtype of sums and result that is asked for; ``None`` for that of the operands."""
    if preferred is None:
        return None
    target = dtypes.requested(preferred, public)
    # Floats for floats and integers, complex numbers for complex ones, integers for integers.
    fits = {"f": "fiu", "c": "c", "i": "iu", "u": "iu", "b": "b"}[_kind(target)]
    if _kind(x.dtype) not in fits:
        raise error(
            TypeError,
            f"{public}: expected a preferred_element_type of the kind of {x.dtype}, got {target}; convert "
            "the operands",
        )
    if _kind(x.dtype) == _kind(target) and target.itemsize < x.dtype.itemsize:
        raise error(
            TypeError,
            f"{public}: preferred_element_type must not be narrower than the operands, got {target} for "
            f"{x.dtype}; convert the operands",
        )
    return target


def conv_general_dilated(
    lhs: ArrayLike,
    rhs: ArrayLike,
    window_strides: Sequence[int],
    padding: str | Sequence[tuple[int, int]],
    lhs_dilation: Sequence[int] | None = None,
    rhs_dilation: Sequence[int] | None = None,
    dimension_numbers: Any = None,
    feature_group_count: int = 1,
    batch_group_count: int = 1,
    precision: Any = None,
    preferred_element_type: Any = None,
    out_sharding: Any = None,
) -> Array:
    """Convolution with strides, padding, dilation and groups.

    The kernel is not turned around: as everywhere in machine learning, this is a correlation.

    Args:
        lhs: array with a batch axis, a feature axis and ``n`` spatial axes.
        rhs: kernel of the same dtype with axes of output and input features and ``n`` spatial axes.
        window_strides: ``n`` distances between windows.
        padding: ``'VALID'``, ``'SAME'``, ``'SAME_LOWER'``, or ``n`` pairs ``(low, high)``.
        lhs_dilation: ``n`` distances to which the elements of ``lhs`` are spread, zeros between them.
        rhs_dilation: the same for the kernel.
        dimension_numbers: what the axes are: three strings like ``('NHWC', 'HWIO', 'NHWC')``, or a
            :class:`ConvDimensionNumbers`; ``None`` is ``('NCHW', 'OIHW', 'NCHW')``.
        feature_group_count: groups of features that do not see each other.
        batch_group_count: groups of the batch, each for a group of output features.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
        out_sharding: accepted if ``None``.
    Returns:
        Array with the axes that ``dimension_numbers`` says.
    Raises:
        TypeError: dtypes or ranks differ, or ``dimension_numbers`` are none.
        ValueError: sizes do not fit.

    >>> x = cnp.arange(8.0).reshape(1, 1, 8)
    >>> cv.lax.conv_general_dilated(x, cnp.ones((1, 1, 3)), (2,), 'SAME')
    Array([[[ 3.,  9., 15., 13.]]], dtype=float32)
    """
    public = "conv_general_dilated"
    x, w = as_array(lhs, public), as_array(rhs, public, 1)
    if x.dtype != w.dtype:
        raise error(
            TypeError,
            f"{public}: expected operands of one dtype, got {x.dtype} and {w.dtype}; convert one of them",
        )
    if out_sharding is not None:
        raise error(NotImplementedError, f"{public}: expected None for out_sharding, got {out_sharding!r}")
    check_precision(precision, public)
    dimensions = conv_dimension_numbers(x.shape, w.shape, dimension_numbers)
    x_shape = [x.shape[i] for i in dimensions.lhs_spec]
    w_shape = [w.shape[i] for i in dimensions.rhs_spec]
    _check_groups(public, x_shape, w_shape, feature_group_count, batch_group_count)
    geometry = _geometry(
        public, x_shape[2:], w_shape[2:], window_strides, padding, lhs_dilation, rhs_dilation
    )
    element = accumulated(x, preferred_element_type, public)
    return convolve_arrays(
        public, x, w, dimensions, geometry, feature_group_count, batch_group_count, element=element
    )


def conv(
    lhs: ArrayLike,
    rhs: ArrayLike,
    window_strides: Sequence[int],
    padding: str,
    precision: Any = None,
    preferred_element_type: Any = None,
) -> Array:
    """Convolution of arrays ``(N, C, H, W, ...)`` with kernels ``(O, I, H, W, ...)``.

    Args:
        lhs: array.
        rhs: kernel of the same dtype.
        window_strides: distances between windows.
        padding: ``'VALID'``, ``'SAME'`` or ``'SAME_LOWER'``.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
    Returns:
        Array of shape ``(N, O, ...)``.
    Raises:
        TypeError: dtypes or ranks differ.
        ValueError: sizes do not fit.

    >>> cv.lax.conv(cnp.ones((1, 2, 4)), cnp.ones((3, 2, 2)), (1,), 'VALID').shape
    (1, 3, 3)
    """
    return conv_general_dilated(
        lhs,
        rhs,
        window_strides,
        padding,
        precision=precision,
        preferred_element_type=preferred_element_type,
    )


def conv_with_general_padding(
    lhs: ArrayLike,
    rhs: ArrayLike,
    window_strides: Sequence[int],
    padding: str | Sequence[tuple[int, int]],
    lhs_dilation: Sequence[int] | None,
    rhs_dilation: Sequence[int] | None,
    precision: Any = None,
    preferred_element_type: Any = None,
) -> Array:
    """:func:`conv` with any padding and dilation.

    Args:
        lhs: array ``(N, C, H, W, ...)``.
        rhs: kernel ``(O, I, H, W, ...)`` of the same dtype.
        window_strides: distances between windows.
        padding: a name, or pairs ``(low, high)``.
        lhs_dilation: distances to which the elements of ``lhs`` are spread.
        rhs_dilation: the same for the kernel.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
    Returns:
        Array of shape ``(N, O, ...)``.
    Raises:
        TypeError: dtypes or ranks differ.
        ValueError: sizes do not fit.

    >>> x, w = cnp.ones((1, 1, 4)), cnp.ones((1, 1, 2))
    >>> cv.lax.conv_with_general_padding(x, w, (1,), [(1, 0)], None, None)
    Array([[[1., 2., 2., 2.]]], dtype=float32)
    """
    return conv_general_dilated(
        lhs,
        rhs,
        window_strides,
        padding,
        lhs_dilation,
        rhs_dilation,
        precision=precision,
        preferred_element_type=preferred_element_type,
    )


_TRANSPOSE_LAYOUTS = {
    2: ("NC", "IO", "NC"),
    3: ("NHC", "HIO", "NHC"),
    4: ("NHWC", "HWIO", "NHWC"),
    5: ("NHWDC", "HWDIO", "NHWDC"),
}


def conv_transpose(
    lhs: ArrayLike,
    rhs: ArrayLike,
    strides: Sequence[int],
    padding: str | Sequence[tuple[int, int]],
    rhs_dilation: Sequence[int] | None = None,
    dimension_numbers: Any = None,
    transpose_kernel: bool = False,
    precision: Any = None,
    preferred_element_type: Any = None,
    use_consistent_padding: bool = False,
) -> Array:
    """Transposed (fractionally strided) convolution.

    Args:
        lhs: array.
        rhs: kernel of the same dtype.
        strides: how often the result has positions for one of ``lhs``, for each spatial axis.
        padding: ``'SAME'``, ``'VALID'``, or pairs ``(low, high)``: of the transposed convolution, or
            with ``use_consistent_padding`` of the convolution whose transpose this is.
        rhs_dilation: distances to which the elements of the kernel are spread.
        dimension_numbers: as in :func:`conv_general_dilated`; ``None`` has features last.
        transpose_kernel: whether the kernel is turned around, and its features exchanged, which makes
            this the transpose of the convolution with the kernel.
        precision: accepted; products and sums are in the operands' full precision.
        preferred_element_type: dtype of the sums and the result.
        use_consistent_padding: see ``padding``.
    Returns:
        Array.
    Raises:
        TypeError: dtypes or ranks differ.
        ValueError: sizes do not fit.

    >>> cv.lax.conv_transpose(cnp.ones((1, 3, 1)), cnp.ones((2, 1, 1)), (2,), 'SAME').shape
    (1, 6, 1)
    """
    public = "conv_transpose"
    x, w = as_array(lhs, public), as_array(rhs, public, 1)
    if dimension_numbers is None:
        if x.ndim not in _TRANSPOSE_LAYOUTS:
            raise error(ValueError, f"{public}: expected rank 2 to 5, got {x.ndim}; give dimension_numbers")
        dimension_numbers = _TRANSPOSE_LAYOUTS[x.ndim]
    dimensions = conv_dimension_numbers(x.shape, w.shape, dimension_numbers)
    spatial = dimensions.rhs_spec[2:]
    windows = [
        dilated(w.shape[i], d)
        for i, d in zip(spatial, _numbers(rhs_dilation, len(spatial), "rhs_dilation", public))
    ]
    steps = _numbers(strides, len(spatial), "strides", public)
    if use_consistent_padding or (isinstance(padding, str) and padding in ("SAME", "VALID")):
        listed = [padding] * len(spatial) if isinstance(padding, str) else list(padding)
        padding = [transposed_padding(k, s, p) for k, s, p in zip(windows, steps, listed)]
    if transpose_kernel:
        w = ops.reverse(w, spatial)
        order = list(range(w.ndim))
        first, second = dimensions.rhs_spec[:2]
        order[first], order[second] = second, first
        w = ops.transpose(w, order)
    return conv_general_dilated(
        x,
        w,
        (1,) * len(spatial),
        padding,
        steps,
        rhs_dilation,
        dimensions,
        precision=precision,
        preferred_element_type=preferred_element_type,
    )


def conv_general_dilated_patches(
    lhs: ArrayLike,
    filter_shape: Sequence[int],
    window_strides: Sequence[int],
    padding: str | Sequence[tuple[int, int]],
    lhs_dilation: Sequence[int] | None = None,
    rhs_dilation: Sequence[int] | None = None,
    dimension_numbers: Any = None,
    precision: Any = None,
    preferred_element_type: Any = None,
) -> Array:
    """What a convolution sees at each position, as features.

    Args:
        lhs: array.
        filter_shape: sizes of the window, in the order of the spatial axes of the kernel.
        window_strides: distances between windows.
        padding: a name, or pairs ``(low, high)``.
        lhs_dilation: distances to which the elements of ``lhs`` are spread.
        rhs_dilation: the same for the window.
        dimension_numbers: as in :func:`conv_general_dilated`.
        precision: accepted.
        preferred_element_type: dtype of the result.
    Returns:
        Array like the result of a convolution, whose features are the elements of the window: features
        of ``lhs`` first, then the spatial axes.
    Raises:
        TypeError: dtypes or ranks differ.
        ValueError: sizes do not fit.

    >>> cv.lax.conv_general_dilated_patches(cnp.arange(4.0).reshape(1, 1, 4), (2,), (1,), 'VALID')
    Array([[[0., 1., 2.],
            [1., 2., 3.]]], dtype=float32)
    """
    x = as_array(lhs, "conv_general_dilated_patches")
    sizes = tuple(filter_shape)
    dimensions = conv_dimension_numbers(x.shape, (1, 1, *sizes), dimension_numbers)
    count, features = math.prod(sizes), x.shape[dimensions.lhs_spec[1]]
    # One output feature for every element of the window of every feature: a kernel of ones and zeros.
    ones = np.eye(count, dtype=x.dtype).reshape(1, count, 1, *sizes)
    kernel = np.broadcast_to(ones, (features, *ones.shape[1:])).reshape(features * count, 1, *sizes)
    kernel = np.moveaxis(kernel, range(kernel.ndim), dimensions.rhs_spec)
    return conv_general_dilated(
        x,
        kernel,
        window_strides,
        padding,
        lhs_dilation,
        rhs_dilation,
        dimensions,
        features,
        precision=precision,
        preferred_element_type=preferred_element_type,
    )


def conv_general_dilated_local(
    lhs: ArrayLike,
    rhs: ArrayLike,
    window_strides: Sequence[int],
    padding: str | Sequence[tuple[int, int]],
    filter_shape: Sequence[int],
    lhs_dilation: Sequence[int] | None = None,
    rhs_dilation: Sequence[int] | None = None,
    dimension_numbers: Any = None,
    precision: Any = None,
) -> Array:
    """Locally connected layer: every position of the result has a kernel of its own.

    Args:
        lhs: array.
        rhs: kernels: the spatial axes are those of the result; the input features are the elements of
            a window, features of ``lhs`` first.
        window_strides: distances between windows.
        padding: a name, or pairs ``(low, high)``.
        filter_shape: sizes of the window, in the order of the spatial axes of the kernel.
        lhs_dilation: distances to which the elements of ``lhs`` are spread.
        rhs_dilation: the same for the window.
        dimension_numbers: as in :func:`conv_general_dilated`.
        precision: accepted; products and sums are in the operands' full precision.
    Returns:
        Array.
    Raises:
        TypeError: dtypes or ranks differ.
        ValueError: sizes do not fit.

    >>> x, w = cnp.arange(3.0).reshape(1, 1, 3), cnp.array([[[1.0, 2.0], [0.0, 1.0]]])
    >>> cv.lax.conv_general_dilated_local(x, w, (1,), 'VALID', (2,))
    Array([[[0., 4.]]], dtype=float32)
    """
    x, w = as_array(lhs, "conv_general_dilated_local"), as_array(rhs, "conv_general_dilated_local", 1)
    patches = conv_general_dilated_patches(
        x, filter_shape, window_strides, padding, lhs_dilation, rhs_dilation, dimension_numbers
    )
    dimensions = conv_dimension_numbers(x.shape, (1, 1, *filter_shape), dimension_numbers)
    out, kernel = dimensions.out_spec, dimensions.rhs_spec
    order = sorted(range(len(filter_shape)), key=lambda i: out[i + 2])
    batch = ([out[i + 2] for i in order], [kernel[i + 2] for i in order])
    result = ops.dot_general(
        patches, w, ((out[1],), (kernel[1],)), batch, public="conv_general_dilated_local"
    )
    # Axes now: the spatial ones in the order of the result, batch, features.
    places = [None] * x.ndim
    places[out[0]], places[out[1]] = x.ndim - 2, x.ndim - 1
    spatial = iter(range(x.ndim - 2))
    return ops.transpose(result, [next(spatial) if place is None else place for place in places])
