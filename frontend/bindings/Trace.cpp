//===- Trace.cpp - functions under construction --------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Trace.h"
#include "dialects/array/Array.h"
#include "dialects/array/Rules.h"
#include "frontend/bindings/Errors.h"
#include "frontend/bindings/Numbers.h"
#include "frontend/bindings/Program.h"
#include "frontend/bindings/Session.h"
#include "mlir/IR/IRMapping.h"
#include "mlir/IR/SymbolTable.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include <cstring>
#include <unordered_map>

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

//===----------------------------------------------------------------------===//
// The stack of traces
//===----------------------------------------------------------------------===//

static thread_local Trace *currentTrace = nullptr;

Trace *Trace::current() { return currentTrace; }

Trace *Trace::exchangeCurrent(Trace *trace) { return std::exchange(currentTrace, trace); }

Trace *Trace::staging() {
  for (Trace *trace = currentTrace; trace; trace = trace->parent)
    if (trace->isStaging())
      return trace;
  return nullptr;
}

Trace *Trace::mapping(llvm::StringRef name) {
  for (Trace *trace = currentTrace; trace; trace = trace->parent)
    if (trace->axisName && trace->axisName.getValue() == name)
      return trace;
  return nullptr;
}

Trace *python::requireMapping(llvm::StringRef name) {
  if (Trace *trace = Trace::mapping(name))
    return trace;
  raise("NameError", "unbound axis name: " + name +
                         "; expected a name that a surrounding vmap gives to its axis "
                         "(axis_name=...)");
}

TraceScope::TraceScope(Trace *trace) : trace(trace), previous(currentTrace) {
  trace->retain();
  currentTrace = trace;
}

TraceScope::~TraceScope() {
  currentTrace = previous;
  trace->close();
  // What was made of the trace holds them by itself; a derivative rule may hold tracers.
  trace->callbacks.clear();
  trace->parent = nullptr;
  trace->release();
}

void python::checkNotLeaked(const Array &array) {
  Trace *owner = array.traced.trace();
  for (Trace *trace = currentTrace; trace; trace = trace->parent)
    if (trace == owner)
      return;
  raise("UnexpectedTracerError",
        llvm::Twine("expected arrays of the running function, got a tracer of ") + describe(array) +
            " that leaked out of '" + owner->name +
            "', which has ended; return the value from the transformed function instead of "
            "storing it outside");
}

Trace *python::targetTrace(llvm::ArrayRef<const Array *> operands,
                           llvm::ArrayRef<StringAttr> axes) {
  Trace *target = Trace::staging();
  for (StringAttr axis : axes) {
    Trace *trace = requireMapping(axis);
    if (!target || trace->level > target->level)
      target = trace;
  }
  for (const Array *operand : operands) {
    if (!operand->isTracer())
      continue;
    checkNotLeaked(*operand);
    Trace *trace = operand->traced.trace();
    if (!target || trace->level > target->level)
      target = trace;
  }
  return target;
}

//===----------------------------------------------------------------------===//
// Building
//===----------------------------------------------------------------------===//

/// A symbol name of the letters, digits and underscores of `name`.
static std::string symbolName(llvm::StringRef name) {
  std::string symbol;
  for (char c : name)
    symbol += llvm::isAlnum(c) ? c : '_';
  symbol = llvm::StringRef(symbol).trim("_").str();
  if (symbol.empty() || llvm::isDigit(symbol[0]))
    symbol = "f_" + symbol;
  return symbol;
}

static bool isInsideJit() {
  for (Trace *trace = currentTrace; trace; trace = trace->parent)
    if (trace->kind == TraceKind::Jit)
      return true;
  return false;
}

