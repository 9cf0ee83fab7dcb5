//===- FourierLibrary.h - ducc0's transforms for one kind of machine -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [One library, several machines]
// ducc0 is a library of templates that takes the width of vectors from what the
// compiler is allowed to use. Covector runs on every machine of its architecture,
// so ducc0 is compiled several times, in namespaces of their own: this header is
// included by one .cpp for each kind of machine, between pragmas that allow its
// instructions for the functions of ducc0 alone. (With a flag for the whole file,
// the linker might choose its copies of the standard library's templates, and then
// every machine would need these instructions.) All of the standard library that
// ducc0 uses must therefore have been included before, which this header checks
// nothing of: FourierStandard.h has the list.
//
//===----------------------------------------------------------------------===//

// No include guard against other kinds: one per .cpp.

#define DUCC0_CUSTOM_LOWLEVEL_THREADING
#include "ducc0/fft/fft.h"
#include "ducc0/fft/fft1d_impl.h"
#include "ducc0/fft/fftnd_impl.h"
#include "ducc0/infra/mav.cc"

// threading.cc defines it for its own threads only.
namespace DUCC0_NAMESPACE {
namespace detail_threading {
static thread_local bool in_parallel_region = false;
} // namespace detail_threading
} // namespace DUCC0_NAMESPACE

#include "ducc0/infra/threading.cc"

namespace DUCC0_NAMESPACE {
namespace detail_threading {

/// The threads of Parallel.cpp.
class Pool : public thread_pool {
public:
  size_t nthreads() const override { return covector::runtime::threadCount(); }
  size_t adjust_nthreads(size_t count) const override {
    return count == 0 ? nthreads() : std::min(count, nthreads());
  }
  void submit(std::function<void()> work) override { work(); }
  void parallel_for(size_t count, std::function<void(size_t)> work) override {
    auto body = [](void **frame, int64_t lo, int64_t hi) {
      for (int64_t i = lo; i < hi; ++i)
        (*reinterpret_cast<std::function<void(size_t)> *>(frame))(i);
    };
    cv_parallel_for(body, reinterpret_cast<void **>(&work), count, 1);
  }
};

inline Pool pool;

thread_pool *set_active_pool(thread_pool *) { return &pool; }
thread_pool *get_active_pool() { return &pool; }

} // namespace detail_threading

namespace {

using covector::runtime::Fourier;
using covector::runtime::FourierKind;

std::vector<size_t> shapeOf(const Fourier &f, bool isHalf) {
  std::vector<size_t> shape(f.lengths.begin(), f.lengths.end());
  if (isHalf)
    shape.back() = shape.back() / 2 + 1;
  shape.insert(shape.begin(), f.batch);
  return shape;
}

std::vector<size_t> transformedAxes(const Fourier &f) {
  std::vector<size_t> axes(f.lengths.size());
  for (size_t i = 0; i < axes.size(); ++i)
    axes[i] = i + 1;
  return axes;
}

template <class T> void transformWith(const Fourier &f, const void *from, void *to) {
  using Complex = std::complex<T>;
  std::vector<size_t> axes = transformedAxes(f);
  T factor = T(f.factor);
  switch (f.kind) {
  case FourierKind::FFT:
  case FourierKind::IFFT: {
    cfmav<Complex> in(static_cast<const Complex *>(from), shapeOf(f, false));
    vfmav<Complex> out(static_cast<Complex *>(to), shapeOf(f, false));
    c2c(in, out, axes, f.kind == FourierKind::FFT, factor, f.threads);
    return;
  }
  case FourierKind::RFFT: {
    cfmav<T> in(static_cast<const T *>(from), shapeOf(f, false));
    vfmav<Complex> out(static_cast<Complex *>(to), shapeOf(f, true));
    r2c(in, out, axes, true, factor, f.threads);
    return;
  }
  case FourierKind::IRFFT: {
    cfmav<Complex> in(static_cast<const Complex *>(from), shapeOf(f, true));
    vfmav<T> out(static_cast<T *>(to), shapeOf(f, false));
    c2r(in, out, axes, false, factor, f.threads);
    return;
  }
  }
}

void transformAll(const Fourier &f, const void *from, void *to) {
  if (f.isDouble)
    transformWith<double>(f, from, to);
  else
    transformWith<float>(f, from, to);
}

} // namespace
} // namespace DUCC0_NAMESPACE
