//===- PlanBuffers.cpp - gives every buffer of the program a place --------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The program is known whole and its shapes are static, so that every buffer
// gets its place while compiling. In order:
//   1. buffers that are copied to each other become one where they can
//      (CopyRemoval.cpp); those that loops hand through or hand on get a place of
//      their own (LoopBuffers.cpp),
//   2. every value is traced to the allocations and parameters it may refer to,
//   3. results become parameters, forwards or donors,
//   4. the allocations that are left get a place on the stack or in a slot of
//      the workspace, by their lifetimes in steps of the program.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Linalg/IR/Linalg.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/ViewLikeInterface.h"
#include "passes/lowering/LoopBuffers.h"
#include "passes/lowering/Passes.h"
#include "runtime/KernelAbi.h"
#include <map>

namespace covector {
#define GEN_PASS_DEF_ARRAYPLANBUFFERSPASS
#include "passes/lowering/Passes.h.inc"
} // namespace covector

using namespace mlir;

namespace {

/// Temporaries of at most this size lie on the stack, while there is room.
constexpr int64_t stackBufferBytes = 1024;
constexpr int64_t stackBytes = 16384;

int64_t bytesOf(Type type) {
  if (auto complex = dyn_cast<ComplexType>(type))
    return 2 * bytesOf(complex.getElementType());
  if (auto memref = dyn_cast<MemRefType>(type))
    return memref.getNumElements() * bytesOf(memref.getElementType());
  if (isa<IndexType>(type))
    return 8;
  return (type.getIntOrFloatBitWidth() + 7) / 8;
}

/// The value that `value` is another view of the whole of, in the same order.
Value throughReshapes(Value value) {
  while (Operation *op = value.getDefiningOp()) {
    if (!isa<memref::CastOp, memref::CollapseShapeOp, memref::ExpandShapeOp>(op))
      break;
    value = op->getOperand(0);
  }
  return value;
}

/// The memory that is left of one value in the entry function.
struct Slot {
  int64_t bytes = 0;
  int64_t offset = 0;
};

class Planner {
public:
  explicit Planner(func::FuncOp function)
      : function(function), entry(function.getBody().front()), builder(function) {}

  LogicalResult run();

private:
  using Roots = SmallVector<Value, 1>;

  void restoreLayouts();
  LogicalResult number();
  LogicalResult trace();
  LogicalResult planResults();
  void planTemporaries();

  /// Adds what `from` may refer to to what `to` may refer to; whether that is new.
  bool flow(Value from, Value to);
  const Roots &rootsOf(Value value);

  func::FuncOp function;
  Block &entry;
  OpBuilder builder;
  /// The numbers of an operation and of the last one inside of it, in program order.
  DenseMap<Operation *, std::pair<int64_t, int64_t>> numbers;
  DenseMap<Value, Roots> roots;        // of views and loop-carried values
  SmallVector<memref::AllocOp> allocs; // in program order
  DenseMap<Value, std::pair<int64_t, int64_t>> lives;
};

} // namespace

/// `value` before a cast that forgot its layout.
static Value withLayout(Value value) {
  auto cast = value.getDefiningOp<memref::CastOp>();
  return cast ? cast.getSource() : value;
}

/// Bufferisation gives a conditional's result a layout of unknown strides where
/// it met the two buffers' layouts one after the other. If they are the same
/// after all, it is the result's.
void Planner::restoreLayouts() {
  function.walk([](scf::IfOp conditional) { // innermost first
    if (conditional.getNumResults() == 0)
      return;
    scf::YieldOp onTrue = conditional.thenYield(), onFalse = conditional.elseYield();
    for (OpResult result : conditional.getResults()) {
      auto type = dyn_cast<MemRefType>(result.getType());
      unsigned i = result.getResultNumber();
      if (!type || type.getLayout().isIdentity())
        continue;
      Value a = withLayout(onTrue.getOperand(i)), b = withLayout(onFalse.getOperand(i));
      if (a.getType() != b.getType() || a.getType() == type)
        continue;
      onTrue.setOperand(i, a);
      onFalse.setOperand(i, b);
      result.setType(a.getType());
      // Users that compute an address only take any layout; others are given the old type.
      Value cast;
      for (OpOperand &use : llvm::make_early_inc_range(result.getUses())) {
        Operation *user = use.getOwner();
        if (isa<memref::CopyOp, memref::LoadOp, memref::StoreOp, linalg::LinalgOp, memref::CastOp>(
                user))
          continue;
        if (isa<scf::YieldOp>(user) && isa<scf::IfOp>(user->getParentOp())) {
          OpBuilder before(user);
          use.set(memref::CastOp::create(before, user->getLoc(), type, result));
          continue;
        }
        if (!cast) {
          OpBuilder after(conditional->getContext());
          after.setInsertionPointAfter(conditional);
          cast = memref::CastOp::create(after, conditional.getLoc(), type, result);
        }
        use.set(cast);
      }
    }
  });
}

