// RUN: covector-opt %s | covector-opt | FileCheck %s

// Arithmetic, over element types, rank 0 and arrays of no elements.

// CHECK-LABEL: func.func @neg(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.neg %[[X]] : tensor<4xf32>
func.func @neg(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.neg %x : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @neg_complex(
// CHECK-SAME: %[[X:.*]]: tensor<2xcomplex<f64>>
// CHECK: array.neg %[[X]] : tensor<2xcomplex<f64>>
func.func @neg_complex(%x: tensor<2xcomplex<f64>>) -> tensor<2xcomplex<f64>> {
  %r = array.neg %x : tensor<2xcomplex<f64>>
  return %r : tensor<2xcomplex<f64>>
}

// CHECK-LABEL: func.func @abs(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.abs %[[X]] : (tensor<4xf32>) -> tensor<4xf32>
func.func @abs(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.abs %x : (tensor<4xf32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @abs_complex(
// CHECK-SAME: %[[X:.*]]: tensor<2xcomplex<f32>>
// CHECK: array.abs %[[X]] : (tensor<2xcomplex<f32>>) -> tensor<2xf32>
func.func @abs_complex(%x: tensor<2xcomplex<f32>>) -> tensor<2xf32> {
  %r = array.abs %x : (tensor<2xcomplex<f32>>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// CHECK-LABEL: func.func @sign(
// CHECK-SAME: %[[X:.*]]: tensor<i8>
// CHECK: array.sign %[[X]] : tensor<i8>
func.func @sign(%x: tensor<i8>) -> tensor<i8> {
  %r = array.sign %x : tensor<i8>
  return %r : tensor<i8>
}

// CHECK-LABEL: func.func @add(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>, %[[Y:.*]]: tensor<4xf32>
// CHECK: array.add %[[X]], %[[Y]] : tensor<4xf32>
func.func @add(%x: tensor<4xf32>, %y: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.add %x, %y : tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @add_bool(
// CHECK-SAME: %[[X:.*]]: tensor<2xi1>, %[[Y:.*]]: tensor<2xi1>
// CHECK: array.add %[[X]], %[[Y]] : tensor<2xi1>
func.func @add_bool(%x: tensor<2xi1>, %y: tensor<2xi1>) -> tensor<2xi1> {
  %r = array.add %x, %y : tensor<2xi1>
  return %r : tensor<2xi1>
}

// CHECK-LABEL: func.func @sub(
// CHECK-SAME: %[[X:.*]]: tensor<0x3xf64>, %[[Y:.*]]: tensor<0x3xf64>
// CHECK: array.sub %[[X]], %[[Y]] : tensor<0x3xf64>
func.func @sub(%x: tensor<0x3xf64>, %y: tensor<0x3xf64>) -> tensor<0x3xf64> {
  %r = array.sub %x, %y : tensor<0x3xf64>
  return %r : tensor<0x3xf64>
}

// CHECK-LABEL: func.func @mul(
// CHECK-SAME: %[[X:.*]]: tensor<f32>, %[[Y:.*]]: tensor<f32>
// CHECK: array.mul %[[X]], %[[Y]] : tensor<f32>
func.func @mul(%x: tensor<f32>, %y: tensor<f32>) -> tensor<f32> {
  %r = array.mul %x, %y : tensor<f32>
  return %r : tensor<f32>
}

// CHECK-LABEL: func.func @div(
// CHECK-SAME: %[[X:.*]]: tensor<4xui16>, %[[Y:.*]]: tensor<4xui16>
// CHECK: array.div %[[X]], %[[Y]] : tensor<4xui16>
func.func @div(%x: tensor<4xui16>, %y: tensor<4xui16>) -> tensor<4xui16> {
  %r = array.div %x, %y : tensor<4xui16>
  return %r : tensor<4xui16>
}

// CHECK-LABEL: func.func @rem(
// CHECK-SAME: %[[X:.*]]: tensor<4xi64>, %[[Y:.*]]: tensor<4xi64>
// CHECK: array.rem %[[X]], %[[Y]] : tensor<4xi64>
func.func @rem(%x: tensor<4xi64>, %y: tensor<4xi64>) -> tensor<4xi64> {
  %r = array.rem %x, %y : tensor<4xi64>
  return %r : tensor<4xi64>
}

// CHECK-LABEL: func.func @max(
// CHECK-SAME: %[[X:.*]]: tensor<4xbf16>, %[[Y:.*]]: tensor<4xbf16>
// CHECK: array.max %[[X]], %[[Y]] : tensor<4xbf16>
func.func @max(%x: tensor<4xbf16>, %y: tensor<4xbf16>) -> tensor<4xbf16> {
  %r = array.max %x, %y : tensor<4xbf16>
  return %r : tensor<4xbf16>
}

// CHECK-LABEL: func.func @min(
// CHECK-SAME: %[[X:.*]]: tensor<4xf16>, %[[Y:.*]]: tensor<4xf16>
// CHECK: array.min %[[X]], %[[Y]] : tensor<4xf16>
func.func @min(%x: tensor<4xf16>, %y: tensor<4xf16>) -> tensor<4xf16> {
  %r = array.min %x, %y : tensor<4xf16>
  return %r : tensor<4xf16>
}

// CHECK-LABEL: func.func @pow(
// CHECK-SAME: %[[X:.*]]: tensor<1xcomplex<f32>>, %[[Y:.*]]: tensor<1xcomplex<f32>>
// CHECK: array.pow %[[X]], %[[Y]] : tensor<1xcomplex<f32>>
func.func @pow(%x: tensor<1xcomplex<f32>>, %y: tensor<1xcomplex<f32>>) -> tensor<1xcomplex<f32>> {
  %r = array.pow %x, %y : tensor<1xcomplex<f32>>
  return %r : tensor<1xcomplex<f32>>
}

// CHECK-LABEL: func.func @integer_pow(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.integer_pow %[[X]] {exponent = -2 : i64} : tensor<4xf32>
func.func @integer_pow(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.integer_pow %x {exponent = -2 : i64} : tensor<4xf32>
  return %r : tensor<4xf32>
}
