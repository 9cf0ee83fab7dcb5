"""Random numbers from explicit keys.

A key is two 32-bit words. Every function is a pure function of its key: the same key gives the same
numbers, bit for bit those of JAX 0.10 with its (default) partitionable Threefry generator. Use
:func:`split` to get independent keys.

Source: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel random numbers: as easy as
1, 2, 3", SC 2011.
"""

from covector.random.continuous import exponential as exponential
from covector.random.continuous import gumbel as gumbel
from covector.random.continuous import normal as normal
from covector.random.continuous import truncated_normal as truncated_normal
from covector.random.counts import binomial as binomial
from covector.random.counts import geometric as geometric
from covector.random.counts import multinomial as multinomial
from covector.random.counts import poisson as poisson
from covector.random.counts import rademacher as rademacher
from covector.random.discrete import bernoulli as bernoulli
from covector.random.discrete import categorical as categorical
from covector.random.discrete import choice as choice
from covector.random.discrete import permutation as permutation
from covector.random.discrete import randint as randint
from covector.random.gammas import beta as beta
from covector.random.gammas import chisquare as chisquare
from covector.random.gammas import dirichlet as dirichlet
from covector.random.gammas import f as f
from covector.random.gammas import gamma as gamma
from covector.random.gammas import loggamma as loggamma
from covector.random.gammas import t as t
from covector.random.keys import PRNGKey as PRNGKey
from covector.random.keys import clone as clone
from covector.random.keys import fold_in as fold_in
from covector.random.keys import key as key
from covector.random.keys import key_data as key_data
from covector.random.keys import key_impl as key_impl
from covector.random.keys import split as split
from covector.random.keys import wrap_key_data as wrap_key_data
from covector.random.transformed import cauchy as cauchy
from covector.random.transformed import double_sided_maxwell as double_sided_maxwell
from covector.random.transformed import laplace as laplace
from covector.random.transformed import logistic as logistic
from covector.random.transformed import lognormal as lognormal
from covector.random.transformed import maxwell as maxwell
from covector.random.transformed import pareto as pareto
from covector.random.transformed import rayleigh as rayleigh
from covector.random.transformed import triangular as triangular
from covector.random.transformed import wald as wald
from covector.random.transformed import weibull_min as weibull_min
from covector.random.uniforms import bits as bits
from covector.random.uniforms import uniform as uniform
from covector.random.vectors import ball as ball
from covector.random.vectors import generalized_normal as generalized_normal
from covector.random.vectors import multivariate_normal as multivariate_normal
from covector.random.vectors import orthogonal as orthogonal
