// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// Lanes of both operands are one more factor of the groups; those of the operand are more of its batch,
// those of the kernel more output features, inside of groups.

func.func private @line(%x: tensor<2x3x7xf32>, %w: tensor<4x3x3xf32>) -> tensor<2x4x5xf32> {
  %r = array.convolution %x, %w {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x3x7xf32>, tensor<4x3x3xf32>) -> tensor<2x4x5xf32>
  return %r : tensor<2x4x5xf32>
}

// CHECK-LABEL: func.func @line_both(
// CHECK-SAME: %[[V0:.*]]: tensor<5x2x3x7xf32>, %[[V1:.*]]: tensor<5x4x3x3xf32>
// CHECK-NEXT: %[[V2:.*]] = array.transpose %[[V0]] {permutation = array<i64: 1, 0, 2, 3>} : (tensor<5x2x3x7xf32>) -> tensor<2x5x3x7xf32>
// CHECK-NEXT: %[[V3:.*]] = array.reshape %[[V2]] {shape = array<i64: 2, 15, 7>} : (tensor<2x5x3x7xf32>) -> tensor<2x15x7xf32>
// CHECK-NEXT: %[[V4:.*]] = array.reshape %[[V1]] {shape = array<i64: 20, 3, 3>} : (tensor<5x4x3x3xf32>) -> tensor<20x3x3xf32>
// CHECK-NEXT: %[[V5:.*]] = array.convolution %[[V3]], %[[V4]] {batch_group_count = 1 : i64, feature_group_count = 5 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x15x7xf32>, tensor<20x3x3xf32>) -> tensor<2x20x5xf32>
// CHECK-NEXT: %[[V6:.*]] = array.reshape %[[V5]] {shape = array<i64: 2, 5, 4, 5>} : (tensor<2x20x5xf32>) -> tensor<2x5x4x5xf32>
// CHECK-NEXT: %[[V7:.*]] = array.transpose %[[V6]] {permutation = array<i64: 1, 0, 2, 3>} : (tensor<2x5x4x5xf32>) -> tensor<5x2x4x5xf32>
// CHECK-NEXT: return %[[V7]] : tensor<5x2x4x5xf32>
func.func @line_both(%x: tensor<5x2x3x7xf32>, %w: tensor<5x4x3x3xf32>) -> tensor<5x2x4x5xf32> {
  %r = array.vmap @line(%x, %w) in_axes [0, 0] out_axes [0] size 5
      : (tensor<5x2x3x7xf32>, tensor<5x4x3x3xf32>) -> tensor<5x2x4x5xf32>
  return %r : tensor<5x2x4x5xf32>
}

// CHECK-LABEL: func.func @line_lhs(
// CHECK-SAME: %[[V0:.*]]: tensor<5x2x3x7xf32>, %[[V1:.*]]: tensor<4x3x3xf32>
// CHECK-NEXT: %[[V2:.*]] = array.reshape %[[V0]] {shape = array<i64: 10, 3, 7>} : (tensor<5x2x3x7xf32>) -> tensor<10x3x7xf32>
// CHECK-NEXT: %[[V3:.*]] = array.convolution %[[V2]], %[[V1]] {batch_group_count = 1 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<10x3x7xf32>, tensor<4x3x3xf32>) -> tensor<10x4x5xf32>
// CHECK-NEXT: %[[V4:.*]] = array.reshape %[[V3]] {shape = array<i64: 5, 2, 4, 5>} : (tensor<10x4x5xf32>) -> tensor<5x2x4x5xf32>
// CHECK-NEXT: return %[[V4]] : tensor<5x2x4x5xf32>
func.func @line_lhs(%x: tensor<5x2x3x7xf32>, %w: tensor<4x3x3xf32>) -> tensor<5x2x4x5xf32> {
  %r = array.vmap @line(%x, %w) in_axes [0, -1] out_axes [0] size 5
      : (tensor<5x2x3x7xf32>, tensor<4x3x3xf32>) -> tensor<5x2x4x5xf32>
  return %r : tensor<5x2x4x5xf32>
}

