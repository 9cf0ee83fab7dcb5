// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// a cotangent goes to the array as it is and to the updates by gather
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<5x3xf32>, %[[B:.*]]: tensor<2x1xi32>, %[[C:.*]]: tensor<2x3xf32>, %[[D:.*]]: tensor<5x3xf32>, %[[E:.*]]: tensor<2x3xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>)
// FORWARD-NEXT:    %[[SCATTER5:.*]] = array.scatter %[[A]], %[[B]], %[[C]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
// FORWARD-NEXT:    %[[SCATTER6:.*]] = array.scatter %[[D]], %[[B]], %[[E]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
// FORWARD-NEXT:    return %[[SCATTER5]], %[[SCATTER6]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<5x3xf32>, %[[B:.*]]: tensor<2x1xi32>, %[[C:.*]]: tensor<2x3xf32>, %[[D:.*]]: tensor<5x3xf32>) -> (tensor<5x3xf32>, tensor<5x3xf32>, tensor<2x3xf32>)
// REVERSE-NEXT:    %[[SCATTER4:.*]] = array.scatter %[[A]], %[[B]], %[[C]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
// REVERSE-NEXT:    %[[GATHER5:.*]] = array.gather %[[D]], %[[B]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode fill>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
// REVERSE-NEXT:    return %[[SCATTER4]], %[[D]], %[[GATHER5]]
func.func @main(%x: tensor<5x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf32>) -> tensor<5x3xf32> {
  %0 = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  return %0 : tensor<5x3xf32>
}
