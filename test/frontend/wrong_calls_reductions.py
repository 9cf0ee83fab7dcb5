"""Wrong calls of reductions, scans and windows."""

import numpy as np
from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp
from covector import lax


@wrong(ValueError, "cumsum", "axis 3", "dimension 2|out of bounds", "axis <")
def axis_of_a_cumulative_sum():
    cnp.cumsum(cnp.ones((2, 3)), axis=3)  # here


@wrong(TypeError, "cumsum", "list", "asarray")
def list_in_a_cumulative_sum():
    cnp.cumsum([1, 2])  # here


@wrong(NotImplementedError, "cumprod", "out=None", "immutable")
def place_for_a_cumulative_product():
    cnp.cumprod(cnp.ones(3), out=cnp.ones(3))  # here


@wrong(ValueError, "cumulative_sum", r"\(2, 3\)", "axis=")
def no_axis_of_a_cumulative_sum():
    cnp.cumulative_sum(cnp.ones((2, 3)))  # here


@wrong(ValueError, "cumulative_prod", "rank", "atleast_1d")
def scalar_in_a_cumulative_product():
    cnp.cumulative_prod(3.0)  # here


@wrong(TypeError, "cumsum", "i1|bool", "integer|number")
def booleans_in_a_scan():
    lax.cumsum(cnp.array([True, False]), 0)  # here


@wrong(TypeError, "cumlogsumexp", r"int32\[3\]", "floating-point")
def integers_in_a_scan_of_exponentials():
    lax.cumlogsumexp(cnp.arange(3), 0)  # here


@wrong(ValueError, "sum", "where", "int32", "boolean")
def numbers_for_a_mask():
    cnp.sum(cnp.ones(3), where=cnp.array([1, 0, 1]))  # here


@wrong(NotImplementedError, "max", "out=None", "immutable")
def place_for_a_maximum():
    cnp.max(cnp.ones(3), out=cnp.ones(()))  # here


@wrong(ValueError, "max", "where", "initial")
def mask_of_a_maximum():
    cnp.max(cnp.ones(3), where=cnp.array([True, False, True]))  # here


@wrong(ValueError, "nanmin", r"\(0, 3\)", "initial")
def minimum_of_nothing():
    cnp.nanmin(cnp.zeros((0, 3)))  # here


@wrong(ValueError, "argmin", "empty", r"\(0,\)")
def position_in_nothing():
    cnp.argmin(cnp.zeros((0,)))  # here


@wrong(TypeError, "argmax", "complex64|complex", "boolean, integer or floating")
def position_of_the_greatest_complex_number():
    cnp.argmax(cnp.array([1j]))  # here


@wrong(ValueError, "std", "ddof", "correction", "both")
def corrections_of_a_deviation():
    cnp.std(cnp.ones(3), ddof=1, correction=1)  # here


@wrong(ValueError, "average", r"\(2, 3\)", r"\(2,\)")
def weights_of_an_average():
    cnp.average(cnp.ones((2, 3)), weights=cnp.ones(2))  # here


@wrong(ValueError, "cov", "rank 2", r"\(2, 2, 2\)")
def rank_of_samples():
    cnp.cov(cnp.ones((2, 2, 2)))  # here


@wrong(RuntimeError, "cov", "fweights", r"\(3,\)", r"\(2,\)")
def weights_of_samples():
    cnp.cov(cnp.ones((2, 3)), fweights=cnp.array([1, 2]))  # here


@wrong(TypeError, "cov", "fweights", "integers", "float32")
def fractions_of_samples():
    cnp.cov(cnp.ones((2, 3)), fweights=cnp.ones(3))  # here


@wrong(ValueError, "gradient", "2 elements", r"\(1,\)")
def slope_of_a_point():
    cnp.gradient(cnp.ones(1))  # here


@wrong(TypeError, "gradient", "distance", "2 axes", "3")
def distances_of_points():
    cnp.gradient(cnp.ones((2, 3)), 1.0, 2.0, 3.0)  # here


@wrong(ValueError, "diff", "-1", "n >= 0")
def negative_number_of_differences():
    cnp.diff(cnp.ones(3), n=-1)  # here


@wrong(TypeError, "reduce", "function", "computation")
def no_function_to_reduce_by():
    lax.reduce(cnp.ones(3), 0.0, "add", (0,))  # here


@wrong(ValueError, "reduce", "structure", "init_values")
def initial_values_of_another_structure():
    lax.reduce((cnp.ones(3), cnp.ones(3)), 0.0, lambda x, y: x, (0,))  # here


@wrong(ValueError, "reduce", "scalars", r"float32\[2\]")
def initial_values_with_axes():
    lax.reduce(cnp.ones(3), cnp.zeros(2), lax.add, (0,))  # here


@wrong(TypeError, "reduce", "int32", "float32", "convert")
def initial_value_of_another_dtype():
    lax.reduce(cnp.ones(3), np.int32(0), lax.add, (0,))  # here


@wrong(TypeError, "reduce", "computation", "structure|give", "tuple|PyTreeDef")
def computation_with_another_result():
    lax.reduce(cnp.ones(3), 0.0, lambda x, y: (x, y), (0,))  # here


@wrong(ValueError, "reduce", "axis 1", "dimension 1|out of bounds")
def axis_of_a_general_reduction():
    lax.reduce(cnp.ones(3), 0.0, lambda x, y: x + y, (1,))  # here


@wrong(TypeError, "reduce_window", "window_dimensions", "1 axes", r"\(2, 2\)")
def window_of_another_rank():
    lax.reduce_window(cnp.ones(3), 0.0, lax.add, (2, 2))  # here


@wrong(TypeError, "reduce_window", "window_strides", "positive", r"\(0,\)")
def window_that_stays():
    lax.reduce_window(cnp.ones(3), 0.0, lax.add, (2,), (0,))  # here


@wrong(ValueError, "reduce_window", "around", "string|pairs")
def unknown_padding():
    lax.reduce_window(cnp.ones(3), 0.0, lax.add, (2,), (1,), [("around",)])  # here


@wrong(ValueError, "associative_scan", "axis 0", r"\(2,\)", r"\(3,\)")
def scan_of_different_sizes():
    lax.associative_scan(lambda a, b: a, (cnp.ones(2), cnp.ones(3)))  # here


@wrong(TypeError, "associative_scan", "function", "fn")
def scan_by_nothing():
    lax.associative_scan(None, cnp.ones(3))  # here


@wrong(TypeError, "reduce_and", "float32|f32", "integer or boolean")
def bits_of_floats():
    cv.jit(lambda x: lax.reduce_and(x, (0,)))(cnp.ones(3))  # here
