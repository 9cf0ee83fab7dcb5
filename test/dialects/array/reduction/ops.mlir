// RUN: covector-opt %s | covector-opt | FileCheck %s

// Reductions along several axes.

// CHECK-LABEL: func.func @reduce_sum(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xcomplex<f32>>
// CHECK: array.reduce_sum %[[X]] {axes = array<i64: 2, 0>} : (tensor<2x3x4xcomplex<f32>>) -> tensor<3xcomplex<f32>>
func.func @reduce_sum(%x: tensor<2x3x4xcomplex<f32>>) -> tensor<3xcomplex<f32>> {
  %r = array.reduce_sum %x {axes = array<i64: 2, 0>} : (tensor<2x3x4xcomplex<f32>>) -> tensor<3xcomplex<f32>>
  return %r : tensor<3xcomplex<f32>>
}

// CHECK-LABEL: func.func @reduce_prod(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xf32>
// CHECK: array.reduce_prod %[[X]] {axes = array<i64: 2, 0>} : (tensor<2x3x4xf32>) -> tensor<3xf32>
func.func @reduce_prod(%x: tensor<2x3x4xf32>) -> tensor<3xf32> {
  %r = array.reduce_prod %x {axes = array<i64: 2, 0>} : (tensor<2x3x4xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// CHECK-LABEL: func.func @reduce_max(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xi1>
// CHECK: array.reduce_max %[[X]] {axes = array<i64: 2, 0>} : (tensor<2x3x4xi1>) -> tensor<3xi1>
func.func @reduce_max(%x: tensor<2x3x4xi1>) -> tensor<3xi1> {
  %r = array.reduce_max %x {axes = array<i64: 2, 0>} : (tensor<2x3x4xi1>) -> tensor<3xi1>
  return %r : tensor<3xi1>
}

// CHECK-LABEL: func.func @reduce_min(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xui8>
// CHECK: array.reduce_min %[[X]] {axes = array<i64: 2, 0>} : (tensor<2x3x4xui8>) -> tensor<3xui8>
func.func @reduce_min(%x: tensor<2x3x4xui8>) -> tensor<3xui8> {
  %r = array.reduce_min %x {axes = array<i64: 2, 0>} : (tensor<2x3x4xui8>) -> tensor<3xui8>
  return %r : tensor<3xui8>
}

// CHECK-LABEL: func.func @reduce_and(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xi1>
// CHECK: array.reduce_and %[[X]] {axes = array<i64: 2, 0>} : (tensor<2x3x4xi1>) -> tensor<3xi1>
func.func @reduce_and(%x: tensor<2x3x4xi1>) -> tensor<3xi1> {
  %r = array.reduce_and %x {axes = array<i64: 2, 0>} : (tensor<2x3x4xi1>) -> tensor<3xi1>
  return %r : tensor<3xi1>
}

// CHECK-LABEL: func.func @reduce_or(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xi32>
// CHECK: array.reduce_or %[[X]] {axes = array<i64: 2, 0>} : (tensor<2x3x4xi32>) -> tensor<3xi32>
func.func @reduce_or(%x: tensor<2x3x4xi32>) -> tensor<3xi32> {
  %r = array.reduce_or %x {axes = array<i64: 2, 0>} : (tensor<2x3x4xi32>) -> tensor<3xi32>
  return %r : tensor<3xi32>
}

// CHECK-LABEL: func.func @reduce_empty(
// CHECK-SAME: %[[X:.*]]: tensor<0x2xf32>
// CHECK: array.reduce_sum %[[X]] {axes = array<i64: 0>} : (tensor<0x2xf32>) -> tensor<2xf32>
func.func @reduce_empty(%x: tensor<0x2xf32>) -> tensor<2xf32> {
  %r = array.reduce_sum %x {axes = array<i64: 0>} : (tensor<0x2xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// CHECK-LABEL: func.func @argmax(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>
// CHECK: array.argmax %[[X]] {axis = 1 : i64, index_type = i32} : (tensor<2x3xf32>) -> tensor<2xi32>
func.func @argmax(%x: tensor<2x3xf32>) -> tensor<2xi32> {
  %r = array.argmax %x {axis = 1 : i64, index_type = i32} : (tensor<2x3xf32>) -> tensor<2xi32>
  return %r : tensor<2xi32>
}

// CHECK-LABEL: func.func @argmin(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xi1>
// CHECK: array.argmin %[[X]] {axis = 0 : i64, index_type = i64} : (tensor<2x3xi1>) -> tensor<3xi64>
func.func @argmin(%x: tensor<2x3xi1>) -> tensor<3xi64> {
  %r = array.argmin %x {axis = 0 : i64, index_type = i64} : (tensor<2x3xi1>) -> tensor<3xi64>
  return %r : tensor<3xi64>
}

// CHECK-LABEL: func.func @reduce_xor(
// CHECK-SAME: %[[X:.*]]: tensor<2x3x4xui16>
// CHECK: array.reduce_xor %[[X]] {axes = array<i64: 2, 0>} : (tensor<2x3x4xui16>) -> tensor<3xui16>
func.func @reduce_xor(%x: tensor<2x3x4xui16>) -> tensor<3xui16> {
  %r = array.reduce_xor %x {axes = array<i64: 2, 0>} : (tensor<2x3x4xui16>) -> tensor<3xui16>
  return %r : tensor<3xui16>
}

// CHECK-LABEL: func.func @reduce_max_complex(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xcomplex<f32>>
// CHECK: array.reduce_max %[[X]] {axes = array<i64: 1>} : (tensor<2x3xcomplex<f32>>) -> tensor<2xcomplex<f32>>
func.func @reduce_max_complex(%x: tensor<2x3xcomplex<f32>>) -> tensor<2xcomplex<f32>> {
  %r = array.reduce_max %x {axes = array<i64: 1>} : (tensor<2x3xcomplex<f32>>) -> tensor<2xcomplex<f32>>
  return %r : tensor<2xcomplex<f32>>
}
