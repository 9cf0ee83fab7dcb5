"""Wrong calls of special functions."""

import numpy as np
from wrong_calls import wrong

import covector as cv
import covector.numpy as cnp
from covector.scipy import special


@wrong(TypeError, "gammainc", r"\(2,\)", r"\(3,\)", "broadcast", "reshape")
def shapes_of_a_special_function():
    special.gammainc(cnp.ones(2), cnp.ones(3))  # here


@wrong(TypeError, "igamma", r"\(2,\)", r"\(3,\)", "expected one shape")
def shapes_of_an_operation():
    cv.lax.igamma(cnp.ones(2), cnp.ones(3))  # here


@wrong(TypeError, "betainc", "same dtypes", "float16", "convert_element_type")
def dtypes_of_an_operation():
    cv.lax.betainc(cnp.ones(2), cnp.ones(2), cnp.ones(2, cnp.float16))  # here


@wrong(TypeError, "lgamma", "floating-point", "int32|i32")
def integers_for_an_operation():
    cv.lax.lgamma(cnp.arange(3))  # here


@wrong(ValueError, "dawsn", "expected real", "complex64", "cnp.real")
def complex_dawsn():
    special.dawsn(1j)  # here


@wrong(TypeError, "gammaln", "expected real", "complex64", "cnp.real")
def complex_gammaln():
    special.gammaln(cnp.ones(2) * 1j)  # here


@wrong(TypeError, "erfc", "str")
def text_for_erfc():
    special.erfc("a")  # here


@wrong(ValueError, "polygamma", "integer", "float32", "astype")
def order_of_polygamma():
    special.polygamma(cnp.ones(2), 1.0)  # here


@wrong(NotImplementedError, "zeta", "expected q", "None", "q=1")
def riemann_zeta():
    special.zeta(2.0)  # here


@wrong(NotImplementedError, "factorial", "exact=False", "True")
def exact_factorial():
    special.factorial(5, exact=True)  # here


@wrong(ValueError, "betainc", "derivative with respect to a", "stop_gradient")
def gradient_of_betainc():
    cv.grad(special.betainc)(1.0, 2.0, 0.5)  # here


@wrong(ValueError, "polygamma", "derivative with respect to m", "stop_gradient")
def gradient_of_polygamma():
    cv.grad(cv.lax.polygamma)(1.0, 2.0)  # here


@wrong(ValueError, "igamma_grad_a", "derivative with respect to a", "stop_gradient")
def second_derivative_of_igamma():
    cv.grad(cv.grad(cv.lax.igamma))(1.0, 2.0)  # here


@wrong(TypeError, "ndtr", "float32 or float64", "float16", "astype")
def half_precision_ndtr():
    special.ndtr(cnp.ones(2, cnp.float16))  # here


@wrong(ValueError, "log_ndtr", "series_order", "0 to 30", "31")
def terms_of_log_ndtr():
    special.log_ndtr(0.5, series_order=31)  # here


@wrong(TypeError, "log_ndtr", "series_order", "integer", "'a'")
def terms_of_another_type():
    special.log_ndtr(0.5, series_order="a")  # here


@wrong(ValueError, "bernoulli", "non-negative", "-1")
def negative_bernoulli():
    special.bernoulli(-1)  # here


@wrong(TypeError, "multigammaln", "integer", "2.5")
def broken_dimension():
    special.multigammaln(3.0, 2.5)  # here


@wrong(ValueError, "bessel_jn", "non-negative", "-2")
def negative_order():
    special.bessel_jn(1.0, v=-2)  # here


@wrong(NotImplementedError, "lpmn", "m = n", "2", "3")
def orders_and_degrees():
    special.lpmn(2, 3, cnp.ones(2) / 2)  # here


@wrong(ValueError, "lpmn", "1D", "2 dimensions", "reshape")
def rank_of_lpmn():
    special.lpmn(2, 2, cnp.ones((2, 2)) / 2)  # here


@wrong(NotImplementedError, "sph_harm_y", "diff_n", "None", "1")
def derivatives_of_harmonics():
    one = np.array([1])
    special.sph_harm_y(one, one, one, one, 1)  # here


@wrong(NotImplementedError, "fresnel", "expected real", "complex64")
def complex_fresnel():
    special.fresnel(1j)  # here


@wrong(TypeError, "spence", "float32 or float64", "int32", "astype")
def integers_for_spence():
    special.spence(2)  # here


@wrong(TypeError, "logsumexp", "list", "cnp.asarray")
def list_for_logsumexp():
    special.logsumexp([1.0, 2.0])  # here
