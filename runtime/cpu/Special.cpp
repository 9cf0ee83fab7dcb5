//===- Special.cpp - special functions of the lanes of a vector -----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Special.h"

void cv_special_lanes(void *function, double *values, int64_t count, int64_t lanes) {
  const double *x = values, *y = x + lanes, *z = y + lanes, *w = z + lanes;
  switch (count) {
  case 1: {
    auto call = reinterpret_cast<double (*)(double)>(function);
    for (int64_t i = 0; i < lanes; ++i)
      values[i] = call(x[i]);
    break;
  }
  case 2: {
    auto call = reinterpret_cast<double (*)(double, double)>(function);
    for (int64_t i = 0; i < lanes; ++i)
      values[i] = call(x[i], y[i]);
    break;
  }
  case 3: {
    auto call = reinterpret_cast<double (*)(double, double, double)>(function);
    for (int64_t i = 0; i < lanes; ++i)
      values[i] = call(x[i], y[i], z[i]);
    break;
  }
  default: {
    auto call = reinterpret_cast<double (*)(double, double, double, double)>(function);
    for (int64_t i = 0; i < lanes; ++i)
      values[i] = call(x[i], y[i], z[i], w[i]);
    break;
  }
  }
}

template <typename T, typename Mask>
static void rareLanes(T (*function)(T), const Mask *which, const T *x, T *y, int64_t lanes) {
  for (int64_t i = 0; i < lanes; ++i)
    if (which[i])
      y[i] = function(x[i]);
}

void cv_rare_lanes_f32(float (*function)(float), const int32_t *which, const float *x, float *y,
                       int64_t lanes) {
  rareLanes(function, which, x, y, lanes);
}

void cv_rare_lanes_f64(double (*function)(double), const int64_t *which, const double *x, double *y,
                       int64_t lanes) {
  rareLanes(function, which, x, y, lanes);
}

llvm::ArrayRef<covector::runtime::Symbol> covector::runtime::specialSymbols() {
  static const Symbol symbols[] = {
      {"cv_rare_lanes_f32", reinterpret_cast<void *>(cv_rare_lanes_f32)},
      {"cv_rare_lanes_f64", reinterpret_cast<void *>(cv_rare_lanes_f64)},
      {"cv_special_lanes", reinterpret_cast<void *>(cv_special_lanes)},
#define COVECTOR_NAME(name) {"cv_special_" #name, reinterpret_cast<void *>(cv_special_##name)},
      COVECTOR_SPECIAL_1(COVECTOR_NAME) COVECTOR_SPECIAL_2(COVECTOR_NAME)
          COVECTOR_SPECIAL_3(COVECTOR_NAME) COVECTOR_SPECIAL_4(COVECTOR_NAME)
#undef COVECTOR_NAME
  };
  return symbols;
}
