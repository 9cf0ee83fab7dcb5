// RUN: covector-opt %s | covector-opt | FileCheck %s

// Operations that change the element type, and stop_gradient.

// CHECK-LABEL: func.func @convert(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.convert %[[X]] {element_type = i32} : (tensor<4xf32>) -> tensor<4xi32>
func.func @convert(%x: tensor<4xf32>) -> tensor<4xi32> {
  %r = array.convert %x {element_type = i32} : (tensor<4xf32>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}

// CHECK-LABEL: func.func @convert_to_bool(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.convert %[[X]] {element_type = i1} : (tensor<4xcomplex<f32>>) -> tensor<4xi1>
func.func @convert_to_bool(%x: tensor<4xcomplex<f32>>) -> tensor<4xi1> {
  %r = array.convert %x {element_type = i1} : (tensor<4xcomplex<f32>>) -> tensor<4xi1>
  return %r : tensor<4xi1>
}

// CHECK-LABEL: func.func @bitcast(
// CHECK-SAME: %[[X:.*]]: tensor<4xbf16>
// CHECK: array.bitcast %[[X]] {element_type = ui16} : (tensor<4xbf16>) -> tensor<4xui16>
func.func @bitcast(%x: tensor<4xbf16>) -> tensor<4xui16> {
  %r = array.bitcast %x {element_type = ui16} : (tensor<4xbf16>) -> tensor<4xui16>
  return %r : tensor<4xui16>
}

// CHECK-LABEL: func.func @real(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f32>>
// CHECK: array.real %[[X]] : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
func.func @real(%x: tensor<4xcomplex<f32>>) -> tensor<4xf32> {
  %r = array.real %x : (tensor<4xcomplex<f32>>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// CHECK-LABEL: func.func @imag(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f64>>
// CHECK: array.imag %[[X]] : (tensor<4xcomplex<f64>>) -> tensor<4xf64>
func.func @imag(%x: tensor<4xcomplex<f64>>) -> tensor<4xf64> {
  %r = array.imag %x : (tensor<4xcomplex<f64>>) -> tensor<4xf64>
  return %r : tensor<4xf64>
}

// CHECK-LABEL: func.func @conj(
// CHECK-SAME: %[[X:.*]]: tensor<4xcomplex<f64>>
// CHECK: array.conj %[[X]] : tensor<4xcomplex<f64>>
func.func @conj(%x: tensor<4xcomplex<f64>>) -> tensor<4xcomplex<f64>> {
  %r = array.conj %x : tensor<4xcomplex<f64>>
  return %r : tensor<4xcomplex<f64>>
}

// CHECK-LABEL: func.func @complex(
// CHECK-SAME: %[[X:.*]]: tensor<4xf64>, %[[Y:.*]]: tensor<4xf64>
// CHECK: array.complex %[[X]], %[[Y]] : (tensor<4xf64>, tensor<4xf64>) -> tensor<4xcomplex<f64>>
func.func @complex(%x: tensor<4xf64>, %y: tensor<4xf64>) -> tensor<4xcomplex<f64>> {
  %r = array.complex %x, %y : (tensor<4xf64>, tensor<4xf64>) -> tensor<4xcomplex<f64>>
  return %r : tensor<4xcomplex<f64>>
}

// CHECK-LABEL: func.func @stop_gradient(
// CHECK-SAME: %[[X:.*]]: tensor<4xf32>
// CHECK: array.stop_gradient %[[X]] : tensor<4xf32>
func.func @stop_gradient(%x: tensor<4xf32>) -> tensor<4xf32> {
  %r = array.stop_gradient %x : tensor<4xf32>
  return %r : tensor<4xf32>
}
