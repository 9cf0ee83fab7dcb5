//===- Ops.cpp - any operation of the dialect from Python ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Ops.h"
#include "dialects/array/Rules.h"
#include "frontend/bindings/Errors.h"
#include "frontend/bindings/Session.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

/// A message of the compiler in the words of the API: `int32[3]` for `tensor<3xi32>`.
static std::string inPythonsWords(std::string text, llvm::ArrayRef<Value> operands) {
  for (Value operand : operands) {
    std::string type, words = describe(operand.getType());
    llvm::raw_string_ostream(type) << operand.getType();
    for (size_t at = 0; (at = text.find(type, at)) != std::string::npos; at += words.size())
      text.replace(at, type.size(), words);
  }
  return text;
}

/// Refuses arrays of narrow dtypes where the runtime's function has no version for
/// them, or an operation on bits needs those of IEEE 754.
static void checkNarrow(OperationName name, llvm::ArrayRef<Value> operands,
                        llvm::StringRef function) {
  llvm::StringRef op = name.getStringRef();
  bool isCall = name.hasInterface<array::RuntimeCallOpInterface>() && !op.ends_with("call") &&
                !op.ends_with("callback");
  bool isOfBits = op == array::NextafterOp::getOperationName() ||
                  op == array::ReducePrecisionOp::getOperationName();
  if (!isCall && !isOfBits)
    return;
  for (Value operand : operands) {
    Type element = getElementTypeOrSelf(operand);
    if (!array::isNarrowElement(element))
      continue;
    auto type = llvm::dyn_cast<FloatType>(element);
    if (isOfBits && type && llvm::APFloat::semanticsHasInf(type.getFloatSemantics()))
      continue;
    raise("TypeError", function + ": not defined for arrays of " + nameOf(*dtypeOf(element)) +
                           "; convert to a wider dtype with astype");
  }
}

llvm::SmallVector<Value> python::buildOp(OpBuilder &builder, OperationName name,
                                         llvm::ArrayRef<Value> operands, DictionaryAttr attributes,
                                         llvm::StringRef function) {
  Location location = userLocation();
  llvm::SmallVector<Type, 2> types;
  auto *infer = name.getInterface<InferTypeOpInterface>();
  {
    DiagnosticCollector diagnostics;
    if (failed(infer->inferReturnTypes(context(), location, operands, attributes, nullptr, {},
                                       types))) {
      llvm::StringRef text = diagnostics.text();
      // "array.add: operands must ..." is said of the public function.
      if (text.consume_front(name.getStringRef()))
        text.consume_front(": ");
      if (text.consume_front("'"))
        text = text.substr(text.find(' ') + 1);
      raise("TypeError", function + ": " + inPythonsWords(text.str(), operands));
    }
  }
  checkNarrow(name, operands, function);
  OperationState state(location, name);
  state.addOperands(operands);
  state.addTypes(types);
  state.attributes = attributes;
  DiagnosticCollector diagnostics;
  Operation *op = builder.create(state);
  if (name.hasInterface<InferTypeOpInterface>() && failed(op->getName().verifyInvariants(op))) {
    std::string text = diagnostics.text();
    op->erase();
    raise("TypeError", function + ": " + inPythonsWords(text, operands));
  }
  return llvm::to_vector(llvm::map_range(op->getResults(), [](OpResult r) { return Value(r); }));
}

