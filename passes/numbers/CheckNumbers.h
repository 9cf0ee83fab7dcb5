//===- CheckNumbers.h - where NaNs and infinities come from -----*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Searching for wrong numbers]
// The program is run once more on the same arguments, with an array.check_numbers behind
// every operation. Whatever has a NaN and is made of values without one is an event; of
// all events the runtime keeps the first of each operation. Several may be innocent: what
// where() leaves out is none of the result. So the search goes from the results that hold
// a NaN backward through values that have held one, and the earliest event on the way is
// the origin.
//
// Operations that only move elements within a loop, such as dynamic_update_slice, are not
// looked at, for the time of an iteration must not grow with the arrays that it
// carries: their results count as wrong if an operand is.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_NUMBERS_CHECKNUMBERS_H
#define COVECTOR_PASSES_NUMBERS_CHECKNUMBERS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "runtime/KernelAbi.h"
#include <optional>
#include <string>

namespace covector {

/// Writes array.check_numbers behind the operations of `f`, and what `findOrigin` must
/// know of the results as its attribute `array.result_ids`.
void insertNumberChecks(mlir::func::FuncOp f);

/// Makes `module`, whose one public function is `@main`, the program that is watched: expands
/// and simplifies it as for a compilation, and inserts the checks.
llvm::LogicalResult makeWatched(mlir::ModuleOp module);

/// Where a NaN or an infinity comes from.
struct NumberOrigin {
  /// The operation, `sqrt`; for an argument of the program its number.
  std::string operation;
  bool isArgument = false, isNan = false;
  /// The user's line; unknown for an argument.
  mlir::Location location;
  /// Whether the operation belongs to a derivative, and that of which operation, if of one; and
  /// whether the program has derivatives.
  bool inDerivative = false, anyDerivative = false;
  std::string derivativeOf = {};
  /// The loops around it, the innermost first, and their iterations, from 0.
  llvm::SmallVector<std::pair<mlir::Location, int64_t>, 2> loops = {};
};

/// The origin of what the results of `f` hold, which `insertNumberChecks` has been applied
/// to: `events` and `held`, by id, are what the runtime has noted. None if no
/// event reaches a result.
std::optional<NumberOrigin> findOrigin(mlir::func::FuncOp f, llvm::ArrayRef<NumberEvent> events,
                                       const std::vector<bool> &held);

/// The user's file and line; nothing if the location has none.
std::optional<std::pair<std::string, unsigned>> fileAndLine(mlir::Location location);

} // namespace covector

#endif // COVECTOR_PASSES_NUMBERS_CHECKNUMBERS_H
