//===- Array.cpp - arrays as Python sees them ----------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Array.h"
#include "dialects/array/Array.h"
#include "frontend/bindings/Errors.h"
#include "frontend/bindings/Session.h"
#include "frontend/bindings/Trace.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/APFloat.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MathExtras.h"
#include <cmath>
#include <complex>
#include <cstring>

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

//===----------------------------------------------------------------------===//
// Traced values
//===----------------------------------------------------------------------===//

TracedValue::TracedValue(Trace *trace, Value value) : owner(trace), tracedValue(value) {
  owner->retain();
  owner->valueRetained(tracedValue);
}

TracedValue::TracedValue(const TracedValue &other)
    : owner(other.owner), tracedValue(other.tracedValue) {
  if (owner) {
    owner->retain();
    owner->valueRetained(tracedValue);
  }
}

void TracedValue::release() {
  if (owner) {
    owner->valueReleased(tracedValue);
    owner->release();
    owner = nullptr;
  }
}

//===----------------------------------------------------------------------===//
// Making arrays
//===----------------------------------------------------------------------===//

RankedTensorType python::arrayType(llvm::ArrayRef<int64_t> shape, Dtype dtype) {
  return RankedTensorType::get(shape, Session::get().elementType(dtype));
}

/// Whether the memory of an array could exist at all; else raises.
static void checkSize(llvm::ArrayRef<int64_t> shape) {
  if (!array::isArrayShape(shape))
    raise("ValueError", "expected a shape that memory can hold, got " + shapeText(shape) +
                            ": its size in bytes is beyond 64 bits");
}

Array python::allocate(llvm::ArrayRef<int64_t> shape, Dtype dtype, bool weak) {
  checkSize(shape);
  Array array;
  array.type = arrayType(shape, dtype);
  array.dtype = dtype;
  array.weak = weak;
  array.buffer = runtime::Buffer::allocate(std::max<int64_t>(array.bytes(), 1));
  if (!array.buffer)
    raise("MemoryError", "no memory left for an array of " + describe(array) + ", " +
                             llvm::Twine(array.bytes()) +
                             " bytes; delete arrays that are not needed");
  return array;
}

static PyTypeObject *arrayClass = nullptr;
static PyTypeObject *tracerClass = nullptr;

Array *python::arrayFrom(nb::handle object) {
  PyTypeObject *type = Py_TYPE(object.ptr());
  if (type == arrayClass || type == tracerClass || PyType_IsSubtype(type, arrayClass))
    return nb::inst_ptr<Array>(object);
  return nullptr;
}

nb::object python::wrap(Array array) {
  if (!array.isTracer())
    return nb::cast(std::move(array));
  return nb::cast(Tracer{std::move(array)});
}

template <typename T> static void store(void *element, T value) {
  std::memcpy(element, &value, sizeof(T));
}

/// The bits of a number in a 16-bit float format.
static uint16_t halfBits(double number, const llvm::fltSemantics &format) {
  llvm::APFloat value(number);
  bool losesInfo;
  value.convert(format, llvm::APFloat::rmNearestTiesToEven, &losesInfo);
  return uint16_t(value.bitcastToAPInt().getZExtValue());
}

/// The byte of a number of a narrow float dtype, as ml_dtypes rounds it.
static uint8_t narrowBits(double number, Dtype dtype) {
  nb::object array = nb::module_::import_("numpy").attr("array")(number);
  nb::object narrow = array.attr("astype")(numpyDtype(dtype)).attr("view")("uint8");
  return nb::cast<uint8_t>(narrow.attr("item")());
}

static void storeDouble(double number, Dtype dtype, void *element) {
  switch (dtype) {
  case Dtype::BF16:
    return store(element, halfBits(float(number), llvm::APFloat::BFloat()));
  case Dtype::F16:
    return store(element, halfBits(number, llvm::APFloat::IEEEhalf()));
  case Dtype::F32:
    return store(element, float(number));
  case Dtype::F64:
    return store(element, number);
  default:
    return store(element, narrowBits(number, dtype));
  }
}

