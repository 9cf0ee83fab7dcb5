// RUN: covector-opt %s -split-input-file --pass-pipeline='builtin.module(func.func(array-defer-sums))' | FileCheck %s

// The factor that is not read from a stack is stacked.
// CHECK-LABEL: func.func @outer(
// CHECK: %[[L:.*]]:2 = array.scan consts() carry(%arg1) over(%arg2) length 5 reverse :
// CHECK-SAME: (tensor<8xf32>, tensor<5x8xf32>) -> (tensor<8xf32>, tensor<5x8xf32>)
// CHECK: ^bb0(%{{.*}}: tensor<i64>, %[[C:.*]]: tensor<8xf32>, %[[X:.*]]: tensor<8xf32>):
// CHECK-NEXT: %[[M:.*]] = array.mul %[[C]], %[[X]]
// CHECK-NEXT: array.yield %[[M]], %[[C]]
// CHECK: %[[D:.*]] = array.dot_general %[[L]]#1, %arg2 {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 0>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>}
// CHECK: %[[R:.*]] = array.add %arg0, %[[D]]
// CHECK: return %[[R]], %[[L]]#0
func.func @outer(%sum: tensor<8x8xf32>, %v: tensor<8xf32>, %x: tensor<5x8xf32>) -> (tensor<8x8xf32>, tensor<8xf32>) {
  %r:2 = array.scan consts() carry(%sum, %v) over(%x) length 5 reverse
      : (tensor<8x8xf32>, tensor<8xf32>, tensor<5x8xf32>) -> (tensor<8x8xf32>, tensor<8xf32>) {
  ^bb0(%i: tensor<i64>, %s: tensor<8x8xf32>, %c: tensor<8xf32>, %e: tensor<8xf32>):
    %0 = array.dot_general %c, %e {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64>, rhs_batch = array<i64>, rhs_contracting = array<i64>} : (tensor<8xf32>, tensor<8xf32>) -> tensor<8x8xf32>
    %1 = array.add %0, %s : tensor<8x8xf32>
    %2 = array.mul %c, %e : tensor<8xf32>
    array.yield %1, %2 : tensor<8x8xf32>, tensor<8xf32>
  }
  return %r#0, %r#1 : tensor<8x8xf32>, tensor<8xf32>
}

// -----

// A sum that begins with zeros is the contraction, transposed as the products are; other
// terms are added in the loop.
// CHECK-LABEL: func.func @transposed(
// CHECK: %[[L:.*]] = array.scan
// CHECK: array.add
// CHECK-NOT: array.dot_general
// CHECK: array.yield
// CHECK: %[[D:.*]] = array.dot_general %arg0, %arg1 {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 0, 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0, 1>}
// CHECK: %[[T:.*]] = array.transpose %[[D]] {permutation = array<i64: 1, 0>}
// CHECK: %[[R:.*]] = array.add %[[L]], %[[T]]
// CHECK: return %[[R]]
func.func @transposed(%x: tensor<5x2x8xf32>, %y: tensor<5x2x6xf32>, %z: tensor<5x6x8xf32>) -> tensor<6x8xf32> {
  %zeros = array.constant dense<0.0> : tensor<6x8xf32>
  %r = array.scan consts() carry(%zeros) over(%x, %y, %z) length 5
      : (tensor<6x8xf32>, tensor<5x2x8xf32>, tensor<5x2x6xf32>, tensor<5x6x8xf32>) -> tensor<6x8xf32> {
  ^bb0(%i: tensor<i64>, %s: tensor<6x8xf32>, %e: tensor<2x8xf32>, %f: tensor<2x6xf32>, %g: tensor<6x8xf32>):
    %0 = array.dot_general %e, %f {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 0>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<2x8xf32>, tensor<2x6xf32>) -> tensor<8x6xf32>
    %1 = array.transpose %0 {permutation = array<i64: 1, 0>} : (tensor<8x6xf32>) -> tensor<6x8xf32>
    %2 = array.add %s, %1 : tensor<6x8xf32>
    %3 = array.add %2, %g : tensor<6x8xf32>
    array.yield %3 : tensor<6x8xf32>
  }
  return %r : tensor<6x8xf32>
}

