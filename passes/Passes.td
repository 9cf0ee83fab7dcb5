//===- Passes.td - transformations of array programs ----------------------===//
//
// Part of Covector, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COVECTOR_PASSES
#define COVECTOR_PASSES

include "mlir/Pass/PassBase.td"

//===----------------------------------------------------------------------===//
// Derivatives
//===----------------------------------------------------------------------===//

class FunctionTransform<string flag> : Pass<flag, "::mlir::ModuleOp"> {
  let dependentDialects = ["::covector::array::ArrayDialect"];
  Option functionOption = Option<"function", "function", "std::string", [{""}],
    "the function to transform; default: main, or else the first public one">;
}

def ArrayJvpPass : FunctionTransform<"array-jvp"> {
  let summary = "add the forward-mode derivative of a function";
  let description = [{
    Adds `@f_jvp`: its arguments are those of `@f`, then a tangent for each
    argument in `argnums`; its results are those of `@f`, then the tangent of each
    floating-point or complex one. What does not vary with the chosen arguments
    gets no tangent code; a tangent that is zero is returned as zeros.

    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = array.sin %x : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```
    ==>
    ```mlir
    func.func @f_jvp(%x: tensor<4xf32>, %dx: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
      %0 = array.sin %x : tensor<4xf32>
      %1 = array.cos %x : tensor<4xf32>
      %2 = array.mul %dx, %1 : tensor<4xf32>
      return %0, %2 : tensor<4xf32>, tensor<4xf32>
    }
    ```
  }];
  let options = [
    functionOption,
    ListOption<"argnums", "argnums", "int64_t",
      "numbers of the arguments that vary; default: all floating-point and complex ones">,
  ];
}

def ArrayJetPass : FunctionTransform<"array-jet"> {
  let summary = "add the higher derivatives of a function along a curve";
  let description = [{
    Adds `@f_jet`: its arguments are those of `@f`, then, for each argument in
    `argnums`, the first `order` derivatives of a curve through it; its results are
    those of `@f`, then, for each floating-point or complex one, its first `order`
    derivatives along the curve. The number of operations grows as a power of the
    order, not exponentially as with nested forward mode.

    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = array.mul %x, %x : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```
    ==> (with `order=1`)
    ```mlir
    func.func @f_jet(%x: tensor<4xf32>, %x1: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
      %0 = array.mul %x, %x : tensor<4xf32>
      %1 = array.mul %x, %x1 : tensor<4xf32>
      %2 = array.mul %x1, %x : tensor<4xf32>
      %3 = array.add %1, %2 : tensor<4xf32>
      return %0, %3 : tensor<4xf32>, tensor<4xf32>
    }
    ```
  }];
  let options = [
    functionOption,
    ListOption<"argnums", "argnums", "int64_t",
      "numbers of the arguments that lie on curves; default: all floating-point and complex ones">,
    Option<"order", "order", "int64_t", "2", "number of derivatives">,
    Option<"line", "line", "bool", "false",
      "the curves are lines: only their first derivatives are arguments">,
  ];
}

