// RUN: covector-opt %s -split-input-file -array-sparsity | FileCheck %s

// CHECK-LABEL: func.func @reduce(
// CHECK-SAME:    rows = [array<i32: 0, 3>, array<i32: 1, 4>, array<i32: 2, 5>]
func.func @reduce(%x: tensor<2x3xf32>) -> tensor<3xf32> {
  %0 = array.reduce_max %x {axes = array<i64: 0>} : (tensor<2x3xf32>) -> tensor<3xf32>
  return %0 : tensor<3xf32>
}

// -----

// CHECK-LABEL: func.func @cumulative(
// CHECK-SAME:    rows = [array<i32: 0, 1>, array<i32: 1>, array<i32: 2, 3>, array<i32: 3>]
func.func @cumulative(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %0 = array.cumprod %x {axis = 1 : i64, reverse = true} : (tensor<2x2xf32>) -> tensor<2x2xf32>
  return %0 : tensor<2x2xf32>
}

// -----

// CHECK-LABEL: func.func @recurrence(
// CHECK-SAME:    rows = [array<i32: 0, 2>, array<i32: 0, 1, 2, 3>]
func.func @recurrence(%f: tensor<2xf32>, %t: tensor<2xf32>) -> tensor<2xf32> {
  %0 = array.linear_recurrence %f, %t {axis = 0 : i64, reverse = false}
      : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// The keys of a sort only say where an element comes from.
// CHECK-LABEL: func.func @sort(
// CHECK-SAME:    rows = [array<i32: 4, 6>, array<i32: 5, 7>, array<i32: 4, 6>, array<i32: 5, 7>]
func.func @sort(%x: tensor<2x2xf32>, %y: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %k, %v = array.sort %x, %y {axis = 0 : i64, num_keys = 1 : i64}
      : (tensor<2x2xf32>, tensor<2x2xf32>) -> (tensor<2x2xf32>, tensor<2x2xf32>)
  return %v : tensor<2x2xf32>
}

// -----

// CHECK-LABEL: func.func @top_k(
// CHECK-SAME:    rows = [array<i32: 0, 1, 2>, array<i32: 3, 4, 5>]
func.func @top_k(%x: tensor<2x3xf32>) -> tensor<2x1xf32> {
  %v, %p = array.top_k %x {axis = 1 : i64, k = 1 : i64}
      : (tensor<2x3xf32>) -> (tensor<2x1xf32>, tensor<2x1xi32>)
  return %v : tensor<2x1xf32>
}

// -----

// A transform works on its axes, a batch keeps to itself.
// CHECK-LABEL: func.func @fft(
// CHECK-SAME:    rows = [array<i32: 0, 1>, array<i32: 0, 1>, array<i32: 2, 3>, array<i32: 2, 3>]
func.func @fft(%x: tensor<2x2xf32>) -> tensor<2x2xf32> {
  %0 = array.fft %x {kind = "rfft", lengths = array<i64: 2>} : (tensor<2x2xf32>) -> tensor<2x2xcomplex<f32>>
  %1 = array.real %0 : (tensor<2x2xcomplex<f32>>) -> tensor<2x2xf32>
  return %1 : tensor<2x2xf32>
}

// -----

// CHECK-LABEL: func.func @cholesky(
// CHECK-SAME:    rows = [array<i32: 0>, array<i32: 1>]
func.func @cholesky(%x: tensor<2x1x1xf32>) -> tensor<2x1x1xf32> {
  %0 = array.cholesky %x : (tensor<2x1x1xf32>) -> tensor<2x1x1xf32>
  return %0 : tensor<2x1x1xf32>
}
