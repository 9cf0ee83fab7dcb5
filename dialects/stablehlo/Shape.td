//===- Shape.td - StableHLO's operations on shapes ------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_STABLEHLO_SHAPE
#define COVECTOR_STABLEHLO_SHAPE

include "mlir/IR/OpAsmInterface.td"
include "dialects/stablehlo/StablehloBase.td"

class Stablehlo_ShapeOp<string mnemonic, string meaning>
    : Stablehlo_Op<mnemonic, [Pure]> {
  let summary = meaning;
  let results = (outs Stablehlo_Tensor:$result);
  let hasVerifier = 1;
}

def Stablehlo_ConstantOp : Stablehlo_Op<"constant", [Pure, ConstantLike,
    DeclareOpInterfaceMethods<OpAsmOpInterface, ["getAsmResultNames"]>]> {
  let summary = "an array that is known";
  let arguments = (ins ElementsAttr:$value);
  let results = (outs Stablehlo_Tensor:$output);
  let hasCustomAssemblyFormat = 1;
  let hasFolder = 1;
  let hasVerifier = 1;
}
def Stablehlo_IotaOp : Stablehlo_Op<"iota", [Pure]> {
  let summary = "numbers from 0 on along an axis";
  let arguments = (ins I64Attr:$iota_dimension);
  let results = (outs Stablehlo_Tensor:$output);
  let assemblyFormat = "`dim` `=` $iota_dimension attr-dict `:` type($output)";
  let hasVerifier = 1;
}
def Stablehlo_BroadcastInDimOp
    : Stablehlo_ShapeOp<"broadcast_in_dim", "an array along the axes of a larger one"> {
  let arguments = (ins Stablehlo_Tensor:$operand, DenseI64ArrayAttr:$broadcast_dimensions);
  let assemblyFormat = [{ $operand `,` `dims` `=` $broadcast_dimensions attr-dict `:`
    functional-type(operands, results) }];
}
def Stablehlo_ReshapeOp : Stablehlo_ShapeOp<"reshape", "the same elements in another shape"> {
  let arguments = (ins Stablehlo_Tensor:$operand);
  let assemblyFormat = "operands attr-dict `:` functional-type(operands, results)";
}
def Stablehlo_TransposeOp : Stablehlo_ShapeOp<"transpose", "axes in another order"> {
  let arguments = (ins Stablehlo_Tensor:$operand, DenseI64ArrayAttr:$permutation);
  let assemblyFormat = [{ $operand `,` `dims` `=` $permutation attr-dict `:`
    functional-type(operands, results) }];
}
def Stablehlo_ReverseOp : Stablehlo_ShapeOp<"reverse", "elements from the end on along axes"> {
  let arguments = (ins Stablehlo_Tensor:$operand, DenseI64ArrayAttr:$dimensions);
  let assemblyFormat = [{ $operand `,` `dims` `=` $dimensions attr-dict `:`
    custom<SameTypes>(type($operand), type($result)) }];
}
def Stablehlo_SliceOp : Stablehlo_ShapeOp<"slice", "every so many elements of a range along axes"> {
  let arguments = (ins Stablehlo_Tensor:$operand, DenseI64ArrayAttr:$start_indices,
                   DenseI64ArrayAttr:$limit_indices, DenseI64ArrayAttr:$strides);
  let assemblyFormat = [{ $operand custom<SliceRanges>($start_indices, $limit_indices, $strides)
    attr-dict `:` functional-type(operands, results) }];
}
def Stablehlo_PadOp : Stablehlo_ShapeOp<"pad", "an array with a value around and between elements"> {
  let arguments = (ins Stablehlo_Tensor:$operand, Stablehlo_Tensor:$padding_value,
                   DenseI64ArrayAttr:$edge_padding_low, DenseI64ArrayAttr:$edge_padding_high,
                   DenseI64ArrayAttr:$interior_padding);
  let assemblyFormat = [{ $operand `,` $padding_value `,` `low` `=` $edge_padding_low `,`
    `high` `=` $edge_padding_high `,` `interior` `=` $interior_padding attr-dict `:`
    functional-type(operands, results) }];
}
def Stablehlo_ConcatenateOp : Stablehlo_ShapeOp<"concatenate", "arrays one behind the other"> {
  let arguments = (ins Variadic<Stablehlo_Tensor>:$inputs, I64Attr:$dimension);
  let assemblyFormat = [{ custom<OperandsAndComma>($inputs) `dim` `=` $dimension attr-dict `:`
    functional-type(operands, results) }];
}

#endif // COVECTOR_STABLEHLO_SHAPE
