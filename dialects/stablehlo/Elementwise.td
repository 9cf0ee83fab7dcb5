//===- Elementwise.td - StableHLO's elementwise operations ----------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_STABLEHLO_ELEMENTWISE
#define COVECTOR_STABLEHLO_ELEMENTWISE

include "dialects/stablehlo/StablehloBase.td"

class Stablehlo_ElementwiseOp<string mnemonic, string meaning, list<Trait> traits = []>
    : Stablehlo_Op<mnemonic, !listconcat([Pure, Elementwise, SameOperandsAndResultShape], traits)> {
  let summary = meaning;
}

// The type once if it is that of operand and result, else all types.
class Stablehlo_Unary<string mnemonic, string meaning, list<Trait> traits = [SameOperandsAndResultType]>
    : Stablehlo_ElementwiseOp<mnemonic, meaning, traits> {
  let arguments = (ins Stablehlo_Tensor:$operand);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = [{ $operand attr-dict `:`
    custom<SameTypes>(type($operand), type($result)) }];
}
class Stablehlo_Binary<string mnemonic, string meaning>
    : Stablehlo_ElementwiseOp<mnemonic, meaning, [SameOperandsAndResultType]> {
  let arguments = (ins Stablehlo_Tensor:$lhs, Stablehlo_Tensor:$rhs);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = [{ $lhs `,` $rhs attr-dict `:`
    custom<SameTypes>(type($lhs), type($rhs), type($result)) }];
}

// Unary: the result is of the operand's type, or of the real numbers of a complex one.
def Stablehlo_AbsOp : Stablehlo_Unary<"abs", "absolute value", []> { let hasVerifier = 1; }
def Stablehlo_RealOp : Stablehlo_Unary<"real", "real part", []> { let hasVerifier = 1; }
def Stablehlo_ImagOp : Stablehlo_Unary<"imag", "imaginary part", []> { let hasVerifier = 1; }
def Stablehlo_ConvertOp : Stablehlo_Unary<"convert", "conversion of the element type", []>;
def Stablehlo_CbrtOp : Stablehlo_Unary<"cbrt", "cube root">;
def Stablehlo_CeilOp : Stablehlo_Unary<"ceil", "least integer above">;
def Stablehlo_ClzOp : Stablehlo_Unary<"count_leading_zeros", "number of leading zero bits">;
def Stablehlo_CosineOp : Stablehlo_Unary<"cosine", "cosine">;
def Stablehlo_ExpOp : Stablehlo_Unary<"exponential", "exponential">;
def Stablehlo_Expm1Op : Stablehlo_Unary<"exponential_minus_one", "exponential less one">;
def Stablehlo_FloorOp : Stablehlo_Unary<"floor", "greatest integer below">;
def Stablehlo_LogOp : Stablehlo_Unary<"log", "natural logarithm">;
def Stablehlo_Log1pOp : Stablehlo_Unary<"log_plus_one", "natural logarithm of one more">;
def Stablehlo_LogisticOp : Stablehlo_Unary<"logistic", "logistic function">;
def Stablehlo_NegOp : Stablehlo_Unary<"negate", "negative">;
def Stablehlo_NotOp : Stablehlo_Unary<"not", "logical or bitwise not">;
def Stablehlo_PopulationCountOp : Stablehlo_Unary<"popcnt", "number of bits that are set">;
def Stablehlo_RoundNearestAfzOp : Stablehlo_Unary<"round_nearest_afz", "nearest integer, ties away from zero">;
def Stablehlo_RoundNearestEvenOp : Stablehlo_Unary<"round_nearest_even", "nearest integer, ties to even">;
def Stablehlo_RsqrtOp : Stablehlo_Unary<"rsqrt", "reciprocal of the square root">;
def Stablehlo_SignOp : Stablehlo_Unary<"sign", "sign">;
def Stablehlo_SineOp : Stablehlo_Unary<"sine", "sine">;
def Stablehlo_SqrtOp : Stablehlo_Unary<"sqrt", "square root">;
def Stablehlo_TanOp : Stablehlo_Unary<"tan", "tangent">;
def Stablehlo_TanhOp : Stablehlo_Unary<"tanh", "hyperbolic tangent">;

def Stablehlo_IsFiniteOp : Stablehlo_ElementwiseOp<"is_finite", "whether neither infinite nor NaN"> {
  let arguments = (ins Stablehlo_Tensor:$x);
  let results = (outs Stablehlo_Tensor:$y);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}
