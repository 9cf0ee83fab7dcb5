//===- SortingKeys.h - elements as integers in their order ------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Note [Keys]
// Every element has a key, an unsigned integer of its width, so that the order of
// keys is that of elements: false before true, NaN after all numbers, zeros equal.
// The exact key tells zeros of different sign and different NaN apart, too (the
// total order of IEEE 754), and so can be turned back into the element.
// Several keys, or a key and a position, that lie one after the other in a wider
// integer are ordered as a tuple: what is stable, or has several keys, is one sort
// of integers that are all different.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_RUNTIME_CPU_SORTINGKEYS_H
#define COVECTOR_RUNTIME_CPU_SORTINGKEYS_H

#include "runtime/cpu/Sorting.h"
#include <cstring>

namespace covector::runtime::sorting {

using Wide = unsigned __int128;

template <typename U> constexpr U signBit = U(U(1) << (sizeof(U) * 8 - 1));

template <typename U> U load(const char *address) {
  U bits;
  std::memcpy(&bits, address, sizeof bits);
  return bits;
}

template <typename U> struct UnsignedElement {
  using Bits = U;
  using Key = U;
  static bool isPlain(U) { return true; }
  static Key exact(U bits) { return bits; }
  static U bitsOf(Key key) { return key; }
  static Key key(const char *address) { return load<U>(address); }
  static Key exactKey(const char *address) { return load<U>(address); }
};

template <typename U> struct SignedElement {
  using Bits = U;
  using Key = U;
  static bool isPlain(U) { return true; }
  static Key exact(U bits) { return U(bits ^ signBit<U>); }
  static U bitsOf(Key key) { return U(key ^ signBit<U>); }
  static Key key(const char *address) { return exact(load<U>(address)); }
  static Key exactKey(const char *address) { return key(address); }
};

/// A float with the bits `infinity` for infinity.
template <typename U, U infinity> struct FloatElement {
  using Bits = U;
  using Key = U;
  static bool isNan(U bits) { return U(bits & U(~signBit<U>)) > infinity; }
  static bool isFinite(U bits) { return U(bits & U(~signBit<U>)) < infinity; }
  /// Whether the order of exact keys is that of keys.
  static bool isPlain(U bits) { return !isNan(bits) && bits != signBit<U>; }
  static bool isZero(U bits) { return U(bits & U(~signBit<U>)) == 0; }
  static Key exact(U bits) { return bits & signBit<U> ? U(~bits) : U(bits | signBit<U>); }
  static U bitsOf(Key key) { return key & signBit<U> ? U(key & U(~signBit<U>)) : U(~key); }
  static Key order(U bits) {
    Key key = isZero(bits) ? signBit<U> : exact(bits);
    return isNan(bits) ? U(~U(0)) : key;
  }
  static Key key(const char *address) { return order(load<U>(address)); }
  static Key exactKey(const char *address) { return exact(load<U>(address)); }
};
using Half = FloatElement<uint16_t, 0x7c00>;
using Bfloat = FloatElement<uint16_t, 0x7f80>;
using Float = FloatElement<uint32_t, 0x7f800000>;
using Double = FloatElement<uint64_t, 0x7ff0000000000000>;

/// The real part before the imaginary one.
template <typename Part, typename Both> struct ComplexElement {
  using Key = Both;
  static Key key(const char *address) {
    constexpr unsigned size = sizeof(typename Part::Bits);
    return Key(Part::key(address)) << (size * 8) | Part::key(address + size);
  }
};

/// Calls `visit` with an element of the class for `type`.
template <typename Visit> void visitReal(int64_t type, Visit &&visit) {
  auto kind = static_cast<ElementKind>(type >> 8);
  int64_t bytes = type & 255;
  bool isSigned = kind == ElementKind::Signed;
  if (kind == ElementKind::Float)
    return bytes == 2 ? visit(Half()) : bytes == 4 ? visit(Float()) : visit(Double());
  if (kind == ElementKind::Bfloat)
    return visit(Bfloat());
  switch (bytes) {
  case 1:
    return isSigned ? visit(SignedElement<uint8_t>()) : visit(UnsignedElement<uint8_t>());
  case 2:
    return isSigned ? visit(SignedElement<uint16_t>()) : visit(UnsignedElement<uint16_t>());
  case 4:
    return isSigned ? visit(SignedElement<uint32_t>()) : visit(UnsignedElement<uint32_t>());
  default:
    return isSigned ? visit(SignedElement<uint64_t>()) : visit(UnsignedElement<uint64_t>());
  }
}

inline bool isComplex(int64_t type) {
  return static_cast<ElementKind>(type >> 8) == ElementKind::Complex;
}
inline int64_t bytesOf(int64_t type) { return type & 255; }

} // namespace covector::runtime::sorting

#endif // COVECTOR_RUNTIME_CPU_SORTINGKEYS_H
