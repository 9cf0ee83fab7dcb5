"""Initial values of parameters: each function makes one of ``(key, shape, dtype)``."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Protocol, runtime_checkable

import numpy as np

from covector import dtypes, random
from covector import numpy as cnp
from covector.errors import error
from covector.random.keys import as_sizes
from covector.typing import Array, ArrayLike, DTypeLike

Axes = int | Sequence[int]


@runtime_checkable
class Initializer(Protocol):
    """A function of a key, a shape and a dtype that gives the initial values of a parameter."""

    def __call__(self, key: Any, shape: Sequence[int], dtype: DTypeLike | None = None) -> Array:
        """Initial values of the given shape and dtype."""
        ...


def _inexact(dtype: DTypeLike | None, function: str) -> np.dtype:
    target = dtypes.canonical(np.float64 if dtype is None else dtype)
    if not dtypes.issubdtype(target, np.inexact):
        raise error(ValueError, f"{function}: expected a float or complex dtype, got {target}; use float32")
    return target


def zeros(key: Any, shape: Sequence[int], dtype: DTypeLike | None = None) -> Array:
    """Zeros, whatever the key.

    Args:
        key: a key, not used.
        shape: shape of the parameter.
        dtype: dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``shape`` and ``dtype``.

    >>> cv.nn.initializers.zeros(cv.random.key(0), (2,))
    Array([0., 0.], dtype=float32)
    """
    return cnp.zeros(shape, dtype)


def ones(key: Any, shape: Sequence[int], dtype: DTypeLike | None = None) -> Array:
    """Ones, whatever the key.

    Args:
        key: a key, not used.
        shape: shape of the parameter.
        dtype: dtype; ``None`` is float32 (float64 with x64 on).
    Returns:
        Array of ``shape`` and ``dtype``.

    >>> cv.nn.initializers.ones(cv.random.key(0), (2,))
    Array([1., 1.], dtype=float32)
    """
    return cnp.ones(shape, dtype)


def constant(value: ArrayLike, dtype: DTypeLike | None = None) -> Initializer:
    """An initializer that gives one value.

    Args:
        value: the value, broadcast to the shape of the parameter.
        dtype: dtype where the call gives none; ``None`` is float32 (float64 with x64 on).
    Returns:
        An initializer.

    >>> cv.nn.initializers.constant(3)(cv.random.key(0), (2,))
    Array([3., 3.], dtype=float32)
    """

    def init(key: Any, shape: Sequence[int], dtype: DTypeLike | None = dtype) -> Array:
        del key
        return cnp.full(shape, value, dtypes.canonical(np.float64 if dtype is None else dtype))

    return init


def uniform(scale: ArrayLike = 1e-2, dtype: DTypeLike | None = None) -> Initializer:
    """An initializer of numbers uniform in ``[0, scale)``.

    Args:
        scale: bound above.
        dtype: dtype where the call gives none; ``None`` is float32 (float64 with x64 on).
    Returns:
        An initializer.

    >>> x = cv.nn.initializers.uniform(2.0)(cv.random.key(0), (100,))
    >>> bool(cnp.all((x >= 0) & (x < 2)))
    True
    """

    def init(key: Any, shape: Sequence[int], dtype: DTypeLike | None = dtype) -> Array:
        target = _inexact(dtype, "uniform")
        return random.uniform(key, shape, target) * cnp.asarray(scale, target)

    return init


def normal(stddev: ArrayLike = 1e-2, dtype: DTypeLike | None = None) -> Initializer:
    """An initializer of normal numbers with mean 0.

    Args:
        stddev: standard deviation.
        dtype: dtype where the call gives none; ``None`` is float32 (float64 with x64 on).
    Returns:
        An initializer.

    >>> cv.nn.initializers.normal(1.0)(cv.random.key(0), (2, 3)).shape
    (2, 3)
    """

    def init(key: Any, shape: Sequence[int], dtype: DTypeLike | None = dtype) -> Array:
        target = _inexact(dtype, "normal")
        return random.normal(key, shape, target) * cnp.asarray(stddev, target)

    return init


def truncated_normal(
    stddev: ArrayLike = 1e-2, dtype: DTypeLike | None = None, lower: ArrayLike = -2.0, upper: ArrayLike = 2.0
) -> Initializer:
    """An initializer of standard normal numbers between bounds, times a factor.

    Args:
        stddev: the factor.
        dtype: dtype where the call gives none; ``None`` is float32 (float64 with x64 on).
        lower: bound below, before the factor.
        upper: bound above, before the factor.
    Returns:
        An initializer.

    >>> x = cv.nn.initializers.truncated_normal(1.0)(cv.random.key(0), (100,))
    >>> bool(cnp.all(cnp.abs(x) <= 2))
    True
    """

    def init(key: Any, shape: Sequence[int], dtype: DTypeLike | None = dtype) -> Array:
        target = _inexact(dtype, "truncated_normal")
        return random.truncated_normal(key, lower, upper, shape, target) * cnp.asarray(stddev, target)

    return init


# ---- variance scaling


def _fans(shape: tuple[int, ...], in_axis: Axes, out_axis: Axes, batch_axis: Axes) -> tuple[float, float]:
    """How many inputs an output depends on, and outputs an input."""
    if isinstance(in_axis, int) and in_axis == -2 and len(shape) <= 1:
        raise error(
            ValueError,
            f"variance_scaling: can't compute input and output sizes of a {len(shape)}-dimensional weights "
            "tensor with default in_axis; it must be at least 2D, or specify in_axis explicitly",
        )

    def size(axes: Axes) -> int:
        return shape[axes] if isinstance(axes, int) else math.prod(shape[i] for i in axes)

    try:
        inputs, outputs, batch = size(in_axis), size(out_axis), size(batch_axis)
    except IndexError:
        raise error(
            ValueError,
            f"variance_scaling: axes {in_axis}, {out_axis} and {batch_axis} are not all axes of shape "
            f"{shape}; choose others",
        ) from None
    field = math.prod(shape) / max(inputs, 1) / max(outputs, 1) / max(batch, 1)
    return inputs * field, outputs * field


def _polar(key: Any, radius_of: Any, shape: tuple[int, ...], dtype: np.dtype) -> Array:
    """Complex numbers of uniform angle; `radius_of` a uniform number."""
    key_radius, key_angle = random.split(key)
    part = np.zeros((), dtype).real.dtype
    radius = radius_of(random.uniform(key_radius, shape, part))
    angle = 2 * np.pi * random.uniform(key_angle, shape, part)
    return radius.astype(dtype) * cnp.exp(1j * angle.astype(dtype))


def variance_scaling(
    scale: float,
    mode: str,
    distribution: str,
    in_axis: Axes = -2,
    out_axis: Axes = -1,
    batch_axis: Axes = (),
    dtype: DTypeLike | None = None,
) -> Initializer:
    """An initializer whose variance depends on the numbers of inputs and outputs.

    Args:
        scale: factor of the variance.
        mode: what divides the variance: ``"fan_in"``, ``"fan_out"``, ``"fan_avg"`` or ``"fan_geo_avg"``.
        distribution: ``"truncated_normal"``, ``"normal"`` or ``"uniform"``.
        in_axis: axes of the inputs.
        out_axis: axes of the outputs.
        batch_axis: axes that count as neither.
        dtype: dtype where the call gives none; ``None`` is float32 (float64 with x64 on).
    Returns:
        An initializer, which raises ValueError for shapes without the axes.
    Raises:
        ValueError: ``mode`` or ``distribution`` is another one.

    >>> cv.nn.initializers.variance_scaling(1.0, "fan_in", "normal")(cv.random.key(0), (3, 4)).shape
    (3, 4)
    """
    if mode not in ("fan_in", "fan_out", "fan_avg", "fan_geo_avg"):
        raise error(
            ValueError,
            f"variance_scaling: expected mode 'fan_in', 'fan_out', 'fan_avg' or 'fan_geo_avg', got {mode!r}",
        )
    if distribution not in ("truncated_normal", "normal", "uniform"):
        raise error(
            ValueError,
            "variance_scaling: expected distribution 'truncated_normal', 'normal' or 'uniform', got "
            f"{distribution!r}",
        )

    def init(key: Any, shape: Sequence[int], dtype: DTypeLike | None = dtype) -> Array:
        target = _inexact(dtype, "variance_scaling")
        sizes = as_sizes(shape, "variance_scaling")
        fan_in, fan_out = _fans(sizes, in_axis, out_axis, batch_axis)
        means = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}
        means["fan_geo_avg"] = math.sqrt(fan_in * fan_out)
        variance = cnp.asarray(scale / (means[mode] or math.nan), target)
        is_real = dtypes.issubdtype(target, np.floating)
        if distribution == "normal":
            return random.normal(key, sizes, target) * cnp.sqrt(variance)
        if distribution == "uniform":
            if is_real:
                return random.uniform(key, sizes, target, -1) * cnp.sqrt(3 * variance)
            return _polar(key, lambda u: cnp.sqrt(2 * u), sizes, target) * cnp.sqrt(variance)
        # Divided by the standard deviation of what is drawn.
        if is_real:
            drawn = random.truncated_normal(key, -2, 2, sizes, target)
            return drawn * (cnp.sqrt(variance) / cnp.asarray(0.87962566103423978, target))
        drawn = _polar(key, lambda u: cnp.sqrt(-cnp.log(1 - (1 - math.exp(-4)) * u)), sizes, target)
        return drawn * (cnp.sqrt(variance) / cnp.asarray(0.95311164380491208, target))

    return init


def glorot_uniform(
    in_axis: Axes = -2, out_axis: Axes = -1, batch_axis: Axes = (), dtype: DTypeLike | None = None
) -> Initializer:
    """Glorot (Xavier) uniform initializer: ``variance_scaling(1.0, "fan_avg", "uniform")``.

    Args:
        in_axis: axes of the inputs.
        out_axis: axes of the outputs.
        batch_axis: axes that count as neither.
        dtype: dtype where the call gives none; ``None`` is float32 (float64 with x64 on).
    Returns:
        An initializer.

    Source: X. Glorot, Y. Bengio, 2010.

    >>> cv.nn.initializers.glorot_uniform()(cv.random.key(0), (3, 4)).shape
    (3, 4)
    """
    return variance_scaling(1.0, "fan_avg", "uniform", in_axis, out_axis, batch_axis, dtype)


def glorot_normal(
    in_axis: Axes = -2, out_axis: Axes = -1, batch_axis: Axes = (), dtype: DTypeLike | None = None
) -> Initializer:
    """Glorot (Xavier) normal initializer: ``variance_scaling(1.0, "fan_avg", "truncated_normal")``.

    Args:
        in_axis: axes of the inputs.
        out_axis: axes of the outputs.
        batch_axis: axes that count as neither.
        dtype: dtype where the call gives none; ``None`` is float32 (float64 with x64 on).
    Returns:
        An initializer.

    Source: X. Glorot, Y. Bengio, 2010.

    >>> cv.nn.initializers.glorot_normal()(cv.random.key(0), (3, 4)).shape
    (3, 4)
    """
    return variance_scaling(1.0, "fan_avg", "truncated_normal", in_axis, out_axis, batch_axis, dtype)


def lecun_uniform(
    in_axis: Axes = -2, out_axis: Axes = -1, batch_axis: Axes = (), dtype: DTypeLike | None = None
) -> Initializer:
    """LeCun uniform initializer: ``variance_scaling(1.0, "fan_in", "uniform")``.

    Args:
        in_axis: axes of the inputs.
        out_axis: axes of the outputs.
        batch_axis: axes that count as neither.
        dtype: dtype where the call gives none; ``None`` is float32 (float64 with x64 on).
    Returns:
        An initializer.

    Source: Y. LeCun et al., "Efficient BackProp", 1998.

    >>> cv.nn.initializers.lecun_uniform()(cv.random.key(0), (3, 4)).shape
    (3, 4)
    """
    return variance_scaling(1.0, "fan_in", "uniform", in_axis, out_axis, batch_axis, dtype)


def lecun_normal(
    in_axis: Axes = -2, out_axis: Axes = -1, batch_axis: Axes = (), dtype: DTypeLike | None = None
) -> Initializer:
    """LeCun normal initializer: ``variance_scaling(1.0, "fan_in", "truncated_normal")``.

    Args:
        in_axis: axes of the inputs.
        out_axis: axes of the outputs.
        batch_axis: axes that count as neither.
        dtype: dtype where the call gives none; ``None`` is float32 (float64 with x64 on).
    Returns:
        An initializer.

    Source: Y. LeCun et al., "Efficient BackProp", 1998.

    >>> cv.nn.initializers.lecun_normal()(cv.random.key(0), (3, 4)).shape
    (3, 4)
    """
    return variance_scaling(1.0, "fan_in", "truncated_normal", in_axis, out_axis, batch_axis, dtype)


def he_uniform(
    in_axis: Axes = -2, out_axis: Axes = -1, batch_axis: Axes = (), dtype: DTypeLike | None = None
) -> Initializer:
    """He (Kaiming) uniform initializer: ``variance_scaling(2.0, "fan_in", "uniform")``.

    Args:
        in_axis: axes of the inputs.
        out_axis: axes of the outputs.
        batch_axis: axes that count as neither.
        dtype: dtype where the call gives none; ``None`` is float32 (float64 with x64 on).
    Returns:
        An initializer.

    Source: K. He et al., 2015.

    >>> cv.nn.initializers.he_uniform()(cv.random.key(0), (3, 4)).shape
    (3, 4)
    """
    return variance_scaling(2.0, "fan_in", "uniform", in_axis, out_axis, batch_axis, dtype)


def he_normal(
    in_axis: Axes = -2, out_axis: Axes = -1, batch_axis: Axes = (), dtype: DTypeLike | None = None
) -> Initializer:
    """He (Kaiming) normal initializer: ``variance_scaling(2.0, "fan_in", "truncated_normal")``.

    Args:
        in_axis: axes of the inputs.
        out_axis: axes of the outputs.
        batch_axis: axes that count as neither.
        dtype: dtype where the call gives none; ``None`` is float32 (float64 with x64 on).
    Returns:
        An initializer.

    Source: K. He et al., 2015.

    >>> cv.nn.initializers.he_normal()(cv.random.key(0), (3, 4)).shape
    (3, 4)
    """
    return variance_scaling(2.0, "fan_in", "truncated_normal", in_axis, out_axis, batch_axis, dtype)


xavier_uniform = glorot_uniform
xavier_normal = glorot_normal
kaiming_uniform = he_uniform
kaiming_normal = he_normal


# ---- orthogonal matrices


def orthogonal(scale: float = 1.0, column_axis: int = -1, dtype: DTypeLike | None = None) -> Initializer:
    """An initializer of orthogonal matrices.

    Args:
        scale: factor of the matrices.
        column_axis: the axis of the columns; the others together are the rows.
        dtype: dtype where the call gives none; ``None`` is float32 (float64 with x64 on).
    Returns:
        An initializer, which raises ValueError for shapes of less than two axes.

    Source: A. M. Saxe, J. L. McClelland, S. Ganguli, "Exact solutions to the nonlinear dynamics of learning
    in deep linear neural networks", 2013.

    >>> q = cv.nn.initializers.orthogonal()(cv.random.key(0), (3, 3))
    >>> bool(cnp.allclose(q @ q.T, cnp.eye(3), atol=1e-5))
    True
    """

    def init(key: Any, shape: Sequence[int], dtype: DTypeLike | None = dtype) -> Array:
        target = _inexact(dtype, "orthogonal")
        sizes = as_sizes(shape, "orthogonal")
        if len(sizes) < 2:
            raise error(
                ValueError, f"orthogonal initializer requires at least a 2D shape, got {sizes}; add an axis"
            )
        if 0 in sizes:
            return cnp.zeros(sizes, target)
        columns = sizes[column_axis]
        others = [n for i, n in enumerate(sizes) if i != column_axis % len(sizes)]
        q = random.orthogonal(key, math.prod(others), (), target, columns)
        q = cnp.moveaxis(cnp.reshape(q, (*others, columns)), -1, column_axis)
        return cnp.asarray(scale, target) * q

    return init


def delta_orthogonal(
    scale: float = 1.0, column_axis: int = -1, dtype: DTypeLike | None = None
) -> Initializer:
    """An initializer of convolution kernels: an orthogonal matrix in the middle, zeros around.

    Args:
        scale: factor of the matrix.
        column_axis: the axis of the columns.
        dtype: dtype where the call gives none; ``None`` is float32 (float64 with x64 on).
    Returns:
        An initializer for shapes of 3 to 5 axes, the last two being inputs and outputs.

    Source: L. Xiao et al., "Dynamical isometry and a mean field theory of CNNs", 2018.

    >>> cv.nn.initializers.delta_orthogonal()(cv.random.key(0), (3, 2, 2)).shape
    (3, 2, 2)
    """

    def init(key: Any, shape: Sequence[int], dtype: DTypeLike | None = dtype) -> Array:
        target = _inexact(dtype, "delta_orthogonal")
        sizes = as_sizes(shape, "delta_orthogonal")
        if len(sizes) not in (3, 4, 5):
            raise error(
                ValueError,
                f"delta_orthogonal: initializer requires a 3D, 4D or 5D shape, got {sizes}",
            )
        if sizes[-1] < sizes[-2]:
            raise error(
                ValueError,
                "delta_orthogonal: `fan_in` must be less or equal than `fan_out`, got "
                f"{sizes[-2:]}; exchange them",
            )
        matrix = orthogonal(scale, column_axis, target)(key, sizes[-2:])
        middle = tuple((n - 1) // 2 for n in sizes[:-2])
        return cnp.zeros(sizes, target).at[middle].set(matrix)

    return init
