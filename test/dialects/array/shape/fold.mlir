// RUN: covector-opt %s -canonicalize | FileCheck %s

// Movements that move nothing, chains of them, and constants whose elements are equal.

// CHECK-LABEL: func.func @broadcast_to_same(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: return %[[X]]
func.func @broadcast_to_same(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = array.broadcast_in_dim %x {dimensions = array<i64: 0, 1>, shape = array<i64: 2, 3>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @broadcast_constant(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<2.000000e+00> : tensor<2x3xf32>
// CHECK-NEXT: return %[[C]]
func.func @broadcast_constant() -> tensor<2x3xf32> {
  %c = array.constant dense<2.0> : tensor<f32>
  %r = array.broadcast_in_dim %c {dimensions = array<i64>, shape = array<i64: 2, 3>} : (tensor<f32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @broadcast_of_broadcast(
// CHECK-SAME: %[[X:.*]]: tensor<3xf32>
// CHECK-NEXT: %[[R:.*]] = array.broadcast_in_dim %[[X]] {dimensions = array<i64: 2>, shape = array<i64: 5, 2, 3>} : (tensor<3xf32>) -> tensor<5x2x3xf32>
// CHECK-NEXT: return %[[R]]
func.func @broadcast_of_broadcast(%x: tensor<3xf32>) -> tensor<5x2x3xf32> {
  %0 = array.broadcast_in_dim %x {dimensions = array<i64: 1>, shape = array<i64: 1, 3>} : (tensor<3xf32>) -> tensor<1x3xf32>
  %r = array.broadcast_in_dim %0 {dimensions = array<i64: 1, 2>, shape = array<i64: 5, 2, 3>} : (tensor<1x3xf32>) -> tensor<5x2x3xf32>
  return %r : tensor<5x2x3xf32>
}

// CHECK-LABEL: func.func @reshape_to_same(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: return %[[X]]
func.func @reshape_to_same(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = array.reshape %x {shape = array<i64: 2, 3>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @reshape_of_reshape(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: %[[R:.*]] = array.reshape %[[X]] {shape = array<i64: 3, 2>}
// CHECK-NEXT: return %[[R]]
func.func @reshape_of_reshape(%x: tensor<2x3xf32>) -> tensor<3x2xf32> {
  %0 = array.reshape %x {shape = array<i64: 6>} : (tensor<2x3xf32>) -> tensor<6xf32>
  %r = array.reshape %0 {shape = array<i64: 3, 2>} : (tensor<6xf32>) -> tensor<3x2xf32>
  return %r : tensor<3x2xf32>
}

// CHECK-LABEL: func.func @reshape_back(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: return %[[X]]
func.func @reshape_back(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = array.reshape %x {shape = array<i64: 6>} : (tensor<2x3xf32>) -> tensor<6xf32>
  %r = array.reshape %0 {shape = array<i64: 2, 3>} : (tensor<6xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @reshape_constant(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<2.000000e+00> : tensor<6xf32>
// CHECK-NEXT: return %[[C]]
func.func @reshape_constant() -> tensor<6xf32> {
  %c = array.constant dense<2.0> : tensor<2x3xf32>
  %r = array.reshape %c {shape = array<i64: 6>} : (tensor<2x3xf32>) -> tensor<6xf32>
  return %r : tensor<6xf32>
}

// CHECK-LABEL: func.func @transpose_nothing(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: return %[[X]]
func.func @transpose_nothing(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = array.transpose %x {permutation = array<i64: 0, 1>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @transpose_twice(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xf32>
// CHECK-NEXT: %[[R:.*]] = array.transpose %[[X]] {permutation = array<i64: 1, 2, 0>} : (tensor<2x3x4xf32>) -> tensor<3x4x2xf32>
// CHECK-NEXT: return %[[R]]
func.func @transpose_twice(%x: tensor<2x3x4xf32>) -> tensor<3x4x2xf32> {
  %0 = array.transpose %x {permutation = array<i64: 2, 0, 1>} : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  %r = array.transpose %0 {permutation = array<i64: 2, 0, 1>} : (tensor<4x2x3xf32>) -> tensor<3x4x2xf32>
  return %r : tensor<3x4x2xf32>
}

// CHECK-LABEL: func.func @transpose_back(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: return %[[X]]
func.func @transpose_back(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %0 = array.transpose %x {permutation = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  %r = array.transpose %0 {permutation = array<i64: 1, 0>} : (tensor<3x2xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @slice_all(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: return %[[X]]
func.func @slice_all(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = array.slice %x {limits = array<i64: 2, 3>, starts = array<i64: 0, 0>, strides = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @slice_constant(
// CHECK-NEXT: %[[C:.*]] = array.constant dense<2.000000e+00> : tensor<1x3xf32>
// CHECK-NEXT: return %[[C]]
func.func @slice_constant() -> tensor<1x3xf32> {
  %c = array.constant dense<2.0> : tensor<2x3xf32>
  %r = array.slice %c {limits = array<i64: 2, 3>, starts = array<i64: 1, 0>, strides = array<i64: 1, 1>} : (tensor<2x3xf32>) -> tensor<1x3xf32>
  return %r : tensor<1x3xf32>
}

// CHECK-LABEL: func.func @pad_nothing(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[V:.*]]: tensor<f32>
// CHECK-NEXT: return %[[X]]
func.func @pad_nothing(%x: tensor<2x3xf32>, %v: tensor<f32>) -> tensor<2x3xf32> {
  %r = array.pad %x, %v {high = array<i64: 0, 0>, interior = array<i64: 0, 0>, low = array<i64: 0, 0>} : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// the same shape, other elements
// CHECK-LABEL: func.func @pad_shift(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[V:.*]]: tensor<f32>
// CHECK: array.pad
func.func @pad_shift(%x: tensor<2x3xf32>, %v: tensor<f32>) -> tensor<2x3xf32> {
  %r = array.pad %x, %v {high = array<i64: 0, -1>, interior = array<i64: 0, 0>, low = array<i64: 0, 1>} : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @concatenate_one(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: return %[[X]]
func.func @concatenate_one(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = array.concatenate %x {axis = 0 : i64} : (tensor<2x3xf32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @reverse_no_axes(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK-NEXT: return %[[X]]
func.func @reverse_no_axes(%x: tensor<2x3xf32>) -> tensor<2x3xf32> {
  %r = array.reverse %x {axes = array<i64>} : tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @reverse_unit_axis(
// CHECK-SAME: %[[X:.*]]: tensor<1x3xf32>
// CHECK-NEXT: return %[[X]]
func.func @reverse_unit_axis(%x: tensor<1x3xf32>) -> tensor<1x3xf32> {
  %r = array.reverse %x {axes = array<i64: 0>} : tensor<1x3xf32>
  return %r : tensor<1x3xf32>
}

// CHECK-LABEL: func.func @reverse_one_of_two(
// CHECK-SAME: %[[X:.*]]: tensor<1x3xf32>
// CHECK: array.reverse
func.func @reverse_one_of_two(%x: tensor<1x3xf32>) -> tensor<1x3xf32> {
  %r = array.reverse %x {axes = array<i64: 0, 1>} : tensor<1x3xf32>
  return %r : tensor<1x3xf32>
}
