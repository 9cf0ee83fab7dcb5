//===- Numbers.h - the search for NaNs and infinities -----------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program compiled with checks raises an alarm when a result holds what is looked
// for. Then another version of it runs, in which every operation is followed by a note
// (array.check_numbers): it is watched by a NumberWatch.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_NUMBERS_H
#define COVECTOR_RUNTIME_CPU_NUMBERS_H

#include "runtime/KernelAbi.h"
#include "runtime/cpu/Symbols.h"

extern "C" {

/// KernelFunction: raises the alarm if the buffer holds what is looked for. numbers:
/// {format, elements, bits: 1 NaNs, 2 infinities}.
void cv_check_numbers(void *const *buffers, const int64_t *numbers);

/// KernelFunction: raises the alarm.
void cv_alarm(void *const *buffers, const int64_t *numbers);

/// KernelFunction: a note for the watch of this thread; nothing if there is none. numbers:
/// see CheckNumbersOp::getRuntimeNumbers.
void cv_watch_numbers(void *const *buffers, const int64_t *numbers);

} // extern "C"

namespace covector::runtime {

/// How many alarms there have been in this process: one that ran meanwhile may belong to
/// another thread's program.
uint64_t numAlarms();

/// Which of `wanted` (1 NaNs, 2 infinities) are among `count` numbers of a format, which is one
/// of llvm::APFloatBase::Semantics.
int64_t findNumbers(const void *data, int64_t format, int64_t count, int64_t wanted);

/// Takes the notes of the programs that run in this thread while it lives.
class NumberWatch {
public:
  NumberWatch(bool nans, bool infs);
  ~NumberWatch();
  NumberWatch(const NumberWatch &) = delete;

  /// The events of different ids, the earliest first.
  const std::vector<NumberEvent> &events() const { return first; }
  /// Whether a value has held what is looked for, by its id.
  const std::vector<bool> &held() const { return ever; }

  void note(void *const *buffers, const int64_t *numbers);

private:
  void set(int64_t id, bool wrong);
  bool isWrong(int64_t id) const { return id < int64_t(now.size()) && now[id]; }

  int64_t wanted;
  std::vector<bool> now, ever, known;
  std::vector<int64_t> iterations;
  std::vector<NumberEvent> first;
  NumberWatch *outer;
};

/// The functions above, by name.
llvm::ArrayRef<Symbol> numberSymbols();

} // namespace covector::runtime

#endif // COVECTOR_RUNTIME_CPU_NUMBERS_H