void python::storeScalar(nb::handle number, Dtype dtype, void *element) {
  switch (kindOf(dtype)) {
  case Kind::Bool: {
    int truth = PyObject_IsTrue(number.ptr());
    if (truth < 0)
      throw nb::python_error();
    return store(element, uint8_t(truth));
  }
  case Kind::Signed:
  case Kind::Unsigned: {
    nb::object integer = nb::steal(PyNumber_Long(number.ptr()));
    if (!integer.is_valid())
      throw nb::python_error();
    // The number as 64 bits, and whether it is in the range of the dtype.
    int overflow = 0;
    long long value = PyLong_AsLongLongAndOverflow(integer.ptr(), &overflow);
    unsigned long long bits = value;
    int64_t width = bitWidth(dtype);
    bool fits;
    if (overflow > 0 && dtype == Dtype::U64) {
      bits = PyLong_AsUnsignedLongLong(integer.ptr());
      fits = !PyErr_Occurred();
      PyErr_Clear();
    } else if (kindOf(dtype) == Kind::Unsigned) {
      fits = !overflow && value >= 0 && (width == 64 || bits < (1ull << width));
    } else {
      fits = !overflow && llvm::isIntN(width, value);
    }
    if (!fits)
      raise("OverflowError", "Python integer " + llvm::Twine(nb::str(integer).c_str()) +
                                 " out of bounds for " + nameOf(dtype));
    if (width < 8)
      bits &= (1ull << width) - 1;
    std::memcpy(element, &bits, itemSize(dtype));
    return;
  }
  case Kind::Float: {
    double value = PyFloat_AsDouble(number.ptr());
    if (value == -1.0 && PyErr_Occurred())
      throw nb::python_error();
    return storeDouble(value, dtype, element);
  }
  case Kind::Complex: {
    Py_complex value = PyComplex_AsCComplex(number.ptr());
    if (value.real == -1.0 && PyErr_Occurred())
      throw nb::python_error();
    if (dtype == Dtype::C64)
      return store(element, std::complex<float>(value.real, value.imag));
    return store(element, std::complex<double>(value.real, value.imag));
  }
  }
}

static std::optional<Array> fromPythonScalar(nb::handle object) {
  Dtype dtype;
  bool weak = true;
  if (PyBool_Check(object.ptr())) {
    dtype = Dtype::Bool;
    weak = false;
  } else if (PyLong_CheckExact(object.ptr())) {
    dtype = canonical(Dtype::I64);
  } else if (PyFloat_CheckExact(object.ptr())) {
    dtype = canonical(Dtype::F64);
  } else if (PyComplex_CheckExact(object.ptr())) {
    dtype = canonical(Dtype::C128);
  } else {
    return std::nullopt;
  }
  Array array = allocate({}, dtype, weak);
  storeScalar(object, dtype, array.buffer.data());
  return array;
}

/// A number of Python where `object` is one of a derived class, such as a member of an
/// `IntEnum`; null for everything else.
static nb::object pythonNumber(nb::handle object) {
  PyObject *number = nullptr;
  if (PyLong_Check(object.ptr())) {
    number = PyNumber_Long(object.ptr());
  } else if (PyFloat_Check(object.ptr())) {
    number = PyFloat_FromDouble(PyFloat_AS_DOUBLE(object.ptr()));
  } else if (PyComplex_Check(object.ptr())) {
    number = PyComplex_FromCComplex(PyComplex_AsCComplex(object.ptr()));
  } else {
    return {};
  }
  if (!number)
    throw nb::python_error();
  return nb::steal(number);
}

