//===- ffi.h - what C functions that ffi_call calls are given ---*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// C and C++. Such a function has the type
//
//     void f(void *const *buffers, const int64_t *numbers);
//
// `buffers` holds the addresses of the operands, then of the results. All are
// row-major, contiguous and aligned; operands must not be written to. `numbers`
// describes them and holds the attributes; the functions below read it. The
// function may be called from any thread, and without Python's lock.
//
//     #include "covector/ffi.h"
//     void scale(void *const *buffers, const int64_t *numbers) {
//       double factor = cv_attribute_f64(numbers, "factor", 1.0);
//       cv_array x = cv_operand(buffers, numbers, 0);
//       cv_array y = cv_result(buffers, numbers, 0);
//       for (int64_t i = 0; i < cv_size(&x); ++i)
//         ((float *)y.data)[i] = factor * ((const float *)x.data)[i];
//     }
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_FFI_H
#define COVECTOR_FFI_H

#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Element types: 256 times the kind (the code that DLPack gives it), plus the number of
 * bits. Elements of less than a byte are stored in one. */
enum {
  CV_I8 = 8,
  CV_I16 = 16,
  CV_I32 = 32,
  CV_I64 = 64,
  CV_U8 = 256 + 8,
  CV_U16 = 256 + 16,
  CV_U32 = 256 + 32,
  CV_U64 = 256 + 64,
  CV_F16 = 512 + 16,
  CV_F32 = 512 + 32,
  CV_F64 = 512 + 64,
  CV_BF16 = 1024 + 16,
  CV_C64 = 1280 + 64,
  CV_C128 = 1280 + 128,
  CV_BOOL = 1536 + 8 /* a byte, 0 or 1 */
};

/* An operand or a result. */
typedef struct {
  void *data;
  int64_t dtype;
  int64_t rank;
  const int64_t *shape;
} cv_array;

static inline int64_t cv_num_operands(const int64_t *numbers) { return numbers[0]; }
static inline int64_t cv_num_results(const int64_t *numbers) { return numbers[1]; }

/* Operands are counted from 0, results after them. */
static inline cv_array cv_buffer(void *const *buffers, const int64_t *numbers, int64_t index) {
  const int64_t *p = numbers + 3;
  cv_array array;
  for (int64_t i = 0; i < index; ++i)
    p += 2 + p[1];
  array.data = buffers[index];
  array.dtype = p[0];
  array.rank = p[1];
  array.shape = p + 2;
  return array;
}
static inline cv_array cv_operand(void *const *buffers, const int64_t *numbers, int64_t index) {
  return cv_buffer(buffers, numbers, index);
}
static inline cv_array cv_result(void *const *buffers, const int64_t *numbers, int64_t index) {
  return cv_buffer(buffers, numbers, numbers[0] + index);
}

/* The number of elements. */
static inline int64_t cv_size(const cv_array *array) {
  int64_t size = 1;
  for (int64_t i = 0; i < array->rank; ++i)
    size *= array->shape[i];
  return size;
}

/* An attribute of the call: its kind, the number of its elements (of text: of its
 * bytes) and the first of them; floats are 64 bits, text has 8 bytes in a number.
 * `kind` is -1 if there is no such attribute. */
enum { CV_INT = 0, CV_FLOAT = 1, CV_BOOLEAN = 2, CV_TEXT = 3, CV_INTS = 4, CV_FLOATS = 5 };
typedef struct {
  int64_t kind;
  int64_t size;
  const int64_t *values;
} cv_attribute;

static inline cv_attribute cv_find_attribute(const int64_t *numbers, const char *name) {
  const int64_t *p = numbers + 3;
  cv_attribute attribute = {-1, 0, 0};
  for (int64_t i = 0; i < numbers[0] + numbers[1]; ++i)
    p += 2 + p[1];
  for (int64_t i = 0; i < numbers[2]; ++i) {
    int64_t length = *p++;
    int found = (int64_t)strlen(name) == length && memcmp(name, p, length) == 0;
    p += (length + 7) / 8;
    if (found) {
      attribute.kind = p[0];
      attribute.size = p[1];
      attribute.values = p + 2;
      return attribute;
    }
    p += 2 + (p[0] == CV_TEXT ? (p[1] + 7) / 8 : p[1]);
  }
  return attribute;
}

static inline int64_t cv_attribute_i64(const int64_t *numbers, const char *name,
                                       int64_t otherwise) {
  cv_attribute a = cv_find_attribute(numbers, name);
  return a.kind == CV_INT || a.kind == CV_BOOLEAN ? a.values[0] : otherwise;
}

static inline double cv_attribute_f64(const int64_t *numbers, const char *name, double otherwise) {
  cv_attribute a = cv_find_attribute(numbers, name);
  double value = otherwise;
  if (a.kind == CV_FLOAT)
    memcpy(&value, a.values, sizeof value);
  else if (a.kind == CV_INT)
    value = (double)a.values[0];
  return value;
}

#ifdef __cplusplus
}
#endif

#endif /* COVECTOR_FFI_H */
