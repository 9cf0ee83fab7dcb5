// RUN: covector-opt %s -split-input-file --pass-pipeline='builtin.module(func.func(array-simplify))' | FileCheck %s

// Values that are not used, that do not change, and that are handed over twice go.
// CHECK-LABEL: func.func @loses(
// CHECK: %[[R:.*]] = array.scan consts(%arg0) carry(%arg1) over(%arg2) length 4 :
// CHECK-SAME: (tensor<f32>, tensor<f32>, tensor<4xf32>) -> tensor<f32>
// CHECK: return %[[R]], %arg0
func.func @loses(%a: tensor<f32>, %b: tensor<f32>, %x: tensor<4xf32>) -> (tensor<f32>, tensor<f32>) {
  %r:4 = array.scan consts(%a, %b) carry(%b, %a, %b) over(%x, %x) length 4
      : (tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>, tensor<4xf32>, tensor<4xf32>)
      -> (tensor<f32>, tensor<f32>, tensor<f32>, tensor<4xf32>) {
  ^bb0(%i: tensor<i64>, %c: tensor<f32>, %unused: tensor<f32>, %s: tensor<f32>, %same: tensor<f32>, %dead: tensor<f32>, %e: tensor<f32>, %f: tensor<f32>):
    %0 = array.mul %same, %e : tensor<f32>
    %1 = array.mul %0, %c : tensor<f32>
    %2 = array.mul %1, %f : tensor<f32>
    %3 = array.add %s, %2 : tensor<f32>
    %4 = array.add %dead, %2 : tensor<f32>
    array.yield %3, %same, %4, %0 : tensor<f32>, tensor<f32>, tensor<f32>, tensor<f32>
  }
  return %r#0, %r#1 : tensor<f32>, tensor<f32>
}

// -----

// What does not depend on the iteration is computed in front of the loop, but not a
// broadcast; constants are copied into the loop.
// CHECK-LABEL: func.func @hoisted(
// CHECK: %[[E:.*]] = array.exp %arg0
// CHECK: array.scan consts(%[[E]]) carry(%arg1) over() length 4 :
// CHECK-NOT: array.exp
// CHECK: array.constant dense<2.000000e+00> : tensor<8xf32>
// CHECK: array.broadcast_in_dim
func.func @hoisted(%a: tensor<f32>, %b: tensor<8xf32>) -> tensor<8xf32> {
  %two = array.constant dense<2.0> : tensor<8xf32>
  %r = array.scan consts(%a, %two) carry(%b) over() length 4
      : (tensor<f32>, tensor<8xf32>, tensor<8xf32>) -> tensor<8xf32> {
  ^bb0(%i: tensor<i64>, %c: tensor<f32>, %t: tensor<8xf32>, %s: tensor<8xf32>):
    %0 = array.exp %c : tensor<f32>
    %1 = array.broadcast_in_dim %0 {dimensions = array<i64>, shape = array<i64: 8>} : (tensor<f32>) -> tensor<8xf32>
    %2 = array.mul %s, %1 : tensor<8xf32>
    %3 = array.mul %2, %t : tensor<8xf32>
    array.yield %3 : tensor<8xf32>
  }
  return %r : tensor<8xf32>
}

// -----

// One iteration is no loop, none is what it begins with.
// CHECK-LABEL: func.func @short(
// CHECK-NOT: array.scan
// CHECK: %[[E:.*]] = array.reshape %arg1
// CHECK: %[[S:.*]] = array.add %arg0, %[[E]]
// CHECK: return %[[S]], %arg0
func.func @short(%a: tensor<f32>, %x: tensor<1xf32>) -> (tensor<f32>, tensor<f32>) {
  %r = array.scan consts() carry(%a) over(%x) length 1 : (tensor<f32>, tensor<1xf32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %s: tensor<f32>, %e: tensor<f32>):
    %0 = array.add %s, %e : tensor<f32>
    array.yield %0 : tensor<f32>
  }
  %n = array.scan consts() carry(%a) over() length 0 : (tensor<f32>) -> tensor<f32> {
  ^bb0(%i: tensor<i64>, %s: tensor<f32>):
    %0 = array.add %s, %s : tensor<f32>
    array.yield %0 : tensor<f32>
  }
  return %r, %n : tensor<f32>, tensor<f32>
}

// -----

// A known selector leaves its branch.
// CHECK-LABEL: func.func @known(
// CHECK-NEXT: %[[N:.*]] = array.neg %arg0
// CHECK-NEXT: return %[[N]]
func.func @known(%x: tensor<4xf32>) -> tensor<4xf32> {
  %p = array.constant dense<7> : tensor<i32>
  %y = array.case %p, %x : (tensor<i32>, tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    array.yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>):
    %0 = array.neg %a : tensor<4xf32>
    array.yield %0 : tensor<4xf32>
  }
  return %y : tensor<4xf32>
}

// -----

// A loop that nobody asks for its count or stacks is not counted.
// CHECK-LABEL: func.func @uncounted(
// CHECK: array.while consts(%arg1) carry(%arg0) : (tensor<f32>, tensor<f32>) -> tensor<f32> while
func.func @uncounted(%x: tensor<f32>, %limit: tensor<f32>) -> tensor<f32> {
  %y, %n, %s, %all = array.while consts() carry(%x, %limit) counted
      : (tensor<f32>, tensor<f32>) -> (tensor<f32>, tensor<f32>, tensor<i64>, tensor<?xf32>) while {
  ^bb0(%a: tensor<f32>, %l: tensor<f32>):
    %0 = array.compare LT, %a, %l : (tensor<f32>, tensor<f32>) -> tensor<i1>
    array.yield %0 : tensor<i1>
  } do {
  ^bb0(%a: tensor<f32>, %l: tensor<f32>):
    %0 = array.add %a, %a : tensor<f32>
    array.yield %0, %l, %a : tensor<f32>, tensor<f32>, tensor<f32>
  }
  return %y : tensor<f32>
}