Trace::Trace(TraceKind kind, llvm::StringRef name)
    : kind(kind),
      inlinesConstants(kind == TraceKind::Jit || (kind == TraceKind::Region && isInsideJit())),
      name(name), level(currentTrace ? currentTrace->level + 1 : 1), parent(currentTrace),
      builder(context()) {
  Location location = userLocation();
  module = ModuleOp::create(location, symbolName(name));
  function = func::FuncOp::create(location, symbolName(name), builder.getFunctionType({}, {}));
  module->push_back(function);
  builder.setInsertionPointToEnd(function.addEntryBlock());
}

void Trace::valueRetained(Value value) {
  if (!isStaging())
    ++live[value];
}

void Trace::valueReleased(Value value) {
  if (isStaging())
    return;
  auto it = live.find(value);
  if (it != live.end() && --it->second == 0)
    live.erase(it);
}

Array Trace::tracer(Value value, bool weak, bool concretizable) {
  Array array;
  array.type = llvm::cast<RankedTensorType>(value.getType());
  array.dtype = *dtypeOf(array.type.getElementType());
  array.weak = weak;
  array.concretizable = concretizable && !isStaging();
  array.traced = TracedValue(this, value);
  return array;
}

Array Trace::addArgument(RankedTensorType type, Dtype dtype, bool weak,
                         std::optional<Array> concrete) {
  BlockArgument argument =
      function.getBody().front().insertArgument(ownArguments++, type, builder.getUnknownLoc());
  argumentValues.push_back(concrete);
  return tracer(argument, weak, concrete && (!concrete->isTracer() || concrete->concretizable));
}

Value Trace::addCapture(const Array &array) {
  captures.push_back(array);
  return function.getBody().front().addArgument(array.type, builder.getUnknownLoc());
}

/// Arrays of up to this many elements that a jitted function closes over
/// become constants of its code.
static constexpr int64_t maxInlineConstant = 16;

DenseElementsAttr python::elementsOf(const Array &array) {
  llvm::ArrayRef<char> bytes(static_cast<const char *>(array.buffer.data()), array.bytes());
  if (array.dtype == Dtype::Bool) {
    llvm::SmallVector<bool> values(bytes.begin(), bytes.end());
    return DenseElementsAttr::get(array.type, llvm::ArrayRef<bool>(values));
  }
  return DenseElementsAttr::getFromRawBuffer(array.type, bytes);
}

std::pair<const void *, const void *> python::identityOf(const Array &array) {
  if (array.isTracer())
    return {array.traced.trace(), array.traced.value().getAsOpaquePointer()};
  return {array.buffer.data(), array.type.getAsOpaquePointer()};
}

Value Trace::lift(const Array &array) {
  if (array.traced.trace() == this)
    return array.traced.value();
  if (array.isDeleted())
    raise("RuntimeError", "Array has been deleted: " + describe(array) +
                              " was donated or deleted; keep a copy if you need it");
  if (array.isTracer())
    checkNotLeaked(array);
  auto key = identityOf(array);
  if (auto it = captureOf.find(key); it != captureOf.end())
    return it->second;
  if (inlinesConstants && !array.isTracer() && array.size() <= maxInlineConstant)
    return array::ConstantOp::create(builder, userLocation(), array.type, elementsOf(array));
  return captureOf[key] = addCapture(array);
}

Value Trace::liftScalar(nb::handle number, RankedTensorType type, Dtype dtype) {
  Array scalar = allocate({}, dtype);
  storeScalar(number, dtype, scalar.buffer.data());
  if (isStaging()) {
    DenseElementsAttr splat = elementsOf(scalar).resizeSplat(type);
    return array::ConstantOp::create(builder, userLocation(), type, splat);
  }
  uint64_t bits[2] = {};
  std::memcpy(bits, scalar.buffer.data(), itemSize(dtype));
  Value value;
  if (bits[1] == 0) {
    Value &known = scalarCaptureOf[{bits[0], unsigned(dtype)}];
    if (!known)
      known = addCapture(scalar);
    value = known;
  } else {
    value = addCapture(scalar);
  }
  if (type.getRank() == 0)
    return value;
  return array::broadcastInDim(builder, userLocation(), value, type.getShape(), {});
}

