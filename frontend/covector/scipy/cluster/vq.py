"""Vector quantization: ``covector.scipy.cluster.vq``."""

from __future__ import annotations

from covector import numpy as cnp
from covector.core.compiled import compiled
from covector.errors import error
from covector.scipy._arguments import inexact
from covector.typing import Array, ArrayLike

__all__ = ["vq"]


@compiled()
def _nearest(observations: Array, codes: Array) -> tuple[Array, Array]:
    difference = observations[:, None] - codes[None]
    distances = cnp.sqrt(cnp.sum(difference * difference, axis=-1))
    return cnp.argmin(distances, axis=-1), cnp.min(distances, axis=-1)


def vq(obs: ArrayLike, code_book: ArrayLike, check_finite: bool = True) -> tuple[Array, Array]:
    """The nearest code of every observation, and its distance.

    Args:
        obs: observations, shape ``(m, n)``, or ``(m,)`` in one dimension.
        code_book: codes, shape ``(k, n)``, or ``(k,)``.
        check_finite: accepted for the sake of SciPy's programs; nothing is checked.
    Returns:
        Integers and floats of shape ``(m,)``.
    Raises:
        ValueError: the numbers of dimensions or of coordinates differ, or there are more than two axes.

    >>> codes, distances = cv.scipy.cluster.vq.vq(cnp.array([[0.9], [2.2]]), cnp.array([[1.0], [2.0]]))
    >>> codes.tolist()
    [0, 1]
    """
    del check_finite
    observations, codes = inexact("vq", obs, code_book)
    if observations.ndim != codes.ndim:
        raise error(
            ValueError,
            "vq: Observation and code_book should have the same rank, got "
            f"shapes {observations.shape} and {codes.shape}",
        )
    if observations.ndim == 1:
        observations, codes = observations[:, None], codes[:, None]
    if observations.ndim != 2 or observations.shape[1] != codes.shape[1]:
        raise error(
            ValueError,
            "vq: expected observations of shape (m, n) and codes of shape (k, n), got "
            f"shapes {observations.shape} and {codes.shape}",
        )
    return _nearest(observations, codes)
