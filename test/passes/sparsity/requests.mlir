// RUN: covector-opt %s -split-input-file -array-sparsity=symmetric | FileCheck %s

// The pattern of a Hessian is that of the gradient, which is made first: an arrow,
// which two products give with the help of symmetry.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:    column_colors = 4 : i64, entries = 10 : i64,
// CHECK-SAME:    rows = [array<i32: 0, 1, 2, 3>, array<i32: 0, 1>, array<i32: 0, 2>, array<i32: 0, 3>]
// CHECK-SAME:    symmetric_colors = 2 : i64
func.func @main(%x: tensor<4xf32>) -> tensor<4xf32> {
  %one = array.constant dense<1.0> : tensor<f32>
  %y, %ct = array.vjp @f(%x) cotangents(%one) argnums [0] resnums [0]
      : (tensor<4xf32>, tensor<f32>) -> (tensor<f32>, tensor<4xf32>)
  return %ct : tensor<4xf32>
}
func.func private @f(%x: tensor<4xf32>) -> tensor<f32> {
  %0 = array.slice %x {limits = array<i64: 1>, starts = array<i64: 0>, strides = array<i64: 1>}
      : (tensor<4xf32>) -> tensor<1xf32>
  %1 = array.broadcast_in_dim %0 {dimensions = array<i64: 0>, shape = array<i64: 4>}
      : (tensor<1xf32>) -> tensor<4xf32>
  %2 = array.mul %x, %1 : tensor<4xf32>
  %3 = array.mul %2, %x : tensor<4xf32>
  %4 = array.reduce_sum %3 {axes = array<i64: 0>} : (tensor<4xf32>) -> tensor<f32>
  return %4 : tensor<f32>
}