/// Copies a NumPy array through its buffer; `bits` reads it as unsigned words.
static std::optional<Array> fromNumpy(nb::handle object) {
  nb::object source = nb::borrow(object);
  nb::object dtypeObject = object.attr("dtype");
  if (!nb::cast<bool>(dtypeObject.attr("isnative"))) {
    dtypeObject = dtypeObject.attr("newbyteorder")("=");
    source = source.attr("astype")(dtypeObject);
  }
  std::optional<Dtype> found = dtypeFromPython(dtypeObject);
  if (!found)
    return std::nullopt;
  Dtype dtype = canonical(*found);
  nb::module_ numpy = nb::module_::import_("numpy");
  if (dtype != *found)
    source = source.attr("astype")(numpyDtype(dtype));
  source = numpy.attr("asarray")(source, nb::arg("order") = "C");
  if (isExtended(dtype))
    source = source.attr("view")(itemSize(dtype) == 2 ? "uint16" : "uint8");
  Py_buffer view;
  if (PyObject_GetBuffer(source.ptr(), &view, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT))
    throw nb::python_error();
  Array array = allocate(llvm::ArrayRef<int64_t>((int64_t *)view.shape, view.ndim), dtype);
  std::memcpy(array.buffer.data(), view.buf, view.len);
  PyBuffer_Release(&view);
  return array;
}

std::optional<Array> python::convertToArray(nb::handle object) {
  if (Array *array = arrayFrom(object))
    return *array;
  if (std::optional<Array> scalar = fromPythonScalar(object))
    return scalar;
  static PyObject *ndarray =
      nb::object(nb::module_::import_("numpy").attr("ndarray")).release().ptr();
  static PyObject *generic =
      nb::object(nb::module_::import_("numpy").attr("generic")).release().ptr();
  if (PyObject_IsInstance(object.ptr(), ndarray) == 1)
    return fromNumpy(object);
  if (PyObject_IsInstance(object.ptr(), generic) == 1)
    return fromNumpy(nb::module_::import_("numpy").attr("asarray")(object));
  if (nb::hasattr(object, "__covector_array__"))
    return convertToArray(object.attr("__covector_array__")());
  if (nb::hasattr(object, "__array__") && !PyType_Check(object.ptr()))
    return fromNumpy(nb::module_::import_("numpy").attr("asarray")(object));
  if (nb::object number = pythonNumber(object))
    return fromPythonScalar(number);
  return std::nullopt;
}

Array python::requireArray(nb::handle object, const char *function) {
  if (std::optional<Array> array = convertToArray(object)) {
    if (array->isDeleted())
      raise("RuntimeError", llvm::Twine(function) +
                                ": Array has been deleted: " + describe(*array) +
                                " was donated or deleted; keep a copy if you need it");
    return std::move(*array);
  }
  raise("TypeError", llvm::Twine(function) + " requires ndarray or scalar arguments, got " +
                         nb::str(nb::type_name(object.type())).c_str() +
                         "; convert it with covector.numpy.asarray");
}

//===----------------------------------------------------------------------===//
// Text
//===----------------------------------------------------------------------===//

std::string python::shapeText(llvm::ArrayRef<int64_t> shape) {
  std::string text =
      "(" + llvm::join(llvm::map_range(shape, [](int64_t n) { return std::to_string(n); }), ", ");
  return text + (shape.size() == 1 ? ",)" : ")");
}

std::string python::describe(Type type) {
  auto tensor = llvm::cast<RankedTensorType>(type);
  std::optional<Dtype> dtype = dtypeOf(tensor.getElementType());
  return (dtype ? nameOf(*dtype) : "?").str() + "[" +
         llvm::join(llvm::map_range(tensor.getShape(), [](int64_t n) { return std::to_string(n); }),
                    ",") +
         "]";
}

std::string python::describe(const Array &array) { return describe(array.type); }

nb::tuple python::shapeTuple(llvm::ArrayRef<int64_t> shape) {
  PyObject *tuple = PyTuple_New(shape.size());
  for (auto [i, n] : llvm::enumerate(shape))
    PyTuple_SET_ITEM(tuple, i, PyLong_FromLongLong(n));
  return nb::steal<nb::tuple>(tuple);
}

//===----------------------------------------------------------------------===//
// Values
//===----------------------------------------------------------------------===//

