//===- Functions.cpp - tracing and transforming functions ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Functions.h"
#include "dialects/array/Array.h"
#include "frontend/bindings/CustomCalls.h"
#include "frontend/bindings/Errors.h"
#include "frontend/bindings/Program.h"
#include "frontend/bindings/Session.h"
#include "mlir/IR/SymbolTable.h"
#include "passes/ExpandTransforms.h"
#include "passes/autodiff/Autodiff.h"
#include <chrono>
#include <nanobind/stl/shared_ptr.h>
#include <numeric>

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

//===----------------------------------------------------------------------===//
// Tracing
//===----------------------------------------------------------------------===//

std::shared_ptr<Traced>
python::traceFunction(TraceKind kind, llvm::StringRef name,
                      llvm::function_ref<nb::object(Trace &)> call,
                      llvm::function_ref<std::vector<Array>(nb::object)> collect) {
  auto start = std::chrono::steady_clock::now();
  double compiledBefore = statistics().compileSeconds;
  auto *trace = new Trace(kind, name);
  TraceScope scope(trace);
  std::vector<Array> results = collect(call(*trace));
  llvm::SmallVector<Value> values;
  for (Array &result : results) {
    if (result.isTracer())
      checkNotLeaked(result);
    values.push_back(trace->lift(result));
  }
  trace->finish(values);
  trace->close();
  auto traced = std::make_shared<Traced>(trace, std::move(results));
  if (Session::get().checkLeaks) {
    PyGC_Collect();
    if (!trace->isUnused())
      raise("UnexpectedTracerError",
            "check_tracer_leaks: expected all tracers of '" + name +
                "' to be gone when it ends, got one that lives on: Leaked trace; return values "
                "from the function instead of storing them outside");
  }
  if (!Trace::current()->parent) {
    std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    statistics().traceSeconds += elapsed.count() - (statistics().compileSeconds - compiledBefore);
    ++statistics().traces;
  }
  return traced;
}

std::vector<Array> python::arraysOf(nb::handle sequence, const char *function) {
  std::vector<Array> arrays;
  for (nb::handle object : nb::borrow<nb::sequence>(sequence))
    arrays.push_back(requireArray(object, function));
  return arrays;
}

/// The type of an argument without the axis that is mapped.
static RankedTensorType withoutAxis(RankedTensorType type, int64_t axis) {
  llvm::SmallVector<int64_t> shape(type.getShape());
  shape.erase(shape.begin() + axis);
  return RankedTensorType::get(shape, type.getElementType());
}

/// Adds arguments of given types, (shape, dtype, weak), that have no values.
static void addArguments(Trace &trace, nb::sequence types, const std::string &name,
                         nb::list &tracers) {
  for (nb::handle type : types) {
    auto tuple = nb::borrow<nb::tuple>(type);
    auto shape = nb::cast<std::vector<int64_t>>(tuple[0]);
    std::optional<Dtype> dtype = dtypeFromPython(tuple[1]);
    if (!dtype)
      raise("TypeError", name + ": not a dtype of arrays");
    tracers.append(wrap(trace.addArgument(arrayType(shape, canonical(*dtype)), canonical(*dtype),
                                          nb::cast<bool>(tuple[2]), std::nullopt)));
  }
}

static std::shared_ptr<Traced> trace(nb::callable function, nb::handle argumentObjects,
                                     const std::string &kindName, nb::handle axes,
                                     const std::string &name, nb::sequence types,
                                     nb::handle axisName, int64_t axisSize) {
  TraceKind kind;
  if (kindName == "grad")
    kind = TraceKind::Grad;
  else if (kindName == "vmap")
    kind = TraceKind::Vmap;
  else if (kindName == "jit")
    kind = TraceKind::Jit;
  else
    raise("ValueError", "trace: expected the kind 'grad', 'vmap' or 'jit', got '" + kindName + "'");
  std::vector<Array> arguments = arraysOf(argumentObjects, name.c_str());
  return traceFunction(
      kind, name,
      [&](Trace &trace) {
        if (!axisName.is_none()) {
          trace.axisName = StringAttr::get(context(), nb::borrow<nb::str>(axisName).c_str());
          trace.axisSize = axisSize;
        }
        nb::list tracers;
        for (auto [i, argument] : llvm::enumerate(arguments)) {
          nb::object axis =
              axes.is_none() ? nb::none() : nb::object(nb::borrow<nb::sequence>(axes)[i]);
          if (axis.is_none()) {
            std::optional<Array> concrete;
            if (kind != TraceKind::Jit && (!argument.isTracer() || argument.concretizable))
              concrete = argument;
            tracers.append(
                wrap(trace.addArgument(argument.type, argument.dtype, argument.weak, concrete)));
          } else {
            tracers.append(
                wrap(trace.addArgument(withoutAxis(argument.type, nb::cast<int64_t>(axis)),
                                       argument.dtype, argument.weak, std::nullopt)));
          }
        }
        addArguments(trace, types, name, tracers);
        return nb::object(function(*tracers));
      },
      [&](nb::object result) { return arraysOf(result, name.c_str()); });
}

