// RUN: covector-opt %s | covector-opt | FileCheck %s

// Windows at computed positions.

// CHECK-LABEL: func.func @gather_rows(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<2x1xi32>
// CHECK: array.gather %[[X]], %[[I]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
func.func @gather_rows(%x: tensor<5x3xf32>, %i: tensor<2x1xi32>) -> tensor<2x3xf32> {
  %r = array.gather %x, %i {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// CHECK-LABEL: func.func @gather_windows(
// CHECK-SAME: %[[X:.*]]: tensor<5x4xf32>, %[[I:.*]]: tensor<6x2xui8>
// CHECK: array.gather %[[X]], %[[I]] {collapsed_axes = array<i64>, fill_value = 1.000000e+00 : f32, indices_batch_axes = array<i64>, mode = #array<index_mode fill>, offset_axes = array<i64: 0, 2>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 2, 3>, start_index_map = array<i64: 1, 0>} : (tensor<5x4xf32>, tensor<6x2xui8>) -> tensor<2x6x3xf32>
func.func @gather_windows(%x: tensor<5x4xf32>, %i: tensor<6x2xui8>) -> tensor<2x6x3xf32> {
  %r = array.gather %x, %i {collapsed_axes = array<i64>, fill_value = 1.000000e+00 : f32, indices_batch_axes = array<i64>, mode = #array<index_mode fill>, offset_axes = array<i64: 0, 2>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 2, 3>, start_index_map = array<i64: 1, 0>} : (tensor<5x4xf32>, tensor<6x2xui8>) -> tensor<2x6x3xf32>
  return %r : tensor<2x6x3xf32>
}

// CHECK-LABEL: func.func @gather_batched(
// CHECK-SAME: %[[X:.*]]: tensor<2x5xi1>, %[[I:.*]]: tensor<3x2x1xi64>
// CHECK: array.gather %[[X]], %[[I]] {collapsed_axes = array<i64: 1>, indices_batch_axes = array<i64: 1>, mode = #array<index_mode promise_in_bounds>, offset_axes = array<i64>, operand_batch_axes = array<i64: 0>, slice_sizes = array<i64: 1, 1>, start_index_map = array<i64: 1>} : (tensor<2x5xi1>, tensor<3x2x1xi64>) -> tensor<3x2xi1>
func.func @gather_batched(%x: tensor<2x5xi1>, %i: tensor<3x2x1xi64>) -> tensor<3x2xi1> {
  %r = array.gather %x, %i {collapsed_axes = array<i64: 1>, indices_batch_axes = array<i64: 1>, mode = #array<index_mode promise_in_bounds>, offset_axes = array<i64>, operand_batch_axes = array<i64: 0>, slice_sizes = array<i64: 1, 1>, start_index_map = array<i64: 1>} : (tensor<2x5xi1>, tensor<3x2x1xi64>) -> tensor<3x2xi1>
  return %r : tensor<3x2xi1>
}

// CHECK-LABEL: func.func @gather_nothing(
// CHECK-SAME: %[[X:.*]]: tensor<0xf32>, %[[I:.*]]: tensor<0x1xi32>
// CHECK: array.gather %[[X]], %[[I]] {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1>, start_index_map = array<i64: 0>} : (tensor<0xf32>, tensor<0x1xi32>) -> tensor<0xf32>
func.func @gather_nothing(%x: tensor<0xf32>, %i: tensor<0x1xi32>) -> tensor<0xf32> {
  %r = array.gather %x, %i {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1>, start_index_map = array<i64: 0>} : (tensor<0xf32>, tensor<0x1xi32>) -> tensor<0xf32>
  return %r : tensor<0xf32>
}

// CHECK-LABEL: func.func @scatter_set(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<2x1xi32>, %[[U:.*]]: tensor<2x3xf32>
// CHECK: array.scatter %[[X]], %[[I]], %[[U]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind set>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
func.func @scatter_set(%x: tensor<5x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf32>) -> tensor<5x3xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind set>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// CHECK-LABEL: func.func @scatter_add(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<2x1xi32>, %[[U:.*]]: tensor<2x3xf32>
// CHECK: array.scatter %[[X]], %[[I]], %[[U]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
func.func @scatter_add(%x: tensor<5x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf32>) -> tensor<5x3xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// CHECK-LABEL: func.func @scatter_mul(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<2x1xi32>, %[[U:.*]]: tensor<2x3xf32>
// CHECK: array.scatter %[[X]], %[[I]], %[[U]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind mul>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
func.func @scatter_mul(%x: tensor<5x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf32>) -> tensor<5x3xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind mul>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// CHECK-LABEL: func.func @scatter_min(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<2x1xi32>, %[[U:.*]]: tensor<2x3xf32>
// CHECK: array.scatter %[[X]], %[[I]], %[[U]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind min>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
func.func @scatter_min(%x: tensor<5x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf32>) -> tensor<5x3xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind min>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// CHECK-LABEL: func.func @scatter_max(
// CHECK-SAME: %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<2x1xi32>, %[[U:.*]]: tensor<2x3xf32>
// CHECK: array.scatter %[[X]], %[[I]], %[[U]] {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind max>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
func.func @scatter_max(%x: tensor<5x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf32>) -> tensor<5x3xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind max>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// CHECK-LABEL: func.func @scatter_batched(
// CHECK-SAME: %[[X:.*]]: tensor<2x5xcomplex<f32>>, %[[I:.*]]: tensor<2x3x1xi32>, %[[U:.*]]: tensor<2x3xcomplex<f32>>
// CHECK: array.scatter %[[X]], %[[I]], %[[U]] {indices_batch_axes = array<i64: 0>, inserted_axes = array<i64: 1>, kind = #array<scatter_kind add>, mode = #array<index_mode clip>, operand_batch_axes = array<i64: 0>, start_index_map = array<i64: 1>, window_axes = array<i64>} : (tensor<2x5xcomplex<f32>>, tensor<2x3x1xi32>, tensor<2x3xcomplex<f32>>) -> tensor<2x5xcomplex<f32>>
func.func @scatter_batched(%x: tensor<2x5xcomplex<f32>>, %i: tensor<2x3x1xi32>, %u: tensor<2x3xcomplex<f32>>) -> tensor<2x5xcomplex<f32>> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64: 0>, inserted_axes = array<i64: 1>, kind = #array<scatter_kind add>, mode = #array<index_mode clip>, operand_batch_axes = array<i64: 0>, start_index_map = array<i64: 1>, window_axes = array<i64>} : (tensor<2x5xcomplex<f32>>, tensor<2x3x1xi32>, tensor<2x3xcomplex<f32>>) -> tensor<2x5xcomplex<f32>>
  return %r : tensor<2x5xcomplex<f32>>
}
