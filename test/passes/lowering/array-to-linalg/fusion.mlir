// RUN: covector-opt %s -array-to-linalg -split-input-file | FileCheck %s

// Softmax needs three loops: the greatest element, the exponentials together
// with their sum, the quotient. Broadcasts are read through maps.
// CHECK-DAG: #[[FULL:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG: #[[ROW:.*]] = affine_map<(d0, d1) -> (d0)>
// CHECK-LABEL: func.func @softmax(
// CHECK-SAME:      %[[X:.*]]: tensor<4x3xf32>)
// CHECK:         %[[MAX:.*]] = linalg.generic {indexing_maps = [#[[FULL]], #[[ROW]]], iterator_types = ["parallel", "reduction"]} ins(%[[X]] :
// CHECK:           arith.maximumf
// CHECK:         %[[EXP:.*]]:2 = linalg.generic {indexing_maps = [#[[FULL]], #[[ROW]], #[[FULL]], #[[ROW]]], iterator_types = ["parallel", "reduction"]} ins(%[[X]], %[[MAX]] :
// CHECK:           %[[E:.*]] = math.exp
// CHECK:           %[[S:.*]] = arith.addf
// CHECK:           linalg.yield %[[E]], %[[S]]
// CHECK:         %[[R:.*]] = linalg.generic {{.*}} ins(%[[EXP]]#1 : tensor<4xf32>) outs(%[[EXP]]#0 :
// CHECK:           arith.divf
// CHECK:         return %[[R]]
func.func @softmax(%x: tensor<4x3xf32>) -> tensor<4x3xf32> {
  %m = array.reduce_max %x {axes = array<i64: 1>} : (tensor<4x3xf32>) -> tensor<4xf32>
  %m1 = array.reshape %m {shape = array<i64: 4, 1>} : (tensor<4xf32>) -> tensor<4x1xf32>
  %mb = array.broadcast_in_dim %m1 {dimensions = array<i64: 0, 1>, shape = array<i64: 4, 3>} : (tensor<4x1xf32>) -> tensor<4x3xf32>
  %d = array.sub %x, %mb : tensor<4x3xf32>
  %e = array.exp %d : tensor<4x3xf32>
  %s = array.reduce_sum %e {axes = array<i64: 1>} : (tensor<4x3xf32>) -> tensor<4xf32>
  %sb = array.broadcast_in_dim %s {dimensions = array<i64: 0>, shape = array<i64: 4, 3>} : (tensor<4xf32>) -> tensor<4x3xf32>
  %r = array.div %e, %sb : tensor<4x3xf32>
  return %r : tensor<4x3xf32>
}

// -----

