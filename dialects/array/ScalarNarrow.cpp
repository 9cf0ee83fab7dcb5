//===- ScalarNarrow.cpp - numbers of 4 to 8 bits in scalar code ----------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Narrow floats are stored in a byte each and computed in f32. What is done here
// is what the package ml_dtypes does, bit for bit: rounding to nearest, ties to
// even; what is too great becomes infinity in formats that have one, NaN in those
// that have NaN, the greatest number in the others. f8E8M0FNU, which holds powers
// of two, rounds ties up (and all between its two least numbers), and takes zero and negative
// numbers to NaN.
//
//===----------------------------------------------------------------------===//

#include "dialects/array/ScalarBody.h"
#include "llvm/ADT/TypeSwitch.h"
#include <cmath>

using namespace mlir;

namespace covector::array {

namespace {
/// What the codes of a format mean.
struct Format {
  enum class Special {
    Infinities, // the greatest exponent holds infinities and NaNs
    OneNan,     // all ones are NaN
    NoMinus0,   // the code of -0 is NaN
    None,       // all codes are numbers
  };
  int mantissa, bias, bits;
  Special special;
  uint32_t greatest; // code of the greatest number
};
} // namespace

static Format formatOf(Type element) {
  using Special = Format::Special;
  return TypeSwitch<Type, Format>(element)
      .Case([](Float8E3M4Type) { return Format{4, 3, 8, Special::Infinities, 0x6f}; })
      .Case([](Float8E4M3Type) { return Format{3, 7, 8, Special::Infinities, 0x77}; })
      .Case([](Float8E5M2Type) { return Format{2, 15, 8, Special::Infinities, 0x7b}; })
      .Case([](Float8E4M3FNType) { return Format{3, 7, 8, Special::OneNan, 0x7e}; })
      .Case([](Float8E4M3B11FNUZType) { return Format{3, 11, 8, Special::NoMinus0, 0x7f}; })
      .Case([](Float8E4M3FNUZType) { return Format{3, 8, 8, Special::NoMinus0, 0x7f}; })
      .Case([](Float8E5M2FNUZType) { return Format{2, 16, 8, Special::NoMinus0, 0x7f}; })
      .Case([](Float4E2M1FNType) { return Format{1, 1, 4, Special::None, 0x7}; })
      .Case([](Float6E2M3FNType) { return Format{3, 1, 6, Special::None, 0x1f}; })
      .Case([](Float6E3M2FNType) { return Format{2, 3, 6, Special::None, 0x1f}; });
}

namespace {
/// Arithmetic on 32-bit words, as the formulas below have it.
struct Words {
  B &b;
  Type i32 = b.getI32Type(), f32 = b.getF32Type();

