// RUN: covector-run %s --arg=1,2,3,4 --arg=3 --arg=-5 --arg=false | FileCheck %s --check-prefix=A
// RUN: covector-run %s --arg=1,2,3,4 --arg=4 --arg=1 --arg=true | FileCheck %s --check-prefix=B
// RUN: covector-run %s --arg=1,2,3,4 --arg=-2 --arg=7 --arg=true | FileCheck %s --check-prefix=C

// Branches and loops in each other: selectors out of bounds, a count below zero,
// carried arrays that change places, that begin alike, and that are kept.
// A:      tensor<4xf32>: 1, 2, 3, 4
// A-NEXT: tensor<f32>: 192
// A-NEXT: tensor<3xf32>: 4.5, 11.5, 18.5
// A-NEXT: tensor<4xf32>: 1, 2, 3, 4
// A-NEXT: tensor<4xf32>: 1, 2, 3, 4
// A-NEXT: tensor<i64>: 6
// A-NEXT: tensor<4xf32>: 70, 70, 70, 70
// A-NEXT: tensor<4xf32>: 40, 40, 40, 40
// B:      tensor<4xf32>: 0, 0, 0, 0
// B:      tensor<4xf32>: 1, 2, 3, 4
// B-NEXT: tensor<4xf32>: 0, 0, 0, 0
// B-NEXT: tensor<i64>: 10
// C:      tensor<4xf32>: 1, 4, 9, 16
// C:      tensor<4xf32>: 1, 2, 3, 4
// C-NEXT: tensor<4xf32>: 1, 4, 9, 16
// C-NEXT: tensor<i64>: -2
func.func @main(%x: tensor<4xf32>, %n: tensor<i64>, %s: tensor<i32>, %p: tensor<i1>)
    -> (tensor<4xf32>, tensor<f32>, tensor<3xf32>, tensor<4xf32>, tensor<4xf32>, tensor<i64>, tensor<4xf32>, tensor<4xf32>) {
  // branch
  %y = array.case %p, %x : (tensor<i1>, tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>):
    array.yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>):
    %0 = array.neg %a : tensor<4xf32>
    array.yield %0 : tensor<4xf32>
  }
  // three branches
  %z = array.case %s, %x, %y : (tensor<i32>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32> {
  ^bb0(%a: tensor<4xf32>, %b: tensor<4xf32>):
    array.yield %a : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>, %b: tensor<4xf32>):
    %0 = array.add %a, %b : tensor<4xf32>
    array.yield %0 : tensor<4xf32>
  }, {
  ^bb0(%a: tensor<4xf32>, %b: tensor<4xf32>):
    %0 = array.mul %a, %a : tensor<4xf32>
    array.yield %0 : tensor<4xf32>
  }
  %limit = array.constant dense<100.0> : tensor<f32>
  %one = array.constant dense<1.5> : tensor<f32>
  %w = array.while consts(%limit) carry(%one) : (tensor<f32>, tensor<f32>) -> tensor<f32> while {
  ^bb0(%a: tensor<f32>, %l: tensor<f32>):
    %0 = array.compare LT, %a, %l : (tensor<f32>, tensor<f32>) -> tensor<i1>
    array.yield %0 : tensor<i1>
  } do {
  ^bb0(%a: tensor<f32>, %l: tensor<f32>):
    %0 = array.add %a, %a : tensor<f32>
    array.yield %0 : tensor<f32>
  }
  %xs = array.constant dense<[[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]> : tensor<3x2xf32>
  %last, %all = array.scan consts(%one) carry(%limit) over(%xs) length 3 reverse
      : (tensor<f32>, tensor<f32>, tensor<3x2xf32>) -> (tensor<f32>, tensor<3xf32>) {
  ^bb0(%i: tensor<i64>, %f: tensor<f32>, %sum: tensor<f32>, %e: tensor<2xf32>):
    %0 = array.reduce_sum %e {axes = array<i64: 0>} : (tensor<2xf32>) -> tensor<f32>
    %1 = array.mul %f, %0 : tensor<f32>
    %2 = array.add %sum, %1 : tensor<f32>
    %3 = array.convert %i {element_type = f32} : (tensor<i64>) -> tensor<f32>
    %4 = array.add %1, %3 : tensor<f32>
    array.yield %2, %4 : tensor<f32>, tensor<f32>
  }
  // swaps, count
  %a1, %b1, %c1 = array.scan consts() carry(%x, %z, %n) over() count(%n)
      : (tensor<4xf32>, tensor<4xf32>, tensor<i64>, tensor<i64>) -> (tensor<4xf32>, tensor<4xf32>, tensor<i64>) {
  ^bb0(%i: tensor<i64>, %a: tensor<4xf32>, %b: tensor<4xf32>, %k: tensor<i64>):
    %0 = array.add %k, %i : tensor<i64>
    array.yield %b, %a, %0 : tensor<4xf32>, tensor<4xf32>, tensor<i64>
  }
  // stencil, twice the same init, nested
  %d1, %e1 = array.scan consts() carry(%x, %x) over() length 3
      : (tensor<4xf32>, tensor<4xf32>) -> (tensor<4xf32>, tensor<4xf32>) {
  ^bb0(%i: tensor<i64>, %a: tensor<4xf32>, %b: tensor<4xf32>):
    %r = array.reverse %a {axes = array<i64: 0>} : tensor<4xf32>
    %0 = array.add %r, %b : tensor<4xf32>
    %q = array.scan consts(%b) carry(%0) over() length 2
      : (tensor<4xf32>, tensor<4xf32>) -> (tensor<4xf32>) {
    ^bb0(%j: tensor<i64>, %bb: tensor<4xf32>, %aa: tensor<4xf32>):
      %rr = array.reverse %aa {axes = array<i64: 0>} : tensor<4xf32>
      %1 = array.add %rr, %bb : tensor<4xf32>
      array.yield %1 : tensor<4xf32>
    }
    array.yield %q, %0 : tensor<4xf32>, tensor<4xf32>
  }
  return %z, %w, %all, %a1, %b1, %c1, %d1, %e1 : tensor<4xf32>, tensor<f32>, tensor<3xf32>, tensor<4xf32>, tensor<4xf32>, tensor<i64>, tensor<4xf32>, tensor<4xf32>
}