void Trace::finish(llvm::ArrayRef<Value> results) {
  func::ReturnOp::create(builder, builder.getUnknownLoc(), results);
  Block &body = function.getBody().front();
  llvm::SmallVector<Type> types = llvm::to_vector(ValueRange(results).getTypes());
  function.setFunctionType(builder.getFunctionType(body.getArgumentTypes(), types));
}

//===----------------------------------------------------------------------===//
// Functions of other modules
//===----------------------------------------------------------------------===//

static constexpr llvm::StringLiteral calleeName = "callee";

/// The symbols that operations of `function` refer to.
static void visitCallees(func::FuncOp function,
                         llvm::function_ref<void(Operation *, FlatSymbolRefAttr)> visit) {
  function.walk([&](Operation *op) {
    if (auto callee = op->getAttrOfType<FlatSymbolRefAttr>(calleeName))
      visit(op, callee);
    else if (auto call = llvm::dyn_cast<func::CallOp>(op))
      visit(op, call.getCalleeAttr());
  });
}

static void setCallee(Operation *op, FlatSymbolRefAttr callee) {
  if (auto call = llvm::dyn_cast<func::CallOp>(op))
    call.setCalleeAttr(callee);
  else
    op->setAttr(calleeName, callee);
}

/// `name` without the number that an import gave it.
static llvm::StringRef baseName(llvm::StringRef name) {
  llvm::StringRef base = name.rtrim("0123456789");
  return base.size() < name.size() && base.ends_with("__") ? base.drop_back(2) : name;
}

FlatSymbolRefAttr Trace::import(ModuleOp program, func::FuncOp entry) {
  collectCallbacks(program, callbacks);
  llvm::DenseMap<StringAttr, FlatSymbolRefAttr> renamed;
  llvm::SmallVector<func::FuncOp> clones;
  for (auto original : program.getOps<func::FuncOp>()) {
    auto clone = llvm::cast<func::FuncOp>(original->clone());
    std::string name =
        (baseName(original.getSymName()) + "__" + llvm::Twine(importedFunctions++)).str();
    clone.setSymName(name);
    clone.setPrivate();
    renamed[original.getSymNameAttr()] = FlatSymbolRefAttr::get(clone.getSymNameAttr());
    module->push_back(clone);
    clones.push_back(clone);
  }
  for (func::FuncOp clone : clones)
    visitCallees(clone, [&](Operation *op, FlatSymbolRefAttr callee) {
      setCallee(op, renamed.lookup(callee.getAttr()));
    });
  return renamed.lookup(entry.getSymNameAttr());
}

//===----------------------------------------------------------------------===//
// Concrete values
//===----------------------------------------------------------------------===//

/// Clones into `target` the functions of `source` that `function` calls.
static void cloneCallees(func::FuncOp function, ModuleOp source, ModuleOp target,
                         llvm::StringSet<> &done) {
  visitCallees(function, [&](Operation *, FlatSymbolRefAttr callee) {
    if (!done.insert(callee.getValue()).second)
      return;
    auto original = source.lookupSymbol<func::FuncOp>(callee.getValue());
    auto clone = llvm::cast<func::FuncOp>(original->clone());
    target.push_back(clone);
    cloneCallees(clone, source, target, done);
  });
}

/// What an input of operations that run at once is called in errors.
static std::string nameOfOperand(int64_t number) { return "operand " + std::to_string(number); }

