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

#endif // COVECTOR_PASSES
