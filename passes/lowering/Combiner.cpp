//===- Combiner.cpp - how a reduction meets its accumulator ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/Combiner.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace covector;

/// The kind of reduction that `op` is a step of.
static std::optional<vector::CombiningKind> kindOf(Operation *op) {
  using Kind = vector::CombiningKind;
  return llvm::TypeSwitch<Operation *, std::optional<Kind>>(op)
      .Case<arith::AddFOp, arith::AddIOp>([](auto) { return Kind::ADD; })
      .Case<arith::MulFOp, arith::MulIOp>([](auto) { return Kind::MUL; })
      .Case([](arith::AndIOp) { return Kind::AND; })
      .Case([](arith::OrIOp) { return Kind::OR; })
      .Case([](arith::XOrIOp) { return Kind::XOR; })
      .Case([](arith::MaximumFOp) { return Kind::MAXIMUMF; })
      .Case([](arith::MinimumFOp) { return Kind::MINIMUMF; })
      .Case([](arith::MaxNumFOp) { return Kind::MAXNUMF; })
      .Case([](arith::MinNumFOp) { return Kind::MINNUMF; })
      .Case([](arith::MaxSIOp) { return Kind::MAXSI; })
      .Case([](arith::MinSIOp) { return Kind::MINSI; })
      .Case([](arith::MaxUIOp) { return Kind::MAXUI; })
      .Case([](arith::MinUIOp) { return Kind::MINUI; })
      .Default([](Operation *) { return std::nullopt; });
}

std::optional<Combiner> Combiner::of(const Nest &nest, unsigned number) {
  BlockArgument accumulator = nest.body->getArgument(number);
  Value yielded = nest.body->getTerminator()->getOperand(number - nest.inputs);
  Operation *op = yielded.getDefiningOp();
  if (!op || op->getBlock() != nest.body || !yielded.hasOneUse() || !accumulator.hasOneUse() ||
      *accumulator.user_begin() != op || !kindOf(op))
    return std::nullopt;
  // Sums and products of floats only where the program allows another order.
  if (isa<arith::AddFOp, arith::MulFOp>(op) && !isa<linalg::ContractionOpInterface>(*nest.op)) {
    auto flags = cast<arith::ArithFastMathInterface>(op).getFastMathFlagsAttr();
    if (!flags || !bitEnumContainsAll(flags.getValue(), arith::FastMathFlags::reassoc))
      return std::nullopt;
  }
  // What is combined must not depend on what has been accumulated.
  SmallVector<Value> pending;
  for (Value operand : op->getOperands())
    if (operand != accumulator)
      pending.push_back(operand);
  DenseSet<Value> seen;
  while (!pending.empty()) {
    Value value = pending.pop_back_val();
    if (!seen.insert(value).second)
      continue;
    if (auto argument = dyn_cast<BlockArgument>(value)) {
      if (argument.getOwner() == nest.body && nest.accumulates(argument.getArgNumber()))
        return std::nullopt;
    } else if (value.getDefiningOp()->getBlock() == nest.body) {
      llvm::append_range(pending, value.getDefiningOp()->getOperands());
    }
  }
  return Combiner(op);
}

TypedAttr Combiner::neutral() const {
  OpBuilder builder(op->getContext());
  Type type = op->getResult(0).getType();
  if (auto attribute = arith::getNeutralElement(op))
    return *attribute;
  // The maximum and minimum that drop NaNs.
  bool least = isa<arith::MaxNumFOp>(op);
  auto floatType = cast<FloatType>(type);
  return builder.getFloatAttr(floatType,
                              APFloat::getInf(floatType.getFloatSemantics(), /*Negative=*/least));
}

Value Combiner::combine(OpBuilder &builder, Value a, Value b) const {
  Operation *clone = op->cloneWithoutRegions();
  clone->setOperands({a, b});
  clone->getResult(0).setType(a.getType());
  builder.insert(clone);
  return clone->getResult(0);
}

Value Combiner::reduce(OpBuilder &builder, Value vector) const {
  arith::FastMathFlags flags = arith::FastMathFlags::none;
  if (isa<arith::AddFOp, arith::MulFOp>(op))
    flags = arith::FastMathFlags::reassoc;
  if (!isa<VectorType>(vector.getType()))
    return vector;
  return vector::ReductionOp::create(builder, op->getLoc(), *kindOf(op), vector, flags);
}
