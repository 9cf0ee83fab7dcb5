//===- Interop.cpp - arrays shared with other libraries ------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/bindings/Interop.h"
#include "frontend/bindings/Array.h"
#include "frontend/bindings/Errors.h"
#include "runtime/KernelAbi.h"
#include <cstring>
#include <nanobind/ndarray.h>

using namespace covector;
using namespace covector::python;
namespace nb = nanobind;

static nb::dlpack::dtype dlpackDtype(Dtype dtype) {
  using Code = nb::dlpack::dtype_code;
  Code code = Code::Float;
  switch (kindOf(dtype)) {
  case Kind::Bool:
    code = Code::Bool;
    break;
  case Kind::Unsigned:
    code = Code::UInt;
    break;
  case Kind::Signed:
    code = Code::Int;
    break;
  case Kind::Float:
    code = dtype == Dtype::BF16 ? Code::Bfloat : Code::Float;
    // The codes of DLPack 1.1, in the order of the dtypes.
    if (isNarrow(dtype))
      return {dtype == Dtype::F4E2M1FN   ? uint8_t(17)
              : dtype == Dtype::F6E2M3FN ? uint8_t(15)
              : dtype == Dtype::F6E3M2FN ? uint8_t(16)
                                         : uint8_t(7 + unsigned(dtype) - unsigned(Dtype::F8E3M4)),
              uint8_t(bitWidth(dtype)), 1};
    break;
  case Kind::Complex:
    code = Code::Complex;
    break;
  }
  return {uint8_t(code), uint8_t(dtype == Dtype::Bool ? 8 : bitWidth(dtype)), 1};
}

static std::optional<Dtype> dtypeOfDlpack(nb::dlpack::dtype dtype) {
  for (unsigned i = 0; i < numDtypes; ++i)
    if (dlpackDtype(Dtype(i)) == dtype)
      return Dtype(i);
  return std::nullopt;
}

static nb::ndarray<> toDlpack(const Array &array) {
  Array value = concreteArray(array, "TracerArrayConversionError", "__dlpack__");
  if (bitWidth(value.dtype) < 8 && value.dtype != Dtype::Bool)
    raise("TypeError", llvm::Twine("__dlpack__: ") + nameOf(value.dtype) +
                           " arrays have a byte for every element, which DLPack does not say of a "
                           "dtype of less than 8 bits; convert with astype first");
  auto *held = new runtime::Buffer(value.buffer);
  nb::capsule owner(held, [](void *p) noexcept { delete static_cast<runtime::Buffer *>(p); });
  llvm::SmallVector<size_t> shape(value.shape().begin(), value.shape().end());
  return nb::ndarray<>(value.buffer.data(), shape.size(), shape.data(), owner, nullptr,
                       dlpackDtype(value.dtype), nb::device::cpu::value);
}

static nb::object fromDlpack(nb::ndarray<nb::ro, nb::c_contig, nb::device::cpu> source, bool copy) {
  std::optional<Dtype> dtype = dtypeOfDlpack(source.dtype());
  if (!dtype)
    raise("TypeError", "from_dlpack: expected a dtype of arrays (bool, integers, floats, complex "
                       "numbers), got one that arrays do not have; convert it first");
  llvm::SmallVector<int64_t> shape;
  for (size_t i = 0; i < source.ndim(); ++i)
    shape.push_back(source.shape(i));
  bool aligned = reinterpret_cast<uintptr_t>(source.data()) % bufferAlignment == 0;
  if (copy || !aligned) {
    Array array = allocate(shape, *dtype);
    std::memcpy(array.buffer.data(), source.data(), array.bytes());
    return wrap(std::move(array));
  }
  Array array;
  array.type = arrayType(shape, *dtype);
  array.dtype = *dtype;
  auto *held = new nb::ndarray<nb::ro, nb::c_contig, nb::device::cpu>(source);
  array.buffer = runtime::Buffer::external(
      const_cast<void *>(source.data()), array.bytes(),
      [](void *, void *context) {
        nb::gil_scoped_acquire acquire;
        delete static_cast<nb::ndarray<nb::ro, nb::c_contig, nb::device::cpu> *>(context);
      },
      held);
  return wrap(std::move(array));
}

void python::bindInterop(nb::module_ &m) {
  m.def("to_dlpack", &toDlpack, nb::arg("x"), "A DLPack capsule that shares the array's memory.");
  m.def("from_dlpack", &fromDlpack, nb::arg("source"), nb::arg("copy") = false,
        "An array on the memory of a DLPack exporter; copied if it is not aligned to 64 bytes.");
}
