// RUN: covector-opt %s -array-to-linalg -split-input-file -verify-diagnostics | FileCheck %s

// Scalars are carried in registers; the index of the iteration need not be carried.
// CHECK-LABEL: func.func @scalars(
// CHECK-SAME:      %[[X:.*]]: tensor<f32>, %[[C:.*]]: tensor<f32>)
// CHECK-DAG:     %[[FIRST:.*]] = tensor.extract %[[X]][]
// CHECK-DAG:     %[[FACTOR:.*]] = tensor.extract %[[C]][]
// CHECK-NOT:     memref
// CHECK:         %[[R:.*]] = scf.for %{{.*}} = %{{.*}} to %{{.*}} step %{{.*}} iter_args(%[[A:.*]] = %[[FIRST]]) -> (f32)
// CHECK:           %[[NEXT:.*]] = arith.mulf %[[A]], %[[FACTOR]] : f32
// CHECK:           scf.yield %[[NEXT]] : f32
// CHECK:         tensor.from_elements %[[R]] : tensor<f32>
func.func @scalars(%x: tensor<f32>, %c: tensor<f32>) -> tensor<f32> {
  %r = array.scan consts(%c) carry(%x) over() length 8 : (tensor<f32>, tensor<f32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %f: tensor<f32>, %a: tensor<f32>):
    %0 = array.mul %a, %f : tensor<f32>
    array.yield %0 : tensor<f32>
  }
  return %r : tensor<f32>
}

// -----

// A while loop on scalars is nothing but arithmetic.
// CHECK-LABEL: func.func @while(
// CHECK:         %[[R:.*]] = scf.while (%[[A:.*]] = %{{.*}}) : (i32) -> i32 {
// CHECK:           %[[HOLDS:.*]] = arith.cmpi slt, %[[A]], %{{.*}} : i32
// CHECK:           scf.condition({{.*}}) %[[A]] : i32
// CHECK:         } do {
// CHECK-NEXT:    ^bb0(%[[B:.*]]: i32):
// CHECK:           %[[NEXT:.*]] = arith.addi %[[B]], %[[B]] : i32
// CHECK-NEXT:      scf.yield %[[NEXT]] : i32
func.func @while(%x: tensor<i32>, %limit: tensor<i32>) -> tensor<i32> {
  %r = array.while consts(%limit) carry(%x) : (tensor<i32>, tensor<i32>) -> tensor<i32> while {
  ^bb0(%a: tensor<i32>, %l: tensor<i32>):
    %0 = array.compare LT, %a, %l : (tensor<i32>, tensor<i32>) -> tensor<i1>
    array.yield %0 : tensor<i1>
  } do {
  ^bb0(%a: tensor<i32>, %l: tensor<i32>):
    %0 = array.add %a, %a : tensor<i32>
    array.yield %0 : tensor<i32>
  }
  return %r : tensor<i32>
}

// -----

// What a scan goes over and stacks: elements are loaded and stored one by one, those of
// an iota are computed, backward with `reverse`.
// CHECK-LABEL: func.func @elements(
// CHECK-SAME:      %[[XS:.*]]: tensor<5xf32>)
// CHECK:         %[[STACK:.*]] = memref.alloc() : memref<5xf32>
// CHECK:         %[[LAST:.*]] = arith.subi
// CHECK:         scf.for %[[K:[^ ]*]] = {{.*}} -> (f32)
// CHECK:           %[[I:.*]] = arith.subi %[[LAST]], %[[K]]
// CHECK:           %[[X:.*]] = tensor.extract %[[XS]][%[[I]]]
// CHECK-NOT:       tensor.extract
// CHECK:           %[[POSITION:.*]] = arith.sitofp
// CHECK:           %[[Y:.*]] = arith.mulf %[[X]], %[[POSITION]]
// CHECK:           memref.store %[[Y]], %[[STACK]][%[[I]]]
// CHECK:         bufferization.to_tensor %[[STACK]]
func.func @elements(%xs: tensor<5xf32>) -> (tensor<f32>, tensor<5xf32>) {
  %zero = array.constant dense<0.0> : tensor<f32>
  %iota = array.iota {axis = 0 : i64, element_type = f32, shape = array<i64: 5>} : tensor<5xf32>
  %r, %ys = array.scan consts() carry(%zero) over(%xs, %iota) length 5 reverse
      : (tensor<f32>, tensor<5xf32>, tensor<5xf32>) -> (tensor<f32>, tensor<5xf32>) {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>, %x: tensor<f32>, %n: tensor<f32>):
    %0 = array.mul %x, %n : tensor<f32>
    %1 = array.add %a, %0 : tensor<f32>
    array.yield %1, %0 : tensor<f32>, tensor<f32>
  }
  return %r, %ys : tensor<f32>, tensor<5xf32>
}

// -----

