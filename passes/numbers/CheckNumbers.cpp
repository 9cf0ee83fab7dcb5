//===- CheckNumbers.cpp - notes behind all operations ---------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// See Note [Searching for wrong numbers] in CheckNumbers.h. A value has an id if it may
// hold what is looked for. What is the same value under two names, as an operand that
// is constant in a loop and the argument of the body, has one id.
//
//===----------------------------------------------------------------------===//

#include "passes/numbers/CheckNumbers.h"
#include "dialects/array/Calls.h"
#include "dialects/array/ControlFlow.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"
#include "mlir/Pass/PassManager.h"
#include "passes/Passes.h"
#include "passes/lowering/CpuPipeline.h"
#include "llvm/ADT/TypeSwitch.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYCHECKNUMBERSPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

/// Whether an array, or the elements of a stack, may hold NaNs and infinities.
static bool mayBeWrong(Type type) {
  return array::isInexactElement(cast<RankedTensorType>(type).getElementType());
}

/// Whether a constant holds what somebody may look for.
static bool isWrongConstant(array::ConstantOp op) {
  auto elements = dyn_cast<DenseElementsAttr>(op.getValue());
  if (!elements)
    return true; // nobody has looked
  auto isWrong = [](const APFloat &x) { return !x.isFinite(); };
  if (isa<ComplexType>(elements.getElementType()))
    return llvm::any_of(elements.getValues<std::complex<APFloat>>(),
                        [&](const auto &x) { return isWrong(x.real()) || isWrong(x.imag()); });
  if (elements.isSplat())
    return isWrong(elements.getSplatValue<APFloat>());
  return llvm::any_of(elements.getValues<APFloat>(), isWrong);
}

namespace {

class Checker {
public:
  explicit Checker(func::FuncOp f) : f(f), b(f.getLoc(), f.getContext()) {}

  void run() {
    Block &entry = f.getBody().front();
    b.setInsertionPointToStart(&entry);
    for (BlockArgument argument : entry.getArguments())
      if (mayBeWrong(argument.getType()))
        note("argument", std::to_string(argument.getArgNumber()), {idOf(argument)}, {}, argument);
    run(entry);
    SmallVector<int64_t> results;
    for (Value result : entry.getTerminator()->getOperands())
      results.push_back(ids.contains(result) ? ids[result] : -1);
    f->setAttr("array.result_ids", b.getDenseI64ArrayAttr(results));
  }

private:
  using Ids = SmallVector<int64_t>;

  int64_t idOf(Value value) {
    auto [it, isNew] = ids.try_emplace(value, next);
    next += isNew;
    return it->second;
  }

  void note(StringRef kind, StringRef label, ArrayRef<int64_t> made, ArrayRef<int64_t> sources,
            ValueRange inputs = {}) {
    array::CheckNumbersOp::create(b, kind, label, made, sources, inputs);
  }

  /// The ids of those of `values` that have one.
  Ids known(ValueRange values) {
    Ids list;
    for (Value value : values)
      if (auto it = ids.find(value); it != ids.end() && !llvm::is_contained(list, it->second))
        list.push_back(it->second);
    return list;
  }

  /// `argument` is another name of `value`.
  void alias(Value argument, Value value) {
    if (auto it = ids.find(value); it != ids.end())
      ids[argument] = int64_t(it->second);
  }

  void run(Block &block) {
    for (Operation &op : llvm::make_early_inc_range(block.without_terminator())) {
      b.setLoc(op.getLoc());
      llvm::TypeSwitch<Operation *>(&op)
          .Case<array::ScanOp, array::WhileOp>([&](auto loop) { visitLoop(loop); })
          .Case<array::CaseOp>(
              [&](array::CaseOp op) { visitBranches(op, op.getInputs(), op.getBranches()); })
          .Case<array::CheckpointOp>(
              [&](array::CheckpointOp op) { visitBranches(op, op.getInputs(), op->getRegions()); })
          .Case<array::ConstantOp>([&](array::ConstantOp op) {
            if (mayBeWrong(op.getType()) && isWrongConstant(op))
              visit(op);
          })
          .Default([&](Operation *op) { visit(op); });
    }
  }

  /// Whether an operation puts an update into an array in place, and that again and again.
  /// A sum that overflows there is blamed on what reads it.
  static bool movesInPlace(Operation *op) {
    auto scatter = dyn_cast<array::ScatterOp>(op);
    return scatter &&
           (scatter.getKind() == array::ScatterKind::Set || op->getParentOfType<array::ScanOp>() ||
            op->getParentOfType<array::WhileOp>());
  }

  void visit(Operation *op) {
    SmallVector<Value> looked;
    Ids made;
    for (Value result : op->getResults())
      if (mayBeWrong(result.getType()))
        looked.push_back(result);
    if (looked.empty())
      return;
    Ids sources = known(op->getOperands());
    for (Value value : looked)
      made.push_back(idOf(value));
    b.setInsertionPointAfter(op);
    StringRef name = op->getName().stripDialect();
    if (movesInPlace(op))
      note("moved", name, made, sources);
    else
      note("made", name, made, sources, looked);
  }

