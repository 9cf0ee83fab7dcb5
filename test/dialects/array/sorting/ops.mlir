// RUN: covector-opt %s | covector-opt | FileCheck %s

// Any number of operands of any element types, sorted by the first of them.

// CHECK-LABEL: func.func @sort(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xcomplex<f32>>, %[[Y:.*]]: tensor<2x3xi1>, %[[Z:.*]]: tensor<2x3xui8>
// CHECK: %{{.*}}:3 = array.sort %[[X]], %[[Y]], %[[Z]] {axis = 1 : i64, num_keys = 2 : i64}
// CHECK-SAME: -> (tensor<2x3xcomplex<f32>>, tensor<2x3xi1>, tensor<2x3xui8>)
func.func @sort(%x: tensor<2x3xcomplex<f32>>, %y: tensor<2x3xi1>, %z: tensor<2x3xui8>) -> tensor<2x3xui8> {
  %r:3 = array.sort %x, %y, %z {axis = 1 : i64, num_keys = 2 : i64}
      : (tensor<2x3xcomplex<f32>>, tensor<2x3xi1>, tensor<2x3xui8>)
      -> (tensor<2x3xcomplex<f32>>, tensor<2x3xi1>, tensor<2x3xui8>)
  return %r#2 : tensor<2x3xui8>
}

// CHECK-LABEL: func.func @argsort(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xbf16>
// CHECK: array.argsort %[[X]] {axis = 0 : i64, index_type = i64} : (tensor<2x3xbf16>) -> tensor<2x3xi64>
func.func @argsort(%x: tensor<2x3xbf16>) -> tensor<2x3xi64> {
  %r = array.argsort %x {axis = 0 : i64, index_type = i64} : (tensor<2x3xbf16>) -> tensor<2x3xi64>
  return %r : tensor<2x3xi64>
}

// CHECK-LABEL: func.func @top_k(
// CHECK-SAME: %[[X:.*]]: tensor<2x3xi8>
// CHECK: array.top_k %[[X]] {axis = 1 : i64, k = 2 : i64} : (tensor<2x3xi8>) -> (tensor<2x2xi8>, tensor<2x2xi32>)
func.func @top_k(%x: tensor<2x3xi8>) -> tensor<2x2xi32> {
  %v, %i = array.top_k %x {axis = 1 : i64, k = 2 : i64} : (tensor<2x3xi8>) -> (tensor<2x2xi8>, tensor<2x2xi32>)
  return %i : tensor<2x2xi32>
}

// The first axes of the values are those of the sorted arrays.

// CHECK-LABEL: func.func @search_sorted(
// CHECK-SAME: %[[S:.*]]: tensor<2x9xf64>, %[[X:.*]]: tensor<2x3x4xf64>
// CHECK: array.search_sorted %[[S]], %[[X]] {index_type = i32, right = true}
// CHECK-SAME: (tensor<2x9xf64>, tensor<2x3x4xf64>) -> tensor<2x3x4xi32>
func.func @search_sorted(%s: tensor<2x9xf64>, %x: tensor<2x3x4xf64>) -> tensor<2x3x4xi32> {
  %r = array.search_sorted %s, %x {index_type = i32, right = true}
      : (tensor<2x9xf64>, tensor<2x3x4xf64>) -> tensor<2x3x4xi32>
  return %r : tensor<2x3x4xi32>
}
