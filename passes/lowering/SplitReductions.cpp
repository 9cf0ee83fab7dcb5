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
// it computes again what it shares with the others. So it is where the only such loop is
// short, as the axis of coordinates, and sums are kept in memory across it. An array that the nest
// changes in place besides is changed last, when the reductions have read it.
//
//===----------------------------------------------------------------------===//

#include "passes/lowering/SplitReductions.h"
#include "mlir/IR/IRMapping.h"
#include "passes/lowering/NestEmitter.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace covector;

/// A vector of so few elements is stored and loaded again in more time than it is computed.
static constexpr int64_t shortLoop = 8;

namespace {

/// What output `number` is computed by: operations of the body, and other outputs, which
/// are changed in place.
struct Slice {
  llvm::DenseSet<Operation *> operations;
  llvm::SmallSetVector<unsigned, 2> read;

  Slice(linalg::GenericOp op, unsigned number) {
    Block &body = *op.getBlock();
    unsigned inputs = op.getNumDpsInputs();
    SmallVector<Value> work = {body.getTerminator()->getOperand(number)};
    while (!work.empty()) {
      Value value = work.pop_back_val();
      if (auto argument = dyn_cast<BlockArgument>(value)) {
        unsigned from = argument.getArgNumber();
        if (argument.getOwner() == &body && from >= inputs && from != inputs + number)
          read.insert(from - inputs);
        continue;
      }
      Operation *producer = value.getDefiningOp();
      if (producer->getBlock() == &body && operations.insert(producer).second)
        llvm::append_range(work, producer->getOperands());
    }
  }
};

/// Outputs that are computed in one nest, in ascending order.
struct Part {
  SmallVector<unsigned> outputs;
  llvm::SmallSetVector<unsigned, 2> read; // outputs of other parts, as they were before

  Part(ArrayRef<unsigned> numbers, ArrayRef<Slice> slices)
      : outputs(numbers.begin(), numbers.end()) {
    for (unsigned number : outputs)
      for (unsigned other : slices[number].read)
        if (!llvm::is_contained(outputs, other))
          read.insert(other);
  }
  /// Whether this part reads what the other one changes.
  bool precedes(const Part &other) const {
    return llvm::any_of(read, [&](unsigned n) { return llvm::is_contained(other.outputs, n); });
  }
};

} // namespace

namespace {
/// How well a nest is done in vectors.
struct VectorQuality {
  bool vectorized = false;
  bool combinesShort = false; // short vectors, in memory
  bool collects = false;      // elements that lie apart

  VectorQuality(linalg::LinalgOp op, int64_t vectorBytes) {
    FailureOr<Nest> nest = Nest::of(op);
    if (failed(nest))
      return;
    NestSchedule schedule = NestSchedule::of(*nest, vectorBytes);
    vectorized = schedule.vectorLoop.has_value();
    if (!vectorized)
      return;
    unsigned loop = *schedule.vectorLoop;
    for (auto [number, operand] : llvm::enumerate(nest->operands)) {
      collects |= !operand.isScalar() && operand.strides[loop] != 0 && operand.strides[loop] != 1;
      bool keeps = false, reduces = false;
      for (unsigned other = 0; other < nest->loops(); ++other)
        if (nest->reduction[other] && nest->sizes[other] > 1)
          (operand.uses(other) ? keeps : reduces) = true;
      combinesShort |= number >= nest->inputs && keeps && reduces && nest->sizes[loop] < shortLoop;
    }
  }
  bool mayBeSplit() const { return !vectorized || combinesShort; }
  bool isGood() const { return vectorized && !combinesShort && !collects; }
};
} // namespace

/// The loops that output `number` keeps.
static uint64_t keptLoops(linalg::GenericOp op, unsigned number) {
  AffineMap map = op.getIndexingMapsArray()[op.getNumDpsInputs() + number];
  uint64_t kept = 0;
  for (unsigned loop = 0; loop < map.getNumDims() && loop < 64; ++loop)
    if (map.isFunctionOfDim(loop))
      kept |= uint64_t(1) << loop;
  return kept;
}

