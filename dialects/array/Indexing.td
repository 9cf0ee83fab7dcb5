//===- Indexing.td - elements chosen by computed positions ---------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_INDEXING
#define COVECTOR_ARRAY_INDEXING

include "dialects/array/ArrayBase.td"

def Array_GatherOp : Array_Op<"gather", [Jvp, Transpose, HasDependence]> {
  let summary = "windows of an array at computed positions";
  let description = [{
    For every index vector along the last axis of `indices`, the window of
    `x` of shape `slice_sizes` that starts there. Entry `k` of an index vector is
    the position along axis `start_index_map[k]` of `x`. The axes
    `collapsed_axes` of a window, of size 1, are dropped; the others become the
    axes `offset_axes` of the result, whose remaining axes are those of
    `indices` without the last, in order. The axes `operand_batch_axes` of `x`
    and `indices_batch_axes` of `indices` run together, with windows of size 1
    that are dropped.

    With `wrap_negative`, an entry below 0 counts from the end of its axis of `x`.
    `mode` says what happens to a window that is not wholly inside: `clip` moves
    it inside, `fill` gives `fill_value` (0 where it is absent) instead, and
    `promise_in_bounds` is read as `clip`. `unique_indices` promises that no
    element is in two windows.

    The lists are consistent with the shapes (C1): as many offset axes, in
    increasing order, as kept window axes; as many entries in an index vector as
    in `start_index_map`; windows no larger than the array if there are any;
    paired batch axes of one size. `fill_value` is a number of the operand's
    element type (C2).

    Example:
    ```mlir
    %r = array.gather %x, %i {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>,
         mode = #array<index_mode clip>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>,
         slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>}
        : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
    ```
  }];
  let arguments = (ins Array_Tensor:$x, Array_IntTensor:$indices,
                   DenseI64ArrayAttr:$offset_axes, DenseI64ArrayAttr:$collapsed_axes,
                   DenseI64ArrayAttr:$operand_batch_axes, DenseI64ArrayAttr:$indices_batch_axes,
                   DenseI64ArrayAttr:$start_index_map, DenseI64ArrayAttr:$slice_sizes,
                   Array_IndexModeAttr:$mode, OptionalAttr<AnyAttr>:$fill_value,
                   OptionalAttr<BoolAttr>:$unique_indices,
                   OptionalAttr<BoolAttr>:$wrap_negative);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$x `,` $indices attr-dict `:` functional-type(operands, results)";
}

def Array_ScatterOp : Array_Op<"scatter", [Jvp, Transpose, HasDependence]> {
  let summary = "array with windows at computed positions changed";
  let description = [{
    The array `x` where for every index vector along the last axis of `indices`
    the window that starts there is combined with the window of `updates` by
    `kind` (`set`, `add`, `mul`, `min`, `max`). Updates of one element are
    applied in row-major order of `updates`. The axes `window_axes` of `updates`
    run over the window, whose axes `inserted_axes` have size 1 and are missing
    there; the other lists, and `wrap_negative`, are as in `array.gather`. A window
    that is not wholly
    inside is moved inside (`clip`, `promise_in_bounds`) or left out (`fill`).

    The lists are consistent with the shapes (C1), as in `array.gather`;
    `updates` has the element type of `x` (C2), which has an order where `kind`
    is `min` or `max` (C3).

    Example:
    ```mlir
    %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>,
         kind = #array<scatter_kind add>, mode = #array<index_mode fill>,
         operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>}
        : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
    ```
  }];
  let arguments = (ins Array_Tensor:$x, Array_IntTensor:$indices, Array_Tensor:$updates,
                   DenseI64ArrayAttr:$window_axes, DenseI64ArrayAttr:$inserted_axes,
                   DenseI64ArrayAttr:$operand_batch_axes, DenseI64ArrayAttr:$indices_batch_axes,
                   DenseI64ArrayAttr:$start_index_map, Array_IndexModeAttr:$mode,
                   Array_ScatterKindAttr:$kind, OptionalAttr<BoolAttr>:$unique_indices,
                   OptionalAttr<BoolAttr>:$wrap_negative);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$x `,` $indices `,` $updates attr-dict `:` functional-type(operands, results)";
}

#endif // COVECTOR_ARRAY_INDEXING
