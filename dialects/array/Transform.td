//===- Transform.td - requests for derivatives and batching --------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each of these calls the transform of a function. The pass
// `array-expand-transforms` replaces them, innermost first, by calls of the
// functions that the transformations make.
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_ARRAY_TRANSFORM
#define COVECTOR_ARRAY_TRANSFORM

include "mlir/IR/SymbolInterfaces.td"
include "dialects/array/ArrayBase.td"

class Array_TransformRequest<string mnemonic, list<Trait> traits = []>
    : Op<Array_Dialect, mnemonic,
         !listconcat([Pure, DeclareOpInterfaceMethods<SymbolUserOpInterface>], traits)>;

// The primals and, one for each entry of a list, what is pushed or pulled. How
// many there are follows from that list, so no attribute has to say it.
class Array_DerivativeRequest<string mnemonic, string getter, string numbers>
    : Array_TransformRequest<mnemonic> {
  let results = (outs Variadic<Array_Tensor>:$results);
  let hasCustomAssemblyFormat = 1;
  let hasVerifier = 1;
  code common = [{
    ::mlir::OperandRange getPrimals() {
      return getArgs().drop_back(get}] # getter # [{().size());
    }
    ::mlir::OperandRange get}] # getter # [{() {
      size_t count = std::min<size_t>(get}] # numbers # [{().size(), getArgs().size());
      return getArgs().take_back(count);
    }
  }];
  let extraClassDeclaration = common;
}

def Array_JvpOp : Array_DerivativeRequest<"jvp", "Tangents", "Argnums"> {
  let summary = "value and directional derivative of a function";
  let description = [{
    Calls `callee` with the primals and pushes tangents through it. The operands
    are the primals, then the tangents, one for each argument in `argnums`, of
    that argument's type (C1), which is floating point or complex (C2). The
    results are those of the callee, then one tangent for each of its
    floating-point or complex results (C3).

    Example:
    ```mlir
    %y, %dy = array.jvp @f(%x) tangents(%dx) argnums [0]
        : (tensor<4xf32>, tensor<4xf32>) -> (tensor<f32>, tensor<f32>)
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<Array_Tensor>:$args,
                   DenseI64ArrayAttr:$argnums);
}

def Array_VjpOp : Array_DerivativeRequest<"vjp", "Cotangents", "Resnums"> {
  let summary = "value and cotangents of a function's arguments";
  let description = [{
    Calls `callee` with the primals and pulls cotangents back through it. The
    operands are the primals, then the cotangents, one for each result in
    `resnums`, of that result's type (C1), which is floating point or complex
    (C2); the cotangents of the other results are zero. The results are those of
    the callee, then the cotangent of each argument in `argnums`, all floating
    point or complex (C3).

    Example:
    ```mlir
    %y, %ct = array.vjp @f(%x) cotangents(%one) argnums [0] resnums [0]
        : (tensor<4xf32>, tensor<f32>) -> (tensor<f32>, tensor<4xf32>)
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<Array_Tensor>:$args,
                   DenseI64ArrayAttr:$argnums, DenseI64ArrayAttr:$resnums);
}

def Array_JetOp : Array_TransformRequest<"jet"> {
  let summary = "value and higher derivatives of a function along a curve";
  let description = [{
    Calls `callee` with the primals and pushes the derivatives of a curve through it.
    The operands are the primals, then, for each argument in `argnums`, the `order`
    first derivatives of the curve by its parameter, each of the argument's type
    (C1), which is floating point or complex (C2); `order` is positive (C3). The
    results are those of the callee, then, for each of its floating-point or complex
    results, the `order` first derivatives of it along the curve (C4). The curve is a
    `line` if only its first derivatives are given; the others are zero then.

    Example:
    ```mlir
    %y, %y1, %y2 = array.jet @f(%x, %x1, %x2) argnums [0] order 2
        : (tensor<4xf32>, tensor<4xf32>, tensor<4xf32>) -> (tensor<f32>, tensor<f32>, tensor<f32>)
    %z, %z1, %z2 = array.jet @f(%x, %x1) argnums [0] order 2 line
        : (tensor<4xf32>, tensor<4xf32>) -> (tensor<f32>, tensor<f32>, tensor<f32>)
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<Array_Tensor>:$args,
                   DenseI64ArrayAttr:$argnums, I64Attr:$order, UnitAttr:$line);
  let results = (outs Variadic<Array_Tensor>:$results);
  let assemblyFormat = [{ $callee `(` $args `)` `argnums` $argnums `order` $order (`line` $line^)? attr-dict
    `:` functional-type(operands, results) }];
}

def Array_VmapOp : Array_TransformRequest<"vmap"> {
  let summary = "a function over many lanes";
  let description = [{
    Calls `callee` for each of `size` lanes. Operand `i` has its lanes along axis
    `in_axes[i]`, or is the same for all where that is -1; result `i` has them
    along `out_axes[i]`, or, where that is -1, is a result that no mapped operand
    reaches (C1). The other axes are the callee's (C2). Collectives of the callee over
    the axis `axis_name`, if there is one, are across these lanes.

    Example:
    ```mlir
    %y = array.vmap @f(%x) in_axes [0] out_axes [0] size 8 axis_name "i"
        : (tensor<8x4xf32>) -> tensor<8xf32>
    ```
  }];
  let arguments = (ins FlatSymbolRefAttr:$callee, Variadic<Array_Tensor>:$args,
                   DenseI64ArrayAttr:$in_axes, DenseI64ArrayAttr:$out_axes, I64Attr:$size,
                   OptionalAttr<StrAttr>:$axis_name);
  let results = (outs Variadic<Array_Tensor>:$results);
  let assemblyFormat = [{ $callee `(` $args `)` `in_axes` $in_axes `out_axes` $out_axes `size` $size
    (`axis_name` $axis_name^)? attr-dict `:` functional-type(operands, results) }];
}

#endif // COVECTOR_ARRAY_TRANSFORM