LogicalResult Planner::number() {
  int64_t next = 0;
  function.walk([&](Operation *op, const WalkStage &stage) {
    if (stage.isBeforeAllRegions())
      numbers[op].first = next++;
    if (stage.isAfterAllRegions())
      numbers[op].second = next - 1;
  });
  WalkResult result = function.walk([&](Operation *op) {
    if (auto alloc = dyn_cast<memref::AllocOp>(op)) {
      if (!alloc.getType().hasStaticShape() || !alloc.getType().getLayout().isIdentity()) {
        op->emitError("a buffer of dynamic shape is not supported");
        return WalkResult::interrupt();
      }
      allocs.push_back(alloc);
    }
    return WalkResult::advance();
  });
  return failure(result.wasInterrupted());
}

const Planner::Roots &Planner::rootsOf(Value value) {
  Roots &list = roots[value];
  if (list.empty()) {
    Operation *op = value.getDefiningOp();
    if (!op ? value.getParentBlock() == &entry
            : isa<memref::AllocOp, memref::GetGlobalOp, memref::AllocaOp,
                  UnrealizedConversionCastOp>(op)) // a place in memory from elsewhere
      list.push_back(value);
  }
  return list;
}

bool Planner::flow(Value from, Value to) {
  if (!isa<MemRefType>(to.getType()))
    return false;
  Roots source = rootsOf(from); // a copy: the map may grow
  Roots &target = roots[to];
  bool changed = false;
  for (Value root : source)
    if (!llvm::is_contained(target, root)) {
      target.push_back(root);
      changed = true;
    }
  return changed;
}

LogicalResult Planner::trace() {
  // Values flow forward through views and branches, and backward through loops:
  // a few sweeps reach the fixed point, one if there is no loop.
  bool loops = false, changed = true;
  while (changed) {
    changed = false;
    WalkResult walked = function.walk<WalkOrder::PreOrder>([&](Operation *op) {
      if (auto loop = dyn_cast<scf::ForOp>(op)) {
        loops = true;
        for (auto [init, argument, yielded, result] :
             llvm::zip(loop.getInitArgs(), loop.getRegionIterArgs(), loop.getYieldedValues(),
                       loop.getResults())) {
          changed |= flow(init, argument);
          changed |= flow(yielded, argument);
          changed |= flow(init, result);
          changed |= flow(yielded, result);
        }
      } else if (auto loop = dyn_cast<scf::WhileOp>(op)) {
        loops = true;
        for (auto [init, before] : llvm::zip(loop.getInits(), loop.getBeforeArguments()))
          changed |= flow(init, before);
        for (auto [yielded, before] :
             llvm::zip(loop.getYieldOp().getResults(), loop.getBeforeArguments()))
          changed |= flow(yielded, before);
        for (auto [handed, after, result] : llvm::zip(
                 loop.getConditionOp().getArgs(), loop.getAfterArguments(), loop.getResults())) {
          changed |= flow(handed, after);
          changed |= flow(handed, result);
        }
      } else if (isa<scf::IfOp, scf::IndexSwitchOp, scf::ExecuteRegionOp>(op)) {
        loops = true; // results come after their operations in this order
        for (Region &region : op->getRegions())
          for (Block &block : region)
            if (auto yield = dyn_cast<scf::YieldOp>(block.getTerminator()))
              for (auto [yielded, result] : llvm::zip(yield.getOperands(), op->getResults()))
                changed |= flow(yielded, result);
      } else if (isa<ViewLikeOpInterface>(op) ||
                 isa<memref::CollapseShapeOp, memref::ExpandShapeOp>(op)) {
        changed |= flow(op->getOperand(0), op->getResult(0));
      } else if (isa<arith::SelectOp>(op)) {
        changed |= flow(op->getOperand(1), op->getResult(0));
        changed |= flow(op->getOperand(2), op->getResult(0));
      } else if (!isa<memref::AllocOp, memref::GetGlobalOp, memref::AllocaOp,
                      UnrealizedConversionCastOp>(op)) {
        for (Value result : op->getResults())
          if (isa<BaseMemRefType>(result.getType())) {
            op->emitError("makes a buffer in a way that is not supported");
            return WalkResult::interrupt();
          }
      }
      return WalkResult::advance();
    });
    if (walked.wasInterrupted())
      return failure();
    changed &= loops;
  }
  // A loop must not hand a buffer that it has allocated to its next iteration:
  // the iterations share one place.
  for (auto &[value, list] : roots) {
    auto argument = dyn_cast<BlockArgument>(value);
    if (!argument || argument.getOwner() == &entry)
      continue;
    for (Value root : list)
      if (auto alloc = root.getDefiningOp<memref::AllocOp>())
        if (argument.getOwner()->getParentOp()->isProperAncestor(alloc))
          return argument.getOwner()->getParentOp()->emitError(
              "hands a new buffer to its next iteration, which is not supported");
  }
  return success();
}

