//===- Nest.h - a linalg operation seen as a nest of loops ------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES_LOWERING_NEST_H
#define COVECTOR_PASSES_LOWERING_NEST_H

#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/IR/Builders.h"

namespace covector {

/// A position along one axis of a buffer: the sum of loop variables times
/// factors, and a constant.
struct NestIndex {
  llvm::SmallVector<std::pair<unsigned, int64_t>, 1> terms; // loop, factor
  int64_t constant = 0;

  bool isLoop(unsigned loop) const {
    return constant == 0 && terms.size() == 1 && terms[0].first == loop && terms[0].second == 1;
  }
};

/// An operand: a buffer and where its element is, or a scalar.
struct NestOperand {
  mlir::Value base;
  llvm::SmallVector<NestIndex, 4> indices; // one for each axis of the buffer
  /// How many elements apart the elements of neighbouring iterations are, for
  /// each loop. All 0 for a scalar.
  llvm::SmallVector<int64_t, 4> strides;

  bool isScalar() const { return !mlir::isa<mlir::MemRefType>(base.getType()); }
  bool uses(unsigned loop) const;
};

/// A linalg operation on buffers of static shape: for every point of a box, the
/// body is evaluated on one element of each operand.
struct Nest {
  mlir::linalg::LinalgOp op;
  mlir::Block *body = nullptr;
  llvm::SmallVector<int64_t, 4> sizes;
  llvm::SmallVector<bool, 4> reduction;
  llvm::SmallVector<NestOperand, 4> operands; // inputs, then outputs
  unsigned inputs = 0;
  /// The loop that stands for a dimension of `op` (of those that the body asks
  /// for with `linalg.index`).
  llvm::SmallVector<unsigned, 4> loopOfDim;
  /// A byte that is set to 1 where one of the outputs `checked` is given what
  /// `alarmFor` says; null if none is looked at. See Note [Alarms].
  mlir::Value alarm;
  int64_t alarmFor = 0;
  llvm::SmallVector<int64_t, 1> checked;

  unsigned loops() const { return sizes.size(); }
  int64_t points() const;
  /// Whether operand `number` is an output whose elements are written in several
  /// iterations.
  bool accumulates(unsigned number) const;
  /// Elementary operations of one evaluation of the body, roughly.
  int64_t bodyCost() const;
  /// Elementary operations and accesses to memory of all evaluations.
  int64_t work() const;

  /// The nest of `op`; a diagnostic if an indexing map or shape is not supported.
  static mlir::FailureOr<Nest> of(mlir::linalg::LinalgOp op);

  /// Fuses loops that go through memory as one does, so that inner loops get
  /// long. Makes views of the operands at the builder's place.
  void collapse(mlir::OpBuilder &builder);

private:
  bool canCollapse(unsigned outer, unsigned inner) const;
};

} // namespace covector

#endif // COVECTOR_PASSES_LOWERING_NEST_H
