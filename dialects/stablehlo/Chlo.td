//===- Chlo.td - CHLO, as far as it is emitted ----------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// CHLO holds functions that StableHLO's consumers expand themselves, each for its numbers.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_STABLEHLO_CHLO
#define COVECTOR_STABLEHLO_CHLO

include "dialects/stablehlo/StablehloBase.td"

def Chlo_Dialect : Dialect {
  let name = "chlo";
  let cppNamespace = "::covector::chlo";
  let summary = "The part of CHLO that Covector emits.";
}

class Chlo_Op<string mnemonic, list<Trait> traits = []>
    : Op<Chlo_Dialect, mnemonic, !listconcat([Pure], traits)>;
class Chlo_Unary<string mnemonic, string meaning>
    : Chlo_Op<mnemonic, [Elementwise, SameOperandsAndResultType]> {
  let summary = meaning;
  let arguments = (ins Stablehlo_Tensor:$operand);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = "$operand attr-dict `:` type($operand) `->` type($result)";
}
class Chlo_Binary<string mnemonic, string meaning>
    : Chlo_Op<mnemonic, [Elementwise, SameOperandsAndResultType]> {
  let summary = meaning;
  let arguments = (ins Stablehlo_Tensor:$lhs, Stablehlo_Tensor:$rhs);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = [{ $lhs `,` $rhs attr-dict `:` type($lhs) `,` type($rhs) `->`
    type($result) }];
}

def Chlo_AcosOp : Chlo_Unary<"acos", "inverse cosine">;
def Chlo_AcoshOp : Chlo_Unary<"acosh", "inverse hyperbolic cosine">;
def Chlo_AsinOp : Chlo_Unary<"asin", "inverse sine">;
def Chlo_AsinhOp : Chlo_Unary<"asinh", "inverse hyperbolic sine">;
def Chlo_AtanOp : Chlo_Unary<"atan", "inverse tangent">;
def Chlo_AtanhOp : Chlo_Unary<"atanh", "inverse hyperbolic tangent">;
def Chlo_BesselI1eOp : Chlo_Unary<"bessel_i1e", "scaled modified Bessel function of order 1">;
def Chlo_CoshOp : Chlo_Unary<"cosh", "hyperbolic cosine">;
def Chlo_DigammaOp : Chlo_Unary<"digamma", "digamma function">;
def Chlo_ErfOp : Chlo_Unary<"erf", "error function">;
def Chlo_ErfInvOp : Chlo_Unary<"erf_inv", "inverse error function">;
def Chlo_ErfcOp : Chlo_Unary<"erfc", "one less the error function">;
def Chlo_LgammaOp : Chlo_Unary<"lgamma", "logarithm of the absolute gamma function">;
def Chlo_SinhOp : Chlo_Unary<"sinh", "hyperbolic sine">;
def Chlo_NextAfterOp : Chlo_Binary<"next_after", "the next number towards another">;
def Chlo_PolygammaOp : Chlo_Binary<"polygamma", "polygamma function">;
def Chlo_ZetaOp : Chlo_Binary<"zeta", "Hurwitz zeta function">;

def Chlo_TopKOp : Chlo_Op<"top_k"> {
  let summary = "the largest elements along the last axis, and where they are";
  let arguments = (ins Stablehlo_Tensor:$operand, I64Attr:$k);
  let results = (outs Stablehlo_Tensor:$values, Stablehlo_Tensor:$indices);
  let assemblyFormat = [{ `(` $operand `,` `k` `=` $k `)` attr-dict `:` type($operand) `->`
    `(` type($values) `,` type($indices) `)` }];
}

#endif // COVECTOR_STABLEHLO_CHLO
