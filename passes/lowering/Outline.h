//===- Outline.h - loops that threads share ---------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_OUTLINE_H
#define COVECTOR_PASSES_LOWERING_OUTLINE_H

#include "passes/lowering/NestEmitter.h"

namespace covector {

/// Writes `nest` as a function over a range of its outermost parallel loop and
/// a call of `cv_parallel_for`, if it does at least `parallelWork` elementary
/// operations; false, and nothing is written, if it does not.
bool emitParallelNest(mlir::OpBuilder &builder, const Nest &nest, const NestSchedule &schedule,
                      int64_t parallelWork);

/// The same for a nest without parallel loops whose reductions may be done in
/// any order: parts of it are reduced in parallel, and their results in order, so
/// that the sum does not depend on the number of threads.
bool emitParallelReduction(mlir::OpBuilder &builder, const Nest &nest, const NestSchedule &schedule,
                           int64_t vectorBytes, int64_t parallelWork);

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_OUTLINE_H
