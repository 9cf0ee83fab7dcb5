//===- ConvolutionPatches.h - convolutions as products of matrices -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The matrix of patches has a row for every element of the batch and position of
// the result, and a column for every input feature and position of the window; the
// result is its product with the kernel's matrix. It is made in tiles that stay in
// the cache: some rows, and some columns (a chunk) at a time.
//
// Note [Order of patches]
// Patches are copied in runs that lie together in the operand: of input features,
// of positions of the window or of the result along the last axis, or of the
// batch. What has the longest runs is innermost in the tile; it also gives the
// order of the columns, (window, features) or (features, window), which the
// kernel's matrix must have. If the kernel does not lie so, it is copied once.
// The order of the rows, (batch, positions) or (positions, batch), is that of the
// result, so that products are written where they belong; only where the result's
// rows do not lie at equal distances they go through a tile of their own.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_CONVOLUTIONPATCHES_H
#define COVECTOR_RUNTIME_CPU_CONVOLUTIONPATCHES_H

#include "runtime/cpu/ConvolutionDirect.h"
#include "runtime/cpu/Libraries.h"

namespace covector::runtime {

/// The product of one tile; row-major, as cv_gemm (Symbols.h).
inline void multiply(const float *a, const float *b, float *c, int64_t m, int64_t n, int64_t k,
                     int64_t lda, int64_t ldb, int64_t ldc, bool transA, bool transB, bool beta) {
  cv_gemm_f32(a, b, c, 1, m, n, k, lda, ldb, ldc, 0, 0, 0, transA, transB, beta);
}
inline void multiply(const double *a, const double *b, double *c, int64_t m, int64_t n, int64_t k,
                     int64_t lda, int64_t ldb, int64_t ldc, bool transA, bool transB, bool beta) {
  cv_gemm_f64(a, b, c, 1, m, n, k, lda, ldb, ldc, 0, 0, 0, transA, transB, beta);
}
inline void multiply(const Complex<float> *a, const Complex<float> *b, Complex<float> *c, int64_t m,
                     int64_t n, int64_t k, int64_t lda, int64_t ldb, int64_t ldc, bool transA,
                     bool transB, bool beta) {
  using Number = float _Complex;
  cv_gemm_c64(reinterpret_cast<const Number *>(a), reinterpret_cast<const Number *>(b),
              reinterpret_cast<Number *>(c), 1, m, n, k, lda, ldb, ldc, 0, 0, 0, transA, transB,
              beta);
}
inline void multiply(const Complex<double> *a, const Complex<double> *b, Complex<double> *c,
                     int64_t m, int64_t n, int64_t k, int64_t lda, int64_t ldb, int64_t ldc,
                     bool transA, bool transB, bool beta) {
  using Number = double _Complex;
  cv_gemm_c128(reinterpret_cast<const Number *>(a), reinterpret_cast<const Number *>(b),
               reinterpret_cast<Number *>(c), 1, m, n, k, lda, ldb, ldc, 0, 0, 0, transA, transB,
               beta);
}
/// Integers have no library. `b` and `c` are not transposed.
template <class T>
COVECTOR_INLINE void multiply(const T *a, const T *b, T *c, int64_t m, int64_t n, int64_t k,
                              int64_t lda, int64_t ldb, int64_t ldc, bool transA, bool, bool beta) {
  for (int64_t i = 0; i < m; ++i) {
    T *row = c + i * ldc;
    if (!beta)
      for (int64_t j = 0; j < n; ++j)
        row[j] = T{};
    for (int64_t p = 0; p < k; ++p) {
      T factor = transA ? a[p * lda + i] : a[i * lda + p];
      for (int64_t j = 0; j < n; ++j)
        row[j] = multiplyAdd(row[j], factor, b[p * ldb + j]);
    }
  }
}

/// The distance between neighbours in an order of axes given by sizes and
/// strides, outermost first; 0 if they are not at equal distances.
struct Line {
  int64_t size = 1, stride = 0; // of what was seen so far, innermost first
  bool equal = true;
  void outward(int64_t axisSize, int64_t axisStride) {
    if (axisSize == 1)
      return;
    if (size == 1)
      stride = axisStride;
    else if (axisStride != stride * size)
      equal = false;
    size *= axisSize;
  }
  bool isRegular() const { return equal && (size == 1 || stride > 0); }
};

enum class Inner { Features, Window, Positions, Batch, None };

template <class T> struct Patches {
  static constexpr bool isInteger = std::is_integral_v<T>;

  Patches(const Convolution &convolution, const T *x, const T *w, T *y);
  int64_t pieces() const { return c.groups * segments * tilesPerSegment; }
  /// Multiplications of a piece.
  double operations() const { return double(depth) * tile * c.outFeatures; }

  Convolution c;
  const T *x;
  T *y;
  int64_t depth, rows;
  Inner inner = Inner::None; // None: the operand itself is the matrix
  bool batchInner;           // order of the rows: (positions, batch)
  bool featuresInner;        // order of the columns: (window, features)
  bool linesOfBatch = false; // (position, batch) lie together along the last axis
  std::vector<Run> runs;     // along the last axis, of the window or of the positions

  const T *kernel; // [depth, outFeatures] or, if transposed, [outFeatures, depth]
  int64_t kernelLead, kernelGroup;
  bool kernelTransposed;

  bool patchesTransposed; // [columns, rows]
  int64_t patchLead = 0;  // of the operand as a matrix

  bool resultTransposed; // [outFeatures, rows]
  bool direct;           // written in place
  int64_t resultLead = 0;

  int64_t segments = 1, segmentRows, tile, tilesPerSegment;
  int64_t units, unitDepth, unitsPerChunk; // of columns

  void locate(int64_t row, int64_t &n, int64_t *out) const {
    int64_t positions = rows / c.batch;
    n = batchInner ? row % c.batch : row / positions;
    decode(c, c.rank, &WindowAxis::out, batchInner ? row / c.batch : row % positions, out);
  }
  void next(int64_t &n, int64_t *out) const {
    if (batchInner ? ++n < c.batch : false)
      return;
    if (batchInner) {
      n = 0;
      return advance(c, c.rank, &WindowAxis::out, out);
    }
    advance(c, c.rank, &WindowAxis::out, out);
    for (int i = 0; i < c.rank; ++i)
      if (out[i] != 0)
        return;
    ++n;
  }
  int64_t resultOffset(int64_t n, const int64_t *out) const {
    int64_t offset = n * c.yBatch;
    for (int i = 0; i < c.rank; ++i)
      offset += out[i] * c.axes[i].yStride;
    return offset;
  }

private:
  Line line(int64_t batchStride, int64_t WindowAxis::*stride, bool withBatch) const {
    Line line;
    if (batchInner && withBatch)
      line.outward(c.batch, batchStride);
    for (int i = c.rank - 1; i >= 0; --i)
      line.outward(c.axes[i].out, c.axes[i].*stride);
    if (!batchInner && withBatch)
      line.outward(c.batch, batchStride);
    return line;
  }
  void chooseRows();
  void chooseInner();
  void chooseKernel(const T *w);
  void chooseTiles();

  Scratch<T> copy{0};
};

template <class T>
Patches<T>::Patches(const Convolution &convolution, const T *x, const T *w, T *y)
    : c(convolution), x(x), y(y), depth(c.depth()), rows(c.batch * c.positions()) {
  chooseRows();
  chooseInner();
  chooseKernel(w);
  chooseTiles();
}

template <class T> void Patches<T>::chooseRows() {
  batchInner = c.batch > 1 && c.yBatch < c.last().yStride;
  resultTransposed = c.yFeature != 1 && c.outFeatures > 1 && !isInteger;
  auto fits = [&](const Line &line) {
    if (!line.isRegular() || isInteger)
      return false;
    resultLead = resultTransposed ? c.yFeature : std::max(line.stride, c.outFeatures);
    return resultTransposed ? line.size == 1 || line.stride == 1
                            : line.size == 1 || line.stride >= c.outFeatures;
  };
  segmentRows = rows;
  direct = fits(line(c.yBatch, &WindowAxis::yStride, true));
  if (!direct && !batchInner && c.positions() >= 64 &&
      fits(line(c.yBatch, &WindowAxis::yStride, false))) {
    direct = true;
    segments = c.batch;
    segmentRows = c.positions();
  }
}

// See Note [Order of patches].
template <class T> void Patches<T>::chooseInner() {
  const WindowAxis &last = c.last();
  if (c.isPointwise() && !isInteger) {
    Line operand = line(c.xBatch, &WindowAxis::xStride, segments == 1);
    bool byRows = (c.xFeature == 1 || depth == 1) && operand.stride >= depth;
    bool byColumns = operand.stride == 1 && c.xFeature >= segmentRows;
    if (operand.isRegular() && operand.size > 1 && (byRows || byColumns)) {
      featuresInner = false;
      patchesTransposed = !byRows;
      patchLead = byRows ? operand.stride : c.xFeature;
      return;
    }
  }
  int64_t longest = 0;
  auto offer = [&](Inner candidate, bool together, int64_t length) {
    if (together && length > longest) {
      longest = length;
      inner = candidate;
    }
  };
  bool dense = last.xStride == c.inFeatures && last.windowDilation == 1 && last.inDilation == 1 &&
               !last.reversed;
  offer(Inner::Features, c.xFeature == 1, dense ? c.inFeatures * last.window : c.inFeatures);
  linesOfBatch = last.xStride * last.stride == c.batch && last.inDilation == 1;
  offer(Inner::Batch, c.xBatch == 1 && (batchInner || c.positions() == 1),
        linesOfBatch ? c.batch * last.out : c.batch);
  if (!batchInner || c.batch == 1)
    offer(Inner::Positions, last.xStride == 1,
          std::max<int64_t>(1, last.out / (last.stride * last.inDilation)));
  offer(Inner::Window, last.xStride * last.windowDilation == 1 && last.inDilation == 1,
        last.window);
  if (inner == Inner::None)
    inner = Inner::Features;
  // Of one position only: rows may be in either order.
  if (inner == Inner::Batch)
    batchInner = true;
  featuresInner = inner == Inner::Features;
  patchesTransposed = inner == Inner::Positions || inner == Inner::Batch;
  bool ofWindow = inner == Inner::Features || inner == Inner::Window;
  if (ofWindow)
    for (int64_t p = 0; p < last.out; ++p)
      runs.push_back(runAlong(last, last.window, p * last.stride - last.pad, last.windowDilation));
  else
    for (int64_t k = 0; k < last.window; ++k)
      runs.push_back(runAlong(last, last.out, offsetOf(last, k) * last.windowDilation - last.pad,
                              last.stride));
}

template <class T> void Patches<T>::chooseKernel(const T *w) {
  Line columns;
  if (featuresInner)
    columns.outward(c.inFeatures, c.wIn);
  for (int i = c.rank - 1; i >= 0; --i)
    columns.outward(c.axes[i].window, c.axes[i].wStride);
  if (!featuresInner)
    columns.outward(c.inFeatures, c.wIn);
  bool adjacent = c.wOut == 1 || c.outFeatures == 1;
  kernel = w;
  kernelGroup = c.wGroup;
  if (columns.isRegular()) {
    kernelTransposed = false;
    kernelLead = std::max(columns.stride, c.outFeatures);
    if (adjacent && (columns.size == 1 || columns.stride >= c.outFeatures))
      return;
    kernelTransposed = true;
    kernelLead = c.wOut;
    if (!isInteger && (columns.size == 1 || columns.stride == 1) && c.wOut >= depth)
      return;
  }
  kernelTransposed = !adjacent && !isInteger;
  kernelLead = kernelTransposed ? depth : c.outFeatures;
  kernelGroup = depth * c.outFeatures;
  new (&copy) Scratch<T>(c.groups * kernelGroup);
  T *to = copy.data();
  kernel = to;
  int64_t window = c.windowSize();
  int64_t outStep = kernelTransposed ? depth : 1, columnStep = kernelTransposed ? 1 : c.outFeatures;
  for (int64_t g = 0; g < c.groups; ++g, to += kernelGroup)
    for (int64_t o = 0; o < c.outFeatures; ++o)
      for (int64_t i = 0; i < c.inFeatures; ++i) {
        const T *from = w + g * c.wGroup + o * c.wOut + i * c.wIn;
        T *place = to + o * outStep + (featuresInner ? i : i * window) * columnStep;
        int64_t step = (featuresInner ? c.inFeatures : 1) * columnStep;
        int64_t k[maxSpatialAxes] = {};
        for (int64_t number = 0; number < window; number += c.last().window) {
          const T *row = from;
          for (int axis = 0; axis + 1 < c.rank; ++axis)
            row += k[axis] * c.axes[axis].wStride;
          for (int64_t j = 0; j < c.last().window; ++j, place += step)
            *place = row[j * c.last().wStride];
          advance(c, c.rank - 1, &WindowAxis::window, k);
        }
      }
}

template <class T> void Patches<T>::chooseTiles() {
  int64_t budget = (1 << 19) / sizeof(T), threads = threadCount();
  tile = inner == Inner::None ? std::max<int64_t>(64, segmentRows / (2 * threads))
                              : std::max<int64_t>(192, budget / std::max<int64_t>(depth, 1));
  int64_t share = rows * c.groups / (2 * threads);
  tile = std::min({tile, segmentRows, std::max<int64_t>(share, 32)});
  tile = std::min((tile + 15) / 16 * 16, segmentRows);
  tilesPerSegment = (segmentRows + tile - 1) / tile;
  switch (inner) {
  case Inner::None:
    units = 1, unitDepth = depth;
    break;
  case Inner::Features:
    unitDepth = c.last().window * c.inFeatures;
    break;
  case Inner::Window:
    unitDepth = c.last().window;
    break;
  case Inner::Positions:
  case Inner::Batch:
    unitDepth = 1;
  }
  units = unitDepth == 0 ? 0 : depth / unitDepth;
  unitsPerChunk = units;
  if (inner != Inner::None && unitDepth > 0)
    unitsPerChunk =
        std::clamp<int64_t>(budget / (tile * unitDepth), 1, std::max<int64_t>(units, 1));
}

//===----------------------------------------------------------------------===//
// Tiles
//===----------------------------------------------------------------------===//

// Runs are short, and a call of memcpy would take longer than many of them.
template <class T> COVECTOR_INLINE void copyRun(T *to, const T *from, int64_t step, int64_t count) {
  constexpr int64_t block = 64 / sizeof(T);
  if (step == 1 && count >= block) {
    for (int64_t i = 0; i + block <= count; i += block)
      __builtin_memcpy(to + i, from + i, 64);
    __builtin_memcpy(to + count - block, from + count - block, 64); // may overlap
    return;
  }
#pragma clang loop vectorize(disable) unroll(disable)
  for (int64_t i = 0; i < count; ++i)
    to[i] = from[i * step];
}
template <class T> COVECTOR_INLINE void clear(T *to, int64_t count) {
#pragma clang loop unroll(disable)
  for (int64_t i = 0; i < count; ++i)
    to[i] = T{};
}

/// Rows [r0, r1) of the units [u0, u1) of columns, which are rows of the window.
template <class T>
COVECTOR_INLINE void fillRows(const Patches<T> &p, const T *x, T *tile, int64_t r0, int64_t r1,
                              int64_t u0, int64_t u1) {
  const Convolution &c = p.c;
  const WindowAxis &last = c.last();
  bool byFeatures = p.inner == Inner::Features;
  int outer = c.rank - 1;
  int64_t window = c.windowSize() / last.window, features = byFeatures ? c.inFeatures : 1;
  bool dense = byFeatures && c.xFeature == 1 && last.xStride == features && !last.reversed;
  bool line = !byFeatures && !last.reversed;
  int64_t n, out[maxSpatialAxes];
  p.locate(r0, n, out);
  for (int64_t r = r0; r < r1; ++r, p.next(n, out)) {
    const Run &run = p.runs[out[outer]];
    const T *base = x + n * c.xBatch + run.x * last.xStride;
    int64_t k[maxSpatialAxes], step = run.xStep * last.xStride;
    decode(c, outer, &WindowAxis::window, u0 % window, k);
    for (int64_t u = u0; u < u1; ++u, tile += p.unitDepth) {
      const T *from = byFeatures ? base : base + u / window * c.xFeature;
      bool inside = run.count > 0;
      for (int i = 0; i < outer && inside; ++i) {
        int64_t index;
        inside = elementAt(c.axes[i], out[i], offsetOf(c.axes[i], k[i]), index);
        from += index * c.axes[i].xStride;
      }
      if (outer > 0)
        advance(c, outer, &WindowAxis::window, k);
      if (!inside) {
        clear(tile, p.unitDepth);
        continue;
      }
      if ((dense && run.xStep == 1 && run.step == 1) || (line && run.step == 1)) {
        int64_t first = run.first * features, count = run.count * features;
        clear(tile, first);
        copyRun(tile + first, from, dense ? 1 : step, count);
        clear(tile + first + count, p.unitDepth - first - count);
        continue;
      }
      if (run.count < last.window)
        clear(tile, p.unitDepth);
      for (int64_t i = 0; i < run.count; ++i) {
        int64_t j = offsetOf(last, run.first + i * run.step);
        copyRun(tile + j * features, from + i * step, c.xFeature, features);
      }
    }
  }
}

/// The same transposed; units are single columns.
template <class T>
COVECTOR_INLINE void fillColumns(const Patches<T> &p, const T *x, T *tile, int64_t r0, int64_t r1,
                                 int64_t q0, int64_t q1) {
  const Convolution &c = p.c;
  const WindowAxis &last = c.last();
  // What lies together: elements of the batch, of positions, or of both, of which
  // each position then has `width`.
  bool isLine = p.inner == Inner::Batch && p.linesOfBatch;
  bool ofBatch = p.inner == Inner::Batch && !isLine;
  int64_t width = isLine ? c.batch : 1;
  int64_t window = c.windowSize(), k[maxSpatialAxes], origin[maxSpatialAxes], firstBatch;
  int checked = ofBatch ? c.rank : c.rank - 1; // axes that are constant in a segment
  p.locate(r0, firstBatch, origin);
  for (int64_t q = q0; q < q1; ++q) {
    int64_t feature = p.featuresInner ? q % c.inFeatures : q / window;
    decode(c, c.rank, &WindowAxis::window, p.featuresInner ? q / c.inFeatures : q % window, k);
    const Run &run = p.runs[k[c.rank - 1]];
    int64_t n = firstBatch, out[maxSpatialAxes], length;
    for (int i = 0; i < c.rank; ++i)
      out[i] = origin[i];
    for (int64_t r = r0; r < r1; r += length, tile += length) {
      int64_t first = ofBatch ? n : isLine ? out[c.rank - 1] * width + n : out[c.rank - 1];
      length = std::min((ofBatch ? c.batch : last.out * width) - first, r1 - r);
      const T *from = x + feature * c.xFeature + (isLine ? 0 : n * c.xBatch);
      bool inside = true;
      for (int i = 0; i < checked && inside; ++i) {
        int64_t index;
        inside = elementAt(c.axes[i], out[i], offsetOf(c.axes[i], k[i]), index);
        from += index * c.axes[i].xStride;
      }
      if (ofBatch) {
        if (inside)
          copyRun(tile, from, c.xBatch, length);
        else
          clear(tile, length);
        n = 0;
        advance(c, c.rank, &WindowAxis::out, out);
        continue;
      }
      // The part [lo, hi) of the run lies in this segment.
      int64_t start = run.first * width;
      int64_t lo = first > start ? (first - start + run.step - 1) / run.step : 0;
      int64_t hi = first + length > start
                       ? std::min(run.count * width, (first + length - start - 1) / run.step + 1)
                       : 0;
      int64_t count = inside ? std::max<int64_t>(hi - lo, 0) : 0;
      int64_t step = isLine ? 1 : run.xStep * last.xStride;
      const T *source = from + run.x * last.xStride + lo * step;
      int64_t offset = start + lo * run.step - first;
      if (count == 0) {
        clear(tile, length);
      } else if (run.step == 1) {
        clear(tile, offset);
        copyRun(tile + offset, source, step, count);
        clear(tile + offset + count, length - offset - count);
      } else {
        clear(tile, length);
        for (int64_t i = 0; i < count; ++i)
          tile[offset + i * run.step] = source[i * step];
      }
      out[c.rank - 1] = 0;
      advance(c, c.rank - 1, &WindowAxis::out, out);
      if (isLine) {
        n = 0;
        continue;
      }
      bool wrapped = true;
      for (int i = 0; i < c.rank; ++i)
        wrapped = wrapped && out[i] == 0;
      n += wrapped;
    }
  }
}

/// Moves a tile of products to where they belong.
template <class T>
COVECTOR_INLINE void scatter(const Patches<T> &p, const T *products, T *y, int64_t r0, int64_t r1) {
  const Convolution &c = p.c;
  int64_t n, out[maxSpatialAxes], count = r1 - r0;
  p.locate(r0, n, out);
  for (int64_t r = 0; r < count; ++r, p.next(n, out)) {
    T *to = y + p.resultOffset(n, out);
    if (p.resultTransposed)
      for (int64_t o = 0; o < c.outFeatures; ++o)
        to[o * c.yFeature] = products[o * count + r];
    else
      for (int64_t o = 0; o < c.outFeatures; ++o)
        to[o * c.yFeature] = products[r * c.outFeatures + o];
  }
}

template <class T> COVECTOR_INLINE void patchTiles(void **frame, int64_t lo, int64_t hi) {
  const auto &p = *reinterpret_cast<const Patches<T> *>(frame);
  const Convolution &c = p.c;
  bool copies = p.inner != Inner::None;
  Scratch<T> tile(copies ? p.tile * p.unitsPerChunk * p.unitDepth : 0);
  Scratch<T> products(p.direct ? 0 : p.tile * c.outFeatures);
  for (int64_t piece = lo; piece < hi; ++piece) {
    int64_t segment = piece / p.tilesPerSegment, g = segment / p.segments;
    segment %= p.segments;
    int64_t r0 = piece % p.tilesPerSegment * p.tile;
    int64_t r1 = std::min(r0 + p.tile, p.segmentRows), count = r1 - r0;
    r0 += segment * p.segmentRows;
    r1 += segment * p.segmentRows;
    const T *x = p.x + g * c.xGroup;
    T *y = p.y + g * c.yGroup, *result = products.data();
    int64_t n, out[maxSpatialAxes], resultLead = p.resultTransposed ? count : c.outFeatures;
    p.locate(r0, n, out);
    if (p.direct) {
      result = y + p.resultOffset(n, out);
      resultLead = p.resultLead;
    }
    if (p.depth == 0 || p.units == 0) {
      for (int64_t i = 0; i < (p.resultTransposed ? c.outFeatures : count); ++i)
        clear(result + i * resultLead, p.resultTransposed ? count : c.outFeatures);
    }
    for (int64_t u0 = 0; u0 < p.units; u0 += p.unitsPerChunk) {
      int64_t u1 = std::min(u0 + p.unitsPerChunk, p.units), columns = (u1 - u0) * p.unitDepth;
      if (columns == 0)
        break;
      const T *patches = tile.data();
      int64_t lead = p.patchesTransposed ? count : columns;
      if (!copies) {
        patches = x + n * c.xBatch;
        for (int i = 0; i < c.rank; ++i)
          patches += out[i] * c.axes[i].xStride;
        lead = p.patchLead;
      } else if (p.patchesTransposed) {
        fillColumns(p, x, tile.data(), r0, r1, u0, u1);
      } else {
        fillRows(p, x, tile.data(), r0, r1, u0, u1);
      }
      const T *kernel =
          p.kernel + g * p.kernelGroup + u0 * p.unitDepth * (p.kernelTransposed ? 1 : p.kernelLead);
      if (p.resultTransposed)
        multiply(kernel, patches, result, c.outFeatures, count, columns, p.kernelLead, lead,
                 resultLead, !p.kernelTransposed, !p.patchesTransposed, u0 > 0);
      else
        multiply(patches, kernel, result, count, c.outFeatures, columns, lead, p.kernelLead,
                 resultLead, p.patchesTransposed, p.kernelTransposed, u0 > 0);
    }
    if (!p.direct)
      scatter(p, products.data(), y, r0, r1);
  }
}

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_CONVOLUTIONPATCHES_H
