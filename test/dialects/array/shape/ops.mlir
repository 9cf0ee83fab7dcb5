// RUN: covector-opt %s | covector-opt | FileCheck %s

// Operations that create, move and rearrange elements.

// CHECK-LABEL: func.func @iota(
// CHECK: array.iota {axis = 1 : i64, element_type = ui8, shape = array<i64: 3, 2>} : tensor<3x2xui8>
func.func @iota() -> tensor<3x2xui8> {
  %r = array.iota {axis = 1 : i64, element_type = ui8, shape = array<i64: 3, 2>} : tensor<3x2xui8>
  return %r : tensor<3x2xui8>
}

// CHECK-LABEL: func.func @broadcast_in_dim(
// CHECK-SAME: %[[X:.*]]: tensor<2x1xf32>
// CHECK: array.broadcast_in_dim %[[X]] {dimensions = array<i64: 0, 2>, shape = array<i64: 2, 3, 4>} : (tensor<2x1xf32>) -> tensor<2x3x4xf32>
func.func @broadcast_in_dim(%x: tensor<2x1xf32>) -> tensor<2x3x4xf32> {
  %r = array.broadcast_in_dim %x {dimensions = array<i64: 0, 2>, shape = array<i64: 2, 3, 4>} : (tensor<2x1xf32>) -> tensor<2x3x4xf32>
  return %r : tensor<2x3x4xf32>
}

// CHECK-LABEL: func.func @broadcast_scalar(
// CHECK-SAME: %[[X:.*]]: tensor<i1>
// CHECK: array.broadcast_in_dim %[[X]] {dimensions = array<i64>, shape = array<i64: 0, 3>} : (tensor<i1>) -> tensor<0x3xi1>
func.func @broadcast_scalar(%x: tensor<i1>) -> tensor<0x3xi1> {
  %r = array.broadcast_in_dim %x {dimensions = array<i64>, shape = array<i64: 0, 3>} : (tensor<i1>) -> tensor<0x3xi1>
  return %r : tensor<0x3xi1>
}

// CHECK-LABEL: func.func @reshape(
// CHECK-SAME: %[[X:.*]]: tensor<6xf32>
// CHECK: array.reshape %[[X]] {shape = array<i64: 3, 2>} : (tensor<6xf32>) -> tensor<3x2xf32>
func.func @reshape(%x: tensor<6xf32>) -> tensor<3x2xf32> {
  %r = array.reshape %x {shape = array<i64: 3, 2>} : (tensor<6xf32>) -> tensor<3x2xf32>
  return %r : tensor<3x2xf32>
}

// CHECK-LABEL: func.func @reshape_to_scalar(
// CHECK-SAME: %[[X:.*]]: tensor<1x1xf32>
// CHECK: array.reshape %[[X]] {shape = array<i64>} : (tensor<1x1xf32>) -> tensor<f32>
func.func @reshape_to_scalar(%x: tensor<1x1xf32>) -> tensor<f32> {
  %r = array.reshape %x {shape = array<i64>} : (tensor<1x1xf32>) -> tensor<f32>
  return %r : tensor<f32>
}

// CHECK-LABEL: func.func @transpose(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xf32>
// CHECK: array.transpose %[[X]] {permutation = array<i64: 2, 0, 1>} : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
func.func @transpose(%x: tensor<2x3x4xf32>) -> tensor<4x2x3xf32> {
  %r = array.transpose %x {permutation = array<i64: 2, 0, 1>} : (tensor<2x3x4xf32>) -> tensor<4x2x3xf32>
  return %r : tensor<4x2x3xf32>
}

// CHECK-LABEL: func.func @slice(
// CHECK-SAME: %[[X:.*]]: tensor<6x4xf32>
// CHECK: array.slice %[[X]] {limits = array<i64: 5, 2>, starts = array<i64: 1, 2>, strides = array<i64: 3, 1>} : (tensor<6x4xf32>) -> tensor<2x0xf32>
func.func @slice(%x: tensor<6x4xf32>) -> tensor<2x0xf32> {
  %r = array.slice %x {limits = array<i64: 5, 2>, starts = array<i64: 1, 2>, strides = array<i64: 3, 1>} : (tensor<6x4xf32>) -> tensor<2x0xf32>
  return %r : tensor<2x0xf32>
}

// CHECK-LABEL: func.func @pad(
// CHECK-SAME: %[[X:.*]]: tensor<4x3xf32>, %[[V:.*]]: tensor<f32>
// CHECK: array.pad %[[X]], %[[V]] {high = array<i64: -1, 0>, interior = array<i64: 0, 2>, low = array<i64: 2, 1>} : (tensor<4x3xf32>, tensor<f32>) -> tensor<5x8xf32>
func.func @pad(%x: tensor<4x3xf32>, %v: tensor<f32>) -> tensor<5x8xf32> {
  %r = array.pad %x, %v {high = array<i64: -1, 0>, interior = array<i64: 0, 2>, low = array<i64: 2, 1>} : (tensor<4x3xf32>, tensor<f32>) -> tensor<5x8xf32>
  return %r : tensor<5x8xf32>
}

// CHECK-LABEL: func.func @concatenate(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xi8>, %[[Y:.*]]: tensor<2x0xi8>
// CHECK: array.concatenate %[[X]], %[[Y]], %[[X]] {axis = 1 : i64} : (tensor<2x3xi8>, tensor<2x0xi8>, tensor<2x3xi8>) -> tensor<2x6xi8>
func.func @concatenate(%x: tensor<2x3xi8>, %y: tensor<2x0xi8>) -> tensor<2x6xi8> {
  %r = array.concatenate %x, %y, %x {axis = 1 : i64} : (tensor<2x3xi8>, tensor<2x0xi8>, tensor<2x3xi8>) -> tensor<2x6xi8>
  return %r : tensor<2x6xi8>
}

// CHECK-LABEL: func.func @reverse(
// CHECK-SAME: %[[X:.*]]: tensor<4x2xf32>
// CHECK: array.reverse %[[X]] {axes = array<i64: 1, 0>} : tensor<4x2xf32>
func.func @reverse(%x: tensor<4x2xf32>) -> tensor<4x2xf32> {
  %r = array.reverse %x {axes = array<i64: 1, 0>} : tensor<4x2xf32>
  return %r : tensor<4x2xf32>
}

// CHECK-LABEL: func.func @constant(
// CHECK: array.constant dense<[1.000000e+00, 2.000000e+00]> : tensor<2xf32>
func.func @constant() -> tensor<2xf32> {
  %r = array.constant dense<[1.0, 2.0]> : tensor<2xf32>
  return %r : tensor<2xf32>
}

// CHECK-LABEL: func.func @constant_splat(
// CHECK: array.constant dense<(1.000000e+00,-2.000000e+00)> : tensor<complex<f32>>
func.func @constant_splat() -> tensor<complex<f32>> {
  %r = array.constant dense<(1.0, -2.0)> : tensor<complex<f32>>
  return %r : tensor<complex<f32>>
}

// CHECK-LABEL: func.func @constant_empty(
// CHECK: array.constant dense<> : tensor<0xi32>
func.func @constant_empty() -> tensor<0xi32> {
  %r = array.constant dense<> : tensor<0xi32>
  return %r : tensor<0xi32>
}
