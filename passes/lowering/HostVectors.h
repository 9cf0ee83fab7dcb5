//===- HostVectors.h - vectors of the machine that compiles -----*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_HOSTVECTORS_H
#define COVECTOR_PASSES_LOWERING_HOSTVECTORS_H

#include <cstdint>

namespace covector {

/// Bytes of the vectors that this machine is best at.
int64_t hostVectorBytes();

/// Whether this machine multiplies and adds in one step.
bool hostHasFma();

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_HOSTVECTORS_H
