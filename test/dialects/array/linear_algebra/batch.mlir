// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// Matrices have batch axes of their own; lanes of a right-hand side alone are further columns.

func.func private @cholesky(%x: tensor<3x3xf32>) -> tensor<3x3xf32> {
  %r = array.cholesky %x : (tensor<3x3xf32>) -> tensor<3x3xf32>
  return %r : tensor<3x3xf32>
}

// CHECK-LABEL: func.func @cholesky_lanes(
// CHECK-SAME: %[[X:.*]]: tensor<5x3x3xf32>
// CHECK-NEXT: array.cholesky %[[X]] : (tensor<5x3x3xf32>) -> tensor<5x3x3xf32>
func.func @cholesky_lanes(%x: tensor<5x3x3xf32>) -> tensor<5x3x3xf32> {
  %r = array.vmap @cholesky(%x) in_axes [0] out_axes [0] size 5
      : (tensor<5x3x3xf32>) -> tensor<5x3x3xf32>
  return %r : tensor<5x3x3xf32>
}

func.func private @solve(%a: tensor<3x3xf32>, %b: tensor<3x2xf32>) -> tensor<3x2xf32> {
  %r = array.triangular_solve %a, %b {conjugate_a = false, left_side = true, lower = true, transpose_a = false, unit_diagonal = false} : (tensor<3x3xf32>, tensor<3x2xf32>) -> tensor<3x2xf32>
  return %r : tensor<3x2xf32>
}

// CHECK-LABEL: func.func @right_sides(
// CHECK-SAME: %[[A:.*]]: tensor<3x3xf32>, %[[B:.*]]: tensor<5x3x2xf32>
// CHECK: %[[MOVED:.*]] = array.transpose %[[B]] {permutation = array<i64: 1, 2, 0>}
// CHECK: %[[COLUMNS:.*]] = array.reshape %{{.*}} : ({{.*}}) -> tensor<3x10xf32>
// CHECK: array.triangular_solve %[[A]], %[[COLUMNS]] {{.*}} -> tensor<3x10xf32>
func.func @right_sides(%a: tensor<3x3xf32>, %b: tensor<5x3x2xf32>) -> tensor<5x3x2xf32> {
  %r = array.vmap @solve(%a, %b) in_axes [-1, 0] out_axes [0] size 5
      : (tensor<3x3xf32>, tensor<5x3x2xf32>) -> tensor<5x3x2xf32>
  return %r : tensor<5x3x2xf32>
}

// CHECK-LABEL: func.func @both(
// CHECK-SAME: %[[A:.*]]: tensor<5x3x3xf32>, %[[B:.*]]: tensor<5x3x2xf32>
// CHECK-NEXT: array.triangular_solve %[[A]], %[[B]] {{.*}} -> tensor<5x3x2xf32>
func.func @both(%a: tensor<5x3x3xf32>, %b: tensor<5x3x2xf32>) -> tensor<5x3x2xf32> {
  %r = array.vmap @solve(%a, %b) in_axes [0, 0] out_axes [0] size 5
      : (tensor<5x3x3xf32>, tensor<5x3x2xf32>) -> tensor<5x3x2xf32>
  return %r : tensor<5x3x2xf32>
}
