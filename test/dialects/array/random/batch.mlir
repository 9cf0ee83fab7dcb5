// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// Elementwise in all four operands.

func.func private @threefry(%k: tensor<3xui32>, %x: tensor<3xui32>) -> tensor<3xui32> {
  %r, %s = array.threefry2x32 %k, %k, %x, %x : tensor<3xui32>
  return %r : tensor<3xui32>
}

// CHECK-LABEL: func.func @threefry_counter(
// CHECK-SAME: %[[K:.*]]: tensor<3xui32>, %[[X:.*]]: tensor<2x3xui32>
// CHECK-NEXT: %[[BROADCASTINDIM:.*]] = array.broadcast_in_dim %[[K]] {dimensions = array<i64: 1>, shape = array<i64: 2, 3>} : (tensor<3xui32>) -> tensor<2x3xui32>
// CHECK-NEXT: %[[BROADCASTINDIM2:.*]] = array.broadcast_in_dim %[[K]] {dimensions = array<i64: 1>, shape = array<i64: 2, 3>} : (tensor<3xui32>) -> tensor<2x3xui32>
// CHECK-NEXT: %[[THREEFRY2X32:.*]], %[[THREEFRY2X322:.*]] = array.threefry2x32 %[[BROADCASTINDIM]], %[[BROADCASTINDIM2]], %[[X]], %[[X]] : tensor<2x3xui32>
// CHECK-NEXT: return %[[THREEFRY2X32]] : tensor<2x3xui32>
func.func @threefry_counter(%k: tensor<3xui32>, %x: tensor<2x3xui32>) -> tensor<2x3xui32> {
  %r = array.vmap @threefry(%k, %x) in_axes [-1, 0] out_axes [0] size 2
      : (tensor<3xui32>, tensor<2x3xui32>) -> tensor<2x3xui32>
  return %r : tensor<2x3xui32>
}
