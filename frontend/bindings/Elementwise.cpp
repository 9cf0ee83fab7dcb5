//===- Elementwise.cpp - elementwise functions with promotion ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// NumPy's rules for functions of scalars applied to arrays: dtypes are promoted
// together, shapes broadcast. Under a trace, that adds the operations needed;
// outside, one kernel does it all, found by the operands' types.
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Errors.h"
#include "frontend/bindings/Ops.h"
#include "frontend/bindings/Session.h"
#include <cstring>

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

namespace {
/// Which dtypes a function takes, and what it computes in.
enum class Rule : uint8_t {
  Any,           // all dtypes
  Number,        // not bool
  Inexact,       // integers and booleans become floats
  Real,          // as Inexact, but not complex
  OrderedNumber, // neither bool nor complex
  Complex,       // complex only
  Bits,          // integers and booleans
  Integer,       // integers
};

struct Function {
  const char *name;
  const char *op;
  Rule rule;
  unsigned arity;
};

/// One operand: an array, or a Python number whose dtype is yet to be chosen.
struct Operand {
  Array array;
  nb::handle number;
  WeakDtype dtype;
};
} // namespace

static const Function functions[] = {
    {"add", "array.add", Rule::Any, 2},
    {"subtract", "array.sub", Rule::Number, 2},
    {"multiply", "array.mul", Rule::Any, 2},
    {"div", "array.div", Rule::Number, 2},
    {"true_divide", "array.div", Rule::Inexact, 2},
    {"rem", "array.rem", Rule::OrderedNumber, 2},
    {"maximum", "array.max", Rule::Any, 2},
    {"minimum", "array.min", Rule::Any, 2},
    {"mulhi", "array.mulhi", Rule::Integer, 2},
    {"gcd", "array.gcd", Rule::Integer, 2},
    {"pow", "array.pow", Rule::Number, 2},
    {"float_power", "array.pow", Rule::Inexact, 2},
    {"arctan2", "array.atan2", Rule::Real, 2},
    {"nextafter", "array.nextafter", Rule::Real, 2},
    {"bitwise_and", "array.and", Rule::Bits, 2},
    {"bitwise_or", "array.or", Rule::Bits, 2},
    {"bitwise_xor", "array.xor", Rule::Bits, 2},
    {"left_shift", "array.shift_left", Rule::Integer, 2},
    {"right_shift_logical", "array.shift_right_logical", Rule::Integer, 2},
    {"right_shift_arithmetic", "array.shift_right_arithmetic", Rule::Integer, 2},
    {"negative", "array.neg", Rule::Number, 1},
    {"sign", "array.sign", Rule::OrderedNumber, 1},
    {"exp", "array.exp", Rule::Inexact, 1},
    {"expm1", "array.expm1", Rule::Inexact, 1},
    {"exp2", "array.exp2", Rule::Inexact, 1},
    {"log", "array.log", Rule::Inexact, 1},
    {"log2", "array.log2", Rule::Inexact, 1},
    {"log10", "array.log10", Rule::Inexact, 1},
    {"log1p", "array.log1p", Rule::Inexact, 1},
    {"sqrt", "array.sqrt", Rule::Inexact, 1},
    {"rsqrt", "array.rsqrt", Rule::Inexact, 1},
    {"cbrt", "array.cbrt", Rule::Real, 1},
    {"sin", "array.sin", Rule::Inexact, 1},
    {"cos", "array.cos", Rule::Inexact, 1},
    {"tan", "array.tan", Rule::Inexact, 1},
    {"arcsin", "array.asin", Rule::Inexact, 1},
    {"arccos", "array.acos", Rule::Inexact, 1},
    {"arctan", "array.atan", Rule::Inexact, 1},
    {"sinh", "array.sinh", Rule::Inexact, 1},
    {"cosh", "array.cosh", Rule::Inexact, 1},
    {"tanh", "array.tanh", Rule::Inexact, 1},
    {"arcsinh", "array.asinh", Rule::Inexact, 1},
    {"arccosh", "array.acosh", Rule::Inexact, 1},
    {"arctanh", "array.atanh", Rule::Inexact, 1},
    {"logistic", "array.logistic", Rule::Inexact, 1},
    {"erf", "array.erf", Rule::Real, 1},
    {"erfc", "array.erfc", Rule::Real, 1},
    {"erf_inv", "array.erf_inv", Rule::Real, 1},
    {"floor", "array.floor", Rule::Real, 1},
    {"ceil", "array.ceil", Rule::Real, 1},
    {"round_nearest_even", "array.round", Rule::Real, 1},
    {"round_away", "array.round_away", Rule::Real, 1},
    {"bitwise_not", "array.not", Rule::Bits, 1},
    {"population_count", "array.popcount", Rule::Integer, 1},
    {"clz", "array.clz", Rule::Integer, 1},
    {"conj", "array.conj", Rule::Complex, 1},
    {"stop_gradient", "array.stop_gradient", Rule::Any, 1},
};

