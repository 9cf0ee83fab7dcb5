"""Wrong calls of arrays, transformations, trees and switches."""

import numpy as np
from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp
from covector import errors, random


def square(x):
    return x * x


# ---- shapes, dtypes, axes


@wrong(TypeError, "add", "(3,)", "(4,)", "broadcast", "reshape")
def shapes_of_a_sum():
    cnp.ones(3) + cnp.ones(4)  # here


@wrong(TypeError, "multiply|mul", "(2, 3)", "(3, 2)", "broadcast")
def shapes_of_a_product_in_jit():
    def f(x):
        return x * x.T  # here

    cv.jit(f)(cnp.ones((2, 3)))


@wrong(TypeError, "matmul", r"\(2, 3\)|\[2,3\]", r"\(2, 4\)|\[2,4\]")
def shapes_of_a_matrix_product():
    cnp.ones((2, 3)) @ cnp.ones((2, 4))  # here


@wrong(TypeError, "dot", r"\(3,\)|\[3\]", r"\(4,\)|\[4\]")
def shapes_of_a_dot_product():
    cnp.dot(cnp.ones(3), cnp.ones(4))  # here


@wrong(TypeError, "reshape", r"\(2, 3\)|\[2,3\]|\(6,\)|6", r"\(4, 2\)|\[4,2\]|8")
def size_of_a_reshape():
    cnp.reshape(cnp.ones((2, 3)), (4, 2))  # here


@wrong(ValueError, "broadcast_to", "(3,)", "(4,)", "repeated|size 1")
def shape_of_a_broadcast():
    cnp.broadcast_to(cnp.ones(3), (4,))  # here


@wrong(TypeError, "concatenate", r"\(2, 3\)|\[2,3\]", r"\(3, 2\)|\[3,2\]")
def shapes_of_a_concatenation():
    cnp.concatenate([cnp.ones((2, 3)), cnp.ones((3, 2))])  # here


@wrong(ValueError, "stack", r"\(2,\)|\[2\]|shape")
def shapes_of_a_stack():
    cnp.stack([cnp.ones(2), cnp.ones(3)])  # here


@wrong(ValueError, "sum", "axis 5", "dimension 1|out of bounds", "expected|axis <")
def axis_of_a_sum():
    cnp.sum(cnp.ones(3), axis=5)  # here


@wrong(ValueError, "sum", "duplicate")
def axis_given_twice():
    cnp.sum(cnp.ones((3, 3)), axis=(0, 0))  # here


@wrong(ValueError, "transpose", r"\(0, 0\)|permutation|axes")
def axes_of_a_transpose():
    cnp.transpose(cnp.ones((2, 3)), (0, 0))  # here


@wrong(ValueError, "squeeze", r"2|size|shape")
def squeeze_of_a_long_axis():
    cnp.squeeze(cnp.ones((2, 1)), axis=0)  # here


@wrong(ValueError, "max", "zero-size|empty|no identity")
def maximum_of_nothing():
    cnp.max(cnp.zeros((0,)))  # here


@wrong(ValueError, "argmax", "empty|zero-size")
def position_of_the_maximum_of_nothing():
    cnp.argmax(cnp.zeros((0,)))  # here


@wrong(TypeError, "bitwise_and|and", "float32", "integer|boolean", "astype")
def bits_of_floats():
    cnp.bitwise_and(cnp.ones(3), cnp.ones(3))  # here


@wrong(TypeError, "lt", "complex64", "real", "compare|covector.numpy")
def order_of_complex_numbers():
    cv.lax.lt(cnp.ones(1, cnp.complex64), cnp.ones(1, cnp.complex64))  # here


@wrong(ValueError, "power", "negative", "int32", "astype")
def integers_to_negative_powers():
    cnp.arange(3) ** -1  # here


@wrong(TypeError, "zeros", "'?foo'?", "dtype")
def unknown_dtype():
    cnp.zeros(3, "foo")  # here


@wrong(TypeError, "array", "list|lengths|shape", "expected")
def ragged_list():
    cnp.array([[1, 2], [3]])  # here


@wrong(TypeError, "add", "list", "position 0", "asarray|array")
def list_for_an_array():
    cnp.add([1, 2], 3)  # here


@wrong(TypeError, "sum", "str|'abc'", "expected|requires")
def string_for_an_array():
    cnp.sum("abc")  # here


@wrong(ValueError, "zeros", "-1", "negative")
def negative_size():
    cnp.zeros((2, -1))  # here


@wrong(ValueError, "einsum", "ij")
def malformed_einsum():
    cnp.einsum("ij,jk->il", cnp.ones((2, 3)), cnp.ones((3, 4)))  # here


# ---- indices and updates


@wrong(TypeError, r"x\[index\] = |assign", "immutable", r"\.at\[")
def assignment_of_an_element():
    x = cnp.ones(3)
    x[0] = 1  # here


@wrong(TypeError, "immutable", r"\.at\[")
def assignment_in_place_within_jit():
    def f(x):
        x[0] = 1  # here
        return x

    cv.jit(f)(cnp.ones(3))