def ArrayVjpPass : FunctionTransform<"array-vjp"> {
  let summary = "add the reverse-mode derivative of a function";
  let description = [{
    Adds `@f_vjp`: its arguments are those of `@f`, then a cotangent for each
    result in `resnums`; its results are those of `@f`, then the cotangent of each
    argument in `argnums`. The cotangents of other results are zero. The function
    is pushed forward and the part that is linear in tangents transposed.

    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = array.sin %x : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```
    ==>
    ```mlir
    func.func @f_vjp(%x: tensor<4xf32>, %ct: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
      %0 = array.sin %x : tensor<4xf32>
      %1 = array.cos %x : tensor<4xf32>
      %2 = array.mul %ct, %1 : tensor<4xf32>
      return %0, %2 : tensor<4xf32>, tensor<4xf32>
    }
    ```
  }];
  let options = [
    functionOption,
    ListOption<"argnums", "argnums", "int64_t",
      "numbers of the arguments whose cotangents are wanted; default: all floating-point and complex ones">,
    ListOption<"resnums", "resnums", "int64_t",
      "numbers of the results that cotangents are given for; default: all floating-point and complex ones">,
  ];
}

def ArrayGradPass : FunctionTransform<"array-grad"> {
  let summary = "add the gradient of a scalar function";
  let description = [{
    Adds `@f_grad`, the reverse-mode derivative at the cotangent 1 of result 0, a
    floating-point scalar: its arguments are those of `@f`, its results the
    gradients for `argnums`.

    ```mlir
    func.func @f(%x: tensor<f32>) -> tensor<f32> {
      %0 = array.sin %x : tensor<f32>
      return %0 : tensor<f32>
    }
    ```
    ==>
    ```mlir
    func.func @f_grad(%x: tensor<f32>) -> tensor<f32> {
      %0 = array.cos %x : tensor<f32>
      return %0 : tensor<f32>
    }
    ```
  }];
  let options = [
    functionOption,
    ListOption<"argnums", "argnums", "int64_t",
      "numbers of the arguments; default: all floating-point and complex ones">,
    Option<"value", "value", "bool", "false",
      "return the results of the function too, before the gradients">,
  ];
}

def ArrayLinearizePass : FunctionTransform<"array-linearize"> {
  let summary = "split forward mode into a function for values and a linear one for tangents";
  let description = [{
    Adds `@f_forward`, which returns the results of `@f` and the residuals, and
    `@f_linear`, which takes the residuals and a tangent for each argument in
    `argnums` and returns the tangents of the floating-point and complex results.
    A residual is saved once; constants are not saved, and broadcasts and reshapes
    of saved values are made again.

    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = array.sin %x : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```
    ==>
    ```mlir
    func.func @f_forward(%x: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
      %0 = array.sin %x : tensor<4xf32>
      %1 = array.cos %x : tensor<4xf32>
      return %0, %1 : tensor<4xf32>, tensor<4xf32>
    }
    func.func @f_linear(%r: tensor<4xf32>, %dx: tensor<4xf32>) -> tensor<4xf32> {
      %0 = array.mul %dx, %r : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```
  }];
  let options = [
    functionOption,
    ListOption<"argnums", "argnums", "int64_t",
      "numbers of the arguments that vary; default: all floating-point and complex ones">,
  ];
}

def ArrayTransposePass : FunctionTransform<"array-transpose"> {
  let summary = "add the transpose of a linear function";
  let description = [{
    Adds `@f_transpose` for a function that is linear in the arguments `argnums`
    together: its arguments are the other ones, then a cotangent for each
    floating-point or complex result; its results are the cotangents of the
    linear arguments.

    ```mlir
    func.func @f(%a: tensor<4xf32>, %x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = array.mul %a, %x : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```
    ==> (with `argnums=1`)
    ```mlir
    func.func @f_transpose(%a: tensor<4xf32>, %ct: tensor<4xf32>) -> tensor<4xf32> {
      %0 = array.mul %a, %ct : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```
  }];
  let options = [
    functionOption,
    ListOption<"argnums", "argnums", "int64_t",
      "numbers of the linear arguments; default: all floating-point and complex ones">,
  ];
}

//===----------------------------------------------------------------------===//
// Sparsity
//===----------------------------------------------------------------------===//

def ArraySparsityPass : FunctionTransform<"array-sparsity"> {
  let summary = "find where the Jacobian of a function may be other than zero";
  let description = [{
    Sets the attribute `array.sparsity` of `@f`: the shape of the Jacobian of the
    results `resnums`, one after the other, with respect to the arguments `argnums`,
    the number of its entries, and with how many colours its columns, or its rows
    where these may need fewer, can be painted so that no row (no column) has two of
    one colour. Of a pattern of at most 256 rows and entries, `rows` holds the
    columns of each row.

    The pattern holds for all values of the arguments. Positions that are computed
    from constants are followed; others may be anywhere. With `symmetric`, the
    function being a gradient, the pattern is made symmetric, and the colours that
    suffice with the help of symmetry are counted too.

    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<3xf32> {
      %0 = array.slice %x {limits = array<i64: 4>, starts = array<i64: 1>, strides = array<i64: 1>}
          : (tensor<4xf32>) -> tensor<3xf32>
      %1 = array.slice %x {limits = array<i64: 3>, starts = array<i64: 0>, strides = array<i64: 1>}
          : (tensor<4xf32>) -> tensor<3xf32>
      %2 = array.sub %0, %1 : tensor<3xf32>
      return %2 : tensor<3xf32>
    }
    ```
    ==> (the body stays)
    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<3xf32> attributes {
        array.sparsity = {column_colors = 2 : i64, entries = 6 : i64,
                          rows = [array<i32: 0, 1>, array<i32: 1, 2>, array<i32: 2, 3>],
                          shape = array<i64: 3, 4>}} {
      ...
    }
    ```
  }];
  let dependentDialects = ["::covector::array::ArrayDialect", "::mlir::arith::ArithDialect",
                           "::mlir::complex::ComplexDialect", "::mlir::math::MathDialect"];
  let options = [
    functionOption,
    ListOption<"argnums", "argnums", "int64_t",
      "numbers of the arguments that vary; default: all floating-point and complex ones">,
    ListOption<"resnums", "resnums", "int64_t",
      "numbers of the results; default: all floating-point and complex ones">,
    Option<"symmetric", "symmetric", "bool", "false", "the matrix is symmetric">,
  ];
}