static const char *wanted(Rule rule) {
  switch (rule) {
  case Rule::Any:
  case Rule::Inexact:
    return "numbers or booleans";
  case Rule::Number:
    return "integers, floats or complex numbers";
  case Rule::Real:
    return "real numbers or booleans";
  case Rule::OrderedNumber:
    return "integers or floats";
  case Rule::Complex:
    return "complex numbers";
  case Rule::Bits:
    return "integers or booleans";
  case Rule::Integer:
    return "integers";
  }
  llvm_unreachable("all rules are handled");
}

/// The dtype that a function computes in, from the promoted one.
static Dtype computedIn(const Function &function, Dtype dtype) {
  Kind kind = kindOf(dtype);
  bool fits = true;
  switch (function.rule) {
  case Rule::Any:
    break;
  case Rule::Number:
    fits = kind != Kind::Bool;
    break;
  case Rule::Inexact:
    return inexactOf(dtype);
  case Rule::Real:
    fits = kind != Kind::Complex;
    if (fits)
      return inexactOf(dtype);
    break;
  case Rule::OrderedNumber:
    fits = kind != Kind::Complex && kind != Kind::Bool;
    break;
  case Rule::Complex:
    fits = kind == Kind::Complex;
    break;
  case Rule::Bits:
    fits = kind <= Kind::Signed;
    break;
  case Rule::Integer:
    // Two booleans are shifted as integers.
    if (kind == Kind::Bool && function.arity == 2)
      return Dtype::I32;
    fits = isInteger(dtype);
    break;
  }
  if (!fits)
    raise("TypeError", llvm::Twine(function.name) + ": expected " + wanted(function.rule) +
                           ", got dtype " + nameOf(dtype) + "; convert with astype");
  return dtype;
}

/// Reads an operand; false if it is neither a number nor array-like.
static bool parse(nb::handle object, Operand &operand) {
  if (Array *array = arrayFrom(object)) {
    operand.array = *array;
    operand.dtype = {array->dtype, array->weak};
    return true;
  }
  PyTypeObject *type = Py_TYPE(object.ptr());
  if (type == &PyFloat_Type)
    operand.dtype = {canonical(Dtype::F64), true};
  else if (type == &PyLong_Type)
    operand.dtype = {canonical(Dtype::I64), true};
  else if (type == &PyBool_Type)
    operand.dtype = {Dtype::Bool, false};
  else if (type == &PyComplex_Type)
    operand.dtype = {canonical(Dtype::C128), true};
  else {
    std::optional<Array> array = convertToArray(object);
    if (!array)
      return false;
    operand.array = std::move(*array);
    operand.dtype = {operand.array.dtype, operand.array.weak};
    return true;
  }
  operand.number = object;
  return true;
}

