//===- Dtype.cpp - element types of arrays and their promotion -----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Dtype.h"
#include "frontend/bindings/Session.h"
#include "mlir/IR/BuiltinTypes.h"
#include "llvm/ADT/DenseMap.h"

using namespace mlir;
using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

namespace {
struct DtypeRecord {
  const char *name;
  Kind kind;
  int64_t size;
};
} // namespace

static constexpr DtypeRecord records[numDtypes] = {
    {"bool", Kind::Bool, 1},           {"uint8", Kind::Unsigned, 1},
    {"uint16", Kind::Unsigned, 2},     {"uint32", Kind::Unsigned, 4},
    {"uint64", Kind::Unsigned, 8},     {"int8", Kind::Signed, 1},
    {"int16", Kind::Signed, 2},        {"int32", Kind::Signed, 4},
    {"int64", Kind::Signed, 8},        {"bfloat16", Kind::Float, 2},
    {"float16", Kind::Float, 2},       {"float32", Kind::Float, 4},
    {"float64", Kind::Float, 8},       {"complex64", Kind::Complex, 8},
    {"complex128", Kind::Complex, 16},
};

Kind python::kindOf(Dtype dtype) { return records[unsigned(dtype)].kind; }
int64_t python::itemSize(Dtype dtype) { return records[unsigned(dtype)].size; }
llvm::StringRef python::nameOf(Dtype dtype) { return records[unsigned(dtype)].name; }

Type python::mlirElementType(Dtype dtype, MLIRContext *context) {
  Builder b(context);
  switch (kindOf(dtype)) {
  case Kind::Bool:
    return b.getI1Type();
  case Kind::Unsigned:
    return IntegerType::get(context, itemSize(dtype) * 8, IntegerType::Unsigned);
  case Kind::Signed:
    return b.getIntegerType(itemSize(dtype) * 8);
  case Kind::Float:
    return dtype == Dtype::BF16  ? Type(b.getBF16Type())
           : dtype == Dtype::F16 ? Type(b.getF16Type())
           : dtype == Dtype::F32 ? Type(b.getF32Type())
                                 : Type(b.getF64Type());
  case Kind::Complex:
    return ComplexType::get(dtype == Dtype::C64 ? Type(b.getF32Type()) : Type(b.getF64Type()));
  }
  llvm_unreachable("all kinds are handled");
}

std::optional<Dtype> python::dtypeOf(Type element) {
  for (unsigned i = 0; i < numDtypes; ++i)
    if (Session::get().elementType(Dtype(i)) == element)
      return Dtype(i);
  return std::nullopt;
}

Dtype python::canonical(Dtype dtype) {
  if (Session::get().x64)
    return dtype;
  switch (dtype) {
  case Dtype::I64:
    return Dtype::I32;
  case Dtype::U64:
    return Dtype::U32;
  case Dtype::F64:
    return Dtype::F32;
  case Dtype::C128:
    return Dtype::C64;
  default:
    return dtype;
  }
}

Dtype python::inexactOf(Dtype dtype) { return isInexact(dtype) ? dtype : canonical(Dtype::F64); }

//===----------------------------------------------------------------------===//
// Promotion
//===----------------------------------------------------------------------===//

namespace {
/// Nodes of the lattice: the dtypes, then the three of Python scalars.
enum Node : uint8_t { WeakInt = numDtypes, WeakFloat, WeakComplex, numNodes };

/// The lattice as the set of nodes at or above each node.
struct Lattice {
  uint32_t above[numNodes] = {};
  Lattice() {
    auto edge = [&](unsigned from, std::initializer_list<unsigned> to) {
      above[from] |= 1u << from;
      for (unsigned node : to)
        above[from] |= above[node];
    };
    auto of = [](Dtype dtype) { return unsigned(dtype); };
    edge(of(Dtype::C128), {});
    edge(of(Dtype::C64), {of(Dtype::C128)});
    edge(WeakComplex, {of(Dtype::C64)});
    edge(of(Dtype::F64), {of(Dtype::C128)});
    edge(of(Dtype::F32), {of(Dtype::F64), of(Dtype::C64)});
    edge(of(Dtype::F16), {of(Dtype::F32)});
    edge(of(Dtype::BF16), {of(Dtype::F32)});
    edge(WeakFloat, {of(Dtype::BF16), of(Dtype::F16), WeakComplex});
    edge(of(Dtype::I64), {WeakFloat});
    edge(of(Dtype::I32), {of(Dtype::I64)});
    edge(of(Dtype::I16), {of(Dtype::I32)});
    edge(of(Dtype::I8), {of(Dtype::I16)});
    edge(of(Dtype::U64), {WeakFloat});
    edge(of(Dtype::U32), {of(Dtype::U64), of(Dtype::I64)});
    edge(of(Dtype::U16), {of(Dtype::U32), of(Dtype::I32)});
    edge(of(Dtype::U8), {of(Dtype::U16), of(Dtype::I16)});
    edge(WeakInt, {of(Dtype::I8), of(Dtype::U8)});
    edge(of(Dtype::Bool), {WeakInt});
  }
  /// The least node above both.
  unsigned join(unsigned x, unsigned y) const {
    uint32_t common = above[x] & above[y];
    for (unsigned node = 0; node < numNodes; ++node)
      if ((common >> node & 1) && above[node] == common)
        return node;
    llvm_unreachable("the lattice has a greatest element");
  }
};
} // namespace