/// Traces with arguments of given types: (shape, dtype, weak).
static std::shared_ptr<Traced> traceTypes(nb::callable function, nb::sequence types,
                                          const std::string &name) {
  return traceFunction(
      TraceKind::Jit, name,
      [&](Trace &trace) {
        nb::list tracers;
        addArguments(trace, types, name, tracers);
        return nb::object(function(*tracers));
      },
      [&](nb::object result) { return arraysOf(result, name.c_str()); });
}

//===----------------------------------------------------------------------===//
// Calls and transformations
//===----------------------------------------------------------------------===//

/// Concatenated operands of a request: arguments, captures, and more.
static std::vector<Array> operandsOf(const Traced &traced, llvm::ArrayRef<Array> arguments,
                                     llvm::ArrayRef<Array> more = {}) {
  std::vector<Array> operands(arguments.begin(), arguments.end());
  operands.insert(operands.end(), traced.captures.begin(), traced.captures.end());
  operands.insert(operands.end(), more.begin(), more.end());
  return operands;
}

llvm::SmallVector<bool> python::weakOf(const Traced &traced) {
  llvm::SmallVector<bool> weak;
  for (const Array &result : traced.resultTypes)
    weak.push_back(result.weak);
  return weak;
}

std::vector<Array> python::callTraced(const Traced &traced, llvm::ArrayRef<Array> arguments,
                                      const std::vector<Array> *captures) {
  func::FuncOp function = traced.function;
  std::vector<Array> operands(arguments.begin(), arguments.end());
  const std::vector<Array> &further = captures ? *captures : traced.captures;
  operands.insert(operands.end(), further.begin(), further.end());
  return apply(
      operands,
      [&](Trace &target, llvm::ArrayRef<Value> values) {
        FlatSymbolRefAttr callee = target.import(*traced.module, function);
        auto call = func::CallOp::create(target.builder, userLocation(), callee,
                                         function.getResultTypes(), values);
        return llvm::to_vector(
            llvm::map_range(call.getResults(), [](OpResult r) { return Value(r); }));
      },
      weakOf(traced), {}, traced.freeAxes);
}

/// Builds a request for a transformation of a traced function.
template <typename Op>
static llvm::SmallVector<Value> request(Trace &target, const Traced &traced, TypeRange results,
                                        llvm::ArrayRef<Value> values, NamedAttrList attributes) {
  attributes.set("callee", target.import(*traced.module, traced.function));
  OperationState state(userLocation(), Op::getOperationName());
  state.addOperands(values);
  state.addTypes(results);
  state.attributes = attributes;
  Operation *op = target.builder.create(state);
  return llvm::to_vector(llvm::map_range(op->getResults(), [](OpResult r) { return Value(r); }));
}

nb::list python::wrapAll(std::vector<Array> arrays) {
  nb::list objects;
  for (Array &array : arrays)
    objects.append(wrap(std::move(array)));
  return objects;
}

static nb::tuple wrapSplit(std::vector<Array> arrays, size_t first) {
  std::vector<Array> rest(arrays.begin() + first, arrays.end());
  arrays.resize(first);
  return nb::make_tuple(wrapAll(std::move(arrays)), wrapAll(std::move(rest)));
}

static nb::tuple callVjp(const Traced &traced, nb::handle argumentObjects,
                         std::vector<int64_t> argnums, std::vector<int64_t> resnums,
                         nb::handle cotangentObjects) {
  std::vector<Array> arguments = arraysOf(argumentObjects, "vjp");
  std::vector<Array> cotangents = arraysOf(cotangentObjects, "vjp");
  std::vector<Array> operands = operandsOf(traced, arguments, cotangents);
  func::FuncOp function = traced.function;
  llvm::SmallVector<Type> types(function.getResultTypes());
  llvm::SmallVector<bool> weak = weakOf(traced);
  for (int64_t argnum : argnums) {
    types.push_back(arguments[argnum].type);
    weak.push_back(arguments[argnum].weak);
  }
  std::vector<Array> results = apply(
      operands,
      [&](Trace &target, llvm::ArrayRef<Value> values) {
        Builder b(context());
        NamedAttrList attributes;
        attributes.set("argnums", b.getDenseI64ArrayAttr(argnums));
        attributes.set("resnums", b.getDenseI64ArrayAttr(resnums));
        return request<array::VjpOp>(target, traced, types, values, attributes);
      },
      weak, {}, traced.freeAxes);
  return wrapSplit(std::move(results), traced.resultTypes.size());
}

