//===- Residuals.cpp - what linear code reads of the rest -----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/Residuals.h"
#include "dialects/array/ControlFlow.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"
#include "passes/autodiff/MinimumCut.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace covector;

/// A graph of more values is not searched for the best cut.
static constexpr size_t maxGraph = 20000;

static int64_t bytesOf(Type type) {
  auto tensor = cast<RankedTensorType>(type);
  Type element = tensor.getElementType();
  auto complex = dyn_cast<ComplexType>(element);
  int64_t bits = complex ? 2 * complex.getElementType().getIntOrFloatBitWidth()
                         : std::max(element.getIntOrFloatBitWidth(), 8u);
  return tensor.getNumElements() * bits / 8;
}

/// Positions and repetitions of what is there: read where they are needed.
static bool isView(Operation *op) {
  return isa<array::BroadcastInDimOp, array::ReshapeOp, array::ConstantOp, array::IotaOp>(op);
}

/// Made again faster than it is written and read: the positions of gathers and scatters
/// among them.
static bool isCheap(Operation *op) {
  if (isa<array::ConcatenateOp>(op))
    return !array::isDifferentiable(op->getResult(0).getType());
  return isView(op) ||
         isa<array::AddOp, array::SubOp, array::MulOp, array::MaskedMulOp, array::NegOp,
             array::SelectOp, array::CompareOp, array::ConvertOp, array::AndOp, array::OrOp,
             array::NotOp, array::XorOp, array::MaxOp, array::MinOp, array::AbsOp, array::SignOp,
             array::RealOp, array::ImagOp, array::ComplexOp, array::ConjOp, array::StopGradientOp,
             array::TransposeOp, array::SliceOp, array::ReverseOp, array::GatherOp>(op);
}

/// The results of a loop that cannot be saved, and the count that belongs to them.
static bool isOfStacks(Value value) {
  if (array::isStack(value.getType()))
    return true;
  auto loop = value.getDefiningOp<array::WhileOp>();
  return loop && value == loop.getCount();
}

namespace {

/// The values that those that are wanted can be made of.
struct Graph {
  struct Node {
    bool isGiven = false;
    bool isRemade = false; // by the operation that defines it
  };
  llvm::MapVector<Value, Node> nodes;

  Graph(ArrayRef<Value> wanted, function_ref<bool(Value)> isGiven,
        function_ref<bool(Value)> isRemade) {
    SmallVector<Value> work(llvm::reverse(wanted));
    while (!work.empty()) {
      Value value = work.pop_back_val();
      auto [it, isNew] = nodes.insert({value, {}});
      if (!isNew)
        continue;
      it->second.isGiven = isGiven(value);
      Operation *op = value.getDefiningOp();
      if (it->second.isGiven || !op || !(isRemade(value) || isOfStacks(value)))
        continue;
      it->second.isRemade = true;
      for (Value operand : llvm::reverse(op->getOperands()))
        work.push_back(operand);
    }
  }
};

} // namespace

/// See Note [Saved or made again].
static llvm::DenseSet<Value> cheapestCut(const Graph &graph, ArrayRef<Value> wanted) {
  MinimumCut cut;
  llvm::DenseMap<Value, unsigned> entries; // each followed by its exit
  for (auto &[value, node] : graph.nodes) {
    unsigned entry = cut.addNode(), exit = cut.addNode();
    entries[value] = entry;
    cut.addEdge(entry, exit,
                array::isStack(value.getType()) ? MinimumCut::infinite
                                                : std::max<int64_t>(bytesOf(value.getType()), 1));
  }
  for (auto &[value, node] : graph.nodes) {
    if (node.isGiven)
      continue;
    if (!node.isRemade) {
      cut.addEdge(0, entries[value], MinimumCut::infinite);
      continue;
    }
    for (Value operand : value.getDefiningOp()->getOperands())
      cut.addEdge(entries[operand] + 1, entries[value], MinimumCut::infinite);
  }
  for (Value value : wanted)
    cut.addEdge(entries[value] + 1, 1, MinimumCut::infinite);
  cut.solve();
  llvm::DenseSet<Value> saved;
  for (auto &[value, entry] : entries)
    if (!cut.isBehind(entry) && cut.isBehind(entry + 1))
      saved.insert(value);
  return saved;
}

