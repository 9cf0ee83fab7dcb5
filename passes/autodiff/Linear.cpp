//===- Linear.cpp - which operations are linear ---------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/Linear.h"
#include "dialects/array/Array.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/IR/Matchers.h"
#include "passes/Functions.h"

using namespace mlir;
using namespace covector;

bool covector::isZero(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<array::BroadcastInDimOp, array::ConvertOp, array::ReshapeOp>(op))
      break;
    value = op->getOperand(0);
  }
  DenseElementsAttr elements;
  if (!matchPattern(value, m_Constant(&elements)))
    return false;
  if (elements.empty())
    return true;
  if (!elements.isSplat())
    return false;
  Type type = elements.getElementType();
  if (isa<ComplexType>(type)) {
    auto number = elements.getSplatValue<std::complex<APFloat>>();
    return number.real().isZero() && number.imag().isZero();
  }
  if (isa<FloatType>(type))
    return elements.getSplatValue<APFloat>().isZero();
  return isa<IntegerType>(type) && elements.getSplatValue<APInt>().isZero();
}

/// The operands in which `op` is linear only together with the others: what is
/// added to a linear operand has to be linear too.
static SmallVector<unsigned> addedOperands(Operation *op) {
  if (isa<array::AddOp, array::SubOp, array::ComplexOp, array::ConcatenateOp, array::PadOp>(op))
    return llvm::to_vector(llvm::seq<unsigned>(0, op->getNumOperands()));
  if (isa<array::SelectOp>(op))
    return {1, 2};
  if (auto scatter = dyn_cast<array::ScatterOp>(op);
      scatter && scatter.getKind() != array::ScatterKind::Mul)
    return {0, 2};
  return {};
}

/// Whether `op` fills with another number than 0.
static bool fillsWithNumber(Operation *op) {
  auto gather = dyn_cast<array::GatherOp>(op);
  if (!gather || gather.getMode() != array::IndexMode::Fill)
    return false;
  std::optional<Attribute> fill = gather.getFillValue();
  if (!fill)
    return false;
  if (auto number = dyn_cast<complex::NumberAttr>(*fill))
    return !number.getReal().isZero() || !number.getImag().isZero();
  auto number = dyn_cast<FloatAttr>(*fill);
  return number && !number.getValue().isZero();
}

/// Checks that `op` is linear in those of its operands that are linear; what
/// only one operand decides is left to the transpose rule.
static LogicalResult checkLinear(Operation *op, function_ref<bool(Value)> isLinear,
                                 bool isDerivative) {
  if (fillsWithNumber(op))
    return op->emitOpError("cannot be transposed: it is not linear, since its fill_value is not 0");
  if (isa<array::MulOp, array::MaskedMulOp>(op) && isLinear(op->getOperand(0)) &&
      isLinear(op->getOperand(1)))
    return op->emitOpError("cannot be transposed: it is not linear, since both operands depend on "
                           "linear arguments");
  for (auto [i, operand] : llvm::enumerate(op->getOperands()))
    if (isLinear(operand) && !array::isDifferentiable(operand.getType()))
      return op->emitOpError("cannot be transposed: it is not linear, since operand ")
             << i << " of type " << operand.getType() << " depends on a linear argument";
  if (isDerivative)
    return success();
  for (unsigned i : addedOperands(op)) {
    Value operand = op->getOperand(i);
    if (!isLinear(operand) && !isZero(operand))
      return op->emitOpError("cannot be transposed: it is not linear but affine, since operand ")
             << i << " depends on no linear argument and is not 0";
  }
  return success();
}

FailureOr<SmallVector<Operation *>> covector::collectLinear(Block &block,
                                                            llvm::DenseSet<Value> &linearValues,
                                                            StringRef transformation,
                                                            bool isDerivative) {
  SmallVector<Operation *> linearOps;
  auto isLinear = [&](Value value) { return linearValues.contains(value); };
  for (Operation &op : block.without_terminator()) {
    if (failed(checkIsolated(&op, transformation)))
      return failure();
    if (llvm::any_of(op.getOperands(), isLinear)) {
      linearOps.push_back(&op);
      linearValues.insert(op.result_begin(), op.result_end());
    }
  }
  // What no result depends on may be as it likes.
  llvm::DenseSet<Operation *> live;
  Operation *terminator = block.getTerminator();
  for (Operation *op : llvm::reverse(linearOps)) {
    bool isLive = llvm::any_of(
        op->getUsers(), [&](Operation *user) { return user == terminator || live.contains(user); });
    if (!isLive)
      continue;
    live.insert(op);
    if (failed(checkLinear(op, isLinear, isDerivative)))
      return failure();
  }
  return linearOps;
}
