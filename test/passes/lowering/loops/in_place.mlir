// RUN: covector-opt %s --array-linalg-pipeline --array-buffer-pipeline -split-input-file | FileCheck %s

// One element of a carried array is changed: a store, in nested loops too. Positions
// that the loop keeps inside are not checked, reads come before the change.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:      %[[X:[^:]*]]: memref<100xf64>, %[[Y:[^:]*]]: memref<100xf64>)
// CHECK:         memref.copy %[[X]], %[[Y]]
// CHECK-NOT:     memref.copy
// CHECK:         scf.for
// CHECK:           scf.for
// CHECK-NOT:         memref.alloc
// CHECK-NOT:         arith.maxsi
// CHECK-NOT:         arith.minsi
// CHECK:             %[[A:.*]] = memref.load %[[Y]]
// CHECK:             %[[B:.*]] = arith.addf %[[A]], %[[A]]
// CHECK:             memref.store %[[B]], %[[Y]]
// CHECK-NOT:     memref.copy
func.func @main(%x: tensor<100xf64>) -> tensor<100xf64> {
  %r = array.scan consts() carry(%x) over() length 7 : (tensor<100xf64>) -> tensor<100xf64> {
  ^bb0(%k: tensor<i64>, %a: tensor<100xf64>):
    %q = array.scan consts() carry(%a) over() length 99 : (tensor<100xf64>) -> tensor<100xf64> {
    ^bb0(%j: tensor<i64>, %y: tensor<100xf64>):
      %one = array.constant dense<1> : tensor<i64>
      %j1 = array.add %j, %one : tensor<i64>
      %k0 = array.reshape %j {shape = array<i64: 1>} : (tensor<i64>) -> tensor<1xi64>
      %k1 = array.reshape %j1 {shape = array<i64: 1>} : (tensor<i64>) -> tensor<1xi64>
      %l = array.gather %y, %k0 {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode promise_in_bounds>, offset_axes = array<i64>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1>, start_index_map = array<i64: 0>, wrap_negative = true} : (tensor<100xf64>, tensor<1xi64>) -> tensor<f64>
      %0 = array.add %l, %l : tensor<f64>
      %n = array.scatter %y, %k1, %0 {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind set>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64>, wrap_negative = true} : (tensor<100xf64>, tensor<1xi64>, tensor<f64>) -> tensor<100xf64>
      array.yield %n : tensor<100xf64>
    }
    array.yield %q : tensor<100xf64>
  }
  return %r : tensor<100xf64>
}

// -----

// An elementwise change is made in place, also of an array that a while loop carries.
// CHECK-LABEL: func.func @main(
// CHECK:         memref.copy
// CHECK:         scf.while
// CHECK-NOT:     memref.copy
// CHECK:         linalg.generic {{.*}} outs(%[[A:.*]] : memref<100xf32>)
// CHECK-NOT:     memref.copy
func.func @main(%x: tensor<100xf32>, %n: tensor<i32>) -> tensor<100xf32> {
  %r:2 = array.while consts() carry(%x, %n) : (tensor<100xf32>, tensor<i32>) -> (tensor<100xf32>, tensor<i32>) while {
  ^bb0(%a: tensor<100xf32>, %k: tensor<i32>):
    %zero = array.constant dense<0> : tensor<i32>
    %0 = array.compare GT, %k, %zero : (tensor<i32>, tensor<i32>) -> tensor<i1>
    array.yield %0 : tensor<i1>
  } do {
  ^bb0(%a: tensor<100xf32>, %k: tensor<i32>):
    %one = array.constant dense<1> : tensor<i32>
    %0 = array.sub %k, %one : tensor<i32>
    %1 = array.mul %a, %a : tensor<100xf32>
    array.yield %1, %0 : tensor<100xf32>, tensor<i32>
  }
  return %r#0 : tensor<100xf32>
}

// -----

// What cannot be made in place is made in a second buffer, which takes turns with the
// first. The argument is not written to, and is used afterwards.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:      %[[X:[^:]*]]: memref<100xf32>,
// CHECK:         memref.copy %[[X]], %[[FIRST:.*]] :
// CHECK:         %[[R:.*]]:2 = scf.for {{.*}} iter_args(%[[OLD:.*]] = %[[FIRST]], %[[SPARE:.*]] = %{{.*}})
// CHECK-NOT:       memref.copy
// CHECK:           linalg.generic {{.*}} ins(%[[OLD]] : {{.*}}) outs(%[[SPARE]]
// CHECK:           scf.yield %[[SPARE]], %[[OLD]]
// CHECK:         linalg.generic {{.*}} ins(%[[X]]
func.func @main(%x: tensor<100xf32>) -> tensor<100xf32> {
  %r = array.scan consts() carry(%x) over() length 8 : (tensor<100xf32>) -> tensor<100xf32> {
  ^bb0(%i: tensor<i64>, %a: tensor<100xf32>):
    %0 = array.reverse %a {axes = array<i64: 0>} : tensor<100xf32>
    array.yield %0 : tensor<100xf32>
  }
  %y = array.sub %x, %r : tensor<100xf32>
  return %y : tensor<100xf32>
}

