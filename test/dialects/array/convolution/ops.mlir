// RUN: covector-opt %s | covector-opt | FileCheck %s

// Axes in any order, strides, padding, dilation, groups.

// CHECK-LABEL: func.func @line(
// CHECK-SAME: %[[V0:.*]]: tensor<2x3x7xcomplex<f64>>, %[[V1:.*]]: tensor<4x3x3xcomplex<f64>>
// CHECK-NEXT: %[[V2:.*]] = array.convolution %[[V0]], %[[V1]] {batch_group_count = 1 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 2>, padding_low = array<i64: 1>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 2>} : (tensor<2x3x7xcomplex<f64>>, tensor<4x3x3xcomplex<f64>>) -> tensor<2x4x4xcomplex<f64>>
// CHECK-NEXT: return %[[V2]] : tensor<2x4x4xcomplex<f64>>
func.func @line(%x: tensor<2x3x7xcomplex<f64>>, %w: tensor<4x3x3xcomplex<f64>>) -> tensor<2x4x4xcomplex<f64>> {
  %r = array.convolution %x, %w {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 2>, padding_low = array<i64: 1>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 2>} : (tensor<2x3x7xcomplex<f64>>, tensor<4x3x3xcomplex<f64>>) -> tensor<2x4x4xcomplex<f64>>
  return %r : tensor<2x4x4xcomplex<f64>>
}

// CHECK-LABEL: func.func @image(
// CHECK-SAME: %[[V0:.*]]: tensor<2x5x4x6xf32>, %[[V1:.*]]: tensor<3x2x6x7xf32>
// CHECK-NEXT: %[[V2:.*]] = array.convolution %[[V0]], %[[V1]] {batch_group_count = 1 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1, 1>, lhs_spec = array<i64: 0, 3, 1, 2>, out_spec = array<i64: 0, 3, 1, 2>, padding_high = array<i64: 1, 3>, padding_low = array<i64: 1, 0>, reversed = array<i64>, rhs_dilation = array<i64: 1, 1>, rhs_spec = array<i64: 3, 2, 0, 1>, strides = array<i64: 1, 1>} : (tensor<2x5x4x6xf32>, tensor<3x2x6x7xf32>) -> tensor<2x5x6x7xf32>
// CHECK-NEXT: return %[[V2]] : tensor<2x5x6x7xf32>
func.func @image(%x: tensor<2x5x4x6xf32>, %w: tensor<3x2x6x7xf32>) -> tensor<2x5x6x7xf32> {
  %r = array.convolution %x, %w {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64: 1, 1>, lhs_spec = array<i64: 0, 3, 1, 2>, out_spec = array<i64: 0, 3, 1, 2>, padding_high = array<i64: 1, 3>, padding_low = array<i64: 1, 0>, reversed = array<i64>, rhs_dilation = array<i64: 1, 1>, rhs_spec = array<i64: 3, 2, 0, 1>, strides = array<i64: 1, 1>} : (tensor<2x5x4x6xf32>, tensor<3x2x6x7xf32>) -> tensor<2x5x6x7xf32>
  return %r : tensor<2x5x6x7xf32>
}

// CHECK-LABEL: func.func @grouped(
// CHECK-SAME: %[[V0:.*]]: tensor<2x4x5x6xbf16>, %[[V1:.*]]: tensor<3x2x2x6xbf16>
// CHECK-NEXT: %[[V2:.*]] = array.convolution %[[V0]], %[[V1]] {batch_group_count = 1 : i64, feature_group_count = 3 : i64, lhs_dilation = array<i64: 2, 3>, lhs_spec = array<i64: 0, 3, 1, 2>, out_spec = array<i64: 0, 3, 1, 2>, padding_high = array<i64: 3, 1>, padding_low = array<i64: -1, 2>, reversed = array<i64: 1>, rhs_dilation = array<i64: 1, 2>, rhs_spec = array<i64: 3, 2, 0, 1>, strides = array<i64: 2, 1>} : (tensor<2x4x5x6xbf16>, tensor<3x2x2x6xbf16>) -> tensor<2x4x14x6xbf16>
// CHECK-NEXT: return %[[V2]] : tensor<2x4x14x6xbf16>
func.func @grouped(%x: tensor<2x4x5x6xbf16>, %w: tensor<3x2x2x6xbf16>) -> tensor<2x4x14x6xbf16> {
  %r = array.convolution %x, %w {batch_group_count = 1, feature_group_count = 3, lhs_dilation = array<i64: 2, 3>, lhs_spec = array<i64: 0, 3, 1, 2>, out_spec = array<i64: 0, 3, 1, 2>, padding_high = array<i64: 3, 1>, padding_low = array<i64: -1, 2>, reversed = array<i64: 1>, rhs_dilation = array<i64: 1, 2>, rhs_spec = array<i64: 3, 2, 0, 1>, strides = array<i64: 2, 1>} : (tensor<2x4x5x6xbf16>, tensor<3x2x2x6xbf16>) -> tensor<2x4x14x6xbf16>
  return %r : tensor<2x4x14x6xbf16>
}

// CHECK-LABEL: func.func @batches(
// CHECK-SAME: %[[V0:.*]]: tensor<6x2x5xi8>, %[[V1:.*]]: tensor<4x2x2xi8>
// CHECK-NEXT: %[[V2:.*]] = array.convolution %[[V0]], %[[V1]] {batch_group_count = 2 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<6x2x5xi8>, tensor<4x2x2xi8>) -> tensor<3x4x4xi8>
// CHECK-NEXT: return %[[V2]] : tensor<3x4x4xi8>
func.func @batches(%x: tensor<6x2x5xi8>, %w: tensor<4x2x2xi8>) -> tensor<3x4x4xi8> {
  %r = array.convolution %x, %w {batch_group_count = 2, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<6x2x5xi8>, tensor<4x2x2xi8>) -> tensor<3x4x4xi8>
  return %r : tensor<3x4x4xi8>
}

// CHECK-LABEL: func.func @no_space(
// CHECK-SAME: %[[V0:.*]]: tensor<2x3xf32>, %[[V1:.*]]: tensor<5x3xf32>
// CHECK-NEXT: %[[V2:.*]] = array.convolution %[[V0]], %[[V1]] {batch_group_count = 1 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64>, lhs_spec = array<i64: 0, 1>, out_spec = array<i64: 0, 1>, padding_high = array<i64>, padding_low = array<i64>, reversed = array<i64>, rhs_dilation = array<i64>, rhs_spec = array<i64: 0, 1>, strides = array<i64>} : (tensor<2x3xf32>, tensor<5x3xf32>) -> tensor<2x5xf32>
// CHECK-NEXT: return %[[V2]] : tensor<2x5xf32>
func.func @no_space(%x: tensor<2x3xf32>, %w: tensor<5x3xf32>) -> tensor<2x5xf32> {
  %r = array.convolution %x, %w {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64>, lhs_spec = array<i64: 0, 1>, out_spec = array<i64: 0, 1>, padding_high = array<i64>, padding_low = array<i64>, reversed = array<i64>, rhs_dilation = array<i64>, rhs_spec = array<i64: 0, 1>, strides = array<i64>} : (tensor<2x3xf32>, tensor<5x3xf32>) -> tensor<2x5xf32>
  return %r : tensor<2x5xf32>
}
