// RUN: covector-opt %s -array-to-linalg -split-input-file | FileCheck %s

// A temporary that nobody reads later lends its buffer to the result.
// CHECK-LABEL: func.func @temporary(
// CHECK:         %[[S:.*]] = linalg.matmul
// CHECK:         linalg.generic {{.*}} ins(%{{.*}} : tensor<4xf32>) outs(%[[S]] : tensor<4x4xf32>)
// CHECK-NEXT:    ^bb0(%[[B:.*]]: f32, %[[X:.*]]: f32):
// CHECK-NEXT:      arith.addf %[[X]], %[[B]]
func.func @temporary(%x: tensor<4x4xf32>, %b: tensor<4xf32>) -> tensor<4x4xf32> {
  %0 = array.dot_general %x, %x {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %bb = array.broadcast_in_dim %b {dimensions = array<i64: 1>, shape = array<i64: 4, 4>} : (tensor<4xf32>) -> tensor<4x4xf32>
  %1 = array.add %0, %bb : tensor<4x4xf32>
  return %1 : tensor<4x4xf32>
}

// -----

// One that is read later does not, nor one that is read in another order.
// CHECK-LABEL: func.func @read_later(
// CHECK:         %[[S:.*]] = linalg.matmul
// CHECK:         %[[NEW:.*]] = tensor.empty() : tensor<16xf32>
// CHECK:         linalg.generic {{.*}} outs(%[[NEW]] :
// CHECK-LABEL: func.func @read_twice(
// CHECK:         %[[S:.*]] = linalg.matmul
// CHECK:         %[[NEW:.*]] = tensor.empty() : tensor<4x4xf32>
// CHECK:         linalg.generic {{.*}} ins(%[[S]], %[[S]] : {{.*}} outs(%[[NEW]] :
func.func @read_later(%x: tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<4x4xf32>) {
  %0 = array.dot_general %x, %x {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = array.sin %0 : tensor<4x4xf32>
  return %0, %1 : tensor<4x4xf32>, tensor<4x4xf32>
}
func.func @read_twice(%x: tensor<4x4xf32>) -> tensor<4x4xf32> {
  %0 = array.dot_general %x, %x {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %t = array.transpose %0 {permutation = array<i64: 1, 0>} : (tensor<4x4xf32>) -> tensor<4x4xf32>
  %1 = array.sub %0, %t : tensor<4x4xf32>
  return %1 : tensor<4x4xf32>
}

// -----

// A slice keeps the buffer that it lies in alive.
// CHECK-LABEL: func.func @slice_alive(
// CHECK:         %[[S:.*]] = linalg.matmul
// CHECK:         %[[NEW:.*]] = tensor.empty() : tensor<16xf32>
// CHECK:         linalg.generic {{.*}} outs(%[[NEW]] :
func.func @slice_alive(%x: tensor<4x4xf32>) -> (tensor<4x4xf32>, tensor<2x4xf32>) {
  %0 = array.dot_general %x, %x {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<4x4xf32>, tensor<4x4xf32>) -> tensor<4x4xf32>
  %s = array.slice %0 {limits = array<i64: 2, 4>, starts = array<i64: 0, 0>, strides = array<i64: 1, 1>} : (tensor<4x4xf32>) -> tensor<2x4xf32>
  %1 = array.sin %0 : tensor<4x4xf32>
  return %1, %s : tensor<4x4xf32>, tensor<2x4xf32>
}

// -----

// An argument is overwritten only where it is donated, and by a result of its type.
// CHECK-LABEL: func.func @arguments(
// CHECK-SAME:      %[[X:.*]]: tensor<4xf32> {array.donated}, %[[Y:.*]]: tensor<4xf32>, %[[P:.*]]: tensor<4xi8> {array.donated})
// CHECK:         linalg.generic {{.*}} ins(%[[P]], %[[Y]] : {{.*}} outs(%[[X]] : tensor<4xf32>)
func.func @arguments(%x: tensor<4xf32> {array.donated}, %y: tensor<4xf32>, %p: tensor<4xi1> {array.donated}) -> tensor<4xf32> {
  %0 = array.select %p, %y, %x : (tensor<4xi1>, tensor<4xf32>, tensor<4xf32>) -> tensor<4xf32>
  return %0 : tensor<4xf32>
}
