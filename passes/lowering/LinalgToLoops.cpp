//===- LinalgToLoops.cpp - writes linalg operations as loops over vectors -===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Nest.h describes an operation as loops and operands, NestSchedule.cpp chooses
// order and vectors, NestEmitter.cpp writes the loops, and Outline.cpp puts what
// is worth it into a function of its own that threads share.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Linalg/Utils/Utils.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "passes/lowering/HostVectors.h"
#include "passes/lowering/NestEmitter.h"
#include "passes/lowering/Outline.h"
#include "passes/lowering/Passes.h"
#include "passes/lowering/SplitReductions.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYLINALGTOLOOPSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

static int64_t bytesOf(MemRefType type) {
  Type element = type.getElementType();
  int64_t bits = isa<ComplexType>(element)
                     ? 2 * cast<ComplexType>(element).getElementType().getIntOrFloatBitWidth()
                     : element.getIntOrFloatBitWidth();
  return type.getNumElements() * ((bits + 7) / 8);
}

/// Whether two views are the same part of one buffer: bufferisation takes a part
/// twice, to write to it and to say that it is written.
static bool isSamePart(Value x, Value y) {
  if (x == y)
    return true;
  auto a = x.getDefiningOp<memref::SubViewOp>(), b = y.getDefiningOp<memref::SubViewOp>();
  return a && b && a.getType() == b.getType() && isSamePart(a.getSource(), b.getSource()) &&
         a.getMixedOffsets() == b.getMixedOffsets() && a.getMixedSizes() == b.getMixedSizes() &&
         a.getMixedStrides() == b.getMixedStrides();
}

/// Copies contiguous memory at once, other memory by a loop.
static void lowerCopy(memref::CopyOp op) {
  auto from = dyn_cast<MemRefType>(op.getSource().getType());
  auto to = dyn_cast<MemRefType>(op.getTarget().getType());
  if (!from || !to || isSamePart(op.getSource(), op.getTarget()) || to.getNumElements() == 0) {
    if (from && to)
      op.erase();
    return;
  }
  OpBuilder builder(op);
  Location loc = op.getLoc();
  if (from.areTrailingDimsContiguous(from.getRank()) &&
      to.areTrailingDimsContiguous(to.getRank())) {
    auto pointer = LLVM::LLVMPointerType::get(op.getContext());
    auto address = [&](Value value) {
      return UnrealizedConversionCastOp::create(builder, loc, pointer, value).getResult(0);
    };
    Value bytes = LLVM::ConstantOp::create(builder, loc, builder.getI64IntegerAttr(bytesOf(to)));
    LLVM::MemcpyOp::create(builder, loc, address(op.getTarget()), address(op.getSource()), bytes,
                           /*isVolatile=*/false);
  } else {
    linalg::makeMemRefCopyOp(builder, loc, op.getSource(), op.getTarget());
  }
  op.erase();
}

/// The fill of the output of `op` right before it, whose value the accumulators can
/// start from instead; null if there is none, or if they are combined in memory.
static linalg::FillOp initialFill(linalg::LinalgOp op, const Nest &nest) {
  if (isa<linalg::FillOp>(op.getOperation()) || nest.operands.size() != nest.inputs + 1 ||
      nest.points() == 0)
    return nullptr;
  const NestOperand &output = nest.operands.back();
  bool reduces = false, isParallel = false;
  for (unsigned loop = 0; loop < nest.loops(); ++loop) {
    if (nest.sizes[loop] <= 1)
      continue;
    if (nest.reduction[loop] && output.uses(loop))
      return nullptr;
    (nest.reduction[loop] ? reduces : isParallel) = true;
  }
  auto type = dyn_cast<MemRefType>(output.base.getType());
  for (const NestOperand &input : ArrayRef(nest.operands).drop_back())
    if (input.base == output.base)
      return nullptr;
  // A reduction to one number may be done in parts, which start from memory.
  if (!reduces || !isParallel || !type || !type.getElementType().isIntOrFloat())
    return nullptr;
  linalg::FillOp fill;
  for (Operation *user : output.base.getUsers()) {
    if (user == op.getOperation())
      continue;
    if (user->getBlock() != op->getBlock())
      return nullptr;
    if (!user->isBeforeInBlock(op))
      continue;
    auto found = dyn_cast<linalg::FillOp>(user);
    if (!found || fill || found.getOutputs()[0] != output.base)
      return nullptr;
    fill = found;
  }
  // Every element of the output must be written: as many points as elements.
  int64_t points = 1;
  for (unsigned loop = 0; loop < nest.loops(); ++loop)
    points *= nest.reduction[loop] ? 1 : nest.sizes[loop];
  return points == type.getNumElements() ? fill : nullptr;
}

