//===- Jet.cpp - Taylor mode -----------------------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Derivatives along a curve]
// The arguments are functions x(t) of a parameter, of which the value and the
// first `order` derivatives at t = 0 are given; so every value of the program is
// a function of t, and what is wanted are its derivatives, x_k for the k-th.
//
// All rules are those of forward mode. It says y' = r(x, y, x') in operations of
// the dialect; so y_k is the (k - 1)-th derivative of what these operations
// compute, where x' is a function of t too, with (x')_j = x_(j+1). The code of the
// rule is thus part of the program: its operations are the derivatives of order
// 0, and its own derivatives come from their rules, one order less at each
// step. Equal operations are made once, so that sin and cos, or exp, which is
// its own derivative, refer to each other instead of growing new code.
//
// Three kinds of operations are done at once: those that are affine in what
// varies (the rule, applied to every derivative), products (Leibniz) and
// quotients. With them all else is a sum over pairs of orders, and the number of
// operations is a power of the order.
//
// Control flow is pushed through as a whole: the first derivatives of a loop are
// results of a loop that carries twice as much, and so on. That is nested forward
// mode, exponential in the order.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/Array.h"
#include "dialects/array/Convolution.h"
#include "dialects/array/Rules.h"
#include "passes/Functions.h"
#include "passes/Passes.h"
#include "passes/autodiff/Autodiff.h"
#include "passes/autodiff/ControlFlow.h"
#include "passes/autodiff/Derivative.h"
#include "passes/autodiff/Marks.h"
#include "passes/optimize/Simplify.h"
#include "llvm/Support/SaveAndRestore.h"

namespace covector {
#define GEN_PASS_DEF_ARRAYJETPASS
#include "passes/Passes.h.inc"
} // namespace covector

using namespace mlir;
using namespace covector;

namespace {

/// Equal operations have one key: what they do, to what.
struct SameOperation : llvm::DenseMapInfo<Operation *> {
  static unsigned getHashValue(const Operation *op) {
    return OperationEquivalence::computeHash(
        const_cast<Operation *>(op), OperationEquivalence::directHashValue,
        OperationEquivalence::ignoreHashValue, OperationEquivalence::IgnoreLocations);
  }
  static bool isEqual(const Operation *x, const Operation *y) {
    if (x == y)
      return true;
    if (x == getEmptyKey() || x == getTombstoneKey() || y == getEmptyKey() ||
        y == getTombstoneKey())
      return false;
    return OperationEquivalence::isEquivalentTo(const_cast<Operation *>(x),
                                                const_cast<Operation *>(y),
                                                OperationEquivalence::IgnoreLocations);
  }
};

/// The derivatives along a curve of all values of a block.
class TaylorMode : private OpBuilder::Listener {
public:
  TaylorMode(Block &block, StringRef function, int64_t order)
      : block(block), function(function), order(order), builder(block.getTerminator(), this) {}

  /// Makes `derivatives`, from the first on, those of `primal`.
  void seed(Value primal, ArrayRef<Value> derivatives) {
    known[primal].assign(derivatives.begin(), derivatives.end());
  }

  /// Makes the derivatives of all that the block computes.
  LogicalResult run();

  /// The derivative of `value` of an order that has been made; null for zero.
  Value made(Value value, int64_t k) const {
    auto it = known.find(value);
    return it == known.end() ? Value() : it->second[k - 1];
  }

  /// Removes what was needed only while the code was made.
  void finish();

private:
  /// How the derivatives of an operation's results are found.
  enum class Rule { Constant, Affine, Product, Quotient, General };
  struct State {
    Rule rule;
    /// The first derivative of each result, as a value of the program (General).
    SmallVector<Value, 1> first;
  };

  void notifyOperationInserted(Operation *op, OpBuilder::InsertPoint) override {
    markDerivative(op, current);
    inserted.push_back(op);
  }

  /// Whether `value` depends on the parameter.
  FailureOr<bool> varies(Value value);
  FailureOr<State *> stateOf(Operation *op);
  FailureOr<State> classify(Operation *op);
  FailureOr<State> classifyRegions(Operation *op, ArrayRef<Value> tangents);
  LogicalResult applyForwardRule(Operation *op, ArrayRef<Value> tangents,
                                 SmallVectorImpl<Value> &results);

