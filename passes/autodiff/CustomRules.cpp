//===- CustomRules.cpp - derivative rules that users give -----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "passes/autodiff/CustomRules.h"
#include "dialects/array/ControlFlow.h"
#include "dialects/array/Expr.h"
#include "dialects/array/Rules.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/SymbolTable.h"
#include "passes/ExpandTransforms.h"
#include "passes/Functions.h"
#include "passes/autodiff/Linear.h"
#include "passes/autodiff/Modes.h"
#include "passes/batching/Batching.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace covector;

bool covector::isCustomCall(Operation *op) {
  return isa<array::CustomJvpCallOp, array::CustomVjpCallOp, array::LinearCallOp>(op);
}

//===----------------------------------------------------------------------===//
// Rules
//===----------------------------------------------------------------------===//

static RuleProvider *ruleProvider = nullptr;

void covector::setRuleProvider(RuleProvider *provider) { ruleProvider = provider; }

static thread_local Operation *ruleModule = nullptr;

RuleModule::RuleModule(Operation *inside) : previous(ruleModule) {
  ruleModule = inside->getParentOfType<ModuleOp>();
}
RuleModule::~RuleModule() { ruleModule = previous; }

/// A copy of the function `symbol` and of all that it refers to, with its calls
/// inlined; null after a diagnostic.
static Rule copyRule(Operation *call, FlatSymbolRefAttr symbol) {
  auto module = cast<ModuleOp>(ruleModule);
  auto original = module.lookupSymbol<func::FuncOp>(symbol.getValue());
  if (!original) {
    call->emitOpError("refers to the rule ") << symbol << ", which is no function";
    return {};
  }
  if (failed(checkTransformable(original, "derivative rule")))
    return {};
  Rule rule{ModuleOp::create(call->getLoc()), {}};
  llvm::SetVector<Operation *> reached;
  reached.insert(original);
  for (unsigned i = 0; i < reached.size(); ++i) {
    reached[i]->walk([&](Operation *op) {
      op->getAttrDictionary().walk([&](FlatSymbolRefAttr used) {
        if (auto callee = module.lookupSymbol<func::FuncOp>(used.getValue()))
          reached.insert(callee);
      });
    });
    rule.module->push_back(reached[i]->clone());
  }
  rule.function = rule.module->lookupSymbol<func::FuncOp>(symbol.getValue());
  SymbolTable symbols(*rule.module);
  if (failed(expandTransforms(rule.function, symbols)))
    return {};
  return rule;
}

/// The rule `which` of `call` for one lane; null after a diagnostic.
static Rule findRule(Operation *call, Attribute which, const RuleRequest &request) {
  if (auto symbol = dyn_cast<FlatSymbolRefAttr>(which))
    return copyRule(call, symbol);
  if (!ruleProvider) {
    call->emitOpError("has the rule number ")
        << request.number << ", which only the process that made it knows; name a function";
    return {};
  }
  return ruleProvider->provide(request, call->getLoc());
}

/// Checks the types of `rule` for one lane: it takes `arguments`, and returns `results`
/// and, if `more`, others behind them.
static LogicalResult checkRule(Operation *call, Rule &rule, TypeRange arguments, TypeRange results,
                               bool more) {
  TypeRange got = rule.function.getResultTypes();
  if (TypeRange(rule.function.getArgumentTypes()) == arguments &&
      (more ? got.size() >= results.size() : got.size() == results.size()) &&
      got.take_front(results.size()) == results)
    return success();
  InFlightDiagnostic error = call->emitOpError("must have the rule '@")
                             << rule.function.getSymName() << "' of type (";
  llvm::interleaveComma(arguments, error);
  error << ") -> (";
  llvm::interleaveComma(results, error);
  error << (more ? ", residuals...)" : ")");
  return error << ", got " << rule.function.getFunctionType();
}

/// The lanes of a call, one after the other from the last to the first.
struct Lanes {
  ArrayRef<int64_t> sizes;
  /// For each argument of the rule a mask; bit 0 is the last lane.
  SmallVector<int64_t> masks;

  void add(int64_t mask) { masks.push_back(mask); }
  void addAll(size_t count) { masks.append(count, (int64_t(1) << sizes.size()) - 1); }
};