// CHECK-LABEL: func.func @line_rhs(
// CHECK-SAME: %[[V0:.*]]: tensor<2x3x7xf32>, %[[V1:.*]]: tensor<5x4x3x3xf32>
// CHECK-NEXT: %[[V2:.*]] = array.reshape %[[V1]] {shape = array<i64: 20, 3, 3>} : (tensor<5x4x3x3xf32>) -> tensor<20x3x3xf32>
// CHECK-NEXT: %[[V3:.*]] = array.convolution %[[V0]], %[[V2]] {batch_group_count = 1 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x3x7xf32>, tensor<20x3x3xf32>) -> tensor<2x20x5xf32>
// CHECK-NEXT: %[[V4:.*]] = array.reshape %[[V3]] {shape = array<i64: 2, 5, 4, 5>} : (tensor<2x20x5xf32>) -> tensor<2x5x4x5xf32>
// CHECK-NEXT: %[[V5:.*]] = array.transpose %[[V4]] {permutation = array<i64: 1, 0, 2, 3>} : (tensor<2x5x4x5xf32>) -> tensor<5x2x4x5xf32>
// CHECK-NEXT: return %[[V5]] : tensor<5x2x4x5xf32>
func.func @line_rhs(%x: tensor<2x3x7xf32>, %w: tensor<5x4x3x3xf32>) -> tensor<5x2x4x5xf32> {
  %r = array.vmap @line(%x, %w) in_axes [-1, 0] out_axes [0] size 5
      : (tensor<2x3x7xf32>, tensor<5x4x3x3xf32>) -> tensor<5x2x4x5xf32>
  return %r : tensor<5x2x4x5xf32>
}

func.func private @grouped(%x: tensor<2x6x5xf32>, %w: tensor<4x3x2xf32>) -> tensor<2x4x4xf32> {
  %r = array.convolution %x, %w {batch_group_count = 1, feature_group_count = 2, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x6x5xf32>, tensor<4x3x2xf32>) -> tensor<2x4x4xf32>
  return %r : tensor<2x4x4xf32>
}

// CHECK-LABEL: func.func @grouped_both(
// CHECK-SAME: %[[V0:.*]]: tensor<5x2x6x5xf32>, %[[V1:.*]]: tensor<5x4x3x2xf32>
// CHECK-NEXT: %[[V2:.*]] = array.transpose %[[V0]] {permutation = array<i64: 1, 0, 2, 3>} : (tensor<5x2x6x5xf32>) -> tensor<2x5x6x5xf32>
// CHECK-NEXT: %[[V3:.*]] = array.reshape %[[V2]] {shape = array<i64: 2, 30, 5>} : (tensor<2x5x6x5xf32>) -> tensor<2x30x5xf32>
// CHECK-NEXT: %[[V4:.*]] = array.reshape %[[V1]] {shape = array<i64: 20, 3, 2>} : (tensor<5x4x3x2xf32>) -> tensor<20x3x2xf32>
// CHECK-NEXT: %[[V5:.*]] = array.convolution %[[V3]], %[[V4]] {batch_group_count = 1 : i64, feature_group_count = 10 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x30x5xf32>, tensor<20x3x2xf32>) -> tensor<2x20x4xf32>
// CHECK-NEXT: %[[V6:.*]] = array.reshape %[[V5]] {shape = array<i64: 2, 5, 4, 4>} : (tensor<2x20x4xf32>) -> tensor<2x5x4x4xf32>
// CHECK-NEXT: %[[V7:.*]] = array.transpose %[[V6]] {permutation = array<i64: 1, 0, 2, 3>} : (tensor<2x5x4x4xf32>) -> tensor<5x2x4x4xf32>
// CHECK-NEXT: return %[[V7]] : tensor<5x2x4x4xf32>
func.func @grouped_both(%x: tensor<5x2x6x5xf32>, %w: tensor<5x4x3x2xf32>) -> tensor<5x2x4x4xf32> {
  %r = array.vmap @grouped(%x, %w) in_axes [0, 0] out_axes [0] size 5
      : (tensor<5x2x6x5xf32>, tensor<5x4x3x2xf32>) -> tensor<5x2x4x4xf32>
  return %r : tensor<5x2x4x4xf32>
}

