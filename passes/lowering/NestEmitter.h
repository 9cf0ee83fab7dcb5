//===- NestEmitter.h - writes a nest as loops over vectors ------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_NESTEMITTER_H
#define COVECTOR_PASSES_LOWERING_NESTEMITTER_H

#include "passes/lowering/Nest.h"
#include <optional>

namespace covector {

/// How the loops of a nest are run.
struct NestSchedule {
  llvm::SmallVector<unsigned, 4> parallel, reduction; // loops from outside to inside
  /// The loop that is done by vectors, last of its list; none in scalar code.
  std::optional<unsigned> vectorLoop;
  int64_t lanes = 1;
  /// Vectors that one iteration of the vector loop does.
  int64_t unroll = 1;
  /// The loop whose iterations are interleaved, and how many of them.
  std::optional<unsigned> jamLoop;
  int64_t jam = 1;
  /// What lies along the jam loop is read in squares of `lanes` vectors, which are
  /// transposed in registers.
  bool transposes = false;
  /// What the accumulators start from; null if that is in memory.
  mlir::TypedAttr initial;

  /// A schedule for machine vectors of `vectorBytes` (1: scalar code).
  static NestSchedule of(const Nest &nest, int64_t vectorBytes);
};

/// Writes the loops of `nest` at the builder's place. If `range` is given, the
/// outermost parallel loop runs over that range of iterations only; see
/// `outerIterations`.
void emitNest(mlir::OpBuilder &builder, const Nest &nest, const NestSchedule &schedule,
              std::optional<std::pair<mlir::Value, mlir::Value>> range = std::nullopt);

/// Number of iterations of the outermost parallel loop that may be done in any
/// order by `emitNest` with a range; 0 if there is no such loop.
int64_t outerIterations(const Nest &nest, const NestSchedule &schedule);

/// Writes what a range of all `outerIterations` leaves over.
void emitNestRest(mlir::OpBuilder &builder, const Nest &nest, const NestSchedule &schedule);

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_NESTEMITTER_H
