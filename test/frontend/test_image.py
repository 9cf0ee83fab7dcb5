"""Resampling of images, and values between elements."""

from __future__ import annotations

import numpy as np
import pytest

import covector as cv

METHODS = ["nearest", "linear", "lanczos3", "lanczos5", "cubic", "cubic-pytorch", "area"]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("antialias", [True, False])
def test_constant_images_stay_constant(method, antialias):
    image = np.full((2, 7, 5), 3.0, "float32")
    for shape in ((2, 14, 5), (2, 3, 11), (2, 1, 1), (2, 7, 5)):
        result = cv.image.resize(image, shape, method, antialias)
        assert result.shape == shape
        np.testing.assert_allclose(np.asarray(result), 3.0, 1e-5)


@pytest.mark.parametrize("method", ["linear", "cubic", "lanczos3", "lanczos5"])
def test_lines_stay_lines_away_from_the_edges(method):
    line = np.arange(20.0, dtype="float32")
    result = np.asarray(cv.image.resize(line, (40,), method))
    middles = (np.arange(40) + 0.5) / 2 - 0.5
    tolerance = 0.02 if method.startswith("lanczos") else 1e-5
    np.testing.assert_allclose(result[12:-12], middles[12:-12], 0, tolerance)


def test_means_of_areas():
    image = np.arange(24.0, dtype="float32").reshape(4, 6)
    want = image.reshape(2, 2, 3, 2).mean((1, 3))
    np.testing.assert_allclose(np.asarray(cv.image.resize(image, (2, 3), "area")), want, 1e-6)


def test_nearest_pixels_keep_their_dtype():
    image = np.arange(6, dtype="uint8").reshape(2, 3)
    result = cv.image.resize(image, (4, 3), "nearest")
    assert result.dtype == image.dtype
    np.testing.assert_array_equal(np.asarray(result), np.repeat(image, 2, 0))


def test_moved_by_whole_pixels():
    image = np.arange(1.0, 6.0, dtype="float32")
    f = lambda shift: cv.image.scale_and_translate(image, (5,), (0,), np.ones(1, "float32"), shift, "linear")
    np.testing.assert_allclose(np.asarray(f(np.array([2.0], "float32"))), [0, 0, 1, 2, 3], 1e-6)
    np.testing.assert_allclose(np.asarray(cv.jit(f)(np.array([-1.0], "float32"))), [2, 3, 4, 5, 0], 1e-6)


SCIPY_MODES = {"constant": "grid-constant", "wrap": "grid-wrap"}


@pytest.mark.parametrize("mode", ["constant", "nearest", "wrap", "mirror", "reflect"])
@pytest.mark.parametrize("order", [0, 1])
def test_map_coordinates_as_scipy(mode, order):
    reason = "SciPy is not installed: there is nothing to compare with"
    ndimage = pytest.importorskip("scipy.ndimage", reason=reason)
    rng = np.random.default_rng(0)
    x = rng.normal(size=(5, 6)).astype("float32")
    at = rng.uniform(-9, 14, (2, 3, 50)).astype("float32")
    got = cv.scipy.ndimage.map_coordinates(x, list(at), order, mode, 2.0)
    want = ndimage.map_coordinates(x, at, order=order, mode=SCIPY_MODES.get(mode, mode), cval=2.0)
    np.testing.assert_allclose(np.asarray(got), want, 1e-4, 1e-4)


def test_map_coordinates_of_integers_rounds():
    x = np.array([0, 3, 10])
    got = cv.scipy.ndimage.map_coordinates(x, [np.array([0.5, 1.5, 1.25], "float32")], 1)
    np.testing.assert_array_equal(np.asarray(got), [2, 7, 5])
