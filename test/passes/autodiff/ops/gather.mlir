// RUN: covector-opt %s -array-jvp -array-simplify | FileCheck %s --check-prefix=FORWARD
// RUN: covector-opt %s -array-vjp -array-simplify | FileCheck %s --check-prefix=REVERSE

// a cotangent is added up where its element came from
// FORWARD-LABEL: func.func @main_jvp(
// FORWARD-SAME:      %[[A:.*]]: tensor<5x3xf32>, %[[B:.*]]: tensor<2x1xi32>, %[[C:.*]]: tensor<5x3xf32>) -> (tensor<2x3xf32>, tensor<2x3xf32>)
// FORWARD-NEXT:    %[[GATHER3:.*]] = array.gather %[[A]], %[[B]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
// FORWARD-NEXT:    %[[GATHER4:.*]] = array.gather %[[C]], %[[B]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
// FORWARD-NEXT:    return %[[GATHER3]], %[[GATHER4]]
// REVERSE-LABEL: func.func @main_vjp(
// REVERSE-SAME:      %[[A:.*]]: tensor<5x3xf32>, %[[B:.*]]: tensor<2x1xi32>, %[[C:.*]]: tensor<2x3xf32>) -> (tensor<2x3xf32>, tensor<5x3xf32>)
// REVERSE-NEXT:    %[[GATHER3:.*]] = array.gather %[[A]], %[[B]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
// REVERSE-NEXT:    %[[CONSTANT4:.*]] = array.constant dense<0.000000e+00> : tensor<5x3xf32>
// REVERSE-NEXT:    %[[SCATTER5:.*]] = array.scatter %[[CONSTANT4]], %[[B]], %[[C]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode clip>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
// REVERSE-NEXT:    return %[[GATHER3]], %[[SCATTER5]]
func.func @main(%x: tensor<5x3xf32>, %i: tensor<2x1xi32>) -> tensor<2x3xf32> {
  %0 = array.gather %x, %i {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  return %0 : tensor<2x3xf32>
}
