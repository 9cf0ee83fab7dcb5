//===- ScalarBody.h - scalar code of elementwise operations -----*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The functions used in the scalar bodies of the records. Values are in the
// convention of ScalarBodyOpInterface; `t` is the array element type, which
// tells unsigned from signed integers.
//
// Note [Half-precision scalars]
// An element of type f16, bf16 or a narrower float is an f32 in scalar code. Who
// builds the body widens the operands to `computeType` before it, and rounds each
// result whose array element is of such a type to that type after it, for every
// operation: also where the next one widens it again. So `convert` to bf16 gives
// the f32 that is to be rounded (of an f64, one that rounds to the same). `bitcast`
// and others that need the bits themselves round to the element type, which is
// exact, work on its bits, and widen again.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_ARRAY_SCALARBODY_H
#define COVECTOR_DIALECTS_ARRAY_SCALARBODY_H

#include "dialects/array/Array.h"
#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/Complex/IR/Complex.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace covector::array {

using B = mlir::ImplicitLocOpBuilder;

/// Runs a record's body text; an empty result is reported as unsupported.
mlir::LogicalResult scalarBody(mlir::Operation *op, B &b, mlir::ValueRange operands,
                               llvm::SmallVectorImpl<mlir::Value> &results,
                               llvm::function_ref<mlir::Value(llvm::ArrayRef<mlir::Value>)> body);

/// The type in which scalar bodies compute an array element type: signless
/// integers, f32 for f16, bf16 and narrower floats (see Note [Half-precision scalars]).
mlir::Type computeType(mlir::Type element);

namespace scalar {

/// A constant of a scalar type, or of the complex type with imaginary part 0.
mlir::Value number(B &b, mlir::Type type, double value);
/// An integer constant, cut to the type's width.
mlir::Value integer(B &b, mlir::Type type, uint64_t value);
mlir::Value neg(B &b, mlir::Value x);
mlir::Value abs(B &b, mlir::Type t, mlir::Value x);
mlir::Value sign(B &b, mlir::Type t, mlir::Value x);
mlir::Value add(B &b, mlir::Value x, mlir::Value y);
mlir::Value sub(B &b, mlir::Value x, mlir::Value y);
mlir::Value mul(B &b, mlir::Value x, mlir::Value y);
/// 0 where `x` is.
mlir::Value maskedMul(B &b, mlir::Value x, mlir::Value y);
/// Integers by zero: all ones; the least signed integer by -1: itself.
mlir::Value div(B &b, mlir::Type t, mlir::Value x, mlir::Value y);
/// Integers by zero: the dividend.
mlir::Value rem(B &b, mlir::Type t, mlir::Value x, mlir::Value y);
/// NaN if either is.
mlir::Value max(B &b, mlir::Type t, mlir::Value x, mlir::Value y);
mlir::Value min(B &b, mlir::Type t, mlir::Value x, mlir::Value y);
mlir::Value pow(B &b, mlir::Type t, mlir::Value x, mlir::Value y);
mlir::Value integerPow(B &b, mlir::Type t, mlir::Value x, int64_t exponent);
/// The upper half of the product.
mlir::Value mulhi(B &b, mlir::Type t, mlir::Value x, mlir::Value y);
/// x as a number with fewer bits has it; null for types that have no infinity.
mlir::Value reducePrecision(B &b, mlir::Type t, mlir::Value x, int64_t exponentBits,
                            int64_t mantissaBits);
mlir::Value logistic(B &b, mlir::Value x);
mlir::Value erfInv(B &b, mlir::Value x);
mlir::Value nextafter(B &b, mlir::Type t, mlir::Value x, mlir::Value y);
mlir::Value bitNot(B &b, mlir::Value x);
mlir::Value shiftRightArithmetic(B &b, mlir::Value x, mlir::Value y);
/// Complex numbers are ordered by their real parts, then by their imaginary parts.
mlir::Value compare(B &b, mlir::Type t, ComparisonDirection direction, mlir::Value x,
                    mlir::Value y);
mlir::Value isFinite(B &b, mlir::Value x);
/// From one array element type to another, as `array.convert` says.
mlir::Value convert(B &b, mlir::Type from, mlir::Type to, mlir::Value x);
/// The bits of `x` read as the array element type `to`.
mlir::Value bitcast(B &b, mlir::Type t, mlir::Type to, mlir::Value x);
mlir::Value complex(B &b, mlir::Value re, mlir::Value im);
/// The f32 of a narrow float that is stored in an i8, and back, rounding.
mlir::Value widenNarrow(B &b, mlir::Type element, mlir::Value stored);
mlir::Value roundToNarrow(B &b, mlir::Type element, mlir::Value x);
/// The f32 that rounds to a type of at most 16 bits as the f64 `x` does.
mlir::Value roundToOdd(B &b, mlir::Value x);
/// A function of the runtime: `cv_complex_<name>_f32` or `_f64`.
mlir::Value complexFunction(B &b, llvm::StringRef name, mlir::Value x);
/// Sums and products of reductions may be reordered, so that they vectorise.
mlir::Value addReassociating(B &b, mlir::Value x, mlir::Value y);
mlir::Value mulReassociating(B &b, mlir::Value x, mlir::Value y);

/// A real function from the math dialect.
template <typename Op, typename... Scalars> mlir::Value real(B &b, Scalars... x) {
  return Op::create(b, x...);
}

/// A function from the math dialect, or from the complex one.
template <typename RealOp, typename ComplexOp> mlir::Value inexact(B &b, mlir::Value x) {
  if (llvm::isa<mlir::ComplexType>(x.getType()))
    return ComplexOp::create(b, x);
  return RealOp::create(b, x);
}

/// A function from the math dialect, or the runtime's of complex numbers.
template <typename RealOp> mlir::Value inexact(B &b, llvm::StringRef name, mlir::Value x) {
  if (llvm::isa<mlir::ComplexType>(x.getType()))
    return complexFunction(b, name, x);
  return RealOp::create(b, x);
}

/// A shift that gives 0 where the amount is not less than the width.
template <typename Op> mlir::Value shift(B &b, mlir::Value x, mlir::Value y) {
  auto type = llvm::cast<mlir::IntegerType>(x.getType());
  mlir::Value width = number(b, type, type.getWidth());
  mlir::Value inside = mlir::arith::CmpIOp::create(b, mlir::arith::CmpIPredicate::ult, y, width);
  return mlir::arith::SelectOp::create(b, inside, Op::create(b, x, y), number(b, type, 0));
}

} // namespace scalar
} // namespace covector::array

#endif // COVECTOR_DIALECTS_ARRAY_SCALARBODY_H
