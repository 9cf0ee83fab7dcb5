// RUN: covector-opt %s -array-expand-transforms -array-simplify | FileCheck %s

// Tangents of scans are recurrences.

func.func private @cumsum(%x: tensor<5xf32>) -> tensor<5xf32> {
  %r = array.cumsum %x {axis = 0 : i64, reverse = false} : (tensor<5xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

// The cotangents are summed backward.
// CHECK-LABEL: func.func @cumsum_reverse(
// CHECK-SAME: %[[ARG0:.*]]: tensor<5xf32>, %[[ARG1:.*]]: tensor<5xf32>
// CHECK-NEXT: %[[CUMSUM:.*]] = array.cumsum %[[ARG1]] {axis = 0 : i64, reverse = true} : (tensor<5xf32>) -> tensor<5xf32>
// CHECK-NEXT: return %[[CUMSUM]] : tensor<5xf32>
func.func @cumsum_reverse(%x: tensor<5xf32>, %ct: tensor<5xf32>) -> tensor<5xf32> {
  %y, %cx = array.vjp @cumsum(%x) cotangents(%ct) argnums [0] resnums [0] : (tensor<5xf32>, tensor<5xf32>) -> (tensor<5xf32>, tensor<5xf32>)
  return %cx : tensor<5xf32>
}

func.func private @cumprod(%x: tensor<5xf32>) -> tensor<5xf32> {
  %r = array.cumprod %x {axis = 0 : i64, reverse = false} : (tensor<5xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

// dy_i = x_i dy_{i-1} + y_{i-1} dx_i
// CHECK-LABEL: func.func @cumprod_forward(
// CHECK-SAME: %[[ARG0:.*]]: tensor<5xf32>, %[[ARG1:.*]]: tensor<5xf32>
// CHECK-NEXT: %[[CUMPROD:.*]] = array.cumprod %[[ARG0]] {axis = 0 : i64, reverse = false} : (tensor<5xf32>) -> tensor<5xf32>
// CHECK-NEXT: %[[CONSTANT:.*]] = array.constant dense<1.000000e+00> : tensor<f32>
// CHECK-NEXT: %[[PAD:.*]] = array.pad %[[CUMPROD]], %[[CONSTANT]] {high = array<i64: -1>, interior = array<i64: 0>, low = array<i64: 1>} : (tensor<5xf32>, tensor<f32>) -> tensor<5xf32>
// CHECK-NEXT: %[[MUL:.*]] = array.mul %[[PAD]], %[[ARG1]] : tensor<5xf32>
// CHECK-NEXT: %[[LINEARRECURRENCE:.*]] = array.linear_recurrence %[[ARG0]], %[[MUL]] {axis = 0 : i64, reverse = false} : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
// CHECK-NEXT: return %[[LINEARRECURRENCE]] : tensor<5xf32>
func.func @cumprod_forward(%x: tensor<5xf32>, %dx: tensor<5xf32>) -> tensor<5xf32> {
  %y, %dy = array.jvp @cumprod(%x) tangents(%dx) argnums [0] : (tensor<5xf32>, tensor<5xf32>) -> (tensor<5xf32>, tensor<5xf32>)
  return %dy : tensor<5xf32>
}

func.func private @recurrence(%a: tensor<5xf32>, %b: tensor<5xf32>) -> tensor<5xf32> {
  %r = array.linear_recurrence %a, %b {axis = 0 : i64, reverse = true} : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

// The transpose of a recurrence is one in the other direction, its factors one place further.
// CHECK-LABEL: func.func @recurrence_reverse(
// CHECK-SAME: %[[ARG0:.*]]: tensor<5xf32>, %[[ARG1:.*]]: tensor<5xf32>, %[[ARG2:.*]]: tensor<5xf32>
// CHECK-NEXT: %[[CONSTANT:.*]] = array.constant dense<0.000000e+00> : tensor<f32>
// CHECK-NEXT: %[[PAD:.*]] = array.pad %[[ARG0]], %[[CONSTANT]] {high = array<i64: -1>, interior = array<i64: 0>, low = array<i64: 1>} : (tensor<5xf32>, tensor<f32>) -> tensor<5xf32>
// CHECK-NEXT: %[[LINEARRECURRENCE:.*]] = array.linear_recurrence %[[PAD]], %[[ARG2]] {axis = 0 : i64, reverse = false} : (tensor<5xf32>, tensor<5xf32>) -> tensor<5xf32>
// CHECK-NEXT: return %[[LINEARRECURRENCE]] : tensor<5xf32>
func.func @recurrence_reverse(%a: tensor<5xf32>, %b: tensor<5xf32>, %ct: tensor<5xf32>) -> tensor<5xf32> {
  %y, %cb = array.vjp @recurrence(%a, %b) cotangents(%ct) argnums [1] resnums [0] : (tensor<5xf32>, tensor<5xf32>, tensor<5xf32>) -> (tensor<5xf32>, tensor<5xf32>)
  return %cb : tensor<5xf32>
}