static nb::tuple callJvp(const Traced &traced, nb::handle argumentObjects,
                         std::vector<int64_t> argnums, nb::handle tangentObjects) {
  std::vector<Array> arguments = arraysOf(argumentObjects, "jvp");
  std::vector<Array> tangents = arraysOf(tangentObjects, "jvp");
  std::vector<Array> operands = operandsOf(traced, arguments, tangents);
  func::FuncOp function = traced.function;
  llvm::SmallVector<Type> types(function.getResultTypes());
  llvm::SmallVector<bool> weak = weakOf(traced);
  for (const Array &result : traced.resultTypes)
    if (array::isDifferentiable(result.type)) {
      types.push_back(result.type);
      weak.push_back(result.weak);
    }
  std::vector<Array> results = apply(
      operands,
      [&](Trace &target, llvm::ArrayRef<Value> values) {
        NamedAttrList attributes;
        attributes.set("argnums", Builder(context()).getDenseI64ArrayAttr(argnums));
        return request<array::JvpOp>(target, traced, types, values, attributes);
      },
      weak, {}, traced.freeAxes);
  return wrapSplit(std::move(results), traced.resultTypes.size());
}

/// `series` holds, argument after argument, the derivatives of a curve; the
/// results are followed by theirs.
static nb::tuple callJet(const Traced &traced, nb::handle argumentObjects,
                         std::vector<int64_t> argnums, nb::handle seriesObjects, int64_t order) {
  std::vector<Array> arguments = arraysOf(argumentObjects, "jet");
  std::vector<Array> series = arraysOf(seriesObjects, "jet");
  std::vector<Array> operands = operandsOf(traced, arguments, series);
  func::FuncOp function = traced.function;
  llvm::SmallVector<Type> types(function.getResultTypes());
  llvm::SmallVector<bool> weak = weakOf(traced);
  for (const Array &result : traced.resultTypes)
    if (array::isDifferentiable(result.type)) {
      types.append(order, result.type);
      weak.append(order, result.weak);
    }
  std::vector<Array> results = apply(
      operands,
      [&](Trace &target, llvm::ArrayRef<Value> values) {
        Builder b(context());
        NamedAttrList attributes;
        attributes.set("argnums", b.getDenseI64ArrayAttr(argnums));
        attributes.set("order", b.getI64IntegerAttr(order));
        return request<array::JetOp>(target, traced, types, values, attributes);
      },
      weak, {}, traced.freeAxes);
  return wrapSplit(std::move(results), traced.resultTypes.size());
}

static nb::list callVmap(const Traced &traced, nb::handle argumentObjects,
                         std::vector<int64_t> inAxes, std::vector<int64_t> outAxes, int64_t size,
                         nb::handle axisName) {
  std::vector<Array> arguments = arraysOf(argumentObjects, "vmap");
  std::vector<Array> operands = operandsOf(traced, arguments);
  inAxes.resize(operands.size(), -1); // captures are the same for all lanes
  llvm::SmallVector<Type> types;
  for (auto [result, axis] : llvm::zip(traced.resultTypes, outAxes)) {
    llvm::SmallVector<int64_t> shape(result.shape());
    if (axis >= 0)
      shape.insert(shape.begin() + axis, size);
    types.push_back(RankedTensorType::get(shape, result.type.getElementType()));
  }
  std::vector<Array> results = apply(
      operands,
      [&](Trace &target, llvm::ArrayRef<Value> values) {
        Builder b(context());
        NamedAttrList attributes;
        attributes.set("in_axes", b.getDenseI64ArrayAttr(inAxes));
        attributes.set("out_axes", b.getDenseI64ArrayAttr(outAxes));
        attributes.set("size", b.getI64IntegerAttr(size));
        if (!axisName.is_none())
          attributes.set("axis_name", b.getStringAttr(nb::borrow<nb::str>(axisName).c_str()));
        return request<array::VmapOp>(target, traced, types, values, attributes);
      },
      weakOf(traced), {}, traced.freeAxes);
  return wrapAll(results);
}

//===----------------------------------------------------------------------===//
// Linearisation
//===----------------------------------------------------------------------===//

