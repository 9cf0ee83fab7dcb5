//===- HostVectors.cpp - vectors of the machine that compiles -------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/HostVectors.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/TargetParser/Host.h"

static const llvm::StringMap<bool> &features() {
  static const llvm::StringMap<bool> found = llvm::sys::getHostCPUFeatures();
  return found;
}

int64_t covector::hostVectorBytes() {
  if (features().lookup("avx512f") && features().lookup("avx512vl") &&
      features().lookup("avx512bw") && features().lookup("avx512dq"))
    return 64;
  return features().lookup("avx2") ? 32 : 16;
}

bool covector::hostHasFma() { return features().lookup("fma"); }
