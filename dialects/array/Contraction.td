//===- Contraction.td - sums of products along shared axes ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_CONTRACTION
#define COVECTOR_ARRAY_CONTRACTION

include "dialects/array/ArrayBase.td"

def Array_DotGeneralOp : Array_Op<"dot_general", [Jvp, Transpose, HasDependence]> {
  let summary = "sum of products along contracted axes";
  let description = [{
    The sum, over the axes `lhs_contracting` of the left and `rhs_contracting`
    of the right operand, of the products of their elements, for every index of
    the batch axes `lhs_batch` and `rhs_batch`. The result's axes are the batch
    axes, then the other axes of the left operand, then those of the right; its
    element type is `element_type`.

    Batch axes pair up in number and size (C1), so do the contracted ones (C2);
    an axis is listed once (C3); the operands have the same element type (C4);
    `element_type` is a float, complex or other type as theirs is (C5).

    Example:
    ```mlir
    %r = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64>,
         lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>}
        : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
    ```
  }];
  let arguments = (ins Array_Tensor:$lhs, Array_Tensor:$rhs, DenseI64ArrayAttr:$lhs_batch,
                   DenseI64ArrayAttr:$rhs_batch, DenseI64ArrayAttr:$lhs_contracting,
                   DenseI64ArrayAttr:$rhs_contracting, TypeAttr:$element_type);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
}

#endif // COVECTOR_ARRAY_CONTRACTION