// CHECK-LABEL: func.func @grouped_lhs(
// CHECK-SAME: %[[V0:.*]]: tensor<5x2x6x5xf32>, %[[V1:.*]]: tensor<4x3x2xf32>
// CHECK-NEXT: %[[V2:.*]] = array.reshape %[[V0]] {shape = array<i64: 10, 6, 5>} : (tensor<5x2x6x5xf32>) -> tensor<10x6x5xf32>
// CHECK-NEXT: %[[V3:.*]] = array.convolution %[[V2]], %[[V1]] {batch_group_count = 1 : i64, feature_group_count = 2 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<10x6x5xf32>, tensor<4x3x2xf32>) -> tensor<10x4x4xf32>
// CHECK-NEXT: %[[V4:.*]] = array.reshape %[[V3]] {shape = array<i64: 5, 2, 4, 4>} : (tensor<10x4x4xf32>) -> tensor<5x2x4x4xf32>
// CHECK-NEXT: return %[[V4]] : tensor<5x2x4x4xf32>
func.func @grouped_lhs(%x: tensor<5x2x6x5xf32>, %w: tensor<4x3x2xf32>) -> tensor<5x2x4x4xf32> {
  %r = array.vmap @grouped(%x, %w) in_axes [0, -1] out_axes [0] size 5
      : (tensor<5x2x6x5xf32>, tensor<4x3x2xf32>) -> tensor<5x2x4x4xf32>
  return %r : tensor<5x2x4x4xf32>
}

// CHECK-LABEL: func.func @grouped_rhs(
// CHECK-SAME: %[[V0:.*]]: tensor<2x6x5xf32>, %[[V1:.*]]: tensor<5x4x3x2xf32>
// CHECK-NEXT: %[[V2:.*]] = array.reshape %[[V1]] {shape = array<i64: 5, 2, 2, 3, 2>} : (tensor<5x4x3x2xf32>) -> tensor<5x2x2x3x2xf32>
// CHECK-NEXT: %[[V3:.*]] = array.transpose %[[V2]] {permutation = array<i64: 1, 0, 2, 3, 4>} : (tensor<5x2x2x3x2xf32>) -> tensor<2x5x2x3x2xf32>
// CHECK-NEXT: %[[V4:.*]] = array.reshape %[[V3]] {shape = array<i64: 2, 10, 3, 2>} : (tensor<2x5x2x3x2xf32>) -> tensor<2x10x3x2xf32>
// CHECK-NEXT: %[[V5:.*]] = array.reshape %[[V4]] {shape = array<i64: 20, 3, 2>} : (tensor<2x10x3x2xf32>) -> tensor<20x3x2xf32>
// CHECK-NEXT: %[[V6:.*]] = array.convolution %[[V0]], %[[V5]] {batch_group_count = 1 : i64, feature_group_count = 2 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x6x5xf32>, tensor<20x3x2xf32>) -> tensor<2x20x4xf32>
// CHECK-NEXT: %[[V7:.*]] = array.reshape %[[V6]] {shape = array<i64: 2, 2, 10, 4>} : (tensor<2x20x4xf32>) -> tensor<2x2x10x4xf32>
// CHECK-NEXT: %[[V8:.*]] = array.reshape %[[V7]] {shape = array<i64: 2, 2, 5, 2, 4>} : (tensor<2x2x10x4xf32>) -> tensor<2x2x5x2x4xf32>
// CHECK-NEXT: %[[V9:.*]] = array.transpose %[[V8]] {permutation = array<i64: 2, 0, 1, 3, 4>} : (tensor<2x2x5x2x4xf32>) -> tensor<5x2x2x2x4xf32>
// CHECK-NEXT: %[[V10:.*]] = array.reshape %[[V9]] {shape = array<i64: 5, 2, 4, 4>} : (tensor<5x2x2x2x4xf32>) -> tensor<5x2x4x4xf32>
// CHECK-NEXT: return %[[V10]] : tensor<5x2x4x4xf32>
func.func @grouped_rhs(%x: tensor<2x6x5xf32>, %w: tensor<5x4x3x2xf32>) -> tensor<5x2x4x4xf32> {
  %r = array.vmap @grouped(%x, %w) in_axes [-1, 0] out_axes [0] size 5
      : (tensor<2x6x5xf32>, tensor<5x4x3x2xf32>) -> tensor<5x2x4x4xf32>
  return %r : tensor<5x2x4x4xf32>
}

