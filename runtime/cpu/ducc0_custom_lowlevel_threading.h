//===- ducc0_custom_lowlevel_threading.h - our threads for ducc0 -*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// ducc0 asks for a header of this name. Its loops run on the threads of
// Parallel.cpp: the pool is in FourierLibrary.h.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_DUCC0_CUSTOM_LOWLEVEL_THREADING_H
#define COVECTOR_RUNTIME_CPU_DUCC0_CUSTOM_LOWLEVEL_THREADING_H

#include <condition_variable>
#include <mutex>

namespace DUCC0_NAMESPACE {
namespace detail_threading {

using Mutex = std::mutex;
using UniqueLock = std::unique_lock<std::mutex>;
using LockGuard = std::lock_guard<std::mutex>;
using CondVar = std::condition_variable;

} // namespace detail_threading
} // namespace DUCC0_NAMESPACE

#endif // COVECTOR_RUNTIME_CPU_DUCC0_CUSTOM_LOWLEVEL_THREADING_H