/// Warns of operands of different ranks, or raises.
static void refuseRankPromotion(const char *name, llvm::ArrayRef<Operand> operands) {
  std::string shapes;
  for (const Operand &each : operands)
    shapes += (shapes.empty() ? "" : ", ") +
              shapeText(each.number ? llvm::ArrayRef<int64_t>() : each.array.shape());
  std::string text = std::string(name) + ": operands could not be broadcast together with shapes " +
                     shapes + " and with the config option numpy_rank_promotion='" +
                     (Session::get().rankPromotion == 2 ? "raise" : "warn") +
                     "'; expected operands of one rank, add axes with x[:, None]";
  if (Session::get().rankPromotion == 2)
    raise("ValueError", text);
  if (PyErr_WarnEx(PyExc_UserWarning, text.c_str(), 1) < 0)
    throw nb::python_error();
}

/// The shape that all broadcast to.
static llvm::SmallVector<int64_t> broadcastShape(const char *name,
                                                 llvm::ArrayRef<Operand> operands) {
  llvm::SmallVector<int64_t> shape;
  for (const Operand &operand : operands) {
    if (operand.number)
      continue;
    llvm::ArrayRef<int64_t> other = operand.array.shape();
    if (other == llvm::ArrayRef<int64_t>(shape))
      continue;
    if (Session::get().rankPromotion && !other.empty() && !shape.empty() &&
        other.size() != shape.size())
      refuseRankPromotion(name, operands);
    if (other.size() > shape.size())
      shape.insert(shape.begin(), other.size() - shape.size(), 1);
    for (size_t i = 0; i < other.size(); ++i) {
      int64_t &size = shape[shape.size() - other.size() + i];
      if (size == 1)
        size = other[i];
      else if (other[i] != 1 && other[i] != size) {
        std::string shapes;
        for (const Operand &each : operands)
          shapes += (shapes.empty() ? "" : ", ") +
                    shapeText(each.number ? llvm::ArrayRef<int64_t>() : each.array.shape());
        raise("TypeError", llvm::Twine(name) +
                               " got incompatible shapes for broadcasting: " + shapes +
                               "; expected equal sizes or 1 along each axis, counted "
                               "from the last; reshape, or add axes with x[:, None]");
      }
    }
  }
  return shape;
}

namespace {
/// What one call computes, after promotion.
struct Call {
  const char *name;
  OperationName op;
  DictionaryAttr attributes;
  llvm::MutableArrayRef<Operand> operands;
  /// The dtype of each operand.
  llvm::SmallVector<Dtype, 3> dtypes;
  bool weak;
  uintptr_t key;
};
} // namespace

static nb::object run(Call &call) {
  llvm::SmallVector<int64_t> shape = broadcastShape(call.name, call.operands);
  auto build = [&](Trace &trace, llvm::ArrayRef<Value> values) {
    llvm::SmallVector<Value> converted;
    for (auto [value, dtype] : llvm::zip(values, call.dtypes))
      converted.push_back(convertAndBroadcast(trace.builder, value, dtype, shape));
    return buildOp(trace.builder, call.op, converted, call.attributes, call.name);
  };
  llvm::SmallVector<const Array *, 3> arrays;
  bool concretizable = true;
  for (const Operand &operand : call.operands)
    if (!operand.number) {
      arrays.push_back(&operand.array);
      concretizable &= !operand.array.isTracer() || operand.array.concretizable;
    }
  if (Trace *target = targetTrace(arrays)) {
    llvm::SmallVector<Value> values;
    for (auto [operand, dtype] : llvm::zip(call.operands, call.dtypes))
      values.push_back(operand.number
                           ? target->liftScalar(operand.number, arrayType(shape, dtype), dtype)
                           : target->lift(operand.array));
    return wrap(target->tracer(build(*target, values)[0], call.weak, concretizable));
  }
  llvm::SmallVector<Array, 3> operands;
  llvm::SmallVector<uintptr_t, 8> key = {
      call.key, reinterpret_cast<uintptr_t>(call.attributes.getAsOpaquePointer())};
  for (auto [operand, dtype] : llvm::zip(call.operands, call.dtypes)) {
    key.push_back(uintptr_t(dtype));
    if (operand.number) {
      Array scalar = allocate({}, dtype);
      storeScalar(operand.number, dtype, scalar.buffer.data());
      operands.push_back(std::move(scalar));
    } else {
      operands.push_back(std::move(operand.array));
    }
  }
  return wrap(std::move(apply(operands, build, {call.weak}, key)[0]));
}