func.func private @batches(%x: tensor<6x2x5xf32>, %w: tensor<4x2x2xf32>) -> tensor<3x4x4xf32> {
  %r = array.convolution %x, %w {batch_group_count = 2, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<6x2x5xf32>, tensor<4x2x2xf32>) -> tensor<3x4x4xf32>
  return %r : tensor<3x4x4xf32>
}

// CHECK-LABEL: func.func @batches_both(
// CHECK-SAME: %[[V0:.*]]: tensor<5x6x2x5xf32>, %[[V1:.*]]: tensor<5x4x2x2xf32>
// CHECK-NEXT: %[[V2:.*]] = array.reshape %[[V0]] {shape = array<i64: 30, 2, 5>} : (tensor<5x6x2x5xf32>) -> tensor<30x2x5xf32>
// CHECK-NEXT: %[[V3:.*]] = array.reshape %[[V1]] {shape = array<i64: 20, 2, 2>} : (tensor<5x4x2x2xf32>) -> tensor<20x2x2xf32>
// CHECK-NEXT: %[[V4:.*]] = array.convolution %[[V2]], %[[V3]] {batch_group_count = 10 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<30x2x5xf32>, tensor<20x2x2xf32>) -> tensor<3x20x4xf32>
// CHECK-NEXT: %[[V5:.*]] = array.reshape %[[V4]] {shape = array<i64: 3, 5, 4, 4>} : (tensor<3x20x4xf32>) -> tensor<3x5x4x4xf32>
// CHECK-NEXT: %[[V6:.*]] = array.transpose %[[V5]] {permutation = array<i64: 1, 0, 2, 3>} : (tensor<3x5x4x4xf32>) -> tensor<5x3x4x4xf32>
// CHECK-NEXT: return %[[V6]] : tensor<5x3x4x4xf32>
func.func @batches_both(%x: tensor<5x6x2x5xf32>, %w: tensor<5x4x2x2xf32>) -> tensor<5x3x4x4xf32> {
  %r = array.vmap @batches(%x, %w) in_axes [0, 0] out_axes [0] size 5
      : (tensor<5x6x2x5xf32>, tensor<5x4x2x2xf32>) -> tensor<5x3x4x4xf32>
  return %r : tensor<5x3x4x4xf32>
}

// CHECK-LABEL: func.func @batches_lhs(
// CHECK-SAME: %[[V0:.*]]: tensor<5x6x2x5xf32>, %[[V1:.*]]: tensor<4x2x2xf32>
// CHECK-NEXT: %[[V2:.*]] = array.reshape %[[V0]] {shape = array<i64: 5, 2, 3, 2, 5>} : (tensor<5x6x2x5xf32>) -> tensor<5x2x3x2x5xf32>
// CHECK-NEXT: %[[V3:.*]] = array.transpose %[[V2]] {permutation = array<i64: 1, 0, 2, 3, 4>} : (tensor<5x2x3x2x5xf32>) -> tensor<2x5x3x2x5xf32>
// CHECK-NEXT: %[[V4:.*]] = array.reshape %[[V3]] {shape = array<i64: 2, 15, 2, 5>} : (tensor<2x5x3x2x5xf32>) -> tensor<2x15x2x5xf32>
// CHECK-NEXT: %[[V5:.*]] = array.reshape %[[V4]] {shape = array<i64: 30, 2, 5>} : (tensor<2x15x2x5xf32>) -> tensor<30x2x5xf32>
// CHECK-NEXT: %[[V6:.*]] = array.convolution %[[V5]], %[[V1]] {batch_group_count = 2 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<30x2x5xf32>, tensor<4x2x2xf32>) -> tensor<15x4x4xf32>
// CHECK-NEXT: %[[V7:.*]] = array.reshape %[[V6]] {shape = array<i64: 5, 3, 4, 4>} : (tensor<15x4x4xf32>) -> tensor<5x3x4x4xf32>
// CHECK-NEXT: return %[[V7]] : tensor<5x3x4x4xf32>
func.func @batches_lhs(%x: tensor<5x6x2x5xf32>, %w: tensor<4x2x2xf32>) -> tensor<5x3x4x4xf32> {
  %r = array.vmap @batches(%x, %w) in_axes [0, -1] out_axes [0] size 5
      : (tensor<5x6x2x5xf32>, tensor<4x2x2xf32>) -> tensor<5x3x4x4xf32>
  return %r : tensor<5x3x4x4xf32>
}