static std::string remedyFor(llvm::StringRef error) {
  if (error == "TracerBoolConversionError")
    return "; under jit the value is not known while the function is traced. Use cnp.where or "
           "lax.cond, or make the argument static with static_argnums";
  if (error == "TracerArrayConversionError")
    return "; use covector.numpy instead of numpy inside of transformed functions";
  if (error == "TracerIntegerConversionError")
    return "; under jit and for mapped values the value is not known while the function is traced. "
           "Make the argument static with static_argnums, or let lax.fori_loop count to it";
  return "; under jit and for mapped values the value is not known while the function is traced. "
         "Make the argument static with static_argnums, or keep to covector operations";
}

Array python::concreteArray(const Array &array, const char *error, const char *what) {
  if (array.isDeleted())
    raise("RuntimeError", llvm::Twine("Array has been deleted: ") + describe(array) +
                              " was donated or deleted; keep a copy if you need it");
  if (!array.isTracer())
    return array;
  checkNotLeaked(array);
  if (!array.concretizable)
    raise(error, llvm::Twine(what) + ": expected an array with a concrete value, got a tracer of " +
                     describe(array) + remedyFor(error) + advice(error));
  Array value = array.traced.trace()->evaluate(array.traced.value());
  value.weak = array.weak;
  return value;
}

/// One element as a Python number.
static nb::object loadElement(Dtype dtype, const char *p) {
  auto load = [&](auto zero) {
    decltype(zero) value;
    std::memcpy(&value, p, sizeof(value));
    return value;
  };
  switch (dtype) {
  case Dtype::Bool:
    return nb::bool_(load(uint8_t()) != 0);
  case Dtype::U8:
    return nb::int_(load(uint8_t()));
  case Dtype::U16:
    return nb::int_(load(uint16_t()));
  case Dtype::U32:
    return nb::int_(load(uint32_t()));
  case Dtype::U64:
    return nb::int_(load(uint64_t()));
  case Dtype::I8:
    return nb::int_(load(int8_t()));
  case Dtype::I16:
    return nb::int_(load(int16_t()));
  case Dtype::I32:
    return nb::int_(load(int32_t()));
  case Dtype::I64:
    return nb::int_(load(int64_t()));
  case Dtype::BF16:
  case Dtype::F16: {
    llvm::APFloat value(formatOf(dtype), llvm::APInt(16, load(uint16_t())));
    bool losesInfo;
    value.convert(llvm::APFloat::IEEEdouble(), llvm::APFloat::rmNearestTiesToEven, &losesInfo);
    return nb::float_(value.convertToDouble());
  }
  case Dtype::U2:
  case Dtype::U4:
    return nb::int_(load(uint8_t()) & ((1 << bitWidth(dtype)) - 1));
  case Dtype::I2:
  case Dtype::I4: {
    unsigned unused = 8 - bitWidth(dtype);
    return nb::int_(int8_t(load(uint8_t()) << unused) >> unused);
  }
  case Dtype::F32:
    return nb::float_(load(float()));
  case Dtype::F64:
    return nb::float_(load(double()));
  case Dtype::C64: {
    auto value = load(std::complex<float>());
    return nb::steal(PyComplex_FromDoubles(value.real(), value.imag()));
  }
  case Dtype::C128: {
    auto value = load(std::complex<double>());
    return nb::steal(PyComplex_FromDoubles(value.real(), value.imag()));
  }
  default: {
    // Narrow floats.
    unsigned width = bitWidth(dtype);
    llvm::APFloat value(formatOf(dtype), llvm::APInt(width, load(uint8_t()) & ((1u << width) - 1)));
    if (value.isNaN())
      return nb::float_(std::nan(""));
    bool losesInfo;
    value.convert(llvm::APFloat::IEEEdouble(), llvm::APFloat::rmNearestTiesToEven, &losesInfo);
    return nb::float_(value.convertToDouble());
  }
  }
  llvm_unreachable("all dtypes are handled");
}

static nb::object item(const Array &self, const char *error, const char *what) {
  Array array = concreteArray(self, error, what);
  if (array.size() != 1)
    raise(llvm::StringRef(error) == "TracerBoolConversionError" ? "ValueError" : "TypeError",
          llvm::Twine(what) + ": expected an array with one element, got shape " +
              shapeText(array.shape()) +
              (llvm::StringRef(error) == "TracerBoolConversionError"
                   ? "; the truth value of more than one element is ambiguous, use .any() or .all()"
                   : "; take one element by indexing"));
  return loadElement(array.dtype, static_cast<const char *>(array.buffer.data()));
}

