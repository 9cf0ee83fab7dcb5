//===- FourierBaseline.cpp - Fourier transforms for any machine ----------------- ===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See Note [One library, several machines] in FourierLibrary.h.
//
//===----------------------------------------------------------------------===//

#include "runtime/cpu/FourierStandard.h"

#define DUCC0_NAMESPACE ducc0_baseline
#include "runtime/cpu/FourierLibrary.h"

bool covector::runtime::transformBaseline(const Fourier &fourier, const void *from, void *to) {
  try {
    ducc0_baseline::transformAll(fourier, from, to);
    return true;
  } catch (const std::exception &) {
    return false;
  }
}