def Stablehlo_BitcastConvertOp : Stablehlo_Op<"bitcast_convert", [Pure]> {
  let summary = "the same bits as elements of another type";
  let arguments = (ins Stablehlo_Tensor:$operand);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
def Stablehlo_ReducePrecisionOp : Stablehlo_ElementwiseOp<"reduce_precision",
    "rounded as if exponent and mantissa had fewer bits", [SameOperandsAndResultType]> {
  let arguments = (ins Stablehlo_Tensor:$operand, I32Attr:$exponent_bits, I32Attr:$mantissa_bits);
  let results = (outs Stablehlo_Tensor:$output);
  let assemblyFormat = [{ $operand `,` `format` `=`
    custom<ExponentMantissa>($exponent_bits, $mantissa_bits) attr-dict `:`
    custom<SameTypes>(type($operand), type($output)) }];
}

// Binary.
def Stablehlo_AddOp : Stablehlo_Binary<"add", "sum (of booleans: or)">;
def Stablehlo_AndOp : Stablehlo_Binary<"and", "logical or bitwise and">;
def Stablehlo_Atan2Op : Stablehlo_Binary<"atan2", "angle of a point in the plane">;
def Stablehlo_DivOp : Stablehlo_Binary<"divide", "quotient (of integers: rounded to zero)">;
def Stablehlo_MaxOp : Stablehlo_Binary<"maximum", "maximum">;
def Stablehlo_MinOp : Stablehlo_Binary<"minimum", "minimum">;
def Stablehlo_MulOp : Stablehlo_Binary<"multiply", "product (of booleans: and)">;
def Stablehlo_OrOp : Stablehlo_Binary<"or", "logical or bitwise or">;
def Stablehlo_PowOp : Stablehlo_Binary<"power", "power">;
def Stablehlo_RemOp : Stablehlo_Binary<"remainder", "remainder, of the dividend's sign">;
def Stablehlo_ShiftLeftOp : Stablehlo_Binary<"shift_left", "shift to the left">;
def Stablehlo_ShiftRightArithmeticOp
    : Stablehlo_Binary<"shift_right_arithmetic", "shift to the right that keeps the sign">;
def Stablehlo_ShiftRightLogicalOp : Stablehlo_Binary<"shift_right_logical", "shift to the right">;
def Stablehlo_SubtractOp : Stablehlo_Binary<"subtract", "difference">;
def Stablehlo_XorOp : Stablehlo_Binary<"xor", "logical or bitwise exclusive or">;

def Stablehlo_ComplexOp : Stablehlo_ElementwiseOp<"complex", "complex number of its parts"> {
  let arguments = (ins Stablehlo_Tensor:$lhs, Stablehlo_Tensor:$rhs);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = [{ $lhs `,` $rhs attr-dict `:`
    custom<ComplexTypes>(type($lhs), type($rhs), type($result)) }];
  let hasVerifier = 1;
}
def Stablehlo_CompareOp : Stablehlo_ElementwiseOp<"compare", "comparison"> {
  let arguments = (ins Stablehlo_Tensor:$lhs, Stablehlo_Tensor:$rhs,
                   Stablehlo_ComparisonDirectionAttr:$comparison_direction,
                   OptionalAttr<Stablehlo_ComparisonTypeAttr>:$compare_type);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = [{ custom<Direction>($comparison_direction) `,` $lhs `,` $rhs ``
    custom<OptionalType>($compare_type) attr-dict `:` functional-type(operands, results) }];
  let hasVerifier = 1;
}
def Stablehlo_SelectOp : Stablehlo_Op<"select", [Pure]> {
  let summary = "elements of one array or of another";
  let arguments = (ins Stablehlo_Tensor:$pred, Stablehlo_Tensor:$on_true, Stablehlo_Tensor:$on_false);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = [{ operands attr-dict `:`
    custom<SelectTypes>(type($pred), type($on_true), type($on_false), type($result)) }];
  let hasVerifier = 1;
}
def Stablehlo_ClampOp : Stablehlo_Op<"clamp", [Pure]> {
  let summary = "what lies between a minimum and a maximum";
  let arguments = (ins Stablehlo_Tensor:$min, Stablehlo_Tensor:$operand, Stablehlo_Tensor:$max);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = [{ $min `,` $operand `,` $max attr-dict `:`
    custom<SameTypes>(type($min), type($operand), type($max), type($result)) }];
  let hasVerifier = 1;
}

#endif // COVECTOR_STABLEHLO_ELEMENTWISE
