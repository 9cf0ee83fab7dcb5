//===- DependenceAnalysis.cpp - what a function's results vary with -------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One sweep over a block, with the rule of every operation or that of its family.
// Whether an operation has a derivative at all is not said twice: its forward-mode
// rule is asked, with one tangent at a time, and what it builds is thrown away.
//
//===----------------------------------------------------------------------===//

#include "passes/sparsity/DependenceAnalysis.h"

using namespace mlir;
using namespace covector;
using array::ColumnSet;
using array::Dependence;

/// Whether elements have derivatives; stacks have too.
static bool hasDerivative(Type type) { return array::isInexactElement(getElementTypeOrSelf(type)); }

FailureOr<std::vector<Dependence>>
DependenceAnalysis::run(func::FuncOp f, ArrayRef<int64_t> argnums, const KnownArguments &known) {
  Block &block = f.getBody().front();
  std::vector<Dependence> arguments(block.getNumArguments());
  SmallVector<const std::vector<int64_t> *> elements(block.getNumArguments(), nullptr);
  uint32_t next = 0;
  for (int64_t i : argnums)
    for (int64_t k = 0, n = array::countElements(block.getArgument(i).getType()); k < n; ++k) {
      arguments[i].push_back(sets().range(next, next + 1));
      ++next;
    }
  for (const auto &[i, values] : known)
    elements[i] = &values;
  std::vector<Dependence> results = run(block, arguments, elements);
  if (failed)
    return failure();
  return results;
}

std::vector<Dependence> DependenceAnalysis::run(Block &block, ArrayRef<Dependence> arguments,
                                                ArrayRef<const std::vector<int64_t> *> known) {
  Scope own, *outer = scope;
  scope = &own;
  for (auto [argument, dependence, elements] :
       llvm::zip_equal(block.getArguments(), arguments, known)) {
    if (!dependence.empty() && hasDerivative(argument.getType()))
      own.dependence[argument] = dependence;
    if (elements)
      own.elements[argument] = std::make_unique<std::vector<int64_t>>(*elements);
  }
  for (Operation &op : block.without_terminator())
    visit(&op);
  std::vector<Dependence> results;
  for (Value returned : block.getTerminator()->getOperands()) {
    auto it = own.dependence.find(returned);
    results.push_back(it == own.dependence.end() ? Dependence() : it->second);
  }
  scope = outer;
  return results;
}

void DependenceAnalysis::visit(Operation *op) {
  SmallVector<ArrayRef<ColumnSet>> operands;
  bool varies = false;
  for (Value operand : op->getOperands()) {
    auto it = scope->dependence.find(operand);
    operands.push_back(it == scope->dependence.end() ? ArrayRef<ColumnSet>()
                                                     : ArrayRef<ColumnSet>(it->second));
    varies |= !operands.back().empty();
  }
  SmallVector<Dependence> results;
  if (varies && llvm::any_of(op->getResultTypes(), hasDerivative)) {
    if (auto rule = dyn_cast<array::DependenceOpInterface>(op))
      rule.dependence(*this, operands, results);
    else
      visitByFamily(op, operands, results);
  }
  for (Value operand : op->getOperands())
    if (auto it = scope->uses.find(operand); it != scope->uses.end() && --it->second == 0)
      scope->dependence.erase(operand);
  for (auto [result, dependence] : llvm::zip(op->getResults(), results)) {
    if (!hasDerivative(result.getType()) ||
        llvm::all_of(dependence, [](ColumnSet set) { return set == 0; }))
      continue;
    assert(int64_t(dependence.size()) == array::countElements(result.getType()) &&
           "one set for each element is expected");
    scope->uses[result] = std::distance(result.use_begin(), result.use_end());
    scope->dependence[result] = std::move(dependence);
  }
}

void DependenceAnalysis::visitByFamily(Operation *op, array::OperandDependence operands,
                                       SmallVectorImpl<Dependence> &results) {
  if (op->getNumRegions() && !op->hasTrait<OpTrait::IsIsolatedFromAbove>()) {
    if (!failed)
      op->emitOpError("is not supported by the analysis of sparsity yet: its regions read values "
                      "that are not among its operands");
    failed = true;
    return;
  }
  const Passage &passage = passageOf(op);
  SmallVector<ArrayRef<ColumnSet>> passed(operands);
  for (auto [operand, passes] : llvm::zip_equal(passed, passage.operands))
    if (!passes)
      operand = {};
  if (isa<array::ScalarBodyOpInterface>(op)) {
    array::dependenceOfElements(op, *this, passed, results);
  } else if (auto reduction = dyn_cast<array::ReduceOpInterface>(op)) {
    auto type = cast<RankedTensorType>(op->getOperand(0).getType());
    results.push_back(array::uniteAxes(sets(), passed[0], type.getShape(), reduction.getAxes()));
  } else {
    array::dependenceOfAll(op, *this, passed, results);
  }
  for (auto [result, passes] : llvm::zip_equal(results, passage.results))
    if (!passes)
      result.clear();
}

const DependenceAnalysis::Passage &DependenceAnalysis::passageOf(Operation *op) {
  auto [it, isNew] = passages.try_emplace(op);
  Passage &passage = it->second;
  if (!isNew)
    return passage;
  auto rule = dyn_cast<array::JvpOpInterface>(op);
  passage.operands.assign(op->getNumOperands(), !rule);
  passage.results.assign(op->getNumResults(), !rule);
  if (!rule)
    return passage;
  // A rule that fails says so when the derivative is made.
  ScopedDiagnosticHandler quiet(op->getContext(), [](Diagnostic &) { return success(); });
  for (auto [i, operand] : llvm::enumerate(op->getOperands())) {
    if (!array::isDifferentiable(operand.getType()))
      continue;
    SmallVector<Value> tangents(op->getNumOperands()), resultTangents;
    tangents[i] = operand;
    Block scratch;
    OpBuilder builder(op->getContext());
    builder.setInsertionPointToEnd(&scratch);
    bool isKnown = succeeded(rule.jvp(builder, tangents, resultTangents)) &&
                   resultTangents.size() == op->getNumResults();
    for (unsigned k = 0; k < op->getNumResults(); ++k)
      if (!isKnown || resultTangents[k])
        passage.operands[i] = passage.results[k] = true;
  }
  return passage;
}

const std::vector<int64_t> *DependenceAnalysis::elements(Value value) {
  if (!array::isIntOrBoolElement(getElementTypeOrSelf(value.getType())))
    return nullptr;
  if (auto it = scope->elements.find(value); it != scope->elements.end())
    return it->second.get();
  std::unique_ptr<std::vector<int64_t>> found;
  if (value.getDefiningOp())
    found = computeElements(value, [&](Value operand) { return elements(operand); });
  return (scope->elements[value] = std::move(found)).get();
}
