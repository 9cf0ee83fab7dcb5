//===- CustomCalls.cpp - derivative rules written in Python ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/CustomCalls.h"
#include "dialects/array/ControlFlow.h"
#include "frontend/bindings/Errors.h"
#include "frontend/bindings/Functions.h"
#include "frontend/bindings/Session.h"
#include "mlir/IR/SymbolTable.h"
#include "passes/ExpandTransforms.h"
#include <nanobind/stl/shared_ptr.h>
#include <nanobind/stl/string.h>

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

//===----------------------------------------------------------------------===//
// Rules
//===----------------------------------------------------------------------===//

static thread_local RuleScope *currentScope = nullptr;

RuleScope::RuleScope() : previous(currentScope) { currentScope = this; }
RuleScope::~RuleScope() { currentScope = previous; }
RuleScope *RuleScope::current() { return currentScope; }

void RuleScope::raiseError() {
  if (!error)
    return;
  nb::python_error raised(std::move(*error));
  error.reset();
  throw raised;
}

static const char *kindName(RuleKind kind) {
  switch (kind) {
  case RuleKind::Jvp:
    return "jvp";
  case RuleKind::Forward:
    return "forward";
  case RuleKind::Backward:
    return "backward";
  case RuleKind::Transpose:
    return "transpose";
  }
  llvm_unreachable("all kinds are above");
}

static nb::tuple tupleOf(llvm::ArrayRef<bool> flags) {
  nb::list list;
  for (bool flag : flags)
    list.append(nb::bool_(flag));
  return nb::tuple(list);
}

namespace {
/// No trace is the current one while this lives.
struct NoTrace {
  Trace *outer = Trace::exchangeCurrent(nullptr);
  ~NoTrace() { Trace::exchangeCurrent(outer); }
};
} // namespace

const Traced &RuleScope::trace(const RuleRequest &request) {
  Key key{request.number, request.kind,
          std::vector<bool>(request.varying.begin(), request.varying.end()),
          std::vector<bool>(request.reached.begin(), request.reached.end())};
  if (auto known = rules.find(key); known != rules.end())
    return *known->second;
  std::shared_ptr<const Callback> record = recordWith(request.number);
  if (!record)
    raise("RuntimeError", "internal error: a custom derivative rule was freed before its use; "
                          "please report this");
  NoTrace outside;
  nb::object traced = objectOf(*record).attr("trace")(
      kindName(request.kind), tupleOf(request.varying), tupleOf(request.reached));
  std::shared_ptr<Traced> &rule = rules[key];
  rule = nb::cast<std::shared_ptr<Traced>>(traced);
  collectCallbacks(*rule->module, callbacks);
  return *rule;
}

/// The traced function without captures and calls.
static Rule flatten(const Traced &traced) {
  func::FuncOp original = traced.function;
  Rule rule{traced.module.get().clone(), {}};
  rule.function = rule.module->lookupSymbol<func::FuncOp>(original.getSymName());
  Block &block = rule.function.getBody().front();
  OpBuilder builder = OpBuilder::atBlockBegin(&block);
  unsigned own = block.getNumArguments() - traced.captures.size();
  for (auto [i, capture] : llvm::enumerate(traced.captures)) {
    BlockArgument argument = block.getArgument(own + i);
    argument.replaceAllUsesWith(
        array::ConstantOp::create(builder, argument.getLoc(), capture.type, elementsOf(capture)));
  }
  block.eraseArguments(own, traced.captures.size());
  rule.function.setFunctionType(
      builder.getFunctionType(block.getArgumentTypes(), rule.function.getResultTypes()));
  SymbolTable symbols(*rule.module);
  if (failed(expandTransforms(rule.function, symbols)))
    return {};
  return rule;
}

namespace {
/// Asks Python.
class PythonRules : public RuleProvider {
  Rule provide(const RuleRequest &request, Location location) override {
    RuleScope *scope = RuleScope::current();
    if (!scope) {
      emitError(location) << "internal error: a custom derivative rule is asked for where none can "
                             "be made; please report this";
      return {};
    }
    try {
      return flatten(scope->trace(request));
    } catch (nb::python_error &raised) {
      scope->error.emplace(std::move(raised));
      emitError(location) << "a custom derivative rule raised an exception";
      return {};
    }
  }
};
} // namespace

