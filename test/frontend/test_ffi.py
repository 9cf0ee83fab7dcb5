"""C functions in programs. The functions here are compiled by the system's compiler."""

import ctypes
import shutil
import subprocess

import numpy as np
import pytest

import covector as cv
import covector.numpy as cnp

SOURCE = r"""
#include "covector/ffi.h"

void scale(void *const *buffers, const int64_t *numbers) {
  double factor = cv_attribute_f64(numbers, "factor", 1.0);
  int64_t shift = cv_attribute_i64(numbers, "shift", 0);
  cv_array x = cv_operand(buffers, numbers, 0), y = cv_result(buffers, numbers, 0);
  for (int64_t i = 0; i < cv_size(&x); ++i)
    ((float *)y.data)[i] = (float)(factor * ((const float *)x.data)[i] + shift);
}

/* Everything that the numbers say, as one number each. */
void describe(void *const *buffers, const int64_t *numbers) {
  int64_t *out = (int64_t *)cv_result(buffers, numbers, 0).data, n = 0;
  cv_attribute a;
  out[n++] = cv_num_operands(numbers);
  out[n++] = cv_num_results(numbers);
  for (int64_t i = 0; i < cv_num_operands(numbers); ++i) {
    cv_array x = cv_operand(buffers, numbers, i);
    out[n++] = x.dtype;
    out[n++] = x.rank;
    for (int64_t j = 0; j < x.rank; ++j)
      out[n++] = x.shape[j];
  }
  a = cv_find_attribute(numbers, "text");
  out[n++] = a.kind;
  out[n++] = a.size;
  out[n++] = a.kind == CV_TEXT ? ((const char *)a.values)[a.size - 1] : 0;
  a = cv_find_attribute(numbers, "ints");
  out[n++] = a.kind;
  out[n++] = a.size;
  out[n++] = a.kind == CV_INTS ? a.values[a.size - 1] : 0;
  a = cv_find_attribute(numbers, "flag");
  out[n++] = a.kind;
  out[n++] = a.size ? a.values[0] : -1;
  a = cv_find_attribute(numbers, "floats");
  out[n++] = a.kind;
  double last = 0;
  if (a.size)
    memcpy(&last, a.values + a.size - 1, sizeof last);
  out[n++] = (int64_t)(last * 100);
  while (n < 40)
    out[n++] = -7;
}

static int64_t calls = 0;
void count(void *const *buffers, const int64_t *numbers) {
  *(int32_t *)cv_result(buffers, numbers, 0).data = (int32_t)++calls;
}

void split(void *const *buffers, const int64_t *numbers) {
  cv_array x = cv_operand(buffers, numbers, 0);
  cv_array whole = cv_result(buffers, numbers, 0), rest = cv_result(buffers, numbers, 1);
  for (int64_t i = 0; i < cv_size(&x); ++i) {
    float v = ((const float *)x.data)[i];
    ((int32_t *)whole.data)[i] = (int32_t)v;
    ((float *)rest.data)[i] = v - (int32_t)v;
  }
}

void dot(void *const *buffers, const int64_t *numbers) {
  cv_array x = cv_operand(buffers, numbers, 0), y = cv_operand(buffers, numbers, 1);
  float sum = 0;
  for (int64_t i = 0; i < cv_size(&x); ++i)
    sum += ((const float *)x.data)[i] * ((const float *)y.data)[i];
  *(float *)cv_result(buffers, numbers, 0).data = sum;
}
"""


@pytest.fixture(scope="module", autouse=True)
def library(tmp_path_factory):
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        pytest.skip("there is no C compiler to make a library with")
    folder = tmp_path_factory.mktemp("ffi")
    (folder / "test.c").write_text(SOURCE)
    command = [compiler, "-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-I", cv.ffi.include_dir()]
    subprocess.run([*command, str(folder / "test.c"), "-o", str(folder / "test.so")], check=True)
    library = ctypes.CDLL(str(folder / "test.so"))
    cv.ffi.register_ffi_target("test_scale", cv.ffi.pycapsule(library.scale))
    for name in ("describe", "count", "split", "dot"):
        cv.ffi.register_ffi_target(f"test_{name}", getattr(library, name))
    return library


def scale(x, method=None, **options):
    return cv.ffi.ffi_call("test_scale", cv.ShapeDtypeStruct(x.shape, x.dtype), vmap_method=method)(
        x, **options
    )


