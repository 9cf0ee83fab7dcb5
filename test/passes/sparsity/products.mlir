// RUN: covector-opt %s -split-input-file -array-sparsity | FileCheck %s

// A factor that does not vary adds nothing.
// CHECK-LABEL: func.func @matrix_product(
// CHECK-SAME:    rows = [array<i32: 0, 1>, array<i32: 0, 1>, array<i32: 2, 3>, array<i32: 2, 3>]
func.func @matrix_product(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %c = array.constant dense<1.0> : tensor<2x2xf32>
  %0 = array.dot_general %x, %c {element_type = f32, lhs_batch = array<i64>,
      lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>}
      : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

// -----

// CHECK-LABEL: func.func @batched_product(
// CHECK-SAME:    rows = [array<i32: 0, 1, 4, 5>, array<i32: 2, 3, 6, 7>]
func.func @batched_product(%x: tensor<2x2xf32>, %y: tensor<2x2xf32>) -> tensor<2xf32> {
  %0 = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64: 0>,
      lhs_contracting = array<i64: 1>, rhs_batch = array<i64: 0>, rhs_contracting = array<i64: 1>}
      : (tensor<2x2xf32>, tensor<2x2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// A stencil: padding and strides are followed.
// CHECK-LABEL: func.func @convolution(
// CHECK-SAME:    rows = [array<i32: 0, 1>, array<i32: 1, 2, 3>]
func.func @convolution(%x: tensor<1x1x4xf32>) -> tensor<1x1x2xf32> {
  %w = array.constant dense<1.0> : tensor<1x1x3xf32>
  %r = array.convolution %x, %w {batch_group_count = 1, feature_group_count = 1,
       lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>,
       padding_high = array<i64: 0>, padding_low = array<i64: 1>, reversed = array<i64>,
       rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 2>}
      : (tensor<1x1x4xf32>, tensor<1x1x3xf32>) -> tensor<1x1x2xf32>
  return %r : tensor<1x1x2xf32>
}

// -----

// The derivative of a kernel that is turned around.
// CHECK-LABEL: func.func @kernel(
// CHECK-SAME:    rows = [array<i32: 0>, array<i32: 0, 1>, array<i32: 1>]
func.func @kernel(%w: tensor<1x1x2xf32>) -> tensor<1x1x3xf32> {
  %x = array.constant dense<1.0> : tensor<1x1x2xf32>
  %r = array.convolution %x, %w {batch_group_count = 1, feature_group_count = 1,
       lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>,
       padding_high = array<i64: 1>, padding_low = array<i64: 1>, reversed = array<i64: 0>,
       rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>}
      : (tensor<1x1x2xf32>, tensor<1x1x2xf32>) -> tensor<1x1x3xf32>
  return %r : tensor<1x1x3xf32>
}

// -----

// CHECK-LABEL: func.func @window(
// CHECK-SAME:    rows = [array<i32: 0, 1>, array<i32: 2, 3>, array<i32: 4>]
func.func @window(%x: tensor<5xf32>) -> tensor<3xf32> {
  %r = array.reduce_window_max %x {
      window = array<i64: 2>, strides = array<i64: 2>, low = array<i64: 0>, high = array<i64: 1>,
      base_dilation = array<i64: 1>, window_dilation = array<i64: 1>}
      : (tensor<5xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}
