//===- Callbacks.cpp - Python and C functions called by programs ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Callbacks.h"
#include "dialects/array/Calls.h"
#include "dialects/array/Custom.h"
#include "frontend/bindings/Errors.h"
#include "frontend/bindings/Session.h"
#include "frontend/bindings/Trace.h"
#include "runtime/cpu/Callbacks.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cstring>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>
#include <unordered_map>

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

//===----------------------------------------------------------------------===//
// The Python functions that programs know
//===----------------------------------------------------------------------===//

struct python::Callback {
  int64_t number;
  /// Takes the operands of one lane and the shapes of the results, and gives the
  /// results as arrays.
  nb::object function;
  std::vector<Dtype> inputs, results;
  Py_hash_t hash;
};

namespace {
/// All records that something holds. Used while the GIL is held.
struct Registry {
  llvm::DenseMap<int64_t, std::weak_ptr<const Callback>> byNumber;
  std::unordered_multimap<Py_hash_t, int64_t> byHash;
  int64_t next = 1;
};
} // namespace

static Registry &registry() {
  static auto *all = new Registry(); // programs may outlive the module
  return *all;
}

static void forget(const Callback *callback) {
  nb::gil_scoped_acquire acquire;
  Registry &all = registry();
  all.byNumber.erase(callback->number);
  auto [begin, end] = all.byHash.equal_range(callback->hash);
  for (auto it = begin; it != end; ++it)
    if (it->second == callback->number) {
      all.byHash.erase(it);
      break;
    }
  delete callback;
}

static std::shared_ptr<const Callback> recordOf(nb::object function, std::vector<Dtype> inputs,
                                                std::vector<Dtype> results) {
  Registry &all = registry();
  Py_hash_t hash = PyObject_Hash(function.ptr());
  if (hash == -1)
    throw nb::python_error();
  auto [begin, end] = all.byHash.equal_range(hash);
  for (auto it = begin; it != end; ++it)
    if (auto known = all.byNumber.lookup(it->second).lock())
      if (known->inputs == inputs && known->results == results && known->function.equal(function))
        return known;
  int64_t number = all.next++;
  std::shared_ptr<const Callback> record(
      new Callback{number, std::move(function), std::move(inputs), std::move(results), hash},
      forget);
  all.byNumber[number] = record;
  all.byHash.emplace(hash, number);
  return record;
}

void python::collectCallbacks(ModuleOp module, Callbacks &callbacks) {
  Registry &all = registry();
  if (all.byNumber.empty())
    return;
  auto add = [&](int64_t number) {
    if (auto record = all.byNumber.lookup(number).lock())
      callbacks.push_back(std::move(record));
  };
  auto addRule = [&](Attribute rule) {
    if (auto number = llvm::dyn_cast<IntegerAttr>(rule))
      add(number.getInt());
  };
  module.walk([&](Operation *op) {
    llvm::TypeSwitch<Operation *>(op)
        .Case([&](array::CallbackOp call) { add(call.getCallback()); })
        .Case<array::CustomJvpCallOp, array::LinearCallOp>(
            [&](auto call) { addRule(call.getRule()); })
        .Case([&](array::CustomVjpCallOp call) {
          addRule(call.getForward());
          addRule(call.getBackward());
        });
  });
}

std::shared_ptr<const Callback> python::hold(nb::object object) {
  return recordOf(std::move(object), {}, {});
}

int64_t python::numberOf(const Callback &callback) { return callback.number; }

nb::object python::objectOf(const Callback &callback) { return callback.function; }

std::shared_ptr<const Callback> python::recordWith(int64_t number) {
  return registry().byNumber.lookup(number).lock();
}

void python::dropEffects(ModuleOp program) {
  llvm::SmallVector<Operation *> effects;
  program.walk([&](Operation *op) {
    auto callback = llvm::dyn_cast<array::CallbackOp>(op);
    auto foreign = llvm::dyn_cast<array::ForeignCallOp>(op);
    if ((callback && callback.getKind() != "pure") || (foreign && foreign.getHasSideEffect()))
      effects.push_back(op);
  });
  for (Operation *op : llvm::reverse(effects)) {
    if (!op->use_empty())
      raise("ConcretizationTypeError",
            "expected a value that is known while tracing, got one that depends on a call with "
            "effects, which is made when the whole program runs; use cnp.where, or call the "
            "function outside of the transformation");
    op->erase();
  }
}

