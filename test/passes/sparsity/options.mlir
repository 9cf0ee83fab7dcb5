// RUN: covector-opt %s "-array-sparsity=function=g argnums=1 resnums=0" | FileCheck %s

// Rows are better here: one result.
// CHECK-LABEL: func.func @g(
// CHECK-SAME:    column_colors = 4 : i64, entries = 4 : i64, row_colors = 1 : i64,
// CHECK-SAME:    rows = [array<i32: 0, 1, 2, 3>], shape = array<i64: 1, 4>
func.func @g(%a: tensor<f32>, %x: tensor<4xf32>) -> (tensor<f32>, tensor<4xf32>) {
  %0 = array.reduce_sum %x {axes = array<i64: 0>} : (tensor<4xf32>) -> tensor<f32>
  %1 = array.mul %0, %a : tensor<f32>
  return %1, %x : tensor<f32>, tensor<4xf32>
}
