// RUN: covector-opt %s -array-to-linalg -split-input-file | FileCheck %s

// CHECK-LABEL: func.func @plain(
// CHECK-SAME:      %[[X:.*]]: tensor<2x3xf32>, %[[Y:.*]]: tensor<3x4xf32>)
// CHECK:         %[[ZERO:.*]] = linalg.fill {{.*}} -> tensor<2x4xf32>
// CHECK-NEXT:    %[[R:.*]] = linalg.matmul ins(%[[X]], %[[Y]] : {{.*}} outs(%[[ZERO]] :
// CHECK-NEXT:    return %[[R]]
func.func @plain(%x: tensor<2x3xf32>, %y: tensor<3x4xf32>) -> tensor<2x4xf32> {
  %r = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<2x3xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

// -----

// Operands that lie transposed, or come out of a transpose, are read so.
// CHECK-DAG: #[[KM:.*]] = affine_map<(d0, d1, d2) -> (d2, d0)>
// CHECK-DAG: #[[NK:.*]] = affine_map<(d0, d1, d2) -> (d1, d2)>
// CHECK-DAG: #[[MN:.*]] = affine_map<(d0, d1, d2) -> (d0, d1)>
// CHECK-LABEL: func.func @transposed(
// CHECK-SAME:      %[[X:.*]]: tensor<3x2xf32>, %[[Y:.*]]: tensor<4x3xf32>)
// CHECK-NOT:     linalg.generic
// CHECK:         linalg.matmul indexing_maps = [#[[KM]], #[[NK]], #[[MN]]] ins(%[[X]], %[[Y]] :
func.func @transposed(%x: tensor<3x2xf32>, %y: tensor<4x3xf32>) -> tensor<2x4xf32> {
  %t = array.transpose %y {permutation = array<i64: 1, 0>} : (tensor<4x3xf32>) -> tensor<3x4xf32>
  %r = array.dot_general %x, %t {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 0>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<3x2xf32>, tensor<3x4xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}

// -----

// A transposed product is the product of the operands exchanged.
// CHECK-LABEL: func.func @exchanged(
// CHECK-SAME:      %[[X:.*]]: tensor<2x3xf32>, %[[Y:.*]]: tensor<4x3xf32>)
// CHECK-NOT:     linalg.generic
// CHECK:         linalg.matmul {{.*}} ins(%[[Y]], %[[X]] : {{.*}} -> tensor<4x2xf32>
// CHECK-NOT:     linalg.generic
// CHECK:         return
func.func @exchanged(%x: tensor<2x3xf32>, %y: tensor<4x3xf32>) -> tensor<4x2xf32> {
  %r = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 1>} : (tensor<2x3xf32>, tensor<4x3xf32>) -> tensor<2x4xf32>
  %t = array.transpose %r {permutation = array<i64: 1, 0>} : (tensor<2x4xf32>) -> tensor<4x2xf32>
  return %t : tensor<4x2xf32>
}

// -----

// Vectors have operations of their own.
// CHECK-LABEL: func.func @vectors(
// CHECK-SAME:      %[[X:.*]]: tensor<2x3xf32>, %[[V:.*]]: tensor<3xf32>, %[[W:.*]]: tensor<2xf32>)
// CHECK:         linalg.matvec ins(%[[X]], %[[V]] :
// CHECK:         linalg.vecmat ins(%[[W]], %[[X]] :
// CHECK:         linalg.dot ins(%[[V]], %[[V]] :
func.func @vectors(%x: tensor<2x3xf32>, %v: tensor<3xf32>, %w: tensor<2xf32>) -> (tensor<2xf32>, tensor<3xf32>, tensor<f32>) {
  %0 = array.dot_general %x, %v {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<2x3xf32>, tensor<3xf32>) -> tensor<2xf32>
  %1 = array.dot_general %x, %w {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 0>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<2x3xf32>, tensor<2xf32>) -> tensor<3xf32>
  %2 = array.dot_general %v, %v {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 0>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<3xf32>, tensor<3xf32>) -> tensor<f32>
  return %0, %1, %2 : tensor<2xf32>, tensor<3xf32>, tensor<f32>
}

// -----

// Groups of axes are one axis; batches in front stay.
// CHECK-LABEL: func.func @batched(
// CHECK:         linalg.batch_matmul ins(%{{.*}}, %{{.*}} : tensor<6x4x5xf32>, tensor<6x5x7xf32>) outs(%{{.*}} : tensor<6x4x7xf32>)
// CHECK:         tensor.expand_shape {{.*}} into tensor<2x3x4x7xf32>
// CHECK-LABEL: func.func @batch_behind(
// CHECK:         linalg.generic {{.*}} outs(%{{.*}} : tensor<2x4x5xf32>)
// CHECK:         linalg.batch_matmul ins(%{{.*}}, %{{.*}} : tensor<2x4x5xf32>, tensor<2x5x7xf32>)
func.func @batched(%x: tensor<2x3x4x5xf32>, %y: tensor<2x3x5x7xf32>) -> tensor<2x3x4x7xf32> {
  %r = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64: 0, 1>, lhs_contracting = array<i64: 3>, rhs_batch = array<i64: 0, 1>, rhs_contracting = array<i64: 2>} : (tensor<2x3x4x5xf32>, tensor<2x3x5x7xf32>) -> tensor<2x3x4x7xf32>
  return %r : tensor<2x3x4x7xf32>
}
func.func @batch_behind(%x: tensor<4x5x2xf32>, %y: tensor<2x5x7xf32>) -> tensor<2x4x7xf32> {
  %r = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64: 2>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64: 0>, rhs_contracting = array<i64: 1>} : (tensor<4x5x2xf32>, tensor<2x5x7xf32>) -> tensor<2x4x7xf32>
  return %r : tensor<2x4x7xf32>
}