Array Trace::evaluate(Value value) {
  auto knownValue = [&](Value v) -> std::optional<Array> {
    if (auto it = known.find(v); it != known.end())
      return it->second;
    auto argument = llvm::dyn_cast<BlockArgument>(v);
    if (!argument)
      return std::nullopt;
    unsigned number = argument.getArgNumber();
    const Array &array =
        number < ownArguments ? *argumentValues[number] : captures[number - ownArguments];
    Array result = concreteArray(array, "ConcretizationTypeError", "value");
    known[v] = result;
    return result;
  };
  if (std::optional<Array> array = knownValue(value))
    return *array;

  // What the value depends on, back to what is known.
  llvm::SetVector<Operation *> slice;
  llvm::SetVector<Value> inputs;
  llvm::SmallVector<Operation *> work = {value.getDefiningOp()};
  slice.insert(work[0]);
  while (!work.empty()) {
    Operation *op = work.pop_back_val();
    for (Value operand : op->getOperands()) {
      if (llvm::isa<BlockArgument>(operand) || known.contains(operand))
        inputs.insert(operand);
      else if (slice.insert(operand.getDefiningOp()))
        work.push_back(operand.getDefiningOp());
    }
  }
  llvm::SmallVector<Operation *> ops = slice.takeVector();
  llvm::sort(ops, [](Operation *x, Operation *y) { return x->isBeforeInBlock(y); });

  // All of it that Python still holds is computed along.
  llvm::SmallVector<Value> outputs = {value};
  for (Operation *op : ops)
    for (Value result : op->getResults())
      if (result != value && live.contains(result))
        outputs.push_back(result);

  OwningOpRef<ModuleOp> program = ModuleOp::create(function.getLoc());
  OpBuilder b(context());
  auto main = func::FuncOp::create(
      function.getLoc(), "main",
      b.getFunctionType(TypeRange(inputs.getArrayRef()), TypeRange(ValueRange(outputs))));
  program->push_back(main);
  Block *body = main.addEntryBlock();
  IRMapping mapping;
  std::vector<Array> inputArrays;
  for (auto [input, argument] : llvm::zip(inputs, body->getArguments())) {
    mapping.map(input, argument);
    inputArrays.push_back(*knownValue(input));
  }
  b.setInsertionPointToEnd(body);
  for (Operation *op : ops)
    b.clone(*op, mapping);
  llvm::SmallVector<Value> results;
  for (Value output : outputs)
    results.push_back(mapping.lookup(output));
  func::ReturnOp::create(b, function.getLoc(), results);
  llvm::StringSet<> done;
  cloneCallees(main, *module, *program, done);
  dropEffects(*program);

  std::vector<const Array *> pointers;
  for (const Array &array : inputArrays)
    pointers.push_back(&array);
  int64_t checkNumbers = Session::get().checkNumbers;
  OwningOpRef<ModuleOp> watched = checkNumbers ? program->clone() : ModuleOp();
  bool alarm = false;
  std::vector<Array> values =
      executableOf(std::move(program), checkNumbers)->run(pointers, /*releaseGil=*/true, &alarm);
  if (alarm)
    reportNumbers(name, values, pointers, std::move(watched), nameOfOperand);
  for (auto [output, array] : llvm::zip(outputs, values))
    known[output] = array;
  return values[0];
}

//===----------------------------------------------------------------------===//
// Applying operations
//===----------------------------------------------------------------------===//

namespace {
/// What eager execution knows of an operation on operands of certain types.
struct EagerKernel {
  std::shared_ptr<const Executable> executable;
  std::vector<bool> weak;
  /// The operation or function, for messages.
  std::string name;
};
struct WordsHash {
  size_t operator()(const std::vector<uintptr_t> &words) const {
    return llvm::hash_combine_range(words.begin(), words.end());
  }
};
} // namespace

/// A program that computes what `build` does, at the user's line.
static OwningOpRef<ModuleOp> traceEager(llvm::ArrayRef<Array> operands, Build build,
                                        std::string &name) {
  auto *trace = new Trace(TraceKind::Jit, "main");
  TraceScope scope(trace);
  llvm::SmallVector<Value> values;
  for (const Array &operand : operands) {
    Array argument = trace->addArgument(operand.type, operand.dtype, operand.weak, std::nullopt);
    values.push_back(argument.traced.value());
  }
  trace->finish(build(*trace, values));
  if (Operation *last = trace->builder.getInsertionBlock()->getTerminator()->getPrevNode()) {
    if (auto call = llvm::dyn_cast<func::CallOp>(last))
      name = baseName(call.getCallee()).str();
    else if (auto callee = last->getAttrOfType<FlatSymbolRefAttr>(calleeName))
      name = baseName(callee.getValue()).str();
    else
      name = last->getName().stripDialect().str();
  }
  return std::move(trace->module);
}

