"""Densities estimated from samples."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from covector import dtypes, random
from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.errors import error
from covector.scipy import special
from covector.scipy._arguments import inexact
from covector.tree_util import register_pytree_node_class
from covector.typing import Array, ArrayLike


@compiled()
def _log_kernels(dataset: Array, weights: Array, inverse: Array, points: Array) -> Array:
    """Logarithm of the weighted sum of normal densities of precision `inverse` at points."""
    d = dataset.shape[0]
    distance = points[:, None, :] - dataset[:, :, None]
    squares = cnp.einsum("inm,ij,jnm->nm", distance, inverse, distance)
    constant = 0.5 * cnp.linalg.slogdet(inverse)[1] - d / 2 * math.log(2 * math.pi)
    return special.logsumexp(-0.5 * squares, axis=0, b=weights[:, None]) + constant


@compiled()
def _overlap(dataset: Array, weights: Array, covariance: Array, mean: Array) -> Array:
    """The weighted sum of normal densities of one covariance around `mean` at the points of a dataset."""
    return cnp.exp(_log_kernels(dataset, weights, cnp.linalg.inv(covariance), mean[:, None])[0])


@register_pytree_node_class
class gaussian_kde:
    """A density estimated by a sum of normal densities around the elements of a sample.

    Args:
        dataset: sample, shape ``(d, n)``, or ``(n,)`` in one dimension.
        bw_method: how the width is found: ``"scott"`` (the same as ``None``), ``"silverman"``, a factor, or a
            function of this object that gives the factor.
        weights: weights of the elements, shape ``(n,)``.
    Raises:
        ValueError: the sample has one element, or ``bw_method`` is another one.
        NotImplementedError: the sample is complex.

    Source: D. W. Scott, "Multivariate Density Estimation", 1992.

    >>> kde = cv.scipy.stats.gaussian_kde(cnp.array([0.0, 1.0, 2.0]))
    >>> kde(cnp.array([1.0])).shape
    (1,)
    """

    def __init__(
        self,
        dataset: ArrayLike,
        bw_method: str | float | Callable[[gaussian_kde], Any] | None = None,
        weights: ArrayLike | None = None,
    ) -> None:
        data = cnp.atleast_2d(dataset)
        if dtypes.issubdtype(data.dtype, np.complexfloating):
            raise error(NotImplementedError, "gaussian_kde: expected real data, got complex; use its parts")
        if data.size <= 1:
            raise error(
                ValueError,
                f"gaussian_kde: `dataset` input should have multiple elements, got shape {data.shape}",
            )
        (data,) = inexact("gaussian_kde", data)
        d, n = data.shape
        if weights is None:
            self.weights = cnp.full(n, 1.0 / n, data.dtype)
        else:
            data, given = inexact("gaussian_kde", data, cnp.atleast_1d(weights))
            if given.shape != (n,):
                raise error(
                    ValueError,
                    f"gaussian_kde: `weights` input should be one-dimensional and of length n = {n}, "
                    f"got shape {given.shape}",
                )
            self.weights = given / cnp.sum(given)
        self.dataset = data
        self.neff = 1 / cnp.sum(self.weights**2)
        if bw_method is None or (isinstance(bw_method, str) and bw_method == "scott"):
            factor = cnp.power(self.neff, -1.0 / (d + 4))
        elif isinstance(bw_method, str) and bw_method == "silverman":
            factor = cnp.power(self.neff * (d + 2) / 4.0, -1.0 / (d + 4))
        elif callable(bw_method):
            factor = bw_method(self)
        elif cnp.isscalar(bw_method) and not isinstance(bw_method, str):
            factor = bw_method
        else:
            raise error(
                ValueError,
                "gaussian_kde: `bw_method` should be 'scott', 'silverman', a scalar, or a callable, "
                f"got {bw_method!r}",
            )
        covariance = cnp.atleast_2d(cnp.cov(data, rowvar=True, bias=False, aweights=self.weights))
        self.covariance = covariance * factor**2
        self.inv_cov = cnp.linalg.inv(covariance) / factor**2

    def tree_flatten(self) -> tuple[tuple[Array, ...], None]:
        """The arrays of the estimate."""
        return (self.neff, self.dataset, self.weights, self.covariance, self.inv_cov), None

    @classmethod
    def tree_unflatten(cls, auxiliary: None, children: tuple[Array, ...]) -> gaussian_kde:
        """An estimate from its arrays."""
        result = cls.__new__(cls)
        result.neff, result.dataset, result.weights, result.covariance, result.inv_cov = children
        return result

    @property
    def d(self) -> int:
        """Number of dimensions."""
        return self.dataset.shape[0]

    @property
    def n(self) -> int:
        """Number of elements of the sample."""
        return self.dataset.shape[1]

    def _points(self, points: ArrayLike) -> Array:
        array = cnp.atleast_2d(points)
        if dtypes.issubdtype(array.dtype, np.complexfloating):
            raise error(NotImplementedError, "gaussian_kde: expected real points, got complex ones")
        if array.shape[0] != self.d:
            if array.shape == (1, self.d):
                return cnp.reshape(array, (self.d, 1))
            raise error(
                ValueError,
                f"gaussian_kde: points have dimension {array.shape[0]}, dataset has dimension {self.d}",
            )
        return array

    def evaluate(self, points: ArrayLike) -> Array:
        """The density at points of shape ``(d, m)``; shape ``(m,)``."""
        return cnp.exp(self.logpdf(points))

    __call__ = evaluate

    def pdf(self, x: ArrayLike) -> Array:
        """The density at points: see :meth:`evaluate`."""
        return self.evaluate(x)

    def logpdf(self, x: ArrayLike) -> Array:
        """Logarithm of the density at points of shape ``(d, m)``; shape ``(m,)``."""
        data, weights, inverse, points = inexact(
            "gaussian_kde", self.dataset, self.weights, self.inv_cov, self._points(x)
        )
        return _log_kernels(data, weights, inverse, points)

    def integrate_gaussian(self, mean: ArrayLike, cov: ArrayLike) -> Array:
        """Integral of the density times a normal density with a mean and a covariance."""
        center, covariance = cnp.atleast_1d(cnp.squeeze(mean)), cnp.atleast_2d(cov)
        if center.shape != (self.d,) or covariance.shape != (self.d, self.d):
            raise error(
                ValueError,
                f"gaussian_kde.integrate_gaussian: expected a mean and covariance of dimension {self.d}, got "
                f"shapes {center.shape} and {covariance.shape}",
            )
        return _overlap(self.dataset, self.weights, self.covariance + covariance, center)

    def integrate_box_1d(self, low: ArrayLike, high: ArrayLike) -> Array:
        """Integral of a density in one dimension between two numbers."""
        if self.d != 1:
            raise error(ValueError, "gaussian_kde.integrate_box_1d() only handles 1D pdfs")
        if np.ndim(low) != 0 or np.ndim(high) != 0:
            raise error(
                ValueError, "gaussian_kde.integrate_box_1d: the limits of integration must be scalars"
            )
        sigma = cnp.squeeze(cnp.sqrt(self.covariance))
        below, above = ((limit - self.dataset[0]) / sigma for limit in (low, high))
        return cnp.sum(self.weights * (special.ndtr(above) - special.ndtr(below)))

    def integrate_kde(self, other: gaussian_kde) -> Array:
        """Integral of the product with another estimate."""
        if other.d != self.d:
            raise error(
                ValueError,
                f"gaussian_kde.integrate_kde: KDEs are not the same dimensionality, {self.d} and {other.d}",
            )
        inverse = cnp.linalg.inv(self.covariance + other.covariance)
        densities = cnp.exp(_log_kernels(self.dataset, self.weights, inverse, other.dataset))
        return cnp.sum(densities * other.weights)

    def resample(self, key: ArrayLike, shape: tuple[int, ...] = ()) -> Array:
        """Points drawn from the density with a key; shape ``(d, *shape)``."""
        keys = random.split(key)
        chosen = random.choice(keys[0], self.n, shape=shape, p=self.weights)
        zeros = cnp.zeros(self.d, self.covariance.dtype)
        moved = random.multivariate_normal(keys[1], zeros, self.covariance, shape, self.dataset.dtype)
        return self.dataset[:, chosen] + cnp.moveaxis(moved, -1, 0)

    def integrate_box(self, low_bounds: Any, high_bounds: Any, maxpts: Any = None) -> Array:
        """Not there: integrals over boxes of several dimensions."""
        raise error(
            NotImplementedError,
            "gaussian_kde: only 1D box integrations are supported; use `integrate_box_1d`",
        )

    def set_bandwidth(self, bw_method: Any = None) -> None:
        """Not there: an estimate does not change."""
        raise error(
            NotImplementedError,
            "gaussian_kde: dynamically changing the bandwidth method is not supported; make another one",
        )
