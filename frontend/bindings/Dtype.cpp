//===- Dtype.cpp - element types of arrays and their promotion -----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Dtype.h"
#include "frontend/bindings/Errors.h"
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
  unsigned bits;
};
} // namespace

static constexpr DtypeRecord records[numDtypes] = {
    {"bool", Kind::Bool, 1, 1},
    {"uint8", Kind::Unsigned, 1, 8},
    {"uint16", Kind::Unsigned, 2, 16},
    {"uint32", Kind::Unsigned, 4, 32},
    {"uint64", Kind::Unsigned, 8, 64},
    {"int8", Kind::Signed, 1, 8},
    {"int16", Kind::Signed, 2, 16},
    {"int32", Kind::Signed, 4, 32},
    {"int64", Kind::Signed, 8, 64},
    {"bfloat16", Kind::Float, 2, 16},
    {"float16", Kind::Float, 2, 16},
    {"float32", Kind::Float, 4, 32},
    {"float64", Kind::Float, 8, 64},
    {"complex64", Kind::Complex, 8, 64},
    {"complex128", Kind::Complex, 16, 128},
    {"uint2", Kind::Unsigned, 1, 2},
    {"uint4", Kind::Unsigned, 1, 4},
    {"int2", Kind::Signed, 1, 2},
    {"int4", Kind::Signed, 1, 4},
    {"float4_e2m1fn", Kind::Float, 1, 4},
    {"float6_e2m3fn", Kind::Float, 1, 6},
    {"float6_e3m2fn", Kind::Float, 1, 6},
    {"float8_e3m4", Kind::Float, 1, 8},
    {"float8_e4m3", Kind::Float, 1, 8},
    {"float8_e4m3b11fnuz", Kind::Float, 1, 8},
    {"float8_e4m3fn", Kind::Float, 1, 8},
    {"float8_e4m3fnuz", Kind::Float, 1, 8},
    {"float8_e5m2", Kind::Float, 1, 8},
    {"float8_e5m2fnuz", Kind::Float, 1, 8},
    {"float8_e8m0fnu", Kind::Float, 1, 8},
};

Kind python::kindOf(Dtype dtype) { return records[unsigned(dtype)].kind; }
int64_t python::itemSize(Dtype dtype) { return records[unsigned(dtype)].size; }
unsigned python::bitWidth(Dtype dtype) { return records[unsigned(dtype)].bits; }
llvm::StringRef python::nameOf(Dtype dtype) { return records[unsigned(dtype)].name; }

static FloatType floatType(Dtype dtype, MLIRContext *context) {
  switch (dtype) {
  case Dtype::BF16:
    return BFloat16Type::get(context);
  case Dtype::F16:
    return Float16Type::get(context);
  case Dtype::F32:
    return Float32Type::get(context);
  case Dtype::F4E2M1FN:
    return Float4E2M1FNType::get(context);
  case Dtype::F6E2M3FN:
    return Float6E2M3FNType::get(context);
  case Dtype::F6E3M2FN:
    return Float6E3M2FNType::get(context);
  case Dtype::F8E3M4:
    return Float8E3M4Type::get(context);
  case Dtype::F8E4M3:
    return Float8E4M3Type::get(context);
  case Dtype::F8E4M3B11FNUZ:
    return Float8E4M3B11FNUZType::get(context);
  case Dtype::F8E4M3FN:
    return Float8E4M3FNType::get(context);
  case Dtype::F8E4M3FNUZ:
    return Float8E4M3FNUZType::get(context);
  case Dtype::F8E5M2:
    return Float8E5M2Type::get(context);
  case Dtype::F8E5M2FNUZ:
    return Float8E5M2FNUZType::get(context);
  case Dtype::F8E8M0FNU:
    return Float8E8M0FNUType::get(context);
  default:
    return Float64Type::get(context);
  }
}

const llvm::fltSemantics &python::formatOf(Dtype dtype) {
  return llvm::cast<FloatType>(Session::get().elementType(dtype)).getFloatSemantics();
}

