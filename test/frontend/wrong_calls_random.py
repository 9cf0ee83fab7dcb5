"""Wrong calls of the samplers."""

from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp
from covector import random


@wrong(ValueError, "gamma", "(3,)", "(2,)", "shape=None")
def shape_smaller_than_the_parameter():
    random.gamma(random.key(0), cnp.ones(3), (2,))  # here


@wrong(ValueError, "beta", "(2,)", "(3,)", "reshape")
def parameters_that_do_not_fit():
    random.beta(random.key(0), cnp.ones(2), cnp.ones(3))  # here


@wrong(ValueError, "gamma", "int32", "float32")
def gamma_of_integers():
    random.gamma(random.key(0), 2.0, (3,), cnp.int32)  # here


@wrong(ValueError, "poisson", "float32", "int32")
def poisson_of_floats():
    random.poisson(random.key(0), 2.0, (3,), cnp.float32)  # here


@wrong(ValueError, "binomial", "int32", "cast")
def binomial_of_integers():
    random.binomial(random.key(0), 2, 0.5, (3,), cnp.int32)  # here


@wrong(ValueError, "dirichlet", "alpha.ndim == 0", "concentration")
def dirichlet_of_a_number():
    random.dirichlet(random.key(0), 1.0)  # here


@wrong(ValueError, "multivariate_normal", "n=2", "(3, 3)", "covariance")
def covariance_of_another_size():
    random.multivariate_normal(random.key(0), cnp.zeros(2), cnp.eye(3))  # here


@wrong(ValueError, "multivariate_normal", "'svd'", "'lu'")
def unknown_method():
    random.multivariate_normal(random.key(0), cnp.zeros(2), cnp.eye(2), method="lu")  # here


@wrong(ValueError, "orthogonal", "-1")
def negative_size():
    random.orthogonal(random.key(0), -1)  # here


@wrong(ValueError, "t accepts a single key", "(2,)", "vmap")
def several_keys():
    random.t(cv.random.split(random.key(0)), 3.0)  # here
