//===- Indexing.td - StableHLO's reads and updates of parts ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_STABLEHLO_INDEXING
#define COVECTOR_STABLEHLO_INDEXING

include "dialects/stablehlo/StablehloBase.td"

def Stablehlo_DynamicSliceOp : Stablehlo_Op<"dynamic_slice", [Pure]> {
  let summary = "a window that begins where numbers say";
  let arguments = (ins Stablehlo_Tensor:$operand, Variadic<Stablehlo_Tensor>:$start_indices,
                   DenseI64ArrayAttr:$slice_sizes);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = [{ $operand `,` custom<OperandsAndComma>($start_indices) `sizes` `=`
    $slice_sizes attr-dict `:` functional-type(operands, results) }];
  let hasVerifier = 1;
}
def Stablehlo_DynamicUpdateSliceOp : Stablehlo_Op<"dynamic_update_slice", [Pure]> {
  let summary = "an array with another one in a window of it";
  let arguments = (ins Stablehlo_Tensor:$operand, Stablehlo_Tensor:$update,
                   Variadic<Stablehlo_Tensor>:$start_indices);
  let results = (outs Stablehlo_Tensor:$result);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
  let hasVerifier = 1;
}
def Stablehlo_GatherOp : Stablehlo_Op<"gather", [Pure]> {
  let summary = "windows of an array at indices";
  let arguments = (ins Stablehlo_Tensor:$operand, Stablehlo_Tensor:$start_indices,
                   Stablehlo_GatherDimensionNumbersAttr:$dimension_numbers,
                   DenseI64ArrayAttr:$slice_sizes,
                   DefaultValuedOptionalAttr<BoolAttr, "false">:$indices_are_sorted);
  let results = (outs Stablehlo_Tensor:$result);
  let hasVerifier = 1;
}
def Stablehlo_ScatterOp : Stablehlo_Op<"scatter", [Pure, SameVariadicOperandSize]> {
  let summary = "an array with updates combined into windows at indices";
  let arguments = (ins Variadic<Stablehlo_Tensor>:$inputs, Stablehlo_Tensor:$scatter_indices,
                   Variadic<Stablehlo_Tensor>:$updates,
                   Stablehlo_ScatterDimensionNumbersAttr:$scatter_dimension_numbers,
                   DefaultValuedOptionalAttr<BoolAttr, "false">:$indices_are_sorted,
                   DefaultValuedOptionalAttr<BoolAttr, "false">:$unique_indices);
  let regions = (region SizedRegion<1>:$update_computation);
  let results = (outs Variadic<Stablehlo_Tensor>:$results);
  let hasVerifier = 1;
}

#endif // COVECTOR_STABLEHLO_INDEXING
