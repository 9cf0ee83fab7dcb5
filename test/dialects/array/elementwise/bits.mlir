// RUN: covector-opt %s | covector-opt | FileCheck %s

// Bits and booleans.

// CHECK-LABEL: func.func @and(
// CHECK-SAME: %[[X:.*]]: tensor<4xi1>, %[[Y:.*]]: tensor<4xi1>
// CHECK: array.and %[[X]], %[[Y]] : tensor<4xi1>
func.func @and(%x: tensor<4xi1>, %y: tensor<4xi1>) -> tensor<4xi1> {
  %r = array.and %x, %y : tensor<4xi1>
  return %r : tensor<4xi1>
}

// CHECK-LABEL: func.func @or(
// CHECK-SAME: %[[X:.*]]: tensor<4xui8>, %[[Y:.*]]: tensor<4xui8>
// CHECK: array.or %[[X]], %[[Y]] : tensor<4xui8>
func.func @or(%x: tensor<4xui8>, %y: tensor<4xui8>) -> tensor<4xui8> {
  %r = array.or %x, %y : tensor<4xui8>
  return %r : tensor<4xui8>
}

// CHECK-LABEL: func.func @xor(
// CHECK-SAME: %[[X:.*]]: tensor<4xi64>, %[[Y:.*]]: tensor<4xi64>
// CHECK: array.xor %[[X]], %[[Y]] : tensor<4xi64>
func.func @xor(%x: tensor<4xi64>, %y: tensor<4xi64>) -> tensor<4xi64> {
  %r = array.xor %x, %y : tensor<4xi64>
  return %r : tensor<4xi64>
}

// CHECK-LABEL: func.func @shift_left(
// CHECK-SAME: %[[X:.*]]: tensor<4xi32>, %[[Y:.*]]: tensor<4xi32>
// CHECK: array.shift_left %[[X]], %[[Y]] : tensor<4xi32>
func.func @shift_left(%x: tensor<4xi32>, %y: tensor<4xi32>) -> tensor<4xi32> {
  %r = array.shift_left %x, %y : tensor<4xi32>
  return %r : tensor<4xi32>
}

// CHECK-LABEL: func.func @shift_right_logical(
// CHECK-SAME: %[[X:.*]]: tensor<4xui64>, %[[Y:.*]]: tensor<4xui64>
// CHECK: array.shift_right_logical %[[X]], %[[Y]] : tensor<4xui64>
func.func @shift_right_logical(%x: tensor<4xui64>, %y: tensor<4xui64>) -> tensor<4xui64> {
  %r = array.shift_right_logical %x, %y : tensor<4xui64>
  return %r : tensor<4xui64>
}

// CHECK-LABEL: func.func @shift_right_arithmetic(
// CHECK-SAME: %[[X:.*]]: tensor<i16>, %[[Y:.*]]: tensor<i16>
// CHECK: array.shift_right_arithmetic %[[X]], %[[Y]] : tensor<i16>
func.func @shift_right_arithmetic(%x: tensor<i16>, %y: tensor<i16>) -> tensor<i16> {
  %r = array.shift_right_arithmetic %x, %y : tensor<i16>
  return %r : tensor<i16>
}

// CHECK-LABEL: func.func @not(
// CHECK-SAME: %[[X:.*]]: tensor<2xi1>
// CHECK: array.not %[[X]] : tensor<2xi1>
func.func @not(%x: tensor<2xi1>) -> tensor<2xi1> {
  %r = array.not %x : tensor<2xi1>
  return %r : tensor<2xi1>
}

// CHECK-LABEL: func.func @popcount(
// CHECK-SAME: %[[X:.*]]: tensor<4xui32>
// CHECK: array.popcount %[[X]] : tensor<4xui32>
func.func @popcount(%x: tensor<4xui32>) -> tensor<4xui32> {
  %r = array.popcount %x : tensor<4xui32>
  return %r : tensor<4xui32>
}

// CHECK-LABEL: func.func @clz(
// CHECK-SAME: %[[X:.*]]: tensor<4xi8>
// CHECK: array.clz %[[X]] : tensor<4xi8>
func.func @clz(%x: tensor<4xi8>) -> tensor<4xi8> {
  %r = array.clz %x : tensor<4xi8>
  return %r : tensor<4xi8>
}

// CHECK-LABEL: func.func @mulhi(
// CHECK-SAME: %[[X:.*]]: tensor<4xi32>, %[[Y:.*]]: tensor<4xi32>
// CHECK: array.mulhi %[[X]], %[[Y]] : tensor<4xi32>
func.func @mulhi(%x: tensor<4xi32>, %y: tensor<4xi32>) -> tensor<4xi32> {
  %r = array.mulhi %x, %y : tensor<4xi32>
  return %r : tensor<4xi32>
}

// CHECK-LABEL: func.func @gcd(
// CHECK-SAME: %[[X:.*]]: tensor<4xi32>, %[[Y:.*]]: tensor<4xi32>
// CHECK: array.gcd %[[X]], %[[Y]] : tensor<4xi32>
func.func @gcd(%x: tensor<4xi32>, %y: tensor<4xi32>) -> tensor<4xi32> {
  %r = array.gcd %x, %y : tensor<4xi32>
  return %r : tensor<4xi32>
}

// CHECK-LABEL: func.func @clamp(
// CHECK-SAME: %[[X:.*]]: tensor<4xi32>, %[[Y:.*]]: tensor<4xi32>, %[[Z:.*]]: tensor<4xi32>
// CHECK: array.clamp %[[X]], %[[Y]], %[[Z]] : tensor<4xi32>
func.func @clamp(%x: tensor<4xi32>, %y: tensor<4xi32>, %z: tensor<4xi32>) -> tensor<4xi32> {
  %r = array.clamp %x, %y, %z : tensor<4xi32>
  return %r : tensor<4xi32>
}
