// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// groups of features of the kernel become groups of the batch, and back
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME: %[[V0:.*]]: tensor<2x6x5xf32>, %[[V1:.*]]: tensor<4x3x2xf32>, %[[V2:.*]]: tensor<2x6x5xf32>, %[[V3:.*]]: tensor<4x3x2xf32>
// FORWARD-NEXT: %[[V4:.*]] = array.convolution %[[V0]], %[[V1]] {batch_group_count = 1 : i64, feature_group_count = 2 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64: 0>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x6x5xf32>, tensor<4x3x2xf32>) -> tensor<2x4x4xf32>
// FORWARD-NEXT: %[[V5:.*]] = array.convolution %[[V2]], %[[V1]] {batch_group_count = 1 : i64, feature_group_count = 2 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64: 0>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x6x5xf32>, tensor<4x3x2xf32>) -> tensor<2x4x4xf32>
// FORWARD-NEXT: %[[V6:.*]] = array.convolution %[[V0]], %[[V3]] {batch_group_count = 1 : i64, feature_group_count = 2 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64: 0>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x6x5xf32>, tensor<4x3x2xf32>) -> tensor<2x4x4xf32>
// FORWARD-NEXT: %[[V7:.*]] = array.add %[[V5]], %[[V6]] : tensor<2x4x4xf32>
// FORWARD-NEXT: return %[[V4]], %[[V7]] : tensor<2x4x4xf32>, tensor<2x4x4xf32>
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME: %[[V0:.*]]: tensor<2x6x5xf32>, %[[V1:.*]]: tensor<4x3x2xf32>, %[[V2:.*]]: tensor<2x4x4xf32>
// REVERSE-NEXT: %[[V3:.*]] = array.convolution %[[V0]], %[[V1]] {batch_group_count = 1 : i64, feature_group_count = 2 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64: 0>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x6x5xf32>, tensor<4x3x2xf32>) -> tensor<2x4x4xf32>
// REVERSE-NEXT: %[[V4:.*]] = array.convolution %[[V0]], %[[V2]] {batch_group_count = 2 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 1, 0, 2>, out_spec = array<i64: 1, 0, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 1, 0, 2>, strides = array<i64: 1>} : (tensor<2x6x5xf32>, tensor<2x4x4xf32>) -> tensor<4x3x2xf32>
// REVERSE-NEXT: %[[V5:.*]] = array.reverse %[[V4]] {axes = array<i64: 2>} : tensor<4x3x2xf32>
// REVERSE-NEXT: %[[V6:.*]] = array.reshape %[[V1]] {shape = array<i64: 2, 2, 3, 2>} : (tensor<4x3x2xf32>) -> tensor<2x2x3x2xf32>
// REVERSE-NEXT: %[[V7:.*]] = array.transpose %[[V6]] {permutation = array<i64: 1, 0, 2, 3>} : (tensor<2x2x3x2xf32>) -> tensor<2x2x3x2xf32>
// REVERSE-NEXT: %[[V8:.*]] = array.reshape %[[V7]] {shape = array<i64: 2, 6, 2>} : (tensor<2x2x3x2xf32>) -> tensor<2x6x2xf32>
// REVERSE-NEXT: %[[V9:.*]] = array.convolution %[[V2]], %[[V8]] {batch_group_count = 1 : i64, feature_group_count = 2 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 1>, padding_low = array<i64: 1>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 1, 0, 2>, strides = array<i64: 1>} : (tensor<2x4x4xf32>, tensor<2x6x2xf32>) -> tensor<2x6x5xf32>
// REVERSE-NEXT: return %[[V3]], %[[V9]], %[[V5]] : tensor<2x4x4xf32>, tensor<2x6x5xf32>, tensor<4x3x2xf32>
func.func @main(%x: tensor<2x6x5xf32>, %w: tensor<4x3x2xf32>) -> tensor<2x4x4xf32> {
  %r = array.convolution %x, %w {batch_group_count = 1, feature_group_count = 2, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64: 0>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x6x5xf32>, tensor<4x3x2xf32>) -> tensor<2x4x4xf32>
  return %r : tensor<2x4x4xf32>
}
