"""Numbers and dtypes by name."""

from __future__ import annotations

import math

import numpy as np

from covector import _core, dtypes

e = math.e
pi = math.pi
euler_gamma = np.euler_gamma
inf = math.inf
nan = math.nan
newaxis = None

ndarray = _core.Array

bool_ = dtypes.bool_
int_ = dtypes.int64
uint = dtypes.uint64
float_ = dtypes.float64
complex_ = dtypes.complex128
single, double = dtypes.float32, dtypes.float64
csingle, cdouble = dtypes.complex64, dtypes.complex128

generic = np.generic
number = np.number
integer = np.integer
signedinteger = np.signedinteger
unsignedinteger = np.unsignedinteger
inexact = np.inexact
floating = np.floating
complexfloating = np.complexfloating
flexible = np.flexible
character = np.character
object_ = np.object_
dtype = np.dtype
ComplexWarning = np.exceptions.ComplexWarning
