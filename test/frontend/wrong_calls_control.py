"""Wrong calls of branches and loops."""

import numpy as np
from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp
from covector import errors


@wrong(TypeError, "scan", "int32", "float32", r"init\['total'\]", "astype")
def carry_of_another_dtype():
    cv.lax.scan(lambda c, x: ({"total": c["total"] + x}, None), {"total": np.int32(0)}, cnp.ones(3))  # here


@wrong(TypeError, "scan", r"float32\[\]", r"float32\[2\]", "init", "shapes")
def carry_of_another_shape():
    cv.lax.scan(lambda c, x: (c + x, None), cnp.zeros(()), cnp.ones((3, 2)))  # here


@wrong(TypeError, "scan", "structure", r"PyTreeDef\(\*\)", r"\(\*, \*\)", "containers")
def carry_of_another_structure():
    cv.lax.scan(lambda c, x: ((c, c), None), 0.0, cnp.ones(3))  # here


@wrong(TypeError, "scan", "pair", "float32", r"\(carry, None\)")
def body_without_a_pair():
    cv.lax.scan(lambda c, x: c, 0.0, cnp.ones(3))  # here


@wrong(ValueError, "scan", "length", "neither")
def nothing_to_loop_over():
    cv.lax.scan(lambda c, x: (c, c), 0.0)  # here


@wrong(ValueError, "scan", "length", "3", "4", "leave it out")
def length_of_another_size():
    cv.lax.scan(lambda c, x: (c, c), 0.0, cnp.ones(3), length=4)  # here


@wrong(ValueError, "scan", "one size", r"\[3, 4\]", r"\(3,\)", r"\(4, 2\)")
def arrays_of_several_sizes():
    cv.lax.scan(lambda c, x: (c, c), 0.0, (cnp.ones(3), cnp.ones((4, 2))))  # here


@wrong(ValueError, "scan", "leading axis", r"xs\[1\]", r"float32\[\]", "close over")
def number_to_loop_over():
    cv.lax.scan(lambda c, x: (c, c), 0.0, (cnp.ones(3), 2.0))  # here


@wrong(errors.ConcretizationTypeError, "scan", "length", "tracer", "int32", "fori_loop")
def length_that_is_traced():
    cv.jit(lambda n: cv.lax.scan(lambda c, x: (c, c), 0.0, None, n))(3)  # here


@wrong(ValueError, "scan", "unroll", "-1")
def negative_unroll():
    cv.lax.scan(lambda c, x: (c, c), 0.0, cnp.ones(3), unroll=-1)  # here


@wrong(TypeError, "scan", "function", "f", "3 of type int")
def body_that_cannot_be_called():
    cv.lax.scan(3, 0.0, cnp.ones(3))  # here


@wrong(TypeError, "scan", "init", "'a' of type str", "close over")
def carry_of_text():
    cv.lax.scan(lambda c, x: (c, c), "a", cnp.ones(3))  # here


@wrong(TypeError, "scan", "step", "returns", "'a' of type str")
def body_that_returns_text():
    def step(c, x):
        return c, "a"

    cv.lax.scan(step, 0.0, cnp.ones(3))  # here


@wrong(errors.TracerBoolConversionError, "bool", "tracer", "lax.cond")
def condition_in_a_body():
    def step(c, x):
        return (c + x if x > 0 else c), None  # here

    cv.lax.scan(step, 0.0, cnp.ones(3))


@wrong(TypeError, "map", "function", "f")
def map_of_no_function():
    cv.lax.map(cnp.ones(3), cnp.ones(3))  # here


@wrong(ValueError, "map", "batch_size", "-2")
def negative_batch_size():
    cv.lax.map(lambda x: x, cnp.ones(3), batch_size=-2)  # here


@wrong(TypeError, "fori_loop", r"init_val\[0\]", "int32", "float32")
def value_of_another_dtype():
    cv.lax.fori_loop(0, 3, lambda i, x: (x[0] + 1.5,), (np.int32(1),))  # here


@wrong(TypeError, "fori_loop", "one dtype", "int32", "float32", "astype")
def bounds_of_two_dtypes():
    cv.lax.fori_loop(0, 3.0, lambda i, x: x, 0.0)  # here


@wrong(TypeError, "fori_loop", "rank 0", "upper", r"int32\[2\]")
def bounds_of_a_loop_that_are_arrays():
    cv.lax.fori_loop(0, cnp.zeros(2, int), lambda i, x: x, 0.0)  # here


@wrong(ValueError, "fori_loop", "unroll=2", "known", "leave it out")
def unroll_of_a_loop_of_unknown_length():
    cv.jit(lambda n: cv.lax.fori_loop(0, n, lambda i, x: x + i, 0, unroll=2))(3)  # here


@wrong(TypeError, "while_loop", "cond_fun", "boolean", r"int32\[\]")
def condition_that_is_a_number():
    cv.lax.while_loop(lambda x: x - 3, lambda x: x + 1, 0)  # here


@wrong(TypeError, "while_loop", "cond_fun", r"bool\[2\]")
def condition_that_is_an_array():
    cv.lax.while_loop(lambda x: x < 3, lambda x: x + 1, cnp.zeros(2))  # here


@wrong(TypeError, "while_loop", "structure", "containers")
def body_of_another_structure():
    cv.lax.while_loop(lambda x: x < 3, lambda x: (x, x), 0)  # here


@wrong(TypeError, "cond", "pred", "rank 0", r"float32\[1\]", "where")
def condition_of_rank_1():
    cv.lax.cond(cnp.ones(1), lambda: 1, lambda: 2)  # here


@wrong(TypeError, "cond", "true_fun", "false_fun", r"float32\[2\]", r"float32\[3\]", r"result\['b'\]")
def branches_of_two_shapes():
    cv.lax.cond(True, lambda: {"b": cnp.ones(2)}, lambda: {"b": cnp.ones(3)})  # here


@wrong(TypeError, "cond", "structure", "true_fun", "false_fun", r"\(\*, \*\)")
def branches_of_two_structures():
    cv.lax.cond(True, lambda: (1, 2), lambda: 1)  # here


@wrong(TypeError, "cond", "true_fun", "function")
def branch_that_cannot_be_called():
    cv.lax.cond(True, 1, 2)  # here


@wrong(TypeError, "switch", "index", "integer", "float32", "cond")
def index_that_is_no_integer():
    cv.lax.switch(1.0, [lambda: 1, lambda: 2])  # here


@wrong(ValueError, "switch", "one branch or more", "none")
def switch_without_branches():
    cv.lax.switch(1, [])  # here


@wrong(TypeError, "switch", r"branches\[0\]", r"branches\[2\]", "int32", "float32")
def third_branch_of_another_dtype():
    cv.lax.switch(1, [lambda: 1, lambda: 2, lambda: 1.0])  # here


@wrong(NotImplementedError, "platform_dependent", "cpu", "tpu", "default=")
def platform_without_a_function():
    cv.lax.platform_dependent(1, tpu=lambda x: x)  # here
