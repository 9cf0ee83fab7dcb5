//===- Parallel.cpp - loops over several threads --------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Nobody waits for a thread that has not come]
// A loop is cut into pieces, which the calling thread and the workers take one
// after the other. The caller returns when all pieces are done, and not, as with
// the barriers of OpenMP, when all threads have reported: on a machine that is
// shared with others, waking a thread may take longer than the whole loop. A
// worker that comes late finds no piece left. For the same reason a process that
// was forked, which has no workers, still gets its loops done.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/Libraries.h"
#include "runtime/cpu/Memory.h"
#include "runtime/cpu/Symbols.h"
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <sched.h>
#include <thread>
#include <vector>

namespace {

/// Pieces per thread: one that has to share its core takes fewer of them.
constexpr int64_t piecesPerThread = 4;

/// How often a worker looks for the next loop before it sleeps: some 20 us.
constexpr int idleLooks = 4000;

struct Job {
  void (*body)(void **frame, int64_t lo, int64_t hi);
  void **frame;
  int64_t n, pieces;
  std::atomic<int64_t> next{0}, done{0};
  std::atomic<int> helpers; // how many workers may still join
  std::atomic<bool> failed{false};
  covector::runtime::MissingMemory missing; // set by the first piece that failed

  /// Does pieces until none is left.
  void work() {
    for (int64_t piece; (piece = next.fetch_add(1, std::memory_order_relaxed)) < pieces;) {
      covector::runtime::MissingMemory lacking;
      auto doPiece = [&] { body(frame, n * piece / pieces, n * (piece + 1) / pieces); };
      if (!covector::runtime::attempt(doPiece, lacking) && !failed.exchange(true))
        missing = lacking;
      done.fetch_add(1, std::memory_order_release);
    }
  }
};

inline void pause() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

thread_local bool isInside = false; // this thread is doing a piece

class Pool {
public:
  static Pool &get() {
    // Never destroyed: workers run until the process ends.
    static Pool *pool = new Pool();
    return *pool;
  }

  /// Does a loop; false if memory was missing.
  bool run(const std::shared_ptr<Job> &job, int workers) {
    {
      std::lock_guard<std::mutex> lock(mutex);
      while (started < workers) {
        std::thread(&Pool::worker, this).detach();
        ++started;
      }
      jobs.push_back(job);
      epoch.fetch_add(1, std::memory_order_release);
    }
    if (asleep.load(std::memory_order_relaxed) > 0)
      wake.notify_all();
    isInside = true;
    job->work();
    isInside = false;
    {
      std::lock_guard<std::mutex> lock(mutex);
      jobs.erase(std::find(jobs.begin(), jobs.end(), job));
    }
    for (int looks = 0; job->done.load(std::memory_order_acquire) < job->pieces; ++looks)
      looks < 2000 ? pause() : std::this_thread::yield();
    return !job->failed;
  }

private:
  std::shared_ptr<Job> find() {
    for (const std::shared_ptr<Job> &job : jobs)
      if (job->next.load(std::memory_order_relaxed) < job->pieces && job->helpers.fetch_sub(1) > 0)
        return job;
    return nullptr;
  }

  void worker() {
    isInside = true;
    uint64_t seen = 0;
    while (true) {
      for (int looks = 0; epoch.load(std::memory_order_acquire) == seen && looks < idleLooks;
           ++looks)
        pause();
      std::shared_ptr<Job> job;
      {
        std::unique_lock<std::mutex> lock(mutex);
        ++asleep;
        wake.wait(lock, [&] { return epoch.load(std::memory_order_relaxed) != seen; });
        --asleep;
        seen = epoch.load(std::memory_order_relaxed);
        job = find();
      }
      while (job) {
        job->work();
        std::lock_guard<std::mutex> lock(mutex);
        job = find();
      }
    }
  }

  std::mutex mutex; // guards `jobs` and `started`
  std::condition_variable wake;
  std::vector<std::shared_ptr<Job>> jobs;
  int started = 0;
  std::atomic<int> asleep{0};
  std::atomic<uint64_t> epoch{0}; // counts the loops
};

std::atomic<int> threads{0};

int machineThreads() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0)
    return std::max(CPU_COUNT(&set), 1);
  return 1;
}

} // namespace

void cv_parallel_for(void (*body)(void **frame, int64_t lo, int64_t hi), void **frame, int64_t n,
                     int64_t grain) {
  if (n <= 0)
    return;
  grain = std::max<int64_t>(grain, 1);
  int64_t most = (n + grain - 1) / grain;
  int64_t count = std::min<int64_t>(covector::runtime::threadCount(), most);
  if (count <= 1 || isInside)
    return body(frame, 0, n);
  covector::runtime::MissingMemory missing;
  {
    auto job = std::make_shared<Job>();
    job->body = body;
    job->frame = frame;
    job->n = n;
    job->pieces = std::min(count * piecesPerThread, most);
    job->helpers = static_cast<int>(count - 1);
    if (Pool::get().run(job, static_cast<int>(count - 1)))
      return;
    missing = job->missing;
  }
  covector::runtime::giveUp(missing);
}

namespace covector::runtime {

void setThreadCount(int count) { threads.store(std::max(count, 0), std::memory_order_relaxed); }

int threadCount() {
  int count = threads.load(std::memory_order_relaxed);
  if (count > 0)
    return count;
  static const int machine = machineThreads();
  return machine;
}

} // namespace covector::runtime