// -----

// Products of repeated arrays: an axis that both have is one of a batch.
// CHECK-LABEL: func.func @repeated(
// CHECK-NOT: array.scan
// CHECK: %[[D:.*]] = array.dot_general %arg0, %arg1 {element_type = f32, lhs_batch = array<i64: 1>, lhs_contracting = array<i64: 0>, rhs_batch = array<i64: 2>, rhs_contracting = array<i64: 0>}
// CHECK-SAME: -> tensor<3x6x8xf32>
// CHECK: %[[T:.*]] = array.transpose %[[D]] {permutation = array<i64: 2, 0, 1>}
// CHECK-SAME: -> tensor<8x3x6xf32>
// CHECK: return %[[T]]
func.func @repeated(%x: tensor<5x3x6xf32>, %y: tensor<5x8x3xf32>) -> tensor<8x3x6xf32> {
  %zeros = array.constant dense<0.0> : tensor<8x3x6xf32>
  %r = array.scan consts() carry(%zeros) over(%x, %y) length 5
      : (tensor<8x3x6xf32>, tensor<5x3x6xf32>, tensor<5x8x3xf32>) -> tensor<8x3x6xf32> {
  ^bb0(%i: tensor<i64>, %s: tensor<8x3x6xf32>, %e: tensor<3x6xf32>, %f: tensor<8x3xf32>):
    %0 = array.broadcast_in_dim %e {dimensions = array<i64: 1, 2>, shape = array<i64: 8, 3, 6>} : (tensor<3x6xf32>) -> tensor<8x3x6xf32>
    %1 = array.broadcast_in_dim %f {dimensions = array<i64: 0, 1>, shape = array<i64: 8, 3, 6>} : (tensor<8x3xf32>) -> tensor<8x3x6xf32>
    %2 = array.mul %0, %1 : tensor<8x3x6xf32>
    %3 = array.add %s, %2 : tensor<8x3x6xf32>
    array.yield %3 : tensor<8x3x6xf32>
  }
  return %r : tensor<8x3x6xf32>
}

// -----

// Axes of size 1 that are repeated are left out.
// CHECK-LABEL: func.func @row_and_column(
// CHECK: %[[X:.*]] = array.reshape %arg0 {shape = array<i64: 5, 6>}
// CHECK: %[[Y:.*]] = array.reshape %arg1 {shape = array<i64: 5, 7>}
// CHECK: array.dot_general %[[X]], %[[Y]]
// CHECK-SAME: -> tensor<6x7xf32>
func.func @row_and_column(%x: tensor<5x6x1xf32>, %y: tensor<5x1x7xf32>) -> tensor<6x7xf32> {
  %zeros = array.constant dense<0.0> : tensor<6x7xf32>
  %r = array.scan consts() carry(%zeros) over(%x, %y) length 5
      : (tensor<6x7xf32>, tensor<5x6x1xf32>, tensor<5x1x7xf32>) -> tensor<6x7xf32> {
  ^bb0(%i: tensor<i64>, %s: tensor<6x7xf32>, %e: tensor<6x1xf32>, %f: tensor<1x7xf32>):
    %0 = array.broadcast_in_dim %e {dimensions = array<i64: 0, 1>, shape = array<i64: 6, 7>} : (tensor<6x1xf32>) -> tensor<6x7xf32>
    %1 = array.broadcast_in_dim %f {dimensions = array<i64: 0, 1>, shape = array<i64: 6, 7>} : (tensor<1x7xf32>) -> tensor<6x7xf32>
    %2 = array.mul %0, %1 : tensor<6x7xf32>
    %3 = array.add %s, %2 : tensor<6x7xf32>
    array.yield %3 : tensor<6x7xf32>
  }
  return %r : tensor<6x7xf32>
}

// -----

