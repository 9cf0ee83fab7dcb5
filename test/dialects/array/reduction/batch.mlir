// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// Reduced axes are one further.

func.func private @reduce_sum(%x: tensor<3x4xf32>) -> tensor<3xf32> {
  %r = array.reduce_sum %x {axes = array<i64: 1>} : (tensor<3x4xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// CHECK-LABEL: func.func @reduce_sum_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xf32>
// CHECK-NEXT: %[[REDUCESUM:.*]] = array.reduce_sum %[[X]] {axes = array<i64: 2>} : (tensor<2x3x4xf32>) -> tensor<2x3xf32>
// CHECK-NEXT: return %[[REDUCESUM]] : tensor<2x3xf32>
func.func @reduce_sum_mapped(%x: tensor<2x3x4xf32>) -> tensor<2x3xf32> {
  %r = array.vmap @reduce_sum(%x) in_axes [0] out_axes [0] size 2
      : (tensor<2x3x4xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

func.func private @reduce_max(%x: tensor<3x4xf32>) -> tensor<f32> {
  %r = array.reduce_max %x {axes = array<i64: 0, 1>} : (tensor<3x4xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

// CHECK-LABEL: func.func @reduce_max_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xf32>
// CHECK-NEXT: %[[REDUCEMAX:.*]] = array.reduce_max %[[X]] {axes = array<i64: 1, 2>} : (tensor<2x3x4xf32>) -> tensor<2xf32>
// CHECK-NEXT: return %[[REDUCEMAX]] : tensor<2xf32>
func.func @reduce_max_mapped(%x: tensor<2x3x4xf32>) -> tensor<2xf32> {
  %r = array.vmap @reduce_max(%x) in_axes [0] out_axes [0] size 2
      : (tensor<2x3x4xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

func.func private @argmax(%x: tensor<3x4xf32>) -> tensor<4xi32> {
  %r = array.argmax %x {axis = 0 : i64, index_type = i32} : (tensor<3x4xf32>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}

// CHECK-LABEL: func.func @argmax_mapped(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xf32>
// CHECK-NEXT: %[[ARGMAX:.*]] = array.argmax %[[X]] {axis = 1 : i64, index_type = i32} : (tensor<2x3x4xf32>) -> tensor<2x4xi32>
// CHECK-NEXT: return %[[ARGMAX]] : tensor<2x4xi32>
func.func @argmax_mapped(%x: tensor<2x3x4xf32>) -> tensor<2x4xi32> {
  %r = array.vmap @argmax(%x) in_axes [0] out_axes [0] size 2
      : (tensor<2x3x4xf32>) -> tensor<2x4xi32>
  return %r : tensor<2x4xi32>
}