/// Makes `rule` one over all lanes. Results have all of them, but those that
/// `resultMasks` is given for are summed over the lanes that they do not have.
static LogicalResult batchRule(Rule &rule, const Lanes &lanes, ArrayRef<int64_t> resultMasks = {}) {
  for (unsigned bit = 0; bit < lanes.sizes.size(); ++bit) {
    SymbolTable symbols(*rule.module);
    SmallVector<int64_t> in, out(rule.function.getNumResults(), 0);
    for (int64_t mask : lanes.masks)
      in.push_back(mask >> bit & 1 ? 0 : -1);
    FailureOr<func::FuncOp> batched =
        buildBatched(rule.function, in, out, lanes.sizes[lanes.sizes.size() - 1 - bit], symbols);
    if (failed(batched))
      return failure();
    rule.function = *batched;
    Operation *terminator = rule.function.getBody().front().getTerminator();
    OpBuilder builder(terminator);
    for (auto [operand, mask] : llvm::zip(terminator->getOpOperands(), resultMasks))
      if (!(mask >> bit & 1))
        operand.set(array::reduceSum(builder, terminator->getLoc(), operand.get(), {0}));
    if (!resultMasks.empty())
      rule.function.setFunctionType(FunctionType::get(rule.function.getContext(),
                                                      rule.function.getArgumentTypes(),
                                                      terminator->getOperandTypes()));
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Inlining
//===----------------------------------------------------------------------===//

/// Builds what `block` computes of `arguments`, and appends what it gives. Calls
/// whose operands are linear need no rule any more, but their bodies.
static void inlineBlock(OpBuilder &builder, Block &block, ValueRange arguments,
                        function_ref<bool(Value)> isLinear, SmallVectorImpl<Value> &results) {
  IRMapping mapping;
  mapping.map(block.getArguments(), arguments);
  for (Operation &op : block.without_terminator()) {
    auto isLinearOperand = [&](Value operand) {
      return isLinear(mapping.lookupOrDefault(operand));
    };
    if (isa<array::CustomJvpCallOp, array::CustomVjpCallOp>(op) &&
        llvm::any_of(op.getOperands(), isLinearOperand)) {
      SmallVector<Value> operands, inner;
      for (Value operand : op.getOperands())
        operands.push_back(mapping.lookupOrDefault(operand));
      inlineBlock(builder, op.getRegion(0).front(), operands, isLinear, inner);
      mapping.map(op.getResults(), inner);
    } else {
      builder.clone(op, mapping);
    }
  }
  for (Value result : block.getTerminator()->getOperands())
    results.push_back(mapping.lookupOrDefault(result));
}

static void inlineRule(OpBuilder &builder, Rule &rule, ValueRange arguments,
                       function_ref<bool(Value)> isLinear, SmallVectorImpl<Value> &results) {
  inlineBlock(builder, rule.function.getBody().front(), arguments, isLinear, results);
}

LogicalResult covector::inlineCustomCalls(Operation *root, bool keepLinear) {
  SmallVector<Operation *> calls; // inner ones first
  root->walk([&](Operation *op) {
    if (isCustomCall(op) && !(keepLinear && isa<array::LinearCallOp>(op)))
      calls.push_back(op);
  });
  for (Operation *call : calls) {
    Region &region = call->getRegion(0);
    if (call->use_empty() && isPure(call)) {
      call->erase();
      continue;
    }
    if (region.empty())
      return call->emitError("TypeError: can't apply forward-mode differentiation (jvp) to a "
                             "custom_vjp function; use reverse mode (grad, vjp, jacrev), or give "
                             "the function a rule with custom_jvp");
    Block &block = region.front();
    Operation *terminator = block.getTerminator();
    for (auto [argument, operand] : llvm::zip_equal(block.getArguments(), call->getOperands()))
      argument.replaceAllUsesWith(operand);
    call->getBlock()->getOperations().splice(Block::iterator(call), block.getOperations(),
                                             block.begin(), Block::iterator(terminator));
    call->replaceAllUsesWith(terminator->getOperands());
    call->erase();
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Forward mode
//===----------------------------------------------------------------------===//

/// Checks that what the rules know no derivative of does not vary.
static LogicalResult checkConsts(Operation *call, ArrayRef<Value> tangents, size_t inputs) {
  if (llvm::none_of(tangents.drop_front(inputs), [](Value tangent) { return bool(tangent); }))
    return success();
  bool isJvp = isa<array::CustomJvpCallOp>(call);
  return call->emitError("ValueError: Detected differentiation of a ")
         << (isJvp ? "custom_jvp" : "custom_vjp")
         << " function with respect to a closed-over value (or a non-differentiable argument). The "
            "custom rule only says how to differentiate the function with respect to its explicit "
            "arguments; pass the closed-over value as an argument, by closure_convert if it is in "
            "a function, and adapt the rule";
}

template <typename Call>
static SmallVector<bool> varyingInputs(Call call, ArrayRef<Value> tangents) {
  SmallVector<bool> varying;
  for (unsigned i = 0; i < call.getInputs().size(); ++i)
    varying.push_back(!call.getSymbolicZeros() || tangents[i]);
  return varying;
}

namespace {
/// A call of which a rule is asked: its arguments, beginning with the operands.
template <typename Call> struct RuleArguments {
  RuleArguments(Call call) : call(call), lanes{call.getLaneSizes(), {}} {}

  void addOperands() {
    for (auto [i, arg] : llvm::enumerate(call.getArgs())) {
      types.push_back(call.getOneLane(i));
      lanes.add(call.getLaneMask(i));
      values.push_back(arg);
    }
  }
  /// A tangent of operand `i`, zeros where it is null.
  void addTangent(OpBuilder &builder, unsigned i, Value tangent) {
    Type type = call.getArgs()[i].getType();
    types.push_back(call.getOneLane(i));
    lanes.add(call.getLaneMask(i));
    values.push_back(tangent ? tangent : array::zeros(builder, call.getLoc(), type));
  }

  Call call;
  Lanes lanes;
  SmallVector<Type> types;
  SmallVector<Value> values;
};
} // namespace

/// `values`, the first results of a rule, as values that nothing else is: a rule may
/// return its argument, or one value twice, and they have tangents of their own.
static void makeDistinct(OpBuilder &builder, Operation *call, MutableArrayRef<Value> values,
                         Operation *last) {
  llvm::DenseSet<Value> seen;
  for (Value &value : values) {
    Operation *op = value.getDefiningOp();
    bool isNew = op && op->getBlock() == call->getBlock() && last->isBeforeInBlock(op);
    if (seen.insert(value).second && isNew)
      continue;
    auto type = cast<RankedTensorType>(value.getType());
    value = array::ReshapeOp::create(builder, call->getLoc(), type, value,
                                     builder.getDenseI64ArrayAttr(type.getShape()));
    seen.insert(value);
  }
}

/// Puts `values`, with these tangents for the differentiable ones, in the place of the
/// results of `call`.
static LogicalResult replaceCall(ForwardMode &mode, Operation *call, ArrayRef<Value> values,
                                 ArrayRef<Value> tangents) {
  unsigned next = 0;
  for (auto [result, value] : llvm::zip_equal(call->getResults(), values)) {
    if (mode.isLinear(value))
      return call->emitError("ValueError: expected the results of a custom derivative rule to "
                             "depend on the primals alone, got result ")
             << result.getResultNumber() << ", which depends on a tangent";
    if (array::isDifferentiable(result.getType())) {
      Value tangent = tangents[next++];
      if (!isZero(tangent))
        mode.setTangent(value, tangent);
    }
    result.replaceAllUsesWith(value);
  }
  call->erase();
  return success();
}

static LogicalResult forwardJvpCall(ForwardMode &mode, array::CustomJvpCallOp call,
                                    OpBuilder &builder, ArrayRef<Value> given) {
  size_t inputs = call.getInputs().size();
  if (failed(checkConsts(call, given, inputs)))
    return failure();
  RuleArguments<array::CustomJvpCallOp> arguments(call);
  arguments.addOperands();
  for (unsigned i = 0; i < inputs; ++i)
    if (array::isDifferentiable(call.getArgs()[i].getType()))
      arguments.addTangent(builder, i, given[i]);

  RuleRequest request{0, RuleKind::Jvp, varyingInputs(call, given), {}};
  if (auto number = dyn_cast<IntegerAttr>(call.getRule()))
    request.number = number.getInt();
  Rule rule = findRule(call, call.getRule(), request);
  SmallVector<Type> results = call.getOneLaneResults();
  size_t numResults = results.size();
  for (unsigned i = 0; i < numResults; ++i)
    if (array::isDifferentiable(results[i]))
      results.push_back(results[i]);
  if (!rule.function || failed(checkRule(call, rule, arguments.types, results, /*more=*/false)) ||
      failed(batchRule(rule, arguments.lanes)))
    return failure();

  Operation *last = &*std::prev(builder.getInsertionPoint());
  SmallVector<Value> values;
  inlineRule(
      builder, rule, arguments.values, [&](Value value) { return mode.isLinear(value); }, values);
  MutableArrayRef<Value> all(values);
  makeDistinct(builder, call, all.take_front(numResults), last);
  return replaceCall(mode, call, all.take_front(numResults), all.drop_front(numResults));
}

static LogicalResult forwardVjpCall(ForwardMode &mode, array::CustomVjpCallOp call,
                                    OpBuilder &builder, ArrayRef<Value> given) {
  size_t inputs = call.getInputs().size();
  if (failed(checkConsts(call, given, inputs)))
    return failure();
  RuleArguments<array::CustomVjpCallOp> arguments(call);
  arguments.addOperands();
  RuleRequest request{0, RuleKind::Forward, varyingInputs(call, given), {}};
  if (auto number = dyn_cast<IntegerAttr>(call.getForward()))
    request.number = number.getInt();
  Rule rule = findRule(call, call.getForward(), request);
  SmallVector<Type> results = call.getOneLaneResults();
  if (!rule.function || failed(checkRule(call, rule, arguments.types, results, /*more=*/true)) ||
      failed(batchRule(rule, arguments.lanes)))
    return failure();

  Operation *last = &*std::prev(builder.getInsertionPoint());
  SmallVector<Value> values;
  inlineRule(
      builder, rule, arguments.values, [&](Value value) { return mode.isLinear(value); }, values);
  size_t numResults = results.size(), numResiduals = values.size() - numResults;
  MutableArrayRef<Value> all(values);
  makeDistinct(builder, call, all.take_front(numResults), last);

  // The linear part can be transposed, by the other rule, and nothing else.
  RuleArguments<array::CustomVjpCallOp> linear(call);
  linear.values.assign(all.begin() + numResults, all.end());
  linear.lanes.addAll(numResiduals);
  for (unsigned i = 0; i < inputs; ++i)
    if (array::isDifferentiable(call.getArgs()[i].getType()))
      linear.addTangent(builder, i, given[i]);
  SmallVector<Type> types;
  for (Type type : call.getResults().getTypes())
    if (array::isDifferentiable(type))
      types.push_back(type);
  bool hasLanes = !call.getLaneSizes().empty();
  auto linearCall = array::LinearCallOp::create(
      builder, call.getLoc(), types, call.getBackward(), linear.values,
      builder.getI64IntegerAttr(numResiduals), call.getSymbolicZerosAttr(),
      isa<IntegerAttr>(call.getBackward()) ? builder.getDenseBoolArrayAttr(request.varying)
                                           : DenseBoolArrayAttr(),
      call.getLanesAttr(),
      hasLanes ? builder.getDenseI64ArrayAttr(linear.lanes.masks) : DenseI64ArrayAttr());
  SmallVector<Value> tangentValues(linearCall.getResults());
  return replaceCall(mode, call, all.take_front(numResults), tangentValues);
}

static LogicalResult forwardLinearCall(ForwardMode &mode, array::LinearCallOp call,
                                       OpBuilder &builder, ArrayRef<Value> given) {
  size_t residuals = call.getResiduals();
  if (llvm::any_of(given.take_front(residuals), [](Value tangent) { return bool(tangent); })) {
    // Not linear in what varies: its body is differentiated in its place.
    if (!call.hasBody())
      return call->emitError("TypeError: can't apply forward-mode differentiation (jvp) to a "
                             "custom_vjp function");
    SmallVector<Value> values;
    Operation *first = call->getPrevNode();
    OpBuilder before(call);
    inlineBlock(
        before, call.getBody().front(), call.getArgs(), [](Value) { return false; }, values);
    Block *block = call->getBlock();
    Block::iterator next = first ? std::next(Block::iterator(first)) : block->begin();
    SmallVector<Operation *> inlined;
    for (Operation &each : llvm::make_range(next, Block::iterator(call)))
      inlined.push_back(&each);
    call.getResults().replaceAllUsesWith(values);
    call->erase();
    for (Operation *each : inlined)
      if (failed(mode.runOn(each, builder)))
        return failure();
    return success();
  }

  SmallVector<Value> operands(call.getResidualArgs());
  for (auto [arg, tangent] : llvm::zip_equal(call.getLinearArgs(), given.drop_front(residuals)))
    operands.push_back(tangent ? tangent : array::zeros(builder, call.getLoc(), arg.getType()));
  OperationState state(call.getLoc(), call->getName(), operands, call->getResultTypes(),
                       call->getAttrs());
  IRMapping mapping;
  call.getBody().cloneInto(state.addRegion(), mapping);
  Operation *pushed = builder.create(state);
  for (auto [result, tangent] : llvm::zip_equal(call.getResults(), pushed->getResults()))
    mode.setTangent(result, tangent);
  return success();
}

LogicalResult covector::forwardThroughCustom(ForwardMode &mode, Operation *op, OpBuilder &builder,
                                             ArrayRef<Value> tangents) {
  SmallVector<Value> given(tangents); // the list is the walk's own, which may go on from here
  builder.setInsertionPointAfter(op);
  if (auto call = dyn_cast<array::CustomJvpCallOp>(op))
    return forwardJvpCall(mode, call, builder, given);
  if (auto call = dyn_cast<array::CustomVjpCallOp>(op))
    return forwardVjpCall(mode, call, builder, given);
  return forwardLinearCall(mode, cast<array::LinearCallOp>(op), builder, given);
}

//===----------------------------------------------------------------------===//
// Reverse mode
//===----------------------------------------------------------------------===//

LogicalResult covector::transposeLinearCall(array::LinearCallOp call, OpBuilder &builder,
                                            ArrayRef<Value> cotangents, ArrayRef<bool> linear,
                                            SmallVectorImpl<Value> &operandCotangents) {
  size_t residuals = call.getResiduals();
  for (size_t i = 0; i < residuals; ++i)
    if (linear[i])
      return call.emitOpError("cannot be transposed: it is not linear in operand ")
             << i << ", a residual";
  RuleRequest request{0, call.hasBody() ? RuleKind::Transpose : RuleKind::Backward, {}, {}};
  if (auto number = dyn_cast<IntegerAttr>(call.getRule()))
    request.number = number.getInt();
  if (std::optional<ArrayRef<bool>> varying = call.getVarying())
    request.varying.assign(varying->begin(), varying->end());
  for (Value cotangent : cotangents)
    request.reached.push_back(!call.getSymbolicZeros() || cotangent);

  Lanes lanes{call.getLaneSizes(), {}};
  SmallVector<Value> arguments(call.getResidualArgs());
  SmallVector<Type> types, results;
  SmallVector<int64_t> resultMasks;
  for (size_t i = 0; i < call.getArgs().size(); ++i) {
    (i < residuals ? types : results).push_back(call.getOneLane(i));
    if (i < residuals)
      lanes.add(call.getLaneMask(i));
    else
      resultMasks.push_back(call.getLaneMask(i));
  }
  llvm::append_range(types, call.getOneLaneResults());
  lanes.addAll(cotangents.size());
  for (auto [result, cotangent] : llvm::zip_equal(call.getResults(), cotangents))
    arguments.push_back(cotangent ? cotangent
                                  : array::zeros(builder, call.getLoc(), result.getType()));

  Rule rule = findRule(call, call.getRule(), request);
  if (!rule.function || failed(checkRule(call, rule, types, results, /*more=*/false)) ||
      failed(batchRule(rule, lanes, resultMasks)))
    return failure();
  SmallVector<Value> values;
  inlineRule(builder, rule, arguments, [](Value) { return false; }, values);
  operandCotangents.append(residuals, Value());
  for (Value value : values)
    operandCotangents.push_back(isZero(value) ? Value() : value);
  return success();
}
