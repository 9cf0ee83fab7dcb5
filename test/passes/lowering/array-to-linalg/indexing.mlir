// RUN: covector-opt %s -array-to-linalg -split-input-file | FileCheck %s

// `clip`: the start is moved inside.
// CHECK-LABEL: func.func @gather_rows(
// CHECK-SAME:      %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<2x1xi32>)
// CHECK:         %[[ROWS:.*]] = tensor.collapse_shape %[[I]]
// CHECK:         linalg.generic {{.*}} ins(%[[ROWS]] : tensor<2xi32>)
// CHECK-NEXT:    ^bb0(%[[AT:.*]]: i32, %{{.*}}: f32):
// CHECK:           %[[COLUMN:.*]] = linalg.index 1
// CHECK:           %[[START:.*]] = arith.index_cast %[[AT]] : i32 to index
// CHECK:           %[[LAST:.*]] = arith.constant 4 : index
// CHECK:           %[[LOW:.*]] = arith.maxsi %[[START]], %{{.*}} : index
// CHECK:           %[[INSIDE:.*]] = arith.minsi %[[LOW]], %[[LAST]] : index
// CHECK:           %[[V:.*]] = tensor.extract %[[X]][%[[INSIDE]], %[[COLUMN]]]
// CHECK:           linalg.yield %[[V]]
func.func @gather_rows(%x: tensor<5x3xf32>, %i: tensor<2x1xi32>) -> tensor<2x3xf32> {
  %r = array.gather %x, %i {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 1>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3>, start_index_map = array<i64: 0>} : (tensor<5x3xf32>, tensor<2x1xi32>) -> tensor<2x3xf32>
  return %r : tensor<2x3xf32>
}

// -----

// Negative positions count from the end; windows that lie in one piece are one axis.
// CHECK-LABEL: func.func @gather_pieces(
// CHECK-SAME:      %[[X:.*]]: tensor<5x3x8xf32>, %[[I:.*]]: tensor<2x1xi32>)
// CHECK:         %[[FLAT:.*]] = tensor.collapse_shape %[[X]] {{\[}}[0], [1, 2]] : tensor<5x3x8xf32> into tensor<5x24xf32>
// CHECK:         linalg.generic
// CHECK:           %[[COLUMN:.*]] = linalg.index 1
// CHECK:           %[[IS_NEGATIVE:.*]] = arith.cmpi slt, %[[START:.*]], %{{.*}} : index
// CHECK:           %[[FROM_END:.*]] = arith.addi %[[START]], %{{.*}} : index
// CHECK:           arith.select %[[IS_NEGATIVE]], %[[FROM_END]], %[[START]] : index
// CHECK:           tensor.extract %[[FLAT]][%{{.*}}, %[[COLUMN]]]
// CHECK:         tensor.expand_shape {{.*}} : tensor<2x24xf32> into tensor<2x3x8xf32>
func.func @gather_pieces(%x: tensor<5x3x8xf32>, %i: tensor<2x1xi32>) -> tensor<2x3x8xf32> {
  %r = array.gather %x, %i {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 1, 2>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 3, 8>, start_index_map = array<i64: 0>, wrap_negative = true} : (tensor<5x3x8xf32>, tensor<2x1xi32>) -> tensor<2x3x8xf32>
  return %r : tensor<2x3x8xf32>
}

// -----