static unsigned nodeOf(WeakDtype dtype, bool starred) {
  if (dtype.weak && starred) {
    if (isInteger(dtype.dtype))
      return WeakInt;
    if (kindOf(dtype.dtype) == Kind::Float)
      return WeakFloat;
    if (kindOf(dtype.dtype) == Kind::Complex)
      return WeakComplex;
  }
  return unsigned(dtype.dtype);
}

WeakDtype python::promote(llvm::ArrayRef<WeakDtype> dtypes) {
  static const Lattice lattice;
  bool allWeak = true, anyWeak = false;
  for (WeakDtype dtype : dtypes) {
    allWeak &= dtype.weak;
    anyWeak |= dtype.weak;
  }
  // Weak operands alone keep their own dtypes; beside others they are starred.
  bool starred = anyWeak && !allWeak;
  unsigned node = nodeOf(dtypes[0], starred);
  for (WeakDtype dtype : dtypes.drop_front())
    node = lattice.join(node, nodeOf(dtype, starred));
  switch (node) {
  case WeakInt:
    return {canonical(Dtype::I64), true};
  case WeakFloat:
    return {canonical(Dtype::F64), true};
  case WeakComplex:
    return {canonical(Dtype::C128), true};
  }
  return {canonical(Dtype(node)), allWeak && Dtype(node) != Dtype::Bool};
}

//===----------------------------------------------------------------------===//
// NumPy
//===----------------------------------------------------------------------===//

nb::handle python::numpyDtype(Dtype dtype) {
  static PyObject *objects[numDtypes] = {};
  PyObject *&object = objects[unsigned(dtype)];
  if (!object) {
    nb::object make = nb::module_::import_("numpy").attr("dtype");
    object = (dtype == Dtype::BF16 ? make(nb::module_::import_("ml_dtypes").attr("bfloat16"))
                                   : make(nameOf(dtype).str()))
                 .release()
                 .ptr();
  }
  return object;
}

std::optional<Dtype> python::dtypeFromPython(nb::handle object) {
  static llvm::DenseMap<PyObject *, Dtype> *known = new llvm::DenseMap<PyObject *, Dtype>();
  auto found = known->find(object.ptr());
  if (found != known->end())
    return found->second;
  nb::object dtype;
  if (object.ptr() == (PyObject *)&PyBool_Type)
    return Dtype::Bool;
  if (object.ptr() == (PyObject *)&PyLong_Type)
    return Dtype::I64;
  if (object.ptr() == (PyObject *)&PyFloat_Type)
    return Dtype::F64;
  if (object.ptr() == (PyObject *)&PyComplex_Type)
    return Dtype::C128;
  try {
    dtype = nb::module_::import_("numpy").attr("dtype")(object);
  } catch (nb::python_error &) {
    return std::nullopt;
  }
  for (unsigned i = 0; i < numDtypes; ++i)
    if (dtype.equal(numpyDtype(Dtype(i)))) {
      // dtype objects and scalar types live on; strings may not.
      if (PyType_Check(object.ptr()) || object.is(dtype)) {
        known->try_emplace(object.ptr(), Dtype(i));
        object.inc_ref();
      }
      return Dtype(i);
    }
  return std::nullopt;
}
