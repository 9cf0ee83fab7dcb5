// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// The lanes have windows of one place.

func.func private @sum(%x: tensor<6xf32>) -> tensor<3xf32> {
  %r = array.reduce_window_sum %x {base_dilation = array<i64: 1>, high = array<i64: 1>, low = array<i64: 0>, strides = array<i64: 2>, window = array<i64: 3>, window_dilation = array<i64: 1>} : (tensor<6xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// CHECK-LABEL: func.func @sum_mapped(
// CHECK-SAME: %[[ARG0:.*]]: tensor<2x6xf32>
// CHECK-NEXT: %[[REDUCEWINDOWSUM:.*]] = array.reduce_window_sum %[[ARG0]] {base_dilation = array<i64: 1, 1>, high = array<i64: 0, 1>, low = array<i64: 0, 0>, strides = array<i64: 1, 2>, window = array<i64: 1, 3>, window_dilation = array<i64: 1, 1>} : (tensor<2x6xf32>) -> tensor<2x3xf32>
// CHECK-NEXT: return %[[REDUCEWINDOWSUM]] : tensor<2x3xf32>
func.func @sum_mapped(%x: tensor<2x6xf32>) -> tensor<2x3xf32> {
  %r = array.vmap @sum(%x) in_axes [0] out_axes [0] size 2 : (tensor<2x6xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}