LogicalResult Planner::planResults() {
  auto terminator = cast<func::ReturnOp>(entry.getTerminator());
  Location loc = terminator.getLoc();
  unsigned inputs = function.getNumArguments();
  SmallVector<int64_t> inputBytes, outputBytes, forwards, donors;
  for (BlockArgument argument : function.getArguments()) {
    auto type = dyn_cast<MemRefType>(argument.getType());
    if (!type || !type.hasStaticShape() || !type.getLayout().isIdentity())
      return function.emitError("parameter of type ") << argument.getType() << " is not supported";
    inputBytes.push_back(bytesOf(type));
  }
  DenseSet<Value> taken; // donated parameters and allocations that are a result
  for (unsigned i = 0, e = terminator.getNumOperands(); i != e; ++i) {
    Value operand = terminator.getOperand(i); // as replaced for an earlier result
    auto type = dyn_cast<MemRefType>(operand.getType());
    if (!type || !type.hasStaticShape() || !type.getLayout().isIdentity())
      return terminator.emitError("result of type ") << operand.getType() << " is not supported";
    outputBytes.push_back(bytesOf(type));
    forwards.push_back(-1);
    donors.push_back(-1);
    Value whole = throughReshapes(operand);
    auto argument = dyn_cast<BlockArgument>(whole);
    bool isInput = argument && argument.getOwner() == &entry && argument.getArgNumber() < inputs;
    if (isInput && !function.getArgAttr(argument.getArgNumber(), "array.donated")) {
      forwards.back() = argument.getArgNumber();
    } else if (isInput && taken.insert(whole).second) {
      donors.back() = argument.getArgNumber();
    }
    auto alloc = whole.getDefiningOp<memref::AllocOp>();
    bool direct = alloc && alloc->getBlock() == &entry && taken.insert(whole).second;
    BlockArgument output = entry.addArgument(direct ? alloc.getType() : type, operand.getLoc());
    if (direct) {
      alloc.getResult().replaceAllUsesWith(output);
      roots[output] = {output};
      llvm::erase(allocs, alloc);
      alloc.erase();
      // Views were traced to the allocation, which is no temporary any more.
    } else if (forwards.back() < 0 && donors.back() < 0) {
      builder.setInsertionPoint(terminator);
      auto copy = memref::CopyOp::create(builder, loc, operand, output);
      numbers[copy] = numbers[terminator];
    }
  }
  terminator->setOperands({});
  SmallVector<Type> types(entry.getArgumentTypes());
  // The attributes of the parameters stay with the inputs.
  SmallVector<DictionaryAttr> attributes;
  function.getAllArgAttrs(attributes);
  attributes.resize(types.size(), builder.getDictionaryAttr({}));
  function.setFunctionType(builder.getFunctionType(types, {}));
  function.setAllArgAttrs(attributes);
  function.removeResAttrsAttr();
  function->setAttr("array.inputs", builder.getDenseI64ArrayAttr(inputBytes));
  function->setAttr("array.outputs", builder.getDenseI64ArrayAttr(outputBytes));
  function->setAttr("array.forwards", builder.getDenseI64ArrayAttr(forwards));
  function->setAttr("array.donors", builder.getDenseI64ArrayAttr(donors));
  return success();
}