static DictionaryAttr noAttributes() { return DictionaryAttr::get(context()); }

/// Calls a function of the table; null if an operand is not array-like.
static nb::object call(const Function &function, llvm::ArrayRef<nb::handle> arguments) {
  Operand operands[2];
  llvm::SmallVector<WeakDtype, 2> dtypes;
  for (auto [i, argument] : llvm::enumerate(arguments)) {
    if (!parse(argument, operands[i]))
      return {};
    dtypes.push_back(operands[i].dtype);
  }
  WeakDtype promoted = promote(dtypes);
  Dtype dtype = computedIn(function, promoted.dtype);
  Call c{function.name,
         OperationName(function.op, context()),
         noAttributes(),
         llvm::MutableArrayRef<Operand>(operands, arguments.size()),
         {},
         promoted.weak,
         reinterpret_cast<uintptr_t>(&function)};
  c.dtypes.assign(arguments.size(), dtype);
  return run(c);
}

[[noreturn]] static void raiseNotArrays(const char *name, llvm::ArrayRef<nb::handle> arguments) {
  for (auto [i, argument] : llvm::enumerate(arguments)) {
    Operand operand;
    if (!parse(argument, operand))
      raise("TypeError", llvm::Twine(name) + " requires ndarray or scalar arguments, got " +
                             nb::str(nb::type_name(argument.type())).c_str() + " at position " +
                             llvm::Twine(i) + "; convert it with covector.numpy.asarray");
  }
  raise("TypeError", llvm::Twine(name) + " got arguments that are not arrays");
}

static nb::object required(const Function &function, llvm::ArrayRef<nb::handle> arguments) {
  nb::object result = call(function, arguments);
  if (!result.is_valid())
    raiseNotArrays(function.name, arguments);
  return result;
}

//===----------------------------------------------------------------------===//
// Functions with types of their own
//===----------------------------------------------------------------------===//

static const char *const directionNames[] = {"equal",      "not_equal", "less",
                                             "less_equal", "greater",   "greater_equal"};

static nb::object compare(array::ComparisonDirection direction, nb::handle x, nb::handle y) {
  Operand operands[2];
  if (!parse(x, operands[0]) || !parse(y, operands[1]))
    return {};
  const char *name = directionNames[unsigned(direction)];
  WeakDtype promoted = promote({operands[0].dtype, operands[1].dtype});
  auto attribute = array::ComparisonDirectionAttr::get(context(), direction);
  Call c{name,
         OperationName("array.compare", context()),
         DictionaryAttr::get(context(),
                             {NamedAttribute(StringAttr::get(context(), "direction"), attribute)}),
         operands,
         {promoted.dtype, promoted.dtype},
         false,
         reinterpret_cast<uintptr_t>(&directionNames)};
  return run(c);
}

static nb::object select(nb::handle predicate, nb::handle x, nb::handle y) {
  Operand operands[3];
  nb::handle arguments[] = {predicate, x, y};
  for (unsigned i = 0; i < 3; ++i)
    if (!parse(arguments[i], operands[i]))
      raiseNotArrays("select", arguments);
  if (operands[0].dtype.dtype != Dtype::Bool)
    raise("TypeError", "select: expected a boolean predicate, got dtype " +
                           nameOf(operands[0].dtype.dtype) + "; compare it with 0");
  WeakDtype promoted = promote({operands[1].dtype, operands[2].dtype});
  static const char tag = 0;
  Call c{"select",
         OperationName("array.select", context()),
         noAttributes(),
         operands,
         {Dtype::Bool, promoted.dtype, promoted.dtype},
         promoted.weak,
         reinterpret_cast<uintptr_t>(&tag)};
  return run(c);
}

