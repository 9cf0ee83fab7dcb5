"""Special functions by SciPy's names: ``from covector.scipy import special``."""

from covector.scipy.special_bessel import bessel_jn as bessel_jn
from covector.scipy.special_bessel import i0 as i0
from covector.scipy.special_bessel import i0e as i0e
from covector.scipy.special_bessel import i1 as i1
from covector.scipy.special_bessel import i1e as i1e
from covector.scipy.special_bessel import lpmn as lpmn
from covector.scipy.special_bessel import lpmn_values as lpmn_values
from covector.scipy.special_bessel import sph_harm_y as sph_harm_y
from covector.scipy.special_error import dawsn as dawsn
from covector.scipy.special_error import erf as erf
from covector.scipy.special_error import erfc as erfc
from covector.scipy.special_error import erfcx as erfcx
from covector.scipy.special_error import erfinv as erfinv
from covector.scipy.special_error import expit as expit
from covector.scipy.special_error import log_ndtr as log_ndtr
from covector.scipy.special_error import logit as logit
from covector.scipy.special_error import ndtr as ndtr
from covector.scipy.special_error import ndtri as ndtri
from covector.scipy.special_error import owens_t as owens_t
from covector.scipy.special_error import wofz as wofz
from covector.scipy.special_gamma import bernoulli as bernoulli
from covector.scipy.special_gamma import beta as beta
from covector.scipy.special_gamma import betainc as betainc
from covector.scipy.special_gamma import betaln as betaln
from covector.scipy.special_gamma import comb as comb
from covector.scipy.special_gamma import digamma as digamma
from covector.scipy.special_gamma import factorial as factorial
from covector.scipy.special_gamma import gamma as gamma
from covector.scipy.special_gamma import gammainc as gammainc
from covector.scipy.special_gamma import gammaincc as gammaincc
from covector.scipy.special_gamma import gammaln as gammaln
from covector.scipy.special_gamma import gammasgn as gammasgn
from covector.scipy.special_gamma import loggamma as loggamma
from covector.scipy.special_gamma import multigammaln as multigammaln
from covector.scipy.special_gamma import poch as poch
from covector.scipy.special_gamma import polygamma as polygamma
from covector.scipy.special_gamma import zeta as zeta
from covector.scipy.special_information import boxcox as boxcox
from covector.scipy.special_information import boxcox1p as boxcox1p
from covector.scipy.special_information import entr as entr
from covector.scipy.special_information import kl_div as kl_div
from covector.scipy.special_information import rel_entr as rel_entr
from covector.scipy.special_information import xlog1py as xlog1py
from covector.scipy.special_information import xlogy as xlogy
from covector.scipy.special_integrals import exp1 as exp1
from covector.scipy.special_integrals import expi as expi
from covector.scipy.special_integrals import expn as expn
from covector.scipy.special_integrals import fresnel as fresnel
from covector.scipy.special_integrals import hyp1f1 as hyp1f1
from covector.scipy.special_integrals import hyp2f1 as hyp2f1
from covector.scipy.special_integrals import sici as sici
from covector.scipy.special_integrals import spence as spence
from covector.scipy.special_softmax import log_softmax as log_softmax
from covector.scipy.special_softmax import logsumexp as logsumexp
from covector.scipy.special_softmax import softmax as softmax

__all__ = [
    "bernoulli",
    "bessel_jn",
    "beta",
    "betainc",
    "betaln",
    "boxcox",
    "boxcox1p",
    "comb",
    "dawsn",
    "digamma",
    "entr",
    "erf",
    "erfc",
    "erfcx",
    "erfinv",
    "exp1",
    "expi",
    "expit",
    "expn",
    "factorial",
    "fresnel",
    "gamma",
    "gammainc",
    "gammaincc",
    "gammaln",
    "gammasgn",
    "hyp1f1",
    "hyp2f1",
    "i0",
    "i0e",
    "i1",
    "i1e",
    "kl_div",
    "log_ndtr",
    "log_softmax",
    "loggamma",
    "logit",
    "logsumexp",
    "lpmn",
    "lpmn_values",
    "multigammaln",
    "ndtr",
    "ndtri",
    "owens_t",
    "poch",
    "polygamma",
    "rel_entr",
    "sici",
    "softmax",
    "spence",
    "sph_harm_y",
    "wofz",
    "xlog1py",
    "xlogy",
    "zeta",
]
