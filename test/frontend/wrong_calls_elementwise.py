"""Wrong calls of elementwise functions and of element types."""

import numpy as np
from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp
from covector import errors, lax

F8 = cnp.array([1.0, 2.0], cnp.float8_e4m3fn)
I4 = cnp.array([1, 2], cnp.int4)

# ---- dtypes that are not promoted


@wrong(errors.TypePromotionError, "float8_e4m3fn", "float32", "implicit", "astype")
def float8_and_float32():
    F8 + cnp.ones(2)  # here


@wrong(errors.TypePromotionError, "int4", "int32", "implicit", "astype")
def int4_and_int32_in_jit():
    def f(x):
        return cnp.maximum(x, cnp.arange(2))  # here

    cv.jit(f)(I4)


@wrong(errors.TypePromotionError, "float32", "float16", "strict", "astype", "standard")
def strict_promotion():
    with cv.numpy_dtype_promotion("strict"):
        cnp.ones(2) + cnp.ones(2, "float16")  # here


@wrong(ValueError, "config.update", "standard", "strict", "loose")
def no_such_promotion():
    cv.config.update("numpy_dtype_promotion", "loose")  # here


@wrong(TypeError, "dlpack", "int4", "byte", "astype")
def int4_by_dlpack():
    I4.__dlpack__()  # here


@wrong(TypeError, "gcd", "int4", "astype")
def divisors_of_narrow_integers():
    cnp.gcd(I4, I4)  # here


@wrong(OverflowError, "300|9", "int4")
def too_large_for_int4():
    cnp.full(2, 9, cnp.int4)  # here


# ---- bits


@wrong(ValueError, "bitcast_convert_type", r"\(3, 3\)", "uint8", "float32", "reshape")
def bytes_that_are_no_floats():
    lax.bitcast_convert_type(cnp.ones((3, 3), "uint8"), "float32")  # here


@wrong(TypeError, "bitcast_convert_type", "bool", "uint8", "view")
def bits_of_booleans():
    lax.bitcast_convert_type(cnp.ones(3, bool), "uint8")  # here


@wrong(ValueError, "view", r"\(6,\)", "uint8", "float32", "reshape")
def view_of_six_bytes():
    cnp.arange(6, dtype="uint8").view("float32")  # here


@wrong(ValueError, "reduce_precision", "exponent_bits", "1", "0")
def no_exponent():
    lax.reduce_precision(1.0, 0, 7)  # here


@wrong(TypeError, "reduce_precision", "integer", "mantissa_bits", "2.5")
def half_a_bit():
    lax.reduce_precision(1.0, 5, 2.5)  # here


@wrong(TypeError, "reduce_precision", "floating", "int32")
def precision_of_integers():
    lax.reduce_precision(cnp.arange(3), 5, 2)  # here


# ---- functions


@wrong(TypeError, "round", "floating", "int32")
def rounding_integers():
    lax.round(cnp.arange(3))  # here


@wrong(TypeError, "mulhi", "integer", "float32")
def upper_half_of_floats():
    lax.mulhi(cnp.ones(2), cnp.ones(2))  # here


@wrong(TypeError, "exp", "accuracy", "Tolerance", "3")
def accuracy_as_a_number():
    lax.exp(1.0, accuracy=3)  # here


@wrong(NotImplementedError, "sin", "units in the last place", "Tolerance", "wider")
def more_accurate_than_floats():
    lax.sin(1.0, accuracy=lax.Tolerance(rtol=1e-9))  # here


@wrong(ValueError, "Tolerance", "atol", "none")
def no_tolerance():
    lax.Tolerance()  # here


@wrong(ValueError, "gcd", "integers", "float32", "astype")
def divisor_of_floats():
    cnp.gcd(1.5, 2)  # here


@wrong(ValueError, "ldexp", "integer", "float32")
def fractional_exponent():
    cnp.ldexp(1.0, np.float32(2.5))  # here


@wrong(TypeError, "frexp", "real", "complex64")
def mantissa_of_complex_numbers():
    cnp.frexp(1j)  # here


@wrong(TypeError, "cbrt", "real", "complex64")
def cube_root_of_complex_numbers():
    cnp.cbrt(1j)  # here


@wrong(TypeError, "clamp", "same dtypes", "int32", "float32")
def clamping_between_floats():
    lax.clamp(cnp.float32(0), cnp.arange(3), cnp.float32(2))  # here


@wrong(TypeError, "shift_left", "integer", "float32")
def shifting_floats():
    lax.shift_left(cnp.ones(2), cnp.ones(2))  # here


@wrong(TypeError, "reduce_precision", "float8_e4m3fn", "wider", "astype")
def precision_of_floats_without_infinity():
    lax.reduce_precision(F8, 3, 2)  # here


@wrong(TypeError, "nextafter", "float4_e2m1fn", "wider", "astype")
def neighbours_of_floats_without_infinity():
    cnp.nextafter(cnp.ones(2, cnp.float4_e2m1fn), 2)  # here
