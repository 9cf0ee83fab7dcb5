//===- Fourier.h - discrete Fourier transforms ------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_FOURIER_H
#define COVECTOR_RUNTIME_CPU_FOURIER_H

#include "runtime/cpu/Symbols.h"
#include <cstddef>
#include <vector>

namespace covector::runtime {

/// As dialects/array/Fourier.cpp writes them.
enum class FourierKind : int64_t { FFT = 0, IFFT = 1, RFFT = 2, IRFFT = 3 };

/// A transform of the last axes of an array [batch, lengths...]; of the last axis
/// of the spectrum of real numbers only the first half is there.
struct Fourier {
  FourierKind kind;
  bool isDouble;
  size_t batch;
  std::vector<int64_t> lengths;
  double factor;  // of all results
  size_t threads; // at most
};

/// The transform, compiled for a kind of machine; false if it did not succeed.
using FourierFunction = bool (*)(const Fourier &fourier, const void *from, void *to);
bool transformBaseline(const Fourier &fourier, const void *from, void *to);
#if defined(__x86_64__)
bool transformAvx2(const Fourier &fourier, const void *from, void *to);
#endif

/// The functions cv_fft_f32 and cv_fft_f64: x -> its transform. Numbers: kind,
/// batch, number of axes, their lengths.
llvm::ArrayRef<Symbol> fourierSymbols();

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_FOURIER_H