/// Unary functions whose result has another dtype, and those with attributes.
static nb::object unary(const char *name, const char *op, nb::handle x, Rule rule,
                        DictionaryAttr attributes, bool keepWeak) {
  Operand operand;
  if (!parse(x, operand))
    raiseNotArrays(name, {x});
  Function function{name, op, rule, 1};
  Dtype dtype = computedIn(function, operand.dtype.dtype);
  Call c{name,
         OperationName(op, context()),
         attributes,
         operand,
         {dtype},
         keepWeak && operand.dtype.weak,
         reinterpret_cast<uintptr_t>(op)};
  return run(c);
}

static nb::object integerPow(nb::handle x, int64_t exponent) {
  Builder b(context());
  return unary("integer_pow", "array.integer_pow", x, exponent < 0 ? Rule::Inexact : Rule::Number,
               b.getDictionaryAttr(b.getNamedAttr("exponent", b.getI64IntegerAttr(exponent))),
               true);
}

/// x ** y, by multiplication where y is a Python integer.
static nb::object power(nb::handle x, nb::handle y) {
  Operand base, exponent;
  if (!parse(x, base) || !parse(y, exponent))
    return {};
  static const Function pow{"power", "array.pow", Rule::Number, 2};
  if (exponent.number && PyLong_CheckExact(y.ptr()) && !base.number &&
      kindOf(base.dtype.dtype) != Kind::Bool) {
    int overflow;
    long long n = PyLong_AsLongLongAndOverflow(y.ptr(), &overflow);
    if (n < 0 && isInteger(base.dtype.dtype))
      raise("ValueError", "power: Integers cannot be raised to negative powers: got dtype " +
                              nameOf(base.dtype.dtype) + " and exponent " + llvm::Twine(n) +
                              "; convert the base with astype(float)");
    if (!overflow)
      return integerPow(x, n);
  }
  // Powers of booleans are integers.
  static const Function powOfBools{"power", "array.pow", Rule::Integer, 2};
  bool bools = base.dtype.dtype == Dtype::Bool && exponent.dtype.dtype == Dtype::Bool;
  return call(bools ? powOfBools : pow, {x, y});
}

//===----------------------------------------------------------------------===//
// Python
//===----------------------------------------------------------------------===//

static const Function *functionNamed(llvm::StringRef name) {
  for (const Function &function : functions)
    if (function.name == name)
      return &function;
  llvm_unreachable("the table has the name");
}

static nb::object orNotImplemented(nb::object result) {
  return result.is_valid() ? result : nb::borrow(Py_NotImplemented);
}