// -----

// Of booleans: whether any pair is true.
// CHECK-LABEL: func.func @booleans(
// CHECK:         linalg.generic {{.*}}iterator_types = ["parallel", "parallel", "reduction"]} ins(%{{.*}}, %{{.*}} : tensor<2x3xi8>, tensor<3x4xi8>)
// CHECK:           arith.andi {{.*}} : i1
// CHECK:           arith.ori {{.*}} : i1
func.func @booleans(%x: tensor<2x3xi1>, %y: tensor<3x4xi1>) -> tensor<2x4xi1> {
  %r = array.dot_general %x, %y {element_type = i1, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<2x3xi1>, tensor<3x4xi1>) -> tensor<2x4xi1>
  return %r : tensor<2x4xi1>
}

// -----

// f16 is multiplied and summed in f32.
// CHECK-LABEL: func.func @halves(
// CHECK:         arith.extf
// CHECK:         arith.extf
// CHECK:         linalg.matmul ins(%{{.*}}, %{{.*}} : tensor<2x3xf32>, tensor<3x4xf32>)
// CHECK:         arith.truncf
func.func @halves(%x: tensor<2x3xf16>, %y: tensor<3x4xf16>) -> tensor<2x4xf16> {
  %r = array.dot_general %x, %y {element_type = f16, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<2x3xf16>, tensor<3x4xf16>) -> tensor<2x4xf16>
  return %r : tensor<2x4xf16>
}

// -----

// Nothing to sum: zeros, or the outer product.
// CHECK-LABEL: func.func @empty_sum(
// CHECK:         %[[R:.*]] = linalg.fill {{.*}} -> tensor<2x4xf32>
// CHECK-NEXT:    return %[[R]]
// CHECK-LABEL: func.func @outer(
// CHECK:         linalg.generic {{.*}}iterator_types = ["parallel", "parallel"]} ins(%{{.*}}, %{{.*}} : tensor<2xf32>, tensor<4xf32>)
// CHECK:           arith.mulf
func.func @empty_sum(%x: tensor<2x0xf32>, %y: tensor<0x4xf32>) -> tensor<2x4xf32> {
  %r = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64: 1>, rhs_batch = array<i64>, rhs_contracting = array<i64: 0>} : (tensor<2x0xf32>, tensor<0x4xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}
func.func @outer(%x: tensor<2xf32>, %y: tensor<4xf32>) -> tensor<2x4xf32> {
  %r = array.dot_general %x, %y {element_type = f32, lhs_batch = array<i64>, lhs_contracting = array<i64>, rhs_batch = array<i64>, rhs_contracting = array<i64>} : (tensor<2xf32>, tensor<4xf32>) -> tensor<2x4xf32>
  return %r : tensor<2x4xf32>
}