Type python::mlirElementType(Dtype dtype, MLIRContext *context) {
  Builder b(context);
  switch (kindOf(dtype)) {
  case Kind::Bool:
    return b.getI1Type();
  case Kind::Unsigned:
    return IntegerType::get(context, bitWidth(dtype), IntegerType::Unsigned);
  case Kind::Signed:
    return b.getIntegerType(bitWidth(dtype));
  case Kind::Float:
    return floatType(dtype, context);
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

Dtype python::inexactOf(Dtype dtype) {
  if (isInexact(dtype))
    return dtype;
  return canonical(itemSize(dtype) == 8 ? Dtype::F64 : Dtype::F32);
}

//===----------------------------------------------------------------------===//
// Promotion
//===----------------------------------------------------------------------===//

namespace {
/// Nodes of the lattice: the dtypes, then the three of Python scalars.
enum Node : uint8_t { WeakInt = numDtypes, WeakFloat, WeakComplex, numNodes };

/// The lattice as the set of nodes at or above each node.
struct Lattice {
  uint64_t above[numNodes] = {};
  explicit Lattice(bool strict) {
    auto edge = [&](unsigned from, llvm::ArrayRef<unsigned> to) {
      above[from] |= uint64_t(1) << from;
      for (unsigned node : to)
        above[from] |= above[node];
    };
    auto of = [](Dtype dtype) { return unsigned(dtype); };
    auto ofKinds = [](llvm::ArrayRef<Kind> kinds, bool narrowOnly) {
      llvm::SmallVector<unsigned> found;
      for (unsigned i = 0; i < numDtypes; ++i)
        if (llvm::is_contained(kinds, kindOf(Dtype(i))) && (isNarrow(Dtype(i)) || !narrowOnly))
          found.push_back(i);
      return found;
    };
    if (strict) {
      // Python scalars give way, and nothing else does.
      for (unsigned i = 0; i < numDtypes; ++i)
        edge(i, {});
      edge(WeakComplex, ofKinds({Kind::Complex}, false));
      edge(WeakFloat, ofKinds({Kind::Float}, false));
      edge(WeakFloat, {WeakComplex});
      edge(WeakInt, ofKinds({Kind::Signed, Kind::Unsigned}, false));
      edge(WeakInt, {WeakFloat});
      return;
    }
    for (unsigned narrow : ofKinds({Kind::Signed, Kind::Unsigned, Kind::Float}, true))
      edge(narrow, {});
    edge(of(Dtype::C128), {});
    edge(of(Dtype::C64), {of(Dtype::C128)});
    edge(WeakComplex, {of(Dtype::C64)});
    edge(of(Dtype::F64), {of(Dtype::C128)});
    edge(of(Dtype::F32), {of(Dtype::F64), of(Dtype::C64)});
    edge(of(Dtype::F16), {of(Dtype::F32)});
    edge(of(Dtype::BF16), {of(Dtype::F32)});
    edge(WeakFloat, {of(Dtype::BF16), of(Dtype::F16), WeakComplex});
    edge(WeakFloat, ofKinds({Kind::Float}, true));
    edge(of(Dtype::I64), {WeakFloat});
    edge(of(Dtype::I32), {of(Dtype::I64)});
    edge(of(Dtype::I16), {of(Dtype::I32)});
    edge(of(Dtype::I8), {of(Dtype::I16)});
    edge(of(Dtype::U64), {WeakFloat});
    edge(of(Dtype::U32), {of(Dtype::U64), of(Dtype::I64)});
    edge(of(Dtype::U16), {of(Dtype::U32), of(Dtype::I32)});
    edge(of(Dtype::U8), {of(Dtype::U16), of(Dtype::I16)});
    edge(WeakInt, {of(Dtype::I8), of(Dtype::U8)});
    edge(WeakInt, ofKinds({Kind::Signed, Kind::Unsigned}, true));
    edge(of(Dtype::Bool), {WeakInt});
  }
  /// The least node above both, or `numNodes` if there is none.
  unsigned join(unsigned x, unsigned y) const {
    uint64_t common = above[x] & above[y];
    for (unsigned node = 0; node < numNodes; ++node)
      if ((common >> node & 1) && above[node] == common)
        return node;
    return numNodes;
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

[[noreturn]] static void raiseNoPromotion(llvm::ArrayRef<WeakDtype> dtypes, bool strict) {
  std::string names;
  bool narrow = false;
  for (WeakDtype dtype : dtypes) {
    llvm::StringRef weak = !dtype.weak                            ? ""
                           : kindOf(dtype.dtype) == Kind::Float   ? "weak float: "
                           : kindOf(dtype.dtype) == Kind::Complex ? "weak complex: "
                                                                  : "weak int: ";
    names += (names.empty() ? "" : ", ") + (weak + nameOf(dtype.dtype)).str();
    narrow |= isNarrow(dtype.dtype);
  }
  raise(
      "TypePromotionError",
      llvm::Twine("Input dtypes (") + names + ") have no available implicit dtype promotion path" +
          (strict
               ? " when jax_numpy_dtype_promotion=strict; convert them explicitly with astype, or "
                 "set jax_numpy_dtype_promotion=standard"
           : narrow
               ? ": dtypes of less than 8 bits and floats of 8 bits are not promoted implicitly; "
                 "convert explicitly with astype, for instance x.astype('float32')"
               : "; convert one explicitly with astype"));
}

WeakDtype python::promote(llvm::ArrayRef<WeakDtype> dtypes) {
  static const Lattice standard(false), strictLattice(true);
  bool strict = Session::get().strictPromotion;
  const Lattice &lattice = strict ? strictLattice : standard;
  bool allWeak = true, anyWeak = false;
  for (WeakDtype dtype : dtypes) {
    allWeak &= dtype.weak;
    anyWeak |= dtype.weak;
  }
  if (dtypes.size() == 1)
    return {canonical(dtypes[0].dtype), dtypes[0].weak && dtypes[0].dtype != Dtype::Bool};
  // Weak operands alone keep their own dtypes; beside others they are starred.
  bool starred = anyWeak && (!allWeak || strict);
  unsigned node = nodeOf(dtypes[0], starred);
  for (WeakDtype dtype : dtypes.drop_front()) {
    if (dtype.dtype == dtypes[0].dtype && !allWeak && node == unsigned(dtype.dtype))
      continue;
    node = lattice.join(node, nodeOf(dtype, starred));
    if (node == numNodes)
      raiseNoPromotion(dtypes, strict);
  }
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
    object = (isExtended(dtype)
                  ? make(nb::module_::import_("ml_dtypes").attr(nameOf(dtype).str().c_str()))
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
