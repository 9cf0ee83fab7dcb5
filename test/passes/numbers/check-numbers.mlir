// RUN: covector-opt %s -split-input-file -array-check-numbers | FileCheck %s

// What holds numbers is looked at; what is constant and finite is not.
// CHECK-LABEL: func.func @straight
// CHECK-SAME:    (%[[X:.*]]: tensor<4xf32>, %{{.*}}: tensor<4xi32>)
// CHECK-SAME:    attributes {array.result_ids = array<i64: 2, -1>}
// CHECK-NEXT:    array.check_numbers "argument" "0" [0] of [](%[[X]]) : tensor<4xf32>
// CHECK-NEXT:    array.constant
// CHECK-NEXT:    %[[A:.*]] = array.add
// CHECK-NEXT:    array.check_numbers "made" "add" [1] of [0](%[[A]]) : tensor<4xf32>
// CHECK-NEXT:    %[[S:.*]] = array.sqrt
// CHECK-NEXT:    array.check_numbers "made" "sqrt" [2] of [1](%[[S]]) : tensor<4xf32>
// CHECK-NEXT:    array.neg
// CHECK-NEXT:    return
func.func @straight(%x: tensor<4xf32>, %i: tensor<4xi32>) -> (tensor<4xf32>, tensor<4xi32>) {
  %c = array.constant dense<1.0> : tensor<4xf32>
  %0 = array.add %x, %c : tensor<4xf32>
  %1 = array.sqrt %0 : tensor<4xf32>
  %2 = array.neg %i : tensor<4xi32>
  return %1, %2 : tensor<4xf32>, tensor<4xi32>
}

// -----

// CHECK-LABEL: func.func @constant_nan
// CHECK:         array.check_numbers "made" "constant" [0] of []
func.func @constant_nan() -> tensor<2xf32> {
  %c = array.constant dense<[1.0, 0x7FC00000]> : tensor<2xf32>
  return %c : tensor<2xf32>
}

// -----

// A scan: consts and elements have the ids of the operands. Carried values that change places get
// their next values at once. A stack holds what any iteration has yielded.
// CHECK-LABEL: func.func @scan
// CHECK:         array.check_numbers "loop" "" [0] of []
// CHECK-NEXT:    array.check_numbers "moved" "" [3] of [0]()
// CHECK-NEXT:    array.check_numbers "moved" "" [4] of [1]()
// CHECK-NEXT:    array.check_numbers "moved" "" [5] of []()
// CHECK-NEXT:    array.scan
// CHECK:           array.check_numbers "iteration" "" [0] of [](%{{.*}}) : tensor<i64>
// CHECK-NEXT:      %[[P:.*]] = array.mul
// CHECK-NEXT:      array.check_numbers "made" "mul" [6] of [4, 2](%[[P]])
// CHECK-NEXT:      array.check_numbers "moved" "" [7] of [4]()
// CHECK-NEXT:      array.check_numbers "moved" "" [8] of [3]()
// CHECK-NEXT:      array.check_numbers "moved" "" [3] of [7]()
// CHECK-NEXT:      array.check_numbers "moved" "" [4] of [8]()
// CHECK-NEXT:      array.check_numbers "moved" "" [5] of [6, 5]()
// CHECK-NEXT:      array.yield
func.func @scan(%x: tensor<f32>, %y: tensor<f32>, %xs: tensor<9xf32>) -> (tensor<f32>, tensor<f32>, tensor<9xf32>) {
  %0:3 = array.scan consts() carry(%x, %y) over(%xs) length 9
      : (tensor<f32>, tensor<f32>, tensor<9xf32>) -> (tensor<f32>, tensor<f32>, tensor<9xf32>) {
  ^bb0(%i: tensor<i64>, %a: tensor<f32>, %b: tensor<f32>, %e: tensor<f32>):
    %1 = array.mul %b, %e : tensor<f32>
    array.yield %b, %a, %1 : tensor<f32>, tensor<f32>, tensor<f32>
  }
  return %0#0, %0#1, %0#2 : tensor<f32>, tensor<f32>, tensor<9xf32>
}

// -----

// Iterations of a while loop are counted before the condition.
// CHECK-LABEL: func.func @while
// CHECK:         array.check_numbers "loop" "" [0] of []
// CHECK:         array.while
// CHECK:           array.check_numbers "iteration" "" [0] of []()
// CHECK:           array.check_numbers "made" "log" [2] of [1]
// CHECK:         } do {
// CHECK:           array.check_numbers "made" "add" [3] of [1]
// CHECK-NEXT:      array.check_numbers "moved" "" [1] of [3]()
func.func @while(%x: tensor<f32>) -> tensor<f32> {
  %c = array.constant dense<9.0> : tensor<f32>
  %0 = array.while consts(%c) carry(%x) : (tensor<f32>, tensor<f32>) -> tensor<f32> while {
  ^bb0(%a: tensor<f32>, %limit: tensor<f32>):
    %1 = array.log %a : tensor<f32>
    %2 = array.compare LT, %1, %limit : (tensor<f32>, tensor<f32>) -> tensor<i1>
    array.yield %2 : tensor<i1>
  } do {
  ^bb0(%a: tensor<f32>, %limit: tensor<f32>):
    %1 = array.add %a, %a : tensor<f32>
    array.yield %1 : tensor<f32>
  }
  return %0 : tensor<f32>
}

// -----

// The branch that runs says what the result holds.
// CHECK-LABEL: func.func @case
// CHECK-SAME:    array.result_ids = array<i64: 1>
// CHECK:           array.check_numbers "moved" "" [1] of [0]()
// CHECK:           array.check_numbers "made" "log" [2] of [0]
// CHECK-NEXT:      array.check_numbers "moved" "" [1] of [2]()
func.func @case(%p: tensor<i1>, %x: tensor<f32>) -> tensor<f32> {
  %0 = array.case %p, %x : (tensor<i1>, tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<f32>):
    array.yield %a : tensor<f32>
  }, {
  ^bb0(%a: tensor<f32>):
    %1 = array.log %a : tensor<f32>
    array.yield %1 : tensor<f32>
  }
  return %0 : tensor<f32>
}