/// What the linear code reads of the rest.
static SmallVector<Value> wantedBy(ForwardMode &forward, ArrayRef<Value> outputs) {
  llvm::SetVector<Value> wanted;
  for (Operation *op : forward.linearOps)
    for (Value operand : op->getOperands())
      if (!forward.isLinear(operand))
        wanted.insert(operand);
  for (Value output : outputs)
    if (output && !forward.isLinear(output))
      wanted.insert(output);
  return wanted.takeVector();
}

LinearCode::LinearCode(ForwardMode &forward, ArrayRef<Value> outputs,
                       function_ref<bool(Value)> isGiven)
    : forward(forward) {
  SmallVector<Value> wanted = wantedBy(forward, outputs);
  Graph graph(wanted, isGiven, [](Value value) { return isCheap(value.getDefiningOp()); });
  llvm::DenseSet<Value> chosen;
  if (graph.nodes.size() <= maxGraph) {
    chosen = cheapestCut(graph, wanted);
  } else {
    graph = Graph(wanted, isGiven, [](Value value) { return isView(value.getDefiningOp()); });
    for (auto &[value, node] : graph.nodes)
      if (!node.isGiven && !node.isRemade)
        chosen.insert(value);
  }
  collect(wanted, chosen, isGiven);
}

LinearCode::LinearCode(ForwardMode &forward, ArrayRef<Value> outputs,
                       function_ref<bool(Value)> isGiven, function_ref<bool(Value)> maySave)
    : forward(forward) {
  SmallVector<Value> wanted = wantedBy(forward, outputs);
  // A named value is saved once, as what the name was given to.
  auto isRemade = [&](Value value) {
    Operation *op = value.getDefiningOp();
    bool isSaved = maySave(value);
    if (auto named = dyn_cast<array::CheckpointNameOp>(op))
      return !isSaved || maySave(named.getX());
    auto isName = [](Operation *user) { return isa<array::CheckpointNameOp>(user); };
    if (isView(op))
      return !isSaved || llvm::none_of(value.getUsers(), isName);
    return isMemoryEffectFree(op) && !isSaved;
  };
  Graph graph(wanted, isGiven, isRemade);
  llvm::DenseSet<Value> chosen;
  for (auto &[value, node] : graph.nodes)
    if (!node.isGiven && !node.isRemade)
      chosen.insert(value);
  collect(wanted, chosen, isGiven);
}

/// Lists what is really used, in the order of its first use.
void LinearCode::collect(ArrayRef<Value> wanted, const llvm::DenseSet<Value> &chosen,
                         function_ref<bool(Value)> isGiven) {
  llvm::DenseSet<Operation *> seen;
  llvm::DenseSet<Value> reached;
  SmallVector<Value> work(llvm::reverse(wanted));
  while (!work.empty()) {
    Value value = work.pop_back_val();
    if (!reached.insert(value).second)
      continue;
    if (chosen.contains(value)) {
      saved.push_back(value);
    } else if (isGiven(value)) {
      given.push_back(value);
    } else {
      Operation *op = value.getDefiningOp();
      if (!seen.insert(op).second)
        continue;
      recomputed.push_back(op);
      for (Value operand : llvm::reverse(op->getOperands()))
        work.push_back(operand);
    }
  }
  llvm::sort(recomputed, [](Operation *x, Operation *y) { return x->isBeforeInBlock(y); });
}

void LinearCode::moveTo(Block &to, IRMapping &mapping) {
  if (recomputed.empty() && forward.linearOps.empty())
    return;
  Operation *any = recomputed.empty() ? forward.linearOps.front() : recomputed.front();
  OpBuilder builder(any->getContext()); // the block may be in no operation yet
  builder.setInsertionPointToEnd(&to);
  for (Operation *op : recomputed) {
    Operation *copy = builder.cloneWithoutRegions(*op, mapping);
    for (auto [from, region] : llvm::zip(op->getRegions(), copy->getRegions())) {
      IRMapping inner;
      from.cloneInto(&region, inner);
    }
    for (auto [result, again] : llvm::zip(op->getResults(), copy->getResults()))
      if (!mapping.contains(result))
        mapping.map(result, again);
  }
  for (Operation *op : forward.linearOps) {
    for (OpOperand &operand : op->getOpOperands())
      operand.set(mapping.lookupOrDefault(operand.get()));
    op->moveBefore(&to, to.end());
  }
}
