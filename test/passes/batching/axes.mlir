// RUN: covector-opt %s "-array-vmap=size=8 in-axes=2,1 out-axes=1" | FileCheck %s

// Lanes are moved to the front at the entry and to their place at the end.
// CHECK-LABEL: func.func @main_vmap(
// CHECK-SAME:      %[[A:.*]]: tensor<4x5x8xf32>, %[[B:.*]]: tensor<4x8x5xf32>) -> tensor<4x8x5xf32>
// CHECK-NEXT:    %[[TRANSPOSE2:.*]] = array.transpose %[[A]] {permutation = array<i64: 2, 0, 1>} : (tensor<4x5x8xf32>) -> tensor<8x4x5xf32>
// CHECK-NEXT:    %[[TRANSPOSE3:.*]] = array.transpose %[[B]] {permutation = array<i64: 1, 0, 2>} : (tensor<4x8x5xf32>) -> tensor<8x4x5xf32>
// CHECK-NEXT:    %[[ADD4:.*]] = array.add %[[TRANSPOSE2]], %[[TRANSPOSE3]]
// CHECK-NEXT:    %[[TRANSPOSE5:.*]] = array.transpose %[[ADD4]] {permutation = array<i64: 1, 0, 2>} : (tensor<8x4x5xf32>) -> tensor<4x8x5xf32>
// CHECK-NEXT:    return %[[TRANSPOSE5]]
func.func @main(%x: tensor<4x5xf32>, %y: tensor<4x5xf32>) -> tensor<4x5xf32> {
  %0 = array.add %x, %y : tensor<4x5xf32>
  return %0 : tensor<4x5xf32>
}
