//===- Batch.cpp - one more axis for all that differs between lanes --------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Values that differ between lanes carry the batch axis in front from the
// function's entry to its end; the others are computed once. Axes are moved
// only at the entry and at the end.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Array.h"
#include "dialects/array/Rules.h"
#include "passes/ExpandTransforms.h"
#include "passes/Functions.h"
#include "passes/Passes.h"
#include "passes/autodiff/CustomRules.h"
#include "passes/batching/BatchCustom.h"
#include "passes/batching/Batcher.h"
#include "passes/batching/Batching.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYVMAPPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;
using array::BatchedValue;

/// `type` with an axis of `size` at `axis`.
static RankedTensorType withAxis(RankedTensorType type, int64_t axis, int64_t size) {
  SmallVector<int64_t> shape(type.getShape());
  shape.insert(shape.begin() + axis, size);
  return RankedTensorType::get(shape, type.getElementType());
}

static LogicalResult checkAxes(func::FuncOp f, StringRef option, StringRef kind,
                               ArrayRef<int64_t> axes, TypeRange types, int64_t size) {
  if (axes.size() != types.size())
    return emitError(f.getLoc()) << "vmap: " << option << " holds " << axes.size()
                                 << " axes, but '@" << f.getSymName() << "' has " << types.size()
                                 << " " << kind << (types.size() == 1 ? "" : "s");
  for (auto [i, axis, type] : llvm::enumerate(axes, types)) {
    auto tensor = cast<RankedTensorType>(type);
    if (axis < -1 || axis > tensor.getRank())
      return emitError(f.getLoc())
             << "vmap: " << option << "[" << i << "] is " << axis << ", but " << kind << " " << i
             << " of '@" << f.getSymName() << "', " << type
             << ", with the mapped axis has axes 0 to " << tensor.getRank() << " (-1: not mapped)";
    if (axis >= 0 && !array::isArrayTensor(withAxis(tensor, axis, size)))
      return emitError(f.getLoc()) << "vmap: " << kind << " " << i << " of '@" << f.getSymName()
                                   << "', " << type << ", is too large for " << size << " lanes";
  }
  return success();
}

RankedTensorType Batcher::mappedType(Type type) const {
  auto tensor = cast<RankedTensorType>(type);
  return array::isStack(tensor) ? withAxis(tensor, 1, size) : array::withLeadingAxis(type, size);
}

Value Batcher::materialize(OpBuilder &builder, Location loc, BatchedValue value) const {
  return array::materializeBatch(builder, loc, value, size);
}

LogicalResult Batcher::visit(Block &block) {
  for (Operation &op : block.without_terminator())
    if (failed(visit(&op)))
      return failure();
  return success();
}

bool Batcher::combinesLanes(Operation *op) const {
  auto isOwn = [&](Operation *each) {
    auto collective = dyn_cast<array::CollectiveOpInterface>(each);
    return collective && collective.getAxisName() == axisName;
  };
  if (axisName.empty() || op->getNumRegions() == 0)
    return !axisName.empty() && isOwn(op);
  return op
      ->walk([&](Operation *each) {
        return isOwn(each) ? WalkResult::interrupt() : WalkResult::advance();
      })
      .wasInterrupted();
}

/// Builds `collective`, which is over the axis of the lanes that `batcher` makes.
static LogicalResult resolve(const Batcher &batcher, array::CollectiveOpInterface collective,
                             ArrayRef<BatchedValue> operands,
                             SmallVectorImpl<BatchedValue> &results) {
  std::optional<int64_t> lanes = collective.getExpectedLanes();
  if (lanes && *lanes != batcher.size)
    return collective->emitOpError("is made for ")
           << *lanes << " lanes of the axis '" << batcher.axisName << "', which has "
           << batcher.size;
  return collective.batchOverOwnAxis(batcher.builder, operands, batcher.size, results);
}

LogicalResult Batcher::visit(Operation *op) {
  if (failed(checkIsolated(op, "vmap")))
    return failure();
  bool combines = combinesLanes(op);
  bool differs = combines || llvm::any_of(op->getOperands(),
                                          [&](Value operand) { return mapped.contains(operand); });
  if (!differs) {
    builder.clone(*op, unmapped);
    return success();
  }
  if (op->getNumRegions() && !isCustomCall(op))
    return visitRegions(op);
  auto rule = dyn_cast<array::BatchOpInterface>(op);
  if (!rule && !isCustomCall(op))
    return op->emitOpError("is not supported by vmap yet: it has no batching rule (in '@")
           << function << "')";
  // Rules build what they need of these types without a check of their own.
  for (Type type : op->getResultTypes())
    if (!array::isArrayTensor(type) || !array::isArrayTensor(array::withLeadingAxis(type, size)))
      return op->emitOpError("cannot be mapped over ")
             << size << " lanes: " << type << " would be too large";
  operands.clear();
  for (Value operand : op->getOperands())
    operands.push_back(lookup(operand));
  results.clear();
  auto collective = dyn_cast<array::CollectiveOpInterface>(op);
  LogicalResult done = combines && collective ? resolve(*this, collective, operands, results)
                       : rule ? rule.batch(builder, operands, size, results)
                              : batchCustomCall(op, builder, operands, size, results);
  if (failed(done))
    return failure();
  if (results.size() != op->getNumResults())
    return op->emitOpError("internal error in its batching rule: one value per result is "
                           "expected; please report this");
  for (auto [result, batched] : llvm::zip_equal(op->getResults(), results)) {
    Type expected =
        batched.mapped ? array::withLeadingAxis(result.getType(), size) : result.getType();
    if (batched.value.getType() != expected)
      return op->emitOpError("internal error in its batching rule: ")
             << expected << " is expected, got " << batched.value.getType()
             << "; please report this";
    map(result, batched);
  }
  return success();
}