// Operations before and after a contraction that do not depend on each other
// through it run together after it.
// CHECK-LABEL: func.func @momentum(
// CHECK-NOT:     linalg.generic
// CHECK:         linalg.matmul
// CHECK:         linalg.generic
// CHECK:           arith.mulf
// CHECK:           arith.addf
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @momentum(%v: tensor<4x4xf32>, %mu: tensor<4x4xf32>, %a: tensor<4x4xf32>, %b: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = array.mul %v, %mu : tensor<4x4xf32>
  %g = array.dot_general %a, %b {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = array.add %0, %g : tensor<4x4xf32>
  return %1 : tensor<4x4xf32>
}

// -----

// What the contraction waits for cannot be in the loop that waits for it.
// CHECK-LABEL: func.func @cycle(
// CHECK:         %[[SIN:.*]] = linalg.generic
// CHECK:           math.sin
// CHECK:         linalg.matmul
// CHECK:         linalg.generic
// CHECK:           arith.addf
func.func @cycle(%x: tensor<4x4xf32>, %b: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = array.sin %x : tensor<4x4xf32>
  %g = array.dot_general %0, %b {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = array.add %0, %g : tensor<4x4xf32>
  return %1 : tensor<4x4xf32>
}

// -----

// Two chains that meet are one loop, as are two that read the same array.
// CHECK-LABEL: func.func @meet(
// CHECK:         linalg.generic
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @meet(%x: tensor<8xf32>, %y: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>, tensor<f32>) {
  %0 = array.sin %x : tensor<8xf32>
  %1 = array.cos %y : tensor<8xf32>
  %2 = array.add %0, %1 : tensor<8xf32>
  %3 = array.exp %x : tensor<8xf32>
  %4 = array.reduce_sum %x {axes = array<i64: 0>} : (tensor<8xf32>) -> tensor<f32>
  return %2, %3, %4 : tensor<8xf32>, tensor<8xf32>, tensor<f32>
}

// -----

// Arrays that have nothing to do with each other are separate loops.
// CHECK-LABEL: func.func @apart(
// CHECK-COUNT-2: linalg.generic
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @apart(%x: tensor<8xf32>, %y: tensor<8xf32>) -> (tensor<8xf32>, tensor<8xf32>) {
  %0 = array.sin %x : tensor<8xf32>
  %1 = array.cos %y : tensor<8xf32>
  return %0, %1 : tensor<8xf32>, tensor<8xf32>
}

// -----

// Unit axes do not keep operations apart.
// CHECK-LABEL: func.func @unit_axes(
// CHECK:         linalg.generic {{.*}}iterator_types = ["parallel"]
// CHECK:           math.sin
// CHECK:           math.cos
// CHECK-NOT:     linalg.generic
// CHECK:         return %{{.*}} : tensor<1x8x1xf32>
func.func @unit_axes(%x: tensor<8x1xf32>) -> tensor<1x8x1xf32> {
  %0 = array.sin %x : tensor<8x1xf32>
  %1 = array.reshape %0 {shape = array<i64: 1, 8, 1>} : (tensor<8x1xf32>) -> tensor<1x8x1xf32>
  %2 = array.cos %1 : tensor<1x8x1xf32>
  return %2 : tensor<1x8x1xf32>
}

// -----

// A value is made where it is read, not where its operand happens to be read.
// CHECK-LABEL: func.func @late(
// CHECK:         linalg.generic
// CHECK-NOT:       arith.negf
// CHECK:           linalg.yield %{{[0-9]+}} : f32
// CHECK:         linalg.generic
// CHECK:           arith.negf
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @late(%x: tensor<4x3xf32>) -> tensor<4x3xf32> {
  %m = array.reduce_max %x {axes = array<i64: 1>} : (tensor<4x3xf32>) -> tensor<4xf32>
  %n = array.neg %x : tensor<4x3xf32>
  %b = array.broadcast_in_dim %m {dimensions = array<i64: 0>, shape = array<i64: 4, 3>} : (tensor<4xf32>) -> tensor<4x3xf32>
  %r = array.mul %n, %b : tensor<4x3xf32>
  return %r : tensor<4x3xf32>
}

// -----

// A value that only a later loop reads moves there if what it is made from is in
// memory anyway, as the exponentials are; they themselves stay.
// CHECK-LABEL: func.func @sunk(
// CHECK:         %[[E:.*]]:2 = linalg.generic
// CHECK:           math.exp
// CHECK-NOT:       arith.mulf
// CHECK:         } -> (tensor<4x3xf32>, tensor<4xf32>)
// CHECK:         linalg.generic {{.*}} ins(%[[E]]#1 : tensor<4xf32>) outs(%[[E]]#0 : tensor<4x3xf32>)
// CHECK:           arith.mulf
// CHECK:           arith.divf
// CHECK:           arith.addf
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @sunk(%x: tensor<4x3xf32>) -> tensor<4x3xf32> {
  %e = array.exp %x : tensor<4x3xf32>
  %s = array.reduce_sum %e {axes = array<i64: 1>} : (tensor<4x3xf32>) -> tensor<4xf32>
  %n = array.mul %e, %e : tensor<4x3xf32>
  %b = array.broadcast_in_dim %s {dimensions = array<i64: 0>, shape = array<i64: 4, 3>} : (tensor<4xf32>) -> tensor<4x3xf32>
  %d = array.div %n, %b : tensor<4x3xf32>
  %r = array.add %d, %e : tensor<4x3xf32>
  return %r : tensor<4x3xf32>
}
