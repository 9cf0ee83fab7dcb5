"""Wrong calls of indexing, gather, scatter, universal functions, vectorize and polynomials."""

from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp
from covector import errors

NUMBERS = cv.lax.GatherDimensionNumbers((), (0,), (0,))
INTO = cv.lax.ScatterDimensionNumbers((), (0,), (0,))


@wrong(TypeError, "indexing", "integer or boolean", "float32", "astype")
def float_positions():
    cnp.arange(3)[cnp.array([0.0])]  # here


@wrong(IndexError, "indexing", "too many indices", "1-dimensional", "2")
def too_many_positions():
    cnp.arange(3)[0, 1]  # here


@wrong(errors.NonConcreteBooleanIndexError, "boolean", "where", "jit")
def traced_mask():
    def f(x):
        return x[x > 0]  # here

    cv.jit(f)(cnp.ones(3))


@wrong(ValueError, "gather mode", "wrap", "clip", "fill")
def unknown_mode():
    cnp.arange(3).at[0].set(1, mode="wrap")  # here


@wrong(ValueError, "at", "broadcast", r"\(2,\)", r"\(3,\)")
def values_that_do_not_fit():
    cnp.arange(3).at[:2].set(cnp.ones(3, int))  # here


@wrong(NotImplementedError, "apply", "traced", "unique_indices")
def repeated_application_at_traced_positions():
    def f(i):
        return cnp.ones(3).at[i].apply(cnp.exp)  # here

    cv.jit(f)(cnp.array([0, 1]))


@wrong(ValueError, "gather", "integer", "float32")
def float_windows():
    cv.lax.gather(cnp.ones(3), cnp.array([[0.0]]), NUMBERS, (1,))  # here


@wrong(TypeError, "gather", "windows", "larger", "2")
def large_windows():
    numbers = cv.lax.GatherDimensionNumbers((1,), (), (0,))
    cv.lax.gather(cnp.ones(1), cnp.array([[0]]), numbers, (2,))  # here


@wrong(TypeError, "scatter_add", "float32", "int32", "astype")
def updates_of_another_dtype():
    cv.lax.scatter_add(cnp.ones(3), cnp.array([[0]]), cnp.array([1]), INTO)  # here


@wrong(TypeError, "scatter", "updates", "indices")
def updates_of_another_shape():
    cv.lax.scatter(cnp.ones(3), cnp.array([[0]]), cnp.ones(2), INTO)  # here


@wrong(NotImplementedError, "scatter_mul", "updates", "unique_indices")
def product_by_updates_that_may_meet():
    def f(u):
        return cv.lax.scatter_mul(cnp.ones(3), cnp.array([[0], [1]]), u, INTO).sum()

    cv.grad(f)(cnp.ones(2))  # here


@wrong(ValueError, "put_along_axis", "immutable", "inplace=False")
def changing_in_place():
    cnp.put_along_axis(cnp.ones(3), cnp.array([0]), 1.0, 0)  # here


@wrong(NotImplementedError, "add.at", "immutable", "inplace=False")
def adding_in_place():
    cnp.add.at(cnp.ones(3), cnp.array([0]), 1.0)  # here


@wrong(TypeError, "add", "expected 2", "got 1")
def one_operand_of_two():
    cnp.add(cnp.ones(3))  # here


@wrong(NotImplementedError, "multiply", "out", "immutable")
def out_of_a_universal_function():
    cnp.multiply(cnp.ones(3), 2.0, out=cnp.ones(3))  # here


@wrong(ValueError, "negative.reduce", "binary", "nin=1")
def reduction_of_a_unary_function():
    cnp.negative.reduce(cnp.ones(3))  # here


@wrong(ValueError, "maximum.reduce", "identity", "initial")
def masked_maximum_without_initial():
    cnp.maximum.reduce(cnp.ones(3), where=cnp.ones(3, bool))  # here


@wrong(ValueError, "vectorize", "signature", "n,m")
def malformed_signature():
    cnp.vectorize(cnp.dot, signature="n,m->")  # here


@wrong(ValueError, "vectorize", "core dimension", "n", "3", "4")
def core_sizes_that_differ():
    cnp.vectorize(cnp.dot, signature="(n),(n)->()")(cnp.ones(3), cnp.ones(4))  # here


@wrong(errors.ConcretizationTypeError, "segment_sum", "num_segments", "traced")
def segments_without_a_number():
    def f(i):
        return cv.ops.segment_sum(cnp.ones(3), i)  # here

    cv.jit(f)(cnp.array([0, 1, 1]))


@wrong(ValueError, "segment_max", r"\(3,\)", r"\(2,\)")
def segments_of_another_length():
    cv.ops.segment_max(cnp.ones(2), cnp.array([0, 1, 1]))  # here


@wrong(ValueError, "polyder", ">= 0", "-1", "polyint")
def negative_derivative():
    cnp.polyder(cnp.ones(3), -1)  # here


@wrong(ValueError, "interp", "equal size", r"\(2,\)", r"\(3,\)")
def samples_of_two_lengths():
    cnp.interp(0.5, cnp.ones(2), cnp.ones(3))  # here


@wrong(TypeError, "unpackbits", "unsigned byte", "int32")
def bits_of_wide_integers():
    cnp.unpackbits(cnp.array([5]))  # here


@wrong(ValueError, "split", "add up", "5", r"\(2, 2\)")
def parts_that_do_not_add_up():
    cv.lax.split(cnp.arange(5), (2, 2))  # here