@wrong(IndexError, "index", "too many", "1-dimensional", "2")
def too_many_indices():
    cnp.ones(3)[0, 0]  # here


@wrong(TypeError, "index", "float32", "integer", "astype")
def float_index():
    cnp.ones(3)[cnp.ones(2)]  # here


@wrong(TypeError, "index", "'a'|str")
def string_index():
    cnp.ones(3)["a"]  # here


@wrong(IndexError, "boolean|mask", r"\(2,\)|2", r"\[3\]|\(3,\)|3")
def mask_of_another_shape():
    cnp.ones(3)[np.array([True, False])]  # here


@wrong(errors.NonConcreteBooleanIndexError, "boolean", "concrete", "where", "jit")
def traced_mask():
    def f(x):
        return x[x > 0]  # here

    cv.jit(f)(cnp.ones(3))


@wrong(ValueError, "set|at|scatter", "(2,)", "broadcast|shape")
def shape_of_an_update():
    cnp.ones(3).at[:].set(cnp.ones(2))  # here


@wrong(TypeError, "iteration|iterate|len", "0-d|rank 0|unsized")
def iteration_over_a_number():
    for _ in cnp.asarray(1.0):  # here
        pass


# ---- values that are not known


@wrong(errors.TracerBoolConversionError, "bool|condition", r"float32\[\]|bool\[\]", "jit", "where|static_arg")
def condition_in_jit():
    def f(x):
        if x > 0:  # here
            return x
        return -x

    cv.jit(f)(1.0)


@wrong(errors.ConcretizationTypeError, "float", r"float32\[\]", "jit")
def float_in_jit():
    def f(x):
        return float(x)  # here

    cv.jit(f)(1.0)


@wrong(errors.TracerIntegerConversionError, "index|integer", r"int32\[\]", "static_arg")
def range_in_jit():
    def f(n):
        return sum(range(n))  # here

    cv.jit(f)(3)


@wrong(errors.TracerArrayConversionError, "__array__|NumPy", r"float32\[3\]", "covector.numpy")
def numpy_in_jit():
    def f(x):
        return np.sin(x)  # here

    cv.jit(f)(cnp.ones(3))


@wrong(errors.TracerBoolConversionError, "bool|condition", r"bool\[\]|float32\[\]", "vmap|where")
def condition_on_a_mapped_value():
    def f(x):
        return x if x > 0 else -x  # here

    cv.vmap(f)(cnp.ones(3))


@wrong(TypeError, "shape|zeros", "concrete", "static_argnums")
def traced_shape():
    def f(n):
        return cnp.zeros(n)  # here

    cv.jit(f)(3)


@wrong(errors.UnexpectedTracerError, "leak|after|ended|escaped", r"float32\[\]", "return")
def leaked_tracer():
    kept = []

    def f(x):
        kept.append(x)
        return x

    cv.jit(f)(1.0)
    kept[0] + 1  # here


@wrong(errors.UnexpectedTracerError, "leak|after|ended|escaped", r"float32\[\]", "return")
def tracer_leaked_from_grad():
    kept = []

    def f(x):
        kept.append(x * 2)
        return x

    cv.grad(f)(1.0)
    cnp.sin(kept[0])  # here


@wrong((TypeError, ValueError), "ambiguous|bool", r"float32\[2\]|more than one|2", r"\.any|\.all|any\(|all\(")
def condition_on_several_numbers():
    if cnp.ones(2):  # here
        pass


@wrong(TypeError, "float|scalar|convert", r"float32\[2\]|\(2,\)|size 2|2")
def float_of_several_numbers():
    float(cnp.ones(2))  # here


# ---- derivatives


@wrong(TypeError, "grad", "int32", "real- or complex-valued", "allow_int|float|cast")
def gradient_by_an_integer():
    cv.grad(square)(1)  # here


@wrong(TypeError, "grad", "int32", "real-valued|float")
def gradient_of_an_integer():
    cv.grad(lambda x: cnp.asarray(1))(1.0)  # here


@wrong(TypeError, "grad|Grad", r"\(3,\)|\[3\]", "scalar")
def gradient_of_an_array():
    cv.grad(square)(cnp.ones(3))  # here


@wrong(TypeError, "grad|Grad", "tuple|pytree|structure|\\(", "scalar")
def gradient_of_a_tuple():
    cv.grad(lambda x: (x, x))(1.0)  # here


@wrong(TypeError, "grad", "str|'no'", "array|scalar")
def gradient_of_a_string():
    cv.grad(lambda x: "no")(1.0)  # here


@wrong(TypeError, "grad", "complex64", "real", "holomorphic")
def gradient_by_a_complex_number():
    cv.grad(square)(1j)  # here


@wrong(TypeError, "grad", "argnums", "3", "1 (positional )?argument|one argument|got 1")
def argnums_out_of_range():
    cv.grad(square, argnums=3)(1.0)  # here