// -----

// Rows are read where they lie, and stacked results are made where they will lie.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:      %[[X:[^:]*]]: memref<5x40xf32>, %[[Y:[^:]*]]: memref<5x40xf32>)
// CHECK:         scf.for %[[I:.*]] =
// CHECK-NOT:       memref.copy
// CHECK-DAG:       %[[ROW:.*]] = memref.subview %[[X]][%[[I]], 0]
// CHECK-DAG:       %[[PLACE:.*]] = memref.subview %[[Y]][%[[I]], 0]
// CHECK:           linalg.generic {{.*}} ins(%[[ROW]] : {{.*}}) outs(%[[PLACE]]
// CHECK-NOT:       memref.copy
func.func @main(%x: tensor<5x40xf32>) -> tensor<5x40xf32> {
  %r = array.scan consts() carry() over(%x) length 5 : (tensor<5x40xf32>) -> tensor<5x40xf32> {
  ^bb0(%i: tensor<i64>, %row: tensor<40xf32>):
    %0 = array.mul %row, %row : tensor<40xf32>
    array.yield %0 : tensor<40xf32>
  }
  return %r : tensor<5x40xf32>
}

// -----

// An array is changed in one branch and kept in the other: nothing is copied.
// CHECK-LABEL: func.func @main(
// CHECK-SAME:      %[[X:[^:]*]]: memref<100xf64>, %{{.*}}: memref<100xi8>, %[[Y:[^:]*]]: memref<100xf64>)
// CHECK:         memref.copy %[[X]], %[[Y]]
// CHECK:         scf.for
// CHECK-NOT:       memref.copy
// CHECK:           scf.if
// CHECK:             memref.store %{{.*}}, %[[Y]]
// CHECK-NOT:     memref.copy
func.func @main(%x: tensor<100xf64>, %p: tensor<100xi1>) -> tensor<100xf64> {
  %r = array.scan consts() carry(%x) over(%p) length 100 : (tensor<100xf64>, tensor<100xi1>) -> tensor<100xf64> {
  ^bb0(%i: tensor<i64>, %a: tensor<100xf64>, %q: tensor<i1>):
    %n = array.case %q, %a, %i : (tensor<i1>, tensor<100xf64>, tensor<i64>) -> tensor<100xf64> {
    ^bb0(%y: tensor<100xf64>, %j: tensor<i64>):
      array.yield %y : tensor<100xf64>
    }, {
    ^bb0(%y: tensor<100xf64>, %j: tensor<i64>):
      %k = array.reshape %j {shape = array<i64: 1>} : (tensor<i64>) -> tensor<1xi64>
      %v = array.constant dense<2.0> : tensor<f64>
      %s = array.scatter %y, %k, %v {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind mul>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64>} : (tensor<100xf64>, tensor<1xi64>, tensor<f64>) -> tensor<100xf64>
      array.yield %s : tensor<100xf64>
    }
    array.yield %n : tensor<100xf64>
  }
  return %r : tensor<100xf64>
}

// -----

// Arrays that change places are not copied: their buffers change places. So does one
// that is made in place of another.
// CHECK-LABEL: func.func @main(
// CHECK:         scf.for {{.*}} iter_args(%[[A:[^ ]*]] = %{{.*}}, %[[B:[^ ]*]] = %{{[^)]*}})
// CHECK-NOT:       memref.copy
// CHECK:           linalg.generic {{.*}} ins(%[[A]] : {{.*}}) outs(%[[B]] :
// CHECK-NOT:       memref.copy
// CHECK:           scf.yield %[[B]], %[[A]]
func.func @main(%x: tensor<400xf32>, %y: tensor<400xf32>) -> (tensor<400xf32>, tensor<400xf32>) {
  %r:2 = array.scan consts() carry(%x, %y) over() length 3 : (tensor<400xf32>, tensor<400xf32>) -> (tensor<400xf32>, tensor<400xf32>) {
  ^bb0(%i: tensor<i64>, %a: tensor<400xf32>, %b: tensor<400xf32>):
    %0 = array.sub %a, %b : tensor<400xf32>
    array.yield %0, %a : tensor<400xf32>, tensor<400xf32>
  }
  return %r#0, %r#1 : tensor<400xf32>, tensor<400xf32>
}