// A branch is chosen by its number, which is moved inside.
// CHECK-LABEL: func.func @case(
// CHECK:         %[[NUMBER:.*]] = arith.maxsi
// CHECK:         %[[ABOVE:.*]] = arith.cmpi uge, %[[NUMBER]], %{{.*}} : index
// CHECK:         scf.if %[[ABOVE]] -> (f32) {
// CHECK:           scf.if
// CHECK:             arith.mulf
// CHECK:           } else {
// CHECK:             arith.addf
// CHECK:         } else {
// CHECK:           arith.negf
func.func @case(%s: tensor<i32>, %x: tensor<f32>) -> tensor<f32> {
  %r = array.case %s, %x : (tensor<i32>, tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>):
    %0 = array.neg %a : tensor<f32>
    array.yield %0 : tensor<f32>
  }, {
  ^bb0(%a: tensor<f32>):
    %0 = array.add %a, %a : tensor<f32>
    array.yield %0 : tensor<f32>
  }, {
  ^bb0(%a: tensor<f32>):
    %0 = array.mul %a, %a : tensor<f32>
    array.yield %0 : tensor<f32>
  }
  return %r : tensor<f32>
}

// -----

// A recorded loop: the values of an iteration follow each other on the tape, which
// grows, is read by plain loads and freed after the last of them.
// CHECK-LABEL: func.func @tape(
// CHECK:         %[[FIRST:.*]] = llvm.call @cv_tape_allocate(
// CHECK:         %[[W:.*]]:4 = scf.while
// CHECK:         do
// CHECK:           scf.if
// CHECK:             llvm.call @cv_tape_grow(
// CHECK:           memref.store %{{.*}} : memref<f32>
// CHECK:           memref.store %{{.*}} : memref<i32>
// CHECK-NOT:     llvm.call
// CHECK:         scf.for
// CHECK:           llvm.getelementptr %[[W]]#2
// CHECK:           memref.load %{{.*}}[] : memref<f32>
// CHECK:           memref.load %{{.*}}[] : memref<i32>
// CHECK:         }
// CHECK:         llvm.call @cv_tape_free(%[[W]]#2)
// CHECK-NOT:     cv_tape
func.func @tape(%x: tensor<f32>, %n: tensor<i32>) -> tensor<f32> {
  %last, %count, %s, %t, %unused = array.while consts(%n) carry(%x) counted
      : (tensor<i32>, tensor<f32>) -> (tensor<f32>, tensor<i64>, tensor<?xf32>, tensor<?xi32>, tensor<?x4xf32>) while {
  ^bb0(%a: tensor<f32>, %l: tensor<i32>):
    %0 = array.constant dense<9.0> : tensor<f32>
    %1 = array.compare LT, %a, %0 : (tensor<f32>, tensor<f32>) -> tensor<i1>
    array.yield %1 : tensor<i1>
  } do {
  ^bb0(%a: tensor<f32>, %l: tensor<i32>):
    %0 = array.add %a, %a : tensor<f32>
    %1 = array.add %l, %l : tensor<i32>
    %2 = array.broadcast_in_dim %a {dimensions = array<i64>, shape = array<i64: 4>} : (tensor<f32>) -> tensor<4xf32>
    array.yield %0, %a, %1, %2 : tensor<f32>, tensor<f32>, tensor<i32>, tensor<4xf32>
  }
  %r = array.scan consts() carry(%x) over(%s, %t) count(%count) reverse
      : (tensor<f32>, tensor<?xf32>, tensor<?xi32>, tensor<i64>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>, %e: tensor<f32>, %k: tensor<i32>):
    %0 = array.convert %k {element_type = f32} : (tensor<i32>) -> tensor<f32>
    %1 = array.mul %e, %0 : tensor<f32>
    %2 = array.add %a, %1 : tensor<f32>
    array.yield %2 : tensor<f32>
  }
  return %r : tensor<f32>
}

// -----

// Stacks stay in the block of their loop.
func.func @carried_stack(%x: tensor<f32>) -> tensor<f32> {
  %last, %count, %s = array.while consts() carry(%x) counted
      : (tensor<f32>) -> (tensor<f32>, tensor<i64>, tensor<?xf32>) while {
  ^bb0(%a: tensor<f32>):
    %1 = array.compare LT, %a, %a : (tensor<f32>, tensor<f32>) -> tensor<i1>
    array.yield %1 : tensor<i1>
  } do {
  ^bb0(%a: tensor<f32>):
    array.yield %a, %a : tensor<f32>, tensor<f32>
  }
  %p = array.constant dense<true> : tensor<i1>
  // expected-error@below {{carries or yields a stack, which is local to the block of its loop}}
  %t = array.case %p, %s : (tensor<i1>, tensor<?xf32>) -> tensor<?xf32> {
  ^bb0(%a: tensor<?xf32>):
    array.yield %a : tensor<?xf32>
  }, {
  ^bb0(%a: tensor<?xf32>):
    array.yield %a : tensor<?xf32>
  }
  %r = array.scan consts() carry(%x) over(%t) count(%count) : (tensor<f32>, tensor<?xf32>, tensor<i64>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>, %e: tensor<f32>):
    array.yield %e : tensor<f32>
  }
  return %r : tensor<f32>
}
