// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @c1(%x: tensor<2x3x7xf32>, %w: tensor<4x3x3xf64>) -> tensor<2x4x5xf32> {
  // expected-error @+2 {{array.convolution: operands must have one element type, got tensor<2x3x7xf32> and tensor<4x3x3xf64>}}
  // expected-error @+1 {{'array.convolution' op failed to infer returned types}}
  %r = "array.convolution"(%x, %w) {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x3x7xf32>, tensor<4x3x3xf64>) -> tensor<2x4x5xf32>
  return %r : tensor<2x4x5xf32>
}

// -----

func.func @c2(%x: tensor<2x3x7xf32>, %w: tensor<4x3xf32>) -> tensor<2x4x5xf32> {
  // expected-error @+2 {{array.convolution: operands must have one rank of at least 2, got tensor<2x3x7xf32> and tensor<4x3xf32>}}
  // expected-error @+1 {{'array.convolution' op failed to infer returned types}}
  %r = "array.convolution"(%x, %w) {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x3x7xf32>, tensor<4x3xf32>) -> tensor<2x4x5xf32>
  return %r : tensor<2x4x5xf32>
}

// -----

func.func @c3(%x: tensor<2x3x7xf32>, %w: tensor<4x3x3xf32>) -> tensor<2x4x5xf32> {
  // expected-error @+2 {{array.convolution: lhs_spec must be a permutation of the 3 axes, got [0, 1]}}
  // expected-error @+1 {{'array.convolution' op failed to infer returned types}}
  %r = "array.convolution"(%x, %w) {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x3x7xf32>, tensor<4x3x3xf32>) -> tensor<2x4x5xf32>
  return %r : tensor<2x4x5xf32>
}

// -----

func.func @c3_twice(%x: tensor<2x3x7xf32>, %w: tensor<4x3x3xf32>) -> tensor<2x4x5xf32> {
  // expected-error @+2 {{array.convolution: out_spec must be distinct, got [0, 1, 1]}}
  // expected-error @+1 {{'array.convolution' op failed to infer returned types}}
  %r = "array.convolution"(%x, %w) {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 1>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x3x7xf32>, tensor<4x3x3xf32>) -> tensor<2x4x5xf32>
  return %r : tensor<2x4x5xf32>
}

// -----

func.func @c4(%x: tensor<2x3x7xf32>, %w: tensor<4x3x3xf32>) -> tensor<2x4x5xf32> {
  // expected-error @+2 {{array.convolution: strides must have one number for each of the 1 spatial axes, got [1, 1]}}
  // expected-error @+1 {{'array.convolution' op failed to infer returned types}}
  %r = "array.convolution"(%x, %w) {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1, 1>} : (tensor<2x3x7xf32>, tensor<4x3x3xf32>) -> tensor<2x4x5xf32>
  return %r : tensor<2x4x5xf32>
}

// -----

func.func @c5(%x: tensor<2x3x7xf32>, %w: tensor<4x3x3xf32>) -> tensor<2x4x5xf32> {
  // expected-error @+2 {{array.convolution: rhs_dilation must be positive, got [0]}}
  // expected-error @+1 {{'array.convolution' op failed to infer returned types}}
  %r = "array.convolution"(%x, %w) {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 0>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x3x7xf32>, tensor<4x3x3xf32>) -> tensor<2x4x5xf32>
  return %r : tensor<2x4x5xf32>
}

// -----

func.func @c6(%x: tensor<2x3x7xf32>, %w: tensor<4x2x3xf32>) -> tensor<2x4x5xf32> {
  // expected-error @+2 {{array.convolution: the features of lhs, divided by feature_group_count, must be the input features of rhs, got 3 / 1 and 2 in operands tensor<2x3x7xf32> and tensor<4x2x3xf32>}}
  // expected-error @+1 {{'array.convolution' op failed to infer returned types}}
  %r = "array.convolution"(%x, %w) {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x3x7xf32>, tensor<4x2x3xf32>) -> tensor<2x4x5xf32>
  return %r : tensor<2x4x5xf32>
}

// -----

func.func @c6_groups(%x: tensor<2x3x7xf32>, %w: tensor<4x2x3xf32>) -> tensor<2x4x5xf32> {
  // expected-error @+2 {{array.convolution: feature_group_count must divide the features of lhs, but 2 does not divide 3 (operands tensor<2x3x7xf32> and tensor<4x2x3xf32>)}}
  // expected-error @+1 {{'array.convolution' op failed to infer returned types}}
  %r = "array.convolution"(%x, %w) {batch_group_count = 1, feature_group_count = 2, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x3x7xf32>, tensor<4x2x3xf32>) -> tensor<2x4x5xf32>
  return %r : tensor<2x4x5xf32>
}

// -----

func.func @c7(%x: tensor<2x4x7xf32>, %w: tensor<4x2x3xf32>) -> tensor<1x4x5xf32> {
  // expected-error @+2 {{array.convolution: feature_group_count and batch_group_count must be positive, and at most one of them more than 1; got 2 and 2}}
  // expected-error @+1 {{'array.convolution' op failed to infer returned types}}
  %r = "array.convolution"(%x, %w) {batch_group_count = 2, feature_group_count = 2, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x4x7xf32>, tensor<4x2x3xf32>) -> tensor<1x4x5xf32>
  return %r : tensor<1x4x5xf32>
}

// -----

func.func @c8(%x: tensor<2x4x7xf32>, %w: tensor<3x2x3xf32>) -> tensor<2x3x5xf32> {
  // expected-error @+2 {{array.convolution: the output features of rhs must be a multiple of the group count, got 3 and 2}}
  // expected-error @+1 {{'array.convolution' op failed to infer returned types}}
  %r = "array.convolution"(%x, %w) {batch_group_count = 1, feature_group_count = 2, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x4x7xf32>, tensor<3x2x3xf32>) -> tensor<2x3x5xf32>
  return %r : tensor<2x3x5xf32>
}

// -----

func.func @c8_batch(%x: tensor<3x2x7xf32>, %w: tensor<4x2x3xf32>) -> tensor<1x4x5xf32> {
  // expected-error @+2 {{array.convolution: batch_group_count must divide the batch of lhs, but 2 does not divide 3}}
  // expected-error @+1 {{'array.convolution' op failed to infer returned types}}
  %r = "array.convolution"(%x, %w) {batch_group_count = 2, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: 0>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<3x2x7xf32>, tensor<4x2x3xf32>) -> tensor<1x4x5xf32>
  return %r : tensor<1x4x5xf32>
}

// -----

func.func @c9(%x: tensor<2x3x7xf32>, %w: tensor<4x3x3xf32>) -> tensor<2x4x5xf32> {
  // expected-error @+2 {{array.convolution: negative padding is larger than the axis: padding_low [-9] and padding_high [0] for lhs tensor<2x3x7xf32>}}
  // expected-error @+1 {{'array.convolution' op failed to infer returned types}}
  %r = "array.convolution"(%x, %w) {batch_group_count = 1, feature_group_count = 1, lhs_dilation = array<i64: 1>, lhs_spec = array<i64: 0, 1, 2>, out_spec = array<i64: 0, 1, 2>, padding_high = array<i64: 0>, padding_low = array<i64: -9>, reversed = array<i64>, rhs_dilation = array<i64: 1>, rhs_spec = array<i64: 0, 1, 2>, strides = array<i64: 1>} : (tensor<2x3x7xf32>, tensor<4x3x3xf32>) -> tensor<2x4x5xf32>
  return %r : tensor<2x4x5xf32>
}
