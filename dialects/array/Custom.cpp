//===- Custom.cpp - functions with derivative rules of their own ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Custom.h"
#include "dialects/array/ControlFlow.h"
#include "dialects/array/Inference.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/bit.h"

#define GET_OP_CLASSES
#include "dialects/array/Custom.cpp.inc"

using namespace mlir;
using namespace covector::array;

//===----------------------------------------------------------------------===//
// Lanes
//===----------------------------------------------------------------------===//

/// `type` without its first `count` axes.
static RankedTensorType withoutAxes(Type type, size_t count) {
  auto tensor = cast<RankedTensorType>(type);
  return RankedTensorType::get(tensor.getShape().drop_front(count), tensor.getElementType());
}

template <typename Op> static RankedTensorType oneLane(Op op, unsigned i) {
  return withoutAxes(op.getArgs()[i].getType(), llvm::popcount(uint64_t(op.getLaneMask(i))));
}

template <typename Op> static SmallVector<Type> oneLaneResults(Op op) {
  SmallVector<Type> types;
  for (Type type : op.getResults().getTypes())
    types.push_back(withoutAxes(type, op.getLaneSizes().size()));
  return types;
}

/// (C3) and (C4).
template <typename Op> static LogicalResult verifyLanes(Op op) {
  ArrayRef<int64_t> lanes = op.getLaneSizes();
  if (op.getLanes().has_value() != op.getLaneMasks().has_value() ||
      (op.getLaneMasks() && op.getLaneMasks()->size() != op.getArgs().size()) || lanes.size() > 63)
    return op.emitOpError("lane_masks must hold one number for each operand where there are lanes");
  auto leads = [](Type type, ArrayRef<int64_t> sizes) {
    ArrayRef<int64_t> shape = cast<RankedTensorType>(type).getShape();
    return shape.size() >= sizes.size() && shape.take_front(sizes.size()) == sizes;
  };
  for (Type type : op.getResults().getTypes())
    if (!leads(type, lanes))
      return op.emitOpError("result ") << type << " must begin with the lanes " << text(lanes);
  for (auto [i, arg] : llvm::enumerate(op.getArgs())) {
    SmallVector<int64_t> sizes;
    for (auto [j, size] : llvm::enumerate(lanes))
      if (op.getLaneMask(i) >> (lanes.size() - 1 - j) & 1)
        sizes.push_back(size);
    if (uint64_t(op.getLaneMask(i)) >> lanes.size() || !leads(arg.getType(), sizes))
      return op.emitOpError("operand ")
             << i << ", " << arg.getType() << ", must begin with its lanes " << text(sizes);
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Bodies and rules
//===----------------------------------------------------------------------===//

static LogicalResult checkTypes(Operation *op, StringRef what, TypeRange expected, TypeRange got) {
  if (expected == got)
    return success();
  InFlightDiagnostic error = op->emitOpError() << what << " must be of types (";
  llvm::interleaveComma(expected, error);
  error << "), got (";
  llvm::interleaveComma(got, error);
  return error << ")";
}

/// (C2).
template <typename Op> static LogicalResult verifyBody(Op op) {
  Block &block = op.getBody().front();
  auto yield = block.empty() ? YieldOp() : dyn_cast<YieldOp>(block.back());
  if (!yield)
    return op.emitOpError("body must end in array.yield");
  if (failed(checkTypes(op, "arguments of the body", op.getArgs().getTypes(),
                        block.getArgumentTypes())))
    return failure();
  return checkTypes(op, "values that the body yields", op.getResults().getTypes(),
                    yield.getValues().getTypes());
}

/// (C1).
template <typename Op> static LogicalResult verifyRule(Op op, Attribute rule) {
  if (op.getSymbolicZeros() && !isa<IntegerAttr>(rule))
    return op.emitOpError("symbolic_zeros must have a rule that is a number, got ") << rule;
  return success();
}

static LogicalResult verifyRuleSymbol(Operation *op, Attribute rule,
                                      SymbolTableCollection &symbols) {
  auto symbol = dyn_cast<FlatSymbolRefAttr>(rule);
  if (symbol && !symbols.lookupNearestSymbolFrom<FunctionOpInterface>(op, symbol))
    return op->emitOpError("rule ") << symbol << " is not a function";
  return success();
}

template <typename Op> static LogicalResult verifyConsts(Op op) {
  int64_t consts = op.getConsts().value_or(0);
  if (consts < 0 || consts > int64_t(op.getArgs().size()))
    return op.emitOpError("consts must be among the ")
           << op.getArgs().size() << " operands, got " << consts;
  return success();
}

RankedTensorType CustomJvpCallOp::getOneLane(unsigned i) { return oneLane(*this, i); }
SmallVector<Type> CustomJvpCallOp::getOneLaneResults() { return oneLaneResults(*this); }

LogicalResult CustomJvpCallOp::verify() {
  return success(succeeded(verifyConsts(*this)) && succeeded(verifyRule(*this, getRule())) &&
                 succeeded(verifyBody(*this)) && succeeded(verifyLanes(*this)));
}

LogicalResult CustomJvpCallOp::verifySymbolUses(SymbolTableCollection &symbols) {
  return verifyRuleSymbol(*this, getRule(), symbols);
}

RankedTensorType CustomVjpCallOp::getOneLane(unsigned i) { return oneLane(*this, i); }
SmallVector<Type> CustomVjpCallOp::getOneLaneResults() { return oneLaneResults(*this); }

LogicalResult CustomVjpCallOp::verify() {
  return success(succeeded(verifyConsts(*this)) && succeeded(verifyRule(*this, getForward())) &&
                 succeeded(verifyRule(*this, getBackward())) && succeeded(verifyBody(*this)) &&
                 succeeded(verifyLanes(*this)));
}

LogicalResult CustomVjpCallOp::verifySymbolUses(SymbolTableCollection &symbols) {
  return success(succeeded(verifyRuleSymbol(*this, getForward(), symbols)) &&
                 succeeded(verifyRuleSymbol(*this, getBackward(), symbols)));
}

RankedTensorType LinearCallOp::getOneLane(unsigned i) { return oneLane(*this, i); }
SmallVector<Type> LinearCallOp::getOneLaneResults() { return oneLaneResults(*this); }

LogicalResult LinearCallOp::verify() {
  int64_t residuals = getResiduals();
  if (residuals < 0 || residuals > int64_t(getArgs().size()))
    return emitOpError("residuals must be among the ")
           << getArgs().size() << " operands, got " << residuals;
  if (failed(verifyRule(*this, getRule())) || (hasBody() && failed(verifyBody(*this))) ||
      failed(verifyLanes(*this)))
    return failure();
  for (TypeRange types : {TypeRange(getLinearArgs()), TypeRange(getResults())}) // (C5)
    for (Type type : types)
      if (!isDifferentiable(type))
        return emitOpError("linear operands and results must be floating point or complex, got ")
               << type;
  return success();
}

LogicalResult LinearCallOp::verifySymbolUses(SymbolTableCollection &symbols) {
  return verifyRuleSymbol(*this, getRule(), symbols);
}
