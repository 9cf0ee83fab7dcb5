//===- Elementwise.td - one element of the result from one of each operand ===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A record holds all that is known of an op: operand types, the tangent rule
// in `x, dx` and the result (`y` of a unary, `r` of a binary op), the
// cotangent rule where it is linear, and the scalar body. Functions used in
// the rules are declared in Expr.h, those of the bodies in ScalarBody.h.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_ELEMENTWISE
#define COVECTOR_ARRAY_ELEMENTWISE

include "dialects/array/ArrayBase.td"

//===----------------------------------------------------------------------===//
// Base classes
//===----------------------------------------------------------------------===//

class Array_Elementwise<string mnemonic, string meaning, string stablehlo, string scalar,
                        list<Trait> traits = []>
    : Array_Op<mnemonic, !listconcat([Jvp, ScalarBody], traits)> {
  let summary = meaning;
  string common = Array_Code<>.batchElementwise # Array_ScalarText<scalar, stablehlo>.text;
}

// Result of the operand's type.
class Array_Unary<string mnemonic, string meaning, Array_TensorOf type, string jvp, string scalar,
                  string stablehlo = "stablehlo." # mnemonic, list<Trait> traits = [],
                  string transpose = "">
    : Array_Elementwise<mnemonic, meaning, stablehlo, scalar, traits> {
  let arguments = (ins type:$x);
  let results = (outs type:$result);
  let assemblyFormat = "$x attr-dict `:` type($x)";
  string elementOfExample = !cond(!eq(type, Array_ComplexTensor) : "complex<f32>",
                                  !eq(type, Array_IntTensor) : "i32",
                                  !eq(type, Array_IntOrBoolTensor) : "i32", true : "f32");
  let description = "Every element of the result is the " # meaning # " of the operand's.\n\n" #
    "Example:\n```mlir\n%r = array." # mnemonic # " %x : tensor<4x" # elementOfExample # ">\n```\n";
  let extraClassDefinition = common # Array_InferSameType<type, 1>.text #
    !if(!empty(jvp), Array_Code<>.jvpZero, Array_JvpUnaryText<jvp>.text) #
    !if(!empty(transpose), "", Array_TransposeUnaryText<transpose>.text);
}

class Array_Binary<string mnemonic, string meaning, Array_TensorOf type, string jvpX, string jvpY,
                   string scalar, string stablehlo = "stablehlo." # mnemonic,
                   list<Trait> traits = [], string transpose = "">
    : Array_Elementwise<mnemonic, meaning, stablehlo, scalar,
                        !listconcat(traits, [Array_OneType<["x", "y"]>])> {
  let arguments = (ins type:$x, type:$y);
  let results = (outs type:$result);
  let assemblyFormat = "$x `,` $y attr-dict `:` type($x)";
  string elementOfExample = !cond(!eq(type, Array_IntTensor) : "i32",
                                  !eq(type, Array_IntOrBoolTensor) : "i32", true : "f32");
  let description = "Every element of the result is the " # meaning # " of the operands'.\n\n" #
    "Example:\n```mlir\n%r = array." # mnemonic # " %x, %y : tensor<4x" # elementOfExample # ">\n```\n";
  let extraClassDefinition = common # Array_InferSameType<type, 2>.text #
    !if(!empty(jvpX), Array_Code<>.jvpZero, Array_JvpBinaryText<jvpX, jvpY>.text) # transpose;
}

//===----------------------------------------------------------------------===//
// Arithmetic
//===----------------------------------------------------------------------===//

def Array_NegOp : Array_Unary<"neg", "negative", Array_NumberTensor,
    "-dx", "scalar::neg(b, x)", "stablehlo.negate", [Transpose], "-ct"> { let hasFolder = 1; }
