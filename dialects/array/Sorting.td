//===- Sorting.td - orders of elements ------------------------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_SORTING
#define COVECTOR_ARRAY_SORTING

include "dialects/array/ArrayBase.td"

def Array_SortOp : Array_Op<"sort", [Jvp, HasDependence, RuntimeCall]> {
  let summary = "arrays in the order of keys along an axis";
  let description = [{
    Along `axis`, the elements of all operands in the order in which the first
    `num_keys` operands ascend: by the first of them, where these are equal by the
    second, and so on. Elements whose keys are all equal stay in their order.
    False is before true, NaN is after all numbers and equal to every NaN, -0 and 0
    are equal, and complex numbers are ordered by the real and then the imaginary
    part.

    The operands, at least one, have one shape (C1). `axis` is one of theirs (C2).
    `num_keys` is positive and at most the number of operands (C3).

    Example:
    ```mlir
    %k, %v = array.sort %x, %y {axis = 0 : i64, num_keys = 1 : i64}
        : (tensor<4xf32>, tensor<4xi8>) -> (tensor<4xf32>, tensor<4xi8>)
    ```
  }];
  let arguments = (ins Variadic<Array_Tensor>:$xs, I64Attr:$axis, I64Attr:$num_keys);
  let results = (outs Variadic<Array_Tensor>:$results);
  let assemblyFormat = "$xs attr-dict `:` functional-type(operands, results)";
}

def Array_ArgsortOp : Array_Op<"argsort", [Jvp, RuntimeCall]> {
  let summary = "positions in the order of keys along an axis";
  let description = [{
    Along `axis`, where the elements of a sorted array come from, as the integer
    type `index_type` (C3): all operands, of one shape (C1), are keys in the sense
    of `array.sort`, and `axis` is one of theirs (C2).

    Example:
    ```mlir
    %r = array.argsort %x {axis = 0 : i64, index_type = i32} : (tensor<4xf32>) -> tensor<4xi32>
    ```
  }];
  let arguments = (ins Variadic<Array_Tensor>:$keys, I64Attr:$axis, TypeAttr:$index_type);
  let results = (outs Array_IntTensor:$result);
  let assemblyFormat = "$keys attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = Array_Code<>.jvpZero;
}

def Array_TopKOp : Array_Op<"top_k", [Jvp, HasDependence, RuntimeCall]> {
  let summary = "greatest elements along an axis, and their positions";
  let description = [{
    The `k` greatest elements along `axis` in descending order, and their positions,
    as 32-bit integers. The first of equals comes first. Floats are in the total
    order of IEEE 754: NaN is before all numbers (after all where its sign is set),
    and 0 before -0.

    `axis` is one of the operand's, which is no longer than an i32 counts (C1);
    `k` is not negative and at most its size (C2).

    Example:
    ```mlir
    %v, %i = array.top_k %x {axis = 0 : i64, k = 2 : i64}
        : (tensor<4xf32>) -> (tensor<2xf32>, tensor<2xi32>)
    ```
  }];
  let arguments = (ins Array_RealTensor:$x, I64Attr:$axis, I64Attr:$k);
  let results = (outs Array_RealTensor:$values, Array_IntTensor:$positions);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
}

def Array_SearchSortedOp : Array_Op<"search_sorted", [Jvp, RuntimeCall]> {
  let summary = "places of values in sorted arrays";
  let description = [{
    For every element of `values` the number of elements along the last axis of
    `sorted` that are less, or with `right` less or equal, in the order of
    `array.sort`: where it can be put in. `sorted` ascends along its last axis; its
    other axes are the first ones of `values` (C1), so that each line is
    searched for values of its own. Both have one element type (C2); the result is
    of the integer type `index_type` (C3).

    Example:
    ```mlir
    %r = array.search_sorted %s, %x {index_type = i32, right = false}
        : (tensor<9xf32>, tensor<2x3xf32>) -> tensor<2x3xi32>
    ```
  }];
  let arguments = (ins Array_Tensor:$sorted, Array_Tensor:$values, BoolAttr:$right,
                   TypeAttr:$index_type);
  let results = (outs Array_IntTensor:$result);
  let assemblyFormat = "$sorted `,` $values attr-dict `:` functional-type(operands, results)";
  let extraClassDefinition = Array_Code<>.jvpZero;
}

#endif // COVECTOR_ARRAY_SORTING