void Planner::planTemporaries() {
  // Lifetimes, in numbers of operations. A buffer lives in its block; what is used in a
  // loop there lives as long as that. In a loop, each iteration begins anew: none is
  // handed to the next one.
  DenseMap<Value, unsigned> index;
  for (auto [i, alloc] : llvm::enumerate(allocs)) {
    index[alloc] = i;
    lives[alloc] = {INT64_MAX, -1};
  }
  auto use = [&](Value value, Operation *user) {
    for (Value root : rootsOf(value)) {
      auto it = lives.find(root);
      if (it == lives.end())
        continue;
      Block *block = root.getDefiningOp()->getBlock();
      Operation *top = nullptr;
      while (!(top = block->findAncestorOpInBlock(*user)))
        block = block->getParentOp()->getBlock();
      auto [first, last] = numbers.lookup(top);
      it->second.first = std::min(it->second.first, first);
      it->second.second = std::max(it->second.second, last);
    }
  };
  function.walk([&](Operation *op) {
    if (isa<memref::AllocOp>(op))
      return;
    for (Value operand : op->getOperands())
      if (isa<MemRefType>(operand.getType()))
        use(operand, op);
  });

  // In the order of their first use, small ones on the stack, the others in the
  // free slot that fits best; a slot that is too small grows.
  SmallVector<memref::AllocOp> order(allocs);
  llvm::stable_sort(
      order, [&](memref::AllocOp a, memref::AllocOp b) { return lives[a].first < lives[b].first; });
  int64_t onStack = 0;
  SmallVector<Slot> slots;
  std::multimap<int64_t, unsigned> free; // by size
  std::multimap<int64_t, unsigned> busy; // by the last use
  SmallVector<std::pair<memref::AllocOp, unsigned>> placed;
  // New operations stand in front of all others, in the order of their making;
  // the others may be erased meanwhile.
  Operation *lastMade = nullptr;
  auto toStart = [&] {
    if (lastMade)
      builder.setInsertionPointAfter(lastMade);
    else
      builder.setInsertionPointToStart(&entry);
  };
  for (memref::AllocOp alloc : order) {
    auto [first, last] = lives[alloc];
    int64_t bytes = bytesOf(alloc.getType());
    if (last < 0) { // nobody uses it
      alloc.erase();
      continue;
    }
    if (bytes <= stackBufferBytes && onStack + bytes <= stackBytes) {
      onStack += llvm::alignTo(bytes, covector::bufferAlignment);
      toStart();
      auto place = memref::AllocaOp::create(builder, alloc.getLoc(), alloc.getType(),
                                            builder.getI64IntegerAttr(covector::bufferAlignment));
      lastMade = place;
      alloc.getResult().replaceAllUsesWith(place);
      alloc.erase();
      continue;
    }
    while (!busy.empty() && busy.begin()->first < first) {
      unsigned slot = busy.begin()->second;
      free.emplace(slots[slot].bytes, slot);
      busy.erase(busy.begin());
    }
    auto fit = free.lower_bound(bytes);
    if (fit == free.end() && !free.empty())
      fit = std::prev(fit);
    unsigned slot;
    if (fit != free.end()) {
      slot = fit->second;
      free.erase(fit);
      slots[slot].bytes = std::max(slots[slot].bytes, bytes);
    } else {
      slot = slots.size();
      slots.push_back({bytes, 0});
    }
    busy.emplace(last, slot);
    placed.emplace_back(alloc, slot);
  }

  int64_t offset = 0;
  SmallVector<int64_t> offsets;
  SmallVector<BlockArgument> arguments;
  for (Slot &slot : slots) {
    slot.offset = offset;
    offsets.push_back(offset);
    offset += llvm::alignTo(slot.bytes, covector::bufferAlignment);
    arguments.push_back(
        entry.addArgument(MemRefType::get({slot.bytes}, builder.getI8Type()), function.getLoc()));
  }
  Value zero;
  for (auto [alloc, slot] : placed) {
    toStart();
    if (!zero)
      zero = arith::ConstantIndexOp::create(builder, function.getLoc(), 0);
    auto view = memref::ViewOp::create(builder, alloc.getLoc(), alloc.getType(), arguments[slot],
                                       zero, ValueRange());
    lastMade = view;
    alloc.getResult().replaceAllUsesWith(view);
    alloc.erase();
  }
  SmallVector<DictionaryAttr> attributes;
  function.getAllArgAttrs(attributes);
  attributes.resize(entry.getNumArguments(), builder.getDictionaryAttr({}));
  function.setFunctionType(builder.getFunctionType(entry.getArgumentTypes(), {}));
  function.setAllArgAttrs(attributes);
  function->setAttr("array.slots", builder.getDenseI64ArrayAttr(offsets));
  function->setAttr("array.workspace", builder.getI64IntegerAttr(offset));
}

LogicalResult Planner::run() {
  restoreLayouts();
  covector::foldHandedThrough(function);
  covector::removeCopies(function);
  covector::takeTurns(function);
  if (failed(number()) || failed(trace()) || failed(planResults()))
    return failure();
  planTemporaries();
  return success();
}

namespace {
struct ArrayPlanBuffersPass : covector::impl::ArrayPlanBuffersPassBase<ArrayPlanBuffersPass> {
  void runOnOperation() override {
    auto function = getOperation().lookupSymbol<func::FuncOp>("main");
    if (!function || function.isExternal()) {
      getOperation().emitError("the program has no function @main");
      return signalPassFailure();
    }
    if (!function.getBody().hasOneBlock()) {
      function.emitError("an entry function with branches is not supported");
      return signalPassFailure();
    }
    if (failed(Planner(function).run()))
      signalPassFailure();
  }
};
} // namespace
