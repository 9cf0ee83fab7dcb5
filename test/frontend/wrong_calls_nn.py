"""Wrong calls of the functions for neural networks."""

from wrong_calls import wrong

import covector.numpy as cnp
from covector import nn, random

X = cnp.ones((1, 4, 2, 8))


@wrong(ValueError, "dot_product_attention", "value shape", "(1, 3, 2, 8)")
def values_of_another_length():
    nn.dot_product_attention(X, X, X[:, :3])  # here


@wrong(ValueError, "dot_product_attention", "multiple", "2 vs 3")
def heads_that_do_not_divide():
    keys = cnp.ones((1, 4, 3, 8))
    nn.dot_product_attention(X, keys, keys)  # here


@wrong(ValueError, "dot_product_attention", "mask dtype", "bool", "float32", "cast")
def mask_of_floats():
    nn.dot_product_attention(X, X, X, mask=cnp.ones((1, 1, 4, 4)))  # here


@wrong(ValueError, "dot_product_attention", "implementation", "'cudnn'")
def implementation_that_is_not_there():
    nn.dot_product_attention(X, X, X, implementation="cudnn")  # here


@wrong(ValueError, "variance_scaling", "fan_in", "'fan'")
def unknown_mode():
    nn.initializers.variance_scaling(1.0, "fan", "normal")  # here


@wrong(ValueError, "variance_scaling", "1-dimensional", "in_axis")
def fans_of_a_vector():
    nn.initializers.glorot_normal()(random.key(0), (3,))  # here


@wrong(ValueError, "orthogonal", "2D", "(3,)")
def orthogonal_vector():
    nn.initializers.orthogonal()(random.key(0), (3,))  # here


@wrong(ValueError, "normal", "int32", "float32")
def initial_integers():
    nn.initializers.normal()(random.key(0), (3,), cnp.int32)  # here


@wrong(TypeError, "relu|softmax", "complex64", "real")
def softmax_of_complex_numbers():
    nn.softmax(cnp.ones(3, cnp.complex64))  # here
