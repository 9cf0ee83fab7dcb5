//===- Parallel.cpp - loops over several threads --------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Libraries.h"
#include "runtime/cpu/Symbols.h"
#include <algorithm>
#include <atomic>
#include <omp.h>
#include <sched.h>

// LLVM's OpenMP: how long, in milliseconds, idle threads spin before they sleep.
extern "C" void kmp_set_blocktime(int) __attribute__((weak));

namespace covector::runtime {

static std::atomic<int> threads{0};

static int machineThreads() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0)
    return std::max(CPU_COUNT(&set), 1);
  return 1;
}

int threadCount() {
  int count = threads.load(std::memory_order_relaxed);
  if (count > 0)
    return count;
  static const int machine = machineThreads();
  return machine;
}

namespace detail {
void setLoopThreads(int count) { threads.store(std::max(count, 0), std::memory_order_relaxed); }
} // namespace detail

} // namespace covector::runtime

/// Pieces per thread: a thread that has to share its core takes fewer of them.
static constexpr int64_t piecesPerThread = 4;

void cv_parallel_for(void (*body)(void **frame, int64_t lo, int64_t hi), void **frame, int64_t n,
                     int64_t grain) {
  grain = std::max<int64_t>(grain, 1);
  int64_t count = std::min<int64_t>(covector::runtime::threadCount(), (n + grain - 1) / grain);
  if (count <= 1 || omp_in_parallel()) {
    if (n > 0)
      body(frame, 0, n);
    return;
  }
  // The blocktime is a setting of the calling thread.
  static thread_local bool first = true;
  if (first) {
    first = false;
    if (kmp_set_blocktime)
      kmp_set_blocktime(1);
  }
  int64_t pieces = std::min(count * piecesPerThread, (n + grain - 1) / grain);
#pragma omp parallel for schedule(dynamic, 1) num_threads(static_cast<int>(count))
  for (int64_t piece = 0; piece < pieces; ++piece)
    body(frame, n * piece / pieces, n * (piece + 1) / pieces);
}
