"""Array API standard 2024.12: the namespace, its names and signatures, what it says of itself."""
# ruff: noqa: E501 (tables)

import inspect
import math

import numpy as np
import pytest
from array_api_cases import ALL, COMPLEX, INTEGERS, NUMERIC, REAL_FLOATS, SIGNED, UNSIGNED, xp

import covector as cv

# name: parameters; "/" and "*" as in a signature, "=" behind those that have a default.
SIGNATURES = """
abs(x, /)  acos(x, /)  acosh(x, /)  add(x1, x2, /)  asin(x, /)  asinh(x, /)  atan(x, /)  atan2(x1, x2, /)
atanh(x, /)  bitwise_and(x1, x2, /)  bitwise_invert(x, /)  bitwise_left_shift(x1, x2, /)  bitwise_or(x1, x2, /)
bitwise_right_shift(x1, x2, /)  bitwise_xor(x1, x2, /)  ceil(x, /)  conj(x, /)  copysign(x1, x2, /)  cos(x, /)
cosh(x, /)  divide(x1, x2, /)  equal(x1, x2, /)  exp(x, /)  expm1(x, /)  floor(x, /)  floor_divide(x1, x2, /)
greater(x1, x2, /)  greater_equal(x1, x2, /)  hypot(x1, x2, /)  imag(x, /)  isfinite(x, /)  isinf(x, /)
isnan(x, /)  less(x1, x2, /)  less_equal(x1, x2, /)  log(x, /)  log1p(x, /)  log2(x, /)  log10(x, /)
logaddexp(x1, x2, /)  logical_and(x1, x2, /)  logical_not(x, /)  logical_or(x1, x2, /)  logical_xor(x1, x2, /)
maximum(x1, x2, /)  minimum(x1, x2, /)  multiply(x1, x2, /)  negative(x, /)  nextafter(x1, x2, /)
not_equal(x1, x2, /)  positive(x, /)  pow(x1, x2, /)  real(x, /)  reciprocal(x, /)  remainder(x1, x2, /)
round(x, /)  sign(x, /)  signbit(x, /)  sin(x, /)  sinh(x, /)  square(x, /)  sqrt(x, /)  subtract(x1, x2, /)
tan(x, /)  tanh(x, /)  trunc(x, /)  clip(x, /, min=, max=)
arange(start, /, stop=, step=, *, dtype=, device=)  asarray(obj, /, *, dtype=, device=, copy=)
empty(shape, *, dtype=, device=)  empty_like(x, /, *, dtype=, device=)
eye(n_rows, n_cols=, /, *, k=, dtype=, device=)  from_dlpack(x, /, *, device=, copy=)
full(shape, fill_value, *, dtype=, device=)  full_like(x, /, fill_value, *, dtype=, device=)
linspace(start, stop, /, num, *, dtype=, device=, endpoint=)  ones(shape, *, dtype=, device=)
ones_like(x, /, *, dtype=, device=)  tril(x, /, *, k=)  triu(x, /, *, k=)  zeros(shape, *, dtype=, device=)
zeros_like(x, /, *, dtype=, device=)
astype(x, dtype, /, *, copy=, device=)  broadcast_to(x, /, shape)  can_cast(from_, to, /)
isdtype(dtype, kind)  finfo(type, /)  iinfo(type, /)
take(x, indices, /, *, axis)  take_along_axis(x, indices, /, *, axis=)
matmul(x1, x2, /)  matrix_transpose(x, /)  tensordot(x1, x2, /, *, axes=)  vecdot(x1, x2, /, *, axis=)
concat(arrays, /, *, axis=)  expand_dims(x, /, *, axis)  flip(x, /, *, axis=)  moveaxis(x, source, destination, /)
permute_dims(x, /, axes)  repeat(x, repeats, /, *, axis=)  reshape(x, /, shape, *, copy=)  roll(x, /, shift, *, axis=)
squeeze(x, /, axis)  stack(arrays, /, *, axis=)  tile(x, repetitions, /)  unstack(x, /, *, axis=)
argmax(x, /, *, axis=, keepdims=)  argmin(x, /, *, axis=, keepdims=)  nonzero(x, /)
count_nonzero(x, /, *, axis=, keepdims=)  searchsorted(x1, x2, /, *, side=, sorter=)  where(condition, x1, x2, /)
unique_all(x, /)  unique_counts(x, /)  unique_inverse(x, /)  unique_values(x, /)
argsort(x, /, *, axis=, descending=, stable=)  sort(x, /, *, axis=, descending=, stable=)
cumulative_sum(x, /, *, axis=, dtype=, include_initial=)  cumulative_prod(x, /, *, axis=, dtype=, include_initial=)
max(x, /, *, axis=, keepdims=)  mean(x, /, *, axis=, keepdims=)  min(x, /, *, axis=, keepdims=)
prod(x, /, *, axis=, dtype=, keepdims=)  std(x, /, *, axis=, correction=, keepdims=)
sum(x, /, *, axis=, dtype=, keepdims=)  var(x, /, *, axis=, correction=, keepdims=)
all(x, /, *, axis=, keepdims=)  any(x, /, *, axis=, keepdims=)  diff(x, /, *, axis=, n=, prepend=, append=)
linalg.cholesky(x, /, *, upper=)  linalg.cross(x1, x2, /, *, axis=)  linalg.det(x, /)
linalg.diagonal(x, /, *, offset=)  linalg.eigh(x, /)  linalg.eigvalsh(x, /)  linalg.inv(x, /)
linalg.matmul(x1, x2, /)  linalg.matrix_norm(x, /, *, keepdims=, ord=)  linalg.matrix_power(x, n, /)
linalg.matrix_rank(x, /, *, rtol=)  linalg.matrix_transpose(x, /)  linalg.outer(x1, x2, /)
linalg.pinv(x, /, *, rtol=)  linalg.qr(x, /, *, mode=)  linalg.slogdet(x, /)  linalg.solve(x1, x2, /)
linalg.svd(x, /, *, full_matrices=)  linalg.svdvals(x, /)  linalg.tensordot(x1, x2, /, *, axes=)
linalg.trace(x, /, *, offset=, dtype=)  linalg.vecdot(x1, x2, /, *, axis=)
linalg.vector_norm(x, /, *, axis=, keepdims=, ord=)
fft.fft(x, /, *, n=, axis=, norm=)  fft.ifft(x, /, *, n=, axis=, norm=)  fft.fftn(x, /, *, s=, axes=, norm=)
fft.ifftn(x, /, *, s=, axes=, norm=)  fft.rfft(x, /, *, n=, axis=, norm=)  fft.irfft(x, /, *, n=, axis=, norm=)
fft.rfftn(x, /, *, s=, axes=, norm=)  fft.irfftn(x, /, *, s=, axes=, norm=)  fft.hfft(x, /, *, n=, axis=, norm=)
fft.ihfft(x, /, *, n=, axis=, norm=)  fft.fftfreq(n, /, *, d=, dtype=, device=)
fft.rfftfreq(n, /, *, d=, dtype=, device=)  fft.fftshift(x, /, *, axes=)  fft.ifftshift(x, /, *, axes=)
"""
ROWS = [row.strip() + ")" for row in SIGNATURES.replace("\n", "  ").split(")") if row.strip()]


