//===- SplitReductions.cpp - nests of several reductions, one by one ------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fusion puts all reductions of an array in one nest, which reads it once. If their
// results keep different axes, as sums of rows and of columns do, no loop is left that
// all of them can be computed along in vectors: then each is better off alone, though
// it computes again what it shares with the others.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/SplitReductions.h"
#include "mlir/IR/IRMapping.h"
#include "passes/lowering/NestEmitter.h"
#include "llvm/ADT/MapVector.h"

using namespace mlir;
using namespace covector;

/// The operations of the body that output `number` is computed by; nothing if it reads
/// what another output holds.
static std::optional<llvm::DenseSet<Operation *>> sliceOf(linalg::GenericOp op, unsigned number) {
  Block &body = *op.getBlock();
  unsigned inputs = op.getNumDpsInputs();
  llvm::DenseSet<Operation *> slice;
  SmallVector<Value> work = {body.getTerminator()->getOperand(number)};
  while (!work.empty()) {
    Value value = work.pop_back_val();
    if (auto argument = dyn_cast<BlockArgument>(value)) {
      if (argument.getOwner() == &body && argument.getArgNumber() >= inputs &&
          argument.getArgNumber() != inputs + number)
        return std::nullopt;
      continue;
    }
    Operation *producer = value.getDefiningOp();
    if (producer->getBlock() == &body && slice.insert(producer).second)
      llvm::append_range(work, producer->getOperands());
  }
  return slice;
}

static bool isVectorized(linalg::LinalgOp op, int64_t vectorBytes) {
  FailureOr<Nest> nest = Nest::of(op);
  return succeeded(nest) && NestSchedule::of(*nest, vectorBytes).vectorLoop.has_value();
}

/// `op` with the outputs in `numbers` alone.
static linalg::GenericOp withOutputs(OpBuilder &builder, linalg::GenericOp op,
                                     ArrayRef<unsigned> numbers) {
  unsigned inputs = op.getNumDpsInputs();
  SmallVector<AffineMap> all = op.getIndexingMapsArray();
  SmallVector<AffineMap> maps(all.begin(), all.begin() + inputs);
  SmallVector<Value> outputs;
  llvm::DenseSet<Operation *> needed;
  for (unsigned number : numbers) {
    maps.push_back(all[inputs + number]);
    outputs.push_back(op.getOutputs()[number]);
    std::optional<llvm::DenseSet<Operation *>> slice = sliceOf(op, number);
    needed.insert(slice->begin(), slice->end());
  }
  // A loop that all of these outputs keep reduces nothing any more.
  SmallVector<utils::IteratorType> iterators;
  for (unsigned loop = 0; loop < op.getNumLoops(); ++loop) {
    bool isKept = llvm::all_of(ArrayRef(maps).drop_front(inputs),
                               [&](AffineMap map) { return map.isFunctionOfDim(loop); });
    iterators.push_back(isKept ? utils::IteratorType::parallel : utils::IteratorType::reduction);
  }
  auto part = linalg::GenericOp::create(builder, op.getLoc(), TypeRange(), op.getInputs(), outputs,
                                        maps, iterators);
  Block &from = *op.getBlock();
  Block &to = part.getRegion().emplaceBlock();
  IRMapping mapping;
  for (unsigned i = 0; i < inputs; ++i)
    mapping.map(from.getArgument(i), to.addArgument(from.getArgument(i).getType(), op.getLoc()));
  for (unsigned number : numbers) {
    BlockArgument argument = from.getArgument(inputs + number);
    mapping.map(argument, to.addArgument(argument.getType(), op.getLoc()));
  }
  OpBuilder inside = OpBuilder::atBlockEnd(&to);
  for (Operation &operation : from.without_terminator())
    if (needed.contains(&operation))
      inside.clone(operation, mapping);
  SmallVector<Value> yielded;
  for (unsigned number : numbers)
    yielded.push_back(mapping.lookupOrDefault(from.getTerminator()->getOperand(number)));
  linalg::YieldOp::create(inside, op.getLoc(), yielded);
  return part;
}

void covector::splitReductions(Operation *root, int64_t vectorBytes) {
  SmallVector<linalg::GenericOp> ops;
  root->walk([&](linalg::GenericOp op) {
    if (op.getNumDpsInits() > 1 && op.getNumReductionLoops() > 0 && op.hasPureBufferSemantics())
      ops.push_back(op);
  });
  for (linalg::GenericOp op : ops) {
    if (isVectorized(op, vectorBytes))
      continue;
    // Outputs that keep the same loops stay together.
    llvm::MapVector<uint64_t, SmallVector<unsigned>> groups;
    bool apart = true;
    for (unsigned i = 0, e = op.getNumDpsInits(); i != e; ++i) {
      uint64_t kept = 0;
      AffineMap map = op.getIndexingMapsArray()[op.getNumDpsInputs() + i];
      for (unsigned loop = 0; loop < map.getNumDims() && loop < 64; ++loop)
        if (map.isFunctionOfDim(loop))
          kept |= uint64_t(1) << loop;
      groups[kept].push_back(i);
      apart = apart && sliceOf(op, i).has_value();
    }
    // Outputs that nobody else reads may be made in any order, if they lie apart from what is
    // read.
    for (Value output : op.getOutputs())
      apart = apart && !llvm::is_contained(op.getInputs(), output);
    if (!apart || groups.size() < 2)
      continue;
    OpBuilder builder(op);
    SmallVector<linalg::GenericOp> parts;
    for (auto &[kept, numbers] : groups)
      parts.push_back(withOutputs(builder, op, numbers));
    bool better = llvm::any_of(
        parts, [&](linalg::GenericOp part) { return isVectorized(part, vectorBytes); });
    if (better) {
      op.erase();
      continue;
    }
    for (linalg::GenericOp part : parts)
      part.erase();
  }
}
