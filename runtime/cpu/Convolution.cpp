//===- Convolution.cpp - chooses how a convolution is computed ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reading order: Convolution.h (what is computed), this file (which way), then
// ConvolutionDirect.h (loops over vectors of groups, positions or the window) and
// ConvolutionPatches.h (products of matrices).
//
// A dilated operand is cut into parts first, see Note [Dilated operands].
//
// Where a group has many output features, a convolution is a product of matrices:
// every element of the operand that is read serves all of them. With few output
// features there is nothing to share, and direct loops read the operand in place.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Convolution.h"
#include "runtime/cpu/ConvolutionDirect.h"
#include "runtime/cpu/ConvolutionPatches.h"
#include "runtime/cpu/Elements.h"
#include <numeric>

using namespace covector::runtime;

//===----------------------------------------------------------------------===//
// Geometry
//===----------------------------------------------------------------------===//

Convolution::Convolution(const int64_t *numbers) {
  rank = static_cast<int>(numbers[0]);
  int64_t featureGroups = numbers[1], batchGroups = numbers[2];
  groups = std::max(featureGroups, batchGroups);
  batch = numbers[3];
  outFeatures = numbers[4] / groups;
  inFeatures = numbers[5];
  const int64_t *x = numbers + 6, *w = x + rank + 2, *y = w + rank + 2, *sizes = y + rank + 2;
  xBatch = x[0], xFeature = x[1], wOut = w[0], wIn = w[1], yBatch = y[0], yFeature = y[1];
  xGroup = featureGroups > 1 ? inFeatures * xFeature : batchGroups > 1 ? batch * xBatch : 0;
  wGroup = outFeatures * wOut;
  yGroup = outFeatures * yFeature;
  for (int i = 0; i < rank; ++i, sizes += 8)
    axes[i] = {sizes[0], sizes[1], sizes[2], sizes[3], sizes[4], sizes[5],
               sizes[6], sizes[7], x[i + 2], w[i + 2], y[i + 2]};
  std::stable_sort(axes.begin(), axes.begin() + rank,
                   [](const auto &a, const auto &b) { return a.xStride > b.xStride; });
  if (rank == 0)
    axes[rank++] = {1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 1};
}

int64_t Convolution::positions() const {
  int64_t product = 1;
  for (int i = 0; i < rank; ++i)
    product *= axes[i].out;
  return product;
}

int64_t Convolution::windowSize() const {
  int64_t product = 1;
  for (int i = 0; i < rank; ++i)
    product *= axes[i].window;
  return product;
}

bool Convolution::isPointwise() const {
  for (int i = 0; i < rank; ++i) {
    const WindowAxis &a = axes[i];
    if (a.window != 1 || a.stride != 1 || a.pad != 0 || a.inDilation != 1 || a.in != a.out)
      return false;
  }
  return true;
}

Run covector::runtime::runAlong(const WindowAxis &axis, int64_t n, int64_t base,
                                int64_t increment) {
  Run run;
  int64_t dilation = axis.inDilation, end = (axis.in - 1) * dilation;
  if (base < 0)
    run.first = (-base + increment - 1) / increment;
  run.step = dilation / std::gcd(increment, dilation);
  int64_t tries = 0;
  while ((base + run.first * increment) % dilation != 0) {
    if (++tries == run.step)
      return run; // every position falls between elements
    ++run.first;
  }
  if (axis.in == 0 || end < base)
    return run;
  int64_t stop = std::min(n, (end - base) / increment + 1);
  if (run.first < stop)
    run.count = (stop - run.first + run.step - 1) / run.step;
  run.x = (base + run.first * increment) / dilation;
  run.xStep = increment * run.step / dilation;
  return run;
}

//===----------------------------------------------------------------------===//
// The choice
//===----------------------------------------------------------------------===//