def ArrayCheckpointPass : FunctionTransform<"array-checkpoint"> {
  let summary = "let derivatives keep less and compute more";
  let description = [{
    Gives every `array.scan` and `array.while` of the function `levels`: reverse mode of
    a loop of `n` iterations then keeps the carried values of about
    `levels * n ** (1 / levels)` of them at a time, and computes the others again. Or gives
    them `snapshots`: so many are kept, and the fewest iterations run again. Run it in front of
    the passes that differentiate.

    With `policy` all that the function computes is put in an `array.checkpoint`: derivatives
    keep the arguments, and of the rest what the policy says, which is one of JAX's:
    `nothing_saveable`, `everything_saveable`, `dots_saveable`,
    `dots_with_no_batch_dims_saveable`, and, with `names`, `save_only_these_names`,
    `save_any_names_but_these` and `save_anything_except_these_names`. Loops are then changed
    only if `levels` or `snapshots` is given too.

    ```mlir
    func.func @f(%x: tensor<f32>) -> tensor<f32> {
      %0 = array.scan consts() carry(%x) over() length 100 : (tensor<f32>) -> tensor<f32> {
      ^bb0(%i: tensor<i64>, %a: tensor<f32>):
        %1 = array.sin %a : tensor<f32>
        array.yield %1 : tensor<f32>
      }
      return %0 : tensor<f32>
    }
    ```
    ==>
    ```mlir
    func.func @f(%x: tensor<f32>) -> tensor<f32> {
      %0 = array.scan consts() carry(%x) over() length 100 {levels = 2 : i64} : (tensor<f32>) -> tensor<f32> {
      ^bb0(%i: tensor<i64>, %a: tensor<f32>):
        %1 = array.sin %a : tensor<f32>
        array.yield %1 : tensor<f32>
      }
      return %0 : tensor<f32>
    }
    ```
  }];
  let options = [
    functionOption,
    Option<"levels", "levels", "int64_t", "2", "how often a loop is divided; 1: not at all">,
    Option<"snapshots", "snapshots", "int64_t", "0",
           "how many iterations of a loop are kept; 0: as levels says">,
    Option<"policy", "policy", "std::string", [{""}], "what a checkpoint of the whole saves">,
    ListOption<"names", "names", "std::string", "the names of a policy of names">,
  ];
}

//===----------------------------------------------------------------------===//
// Batching
//===----------------------------------------------------------------------===//

def ArrayVmapPass : FunctionTransform<"array-vmap"> {
  let summary = "add a function that computes many lanes of another at once";
  let description = [{
    Adds `@f_vmap`: argument `i` has an axis of `size` lanes at `in-axes[i]`, or is
    the same for all lanes where that is -1; result `i` has its lanes along
    `out-axes[i]`. A result that is the same for all lanes is repeated, or returned
    once where its out axis is -1. What no mapped argument reaches is computed
    once. Collectives over the axis `axis-name` become operations along the axis of
    the lanes; others stay.

    ```mlir
    func.func @f(%x: tensor<4xf32>, %y: tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
      %0 = array.sin %x : tensor<4xf32>
      %1 = array.neg %y : tensor<4xf32>
      return %0, %1 : tensor<4xf32>, tensor<4xf32>
    }
    ```
    ==> (with `in-axes=0,-1 out-axes=0,-1 size=8`)
    ```mlir
    func.func @f_vmap(%x: tensor<8x4xf32>, %y: tensor<4xf32>) -> (tensor<8x4xf32>, tensor<4xf32>) {
      %0 = array.sin %x : tensor<8x4xf32>
      %1 = array.neg %y : tensor<4xf32>
      return %0, %1 : tensor<8x4xf32>, tensor<4xf32>
    }
    ```
  }];
  let options = [
    functionOption,
    ListOption<"inAxes", "in-axes", "int64_t", "mapped axis of each argument; default: 0 for all">,
    ListOption<"outAxes", "out-axes", "int64_t", "mapped axis of each result; default: 0 for all">,
    Option<"size", "size", "int64_t", "-1", "number of lanes; must be given">,
    Option<"axisName", "axis-name", "std::string", "", "name of the mapped axis; default: it has none">,
  ];
}

//===----------------------------------------------------------------------===//
// Requests
//===----------------------------------------------------------------------===//

