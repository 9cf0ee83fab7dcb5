//===- Fourier.cpp - discrete Fourier transforms --------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The transforms are those of ducc0 (M. Reinecke, Max-Planck-Society; BSD licence),
// in the copy for the machine at hand.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Fourier.h"
#include <cmath>
#include <cstdint>
#include <limits>

using namespace covector::runtime;

static FourierFunction transformOfMachine() {
#if defined(__x86_64__)
  // Vectors of 512 bits make it slower: 16 transforms at once leave the cache.
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"))
    return transformAvx2;
#endif
  return transformBaseline;
}

template <class T> static void fill(void *to, int64_t count, T value) {
  for (int64_t i = 0; i < count; ++i)
    static_cast<T *>(to)[i] = value;
}

static void run(void *const *buffers, const int64_t *numbers, bool isDouble) {
  static const FourierFunction transform = transformOfMachine();
  Fourier fourier{FourierKind(numbers[0]), isDouble, size_t(numbers[1]), {}, 1.0, 1};
  fourier.lengths.assign(numbers + 3, numbers + 3 + numbers[2]);
  double points = 1.0;
  for (int64_t length : fourier.lengths)
    points *= double(length);
  bool isInverse = fourier.kind == FourierKind::IFFT || fourier.kind == FourierKind::IRFFT;
  if (isInverse)
    fourier.factor = 1.0 / points;
  // Less than some 20 us are not worth a second thread.
  if (points * double(fourier.batch) > 1 << 14)
    fourier.threads = 0;
  if (transform(fourier, buffers[0], buffers[1]))
    return;
  // Only for want of memory.
  bool isReal = fourier.kind == FourierKind::IRFFT;
  if (fourier.kind == FourierKind::RFFT)
    points = points / double(fourier.lengths.back()) * double(fourier.lengths.back() / 2 + 1);
  int64_t count = int64_t(points) * int64_t(fourier.batch) * (isReal ? 1 : 2);
  if (isDouble)
    fill(buffers[1], count, std::numeric_limits<double>::quiet_NaN());
  else
    fill(buffers[1], count, std::numeric_limits<float>::quiet_NaN());
}

static void runSingle(void *const *buffers, const int64_t *numbers) {
  run(buffers, numbers, false);
}
static void runDouble(void *const *buffers, const int64_t *numbers) { run(buffers, numbers, true); }

llvm::ArrayRef<Symbol> covector::runtime::fourierSymbols() {
  static const Symbol symbols[] = {{"cv_fft_f32", reinterpret_cast<void *>(runSingle)},
                                   {"cv_fft_f64", reinterpret_cast<void *>(runDouble)}};
  return symbols;
}