def find(name):
    value = xp
    for part in name.split("."):
        value = getattr(value, part)
    return value


@pytest.mark.parametrize("row", [*ROWS, "broadcast_arrays(*arrays)", "meshgrid(*arrays, indexing=)",
                                 "result_type(*arrays_and_dtypes)"], ids=lambda r: r.partition("(")[0])  # fmt: skip
def test_functions_can_be_called_as_the_standard_says(row):
    name, _, rest = row.rstrip(")").partition("(")
    function = find(name)
    if name in ("finfo", "iinfo"):
        assert callable(function)
        return
    positional, keywords, required = [], [], []
    only_keywords = False
    for part in (p.strip() for p in rest.split(",")):
        if part == "*":
            only_keywords = True
        elif part.startswith("*"):
            positional += ["a", "b"]
            only_keywords = True
        elif part == "/":
            positional, required = [*positional, *required], []
        elif part.endswith("="):
            keywords.append(part[:-1])
        elif only_keywords:
            keywords.append(part)
        else:
            required.append(part)
    try:
        signature = inspect.signature(function)
    except ValueError:
        pytest.skip(f"{name} is a builtin without a signature")
    if "n_cols" in keywords:  # positional only, with a default
        keywords.remove("n_cols")
    # All keywords at once, and the parameters that may be given either way by position.
    signature.bind(*positional, *required, **dict.fromkeys(keywords))


def test_the_namespace_of_an_array():
    x = xp.ones(3)
    for version in (None, "2022.12", "2023.12", "2024.12"):
        assert x.__array_namespace__(api_version=version) is xp
    assert cv.jit(lambda x: x.__array_namespace__().sum(x))(x) == 3
    with pytest.raises(ValueError, match="version"):
        x.__array_namespace__(api_version="1999.12")
    assert xp.__array_api_version__ == "2024.12"


def test_constants():
    assert xp.e == math.e
    assert xp.pi == math.pi
    assert xp.inf == math.inf
    assert math.isnan(xp.nan)
    assert xp.newaxis is None


def test_info():
    info = xp.__array_namespace_info__()
    capabilities = info.capabilities()
    assert capabilities["boolean indexing"] is True
    assert isinstance(capabilities["data-dependent shapes"], bool)
    assert capabilities["max dimensions"] is None or capabilities["max dimensions"] >= 1
    assert info.default_device() in info.devices()
    assert xp.ones(2).device == info.default_device()
    defaults = info.default_dtypes(device=info.default_device())
    assert set(defaults) == {"real floating", "complex floating", "integral", "indexing"}
    assert defaults["real floating"] == xp.ones(2).dtype == xp.asarray(1.0).dtype
    assert defaults["integral"] == xp.arange(2).dtype == xp.asarray(1).dtype
    assert defaults["complex floating"] == xp.asarray(1j).dtype
    assert defaults["indexing"] == xp.argmax(xp.ones(2)).dtype


def test_info_of_dtypes(x64):
    info = xp.__array_namespace_info__()
    kinds = {
        None: ALL, "bool": ("bool",), "signed integer": SIGNED, "unsigned integer": UNSIGNED, "integral": INTEGERS,
        "real floating": REAL_FLOATS, "complex floating": COMPLEX, "numeric": NUMERIC, ("bool", "integral"): ("bool", *INTEGERS), (): (),
    }  # fmt: skip
    for kind, names in kinds.items():
        found = info.dtypes(kind=kind)
        assert set(found) == set(names)
        assert all(
            np.dtype(dtype) == name and xp.zeros(1, dtype=dtype).dtype == dtype
            for name, dtype in found.items()
        )
    with pytest.raises(ValueError, match="kinds"):
        info.dtypes(kind="float")
    assert info.default_dtypes()["real floating"] == np.float64


def test_dtypes_without_64_bits():
    assert set(xp.__array_namespace_info__().dtypes(kind="real floating")) == {"float32"}