def Array_AbsOp : Array_Elementwise<"abs", "absolute value", "stablehlo.abs",
                                    "scalar::abs(b, t, x)"> {
  let description = [{
    Absolute value; of a complex number the real modulus. The absolute value of
    the least signed integer is that integer. The derivative at 0 is 0.

    Example:
    ```mlir
    %r = array.abs %x : (tensor<4xf32>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins Array_NumberTensor:$x);
  let results = (outs Array_RealNumberTensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = common # Array_JvpUnaryText<"absTangent(x, dx, y)">.text;
}
def Array_SignOp : Array_Unary<"sign", "sign (-1, 0 or 1; NaN of NaN)", Array_RealNumberTensor,
    "", "scalar::sign(b, t, x)">;
def Array_AddOp : Array_Binary<"add", "sum (of booleans: logical or)", Array_Tensor,
    "dx", "dy", "scalar::add(b, x, y)", "stablehlo.add", [Transpose, Commutative],
    Array_TransposeBinaryText<"ct", "ct">.text> {
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}
def Array_SubOp : Array_Binary<"sub", "difference", Array_NumberTensor,
    "dx", "-dy", "scalar::sub(b, x, y)", "stablehlo.subtract", [Transpose],
    Array_TransposeBinaryText<"ct", "-ct">.text> {
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}
def Array_MulOp : Array_Binary<"mul", "product (of booleans: logical and)", Array_Tensor,
    "dx * y", "x * dy", "scalar::mul(b, x, y)", "stablehlo.multiply", [Transpose, Commutative],
    Array_TransposeBinaryText<"ct * y", "x * ct">.text> {
  let hasFolder = 1;
  let hasCanonicalizer = 1;
}
// Derivatives multiply by it where a cotangent may be masked. It is its own derivative, so
// that the product with what is not finite stays 0 in all orders.
def Array_MaskedMulOp : Array_Binary<"masked_mul",
    "product, or 0 where the first is 0, whatever the second is (infinite, NaN)",
    Array_InexactTensor, "maskedMul(dx, y)", "maskedMul(x, dy)", "scalar::maskedMul(b, x, y)",
    "", [Transpose],
    Array_TransposeBinaryText<"maskedMul(ct, y)", "maskedMul(x, ct)">.text>;
def Array_DivOp : Array_Binary<"div",
    "quotient (of integers: rounded towards zero; by zero -1, or the greatest unsigned number)",
    Array_NumberTensor, "dx / y", "-(dy * (r / y))", "scalar::div(b, t, x, y)",
    "stablehlo.divide", [Transpose], Array_TransposeBinaryText<"ct / y", "">.text> {
  let hasFolder = 1;
}
def Array_RemOp : Array_Binary<"rem",
    "remainder with the sign of the dividend (of integers by zero: the dividend)",
    Array_RealNumberTensor, "dx", "-(dy * truncate(x / y))", "scalar::rem(b, t, x, y)",
    "stablehlo.remainder">;
def Array_MaxOp : Array_Binary<"max",
    "greater (NaN if either is; of booleans: logical or; complex numbers are ordered by real, " #
    "then by imaginary parts)", Array_Tensor, "chosen(dx, x, r, y)", "chosen(dy, y, r, x)",
    "scalar::max(b, t, x, y)", "stablehlo.maximum", [Commutative]>;
def Array_MinOp : Array_Binary<"min",
    "smaller (NaN if either is; of booleans: logical and; complex numbers are ordered by real, " #
    "then by imaginary parts)", Array_Tensor, "chosen(dx, x, r, y)", "chosen(dy, y, r, x)",
    "scalar::min(b, t, x, y)", "stablehlo.minimum", [Commutative]>;
def Array_MulhiOp : Array_Binary<"mulhi", "upper half of the product in twice as many bits",
    Array_IntTensor, "", "", "scalar::mulhi(b, t, x, y)", "", [Commutative]>;
def Array_GcdOp : Array_Op<"gcd", [Jvp, RuntimeCall, Commutative, Array_OneType<["x", "y"]>]> {
  let summary = "greatest common divisor";
  let description = [{
    The greatest number that divides both elements, never negative (but for the
    least signed number, which is its own absolute value); 0 for two zeros.

    Example:
    ```mlir
    %r = array.gcd %x, %y : tensor<4xi32>
    ```
  }];
  let arguments = (ins Array_IntTensor:$x, Array_IntTensor:$y);
  let results = (outs Array_IntTensor:$result);
  let assemblyFormat = "$x `,` $y attr-dict `:` type($x)";
  let extraClassDefinition = Array_Code<>.batchElementwise # Array_Code<>.jvpZero;
}
def Array_ClampOp : Array_Elementwise<"clamp", "element limited to a range", "stablehlo.clamp",
    "scalar::min(b, t, scalar::max(b, t, x, y), z)", [Array_OneType<["min", "x", "max"]>]> {
  let description = [{
    `x` where it lies between `min` and `max`, else the limit beyond which it
    lies; `max` where `min` is greater, NaN where one of them is. The derivative
    at a limit is 0.

    Example:
    ```mlir
    %r = array.clamp %low, %x, %high : tensor<4xf32>
    ```
  }];
  let arguments = (ins Array_RealTensor:$min, Array_RealTensor:$x, Array_RealTensor:$max);
  let results = (outs Array_RealTensor:$result);
  let assemblyFormat = "$min `,` $x `,` $max attr-dict `:` type($x)";
  let extraClassDefinition = common # Array_InferSameType<Array_RealTensor, 3>.text;
}
def Array_PowOp : Array_Binary<"pow", "first raised to the second", Array_NumberTensor,
    "dx * powBaseDerivative(x, y)", "dy * powExponentDerivative(x, y, r)",
    "scalar::pow(b, t, x, y)", "stablehlo.power">;
def Array_IntegerPowOp : Array_Elementwise<"integer_pow", "constant integer power", "",
                                           "scalar::integerPow(b, t, x, getExponent())"> {
  let description = [{
    Every element raised to the integer `exponent`, computed by multiplication;
    a negative exponent takes the reciprocal of the positive power and needs a
    floating-point or complex operand (C1).

    Example:
    ```mlir
    %r = array.integer_pow %x {exponent = 3 : i64} : tensor<4xf32>
    ```
  }];
  let arguments = (ins Array_NumberTensor:$x, I64Attr:$exponent);
  let results = (outs Array_NumberTensor:$result);
  let assemblyFormat = "$x attr-dict `:` type($x)";
  let hasFolder = 1;
  let extraClassDefinition = common #
    Array_JvpUnaryText<"dx * integerPowDerivative(x, getExponent())">.text;
}

//===----------------------------------------------------------------------===//
// Transcendental functions
//===----------------------------------------------------------------------===//

class Array_Inexact<string mnemonic, string meaning, string jvp, string floatOp, string complexOp,
                    string stablehlo = "stablehlo." # mnemonic>
    : Array_Unary<mnemonic, meaning, Array_InexactTensor, jvp,
        "scalar::inexact<" # floatOp # ", " # complexOp # ">(b, x)", stablehlo>;
// Functions that the complex dialect lacks, and the runtime has.
class Array_InexactCall<string mnemonic, string meaning, string jvp, string floatOp,
                        string stablehlo>
    : Array_Unary<mnemonic, meaning, Array_InexactTensor, jvp,
        "scalar::inexact<" # floatOp # ">(b, \"" # mnemonic # "\", x)", stablehlo>;
class Array_Real<string mnemonic, string meaning, string jvp, string floatOp,
                 string stablehlo = "stablehlo." # mnemonic>
    : Array_Unary<mnemonic, meaning, Array_FloatTensor, jvp, "scalar::real<" # floatOp # ">(b, x)",
                  stablehlo>;

def Array_ExpOp : Array_Inexact<"exp", "exponential", "dx * y",
    "::mlir::math::ExpOp", "::mlir::complex::ExpOp", "stablehlo.exponential">;
def Array_Expm1Op : Array_Inexact<"expm1", "exponential minus 1", "dx * (y + 1.0)",
    "::mlir::math::ExpM1Op", "::mlir::complex::Expm1Op", "stablehlo.exponential_minus_one">;
def Array_LogOp : Array_Inexact<"log", "natural logarithm", "dx / x",
    "::mlir::math::LogOp", "::mlir::complex::LogOp">;
def Array_Log1pOp : Array_Inexact<"log1p", "natural logarithm of 1 plus the element",
    "dx / (x + 1.0)", "::mlir::math::Log1pOp", "::mlir::complex::Log1pOp",
    "stablehlo.log_plus_one">;
def Array_Exp2Op : Array_InexactCall<"exp2", "power of 2", "dx * (0.6931471805599453 * y)",
    "::mlir::math::Exp2Op", "">;
def Array_Log2Op : Array_InexactCall<"log2", "logarithm to base 2",
    "dx / (0.6931471805599453 * x)", "::mlir::math::Log2Op", "">;
def Array_Log10Op : Array_InexactCall<"log10", "logarithm to base 10",
    "dx / (2.302585092994046 * x)", "::mlir::math::Log10Op", "">;
def Array_SqrtOp : Array_Inexact<"sqrt", "square root", "(0.5 * dx) / y",
    "::mlir::math::SqrtOp", "::mlir::complex::SqrtOp">;
def Array_RsqrtOp : Array_Inexact<"rsqrt", "reciprocal square root", "dx * (-0.5 * (y / x))",
    "::mlir::math::RsqrtOp", "::mlir::complex::RsqrtOp">;
def Array_CbrtOp : Array_Real<"cbrt", "cube root", "dx / (3.0 * (y * y))",
    "::mlir::math::CbrtOp">;
def Array_SinOp : Array_Inexact<"sin", "sine", "dx * cos(x)",
    "::mlir::math::SinOp", "::mlir::complex::SinOp", "stablehlo.sine">;
def Array_CosOp : Array_Inexact<"cos", "cosine", "-(dx * sin(x))",
    "::mlir::math::CosOp", "::mlir::complex::CosOp", "stablehlo.cosine">;
def Array_TanOp : Array_Inexact<"tan", "tangent", "dx * (1.0 + y * y)",
    "::mlir::math::TanOp", "::mlir::complex::TanOp">;
def Array_AsinOp : Array_InexactCall<"asin", "inverse sine", "dx * rsqrt(1.0 - x * x)",
    "::mlir::math::AsinOp", "chlo.asin">;
def Array_AcosOp : Array_InexactCall<"acos", "inverse cosine", "-(dx * rsqrt(1.0 - x * x))",
    "::mlir::math::AcosOp", "chlo.acos">;
def Array_AtanOp : Array_InexactCall<"atan", "inverse tangent", "dx / (1.0 + x * x)",
    "::mlir::math::AtanOp", "chlo.atan">;
def Array_SinhOp : Array_InexactCall<"sinh", "hyperbolic sine", "dx * cosh(x)",
    "::mlir::math::SinhOp", "chlo.sinh">;
def Array_CoshOp : Array_InexactCall<"cosh", "hyperbolic cosine", "dx * sinh(x)",
    "::mlir::math::CoshOp", "chlo.cosh">;
def Array_TanhOp : Array_Inexact<"tanh", "hyperbolic tangent", "dx * (1.0 - y * y)",
    "::mlir::math::TanhOp", "::mlir::complex::TanhOp">;
def Array_AsinhOp : Array_InexactCall<"asinh", "inverse hyperbolic sine", "dx * rsqrt(x * x + 1.0)",
    "::mlir::math::AsinhOp", "chlo.asinh">;
def Array_AcoshOp : Array_InexactCall<"acosh", "inverse hyperbolic cosine",
    "acoshTangent(x, dx)", "::mlir::math::AcoshOp", "chlo.acosh">;
def Array_AtanhOp : Array_InexactCall<"atanh", "inverse hyperbolic tangent", "dx / (1.0 - x * x)",
    "::mlir::math::AtanhOp", "chlo.atanh">;
def Array_LogisticOp : Array_Unary<"logistic", "logistic function 1 / (1 + exp(-x))",
    Array_InexactTensor, "dx * (y * (1.0 - y))", "scalar::logistic(b, x)">;
def Array_ErfOp : Array_Real<"erf", "error function",
    "dx * (1.1283791670955126 * exp(-(x * x)))", "::mlir::math::ErfOp", "chlo.erf">;
def Array_ErfcOp : Array_Real<"erfc", "complementary error function",
    "dx * (-1.1283791670955126 * exp(-(x * x)))", "::mlir::math::ErfcOp", "chlo.erfc">;
// d/dx erf_inv(x) = sqrt(pi) / 2 * exp(erf_inv(x)^2)
def Array_ErfInvOp : Array_Unary<"erf_inv", "inverse error function", Array_FloatTensor,
    "dx * (0.886226925452758 * exp(y * y))", "scalar::erfInv(b, x)", "chlo.erf_inv">;
def Array_Atan2Op : Array_Binary<"atan2", "angle of the point (y, x), first operand over second",
    Array_FloatTensor, "dx * (y / (x * x + y * y))", "-(dy * (x / (x * x + y * y)))",
    "scalar::real<::mlir::math::Atan2Op>(b, x, y)">;
def Array_NextafterOp : Array_Binary<"nextafter",
    "number next to the first in the direction of the second", Array_FloatTensor, "", "",
    "scalar::nextafter(b, t, x, y)", "chlo.next_after">;

//===----------------------------------------------------------------------===//
// Rounding
//===----------------------------------------------------------------------===//

def Array_FloorOp : Array_Real<"floor", "greatest whole number not above", "",
    "::mlir::math::FloorOp">;
def Array_CeilOp : Array_Real<"ceil", "least whole number not below", "",
    "::mlir::math::CeilOp">;
def Array_RoundOp : Array_Real<"round", "nearest whole number (halves to even)", "",
    "::mlir::math::RoundEvenOp", "stablehlo.round_nearest_even">;

def Array_RoundAwayOp : Array_Real<"round_away", "nearest whole number (halves away from 0)", "",
    "::mlir::math::RoundOp", "stablehlo.round_nearest_afz">;

//===----------------------------------------------------------------------===//
// Bits and booleans
//===----------------------------------------------------------------------===//

class Array_Bitwise<string mnemonic, string meaning, string op>
    : Array_Binary<mnemonic, meaning, Array_IntOrBoolTensor, "", "",
        "::mlir::arith::" # op # "::create(b, x, y)", "stablehlo." # mnemonic, [Commutative]>;
def Array_AndOp : Array_Bitwise<"and", "bitwise and", "AndIOp">;
def Array_OrOp : Array_Bitwise<"or", "bitwise or", "OrIOp">;
def Array_XorOp : Array_Bitwise<"xor", "bitwise exclusive or", "XOrIOp">;
def Array_NotOp : Array_Unary<"not", "bitwise complement", Array_IntOrBoolTensor, "",
    "scalar::bitNot(b, x)">;
def Array_ShiftLeftOp : Array_Binary<"shift_left",
    "first shifted left by the second (0 where that is not less than the width)",
    Array_IntTensor, "", "", "scalar::shift<::mlir::arith::ShLIOp>(b, x, y)">;
def Array_ShiftRightLogicalOp : Array_Binary<"shift_right_logical",
    "first shifted right, zeros coming in (0 where the amount is not less than the width)",
    Array_IntTensor, "", "", "scalar::shift<::mlir::arith::ShRUIOp>(b, x, y)">;
def Array_ShiftRightArithmeticOp : Array_Binary<"shift_right_arithmetic",
    "first shifted right, copies of the sign coming in", Array_IntTensor, "", "",
    "scalar::shiftRightArithmetic(b, x, y)">;
def Array_PopcountOp : Array_Unary<"popcount", "number of bits that are 1", Array_IntTensor, "",
    "::mlir::math::CtPopOp::create(b, x)", "stablehlo.popcnt">;
def Array_ClzOp : Array_Unary<"clz", "number of leading bits that are 0", Array_IntTensor, "",
    "::mlir::math::CountLeadingZerosOp::create(b, x)", "stablehlo.count_leading_zeros">;

//===----------------------------------------------------------------------===//
// Comparison and choice
//===----------------------------------------------------------------------===//

def Array_CompareOp : Array_Elementwise<"compare", "comparison", "stablehlo.compare",
    "scalar::compare(b, t, getDirection(), x, y)"> {
  let description = [{
    Whether the elements stand in the relation `direction` (EQ, NE, LT, LE, GT,
    GE). Comparisons with NaN are false but for NE. Complex numbers are ordered
    by their real parts, and where these are equal by their imaginary parts.

    Example:
    ```mlir
    %r = array.compare LT, %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
    ```
  }];
  let arguments = (ins Array_ComparisonDirectionAttr:$direction, Array_Tensor:$x, Array_Tensor:$y);
  let results = (outs Array_BoolTensor:$result);
  let assemblyFormat = "`` $direction `,` $x `,` $y attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = common # Array_Code<>.jvpZero;
}

def Array_SelectOp : Array_Elementwise<"select", "choice between two arrays", "stablehlo.select",
    "::mlir::arith::SelectOp::create(b, x, y, z)", [Transpose, HasDependence]> {
  let description = [{
    The element of `on_true` where `predicate` is true, else that of `on_false`.

    Example:
    ```mlir
    %r = array.select %p, %x, %y : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
    ```
  }];
  let arguments = (ins Array_BoolTensor:$predicate, Array_Tensor:$on_true, Array_Tensor:$on_false);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$predicate `,` $on_true `,` $on_false attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let extraClassDefinition = common;
}

def Array_IsFiniteOp : Array_Elementwise<"is_finite", "whether neither infinite nor NaN",
    "stablehlo.is_finite", "scalar::isFinite(b, x)"> {
  let description = [{
    True where the element is neither infinite nor NaN.

    Example:
    ```mlir
    %r = array.is_finite %x : (tensor<4xf32>) -> tensor<4xi1>
    ```
  }];
  let arguments = (ins Array_FloatTensor:$x);
  let results = (outs Array_BoolTensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = common # Array_Code<>.jvpZero;
}

//===----------------------------------------------------------------------===//
// Element types
//===----------------------------------------------------------------------===//

def Array_ConvertOp : Array_Elementwise<"convert", "conversion of the element type",
    "stablehlo.convert", "scalar::convert(b, t, getElementType(), x)", [Transpose]> {
  let description = [{
    Each element converted to `element_type`. Floating point to integer rounds
    towards zero, saturates at the ends of the range and takes NaN to 0; integer
    to a narrower integer wraps; to boolean asks for being nonzero; complex to
    real drops the imaginary part.

    Example:
    ```mlir
    %r = array.convert %x {element_type = i32} : (tensor<4xf32>) -> tensor<4xi32>
    ```
  }];
  let arguments = (ins Array_Tensor:$x, TypeAttr:$element_type);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let extraClassDefinition = common;
}

def Array_ReducePrecisionOp : Array_Elementwise<"reduce_precision",
    "rounding to fewer bits in the same element type", "stablehlo.reduce_precision",
    "scalar::reducePrecision(b, t, x, getExponentBits(), getMantissaBits())", [Transpose]> {
  let description = [{
    Each element rounded to what a number with `exponent_bits` (at least 1, C1)
    and `mantissa_bits` (not negative, C2) has: the mantissa to nearest, ties to
    even; what is too great becomes infinity, and what is less than the least
    normal number zero. More bits than the type has change nothing. NaN stays.

    Example:
    ```mlir
    %r = array.reduce_precision %x {exponent_bits = 5 : i64, mantissa_bits = 10 : i64} : tensor<4xf32>
    ```
  }];
  let arguments = (ins Array_FloatTensor:$x, I64Attr:$exponent_bits, I64Attr:$mantissa_bits);
  let results = (outs Array_FloatTensor:$result);
  let assemblyFormat = "$x attr-dict `:` type($x)";
  let extraClassDefinition = common # Array_Code<>.jvpLinear;
}

def Array_BitcastOp : Array_Elementwise<"bitcast", "the same bits as another element type",
    "stablehlo.bitcast_convert", "scalar::bitcast(b, t, getElementType(), x)"> {
  let description = [{
    Each element's bits read as `element_type`, which has the same width (C1).

    Example:
    ```mlir
    %r = array.bitcast %x {element_type = i32} : (tensor<4xf32>) -> tensor<4xi32>
    ```
  }];
  let arguments = (ins Array_Tensor:$x, TypeAttr:$element_type);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = common # Array_Code<>.jvpZero;
}

class Array_ComplexPart<string mnemonic, string meaning, string op, string ct>
    : Array_Elementwise<mnemonic, meaning, "stablehlo." # mnemonic,
        "::mlir::complex::" # op # "::create(b, x)", [Transpose]> {
  let description = "The " # meaning # " of each element.\n\nExample:\n```mlir\n%r = array." #
    mnemonic # " %x : (tensor<4xcomplex<f32>>) -> tensor<4xf32>\n```\n";
  let arguments = (ins Array_ComplexTensor:$x);
  let results = (outs Array_FloatTensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = common # Array_Code<>.jvpLinear # Array_TransposeUnaryText<ct>.text;
}
// real(x + iy) = x has the transpose ct -> ct + 0i, and imag has ct -> 0 - i ct:
// the transpose is taken without conjugation, as in the JVP.
def Array_RealOp : Array_ComplexPart<"real", "real part", "ReOp", "complex(ct, Expr::like(ct, 0.0))">;
def Array_ImagOp : Array_ComplexPart<"imag", "imaginary part", "ImOp",
    "complex(Expr::like(ct, 0.0), -ct)">;
def Array_ConjOp : Array_Unary<"conj", "complex conjugate", Array_ComplexTensor, "conj(dx)",
    "::mlir::complex::ConjOp::create(b, x)", "", [Transpose], "conj(ct)">;
def Array_ComplexOp : Array_Elementwise<"complex", "complex number of two parts",
    "stablehlo.complex", "scalar::complex(b, x, y)", [Transpose]> {
  let description = [{
    The complex number with real part `x` and imaginary part `y`, both f32 or
    both f64 (C1).

    Example:
    ```mlir
    %r = array.complex %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xcomplex<f32>>
    ```
  }];
  let arguments = (ins Array_FloatTensor:$x, Array_FloatTensor:$y);
  let results = (outs Array_ComplexTensor:$result);
  let assemblyFormat = "$x `,` $y attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = common # Array_Code<>.jvpLinear #
    Array_TransposeBinaryText<"real(ct)", "-imag(ct)">.text;
}

//===----------------------------------------------------------------------===//
// Differentiation
//===----------------------------------------------------------------------===//

def Array_StopGradientOp : Array_Unary<"stop_gradient", "value, as a constant for derivatives,",
    Array_Tensor, "", "x", "">;

//===----------------------------------------------------------------------===//
// Scalars
//===----------------------------------------------------------------------===//

def Array_ComplexFunctionOp
    : Op<Array_Dialect, "complex_function", [Pure, AllTypesMatch<["z", "result"]>]> {
  let summary = "function of one complex number";
  let description = [{
    The function of the runtime with the given name, of a scalar: what the bodies
    of elementwise operations contain where the complex dialect has no operation.

    Example:
    ```mlir
    %r = array.complex_function "asin" %z : complex<f32>
    ```
  }];
  let arguments = (ins StrAttr:$name, AnyComplex:$z);
  let results = (outs AnyComplex:$result);
  let assemblyFormat = "$name $z attr-dict `:` type($z)";
}

#endif // COVECTOR_ARRAY_ELEMENTWISE