  /// The `k`-th derivative of `value`, k > 0; null for zero.
  FailureOr<Value> derivative(Value value, int64_t k);
  /// Those of the results of `op`.
  LogicalResult derive(Operation *op, int64_t k, SmallVectorImpl<Value> &results);
  FailureOr<Value> product(Operation *op, int64_t k);
  FailureOr<Value> quotient(array::DivOp op, int64_t k);
  /// The sum over i below `end` of the products of the i-th and the (k - i)-th
  /// derivatives of `x` and `y`, each as often as it occurs.
  FailureOr<Value> leibniz(llvm::function_ref<Value(Value, Value)> multiply, Value x, Value y,
                           int64_t k, int64_t end);

  /// x' as a value: what stands for it until all derivatives are made.
  FailureOr<Value> velocity(Value value);
  /// Makes the operations since `begin` once that are there already.
  void merge(size_t begin, MutableArrayRef<Value> values);

  Block &block;
  StringRef function;
  int64_t order;
  OpBuilder builder;
  /// Derivatives from the first on; entries are found as far as they were asked for.
  llvm::DenseMap<Value, SmallVector<Value>> known;
  llvm::DenseMap<Operation *, State> states;
  /// x' for x, and x for x'.
  llvm::DenseMap<Value, Value> velocities, positions;
  llvm::DenseSet<Operation *, SameOperation> unique;
  SmallVector<Operation *> inserted;
  Operation *current = nullptr; // whose derivatives are being made
};

} // namespace

/// A number of times `x`.
static Value times(OpBuilder &builder, Location loc, double factor, Value x) {
  if (factor == 1.0)
    return x;
  return array::MulOp::create(builder, loc, array::full(builder, loc, x.getType(), factor), x);
}

static double binomial(int64_t n, int64_t k) {
  double result = 1;
  for (int64_t i = 1; i <= k; ++i)
    result = result * double(n - k + i) / double(i);
  return result;
}

static bool isBilinear(Operation *op) {
  return isa<array::MulOp, array::DotGeneralOp, array::ConvolutionOp>(op);
}

//===----------------------------------------------------------------------===//
// Kinds of operations
//===----------------------------------------------------------------------===//

FailureOr<bool> TaylorMode::varies(Value value) {
  if (known.contains(value) || positions.contains(value))
    return true;
  Operation *op = value.getDefiningOp();
  if (!op || !array::isDifferentiable(value.getType()))
    return false;
  FailureOr<State *> state = stateOf(op);
  if (failed(state))
    return failure();
  if ((*state)->rule == Rule::General)
    return bool((*state)->first[cast<OpResult>(value).getResultNumber()]);
  return (*state)->rule != Rule::Constant;
}

FailureOr<TaylorMode::State *> TaylorMode::stateOf(Operation *op) {
  if (!states.contains(op)) {
    FailureOr<State> state = classify(op);
    if (failed(state))
      return failure();
    states[op] = std::move(*state);
  }
  return &states.find(op)->second;
}

LogicalResult TaylorMode::applyForwardRule(Operation *op, ArrayRef<Value> tangents,
                                           SmallVectorImpl<Value> &results) {
  auto rule = dyn_cast<array::JvpOpInterface>(op);
  if (!rule)
    return op->emitOpError("is not supported by jet yet: it has no forward-mode rule (in '@")
           << function << "')";
  if (failed(rule.jvp(builder, tangents, results)))
    return failure();
  if (results.size() != op->getNumResults())
    return op->emitOpError("internal error in its forward-mode rule: one tangent per result is "
                           "expected; please report this");
  return success();
}