def test_values_and_attributes():
    x = cnp.arange(6.0).reshape(2, 3)
    for f in (scale, cv.jit(scale, static_argnames=("factor", "shift"))):
        np.testing.assert_array_equal(f(x), x)
        np.testing.assert_array_equal(f(x, factor=2.5), 2.5 * np.asarray(x))
        np.testing.assert_array_equal(f(x, factor=np.float32(2), shift=3), 2 * np.asarray(x) + 3)
    # Operands that are computed, and are not in one piece.
    np.testing.assert_array_equal(
        cv.jit(lambda x: scale(x.T + 1, factor=2.0) - 1)(x), 2 * np.asarray(x.T) + 1
    )


def test_what_the_function_is_told(x64):
    call = cv.ffi.ffi_call("test_describe", cv.ShapeDtypeStruct((40,), "int64"))
    x, y = cnp.ones((2, 3), "float32"), cnp.ones((), "uint8")
    got = call(x, y, text="twelve bytes", ints=(1, 2, 5), flag=True, floats=[1, 0.25]).tolist()
    want = [2, 1, 512 + 32, 2, 2, 3, 256 + 8, 0, 3, 12, ord("s"), 4, 3, 5, 2, 1, 5, 25]
    assert got == [*want, *[-7] * (40 - len(want))]
    for dtype, code in [
        ("bool", 1544),
        ("int16", 16),
        ("float64", 576),
        ("complex64", 1344),
        ("bfloat16", 1040),
    ]:
        assert call(cnp.zeros((), dtype)).tolist()[2] == code


def test_several_results():
    specs = (cv.ShapeDtypeStruct((3,), "int32"), cv.ShapeDtypeStruct((3,), "float32"))
    whole, rest = cv.jit(lambda x: cv.ffi.ffi_call("test_split", specs)(x))(cnp.array([1.5, 2.25, 3.0]))
    assert whole.tolist() == [1, 2, 3]
    assert rest.tolist() == [0.5, 0.25, 0.0]


def test_effects_are_kept():
    def count():
        spec = cv.ShapeDtypeStruct((), "int32")
        return cv.ffi.ffi_call("test_count", spec, has_side_effect=True)()

    first = int(count())
    cv.jit(lambda: (count(), count(), 0)[2])()
    assert int(count()) == first + 3


@pytest.mark.parametrize("method", ["sequential", "expand_dims", "broadcast_all", "legacy_vectorized"])
def test_vmap(method):
    x = cnp.arange(6.0).reshape(3, 2)
    np.testing.assert_array_equal(cv.vmap(lambda x: scale(x, method, factor=3.0))(x), 3 * np.asarray(x))
    nested = cv.jit(cv.vmap(cv.vmap(lambda x: scale(x, method, factor=3.0)), 1, 1))
    np.testing.assert_array_equal(nested(x), 3 * np.asarray(x))


@pytest.mark.parametrize("axes", [(0, 0), (0, None), (None, 0), (1, 0)])
@pytest.mark.parametrize("outer", [(0, 0), (0, None), (None, 0)])
def test_vmap_lane_by_lane(axes, outer):
    def dot(x, y):
        return cv.ffi.ffi_call("test_dot", cv.ShapeDtypeStruct((), "float32"), vmap_method="sequential")(x, y)

    shapes = [[5], [5]]
    for axis, size in ((axes, 3), (outer, 2)):
        for i in range(2):
            if axis[i] is not None:
                shapes[i].insert(axis[i], size)
    x, y = (cnp.arange(float(np.prod(s))).reshape(s) for s in shapes)
    got = cv.vmap(cv.vmap(dot, axes), outer)(x, y)
    np.testing.assert_array_equal(got, cv.vmap(cv.vmap(cnp.dot, axes), outer)(x, y))


def test_errors(library):
    with pytest.raises(ValueError, match="expected the name of a registered function, got 'nobody'"):
        cv.ffi.ffi_call("nobody", cv.ShapeDtypeStruct((), "float32"))(1.0)
    with pytest.raises(NotImplementedError, match="ffi_call: vmap is only supported"):
        cv.vmap(scale)(cnp.ones(3))
    with pytest.raises(ValueError, match="ffi_call: The FFI call to `test_scale` cannot be differentiated"):
        cv.grad(lambda x: scale(x).sum())(cnp.ones(3))
    with pytest.raises(ValueError, match="expected a new name"):
        cv.ffi.register_ffi_target("test_scale", library.dot)
    cv.ffi.register_ffi_target("test_scale", library.scale)
    with pytest.raises(TypeError, match="expected a C function"):
        cv.ffi.register_ffi_target("other", 3)
    with pytest.raises(TypeError, match="attribute bad"):
        scale(cnp.ones(3), bad=object())
    with pytest.raises(ValueError, match="vmap_method must be"):
        scale(cnp.ones(3), "parallel")
    np.testing.assert_array_equal(
        cv.grad(lambda x: (x * scale(cv.lax.stop_gradient(x))).sum())(cnp.ones(3)), 1
    )
