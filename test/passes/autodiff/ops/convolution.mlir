// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// d(x * w) = dx * w + x * dw; the cotangent of x is ct with strides as dilation and the kernel turned around
// (features exchanged), that of w is x with ct as a kernel (batch and features exchanged)
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME: %[[V0:.*]]: tensor<2x3x7xf32>, %[[V1:.*]]: tensor<4x3x3xf32>, %[[V2:.*]]: tensor<2x3x7xf32>, %[[V3:.*]]: tensor<4x3x3xf32>
// FORWARD-NEXT: %[[V4:.*]] = array.convolution %[[V0]], %[[V1]] {batch_group_count = 1 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 2>, padding_low = array<i64: 1>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 2>} : (tensor<2x3x7xf32>, tensor<4x3x3xf32>) -> tensor<2x4x4xf32>
// FORWARD-NEXT: %[[V5:.*]] = array.convolution %[[V2]], %[[V1]] {batch_group_count = 1 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 2>, padding_low = array<i64: 1>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 2>} : (tensor<2x3x7xf32>, tensor<4x3x3xf32>) -> tensor<2x4x4xf32>
// FORWARD-NEXT: %[[V6:.*]] = array.convolution %[[V0]], %[[V3]] {batch_group_count = 1 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 2>, padding_low = array<i64: 1>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 2>} : (tensor<2x3x7xf32>, tensor<4x3x3xf32>) -> tensor<2x4x4xf32>
// FORWARD-NEXT: %[[V7:.*]] = array.add %[[V5]], %[[V6]] : tensor<2x4x4xf32>
// FORWARD-NEXT: return %[[V4]], %[[V7]] : tensor<2x4x4xf32>, tensor<2x4x4xf32>
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME: %[[V0:.*]]: tensor<2x3x7xf32>, %[[V1:.*]]: tensor<4x3x3xf32>, %[[V2:.*]]: tensor<2x4x4xf32>
// REVERSE-NEXT: %[[V3:.*]] = array.convolution %[[V0]], %[[V1]] {batch_group_count = 1 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 2>, padding_low = array<i64: 1>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 2>} : (tensor<2x3x7xf32>, tensor<4x3x3xf32>) -> tensor<2x4x4xf32>
// REVERSE-NEXT: %[[V4:.*]] = array.convolution %[[V0]], %[[V2]] {batch_group_count = 1 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 1, 0, 2>, out_spec = array<i64: 1, 0, 2>, padding_high = array<i64: 1>, padding_low = array<i64: 1>, reversed = array<i64>, rhs_dilation = array<i64: 2>, rhs_spec = array<i64: 1, 0, 2>, strides = array<i64: 1>} : (tensor<2x3x7xf32>, tensor<2x4x4xf32>) -> tensor<4x3x3xf32>
// REVERSE-NEXT: %[[V5:.*]] = array.convolution %[[V2]], %[[V1]] {batch_group_count = 1 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 2>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 1>, padding_low = array<i64: 1>, reversed = array<i64: 0>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 1, 0, 2>, strides = array<i64: 1>} : (tensor<2x4x4xf32>, tensor<4x3x3xf32>) -> tensor<2x3x7xf32>
// REVERSE-NEXT: return %[[V3]], %[[V5]], %[[V4]] : tensor<2x4x4xf32>, tensor<2x3x7xf32>, tensor<4x3x3xf32>
func.func @main(%x: tensor<2x3x7xf32>, %w: tensor<4x3x3xf32>) -> tensor<2x4x4xf32> {
  %r = array.convolution %x, %w {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 2>, padding_low = array<i64: 1>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 2>} : (tensor<2x3x7xf32>, tensor<4x3x3xf32>) -> tensor<2x4x4xf32>
  return %r : tensor<2x4x4xf32>
}