void python::bindElementwise(nb::module_ &m, nb::handle arrayClass) {
  for (const Function &entry : functions) {
    const Function *function = &entry;
    if (function->arity == 1)
      m.def(
          function->name, [function](nb::handle x) { return required(*function, {x}); },
          nb::arg("x").none());
    else
      m.def(
          function->name,
          [function](nb::handle x, nb::handle y) { return required(*function, {x, y}); },
          nb::arg("x").none(), nb::arg("y").none());
  }
  using Direction = array::ComparisonDirection;
  for (unsigned i = 0; i < 6; ++i)
    m.def(
        directionNames[i],
        [i](nb::handle x, nb::handle y) {
          nb::object result = compare(Direction(i), x, y);
          if (!result.is_valid())
            raiseNotArrays(directionNames[i], {x, y});
          return result;
        },
        nb::arg("x").none(), nb::arg("y").none());
  m.def(
      "select", [](nb::handle p, nb::handle x, nb::handle y) { return select(p, x, y); },
      nb::arg("predicate"), nb::arg("x"), nb::arg("y"));
  m.def(
      "integer_pow", [](nb::handle x, int64_t exponent) { return integerPow(x, exponent); },
      nb::arg("x"), nb::arg("exponent"));
  m.def(
      "power",
      [](nb::handle x, nb::handle y) {
        nb::object result = power(x, y);
        if (!result.is_valid())
          raiseNotArrays("power", {x, y});
        return result;
      },
      nb::arg("x").none(), nb::arg("y").none());
  m.def(
      "absolute",
      [](nb::handle x) { return unary("abs", "array.abs", x, Rule::Number, noAttributes(), true); },
      nb::arg("x"));
  m.def(
      "isfinite",
      [](nb::handle x) {
        return unary("isfinite", "array.is_finite", x, Rule::Real, noAttributes(), false);
      },
      nb::arg("x"));
  m.def(
      "real",
      [](nb::handle x) {
        return unary("real", "array.real", x, Rule::Complex, noAttributes(), false);
      },
      nb::arg("x"));
  m.def(
      "imag",
      [](nb::handle x) {
        return unary("imag", "array.imag", x, Rule::Complex, noAttributes(), false);
      },
      nb::arg("x"));
  static const Function complexFunction{"complex", "array.complex", Rule::Real, 2};
  m.def(
      "complex", [](nb::handle x, nb::handle y) { return required(complexFunction, {x, y}); },
      nb::arg("x"), nb::arg("y"));

  // Operators go straight to C++; an operand that is not array-like leaves the
  // operation to its own class.
  auto operators = [&](const char *name, const char *reflected, const char *functionName) {
    const Function *function = functionNamed(functionName);
    nb::cpp_function_def(
        [function](nb::handle x, nb::handle y) {
          return orNotImplemented(call(*function, {x, y}));
        },
        nb::scope(arrayClass), nb::name(name), nb::is_method(), nb::arg("other").none());
    nb::cpp_function_def(
        [function](nb::handle x, nb::handle y) {
          return orNotImplemented(call(*function, {y, x}));
        },
        nb::scope(arrayClass), nb::name(reflected), nb::is_method(), nb::arg("other").none());
  };
  operators("__add__", "__radd__", "add");
  operators("__sub__", "__rsub__", "subtract");
  operators("__mul__", "__rmul__", "multiply");
  operators("__truediv__", "__rtruediv__", "true_divide");
  operators("__and__", "__rand__", "bitwise_and");
  operators("__or__", "__ror__", "bitwise_or");
  operators("__xor__", "__rxor__", "bitwise_xor");
  operators("__lshift__", "__rlshift__", "left_shift");
  auto def = [&](const char *name, auto function) {
    nb::cpp_function_def(function, nb::scope(arrayClass), nb::name(name), nb::is_method(),
                         nb::arg("other").none());
  };
  def("__pow__", [](nb::handle x, nb::handle y) { return orNotImplemented(power(x, y)); });
  def("__rpow__", [](nb::handle x, nb::handle y) { return orNotImplemented(power(y, x)); });
  static const char *const comparisons[] = {"__eq__", "__ne__", "__lt__",
                                            "__le__", "__gt__", "__ge__"};
  for (unsigned i = 0; i < 6; ++i)
    def(comparisons[i],
        [i](nb::handle x, nb::handle y) { return orNotImplemented(compare(Direction(i), x, y)); });
  auto def1 = [&](const char *name, auto function) {
    nb::cpp_function_def(function, nb::scope(arrayClass), nb::name(name), nb::is_method());
  };
  const Function *negative = functionNamed("negative"), *bitwiseNot = functionNamed("bitwise_not");
  def1("__neg__", [negative](nb::handle x) { return required(*negative, {x}); });
  def1("__invert__", [bitwiseNot](nb::handle x) { return required(*bitwiseNot, {x}); });
  def1("__pos__", [](nb::handle x) { return nb::borrow(x); });
  def1("__abs__", [](nb::handle x) {
    return unary("abs", "array.abs", x, Rule::Number, noAttributes(), true);
  });
}
