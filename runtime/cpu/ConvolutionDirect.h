//===- ConvolutionDirect.h - convolutions as plain loops --------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For convolutions with few output features in a group: of one axis, depthwise,
// and the gradients of these. Vectors run over groups (depthwise with the features
// innermost), over positions (features outermost), or over the window (gradients
// of kernels). Bodies are inlined into copies for several machines; see Note [One
// function, several machines].
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_CONVOLUTIONDIRECT_H
#define COVECTOR_RUNTIME_CPU_CONVOLUTIONDIRECT_H

#include "runtime/cpu/Convolution.h"
#include "runtime/cpu/Elements.h"
#include "runtime/cpu/Memory.h"

namespace covector::runtime {

/// Memory for one call.
template <class T> class Scratch {
public:
  explicit Scratch(int64_t count)
      : memory(count > 0 ? static_cast<T *>(needMemory({count, sizeof(T)})) : nullptr) {}
  ~Scratch() { freeMemory(memory); }
  Scratch(const Scratch &) = delete;
  Scratch &operator=(const Scratch &) = delete;
  T *data() const { return memory; }

private:
  T *memory;
};

/// sum + a b; integers wrap.
template <class T> COVECTOR_INLINE T multiplyAdd(T sum, T a, T b) {
  if constexpr (std::is_same_v<T, uint16_t>) // would be a signed product
    return T(sum + uint32_t(a) * b);
  else
    return sum + a * b;
}

/// The position of number `number` among those of the first `count` axes, in
/// row-major order of their sizes `member`.
COVECTOR_INLINE void decode(const Convolution &c, int count, int64_t WindowAxis::*member,
                            int64_t number, int64_t *position) {
  for (int i = count - 1; i >= 0; --i) {
    int64_t size = c.axes[i].*member;
    position[i] = number % size;
    number /= size;
  }
}

/// Moves on to the next position.
COVECTOR_INLINE void advance(const Convolution &c, int count, int64_t WindowAxis::*member,
                             int64_t *position) {
  for (int i = count - 1; i >= 0; --i) {
    if (++position[i] < c.axes[i].*member)
      return;
    position[i] = 0;
  }
}

/// Where offset `offset` of the window lies along an axis for position `out` of
/// the result; false if there is no element.
COVECTOR_INLINE bool elementAt(const WindowAxis &axis, int64_t out, int64_t offset,
                               int64_t &index) {
  int64_t t = out * axis.stride - axis.pad + offset * axis.windowDilation;
  if (axis.inDilation != 1) {
    if (t < 0 || t % axis.inDilation != 0)
      return false;
    t /= axis.inDilation;
  }
  index = t;
  return uint64_t(t) < uint64_t(axis.in);
}

/// The offset of the window at which the kernel's element `k` lies.
COVECTOR_INLINE int64_t offsetOf(const WindowAxis &axis, int64_t k) {
  return axis.reversed ? axis.window - 1 - k : k;
}

/// Calls `body(xOffset, wOffset, run)` for every window position along all but the
/// last axis that meets elements, with what is met along the last axis.
/// `x` and `w` are offsets of the window and the kernel.
template <class Body>
COVECTOR_INLINE void forWindow(const Convolution &c, const int64_t *out, const Run &run, int64_t x,
                               int64_t w, const Body &body) {
  if (run.count == 0)
    return;
  int outer = c.rank - 1;
  int64_t count = 1;
  for (int i = 0; i < outer; ++i)
    count *= c.axes[i].window;
  int64_t k[maxSpatialAxes] = {};
  for (int64_t number = 0; number < count; ++number) {
    int64_t xOffset = x, wOffset = w;
    bool inside = true;
    for (int i = 0; i < outer && inside; ++i) {
      int64_t index;
      inside = elementAt(c.axes[i], out[i], offsetOf(c.axes[i], k[i]), index);
      xOffset += index * c.axes[i].xStride;
      wOffset += k[i] * c.axes[i].wStride;
    }
    if (inside)
      body.call(xOffset, wOffset, run);
    advance(c, outer, &WindowAxis::window, k);
  }
}

//===----------------------------------------------------------------------===//
// Vectors of groups
//===----------------------------------------------------------------------===//

/// Needs groups that are neighbours in the operand. The kernel is copied if they
/// are not neighbours there too.
template <class T> struct DirectGroups {
  static constexpr int64_t block = 64;

  DirectGroups(const Convolution &convolution, const T *x, const T *w, T *y)
      : c(convolution), x(x), w(w), y(y), copy(c.wGroup == 1 ? 0 : c.groups * kernelSize()) {
    if (c.wGroup != 1)
      copyKernel();
  }

  int64_t pieces() const { return c.batch * c.positions() * c.outFeatures; }

  Convolution c;
  const T *x, *w;
  T *y;

private:
  int64_t kernelSize() const { return c.outFeatures * c.depth(); }

  // The copy is [out, in, window..., group].
  void copyKernel() {
    T *to = copy.data();
    int64_t k[maxSpatialAxes] = {}, window = c.windowSize();
    for (int64_t o = 0; o < c.outFeatures; ++o)
      for (int64_t i = 0; i < c.inFeatures; ++i)
        for (int64_t number = 0; number < window; ++number) {
          const T *from = w + o * c.wOut + i * c.wIn;
          for (int axis = 0; axis < c.rank; ++axis)
            from += k[axis] * c.axes[axis].wStride;
          for (int64_t g = 0; g < c.groups; ++g)
            *to++ = from[g * c.wGroup];
          advance(c, c.rank, &WindowAxis::window, k);
        }
    int64_t stride = c.groups;
    for (int axis = c.rank - 1; axis >= 0; --axis) {
      c.axes[axis].wStride = stride;
      stride *= c.axes[axis].window;
    }
    c.wIn = stride;
    c.wOut = stride * c.inFeatures;
    c.wGroup = 1;
    w = copy.data();
  }

  Scratch<T> copy;
};

template <class T> struct AccumulateGroups {
  const Convolution &c;
  const T *x, *w;
  T *sums;
  int64_t width;

  COVECTOR_INLINE void call(int64_t xOffset, int64_t wOffset, const Run &run) const {
    const WindowAxis &last = c.last();
    int64_t k = last.reversed ? last.window - 1 - run.first : run.first;
    const T *a = x + xOffset + run.x * last.xStride, *b = w + wOffset + k * last.wStride;
    int64_t aStep = run.xStep * last.xStride;
    int64_t bStep = (last.reversed ? -run.step : run.step) * last.wStride;
    constexpr int64_t block = DirectGroups<T>::block;
    if (width == block) {
      T s[block];
      for (int64_t g = 0; g < block; ++g)
        s[g] = sums[g];
      for (int64_t i = 0; i < run.count; ++i, a += aStep, b += bStep)
        for (int64_t g = 0; g < block; ++g)
          s[g] = multiplyAdd(s[g], a[g], b[g]);
      for (int64_t g = 0; g < block; ++g)
        sums[g] = s[g];
      return;
    }
    for (int64_t i = 0; i < run.count; ++i, a += aStep, b += bStep)
      for (int64_t g = 0; g < width; ++g)
        sums[g] = multiplyAdd(sums[g], a[g], b[g]);
  }
};

template <class T> COVECTOR_INLINE void directGroups(void **frame, int64_t lo, int64_t hi) {
  const auto &body = *reinterpret_cast<const DirectGroups<T> *>(frame);
  const Convolution &c = body.c;
  const WindowAxis &last = c.last();
  int64_t positions = c.positions(), out[maxSpatialAxes];
  T sums[DirectGroups<T>::block];
  for (int64_t piece = lo; piece < hi; ++piece) {
    int64_t o = piece % c.outFeatures, n = piece / c.outFeatures / positions;
    decode(c, c.rank, &WindowAxis::out, piece / c.outFeatures % positions, out);
    int64_t y = n * c.yBatch + o * c.yFeature;
    for (int i = 0; i < c.rank; ++i)
      y += out[i] * c.axes[i].yStride;
    Run run =
        runAlong(last, last.window, out[c.rank - 1] * last.stride - last.pad, last.windowDilation);
    for (int64_t g = 0; g < c.groups; g += DirectGroups<T>::block) {
      int64_t width = std::min(DirectGroups<T>::block, c.groups - g);
      for (int64_t i = 0; i < DirectGroups<T>::block; ++i)
        sums[i] = T{};
      AccumulateGroups<T> accumulate{c, body.x, body.w, sums, width};
      for (int64_t i = 0; i < c.inFeatures; ++i)
        forWindow(c, out, run, n * c.xBatch + i * c.xFeature + g, o * c.wOut + i * c.wIn + g,
                  accumulate);
      for (int64_t i = 0; i < width; ++i)
        body.y[y + (g + i) * c.yGroup] = sums[i];
    }
  }
}

//===----------------------------------------------------------------------===//
// Vectors of positions
//===----------------------------------------------------------------------===//

/// Needs positions along the last axis that are neighbours in operand and result.
template <class T> struct DirectPositions {
  static constexpr int64_t block = 64;

  int64_t blocks() const { return (c.last().out + block - 1) / block; }
  int64_t pieces() const {
    return c.groups * c.batch * c.outFeatures * (c.positions() / c.last().out) * blocks();
  }

  Convolution c;
  const T *x, *w;
  T *y;
};

/// Adds the products of the kernel's row with positions [first, first + width).
template <class T> struct AccumulatePositions {
  const Convolution &c;
  const T *x, *w;
  T *sums;
  int64_t first, width;

  template <int64_t block> COVECTOR_INLINE void whole(const T *a, const T *b, int64_t at) const {
    // All positions of the block see elements for the offsets [from, to).
    const WindowAxis &last = c.last();
    int64_t start = first + at, d = last.windowDilation;
    int64_t low = start * last.stride - last.pad;
    int64_t high = (start + block - 1) * last.stride - last.pad;
    int64_t from = low >= 0 ? 0 : (-low + d - 1) / d;
    int64_t to = high >= last.in ? 0 : std::min(last.window, (last.in - 1 - high) / d + 1);
    T s[block];
    for (int64_t i = 0; i < block; ++i)
      s[i] = sums[at + i];
    for (int64_t j = 0; j < last.window; ++j) {
      T factor = b[offsetOf(last, j) * last.wStride];
      int64_t t = low + j * d;
      if (j >= from && j < to) {
        if (last.stride == 1)
          for (int64_t i = 0; i < block; ++i)
            s[i] = multiplyAdd(s[i], factor, a[t + i]);
        else
          for (int64_t i = 0; i < block; ++i)
            s[i] = multiplyAdd(s[i], factor, a[t + i * last.stride]);
        continue;
      }
      for (int64_t i = 0; i < block; ++i)
        if (uint64_t(t + i * last.stride) < uint64_t(last.in))
          s[i] = multiplyAdd(s[i], factor, a[t + i * last.stride]);
    }
    for (int64_t i = 0; i < block; ++i)
      sums[at + i] = s[i];
  }

  COVECTOR_INLINE void call(int64_t xOffset, int64_t wOffset, const Run &) const {
    const T *a = x + xOffset, *b = w + wOffset;
    constexpr int64_t block = DirectPositions<T>::block;
    if (width == block)
      return whole<block>(a, b, 0);
    int64_t at = 0;
    for (; at + 16 <= width; at += 16)
      whole<16>(a, b, at);
    for (; at + 4 <= width; at += 4)
      whole<4>(a, b, at);
    for (; at < width; ++at)
      whole<1>(a, b, at);
  }
};

template <class T> COVECTOR_INLINE void directPositions(void **frame, int64_t lo, int64_t hi) {
  const auto &body = *reinterpret_cast<const DirectPositions<T> *>(frame);
  const Convolution &c = body.c;
  const WindowAxis &last = c.last();
  int outer = c.rank - 1;
  int64_t blocks = body.blocks(), rows = c.positions() / last.out, out[maxSpatialAxes];
  Run all;
  all.count = last.window;
  T sums[DirectPositions<T>::block];
  for (int64_t piece = lo; piece < hi; ++piece) {
    int64_t rest = piece / blocks, row = rest % rows;
    rest /= rows;
    int64_t o = rest % c.outFeatures, n = rest / c.outFeatures % c.batch;
    int64_t g = rest / c.outFeatures / c.batch;
    decode(c, outer, &WindowAxis::out, row, out);
    int64_t first = piece % blocks * DirectPositions<T>::block;
    int64_t width = std::min(DirectPositions<T>::block, last.out - first);
    for (int64_t i = 0; i < DirectPositions<T>::block; ++i)
      sums[i] = T{};
    AccumulatePositions<T> accumulate{c, body.x, body.w, sums, first, width};
    for (int64_t i = 0; i < c.inFeatures; ++i)
      forWindow(c, out, all, g * c.xGroup + n * c.xBatch + i * c.xFeature,
                g * c.wGroup + o * c.wOut + i * c.wIn, accumulate);
    T *y = body.y + g * c.yGroup + n * c.yBatch + o * c.yFeature + first;
    for (int i = 0; i < outer; ++i)
      y += out[i] * c.axes[i].yStride;
    for (int64_t i = 0; i < width; ++i)
      y[i] = sums[i];
  }
}

//===----------------------------------------------------------------------===//
// Vectors of the window
//===----------------------------------------------------------------------===//

/// Needs window positions along the last axis that are neighbours in the operand
/// and the kernel.
template <class T> struct DirectWindow {
  static constexpr int64_t block = 32;

  Convolution c;
  const T *x, *w;
  T *y;
};

template <class T> struct AccumulateWindow {
  const T *x, *w;
  T *sums;

  COVECTOR_INLINE void call(int64_t xOffset, int64_t wOffset, const Run &run) const {
    const T *a = x + xOffset + run.x, *b = w + wOffset + run.first;
    constexpr int64_t block = DirectWindow<T>::block;
    int64_t at = 0;
    for (; at + block <= run.count; at += block)
      for (int64_t i = 0; i < block; ++i)
        sums[i] = multiplyAdd(sums[i], a[at + i], b[at + i]);
    for (int64_t i = 0; at + i < run.count; ++i)
      sums[i] = multiplyAdd(sums[i], a[at + i], b[at + i]);
  }
};

template <class T> COVECTOR_INLINE void directWindow(void **frame, int64_t lo, int64_t hi) {
  const auto &body = *reinterpret_cast<const DirectWindow<T> *>(frame);
  const Convolution &c = body.c;
  const WindowAxis &last = c.last();
  int64_t positions = c.positions(), out[maxSpatialAxes];
  T sums[DirectWindow<T>::block];
  for (int64_t piece = lo; piece < hi; ++piece) {
    int64_t rest = piece / positions;
    decode(c, c.rank, &WindowAxis::out, piece % positions, out);
    int64_t o = rest % c.outFeatures, n = rest / c.outFeatures % c.batch;
    int64_t g = rest / c.outFeatures / c.batch;
    Run run =
        runAlong(last, last.window, out[c.rank - 1] * last.stride - last.pad, last.windowDilation);
    for (int64_t i = 0; i < DirectWindow<T>::block; ++i)
      sums[i] = T{};
    AccumulateWindow<T> accumulate{body.x, body.w, sums};
    for (int64_t i = 0; i < c.inFeatures; ++i)
      forWindow(c, out, run, g * c.xGroup + n * c.xBatch + i * c.xFeature,
                g * c.wGroup + o * c.wOut + i * c.wIn, accumulate);
    for (int64_t half = DirectWindow<T>::block / 2; half > 0; half /= 2)
      for (int64_t i = 0; i < half; ++i)
        sums[i] = sums[i] + sums[i + half];
    int64_t y = g * c.yGroup + n * c.yBatch + o * c.yFeature;
    for (int i = 0; i < c.rank; ++i)
      y += out[i] * c.axes[i].yStride;
    body.y[y] = sums[0];
  }
}

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_CONVOLUTIONDIRECT_H
