// RUN: covector-opt %s -split-input-file -array-sparsity | FileCheck %s

// Either branch may be taken.
// CHECK-LABEL: func.func @case(
// CHECK-SAME:    rows = [array<i32: 0, 1>, array<i32: 0, 1>]
func.func @case(%p: tensor<i1>, %x: tensor<2xf32>) -> tensor<2xf32> {
  %y = array.case %p, %x : (tensor<i1>, tensor<2xf32>) -> tensor<2xf32> {
  ^bb0(%a: tensor<2xf32>):
    array.yield %a : tensor<2xf32>
  }, {
  ^bb0(%a: tensor<2xf32>):
    %0 = array.reverse %a {axes = array<i64: 0>} : tensor<2xf32>
    array.yield %0 : tensor<2xf32>
  }
  return %y : tensor<2xf32>
}

// -----

// A selector that is known takes one.
// CHECK-LABEL: func.func @known_case(
// CHECK-SAME:    rows = [array<i32: 1>, array<i32: 0>]
func.func @known_case(%x: tensor<2xf32>) -> tensor<2xf32> {
  %p = array.constant dense<true> : tensor<i1>
  %y = array.case %p, %x : (tensor<i1>, tensor<2xf32>) -> tensor<2xf32> {
  ^bb0(%a: tensor<2xf32>):
    array.yield %a : tensor<2xf32>
  }, {
  ^bb0(%a: tensor<2xf32>):
    %0 = array.reverse %a {axes = array<i64: 0>} : tensor<2xf32>
    array.yield %0 : tensor<2xf32>
  }
  return %y : tensor<2xf32>
}

// -----

// What is computed again for derivatives is followed.
// CHECK-LABEL: func.func @checkpoint(
// CHECK-SAME:    rows = [array<i32: 1>, array<i32: 0>]
func.func @checkpoint(%x: tensor<2xf32>) -> tensor<2xf32> {
  %y = array.checkpoint saves ["everything"] %x : (tensor<2xf32>) -> tensor<2xf32> {
  ^bb0(%a: tensor<2xf32>):
    %0 = array.reverse %a {axes = array<i64: 0>} : tensor<2xf32>
    %1 = array.checkpoint_name "turned" %0 : tensor<2xf32>
    array.yield %1 : tensor<2xf32>
  }
  return %y : tensor<2xf32>
}

// -----

// A scan is followed through its iterations: a recurrence is triangular.
// CHECK-LABEL: func.func @scan(
// CHECK-SAME:    rows = [array<i32: 0, 1, 2, 3>, array<i32: 0, 1>, array<i32: 0, 1, 2>, array<i32: 0, 1, 2, 3>]
func.func @scan(%init: tensor<f32>, %x: tensor<3xf32>) -> (tensor<f32>, tensor<3xf32>) {
  %last, %all = array.scan consts() carry(%init) over(%x) length 3
      : (tensor<f32>, tensor<3xf32>) -> (tensor<f32>, tensor<3xf32>) {
  ^bb0(%i: tensor<i64>, %sum: tensor<f32>, %element: tensor<f32>):
    %0 = array.mul %sum, %element : tensor<f32>
    array.yield %0, %0 : tensor<f32>, tensor<f32>
  }
  return %last, %all : tensor<f32>, tensor<3xf32>
}

// -----

// The index of an iteration is known: iteration i reads element i + 1.
// CHECK-LABEL: func.func @index(
// CHECK-SAME:    rows = [array<i32: 1>, array<i32: 2>]
func.func @index(%x: tensor<3xf32>) -> tensor<2xf32> {
  %all = array.scan consts(%x) carry() over() length 2 : (tensor<3xf32>) -> (tensor<2xf32>) {
  ^bb0(%i: tensor<i64>, %a: tensor<3xf32>):
    %one = array.constant dense<1> : tensor<i64>
    %0 = array.add %i, %one : tensor<i64>
    %1 = array.reshape %0 {shape = array<i64: 1>} : (tensor<i64>) -> tensor<1xi64>
    %2 = array.gather %a, %1 {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>,
         mode = #array<index_mode clip>, offset_axes = array<i64>, operand_batch_axes = array<i64>,
         slice_sizes = array<i64: 1>, start_index_map = array<i64: 0>}
        : (tensor<3xf32>, tensor<1xi64>) -> tensor<f32>
    array.yield %2 : tensor<f32>
  }
  return %all : tensor<2xf32>
}

// -----

// A count that the program computes: all iterations at once.
// CHECK-LABEL: func.func @count(
// CHECK-SAME:    rows = [array<i32: 0, 1>, array<i32: 0, 1>, array<i32: 2>]
func.func @count(%n: tensor<i64>, %x: tensor<3xf32>) -> tensor<3xf32> {
  %last = array.scan consts() carry(%x) over() count(%n) : (tensor<3xf32>, tensor<i64>) -> tensor<3xf32> {
  ^bb0(%i: tensor<i64>, %a: tensor<3xf32>):
    %0 = array.slice %a {limits = array<i64: 2>, starts = array<i64: 0>, strides = array<i64: 1>}
        : (tensor<3xf32>) -> tensor<2xf32>
    %1 = array.reverse %0 {axes = array<i64: 0>} : tensor<2xf32>
    %2 = array.slice %a {limits = array<i64: 3>, starts = array<i64: 2>, strides = array<i64: 1>}
        : (tensor<3xf32>) -> tensor<1xf32>
    %3 = array.concatenate %1, %2 {axis = 0 : i64} : (tensor<2xf32>, tensor<1xf32>) -> tensor<3xf32>
    array.yield %3 : tensor<3xf32>
  }
  return %last : tensor<3xf32>
}

// -----

// What moves by one element in every iteration reaches everything that is carried; the
// limit is read by the condition alone.
// CHECK-LABEL: func.func @while(
// CHECK-SAME:    column_colors = 40 : i64, entries = 1600 : i64, shape = array<i64: 40, 41>
func.func @while(%limit: tensor<f32>, %x: tensor<40xf32>) -> tensor<40xf32> {
  %y = array.while consts(%limit) carry(%x) : (tensor<f32>, tensor<40xf32>) -> tensor<40xf32> while {
  ^bb0(%a: tensor<40xf32>, %l: tensor<f32>):
    %0 = array.reduce_sum %a {axes = array<i64: 0>} : (tensor<40xf32>) -> tensor<f32>
    %1 = array.compare LT, %0, %l : (tensor<f32>, tensor<f32>) -> tensor<i1>
    array.yield %1 : tensor<i1>
  } do {
  ^bb0(%a: tensor<40xf32>, %l: tensor<f32>):
    %0 = array.slice %a {limits = array<i64: 39>, starts = array<i64: 0>, strides = array<i64: 1>}
        : (tensor<40xf32>) -> tensor<39xf32>
    %1 = array.slice %a {limits = array<i64: 40>, starts = array<i64: 39>, strides = array<i64: 1>}
        : (tensor<40xf32>) -> tensor<1xf32>
    %2 = array.concatenate %1, %0 {axis = 0 : i64} : (tensor<1xf32>, tensor<39xf32>) -> tensor<40xf32>
    %3 = array.add %2, %a : tensor<40xf32>
    array.yield %3 : tensor<40xf32>
  }
  return %y : tensor<40xf32>
}