def ArrayToStablehloPass : Pass<"array-to-stablehlo", "::mlir::ModuleOp"> {
  let summary = "lower the array dialect to StableHLO";
  let description = [{
    Replaces all operations of the array dialect, in functions that are expanded (see
    `array-expand-transforms`), by operations of StableHLO and CHLO, which PJRT's compilers
    take for CPUs, GPUs and TPUs. An operation that has no form there is an error.

    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<f32> {
      %0 = array.sin %x : tensor<4xf32>
      %1 = array.reduce_sum %0 {axes = array<i64: 0>} : (tensor<4xf32>) -> tensor<f32>
      return %1 : tensor<f32>
    }
    ```
    ==>
    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<f32> {
      %0 = stablehlo.sine %x : tensor<4xf32>
      %cst = stablehlo.constant dense<0.000000e+00> : tensor<f32>
      %1 = stablehlo.reduce(%0 init: %cst) applies stablehlo.add across dimensions = [0]
          : (tensor<4xf32>, tensor<f32>) -> tensor<f32>
      return %1 : tensor<f32>
    }
    ```
  }];
  let dependentDialects = ["::covector::stablehlo::StablehloDialect",
                           "::covector::chlo::ChloDialect"];
}

def ArrayExpandTransformsPass : Pass<"array-expand-transforms", "::mlir::ModuleOp"> {
  let summary = "replace requests for transforms, and calls, by the code that they stand for";
  let description = [{
    `array.jvp`, `array.vjp`, `array.vmap` and `func.call` are replaced, innermost
    first: a function is expanded before it is transformed, so that transforms nest
    in any order. Equal requests are made once. Private functions that are no
    longer used are removed; calls of functions without a body stay.

    ```mlir
    func.func @main(%x: tensor<4xf32>, %ct: tensor<4xf32>) -> tensor<4xf32> {
      %y, %g = array.vjp @f(%x) cotangents(%ct) argnums [0] resnums [0]
          : (tensor<4xf32>, tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>)
      return %g : tensor<4xf32>
    }
    func.func private @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = array.sin %x : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```
    ==>
    ```mlir
    func.func @main(%x: tensor<4xf32>, %ct: tensor<4xf32>) -> tensor<4xf32> {
      %0 = array.sin %x : tensor<4xf32>
      %1 = array.cos %x : tensor<4xf32>
      %2 = array.mul %ct, %1 : tensor<4xf32>
      return %2 : tensor<4xf32>
    }
    ```
  }];
  let dependentDialects = ["::covector::array::ArrayDialect"];
}

//===----------------------------------------------------------------------===//
// Optimisation
//===----------------------------------------------------------------------===//

def ArraySimplifyPass : Pass<"array-simplify", "::mlir::func::FuncOp"> {
  let summary = "fold operations, merge equal ones and remove dead ones, in one sweep";
  let description = [{
    Visits every operation once, in order: folds it or rewrites it by the
    dialects' canonicalisation patterns, then replaces it by an earlier equal
    one; operations whose results nobody uses are removed from the end backward.
    The time is linear in the number of operations.

    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = array.neg %x : tensor<4xf32>
      %1 = array.neg %0 : tensor<4xf32>
      %2 = array.sin %1 : tensor<4xf32>
      %3 = array.sin %x : tensor<4xf32>
      %4 = array.add %2, %3 : tensor<4xf32>
      return %4 : tensor<4xf32>
    }
    ```
    ==>
    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = array.sin %x : tensor<4xf32>
      %1 = array.add %0, %0 : tensor<4xf32>
      return %1 : tensor<4xf32>
    }
    ```
  }];
  let dependentDialects = ["::covector::array::ArrayDialect"];
}