// The sums of an inner loop are products in the outer one.
// CHECK-LABEL: func.func @nested(
// CHECK-NOT: array.scan
// CHECK: %[[D:.*]] = array.dot_general %arg0, %arg1
// CHECK-SAME: (tensor<4x3x8xf32>, tensor<4x3x8xf32>) -> tensor<8x8xf32>
// CHECK: return %[[D]]
func.func @nested(%x: tensor<4x3x8xf32>, %y: tensor<4x3x8xf32>) -> tensor<8x8xf32> {
  %zeros = array.constant dense<0.0> : tensor<8x8xf32>
  %r = array.scan consts() carry(%zeros) over(%x, %y) length 4
      : (tensor<8x8xf32>, tensor<4x3x8xf32>, tensor<4x3x8xf32>) -> tensor<8x8xf32> {
  ^bb0(%i: tensor<i64>, %s: tensor<8x8xf32>, %e: tensor<3x8xf32>, %f: tensor<3x8xf32>):
    %inner = array.scan consts() carry(%s) over(%e, %f) length 3
        : (tensor<8x8xf32>, tensor<3x8xf32>, tensor<3x8xf32>) -> tensor<8x8xf32> {
    ^bb0(%j: tensor<i64>, %t: tensor<8x8xf32>, %g: tensor<8xf32>, %h: tensor<8xf32>):
      %0 = array.dot_general %g, %h {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64>, rhs_batch = array<i64>, rhs_contracting = array<i64>} : (tensor<8xf32>, tensor<8xf32>) -> tensor<8x8xf32>
      %1 = array.add %t, %0 : tensor<8x8xf32>
      array.yield %1 : tensor<8x8xf32>
    }
    array.yield %inner : tensor<8x8xf32>
  }
  return %r : tensor<8x8xf32>
}

// -----

// The sum is read, a factor is the same in every iteration, the factors are larger than
// their product, and stacks would be larger than the sum where none is read.
// CHECK-LABEL: func.func @others(
// CHECK: array.scan
// CHECK-COUNT-4: array.dot_general
// CHECK: array.yield
// CHECK-NOT: array.dot_general
func.func @others(%a: tensor<4x4xf32>, %b: tensor<4x4xf32>, %c: tensor<4x4xf32>, %d: tensor<4x4xf32>, %w: tensor<4xf32>, %v: tensor<4xf32>, %m: tensor<9x4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4xf32>, tensor<9x4xf32>) {
  %r:6 = array.scan consts(%w) carry(%a, %b, %c, %d, %v, %m) over() length 100
      : (tensor<4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4xf32>, tensor<9x4xf32>)
      -> (tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4xf32>, tensor<9x4xf32>) {
  ^bb0(%i: tensor<i64>, %k: tensor<4xf32>, %s: tensor<4x4xf32>, %t: tensor<4x4xf32>, %u: tensor<4x4xf32>, %q: tensor<4x4xf32>, %x: tensor<4xf32>, %n: tensor<9x4xf32>):
    %0 = array.dot_general %k, %k {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64>, rhs_batch = array<i64>, rhs_contracting = array<i64>} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4x4xf32>
    %1 = array.add %s, %0 : tensor<4x4xf32>
    %2 = array.dot_general %n, %n {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 0>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<9x4xf32>, tensor<9x4xf32>) -> tensor<4x4xf32>
    %3 = array.add %t, %2 : tensor<4x4xf32>
    %4 = array.mul %x, %x : tensor<4xf32>
    %5 = array.dot_general %4, %x {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64>, rhs_batch = array<i64>, rhs_contracting = array<i64>} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4x4xf32>
    %6 = array.add %u, %5 : tensor<4x4xf32>
    %7 = array.dot_general %4, %4 {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64>, rhs_batch = array<i64>, rhs_contracting = array<i64>} : (tensor<4xf32>, tensor<4xf32>) -> tensor<4x4xf32>
    %8 = array.add %q, %7 : tensor<4x4xf32>
    %9 = array.sin %8 : tensor<4x4xf32>
    %10 = array.exp %n : tensor<9x4xf32>
    array.yield %1, %3, %6, %9, %4, %10 : tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4xf32>, tensor<9x4xf32>
  }
  return %r#0, %r#1, %r#2, %r#3, %r#4, %r#5 : tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4x4xf32>, tensor<4xf32>, tensor<9x4xf32>
}
