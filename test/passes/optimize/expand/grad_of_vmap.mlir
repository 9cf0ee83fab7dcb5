// RUN: covector-opt %s -array-transforms-pipeline | FileCheck %s

// The gradient of sum(sin(x) * w) over lanes: that of w is summed over them.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:      %[[X:.*]]: tensor<8xf32>, %[[W:.*]]: tensor<f32>) -> (tensor<8xf32>, tensor<f32>)
// CHECK-DAG:     %[[SIN:.*]] = array.sin %[[X]]
// CHECK-DAG:     %[[COS:.*]] = array.cos %[[X]]
// CHECK-DAG:     %[[WS:.*]] = array.broadcast_in_dim %[[W]]
// CHECK-DAG:     %[[GW:.*]] = array.reduce_sum %[[SIN]] {axes = array<i64: 0>}
// CHECK-DAG:     %[[GX:.*]] = array.mul %[[WS]], %[[COS]]
// CHECK:         return %[[GX]], %[[GW]]
func.func @main(%x: tensor<8xf32>, %w: tensor<f32>) -> (tensor<8xf32>, tensor<f32>) {
  %one = array.constant dense<1.0> : tensor<f32>
  %y, %gx, %gw = array.vjp @total(%x, %w) cotangents(%one) argnums [0, 1] resnums [0]
      : (tensor<8xf32>, tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<8xf32>, tensor<f32>)
  return %gx, %gw : tensor<8xf32>, tensor<f32>
}
func.func private @total(%x: tensor<8xf32>, %w: tensor<f32>) -> tensor<f32> {
  %0 = array.vmap @f(%x, %w) in_axes [0, -1] out_axes [0] size 8
      : (tensor<8xf32>, tensor<f32>) -> tensor<8xf32>
  %1 = array.reduce_sum %0 {axes = array<i64: 0>} : (tensor<8xf32>) -> tensor<f32>
  return %1 : tensor<f32>
}
func.func private @f(%x: tensor<f32>, %w: tensor<f32>) -> tensor<f32> {
  %0 = array.sin %x : tensor<f32>
  %1 = array.mul %0, %w : tensor<f32>
  return %1 : tensor<f32>
}