@wrong(TypeError, "grad", "argnums", "'x'|str", "int")
def argnums_of_another_type():
    cv.grad(square, argnums="x")(1.0)  # here


@wrong(TypeError, "grad", "has_aux|aux", "pair|tuple|two")
def missing_auxiliary_result():
    cv.grad(square, has_aux=True)(1.0)  # here


@wrong(ValueError, "jvp", "tangent", r"float32\[3\]|\(3,\)", r"float32\[4\]|\(4,\)", "shape|dtype")
def shape_of_a_tangent():
    cv.jvp(square, (cnp.ones(3),), (cnp.ones(4),))  # here


@wrong(TypeError, "jvp", "tangent", "int32", "float32|float0")
def dtype_of_a_tangent():
    cv.jvp(square, (1.0,), (1,))  # here


@wrong(TypeError, "jvp", "primal|tangent", "structure|length|number|2", "1|one")
def number_of_tangents():
    cv.jvp(square, (1.0,), (1.0, 2.0))  # here


@wrong(TypeError, "jvp", "tuple|list", "float")
def primals_without_a_tuple():
    cv.jvp(square, 1.0, 1.0)  # here


@wrong((TypeError, ValueError), "vjp", "cotangent", r"\(3,\)|\[3\]", r"\(4,\)|\[4\]")
def shape_of_a_cotangent():
    _, pull = cv.vjp(square, cnp.ones(3))
    pull(cnp.ones(4))  # here


@wrong((TypeError, ValueError), "vjp", "cotangent", "structure|tree")
def structure_of_a_cotangent():
    _, pull = cv.vjp(lambda x: (x, x), 1.0)
    pull(1.0)  # here


@wrong(TypeError, "jacrev", "int32", "real|float")
def jacobian_by_an_integer():
    cv.jacrev(square)(cnp.arange(3))  # here


@wrong(TypeError, "grad", "callable|function", "int|3")
def gradient_of_a_number():
    cv.grad(3)  # here


# ---- vmap


@wrong(ValueError, "vmap", "3", "4", "size|axes")
def sizes_of_mapped_axes():
    cv.vmap(cnp.add)(cnp.ones(3), cnp.ones(4))  # here


@wrong(ValueError, "vmap", "in_axes|axis", "rank|dimension|ndim|0")
def mapped_number():
    cv.vmap(square)(1.0)  # here


@wrong(ValueError, "vmap", "in_axes", "2", "1")
def number_of_in_axes():
    cv.vmap(cnp.add, in_axes=(0,))(cnp.ones(3), cnp.ones(3))  # here


@wrong(ValueError, "vmap", "at least one|None", "in_axes")
def nothing_mapped():
    cv.vmap(square, in_axes=None)(cnp.ones(3))  # here


@wrong(ValueError, "vmap", "out_axes", "None")
def out_axis_of_a_mapped_result():
    cv.vmap(square, out_axes=None)(cnp.ones(3))  # here


@wrong(TypeError, "vmap", "in_axes", "'a'|str", "int")
def in_axes_of_another_type():
    cv.vmap(square, in_axes="a")(cnp.ones(3))  # here


# ---- jit


@wrong(ValueError, "jit|static", "hash", "list|\\[")
def static_argument_without_hash():
    cv.jit(lambda x, n: x, static_argnums=1)(1.0, [1])  # here


@wrong(TypeError, "jit|argument", "str|'abc'", "static_arg")
def string_argument():
    cv.jit(lambda x, name: x)(1.0, "abc")  # here


@wrong(TypeError, "jit", "str|'abc'", "array|return")
def string_result():
    cv.jit(lambda x: "abc")(1.0)  # here


@wrong(TypeError, "jit", "callable|function", "int|3")
def jit_of_a_number():
    cv.jit(3)  # here


@wrong(ValueError, "jit", "static_argnums", "5")
def static_argnums_out_of_range():
    cv.jit(square, static_argnums=5)  # here


@wrong(ValueError, "jit", "static_argnames", "name")
def static_argnames_that_do_not_exist():
    cv.jit(square, static_argnames="name")  # here


@wrong(RuntimeError, "deleted|donated", r"float32\[3\]")
def donated_array():
    x = cnp.ones(3)
    cv.jit(square, donate_argnums=0)(x)
    x + 1  # here


# ---- trees, random numbers, switches


@wrong(ValueError, "tree.map|tree", "structure|list|arity|tuple")
def trees_of_different_structure():
    cv.tree.map(lambda x, y: x, [1, 2], (1, 2))  # here


@wrong((TypeError, ValueError), "normal|key", "float32|3.0", "PRNGKey|key")
def number_for_a_key():
    random.normal(3.0, (2,))  # here


@wrong((TypeError, ValueError), "normal", "int32", "float")
def normal_integers():
    random.normal(random.key(0), (2,), cnp.int32)  # here


@wrong(AttributeError, "config", "no_such", "enable_x64")
def unknown_switch():
    cv.config.update("no_such", True)  # here
