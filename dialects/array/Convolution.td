//===- Convolution.td - sums of products under a moving window ------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_CONVOLUTION
#define COVECTOR_ARRAY_CONVOLUTION

include "dialects/array/ArrayBase.td"

def Array_ConvolutionOp : Array_Op<"convolution", [Jvp, Transpose, HasDependence, RuntimeCall]> {
  let summary = "sums of products under a moving window";
  let description = [{
    The operand `lhs` has a batch axis, a feature axis and spatial axes; the
    kernel `rhs` has an axis of output features, one of input features, and as
    many spatial axes. `lhs_spec`, `rhs_spec` and `out_spec` give the numbers of
    these axes in this order (output features stand before input features).

    Along each spatial axis, `lhs` first gets `lhs_dilation - 1` zeros between
    neighbours, then `padding_low` and `padding_high` zeros at its ends (negative
    padding cuts), and the kernel gets `rhs_dilation - 1` zeros between
    neighbours; along the spatial axes with the numbers `reversed`, counted among
    the spatial ones, the kernel is turned around. An element of the result is the
    sum, over input features and positions of the kernel, of the products of the
    kernel with the operand under it; neighbours in the result are `strides` apart
    in the operand.

    With `feature_group_count` g > 1 the features of the operand and the output
    features are cut into g groups of neighbours, and a group of output features
    sees its group of features. With `batch_group_count` g > 1 the batch and the
    output features are cut into g groups, and a group of output features sees its
    group of the batch; the batch of the result is a group's. Where the window is
    larger than the padded operand, the result is empty. Sums of f16 and bf16 are
    in f32; integers wrap.

    The operands have one element type (C1) and one rank of at least 2 (C2); a
    spec is a permutation of the axes (C3); there is one number for each spatial
    axis in every list (C4); strides and dilations are positive (C5); the operand's
    features are those of the kernel times `feature_group_count` (C6); group counts
    are positive and at most one is more than 1 (C7); they divide the output
    features, `batch_group_count` also the batch (C8); negative padding leaves no
    negative size (C9).

    Example:
    ```mlir
    %r = array.convolution %x, %w {batch_group_count = 1, feature_group_count = 1,
         lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 2, 1>, out_spec = array<i64: 0, 2, 1>,
         padding_high = array<i64: 1>, padding_low = array<i64: 1>, reversed = array<i64>,
         rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 2, 1, 0>, strides = array<i64: 2>}
        : (tensor<4x8x3xf32>, tensor<3x3x5xf32>) -> tensor<4x4x5xf32>
    ```
  }];
  let arguments = (ins Array_NumberTensor:$lhs, Array_NumberTensor:$rhs,
                   DenseI64ArrayAttr:$lhs_spec, DenseI64ArrayAttr:$rhs_spec,
                   DenseI64ArrayAttr:$out_spec, DenseI64ArrayAttr:$strides,
                   DenseI64ArrayAttr:$padding_low, DenseI64ArrayAttr:$padding_high,
                   DenseI64ArrayAttr:$lhs_dilation, DenseI64ArrayAttr:$rhs_dilation,
                   DenseI64ArrayAttr:$reversed, I64Attr:$feature_group_count,
                   I64Attr:$batch_group_count);
  let results = (outs Array_NumberTensor:$result);
  let assemblyFormat = "$lhs `,` $rhs attr-dict `:` functional-type(operands, results)";
}

#endif // COVECTOR_ARRAY_CONVOLUTION
