//===- Contraction.td - StableHLO's products of arrays and transforms -----===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_STABLEHLO_CONTRACTION
#define COVECTOR_STABLEHLO_CONTRACTION

include "dialects/stablehlo/StablehloBase.td"

def Stablehlo_DotGeneralOp : Stablehlo_Op<"dot_general", [Pure]> {
  let summary = "sums of products over axes of two arrays";
  let arguments = (ins Stablehlo_Tensor:$lhs, Stablehlo_Tensor:$rhs,
                   Stablehlo_DotDimensionNumbersAttr:$dot_dimension_numbers,
                   OptionalAttr<Stablehlo_PrecisionArray>:$precision_config);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = [{ $lhs `,` $rhs `,` custom<DotDimensions>($dot_dimension_numbers) ``
    custom<Precisions>($precision_config) attr-dict `:` functional-type(operands, results) }];
  let hasVerifier = 1;
}
def Stablehlo_ConvolutionOp : Stablehlo_Op<"convolution", [Pure]> {
  let summary = "a kernel moved over an array";
  let arguments = (ins Stablehlo_Tensor:$lhs, Stablehlo_Tensor:$rhs,
                   OptionalAttr<DenseI64ArrayAttr>:$window_strides,
                   OptionalAttr<I64ElementsAttr>:$padding,
                   OptionalAttr<DenseI64ArrayAttr>:$lhs_dilation,
                   OptionalAttr<DenseI64ArrayAttr>:$rhs_dilation,
                   OptionalAttr<DenseBoolArrayAttr>:$window_reversal,
                   Stablehlo_ConvDimensionNumbersAttr:$dimension_numbers,
                   I64Attr:$feature_group_count, I64Attr:$batch_group_count,
                   OptionalAttr<Stablehlo_PrecisionArray>:$precision_config);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = [{ `(` operands `)` `dim_numbers` `=`
    custom<ConvolutionDimensions>($dimension_numbers) `,` `window` `=` `{`
    custom<WindowAttributes>($window_strides, $padding, $lhs_dilation, $rhs_dilation,
                             $window_reversal) `}` attr-dict `:`
    functional-type(operands, results) }];
  let hasVerifier = 1;
}
def Stablehlo_CholeskyOp : Stablehlo_Op<"cholesky", [Pure, SameOperandsAndResultType]> {
  let summary = "Cholesky factors of matrices";
  let arguments = (ins Stablehlo_Tensor:$a, DefaultValuedOptionalAttr<BoolAttr, "false">:$lower);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = [{ $a (`,` `lower` `=` $lower^)? attr-dict `:`
    custom<SameTypes>(type($a), type($result)) }];
  let hasVerifier = 1;
}
def Stablehlo_TriangularSolveOp : Stablehlo_Op<"triangular_solve", [Pure]> {
  let summary = "solutions of triangular systems of equations";
  let arguments = (ins Stablehlo_Tensor:$a, Stablehlo_Tensor:$b, BoolAttr:$left_side, BoolAttr:$lower,
                   BoolAttr:$unit_diagonal, Stablehlo_TransposeAttr:$transpose_a);
  let results = (outs Stablehlo_Tensor:$result);
  let hasVerifier = 1;
}
def Stablehlo_FftOp : Stablehlo_Op<"fft", [Pure]> {
  let summary = "Fourier transform over the last axes";
  let arguments = (ins Stablehlo_Tensor:$operand, Stablehlo_FftTypeAttr:$fft_type,
                   DenseI64ArrayAttr:$fft_length);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = [{ $operand `,` `type` `=` custom<FftKind>($fft_type) `,` `length` `=` $fft_length attr-dict
    `:` functional-type(operands, results) }];
  let hasVerifier = 1;
}
def Stablehlo_RngBitGeneratorOp : Stablehlo_Op<"rng_bit_generator", [Pure]> {
  let summary = "random bits and the state behind them";
  let arguments = (ins Stablehlo_RngAlgorithmAttr:$rng_algorithm, Stablehlo_Tensor:$initial_state);
  let results = (outs Stablehlo_Tensor:$output_state, Stablehlo_Tensor:$output);
  let assemblyFormat = [{ $initial_state `,` `algorithm` `=` $rng_algorithm attr-dict `:`
    functional-type(operands, results) }];
}

#endif // COVECTOR_STABLEHLO_CONTRACTION
