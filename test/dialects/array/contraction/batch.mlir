// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// Lanes of both operands are a batch axis; those of one are a free axis of it.

func.func private @product(%x: tensor<3x4xf32>, %y: tensor<4x5xf32>) -> tensor<3x5xf32> {
  %r = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<3x4xf32>, tensor<4x5xf32>) -> tensor<3x5xf32>
  return %r : tensor<3x5xf32>
}

// CHECK-LABEL: func.func @product_both(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xf32>, %[[Y:.*]]: tensor<2x4x5xf32>
// CHECK-NEXT: %[[DOTGENERAL:.*]] = array.dot_general %[[X]], %[[Y]] {element_type = f32, lhs_batch = array<i64: 0>, lhs_contracting = array<i64: 2>, rhs_batch = array<i64: 0>, rhs_contracting = array<i64: 1>} : (tensor<2x3x4xf32>, tensor<2x4x5xf32>) -> tensor<2x3x5xf32>
// CHECK-NEXT: return %[[DOTGENERAL]] : tensor<2x3x5xf32>
func.func @product_both(%x: tensor<2x3x4xf32>, %y: tensor<2x4x5xf32>) -> tensor<2x3x5xf32> {
  %r = array.vmap @product(%x, %y) in_axes [0, 0] out_axes [0] size 2
      : (tensor<2x3x4xf32>, tensor<2x4x5xf32>) -> tensor<2x3x5xf32>
  return %r : tensor<2x3x5xf32>
}

// CHECK-LABEL: func.func @product_left(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xf32>, %[[Y:.*]]: tensor<4x5xf32>
// CHECK-NEXT: %[[DOTGENERAL:.*]] = array.dot_general %[[X]], %[[Y]] {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 2>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<2x3x4xf32>, tensor<4x5xf32>) -> tensor<2x3x5xf32>
// CHECK-NEXT: return %[[DOTGENERAL]] : tensor<2x3x5xf32>
func.func @product_left(%x: tensor<2x3x4xf32>, %y: tensor<4x5xf32>) -> tensor<2x3x5xf32> {
  %r = array.vmap @product(%x, %y) in_axes [0, -1] out_axes [0] size 2
      : (tensor<2x3x4xf32>, tensor<4x5xf32>) -> tensor<2x3x5xf32>
  return %r : tensor<2x3x5xf32>
}

// The free axes of the right operand come after those of the left.
// CHECK-LABEL: func.func @product_right(
// CHECK-SAME: %[[X:.*]]: tensor<3x4xf32>, %[[Y:.*]]: tensor<2x4x5xf32>
// CHECK-NEXT: %[[DOTGENERAL:.*]] = array.dot_general %[[X]], %[[Y]] {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 1>} : (tensor<3x4xf32>, tensor<2x4x5xf32>) -> tensor<3x2x5xf32>
// CHECK-NEXT: %[[TRANSPOSE:.*]] = array.transpose %[[DOTGENERAL]] {permutation = array<i64: 1, 0, 2>} : (tensor<3x2x5xf32>) -> tensor<2x3x5xf32>
// CHECK-NEXT: return %[[TRANSPOSE]] : tensor<2x3x5xf32>
func.func @product_right(%x: tensor<3x4xf32>, %y: tensor<2x4x5xf32>) -> tensor<2x3x5xf32> {
  %r = array.vmap @product(%x, %y) in_axes [-1, 0] out_axes [0] size 2
      : (tensor<3x4xf32>, tensor<2x4x5xf32>) -> tensor<2x3x5xf32>
  return %r : tensor<2x3x5xf32>
}

func.func private @batched_product(%x: tensor<6x3x4xf32>, %y: tensor<4x6x5xf32>) -> tensor<6x3x5xf32> {
  %r = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64: 0>, lhs_contracting = array<i64: 2>, rhs_batch = array<i64: 1>, rhs_contracting = array<i64: 0>} : (tensor<6x3x4xf32>, tensor<4x6x5xf32>) -> tensor<6x3x5xf32>
  return %r : tensor<6x3x5xf32>
}

