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
#include "runtime/cpu/Memory.h"
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

/// False for want of memory; `bytes` is then what was about needed.
static bool transformed(void *const *buffers, const int64_t *numbers, bool isDouble,
                        int64_t &bytes) {
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
  // A line of complex numbers for each thread at least, and at most a copy of everything.
  bytes = int64_t(points * double(fourier.batch)) * (isDouble ? 16 : 8);
  return transform(fourier, buffers[0], buffers[1]);
}

static void run(void *const *buffers, const int64_t *numbers, bool isDouble) {
  int64_t bytes = 0;
  if (!transformed(buffers, numbers, isDouble, bytes))
    giveUp({1, bytes});
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
