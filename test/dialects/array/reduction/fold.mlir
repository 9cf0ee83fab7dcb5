// RUN: covector-opt %s -canonicalize | FileCheck %s

// A reduction along no axes is its operand.

// CHECK-LABEL: func.func @reduce_sum(
// CHECK-SAME: %[[X:.*]]: tensor<2xf32>
// CHECK-NEXT: return %[[X]]
func.func @reduce_sum(%x: tensor<2xf32>) -> tensor<2xf32> {
  %r = array.reduce_sum %x {axes = array<i64>} : (tensor<2xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// CHECK-LABEL: func.func @reduce_prod(
// CHECK-SAME: %[[X:.*]]: tensor<2xi8>
// CHECK-NEXT: return %[[X]]
func.func @reduce_prod(%x: tensor<2xi8>) -> tensor<2xi8> {
  %r = array.reduce_prod %x {axes = array<i64>} : (tensor<2xi8>) -> tensor<2xi8>
  return %r : tensor<2xi8>
}

// CHECK-LABEL: func.func @reduce_max(
// CHECK-SAME: %[[X:.*]]: tensor<2xf64>
// CHECK-NEXT: return %[[X]]
func.func @reduce_max(%x: tensor<2xf64>) -> tensor<2xf64> {
  %r = array.reduce_max %x {axes = array<i64>} : (tensor<2xf64>) -> tensor<2xf64>
  return %r : tensor<2xf64>
}

// CHECK-LABEL: func.func @reduce_min(
// CHECK-SAME: %[[X:.*]]: tensor<2xui16>
// CHECK-NEXT: return %[[X]]
func.func @reduce_min(%x: tensor<2xui16>) -> tensor<2xui16> {
  %r = array.reduce_min %x {axes = array<i64>} : (tensor<2xui16>) -> tensor<2xui16>
  return %r : tensor<2xui16>
}

// CHECK-LABEL: func.func @reduce_and(
// CHECK-SAME: %[[X:.*]]: tensor<2xi1>
// CHECK-NEXT: return %[[X]]
func.func @reduce_and(%x: tensor<2xi1>) -> tensor<2xi1> {
  %r = array.reduce_and %x {axes = array<i64>} : (tensor<2xi1>) -> tensor<2xi1>
  return %r : tensor<2xi1>
}

// CHECK-LABEL: func.func @reduce_or(
// CHECK-SAME: %[[X:.*]]: tensor<2xi32>
// CHECK-NEXT: return %[[X]]
func.func @reduce_or(%x: tensor<2xi32>) -> tensor<2xi32> {
  %r = array.reduce_or %x {axes = array<i64>} : (tensor<2xi32>) -> tensor<2xi32>
  return %r : tensor<2xi32>
}
