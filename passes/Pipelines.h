//===- Pipelines.h - named lists of passes ------------------------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_PIPELINES_H
#define COVECTOR_PASSES_PIPELINES_H

namespace mlir {
class OpPassManager;
} // namespace mlir

namespace covector {

/// From a traced program, with requests for derivatives and batching, to one without
/// calls and requests, ready to lower.
void buildTransformsPipeline(mlir::OpPassManager &passes);

/// From a traced program to StableHLO.
void buildStablehloPipeline(mlir::OpPassManager &passes);

} // namespace covector

#endif // COVECTOR_PASSES_PIPELINES_H