//===----------------------------------------------------------------------===//
// Calls
//===----------------------------------------------------------------------===//

/// Takes the body of a traced function into the module of `target` and moves it to
/// `region`, as one of all `operands`.
static void moveBody(Trace &target, const Traced &traced, llvm::ArrayRef<Value> operands,
                     Region &region) {
  FlatSymbolRefAttr symbol = target.import(*traced.module, traced.function);
  auto function = target.module->lookupSymbol<func::FuncOp>(symbol.getValue());
  region.takeBody(function.getBody());
  function.erase();
  // What the rules alone close over comes before what the function does.
  Block &block = region.front();
  for (unsigned i = block.getNumArguments() - traced.captures.size();
       block.getNumArguments() < operands.size(); ++i)
    block.insertArgument(i, operands[i].getType(), operands[i].getLoc());
  Operation *terminator = region.front().getTerminator();
  OpBuilder builder(terminator);
  array::YieldOp::create(builder, terminator->getLoc(), terminator->getOperands());
  terminator->erase();
}

/// A call with rules: `kind` is "jvp", "vjp" or "linear". The last `apart` arguments do
/// not vary; for "linear" the first `apart` ones are the residuals. What the body closes
/// over becomes one of these: the last, or the first ones.
static nb::list customCall(const std::string &kind, const Traced &body, nb::handle argumentObjects,
                           nb::object rule, int64_t apart, bool symbolicZeros) {
  std::vector<Array> operands;
  for (nb::handle object : nb::borrow<nb::sequence>(argumentObjects))
    operands.push_back(requireArray(object, "custom derivatives"));
  bool isLinear = kind == "linear";
  size_t own = operands.size(), captured = body.captures.size();
  operands.insert(isLinear ? operands.begin() : operands.end(), body.captures.begin(),
                  body.captures.end());
  apart += captured;
  std::shared_ptr<const Callback> record = hold(std::move(rule));
  llvm::SmallVector<Type> types;
  llvm::SmallVector<bool> weak;
  for (const Array &result : body.resultTypes) {
    types.push_back(result.type);
    weak.push_back(result.weak);
  }
  std::vector<Array> results = apply(
      operands,
      [&](Trace &target, llvm::ArrayRef<Value> values) {
        target.callbacks.push_back(record);
        OpBuilder &b = target.builder;
        NamedAttrList attributes;
        IntegerAttr number = b.getI64IntegerAttr(numberOf(*record));
        llvm::StringRef name = array::LinearCallOp::getOperationName();
        if (kind == "vjp") {
          name = array::CustomVjpCallOp::getOperationName();
          attributes.set("forward", number);
          attributes.set("backward", number);
        } else {
          name = isLinear ? name : array::CustomJvpCallOp::getOperationName();
          attributes.set("rule", number);
        }
        if (isLinear || apart)
          attributes.set(isLinear ? "residuals" : "consts", b.getI64IntegerAttr(apart));
        if (symbolicZeros)
          attributes.set("symbolic_zeros", b.getUnitAttr());
        OperationState state(userLocation(), name, values, types, attributes.getAttrs());
        Region &region = *state.addRegion();
        moveBody(target, body, values, region);
        if (isLinear) {
          // What was captured comes first.
          Block &block = region.front();
          for (size_t i = 0; i < captured; ++i) {
            BlockArgument old = block.getArgument(own + i);
            BlockArgument moved = block.insertArgument(i, old.getType(), old.getLoc());
            old.replaceAllUsesWith(moved);
            block.eraseArgument(old.getArgNumber());
          }
        }
        Operation *op = b.create(state);
        return llvm::SmallVector<Value>(op->getResults());
      },
      weak, {}, body.freeAxes);
  nb::list objects;
  for (Array &result : results)
    objects.append(wrap(std::move(result)));
  return objects;
}

void python::bindCustomCalls(nb::module_ &m) {
  static PythonRules rules;
  setRuleProvider(&rules);
  m.def("custom_call", &customCall, nb::arg("kind"), nb::arg("body"), nb::arg("args"),
        nb::arg("rule"), nb::arg("apart") = 0, nb::arg("symbolic_zeros") = false,
        "A call of a traced function with derivative rules of its own.");
  m.def(
      "is_tracing", [] { return Trace::current() != nullptr; },
      "Whether a function is being traced in this thread.");
}
