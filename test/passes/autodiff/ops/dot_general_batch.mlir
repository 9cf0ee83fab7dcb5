// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// batch axes stay where they are
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<5x2x3xf32>, %[[B:.*]]: tensor<4x3x5xf32>, %[[C:.*]]: tensor<5x2x3xf32>, %[[D:.*]]: tensor<4x3x5xf32>) -> (tensor<5x2x4xf32>, tensor<5x2x4xf32>)
// FORWARD-NEXT:    %[[DOTGENERAL4:.*]] = array.dot_general %[[A]], %[[B]] {element_type = f32, lhs_batch = array<i64: 0>, lhs_contracting = array<i64: 2>, rhs_batch = array<i64: 2>, rhs_contracting = array<i64: 1>} : (tensor<5x2x3xf32>, tensor<4x3x5xf32>) -> tensor<5x2x4xf32>
// FORWARD-NEXT:    %[[DOTGENERAL5:.*]] = array.dot_general %[[C]], %[[B]] {element_type = f32, lhs_batch = array<i64: 0>, lhs_contracting = array<i64: 2>, rhs_batch = array<i64: 2>, rhs_contracting = array<i64: 1>} : (tensor<5x2x3xf32>, tensor<4x3x5xf32>) -> tensor<5x2x4xf32>
// FORWARD-NEXT:    %[[DOTGENERAL6:.*]] = array.dot_general %[[A]], %[[D]] {element_type = f32, lhs_batch = array<i64: 0>, lhs_contracting = array<i64: 2>, rhs_batch = array<i64: 2>, rhs_contracting = array<i64: 1>} : (tensor<5x2x3xf32>, tensor<4x3x5xf32>) -> tensor<5x2x4xf32>
// FORWARD-NEXT:    %[[ADD7:.*]] = array.add %[[DOTGENERAL5]], %[[DOTGENERAL6]]
// FORWARD-NEXT:    return %[[DOTGENERAL4]], %[[ADD7]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<5x2x3xf32>, %[[B:.*]]: tensor<4x3x5xf32>, %[[C:.*]]: tensor<5x2x4xf32>) -> (tensor<5x2x4xf32>, tensor<5x2x3xf32>, tensor<4x3x5xf32>)
// REVERSE-NEXT:    %[[DOTGENERAL3:.*]] = array.dot_general %[[A]], %[[B]] {element_type = f32, lhs_batch = array<i64: 0>, lhs_contracting = array<i64: 2>, rhs_batch = array<i64: 2>, rhs_contracting = array<i64: 1>} : (tensor<5x2x3xf32>, tensor<4x3x5xf32>) -> tensor<5x2x4xf32>
// REVERSE-NEXT:    %[[DOTGENERAL4:.*]] = array.dot_general %[[C]], %[[A]] {element_type = f32, lhs_batch = array<i64: 0>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64: 0>, rhs_contracting = array<i64: 1>} : (tensor<5x2x4xf32>, tensor<5x2x3xf32>) -> tensor<5x4x3xf32>
// REVERSE-NEXT:    %[[TRANSPOSE5:.*]] = array.transpose %[[DOTGENERAL4]] {permutation = array<i64: 1, 2, 0>} : (tensor<5x4x3xf32>) -> tensor<4x3x5xf32>
// REVERSE-NEXT:    %[[DOTGENERAL6:.*]] = array.dot_general %[[C]], %[[B]] {element_type = f32, lhs_batch = array<i64: 0>, lhs_contracting = array<i64: 2>, rhs_batch = array<i64: 2>, rhs_contracting = array<i64: 0>} : (tensor<5x2x4xf32>, tensor<4x3x5xf32>) -> tensor<5x2x3xf32>
// REVERSE-NEXT:    return %[[DOTGENERAL3]], %[[DOTGENERAL6]], %[[TRANSPOSE5]]
func.func @main(%x: tensor<5x2x3xf32>, %y: tensor<4x3x5xf32>) -> tensor<5x2x4xf32> {
  %0 = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64: 0>, lhs_contracting = array<i64: 2>, rhs_batch = array<i64: 2>, rhs_contracting = array<i64: 1>} : (tensor<5x2x3xf32>, tensor<4x3x5xf32>) -> tensor<5x2x4xf32>
  return %0 : tensor<5x2x4xf32>
}
