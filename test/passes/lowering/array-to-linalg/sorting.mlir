// RUN: covector-opt %s -array-to-linalg | FileCheck %s

// Sorts are functions of the runtime. The numbers are those that runtime/cpu/Sorting.h lists: here a
// float has the number 2 * 256 + 4, and an unsigned byte 1.

// CHECK-LABEL: func.func @sort
// CHECK: array.runtime_call "cv_sort" [2, 1, 2, 3, 5, 516, 1] reads 2
func.func @sort(%x: tensor<2x3x5xf32>, %y: tensor<2x3x5xui8>) -> (tensor<2x3x5xf32>, tensor<2x3x5xui8>) {
  %r:2 = array.sort %x, %y {axis = 1 : i64, num_keys = 1 : i64}
      : (tensor<2x3x5xf32>, tensor<2x3x5xui8>) -> (tensor<2x3x5xf32>, tensor<2x3x5xui8>)
  return %r#0, %r#1 : tensor<2x3x5xf32>, tensor<2x3x5xui8>
}

// CHECK-LABEL: func.func @argsort
// CHECK: array.runtime_call "cv_argsort" [1, 1, 4, 1, 4, 1040] reads 1
func.func @argsort(%x: tensor<4xcomplex<f64>>) -> tensor<4xi32> {
  %r = array.argsort %x {axis = 0 : i64, index_type = i32} : (tensor<4xcomplex<f64>>) -> tensor<4xi32>
  return %r : tensor<4xi32>
}

// CHECK-LABEL: func.func @top_k
// CHECK: array.runtime_call "cv_top_k" [2, 1, 4, 1, 770] reads 1
func.func @top_k(%x: tensor<4xbf16>) -> tensor<2xbf16> {
  %v, %i = array.top_k %x {axis = 0 : i64, k = 2 : i64} : (tensor<4xbf16>) -> (tensor<2xbf16>, tensor<2xi32>)
  return %v : tensor<2xbf16>
}

// CHECK-LABEL: func.func @search_sorted
// CHECK: array.runtime_call "cv_search_sorted" [2, 9, 12, 1, 8, 264] reads 2
func.func @search_sorted(%s: tensor<2x9xi64>, %x: tensor<2x3x4xi64>) -> tensor<2x3x4xi64> {
  %r = array.search_sorted %s, %x {index_type = i64, right = true}
      : (tensor<2x9xi64>, tensor<2x3x4xi64>) -> tensor<2x3x4xi64>
  return %r : tensor<2x3x4xi64>
}