/// `value` as result `index`, with its lanes along `axis`.
static FailureOr<Value> placeResult(OpBuilder &builder, func::FuncOp f, unsigned index,
                                    Location loc, BatchedValue value, int64_t axis, int64_t size) {
  if (value.mapped) {
    if (axis < 0)
      return emitError(f.getLoc()) << "vmap: result " << index << " of '@" << f.getSymName()
                                   << "' differs between lanes; its out axis must not be -1";
    return axis == 0 ? value.value : array::moveAxis(builder, loc, value.value, 0, axis);
  }
  if (axis < 0)
    return value.value;
  auto type = cast<RankedTensorType>(value.value.getType());
  SmallVector<int64_t> dimensions = llvm::to_vector(llvm::seq<int64_t>(0, type.getRank()));
  for (int64_t &dimension : dimensions)
    dimension += dimension >= axis;
  return array::broadcastInDim(builder, loc, value.value, withAxis(type, axis, size).getShape(),
                               dimensions);
}

/// Batches `f`, which has no calls, into the empty function `batched`.
static LogicalResult batchInto(func::FuncOp batched, func::FuncOp f, ArrayRef<int64_t> inAxes,
                               ArrayRef<int64_t> outAxes, int64_t size, StringRef axisName) {
  Block &from = f.getBody().front(), &to = batched.getBody().front();
  OpBuilder builder = OpBuilder::atBlockEnd(&to);
  Batcher batcher(builder, f.getSymName(), size, axisName);
  for (auto [argument, replacement, axis] :
       llvm::zip_equal(from.getArguments(), to.getArguments(), inAxes)) {
    Value value = replacement;
    if (axis > 0)
      value = array::moveAxis(builder, argument.getLoc(), value, axis, 0);
    batcher.map(argument, {value, axis >= 0});
  }
  if (failed(batcher.visit(from)))
    return failure();

  Operation *terminator = from.getTerminator();
  SmallVector<Value> results;
  for (auto [i, result, axis] : llvm::enumerate(terminator->getOperands(), outAxes)) {
    FailureOr<Value> placed =
        placeResult(builder, f, i, terminator->getLoc(), batcher.lookup(result), axis, size);
    if (failed(placed))
      return failure();
    results.push_back(*placed);
  }
  func::ReturnOp::create(builder, terminator->getLoc(), results);
  batched.setFunctionType(
      FunctionType::get(f.getContext(), to.getArgumentTypes(), TypeRange(ValueRange(results))));
  if (ArrayAttr attributes = f.getArgAttrsAttr())
    batched.setArgAttrsAttr(attributes);
  if (ArrayAttr attributes = f.getResAttrsAttr())
    batched.setResAttrsAttr(attributes);
  return success();
}

FailureOr<func::FuncOp> covector::buildBatched(func::FuncOp f, ArrayRef<int64_t> inAxes,
                                               ArrayRef<int64_t> outAxes, int64_t size,
                                               SymbolTable &symbols, StringRef axisName) {
  if (size < 0)
    return emitError(f.getLoc()) << "vmap: the number of lanes must not be negative, got " << size;
  if (failed(checkTransformable(f, "vmap")) ||
      failed(::checkAxes(f, "in_axes", "argument", inAxes, f.getArgumentTypes(), size)) ||
      failed(::checkAxes(f, "out_axes", "result", outAxes, f.getResultTypes(), size)))
    return failure();

  // Calls are inlined in a copy; without any, the function itself is read.
  func::FuncOp source = f;
  bool copied = hasCallsOrRequests(f);
  if (copied && !(source = copyFunction(f, "flat", symbols, "vmap")))
    return failure();

  SmallVector<Type> types;
  SmallVector<Location> locations;
  for (auto [argument, axis] : llvm::zip_equal(f.getArguments(), inAxes)) {
    auto type = cast<RankedTensorType>(argument.getType());
    types.push_back(axis < 0 ? type : withAxis(type, axis, size));
    locations.push_back(argument.getLoc());
  }
  func::FuncOp batched =
      createFunction(f, (f.getSymName() + "_vmap").str(), types, locations, symbols);
  LogicalResult done = batchInto(batched, source, inAxes, outAxes, size, axisName);
  if (copied)
    symbols.erase(source);
  if (failed(done)) {
    symbols.erase(batched);
    return failure();
  }
  return batched;
}

namespace {
struct ArrayVmapPass : covector::impl::ArrayVmapPassBase<ArrayVmapPass> {
  using ArrayVmapPassBase::ArrayVmapPassBase;

  void runOnOperation() override {
    func::FuncOp f = chooseFunction(getOperation(), function, "array-vmap");
    if (!f)
      return signalPassFailure();
    if (size < 0) {
      emitError(f.getLoc()) << "array-vmap: the option size, the number of lanes, is needed";
      return signalPassFailure();
    }
    SmallVector<int64_t> in(inAxes.begin(), inAxes.end()), out(outAxes.begin(), outAxes.end());
    if (in.empty())
      in.assign(f.getNumArguments(), 0);
    if (out.empty())
      out.assign(f.getNumResults(), 0);
    SymbolTable symbols(getOperation());
    FailureOr<func::FuncOp> result = buildBatched(f, in, out, size, symbols, axisName);
    if (failed(result))
      return signalPassFailure();
    result->setPublic();
  }
};
} // namespace
