//===- ConstantElements.cpp - integers that a program computes ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Positions of gather and scatter are often constants with some arithmetic. Three
// kinds of operations are evaluated: constants, elementwise operations by their
// scalar body, and those that move elements by their rule of dependence, which is
// given numbers of elements in place of sets of columns.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/IR/Matchers.h"
#include "passes/sparsity/DependenceAnalysis.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace covector;
using array::ColumnSet;
using array::Dependence;

using Elements = std::unique_ptr<std::vector<int64_t>>;
using Lookup = llvm::function_ref<const std::vector<int64_t> *(Value)>;

/// Arrays with more elements are not evaluated.
static constexpr int64_t maxElements = int64_t(1) << 24;

/// An integer of an array as a number: unsigned ones and booleans as they are.
static int64_t numberOf(const APInt &bits, Type element) {
  return array::isUnsignedElement(element) ? int64_t(bits.getZExtValue()) : bits.getSExtValue();
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

static Elements readConstant(Attribute attribute, Type element) {
  auto dense = dyn_cast<DenseIntElementsAttr>(attribute);
  if (!dense)
    return {};
  auto result = std::make_unique<std::vector<int64_t>>();
  for (const APInt &bits : dense.getValues<APInt>())
    result->push_back(numberOf(bits, element));
  return result;
}

static Elements countPositions(array::IotaOp op) {
  auto result = std::make_unique<std::vector<int64_t>>();
  Type element = op.getElementType();
  array::forEachIndex(op.getShape(), [&](ArrayRef<int64_t> index) {
    APInt bits(element.getIntOrFloatBitWidth(), index[op.getAxis()], /*isSigned=*/true,
               /*implicitTrunc=*/true);
    result->push_back(numberOf(bits, element));
  });
  return result;
}

//===----------------------------------------------------------------------===//
// Elementwise operations
//===----------------------------------------------------------------------===//

/// The result of a scalar operation; nothing for those that are not known, and
/// where it is not defined.
static std::optional<APInt> compute(Operation *op, ArrayRef<APInt> x) {
  using Maybe = std::optional<APInt>;
  unsigned width = op->getResult(0).getType().getIntOrFloatBitWidth();
  bool isShift = x.size() == 2 && x[1].ult(x[0].getBitWidth());
  return llvm::TypeSwitch<Operation *, Maybe>(op)
      .Case([](arith::ConstantOp constant) -> Maybe {
        auto value = dyn_cast<IntegerAttr>(constant.getValue());
        return value ? Maybe(value.getValue()) : Maybe();
      })
      .Case([&](arith::AddIOp) -> Maybe { return x[0] + x[1]; })
      .Case([&](arith::SubIOp) -> Maybe { return x[0] - x[1]; })
      .Case([&](arith::MulIOp) -> Maybe { return x[0] * x[1]; })
      .Case([&](arith::DivSIOp) -> Maybe { return x[1] != 0 ? Maybe(x[0].sdiv(x[1])) : Maybe(); })
      .Case([&](arith::DivUIOp) -> Maybe { return x[1] != 0 ? Maybe(x[0].udiv(x[1])) : Maybe(); })
      .Case([&](arith::RemSIOp) -> Maybe { return x[1] != 0 ? Maybe(x[0].srem(x[1])) : Maybe(); })
      .Case([&](arith::RemUIOp) -> Maybe { return x[1] != 0 ? Maybe(x[0].urem(x[1])) : Maybe(); })
      .Case([&](arith::AndIOp) -> Maybe { return x[0] & x[1]; })
      .Case([&](arith::OrIOp) -> Maybe { return x[0] | x[1]; })
      .Case([&](arith::XOrIOp) -> Maybe { return x[0] ^ x[1]; })
      .Case([&](arith::ShLIOp) -> Maybe { return isShift ? Maybe(x[0].shl(x[1])) : Maybe(); })
      .Case([&](arith::ShRSIOp) -> Maybe { return isShift ? Maybe(x[0].ashr(x[1])) : Maybe(); })
      .Case([&](arith::ShRUIOp) -> Maybe { return isShift ? Maybe(x[0].lshr(x[1])) : Maybe(); })
      .Case([&](arith::MinSIOp) -> Maybe { return x[0].slt(x[1]) ? x[0] : x[1]; })
      .Case([&](arith::MaxSIOp) -> Maybe { return x[0].sgt(x[1]) ? x[0] : x[1]; })
      .Case([&](arith::MinUIOp) -> Maybe { return x[0].ult(x[1]) ? x[0] : x[1]; })
      .Case([&](arith::MaxUIOp) -> Maybe { return x[0].ugt(x[1]) ? x[0] : x[1]; })
      .Case([&](arith::CmpIOp compare) -> Maybe {
        return APInt(1, arith::applyCmpPredicate(compare.getPredicate(), x[0], x[1]));
      })
      .Case([&](arith::SelectOp) -> Maybe { return x[0] != 0 ? x[1] : x[2]; })
      .Case([&](arith::ExtSIOp) -> Maybe { return x[0].sext(width); })
      .Case([&](arith::ExtUIOp) -> Maybe { return x[0].zext(width); })
      .Case([&](arith::TruncIOp) -> Maybe { return x[0].trunc(width); })
      .Default([](Operation *) { return Maybe(); });
}

/// The result `value` of an elementwise operation on `operands`.
static Elements runBody(array::ScalarBodyOpInterface op, Value value,
                        ArrayRef<const std::vector<int64_t> *> operands) {
  MLIRContext *context = op->getContext();
  Block body;
  for (Value operand : op->getOperands()) {
    Type element = getElementTypeOrSelf(operand.getType());
    if (array::isNarrowElement(element))
      return {};
    body.addArgument(IntegerType::get(context, element.getIntOrFloatBitWidth()), op->getLoc());
  }
  OpBuilder builder(context);
  builder.setInsertionPointToEnd(&body);
  SmallVector<Value> results;
  ScopedDiagnosticHandler quiet(context, [](Diagnostic &) { return success(); });
  if (failed(op.buildScalarBody(builder, body.getArguments(), results)))
    return {};
  Value wanted = results[cast<OpResult>(value).getResultNumber()];

  llvm::DenseMap<Value, unsigned> places;
  for (Value argument : body.getArguments())
    places[argument] = places.size();
  for (Operation &inner : body) {
    if (inner.getNumResults() != 1 || !inner.getResult(0).getType().isInteger() ||
        inner.getNumRegions())
      return {};
    for (Value operand : inner.getOperands())
      if (!places.contains(operand))
        return {};
    unsigned place = places.size();
    places[inner.getResult(0)] = place;
  }
  if (!places.contains(wanted))
    return {};

  auto result = std::make_unique<std::vector<int64_t>>();
  Type element = getElementTypeOrSelf(value.getType());
  SmallVector<APInt> values(places.size()), inputs;
  for (int64_t i = 0, n = array::countElements(value.getType()); i < n; ++i) {
    for (auto [k, operand] : llvm::enumerate(operands))
      values[k] = APInt(body.getArgument(k).getType().getIntOrFloatBitWidth(), (*operand)[i],
                        /*isSigned=*/true, /*implicitTrunc=*/true);
    unsigned next = operands.size();
    for (Operation &inner : body) {
      inputs.clear();
      for (Value operand : inner.getOperands())
        inputs.push_back(values[places.lookup(operand)]);
      std::optional<APInt> number = compute(&inner, inputs);
      if (!number)
        return {};
      values[next++] = *number;
    }
    result->push_back(numberOf(values[places.lookup(wanted)], element));
  }
  return result;
}

//===----------------------------------------------------------------------===//
// Operations that move elements
//===----------------------------------------------------------------------===//

namespace {
/// Lets rules of dependence move numbers of elements.
struct MovingContext : array::DependenceContext {
  explicit MovingContext(Lookup lookup) : lookup(lookup) { sets().forbidUnions(); }
  const std::vector<int64_t> *elements(Value value) override { return lookup(value); }
  std::vector<Dependence> run(Block &block, ArrayRef<Dependence>,
                              ArrayRef<const std::vector<int64_t> *>) override {
    hasRun = true;
    return std::vector<Dependence>(block.getTerminator()->getNumOperands());
  }
  Lookup lookup;
  bool hasRun = false;
};
} // namespace

static Elements moveElements(array::DependenceOpInterface op, Value value,
                             ArrayRef<const std::vector<int64_t> *> operands) {
  if (op->getNumRegions())
    return {};
  // Element `i` of all, one operand after the other, has the number i + 1.
  std::vector<Dependence> numbers;
  std::vector<int64_t> all = {0};
  for (const std::vector<int64_t> *operand : operands) {
    Dependence &own = numbers.emplace_back();
    for (int64_t element : *operand) {
      own.push_back(all.size());
      all.push_back(element);
    }
  }
  llvm::DenseMap<Value, const std::vector<int64_t> *> known;
  for (auto [operand, elements] : llvm::zip_equal(op->getOperands(), operands))
    known[operand] = elements;
  auto lookup = [&](Value operand) { return known.lookup(operand); };
  MovingContext context(lookup);
  SmallVector<ArrayRef<ColumnSet>> sets(numbers.begin(), numbers.end());
  SmallVector<Dependence> results;
  op.dependence(context, sets, results);
  const Dependence &moved = results[cast<OpResult>(value).getResultNumber()];
  if (context.sets().isMixed() || llvm::is_contained(moved, 0u) ||
      int64_t(moved.size()) != array::countElements(value.getType()))
    return {};
  auto result = std::make_unique<std::vector<int64_t>>();
  for (ColumnSet number : moved)
    result->push_back(all[number]);
  return result;
}

Elements covector::computeElements(Value value, Lookup elements) {
  Operation *op = value.getDefiningOp();
  Type element = getElementTypeOrSelf(value.getType());
  if (array::countElements(value.getType()) > maxElements)
    return {};
  Attribute constant;
  if (matchPattern(value, m_Constant(&constant)))
    return readConstant(constant, element);
  if (auto iota = dyn_cast<array::IotaOp>(op))
    return countPositions(iota);
  if (!isa<array::ScalarBodyOpInterface, array::DependenceOpInterface>(op))
    return {};
  SmallVector<const std::vector<int64_t> *> operands;
  for (Value operand : op->getOperands()) {
    const std::vector<int64_t> *known = elements(operand);
    if (!known)
      return {};
    operands.push_back(known);
  }
  if (auto body = dyn_cast<array::ScalarBodyOpInterface>(op))
    return runBody(body, value, operands);
  return moveElements(cast<array::DependenceOpInterface>(op), value, operands);
}
