// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// a cotangent is permuted by the inverse
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<2x3x4xf32>, %[[B:.*]]: tensor<2x3x4xf32>) -> (tensor<3x4x2xf32>, tensor<3x4x2xf32>)
// FORWARD-NEXT:    %[[TRANSPOSE2:.*]] = array.transpose %[[A]] {permutation = array<i64: 1, 2, 0>} : (tensor<2x3x4xf32>) -> tensor<3x4x2xf32>
// FORWARD-NEXT:    %[[TRANSPOSE3:.*]] = array.transpose %[[B]] {permutation = array<i64: 1, 2, 0>} : (tensor<2x3x4xf32>) -> tensor<3x4x2xf32>
// FORWARD-NEXT:    return %[[TRANSPOSE2]], %[[TRANSPOSE3]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<2x3x4xf32>, %[[B:.*]]: tensor<3x4x2xf32>) -> (tensor<3x4x2xf32>, tensor<2x3x4xf32>)
// REVERSE-NEXT:    %[[TRANSPOSE2:.*]] = array.transpose %[[A]] {permutation = array<i64: 1, 2, 0>} : (tensor<2x3x4xf32>) -> tensor<3x4x2xf32>
// REVERSE-NEXT:    %[[TRANSPOSE3:.*]] = array.transpose %[[B]] {permutation = array<i64: 2, 0, 1>} : (tensor<3x4x2xf32>) -> tensor<2x3x4xf32>
// REVERSE-NEXT:    return %[[TRANSPOSE2]], %[[TRANSPOSE3]]
func.func @main(%x: tensor<2x3x4xf32>) -> tensor<3x4x2xf32> {
  %0 = array.transpose %x {permutation = array<i64: 1, 2, 0>} : (tensor<2x3x4xf32>) -> tensor<3x4x2xf32>
  return %0 : tensor<3x4x2xf32>
}