static nb::object scalarOnly(const Array &self, const char *error, const char *what) {
  if (self.type.getRank() != 0)
    raise("TypeError", llvm::Twine(what) +
                           ": only scalar arrays can be converted to Python "
                           "scalars, got shape " +
                           shapeText(self.shape()) +
                           "; take one element by indexing or use .item()");
  return item(self, error, what);
}

static nb::object nested(const Array &array, size_t axis, const char *&p) {
  if (axis == array.shape().size()) {
    nb::object element = loadElement(array.dtype, p);
    p += itemSize(array.dtype);
    return element;
  }
  nb::list list;
  for (int64_t i = 0; i < array.shape()[axis]; ++i)
    list.append(nested(array, axis + 1, p));
  return list;
}

//===----------------------------------------------------------------------===//
// The buffer protocol
//===----------------------------------------------------------------------===//

static const char *bufferFormat(Dtype dtype) {
  static const char *formats[numDtypes] = {"?", "B",     "H", "I", "Q", "b",  "h", "i",
                                           "q", nullptr, "e", "f", "d", "Zf", "Zd"};
  return formats[unsigned(dtype)];
}

namespace {
/// What a buffer view needs while it lives.
struct HeldShape {
  runtime::Buffer buffer;
  std::vector<Py_ssize_t> shape, strides;
};
} // namespace

static int getBuffer(PyObject *self, Py_buffer *view, int flags) {
  view->obj = nullptr;
  try {
    if (flags & PyBUF_WRITABLE) {
      PyErr_SetString(PyExc_BufferError, "Array is immutable; copy it with numpy.array");
      return -1;
    }
    Array array =
        concreteArray(*nb::inst_ptr<Array>(self), "TracerArrayConversionError", "buffer protocol");
    const char *format = bufferFormat(array.dtype);
    if (!format) {
      PyErr_SetString(PyExc_BufferError, "bfloat16 has no buffer format; use numpy.asarray");
      return -1;
    }
    unsigned rank = array.shape().size();
    auto *held = new HeldShape{array.buffer, {}, {}};
    held->shape.assign(array.shape().begin(), array.shape().end());
    held->strides.resize(rank);
    Py_ssize_t stride = itemSize(array.dtype);
    for (unsigned i = rank; i-- > 0;) {
      held->strides[i] = stride;
      stride *= held->shape[i];
    }
    view->buf = array.buffer.data();
    view->obj = Py_NewRef(self);
    view->len = array.bytes();
    view->itemsize = itemSize(array.dtype);
    view->readonly = 1;
    view->ndim = rank;
    view->format = (flags & PyBUF_FORMAT) ? const_cast<char *>(format) : nullptr;
    view->shape = (flags & PyBUF_ND) ? held->shape.data() : nullptr;
    view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? held->strides.data() : nullptr;
    view->suboffsets = nullptr;
    view->internal = held;
    return 0;
  } catch (nb::python_error &error) {
    error.restore();
    return -1;
  }
}

static void releaseBuffer(PyObject *, Py_buffer *view) {
  delete static_cast<HeldShape *>(view->internal);
}

static PyType_Slot arraySlots[] = {{Py_bf_getbuffer, (void *)getBuffer},
                                   {Py_bf_releasebuffer, (void *)releaseBuffer},
                                   {0, nullptr}};

//===----------------------------------------------------------------------===//
// Python
//===----------------------------------------------------------------------===//

/// An array with the dtype asked for, or as `x` promotes.
static Array asArray(nb::handle x, nb::handle dtype, nb::handle weak) {
  Array array = requireArray(x, "asarray");
  if (!dtype.is_none())
    raise("TypeError", "asarray: dtype is converted by covector.numpy.asarray");
  if (!weak.is_none())
    array.weak = nb::cast<bool>(weak);
  return array;
}

