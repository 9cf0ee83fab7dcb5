//===- Modes.cpp - forward and reverse mode over one block ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/Modes.h"
#include "dialects/array/Array.h"
#include "dialects/array/Expr.h"
#include "mlir/IR/Matchers.h"
#include "passes/Functions.h"
#include "passes/autodiff/ControlFlow.h"
#include "passes/autodiff/CustomRules.h"
#include "passes/autodiff/Marks.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace covector;

/// "not supported yet" names operation, transformation and function.
static LogicalResult emitNoRule(Operation *op, StringRef transformation, StringRef function,
                                StringRef rule) {
  return op->emitOpError("is not supported by ")
         << transformation << " yet: it has no " << rule << " rule (in '@" << function << "')";
}

/// The rule itself is wrong, which is not the user's fault.
static LogicalResult emitWrongRule(Operation *op, StringRef transformation, const Twine &what) {
  return op->emitOpError("internal error in its ")
         << transformation << " rule: " << what << "; please report this";
}

//===----------------------------------------------------------------------===//
// Forward mode
//===----------------------------------------------------------------------===//

void ForwardMode::seed(Value primal, Value tangent) {
  tangents[primal] = tangent;
  linearValues.insert(tangent);
}

void ForwardMode::notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) {
  markDerivative(op, current);
  for (Value operand : op->getOperands())
    if (linearValues.contains(operand)) {
      linearOps.push_back(op);
      for (Value result : op->getResults())
        linearValues.insert(result);
      return;
    }
}

LogicalResult ForwardMode::run(Block &block) {
  if (block.empty())
    return success();
  OpBuilder builder(block.front().getContext(), this);
  // What is inserted stands between an operation and the next one of the
  // original program, and is not visited.
  for (Operation &op : llvm::make_early_inc_range(block.without_terminator()))
    if (failed(runOn(&op, builder)))
      return failure();
  return success();
}

LogicalResult ForwardMode::runOn(Operation *op, OpBuilder &builder) {
  if (failed(checkIsolated(op, transformation)))
    return failure();
  operandTangents.clear();
  bool varies = false;
  for (Value operand : op->getOperands()) {
    operandTangents.push_back(tangents.lookup(operand));
    varies |= bool(operandTangents.back());
  }
  if (!varies)
    return success();

  builder.setInsertionPointAfter(op);
  // The rule of a user's function is at lines of its own.
  llvm::SaveAndRestore of(current, isCustomCall(op) ? nullptr : op);
  if (isCustomCall(op))
    return forwardThroughCustom(*this, op, builder, operandTangents);
  if (op->getNumRegions())
    return forwardThroughRegions(*this, op, builder, operandTangents);
  auto rule = dyn_cast<array::JvpOpInterface>(op);
  if (!rule)
    return emitNoRule(op, transformation, function, "forward-mode");
  resultTangents.clear();
  if (failed(rule.jvp(builder, operandTangents, resultTangents)))
    return failure();
  if (resultTangents.size() != op->getNumResults())
    return emitWrongRule(op, "forward-mode", "one tangent per result is expected");
  for (auto [result, tangent] : llvm::zip_equal(op->getResults(), resultTangents)) {
    if (!tangent)
      continue;
    if (tangent.getType() != result.getType())
      return emitWrongRule(op, "forward-mode", "the tangent's type is not the result's");
    tangents[result] = tangent;
  }
  return success();
}

void ForwardMode::eraseUnused(ArrayRef<Value> outputs) {
  llvm::DenseSet<Operation *> kept;
  for (Value output : outputs)
    if (output)
      kept.insert(output.getDefiningOp());
  SmallVector<Operation *> used;
  for (Operation *op : llvm::reverse(linearOps)) {
    if (op->use_empty() && !kept.contains(op))
      op->erase();
    else
      used.push_back(op);
  }
  std::reverse(used.begin(), used.end());
  linearOps = std::move(used);
}

//===----------------------------------------------------------------------===//
// Reverse mode
//===----------------------------------------------------------------------===//

void ReverseMode::notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) {
  markDerivative(op, nullptr);
}

void ReverseMode::accumulate(Value value, Value cotangent, Location loc) {
  Value &sum = cotangents[value];
  sum = sum ? addCotangents(builder, loc, sum, cotangent) : cotangent;
}

LogicalResult ReverseMode::run(ArrayRef<Operation *> ops) {
  for (Operation *op : llvm::reverse(ops)) {
    if (failed(runOn(op)))
      return failure();
    if (!op->use_empty())
      return emitWrongRule(op, "reverse-mode", "linear values are used by what stays");
    op->erase();
  }
  return success();
}

/// The cotangent of the linear operand of a product or quotient whose result's cotangent is
/// masked; null for other operations. See Note [Masked cotangents].
Value ReverseMode::maskedProduct(Operation *op) {
  if (!isa<array::MulOp, array::DivOp>(op))
    return nullptr;
  unsigned coefficient = linearOperands[0] ? 1 : 0;
  Value factor = op->getOperand(coefficient);
  Attribute constant;
  if (matchPattern(factor, m_Constant(&constant)))
    return nullptr; // a number of the program
  ImplicitLocOpBuilder b(op->getLoc(), builder);
  array::Expr ct(b, resultCotangents[0]), c(b, factor);
  return array::maskedMul(ct, isa<array::DivOp>(op) ? array::Expr::like(c, 1.0) / c : c).value();
}

LogicalResult ReverseMode::runOn(Operation *op) {
  resultCotangents.clear();
  bool reached = false;
  for (Value result : op->getResults()) {
    auto it = cotangents.find(result);
    resultCotangents.push_back(it == cotangents.end() ? Value() : it->second);
    if (it == cotangents.end())
      continue;
    reached = true;
    cotangents.erase(it); // The value goes away; its address may be used again.
  }
  if (!reached)
    return success();

  linearOperands.clear();
  for (Value operand : op->getOperands())
    linearOperands.push_back(isLinear(operand));
  bool isMasked = isa<array::SelectOp>(op) || llvm::any_of(op->getResults(), [&](Value result) {
                    return masked.contains(result);
                  });
  if (isMasked)
    for (auto [operand, linear] : llvm::zip_equal(op->getOperands(), linearOperands))
      if (linear)
        masked.insert(operand);
  auto custom = dyn_cast<array::LinearCallOp>(op);
  if (op->getNumRegions() && !custom)
    return transposeRegions(*this, op, resultCotangents, linearOperands);
  if (isMasked)
    if (Value product = maskedProduct(op)) {
      accumulate(op->getOperand(linearOperands[0] ? 0 : 1), product, op->getLoc());
      return success();
    }
  auto rule = dyn_cast<array::TransposeOpInterface>(op);
  if (!rule && !custom)
    return emitNoRule(op, transformation, function, "transpose");
  operandCotangents.clear();
  if (failed(rule ? rule.transpose(builder, resultCotangents, linearOperands, operandCotangents)
                  : transposeLinearCall(custom, builder, resultCotangents, linearOperands,
                                        operandCotangents)))
    return failure();
  if (operandCotangents.size() != op->getNumOperands())
    return emitWrongRule(op, "reverse-mode", "one cotangent per operand is expected");
  for (auto [operand, linear, cotangent] :
       llvm::zip_equal(op->getOperands(), linearOperands, operandCotangents)) {
    if (!linear || !cotangent)
      continue;
    if (cotangent.getType() != operand.getType())
      return emitWrongRule(op, "reverse-mode", "the cotangent's type is not the operand's");
    accumulate(operand, cotangent, op->getLoc());
  }
  return success();
}