//===----------------------------------------------------------------------===//
// Calls while a program runs
//===----------------------------------------------------------------------===//

/// The exception of a function that the running program has called.
static thread_local std::unique_ptr<nb::python_error> pending;

void python::raisePending() {
  if (!pending)
    return;
  nb::python_error error(std::move(*pending));
  pending = nullptr;
  throw error;
}

namespace {
/// What the numbers of cv_callback say; see CallbackOp::getRuntimeNumbers.
struct Call {
  explicit Call(const int64_t *numbers) {
    number = *numbers++;
    lanes = take(numbers);
    inputs.resize(*numbers++);
    masks.resize(inputs.size());
    for (auto [mask, shape] : llvm::zip(masks, inputs)) {
      mask = *numbers++;
      shape = take(numbers);
    }
    results.resize(*numbers++);
    for (llvm::ArrayRef<int64_t> &shape : results)
      shape = take(numbers);
  }

  static llvm::ArrayRef<int64_t> take(const int64_t *&numbers) {
    int64_t count = *numbers++;
    llvm::ArrayRef<int64_t> sizes(numbers, count);
    numbers += count;
    return sizes;
  }

  int64_t number;
  llvm::ArrayRef<int64_t> lanes;
  llvm::SmallVector<int64_t> masks;
  llvm::SmallVector<llvm::ArrayRef<int64_t>> inputs, results;
};
} // namespace

static int64_t bytesOf(llvm::ArrayRef<int64_t> shape, Dtype dtype) {
  int64_t bytes = itemSize(dtype);
  for (int64_t size : shape)
    bytes *= size;
  return bytes;
}

/// Calls the function for one lane; `number` gives the lane's number in a buffer.
static void callLane(const Callback &callback, const Call &call, void *const *buffers,
                     llvm::ArrayRef<int64_t> index) {
  nb::list arguments, shapes;
  for (auto [i, shape] : llvm::enumerate(call.inputs)) {
    Array array = allocate(shape, callback.inputs[i]);
    int64_t lane = runtime::laneNumber(call.lanes, index, call.masks[i]);
    std::memcpy(array.buffer.data(), static_cast<char *>(buffers[i]) + lane * array.bytes(),
                array.bytes());
    arguments.append(wrap(std::move(array)));
  }
  for (llvm::ArrayRef<int64_t> shape : call.results)
    shapes.append(shapeTuple(shape));
  nb::object values = callback.function(arguments, shapes);
  for (auto [i, shape] : llvm::enumerate(call.results)) {
    nb::object value = values[i];
    Array *array = arrayFrom(value);
    Dtype dtype = callback.results[i];
    if (!array || array->isTracer() || array->dtype != dtype || array->shape() != shape)
      raise("RuntimeError", "callback: internal error in the check of its results; please report "
                            "this");
    int64_t lane = runtime::laneNumber(call.lanes, index, -1);
    std::memcpy(static_cast<char *>(buffers[call.inputs.size() + i]) + lane * array->bytes(),
                array->buffer.data(), array->bytes());
  }
}

static void callPython(void *const *buffers, const int64_t *numbers) {
  nb::gil_scoped_acquire acquire;
  Call call(numbers);
  std::shared_ptr<const Callback> callback = registry().byNumber.lookup(call.number).lock();
  // After an exception the program only runs to its end.
  if (callback && !pending) {
    try {
      runtime::forEachLane(call.lanes, [&](llvm::ArrayRef<int64_t> index) {
        callLane(*callback, call, buffers, index);
      });
      return;
    } catch (nb::python_error &error) {
      pending = std::make_unique<nb::python_error>(std::move(error));
    }
  }
  int64_t lanes = 1;
  for (int64_t size : call.lanes)
    lanes *= size;
  for (auto [i, shape] : llvm::enumerate(call.results))
    if (callback)
      std::memset(buffers[call.inputs.size() + i], 0, lanes * bytesOf(shape, callback->results[i]));
}

