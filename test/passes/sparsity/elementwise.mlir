// RUN: covector-opt %s -split-input-file -array-sparsity | FileCheck %s

// Elements keep to themselves; a function and its arguments are united.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:    array.sparsity = {column_colors = 1 : i64, entries = 3 : i64,
// CHECK-SAME:    rows = [array<i32: 0>, array<i32: 1>, array<i32: 2>], shape = array<i64: 3, 3>}
func.func @main(%x: tensor<3xf32>) -> tensor<3xf32> {
  %0 = array.sin %x : tensor<3xf32>
  %1 = array.mul %0, %x : tensor<3xf32>
  return %1 : tensor<3xf32>
}

// -----

// Columns of several arguments stand one after the other.
// CHECK-LABEL: func.func @two(
// CHECK-SAME:    column_colors = 2 : i64, entries = 4 : i64,
// CHECK-SAME:    rows = [array<i32: 0, 2>, array<i32: 1, 3>], shape = array<i64: 2, 4>}
func.func @two(%x: tensor<2xf32>, %n: tensor<2xi32>, %y: tensor<2xf32>) -> tensor<2xf32> {
  %0 = array.atan2 %x, %y : tensor<2xf32>
  return %0 : tensor<2xf32>
}

// -----

// What has no derivative: rounding, signs, comparisons, integers. The rules of
// forward mode say so, not a list.
// CHECK-LABEL: func.func @flat(
// CHECK-SAME:    column_colors = 0 : i64, entries = 0 : i64,
// CHECK-SAME:    rows = [array<i32>, array<i32>], shape = array<i64: 2, 2>}
func.func @flat(%x: tensor<2xf32>) -> tensor<2xf32> {
  %0 = array.floor %x : tensor<2xf32>
  %1 = array.sign %x : tensor<2xf32>
  %2 = array.add %0, %1 : tensor<2xf32>
  %3 = array.convert %x {element_type = i32} : (tensor<2xf32>) -> tensor<2xi32>
  %4 = array.convert %3 {element_type = f32} : (tensor<2xi32>) -> tensor<2xf32>
  %5 = array.stop_gradient %x : tensor<2xf32>
  %6 = array.add %2, %4 : tensor<2xf32>
  %7 = array.mul %6, %5 : tensor<2xf32>
  return %7 : tensor<2xf32>
}

// -----

// One operand of nextafter and the like has no derivative, the other parts stay.
// CHECK-LABEL: func.func @choice(
// CHECK-SAME:    rows = [array<i32: 0, 2>, array<i32: 1, 3>], shape = array<i64: 2, 4>}
func.func @choice(%x: tensor<2xf32>, %y: tensor<2xf32>) -> tensor<2xf32> {
  %0 = array.compare LT, %x, %y : (tensor<2xf32>, tensor<2xf32>) -> tensor<2xi1>
  %1 = array.select %0, %x, %y : (tensor<2xi1>, tensor<2xf32>, tensor<2xf32>) -> tensor<2xf32>
  return %1 : tensor<2xf32>
}

// -----

// A choice that the program computes from constants is followed.
// CHECK-LABEL: func.func @known_choice(
// CHECK-SAME:    rows = [array<i32: 3>, array<i32: 1>, array<i32: 2>], shape = array<i64: 3, 6>}
func.func @known_choice(%x: tensor<3xf32>, %y: tensor<3xf32>) -> tensor<3xf32> {
  %i = array.iota {axis = 0 : i64, element_type = i32, shape = array<i64: 3>} : tensor<3xi32>
  %c = array.constant dense<0> : tensor<3xi32>
  %0 = array.compare GT, %i, %c : (tensor<3xi32>, tensor<3xi32>) -> tensor<3xi1>
  %1 = array.select %0, %x, %y : (tensor<3xi1>, tensor<3xf32>, tensor<3xf32>) -> tensor<3xf32>
  return %1 : tensor<3xf32>
}