Value python::convertAndBroadcast(OpBuilder &builder, Value value, Dtype dtype,
                                  llvm::ArrayRef<int64_t> shape) {
  auto type = llvm::cast<RankedTensorType>(value.getType());
  Type element = Session::get().elementType(dtype);
  std::optional<Location> location;
  if (type.getElementType() != element) {
    location = userLocation();
    value = array::ConvertOp::create(builder, *location,
                                     RankedTensorType::get(type.getShape(), element), value,
                                     TypeAttr::get(element));
  }
  if (type.getShape() == shape)
    return value;
  llvm::SmallVector<int64_t> dimensions;
  for (int64_t i = 0, rank = type.getRank(); i < rank; ++i)
    dimensions.push_back(int64_t(shape.size()) - rank + i);
  return array::broadcastInDim(builder, location ? *location : userLocation(), value, shape,
                               dimensions);
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

static Attribute enumAttribute(llvm::StringRef key, llvm::StringRef text) {
  MLIRContext *c = context();
  if (key == "direction")
    if (auto value = array::symbolizeComparisonDirection(text))
      return array::ComparisonDirectionAttr::get(c, *value);
  if (key == "mode")
    if (auto value = array::symbolizeIndexMode(text))
      return array::IndexModeAttr::get(c, *value);
  if (key == "kind")
    if (auto value = array::symbolizeScatterKind(text))
      return array::ScatterKindAttr::get(c, *value);
  return nullptr;
}

/// An attribute from a Python value: bool, int, float, sequence of ints, dtype,
/// or text, which may be the name in an enum.
static Attribute attributeFrom(llvm::StringRef function, llvm::StringRef key, nb::handle value) {
  Builder b(context());
  if (PyBool_Check(value.ptr()))
    return b.getBoolAttr(value.ptr() == Py_True);
  if (PyFloat_Check(value.ptr()))
    return b.getF64FloatAttr(PyFloat_AS_DOUBLE(value.ptr()));
  if (PyLong_Check(value.ptr()))
    return b.getI64IntegerAttr(nb::cast<int64_t>(value));
  if (nb::isinstance<nb::str>(value)) {
    nb::str text = nb::borrow<nb::str>(value);
    if (Attribute attribute = enumAttribute(key, text.c_str()))
      return attribute;
    if (key == "label" || !dtypeFromPython(value)) // a label may be called as a dtype
      return b.getStringAttr(text.c_str());
  } else if (PyTuple_Check(value.ptr()) || PyList_Check(value.ptr())) {
    llvm::SmallVector<int64_t> numbers;
    for (nb::handle number : nb::borrow<nb::sequence>(value)) {
      Py_ssize_t n = PyNumber_AsSsize_t(number.ptr(), PyExc_OverflowError);
      if (n == -1 && PyErr_Occurred())
        throw nb::python_error();
      numbers.push_back(n);
    }
    return b.getDenseI64ArrayAttr(numbers);
  }
  if (std::optional<Dtype> dtype = dtypeFromPython(value))
    return TypeAttr::get(Session::get().elementType(*dtype));
  raise("TypeError", function + ": " + key + " has a value of type " +
                         nb::str(nb::type_name(value.type())).c_str() +
                         "; expected an int, ints, a dtype or the name of a mode");
}

static Attribute numberAttribute(nb::handle number, Dtype dtype) {
  Type element = Session::get().elementType(dtype);
  if (kindOf(dtype) == Kind::Float && isNarrow(dtype)) {
    uint64_t bits = 0;
    storeScalar(number, dtype, &bits);
    return FloatAttr::get(element,
                          llvm::APFloat(formatOf(dtype), llvm::APInt(bitWidth(dtype), bits)));
  }
  if (kindOf(dtype) == Kind::Float) {
    double value = PyFloat_AsDouble(number.ptr());
    if (value == -1.0 && PyErr_Occurred())
      throw nb::python_error();
    return FloatAttr::get(element, value);
  }
  if (kindOf(dtype) == Kind::Complex) {
    Py_complex value = PyComplex_AsCComplex(number.ptr());
    if (value.real == -1.0 && PyErr_Occurred())
      throw nb::python_error();
    return complex::NumberAttr::get(llvm::cast<ComplexType>(element), value.real, value.imag);
  }
  uint64_t bits = 0;
  storeScalar(number, dtype, &bits);
  return IntegerAttr::get(
      element,
      llvm::APInt(std::max<int64_t>(element.getIntOrFloatBitWidth(), 1), bits, false, true));
}

//===----------------------------------------------------------------------===//
// emit
//===----------------------------------------------------------------------===//

static OperationName operationNamed(llvm::StringRef name) {
  static auto *names = new llvm::StringMap<OperationName>();
  auto it = names->find(name);
  if (it != names->end())
    return it->second;
  OperationName operation(("array." + name).str(), context());
  if (!operation.isRegistered() || !operation.hasInterface<InferTypeOpInterface>())
    raise("ValueError", "emit: the array dialect has no operation '" + name + "'");
  names->try_emplace(name, operation);
  return operation;
}

static nb::object emit(const char *nameText, nb::handle operandObjects, bool weak,
                       nb::handle publicName, const nb::kwargs &attributes) {
  OperationName name = operationNamed(nameText);
  const char *function = publicName.is_none() ? nameText : nb::borrow<nb::str>(publicName).c_str();
  std::vector<Array> operands;
  for (nb::handle operand : nb::borrow<nb::sequence>(operandObjects))
    operands.push_back(requireArray(operand, function));
  NamedAttrList list;
  llvm::SmallVector<StringAttr, 1> axes;
  for (auto [key, value] : attributes) {
    const char *keyText = PyUnicode_AsUTF8(key.ptr());
    if (llvm::StringRef(keyText) == "axis_name") {
      // A text whatever it says, also the name of a dtype.
      axes.push_back(StringAttr::get(context(), nb::borrow<nb::str>(value).c_str()));
      list.append(keyText, axes.back());
      continue;
    }
    if (llvm::StringRef(keyText) == "fill_value") {
      if (!value.is_none() && !operands.empty())
        list.append(keyText, numberAttribute(value, operands[0].dtype));
      continue;
    }
    list.append(keyText, attributeFrom(function, keyText, value));
  }
  DictionaryAttr dictionary = list.getDictionary(context());
  bool weakResults[2] = {weak, weak};
  std::vector<Array> results = apply(
      operands,
      [&](Trace &trace, llvm::ArrayRef<Value> values) {
        return buildOp(trace.builder, name, values, dictionary, function);
      },
      weakResults,
      {reinterpret_cast<uintptr_t>(name.getAsOpaquePointer()),
       reinterpret_cast<uintptr_t>(dictionary.getAsOpaquePointer())},
      axes);
  if (results.size() == 1)
    return wrap(std::move(results[0]));
  nb::list objects;
  for (Array &result : results)
    objects.append(wrap(std::move(result)));
  return nb::tuple(objects);
}

//===----------------------------------------------------------------------===//
// Conversion and creation
//===----------------------------------------------------------------------===//

static Dtype requireDtype(nb::handle object, const char *function) {
  if (std::optional<Dtype> dtype = dtypeFromPython(object))
    return canonical(*dtype);
  raise("TypeError", llvm::Twine(function) +
                         ": expected a dtype of arrays (bool, int8 to int64, "
                         "uint8 to uint64, bfloat16, float16 to float64, "
                         "complex64, complex128), got " +
                         nb::repr(object).c_str());
}

static llvm::SmallVector<int64_t> requireShape(nb::handle object, const char *function) {
  llvm::SmallVector<int64_t> shape;
  auto add = [&](nb::handle size) {
    Py_ssize_t n = PyNumber_AsSsize_t(size.ptr(), PyExc_OverflowError);
    if (n == -1 && PyErr_Occurred())
      throw nb::python_error();
    if (n < 0)
      raise("ValueError", llvm::Twine(function) + ": expected sizes that are not negative, got " +
                              llvm::Twine(n));
    shape.push_back(n);
  };
  if (PyTuple_Check(object.ptr()) || PyList_Check(object.ptr()))
    for (nb::handle size : nb::borrow<nb::sequence>(object))
      add(size);
  else
    add(object);
  if (!array::isArrayShape(shape))
    raise("ValueError", llvm::Twine(function) + ": expected a shape that memory can hold, got " +
                            shapeText(shape) + ": its size in bytes is beyond 64 bits");
  return shape;
}

static uintptr_t addressOf(void *p) { return reinterpret_cast<uintptr_t>(p); }

/// A key for what a C++ function below does with a static argument.
static llvm::SmallVector<uintptr_t> keyOf(void *function, RankedTensorType type) {
  return {addressOf(function), reinterpret_cast<uintptr_t>(type.getAsOpaquePointer())};
}

static nb::object convert(nb::handle x, nb::handle dtypeObject, bool weak) {
  Array array = requireArray(x, "astype");
  Dtype dtype = requireDtype(dtypeObject, "astype");
  if (array.dtype == dtype) {
    if (array.weak == weak && arrayFrom(x))
      return nb::borrow(x);
    array.weak = weak;
    return wrap(std::move(array));
  }
  RankedTensorType type = arrayType(array.shape(), dtype);
  return wrap(apply(
      {array},
      [&](Trace &trace, llvm::ArrayRef<Value> values) {
        return llvm::SmallVector<Value>{
            convertAndBroadcast(trace.builder, values[0], dtype, type.getShape())};
      },
      {weak}, keyOf((void *)convert, type))[0]);
}

static nb::object broadcastTo(nb::handle x, nb::handle shapeObject) {
  Array array = requireArray(x, "broadcast_to");
  llvm::SmallVector<int64_t> shape = requireShape(shapeObject, "broadcast_to");
  if (array.shape() == llvm::ArrayRef<int64_t>(shape))
    return wrap(std::move(array));
  bool fits = array.shape().size() <= shape.size();
  for (size_t i = 0; fits && i < array.shape().size(); ++i) {
    int64_t from = array.shape()[array.shape().size() - 1 - i], to = shape[shape.size() - 1 - i];
    fits = from == to || from == 1;
  }
  if (!fits)
    raise("ValueError",
          "broadcast_to: Incompatible shapes for broadcasting: expected a shape that " +
              shapeText(array.shape()) + " can be repeated to, got " + shapeText(shape) +
              "; only axes of size 1 are repeated");
  RankedTensorType type = arrayType(shape, array.dtype);
  return wrap(apply(
      {array},
      [&](Trace &trace, llvm::ArrayRef<Value> values) {
        return llvm::SmallVector<Value>{
            convertAndBroadcast(trace.builder, values[0], array.dtype, shape)};
      },
      {array.weak}, keyOf((void *)broadcastTo, type))[0]);
}

static nb::object full(nb::handle shapeObject, nb::handle number, nb::handle dtypeObject,
                       bool weak) {
  llvm::SmallVector<int64_t> shape = requireShape(shapeObject, "full");
  Dtype dtype = requireDtype(dtypeObject, "full");
  RankedTensorType type = arrayType(shape, dtype);
  if (Trace *target = Trace::staging())
    return wrap(target->tracer(target->liftScalar(number, type, dtype), weak, false));
  Array array = allocate(shape, dtype, weak);
  char element[16];
  storeScalar(number, dtype, element);
  char *p = static_cast<char *>(array.buffer.data());
  int64_t size = itemSize(dtype);
  for (int64_t i = 0, n = array.size(); i < n; ++i)
    std::memcpy(p + i * size, element, size);
  return wrap(std::move(array));
}

void python::bindOps(nb::module_ &m) {
  m.def("emit", &emit, nb::arg("name"), nb::arg("operands"), nb::kw_only(),
        nb::arg("weak_type") = false, nb::arg("public") = nb::none(), nb::arg("attributes"),
        "Applies one operation of the array dialect to arrays, with its attributes as keywords.");
  m.def("convert", &convert, nb::arg("x"), nb::arg("dtype"), nb::arg("weak_type") = false,
        "The array with elements converted to a dtype.");
  m.def("broadcast_to", &broadcastTo, nb::arg("x"), nb::arg("shape"),
        "The array repeated along new leading axes and axes of size 1.");
  m.def("full", &full, nb::arg("shape"), nb::arg("fill_value"), nb::arg("dtype"),
        nb::arg("weak_type") = false, "An array filled with a number.");
  m.def(
      "registered_ops",
      [] {
        nb::list names;
        for (RegisteredOperationName name : context()->getRegisteredOperations())
          // But those of scalars, which stand inside of others, and ends of regions.
          if (name.getDialectNamespace() == "array" && !name.hasTrait<OpTrait::IsTerminator>() &&
              name.getStringRef() != array::ComplexFunctionOp::getOperationName())
            names.append(name.stripDialect().str());
        return names;
      },
      "The names of all operations of the array dialect.");
}
