"""Wrong calls of sorts, searches, sets and histograms."""

import numpy as np
from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp
from covector import errors, random

x = cnp.arange(4.0)
matrix = cnp.ones((2, 3))


@wrong(ValueError, "sort", "axis 1", "dimension 1", "-1 <= axis < 1")
def axis_of_a_sort():
    cnp.sort(x, axis=1)  # here


@wrong(TypeError, "sort", "kind", "heapsort", "stable")
def kind_of_a_sort():
    cnp.sort(x, kind="heapsort")  # here


@wrong(TypeError, "argsort", "order", "lexsort")
def order_of_a_sort():
    cnp.argsort(x, order="name")  # here


@wrong(TypeError, "argsort", "integer dtype", "float32")
def dtype_of_positions():
    cnp.argsort(x, dtype=cnp.float32)  # here


@wrong(ValueError, "lexsort", "same shape", r"float32\[4\]", r"float32\[2,3\]")
def shapes_of_keys():
    cnp.lexsort((x, matrix))  # here


@wrong(TypeError, "lexsort", "len > 0")
def no_keys():
    cnp.lexsort(())  # here


@wrong(ValueError, "partition", "kth", "7", "-4 <= kth < 4")
def place_of_a_partition():
    cnp.partition(x, 7)  # here


@wrong(TypeError, "lax.sort|sort", "one shape", r"float32\[4\]", r"float32\[2,3\]")
def shapes_of_sorted_operands():
    cv.lax.sort((x, matrix))  # here


@wrong(ValueError, "sort", "num_keys", "1 to 2", "3")
def number_of_keys():
    cv.lax.sort((x, x), num_keys=3)  # here


@wrong(ValueError, "top_k", "0 to 4", "axis 0", "9")
def more_than_there_are():
    cv.lax.top_k(x, 9)  # here


@wrong(ValueError, "top_k", "complex", "part")
def greatest_complex_number():
    cv.lax.top_k(cnp.array([1j]), 1)  # here


@wrong(TypeError, "approx_max_k", "floating-point", "int32")
def approximately_greatest_integers():
    cv.lax.approx_max_k(cnp.arange(3), 1)  # here


@wrong(ValueError, "searchsorted", "1-dimensional", r"float32\[2,3\]")
def rank_of_a_sorted_array():
    cnp.searchsorted(matrix, 1.0)  # here


@wrong(ValueError, "searchsorted", "middle", "left", "right")
def side_of_a_search():
    cnp.searchsorted(x, 1.0, side="middle")  # here


@wrong(ValueError, "digitize", "1-dimensional", r"float32\[2,3\]")
def rank_of_bins():
    cnp.digitize(x, matrix)  # here


@wrong(errors.ConcretizationTypeError, "unique", "size=", r"float32\[4\]")
def unique_in_jit():
    def f(x):
        return cnp.unique(x)  # here

    cv.jit(f)(x)


@wrong(ValueError, "unique", "axis 2", "dimension 1")
def axis_of_unique():
    cnp.unique(x, axis=2)  # here


@wrong(ValueError, "unique", "fill_value")
def unique_of_nothing():
    cnp.unique(cnp.zeros(0), size=2)  # here


@wrong(ValueError, "isin", "method", "fast", "auto")
def method_of_isin():
    cnp.isin(x, x, method="fast")  # here


@wrong(ValueError, "histogram", "weights", "same shape", r"float32\[2,3\]", r"float32\[4\]")
def weights_of_a_histogram():
    cnp.histogram(x, weights=matrix)  # here


@wrong(ValueError, "histogram", "bins", "positive", "0")
def no_bins():
    cnp.histogram(x, bins=0)  # here


@wrong(ValueError, "histogram_bin_edges", "range", "larger")
def range_of_a_histogram():
    cnp.histogram_bin_edges(x, range=(2, 1))  # here


@wrong(ValueError, "histogram", "bins", "many", "sturges")
def rule_for_bins():
    cnp.histogram(x, bins="many")  # here


@wrong(ValueError, "histogramdd", "each dimension", "3", "2")
def bins_of_a_grid():
    cnp.histogramdd(matrix, bins=[1, 2])  # here


@wrong(TypeError, "bincount", "integer", "float32")
def count_of_floats():
    cnp.bincount(x)  # here


@wrong(errors.ConcretizationTypeError, "bincount", "length=", r"int32\[4\]")
def count_in_jit():
    cv.jit(lambda x: cnp.bincount(x))(cnp.arange(4))  # here


@wrong(ValueError, "quantile", "method", "middle", "linear")
def method_of_a_quantile():
    cnp.quantile(x, 0.5, method="middle")  # here


@wrong(ValueError, "median", "complex", "part")
def median_of_complex_numbers():
    cnp.median(cnp.array([1j]))  # here


@wrong(ValueError, "percentile", "rank <= 1", r"float32\[2,3\]")
def rank_of_levels():
    cnp.percentile(x, matrix)  # here


@wrong(IndexError, "delete", "index 7", "axis 0", "size 4")
def position_to_delete():
    cnp.delete(x, 7)  # here


@wrong(ValueError, "delete", "boolean", "4", r"bool\[2\]")
def mask_to_delete():
    cnp.delete(x, np.array([True, False]))  # here


@wrong(IndexError, "insert", "index 9", "axis 0", "size 4")
def position_to_insert():
    cnp.insert(x, 9, 1.0)  # here


@wrong(ValueError, "trim_zeros", "'x'", "'fb'")
def letters_of_trim():
    cnp.trim_zeros(x, "x")  # here


@wrong(ValueError, "choice", "p must", "4", r"float32\[2,3\]")
def probabilities_of_a_choice():
    random.choice(random.key(0), x, (2,), p=matrix)  # here


@wrong(ValueError, "choice", "5", "4", "without replacement")
def choice_of_too_many():
    random.choice(random.key(0), x, (5,), replace=False)  # here
