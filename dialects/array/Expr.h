//===- Expr.h - arithmetic on arrays, for derivative rules ------*- C++ -*-===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rules read as formulas: `Expr` wraps a value and a builder and overloads the
// operators, so that `dx * cos(x)` builds the operations that compute it.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_DIALECTS_ARRAY_EXPR_H
#define COVECTOR_DIALECTS_ARRAY_EXPR_H

#include "dialects/array/Array.h"
#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace covector::array {

/// An array-valued expression under construction.
class Expr {
public:
  Expr(mlir::ImplicitLocOpBuilder &builder, mlir::Value value)
      : builder(&builder), expression(value) {}
  /// An array of `other`'s type filled with `number`.
  static Expr like(Expr other, double number);

  mlir::Value value() const { return expression; }
  mlir::ImplicitLocOpBuilder &b() const { return *builder; }
  mlir::Type type() const { return expression.getType(); }
  mlir::Type element() const { return mlir::getElementTypeOrSelf(type()); }

private:
  mlir::ImplicitLocOpBuilder *builder;
  mlir::Value expression;
};

Expr operator+(Expr x, Expr y);
Expr operator-(Expr x, Expr y);
Expr operator*(Expr x, Expr y);
Expr operator/(Expr x, Expr y);
Expr operator-(Expr x);
inline Expr operator+(Expr x, double y) { return x + Expr::like(x, y); }
inline Expr operator+(double x, Expr y) { return Expr::like(y, x) + y; }
inline Expr operator-(Expr x, double y) { return x - Expr::like(x, y); }
inline Expr operator-(double x, Expr y) { return Expr::like(y, x) - y; }
inline Expr operator*(Expr x, double y) { return x * Expr::like(x, y); }
inline Expr operator*(double x, Expr y) { return Expr::like(y, x) * y; }
inline Expr operator/(Expr x, double y) { return x / Expr::like(x, y); }

Expr exp(Expr x);
Expr log(Expr x);
Expr sin(Expr x);
Expr cos(Expr x);
Expr sinh(Expr x);
Expr cosh(Expr x);
Expr rsqrt(Expr x);
Expr sign(Expr x);
Expr pow(Expr x, Expr y);
/// The product, or 0 where `x` is.
Expr maskedMul(Expr x, Expr y);
Expr integerPow(Expr x, int64_t exponent);
Expr compare(ComparisonDirection direction, Expr x, Expr y);
Expr select(Expr predicate, Expr onTrue, Expr onFalse);
Expr convert(Expr x, mlir::Type element);
Expr complex(Expr re, Expr im);
Expr real(Expr x);
Expr imag(Expr x);
Expr conj(Expr x);
/// Rounded towards zero.
Expr truncate(Expr x);

/// 1 where `x` alone equals the result `r` of max or min, 1/2 where `other`
/// does too, 0 elsewhere: the derivative with respect to `x`.
Expr balancedEqual(Expr x, Expr r, Expr other);
/// `dx` times that, as a choice: what is not chosen is masked in reverse mode.
Expr chosen(Expr dx, Expr x, Expr r, Expr other);
/// d/dx x^n = n x^(n - 1), 0 for n = 0.
Expr integerPowDerivative(Expr x, int64_t n);
/// d/dx x^y, 0 where y = 0.
Expr powBaseDerivative(Expr x, Expr y);
/// d/dy x^y with r = x^y; 0 where x = 0 and y > 0.
Expr powExponentDerivative(Expr x, Expr y, Expr r);
/// Tangent of acosh; on the right branch for complex numbers.
Expr acoshTangent(Expr x, Expr dx);
/// Tangent of y = |x|.
Expr absTangent(Expr x, Expr dx, Expr y);

/// The sum of two tangents or cotangents, each null for a symbolic zero.
mlir::Value addTangents(mlir::ImplicitLocOpBuilder &b, mlir::Value x, mlir::Value y);
/// An array of zeros of the given type.
mlir::Value zeros(mlir::OpBuilder &builder, mlir::Location loc, mlir::Type type);
/// An array of the given type filled with `number`.
mlir::Value full(mlir::OpBuilder &builder, mlir::Location loc, mlir::Type type, double number);
/// An array with the elements of `attribute`.
mlir::Value constant(mlir::OpBuilder &builder, mlir::Location loc, mlir::ElementsAttr attribute);
/// A splat of the array type `type`.
mlir::DenseElementsAttr splat(mlir::Type type, double number);

} // namespace covector::array

#endif // COVECTOR_DIALECTS_ARRAY_EXPR_H
