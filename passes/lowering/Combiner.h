//===- Combiner.h - how a reduction meets its accumulator -------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_COMBINER_H
#define COVECTOR_PASSES_LOWERING_COMBINER_H

#include "passes/lowering/Nest.h"
#include <optional>

namespace covector {

/// The operation of a nest's body that combines an accumulator with a new
/// value, where it is associative and may be done in any order.
class Combiner {
public:
  /// The combiner of the output that is operand `number` of the nest; none if
  /// the output is not combined by one such operation.
  static std::optional<Combiner> of(const Nest &nest, unsigned number);

  /// The value that changes nothing.
  mlir::TypedAttr neutral() const;
  /// Combines two scalars or two vectors.
  mlir::Value combine(mlir::OpBuilder &builder, mlir::Value a, mlir::Value b) const;
  /// Combines the elements of a vector.
  mlir::Value reduce(mlir::OpBuilder &builder, mlir::Value vector) const;

private:
  explicit Combiner(mlir::Operation *op) : op(op) {}
  mlir::Operation *op;
};

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_COMBINER_H