FailureOr<TaylorMode::State> TaylorMode::classify(Operation *op) {
  llvm::SaveAndRestore of(current, op);
  if (failed(checkIsolated(op, "jet")))
    return failure();
  SmallVector<bool> varying;
  for (Value operand : op->getOperands()) {
    FailureOr<bool> each = varies(operand);
    if (failed(each))
      return failure();
    varying.push_back(*each);
  }
  if (!llvm::is_contained(varying, true))
    return State{Rule::Constant, {}};
  if (isBilinear(op) && varying[0] && varying[1])
    return State{Rule::Product, {}};
  if (isa<array::DivOp>(op) && varying[1])
    return State{Rule::Quotient, {}};

  SmallVector<Value> tangents;
  for (auto [operand, each] : llvm::zip_equal(op->getOperands(), varying)) {
    FailureOr<Value> tangent = Value();
    if (each && failed(tangent = velocity(operand)))
      return failure();
    tangents.push_back(*tangent);
  }
  if (op->getNumRegions())
    return classifyRegions(op, tangents);
  size_t begin = inserted.size();
  State state{Rule::General, {}};
  SmallVector<Value> first;
  if (failed(applyForwardRule(op, tangents, first)))
    return failure();
  if (llvm::none_of(first, [](Value value) { return bool(value); }))
    state.rule = Rule::Constant;

  // Affine, if the code refers to nothing that varies but by the velocities.
  llvm::DenseSet<Value> own(tangents.begin(), tangents.end());
  auto isFixed = [&](Value value) -> FailureOr<bool> {
    if (own.contains(value))
      return true;
    if (value.getDefiningOp() == op)
      return false;
    FailureOr<bool> each = varies(value);
    return failed(each) ? each : FailureOr<bool>(!*each);
  };
  bool isAffine = true;
  SmallVector<Operation *> code(ArrayRef(inserted).drop_front(begin));
  for (Operation *each : code) {
    for (Value operand : each->getOperands()) {
      FailureOr<bool> isFine = isFixed(operand);
      if (failed(isFine))
        return failure();
      isAffine &= *isFine;
    }
    own.insert(each->result_begin(), each->result_end());
  }
  if (state.rule == Rule::General && isAffine)
    state.rule = Rule::Affine;
  if (state.rule != Rule::General) {
    for (Operation *each : llvm::reverse(code))
      each->erase();
    inserted.truncate(begin);
    return state;
  }
  merge(begin, first);
  state.first.assign(first.begin(), first.end());
  return state;
}

FailureOr<TaylorMode::State> TaylorMode::classifyRegions(Operation *op, ArrayRef<Value> tangents) {
  // Forward mode replaces the operation, here a copy; casts see by what.
  Operation *copy = builder.clone(*op);
  SmallVector<Operation *> casts;
  for (Value result : copy->getResults())
    casts.push_back(UnrealizedConversionCastOp::create(builder, op->getLoc(),
                                                       TypeRange(result.getType()), result));
  builder.setInsertionPointAfter(copy);
  ForwardMode forward(ForwardMode::Way::Push, "jet", function);
  if (failed(forwardThroughRegions(forward, copy, builder, tangents)))
    return failure();
  State state{Rule::General, {}};
  for (Operation *cast : casts) {
    state.first.push_back(forward.tangent(cast->getOperand(0)));
    cast->erase();
  }
  builder.setInsertionPoint(block.getTerminator());
  if (llvm::none_of(state.first, [](Value value) { return bool(value); }))
    state.rule = Rule::Constant;
  return state;
}

FailureOr<Value> TaylorMode::velocity(Value value) {
  if (Value found = velocities.lookup(value))
    return found;
  FailureOr<Value> first = derivative(value, 1);
  if (failed(first))
    return failure();
  Location loc = value.getLoc();
  Value start = *first ? *first : array::zeros(builder, loc, value.getType());
  Value marker = UnrealizedConversionCastOp::create(builder, loc, TypeRange(value.getType()), start)
                     .getResult(0);
  velocities[value] = marker;
  positions[marker] = value;
  return marker;
}

void TaylorMode::merge(size_t begin, MutableArrayRef<Value> values) {
  SmallVector<Operation *> fresh(ArrayRef(inserted).drop_front(begin));
  inserted.truncate(begin);
  for (Operation *op : fresh) {
    if (!isMemoryEffectFree(op) || op->getNumRegions() != 0) {
      inserted.push_back(op);
      continue;
    }
    auto [it, isNew] = unique.insert(op);
    if (isNew) {
      inserted.push_back(op);
      continue;
    }
    for (Value &value : values)
      if (value && value.getDefiningOp() == op)
        value = (*it)->getResult(cast<OpResult>(value).getResultNumber());
    op->replaceAllUsesWith(*it);
    op->erase();
  }
}

//===----------------------------------------------------------------------===//
// Derivatives
//===----------------------------------------------------------------------===//

