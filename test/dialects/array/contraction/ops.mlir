// RUN: covector-opt %s | covector-opt | FileCheck %s

// Matrix products, batches of them, inner and outer products.

// CHECK-LABEL: func.func @matrix_product(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xf32>, %[[Y:.*]]: tensor<3x4xf32>
// CHECK: array.dot_general %[[X]], %[[Y]] {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
func.func @matrix_product(%x: tensor<2x3xf32>, %y: tensor<3x4xf32>) -> tensor<2x4xf32> {
  %r = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

// CHECK-LABEL: func.func @batched(
// CHECK-SAME: %[[X:.*]]: tensor<5x3x2x7xbf16>, %[[Y:.*]]: tensor<2x5x3x4xbf16>
// CHECK: array.dot_general %[[X]], %[[Y]] {element_type = f32, lhs_batch = array<i64: 0>, lhs_contracting = array<i64: 2, 1>, rhs_batch = array<i64: 1>, rhs_contracting = array<i64: 0, 2>} : (tensor<5x3x2x7xbf16>, tensor<2x5x3x4xbf16>) -> tensor<5x7x4xf32>
func.func @batched(%x: tensor<5x3x2x7xbf16>, %y: tensor<2x5x3x4xbf16>) -> tensor<5x7x4xf32> {
  %r = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64: 0>, lhs_contracting = array<i64: 2, 1>, rhs_batch = array<i64: 1>, rhs_contracting = array<i64: 0, 2>} : (tensor<5x3x2x7xbf16>, tensor<2x5x3x4xbf16>) -> tensor<5x7x4xf32>
  return %r : tensor<5x7x4xf32>
}

// CHECK-LABEL: func.func @inner(
// CHECK-SAME: %[[X:.*]]: tensor<3xcomplex<f64>>, %[[Y:.*]]: tensor<3xcomplex<f64>>
// CHECK: array.dot_general %[[X]], %[[Y]] {element_type = complex<f64>, lhs_batch = array<i64>, lhs_contracting = array<i64: 0>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> tensor<complex<f64>>
func.func @inner(%x: tensor<3xcomplex<f64>>, %y: tensor<3xcomplex<f64>>) -> tensor<complex<f64>> {
  %r = array.dot_general %x, %y {element_type = complex<f64>, lhs_batch = array<i64>, lhs_contracting = array<i64: 0>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<3xcomplex<f64>>, tensor<3xcomplex<f64>>) -> tensor<complex<f64>>
  return %r : tensor<complex<f64>>
}

// CHECK-LABEL: func.func @outer(
// CHECK-SAME: %[[X:.*]]: tensor<3xi32>, %[[Y:.*]]: tensor<2xi32>
// CHECK: array.dot_general %[[X]], %[[Y]] {element_type = i64, lhs_batch = array<i64>, lhs_contracting = array<i64>, rhs_batch = array<i64>, rhs_contracting = array<i64>} : (tensor<3xi32>, tensor<2xi32>) -> tensor<3x2xi64>
func.func @outer(%x: tensor<3xi32>, %y: tensor<2xi32>) -> tensor<3x2xi64> {
  %r = array.dot_general %x, %y {element_type = i64, lhs_batch = array<i64>, lhs_contracting = array<i64>, rhs_batch = array<i64>, rhs_contracting = array<i64>} : (tensor<3xi32>, tensor<2xi32>) -> tensor<3x2xi64>
  return %r : tensor<3x2xi64>
}
