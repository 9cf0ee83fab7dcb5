// RUN: covector-opt %s -split-input-file --pass-pipeline='builtin.module(func.func(array-merge-pads))' | FileCheck %s

// Pieces that make up the whole are joined, whatever their order in the sum.
// CHECK-LABEL: func.func @gates(
// CHECK: %[[C:.*]] = array.concatenate %arg1, %arg2, %arg3 {axis = 1 : i64}
// CHECK-SAME: -> tensor<2x9xf32>
// CHECK: %[[R:.*]] = array.add %arg0, %[[C]] : tensor<2x9xf32>
// CHECK: return %[[R]]
func.func @gates(%a: tensor<2x9xf32>, %x: tensor<2x2xf32>, %y: tensor<2x3xf32>, %z: tensor<2x4xf32>) -> tensor<2x9xf32> {
  %zero = array.constant dense<0.0> : tensor<f32>
  %0 = array.pad %z, %zero {low = array<i64: 0, 5>, high = array<i64: 0, 0>, interior = array<i64: 0, 0>} : (tensor<2x4xf32>, tensor<f32>) -> tensor<2x9xf32>
  %1 = array.pad %x, %zero {low = array<i64: 0, 0>, high = array<i64: 0, 7>, interior = array<i64: 0, 0>} : (tensor<2x2xf32>, tensor<f32>) -> tensor<2x9xf32>
  %2 = array.add %0, %1 : tensor<2x9xf32>
  %3 = array.add %a, %2 : tensor<2x9xf32>
  %4 = array.pad %y, %zero {low = array<i64: 0, 2>, high = array<i64: 0, 4>, interior = array<i64: 0, 0>} : (tensor<2x3xf32>, tensor<f32>) -> tensor<2x9xf32>
  %5 = array.add %3, %4 : tensor<2x9xf32>
  return %5 : tensor<2x9xf32>
}

// -----

// What is subtracted is joined with its sign changed.
// CHECK-LABEL: func.func @signs(
// CHECK: %[[N:.*]] = array.neg %arg0 : tensor<2xf32>
// CHECK: %[[C:.*]] = array.concatenate %[[N]], %arg1 {axis = 0 : i64}
// CHECK: %[[R:.*]] = array.add %arg2, %[[C]]
// CHECK: return %[[R]]
func.func @signs(%x: tensor<2xf32>, %y: tensor<3xf32>, %a: tensor<5xf32>) -> tensor<5xf32> {
  %zero = array.constant dense<0.0> : tensor<f32>
  %0 = array.pad %x, %zero {low = array<i64: 0>, high = array<i64: 3>, interior = array<i64: 0>} : (tensor<2xf32>, tensor<f32>) -> tensor<5xf32>
  %1 = array.sub %a, %0 : tensor<5xf32>
  %2 = array.pad %y, %zero {low = array<i64: 2>, high = array<i64: 0>, interior = array<i64: 0>} : (tensor<3xf32>, tensor<f32>) -> tensor<5xf32>
  %3 = array.add %1, %2 : tensor<5xf32>
  return %3 : tensor<5xf32>
}

// -----

// Pieces that leave a gap, that overlap, and that are read elsewhere stay as they are.
// CHECK-LABEL: func.func @others(
// CHECK-COUNT-6: array.pad
// CHECK-NOT: array.concatenate
// CHECK: return
func.func @others(%x: tensor<2xf32>, %y: tensor<3xf32>) -> (tensor<6xf32>, tensor<4xf32>, tensor<5xf32>, tensor<5xf32>) {
  %zero = array.constant dense<0.0> : tensor<f32>
  %0 = array.pad %x, %zero {low = array<i64: 0>, high = array<i64: 4>, interior = array<i64: 0>} : (tensor<2xf32>, tensor<f32>) -> tensor<6xf32>
  %1 = array.pad %y, %zero {low = array<i64: 3>, high = array<i64: 0>, interior = array<i64: 0>} : (tensor<3xf32>, tensor<f32>) -> tensor<6xf32>
  %2 = array.add %0, %1 : tensor<6xf32>
  %3 = array.pad %x, %zero {low = array<i64: 0>, high = array<i64: 2>, interior = array<i64: 0>} : (tensor<2xf32>, tensor<f32>) -> tensor<4xf32>
  %4 = array.pad %y, %zero {low = array<i64: 1>, high = array<i64: 0>, interior = array<i64: 0>} : (tensor<3xf32>, tensor<f32>) -> tensor<4xf32>
  %5 = array.add %3, %4 : tensor<4xf32>
  %6 = array.pad %x, %zero {low = array<i64: 0>, high = array<i64: 3>, interior = array<i64: 0>} : (tensor<2xf32>, tensor<f32>) -> tensor<5xf32>
  %7 = array.pad %y, %zero {low = array<i64: 2>, high = array<i64: 0>, interior = array<i64: 0>} : (tensor<3xf32>, tensor<f32>) -> tensor<5xf32>
  %8 = array.add %6, %7 : tensor<5xf32>
  return %2, %5, %8, %7 : tensor<6xf32>, tensor<4xf32>, tensor<5xf32>, tensor<5xf32>
}