//===----------------------------------------------------------------------===//
// Building calls
//===----------------------------------------------------------------------===//

/// The types (shape, dtype) of results.
static llvm::SmallVector<Type> typesFrom(nb::handle types, std::vector<Dtype> &dtypes) {
  llvm::SmallVector<Type> found;
  for (nb::handle type : nb::borrow<nb::sequence>(types)) {
    auto pair = nb::borrow<nb::tuple>(type);
    std::optional<Dtype> dtype = dtypeFromPython(pair[1]);
    if (!dtype)
      raise("TypeError", "callback: not a dtype of arrays");
    dtypes.push_back(*dtype);
    found.push_back(arrayType(nb::cast<std::vector<int64_t>>(pair[0]), *dtype));
  }
  return found;
}

static std::vector<Array> arraysOf(nb::handle sequence, const char *function) {
  std::vector<Array> arrays;
  for (nb::handle object : nb::borrow<nb::sequence>(sequence))
    arrays.push_back(requireArray(object, function));
  return arrays;
}

static llvm::SmallVector<Value> resultsOf(Operation *op) {
  return llvm::SmallVector<Value>(op->result_begin(), op->result_end());
}

static nb::list wrapAll(std::vector<Array> arrays) {
  nb::list objects;
  for (Array &array : arrays)
    objects.append(wrap(std::move(array)));
  return objects;
}

static nb::list callback(const std::string &kind, nb::object function, nb::handle operandObjects,
                         nb::handle resultTypes, bool ordered,
                         std::optional<std::string> vmapMethod) {
  std::vector<Array> operands = arraysOf(operandObjects, "callback");
  std::vector<Dtype> inputs, results;
  for (const Array &operand : operands)
    inputs.push_back(operand.dtype);
  llvm::SmallVector<Type> types = typesFrom(resultTypes, results);
  auto record = recordOf(std::move(function), std::move(inputs), std::move(results));
  std::vector<Array> arrays =
      apply(operands,
            [&](Trace &target, llvm::ArrayRef<Value> values) {
              Builder &b = target.builder;
              target.callbacks.push_back(record);
              return resultsOf(array::CallbackOp::create(
                  target.builder, userLocation(), types, b.getStringAttr(kind),
                  b.getI64IntegerAttr(record->number), ordered ? b.getUnitAttr() : UnitAttr(),
                  vmapMethod ? b.getStringAttr(*vmapMethod) : StringAttr(), DenseI64ArrayAttr(),
                  DenseI64ArrayAttr(), values));
            },
            {});
  // What has an effect is not computed ahead of the rest of the program.
  if (kind != "pure")
    for (Array &array : arrays)
      array.concretizable = false;
  return wrapAll(std::move(arrays));
}

//===----------------------------------------------------------------------===//
// C functions
//===----------------------------------------------------------------------===//

static Attribute optionFrom(nb::handle key, nb::handle value) {
  Builder b(context());
  if (PyBool_Check(value.ptr()))
    return b.getBoolAttr(value.ptr() == Py_True);
  if (PyLong_Check(value.ptr()))
    return b.getI64IntegerAttr(nb::cast<int64_t>(value));
  if (PyFloat_Check(value.ptr()))
    return b.getF64FloatAttr(PyFloat_AS_DOUBLE(value.ptr()));
  if (nb::isinstance<nb::str>(value))
    return b.getStringAttr(nb::borrow<nb::str>(value).c_str());
  if (PyTuple_Check(value.ptr()) || PyList_Check(value.ptr())) {
    nb::sequence items = nb::borrow<nb::sequence>(value);
    bool integers = true, numbers = true;
    for (nb::handle item : items) {
      bool integer = PyLong_Check(item.ptr()) && !PyBool_Check(item.ptr());
      integers &= integer;
      numbers &= integer || PyFloat_Check(item.ptr());
    }
    if (integers)
      return b.getDenseI64ArrayAttr(nb::cast<std::vector<int64_t>>(value));
    if (numbers)
      return b.getDenseF64ArrayAttr(nb::cast<std::vector<double>>(value));
  }
  raise("TypeError", "ffi_call: expected the attribute " + llvm::Twine(nb::str(key).c_str()) +
                         " to be a number, a boolean, text, or a sequence of numbers, got " +
                         nb::repr(value).c_str() + "; pass arrays as operands");
}

