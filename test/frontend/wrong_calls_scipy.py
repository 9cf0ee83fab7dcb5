"""Wrong calls of scipy's functions."""

from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp


@wrong(ValueError, "minimize", "nelder", "BFGS")
def method_that_is_not_there():
    cv.scipy.optimize.minimize(cnp.sum, cnp.zeros(2), method="nelder-mead")  # here


@wrong(TypeError, "minimize", "tuple", "int")
def arguments_that_are_no_tuple():
    cv.scipy.optimize.minimize(cnp.sum, cnp.zeros(2), 3, method="BFGS")  # here


@wrong(ValueError, "minimize", "one-dimensional", "(2, 2)", "ravel_pytree")
def start_of_two_axes():
    cv.scipy.optimize.minimize(cnp.sum, cnp.zeros((2, 2)), method="BFGS")  # here


@wrong(ValueError, "minimize", "options", "steps", "maxiter")
def unknown_option():
    cv.scipy.optimize.minimize(cnp.sum, cnp.zeros(2), method="BFGS", options={"steps": 3})  # here


@wrong(ValueError, "RegularGridInterpolator", "'cubic'", "'linear'")
def interpolation_that_is_not_there():
    cv.scipy.interpolate.RegularGridInterpolator((cnp.arange(3),), cnp.ones(3), "cubic")  # here


@wrong(ValueError, "RegularGridInterpolator", "2 point arrays", "1 dimensions")
def more_axes_than_values():
    cv.scipy.interpolate.RegularGridInterpolator((cnp.arange(3),) * 2, cnp.ones(3))  # here


@wrong(ValueError, "vq", "rank", "(2,)", "(2, 2)")
def codes_of_another_rank():
    cv.scipy.cluster.vq.vq(cnp.ones(2), cnp.ones((2, 2)))  # here


@wrong(TypeError, "norm.logpdf", "(2,)", "(3,)")
def parameters_of_another_shape():
    cv.scipy.stats.norm.logpdf(cnp.ones(2), cnp.ones(3))  # here


@wrong(ValueError, "dirichlet.logpdf", "one-dimensional", "(2, 2)")
def concentrations_of_two_axes():
    cv.scipy.stats.dirichlet.logpdf(cnp.ones(2), cnp.ones((2, 2)))  # here


@wrong(ValueError, "multinomial", "integer", "float32", "cast")
def counts_that_are_floats():
    cv.scipy.stats.multinomial.logpmf(cnp.ones(2), 2, cnp.ones(2))  # here


@wrong(ValueError, "gaussian_kde", "bw_method", "'wide'", "scott")
def width_that_is_not_known():
    cv.scipy.stats.gaussian_kde(cnp.arange(3.0), "wide")  # here
