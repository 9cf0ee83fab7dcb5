// RUN: covector-opt %s -array-transforms-pipeline | FileCheck %s

// The outer product: lanes of x outside, lanes of y inside.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:      %[[X:.*]]: tensor<3xf32>, %[[Y:.*]]: tensor<4xf32>) -> tensor<3x4xf32>
// CHECK-DAG:     %[[XS:.*]] = array.broadcast_in_dim %[[X]] {dimensions = array<i64: 0>, shape = array<i64: 3, 4>}
// CHECK-DAG:     %[[YS:.*]] = array.broadcast_in_dim %[[Y]] {dimensions = array<i64: 1>, shape = array<i64: 3, 4>}
// CHECK:         %[[XY:.*]] = array.mul %[[XS]], %[[YS]]
// CHECK:         return %[[XY]]
func.func @main(%x: tensor<3xf32>, %y: tensor<4xf32>) -> tensor<3x4xf32> {
  %0 = array.vmap @row(%x, %y) in_axes [0, -1] out_axes [0] size 3
      : (tensor<3xf32>, tensor<4xf32>) -> tensor<3x4xf32>
  return %0 : tensor<3x4xf32>
}
func.func private @row(%x: tensor<f32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %0 = array.vmap @f(%x, %y) in_axes [-1, 0] out_axes [0] size 4
      : (tensor<f32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
func.func private @f(%x: tensor<f32>, %y: tensor<f32>) -> tensor<f32> {
  %0 = array.mul %x, %y : tensor<f32>
  return %0 : tensor<f32>
}
