"""Wrong calls of the resampling of images."""

from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp


@wrong(ValueError, "resize", "2 sizes", r"\(2, 3\)", r"\(4,\)")
def shape_of_an_image():
    cv.image.resize(cnp.ones((2, 3)), (4,), "linear")  # here


@wrong(ValueError, "image", "linear", "'sharp'")
def name_of_a_method():
    cv.image.resize(cnp.ones((2, 3)), (4, 3), "sharp")  # here


@wrong(ValueError, "scale_and_translate", "'nearest'", "resize")
def nearest_pixels_of_a_moved_image():
    one = cnp.ones(1)
    cv.image.scale_and_translate(cnp.ones(3), (4,), (0,), one, one, "nearest")  # here


@wrong(ValueError, "scale_and_translate", "scale", r"\(1,\)", r"\(2,\)")
def scales_of_an_image():
    cv.image.scale_and_translate(cnp.ones(3), (4,), (0,), cnp.ones(2), cnp.ones(1), "linear")  # here


@wrong(ValueError, "map_coordinates", "2 axes", "got 1")
def number_of_coordinates():
    cv.scipy.ndimage.map_coordinates(cnp.ones((2, 2)), [cnp.ones(3)], 1)  # here


@wrong(NotImplementedError, "map_coordinates", "orders 0 and 1", "got 3")
def order_of_interpolation():
    cv.scipy.ndimage.map_coordinates(cnp.ones(2), [cnp.ones(3)], 3)  # here


@wrong(NotImplementedError, "map_coordinates", "nearest", "'edge'")
def mode_of_interpolation():
    cv.scipy.ndimage.map_coordinates(cnp.ones(2), [cnp.ones(3)], 1, "edge")  # here
