//===- Shape.td - operations that create, move and rearrange elements ----===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_SHAPE
#define COVECTOR_ARRAY_SHAPE

include "dialects/array/ArrayBase.td"

def Array_ConstantOp : Array_Op<"constant", [ConstantLike, Jvp]> {
  let summary = "constant array";
  let description = [{
    The array `value`.

    Example:
    ```mlir
    %r = array.constant dense<[1.0, 2.0]> : tensor<2xf32>
    ```
  }];
  let arguments = (ins ElementsAttr:$value);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "attr-dict $value";
  let hasFolder = 1;
  let extraClassDefinition = Array_Code<>.jvpZero;
}

def Array_IotaOp : Array_Op<"iota", [Jvp]> {
  let summary = "positions along an axis";
  let description = [{
    An array of shape `shape` whose elements are their own index along `axis`,
    converted to `element_type`, which is not boolean (C1); `axis` is one of the
    shape's (C2).

    Example:
    ```mlir
    %r = array.iota {axis = 0 : i64, element_type = i32, shape = array<i64: 3, 2>} : tensor<3x2xi32>
    ```
  }];
  let arguments = (ins DenseI64ArrayAttr:$shape, TypeAttr:$element_type, I64Attr:$axis);
  let results = (outs Array_NumberTensor:$result);
  let assemblyFormat = "attr-dict `:` type($result)";
  let extraClassDefinition = Array_Code<>.jvpZero;
}

def Array_BroadcastInDimOp : Array_Op<"broadcast_in_dim", [Jvp, Transpose, HasDependence]> {
  let summary = "repetition along new and unit axes";
  let description = [{
    An array of shape `shape`; axis `i` of the operand becomes the axis
    `dimensions[i]`, of the same size or repeated where the operand's is 1 (C1);
    `dimensions` are increasing (C2), one for each axis of the operand (C3).

    Example:
    ```mlir
    %r = array.broadcast_in_dim %x {dimensions = array<i64: 1>, shape = array<i64: 3, 2>}
        : (tensor<2xf32>) -> tensor<3x2xf32>
    ```
  }];
  let arguments = (ins Array_Tensor:$x, DenseI64ArrayAttr:$shape, DenseI64ArrayAttr:$dimensions);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let hasCanonicalizer = 1;
  let extraClassDefinition = Array_Code<>.jvpLinear;
}

def Array_ReshapeOp : Array_Op<"reshape", [Jvp, Transpose, HasDependence]> {
  let summary = "the same elements in another shape";
  let description = [{
    The operand's elements in row-major order as an array of shape `shape`,
    which holds as many (C1).

    Example:
    ```mlir
    %r = array.reshape %x {shape = array<i64: 3, 2>} : (tensor<6xf32>) -> tensor<3x2xf32>
    ```
  }];
  let arguments = (ins Array_Tensor:$x, DenseI64ArrayAttr:$shape);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let extraClassDefinition = Array_Code<>.jvpLinear;
}

def Array_TransposeOp : Array_Op<"transpose", [Jvp, Transpose, HasDependence]> {
  let summary = "permutation of the axes";
  let description = [{
    Axis `i` of the result is axis `permutation[i]` of the operand;
    `permutation` is one of the operand's axes (C1).

    Example:
    ```mlir
    %r = array.transpose %x {permutation = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
    ```
  }];
  let arguments = (ins Array_Tensor:$x, DenseI64ArrayAttr:$permutation);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let extraClassDefinition = Array_Code<>.jvpLinear;
}

def Array_SliceOp : Array_Op<"slice", [Jvp, Transpose, HasDependence]> {
  let summary = "regularly spaced part of an array";
  let description = [{
    The elements at `start, start + stride, ...` below `limit` along every axis.
    The three have one entry for each axis (C1), 0 <= start <= limit <= size
    (C2), and strides are positive (C3).

    Example:
    ```mlir
    %r = array.slice %x {limits = array<i64: 5>, starts = array<i64: 1>, strides = array<i64: 2>}
        : (tensor<6xf32>) -> tensor<2xf32>
    ```
  }];
  let arguments = (ins Array_Tensor:$x, DenseI64ArrayAttr:$starts, DenseI64ArrayAttr:$limits,
                   DenseI64ArrayAttr:$strides);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$x attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let extraClassDefinition = Array_Code<>.jvpLinear;
}

def Array_PadOp : Array_Op<"pad", [Jvp, Transpose, HasDependence]> {
  let summary = "array with room around and between its elements";
  let description = [{
    The operand with `low` and `high` copies of `value` before and after each
    axis (negative ones take elements away) and `interior` copies between
    neighbours. The three have one entry for each axis (C1), `interior` is not
    negative (C2), and no size becomes negative (C3); `value` is a rank-0 array
    of the operand's element type (C4).

    Example:
    ```mlir
    %r = array.pad %x, %v {high = array<i64: 1>, interior = array<i64: 0>, low = array<i64: 2>}
        : (tensor<4xf32>, tensor<f32>) -> tensor<7xf32>
    ```
  }];
  let arguments = (ins Array_Tensor:$x, Array_Tensor:$value, DenseI64ArrayAttr:$low,
                   DenseI64ArrayAttr:$high, DenseI64ArrayAttr:$interior);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$x `,` $value attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let extraClassDefinition = Array_Code<>.jvpLinear;
}

def Array_ConcatenateOp : Array_Op<"concatenate", [Jvp, Transpose, HasDependence]> {
  let summary = "arrays one after the other along an axis";
  let description = [{
    The operands, at least one (C1), of the same element type and of the same
    size along every axis but `axis` (C2), one after the other along `axis`.

    Example:
    ```mlir
    %r = array.concatenate %x, %y {axis = 0 : i64} : (tensor<2xf32>, tensor<3xf32>) -> tensor<5xf32>
    ```
  }];
  let arguments = (ins Variadic<Array_Tensor>:$xs, I64Attr:$axis);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$xs attr-dict `:` functional-type(operands, results)";
  let hasFolder = 1;
  let extraClassDefinition = Array_Code<>.jvpLinear;
}

def Array_ReverseOp : Array_Op<"reverse", [Jvp, Transpose, HasDependence]> {
  let summary = "elements in reverse order along axes";
  let description = [{
    The operand with the order of its elements reversed along `axes`, which are
    distinct axes of it (C1).

    Example:
    ```mlir
    %r = array.reverse %x {axes = array<i64: 0>} : tensor<4xf32>
    ```
  }];
  let arguments = (ins Array_Tensor:$x, DenseI64ArrayAttr:$axes);
  let results = (outs Array_Tensor:$result);
  let assemblyFormat = "$x attr-dict `:` type($x)";
  let hasFolder = 1;
  let extraClassDefinition = Array_Code<>.jvpLinear;
}

#endif // COVECTOR_ARRAY_SHAPE
