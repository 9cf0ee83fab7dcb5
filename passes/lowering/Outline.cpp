//===- Outline.cpp - loops that threads share -----------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The runtime calls `body(frame, lo, hi)`, where the frame is an array of
// pointers: to the buffers that the loop works on, and to the scalars that it
// takes from outside, which are stored for it.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/Outline.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/Transforms/RegionUtils.h"
#include "passes/lowering/Combiner.h"

using namespace mlir;
using namespace covector;

/// A range should be worth some microseconds.
static constexpr int64_t rangeWork = 16384;

/// Parts of a reduction, whatever the number of threads.
static constexpr int64_t reductionParts = 16;

static func::FuncOp runtimeFunction(OpBuilder &builder, ModuleOp module, FunctionType type) {
  if (auto found = module.lookupSymbol<func::FuncOp>("cv_parallel_for"))
    return found;
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointToStart(module.getBody());
  auto function = func::FuncOp::create(builder, module.getLoc(), "cv_parallel_for", type);
  function.setPrivate();
  return function;
}

bool covector::emitParallelNest(OpBuilder &b, const Nest &nest, const NestSchedule &schedule,
                                int64_t parallelWork) {
  int64_t iterations = outerIterations(nest, schedule);
  int64_t work = nest.work();
  if (iterations < 2 || work < parallelWork)
    return false;
  Location loc = nest.op->getLoc();
  auto module = nest.op->getParentOfType<ModuleOp>();
  auto caller = nest.op->getParentOfType<func::FuncOp>();

  // What the loop takes from outside.
  llvm::SetVector<Value> outside;
  for (const NestOperand &operand : nest.operands)
    outside.insert(operand.base);
  if (nest.alarm)
    outside.insert(nest.alarm);
  getUsedValuesDefinedAbove(nest.op->getRegions(), outside);
  SmallVector<Value> constants, framed;
  for (Value value : outside)
    (value.getDefiningOp<arith::ConstantOp>() ? constants : framed).push_back(value);

  // The function of a range.
  Type pointer = LLVM::LLVMPointerType::get(b.getContext()), i64 = b.getI64Type();
  auto bodyType = b.getFunctionType({pointer, i64, i64}, {});
  std::string name;
  for (int64_t number = 0;; ++number) {
    name = (caller.getName() + "_loop" + Twine(number)).str();
    if (!module.lookupSymbol(name))
      break;
  }
  func::FuncOp body;
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointAfter(caller);
    body = func::FuncOp::create(b, loc, name, bodyType);
    body.setPrivate();
    Block *block = body.addEntryBlock();
    b.setInsertionPointToStart(block);
    IRMapping mapping;
    for (Value value : constants)
      mapping.map(value, b.clone(*value.getDefiningOp())->getResult(0));
    for (auto [i, value] : llvm::enumerate(framed)) {
      Value slot = LLVM::GEPOp::create(b, loc, pointer, pointer, block->getArgument(0),
                                       ArrayRef<LLVM::GEPArg>{int32_t(i)});
      Value address = LLVM::LoadOp::create(b, loc, pointer, slot);
      auto type = dyn_cast<MemRefType>(value.getType());
      auto place = type ? type : MemRefType::get({}, value.getType());
      Value local = UnrealizedConversionCastOp::create(b, loc, place, address).getResult(0);
      if (!type)
        local = memref::LoadOp::create(b, loc, local);
      mapping.map(value, local);
    }
    Value lo = arith::IndexCastOp::create(b, loc, b.getIndexType(), block->getArgument(1));
    Value hi = arith::IndexCastOp::create(b, loc, b.getIndexType(), block->getArgument(2));
    Operation *end = func::ReturnOp::create(b, loc);
    b.setInsertionPoint(end);
    auto op = cast<linalg::LinalgOp>(b.clone(*nest.op, mapping));
    Nest local = nest;
    local.op = op;
    local.body = op.getBlock();
    for (NestOperand &operand : local.operands)
      operand.base = mapping.lookup(operand.base);
    if (nest.alarm)
      local.alarm = mapping.lookup(nest.alarm);
    b.setInsertionPoint(op);
    emitNest(b, local, schedule, std::make_pair(lo, hi));
    op.erase();
  }

  // The frame, on the stack once, and the call.
  Value frame;
  SmallVector<Value> places; // of what is framed
  {
    OpBuilder::InsertionGuard guard(b);
    b.setInsertionPointToStart(&caller.getBody().front());
    Value size =
        LLVM::ConstantOp::create(b, loc, b.getI64IntegerAttr(std::max<int64_t>(framed.size(), 1)));
    frame = LLVM::AllocaOp::create(b, loc, pointer, pointer, size);
    for (Value value : framed)
      places.push_back(isa<MemRefType>(value.getType())
                           ? value
                           : memref::AllocaOp::create(b, loc, MemRefType::get({}, value.getType()),
                                                      b.getI64IntegerAttr(16))
                                 .getResult());
  }
  for (auto [i, value] : llvm::enumerate(framed)) {
    if (places[i] != value)
      memref::StoreOp::create(b, loc, value, places[i]);
    Value address = UnrealizedConversionCastOp::create(b, loc, pointer, places[i]).getResult(0);
    Value slot =
        LLVM::GEPOp::create(b, loc, pointer, pointer, frame, ArrayRef<LLVM::GEPArg>{int32_t(i)});
    LLVM::StoreOp::create(b, loc, address, slot);
  }
  int64_t grain = llvm::divideCeil(rangeWork, std::max<int64_t>(work / iterations, 1));
  auto runtime = runtimeFunction(b, module, b.getFunctionType({bodyType, pointer, i64, i64}, {}));
  Value callee = func::ConstantOp::create(b, loc, bodyType, FlatSymbolRefAttr::get(body));
  Value count = arith::ConstantOp::create(b, loc, b.getI64IntegerAttr(iterations));
  Value least = arith::ConstantOp::create(b, loc, b.getI64IntegerAttr(grain));
  func::CallOp::create(b, loc, runtime, ValueRange{callee, frame, count, least});
  emitNestRest(b, nest, schedule);
  return true;
}

