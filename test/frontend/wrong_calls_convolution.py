"""Wrong calls of convolutions."""

from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp
from covector import lax


@wrong(TypeError, "conv_general_dilated", "float32", "int32", "convert")
def dtypes_of_a_convolution():
    lax.conv(cnp.ones((1, 1, 4)), cnp.ones((1, 1, 2), "int32"), (1,), "VALID")  # here


@wrong(TypeError, "convolution", "rank", r"\(1, 1, 4, 4\)", r"\(1, 1, 2\)")
def ranks_of_a_convolution():
    lax.conv(cnp.ones((1, 1, 4, 4)), cnp.ones((1, 1, 2)), (1, 1), "VALID")  # here


@wrong(ValueError, "conv_general_dilated", "3 / 1 and 2", "dimension_numbers")
def features_of_a_convolution():
    lax.conv(cnp.ones((1, 3, 4)), cnp.ones((1, 2, 2)), (1,), "VALID")  # here


@wrong(ValueError, "conv_general_dilated", "feature_group_count 2", "does not divide", "3")
def feature_groups():
    x, w = cnp.ones((1, 3, 4)), cnp.ones((1, 2, 2))
    lax.conv_general_dilated(x, w, (1,), "VALID", feature_group_count=2)  # here


@wrong(ValueError, "conv_general_dilated", "at most one", "2 and 2")
def groups_of_both_kinds():
    x, w = cnp.ones((2, 4, 4)), cnp.ones((4, 2, 2))
    lax.conv_general_dilated(x, w, (1,), "VALID", feature_group_count=2, batch_group_count=2)  # here


@wrong(ValueError, "conv_general_dilated", "window_strides", "1 spatial", r"\(1, 1\)")
def strides_of_a_convolution():
    lax.conv(cnp.ones((1, 1, 4)), cnp.ones((1, 1, 2)), (1, 1), "VALID")  # here


@wrong(ValueError, "conv_general_dilated", "positive", "window_strides", r"\(0,\)")
def stride_of_zero():
    lax.conv(cnp.ones((1, 1, 4)), cnp.ones((1, 1, 2)), (0,), "VALID")  # here


@wrong(RuntimeError, "padtype_to_pads", "VALID", "SAME", "valid!")
def name_of_padding():
    lax.conv(cnp.ones((1, 1, 4)), cnp.ones((1, 1, 2)), (1,), "valid!")  # here


@wrong(TypeError, "conv_general_dilated", r"pair \(low, high\)", "1 spatial", "got 2")
def pairs_of_padding():
    lax.conv_general_dilated(cnp.ones((1, 1, 4)), cnp.ones((1, 1, 2)), (1,), [(0, 0), (1, 1)])  # here


@wrong(ValueError, "conv_general_dilated", "pairs", "low, high", "got 3")
def padding_that_is_a_number():
    lax.conv_general_dilated(cnp.ones((1, 1, 4)), cnp.ones((1, 1, 2)), (1,), 3)  # here


@wrong(ValueError, "conv_general_dilated", "negative padding", r"\[\(-3, -3\)\]")
def negative_padding():
    lax.conv_general_dilated(cnp.ones((1, 1, 4)), cnp.ones((1, 1, 2)), (1,), [(-3, -3)])  # here


@wrong(ValueError, "conv_general_dilated", "'SAME'", "lhs_dilation", "conv_transpose")
def named_padding_of_a_dilated_operand():
    lax.conv_general_dilated(cnp.ones((1, 1, 4)), cnp.ones((1, 1, 2)), (1,), "SAME", (2,))  # here


@wrong(TypeError, "convolution", r"dimension_numbers\[2\]", "'N' and 'C'", "NWX")
def letters_of_axes():
    x, w = cnp.ones((1, 1, 4)), cnp.ones((1, 1, 2))
    lax.conv_general_dilated(x, w, (1,), "VALID", dimension_numbers=("NWC", "WIO", "NWX"))  # here


@wrong(TypeError, "convolution", "three strings", "NHWC")
def kind_of_dimension_numbers():
    x, w = cnp.ones((1, 1, 4)), cnp.ones((1, 1, 2))
    lax.conv_general_dilated(x, w, (1,), "VALID", dimension_numbers=("NWC", "WIO"))  # here


@wrong(TypeError, "conv_general_dilated", "preferred_element_type", "narrower", "float16", "float32")
def narrower_sums():
    x, w = cnp.ones((1, 1, 4)), cnp.ones((1, 1, 2))
    lax.conv(x, w, (1,), "VALID", preferred_element_type="float16")  # here


@wrong(ValueError, "conv_general_dilated", "precision", "'exact'")
def name_of_a_precision():
    lax.conv(cnp.ones((1, 1, 4)), cnp.ones((1, 1, 2)), (1,), "VALID", precision="exact")  # here


@wrong(ValueError, "conv_transpose", "SAME", "pair", "'FULL'")
def padding_of_a_transposed_convolution():
    x, w = cnp.ones((1, 4, 1)), cnp.ones((2, 1, 1))
    lax.conv_transpose(x, w, (2,), "FULL", use_consistent_padding=True)  # here


@wrong(ValueError, "convolve", "one axis", r"\(2, 2\)", "scipy.signal.convolve")
def convolve_of_a_matrix():
    cnp.convolve(cnp.ones((2, 2)), cnp.ones(2))  # here


@wrong(ValueError, "correlate", "empty", r"\(0,\)")
def correlate_of_nothing():
    cnp.correlate(cnp.ones(3), cnp.ones(0))  # here


@wrong(ValueError, "convolve", "'full', 'same' or 'valid'", "'most'")
def mode_of_convolve():
    cnp.convolve(cnp.ones(3), cnp.ones(2), "most")  # here


@wrong(ValueError, "convolve", "one rank", r"\(3,\)", r"\(2, 2\)")
def ranks_of_signals():
    cv.scipy.signal.convolve(cnp.ones(3), cnp.ones((2, 2)))  # here


@wrong(ValueError, "convolve", "at least as large", r"\(3, 1\)", r"\(1, 3\)")
def sizes_of_signals():
    cv.scipy.signal.convolve(cnp.ones((3, 1)), cnp.ones((1, 3)), "valid")  # here


@wrong(NotImplementedError, "convolve2d", "boundary", "'wrap'", "cnp.pad")
def boundary_of_convolve2d():
    cv.scipy.signal.convolve2d(cnp.ones((3, 1)), cnp.ones((1, 1)), boundary="wrap")  # here
