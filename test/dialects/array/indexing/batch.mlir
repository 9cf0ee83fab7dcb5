// RUN: covector-opt %s -array-expand-transforms | FileCheck %s

// Lanes are an axis of the windows, of the index vectors, or a pair of batch axes.

func.func private @gather(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>) -> tensor<4x3xf32> {
  %r = array.gather %x, %i {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<4x1xi32>) -> tensor<4x3xf32>
  return %r : tensor<4x3xf32>
}

// A pair of batch axes.
// CHECK-LABEL: func.func @gather_both(
// CHECK-SAME: %[[X:.*]]: tensor<2x5x3xf32>, %[[I:.*]]: tensor<2x4x1xi32>
// CHECK-NEXT: %[[GATHER:.*]] = array.gather %[[X]], %[[I]] {collapsed_axes = array<i64: 1>, indices_batch_axes = array<i64: 0>, mode = #array<index_mode clip>, offset_axes = array<i64: 2>, operand_batch_axes = array<i64: 0>, slice_sizes = array<i64: 1, 1, 3>, start_index_map = array<i64: 1>} : (tensor<2x5x3xf32>, tensor<2x4x1xi32>) -> tensor<2x4x3xf32>
// CHECK-NEXT: return %[[GATHER]] : tensor<2x4x3xf32>
func.func @gather_both(%x: tensor<2x5x3xf32>, %i: tensor<2x4x1xi32>) -> tensor<2x4x3xf32> {
  %r = array.vmap @gather(%x, %i) in_axes [0, 0] out_axes [0] size 2
      : (tensor<2x5x3xf32>, tensor<2x4x1xi32>) -> tensor<2x4x3xf32>
  return %r : tensor<2x4x3xf32>
}

// One more axis of the windows, of full size.
// CHECK-LABEL: func.func @gather_x(
// CHECK-SAME: %[[X:.*]]: tensor<2x5x3xf32>, %[[I:.*]]: tensor<4x1xi32>
// CHECK-NEXT: %[[GATHER:.*]] = array.gather %[[X]], %[[I]] {collapsed_axes = array<i64: 1>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 0, 2>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 2, 1, 3>, start_index_map = array<i64: 1>} : (tensor<2x5x3xf32>, tensor<4x1xi32>) -> tensor<2x4x3xf32>
// CHECK-NEXT: return %[[GATHER]] : tensor<2x4x3xf32>
func.func @gather_x(%x: tensor<2x5x3xf32>, %i: tensor<4x1xi32>) -> tensor<2x4x3xf32> {
  %r = array.vmap @gather(%x, %i) in_axes [0, -1] out_axes [0] size 2
      : (tensor<2x5x3xf32>, tensor<4x1xi32>) -> tensor<2x4x3xf32>
  return %r : tensor<2x4x3xf32>
}

// One more axis of index vectors.
// CHECK-LABEL: func.func @gather_indices(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<2x4x1xi32>
// CHECK-NEXT: %[[GATHER:.*]] = array.gather %[[X]], %[[I]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 2>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<2x4x1xi32>) -> tensor<2x4x3xf32>
// CHECK-NEXT: return %[[GATHER]] : tensor<2x4x3xf32>
func.func @gather_indices(%x: tensor<5x3xf32>, %i: tensor<2x4x1xi32>) -> tensor<2x4x3xf32> {
  %r = array.vmap @gather(%x, %i) in_axes [-1, 0] out_axes [0] size 2
      : (tensor<5x3xf32>, tensor<2x4x1xi32>) -> tensor<2x4x3xf32>
  return %r : tensor<2x4x3xf32>
}

