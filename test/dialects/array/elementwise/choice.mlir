// RUN: covector-opt %s | covector-opt | FileCheck %s

// Comparison and choice.

// CHECK-LABEL: func.func @compare_eq(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK: array.compare EQ, %[[X]], %[[Y]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
func.func @compare_eq(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xi1> {
  %r = array.compare EQ, %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  return %r : tensor<4xi1>
}

// CHECK-LABEL: func.func @compare_ne(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK: array.compare NE, %[[X]], %[[Y]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
func.func @compare_ne(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xi1> {
  %r = array.compare NE, %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  return %r : tensor<4xi1>
}

// CHECK-LABEL: func.func @compare_lt(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK: array.compare LT, %[[X]], %[[Y]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
func.func @compare_lt(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xi1> {
  %r = array.compare LT, %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  return %r : tensor<4xi1>
}

// CHECK-LABEL: func.func @compare_le(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK: array.compare LE, %[[X]], %[[Y]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
func.func @compare_le(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xi1> {
  %r = array.compare LE, %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  return %r : tensor<4xi1>
}

// CHECK-LABEL: func.func @compare_gt(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK: array.compare GT, %[[X]], %[[Y]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
func.func @compare_gt(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xi1> {
  %r = array.compare GT, %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  return %r : tensor<4xi1>
}

// CHECK-LABEL: func.func @compare_ge(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK: array.compare GE, %[[X]], %[[Y]] : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
func.func @compare_ge(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xi1> {
  %r = array.compare GE, %x, %y : (tensor<4xf32>, tensor<4xf32>) -> tensor<4xi1>
  return %r : tensor<4xi1>
}

// CHECK-LABEL: func.func @compare_complex(
// CHECK-SAME: %[[X:.*]]: tensor<complex<f32>>, %[[Y:.*]]: tensor<complex<f32>>
// CHECK: array.compare NE, %[[X]], %[[Y]] : (tensor<complex<f32>>, tensor<complex<f32>>) -> tensor<i1>
func.func @compare_complex(%x: tensor<complex<f32>>, %y: tensor<complex<f32>>) -> tensor<i1> {
  %r = array.compare NE, %x, %y : (tensor<complex<f32>>, tensor<complex<f32>>) -> tensor<i1>
  return %r : tensor<i1>
}

// CHECK-LABEL: func.func @select(
// CHECK-SAME: %[[P:.*]]: tensor<4xi1>, %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK: array.select %[[P]], %[[X]], %[[Y]] : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
func.func @select(%p: tensor<4xi1>, %x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.select %p, %x, %y : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @is_finite(
// CHECK-SAME: %[[X:.*]]: tensor<4xbf16>
// CHECK: array.is_finite %[[X]] : (tensor<4xbf16>) -> tensor<4xi1>
func.func @is_finite(%x: tensor<4xbf16>) -> tensor<4xi1> {
  %r = array.is_finite %x : (tensor<4xbf16>) -> tensor<4xi1>
  return %r : tensor<4xi1>
}