// `fill`: windows that are not wholly inside give the fill value.
// CHECK-LABEL: func.func @gather_fill(
// CHECK:         %[[FILL:.*]] = arith.constant -1.000000e+00 : f32
// CHECK:         linalg.generic
// CHECK:           %[[INSIDE:.*]] = arith.cmpi ule
// CHECK:           %[[V:.*]] = tensor.extract
// CHECK:           %[[R:.*]] = arith.select %[[INSIDE]], %[[V]], %[[FILL]]
// CHECK:           linalg.yield %[[R]]
func.func @gather_fill(%x: tensor<5xf32>, %i: tensor<2x1xi32>) -> tensor<2xf32> {
  %r = array.gather %x, %i {collapsed_axes = array<i64: 0>, fill_value = -1.0 : f32, indices_batch_axes = array<i64>, mode = #array<index_mode fill>, offset_axes = array<i64>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1>, start_index_map = array<i64: 0>} : (tensor<5xf32>, tensor<2x1xi32>) -> tensor<2xf32>
  return %r : tensor<2xf32>
}

// -----

// Updates run in order over a copy; the position is read once for each window.
// CHECK-LABEL: func.func @scatter_add(
// CHECK-SAME:      %[[X:.*]]: tensor<5x3xf32>, %[[I:.*]]: tensor<2x1xi32>, %[[U:.*]]: tensor<2x3xf32>)
// CHECK:         %[[COPY:.*]] = linalg.copy ins(%[[X]] :
// CHECK:         %[[R:.*]] = scf.for %[[ROW:.*]] = {{.*}} iter_args(%[[A:.*]] = %[[COPY]])
// CHECK:           tensor.extract %[[I]][%[[ROW]], %{{.*}}]
// CHECK:           %[[INSIDE:.*]] = arith.cmpi ule
// CHECK:           scf.for %[[COLUMN:.*]] = {{.*}} iter_args(%[[B:.*]] = %[[A]])
// CHECK-DAG:         %[[V:.*]] = tensor.extract %[[U]][%[[ROW]], %[[COLUMN]]]
// CHECK-DAG:         %[[OLD:.*]] = tensor.extract %[[B]][%[[AT:.*]], %[[COLUMN]]]
// CHECK:             %[[SUM:.*]] = arith.addf %[[OLD]], %[[V]]
// CHECK:             %[[NEW:.*]] = arith.select %[[INSIDE]], %[[SUM]], %[[OLD]]
// CHECK:             tensor.insert %[[NEW]] into %[[B]][%[[AT]], %[[COLUMN]]]
// CHECK:         return %[[R]]
func.func @scatter_add(%x: tensor<5x3xf32>, %i: tensor<2x1xi32>, %u: tensor<2x3xf32>) -> tensor<5x3xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x3xf32>, tensor<2x1xi32>, tensor<2x3xf32>) -> tensor<5x3xf32>
  return %r : tensor<5x3xf32>
}

// -----

// Into a donated argument, or zeros made for it, there is no copy.
// CHECK-LABEL: func.func @scatter_donated(
// CHECK-SAME:      %[[X:.*]]: tensor<5xf32> {array.donated}
// CHECK-NOT:     linalg.copy
// CHECK:         scf.for {{.*}} iter_args(%{{.*}} = %[[X]])
// CHECK-LABEL: func.func @scatter_zeros(
// CHECK:         %[[Z:.*]] = linalg.fill {{.*}} -> tensor<5xf32>
// CHECK-NOT:     linalg.copy
// CHECK:         scf.for {{.*}} iter_args(%{{.*}} = %[[Z]])
func.func @scatter_donated(%x: tensor<5xf32> {array.donated}, %i: tensor<2x1xi32>, %u: tensor<2xf32>) -> tensor<5xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind set>, mode = #array<index_mode clip>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64>} : (tensor<5xf32>, tensor<2x1xi32>, tensor<2xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}
func.func @scatter_zeros(%i: tensor<2x1xi32>, %u: tensor<2xf32>) -> tensor<5xf32> {
  %x = array.constant dense<0.0> : tensor<5xf32>
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode clip>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64>} : (tensor<5xf32>, tensor<2x1xi32>, tensor<2xf32>) -> tensor<5xf32>
  return %r : tensor<5xf32>
}

// -----