void python::bindArray(nb::module_ &m) {
  nb::class_<Array> array(m, "Array", nb::type_slots(arraySlots), nb::is_weak_referenceable(),
                          nb::dynamic_attr());
  nb::class_<Tracer, Array> tracer(m, "Tracer");
  arrayClass = (PyTypeObject *)array.ptr();
  tracerClass = (PyTypeObject *)tracer.ptr();

  array.def_prop_ro("shape", [](const Array &a) { return shapeTuple(a.shape()); })
      .def_prop_ro("dtype", [](const Array &a) { return nb::borrow(numpyDtype(a.dtype)); })
      .def_prop_ro("ndim", [](const Array &a) { return a.type.getRank(); })
      .def_prop_ro("size", [](const Array &a) { return a.size(); })
      .def_prop_ro("itemsize", [](const Array &a) { return itemSize(a.dtype); })
      .def_prop_ro("nbytes", [](const Array &a) { return a.bytes(); })
      .def_prop_ro("weak_type", [](const Array &a) { return a.weak; })
      .def("is_deleted", &Array::isDeleted)
      .def("delete", [](Array &a) { a.buffer = {}; })
      .def(
          "unsafe_buffer_pointer",
          [](const Array &a) {
            return reinterpret_cast<uintptr_t>(
                concreteArray(a, "ConcretizationTypeError", "unsafe_buffer_pointer").buffer.data());
          })
      .def("concrete",
           [](const Array &a) {
             return wrap(concreteArray(a, "ConcretizationTypeError", "concrete"));
           })
      .def("__bool__",
           [](const Array &a) {
             return PyObject_IsTrue(item(a, "TracerBoolConversionError", "bool").ptr()) == 1;
           })
      .def("__int__",
           [](const Array &a) {
             return nb::steal(PyNumber_Long(scalarOnly(a, "ConcretizationTypeError", "int").ptr()));
           })
      .def("__float__",
           [](const Array &a) {
             return nb::steal(
                 PyNumber_Float(scalarOnly(a, "ConcretizationTypeError", "float").ptr()));
           })
      .def("__complex__",
           [](const Array &a) {
             nb::object number = scalarOnly(a, "ConcretizationTypeError", "complex");
             Py_complex value = PyComplex_AsCComplex(number.ptr());
             return nb::steal(PyComplex_FromCComplex(value));
           })
      .def("__index__",
           [](const Array &a) {
             if (!isInteger(a.dtype) || a.type.getRank() != 0)
               raise("TypeError",
                     "index: only integer scalar arrays can be converted to a scalar index, "
                     "got " +
                         describe(a));
             return item(a, "TracerIntegerConversionError", "index");
           })
      .def("__len__",
           [](const Array &a) {
             if (a.type.getRank() == 0)
               raise("TypeError", "len() of unsized object: the array has rank 0");
             return a.shape()[0];
           })
      .def("_item", [](const Array &a) { return item(a, "ConcretizationTypeError", "item"); })
      .def(
          "tolist",
          [](const Array &a) {
            Array value = concreteArray(a, "ConcretizationTypeError", "tolist");
            const char *p = static_cast<const char *>(value.buffer.data());
            return nested(value, 0, p);
          },
          "The elements as nested lists of Python numbers.")
      .def("_set_weak", [](const Array &a, bool weak) {
        Array copy = a;
        copy.weak = weak;
        return wrap(std::move(copy));
      });

  m.def(
      "is_tracer",
      [](nb::handle x) {
        Array *array = arrayFrom(x);
        return array && array->isTracer();
      },
      nb::arg("x").none(), "Whether x is an array under a transformation.");
  m.def(
      "as_array",
      [](nb::handle x, nb::handle dtype, nb::handle weak) { return wrap(asArray(x, dtype, weak)); },
      nb::arg("x"), nb::arg("dtype") = nb::none(), nb::arg("weak_type") = nb::none(),
      "A Python or NumPy scalar, a NumPy array or an Array, as an Array.");
  m.def(
      "from_bits",
      [](nb::handle source, nb::handle dtypeObject) {
        // Bytes of `source` (a C-contiguous buffer) as an array of its shape.
        std::optional<Dtype> dtype = dtypeFromPython(dtypeObject);
        if (!dtype)
          raise("TypeError", "from_bits: not a dtype of arrays");
        Py_buffer view;
        if (PyObject_GetBuffer(source.ptr(), &view, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT))
          throw nb::python_error();
        Array array = allocate(llvm::ArrayRef<int64_t>((int64_t *)view.shape, view.ndim), *dtype);
        if (array.bytes() == view.len)
          std::memcpy(array.buffer.data(), view.buf, view.len);
        Py_ssize_t length = view.len;
        PyBuffer_Release(&view);
        if (array.bytes() != length)
          raise("ValueError", "from_bits: the buffer's elements have another size");
        return wrap(std::move(array));
      },
      nb::arg("source"), nb::arg("dtype"),
      "The bits of a NumPy array as an Array, with no conversion.");
  m.def(
      "to_bits",
      [](const Array &a) {
        // A read-only view of the bytes, for dtypes that have no buffer format.
        Array value = concreteArray(a, "TracerArrayConversionError", "numpy.asarray");
        auto *held = new runtime::Buffer(value.buffer);
        nb::capsule owner(held, [](void *p) noexcept { delete static_cast<runtime::Buffer *>(p); });
        return nb::make_tuple(reinterpret_cast<uintptr_t>(value.buffer.data()), value.bytes(),
                              owner);
      },
      nb::arg("x"), "(address, number of bytes, owner) of the array's elements.");
  m.def(
      "canonical_dtype",
      [](nb::handle dtype) {
        std::optional<Dtype> found = dtypeFromPython(dtype);
        if (!found)
          raise("TypeError",
                "dtype: " + llvm::Twine(nb::repr(dtype).c_str()) + " is not a dtype of arrays");
        return nb::borrow(numpyDtype(canonical(*found)));
      },
      nb::arg("dtype"), "The np.dtype that arrays get when this one is asked for.");
  m.def(
      "promote",
      [](nb::args args) {
        static PyObject *numpyDtypeClass =
            nb::object(nb::module_::import_("numpy").attr("dtype")).release().ptr();
        llvm::SmallVector<WeakDtype> dtypes;
        for (nb::handle arg : args) {
          if (Array *array = arrayFrom(arg)) {
            dtypes.push_back({array->dtype, array->weak});
            continue;
          }
          bool scalarType = arg.ptr() == (PyObject *)&PyLong_Type ||
                            arg.ptr() == (PyObject *)&PyFloat_Type ||
                            arg.ptr() == (PyObject *)&PyComplex_Type;
          if (PyType_Check(arg.ptr()) || nb::isinstance<nb::str>(arg) ||
              PyObject_IsInstance(arg.ptr(), numpyDtypeClass) == 1) {
            std::optional<Dtype> dtype = dtypeFromPython(arg);
            if (!dtype)
              raise("TypeError", "result_type: " + llvm::Twine(nb::repr(arg).c_str()) +
                                     " is not a dtype of arrays");
            dtypes.push_back({canonical(*dtype), scalarType});
            continue;
          }
          Array array = requireArray(arg, "result_type");
          dtypes.push_back({array.dtype, array.weak});
        }
        if (dtypes.empty())
          raise("ValueError", "result_type: expected at least one array or dtype, got none");
        WeakDtype result = promote(dtypes);
        return nb::make_tuple(nb::borrow(numpyDtype(result.dtype)), result.weak);
      },
      "(dtype, weak_type) that arrays, scalars and dtypes promote to together.");
  m.def(
      "set_strict_promotion", [](bool on) { Session::get().strictPromotion = on; }, nb::arg("on"));
  m.def("strict_promotion", [] { return Session::get().strictPromotion; });
  m.def("enable_x64", [](bool on) { Session::get().x64 = on; }, nb::arg("on"));
  m.def("x64_enabled", [] { return Session::get().x64; });
}