func.func private @scatter(%x: tensor<5x3xf32>, %i: tensor<4x1xi32>, %u: tensor<4x3xf32>) -> tensor<5x3xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// A pair of batch axes.
// CHECK-LABEL: func.func @scatter_all(
// CHECK-SAME: %[[X:.*]]: tensor<2x5x3xf32>, %[[I:.*]]: tensor<2x4x1xi32>, %[[U:.*]]: tensor<2x4x3xf32>
// CHECK-NEXT: %[[SCATTER:.*]] = array.scatter %[[X]], %[[I]], %[[U]] {indices_batch_axes = array<i64: 0>, inserted_axes = array<i64: 1>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64: 0>, start_index_map = array<i64: 1>, window_axes = array<i64: 2>} : (tensor<2x5x3xf32>, tensor<2x4x1xi32>, tensor<2x4x3xf32>) -> tensor<2x5x3xf32>
// CHECK-NEXT: return %[[SCATTER]] : tensor<2x5x3xf32>
func.func @scatter_all(%x: tensor<2x5x3xf32>, %i: tensor<2x4x1xi32>, %u: tensor<2x4x3xf32>) -> tensor<2x5x3xf32> {
  %r = array.vmap @scatter(%x, %i, %u) in_axes [0, 0, 0] out_axes [0] size 2
      : (tensor<2x5x3xf32>, tensor<2x4x1xi32>, tensor<2x4x3xf32>) -> tensor<2x5x3xf32>
  return %r : tensor<2x5x3xf32>
}

// One more axis of the windows; the updates are repeated.
// CHECK-LABEL: func.func @scatter_x(
// CHECK-SAME: %[[X:.*]]: tensor<2x5x3xf32>, %[[I:.*]]: tensor<4x1xi32>, %[[U:.*]]: tensor<4x3xf32>
// CHECK-NEXT: %[[BROADCASTINDIM:.*]] = array.broadcast_in_dim %[[U]] {dimensions = array<i64: 1, 2>, shape = array<i64: 2, 4, 3>} : (tensor<4x3xf32>) -> tensor<2x4x3xf32>
// CHECK-NEXT: %[[SCATTER:.*]] = array.scatter %[[X]], %[[I]], %[[BROADCASTINDIM]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 1>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 1>, window_axes = array<i64: 0, 2>} : (tensor<2x5x3xf32>, tensor<4x1xi32>, tensor<2x4x3xf32>) -> tensor<2x5x3xf32>
// CHECK-NEXT: return %[[SCATTER]] : tensor<2x5x3xf32>
func.func @scatter_x(%x: tensor<2x5x3xf32>, %i: tensor<4x1xi32>, %u: tensor<4x3xf32>) -> tensor<2x5x3xf32> {
  %r = array.vmap @scatter(%x, %i, %u) in_axes [0, -1, -1] out_axes [0] size 2
      : (tensor<2x5x3xf32>, tensor<4x1xi32>, tensor<4x3xf32>) -> tensor<2x5x3xf32>
  return %r : tensor<2x5x3xf32>
}

// Each lane changes a copy.
// CHECK-LABEL: func.func @scatter_indices(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<2x4x1xi32>, %[[U:.*]]: tensor<4x3xf32>
// CHECK-NEXT: %[[BROADCASTINDIM:.*]] = array.broadcast_in_dim %[[X]] {dimensions = array<i64: 1, 2>, shape = array<i64: 2, 5, 3>} : (tensor<5x3xf32>) -> tensor<2x5x3xf32>
// CHECK-NEXT: %[[BROADCASTINDIM2:.*]] = array.broadcast_in_dim %[[U]] {dimensions = array<i64: 1, 2>, shape = array<i64: 2, 4, 3>} : (tensor<4x3xf32>) -> tensor<2x4x3xf32>
// CHECK-NEXT: %[[SCATTER:.*]] = array.scatter %[[BROADCASTINDIM]], %[[I]], %[[BROADCASTINDIM2]] {indices_batch_axes = array<i64: 0>, inserted_axes = array<i64: 1>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64: 0>, start_index_map = array<i64: 1>, window_axes = array<i64: 2>} : (tensor<2x5x3xf32>, tensor<2x4x1xi32>, tensor<2x4x3xf32>) -> tensor<2x5x3xf32>
// CHECK-NEXT: return %[[SCATTER]] : tensor<2x5x3xf32>
func.func @scatter_indices(%x: tensor<5x3xf32>, %i: tensor<2x4x1xi32>, %u: tensor<4x3xf32>) -> tensor<2x5x3xf32> {
  %r = array.vmap @scatter(%x, %i, %u) in_axes [-1, 0, -1] out_axes [0] size 2
      : (tensor<5x3xf32>, tensor<2x4x1xi32>, tensor<4x3xf32>) -> tensor<2x5x3xf32>
  return %r : tensor<2x5x3xf32>
}