/// The nest of `op` that computes a part of its outputs.
static linalg::GenericOp withOutputs(OpBuilder &builder, linalg::GenericOp op, const Part &part,
                                     ArrayRef<Slice> slices) {
  unsigned inputs = op.getNumDpsInputs();
  SmallVector<AffineMap> all = op.getIndexingMapsArray();
  SmallVector<AffineMap> maps(all.begin(), all.begin() + inputs);
  SmallVector<Value> read(op.getInputs()), outputs;
  for (unsigned number : part.read) {
    maps.push_back(all[inputs + number]);
    read.push_back(op.getOutputs()[number]);
  }
  llvm::DenseSet<Operation *> needed;
  for (unsigned number : part.outputs) {
    maps.push_back(all[inputs + number]);
    outputs.push_back(op.getOutputs()[number]);
    needed.insert(slices[number].operations.begin(), slices[number].operations.end());
  }
  // A loop that all of these outputs keep reduces nothing any more.
  SmallVector<utils::IteratorType> iterators;
  for (unsigned loop = 0; loop < op.getNumLoops(); ++loop) {
    bool isKept = llvm::all_of(ArrayRef(maps).drop_front(read.size()),
                               [&](AffineMap map) { return map.isFunctionOfDim(loop); });
    iterators.push_back(isKept ? utils::IteratorType::parallel : utils::IteratorType::reduction);
  }
  auto nest =
      linalg::GenericOp::create(builder, op.getLoc(), TypeRange(), read, outputs, maps, iterators);
  Block &from = *op.getBlock();
  Block &to = nest.getRegion().emplaceBlock();
  IRMapping mapping;
  auto give = [&](unsigned number) {
    BlockArgument argument = from.getArgument(number);
    mapping.map(argument, to.addArgument(argument.getType(), op.getLoc()));
  };
  for (unsigned i = 0; i < inputs; ++i)
    give(i);
  for (unsigned number : part.read)
    give(inputs + number);
  for (unsigned number : part.outputs)
    give(inputs + number);
  OpBuilder inside = OpBuilder::atBlockEnd(&to);
  for (Operation &operation : from.without_terminator())
    if (needed.contains(&operation))
      inside.clone(operation, mapping);
  SmallVector<Value> yielded;
  for (unsigned number : part.outputs)
    yielded.push_back(mapping.lookupOrDefault(from.getTerminator()->getOperand(number)));
  linalg::YieldOp::create(inside, op.getLoc(), yielded);
  return nest;
}

/// The buffer that a view lies in; views of planned memory that live together lie apart.
static Value bufferOf(Value view) {
  while (Operation *op = view.getDefiningOp()) {
    if (!isa<memref::SubViewOp, memref::CastOp, memref::CollapseShapeOp, memref::ExpandShapeOp>(op))
      break;
    view = op->getOperand(0);
  }
  return view;
}

/// Whether the outputs may be computed one after another: what they read of each other is
/// one element of an array that is changed in place, and no input lies where they write.
static bool liesApart(linalg::GenericOp op, ArrayRef<Slice> slices) {
  SmallVector<Value> buffers;
  for (Value input : op.getInputs())
    buffers.push_back(bufferOf(input));
  for (Value output : op.getOutputs())
    if (llvm::is_contained(buffers, bufferOf(output)))
      return false;
  uint64_t every = 0;
  for (unsigned loop = 0; loop < op.getNumLoops() && loop < 64; ++loop)
    every |= uint64_t(1) << loop;
  return llvm::all_of(slices, [&](const Slice &slice) {
    return llvm::all_of(slice.read, [&](unsigned n) { return keptLoops(op, n) == every; });
  });
}

/// Parts in an order in which each is read before it is changed; false if there is none.
static bool sortParts(SmallVectorImpl<Part> &parts) {
  for (size_t i = 0; i < parts.size(); ++i) {
    auto first = std::find_if(parts.begin() + i, parts.end(), [&](const Part &part) {
      return std::none_of(parts.begin() + i, parts.end(), [&](const Part &other) {
        return &other != &part && other.precedes(part);
      });
    });
    if (first == parts.end())
      return false;
    std::rotate(parts.begin() + i, first, first + 1);
  }
  return true;
}

static void split(linalg::GenericOp op, int64_t vectorBytes) {
  std::vector<Slice> slices;
  for (unsigned i = 0, e = op.getNumDpsInits(); i != e; ++i)
    slices.emplace_back(op, i);
  // Outputs that keep the same loops stay together.
  llvm::MapVector<uint64_t, SmallVector<unsigned>> groups;
  for (unsigned i = 0; i < slices.size(); ++i)
    groups[keptLoops(op, i)].push_back(i);
  if (groups.size() < 2 || !liesApart(op, slices))
    return;
  OpBuilder builder(op);
  auto quality = [&](const Part &part) {
    linalg::GenericOp nest = withOutputs(builder, op, part, slices);
    VectorQuality result(nest, vectorBytes);
    nest.erase();
    return result;
  };
  auto isBetter = [&](const Part &part) { return !quality(part).mayBeSplit(); };
  // So do those that are done in vectors together.
  SmallVector<Part> parts;
  for (auto &group : groups) {
    ArrayRef<unsigned> numbers = group.second;
    Part *joined = llvm::find_if(parts, [&](Part &part) {
      SmallVector<unsigned> both(part.outputs);
      llvm::append_range(both, numbers);
      llvm::sort(both);
      Part whole(both, slices);
      if (!quality(whole).isGood())
        return false;
      part = whole;
      return true;
    });
    if (joined == parts.end())
      parts.emplace_back(numbers, slices);
  }
  if (!sortParts(parts) || llvm::none_of(parts, isBetter))
    return;
  for (const Part &part : parts)
    withOutputs(builder, op, part, slices);
  op.erase();
}

void covector::splitReductions(Operation *root, int64_t vectorBytes) {
  SmallVector<linalg::GenericOp> ops;
  root->walk([&](linalg::GenericOp op) {
    if (op.getNumDpsInits() > 1 && op.getNumReductionLoops() > 0 && op.hasPureBufferSemantics())
      ops.push_back(op);
  });
  for (linalg::GenericOp op : ops)
    if (VectorQuality(op, vectorBytes).mayBeSplit())
      split(op, vectorBytes);
}