static nb::list foreignCall(const std::string &target, nb::handle operandObjects,
                            nb::handle resultTypes, bool hasSideEffect,
                            std::optional<std::string> vmapMethod, const nb::dict &options) {
  std::vector<Array> operands = arraysOf(operandObjects, "ffi_call");
  std::vector<Dtype> dtypes;
  llvm::SmallVector<Type> types = typesFrom(resultTypes, dtypes);
  NamedAttrList list;
  for (auto [key, value] : options)
    list.append(nb::borrow<nb::str>(key).c_str(), optionFrom(key, value));
  DictionaryAttr dictionary = list.getDictionary(context());
  std::vector<Array> arrays =
      apply(operands,
            [&](Trace &trace, llvm::ArrayRef<Value> values) {
              Builder &b = trace.builder;
              return resultsOf(array::ForeignCallOp::create(
                  trace.builder, userLocation(), types, b.getStringAttr(target),
                  hasSideEffect ? b.getUnitAttr() : UnitAttr(), dictionary,
                  vmapMethod ? b.getStringAttr(*vmapMethod) : StringAttr(), DenseI64ArrayAttr(),
                  DenseI64ArrayAttr(), values));
            },
            {});
  if (hasSideEffect)
    for (Array &array : arrays)
      array.concretizable = false;
  return wrapAll(std::move(arrays));
}

static nb::list barrier(nb::handle operandObjects) {
  std::vector<Array> operands = arraysOf(operandObjects, "optimization_barrier");
  llvm::SmallVector<bool> weak;
  for (const Array &operand : operands)
    weak.push_back(operand.weak);
  return wrapAll(apply(
      operands,
      [&](Trace &trace, llvm::ArrayRef<Value> values) {
        return resultsOf(
            array::OptimizationBarrierOp::create(trace.builder, userLocation(), values));
      },
      weak));
}

//===----------------------------------------------------------------------===//
// Python
//===----------------------------------------------------------------------===//

void python::bindCallbacks(nb::module_ &m) {
  runtime::setCallbackHandler(callPython);
  m.def("callback", &callback, nb::arg("kind"), nb::arg("function"), nb::arg("operands"),
        nb::arg("result_types"), nb::arg("ordered") = false, nb::arg("vmap_method") = nb::none(),
        "A call of a Python function when the program runs: function(arrays, shapes) -> arrays.");
  m.def(
      "num_callbacks", [] { return registry().byNumber.size(); },
      "How many Python functions the programs of this process call.");
  m.def("foreign_call", &foreignCall, nb::arg("target"), nb::arg("operands"),
        nb::arg("result_types"), nb::arg("has_side_effect") = false,
        nb::arg("vmap_method") = nb::none(), nb::arg("options") = nb::dict(),
        "A call of a registered C function.");
  m.def(
      "register_foreign",
      [](const std::string &name, uintptr_t address) {
        return runtime::registerForeignFunction(name, reinterpret_cast<KernelFunction>(address));
      },
      nb::arg("name"), nb::arg("address"),
      "Names a C function; false if another one has the name already.");
  m.def(
      "has_foreign", [](const std::string &name) { return bool(runtime::foreignFunction(name)); },
      nb::arg("name"));
  m.def("optimization_barrier", &barrier, nb::arg("operands"));
  m.def(
      "is_staging", [] { return Trace::staging() != nullptr; },
      "Whether a function is being traced for jit, so that everything becomes part of it.");
  m.def(
      "suspend_tracing",
      [] { return reinterpret_cast<uintptr_t>(Trace::exchangeCurrent(nullptr)); },
      "From now on operations run at once; gives what resume_tracing takes.");
  m.def(
      "resume_tracing",
      [](uintptr_t trace) { Trace::exchangeCurrent(reinterpret_cast<Trace *>(trace)); },
      nb::arg("suspended"));
  m.def(
      "has_value",
      [](nb::handle x) {
        Array *array = arrayFrom(x);
        return !array || !array->isTracer() || array->concretizable;
      },
      nb::arg("x").none(), "Whether the elements are known, or can be computed now.");
}
