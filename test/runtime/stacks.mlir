// RUN: covector-run %s --arg=0 --arg=5 --arg=1,2,3 --arg=1 | FileCheck %s --check-prefix=FIVE
// RUN: covector-run %s --arg=3 --arg=2 --arg=1,2,3 --arg=1 | FileCheck %s --check-prefix=NONE
// RUN: covector-run %s --arg=0.5 --arg=1500 --arg=1,2,3 --arg=1 | FileCheck %s --check-prefix=MANY

// A recorded loop of unknown length: its stacks are read backward, in a branch, and
// again and again in a loop; that makes and frees a tape in each iteration. With many
// iterations the tape grows.
// FIVE:      tensor<f32>: 5
// FIVE-NEXT: tensor<i64>: 5
// FIVE-NEXT: tensor<f32>: 1.625
// FIVE-NEXT: tensor<3xf32>: 65, 75, 85
// FIVE-NEXT: tensor<i32>: 15
// FIVE-NEXT: tensor<f32>: 18.375
// FIVE-NEXT: tensor<f32>: 2090.875
// FIVE-NEXT: tensor<3xf32>: 765, 855, 945
// NONE:      tensor<f32>: 3
// NONE-NEXT: tensor<i64>: 0
// NONE-NEXT: tensor<f32>: 0
// NONE-NEXT: tensor<3xf32>: 0, 0, 0
// NONE-NEXT: tensor<i32>: 0
// NONE-NEXT: tensor<f32>: 0
// NONE-NEXT: tensor<f32>: 0
// NONE-NEXT: tensor<3xf32>: 0, 0, 0
// MANY:      tensor<f32>: 1500.5
// MANY-NEXT: tensor<i64>: 1500
// MANY-NEXT: tensor<f32>: 3
// MANY-NEXT: tensor<3xf32>: 1.127252e+09, 1.127255e+09, 1.127258e+09
// MANY-NEXT: tensor<i32>: 3008
// MANY-NEXT: tensor<f32>: 2249997
// MANY-NEXT: tensor<f32>: 2.543905e+15
// MANY-NEXT: tensor<3xf32>: 3.805321e+12, 3.805328e+12, 3.805333e+12
func.func @main(%x: tensor<f32>, %limit: tensor<f32>, %v: tensor<3xf32>, %m: tensor<2xi1>)
    -> (tensor<f32>, tensor<i64>, tensor<f32>, tensor<3xf32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<3xf32>) {
  %last, %vec, %n, %s0, %s1, %s2, %s3, %s4 = array.while consts(%limit, %m) carry(%x, %v) counted
      : (tensor<f32>, tensor<2xi1>, tensor<f32>, tensor<3xf32>)
        -> (tensor<f32>, tensor<3xf32>, tensor<i64>, tensor<?xf32>, tensor<?x3xf32>, tensor<?xi1>, tensor<?x2xi1>, tensor<?x0xf32>) while {
  ^bb0(%a: tensor<f32>, %w: tensor<3xf32>, %l: tensor<f32>, %k: tensor<2xi1>):
    %0 = array.compare LT, %a, %l : (tensor<f32>, tensor<f32>) -> tensor<i1>
    array.yield %0 : tensor<i1>
  } do {
  ^bb0(%a: tensor<f32>, %w: tensor<3xf32>, %l: tensor<f32>, %k: tensor<2xi1>):
    %1 = array.constant dense<1.0> : tensor<f32>
    %0 = array.add %a, %1 : tensor<f32>
    %b = array.broadcast_in_dim %0 {dimensions = array<i64>, shape = array<i64: 3>} : (tensor<f32>) -> tensor<3xf32>
    %2 = array.add %w, %b : tensor<3xf32>
    %3 = array.add %2, %w : tensor<3xf32>
    %h = array.constant dense<8.0> : tensor<f32>
    %p = array.compare LT, %a, %h : (tensor<f32>, tensor<f32>) -> tensor<i1>
    %e = array.constant dense<1.0> : tensor<0xf32>
    array.yield %0, %2, %a, %3, %p, %k, %e : tensor<f32>, tensor<3xf32>, tensor<f32>, tensor<3xf32>, tensor<i1>, tensor<2xi1>, tensor<0xf32>
  }
  %z = array.constant dense<0.0> : tensor<f32>
  %z3 = array.constant dense<0.0> : tensor<3xf32>
  %zi = array.constant dense<0> : tensor<i32>
  // Weighted sums, backward, with new stacks of which one is read forward again, in a branch.
  %sum, %sum3, %count, %t0, %t1 = array.scan consts(%x) carry(%z, %z3, %zi) over(%s0, %s1, %s2, %s3, %s4) count(%n) reverse
      : (tensor<f32>, tensor<f32>, tensor<3xf32>, tensor<i32>, tensor<?xf32>, tensor<?x3xf32>, tensor<?xi1>, tensor<?x2xi1>, tensor<?x0xf32>, tensor<i64>)
        -> (tensor<f32>, tensor<3xf32>, tensor<i32>, tensor<?xf32>, tensor<?x3xf32>) {
  ^bb0(%i: tensor<i64>, %c: tensor<f32>, %q: tensor<f32>, %q3: tensor<3xf32>, %qi: tensor<i32>,
       %e0: tensor<f32>, %e1: tensor<3xf32>, %e2: tensor<i1>, %e3: tensor<2xi1>, %e4: tensor<0xf32>):
    %half = array.constant dense<0.5> : tensor<f32>
    %0 = array.mul %q, %half : tensor<f32>
    %1 = array.add %0, %e0 : tensor<f32>
    %2 = array.add %q3, %e1 : tensor<3xf32>
    %3 = array.convert %e2 {element_type = i32} : (tensor<i1>) -> tensor<i32>
    %4 = array.convert %e3 {element_type = i32} : (tensor<2xi1>) -> tensor<2xi32>
    %5 = array.reduce_sum %4 {axes = array<i64: 0>} : (tensor<2xi32>) -> tensor<i32>
    %6 = array.add %qi, %3 : tensor<i32>
    %7 = array.add %6, %5 : tensor<i32>
    array.yield %1, %2, %7, %1, %2 : tensor<f32>, tensor<3xf32>, tensor<i32>, tensor<f32>, tensor<3xf32>
  }
  %p0 = array.constant dense<true> : tensor<i1>
  %r = array.case %p0, %t0, %n, %z : (tensor<i1>, tensor<?xf32>, tensor<i64>, tensor<f32>) -> tensor<f32> {
  ^bb0(%a: tensor<?xf32>, %b: tensor<i64>, %c: tensor<f32>):
    array.yield %c : tensor<f32>
  }, {
  ^bb0(%a: tensor<?xf32>, %b: tensor<i64>, %c: tensor<f32>):
    %s = array.scan consts() carry(%c) over(%a) count(%b) : (tensor<f32>, tensor<?xf32>, tensor<i64>) -> (tensor<f32>) {
    ^bb0(%i: tensor<i64>, %q: tensor<f32>, %e: tensor<f32>):
      %0 = array.add %q, %e : tensor<f32>
      array.yield %0 : tensor<f32>
    }
    array.yield %s : tensor<f32>
  }
  // As a constant of a loop, where it is read in each iteration; a tape in each iteration.
  %nested, %n3 = array.scan consts(%t1, %t0, %n) carry(%z, %z3) over() length 3 : (tensor<?x3xf32>, tensor<?xf32>, tensor<i64>, tensor<f32>, tensor<3xf32>) -> (tensor<f32>, tensor<3xf32>) {
  ^bb0(%i: tensor<i64>, %a3: tensor<?x3xf32>, %a: tensor<?xf32>, %b: tensor<i64>, %c: tensor<f32>, %c3: tensor<3xf32>):
    %s, %sv, %u = array.scan consts() carry(%c, %c3) over(%a, %a3) count(%b) : (tensor<f32>, tensor<3xf32>, tensor<?xf32>, tensor<?x3xf32>, tensor<i64>) -> (tensor<f32>, tensor<3xf32>, tensor<?xf32>) {
    ^bb0(%j: tensor<i64>, %q: tensor<f32>, %q3: tensor<3xf32>, %e: tensor<f32>, %e3: tensor<3xf32>):
      %0 = array.add %q, %e : tensor<f32>
      %1 = array.add %q3, %e3 : tensor<3xf32>
      array.yield %0, %1, %0 : tensor<f32>, tensor<3xf32>, tensor<f32>
    }
    %w = array.scan consts() carry(%c) over(%u) count(%b) : (tensor<f32>, tensor<?xf32>, tensor<i64>) -> (tensor<f32>) {
    ^bb0(%j: tensor<i64>, %q: tensor<f32>, %e: tensor<f32>):
      %0 = array.add %q, %e : tensor<f32>
      array.yield %0 : tensor<f32>
    }
    array.yield %w, %sv : tensor<f32>, tensor<3xf32>
  }
  return %last, %n, %sum, %sum3, %count, %r, %nested, %n3 : tensor<f32>, tensor<i64>, tensor<f32>, tensor<3xf32>, tensor<i32>, tensor<f32>, tensor<f32>, tensor<3xf32>
}