// CHECK-LABEL: func.func @batched_product_both(
// CHECK-SAME: %[[X:.*]]: tensor<2x6x3x4xf32>, %[[Y:.*]]: tensor<2x4x6x5xf32>
// CHECK-NEXT: %[[DOTGENERAL:.*]] = array.dot_general %[[X]], %[[Y]] {element_type = f32, lhs_batch = array<i64: 0, 1>, lhs_contracting = array<i64: 3>, rhs_batch = array<i64: 0, 2>, rhs_contracting = array<i64: 1>} : (tensor<2x6x3x4xf32>, tensor<2x4x6x5xf32>) -> tensor<2x6x3x5xf32>
// CHECK-NEXT: return %[[DOTGENERAL]] : tensor<2x6x3x5xf32>
func.func @batched_product_both(%x: tensor<2x6x3x4xf32>, %y: tensor<2x4x6x5xf32>) -> tensor<2x6x3x5xf32> {
  %r = array.vmap @batched_product(%x, %y) in_axes [0, 0] out_axes [0] size 2
      : (tensor<2x6x3x4xf32>, tensor<2x4x6x5xf32>) -> tensor<2x6x3x5xf32>
  return %r : tensor<2x6x3x5xf32>
}

// The lanes follow the batch axis that was there.
// CHECK-LABEL: func.func @batched_product_left(
// CHECK-SAME: %[[X:.*]]: tensor<2x6x3x4xf32>, %[[Y:.*]]: tensor<4x6x5xf32>
// CHECK-NEXT: %[[DOTGENERAL:.*]] = array.dot_general %[[X]], %[[Y]] {element_type = f32, lhs_batch = array<i64: 1>, lhs_contracting = array<i64: 3>, rhs_batch = array<i64: 1>, rhs_contracting = array<i64: 0>} : (tensor<2x6x3x4xf32>, tensor<4x6x5xf32>) -> tensor<6x2x3x5xf32>
// CHECK-NEXT: %[[TRANSPOSE:.*]] = array.transpose %[[DOTGENERAL]] {permutation = array<i64: 1, 0, 2, 3>} : (tensor<6x2x3x5xf32>) -> tensor<2x6x3x5xf32>
// CHECK-NEXT: return %[[TRANSPOSE]] : tensor<2x6x3x5xf32>
func.func @batched_product_left(%x: tensor<2x6x3x4xf32>, %y: tensor<4x6x5xf32>) -> tensor<2x6x3x5xf32> {
  %r = array.vmap @batched_product(%x, %y) in_axes [0, -1] out_axes [0] size 2
      : (tensor<2x6x3x4xf32>, tensor<4x6x5xf32>) -> tensor<2x6x3x5xf32>
  return %r : tensor<2x6x3x5xf32>
}

// CHECK-LABEL: func.func @batched_product_right(
// CHECK-SAME: %[[X:.*]]: tensor<6x3x4xf32>, %[[Y:.*]]: tensor<2x4x6x5xf32>
// CHECK-NEXT: %[[DOTGENERAL:.*]] = array.dot_general %[[X]], %[[Y]] {element_type = f32, lhs_batch = array<i64: 0>, lhs_contracting = array<i64: 2>, rhs_batch = array<i64: 2>, rhs_contracting = array<i64: 1>} : (tensor<6x3x4xf32>, tensor<2x4x6x5xf32>) -> tensor<6x3x2x5xf32>
// CHECK-NEXT: %[[TRANSPOSE:.*]] = array.transpose %[[DOTGENERAL]] {permutation = array<i64: 2, 0, 1, 3>} : (tensor<6x3x2x5xf32>) -> tensor<2x6x3x5xf32>
// CHECK-NEXT: return %[[TRANSPOSE]] : tensor<2x6x3x5xf32>
func.func @batched_product_right(%x: tensor<6x3x4xf32>, %y: tensor<2x4x6x5xf32>) -> tensor<2x6x3x5xf32> {
  %r = array.vmap @batched_product(%x, %y) in_axes [-1, 0] out_axes [0] size 2
      : (tensor<6x3x4xf32>, tensor<2x4x6x5xf32>) -> tensor<2x6x3x5xf32>
  return %r : tensor<2x6x3x5xf32>
}