static EagerKernel compileEager(llvm::ArrayRef<Array> operands, Build build,
                                llvm::ArrayRef<bool> weak) {
  EagerKernel kernel;
  OwningOpRef<ModuleOp> program = traceEager(operands, build, kernel.name);
  kernel.weak.assign(weak.begin(), weak.end());
  kernel.executable = executableOf(std::move(program), Session::get().checkNumbers);
  return kernel;
}

std::vector<Array> python::apply(llvm::ArrayRef<Array> operands, Build build,
                                 llvm::ArrayRef<bool> weak, llvm::ArrayRef<uintptr_t> key,
                                 llvm::ArrayRef<StringAttr> axes) {
  llvm::SmallVector<const Array *> pointers;
  bool concretizable = axes.empty();
  for (const Array &operand : operands) {
    pointers.push_back(&operand);
    concretizable &= !operand.isTracer() || operand.concretizable;
  }
  std::vector<Array> results;
  if (Trace *target = targetTrace(pointers, axes)) {
    for (StringAttr axis : axes) {
      Trace *mapping = requireMapping(axis);
      for (Trace *trace = target; trace != mapping; trace = trace->parent)
        trace->freeAxes.insert(axis);
    }
    llvm::SmallVector<Value> values;
    for (const Array &operand : operands)
      values.push_back(target->lift(operand));
    for (auto [i, value] : llvm::enumerate(build(*target, values)))
      results.push_back(target->tracer(value, i < weak.size() && weak[i], concretizable));
    return results;
  }
  for (const Array &operand : operands)
    if (operand.isDeleted())
      raise("RuntimeError", "Array has been deleted: " + describe(operand) +
                                " was donated or deleted; keep a copy if you need it");
  const EagerKernel *kernel;
  EagerKernel uncached;
  if (key.empty()) {
    uncached = compileEager(operands, build, weak);
    kernel = &uncached;
  } else {
    static auto *kernels = new std::unordered_map<std::vector<uintptr_t>, EagerKernel, WordsHash>();
    std::vector<uintptr_t> words(key.begin(), key.end());
    for (const Array &operand : operands)
      words.push_back(reinterpret_cast<uintptr_t>(operand.type.getAsOpaquePointer()) |
                      uintptr_t(operand.weak));
    for (bool w : weak)
      words.push_back(w);
    words.push_back(Session::get().checkNumbers);
    auto it = kernels->find(words);
    if (it == kernels->end())
      it = kernels->emplace(std::move(words), compileEager(operands, build, weak)).first;
    kernel = &it->second;
  }
  bool alarm = false;
  results = kernel->executable->run(pointers, /*releaseGil=*/key.empty(), &alarm);
  for (auto [i, result] : llvm::enumerate(results))
    result.weak = i < kernel->weak.size() && kernel->weak[i];
  if (LLVM_UNLIKELY(alarm)) {
    std::string name;
    OwningOpRef<ModuleOp> program = traceEager(operands, build, name);
    reportNumbers(name, results, pointers, std::move(program), nameOfOperand);
  }
  return results;
}

//===----------------------------------------------------------------------===//
// Finished functions
//===----------------------------------------------------------------------===//

Traced::Traced(Trace *trace, std::vector<Array> results)
    : resultTypes(std::move(results)), module(std::move(trace->module)), function(trace->function),
      captures(std::move(trace->captures)), freeAxes(trace->freeAxes.takeVector()) {
  for (Array &result : resultTypes)
    result.traced = {};
  collectCallbacks(*module, callbacks);
}

Traced::~Traced() = default;
