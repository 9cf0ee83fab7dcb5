// RUN: covector-opt %s -split-input-file -array-sparsity | FileCheck %s

// Positions that are computed from constants are followed: here 2, 3, 0, 1.
// CHECK-LABEL: func.func @gather(
// CHECK-SAME:    rows = [array<i32: 2>, array<i32: 3>, array<i32: 0>, array<i32: 1>]
func.func @gather(%x: tensor<4xf32>) -> tensor<4xf32> {
  %i = array.iota {axis = 0 : i64, element_type = i32, shape = array<i64: 4>} : tensor<4xi32>
  %two = array.constant dense<2> : tensor<4xi32>
  %four = array.constant dense<4> : tensor<4xi32>
  %0 = array.add %i, %two : tensor<4xi32>
  %1 = array.rem %0, %four : tensor<4xi32>
  %2 = array.reshape %1 {shape = array<i64: 4, 1>} : (tensor<4xi32>) -> tensor<4x1xi32>
  %r = array.gather %x, %2 {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>,
       mode = #array<index_mode clip>, offset_axes = array<i64>, operand_batch_axes = array<i64>,
       slice_sizes = array<i64: 1>, start_index_map = array<i64: 0>}
      : (tensor<4xf32>, tensor<4x1xi32>) -> tensor<4xf32>
  return %r : tensor<4xf32>
}

// -----

// What is outside is filled, or moved inside; a negative position counts from the end.
// CHECK-LABEL: func.func @bounds(
// CHECK-SAME:    rows = [array<i32: 1>, array<i32>, array<i32: 1>, array<i32: 1>]
func.func @bounds(%x: tensor<2xf32>) -> (tensor<2xf32>, tensor<2xf32>) {
  %i = array.constant dense<[[-1], [2]]> : tensor<2x1xi32>
  %r = array.gather %x, %i {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>,
       mode = #array<index_mode fill>, offset_axes = array<i64>, operand_batch_axes = array<i64>,
       slice_sizes = array<i64: 1>, start_index_map = array<i64: 0>, wrap_negative = true}
      : (tensor<2xf32>, tensor<2x1xi32>) -> tensor<2xf32>
  %s = array.gather %x, %i {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>,
       mode = #array<index_mode clip>, offset_axes = array<i64>, operand_batch_axes = array<i64>,
       slice_sizes = array<i64: 1>, start_index_map = array<i64: 0>, wrap_negative = true}
      : (tensor<2xf32>, tensor<2x1xi32>) -> tensor<2xf32>
  return %r, %s : tensor<2xf32>, tensor<2xf32>
}

// -----

// A position that is an argument may be anywhere along its axis.
// CHECK-LABEL: func.func @anywhere(
// CHECK-SAME:    rows = [array<i32: 0, 2>, array<i32: 1, 3>]
func.func @anywhere(%x: tensor<2x2xf32>, %i: tensor<1x1xi32>) -> tensor<1x2xf32> {
  %r = array.gather %x, %i {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>,
       mode = #array<index_mode clip>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>,
       slice_sizes = array<i64: 1, 2>, start_index_map = array<i64: 0>}
      : (tensor<2x2xf32>, tensor<1x1xi32>) -> tensor<1x2xf32>
  return %r : tensor<1x2xf32>
}

// -----

// CHECK-LABEL: func.func @add(
// CHECK-SAME:    rows = [array<i32: 0>, array<i32: 1, 3, 4>, array<i32: 2>]
func.func @add(%x: tensor<3xf32>, %u: tensor<2xf32>) -> tensor<3xf32> {
  %i = array.constant dense<1> : tensor<2x1xi32>
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>,
       kind = #array<scatter_kind add>, mode = #array<index_mode fill>,
       operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64>}
      : (tensor<3xf32>, tensor<2x1xi32>, tensor<2xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// -----

// The last update of an element stays.
// CHECK-LABEL: func.func @set(
// CHECK-SAME:    rows = [array<i32: 0>, array<i32: 4>, array<i32: 2>]
func.func @set(%x: tensor<3xf32>, %u: tensor<2xf32>) -> tensor<3xf32> {
  %i = array.constant dense<1> : tensor<2x1xi32>
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>,
       kind = #array<scatter_kind set>, mode = #array<index_mode fill>,
       operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64>}
      : (tensor<3xf32>, tensor<2x1xi32>, tensor<2xf32>) -> tensor<3xf32>
  return %r : tensor<3xf32>
}

// -----

// CHECK-LABEL: func.func @set_anywhere(
// CHECK-SAME:    rows = [array<i32: 0, 2>, array<i32: 1, 2>]
func.func @set_anywhere(%x: tensor<2xf32>, %u: tensor<1xf32>, %i: tensor<1x1xi32>) -> tensor<2xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>,
       kind = #array<scatter_kind set>, mode = #array<index_mode fill>,
       operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64>}
      : (tensor<2xf32>, tensor<1x1xi32>, tensor<1xf32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}