  template <typename Regions>
  void visitBranches(Operation *op, ValueRange inputs, Regions &&branches) {
    Location loc = op->getLoc();
    for (Value result : op->getResults())
      if (mayBeWrong(result.getType()))
        idOf(result);
    for (Region &region : branches) {
      Block &block = region.front();
      for (auto [argument, input] : llvm::zip_equal(block.getArguments(), inputs))
        alias(argument, input);
      run(block);
      b.setLoc(loc);
      b.setInsertionPoint(block.getTerminator());
      for (auto [result, value] :
           llvm::zip_equal(op->getResults(), block.getTerminator()->getOperands()))
        if (mayBeWrong(result.getType()))
          note("moved", "", {idOf(result)}, known(value));
    }
  }

  /// The values that a loop carries.
  struct Carried {
    SmallVector<unsigned> numbers;
    Ids ids;
  };

  /// Notes what the next iteration is given, and what is stacked.
  void endIteration(Block &body, const Carried &carried, const Carried &stacks) {
    Operation *terminator = body.getTerminator();
    b.setInsertionPoint(terminator);
    SmallVector<Ids> given;
    for (unsigned number : carried.numbers) {
      Ids &from = given.emplace_back(known(terminator->getOperand(number)));
      // One that is carried too may get its next value first.
      if (llvm::any_of(from, [&](int64_t id) { return llvm::is_contained(carried.ids, id); })) {
        int64_t old = next++;
        note("moved", "", {old}, from);
        from = {old};
      }
    }
    for (auto [id, from] : llvm::zip_equal(carried.ids, given))
      note("moved", "", {id}, from);
    for (auto [number, id] : llvm::zip_equal(stacks.numbers, stacks.ids)) {
      Ids from = known(terminator->getOperand(number));
      from.push_back(id);
      note("moved", "", {id}, from);
    }
  }

  template <typename Loop> void visitLoop(Loop op) {
    Location loc = op.getLoc();
    int64_t number = loops++;
    b.setInsertionPoint(op);
    note("loop", "", {number}, {});
    Carried carried, stacks;
    for (auto [i, init, result] : llvm::enumerate(op.getInits(), op.getCarried()))
      if (mayBeWrong(init.getType())) {
        carried.numbers.push_back(i);
        carried.ids.push_back(idOf(result));
        note("moved", "", {idOf(result)}, known(init));
      }
    unsigned inits = op.getInits().size();
    for (auto [i, stack] : llvm::enumerate(op.getStacks()))
      if (mayBeWrong(stack.getType())) {
        stacks.numbers.push_back(inits + i);
        stacks.ids.push_back(idOf(stack));
        note("moved", "", {idOf(stack)}, {});
      }

    auto give = [&](Block &block, unsigned firstConst, unsigned firstCarried) {
      for (auto [i, value] : llvm::enumerate(op.getConsts()))
        alias(block.getArgument(firstConst + i), value);
      for (auto [i, value] : llvm::enumerate(op.getCarried()))
        alias(block.getArgument(firstCarried + i), value);
    };
    Block &body = op.getBodyBlock();
    if constexpr (std::is_same_v<Loop, array::ScanOp>) {
      unsigned consts = op.getConsts().size();
      give(body, 1, 1 + consts);
      for (auto [element, stack] : llvm::zip_equal(op.getBodyElements(), op.getXs()))
        alias(element, stack);
      b.setInsertionPointToStart(&body);
      note("iteration", "", {number}, {}, op.getIndex());
    } else {
      Block &condition = op.getConditionBlock();
      give(condition, inits, 0);
      give(body, inits, 0);
      b.setInsertionPointToStart(&condition);
      note("iteration", "", {number}, {});
      run(condition);
    }
    run(body);
    b.setLoc(loc);
    endIteration(body, carried, stacks);
  }

  func::FuncOp f;
  ImplicitLocOpBuilder b;
  llvm::DenseMap<Value, int64_t> ids;
  int64_t next = 0, loops = 0; // ids not given yet
};

struct ArrayCheckNumbersPass : covector::impl::ArrayCheckNumbersPassBase<ArrayCheckNumbersPass> {
  void runOnOperation() override {
    func::FuncOp f = getOperation();
    if (!f.isDeclaration() && f.getBody().hasOneBlock())
      insertNumberChecks(f);
  }
};

} // namespace

void covector::insertNumberChecks(func::FuncOp f) { Checker(f).run(); }

LogicalResult covector::makeWatched(ModuleOp module) {
  PassManager pm(module.getContext(), ModuleOp::getOperationName());
  pm.enableVerifier(false);
  buildTransformsPipeline(pm);
  pm.addNestedPass<func::FuncOp>(createArrayCheckNumbersPass());
  return pm.run(module);
}
