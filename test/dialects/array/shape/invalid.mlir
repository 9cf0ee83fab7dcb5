// RUN: covector-opt %s -split-input-file -verify-diagnostics

func.func @constant_value() {
  // expected-error @+1 {{'array.constant' op attribute 'value' failed to satisfy constraint: constant vector/tensor attribute}}
  %r = "array.constant"() {value = 1.0 : f32} : () -> tensor<4xf32>
  return
}

// -----

func.func @constant_vector() {
  // expected-error @+2 {{array.constant: value must be an array, got vector<4xf32>}}
  // expected-error @+1 {{'array.constant' op failed to infer returned types}}
  %r = "array.constant"() {value = dense<1.0> : vector<4xf32>} : () -> tensor<4xf32>
  return
}

// -----

func.func @iota_c1() {
  // expected-error @+1 {{'array.iota' op result #0 must be integer, floating-point or complex array, but got 'tensor<4xi1>'}}
  %r = "array.iota"() {shape = array<i64: 4>, element_type = i1, axis = 0 : i64} : () -> tensor<4xi1>
  return
}

// -----

func.func @iota_c2() {
  // expected-error @+2 {{array.iota: axis must be an axis of an array of rank 1, got 1}}
  // expected-error @+1 {{'array.iota' op failed to infer returned types}}
  %r = "array.iota"() {shape = array<i64: 4>, element_type = i32, axis = 1 : i64} : () -> tensor<4xi32>
  return
}

// -----

func.func @iota_negative() {
  // expected-error @+2 {{array.iota: result's shape [-4] is negative or too large}}
  // expected-error @+1 {{'array.iota' op failed to infer returned types}}
  %r = "array.iota"() {shape = array<i64: -4>, element_type = i32, axis = 0 : i64} : () -> tensor<4xi32>
  return
}

// -----