/// The flag of array-check-results; null if there is none.
static memref::AllocaOp findAlarm(ModuleOp module) {
  if (auto main = module.lookupSymbol<func::FuncOp>("main"); main && !main.isDeclaration())
    for (auto flag : main.getBody().front().getOps<memref::AllocaOp>())
      if (flag->hasAttr("array.alarm"))
        return flag;
  return nullptr;
}

static void readChecks(Nest &nest, memref::AllocaOp alarm) {
  auto checked = nest.op->getAttrOfType<DenseI64ArrayAttr>("array.checked");
  if (!checked || !alarm)
    return;
  nest.checked.assign(checked.asArrayRef().begin(), checked.asArrayRef().end());
  nest.alarm = alarm;
  nest.alarmFor = alarm->getAttrOfType<IntegerAttr>("array.alarm").getInt();
}

namespace {
struct ArrayLinalgToLoopsPass : covector::impl::ArrayLinalgToLoopsPassBase<ArrayLinalgToLoopsPass> {
  using Base::Base;

  void runOnOperation() override {
    int64_t bytes = vectorBytes > 0 ? int64_t(vectorBytes) : hostVectorBytes();
    SmallVector<memref::CopyOp> copies;
    getOperation().walk([&](memref::CopyOp op) { copies.push_back(op); });
    for (memref::CopyOp op : copies)
      lowerCopy(op);
    splitReductions(getOperation(), bytes);
    SmallVector<linalg::LinalgOp> ops;
    getOperation().walk([&](linalg::LinalgOp op) { ops.push_back(op); });
    llvm::DenseMap<Operation *, TypedAttr> initials;
    memref::AllocaOp alarm = findAlarm(getOperation());
    for (linalg::LinalgOp op : ops) {
      FailureOr<Nest> nest = Nest::of(op);
      if (failed(nest))
        return signalPassFailure();
      TypedAttr value;
      linalg::FillOp fill = initialFill(op, *nest);
      if (fill && matchPattern(fill.getInputs()[0], m_Constant(&value)))
        initials[op] = value, initials[fill] = nullptr;
    }
    for (linalg::LinalgOp op : ops) {
      TypedAttr initial = initials.lookup(op);
      if (isa<linalg::FillOp>(op.getOperation()) && initials.contains(op)) {
        op.erase(); // the accumulators start from its value
        continue;
      }
      FailureOr<Nest> nest = Nest::of(op);
      if (failed(nest))
        return signalPassFailure();
      readChecks(*nest, alarm);
      OpBuilder builder(op);
      if (nest->points() > 0) {
        nest->collapse(builder);
        NestSchedule schedule = NestSchedule::of(*nest, bytes);
        schedule.initial = initial;
        bool shared = parallelWork > 0 &&
                      (emitParallelNest(builder, *nest, schedule, parallelWork) ||
                       emitParallelReduction(builder, *nest, schedule, bytes, parallelWork));
        if (!shared)
          emitNest(builder, *nest, schedule);
      }
      op.erase();
    }
  }
};
} // namespace
