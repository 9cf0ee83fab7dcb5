//===- SortingLines.cpp - work on every line along an axis ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lines along the last axis are contiguous. Those along another one are copied,
// several neighbours at once, so that memory is read and written in pieces of a
// cache line.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/SortingLines.h"
#include <algorithm>

using namespace covector::runtime;
using namespace covector::runtime::sorting;

namespace {

constexpr int64_t neighbours = 16; // lines that are copied together

struct Work {
  Axis axis;
  std::vector<Array> reads, writes;
  const std::function<void(char *const *, char *const *)> &body;
};

template <typename Unit>
void transpose(const char *from, int64_t fromStride, char *to, int64_t toStride, int64_t rows,
               int64_t columns) {
  auto *x = reinterpret_cast<const Unit *>(from);
  auto *y = reinterpret_cast<Unit *>(to);
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < columns; ++j)
      y[j * toStride + i] = x[i * fromStride + j];
}

/// `to[j * toStride + i] = from[i * fromStride + j]`, strides in elements.
void transpose(int64_t bytes, const char *from, int64_t fromStride, char *to, int64_t toStride,
               int64_t rows, int64_t columns) {
  switch (bytes) {
  case 1:
    return transpose<uint8_t>(from, fromStride, to, toStride, rows, columns);
  case 2:
    return transpose<uint16_t>(from, fromStride, to, toStride, rows, columns);
  case 4:
    return transpose<uint32_t>(from, fromStride, to, toStride, rows, columns);
  case 8:
    return transpose<uint64_t>(from, fromStride, to, toStride, rows, columns);
  default:
    return transpose<Wide>(from, fromStride, to, toStride, rows, columns);
  }
}

void rows(const Work &work, int64_t lo, int64_t hi) {
  std::vector<char *> from(work.reads.size()), to(work.writes.size());
  for (int64_t line = lo; line < hi; ++line) {
    for (size_t i = 0; i < from.size(); ++i)
      from[i] = work.reads[i].data + line * work.reads[i].length * work.reads[i].bytes;
    for (size_t i = 0; i < to.size(); ++i)
      to[i] = work.writes[i].data + line * work.writes[i].length * work.writes[i].bytes;
    work.body(from.data(), to.data());
  }
}

int64_t groupsOf(Axis axis) { return (axis.inner + neighbours - 1) / neighbours; }

void columns(const Work &work, int64_t lo, int64_t hi) {
  std::vector<Lines> read, written;
  for (const Array &array : work.reads)
    read.emplace_back(neighbours * array.length * array.bytes);
  for (const Array &array : work.writes)
    written.emplace_back(neighbours * array.length * array.bytes);
  std::vector<char *> from(work.reads.size()), to(work.writes.size());
  int64_t inner = work.axis.inner, groups = groupsOf(work.axis);
  for (int64_t group = lo; group < hi; ++group) {
    int64_t first = group % groups * neighbours, count = std::min(neighbours, inner - first);
    auto place = [&](const Array &array) {
      return array.data + (group / groups * array.length * inner + first) * array.bytes;
    };
    for (size_t i = 0; i < from.size(); ++i) {
      const Array &x = work.reads[i];
      transpose(x.bytes, place(x), inner, read[i].as<char>(), x.length, x.length, count);
    }
    for (int64_t line = 0; line < count; ++line) {
      for (size_t i = 0; i < from.size(); ++i)
        from[i] = read[i].as<char>() + line * work.reads[i].length * work.reads[i].bytes;
      for (size_t i = 0; i < to.size(); ++i)
        to[i] = written[i].as<char>() + line * work.writes[i].length * work.writes[i].bytes;
      work.body(from.data(), to.data());
    }
    for (size_t i = 0; i < to.size(); ++i) {
      const Array &y = work.writes[i];
      transpose(y.bytes, written[i].as<char>(), y.length, place(y), inner, count, y.length);
    }
  }
}

void run(void **frame, int64_t lo, int64_t hi) {
  auto *work = static_cast<const Work *>(frame[0]);
  work->axis.inner == 1 ? rows(*work, lo, hi) : columns(*work, lo, hi);
}

} // namespace

void covector::runtime::sorting::forEachLine(
    Axis axis, std::vector<Array> reads, std::vector<Array> writes,
    const std::function<void(char *const *, char *const *)> &body) {
  if (axis.outer == 0 || axis.inner == 0)
    return;
  Work work = {axis, std::move(reads), std::move(writes), body};
  void *frame[] = {&work};
  int64_t group = std::max<int64_t>(axis.length, 1) * (axis.inner == 1 ? 1 : neighbours);
  int64_t count = axis.outer * (axis.inner == 1 ? 1 : groupsOf(axis));
  cv_parallel_for(run, frame, count, std::max<int64_t>(elementsOfThread / group, 1));
}