def ArrayMergePadsPass : Pass<"array-merge-pads", "::mlir::func::FuncOp"> {
  let summary = "make sums of pads slices of one pad, or a concatenation";
  let description = [{
    Sums of arrays that are padded with zeros are what the transposes of slices leave.
    Pads of one array, perhaps with constant factors, become slices of one pad, which
    one loop nest reads; pads of pieces that make up the whole become `array.concatenate`.
    The time is linear in the number of operations.

    ```mlir
    func.func @f(%x: tensor<8xf32>) -> tensor<9xf32> {
      %zero = array.constant dense<0.0> : tensor<f32>
      %0 = array.neg %x : tensor<8xf32>
      %1 = array.pad %x, %zero {low = array<i64: 1>, high = array<i64: 0>, interior = array<i64: 0>}
          : (tensor<8xf32>, tensor<f32>) -> tensor<9xf32>
      %2 = array.pad %0, %zero {low = array<i64: 0>, high = array<i64: 1>, interior = array<i64: 0>}
          : (tensor<8xf32>, tensor<f32>) -> tensor<9xf32>
      %3 = array.add %1, %2 : tensor<9xf32>
      return %3 : tensor<9xf32>
    }
    ```
    ==>
    ```mlir
    func.func @f(%x: tensor<8xf32>) -> tensor<9xf32> {
      %zero = array.constant dense<0.0> : tensor<f32>
      %0 = array.pad %x, %zero {low = array<i64: 1>, high = array<i64: 1>, interior = array<i64: 0>}
          : (tensor<8xf32>, tensor<f32>) -> tensor<10xf32>
      %1 = array.slice %0 {starts = array<i64: 0>, limits = array<i64: 9>, strides = array<i64: 1>}
          : (tensor<10xf32>) -> tensor<9xf32>
      %2 = array.slice %0 {starts = array<i64: 1>, limits = array<i64: 10>, strides = array<i64: 1>}
          : (tensor<10xf32>) -> tensor<9xf32>
      %3 = array.neg %2 : tensor<9xf32>
      %4 = array.add %1, %3 : tensor<9xf32>
      return %4 : tensor<9xf32>
    }
    ```
  }];
  let dependentDialects = ["::covector::array::ArrayDialect"];
}

def ArrayDeferSumsPass : Pass<"array-defer-sums", "::mlir::func::FuncOp"> {
  let summary = "sum products over the iterations of a loop after it, by one contraction";
  let description = [{
    A scan that carries a sum of products, which its body does not read, as the gradient
    of a loop does for the matrices that the loop multiplies by, stacks the factors; all
    products are then one `array.dot_general`. Factors that are not in a stack anyway are
    stacked if that takes no more memory than the sum, or than what the loop reads in stacks.

    ```mlir
    func.func @f(%a: tensor<64x64xf32>, %u: tensor<9x64xf32>, %v: tensor<9x64xf32>)
        -> tensor<64x64xf32> {
      %r = array.scan consts() carry(%a) over(%u, %v) length 9
          : (tensor<64x64xf32>, tensor<9x64xf32>, tensor<9x64xf32>) -> tensor<64x64xf32> {
      ^bb0(%i: tensor<i64>, %sum: tensor<64x64xf32>, %x: tensor<64xf32>, %y: tensor<64xf32>):
        %0 = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64>,
             lhs_contracting = array<i64>, rhs_batch = array<i64>, rhs_contracting = array<i64>}
            : (tensor<64xf32>, tensor<64xf32>) -> tensor<64x64xf32>
        %1 = array.add %sum, %0 : tensor<64x64xf32>
        array.yield %1 : tensor<64x64xf32>
      }
      return %r : tensor<64x64xf32>
    }
    ```
    ==>
    ```mlir
    func.func @f(%a: tensor<64x64xf32>, %u: tensor<9x64xf32>, %v: tensor<9x64xf32>)
        -> tensor<64x64xf32> {
      %0 = array.dot_general %u, %v {element_type = f32, lhs_batch = array<i64>,
           lhs_contracting = array<i64: 0>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>}
          : (tensor<9x64xf32>, tensor<9x64xf32>) -> tensor<64x64xf32>
      %1 = array.add %a, %0 : tensor<64x64xf32>
      return %1 : tensor<64x64xf32>
    }
    ```
  }];
  let dependentDialects = ["::covector::array::ArrayDialect"];
}

//===----------------------------------------------------------------------===//
// Debugging
//===----------------------------------------------------------------------===//

def ArrayCheckNumbersPass : Pass<"array-check-numbers", "::mlir::func::FuncOp"> {
  let summary = "note behind every operation whether it makes a NaN or an infinity";
  let description = [{
    Writes `array.check_numbers` behind every operation with floating-point or complex
    results, at the beginning of loops and of their iterations, and for the arguments. The attribute
    `array.result_ids` of the function holds the number of each result in these notes, -1 if it
    has none. To be run when derivatives and batching have been expanded.

    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> {
      %0 = array.sqrt %x : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```
    ==>
    ```mlir
    func.func @f(%x: tensor<4xf32>) -> tensor<4xf32> attributes {array.result_ids = array<i64: 1>} {
      array.check_numbers "argument" "0" [0] of [] (%x) : tensor<4xf32>
      %0 = array.sqrt %x : tensor<4xf32>
      array.check_numbers "made" "sqrt" [1] of [0] (%0) : tensor<4xf32>
      return %0 : tensor<4xf32>
    }
    ```
  }];
  let dependentDialects = ["::covector::array::ArrayDialect"];
}

#endif // COVECTOR_PASSES