FailureOr<Value> TaylorMode::derivative(Value value, int64_t k) {
  if (auto it = known.find(value); it != known.end() && k <= int64_t(it->second.size()))
    return it->second[k - 1];
  if (Value position = positions.lookup(value))
    return derivative(position, k + 1);
  FailureOr<bool> each = varies(value);
  if (failed(each))
    return failure();
  if (!*each)
    return Value();
  // In rising order, so that a derivative is made behind those that it needs.
  Operation *op = value.getDefiningOp();
  auto it = known.find(value);
  for (int64_t next = it == known.end() ? 1 : it->second.size() + 1; next <= k; ++next) {
    SmallVector<Value> results;
    if (failed(derive(op, next, results)))
      return failure();
    for (auto [result, made] : llvm::zip_equal(op->getResults(), results)) {
      SmallVector<Value> &all = known[result];
      if (int64_t(all.size()) < next)
        all.push_back(made);
    }
  }
  return known[value][k - 1];
}

LogicalResult TaylorMode::derive(Operation *op, int64_t k, SmallVectorImpl<Value> &results) {
  llvm::SaveAndRestore of(current, op);
  FailureOr<State *> found = stateOf(op);
  if (failed(found))
    return failure();
  State state = **found; // Other entries may be made meanwhile.
  switch (state.rule) {
  case Rule::Constant:
    results.append(op->getNumResults(), Value());
    return success();
  case Rule::Affine: {
    SmallVector<Value> tangents;
    for (Value operand : op->getOperands()) {
      FailureOr<Value> tangent = derivative(operand, k);
      if (failed(tangent))
        return failure();
      tangents.push_back(*tangent);
    }
    if (llvm::none_of(tangents, [](Value tangent) { return bool(tangent); })) {
      results.append(op->getNumResults(), Value());
      return success();
    }
    size_t begin = inserted.size();
    if (failed(applyForwardRule(op, tangents, results)))
      return failure();
    merge(begin, results);
    return success();
  }
  case Rule::Product:
  case Rule::Quotient: {
    FailureOr<Value> result =
        state.rule == Rule::Product ? product(op, k) : quotient(cast<array::DivOp>(op), k);
    if (failed(result))
      return failure();
    results.push_back(*result);
    return success();
  }
  case Rule::General:
    for (Value first : state.first) {
      FailureOr<Value> result = first;
      if (first && k > 1 && failed(result = derivative(first, k - 1)))
        return failure();
      results.push_back(*result);
    }
    return success();
  }
  llvm_unreachable("all rules are listed");
}

FailureOr<Value> TaylorMode::leibniz(llvm::function_ref<Value(Value, Value)> multiply, Value x,
                                     Value y, int64_t k, int64_t end) {
  Value sum;
  for (int64_t i = 0; i < end; ++i) {
    FailureOr<Value> left = x, right = y;
    if ((i > 0 && failed(left = derivative(x, i))) ||
        (i < k && failed(right = derivative(y, k - i))))
      return failure();
    if (!*left || !*right)
      continue;
    size_t first = inserted.size();
    Value term = multiply(*left, *right);
    if (!term)
      return failure();
    term = times(builder, term.getLoc(), binomial(k, i), term);
    sum = sum ? array::AddOp::create(builder, term.getLoc(), sum, term) : term;
    merge(first, sum);
  }
  return sum;
}

FailureOr<Value> TaylorMode::product(Operation *op, int64_t k) {
  auto multiply = [&](Value x, Value y) {
    Operation *made = array::rebuild(builder, op, {x, y});
    return made ? made->getResult(0) : Value();
  };
  return leibniz(multiply, op->getOperand(0), op->getOperand(1), k, k + 1);
}

FailureOr<Value> TaylorMode::quotient(array::DivOp op, int64_t k) {
  // z y = x, so z_k = (x_k - the terms of z_i y_(k - i) with i < k) / y.
  Location loc = op.getLoc();
  auto multiply = [&](Value x, Value y) -> Value {
    return array::MulOp::create(builder, loc, x, y);
  };
  FailureOr<Value> x = derivative(op.getX(), k);
  if (failed(x))
    return failure();
  FailureOr<Value> sum = leibniz(multiply, op.getResult(), op.getY(), k, k);
  if (failed(sum))
    return failure();
  size_t begin = inserted.size();
  Value numerator = *x;
  if (*sum)
    numerator = numerator ? Value(array::SubOp::create(builder, loc, numerator, *sum))
                          : Value(array::NegOp::create(builder, loc, *sum));
  Value result;
  if (numerator)
    result = array::DivOp::create(builder, loc, numerator, op.getY());
  merge(begin, result);
  return result;
}