namespace {
/// A linear function, such as the derivative of another one at a point.
struct Linear {
  /// What is called, for messages.
  std::string name;
  /// Of residuals, and of tangents for its arguments `argnums`; gives tangents.
  std::shared_ptr<Traced> forward;
  std::vector<int64_t> argnums;
  /// (residuals, cotangents) -> cotangents; made when first asked for.
  std::shared_ptr<Traced> backward;
  std::vector<Array> residuals;
  /// Whether it is the derivative of a function, and not a function of the user's.
  bool isDerivative = true;
};
} // namespace

static std::vector<Array> describeTypes(TypeRange types) {
  std::vector<Array> arrays(types.size());
  for (auto [array, type] : llvm::zip(arrays, types)) {
    array.type = llvm::cast<RankedTensorType>(type);
    array.dtype = *dtypeOf(array.type.getElementType());
  }
  return arrays;
}

/// A function of a module as one of its own.
static std::shared_ptr<Traced> extract(ModuleOp module, func::FuncOp function,
                                       llvm::ArrayRef<StringAttr> freeAxes) {
  auto *trace = new Trace(TraceKind::Jit, function.getSymName());
  trace->retain();
  trace->module = ModuleOp::create(function.getLoc());
  trace->function = llvm::cast<func::FuncOp>(function->clone());
  trace->module->push_back(trace->function);
  trace->freeAxes.insert_range(freeAxes);
  auto traced = std::make_shared<Traced>(trace, describeTypes(function.getResultTypes()));
  trace->release();
  return traced;
}

static nb::tuple linearize(const Traced &traced, nb::handle argumentObjects,
                           std::vector<int64_t> argnums) {
  std::vector<Array> arguments = arraysOf(argumentObjects, "linearize");
  OwningOpRef<ModuleOp> module = traced.module.get().clone();
  func::FuncOp original = traced.function;
  auto function = module->lookupSymbol<func::FuncOp>(original.getSymName());
  RuleScope rules;
  DiagnosticCollector diagnostics;
  function.setPublic();
  auto fail = [&] {
    rules.raiseError();
    raiseProblem("linearize", diagnostics.text());
  };
  if (failed(expandTransforms(*module)))
    fail();
  SymbolTable symbols(*module);
  FailureOr<Linearized> result = buildLinearize(function, argnums, symbols);
  if (failed(result))
    fail();
  std::shared_ptr<Traced> forward = extract(*module, result->forward, traced.freeAxes);
  forward->captures = traced.captures;
  std::vector<Array> values = callTraced(*forward, arguments);
  Linear linear;
  size_t numResults = traced.resultTypes.size();
  linear.residuals.assign(values.begin() + numResults, values.end());
  values.resize(numResults);
  for (auto [value, type] : llvm::zip(values, traced.resultTypes))
    value.weak = type.weak;
  linear.name = "vjp";
  linear.forward = extract(*module, result->linear, traced.freeAxes);
  linear.argnums.resize(argnums.size());
  std::iota(linear.argnums.begin(), linear.argnums.end(), linear.residuals.size());
  return nb::make_tuple(wrapAll(values), std::move(linear));
}

/// A traced function that is linear in all of its arguments.
static Linear linearFunction(std::shared_ptr<Traced> traced) {
  Linear linear;
  linear.name = "linear_transpose";
  linear.isDerivative = false;
  linear.residuals = traced->captures;
  linear.argnums.resize(traced->function.getNumArguments() - linear.residuals.size());
  std::iota(linear.argnums.begin(), linear.argnums.end(), 0);
  linear.forward = std::move(traced);
  return linear;
}

static nb::list linearJvp(const Linear &linear, nb::handle tangentObjects) {
  std::vector<Array> operands = linear.residuals;
  for (Array &tangent : arraysOf(tangentObjects, "linearize"))
    operands.push_back(tangent);
  return wrapAll(callTraced(*linear.forward, operands));
}

static nb::list linearTranspose(Linear &linear, nb::handle cotangentObjects) {
  const char *name = linear.name.c_str();
  if (!linear.backward) {
    OwningOpRef<ModuleOp> module = linear.forward->module.get().clone();
    auto function = module->lookupSymbol<func::FuncOp>(linear.forward->function.getSymName());
    SymbolTable symbols(*module);
    RuleScope rules;
    DiagnosticCollector diagnostics;
    FailureOr<func::FuncOp> transposed =
        buildTranspose(function, linear.argnums, symbols, linear.isDerivative);
    if (failed(transposed)) {
      rules.raiseError();
      raiseProblem(linear.name, diagnostics.text());
    }
    linear.backward = extract(*module, *transposed, linear.forward->freeAxes);
  }
  std::vector<Array> operands = linear.residuals;
  for (Array &cotangent : arraysOf(cotangentObjects, name))
    operands.push_back(cotangent);
  return wrapAll(callTraced(*linear.backward, operands));
}