bool covector::emitParallelReduction(OpBuilder &b, const Nest &nest, const NestSchedule &schedule,
                                     int64_t vectorBytes, int64_t parallelWork) {
  if (!schedule.parallel.empty() || schedule.reduction.empty() || !schedule.vectorLoop ||
      nest.work() < parallelWork)
    return false;
  unsigned loop = schedule.reduction[0];
  for (Operation &op : *nest.body)
    if (auto index = dyn_cast<linalg::IndexOp>(op))
      if (nest.loopOfDim[index.getDim()] == loop)
        return false;
  // Each part has one number of each output.
  for (const NestOperand &operand : ArrayRef(nest.operands).drop_front(nest.inputs))
    for (unsigned other = 0; other < nest.loops(); ++other)
      if (nest.sizes[other] > 1 && operand.uses(other))
        return false;
  unsigned outputs = nest.operands.size() - nest.inputs;
  SmallVector<Combiner> combiners;
  for (unsigned i = 0; i < outputs; ++i) {
    std::optional<Combiner> combiner = Combiner::of(nest, nest.inputs + i);
    if (!combiner)
      return false;
    combiners.push_back(*combiner);
  }
  // Parts of whole vectors, and a rest.
  int64_t step = loop == *schedule.vectorLoop ? schedule.lanes * schedule.unroll : 1;
  int64_t each = nest.sizes[loop] / reductionParts / step * step;
  if (each == 0)
    return false;
  Location loc = nest.op->getLoc();

  Nest parts = nest;
  unsigned part = parts.loops();
  parts.sizes[loop] = each;
  parts.sizes.push_back(reductionParts);
  parts.reduction.push_back(false);
  for (NestOperand &operand : parts.operands) {
    operand.strides.push_back(operand.strides[loop] * each);
    for (NestIndex &index : operand.indices)
      for (auto [term, factor] : SmallVector<std::pair<unsigned, int64_t>, 1>(index.terms))
        if (term == loop)
          index.terms.emplace_back(part, factor * each);
  }
  SmallVector<Value> partials;
  Value zero = arith::ConstantIndexOp::create(b, loc, 0);
  for (auto [i, combiner] : llvm::enumerate(combiners)) {
    NestOperand &operand = parts.operands[nest.inputs + i];
    Type element = cast<MemRefType>(operand.base.getType()).getElementType();
    Value partial;
    {
      OpBuilder::InsertionGuard guard(b);
      b.setInsertionPointToStart(&nest.op->getParentOfType<func::FuncOp>().getBody().front());
      partial = memref::AllocaOp::create(b, loc, MemRefType::get({reductionParts}, element),
                                         b.getI64IntegerAttr(64));
    }
    auto vector = VectorType::get({reductionParts}, element);
    Value neutral = arith::ConstantOp::create(
        b, loc, DenseElementsAttr::get(vector, Attribute(combiner.neutral())));
    vector::StoreOp::create(b, loc, neutral, partial, zero);
    operand.base = partial;
    NestIndex index;
    index.terms.emplace_back(part, 1);
    operand.indices.assign(1, index);
    operand.strides.assign(parts.loops(), 0);
    operand.strides[part] = 1;
    partials.push_back(partial);
  }
  NestSchedule partsSchedule = schedule;
  partsSchedule.parallel.push_back(part);
  bool emitted = emitParallelNest(b, parts, partsSchedule, /*parallelWork=*/0);
  assert(emitted && "the parts are a parallel loop");
  (void)emitted;

  // What is left over goes to the results directly, then the parts in order.
  Nest rest = nest;
  rest.sizes[loop] = nest.sizes[loop] - each * reductionParts;
  for (NestOperand &operand : rest.operands)
    for (NestIndex &index : operand.indices)
      for (auto [term, factor] : index.terms)
        if (term == loop)
          index.constant += factor * each * reductionParts;
  if (rest.sizes[loop] > 0)
    emitNest(b, rest, NestSchedule::of(rest, vectorBytes));
  for (auto [i, combiner] : llvm::enumerate(combiners)) {
    const NestOperand &operand = nest.operands[nest.inputs + i];
    Type element = cast<MemRefType>(operand.base.getType()).getElementType();
    auto vector = VectorType::get({reductionParts}, element);
    Value all = vector::LoadOp::create(b, loc, vector, partials[i], ValueRange{zero});
    SmallVector<Value> place;
    for (const NestIndex &index : operand.indices)
      place.push_back(arith::ConstantIndexOp::create(b, loc, index.constant));
    Value before = memref::LoadOp::create(b, loc, operand.base, place);
    memref::StoreOp::create(b, loc, combiner.combine(b, before, combiner.reduce(b, all)),
                            operand.base, place);
  }
  return true;
}