LogicalResult TaylorMode::run() {
  SmallVector<Operation *> program;
  for (Operation &op : block.without_terminator()) {
    program.push_back(&op);
    if (op.getNumRegions() == 0 && isMemoryEffectFree(&op))
      unique.insert(&op);
  }
  for (Operation *op : program)
    for (Value result : op->getResults())
      for (int64_t k = 1; k <= order; ++k)
        if (array::isDifferentiable(result.getType()) && failed(derivative(result, k)))
          return failure();
  return success();
}

void TaylorMode::finish() {
  for (auto [value, marker] : velocities) {
    Operation *cast = marker.getDefiningOp();
    marker.replaceAllUsesWith(cast->getOperand(0));
    cast->erase();
  }
  eraseDeadOps(block);
}

//===----------------------------------------------------------------------===//
// Functions
//===----------------------------------------------------------------------===//

LogicalResult covector::jetInPlace(func::FuncOp f, ArrayRef<int64_t> argnums, int64_t order,
                                   bool isLine, StringRef name) {
  if (name.empty())
    name = f.getSymName();
  if (order < 1)
    return emitError(f.getLoc()) << "jet: the order must be positive, got " << order;
  if (failed(checkTransformable(f, "jet")) ||
      failed(checkIndices(f, name, "jet", "argnums", "argument", argnums, f.getArgumentTypes())))
    return failure();

  unsigned numPrimals = f.getNumArguments(), numResults = f.getNumResults();
  int64_t given = isLine ? 1 : order;
  Block &block = f.getBody().front();
  TaylorMode taylor(block, name, order);
  for (int64_t i : argnums) {
    Value primal = block.getArgument(i);
    SmallVector<Value> derivatives;
    for (int64_t k = 1; k <= given; ++k)
      derivatives.push_back(block.addArgument(primal.getType(), primal.getLoc()));
    derivatives.append(order - given, Value()); // zero
    taylor.seed(primal, derivatives);
  }
  if (failed(taylor.run()))
    return failure();

  Operation *terminator = block.getTerminator();
  OpBuilder builder(terminator);
  SmallVector<Value> results(terminator->getOperands());
  for (unsigned i = 0; i < numResults; ++i) {
    Value primal = results[i];
    if (!array::isDifferentiable(primal.getType()))
      continue;
    for (int64_t k = 1; k <= order; ++k) {
      Value derivative = taylor.made(primal, k);
      results.push_back(derivative ? derivative
                                   : array::zeros(builder, terminator->getLoc(), primal.getType()));
    }
  }
  terminator->setOperands(results);
  taylor.finish();
  updateSignature(f, originsWithAdded(numPrimals, argnums.size() * given), numResults);
  return success();
}

FailureOr<func::FuncOp> covector::buildJet(func::FuncOp f, ArrayRef<int64_t> argnums, int64_t order,
                                           bool isLine, SymbolTable &symbols) {
  func::FuncOp copy = copyFunction(f, "jet", symbols, "jet");
  if (!copy)
    return failure();
  if (failed(jetInPlace(copy, argnums, order, isLine, f.getSymName()))) {
    symbols.erase(copy);
    return failure();
  }
  return copy;
}

namespace {
struct ArrayJetPass : covector::impl::ArrayJetPassBase<ArrayJetPass> {
  using ArrayJetPassBase::ArrayJetPassBase;

  void runOnOperation() override {
    func::FuncOp f = chooseFunction(getOperation(), function, "array-jet");
    if (!f)
      return signalPassFailure();
    SmallVector<int64_t> chosen(argnums.begin(), argnums.end());
    if (chosen.empty())
      chosen = differentiableIndices(f.getArgumentTypes());
    SymbolTable symbols(getOperation());
    FailureOr<func::FuncOp> result = buildJet(f, chosen, order, line, symbols);
    if (failed(result))
      return signalPassFailure();
    result->setPublic();
  }
};
} // namespace