func.func @broadcast_c1(%a0: tensor<4xf32>) {
  // expected-error @+2 {{array.broadcast_in_dim: axis 0 of tensor<4xf32> must have size 1 or that of axis 1 of the shape [3, 2]}}
  // expected-error @+1 {{'array.broadcast_in_dim' op failed to infer returned types}}
  %r = "array.broadcast_in_dim"(%a0) {shape = array<i64: 3, 2>, dimensions = array<i64: 1>} : (tensor<4xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @broadcast_c2(%a0: tensor<2x3xf32>) {
  // expected-error @+2 {{array.broadcast_in_dim: dimensions must be increasing, got [1, 0]}}
  // expected-error @+1 {{'array.broadcast_in_dim' op failed to infer returned types}}
  %r = "array.broadcast_in_dim"(%a0) {shape = array<i64: 3, 2>, dimensions = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @broadcast_c3(%a0: tensor<2x3xf32>) {
  // expected-error @+2 {{array.broadcast_in_dim: dimensions must have an entry for each axis of the operand, got [0] for tensor<2x3xf32>}}
  // expected-error @+1 {{'array.broadcast_in_dim' op failed to infer returned types}}
  %r = "array.broadcast_in_dim"(%a0) {shape = array<i64: 3, 2>, dimensions = array<i64: 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @broadcast_range(%a0: tensor<4xf32>) {
  // expected-error @+2 {{array.broadcast_in_dim: dimensions must be axes of an array of rank 1, got [-1]}}
  // expected-error @+1 {{'array.broadcast_in_dim' op failed to infer returned types}}
  %r = "array.broadcast_in_dim"(%a0) {shape = array<i64: 4>, dimensions = array<i64: -1>} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @broadcast_too_large(%a0: tensor<f32>) {
  // expected-error @+2 {{array.broadcast_in_dim: result's shape [4611686018427387904, 4611686018427387904] is negative or too large}}
  // expected-error @+1 {{'array.broadcast_in_dim' op failed to infer returned types}}
  %r = "array.broadcast_in_dim"(%a0) {shape = array<i64: 4611686018427387904, 4611686018427387904>, dimensions = array<i64>} : (tensor<f32>) -> tensor<4xf32>
  return
}

// -----

func.func @reshape_c1(%a0: tensor<4xf32>) {
  // expected-error @+2 {{array.reshape: shape must hold the 4 elements of tensor<4xf32>, got [3, 2]}}
  // expected-error @+1 {{'array.reshape' op failed to infer returned types}}
  %r = "array.reshape"(%a0) {shape = array<i64: 3, 2>} : (tensor<4xf32>) -> tensor<3x2xf32>
  return
}

// -----

func.func @reshape_negative(%a0: tensor<4xf32>) {
  // expected-error @+2 {{array.reshape: result's shape [-2, -2] is negative or too large}}
  // expected-error @+1 {{'array.reshape' op failed to infer returned types}}
  %r = "array.reshape"(%a0) {shape = array<i64: -2, -2>} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @reshape_result(%a0: tensor<4xf32>) {
  // expected-error @+2 {{'array.reshape' op inferred type(s) 'tensor<2x2xf32>' are incompatible with return type(s) of operation 'tensor<4x1xf32>'}}
  // expected-error @+1 {{'array.reshape' op failed to infer returned types}}
  %r = "array.reshape"(%a0) {shape = array<i64: 2, 2>} : (tensor<4xf32>) -> tensor<4x1xf32>
  return
}

// -----

func.func @transpose_c1(%a0: tensor<2x3xf32>) {
  // expected-error @+2 {{array.transpose: permutation must list each axis of tensor<2x3xf32> once, got [0, 0]}}
  // expected-error @+1 {{'array.transpose' op failed to infer returned types}}
  %r = "array.transpose"(%a0) {permutation = array<i64: 0, 0>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @transpose_length(%a0: tensor<2x3xf32>) {
  // expected-error @+2 {{array.transpose: permutation must list each axis of tensor<2x3xf32> once, got [0]}}
  // expected-error @+1 {{'array.transpose' op failed to infer returned types}}
  %r = "array.transpose"(%a0) {permutation = array<i64: 0>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @slice_c1(%a0: tensor<4xf32>) {
  // expected-error @+2 {{array.slice: starts, limits and strides must have an entry for each axis of tensor<4xf32>, got [0], [4, 1] and [1]}}
  // expected-error @+1 {{'array.slice' op failed to infer returned types}}
  %r = "array.slice"(%a0) {starts = array<i64: 0>, limits = array<i64: 4, 1>, strides = array<i64: 1>} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @slice_c2(%a0: tensor<4xf32>) {
  // expected-error @+2 {{array.slice: 0 <= start <= limit <= size must hold along axis 0 of tensor<4xf32>, got start 0 and limit 5}}
  // expected-error @+1 {{'array.slice' op failed to infer returned types}}
  %r = "array.slice"(%a0) {starts = array<i64: 0>, limits = array<i64: 5>, strides = array<i64: 1>} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @slice_c2_start(%a0: tensor<4xf32>) {
  // expected-error @+2 {{array.slice: 0 <= start <= limit <= size must hold along axis 0 of tensor<4xf32>, got start 3 and limit 2}}
  // expected-error @+1 {{'array.slice' op failed to infer returned types}}
  %r = "array.slice"(%a0) {starts = array<i64: 3>, limits = array<i64: 2>, strides = array<i64: 1>} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @slice_c3(%a0: tensor<4xf32>) {
  // expected-error @+2 {{array.slice: strides must be positive, got [0]}}
  // expected-error @+1 {{'array.slice' op failed to infer returned types}}
  %r = "array.slice"(%a0) {starts = array<i64: 0>, limits = array<i64: 4>, strides = array<i64: 0>} : (tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @pad_c1(%a0: tensor<4xf32>, %a1: tensor<f32>) {
  // expected-error @+2 {{array.pad: low, high and interior must have an entry for each axis of tensor<4xf32>, got [], [0] and [0]}}
  // expected-error @+1 {{'array.pad' op failed to infer returned types}}
  %r = "array.pad"(%a0, %a1) {low = array<i64>, high = array<i64: 0>, interior = array<i64: 0>} : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return
}

// -----

func.func @pad_c2(%a0: tensor<4xf32>, %a1: tensor<f32>) {
  // expected-error @+2 {{array.pad: interior must not be negative, got [-1]}}
  // expected-error @+1 {{'array.pad' op failed to infer returned types}}
  %r = "array.pad"(%a0, %a1) {low = array<i64: 0>, high = array<i64: 0>, interior = array<i64: -1>} : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return
}

// -----

func.func @pad_c3(%a0: tensor<4xf32>, %a1: tensor<f32>) {
  // expected-error @+2 {{array.pad: axis 0 of tensor<4xf32> gets the negative size -1 by low [-3], high [-2] and interior [0]}}
  // expected-error @+1 {{'array.pad' op failed to infer returned types}}
  %r = "array.pad"(%a0, %a1) {low = array<i64: -3>, high = array<i64: -2>, interior = array<i64: 0>} : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return
}

// -----

func.func @pad_overflow(%a0: tensor<4xf32>, %a1: tensor<f32>) {
  // expected-error @+2 {{array.pad: axis 0 of tensor<4xf32> gets too large a size by low [9223372036854775807], high [0] and interior [0]}}
  // expected-error @+1 {{'array.pad' op failed to infer returned types}}
  %r = "array.pad"(%a0, %a1) {low = array<i64: 9223372036854775807>, high = array<i64: 0>, interior = array<i64: 0>} : (tensor<4xf32>, tensor<f32>) -> tensor<4xf32>
  return
}

// -----

func.func @pad_c4(%a0: tensor<4xf32>, %a1: tensor<f64>) {
  // expected-error @+2 {{array.pad: value must be a rank-0 array of the operand's element type, got tensor<f64> for tensor<4xf32>}}
  // expected-error @+1 {{'array.pad' op failed to infer returned types}}
  %r = "array.pad"(%a0, %a1) {low = array<i64: 0>, high = array<i64: 0>, interior = array<i64: 0>} : (tensor<4xf32>, tensor<f64>) -> tensor<4xf32>
  return
}

// -----

func.func @concatenate_c1() {
  // expected-error @+2 {{array.concatenate: at least one operand is needed}}
  // expected-error @+1 {{'array.concatenate' op failed to infer returned types}}
  %r = "array.concatenate"() {axis = 0 : i64} : () -> tensor<4xf32>
  return
}

// -----

func.func @concatenate_c2(%a0: tensor<2x3xf32>, %a1: tensor<4x2xf32>) {
  // expected-error @+2 {{array.concatenate: operands must have one element type and the same sizes but along axis 0, got tensor<2x3xf32> and tensor<4x2xf32>}}
  // expected-error @+1 {{'array.concatenate' op failed to infer returned types}}
  %r = "array.concatenate"(%a0, %a1) {axis = 0 : i64} : (tensor<2x3xf32>, tensor<4x2xf32>) -> tensor<2x3xf32>
  return
}

// -----

func.func @concatenate_axis(%a0: tensor<4xf32>, %a1: tensor<4xf32>) {
  // expected-error @+2 {{array.concatenate: axis must be an axis of an array of rank 1, got 1}}
  // expected-error @+1 {{'array.concatenate' op failed to infer returned types}}
  %r = "array.concatenate"(%a0, %a1) {axis = 1 : i64} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return
}

// -----

func.func @reverse_c1(%a0: tensor<4xf32>) {
  // expected-error @+2 {{array.reverse: axes must be distinct, got [0, 0]}}
  // expected-error @+1 {{'array.reverse' op failed to infer returned types}}
  %r = "array.reverse"(%a0) {axes = array<i64: 0, 0>} : (tensor<4xf32>) -> tensor<4xf32>
  return
}
