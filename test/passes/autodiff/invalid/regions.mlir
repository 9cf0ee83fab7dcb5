// RUN: not covector-opt %s -array-jvp 2>&1 | FileCheck %s
// RUN: not covector-opt %s -array-vjp 2>&1 | FileCheck %s
// RUN: not covector-opt %s -array-linearize 2>&1 | FileCheck %s
// RUN: not covector-opt %s -array-transpose 2>&1 | FileCheck %s
// RUN: not covector-opt %s -array-vmap=size=2 2>&1 | FileCheck %s

// What a region reads is not among the operands.
// CHECK: error: 'scf.if' op is not supported by {{[a-z]+}} yet: it has regions
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %true = arith.constant true
  %0 = scf.if %true -> tensor<4xf32> {
    scf.yield %x : tensor<4xf32>
  } else {
    %1 = array.neg %x : tensor<4xf32>
    scf.yield %1 : tensor<4xf32>
  }
  return %0 : tensor<4xf32>
}