namespace {

constexpr int64_t fewFeatures = 4;

#define COVECTOR_TYPES(x)                                                                          \
  x(f32, float) x(f64, double) x(c64, Complex<float>) x(c128, Complex<double>) x(i8, uint8_t)      \
      x(i16, uint16_t) x(i32, uint32_t) x(i64, uint64_t)

#define COVECTOR_BODIES(suffix, type)                                                              \
  COVECTOR_FOR_EVERY_MACHINE(groupsInner_##suffix, directGroups<type>)                             \
  COVECTOR_FOR_EVERY_MACHINE(positionsInner_##suffix, directPositions<type>)                       \
  COVECTOR_FOR_EVERY_MACHINE(windowInner_##suffix, directWindow<type>)                             \
  COVECTOR_FOR_EVERY_MACHINE(patches_##suffix, patchTiles<type>)
COVECTOR_TYPES(COVECTOR_BODIES)
#undef COVECTOR_BODIES

template <class T> struct Bodies;
#define COVECTOR_BODIES(suffix, type)                                                              \
  template <> struct Bodies<type> {                                                                \
    static constexpr auto groups = groupsInner_##suffix, positions = positionsInner_##suffix,      \
                          window = windowInner_##suffix, patches = patches_##suffix;               \
  };
COVECTOR_TYPES(COVECTOR_BODIES)
#undef COVECTOR_BODIES

/// Pieces of some 20 us.
int64_t grainOf(double operationsPerPiece) {
  return std::max<int64_t>(1, int64_t(3e5 / std::max(operationsPerPiece, 1.0)));
}

template <class T> void convolve(const Convolution &c, const T *x, const T *w, T *y) {
  int64_t positions = c.positions(), depth = c.depth();
  int64_t outputs = c.groups * c.batch * positions * c.outFeatures;
  if (outputs == 0)
    return;
  const WindowAxis &last = c.last();
  bool few = c.outFeatures <= fewFeatures;
  if (few && c.groups >= 4 && c.xGroup == 1) {
    DirectGroups<T> body(c, x, w, y);
    cv_parallel_for(Bodies<T>::groups, reinterpret_cast<void **>(&body), body.pieces(),
                    grainOf(double(depth) * c.groups));
  } else if (few && last.xStride == 1 && last.yStride == 1 && last.inDilation == 1 &&
             last.out >= 8) {
    DirectPositions<T> body{c, x, w, y};
    cv_parallel_for(Bodies<T>::positions, reinterpret_cast<void **>(&body), body.pieces(),
                    grainOf(double(depth) * std::min(last.out, body.block)));
  } else if (few && last.xStride * last.windowDilation == 1 && last.wStride == 1 &&
             !last.reversed && last.inDilation == 1 && last.window >= 8) {
    DirectWindow<T> body{c, x, w, y};
    cv_parallel_for(Bodies<T>::window, reinterpret_cast<void **>(&body), outputs, grainOf(depth));
  } else {
    Patches<T> body(c, x, w, y);
    cv_parallel_for(Bodies<T>::patches, reinterpret_cast<void **>(&body), body.pieces(),
                    grainOf(body.operations()));
  }
}

// Note [Dilated operands]
// Between the elements of a dilated operand are zeros, which need no products. The
// positions of the result that lie at the same offset from elements of the operand
// form a convolution of their own, with a part of the kernel and without dilation.
template <class T> void convolveParts(Convolution c, int axis, const T *x, const T *w, T *y) {
  while (axis < c.rank && c.axes[axis].inDilation == 1)
    ++axis;
  if (axis == c.rank)
    return convolve(c, x, w, y);
  const WindowAxis a = c.axes[axis];
  int64_t dilation = a.inDilation;
  int64_t outStep = dilation / std::gcd(a.stride, dilation);
  int64_t windowStep = dilation / std::gcd(a.windowDilation, dilation);
  for (int64_t phase = 0; phase < std::min(outStep, a.out); ++phase) {
    int64_t first = 0, start = phase * a.stride - a.pad; // of the window's offsets that count
    while (first < windowStep && (start + first * a.windowDilation) % dilation != 0)
      ++first;
    WindowAxis &part = c.axes[axis];
    part = a;
    part.inDilation = 1;
    part.out = (a.out - phase + outStep - 1) / outStep;
    part.yStride = a.yStride * outStep;
    part.stride = a.stride * outStep / dilation;
    part.window = first < a.window && first < windowStep
                      ? (a.window - first + windowStep - 1) / windowStep
                      : 0;
    part.windowDilation = a.windowDilation * windowStep / dilation;
    part.wStride = a.wStride * windowStep;
    part.pad = -(start + first * a.windowDilation) / dilation;
    int64_t k = a.reversed ? a.window - 1 - first - (part.window - 1) * windowStep : first;
    convolveParts(c, axis + 1, x, part.window ? w + k * a.wStride : w, y + phase * a.yStride);
  }
}

template <class T> void run(void *const *buffers, const int64_t *numbers) {
  convolveParts<T>(Convolution(numbers), 0, static_cast<const T *>(buffers[0]),
                   static_cast<const T *>(buffers[1]), static_cast<T *>(buffers[2]));
}

//===----------------------------------------------------------------------===//
// Narrow floating-point types: in f32
//===----------------------------------------------------------------------===//

template <class S> struct Widening {
  const S *from;
  float *to;
};
template <class S> COVECTOR_INLINE void widen(void **frame, int64_t lo, int64_t hi) {
  auto &w = *reinterpret_cast<Widening<S> *>(frame);
  for (int64_t i = lo; i < hi; ++i)
    w.to[i] = load(w.from[i]);
}
template <class S> struct Narrowing {
  const float *from;
  S *to;
};
template <class S> COVECTOR_INLINE void narrow(void **frame, int64_t lo, int64_t hi) {
  auto &n = *reinterpret_cast<Narrowing<S> *>(frame);
  for (int64_t i = lo; i < hi; ++i)
    store(n.to[i], n.from[i]);
}
COVECTOR_FOR_EVERY_MACHINE(widen_f16, widen<Half>)
COVECTOR_FOR_EVERY_MACHINE(widen_bf16, widen<BFloat>)
COVECTOR_FOR_EVERY_MACHINE(narrow_f16, narrow<Half>)
COVECTOR_FOR_EVERY_MACHINE(narrow_bf16, narrow<BFloat>)

using Body = void (*)(void **, int64_t, int64_t);

template <class S, Body widen, Body narrow>
void runNarrow(void *const *buffers, const int64_t *numbers) {
  Convolution c(numbers);
  int rank = static_cast<int>(numbers[0]);
  // Arrays are dense: their sizes follow from the sizes of the axes.
  const int64_t *sizes = numbers + 6 + 3 * (rank + 2);
  int64_t xSize = numbers[3] * numbers[2] * numbers[5] * numbers[1];
  int64_t wSize = numbers[4] * numbers[5], ySize = numbers[3] * numbers[4];
  for (int i = 0; i < rank; ++i, sizes += 8)
    xSize *= sizes[0], wSize *= sizes[1], ySize *= sizes[2];
  Scratch<float> x(xSize), w(wSize), y(ySize);
  constexpr int64_t grain = 1 << 15;
  Widening<S> wideX{static_cast<const S *>(buffers[0]), x.data()};
  Widening<S> wideW{static_cast<const S *>(buffers[1]), w.data()};
  cv_parallel_for(widen, reinterpret_cast<void **>(&wideX), xSize, grain);
  cv_parallel_for(widen, reinterpret_cast<void **>(&wideW), wSize, grain);
  convolveParts<float>(c, 0, x.data(), w.data(), y.data());
  Narrowing<S> frame{y.data(), static_cast<S *>(buffers[2])};
  cv_parallel_for(narrow, reinterpret_cast<void **>(&frame), ySize, grain);
}

} // namespace

llvm::ArrayRef<Symbol> covector::runtime::convolutionSymbols() {
#define COVECTOR_SYMBOL(suffix, type)                                                              \
  {"cv_convolution_" #suffix, reinterpret_cast<void *>(run<type>)},
  static const Symbol symbols[] = {
      COVECTOR_TYPES(COVECTOR_SYMBOL){
          "cv_convolution_f16", reinterpret_cast<void *>(runNarrow<Half, widen_f16, narrow_f16>)},
      {"cv_convolution_bf16",
       reinterpret_cast<void *>(runNarrow<BFloat, widen_bf16, narrow_bf16>)}};
#undef COVECTOR_SYMBOL
  return symbols;
}
