// RUN: covector-opt %s -split-input-file -array-sparsity | FileCheck %s

// CHECK-LABEL: func.func @broadcast(
// CHECK-SAME:    rows = [array<i32: 0>, array<i32: 0>, array<i32: 0>, array<i32: 1>, array<i32: 1>, array<i32: 1>]
func.func @broadcast(%x: tensor<2x1xf32>) -> tensor<2x3xf32> {
  %0 = array.broadcast_in_dim %x {dimensions = array<i64: 0, 1>, shape = array<i64: 2, 3>}
      : (tensor<2x1xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// CHECK-LABEL: func.func @transpose(
// CHECK-SAME:    rows = [array<i32: 0>, array<i32: 3>, array<i32: 1>, array<i32: 4>, array<i32: 2>, array<i32: 5>]
func.func @transpose(%x: tensor<6xf32>) -> tensor<3x2xf32> {
  %0 = array.reshape %x {shape = array<i64: 2, 3>} : (tensor<6xf32>) -> tensor<2x3xf32>
  %1 = array.transpose %0 {permutation = array<i64: 1, 0>} : (tensor<2x3xf32>) -> tensor<3x2xf32>
  return %1 : tensor<3x2xf32>
}

// -----

// CHECK-LABEL: func.func @slice(
// CHECK-SAME:    rows = [array<i32: 5>, array<i32: 3>, array<i32: 1>]
func.func @slice(%x: tensor<6xf32>) -> tensor<3xf32> {
  %0 = array.slice %x {limits = array<i64: 6>, starts = array<i64: 1>, strides = array<i64: 2>}
      : (tensor<6xf32>) -> tensor<3xf32>
  %1 = array.reverse %0 {axes = array<i64: 0>} : tensor<3xf32>
  return %1 : tensor<3xf32>
}

// -----

// Elements that are cut off, holes, and a value around that varies.
// CHECK-LABEL: func.func @pad(
// CHECK-SAME:    rows = [array<i32: 1>, array<i32: 3>, array<i32: 2>, array<i32: 3>]
func.func @pad(%x: tensor<3xf32>, %v: tensor<f32>) -> tensor<4xf32> {
  %0 = array.pad %x, %v {high = array<i64: 1>, interior = array<i64: 1>, low = array<i64: -2>}
      : (tensor<3xf32>, tensor<f32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}

// -----

// CHECK-LABEL: func.func @concatenate(
// CHECK-SAME:    rows = [array<i32: 0>, array<i32: 2>, array<i32>, array<i32: 1>, array<i32: 3>, array<i32>]
func.func @concatenate(%x: tensor<2x1xf32>, %y: tensor<2x1xf32>) -> tensor<2x3xf32> {
  %c = array.constant dense<0.0> : tensor<2x1xf32>
  %0 = array.concatenate %x, %y, %c {axis = 1 : i64}
      : (tensor<2x1xf32>, tensor<2x1xf32>, tensor<2x1xf32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}

// -----

// A barrier lets each of its values through.
// CHECK-LABEL: func.func @barrier(
// CHECK-SAME:    rows = [array<i32: 0>, array<i32: 1>, array<i32: 2>, array<i32: 3>]
func.func @barrier(%x: tensor<2xf32>, %y: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  %a, %b = array.optimization_barrier %x, %y : tensor<2xf32>, tensor<2xf32>
  return %a, %b : tensor<2xf32>, tensor<2xf32>
}