  Value n(uint32_t value) { return scalar::integer(b, i32, value); }
  Value bits(Value x) { return arith::BitcastOp::create(b, i32, x); }
  Value number(Value x) { return arith::BitcastOp::create(b, f32, x); }
  Value both(Value x, uint32_t y) { return arith::AndIOp::create(b, x, n(y)); }
  Value either(Value x, Value y) { return arith::OrIOp::create(b, x, y); }
  Value add(Value x, Value y) { return arith::AddIOp::create(b, x, y); }
  Value left(Value x, unsigned by) { return arith::ShLIOp::create(b, x, n(by)); }
  Value right(Value x, unsigned by) { return arith::ShRUIOp::create(b, x, n(by)); }
  Value less(Value x, uint32_t y) { return compare(arith::CmpIPredicate::ult, x, y); }
  Value greater(Value x, uint32_t y) { return compare(arith::CmpIPredicate::ugt, x, y); }
  Value equal(Value x, uint32_t y) { return compare(arith::CmpIPredicate::eq, x, y); }
  Value choose(Value p, Value x, Value y) { return arith::SelectOp::create(b, p, x, y); }

private:
  Value compare(arith::CmpIPredicate predicate, Value x, uint32_t y) {
    return arith::CmpIOp::create(b, predicate, x, n(y));
  }
};
} // namespace

static constexpr uint32_t infinityBits = 0x7f800000, quietBits = 0x7fc00000;

/// A power of two for every code but the last.
static Value fromE8M0(Words w, Value code) {
  Value bits = w.left(code, 23);
  bits = w.choose(w.equal(code, 0), w.n(0x00400000), bits);
  return w.number(w.choose(w.equal(code, 255), w.n(quietBits), bits));
}

static Value toE8M0(Words w, Value x) {
  Value bits = w.bits(x);
  Value code = w.right(w.add(bits, w.n(0x00400000)), 23);
  code = w.choose(w.less(bits, 0x00400001), w.n(0), code);
  // Zero, and with the sign bit all that is negative, are beyond.
  Value isNumber = w.less(arith::SubIOp::create(w.b, bits, w.n(1)), infinityBits - 1);
  return w.choose(isNumber, code, w.n(255));
}

Value scalar::widenNarrow(B &b, Type element, Value stored) {
  Words w{b};
  Value code = arith::ExtUIOp::create(b, w.i32, stored);
  if (isa<Float8E8M0FNUType>(element))
    return fromE8M0(w, code);
  Format format = formatOf(element);
  unsigned signShift = 32 - format.bits;
  Value sign = w.both(w.left(code, signShift), 0x80000000);
  Value size = w.both(code, (1u << (format.bits - 1)) - 1);
  // As the bits of an f32 the number is too small by a power of two, also where
  // it is subnormal: the product is exact.
  Value shifted = w.left(size, 23 - format.mantissa);
  Value scale = number(b, w.f32, std::ldexp(1.0, 127 - format.bias));
  Value bits = w.bits(arith::MulFOp::create(b, w.number(shifted), scale));
  switch (format.special) {
  case Format::Special::Infinities:
    // NaNs keep what distinguishes them.
    bits = w.choose(w.greater(size, format.greatest), w.either(shifted, w.n(infinityBits)), bits);
    break;
  case Format::Special::OneNan:
    bits = w.choose(w.greater(size, format.greatest), w.n(quietBits), bits);
    break;
  case Format::Special::NoMinus0:
    bits = w.choose(w.equal(code, 0x80), w.n(quietBits), bits);
    break;
  case Format::Special::None:
    break;
  }
  return w.number(w.either(bits, sign));
}

Value scalar::roundToNarrow(B &b, Type element, Value x) {
  Words w{b};
  auto stored = [&](Value code) { return arith::TruncIOp::create(b, b.getI8Type(), code); };
  if (isa<Float8E8M0FNUType>(element))
    return stored(toE8M0(w, x));
  Format format = formatOf(element);
  unsigned cut = 23 - format.mantissa;
  Value bits = w.bits(x), size = w.both(bits, 0x7fffffff);
  Value sign = w.both(w.right(bits, 32 - format.bits), 1u << (format.bits - 1));
  // Normal numbers: half a unit, less the least bit where the last kept one is 0.
  Value odd = w.both(w.right(size, cut), 1);
  Value sum = w.add(w.add(size, w.n((1u << (cut - 1)) - 1)), odd);
  Value normal = w.right(w.add(sum, w.n(uint32_t(format.bias - 127) << 23)), cut);
  // Subnormal ones: adding a number whose last bit is their unit rounds to it.
  double unit = std::ldexp(1.0, 1 - format.bias - format.mantissa + 23);
  Value magic = number(b, w.f32, unit);
  Value small = w.bits(arith::AddFOp::create(b, w.number(size), magic));
  small = arith::SubIOp::create(b, small, w.bits(magic));
  uint32_t leastNormal = uint32_t(128 - format.bias) << 23;
  Value code = w.choose(w.less(size, leastNormal), small, normal);
  uint32_t overflow = 0;
  switch (format.special) {
  case Format::Special::Infinities:
    overflow = format.greatest + 1;
    break;
  case Format::Special::OneNan:
    overflow = format.greatest + 1;
    break;
  case Format::Special::NoMinus0:
    overflow = 0x80;
    break;
  case Format::Special::None:
    overflow = format.greatest;
    break;
  }
  code = w.choose(w.greater(code, format.greatest), w.n(overflow), code);
  Value isNan = w.greater(size, infinityBits);
  switch (format.special) {
  case Format::Special::Infinities: {
    Value payload = w.both(w.right(size, cut), (1u << format.mantissa) - 1);
    Value quiet = w.n(1u << (format.mantissa - 1));
    payload = w.choose(w.equal(payload, 0), quiet, payload);
    code = w.choose(isNan, w.add(payload, w.n(overflow)), code);
    break;
  }
  case Format::Special::OneNan:
    code = w.choose(isNan, w.n(overflow), code);
    break;
  case Format::Special::NoMinus0:
    code = w.choose(isNan, w.n(0x80), code);
    // Zero and NaN have no sign.
    sign = w.choose(w.equal(w.both(code, 0x7f), 0), w.n(0), sign);
    break;
  case Format::Special::None:
    // NaN becomes the zero of the other sign.
    code = w.choose(isNan, w.n(1u << (format.bits - 1)), code);
    return stored(arith::XOrIOp::create(b, code, sign));
  }
  return stored(w.either(code, sign));
}

Value scalar::roundToOdd(B &b, Value x) {
  Words w{b};
  Value y = arith::TruncFOp::create(b, w.f32, x);
  Value back = arith::ExtFOp::create(b, x.getType(), y);
  Value bits = w.bits(y);
  Value isAbove = arith::CmpFOp::create(b, arith::CmpFPredicate::OGT, math::AbsFOp::create(b, back),
                                        math::AbsFOp::create(b, x));
  // Towards zero, and then the last bit set: also from infinity, which only what
  // is far beyond the target's range gives.
  Value down = arith::SubIOp::create(b, bits, arith::ExtUIOp::create(b, w.i32, isAbove));
  Value odd = w.either(down, w.n(1));
  Value isInexact = arith::CmpFOp::create(b, arith::CmpFPredicate::ONE, back, x);
  return w.number(w.choose(isInexact, odd, bits));
}

} // namespace covector::array