// CHECK-LABEL: func.func @batches_rhs(
// CHECK-SAME: %[[V0:.*]]: tensor<6x2x5xf32>, %[[V1:.*]]: tensor<5x4x2x2xf32>
// CHECK-NEXT: %[[V2:.*]] = array.reshape %[[V1]] {shape = array<i64: 5, 2, 2, 2, 2>} : (tensor<5x4x2x2xf32>) -> tensor<5x2x2x2x2xf32>
// CHECK-NEXT: %[[V3:.*]] = array.transpose %[[V2]] {permutation = array<i64: 1, 0, 2, 3, 4>} : (tensor<5x2x2x2x2xf32>) -> tensor<2x5x2x2x2xf32>
// CHECK-NEXT: %[[V4:.*]] = array.reshape %[[V3]] {shape = array<i64: 2, 10, 2, 2>} : (tensor<2x5x2x2x2xf32>) -> tensor<2x10x2x2xf32>
// CHECK-NEXT: %[[V5:.*]] = array.reshape %[[V4]] {shape = array<i64: 20, 2, 2>} : (tensor<2x10x2x2xf32>) -> tensor<20x2x2xf32>
// CHECK-NEXT: %[[V6:.*]] = array.convolution %[[V0]], %[[V5]] {batch_group_count = 2 : i64, feature_group_count = 1 : i64, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<6x2x5xf32>, tensor<20x2x2xf32>) -> tensor<3x20x4xf32>
// CHECK-NEXT: %[[V7:.*]] = array.reshape %[[V6]] {shape = array<i64: 3, 2, 10, 4>} : (tensor<3x20x4xf32>) -> tensor<3x2x10x4xf32>
// CHECK-NEXT: %[[V8:.*]] = array.reshape %[[V7]] {shape = array<i64: 3, 2, 5, 2, 4>} : (tensor<3x2x10x4xf32>) -> tensor<3x2x5x2x4xf32>
// CHECK-NEXT: %[[V9:.*]] = array.transpose %[[V8]] {permutation = array<i64: 2, 0, 1, 3, 4>} : (tensor<3x2x5x2x4xf32>) -> tensor<5x3x2x2x4xf32>
// CHECK-NEXT: %[[V10:.*]] = array.reshape %[[V9]] {shape = array<i64: 5, 3, 4, 4>} : (tensor<5x3x2x2x4xf32>) -> tensor<5x3x4x4xf32>
// CHECK-NEXT: return %[[V10]] : tensor<5x3x4x4xf32>
func.func @batches_rhs(%x: tensor<6x2x5xf32>, %w: tensor<5x4x2x2xf32>) -> tensor<5x3x4x4xf32> {
  %r = array.vmap @batches(%x, %w) in_axes [-1, 0] out_axes [0] size 5
      : (tensor<6x2x5xf32>, tensor<5x4x2x2xf32>) -> tensor<5x3x4x4xf32>
  return %r : tensor<5x3x4x4xf32>
}
