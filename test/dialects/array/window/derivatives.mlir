// RUN: covector-opt %s -array-expand-transforms -array-simplify | FileCheck %s

// Derivatives of windows.

func.func private @sum(%x: tensor<6xf32>) -> tensor<3xf32> {
  %r = array.reduce_window_sum %x {base_dilation = array<i64: 1>, high = array<i64: 1>, low = array<i64: 0>, strides = array<i64: 2>, window = array<i64: 3>, window_dilation = array<i64: 1>} : (tensor<6xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// Strides and base dilation change places.
// CHECK-LABEL: func.func @sum_reverse(
// CHECK-SAME: %[[ARG0:.*]]: tensor<6xf32>, %[[ARG1:.*]]: tensor<3xf32>
// CHECK-NEXT: %[[REDUCEWINDOWSUM:.*]] = array.reduce_window_sum %[[ARG1]] {base_dilation = array<i64: 2>, high = array<i64: 1>, low = array<i64: 2>, strides = array<i64: 1>, window = array<i64: 3>, window_dilation = array<i64: 1>} : (tensor<3xf32>) -> tensor<6xf32>
// CHECK-NEXT: return %[[REDUCEWINDOWSUM]] : tensor<6xf32>
func.func @sum_reverse(%x: tensor<6xf32>, %ct: tensor<3xf32>) -> tensor<6xf32> {
  %y, %cx = array.vjp @sum(%x) cotangents(%ct) argnums [0] resnums [0] : (tensor<6xf32>, tensor<3xf32>) -> (tensor<3xf32>, tensor<6xf32>)
  return %cx : tensor<6xf32>
}

func.func private @max(%x: tensor<6xf32>) -> tensor<3xf32> {
  %r = array.reduce_window_max %x {base_dilation = array<i64: 1>, high = array<i64: 1>, low = array<i64: 0>, strides = array<i64: 2>, window = array<i64: 3>, window_dilation = array<i64: 1>} : (tensor<6xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// CHECK-LABEL: func.func @max_forward(
// CHECK-SAME: %[[ARG0:.*]]: tensor<6xf32>, %[[ARG1:.*]]: tensor<6xf32>
// CHECK-NEXT: %[[SELECTANDGATHERADD:.*]] = array.select_and_gather_add %[[ARG1]], %[[ARG0]] {base_dilation = array<i64: 1>, greatest = true, high = array<i64: 1>, low = array<i64: 0>, strides = array<i64: 2>, window = array<i64: 3>, window_dilation = array<i64: 1>} : (tensor<6xf32>, tensor<6xf32>) -> tensor<3xf32>
// CHECK-NEXT: return %[[SELECTANDGATHERADD]] : tensor<3xf32>
func.func @max_forward(%x: tensor<6xf32>, %dx: tensor<6xf32>) -> tensor<3xf32> {
  %y, %dy = array.jvp @max(%x) tangents(%dx) argnums [0] : (tensor<6xf32>, tensor<6xf32>) -> (tensor<3xf32>, tensor<3xf32>)
  return %dy : tensor<3xf32>
}

// The cotangent goes where the tangent came from.
// CHECK-LABEL: func.func @max_reverse(
// CHECK-SAME: %[[ARG0:.*]]: tensor<6xf32>, %[[ARG1:.*]]: tensor<3xf32>
// CHECK-NEXT: %[[SELECTANDSCATTERADD:.*]] = array.select_and_scatter_add %[[ARG1]], %[[ARG0]] {base_dilation = array<i64: 1>, greatest = true, high = array<i64: 1>, low = array<i64: 0>, strides = array<i64: 2>, window = array<i64: 3>, window_dilation = array<i64: 1>} : (tensor<3xf32>, tensor<6xf32>) -> tensor<6xf32>
// CHECK-NEXT: return %[[SELECTANDSCATTERADD]] : tensor<6xf32>
func.func @max_reverse(%x: tensor<6xf32>, %ct: tensor<3xf32>) -> tensor<6xf32> {
  %y, %cx = array.vjp @max(%x) cotangents(%ct) argnums [0] resnums [0] : (tensor<6xf32>, tensor<3xf32>) -> (tensor<3xf32>, tensor<6xf32>)
  return %cx : tensor<6xf32>
}
