// RUN: covector-opt %s | covector-opt | FileCheck %s

// Functions of complex numbers.

// CHECK-LABEL: func.func @sinh(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.sinh %[[X]] : tensor<4xcomplex<f32>>
func.func @sinh(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.sinh %x : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @cosh(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.cosh %[[X]] : tensor<4xcomplex<f32>>
func.func @cosh(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.cosh %x : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @asin(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.asin %[[X]] : tensor<4xcomplex<f32>>
func.func @asin(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.asin %x : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @acos(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.acos %[[X]] : tensor<4xcomplex<f32>>
func.func @acos(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.acos %x : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @atan(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.atan %[[X]] : tensor<4xcomplex<f32>>
func.func @atan(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.atan %x : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @asinh(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.asinh %[[X]] : tensor<4xcomplex<f32>>
func.func @asinh(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.asinh %x : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @acosh(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.acosh %[[X]] : tensor<4xcomplex<f32>>
func.func @acosh(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.acosh %x : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @atanh(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.atanh %[[X]] : tensor<4xcomplex<f32>>
func.func @atanh(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.atanh %x : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @exp2(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.exp2 %[[X]] : tensor<4xcomplex<f32>>
func.func @exp2(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.exp2 %x : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @log2(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.log2 %[[X]] : tensor<4xcomplex<f32>>
func.func @log2(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.log2 %x : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @log10(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.log10 %[[X]] : tensor<4xcomplex<f32>>
func.func @log10(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.log10 %x : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @logistic(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.logistic %[[X]] : tensor<4xcomplex<f32>>
func.func @logistic(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.logistic %x : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @max(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>, %[[Y:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.max %[[X]], %[[Y]] : tensor<4xcomplex<f32>>
func.func @max(%x: tensor<4xcomplex<f32>>, %y: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.max %x, %y : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}

// CHECK-LABEL: func.func @order(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>, %[[Y:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.compare LT, %[[X]], %[[Y]] : (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>) -> tensor<4xi1>
func.func @order(%x: tensor<4xcomplex<f32>>, %y: tensor<4xcomplex<f32>>) -> tensor<4xi1> {
  %r = array.compare LT, %x, %y : (tensor<4xcomplex<f32>>, tensor<4xcomplex<f32>>) -> tensor<4xi1>
  return %r : tensor<4xi1>
}

// CHECK-LABEL: func.func @of_a_scalar(
// CHECK-SAME: %[[Z:.*]]: complex<f64>
// CHECK: array.complex_function "asin" %[[Z]] : complex<f64>
func.func @of_a_scalar(%z: complex<f64>) -> complex<f64> {
  %r = array.complex_function "asin" %z : complex<f64>
  return %r : complex<f64>
}