// A single window is a part of the array, which is not copied.
// CHECK-LABEL: func.func @gather_piece(
// CHECK-SAME:      %[[X:.*]]: tensor<5x40xf32>, %[[I:.*]]: tensor<1xi32>)
// CHECK:         %[[ROW:.*]] = arith.minsi
// CHECK:         %[[PIECE:.*]] = tensor.extract_slice %[[X]][%[[ROW]], 0] [1, 40] [1, 1] : tensor<5x40xf32> to tensor<40xf32>
// CHECK-NEXT:    return %[[PIECE]]
func.func @gather_piece(%x: tensor<5x40xf32>, %i: tensor<1xi32>) -> tensor<40xf32> {
  %r = array.gather %x, %i {collapsed_axes = array<i64: 0>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64: 0>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 40>, start_index_map = array<i64: 0>} : (tensor<5x40xf32>, tensor<1xi32>) -> tensor<40xf32>
  return %r : tensor<40xf32>
}

// -----

// CHECK-LABEL: func.func @scatter_pieces(
// CHECK-SAME:      %{{.*}}: tensor<5x40xf32> {array.donated}, %[[I:.*]]: tensor<7x1xi32>, %[[U:.*]]: tensor<7x40xf32>)
// CHECK:         scf.for %[[K:.*]] = {{.*}} iter_args(%[[R:.*]] = %{{.*}})
// CHECK:           scf.if
// CHECK-DAG:         %[[NEW:.*]] = tensor.extract_slice %[[U]][%[[K]], 0] [1, 40] [1, 1]
// CHECK-DAG:         %[[OLD:.*]] = tensor.extract_slice %[[R]][%[[ROW:.*]], 0] [1, 40] [1, 1]
// CHECK:             %[[SUM:.*]] = linalg.generic {{.*}} ins(%[[NEW]] : tensor<40xf32>) outs(%[[OLD]] : tensor<40xf32>)
// CHECK:             tensor.insert_slice %[[SUM]] into %[[R]][%[[ROW]], 0] [1, 40] [1, 1]
// CHECK:           } else {
// CHECK-NEXT:        scf.yield %[[R]]
func.func @scatter_pieces(%x: tensor<5x40xf32> {array.donated}, %i: tensor<7x1xi32>, %u: tensor<7x40xf32>) -> tensor<5x40xf32> {
  %r = array.scatter %x, %i, %u {indices_batch_axes = array<i64>, inserted_axes = array<i64: 0>, kind = #array<scatter_kind add>, mode = #array<index_mode fill>, operand_batch_axes = array<i64>, start_index_map = array<i64: 0>, window_axes = array<i64: 1>} : (tensor<5x40xf32>, tensor<7x1xi32>, tensor<7x40xf32>) -> tensor<5x40xf32>
  return %r : tensor<5x40xf32>
}

// -----

// Positions that were joined from columns are read from these; nothing is joined.
// CHECK-LABEL: func.func @gather_columns(
// CHECK-SAME:      %[[X:.*]]: tensor<5x6xf32>, %[[I:.*]]: tensor<7x1xi32>, %[[J:.*]]: tensor<7x1xi32>)
// CHECK-NOT:     tensor.insert_slice
// CHECK-DAG:     %[[ROWS:.*]] = tensor.collapse_shape %[[I]]
// CHECK-DAG:     %[[COLUMNS:.*]] = tensor.collapse_shape %[[J]]
// CHECK:         linalg.generic {{.*}} ins(%[[ROWS]], %[[COLUMNS]] : tensor<7xi32>, tensor<7xi32>)
func.func @gather_columns(%x: tensor<5x6xf32>, %i: tensor<7x1xi32>, %j: tensor<7x1xi32>) -> tensor<7xf32> {
  %ij = array.concatenate %i, %j {axis = 1 : i64} : (tensor<7x1xi32>, tensor<7x1xi32>) -> tensor<7x2xi32>
  %r = array.gather %x, %ij {collapsed_axes = array<i64: 0, 1>, indices_batch_axes = array<i64>, mode = #array<index_mode clip>, offset_axes = array<i64>, operand_batch_axes = array<i64>, slice_sizes = array<i64: 1, 1>, start_index_map = array<i64: 0, 1>} : (tensor<5x6xf32>, tensor<7x2xi32>) -> tensor<7xf32>
  return %r : tensor<7xf32>
}
