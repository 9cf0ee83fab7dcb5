"""Resampling of images: ``covector.image``.

An image is resampled axis by axis, each time by a product with a matrix whose columns are the
kernel around the position that an output pixel has in the input.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

import covector.numpy as cnp
from covector import _core
from covector.core import ops
from covector.core.operands import as_array, as_axis, as_inexact, as_shape
from covector.errors import error
from covector.lax.matmul_precision import Precision, check_precision
from covector.typing import Array, ArrayLike


class ResizeMethod(enum.Enum):
    """How pixels between those of the input are found.

    >>> cv.image.ResizeMethod.from_string('bilinear').name
    'LINEAR'
    """

    NEAREST = 0
    LINEAR = 1
    LANCZOS3 = 2
    LANCZOS5 = 3
    CUBIC = 4
    CUBIC_PYTORCH = 5
    AREA = 6

    @staticmethod
    def from_string(s: str) -> ResizeMethod:
        """The method with a name.

        Args:
            s: ``'nearest'``, ``'linear'`` (``'bilinear'``, ``'trilinear'``, ``'triangle'``),
                ``'lanczos3'``, ``'lanczos5'``, ``'cubic'`` (``'bicubic'``, ``'tricubic'``),
                ``'cubic-pytorch'`` (``'bicubic-pytorch'``) or ``'area'``.
        Returns:
            The method.
        Raises:
            ValueError: there is none.

        >>> cv.image.ResizeMethod.from_string('area').value
        6
        """
        if s not in _NAMES:
            raise error(ValueError, f"image: expected one of {', '.join(_NAMES)} for method, got {s!r}")
        return _NAMES[s]


_NAMES = {
    "nearest": ResizeMethod.NEAREST,
    **dict.fromkeys(("linear", "bilinear", "trilinear", "triangle"), ResizeMethod.LINEAR),
    "lanczos3": ResizeMethod.LANCZOS3,
    "lanczos5": ResizeMethod.LANCZOS5,
    **dict.fromkeys(("cubic", "bicubic", "tricubic"), ResizeMethod.CUBIC),
    **dict.fromkeys(("cubic-pytorch", "bicubic-pytorch"), ResizeMethod.CUBIC_PYTORCH),
    "area": ResizeMethod.AREA,
}

# ---- kernels, of distances that are not negative; `xp` is NumPy where the scale is a number


def _triangle(xp: ModuleType, x: Any) -> Any:
    return xp.maximum(0.0, 1.0 - x)


def _lanczos(radius: float) -> Callable[[ModuleType, Any], Any]:
    # sinc(x) sinc(x / radius)
    def kernel(xp: ModuleType, x: Any) -> Any:
        product = radius * xp.sin(np.pi * x) * xp.sin(np.pi * x / radius)
        value = xp.where(x > 1e-3, product / xp.where(x != 0, np.pi**2 * x * x, 1.0), 1.0)
        return xp.where(x > radius, 0.0, value)

    return kernel


def _cubic(a: float) -> Callable[[ModuleType, Any], Any]:
    # Source: R. Keys, Cubic convolution interpolation for digital image processing, 1981.
    def kernel(xp: ModuleType, x: Any) -> Any:
        near = ((a + 2) * x - (a + 3)) * x * x + 1
        far = ((a * x - 5 * a) * x + 8 * a) * x - 4 * a
        return xp.where(x >= 2, 0.0, xp.where(x >= 1, far, near))

    return kernel


class _Kernel(NamedTuple):
    radius: int
    of: Callable[[ModuleType, Any], Any] | None  # None: the overlap of pixels
    repeats_edges: bool = False


_KERNELS = {
    ResizeMethod.LINEAR: _Kernel(1, _triangle),
    ResizeMethod.LANCZOS3: _Kernel(3, _lanczos(3.0)),
    ResizeMethod.LANCZOS5: _Kernel(5, _lanczos(5.0)),
    ResizeMethod.CUBIC: _Kernel(2, _cubic(-0.5)),
    ResizeMethod.CUBIC_PYTORCH: _Kernel(2, _cubic(-0.75), True),
    ResizeMethod.AREA: _Kernel(1, None),
}
_LEAST_SUM = 1000 * float(np.finfo(np.float32).eps)


def _weights(kernel: _Kernel, size: int, count: int, scale: Any, shift: Any, antialias: bool) -> Any:
    """The matrix (input pixels, output pixels) along an axis."""
    xp: Any = cnp if isinstance(scale, _core.Array) or isinstance(shift, _core.Array) else np
    inverse = 1.0 / scale
    widening = xp.maximum(inverse, 1.0) if antialias else 1.0
    steps = np.arange(count)
    # Where the middle of each output pixel lies in the input, whose pixels are at 0, 1, ...
    position = (steps + 0.5) * inverse - shift * inverse - 0.5
    pixels = np.arange(size)
    if kernel.repeats_edges:
        pixels = np.arange(-kernel.radius, size + kernel.radius)
    if kernel.of is None:
        left = steps * inverse - shift * inverse
        overlap = xp.minimum((left + inverse)[None, :], pixels[:, None] + 1.0)
        weights = xp.maximum(0.0, overlap - xp.maximum(left[None, :], pixels[:, None] * 1.0))
    else:
        weights = kernel.of(xp, xp.abs(position[None, :] - pixels[:, None]) / widening)
    if kernel.repeats_edges:
        weights = xp.matmul(np.eye(size)[:, np.clip(pixels, 0, size - 1)], weights)
    total = xp.sum(weights, axis=0, keepdims=True)
    is_seen = xp.abs(total) > _LEAST_SUM
    weights = xp.where(is_seen, weights / xp.where(total != 0, total, 1.0), 0.0)
    if kernel.repeats_edges:
        return weights
    inside = (position >= -0.5) & (position <= size - 0.5)
    return xp.where(inside[None, :], weights, 0.0)


def _resampled(
    public: str, x: Array, shape: Sequence[int], axes: Sequence[int], scales: Any, shifts: Any,
    method: ResizeMethod, antialias: bool,
) -> Array:  # fmt: skip
    if method is ResizeMethod.CUBIC_PYTORCH and antialias:
        method = ResizeMethod.CUBIC
    for axis, scale, shift in zip(axes, scales, shifts):
        matrix = _weights(_KERNELS[method], x.shape[axis], shape[axis], scale, shift, antialias)
        if isinstance(matrix, np.ndarray):
            matrix = _core.as_array(matrix.astype(x.dtype))
        product = ops.dot_general(x, _core.convert(matrix, x.dtype), ((axis,), (0,)), public=public)
        x = cnp.moveaxis(product, -1, axis)
    return x


def _arguments(public: str, image: Any, shape: Any, method: Any, precision: Any) -> tuple:
    check_precision(precision, public)
    x, sizes = as_array(image, public), as_shape(shape, public)
    if len(sizes) != x.ndim:
        raise error(
            ValueError,
            f"{public}: expected a shape of {x.ndim} sizes for an image of shape {x.shape}, got {sizes}",
        )
    if isinstance(method, str):
        method = ResizeMethod.from_string(method)
    if not isinstance(method, ResizeMethod):
        raise error(ValueError, f"{public}: expected a ResizeMethod or its name for method, got {method!r}")
    return x, sizes, method


def resize(
    image: ArrayLike,
    shape: Sequence[int],
    method: str | ResizeMethod,
    antialias: bool = True,
    precision: Any = Precision.HIGHEST,
) -> Array:
    """The image in another size.

    Args:
        image: array.
        shape: the new shape, all axes of the image; those of the batch and of colours keep their size.
        method: a :class:`ResizeMethod` or its name.
        antialias: whether the kernel is widened where the image becomes smaller.
        precision: accepted; products and sums are in full precision.
    Returns:
        Array of the new shape: of the same dtype for ``'nearest'``, else of floats.
    Raises:
        ValueError: shapes do not fit, or there is no such method.

    >>> cv.image.resize(cnp.array([0.0, 2.0]), (4,), 'linear').tolist()
    [0.0, 0.5, 1.5, 2.0]
    """
    x, sizes, method = _arguments("resize", image, shape, method, precision)
    axes = [axis for axis in range(x.ndim) if x.shape[axis] != sizes[axis]]
    if method is ResizeMethod.NEAREST:
        for axis in axes:
            size, count = x.shape[axis], sizes[axis]
            offsets = (
                (np.arange(count, dtype=np.float32) + np.float32(0.5)) * np.float32(size) / np.float32(count)
            )
            x = cnp.take(x, np.floor(offsets).astype(np.int32), axis=axis, mode="clip")
        return x
    scales = [sizes[axis] / x.shape[axis] if sizes[axis] and x.shape[axis] else 1.0 for axis in axes]
    x = as_inexact(x, "resize")
    return _resampled("resize", x, sizes, axes, scales, [0.0] * len(axes), method, antialias)


def scale_and_translate(
    image: ArrayLike,
    shape: Sequence[int],
    spatial_dims: Sequence[int],
    scale: ArrayLike,
    translation: ArrayLike,
    method: str | ResizeMethod,
    antialias: bool = True,
    precision: Any = Precision.HIGHEST,
) -> Array:
    """The image scaled, then moved; differentiable in scale and translation.

    A point x of the input, where pixel i reaches from i to i + 1, goes to ``x * scale + translation``.
    What comes from outside of the input is zero.

    Args:
        image: array.
        shape: shape of the result, all axes of the image.
        spatial_dims: the axes that are scaled.
        scale: one number for each of them.
        translation: one number for each of them.
        method: a :class:`ResizeMethod` or its name; not ``'nearest'``.
        antialias: whether the kernel is widened where the image becomes smaller.
        precision: accepted; products and sums are in full precision.
    Returns:
        Array of floats.
    Raises:
        ValueError: shapes do not fit, or there is no such method.

    >>> x = cnp.array([1.0, 2.0, 3.0])
    >>> one = cnp.ones(1)
    >>> cv.image.scale_and_translate(x, (3,), (0,), one, one, 'linear').tolist()
    [0.0, 1.0, 2.0]
    """
    public = "scale_and_translate"
    x, sizes, method = _arguments(public, image, shape, method, precision)
    if method is ResizeMethod.NEAREST:
        raise error(ValueError, f"{public}: expected another method than 'nearest'; see resize")
    axes = [as_axis(axis, x.ndim, public) for axis in spatial_dims]
    numbers = []
    for name, values in (("scale", scale), ("translation", translation)):
        array = as_inexact(
            as_array(np.asarray(values) if isinstance(values, (list, tuple)) else values, public), public
        )
        if array.shape != (len(axes),):
            raise error(
                ValueError,
                f"{public}: expected a {name} of shape ({len(axes)},), one for each of spatial_dims, got "
                f"{array.shape}",
            )
        numbers.append([array[i] for i in range(len(axes))])
    return _resampled(public, as_inexact(x, public), sizes, axes, *numbers, method, antialias)
