// RUN: covector-opt %s --array-to-linalg | FileCheck %s

// Narrow numbers have a byte each, and are computed in f32 or their own width.

// CHECK-LABEL: func.func @floats(
// CHECK-SAME: tensor<4xi8>, %{{.*}}: tensor<4xi8>) -> tensor<4xi8>
// CHECK: ^bb0(%[[X:.*]]: i8, %[[Y:.*]]: i8, %{{.*}}: i8):
// CHECK-DAG: arith.extui %[[X]] : i8 to i32
// CHECK-DAG: arith.extui %[[Y]] : i8 to i32
// CHECK: %[[SUM:.*]] = arith.addf %{{.*}}, %{{.*}} : f32
// CHECK: arith.bitcast %[[SUM]] : f32 to i32
// CHECK: %[[R:.*]] = arith.trunci %{{.*}} : i32 to i8
// CHECK: linalg.yield %[[R]] : i8
func.func @floats(%x: tensor<4xf8E4M3FN>, %y: tensor<4xf8E4M3FN>) -> tensor<4xf8E4M3FN> {
  %r = array.add %x, %y : tensor<4xf8E4M3FN>
  return %r : tensor<4xf8E4M3FN>
}

// CHECK-LABEL: func.func @integers(
// CHECK: ^bb0(%[[X:.*]]: i8, %[[Y:.*]]: i8, %{{.*}}: i8):
// CHECK-DAG: %[[A:.*]] = arith.trunci %[[X]] : i8 to i4
// CHECK-DAG: %[[B:.*]] = arith.trunci %[[Y]] : i8 to i4
// CHECK: %[[P:.*]] = arith.muli %[[A]], %[[B]] : i4
// CHECK: %[[R:.*]] = arith.extui %[[P]] : i4 to i8
// CHECK: linalg.yield %[[R]] : i8
func.func @integers(%x: tensor<4xi4>, %y: tensor<4xi4>) -> tensor<4xi4> {
  %r = array.mul %x, %y : tensor<4xi4>
  return %r : tensor<4xi4>
}

// CHECK-LABEL: func.func @complex(
// CHECK: array.complex_function "asin" %{{.*}} : complex<f32>
func.func @complex(%x: tensor<4xcomplex<f32>>) -> tensor<4xcomplex<f32>> {
  %r = array.asin %x : tensor<4xcomplex<f32>>
  return %r : tensor<4xcomplex<f32>>
}
