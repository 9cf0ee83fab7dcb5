//===- BatchCustom.cpp - functions with rules, over many lanes ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/batching/BatchCustom.h"
#include "dialects/array/ControlFlow.h"
#include "dialects/array/Custom.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/OwningOpRef.h"
#include "passes/batching/Batching.h"

using namespace mlir;
using namespace covector;
using array::BatchedValue;

/// Makes `body`, of which all results shall differ between lanes, one over `size` lanes.
static LogicalResult batchBody(Region &body, Location loc, ArrayRef<BatchedValue> operands,
                               int64_t size) {
  // As a function in a module of its own: a region is isolated just as that is.
  OwningOpRef<ModuleOp> module = ModuleOp::create(loc);
  Block &block = body.front();
  Operation *yield = block.getTerminator();
  auto function = func::FuncOp::create(
      loc, "body",
      FunctionType::get(loc.getContext(), block.getArgumentTypes(), yield->getOperandTypes()));
  module->push_back(function);
  function.getBody().takeBody(body);
  OpBuilder builder(yield);
  func::ReturnOp::create(builder, loc, yield->getOperands());
  yield->erase();

  SmallVector<int64_t> in, out(function.getNumResults(), 0);
  for (BatchedValue operand : operands)
    in.push_back(operand.mapped ? 0 : -1);
  SymbolTable symbols(*module);
  FailureOr<func::FuncOp> batched = buildBatched(function, in, out, size, symbols);
  if (failed(batched))
    return failure();
  body.takeBody(batched->getBody());
  Operation *terminator = body.front().getTerminator();
  builder.setInsertionPoint(terminator);
  array::YieldOp::create(builder, loc, terminator->getOperands());
  terminator->erase();
  return success();
}

template <typename Call>
static LogicalResult batchCall(Call call, OpBuilder &builder, ArrayRef<BatchedValue> operands,
                               int64_t size, SmallVectorImpl<BatchedValue> &results) {
  SmallVector<int64_t> lanes = {size}, masks;
  llvm::append_range(lanes, call.getLaneSizes());
  if (lanes.size() > 63)
    return call.emitOpError("cannot be mapped over more than 63 axes");
  SmallVector<Value> inputs;
  for (auto [i, operand] : llvm::enumerate(operands)) {
    inputs.push_back(operand.value);
    masks.push_back(call.getLaneMask(i) | int64_t(operand.mapped) << (lanes.size() - 1));
  }
  SmallVector<Type> types;
  for (Type type : call.getResults().getTypes())
    types.push_back(array::withLeadingAxis(type, size));
  NamedAttrList attributes(call->getAttrDictionary());
  attributes.set(call.getLanesAttrName(), builder.getDenseI64ArrayAttr(lanes));
  attributes.set(call.getLaneMasksAttrName(), builder.getDenseI64ArrayAttr(masks));
  OperationState state(call.getLoc(), call->getName(), inputs, types, attributes);
  IRMapping mapping;
  Region *body = state.addRegion();
  call.getBody().cloneInto(body, mapping);
  if (!body->empty() && failed(batchBody(*body, call.getLoc(), operands, size)))
    return failure();
  for (Value result : builder.create(state)->getResults())
    results.push_back({result, true});
  return success();
}

LogicalResult covector::batchCustomCall(Operation *op, OpBuilder &builder,
                                        ArrayRef<BatchedValue> operands, int64_t size,
                                        SmallVectorImpl<BatchedValue> &results) {
  if (auto call = dyn_cast<array::CustomJvpCallOp>(op))
    return batchCall(call, builder, operands, size, results);
  if (auto call = dyn_cast<array::CustomVjpCallOp>(op))
    return batchCall(call, builder, operands, size, results);
  return batchCall(cast<array::LinearCallOp>(op), builder, operands, size, results);
}