//===----------------------------------------------------------------------===//
// Python
//===----------------------------------------------------------------------===//

static std::string tracedText(const Traced &traced) {
  std::string text;
  llvm::raw_string_ostream stream(text);
  traced.module.get()->print(stream);
  return text;
}

void python::bindFunctions(nb::module_ &m) {
  nb::class_<Traced>(m, "Traced")
      .def_prop_ro("out_types",
                   [](const Traced &traced) {
                     nb::list types;
                     for (const Array &result : traced.resultTypes)
                       types.append(nb::make_tuple(shapeTuple(result.shape()),
                                                   nb::borrow(numpyDtype(result.dtype)),
                                                   result.weak));
                     return types;
                   })
      .def_prop_ro("num_captures", [](const Traced &traced) { return traced.captures.size(); })
      .def_prop_ro("captures", [](const Traced &traced) { return wrapAll(traced.captures); })
      .def(
          "take_captures",
          [](Traced &traced) {
            std::vector<Array> taken = std::move(traced.captures);
            traced.captures.clear();
            return wrapAll(taken);
          },
          "The captures, which are given with each call from now on.")
      .def("text", &tracedText, "The function in the array dialect.");
  nb::class_<Linear>(m, "Linear")
      .def_prop_ro("residuals",
                   [](const Linear &linear) {
                     std::vector<Array> residuals = linear.residuals;
                     return wrapAll(residuals);
                   })
      .def("jvp", &linearJvp, nb::arg("tangents"))
      .def("transpose", &linearTranspose, nb::arg("cotangents"));
  m.def("trace", &trace, nb::arg("function"), nb::arg("args"), nb::arg("kind"),
        nb::arg("axes") = nb::none(), nb::arg("name") = "f", nb::arg("types") = nb::tuple(),
        nb::arg("axis_name") = nb::none(), nb::arg("axis_size") = 0,
        "Runs a function of arrays on tracers with the types of args, and further types.");
  m.def("trace_types", &traceTypes, nb::arg("function"), nb::arg("types"), nb::arg("name") = "f",
        "Runs a function on tracers of types (shape, dtype, weak).");
  m.def(
      "call",
      [](const Traced &traced, nb::handle arguments, nb::handle captures) {
        std::vector<Array> given;
        if (!captures.is_none())
          given = arraysOf(captures, "call");
        return wrapAll(
            callTraced(traced, arraysOf(arguments, "call"), captures.is_none() ? nullptr : &given));
      },
      nb::arg("traced"), nb::arg("args"), nb::arg("captures") = nb::none(),
      "Calls a traced function, with other captures of the same types if they are given.");
  m.def("call_jvp", &callJvp, nb::arg("traced"), nb::arg("args"), nb::arg("argnums"),
        nb::arg("tangents"));
  m.def("call_jet", &callJet, nb::arg("traced"), nb::arg("args"), nb::arg("argnums"),
        nb::arg("series"), nb::arg("order"));
  m.def("call_vjp", &callVjp, nb::arg("traced"), nb::arg("args"), nb::arg("argnums"),
        nb::arg("resnums"), nb::arg("cotangents"));
  m.def("call_vmap", &callVmap, nb::arg("traced"), nb::arg("args"), nb::arg("in_axes"),
        nb::arg("out_axes"), nb::arg("size"), nb::arg("axis_name") = nb::none());
  m.def(
      "content_hash",
      [](const Traced &traced) {
        func::FuncOp function = traced.function;
        auto [low, high] = contentHash(*traced.module, function);
        return nb::make_tuple(low, high);
      },
      nb::arg("traced"), "Two numbers that are equal for functions that compute the same.");
  m.def("linear_function", &linearFunction, nb::arg("traced"),
        "A traced function that is linear in its arguments, for its transpose.");
  m.def(
      "axis_size", [](const std::string &name) { return requireMapping(name)->axisSize; },
      nb::arg("name"), "The number of lanes of the axis that a surrounding vmap names so.");
  m.def(
      "is_inside",
      [](nb::handle x, const std::string &name) {
        int level = requireMapping(name)->level;
        const Array *array = arrayFrom(x);
        return array && array->isTracer() && array->traced.trace()->level >= level;
      },
      nb::arg("x"), nb::arg("name"),
      "Whether an object is a tracer of the function that the vmap of a named axis maps.");
  m.def("linearize", &linearize, nb::arg("traced"), nb::arg("args"), nb::arg("argnums"));
}
